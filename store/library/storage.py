"""A storage for TinyDB that never leaves half a library: one file, replaced as a whole, read once.

The file is a header line, a JSON object with the format's name and version and the SHA-256 and the length of what
follows, and then the tables as one JSON object.  TinyDB reads and writes everything at every call; here what was read
is kept until the file on the disk is another one, and a `transaction` writes once however many calls it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb.storages import Storage

from store.library.disk import remove_remains, write_atomic
from store.library.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    LibraryForeignError,
    LibraryUnwritableError,
)

if TYPE_CHECKING:
    from filelock import BaseFileLock

FORMAT = "timeline-library"
VERSION = 1
_BEGINNING = b'{"format":"timeline-library/'
LOCK_SECONDS = 10.0
"""How long a writer waits for another one before it gives up."""

Tables = dict[str, dict[str, Any]]
_Signature = tuple[int, int, int]


class AtomicStorage(Storage):
    """TinyDB's tables in the file at `path`, which need not be there yet.

    Readers need no lock: they see the last whole state.  Writers take the lock file beside it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables: Tables | None = None
        self._signature: _Signature | None = None
        self._depth = 0
        self._changed = False

    # -- what TinyDB calls -------------------------------------------------------------------------------------------

    def read(self) -> Tables | None:
        """The tables, or None where there is no file yet.

        Raises:
            LibraryDamagedError: the file is not what was written, or is of a newer program.
            LibraryError: it cannot be read.
        """
        if not self._depth:
            self._refresh()
        # TinyDB puts tables into the dictionary before it writes: it gets one of its own.
        return None if self._tables is None else dict(self._tables)

    def write(self, data: Tables) -> None:
        """Put `data` in the place of all tables; inside a `transaction` at its end.

        Raises:
            LibraryBusyError: another program writes, or has written since `data` was read.
            LibraryError: it cannot be written; the file is as it was.
        """
        if self._depth:
            self._tables, self._changed = data, True
            return
        with self._forgetting_failures(), self._lock():
            if _signature_of(self.path) != self._signature:
                # Whatever the caller did not read is not overwritten; damage is the more important news.
                load(self.path)
                raise LibraryBusyError(f"{self.path.parent}: another program has changed the library, try again")
            self._commit(data)

    def close(self) -> None:
        """Nothing is open between calls."""

    # -- transactions ------------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes one write at the end, or none at all if something is raised.

        The lock is held from beginning to end and the tables are read anew, so that nothing can come between.
        """
        if self._depth:
            yield
            return
        with self._forgetting_failures(), self._lock():
            self._refresh()
            self._depth, self._changed = 1, False
            try:
                yield
            finally:
                self._depth = 0
            if self._changed and self._tables is not None:
                self._commit(self._tables)

    @contextmanager
    def _forgetting_failures(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            # TinyDB changes rows in place: after a failure only the disk says what is true.
            self._tables, self._signature, self._depth = None, None, 0
            raise

    @contextmanager
    def _lock(self) -> Iterator[None]:
        # Imported here: reading, which starts the program, does not need it.
        from filelock import Timeout

        try:
            lock = self._make_lock()
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise LibraryBusyError(f"{self.path.parent}: another program is writing to this library") from error
        except OSError as error:
            raise _cannot("written", self.path, error) from error
        try:
            yield
        finally:
            lock.release()

    def _make_lock(self) -> BaseFileLock:
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self.path.with_name(f".{self.path.name}.lock"))

    def set_aside(self) -> Path:
        """Give the file another name, under which it is kept and never read again; returns its path.

        Raises:
            LibraryBusyError: another program is writing.
            LibraryError: it cannot be renamed.
        """
        with self._forgetting_failures(), self._lock():
            names = (self.path.with_name(f"{self.path.stem}.damaged-{n}{self.path.suffix}") for n in count(1))
            aside = next(name for name in names if not name.exists())
            try:
                self.path.rename(aside)
            except OSError as error:
                raise _cannot("written", self.path, error) from error
            self._tables, self._signature = None, None
        return aside

    # -- the file ----------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        signature = _signature_of(self.path)
        if signature is not None and signature == self._signature:
            return
        self._tables = None
        # A writer may replace the file between the look at its signature and the reading of its bytes; then the
        # signature is the older one and the next call reads again.
        self._tables = None if signature is None else load(self.path)
        self._signature = signature

    def _commit(self, data: Tables) -> None:
        body = msgspec.json.encode(data)
        header = {
            "format": f"{FORMAT}/{VERSION}",
            "sha256": hashlib.sha256(body).hexdigest(),
            "bytes": len(body),
        }
        remove_remains(self.path)
        try:
            write_atomic(self.path, msgspec.json.encode(header), b"\n", body)
        except OSError as error:
            raise _cannot("written", self.path, error) from error
        self._tables, self._signature = data, _signature_of(self.path)


def load(path: Path) -> Tables:
    """The tables in the file at `path`.

    Raises:
        LibraryDamagedError: the file is not what was written, or is of a newer program.
        LibraryError: it cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _cannot("read", path, error) from error
    head, _, body = content.partition(b"\n")
    try:
        header = msgspec.json.decode(head, type=dict[str, Any])
        name, _, version = str(header["format"]).partition("/")
        if name != FORMAT:
            raise ValueError(name)
        number = int(version)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, KeyError) as error:
        if content.strip(b"\x00") and not content.startswith(_BEGINNING):
            raise LibraryForeignError(
                f"{path}: this is no library of timeline, or its beginning is damaged; it is left as it is: "
                "move it away, or take another place (--library PATH)"
            ) from error
        raise LibraryDamagedError(f"{path}: the library is damaged") from error
    if number > VERSION:
        raise LibraryForeignError(
            f"{path}: a newer timeline wrote this library (format {number}, this one knows {VERSION}); "
            "it is left as it is"
        )
    if header.get("sha256") != hashlib.sha256(body).hexdigest():
        raise LibraryDamagedError(f"{path}: the library is damaged (its checksum does not fit)")
    try:
        return msgspec.json.decode(body, type=dict[str, dict[str, Any]])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LibraryDamagedError(f"{path}: the library is damaged") from error


def _signature_of(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _cannot("read", path, error) from error
    return status.st_ino, status.st_mtime_ns, status.st_size


def _cannot(what: str, path: Path, error: OSError) -> LibraryError:
    kind = LibraryUnwritableError if what == "written" else LibraryError
    return kind(f"{path.parent}: the library cannot be {what} ({(error.strerror or str(error)).lower()})")
