"""A library as it stands at one moment, for screens: painted from derived files, read from the record row by row.

The derived files are the columns (`store.index`), the words that searches go through, and where each of these stands.
They are made whenever they are missing, damaged or not of the record, and may be deleted at any time.  The record
itself is never changed here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from store.index.bitmaps import bitmap_of
from store.index.columns import Columns, LeftOut, Row, Run
from store.index.file import IndexDamagedError, Sections
from store.index.reading import COLUMNS, TABLES, StoredColumns, open_columns
from store.library import readers
from store.library.columns import columns_file, write_columns
from store.library.disk import DERIVED
from store.library.errors import LibraryDamagedError, LibraryError
from store.library.head import Head, load
from store.library.parts import FOLDER, Parts
from store.library.readers import Hold
from store.library.rows import Decoded, Table
from store.query import NEW

if TYPE_CHECKING:
    from array import array

    from store.edtf import Bounds
    from store.index.edited import EditedColumns
    from store.library.lookup import StoredLookup
    from store.library.searched import Searched
    from store.model import Article, Dataset, Event
    from store.query import Facet, Kind, Mark

    OnDisk = StoredColumns | EditedColumns

FILE = "library.json"
NAME = "name"
"""The table of the name that a person gave: one row, or none."""
NEW_ARTICLES = "new"
"""The table of the articles that came with the last build that brought any: one row with their ids, or none."""
_TOLD = (*TABLES, "pairs", "amounts", "counts", "hidden", NEW_ARTICLES, NAME)
"""The tables that are shown; the others say how they were made."""
_TRIES = 20
T = TypeVar("T")


class Snapshot(Columns):
    """The library in the folder `path` as it is when this is made; later changes of it are not seen."""

    def __init__(self, path: Path, head: Head, columns: OnDisk | None, held: Hold | None = None) -> None:
        self.path = path
        """The folder."""
        self._head = head
        self._held = held
        self._seen = held.seen if held is not None else None
        self._parts = Parts(path / FOLDER)
        self._tables: dict[str, Table] = {}
        self._decoded: dict[str, Decoded[Any]] = {}
        self._columns: OnDisk = columns or self._made_anew()
        self.fault: LibraryDamagedError | None = None
        """Why something of it could not be read."""
        self._row = lru_cache(maxsize=1024)(self._read_row)
        self.articles = self._columns.articles
        self.events: Sequence[Event] = self.rows("events")

    @classmethod
    def open(cls, path: Path, *, make: bool = True, head: Head | None = None) -> Snapshot | None:
        """The library at `path`; None where its derived files must be made first, or its format brought up to date.

        With `make` they are made (which takes seconds for a big library), and None is only said of the format.
        `head` is given by whoever keeps others from writing.

        Raises:
            LibraryError: the library cannot be read.
        """
        for _ in range(_TRIES):
            now, held = (head, None) if head is not None else readers.read(path / FILE)
            if now.version < 2:
                return None
            _check_names(path, now)
            try:
                columns = open_columns(columns_file(path, now))
                columns.runs, columns.sources, columns.spans  # noqa: B018  (what the first paint needs, checked here)
            except IndexDamagedError:
                # Whoever wrote meanwhile has taken them away, and made others.
                if _is_current(path, now):
                    break
            else:
                return cls(path, now, columns, held)
        return cls(path, now, None, held) if make else None

    @property
    def name(self) -> str:
        """What to call it, as `Library.name`."""
        for row in self._head.whole.get(NAME, {}).values():
            return str(row["name"])
        roots = self.roots
        if any(root.get("kind") == "example" for root in roots):
            return "example"
        names = [Path(root["path"]).name for root in roots if root.get("kind") == "folder"]
        return ", ".join(names) or self.path.name

    @property
    def sources_folder(self) -> Path | None:
        """Where its articles lie, as `Library.sources_folder`."""
        return next((Path(root["path"]) for root in self.roots if root.get("kind") in ("folder", "example")), None)

    @property
    def head(self) -> Head:
        """What the record said when this was made."""
        return self._head

    @property
    def columns(self) -> OnDisk:
        """What can be said of it without reading a row."""
        return self._columns

    @property
    def roots(self) -> list[dict[str, Any]]:
        """What it was built from, as it is stored."""
        table = self.table("roots")
        return [table.plain(row) for row in range(len(table))]

    @property
    def left_out(self) -> list[LeftOut]:  # type: ignore[override]
        """The files of its folders that could not be read."""
        return [LeftOut(item["file"], item["reason"]) for root in self.roots for item in root.get("skipped", ())]

    @property
    def seems_outdated(self) -> bool:
        """Whether the file of the head is another one than was read; the library may say the same all the same."""
        now = readers.signature(self.path / FILE)
        return now is not None and now != self._seen

    def is_outdated(self) -> bool:
        """Whether the library says something else by now; its head is read for it where that is another file."""
        now = readers.signature(self.path / FILE)
        if now is None or now == self._seen:
            return False
        try:
            head = load(self.path / FILE)
        except LibraryError:
            # Whoever reads the library next is told.
            return False
        if head.fingerprint(*_TOLD) != self._head.fingerprint(*_TOLD):
            return True
        self._seen = now
        return False

    # -- the columns -------------------------------------------------------------------------------------------------

    @property
    def runs(self) -> list[Run]:  # type: ignore[override]
        """The dates with their events."""
        return self._columns.runs

    @property
    def spans(self) -> Sequence[Bounds | None]:
        """The days that each of the runs covers."""
        return self._ask(lambda columns: columns.spans)

    @property
    def opening(self) -> int | None:
        """The position to begin at."""
        return self._columns.opening

    @property
    def sources(self) -> array[int]:  # type: ignore[override]
        """By position: how many articles tell the event."""
        return self._columns.sources

    @property
    def written(self) -> Sequence[str | None]:
        """By position: when the event was first written of."""
        return self._ask(lambda columns: columns.written)

    @property
    def out(self) -> array[int]:
        """By position: the day by which an article that tells it was certainly out."""
        return self._ask(lambda columns: columns.out)

    def marks(self, mark: Mark) -> int:
        """The events that have a mark, as a bitmap."""
        if mark == "new":
            return bitmap_of(self._new, len(self.events))
        return self._ask(lambda columns: columns.marks(mark))

    def facets(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind with their names."""
        found = self._ask(lambda columns: columns.facets(kind))
        return [(NEW, NEW.value), *found] if kind == "mark" and self._new else found

    def members(self, facet: Facet) -> Sequence[int]:
        """The positions of the events that have a facet."""
        return self._new if facet == NEW else self._ask(lambda columns: columns.members(facet))

    def expect(self, positions: Sequence[int]) -> None:
        """Have the events at these positions read soon."""
        self.table("events").read_ahead(positions)

    def expect_articles(self, ids: Iterable[str]) -> None:
        """Have these articles' texts and time expressions read soon."""
        texts: list[int] = []
        expressions: list[int] = []
        for id in ids:
            texts += self.rows_of("texts", id)
            ranges = (self.range_of("expressions", row) for row in self.rows_of("articles", id))
            expressions += (row for start, end in ranges if start < end for row in (start, end - 1))
        self.table("texts").read_ahead(texts)
        self.table("time_expressions").read_ahead(expressions)

    def told_by(self, article: str) -> Sequence[int]:
        """The positions of the events that the article with an id tells."""
        return self._ask(lambda columns: columns.told_by(article))

    @cached_property
    def new(self) -> frozenset[str]:  # type: ignore[override]
        """The ids of the articles that came with the last build that brought any."""
        table = self.table(NEW_ARTICLES)
        return frozenset(id for row in range(len(table)) for id in table.plain(row).get("articles", ()))

    @cached_property
    def _new(self) -> list[int]:
        """The positions of the events that a new article tells."""
        return sorted({position for article in self.new for position in self.told_by(article)})

    def rows_of(self, table: str, id: str) -> list[int]:
        """The rows of a table that may have an id."""
        return self._ask(lambda columns: columns.rows(table, id))

    def position(self, id: str) -> int | None:
        """Where the event with an id stands, without reading the others."""
        return next((row for row in self.rows_of("events", id) if self.event_id(row) == id), None)

    def event_id(self, position: int) -> str:
        """The id of the event at a position."""
        found = self._ask(lambda columns: columns.event_id(position))
        return self.events[position].id if found is None else found

    def range_of(self, what: str, article: int) -> tuple[int, int]:
        """The first row and the end of what is of the article in a row."""
        found = self._ask(lambda columns: columns.range(what, article))
        return found.start, found.stop

    def _ask(self, question: Callable[[OnDisk], T]) -> T:
        try:
            return question(self._columns)
        except IndexDamagedError:
            self._columns = self._made_anew()
            return question(self._columns)

    def _made_anew(self) -> StoredColumns:
        from store.library.library import Library

        # Of this head, whatever became of the library meanwhile.
        try:
            dataset = Library(self.path, self._head).dataset()
        except LibraryDamagedError as error:
            self._missed(error)
            return self._blank()
        if _is_current(self.path, self._head):
            parts = write_columns(self.path, self._head, dataset)
        else:
            # Those of a later state are not to give way.
            from store.index import writing

            parts = writing.columns(dataset)
        return StoredColumns(Sections.of(parts, COLUMNS))

    def _blank(self) -> StoredColumns:
        """Columns that say nothing, of as many events and articles."""
        from store.index import writing
        from store.library.rows import BLANK
        from store.model import Article, Dataset, Event

        event, article = Event("", None, BLANK["events"]["title"], ()), Article("", "", "")
        events, articles = len(self.table("events")), len(self.table("articles"))
        parts = writing.columns(Dataset(articles=(article,) * articles, events=(event,) * events))
        return StoredColumns(Sections.of(parts, COLUMNS))

    # -- the record --------------------------------------------------------------------------------------------------

    def row(self, position: int) -> Row:
        """What a line says of the event at a position; those asked for last are kept."""
        return self._row(position)

    def _read_row(self, position: int) -> Row:
        said = self.table("events").plain(position)
        sources = self.sources[position]
        copies = sum(len(group) - 1 for group in said.get("copies", ()))
        told = {account["status"] for account in said["accounts"]}
        status = told.pop() if len(told) == 1 else None
        return Row(said["date"], said["title"], sources, sources - copies, len(said["quotes"]), status)

    def rows(self, table: str) -> Decoded[Any]:
        """The rows of a table as things of the model."""
        found = self._decoded.get(table)
        if found is None:
            found = self._decoded[table] = Decoded(self.table(table), lambda: _kind_of(table))
        return found

    def article(self, row: int) -> Article:
        """The article in a row of its table, without its text."""
        found: Article = self.rows("articles")[row]
        return found

    def text(self, id: str) -> str:
        """The text of an article; empty where it is not there."""
        for row in self.rows_of("texts", id):
            said = self.table("texts").plain(row)
            if said["id"] == id:
                return str(said["text"])
        return ""

    @cached_property
    def lookup(self) -> StoredLookup:  # type: ignore[override]
        """Everything else by id."""
        from store.library.lookup import StoredLookup

        return StoredLookup(self)

    @cached_property
    def dataset(self) -> Dataset:
        """All that the library knows, read from end to end."""
        from store.library.library import Library

        return Library(self.path, self._head).dataset()

    def table(self, name: str) -> Table:
        """The rows of a table as they are stored."""
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = Table(self._head, self._parts, name, self._missed)
        return found

    def _missed(self, error: LibraryDamagedError) -> None:
        """Something cannot be read any more: it is raised, or told where somebody can do something about it."""
        if self.on_fault is None:
            raise error
        if self.fault is None:
            self.fault = error
            self.on_fault(error)

    # -- words -------------------------------------------------------------------------------------------------------

    def words(self, within: bytes | None = None) -> Iterator[tuple[int, bytes]]:
        """The folded words of all events, stretch by stretch; or of the stretches `within`."""
        return self._searched.words(within)

    def prepare_words(self) -> None:
        """Make what searches go through where it is not there yet, so that the first letter need not wait for it."""
        # What is wrong with the library is told where somebody asks for it.
        with suppress(LibraryError, OSError):
            self._searched.prepare()

    def holding(self, letters: bytes) -> int | None:
        """The events with a word that holds `letters`, as a bitmap; None before `prepare_words` is done."""
        return self._searched.holding(letters)

    @cached_property
    def _searched(self) -> Searched:
        from store.library.searched import Searched

        folder = self.path / DERIVED
        return Searched(folder, self._head, self.table("events"), self.rows("events"), lambda: self.fault is None)


def _check_names(path: Path, head: Head) -> None:
    """Make sure that all parts are there; what stands in them is looked at when it is read."""
    wanted = {f"{part.digest}.json" for table in head.stored.values() for part in table.parts}
    names: set[str] = set()
    with suppress(OSError), os.scandir(path / FOLDER) as listed:
        names = {entry.name for entry in listed}
    if missing := wanted - names:
        raise LibraryDamagedError(f"{path / FOLDER / min(missing)}: this part of the library is missing", path)


def _is_current(path: Path, head: Head) -> bool:
    """Whether the library's columns are still those of `head`."""
    with suppress(LibraryError):
        return columns_file(path, load(path / FILE)) == columns_file(path, head)
    return False


def _kind_of(table: str) -> type[Any]:
    from store.library.kinds import KINDS

    return KINDS[table]
