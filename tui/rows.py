"""The rows of the timeline: events under headings of years, months and days, the undated in a tray at the end."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from store.edtf import Bounds

Zoom = Literal["auto", "year", "month", "day"]
ZOOMS: tuple[Zoom, ...] = ("auto", "year", "month", "day")
# From so many events on a year is divided into months, and a month into days, when zoom is "auto".
_CROWDED_YEAR = 14
_CROWDED_MONTH = 14

Level = Literal["year", "month", "day", "undated", "before"]


class Heading(NamedTuple):
    """A heading: its level, the date it stands for, and how many events lie under it."""

    level: Level
    day: date
    events: int


class Rows:
    """What stands in each row of the timeline.

    `rows[y]` is the ordinal of an event among those shown (0 or more), or -1 - n for `headings[n]`; `row_of` goes back
    from ordinal to row.
    """

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.row_of: list[int] = []
        self.headings: list[Heading] = []
        self._outer: list[int] = []

    def __len__(self) -> int:
        return len(self.rows)

    def heading_at(self, row: int) -> Heading | None:
        """The heading in a row, or None where an event stands there."""
        if 0 <= row < len(self.rows) and self.rows[row] < 0:
            return self.headings[-1 - self.rows[row]]
        return None

    def heading_above(self, row: int) -> Heading | None:
        """The nearest outermost heading at or above a row."""
        found = bisect_right(self._outer, row)
        return self.heading_at(self._outer[found - 1]) if found else None

    def add(self, heading: Heading) -> None:
        """Puts a heading into the next row."""
        if heading.level in ("year", "undated", "before"):
            self._outer.append(len(self.rows))
        self.headings.append(heading)
        self.rows.append(-len(self.headings))


def build(days: Sequence[Bounds | None], positions: Sequence[int], zoom: Zoom = "auto") -> Rows:
    """Rows for the events at `positions`, in the order of the timeline; `days` are those that each event covers."""
    found = [days[position] for position in positions]
    each = Counter(found)
    years: Counter[int] = Counter()
    months: Counter[tuple[int, int]] = Counter()
    starts: Counter[date] = Counter()
    for bounds, count in each.items():
        if bounds is not None:
            years[bounds.first.year] += count
            months[bounds.first.year, bounds.first.month] += count
            starts[bounds.first] += count
    built = Rows()
    rows, row_of = built.rows, built.row_of
    last: Bounds | None = None
    tray = False
    for ordinal, bounds in enumerate(found):
        if bounds is not last or not ordinal:
            if bounds is None:
                if not tray:
                    tray = True
                    built.add(Heading("undated", date.max, each[None]))
            else:
                _headings(built, bounds, last, zoom, years, months, starts)
            last = bounds
        row_of.append(len(rows))
        rows.append(ordinal)
    return built


def _headings(
    built: Rows,
    bounds: Bounds,
    last: Bounds | None,
    zoom: Zoom,
    years: Counter[int],
    months: Counter[tuple[int, int]],
    starts: Counter[date],
) -> None:
    """Adds the headings that an event of these days needs after one of the days `last`."""
    start = bounds.first
    before = last.first if last is not None else None
    if before is None or before.year != start.year:
        built.add(Heading("before" if start == date.min else "year", start, years[start.year]))
        before = None
    if start == date.min:
        return
    month = (start.year, start.month)
    by_month = zoom in ("month", "day") or (zoom == "auto" and years[start.year] > _CROWDED_YEAR)
    by_day = zoom == "day" or (zoom == "auto" and months[month] > _CROWDED_MONTH and starts[start] > 1)
    # What covers more than a month or a day is not put under a heading that claims to know more.
    new_month = before is None or (before.year, before.month) != month or not _has_month(built)
    if by_month and bounds.days <= 31 and new_month:
        built.add(Heading("month", start, months[month]))
    if by_day and bounds.days == 1 and (before != start or not _has_day(built)):
        built.add(Heading("day", start, starts[start]))


def _has_month(built: Rows) -> bool:
    """Whether the nearest year or month heading is that of a month."""
    for heading in reversed(built.headings):
        if heading.level in ("month", "year"):
            return heading.level == "month"
    return False


def _has_day(built: Rows) -> bool:
    return bool(built.headings) and built.headings[-1].level == "day"
