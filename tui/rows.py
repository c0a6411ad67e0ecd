"""The rows of the timeline: events under years, months and days, or folded into them; the undated in a tray.

A year with few events needs no row of its own: it stands before the first of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import compress, islice, pairwise
from operator import is_not
from typing import Literal, NamedTuple

from store.edtf import Bounds

Zoom = Literal["auto", "day", "month", "year"]
ZOOMS: tuple[Zoom, ...] = ("auto", "day", "month", "year")
"""From near to far: every event; one row a date, a month, a year."""
# From so many events on a year gets a row of its own, is divided into months, and a month into days.
_TITLED_YEAR = 4
_CROWDED_YEAR = 14
_CROWDED_MONTH = 14
_MONTH = 31

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


class Run(NamedTuple):
    """Events of the same days, that follow each other: the ordinals from `start` to before `end`."""

    days: Bounds | None
    start: int
    end: int


_Known = tuple[int, int, int, bool]
"""Of days: the year and the month (counted from the year 0) they begin in, the day (ordinal) where it is one, else 0,
and whether a month has room for them."""


class Rows:
    """What stands in each row of the timeline.

    `rows[y]` is the ordinal of an event among those shown (0 or more; of several in a fold the first), or -1 - n for
    `headings[n]`; `row_of` goes back from ordinal to row.  `beside` are the headings that stand in the row of an event,
    by its ordinal; `folds` the folds by their row.
    """

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.row_of: list[int] = []
        self.headings: list[Heading] = []
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

    def _title(self, heading: Heading) -> None:
        if heading.level in OUTER:
            self._outer.append(len(self.rows))
            self._outer_heading.append(heading)
        self._inner.append(len(self.rows))
        self.headings.append(heading)
        self.rows.append(-len(self.headings))

    def _place_beside(self, heading: Heading, ordinal: int) -> None:
        self._outer.append(len(self.rows))
        self._outer_heading.append(heading)
        self._inner.append(len(self.rows))
        self.beside[ordinal] = heading

    def _events(self, start: int, end: int) -> None:
        at = len(self.rows)
        self.row_of.extend(range(at, at + end - start))
        self.rows.extend(range(start, end))

    def _fold(self, fold: Fold) -> None:
        if fold.end - fold.start > 1 or fold.level == "undated":
            self.folds[len(self.rows)] = fold
        self.row_of.extend([len(self.rows)] * (fold.end - fold.start))
        self.rows.append(fold.start)


def build(
    days: Sequence[Bounds | None], positions: Sequence[int], zoom: Zoom = "auto", *, tray_open: bool = True
) -> Rows:
    """Rows for the events at `positions`, which stand in the order of their `days` (those that each event covers).

    Without `tray_open` the undated share one row.
    """
    return of_runs(runs_of([days[position] for position in positions]), zoom, tray_open=tray_open)


def of_runs(runs: Sequence[Run], zoom: Zoom = "auto", *, tray_open: bool = True) -> Rows:
    """Rows for events of these days, one after the other; without `tray_open` the undated share one row."""
    dated = [run for run in runs if run.days is not None]
    known = [_known(run.days) for run in dated]
    years: Counter[int] = Counter()
    for run, (year, _, _, _) in zip(dated, known, strict=True):
        years[year] += run.end - run.start
    built = Rows()
    if zoom == "auto":
        _all(built, dated, known, years)
    else:
        _folded(built, dated, zoom, years)
    undated = [run for run in runs if run.days is None]
    if undated:
        start, end = undated[0].start, undated[-1].end
        tray = Heading("undated", date.max, end - start)
        if tray_open and zoom == "auto":
            built._title(tray)
            built._events(start, end)
        else:
            built._place_beside(tray, start)
            built._fold(Fold(start, end, "undated"))
    built.stops = (
        [ordinal for ordinal in built.rows if ordinal >= 0] if built.folds else range(runs[-1].end if runs else 0)
    )
    return built


def runs_of(found: Sequence[Bounds | None]) -> list[Run]:
    """Events of the same days together; equal days are one object each, or at the worst two runs."""
    if not found:
        return []
    changes = [0, *compress(range(1, len(found)), map(is_not, found, islice(found, 1, None))), len(found)]
    return [Run(found[a], a, b) for a, b in pairwise(changes)]


_facts: dict[int, tuple[Bounds, _Known]] = {}
_MOST_FACTS = 200_000


def _known(days: Bounds | None) -> _Known:
    """What headings need to know of days, worked out once for each object: a filter has tens of thousands of them."""
    found = _facts.get(id(days))
    if found is not None and found[0] is days:
        return found[1]
    assert days is not None
    first = days.first
    one = first == days.last
    known = (
        first.year,
        first.year * 12 + first.month,
        first.toordinal() if one else 0,
        one or days.days <= _MONTH,
    )
    if len(_facts) >= _MOST_FACTS:
        _facts.clear()
    _facts[id(days)] = days, known
    return known


def _all(built: Rows, runs: list[Run], known: list[_Known], years: Counter[int]) -> None:
    """Every event in a row of its own; years, and where they are crowded months and days, as headings."""
    months: dict[int, int] = {}
    same_day: dict[int, int] = {}
    for (_, begin, end), (_, here, on, _) in zip(runs, known, strict=True):
        months[here] = months.get(here, 0) + end - begin
        if on:
            same_day[on] = same_day.get(on, 0) + end - begin
    year: int | None = None
    month = day = 0
    rows, row_of = built.rows, built.row_of
    for (days, begin, end), (in_year, here, on, narrow) in zip(runs, known, strict=True):
        assert days is not None
        start = days.first
        if in_year != year:
            year, month, day = in_year, 0, 0
            heading = Heading("before" if start == date.min else "year", start, years[year])
            if heading.events < _TITLED_YEAR:
                built._place_beside(heading, begin)
            else:
                built._title(heading)
        # What covers more than a month or a day is not put under a heading that claims to know more.
        if narrow and years[in_year] > _CROWDED_YEAR:
            if here != month:
                month, day = here, 0
                built._title(Heading("month", start, months[here]))
            if on and on != day and months[here] > _CROWDED_MONTH and same_day[on] > 1:
                day = on
                built._title(Heading("day", start, same_day[on]))
        at = len(rows)
        row_of.extend(range(at, at + end - begin))
        rows.extend(range(begin, end))


def _folded(built: Rows, runs: list[Run], zoom: Zoom, years: Counter[int]) -> None:
    """One row a year, a month or a date."""
    year: int | None = None
    for fold, days in _folds(runs, zoom):
        if days.first.year != year:
            year = days.first.year
            heading = Heading("before" if days.first == date.min else "year", days.first, years[year])
            built._place_beside(heading, fold.start)
        built._fold(fold)


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
            wide = run.days.days > _MONTH
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
