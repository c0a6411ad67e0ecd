"""A storage for TinyDB that never leaves half a library, and does not cost the size of the whole.

One file, the head, says what the library is; it is replaced as a whole.  The rows of big tables lie beside it in files
that never change (`store.library.parts`): a table is read when it is asked for, and of one that has changed only what
is new is written, before the head that names it.  TinyDB reads and writes everything at every call; here what was read
is kept until the head on the disk is another one, and a `transaction` writes once however many calls it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb.storages import Storage

from store.library import readers, upkeep
from store.library.disk import remove_remains, write_atomic, write_whole
from store.library.errors import LibraryBusyError
from store.library.head import VERSION, Head, Part, Rows, Stored, cannot, copy_of, load
from store.library.parts import FOLDER, Parts
from store.library.ropes import Edit, New, Rope
from store.library.tables import Lines, Tables

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 10.0
"""How long a writer waits for another one before it gives up."""
DAMAGED = "damaged"
"""The folder, beside the head, of damaged parts that cannot be made again."""
_WHOLE = 4_000
"""Bytes: a table up to here stands in the head."""
_TIMES = {"files": 8, "articles": 8, "pairs": 8}
"""Tables that are read from end to end, by every build or by whoever asks for one row, lie in files that are so many
times bigger: there are few to open."""

_Signature = tuple[int, int, int]


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
        """The rows of a table, each as the JSON text it is kept as; None where they are not kept as such.

        Raises:
            LibraryError: they cannot be read.
        """
        rope = self._rope(table)
        return None if rope is None else rope.lines(self.parts)

    def line(self, table: str, row: int) -> bytes:
        """One row of a table, counted from 0, as JSON text.

        Raises:
            IndexError: there is no such row.
            LibraryError: it cannot be read.
        """
        rope = self._rope(table)
        if rope is not None:
            return rope.line(row, self.parts)
        tables = self.read() or self._instead({})
        return msgspec.json.encode(list(tables.get(table, {}).values())[row])

    def put_lines(self, table: str, lines: Sequence[bytes]) -> None:
        """Put rows that are JSON texts already in the place of those of a table.

        Raises:
            LibraryError: as `write`.
        """
        self._give(table, Rope([New(lines)]))

    def splice(self, table: str, edits: Sequence[Edit]) -> None:
        """Change some rows of a table as it stands, and neither read nor write the others; its rows are then 1, 2, 3 …

        Raises:
            ValueError: the edits are not in order, or go beyond the end of the table.
            LibraryError: as `write`.
        """
        rope = self._rope(table)
        if rope is None:
            tables = self.read() or self._instead({})
            rope = Rope([New([msgspec.json.encode(row) for row in tables.get(table, {}).values()])])
        self._give(table, rope.spliced(edits))

    def _rope(self, table: str) -> Rope | None:
        tables = self.read()
        return None if tables is None else tables.rope(table)

    def _give(self, table: str, rope: Rope) -> None:
        tables = self.read() or self._instead({})
        tables.given[table] = Lines(rope, self.parts)
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
                    rows = tables.given[name] if name in tables.given else tables[name]
                    stored = tables.head.stored.get(name)
                    self._put(head, name, rows, stored.parts if stored else ())
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

    def _put(self, head: Head, name: str, rows: Mapping[str, Any], before: Sequence[Part]) -> None:
        """Bring the rows of a table to the disk, where they lay in the parts `before` until now."""
        rope = (
            rows.rope if isinstance(rows, Lines) else Rope([New([msgspec.json.encode(row) for row in rows.values()])])
        )
        if _is_small(rope, self.parts):
            head.whole[name] = rows.decoded() if isinstance(rows, Lines) else dict(rows)
            return
        if not rope.runs and before:
            rope = upkeep.matched(list(rope.lines(self.parts)), before, self.parts)
        numbers = None if isinstance(rows, Lines) else tuple(map(int, rows))
        plain = numbers is None or numbers == tuple(range(1, len(numbers) + 1))
        runs = upkeep.written(rope, self.parts, before, _TIMES.get(name, 1))
        head.stored[name] = Stored(runs, None if plain else numbers)


def _is_small(rope: Rope, parts: Parts) -> bool:
    """Whether a table can stand in the head."""
    size = 0
    for line in rope.lines(parts):
        size += len(line)
        if size > _WHOLE:
            return False
    return True


def _signature_of(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise cannot("read", path, error) from error
    return status.st_ino, status.st_mtime_ns, status.st_size


__all__ = ["AtomicStorage", "Edit", "Tables", "copy_of", "load"]
