"""Which rows of a library become others where corrections are carried out on a few events anew."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
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


def carried_out(concern: Concern, journal: Iterable[Correction], whys: Mapping[str, Why]) -> Dataset:
    """What becomes of the events concerned when what is in the `journal` of them is carried out.

    `whys` are, by event, those that are other than they were.

    Raises:
        UncertainError: some of it is about more than these events.
    """
    found = concern.dataset(whys)
    replayed = apply(found, [each for each in journal if each.id in concern.corrections])
    events = (*replayed.dataset.events, *replayed.dataset.hidden)
    if replayed.not_applicable or {event.id for event in events} != concern.events.keys():
        raise UncertainError
    if len(events) != len(concern.events):
        raise UncertainError
    return replayed.dataset


def rewrite(
    shown: Snapshot, recorded: Recorded, made: RowChanges, told: Sequence[Told], corrected: Dataset
) -> tuple[list[machine.Change], list[Event]]:
    """Put events in the place of what is shown of them; what is recorded then, and those of them that are shown then.

    Args:
        shown: the library as it stands.
        recorded: what is known of what the program finds; it is brought up to date.
        made: is told which rows of the tables of events go and come.
        told: the events.
        corrected: what corrections make of some of them; the others are shown as they are found.

    Raises:
        UncertainError: the tables are not as they should be.
    """
    seen = {event.id: event for event in corrected.events}
    unseen = {event.id: event for event in corrected.hidden}
    whys = {why.event: why for why in corrected.whys}
    hidden: list[str] = [event.id for event in shown.rows("hidden")]
    now: dict[str, Event] = {}
    for each in sorted(told, key=lambda each: each.event.id):
        id, row = each.event.id, shown.position(each.event.id)
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
        else:
            now[id] = seen.get(id, each.event)
            whys.setdefault(id, each.why)
        recorded.note("events", id, each.place, each.event, now.get(id))
        recorded.note("whys", id, each.place, each.why, whys[id] if id in now else None)
        recorded.note("hidden", id, each.place, None, unseen.get(id))
    for event in sorted(now.values(), key=order):
        row = row_among(shown.events, shown.runs, event)
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
