"""When events were first written of: the second clock of a timeline, beside when they happened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from store import edtf
from store.filters import Index

Clock = Literal["happened", "written"]
CLOCKS: tuple[Clock, ...] = ("happened", "written")


class Written:
    """The date of publication of the first article that tells each event, by the event's position in an index.

    Of two dates the earlier is the one that begins earlier, the more precise where both begin alike.
    """

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _dates(self) -> Sequence[str | None]:
        return self._index.columns.written

    def date(self, position: int) -> str | None:
        """The date (EDTF) on which the event was first written of; None where no article of it has one."""
        return self._dates[position]

    @cached_property
    def days(self) -> list[edtf.Bounds | None]:
        """The days that these dates cover, by position."""
        return [edtf.bounds(date) for date in self._dates]

    @cached_property
    def rank(self) -> list[int]:
        """Each event's place in the order of writing, those first written of at an unknown time last."""
        dates = self._dates
        keys = {date: edtf.sort_key(date) for date in set(dates)}
        order = sorted(range(len(dates)), key=lambda position: keys[dates[position]])
        rank = [0] * len(order)
        for place, position in enumerate(order):
            rank[position] = place
        return rank
