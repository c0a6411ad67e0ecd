"""The columns of a derived file, read section by section when they are asked for."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from store.edtf import Bounds
from store.index.bylines import Byline
from store.index.columns import Run
from store.index.file import IndexDamagedError, Sections, place_of_hash
from store.query import ENTITIES, KINDS, OWN_MARKS, Facet, Kind, Mark

if TYPE_CHECKING:
    from store.index.edited import EditedColumns

COLUMNS = "timeline-columns/5"
"""The format of the file of columns: another number is another format, and the file is made anew."""
EDITS = "timeline-edited-columns/3"
"""The format of a file of edits of such a one beside it."""
WORDS = "timeline-words/2"
"""The format of the file of words."""
NOWHERE = (0, 0)
"""The place of the members of what no event has."""
TABLES = (
    *("articles", "texts", "entities", "events", "quotes", "quote_groups", "whys"),
    *("time_expressions", "mentions"),
)
"""The tables whose rows can be asked for, by an id or by an article."""
RANGES = {"expressions": "time_expressions", "mentions": "mentions"}
"""By the name of a section of ranges: the table whose rows are of articles."""


class StoredColumns:
    """What `store.index.writing.columns` wrote.

    Raises (all of it):
        IndexDamagedError: it is damaged, or does not fit this program.
    """

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        """Those of the file."""
        about = sections.about
        try:
            if tuple(about["marks"]) != OWN_MARKS or tuple(about["kinds"]) != KINDS:
                raise IndexDamagedError("of another program")
            self.total = int(about["events"])
            """How many events there are."""
            self.opening = None if about["opening"] < 0 else int(about["opening"])
            """The position to begin at."""
            self.articles = int(about["articles"])
            """How many articles the library has."""
            self.table_rows: dict[str, int] = {name: int(rows) for name, rows in about["rows"].items()}
            """How many rows the tables have whose rows can be asked for."""
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise IndexDamagedError(str(error)) from error

    @property
    def checksum(self) -> int:
        """What changes whenever anything in them does."""
        return self.sections.checksum

    @cached_property
    def runs(self) -> list[Run]:
        """The dates with their events."""
        ends = pairwise([*self.starts, self.total])
        return [Run(date, start, end) for date, (start, end) in zip(self.dates, ends, strict=True)]

    @cached_property
    def dates(self) -> list[str | None]:
        """The dates of the runs."""
        found: list[str | None] = self.sections.data("dates")
        return found

    @cached_property
    def starts(self) -> array[int]:
        """Where the events of each run begin."""
        return self.sections.numbers("starts")

    @cached_property
    def spans(self) -> list[Bounds | None]:
        """The days that each of the runs covers."""
        day = date.fromordinal
        firsts, lasts = self.sections.numbers("firsts", "i"), self.sections.numbers("lasts", "i")
        return [Bounds(day(first), day(last)) if first else None for first, last in zip(firsts, lasts, strict=True)]

    @cached_property
    def sources(self) -> array[int]:
        """By position: how many articles tell the event."""
        return self.sections.numbers("sources")

    @cached_property
    def written(self) -> list[str | None]:
        """By position: when the event was first written of."""
        dates = self.sections.data("written-dates")
        return [dates[code] for code in self.sections.numbers("written")]

    @cached_property
    def out(self) -> array[int]:
        """By position: the day by which an article that tells it was certainly out."""
        return self.sections.numbers("out", "i")

    def marks(self, mark: Mark) -> int:
        """The events that have a mark by themselves, as a bitmap."""
        size = self.total // 8 + 1
        start = OWN_MARKS.index(mark) * size
        return int.from_bytes(self._marks[start : start + size], "little")

    @cached_property
    def _marks(self) -> bytes:
        return self.sections.read("marks")

    def facets(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind with their names."""
        return [(Facet(kind, value), name) for value, name, _, _ in self.listed(kind)]

    def members(self, facet: Facet) -> Sequence[int]:
        """The positions of the events that have a facet."""
        start, size = self.place(facet.kind, facet.value)
        return self.members_at(start, size)

    def members_at(self, start: int, size: int) -> Sequence[int]:
        """So many of `all_members` from a place on; the others need not be read for it."""
        if "all_members" in self.__dict__:
            return self.all_members[start : start + size]
        return self._some_members[start : start + size]

    @cached_property
    def _some_members(self) -> Sequence[int]:
        return self.sections.some_numbers("members")

    def place(self, kind: Kind, value: str) -> tuple[int, int]:
        """Where the members of a facet begin in `all_members`, and their number; (0, 0) where it is not `listed`."""
        if kind not in ENTITIES:
            return self.places(kind).get(value, NOWHERE)
        rows = self.rows("entities", value)
        of_kind = (self.entity_place(row) for row in rows)
        return next(((start, size) for told, start, size in of_kind if told == kind), NOWHERE)

    def entity_place(self, row: int) -> tuple[Kind | None, int, int]:
        """The kind under which the entity in a row is `listed`, or None, and where its members are, as `place` says."""
        kind, start, size = self._entity_places[3 * row : 3 * row + 3]
        return (KINDS[kind - 1] if kind else None), start, size

    @cached_property
    def _entity_places(self) -> Sequence[int]:
        return self.sections.some_numbers("entity-places")

    def listed(self, kind: Kind) -> list[tuple[str, str, int, int]]:
        """The values of a kind with their names; of each where its members begin in `all_members`, and their number."""
        found: list[tuple[str, str, int, int]] = self.sections.data(f"facets-{kind}")
        return found

    def entity_rows(self, kind: Kind) -> array[int]:
        """Of a kind of entities: the rows of those that are `listed`."""
        return self.sections.numbers(f"entities-{kind}")

    def places(self, kind: Kind) -> Mapping[str, tuple[int, int]]:
        """By the value of a facet of a kind: where its members begin in `all_members`, and their number."""
        found = self._places_by_kind.get(kind)
        if found is None:
            told = self.listed(kind) if f"facets-{kind}" in self.sections else ()
            found = self._places_by_kind[kind] = {value: (start, size) for value, _, start, size in told}
        return found

    @cached_property
    def _places_by_kind(self) -> dict[Kind, Mapping[str, tuple[int, int]]]:
        return {}

    @cached_property
    def all_members(self) -> memoryview:
        """The positions of the events of all facets after each other, those of each ascending."""
        return memoryview(self.sections.numbers("members"))

    def told_by(self, article: str) -> Sequence[int]:
        """The positions of the events that the article with an id tells, ascending."""
        return self.told_by_key(key_of(article))

    def told_by_key(self, key: int) -> Sequence[int]:
        """The positions of the events that the article tells whose id has that number."""
        starts, told = self._told
        rows = self.rows_of_key("articles", key)
        return told[starts[rows[0]] : starts[rows[0] + 1]] if rows else ()

    @cached_property
    def _told(self) -> tuple[Sequence[int], Sequence[int]]:
        """By the row of an article where the events begin that it tells, and the positions of all these."""
        return self.sections.numbers("told-starts"), self.sections.some_numbers("told")

    @cached_property
    def bylines(self) -> list[Byline]:
        """By the row of an article: what it is found by."""
        told = [(key, name, language) for key, name, language in self.sections.data("bylines")]
        return [told[code] for code in self.sections.numbers("byline-of")]

    # -- rows of tables ----------------------------------------------------------------------------------------------

    def rows(self, table: str, id: str) -> list[int]:
        """The rows of a table that may have an id; most often one."""
        return self.rows_of_key(table, key_of(id))

    def rows_of_key(self, table: str, key: int) -> list[int]:
        """The rows of a table that have an id with that number."""
        keys, rows = self._ids_by_table.get(table) or self._some_ids(table)
        at = place_of_hash(keys, key)
        found = []
        while at < len(keys) and keys[at] == key:
            found.append(rows[at])
            at += 1
        return found

    def _some_ids(self, table: str) -> tuple[Sequence[int], Sequence[int]]:
        """As `ids`, read as far as they are asked for."""
        found = self._some_ids_by_table.get(table)
        if found is None:
            some = self.sections.some_numbers
            found = self._some_ids_by_table[table] = some(f"ids-{table}", "Q"), some(f"rows-{table}")
        return found

    @cached_property
    def _some_ids_by_table(self) -> dict[str, tuple[Sequence[int], Sequence[int]]]:
        return {}

    def ids(self, table: str) -> tuple[array[int], array[int]]:
        """The numbers of all ids of a table, ascending, and the row of each."""
        found = self._ids_by_table.get(table)
        if found is None:
            found = self.sections.numbers(f"ids-{table}", "Q"), self.sections.numbers(f"rows-{table}")
            self._ids_by_table[table] = found
        return found

    @cached_property
    def _ids_by_table(self) -> dict[str, tuple[array[int], array[int]]]:
        return {}

    def event_id(self, position: int) -> str | None:
        """The id of the event at a position; None where it takes reading the event."""
        width = self._id_width
        start = position * width
        if not width:
            return None
        found = self.sections.stretch("event-ids", start, start + width)
        return found.rstrip(b"\0").decode("utf-8", "surrogatepass")

    @property
    def event_ids(self) -> list[str | None]:
        """By position: the ids of all events, as `event_id`."""
        width, told = self._id_width, self.sections.read("event-ids")
        if not width:
            return [None] * self.total
        found = (told[start : start + width] for start in range(0, len(told), width))
        return [id.rstrip(b"\0").decode("utf-8", "surrogatepass") for id in found]

    @cached_property
    def _id_width(self) -> int:
        return self.sections.length("event-ids") // self.total if self.total else 0

    def range(self, table: str, article: int) -> range:
        """The rows of "expressions" or "mentions" that are of the article in a row of its table."""
        found = self._ranges.get(table)
        if found is None:
            found = self._ranges[table] = self.sections.numbers(table)
        return range(found[2 * article], found[2 * article + 1])

    @cached_property
    def _ranges(self) -> dict[str, array[int]]:
        return {}


def open_columns(path: Path) -> StoredColumns | EditedColumns:
    """The columns in a file: a whole one, or edits of a whole one beside it.

    Raises:
        IndexDamagedError: it is damaged, missing or of another program, or what it edits is.
    """
    sections = Sections.open(path, COLUMNS, EDITS)
    if sections.form == COLUMNS:
        return StoredColumns(sections)
    # Imported here: most libraries have a whole one.
    from store.index.edited import edited_columns

    return edited_columns(sections, path.parent)


def key_of(id: str) -> int:
    """The number under which an id is looked for; two ids may have one."""
    return int.from_bytes(hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
