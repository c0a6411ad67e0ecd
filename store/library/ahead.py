"""Asking the system to read files before they are needed: what was not read lately takes its time to come.

Reading one after the other waits for every one of them; asked for together they come while something else is done.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from threading import Thread
from typing import NamedTuple

_THREADS = 8


class Stretch(NamedTuple):
    """So many bytes of the file at `path` from `start` on; a `length` of 0 is all from there on."""

    path: str
    start: int = 0
    length: int = 0


def read_ahead(stretches: Iterable[Stretch]) -> None:
    """Have stretches of files read soon, without waiting; what cannot be read is not, and nothing is raised."""
    if not hasattr(os, "posix_fadvise"):
        return
    left = list(dict.fromkeys(stretches))
    left.reverse()

    def work() -> None:
        while left:
            try:
                path, start, length = left.pop()
                # Opening alone waits for the disk.
                descriptor = os.open(path, os.O_RDONLY)
            except (OSError, IndexError):
                continue
            try:
                os.posix_fadvise(descriptor, start, length, os.POSIX_FADV_WILLNEED)
            except OSError:
                return
            finally:
                os.close(descriptor)

    for _ in range(min(_THREADS, len(left))):
        Thread(target=work, daemon=True).start()
