"""Corrections of a few events, carried out on these alone: which rows of a big library they change.

What comes of it is what carrying out the whole journal comes to (`store.corrections.replay`).  Where that is not
certain (a name that is mended changes rows all over, events that are merged or split need what surrounds them), all of
it must be carried out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store.corrections.history import history
from store.corrections.model import Correction
from store.library import machine
from store.library.concern import Concern
from store.library.found import FoundSnapshot
from store.library.pairs import Pairs
from store.library.placing import Placement, RowChanges
from store.library.recorded import CarriedOut, Recorded, UncertainError
from store.library.renaming import renaming
from store.library.rewriting import Told, carried_out, rewrite
from store.library.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Quick:
    """What corrections of a few events change: rows of tables, what the program found there, what has no effect."""

    placement: Placement
    recorded: Sequence[machine.Change]
    unapplied: Sequence[Mapping[str, Any]]


def quick(shown: Snapshot, carried: CarriedOut, after: Sequence[Correction]) -> Quick | None:
    """What changes in the library that is `shown` when its journal, which was `carried` out, becomes the one `after`.

    None where it takes more than a look at the events concerned.
    """
    try:
        return _quick(shown, carried, after)
    except UncertainError:
        return None


def _quick(shown: Snapshot, carried: CarriedOut, after: Sequence[Correction]) -> Quick:
    was, now = (history(journal).in_force for journal in (carried.journal, after))
    known = {each.id for each in was}, {each.id for each in now}
    void = {str(row["id"]) for row in carried.unapplied}
    recorded = Recorded(carried.changes)
    found = FoundSnapshot(shown, recorded)
    concern = Concern(found, recorded, [*{each.id: each for each in (*was, *now)}.values()], void)
    for each in (*was, *now):
        if (each.id in known[0]) == (each.id in known[1]):
            continue
        # Of events that can only partly be merged something may be otherwise than it was found.
        if each.id not in void or each.kind == "merge":
            concern.take(each)
    concern.close()
    names = renaming(recorded, [each for each in now if each.id not in void])
    corrected = names.applied(carried_out(concern, now, concern.dataset({})))
    made, told = RowChanges(), []
    for id, event in concern.events.items():
        place = found.position(id)
        if place is None:
            raise UncertainError
        told.append(Told(event, found.lookup.whys[id], place))
    pairs = Pairs(shown, recorded)
    pairs.correct(made, concern.events, {event.id for event in corrected.hidden}, before=bool(was))
    if recorded.pairs and not now:
        raise UncertainError
    changes, events = rewrite(shown, recorded, made, told, corrected)
    left = [row for row in carried.unapplied if str(row["id"]) in known[1]]
    return Quick(made.placement(shown, events), changes, left)
