"""The rows of the timeline: events under headings of years, months and days, the undated in a tray at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from store import edtf
from store.model import Event

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


@dataclass(slots=True)
class Rows:
    """What stands in each row of the timeline.

    `rows[y]` is the ordinal of an event among those shown (0 or more), or -1 - n for `headings[n]`; `row_of` goes back
    from ordinal to row.
    """

    rows: list[int] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def heading_at(self, row: int) -> Heading | None:
        """The heading in a row, or None where an event stands there."""
        if 0 <= row < len(self.rows) and self.rows[row] < 0:
            return self.headings[-1 - self.rows[row]]
        return None

    def heading_above(self, row: int) -> Heading | None:
        """The nearest outermost heading at or above a row."""
        for above in range(min(row, len(self.rows) - 1), -1, -1):
            heading = self.heading_at(above)
            if heading is not None and heading.level in ("year", "undated", "before"):
                return heading
        return None


def build(events: Sequence[Event], positions: Sequence[int], zoom: Zoom = "auto") -> Rows:
    """Rows for the events at `positions`, which are in the order of the timeline."""
    starts = [_start(events[position].date) for position in positions]
    years = Counter(start.year for start in starts if start is not None)
    months = Counter((start.year, start.month) for start in starts if start is not None)
    days = Counter(starts)
    built = Rows()
    last: date | None = None
    tray = False
    for ordinal, start in enumerate(starts):
        if start is None:
            if not tray:
                tray = True
                _add(built, Heading("undated", date.max, days[None]))
        else:
            if last is None or last.year != start.year:
                level: Level = "before" if start == date.min else "year"
                _add(built, Heading(level, start, years[start.year]))
                last = None
            if start != date.min:
                _subheadings(built, events[positions[ordinal]].date, last, start, zoom, years, months, days)
            last = start
        built.row_of.append(len(built.rows))
        built.rows.append(ordinal)
    return built


def _subheadings(
    built: Rows,
    told: str | None,
    last: date | None,
    start: date,
    zoom: Zoom,
    years: Counter[int],
    months: Counter[tuple[int, int]],
    days: Counter[date | None],
) -> None:
    bounds = edtf.bounds(told)
    span = bounds.days if bounds else 0
    month = (start.year, start.month)
    by_month = zoom in ("month", "day") or (zoom == "auto" and years[start.year] > _CROWDED_YEAR)
    by_day = zoom == "day" or (zoom == "auto" and months[month] > _CROWDED_MONTH and days[start] > 1)
    # What covers more than a month or a day is not put under a heading that claims to know more.
    if by_month and span <= 31 and (last is None or (last.year, last.month) != month or not _has_month(built)):
        _add(built, Heading("month", start, months[month]))
    if by_day and span == 1 and (last != start or not _has_day(built)):
        _add(built, Heading("day", start, days[start]))


def _has_month(built: Rows) -> bool:
    """Whether the nearest year or month heading is that of a month."""
    for heading in reversed(built.headings):
        if heading.level in ("month", "year"):
            return heading.level == "month"
    return False


def _has_day(built: Rows) -> bool:
    return bool(built.headings) and built.headings[-1].level == "day"


def _add(built: Rows, heading: Heading) -> None:
    built.headings.append(heading)
    built.rows.append(-len(built.headings))


def _start(told: str | None) -> date | None:
    bounds = edtf.bounds(told)
    return None if bounds is None else bounds.first
