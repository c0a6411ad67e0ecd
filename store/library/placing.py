"""Adding articles to a big library without joining all of it anew: which rows of which tables they change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from store import edtf
from store.addition import Addition
from store.index.editing import Change
from store.index.reading import TABLES
from store.index.spliced import Cut
from store.library.kinds import Named
from store.library.order import without_mentions
from store.library.ropes import Edit
from store.library.snapshot import Snapshot
from store.model import Dataset, Event

if TYPE_CHECKING:
    from store.index.edited import EditedColumns
    from store.index.reading import StoredColumns

_encode = msgspec.json.encode
_T = TypeVar("_T")
_DIGITS, _HEXADECIMAL = 8, re.compile(r"[0-9a-f]{8}")
_LOOKS, _STEP = 2, 8
"""So often a guess at a row is made better, and so many rows from there it is looked for first."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What an addition changes of the tables of a stored library, and what that means for its `columns`."""

    edits: Mapping[str, Sequence[Edit]]
    change: Change
    columns: StoredColumns | EditedColumns


class RowChanges:
    """Where rows go: those of one table are gathered, several that come before one row in their order."""

    def __init__(self) -> None:
        self._gone: defaultdict[str, set[int]] = defaultdict(set)
        self._come: defaultdict[str, defaultdict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))

    def take(self, table: str, row: int) -> None:
        """A row goes."""
        self._gone[table].add(row)

    def put(self, table: str, row: int, *things: object) -> None:
        """Things come before the one in a row."""
        if things:
            self._come[table][row] += things

    def come(self, table: str) -> tuple[Any, ...]:
        """All that comes to a table, in the order in which it will stand there."""
        return tuple(thing for _, things in sorted(self._come[table].items()) for thing in things)

    def cuts(self, table: str) -> list[Cut]:
        """Where rows of a table go and come."""
        gone, come = self._gone[table], self._come[table]
        return [Cut(row, int(row in gone), len(come.get(row, ()))) for row in sorted({*gone, *come})]

    def placement(self, snapshot: Snapshot, events: Iterable[Event]) -> Placement:
        """All of it, in the library that `snapshot` is of; `events` are the new ones."""
        tables = sorted({*self._gone, *self._come})
        edits = {
            table: [Edit(row, gone, [*map(_encode, self._come[table].get(row, ()))]) for row, gone, _ in cuts]
            for table in tables
            if (cuts := self.cuts(table))
        }
        new: dict[str, Any] = {field.name: self.come(field.name) for field in fields(Dataset) if field.name in edits}
        change = Change(
            {table: self.cuts(table) for table in edits if table in TABLES},
            Dataset(**new),
            [text["id"] for text in self.come("texts")],
            [named.mention.article for named in self.come("mentions")],
            beside(snapshot, events),
        )
        return Placement(edits, change, snapshot.columns)


def placement(snapshot: Snapshot, addition: Addition) -> Placement | None:
    """What changes in the library that `snapshot` is of; None where its tables are not as they should be.

    It has no corrections.
    """
    made = RowChanges()
    put_articles(made, snapshot, addition)
    put_entities(made, snapshot, addition)
    if addition.pairs:
        made.put("pairs", len(snapshot.rows("pairs")), *addition.pairs)
    if not put_events(made, snapshot, addition):
        return None
    return made.placement(snapshot, addition.events)


def put_articles(made: RowChanges, snapshot: Snapshot, addition: Addition, others: Iterable[str] = ()) -> None:
    """The articles, what stands in them, and the groups of quotes.

    `others` are the ids of sources that only a person told of, whose texts stand among those of articles.
    """
    bylines = snapshot.lookup.bylines
    names = [(article.file, article.id) for article in bylines]
    place = {article.id: row for row, article in enumerate(bylines)}
    ids = sorted({*place, *others})
    for article in addition.articles:
        at = bisect_left(names, (article.file, article.id))
        made.put("articles", at, replace(article, text=""))
        own: dict[str, list[Any]] = {
            table: [row for row in getattr(addition, table) if row.article == article.id]
            for table in ("time_expressions", "amounts", "counts", "quotes")
        }
        mentions = ((entity.id, m) for entity in addition.entities for m in entity.mentions if m.article == article.id)
        own["mentions"] = [Named(id, mention) for id, mention in sorted(mentions, key=lambda pair: pair[1].start)]
        for table, rows in own.items():
            if rows:
                made.put(table, _row_of(snapshot, table, place, at), *rows)
    for article in sorted(addition.articles, key=lambda article: article.id):
        made.put("texts", bisect_left(ids, article.id), {"id": article.id, "text": article.text})
    _put_groups(made, snapshot, addition)


def put_entities(made: RowChanges, snapshot: Snapshot, addition: Addition) -> None:
    """What the articles name and the library does not have."""
    entities = [entity for entity in addition.entities if entity.id not in snapshot.lookup.entities]
    if entities:
        made.put("entities", len(snapshot.rows("entities")), *without_mentions(entities))


def _put_groups(made: RowChanges, snapshot: Snapshot, addition: Addition) -> None:
    groups = snapshot.rows("quote_groups")
    for group in addition.groups:
        found = (row for member in group.quotes for row in snapshot.rows_of("quote_groups", member.id))
        row = next((row for row in found if groups[row].id == group.id), None)
        if row is not None:
            made.take("quote_groups", row)
        made.put("quote_groups", len(groups) if row is None else row, group)


def put_events(made: RowChanges, snapshot: Snapshot, addition: Addition) -> bool:
    """The events with what they rest on, which stand in the same order; whether they do."""
    whys = {why.event: why for why in addition.whys}
    stand = snapshot.rows("whys")
    for event in addition.events:
        was = snapshot.position(event.id)
        if was is not None:
            if stand[was].event != event.id:
                return False
            made.take("events", was)
            made.take("whys", was)
        row = row_among(snapshot, event)
        made.put("events", row, event)
        made.put("whys", row, whys[event.id])
    return len(stand) == len(snapshot.events)


def beside(snapshot: Snapshot, events: Iterable[Event]) -> Dataset:
    """The articles (without their texts) and entities that stand in the library and that events have."""
    told, lookup = list(events), snapshot.lookup
    articles = (lookup.byline(id) for id in sorted({id for event in told for id in event.articles}))
    entities = (lookup.entities.get(id) for id in sorted({id for event in told for id in event.entities}))
    return Dataset(articles=tuple(a for a in articles if a), entities=tuple(e for e in entities if e))


def _row_of(snapshot: Snapshot, table: str, place: Mapping[str, int], at: int) -> int:
    """Where the rows of an article go that comes before the one at the place `at`."""
    rows = snapshot.rows(table)

    def place_of(row: Any) -> int:  # noqa: ANN401
        article = row.mention.article if table == "mentions" else row.article
        return place.get(article, len(place))

    return _bisect_near(rows, at, len(rows) * at // max(1, len(place)), 0, len(rows), place_of)


def row_among(shown: Snapshot, event: Event) -> int:
    """The row of the first event that is shown and comes after one in the order of the timeline."""
    runs, id_at = shown.runs, shown.event_id
    number = bisect_left(runs, edtf.sort_key(event.date), key=lambda run: edtf.sort_key(run.date))
    if number == len(runs):
        return len(shown.events)
    run = runs[number]
    if run.date != event.date:
        return run.start
    # Ids are hashes: how far on in the run an event stands can be told from its own, the better the nearer one looks.
    share, size = _share(event.id), run.end - run.start
    guess = run.start + int(share * size)
    for _ in range(_LOOKS):
        guess = max(run.start, min(guess, run.end - 1))
        guess += round((share - _share(id_at(guess))) * size)
    return _bisect_near(range(run.end), event.id, guess, run.start, run.end, id_at)


def _share(id: str) -> float:
    """The share of ids that come before one."""
    return int(id[:_DIGITS], 16) / 16**_DIGITS if _HEXADECIMAL.match(id) else 0.5


def _bisect_near(rows: Sequence[_T], goal: Any, guess: int, start: int, end: int, key: Callable[[_T], Any]) -> int:  # noqa: ANN401
    """As `bisect_left`, looking first at rows near the one where `goal` is guessed to be: they lie in one file."""
    low, high, step = start, end, _STEP
    at = max(start, min(guess, end - 1))
    if at < end and key(rows[at]) < goal:
        low = at + 1
        while (at := at + step) < end:
            if key(rows[at]) >= goal:
                high = at
                break
            low, step = at + 1, 2 * step
    else:
        high = min(at, end)
        while (at := at - step) >= start:
            if key(rows[at]) < goal:
                low = at + 1
                break
            high, step = at, 2 * step
    return bisect_left(rows, goal, low, high, key=key)
