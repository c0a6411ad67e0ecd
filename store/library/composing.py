"""Events that a person put together of others, and to which articles come that are added to a big library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from store.addition import Addition
from store.corrections.model import Correction
from store.corrections.names import Names
from store.library.concern import Concern
from store.library.found import FoundSnapshot
from store.library.recorded import UncertainError
from store.library.rewriting import carried_out
from store.model import Dataset


def composed(
    concern: Concern, journal: Iterable[Correction], addition: Addition, found: FoundSnapshot, names: Names
) -> tuple[Dataset, Dataset]:
    """What corrections made of the events concerned, where some are put together of others, and what they make now.

    Nothing is in the former where none are.

    Raises:
        UncertainError: they cannot be carried out on these events alone.
    """
    corrections = list(journal)
    whys = {why.event: why for why in addition.whys}
    now = concern.dataset(whys)
    if not concern.is_composed:
        return Dataset(), carried_out(concern, corrections, now)
    old = _with_quotes(concern.dataset({}, concern.stood), found)
    before = carried_out(concern, corrections, old)
    after = carried_out(concern, corrections, _with_quotes(now, found, addition))
    homes = [{a.id: event.id for event in each.events for a in event.accounts} for each in (before, after)]
    known = {account.id for event in concern.stood.values() for account in event.accounts}
    if homes[0] != {account: id for account, id in homes[1].items() if account in known}:
        raise UncertainError
    # What was carried out on all that was found must have come to the same.
    shown, now_shown = found.shown, names.applied(before)
    whys = {why.event: why for why in before.whys}
    for event in now_shown.events:
        row = shown.position(event.id)
        if row is None or shown.events[row] != event or shown.rows("whys")[row] != whys[event.id]:
            raise UncertainError
    unseen = {event.id: event for event in shown.rows("hidden")}
    if any(unseen.get(event.id) != event for event in now_shown.hidden):
        raise UncertainError
    return before, after


def _with_quotes(few: Dataset, found: FoundSnapshot, addition: Addition | None = None) -> Dataset:
    """The dataset with what events can be put together by: quotes, which are one, and who is a person."""
    lookup = found.lookup
    new_quotes = {quote.id: quote for quote in addition.quotes} if addition else {}
    ids = sorted({id for event in few.events for account in event.accounts for id in account.quotes})
    quotes = [quote for id in ids if (quote := new_quotes.get(id) or lookup.quotes.get(id)) is not None]
    groups = {group.id: group for id in ids if (group := lookup.groups.get(id)) is not None}
    groups |= {group.id: group for group in addition.groups} if addition else {}
    speakers = {quote.speaker for quote in quotes}
    named = {id for event in few.events for account in event.accounts for id in account.entities}
    named |= {facet.value for facet, name in found.facets("person") if name in speakers}
    new = {entity.id: entity for entity in addition.entities} if addition else {}
    entities = (lookup.entities.get(id) or new.get(id) for id in sorted(named | new.keys()))
    return replace(
        few,
        quotes=tuple(quotes),
        quote_groups=tuple(groups.values()),
        entities=tuple(entity for entity in entities if entity is not None),
    )
