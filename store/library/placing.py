"""Adding articles to a big library without joining all of it anew: which rows of which tables they change."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from store import edtf
from store.addition import Addition, order
from store.index.columns import Run
from store.library.kinds import Named
from store.library.order import without_mentions
from store.library.ropes import Edit
from store.library.snapshot import Snapshot
from store.model import Event

_encode = msgspec.json.encode


class _Places:
    """Where rows go: edits of one table are gathered, several at one row in their order."""

    def __init__(self) -> None:
        self._gone: defaultdict[str, set[int]] = defaultdict(set)
        self._lines: defaultdict[str, defaultdict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))

    def take(self, table: str, row: int) -> None:
        """A row goes."""
        self._gone[table].add(row)

    def put(self, table: str, row: int, *lines: bytes) -> None:
        """Rows come before the one that stands there."""
        self._lines[table][row] += lines

    def edits(self) -> dict[str, list[Edit]]:
        """All of it, by table."""
        found = {}
        for table in sorted({*self._gone, *self._lines}):
            gone, lines = self._gone[table], self._lines[table]
            found[table] = [Edit(row, int(row in gone), lines.get(row, ())) for row in sorted({*gone, *lines})]
        return found


def edits(snapshot: Snapshot, addition: Addition) -> dict[str, list[Edit]] | None:
    """The changes of the tables of the library that `snapshot` is of; None where its tables are not as they should be.

    It has no corrections.
    """
    made = _Places()
    bylines = snapshot.lookup.bylines
    names = [(article.file, article.id) for article in bylines]
    place = {article.id: row for row, article in enumerate(bylines)}
    ids = sorted(place)
    for article in addition.articles:
        at = bisect_left(names, (article.file, article.id))
        made.put("articles", at, _encode(replace(article, text="")))
        own: dict[str, list[Any]] = {
            table: [row for row in getattr(addition, table) if row.article == article.id]
            for table in ("time_expressions", "amounts", "counts", "quotes")
        }
        mentions = ((entity.id, m) for entity in addition.entities for m in entity.mentions if m.article == article.id)
        own["mentions"] = [Named(id, mention) for id, mention in sorted(mentions, key=lambda pair: pair[1].start)]
        for table, rows in own.items():
            if rows:
                made.put(table, _row_of(snapshot, table, place, at), *map(_encode, rows))
    for article in sorted(addition.articles, key=lambda article: article.id):
        made.put("texts", bisect_left(ids, article.id), _encode({"id": article.id, "text": article.text}))
    entities = [e for e in addition.entities if e.id not in snapshot.lookup.entities]
    if entities:
        made.put("entities", len(snapshot.rows("entities")), *map(_encode, without_mentions(entities)))
    for group in addition.groups:
        groups = snapshot.rows("quote_groups")
        found = (row for member in group.quotes for row in snapshot.rows_of("quote_groups", member.id))
        row = next((row for row in found if groups[row].id == group.id), None)
        if row is not None:
            made.take("quote_groups", row)
        made.put("quote_groups", len(groups) if row is None else row, _encode(group))
    if addition.pairs:
        made.put("pairs", len(snapshot.rows("pairs")), *map(_encode, addition.pairs))
    whys = {why.event: why for why in addition.whys}
    stand = snapshot.rows("whys")
    if len(stand) != len(snapshot.events):
        return None
    for event in addition.events:
        was = snapshot.position(event.id)
        if was is not None:
            if stand[was].event != event.id:
                return None
            made.take("events", was)
            made.take("whys", was)
        row = _row_among(snapshot.events, snapshot.runs, event)
        made.put("events", row, _encode(event))
        made.put("whys", row, _encode(whys[event.id]))
    return made.edits()


def _row_of(snapshot: Snapshot, table: str, place: Mapping[str, int], at: int) -> int:
    """Where the rows of an article go that comes before the one at the place `at`."""
    rows = snapshot.rows(table)

    def place_of(row: Any) -> int:  # noqa: ANN401
        article = row.mention.article if table == "mentions" else row.article
        return place.get(article, len(place))

    return bisect_left(rows, at, key=place_of)


def _row_among(events: Sequence[Event], runs: Sequence[Run], event: Event) -> int:
    """The row of the first event that comes after it in the order of the timeline."""
    number = bisect_left(runs, edtf.sort_key(event.date), key=lambda run: edtf.sort_key(run.date))
    if number == len(runs):
        return len(events)
    run = runs[number]
    if run.date != event.date:
        return run.start
    return bisect_left(events, order(event), run.start, run.end, key=order)
