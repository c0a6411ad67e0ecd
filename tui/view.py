"""What the explorer is looking at: the data, what filters and search leave of it, and what is selected.

No drawing here: widgets read it and screens change it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from store.clock import Clock, Written
from store.edtf import Bounds
from store.filters import Index, Query, positions

if TYPE_CHECKING:
    from store.filters import Mark
    from store.index.columns import Columns, Row
    from store.lookup import Lookup
    from store.model import Dataset, Event

__all__ = ["View"]


class View:
    """A dataset with a query, a search and a selection.

    A search hides what it does not find unless `hide_others` is off; then it only marks.
    """

    def __init__(self, source: Dataset | Columns) -> None:
        self.index = Index(source)
        """Finds events."""
        self.lookup: Lookup = self.index.columns.lookup
        """Finds everything else by id."""
        self.query = Query()
        """The filters in force; its text is that of the search."""
        self.hide_others = True
        """Whether a search hides what it does not find."""
        self.shown: Sequence[int] = range(self.index.total)
        """Positions of the events shown, in the order of the timeline."""
        self.selected: set[int] = set()
        """Positions of the events selected, whether they are shown or not."""
        self.hits = 0
        """The events found by the search, as a bitmap."""
        self.clock: Clock = "happened"
        """What the events are ordered by: when they happened, or when they were first written of."""

    @property
    def dataset(self) -> Dataset:
        """All that the library knows; a big library is read from end to end for it: for exports only."""
        return self.index.dataset

    @property
    def total(self) -> int:
        """How many events there are."""
        return self.index.total

    def event(self, position: int) -> Event:
        """The event at a position, with its accounts; what is shown of it in one line is cheaper as `row`."""
        return self.index.events[position]

    def row(self, position: int) -> Row:
        """What one line says of the event at a position: nothing is made for it, and a start imports less."""
        return self.index.columns.row(position)

    def has(self, position: int, mark: Mark) -> bool:
        """Whether the event at a position has a mark ("disagreement", "guessed" …), without reading the event."""
        return bool(self.index.marked(mark) >> position & 1)

    def set_query(self, query: Query) -> None:
        """Puts other filters in force."""
        self.query = query
        self.hits = self.index.hits(query.text) if query.text.strip() else 0
        filters = query if self.hide_others else replace(query, text="")
        self.shown = self.index.run(filters)
        if self.clock == "written":
            self.shown = sorted(self.shown, key=self.written.rank.__getitem__)

    def is_hit(self, position: int) -> bool:
        """Whether the search found the event at a position."""
        return bool(self.hits >> position & 1)

    # -- two clocks --------------------------------------------------------------------------------------------------

    @cached_property
    def written(self) -> Written:
        """When events were first written of."""
        return Written(self.index)

    def set_clock(self, clock: Clock) -> None:
        """Orders the events by another clock."""
        self.clock = clock
        self.set_query(self.query)

    @property
    def days(self) -> Sequence[Bounds | None]:
        """The days of each event by the clock in force, by position; None where it does not say."""
        return self.written.days if self.clock == "written" else self.index.days

    def date(self, position: int) -> str | None:
        """The date (EDTF) of an event by the clock in force."""
        return self.written.date(position) if self.clock == "written" else self.event(position).date

    def ordinal(self, position: int) -> int:
        """Which of those shown the event at a position is, or else the next one that is shown, at most the last."""
        if self.clock == "written":
            rank = self.written.rank
            found = bisect_left(self.shown, rank[position], key=rank.__getitem__)
        else:
            found = bisect_left(self.shown, position)
        return max(0, min(found, len(self.shown) - 1))

    # ----------------------------------------------------------------------------------------------------------------

    def telling(self, position: int) -> int:
        """How many sources tell the event at a position."""
        return len(self.event(position).articles)

    @property
    def source_count(self) -> int:
        """How many articles the library has."""
        return self.index.columns.articles

    def events_at(self, found: Iterable[int]) -> list[Event]:
        """The events at these positions, in the order of the timeline."""
        return [self.index.events[position] for position in sorted(found)]

    @cached_property
    def opening(self) -> int | None:
        """The position to begin at: of the events that most sources tell the earliest, the dated before the undated."""
        return self.index.columns.opening

    @cached_property
    def disagreeing(self) -> list[int]:
        """Positions of the events on which sources disagree."""
        return positions(self.index.marked("disagreement"))

    @cached_property
    def disagreeing_set(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.disagreeing)

    @property
    def hit_positions(self) -> list[int]:
        """Positions of what the search found."""
        return positions(self.hits)
