"""Carrying out corrections on what the program found: one pure function, `apply`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from store.corrections.history import history
from store.corrections.model import Correction
from store.corrections.names import Names
from store.corrections.state import Gone, State
from store.model import Dataset

Reason = Literal["passage-gone", "quote-gone", "entity-gone", "article-gone"]
"""Why a correction no longer applies: the words, the quote, the name or the article it is about is nowhere."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A correction that cannot be carried out on a dataset; it stays in the journal."""

    correction: Correction
    reason: Reason


@dataclass(frozen=True, slots=True)
class Replayed:
    """A dataset as a person corrected it, which corrections made it so, and which could not be carried out."""

    dataset: Dataset
    applied: tuple[Correction, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()


def apply(dataset: Dataset, corrections: Iterable[Correction]) -> Replayed:
    """`dataset`, as the program made it, with all corrections that are in force carried out in their order.

    Nothing but the two decides the result: not the order of the lines, nor whether one of them comes twice.  What no
    correction is about is the same object as before.
    """
    wanted = history(corrections).in_force
    if not wanted:
        return Replayed(dataset)
    state = State(dataset)
    names = Names(dataset, state.places)
    applied: list[Correction] = []
    gone: list[NotApplicable] = []
    for correction in wanted:
        try:
            carry_out(correction, state, names)
        except Gone as fault:
            gone.append(NotApplicable(correction, fault.reason))
        else:
            applied.append(correction)
    return Replayed(names.applied(state.dataset()), tuple(applied), tuple(gone))


def carry_out(correction: Correction, state: State, names: Names) -> None:
    """Carry one correction out.

    Raises:
        Gone: what it is about is not there.
    """
    match correction.kind:
        case "name" | "type" | "alias":
            names.correct(correction)
        case "speaker":
            state.speaker(correction, names.canonical(correction.value or ""))
        case "split":
            state.split(correction)
        case "hide-account" | "show-account":
            state.show_accounts(correction, shown=correction.kind == "show-account")
        case "merge":
            state.merge(correction)
        case "add":
            state.add(correction)
        case _:
            state.on_event(correction)


def same(one: Sequence[Correction], other: Sequence[Correction]) -> bool:
    """Whether two journals come to the same."""
    return history(one).in_force == history(other).in_force
