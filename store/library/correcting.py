"""Corrections of a few events, carried out on these alone: which rows of a big library they change.

What comes of it is what carrying out the whole journal comes to (`store.corrections.replay`).  Where that is not
certain (a name that is mended changes rows all over, events that are merged or split need what surrounds them), all of
it must be carried out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from store.addition import order
from store.anchor import text_hash
from store.corrections.history import history
from store.corrections.model import Correction, Passage
from store.corrections.passages import Places
from store.corrections.replay import apply
from store.index.editing import Change as Columns
from store.index.reading import TABLES
from store.index.spliced import Cut
from store.library import machine
from store.library.kinds import KEYS
from store.library.placing import Placement, RowChanges, row_among
from store.library.snapshot import Snapshot
from store.model import Article, Dataset, Event, Pair, Why
from store.query import Facet, kind_of, source_key

_SIMPLE = ("date", "title", "status", "hide", "show", "note", "tag", "untag", "star", "unstar")
"""The kinds that set something of an event and leave its accounts as they are."""
_ELSEWHERE = ("merge", "split", "hide-account", "show-account", "speaker")
"""Other kinds that concern nothing but the articles of their passages."""
_MOST = 200
"""So many events at most are corrected on their own."""
_LOOKED_AT = 2000
"""So many events at most are looked through for a passage."""


class _UncertainError(Exception):
    """All corrections must be carried out for it to be known what comes of them."""


@dataclass(frozen=True, slots=True)
class Quick:
    """What corrections of a few events change: rows of tables, what the program found there, what has no effect."""

    placement: Placement
    recorded: Sequence[machine.Change]
    unapplied: Sequence[Mapping[str, Any]]


def quick(
    snapshot: Snapshot,
    before: Sequence[Correction],
    after: Sequence[Correction],
    recorded: Sequence[machine.Change],
    unapplied: Sequence[Mapping[str, Any]],
    pairs: Iterable[bytes] | None,
) -> Quick | None:
    """What changes in the library of `snapshot` when its journal, which was `before`, becomes the one `after`.

    `recorded` is what the library knows of what the program found, `unapplied` which corrections could not be carried
    out, `pairs` has the rows of that table.  None where it takes more than a look at the events concerned.
    """
    try:
        return _Quick(snapshot, recorded, list(pairs or ())).of(before, after, unapplied)
    except _UncertainError:
        return None


class _Quick:
    def __init__(self, snapshot: Snapshot, recorded: Sequence[machine.Change], pairs: Sequence[bytes]) -> None:
        self.snapshot = snapshot
        self.pairs = pairs
        self.recorded = {change.table: change for change in recorded}
        if len(snapshot.rows("whys")) != len(snapshot.events) or len(snapshot.rows("pairs")) != len(pairs):
            raise _UncertainError
        if self.recorded.keys() & {"articles", "entities"}:
            raise _UncertainError
        self.made = {table: set(change.made) for table, change in self.recorded.items()}
        self.gone_events = {event.id: (place, event) for place, event in self._gone("events", Event)}
        self.gone_whys = {why.event: why for _, why in self._gone("whys", Why)}
        hidden = self.recorded.get("hidden")
        if len(snapshot.rows("hidden")) != len(hidden.made if hidden else ()) or (hidden and hidden.gone):
            raise _UncertainError
        self.home = {account.id: event for _, event in self.gone_events.values() for account in event.accounts}
        self.texts: dict[str, Article] = {}
        self.hashes: set[str] = set()

    def _gone(self, table: str, kind: type[Any]) -> list[tuple[int, Any]]:
        change = self.recorded.get(table)
        return [(place, msgspec.convert(row, kind)) for place, row in change.gone] if change else []

    def of(
        self, before: Sequence[Correction], after: Sequence[Correction], unapplied: Sequence[Mapping[str, Any]]
    ) -> Quick:
        was, now = (history(journal).in_force for journal in (before, after))
        known = {each.id for each in was}, {each.id for each in now}
        if any(each.kind not in (*_SIMPLE, *_ELSEWHERE) for each in (*was, *now)):
            raise _UncertainError
        void = {str(row["id"]) for row in unapplied}
        if any(each.id in void and each.kind not in _SIMPLE for each in was):
            raise _UncertainError
        changed = [each for each in (*was, *now) if (each.id in known[0]) != (each.id in known[1])]
        closure: dict[str, Event] = {}
        concerned: dict[str, Correction] = {}
        for correction in changed:
            if correction.id not in void:
                self._take(correction, closure, concerned)
        self._close(closure, concerned, [each for each in now if each.id not in void])
        wanted = [each for each in now if each.id in concerned]
        few = self._few(closure, concerned.values())
        replayed = apply(few, wanted)
        if replayed.not_applicable or len(replayed.dataset.events) + len(replayed.dataset.hidden) != len(closure):
            raise _UncertainError
        return self._changes(few, replayed.dataset, [row for row in unapplied if str(row["id"]) in known[1]])

    # -- which events ------------------------------------------------------------------------------------------------

    def _take(self, correction: Correction, closure: dict[str, Event], concerned: dict[str, Correction]) -> None:
        """A correction whose events are corrected anew."""
        if correction.kind not in _SIMPLE:
            raise _UncertainError
        concerned[correction.id] = correction
        for passage in correction.events[0]:
            event = self._event(passage)
            closure[event.id] = event
            if len(closure) > _MOST:
                raise _UncertainError

    def _close(
        self, closure: dict[str, Event], concerned: dict[str, Correction], journal: Iterable[Correction]
    ) -> None:
        """All that is in force on any of the events, and the events that it is about, and so on."""
        left = {each.id: each for each in journal if each.id not in concerned}
        for passage in {passage for each in left.values() for passage in _passages(each)}:
            self._of(passage)
        size = -1
        while size != len(closure):
            size = len(closure)
            articles = {article for event in closure.values() for article in event.articles}
            for id, correction in list(left.items()):
                near = [p for p in _passages(correction) if p.sha256[:12] in articles]
                if any(self._event(passage).id in closure for passage in near):
                    self._take(left.pop(id), closure, concerned)

    def _of(self, passage: Passage) -> Article:
        """The article of a passage, with the very text that it was when the correction was made."""
        article = self._article(passage.sha256[:12])
        if passage.sha256 not in self.hashes:
            if text_hash(article.text) != passage.sha256:
                raise _UncertainError
            self.hashes.add(passage.sha256)
        return article

    def _article(self, id: str) -> Article:
        if id not in self.texts:
            found = self.snapshot.lookup.articles.get(id)
            if found is None:
                raise _UncertainError
            self.texts[id] = found
        return self.texts[id]

    def _event(self, passage: Passage) -> Event:
        """The event that the program found to be told by a passage."""
        if passage.account is None:
            raise _UncertainError
        if passage.account not in self.home:
            self._look_for(passage)
        event: Event | None = self.home.get(passage.account)
        if event is None:
            raise _UncertainError
        account = next(a for a in event.accounts if a.id == passage.account)
        place = Places(Dataset(articles=(self._of(passage),))).find(passage)
        if place is None or place[0] != account.article or not (account.start < place[2] and place[1] < account.end):
            raise _UncertainError
        return event

    def _look_for(self, passage: Passage) -> None:
        """Remember the event of a passage, which is one of those that its article and the names in it lead to."""
        article = self._of(passage)
        place = Places(Dataset(articles=(article,))).find(passage)
        if place is None:
            raise _UncertainError
        near = set(self.snapshot.members(Facet("source", source_key(article))))
        named = {entity.id: entity for _, entity in self.snapshot.lookup.mentions(*place)}
        shared: Counter[int] = Counter(dict.fromkeys(near, 0))
        for entity in named.values():
            shared.update(near.intersection(self.snapshot.members(Facet(kind_of(entity), entity.id))))
        made = self.made.get("events", set())
        for row, _ in shared.most_common(_LOOKED_AT):
            event = self.snapshot.events[row]
            if any(account.id == passage.account for account in event.accounts):
                if event.id not in made:
                    self.home.update((account.id, event) for account in event.accounts)
                return

    # -- what comes of it --------------------------------------------------------------------------------------------

    def _few(self, closure: Mapping[str, Event], concerned: Iterable[Correction]) -> Dataset:
        """What the program found of the events, with the articles that tell them or are pointed to."""
        told = {article for event in closure.values() for article in event.articles}
        told |= {article for each in concerned for article in _articles(each)}
        events = sorted(closure.values(), key=order)
        return Dataset(
            articles=tuple(self._article(id) for id in sorted(told)),
            events=tuple(events),
            whys=tuple(self._why(event) for event in events),
        )

    def _why(self, event: Event) -> Why:
        gone: Why | None = self.gone_whys.get(event.id)
        if gone is not None:
            return gone
        row = self.snapshot.position(event.id)
        if row is None or event.id in self.made.get("whys", ()):
            raise _UncertainError
        why: Why = self.snapshot.rows("whys")[row]
        if why.event != event.id:
            raise _UncertainError
        return why

    def _changes(self, found: Dataset, corrected: Dataset, unapplied: Sequence[Mapping[str, Any]]) -> Quick:
        snapshot, made = self.snapshot, RowChanges()
        shown = {event.id: event for event in corrected.events}
        unseen = {event.id: event for event in corrected.hidden}
        whys = {why.event: why for why in corrected.whys}
        places = {event.id: self._place(event) for event in found.events}
        rows: dict[str, int] = {}
        hidden: list[Event] = list(snapshot.rows("hidden"))
        names = [event.id for event in hidden]
        for event, reason in zip(found.events, found.whys, strict=True):
            id, row = event.id, snapshot.position(event.id)
            self._check_pairs(event, changes=(row is None) != (id in unseen))
            if row is not None:
                if snapshot.rows("whys")[row].event != id:
                    raise _UncertainError
                made.take("events", row)
                made.take("whys", row)
            if id in shown:
                rows[id] = row_among(snapshot.events, snapshot.runs, shown[id])
            at = bisect_left(names, id)
            if at < len(names) and names[at] == id:
                made.take("hidden", at)
            if id in unseen:
                made.put("hidden", at, unseen[id])
            # Equal rows are one: what a person changed back is as it was found.
            self._note("events", id, places[id], event, shown.get(id))
            self._note("whys", id, places[id], reason, whys.get(id) if id in shown else None)
            self._note("hidden", id, None, None, unseen.get(id))
        for event in sorted(shown.values(), key=order):
            made.put("events", rows[event.id], event)
            made.put("whys", rows[event.id], whys[event.id])
        edits = made.edits()
        cuts = {table: [Cut(row, gone, len(lines)) for row, gone, lines in told] for table, told in edits.items()}
        change = Columns(
            {table: told for table, told in cuts.items() if table in TABLES},
            Dataset(events=made.come("events"), whys=made.come("whys")),
            beside=self._beside(shown.values()),
        )
        return Quick(Placement(edits, change), self._recorded(shown), unapplied)

    def _place(self, event: Event) -> int:
        """The place of an event among those that the program found."""
        if event.id in self.gone_events:
            return self.gone_events[event.id][0]
        row = self.snapshot.position(event.id)
        if row is None:
            raise _UncertainError
        at = row - sum(self._row(id) < row for id in self.made.get("events", ()))
        for place in sorted(place for place, _ in self.gone_events.values()):
            if place > at:
                break
            at += 1
        return at

    def _row(self, id: str) -> int:
        row = self.snapshot.position(id)
        if row is None:
            raise _UncertainError
        return row

    def _check_pairs(self, event: Event, *, changes: bool) -> None:
        """Make sure that the pairs that an event is in stay as they are; `changes`: it is hidden now, or shown."""
        wanted = event.id.encode()
        pairs = [msgspec.json.decode(line, type=Pair) for line in self.pairs if wanted in line]
        recorded = self.recorded.get("pairs")
        gone = [row for _, row in recorded.gone if event.id in (row["a"], row["b"])] if recorded else []
        own = {account.id for account in event.accounts}
        for pair in pairs:
            for end, account in ((pair.a, pair.link.a), (pair.b, pair.link.b)):
                if end == event.id and (changes or account not in own):
                    raise _UncertainError
        if gone and changes:
            raise _UncertainError

    def _note(self, table: str, id: str, place: int | None, found: object, now: object) -> None:
        """Remember what the program found where now there is something else, or nothing."""
        change = self.recorded.get(table) or machine.Change(table, (), ())
        key = KEYS[table]
        rows = change.gone
        if place is not None:
            had = next((row for row in rows if row[1].get("id" if table == "events" else "event") == id), None)
            if now == found:
                rows = tuple(row for row in rows if row is not had)
            elif had is None:
                rows = tuple(sorted((*rows, (place, msgspec.to_builtins(found))), key=lambda row: row[0]))
        made = tuple(each for each in change.made if each != id)
        if now is not None and now != found:
            made = (*made, str(key(now)))
        self.recorded[table] = machine.Change(table, made, rows)

    def _recorded(self, shown: Mapping[str, Event]) -> list[machine.Change]:
        """What is to be remembered, tables and rows in the order in which a whole replay has them."""

        def place(id: str) -> tuple[object, str]:
            return order(shown[id] if id in shown else self.snapshot.events[self._row(id)])

        found = []
        for table in KEYS:
            change = self.recorded.get(table)
            if change is None or not (change.made or change.gone):
                continue
            if table in ("events", "whys"):
                change = machine.Change(table, tuple(sorted(change.made, key=place)), change.gone)
            elif table == "hidden":
                change = machine.Change(table, tuple(sorted(change.made)), change.gone)
            found.append(change)
        return found

    def _beside(self, events: Iterable[Event]) -> Dataset:
        """The articles and entities that the events have."""
        told = list(events)
        articles = (self._article(id) for id in sorted({id for event in told for id in event.articles}))
        known = self.snapshot.lookup.entities
        ids = sorted({id for event in told for id in event.entities})
        entities = (found for id in ids if (found := known.get(id)) is not None)
        return Dataset(articles=tuple(articles), entities=tuple(entities))


def _passages(correction: Correction) -> list[Passage]:
    return [*correction.passages, *(passage for passages in correction.events for passage in passages)]


def _articles(correction: Correction) -> set[str]:
    """The articles that a correction points to."""
    return {passage.sha256[:12] for passage in _passages(correction)}
