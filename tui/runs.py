"""Events of the same days, and what headings of a timeline need to know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress, islice, pairwise
from operator import is_not
from typing import NamedTuple

from store.edtf import Bounds

MOST_OF_A_MONTH = 31
"""What covers more days does not lie in a month."""


class Run(NamedTuple):
    """Events of the same days, that follow each other: the ordinals from `start` to before `end`."""

    days: Bounds | None
    start: int
    end: int


@dataclass(slots=True)
class Month:
    """Of the runs from `start` to before `end`, which begin in one month, those that headings are for.

    A month has room for the `narrow`; those of one day are `days`, or `shared` where several have the same.
    """

    start: int
    end: int
    narrow: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    shared: list[list[int]] = field(default_factory=list)


@dataclass(slots=True)
class Year:
    """The runs from `start` to before `end`, which begin in one year."""

    start: int
    end: int
    months: list[Month] = field(default_factory=list)


class Calendar:
    """Days in their order, the unknown last, one each for events that follow each other: what headings know of them.

    It is worked out once, whatever is shown of these events.
    """

    def __init__(self, days: Sequence[Bounds | None]) -> None:
        self.days = days
        """The days of each run."""
        self.dated = next((n for n, known in enumerate(days) if known is None), len(days))
        """How many runs have days."""
        self.years: list[Year] = []
        year = month = 0
        on: date | None = None
        within, here = Year(0, 0), Month(0, 0)
        for n in range(self.dated):
            known = days[n]
            assert known is not None
            first = known.first
            if first.year != year:
                year, month, within = first.year, 0, Year(n, n)
                self.years.append(within)
            if first.month != month:
                month, on, here = first.month, None, Month(n, n)
                within.months.append(here)
            one = first == known.last
            if one or known.days <= MOST_OF_A_MONTH:
                here.narrow.append(n)
            if one and first == on:
                if here.days and days[here.days[-1]].first == first:  # type: ignore[union-attr]
                    here.shared.append([here.days.pop()])
                here.shared[-1].append(n)
            elif one:
                on = first
                here.days.append(n)
            here.end = within.end = n + 1


def runs_of(found: Sequence[Bounds | None]) -> list[Run]:
    """Events of the same days together; equal days are one object each, or at the worst two runs."""
    if not found:
        return []
    changes = [0, *compress(range(1, len(found)), map(is_not, found, islice(found, 1, None))), len(found)]
    return [Run(found[a], a, b) for a, b in pairwise(changes)]
