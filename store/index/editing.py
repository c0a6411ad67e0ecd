"""The columns of a library after a change of a few rows, made from those before and from what came."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import is_
from pathlib import Path
from typing import Any

from store import edtf
from store.index import writing
from store.index.edited import EditedColumns, without_edits
from store.index.edits import ARTICLE, ENTITY, Edits, NewEntity, NewEvent, check
from store.index.file import IndexDamagedError, encoded
from store.index.memory import earliest, last_day
from store.index.reading import COLUMNS, NOWHERE, RANGES, TABLES, StoredColumns, key_of
from store.index.spliced import Cut, Spliced
from store.lookup import Lookup
from store.model import Dataset, Entity, Event
from store.query import ENTITIES, OWN_MARKS, facets_of, kind_of, marks_of, source_key

_MOST_BYTES, _MOST_SHARE = 400_000, 10
"""Edits are brought into a whole file where theirs is longer, or where it is more than one such part of the whole."""
_ALWAYS = 64_000
"""Edits of so many bytes are no burden, however short the whole file is."""


@dataclass(frozen=True)
class Change:
    """How the tables of a library changed, and what is in the rows that came.

    `cuts` are by table (those of `TABLES`), in rows of the table as it stood.  `new` has the rows that came, each table
    in its order; an event, article or entity that changed is one that went and one that came.  `texts` are the ids of
    the new rows of "texts" as far as they are of articles of the library, `mentions` the articles of the new rows of
    "mentions".  `beside` has the articles and entities that stood before and that new events have; texts and mentions
    may lack.

    An event must have changed where an article of it got another date, publisher, file or language.
    """

    cuts: Mapping[str, Sequence[Cut]]
    new: Dataset
    texts: Sequence[str] = ()
    mentions: Sequence[str] = ()
    beside: Dataset = field(default_factory=Dataset)


@dataclass(frozen=True, slots=True)
class Before:
    """The columns of an earlier state of a library, their file, and the dataset that they were made of.

    Where the dataset is not `whole`, its entities are without their mentions.
    """

    columns: StoredColumns | EditedColumns
    file: Path
    dataset: Dataset
    whole: bool


def change_between(before: Dataset, after: Dataset) -> Change | None:
    """How the rows of a dataset changed, where a row that is as it was is the same object.

    None where articles or entities did.
    """

    def as_it_was(table: str) -> bool:
        one, other = getattr(before, table), getattr(after, table)
        return one is other or (len(one) == len(other) and all(map(is_, one, other)))

    if not (as_it_was("articles") and as_it_was("entities")):
        return None
    cuts: dict[str, list[Cut]] = {}
    new: dict[str, Any] = {}
    for table in TABLES:
        if hasattr(after, table) and not as_it_was(table):
            cuts[table], new[table] = _cuts(getattr(before, table), getattr(after, table))
    return Change(cuts, Dataset(**new), beside=Dataset(after.articles, entities=after.entities))


def _cuts(before: Sequence[object], after: Sequence[object]) -> tuple[list[Cut], tuple[object, ...]]:
    """The cuts that make one table of the other, and what came; a row that moved up went and came."""
    places = {id(row): place for place, row in enumerate(before)}
    found: list[Cut] = []
    came: list[object] = []
    at = new = 0
    for row in after:
        was = places.get(id(row), -1)
        if was < at:
            came.append(row)
            new += 1
            continue
        if was > at or new:
            found.append(Cut(at, was - at, new))
        at, new = was + 1, 0
    if len(before) > at or new:
        found.append(Cut(at, len(before) - at, new))
    return found, tuple(came)


def edited(before: StoredColumns | EditedColumns, file: str, change: Change) -> EditedColumns:
    """The columns after a change of those `before`, which are in `file`, if they are no edited ones.

    Raises:
        IndexDamagedError: those before are damaged, or the change does not fit them.
    """
    if isinstance(before, StoredColumns):
        before = without_edits(before, file)
    old, new = before.edits, change.new
    tables: dict[str, Spliced] = {}
    came: dict[str, Spliced] = {}
    try:
        for table in TABLES:
            cuts, inner = old.tables[table].then(change.cuts.get(table, ()))
            tables[table] = Spliced(cuts, old.tables[table].before)
            came[table] = Spliced(inner, old.tables[table].new)
        events = came["events"].spliced(old.events, _events(change))
        bylines = [(source_key(article), article.name, article.language) for article in new.articles]
        entities = [_entity(before.base, entity) for entity in new.entities]
        keys = {table: _keys(ids(change)) for table, ids in _IDS.items()}
        made = Edits(
            tables,
            events,
            came["articles"].spliced(old.bylines, bylines),
            came["entities"].spliced(old.entities, entities),
            {table: came[table].spliced(old.keys[table], keys[table]) for table in TABLES},
            _known(before.base, tables["entities"], old, change, events),
        )
        check(made)
    except ValueError as error:
        raise IndexDamagedError(str(error)) from error
    found = EditedColumns(before.base, before.file, made, None)
    _check_told(found, change)
    found.opening = found.sources.index(max(found.sources)) if found.sources else None
    return found


def is_big(edits: Sequence[bytes], whole: int) -> bool:
    """Whether the file of edits of a file of so many bytes has become so big that one whole file is better."""
    size = sum(map(len, edits))
    return size > _MOST_BYTES or size > max(_ALWAYS, whole // _MOST_SHARE)


def whole(columns: EditedColumns) -> list[bytes]:
    """The whole file of columns that are edited: what `store.index.writing.columns` makes of the library.

    Raises:
        IndexDamagedError: they are damaged.
    """
    rows = {id: row for kind in ENTITIES for row, id, *_ in columns.entities(kind)}
    sections = writing.painted(columns, rows, columns.table_rows["entities"])
    for name in RANGES:
        ranges: array[int] = array("I")
        for article in range(columns.articles):
            here = columns.range(name, article)
            ranges.extend((here.start, here.stop))
        sections[name] = ranges.tobytes()
    for table in writing.IDS:
        sections |= writing.found_by(table, columns.ids(table))
    return encoded(COLUMNS, writing.about_of(columns, columns.table_rows), sections)


def _events(change: Change) -> list[NewEvent]:
    few = _lookup(change)
    dates = {article.id: article.published for article in few.articles.values()}
    return [_event(event, few, dates) for event in change.new.events]


def _event(event: Event, few: Lookup, dates: Mapping[str, str | None]) -> NewEvent:
    days = edtf.bounds(event.date)
    published = [dates.get(article) for article in event.articles]
    noticed = set(marks_of(event))
    facets = [facet for facet in facets_of(event, few) if facet.kind != "mark"]
    return NewEvent(
        event.id,
        event.date,
        days.first.toordinal() if days else 0,
        days.last.toordinal() if days else 0,
        len(event.articles),
        min(filter(None, map(last_day, published)), default=0),
        earliest(published),
        sum(1 << bit for bit, mark in enumerate(OWN_MARKS) if mark in noticed),
        (
            *((ENTITY if facet.kind in ENTITIES else facet.kind, facet.value) for facet in facets),
            *((ARTICLE, article) for article in event.articles),
        ),
    )


def _lookup(change: Change) -> Lookup:
    """The articles and entities that new events may have."""
    beside, new = change.beside, change.new
    return Lookup(Dataset(beside.articles + new.articles, entities=beside.entities + new.entities))


def _entity(base: StoredColumns, entity: Entity) -> NewEntity:
    # It may have been of another kind.
    places = (base.entity_place(row) for row in base.rows("entities", entity.id))
    return NewEntity(entity.id, kind_of(entity), entity.name, *next(((s, n) for kind, s, n in places if kind), NOWHERE))


def _known(
    base: StoredColumns, table: Spliced, old: Edits, change: Change, events: Iterable[NewEvent]
) -> dict[int, NewEntity]:
    """The entities that stand in the base without an event, and have one now, by their rows there."""
    wanted = {value for event in events for kind, value in event.facets if kind == ENTITY}
    found = {row: entity for row, entity in old.known.items() if entity.id in wanted and table.now(row) >= 0}
    for entity in change.beside.entities:
        if entity.id in wanted:
            rows = base.rows("entities", entity.id)
            for row in rows if not any(base.entity_place(row)[0] for row in rows) else ():
                if table.now(row) >= 0:
                    found[row] = NewEntity(entity.id, kind_of(entity), entity.name)
    return found


def _check_told(columns: EditedColumns, change: Change) -> None:
    """Make sure that what new events have was told, where it is in the library."""
    few = _lookup(change)
    for event in change.new.events:
        for table, ids, told in (
            ("articles", event.articles, few.articles),
            ("entities", event.entities, few.entities),
        ):
            if missing := [id for id in ids if id not in told and columns.rows(table, id)]:
                raise IndexDamagedError(f"{table} that an event has were not told: {missing}")


def _keys(ids: Iterable[Iterable[str]]) -> list[tuple[int, ...]]:
    return [tuple(map(key_of, each)) for each in ids]


def _of(table: str, name: str) -> Callable[[Change], Iterable[Iterable[str]]]:
    """The ids of the new rows of a table, each the only one of its row."""

    def ids(change: Change) -> Iterable[Iterable[str]]:
        rows: Sequence[Any] = getattr(change.new, table)
        return ([getattr(row, name)] for row in rows)

    return ids


_IDS: Mapping[str, Callable[[Change], Iterable[Iterable[str]]]] = {
    "articles": _of("articles", "id"),
    "texts": lambda change: ([id] for id in change.texts),
    "entities": _of("entities", "id"),
    "events": _of("events", "id"),
    "quotes": _of("quotes", "id"),
    "quote_groups": lambda change: ([quote.id for quote in group.quotes] for group in change.new.quote_groups),
    "whys": _of("whys", "event"),
    "time_expressions": _of("time_expressions", "article"),
    "mentions": lambda change: ([article] for article in change.mentions),
}
"""By table: what each of the new rows is found by."""
