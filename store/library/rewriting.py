"""Which rows of a library become others where corrections are carried out on a few events anew."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.addition import order
from store.corrections.model import Correction
from store.corrections.replay import apply
from store.library import machine
from store.library.concern import Concern
from store.library.placing import RowChanges, row_among
from store.library.recorded import Recorded, UncertainError
from store.library.snapshot import Snapshot
from store.model import Dataset, Event, Why


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the program finds it, what it rests on, and its place among all that the program finds."""

    event: Event
    why: Why
    place: int


def carried_out(concern: Concern, journal: Iterable[Correction], found: Dataset) -> Dataset:
    """What becomes of the events concerned, which the program `found`, when what is in the `journal` of them is done.

    Raises:
        UncertainError: some of it is about more than these events.
    """
    replayed = apply(found, [each for each in journal if each.id in concern.corrections])
    ids = [event.id for event in (*replayed.dataset.events, *replayed.dataset.hidden)]
    if replayed.not_applicable or len(ids) > len(set(ids)):
        raise UncertainError
    if not concern.is_composed and set(ids) != concern.events.keys():
        raise UncertainError
    return replayed.dataset


def rewrite(
    shown: Snapshot,
    recorded: Recorded,
    made: RowChanges,
    told: Sequence[Told],
    corrected: Dataset,
    stood: Iterable[str] = (),
) -> tuple[list[machine.Change], list[Event]]:
    """Put events in the place of what is shown of them; what is recorded then, and those of them that are shown then.

    Args:
        shown: the library as it stands.
        recorded: what is known of what the program finds; it is brought up to date.
        made: is told which rows of the tables of events go and come.
        told: the events.
        corrected: what corrections make of them.
        stood: the ids of other events that were shown of them, or hidden.

    Raises:
        UncertainError: the tables are not as they should be.
    """
    now = {event.id: event for event in corrected.events}
    unseen = {event.id: event for event in corrected.hidden}
    found = {one.event.id: one for one in told}
    whys = {one.event.id: one.why for one in told} | {why.event: why for why in corrected.whys}
    hidden: list[str] = [event.id for event in shown.rows("hidden")]
    for id in sorted({*found, *now, *unseen, *stood}):
        row = shown.position(id)
        if row is not None:
            if shown.rows("whys")[row].event != id:
                raise UncertainError
            made.take("events", row)
            made.take("whys", row)
        at = bisect_left(hidden, id)
        if at < len(hidden) and hidden[at] == id:
            made.take("hidden", at)
        if id in unseen:
            made.put("hidden", at, unseen[id])
        each = found.get(id)
        at, event, why = (each.place, each.event, each.why) if each else (0, None, None)
        recorded.note("events", id, at, event, now.get(id))
        recorded.note("whys", id, at, why, whys[id] if id in now else None)
        recorded.note("hidden", id, 0, None, unseen.get(id))
    for event in sorted(now.values(), key=order):
        row = row_among(shown, event)
        made.put("events", row, event)
        made.put("whys", row, whys[event.id])

    def place(id: str) -> tuple[object, str]:
        if id in now:
            return order(now[id])
        row = shown.position(id)
        if row is None:
            raise UncertainError
        return order(shown.events[row])

    return recorded.changes(place), list(now.values())
