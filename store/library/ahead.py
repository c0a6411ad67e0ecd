"""Asking the system to read files before they are needed: what was not read lately takes its time to come.

Reading one after the other waits for every one of them; asked for together they come while something else is done.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from threading import Thread

_THREADS = 8


def read_ahead(paths: Iterable[str]) -> None:
    """Have the files at `paths` read soon, without waiting; what cannot be read is not, and nothing is raised."""
    if not hasattr(os, "posix_fadvise"):
        return
    left = list(dict.fromkeys(paths))
    left.reverse()

    def work() -> None:
        while left:
            try:
                # Opening alone waits for the disk.
                descriptor = os.open(left.pop(), os.O_RDONLY)
            except (OSError, IndexError):
                continue
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_WILLNEED)
            except OSError:
                return
            finally:
                os.close(descriptor)

    for _ in range(min(_THREADS, len(left))):
        Thread(target=work, daemon=True).start()
