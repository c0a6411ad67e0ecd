"""Files that are whole or not there: written beside their place, brought to the disk, then put in place at once."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

DERIVED = "index"
"""The folder of a library with what is made again where it is missing."""
_PREFIX, _SUFFIX = ".", ".new"
REMAINS = re.compile(r"\..+\.[0-9a-f]{12}\.new")
"""The name of what a writer that was killed may leave."""


def absolute(path: Path) -> Path:
    """`path` from the root of the file system, links followed: the same for every way to name it."""
    return Path(os.path.realpath(path))


def write_atomic(path: Path, *parts: bytes) -> None:
    """Put `parts` one after another into the file at `path`: all of them or, whatever happens, nothing.

    After this returns, the new content outlives a loss of power.  A file that was there keeps its permissions; a link
    stays a link and the file it points to is written.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    path = absolute(path)
    write_whole(path, *parts)
    sync_folder(path.parent)


def write_whole(path: Path, *parts: bytes) -> None:
    """As `write_atomic`, for several files of one folder: that the name outlives a loss of power takes `sync_folder`.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    new = path.with_name(f"{_PREFIX}{path.name}.{secrets.token_hex(6)}{_SUFFIX}")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            for part in parts:
                _write_all(descriptor, part)
            with suppress(OSError, AttributeError):
                os.fchmod(descriptor, os.stat(path).st_mode & 0o7777)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise


def remove_remains(path: Path) -> None:
    """Delete what writers of `path` left that were killed; only while no other writer can be at work."""
    path = absolute(path)
    for remains in path.parent.glob(f"{_PREFIX}{path.name}.*{_SUFFIX}"):
        with suppress(OSError):
            remains.unlink()


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    # Without this the new name may not outlive a loss of power.  Windows cannot open a folder, and needs no such thing.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_derived(path: Path, parts: Sequence[bytes]) -> None:
    """Write a file that is made again the next time where it cannot be written now."""
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        write_atomic(path, *parts)
