"""The rows of the timeline: events under years, months and days, or folded into them; the undated in a tray.

A year with few events needs no row of its own: it stands before the first of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, compress, count
from operator import add
from typing import Literal, NamedTuple, overload

from store.edtf import Bounds
from tui.runs import MOST_OF_A_MONTH, Calendar, Month, Run, runs_of

Zoom = Literal["auto", "day", "month", "year"]
ZOOMS: tuple[Zoom, ...] = ("auto", "day", "month", "year")
"""From near to far: every event; one row a date, a month, a year."""
# From so many events on a year gets a row of its own, is divided into months, and a month into days.
_TITLED_YEAR = 4
_CROWDED_YEAR = 14
_CROWDED_MONTH = 14

Level = Literal["year", "month", "day", "undated", "before"]
OUTER: tuple[Level, ...] = ("year", "undated", "before")
"""The levels that stand at the left edge."""


class Heading(NamedTuple):
    """A heading: its level, the date it stands for, and how many events lie under it."""

    level: Level
    day: date
    events: int


class Fold(NamedTuple):
    """Events that share one row: the ordinals from `start` to before `end`, and what they have in common.

    A fold of the level "day" holds what has the same date, whatever its precision.
    """

    start: int
    end: int
    level: Level


class Rows:
    """What stands in each row of the timeline.

    `rows[y]` is the ordinal of an event among those shown (0 or more; of several in a fold the first), or -1 - n for
    `headings[n]`; `row_of` goes back from ordinal to row.  `beside` are the headings that stand in the row of an event,
    by its ordinal; `folds` the folds by their row.
    """

    def __init__(self) -> None:
        self.rows: Sequence[int] = ()
        self.row_of: Sequence[int] = ()
        self.headings: Sequence[Heading] = ()
        self.beside: dict[int, Heading] = {}
        self.folds: dict[int, Fold] = {}
        self.stops: Sequence[int] = ()
        """The first ordinal of each row that the cursor can stand on, in ascending order."""
        self._outer: list[int] = []
        self._outer_heading: list[Heading] = []
        self._inner: list[int] = []

    def __len__(self) -> int:
        return len(self.rows)

    def heading_at(self, row: int) -> Heading | None:
        """The heading in a row, or None where an event stands there."""
        if 0 <= row < len(self.rows) and self.rows[row] < 0:
            return self.headings[-1 - self.rows[row]]
        return None

    def heading_above(self, row: int) -> Heading | None:
        """The nearest outermost heading at or above a row, whether it has a row of its own or stands beside."""
        found = bisect_right(self._outer, row)
        return self._outer_heading[found - 1] if found else None

    def heading_of(self, ordinal: int) -> Heading | None:
        """The nearest heading above an event that has a row of its own or stands beside another event."""
        row = self.row_of[ordinal]
        found = bisect_right(self._inner, row)
        if not found:
            return None
        at = self._inner[found - 1]
        return self.heading_at(at) or self.beside.get(self.rows[at])

    def titled(self, ordinal: int) -> bool:
        """Whether an event stands directly under a year that has a row of its own."""
        row = self.row_of[ordinal]
        found = bisect_right(self._inner, row)
        heading = self.heading_at(self._inner[found - 1]) if found else None
        return heading is not None and heading.level == "year"

    def fold_of(self, ordinal: int) -> Fold | None:
        """The fold in which an event lies, if any."""
        return self.folds.get(self.row_of[ordinal]) if self.folds and 0 <= ordinal < len(self.row_of) else None

    def stop_of(self, ordinal: int) -> int:
        """Which of `stops` is the row of an event."""
        return bisect_right(self.stops, ordinal) - 1


def build(
    days: Sequence[Bounds | None], positions: Sequence[int], zoom: Zoom = "auto", *, tray_open: bool = True
) -> Rows:
    """Rows for the events at `positions`, which stand in the order of their `days` (those that each event covers).

    Without `tray_open` the undated share one row.
    """
    runs = runs_of([days[position] for position in positions])
    calendar = Calendar([run.days for run in runs])
    return of_counts(calendar, [run.end - run.start for run in runs], zoom, tray_open=tray_open)


def of_counts(calendar: Calendar, counts: Sequence[int], zoom: Zoom = "auto", *, tray_open: bool = True) -> Rows:
    """Rows for so many events of each of the runs of a calendar; without `tray_open` the undated share one row."""
    starts = list(accumulate(counts, initial=0))
    return (_all if zoom == "auto" else _folded)(calendar, counts, starts, zoom, tray_open)


# -- every event in a row of its own ---------------------------------------------------------------------------------


class _EventRows(Sequence[int]):
    """`Rows.rows` of which those in `heads` are headings and the others events: nothing is kept for these."""

    def __init__(self, heads: list[int], size: int) -> None:
        self._heads = heads
        self._size = size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, row: int) -> int: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[int]: ...
    def __getitem__(self, row: int | slice) -> int | Sequence[int]:
        if isinstance(row, slice):
            return [self[n] for n in range(*row.indices(self._size))]
        row = range(self._size)[row]
        before = bisect_left(self._heads, row)
        return -1 - before if before < len(self._heads) and self._heads[before] == row else row - before


class _RowOf(Sequence[int]):
    """`Rows.row_of` where headings stand before the ordinals `firsts`, and all from the row `last` on share it."""

    def __init__(self, firsts: list[int], size: int, last: int) -> None:
        self._firsts = firsts
        self._size = size
        self._last = last

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, ordinal: int) -> int: ...
    @overload
    def __getitem__(self, ordinal: slice) -> Sequence[int]: ...
    def __getitem__(self, ordinal: int | slice) -> int | Sequence[int]:
        if isinstance(ordinal, slice):
            return [self[n] for n in range(*ordinal.indices(self._size))]
        ordinal = range(self._size)[ordinal]
        return min(ordinal + bisect_right(self._firsts, ordinal), self._last)


class _Headings(Sequence[Heading]):
    """`Rows.headings`: the `named`, by their number, and between them those of days, by the run each is for."""

    def __init__(self, named: dict[int, Heading], runs: list[int], calendar: Calendar, counts: Sequence[int]) -> None:
        self._named = named
        self._runs = runs
        self._calendar = calendar
        self._counts = counts

    def __len__(self) -> int:
        return len(self._runs)

    @overload
    def __getitem__(self, number: int) -> Heading: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Heading]: ...
    def __getitem__(self, number: int | slice) -> Heading | Sequence[Heading]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        run = self._runs[number]
        return self._named.get(number) or Heading("day", _first(self._calendar, run), self._counts[run])


def _first(calendar: Calendar, run: int) -> date:
    known = calendar.days[run]
    return date.max if known is None else known.first


def _year(calendar: Calendar, run: int, events: int) -> Heading:
    first = _first(calendar, run)
    return Heading("before" if first == date.min else "year", first, events)


def _all(calendar: Calendar, counts: Sequence[int], starts: list[int], _zoom: Zoom, tray_open: bool) -> Rows:
    """Every event in a row of its own; years, and where they are crowded months and days, as headings."""
    built = Rows()
    heads: list[int] = []  # the run before whose first event each heading stands
    named: dict[int, Heading] = {}
    outer: list[tuple[int | None, int, Heading]] = []
    for year in calendar.years:
        events = starts[year.end] - starts[year.start]
        if not events:
            continue
        run = bisect_right(starts, starts[year.start]) - 1
        heading = _year(calendar, run, events)
        if events < _TITLED_YEAR:
            built.beside[starts[run]] = heading
            outer.append((None, starts[run], heading))
        else:
            outer.append((len(heads), starts[run], heading))
            named[len(heads)] = heading
            heads.append(run)
        # What covers more than a month or a day is not put under a heading that claims to know more.
        for month in year.months if events > _CROWDED_YEAR else ():
            _head_month(calendar, counts, starts, month, heads, named)
    total, dated = starts[-1], starts[calendar.dated]
    folded = 0
    if total > dated:
        tray = Heading("undated", date.max, total - dated)
        if tray_open:
            outer.append((len(heads), dated, tray))
            named[len(heads)] = tray
            heads.append(calendar.dated)
        else:
            built.beside[dated] = tray
            outer.append((None, dated, tray))
            built.folds[dated + len(heads)] = Fold(dated, total, "undated")
            folded = total - dated - 1
    size = total - folded + len(heads)
    firsts = [starts[run] for run in heads]
    rows = list(map(add, firsts, count()))
    built.rows = _EventRows(rows, size)
    built.row_of = _RowOf(firsts, total, size - 1)
    built.headings = _Headings(named, heads, calendar, counts)
    built.stops = range(total - folded)
    for number, ordinal, heading in outer:
        built._outer.append(built.row_of[ordinal] if number is None else rows[number])
        built._outer_heading.append(heading)
    built._inner = sorted([*rows, *(built.row_of[ordinal] for ordinal in built.beside)]) if built.beside else rows
    return built


def _head_month(
    calendar: Calendar,
    counts: Sequence[int],
    starts: list[int],
    month: Month,
    heads: list[int],
    named: dict[int, Heading],
) -> None:
    """Adds the headings of a month and of its days."""
    events = starts[month.end] - starts[month.start]
    begin = next((run for run in month.narrow if counts[run]), None) if events else None
    if begin is None:
        return
    named[len(heads)] = Heading("month", _first(calendar, begin), events)
    heads.append(begin)
    if events <= _CROWDED_MONTH:
        return
    days = [run for run in month.days if counts[run] > 1]
    together = {}
    for group in month.shared:
        same = sum(counts[run] for run in group)
        if same > 1:
            together[next(run for run in group if counts[run])] = same
    if together:
        days = sorted([*days, *together])
        for number, run in enumerate(days, len(heads)):
            if run in together:
                named[number] = Heading("day", _first(calendar, run), together[run])
    heads += days


# -- one row a year, a month or a date -------------------------------------------------------------------------------


def _folded(calendar: Calendar, counts: Sequence[int], starts: list[int], zoom: Zoom, _tray_open: bool) -> Rows:
    """One row a year, a month or a date, and one for the undated."""
    built = Rows()
    rows: list[int] = []
    row_of: list[int] = []
    # Of the runs that have no event here nothing is to be seen.
    runs = [Run(calendar.days[n], starts[n], starts[n + 1]) for n in compress(range(calendar.dated), counts)]
    years = {_first(calendar, year.start).year: starts[year.end] - starts[year.start] for year in calendar.years}
    found = [(fold, days.first) for fold, days in _folds(runs, zoom)]
    total, dated = starts[-1], starts[calendar.dated]
    if total > dated:
        found.append((Fold(dated, total, "undated"), date.max))
    year: int | None = None
    for fold, first in found:
        heading: Heading | None = None
        if fold.level == "undated":
            heading = Heading("undated", date.max, total - dated)
        elif first.year != year:
            year = first.year
            heading = Heading("before" if first == date.min else "year", first, years[year])
        if heading is not None:
            built.beside[fold.start] = heading
            built._outer.append(len(rows))
            built._outer_heading.append(heading)
        if fold.end - fold.start > 1 or fold.level == "undated":
            built.folds[len(rows)] = fold
        row_of.extend([len(rows)] * (fold.end - fold.start))
        rows.append(fold.start)
    built._inner = built._outer
    built.rows, built.row_of = rows, row_of
    built.stops = rows if built.folds else range(total)
    return built


def _folds(runs: list[Run], zoom: Zoom) -> Iterator[tuple[Fold, Bounds]]:
    """What lies together, with the days of the first."""
    last: object = None
    start = 0
    days: Bounds | None = None
    level: Level = "day"
    for run in runs:
        assert run.days is not None
        key: tuple[object, ...]
        first = run.days.first
        if zoom == "year" or run.days.days > 366:
            key, of = (first.year,), "year"
        elif zoom == "month":
            wide = run.days.days > MOST_OF_A_MONTH
            key, of = (first.year, 0 if wide else first.month), "year" if wide else "month"
        else:
            key, of = (run.days,), "day"
        if key != last:
            if days is not None:
                yield Fold(start, run.start, level), days
            last, start, days = key, run.start, run.days
            level = of  # type: ignore[assignment]
    if days is not None:
        yield Fold(start, runs[-1].end, level), days
