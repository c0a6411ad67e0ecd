"""Which states of a library are being read: their parts are kept for as long as somebody reads them.

A reader links the head of its state into a folder of the library and holds a shared lock on it, which the system takes
away with the process, however that ends.  Where nothing can be written there, a reader does without: then a state
lives until the library has been written twice more.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.library.errors import LibraryError
from store.library.head import Head, load

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted
    fcntl = None  # type: ignore[assignment]

FOLDER = "readers"
"""The folder of the heads that are being read; it may be deleted at any time."""
_TRIES = 20
Signature = tuple[int, int, int]
"""The number of a file, when it was changed (nanoseconds), and its size."""


class Hold:
    """Keeps the parts of one state until it is released, or gone."""

    def __init__(self, descriptor: int, seen: Signature) -> None:
        self.seen = seen
        """The head that is read."""
        self.release = weakref.finalize(self, os.close, descriptor)
        """Lets go of it."""


def read(path: Path) -> tuple[Head, Hold | None]:
    """The head in the file at `path`, and what keeps the parts that it names; None where nothing can.

    Raises:
        LibraryError: as `store.library.head.load`.
    """
    for _ in range(_TRIES):
        seen = signature(path)
        head = load(path)
        held = _hold(path, seen) if seen else None
        # Whoever writes looks for readers after the head was replaced: where it is the same still, we are seen.
        if held is None or signature(path) == seen:
            return head, held
        held.release()
    return load(path), None


@contextmanager
def reading(path: Path) -> Iterator[Head]:
    """The head in the file at `path`, whose parts stay where they are inside.

    Raises:
        LibraryError: as `store.library.head.load`.
    """
    head, held = read(path)
    try:
        yield head
    finally:
        if held is not None:
            held.release()


def in_use(library: Path) -> set[str]:
    """The hashes of all parts of the states that somebody reads; what dead readers left is deleted.

    The caller holds the library's lock.
    """
    found: set[str] = set()
    with suppress(OSError):
        for file in sorted((library / FOLDER).iterdir()):
            if not _is_left(file):
                with suppress(LibraryError):
                    found |= {part.digest for table in load(file).stored.values() for part in table.parts}
    return found


def _hold(path: Path, seen: Signature) -> Hold | None:
    file = path.parent / FOLDER / "-".join(f"{number:x}" for number in seen)
    for _ in range(_TRIES):
        try:
            file.parent.mkdir(exist_ok=True)
            _link(path, file)
            descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            continue
        except OSError:
            return None
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                os.close(descriptor)
                continue
            # A writer may have taken it away before it was locked.
            if not _is_at(file, descriptor):
                os.close(descriptor)
                continue
        return Hold(descriptor, seen)
    return None


def _link(path: Path, file: Path) -> None:
    if file.exists():
        return
    try:
        os.link(path, file)
    except FileExistsError:
        return
    except FileNotFoundError:
        raise
    except OSError:
        # Not all file systems have links; only these pay for the import.
        import shutil

        shutil.copyfile(path, file)


def _is_left(file: Path) -> bool:
    """Whether nobody reads what is in `file` any more; then it is deleted."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return False
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            file.unlink()
    except OSError:
        return False
    finally:
        os.close(descriptor)
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _is_at(file: Path, descriptor: int) -> bool:
    try:
        known = file.stat()
    except OSError:
        return False
    opened = os.fstat(descriptor)
    return (known.st_dev, known.st_ino) == (opened.st_dev, opened.st_ino)


def signature(path: Path) -> Signature | None:
    """What changes whenever a file is replaced, by a look at it; None where it is not there."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_ino, known.st_mtime_ns, known.st_size
