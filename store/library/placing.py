"""Adding articles to a big library without joining all of it anew: which rows of which tables they change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import msgspec

from store import edtf
from store.addition import Addition, order
from store.index.columns import Run
from store.index.editing import Change
from store.index.reading import TABLES
from store.index.spliced import Cut
from store.library.kinds import Named
from store.library.order import without_mentions
from store.library.ropes import Edit
from store.library.snapshot import Snapshot
from store.model import Dataset, Event

_encode = msgspec.json.encode
_T = TypeVar("_T")
_DIGITS, _HEXADECIMAL = 8, re.compile(r"[0-9a-f]{8}")
_LOOKS, _STEP = 2, 8
"""So often a guess at a row is made better, and so many rows from there it is looked for first."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What an addition changes of the tables of a stored library, and what that means for its columns."""

    edits: Mapping[str, Sequence[Edit]]
    change: Change


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
        self._come[table][row] += things

    def come(self, table: str) -> tuple[Any, ...]:
        """All that comes to a table, in the order in which it will stand there."""
        return tuple(thing for _, things in sorted(self._come[table].items()) for thing in things)

    def edits(self) -> dict[str, list[Edit]]:
        """All of it, by table."""
        found = {}
        for table in sorted({*self._gone, *self._come}):
            gone, come = self._gone[table], self._come[table]
            found[table] = [
                Edit(row, int(row in gone), [_encode(thing) for thing in come.get(row, ())])
                for row in sorted({*gone, *come})
            ]
        return found


def placement(snapshot: Snapshot, addition: Addition) -> Placement | None:
    """What changes in the library that `snapshot` is of; None where its tables are not as they should be.

    It has no corrections.
    """
    made = RowChanges()
    _put_articles(made, snapshot, addition)
    _put_groups(made, snapshot, addition)
    if addition.pairs:
        made.put("pairs", len(snapshot.rows("pairs")), *addition.pairs)
    if not _put_events(made, snapshot, addition):
        return None
    edits = made.edits()
    cuts = {table: [Cut(row, gone, len(lines)) for row, gone, lines in told] for table, told in edits.items()}
    new: dict[str, Any] = {field.name: made.come(field.name) for field in fields(Dataset) if field.name in cuts}
    texts, mentions = [text["id"] for text in made.come("texts")], [n.mention.article for n in made.come("mentions")]
    change = Change(
        {table: told for table, told in cuts.items() if table in TABLES},
        Dataset(**new),
        texts,
        mentions,
        _beside(snapshot, addition),
    )
    return Placement(edits, change)


def _put_articles(made: RowChanges, snapshot: Snapshot, addition: Addition) -> None:
    """The articles, and what stands in them."""
    bylines = snapshot.lookup.bylines
    names = [(article.file, article.id) for article in bylines]
    place = {article.id: row for row, article in enumerate(bylines)}
    ids = sorted(place)
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


def _put_events(made: RowChanges, snapshot: Snapshot, addition: Addition) -> bool:
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
        row = row_among(snapshot.events, snapshot.runs, event)
        made.put("events", row, event)
        made.put("whys", row, whys[event.id])
    return len(stand) == len(snapshot.events)


def _beside(snapshot: Snapshot, addition: Addition) -> Dataset:
    """The articles and entities that stood before and that the events have."""
    lookup, new = snapshot.lookup, {article.id for article in addition.articles}
    articles = {article.id: article for article in lookup.bylines}
    told = sorted({id for event in addition.events for id in event.articles} - new)
    named = sorted({id for event in addition.events for id in event.entities})
    entities = (entity for id in named if (entity := lookup.entities.get(id)) is not None)
    return Dataset(articles=tuple(articles[id] for id in told), entities=tuple(entities))


def _row_of(snapshot: Snapshot, table: str, place: Mapping[str, int], at: int) -> int:
    """Where the rows of an article go that comes before the one at the place `at`."""
    rows = snapshot.rows(table)

    def place_of(row: Any) -> int:  # noqa: ANN401
        article = row.mention.article if table == "mentions" else row.article
        return place.get(article, len(place))

    return _bisect_near(rows, at, len(rows) * at // max(1, len(place)), 0, len(rows), place_of)


def row_among(events: Sequence[Event], runs: Sequence[Run], event: Event) -> int:
    """The row of the first event that comes after it in the order of the timeline."""
    number = bisect_left(runs, edtf.sort_key(event.date), key=lambda run: edtf.sort_key(run.date))
    if number == len(runs):
        return len(events)
    run = runs[number]
    if run.date != event.date:
        return run.start
    # Ids are hashes: how far on in the run an event stands can be told from its own, the better the nearer one looks.
    share, size = _share(event.id), run.end - run.start
    guess = run.start + int(share * size)
    for _ in range(_LOOKS):
        guess = max(run.start, min(guess, run.end - 1))
        guess += round((share - _share(events[guess].id)) * size)
    return _bisect_near(events, order(event), guess, run.start, run.end, order)


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
