"""What the explorer is looking at: the data, what filters and search leave of it, and what is selected.

No drawing here: widgets read it and screens change it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from store.filters import Index, Query, positions
from store.lookup import Lookup
from store.model import Dataset, Event

__all__ = ["View"]


class View:
    """A dataset with a query, a search and a selection.

    A search hides what it does not find unless `hide_others` is off; then it only marks.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        """All that the library knows."""
        self.index = Index(dataset)
        """Finds events."""
        self.lookup = Lookup(dataset)
        """Finds everything else by id."""
        self.query = Query()
        """The filters in force; its text is that of the search."""
        self.hide_others = True
        """Whether a search hides what it does not find."""
        self.shown: list[int] = list(range(len(self.index.events)))
        """Positions of the events shown, in the order of the timeline."""
        self.selected: set[int] = set()
        """Positions of the events selected, whether they are shown or not."""
        self.hits = 0
        """The events found by the search, as a bitmap."""

    @property
    def total(self) -> int:
        """How many events there are."""
        return len(self.index.events)

    def event(self, position: int) -> Event:
        """The event at a position."""
        return self.index.events[position]

    def set_query(self, query: Query) -> None:
        """Puts other filters in force."""
        self.query = query
        self.hits = self.index.hits(query.text) if query.text.strip() else 0
        filters = query if self.hide_others else replace(query, text="")
        self.shown = self.index.run(filters)

    def is_hit(self, position: int) -> bool:
        """Whether the search found the event at a position."""
        return bool(self.hits >> position & 1)

    @cached_property
    def source_count(self) -> int:
        """How many articles the library has."""
        return len(self.dataset.articles)

    def events_at(self, found: Iterable[int]) -> list[Event]:
        """The events at these positions, in the order of the timeline."""
        return [self.index.events[position] for position in sorted(found)]

    @cached_property
    def opening(self) -> int | None:
        """The position to begin at: of the events that most sources tell the earliest, the dated before the undated."""
        events, days = self.index.events, self.index.days
        # `max` keeps the first of those alike, and events stand in the order of time.
        return max(range(len(events)), key=lambda n: (len(events[n].articles), days[n] is not None), default=None)

    @cached_property
    def disagreeing(self) -> list[int]:
        """Positions of the events on which sources disagree."""
        return [n for n, event in enumerate(self.index.events) if event.disagreements]

    @property
    def hit_positions(self) -> list[int]:
        """Positions of what the search found."""
        return positions(self.hits)
