"""Where events stand in a strip of time: their day, the whole span, and which of them is nearest to a place."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from datetime import date

from store.edtf import Bounds

__all__ = ["day_of", "nearest", "whole"]


def nearest(placed: list[int], place: list[int], column: int) -> int | None:
    """Of positions whose places ascend the one nearest to a column, the first of those in one column."""
    if not placed:
        return None
    found = bisect_left(placed, column, key=place.__getitem__)
    best = min(placed[max(0, found - 1) : found + 1], key=lambda position: abs(place[position] - column))
    return placed[bisect_left(placed, place[best], key=place.__getitem__)]


def day_of(bounds: Bounds) -> int:
    """The day (ordinal) at which an event stands in the strip; an open beginning counts as the end."""
    return (bounds.last if bounds.first == date.min else bounds.first).toordinal()


def whole(first: int, last: int) -> tuple[int, int]:
    """The span from day to day (ordinals) widened to whole years, or to whole months where that is under a year."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if last - first > 300:
        return date(begin.year, 1, 1).toordinal(), date(end.year, 12, 31).toordinal()
    final = date(end.year, end.month, monthrange(end.year, end.month)[1])
    return date(begin.year, begin.month, 1).toordinal(), final.toordinal()
