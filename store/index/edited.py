"""The columns of a library of which a few rows are others than in a whole file: that file and edits, read together.

A base is merged with its edits section by section when something is asked for, by slices where that goes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from store.edtf import Bounds
from store.index.bitmaps import bitmap_of_flags, flags_of
from store.index.bylines import Byline, names_of
from store.index.columns import Run
from store.index.edits import ARTICLE, ENTITY, Edits, NewEntity, read, written
from store.index.file import IndexDamagedError, Sections
from store.index.reading import COLUMNS, NOWHERE, RANGES, StoredColumns, key_of
from store.query import ENTITIES, OWN_MARKS, Facet, Kind, Mark


class EditedColumns:
    """What `store.index.writing.columns` would write of a library, from a `base` and edits of it.

    It is asked as `StoredColumns` are.  `file` is the name of the file of the base.

    Raises (all of it):
        IndexDamagedError: the base is damaged.
    """

    def __init__(self, base: StoredColumns, file: str, edits: Edits, opening: int | None) -> None:
        self.base = base
        """The columns that are edited."""
        self.file = file
        """The file in which they are."""
        self.edits = edits
        """How they differ."""
        self.opening = opening
        """The position to begin at."""
        self._events = edits.tables["events"]
        self.total = self._events.rows
        """How many events there are."""
        self.articles = edits.tables["articles"].rows
        """How many articles the library has."""

    @cached_property
    def table_rows(self) -> dict[str, int]:
        """How many rows the tables have whose rows can be asked for."""
        return {table: spliced.rows for table, spliced in self.edits.tables.items()}

    def encoded(self) -> list[bytes]:
        """The file of the edits."""
        return written(self.edits, self.file, self.base.checksum, self.opening)

    @cached_property
    def _all_dates(self) -> list[str | None]:
        """Those of the runs of the base, then those of the events that came."""
        return [*self.base.dates, *(event.date for event in self.edits.events)]

    @cached_property
    def _dates(self) -> tuple[list[int], list[int]]:
        """The runs: which of `_all_dates` each has, and where its events begin."""
        told, starts = self._all_dates, self.base.starts
        numbers: list[int] = []
        begins: list[int] = []
        last: object = self
        for now, first, rows, new in self._events.runs:
            begin = len(self.base.dates) + first if new else bisect_right(starts, first) - 1
            end = begin + rows if new else bisect_left(starts, first + rows, begin + 1)
            if not new and end > begin + 1:
                if told[begin] != last:
                    numbers.append(begin)
                    begins.append(now)
                numbers += range(begin + 1, end)
                begins += [start - first + now for start in starts[begin + 1 : end]]
                last = told[end - 1]
                continue
            for number in range(begin, end):
                if told[number] != last:
                    numbers.append(number)
                    begins.append(now + number - begin)
                    last = told[number]
        return numbers, begins

    @cached_property
    def runs(self) -> list[Run]:
        """The dates with their events."""
        told, (numbers, starts) = self._all_dates, self._dates
        ends = pairwise([*starts, self.total])
        return [Run(told[number], start, end) for number, (start, end) in zip(numbers, ends, strict=True)]

    @cached_property
    def spans(self) -> list[Bounds | None]:
        """The days that each of the runs covers."""
        day = date.fromordinal
        new = [Bounds(day(event.first), day(event.last)) if event.first else None for event in self.edits.events]
        told = [*self.base.spans, *new]
        return [told[number] for number in self._dates[0]]

    @cached_property
    def sources(self) -> array[int]:
        """By position: how many articles tell the event."""
        return self._events.spliced(self.base.sources, array("I", [event.sources for event in self.edits.events]))

    @cached_property
    def written(self) -> list[str | None]:
        """By position: when the event was first written of."""
        return self._events.spliced(self.base.written, [event.written for event in self.edits.events])

    @cached_property
    def out(self) -> array[int]:
        """By position: the day by which an article that tells it was certainly out."""
        return self._events.spliced(self.base.out, array("i", [event.out for event in self.edits.events]))

    def event_id(self, position: int) -> str | None:
        """The id of the event at a position; None where it takes reading the event."""
        was = self._events.was(position)
        return self.base.event_id(was) if was >= 0 else self.edits.events[~was].id

    @property
    def event_ids(self) -> list[str | None]:
        """By position: the ids of all events, as `event_id`."""
        new: list[str | None] = [event.id for event in self.edits.events]
        return self._events.spliced(self.base.event_ids, new)

    def marks(self, mark: Mark) -> int:
        """The events that have a mark by themselves, as a bitmap."""
        bit = OWN_MARKS.index(mark)
        flags = bytearray(flags_of(self.base.marks(mark), self.base.total))
        new = bytearray(event.marks >> bit & 1 for event in self.edits.events)
        return bitmap_of_flags(self._events.spliced(flags, new))

    # -- facets ------------------------------------------------------------------------------------------------------

    @cached_property
    def bylines(self) -> list[Byline]:
        """By the row of an article: what it is found by."""
        return self.edits.tables["articles"].spliced(self.base.bylines, self.edits.bylines)

    def facets(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind with their names."""
        found, members, places = [], self.base.all_members, self._events.places
        for value, (name, start, size) in self._listed(kind).items():
            facet = Facet(kind, value)
            # As a rule the first that had it is there still.
            stays = size and places[members[start]] >= 0
            if stays or self._came_with(facet) or any(places[was] >= 0 for was in members[start : start + size]):
                found.append((facet, name))
        return found

    def _listed(self, kind: Kind) -> dict[str, tuple[str, int, int]]:
        """What events may have of a kind, by its value in the order in which it is offered, with its name.

        Those that had it in the base are so many from a place on among all members.
        """
        found = self._listed_by_kind.get(kind)
        if found is None:
            if kind in ENTITIES:
                found = {id: (name, start, size) for _, id, name, start, size in self.entities(kind)}
            else:
                places = self.base.places(kind)
                found = {value: (name, *places.get(value, NOWHERE)) for value, name in self._named(kind).items()}
            self._listed_by_kind[kind] = found
        return found

    @cached_property
    def _listed_by_kind(self) -> dict[Kind, dict[str, tuple[str, int, int]]]:
        return {}

    def _named(self, kind: Kind) -> dict[str, str]:
        if kind == "mark":
            return {mark: mark for mark in OWN_MARKS}
        sources, languages = names_of(self.bylines)
        return sources if kind == "source" else languages

    def entities(self, kind: Kind) -> list[tuple[int, str, str, int, int]]:
        """The entities of a kind that events may have, by row: the row, and what `StoredColumns.listed` gives."""
        table = self.edits.tables["entities"]
        rows: Sequence[int] = self.base.entity_rows(kind)
        if table.cuts:
            rows = [table.places[row] for row in rows]
        told = zip(rows, self.base.listed(kind), strict=True)
        found = [(row, id, name, start, size) for row, (id, name, start, size) in told if row >= 0]
        others = [*zip(table.arrived, self.edits.entities, strict=True)]
        others += [(table.now(place), entity) for place, entity in self.edits.known.items()]
        more = [
            (row, entity.id, entity.name, entity.start, entity.size)
            for row, entity in others
            if entity.kind == kind and row >= 0
        ]
        return sorted(found + more) if more else found

    def members(self, facet: Facet) -> Sequence[int]:
        """The positions of the events that have a facet."""
        place = self._entity_place(facet) if facet.kind in ENTITIES else self._place(facet)
        if place is None:
            return []
        found = self._events.moved(self.base.members_at(*place))
        if new := self._came_with(facet):
            found += new
            found.sort()
        return found

    def _place(self, facet: Facet) -> tuple[int, int] | None:
        """Where the members of a facet begin in the base, and how many they are; None where there is no such facet."""
        found = self._listed(facet.kind).get(facet.value)
        return found[1:] if found else None

    def _entity_place(self, facet: Facet) -> tuple[int, int] | None:
        """As `_place`, for an entity: without looking at all others."""
        table = self.edits.tables["entities"]
        for row in self.base.rows("entities", facet.value):
            kind, start, size = self.base.entity_place(row)
            if kind == facet.kind and table.now(row) >= 0:
                return start, size
        entity = self._new_entities.get(facet.value)
        return (entity.start, entity.size) if entity and entity.kind == facet.kind else None

    @cached_property
    def _new_entities(self) -> dict[str, NewEntity]:
        """By id: the entities that came, and those that only events that came have."""
        table = self.edits.tables["entities"]
        known = (entity for place, entity in self.edits.known.items() if table.now(place) >= 0)
        return {entity.id: entity for entity in [*self.edits.entities, *known]}

    def _came_with(self, facet: Facet) -> Sequence[int]:
        """The positions of the events that came and have a facet."""
        if facet.kind == "mark":
            bit, events = OWN_MARKS.index(facet.value), zip(self._events.arrived, self.edits.events, strict=True)
            return [position for position, event in events if event.marks >> bit & 1]
        return self._new_members.get((ENTITY if facet.kind in ENTITIES else facet.kind, facet.value), ())

    @cached_property
    def _new_members(self) -> dict[tuple[str, str], list[int]]:
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for position, event in zip(self._events.arrived, self.edits.events, strict=True):
            for facet in event.facets:
                found[facet].append(position)
        return dict(found)

    # -- articles ----------------------------------------------------------------------------------------------------

    def told_by(self, article: str) -> Sequence[int]:
        """The positions of the events that the article with an id tells, ascending."""
        return self._told_by_key(key_of(article))

    @property
    def told(self) -> list[Sequence[int]]:
        """By the row of an article: the positions of the events that it tells."""
        return [self._told_by_key(self._article_key(article)) for article in range(self.articles)]

    def _told_by_key(self, key: int) -> list[int]:
        # An event that stays is told by those that told it.
        return sorted(self._events.moved(self.base.told_by_key(key)) + self._newly_told.get(key, []))

    @cached_property
    def _newly_told(self) -> dict[int, list[int]]:
        """By the number of the id of an article: the positions of the events that came and that it tells."""
        return {key_of(id): places for (kind, id), places in self._new_members.items() if kind == ARTICLE}

    def _article_key(self, article: int) -> int:
        """The number of the id of the article in a row."""
        was = self.edits.tables["articles"].was(article)
        return self.edits.keys["articles"][~was][0] if was < 0 else self._article_keys[was]

    # -- rows of tables ----------------------------------------------------------------------------------------------

    def rows(self, table: str, id: str) -> list[int]:
        """The rows of a table that may have an id; most often one."""
        key, spliced = key_of(id), self.edits.tables[table]
        found = [now for was in self.base.rows_of_key(table, key) if (now := spliced.now(was)) >= 0]
        return sorted(found + [spliced.arrived[n] for n in self._new_ids(table).get(key, ())])

    def ids(self, table: str) -> Iterator[tuple[int, int]]:
        """The numbers of all ids of a table, each with its row."""
        places = self.edits.tables[table].places
        for key, was in zip(*self.base.ids(table), strict=True):
            if places[was] >= 0:
                yield key, places[was]
        for row, keys in zip(self.edits.tables[table].arrived, self.edits.keys[table], strict=True):
            for key in keys:
                yield key, row

    def _new_ids(self, table: str) -> dict[int, list[int]]:
        """By the number of an id: which of the rows that came have it."""
        found = self._new_by_table.get(table)
        if found is None:
            found = self._new_by_table[table] = {}
            for n, keys in enumerate(self.edits.keys[table]):
                for key in keys:
                    found.setdefault(key, []).append(n)
        return found

    @cached_property
    def _new_by_table(self) -> dict[str, dict[int, list[int]]]:
        return {}

    def range(self, table: str, article: int) -> range:
        """The rows of "expressions" or "mentions" that are of the article in a row of its table."""
        spliced = self.edits.tables[RANGES[table]]
        was = self.edits.tables["articles"].was(article)
        # An article that only says something else of itself has the rows that it had.
        key = self._article_key(article)
        before = self.base.rows_of_key("articles", key) if was < 0 else [was]
        spans = [spliced.span(told.start, told.stop) for told in (self.base.range(table, row) for row in before)]
        if new := self._new_ids(RANGES[table]).get(key):
            spans.append((spliced.arrived[new[0]], spliced.arrived[new[-1]] + 1))
        spans = [span for span in spans if span != (0, 0)]
        return range(min(start for start, _ in spans), max(end for _, end in spans)) if spans else range(0)

    @cached_property
    def _article_keys(self) -> list[int]:
        """By the row of an article in the base: the number of its id."""
        found = [0] * self.base.articles
        for key, row in zip(*self.base.ids("articles"), strict=True):
            found[row] = key
        return found


def without_edits(base: StoredColumns, file: str) -> EditedColumns:
    """The columns in `file` as they are."""
    return EditedColumns(base, file, Edits.none(base.table_rows), base.opening)


def edited_columns(sections: Sections, folder: Path) -> EditedColumns:
    """Those of a file of edits, whose base lies in `folder`.

    Raises:
        IndexDamagedError: it is damaged, or the base is not the one that was edited.
    """
    try:
        file, checksum, opening = (sections.about[name] for name in ("base", "checksum", "opening"))
        whole = Sections.open(folder / Path(file).name, COLUMNS)
    except (KeyError, TypeError, ValueError) as error:
        raise IndexDamagedError(str(error)) from error
    if whole.checksum != checksum or not isinstance(opening, int):
        raise IndexDamagedError(file)
    base = StoredColumns(whole)
    return EditedColumns(base, file, read(sections, base.table_rows), None if opening < 0 else opening)
