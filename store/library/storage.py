"""A storage for TinyDB that never leaves half a library, and does not cost the size of the whole.

One file, the head, says what the library is; it is replaced as a whole.  The rows of big tables lie beside it in files
that never change (`store.library.parts`): a table is read when it is asked for, and of one that has changed only what
is new is written, before the head that names it.  TinyDB reads and writes everything at every call; here what was read
is kept until the head on the disk is another one, and a `transaction` writes once however many calls it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb.storages import Storage

from store.library import readers
from store.library.disk import remove_remains, write_atomic, write_whole
from store.library.errors import LibraryBusyError, LibraryDamagedError
from store.library.head import VERSION, Head, Rows, Stored, cannot, load
from store.library.parts import FOLDER, Parts

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 10.0
"""How long a writer waits for another one before it gives up."""
DAMAGED = "damaged"
"""The folder, beside the head, of damaged parts that cannot be made again."""
_WHOLE = 4_000
"""Bytes: a table up to here stands in the head."""

_Signature = tuple[int, int, int]
_decode = msgspec.json.Decoder().decode


class Tables(MutableMapping[str, Rows]):
    """The tables of a head; the rows of each are read from its parts when they are first asked for."""

    def __init__(self, head: Head, parts: Parts) -> None:
        self.head = head
        """What the disk says."""
        self.given: dict[str, Mapping[str, Any]] = {}
        """Tables that were put in the place of those on the disk."""
        self._gone: set[str] = set()
        self._parts = parts
        self._read: dict[str, Rows] = head.whole

    def copy(self) -> Tables:
        """Another one that knows the same; what is put into it stays in it."""
        made = Tables(self.head, self._parts)
        made.given, made._gone, made._read = dict(self.given), set(self._gone), self._read
        return made

    def __getitem__(self, name: str) -> Rows:
        if name in self.given:
            rows = self.given[name]
            if not isinstance(rows, dict):
                # TinyDB changes rows in place.
                rows = self.given[name] = dict(rows)
            return rows
        if name in self._gone:
            raise KeyError(name)
        if name not in self._read and name in self.head.stored:
            self._read[name] = self._rows(self.head.stored[name])
        return self._read[name]

    def __setitem__(self, name: str, rows: Rows) -> None:
        self.given[name] = rows

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self.given.pop(name, None)
        self._gone.add(name)

    def __iter__(self) -> Iterator[str]:
        known = {**self.head.whole, **self.head.stored}
        yield from dict.fromkeys([*(name for name in known if name not in self._gone), *self.given])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in self.given or (name not in self._gone and (name in self._read or name in self.head.stored))

    def rows(self, name: str) -> int:
        """How many rows a table has, without reading them."""
        if name in self.given or name not in self.head.stored:
            return len(self.get(name, {}))
        return 0 if name in self._gone else self.head.stored[name].rows

    def is_as_stored(self, name: str) -> bool:
        """Whether nothing was put in the place of a table that lies in parts."""
        return name in self.head.stored and name not in self.given and name not in self._gone

    def _rows(self, table: Stored) -> Rows:
        numbers: Iterable[int] = table.numbers if table.numbers is not None else count(1)
        lines = (line for part in table.parts for line in self._parts.lines(part.digest))
        try:
            return {str(number): _decode(line) for number, line in zip(numbers, lines, strict=False)}
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LibraryDamagedError(
                f"{self._parts.folder}: a part of the library is damaged", self._parts.folder.parent
            ) from error


class Lines(Mapping[str, Any]):
    """Rows that are at hand as JSON texts: they are numbered 1, 2, 3 …, and understood when they are asked for."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self.lines = lines
        """Each row as one JSON text."""

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[str]:
        return map(str, range(1, len(self.lines) + 1))

    def __getitem__(self, number: str) -> Any:  # noqa: ANN401
        return _decode(self.lines[int(number) - 1])


class AtomicStorage(Storage):
    """TinyDB's tables in the file at `path`, which need not be there yet, and in the parts beside it.

    Readers need no lock: they see the last whole state.  Writers take the lock file beside it.
    """

    def __init__(self, path: Path, head: Head | None = None) -> None:
        self.path = path
        self.parts = Parts(path.with_name(FOLDER))
        """The files of rows."""
        self._tables: Tables | None = None
        self._signature: _Signature | None = None
        self._depth = 0
        self._changed = False
        # A head that is given is what is read, whatever the disk says by now; nothing can be written then.
        self._pinned = head is not None
        if head is not None:
            self._tables = Tables(head, self.parts)

    # -- what TinyDB calls -------------------------------------------------------------------------------------------

    def read(self) -> Tables | None:  # type: ignore[override]
        """The tables, or None where there is no file yet.

        Raises:
            LibraryDamagedError: the file is not what was written, or is of a newer program.
            LibraryError: it cannot be read.
        """
        if not self._depth:
            self._refresh()
        # TinyDB puts tables into what it gets before it writes.
        return None if self._tables is None else self._tables.copy()

    def write(self, data: Mapping[str, Rows]) -> None:
        """Put `data` in the place of all tables; inside a `transaction` at its end.

        Raises:
            LibraryBusyError: another program writes, or has written since `data` was read.
            LibraryError: it cannot be written; the file is as it was.
        """
        tables = data if isinstance(data, Tables) else self._instead(data)
        if self._depth:
            self._tables, self._changed = tables, True
            return
        with self._forgetting_failures(), self.lock():
            if _signature_of(self.path) != self._signature:
                # Whatever the caller did not read is not overwritten; damage is the more important news.
                load(self.path)
                raise LibraryBusyError(f"{self.path.parent}: another program has changed the library, try again")
            self._commit(tables)

    def close(self) -> None:
        """Nothing is open between calls."""

    # -- more than TinyDB asks for -----------------------------------------------------------------------------------

    def head(self) -> Head:
        """What the disk says now, without any rows that lie in parts; an empty one where there is no file.

        Raises:
            LibraryError: as `read`.
        """
        tables = self.read()
        return Head() if tables is None else tables.head

    def rows(self, table: str) -> int:
        """How many rows a table has, without reading them."""
        tables = self.read()
        return 0 if tables is None else tables.rows(table)

    def lines(self, table: str) -> Iterator[bytes] | None:
        """The rows of a table as they lie on the disk, each one JSON text; None where they are not in parts.

        Raises:
            LibraryError: they cannot be read.
        """
        tables = self.read()
        if tables is None or not tables.is_as_stored(table):
            return None
        return (line for part in tables.head.stored[table].parts for line in self.parts.lines(part.digest))

    def put_lines(self, table: str, lines: Sequence[bytes]) -> None:
        """Put rows that are JSON texts already in the place of those of a table.

        Raises:
            LibraryError: as `write`.
        """
        tables = self.read() or self._instead({})
        tables.given[table] = Lines(lines)
        self.write(tables)

    # -- transactions ------------------------------------------------------------------------------------------------

    @property
    def is_still(self) -> bool:
        """Whether nobody else can change what is read: inside a `transaction`, and where a head was given."""
        return self._depth > 0 or self._pinned

    @property
    def in_transaction(self) -> bool:
        """Whether a `transaction` has begun and not ended."""
        return self._depth > 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes one write at the end, or none at all if something is raised.

        The lock is held from beginning to end and the tables are read anew, so that nothing can come between.
        """
        if self._depth:
            yield
            return
        with self._forgetting_failures(), self.lock():
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
    def lock(self) -> Iterator[None]:
        """Inside, no other program writes; `transaction` takes it by itself.

        Raises:
            LibraryBusyError: one is writing, and goes on for longer than `LOCK_SECONDS`.
            LibraryError: nothing can be written there.
        """
        # Imported here: reading, which starts the program, does not need it.
        from filelock import Timeout

        try:
            lock = self._make_lock()
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise LibraryBusyError(f"{self.path.parent}: another program is writing to this library") from error
        except OSError as error:
            raise cannot("written", self.path, error) from error
        try:
            yield
        finally:
            lock.release()

    def _make_lock(self) -> BaseFileLock:
        from filelock import FileLock

        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self.path.with_name(f".{self.path.name}.lock"))

    def set_aside(self) -> Path:
        """Give the file and its parts other names, under which they are kept and never read again; returns the file's.

        Raises:
            LibraryBusyError: another program is writing.
            LibraryError: it cannot be renamed.
        """
        with self._forgetting_failures(), self.lock():
            stem = self.path.stem
            names = (self.path.with_name(f"{stem}.damaged-{n}{self.path.suffix}") for n in count(1))
            aside = next(name for name in names if not name.exists() and not name.with_suffix(".parts").exists())
            try:
                self.path.rename(aside)
                if copy_of(self.path).is_file():
                    copy_of(self.path).rename(copy_of(aside))
                if self.parts.folder.is_dir():
                    self.parts.folder.rename(aside.with_suffix(".parts"))
            except OSError as error:
                raise cannot("written", self.path, error) from error
            self._tables, self._signature = None, None
            self.parts.lines.cache_clear()
        return aside

    # -- the files ---------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._pinned:
            return
        signature = _signature_of(self.path)
        if signature is not None and signature == self._signature:
            return
        self._tables = None
        # A writer may replace the file between the look at its signature and the reading of its bytes; then the
        # signature is the older one and the next call reads again.
        self._tables = None if signature is None else Tables(load(self.path), self.parts)
        self._signature = signature

    def _instead(self, data: Mapping[str, Rows]) -> Tables:
        """Tables that are `data` and nothing else."""
        tables = Tables(Head(), self.parts)
        tables.given = dict(data)
        return tables

    def _commit(self, tables: Tables) -> None:
        head = Head(VERSION)
        before = self._tables.head if self._tables is not None else Head()
        remove_remains(self.path)
        try:
            for name in tables:
                if tables.is_as_stored(name):
                    head.stored[name] = tables.head.stored[name]
                else:
                    self._put(head, name, tables.given[name] if name in tables.given else tables[name])
            encoded = head.encoded()
            write_atomic(self.path, encoded)
        except OSError as error:
            raise cannot("written", self.path, error) from error
        # All is written; what follows is for a day when the disk fails.
        remove_remains(copy_of(self.path))
        with suppress(OSError):
            write_whole(copy_of(self.path), encoded)
        self._tables, self._signature = Tables(head, self.parts), _signature_of(self.path)
        # Whoever reads the library as it was before this finds its parts: until it is written once more, or longer
        # where its reader could say that it is read.
        kept = {part.digest for each in (head, before) for table in each.stored.values() for part in table.parts}
        self.parts.keep_only(kept | readers.in_use(self.path.parent))

    def _put(self, head: Head, name: str, rows: Mapping[str, Any]) -> None:
        encode = msgspec.json.encode
        encoded = list(rows.lines) if isinstance(rows, Lines) else [encode(row) for row in rows.values()]
        if sum(map(len, encoded)) <= _WHOLE:
            head.whole[name] = dict(rows)
            return
        numbers = tuple(map(int, rows))
        plain = numbers == tuple(range(1, len(numbers) + 1))
        head.stored[name] = Stored(self.parts.write(encoded), None if plain else numbers)


def copy_of(path: Path) -> Path:
    """Where the second copy of the head at `path` lies, which stands in for it where that is damaged."""
    return path.with_name(f"{path.stem}.copy{path.suffix}")


def _signature_of(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot("read", path, error) from error
    return status.st_ino, status.st_mtime_ns, status.st_size


__all__ = ["AtomicStorage", "Tables", "load"]
