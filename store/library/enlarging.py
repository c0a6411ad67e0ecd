"""Articles that come to a big library in which a person corrected something: what changes is corrected again.

They are placed among what the program found, as `store.library.adding` does where nobody corrected anything; the events
that become others are corrected as they were.  What comes of it is what carrying out the whole journal on all that was
found comes to; where that is not certain, it must be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from store.addition import Addition
from store.corrections.history import history
from store.corrections.model import Correction
from store.corrections.names import Names
from store.index.columns import Columns
from store.index.spliced import Spliced
from store.library import machine
from store.library.composing import composed
from store.library.concern import Concern
from store.library.found import FoundSnapshot
from store.library.pairs import Pairs
from store.library.placing import Placement, RowChanges, put_articles, put_entities, put_events
from store.library.recorded import CarriedOut, Recorded, UncertainError
from store.library.renaming import NAMING, renaming
from store.library.rewriting import Told, rewrite
from store.library.snapshot import Snapshot
from store.model import Dataset, Event, Quote, QuoteGroup
from store.text import fold

_COMPOSED = ("merge", "split", "hide-account", "show-account", "speaker")
"""The kinds that have an event put together anew of its accounts."""


@dataclass(frozen=True, slots=True)
class Enlarged:
    """What articles add, which rows of the tables change by it, and what the program found there then."""

    addition: Addition
    placement: Placement
    recorded: Sequence[machine.Change]


def enlarged(shown: Snapshot, carried: CarriedOut, added_to: Callable[[Columns], Addition]) -> Enlarged | None:
    """What changes in the library that is `shown` when articles come to it; None where that is not certain.

    Args:
        shown: the library.
        carried: its journal, as it was carried out.
        added_to: says what the articles add to what the program found.
    """
    try:
        return _enlarged(shown, carried, added_to)
    except UncertainError:
        return None


def _enlarged(shown: Snapshot, carried: CarriedOut, added_to: Callable[[Columns], Addition]) -> Enlarged:
    journal = history(carried.journal).in_force
    void = {str(row["id"]) for row in carried.unapplied}
    recorded = Recorded(carried.changes)
    found = FoundSnapshot(shown, recorded)
    addition = added_to(found)
    if not recorded.made("articles").isdisjoint(article.id for article in addition.articles):
        raise UncertainError
    effective = [each for each in journal if each.id not in void]
    names = renaming(recorded, effective)
    _check_quotes(found, recorded, addition)
    _check_names(found, names, journal, void, addition)

    instead = {event.id: event for event in addition.events if found.position(event.id) is not None}
    beside_them = _ends(found, addition)
    concern = Concern(found, recorded, journal, void, instead, addition.articles, composed=True)
    concern.close([*instead.values(), *beside_them.values()])
    whys = {why.event: why for why in addition.whys}
    before, corrected = composed(concern, journal, addition, found, names)
    stood = {event.id for event in (*before.events, *before.hidden)}
    _check_composed(found, recorded, names, effective, addition, stood)
    others = tuple(event for event in addition.events if event.id not in concern.events)
    corrected = replace(corrected, events=(*corrected.events, *others))
    corrected = names.applied(replace(corrected, quotes=addition.quotes, quote_groups=addition.groups))
    _check_others(found, recorded, names, sorted(instead.keys() - concern.events.keys()))

    made, of_events = RowChanges(), RowChanges()
    shown_of_it = replace(
        addition,
        quotes=corrected.quotes,
        groups=corrected.quote_groups,
        entities=tuple(replace(entity, id=names.now(entity.id)) for entity in addition.entities),
    )
    put_articles(made, found, shown_of_it, recorded.made("articles"))
    put_entities(made, shown, shown_of_it)
    if not put_events(of_events, found, addition):
        raise UncertainError
    told = _move(recorded, found, addition, made, of_events)
    if concern.is_composed:
        # What they are put together of may be as it was.
        more = [(id, place) for id in concern.events if id not in whys and (place := found.position(id)) is not None]
        moved = _after(of_events, "events", found)
        told += [Told(found.events[place], found.lookup.whys[id], moved.now(place)) for id, place in more]
    pairs = list(addition.pairs)
    if pairs and journal:
        now = {account.id: event.id for event in corrected.events for account in event.accounts}
        old = instead.keys() | beside_them.keys()
        pairs = Pairs(shown, recorded).come(pairs, concern.events.keys(), now, old)
    made.put("pairs", len(shown.table("pairs")), *pairs)
    if not concern.is_composed:
        corrected = _of(corrected, {each.event.id for each in told})
    changes, events = rewrite(shown, recorded, made, told, corrected, stood)
    return Enlarged(addition, made.placement(shown, events), changes)


def _move(
    recorded: Recorded, found: FoundSnapshot, addition: Addition, made: RowChanges, of_events: RowChanges
) -> list[Told]:
    """Bring what is recorded to where the program finds it now; returns the events that it finds in new places."""
    for table in ("events", "whys"):
        recorded.move(table, _after(of_events, "events", found))
    for table, rows in (("quotes", addition.quotes), ("quote_groups", addition.groups)):
        as_found: Mapping[str, Quote | QuoteGroup] = {row.id: row for row in rows}
        after = _after(made, table, found)
        recorded.move(table, after)
        for now, place in zip(made.come(table), after.arrived, strict=True):
            recorded.note(table, now.id, place, as_found[now.id], now)
    for entity in addition.entities:
        recorded.named(entity)
    whys = {why.event: why for why in addition.whys}
    places = _after(of_events, "events", found).arrived
    return [Told(event, whys[event.id], place) for event, place in zip(of_events.come("events"), places, strict=True)]


def _after(made: RowChanges, table: str, found: FoundSnapshot) -> Spliced:
    """Where the rows of a table stand that were found before."""
    return Spliced(made.cuts(table), len(found.table(table)))


def _ends(found: FoundSnapshot, addition: Addition) -> Mapping[str, Event]:
    """By id the events that stand and may be one with an event that changes or comes."""
    ids = {id for pair in addition.pairs for id in (pair.a, pair.b)} - {event.id for event in addition.events}
    places = {id: found.position(id) for id in sorted(ids)}
    return {id: found.events[place] for id, place in places.items() if place is not None}


def _of(corrected: Dataset, ids: Set[str]) -> Dataset:
    """These events alone: those beside them are only looked at."""
    events = tuple(event for event in corrected.events if event.id in ids)
    return replace(corrected, events=events, hidden=tuple(event for event in corrected.hidden if event.id in ids))


def _check_others(found: FoundSnapshot, recorded: Recorded, names: Names, ids: Sequence[str]) -> None:
    """Make sure that of events that no correction is about nothing is otherwise than it was found, but for names."""
    shown = found.shown
    if not recorded.changed("whys", "hidden").isdisjoint(ids):
        raise UncertainError
    before = (found.events[place] for id in ids if (place := found.position(id)) is not None)
    now = (shown.events[place] for id in ids if (place := shown.position(id)) is not None)
    if not recorded.changed("events").isdisjoint(ids) and names.applied(Dataset(events=tuple(before))).events != tuple(
        now
    ):
        raise UncertainError


def _check_quotes(found: FoundSnapshot, recorded: Recorded, addition: Addition) -> None:
    """Make sure that no group of quotes changes of which the speaker of one was mended."""
    members = {member.id for group in addition.groups for member in group.quotes} & recorded.made("quotes")
    if any(found.shown.lookup.quotes[id].corrected is not None for id in members):
        raise UncertainError


def _check_names(
    found: FoundSnapshot, names: Names, journal: Iterable[Correction], void: Set[str], addition: Addition
) -> None:
    """Make sure that names that a person gave mean whom they meant, whoever else is named now."""
    old = {fold(entity.name) for entity in addition.entities if entity.id in found.lookup.entities}
    old.update(fold(entity.name) for entity in names.found.entities)
    new = {fold(mention.surface) for entity in addition.entities for mention in entity.mentions}
    new.update(fold(entity.name) for entity in addition.entities)
    # What is called so is looked for among the names first, those of the library first.
    for each in journal:
        said = (each.value,) if each.kind == "speaker" else (each.entity, each.value) if each.kind in NAMING else ()
        if not {fold(name or "") for name in said}.isdisjoint(new - old):
            raise UncertainError
        # Another name is looked for in the texts where nothing is called so.
        words = " ".join((each.value or "").split())
        if each.kind == "alias" and each.id in void and any(words in article.text for article in addition.articles):
            raise UncertainError


def _check_composed(
    found: FoundSnapshot,
    recorded: Recorded,
    names: Names,
    corrections: Iterable[Correction],
    addition: Addition,
    others: Set[str],
) -> None:
    """Make sure that events that are put together by hand stay as they are, which the library's persons decide too.

    All of them but `others`.
    """
    if not any(each.kind in _COMPOSED for each in corrections):
        return
    lookup, shown = found.lookup, found.shown
    grouped = {
        member.id
        for group in addition.groups
        for member in group.quotes
        if (was := lookup.groups.get(member.id)) is None or was.id != group.id
    }
    persons = {e.name for e in addition.entities if e.type == "person" and e.id not in lookup.entities}
    persons |= {names.renamed.get(name, name) for name in persons}
    places = (shown.position(id) for id in sorted(recorded.made("events")))
    events: list[Event] = [*shown.rows("hidden"), *(shown.events[place] for place in places if place is not None)]
    for id in {id for event in events if event.id not in others for account in event.accounts for id in account.quotes}:
        quote = shown.lookup.quotes.get(id)
        if id in grouped or (quote is not None and quote.speaker in persons):
            raise UncertainError
