"""The operations that turn the words of an expression into its TIMEX3 value, by the names that rules use."""

from __future__ import annotations

from collections.abc import Callable

from store.extraction.timex import dates, relative, spans
from store.extraction.timex.pattern import Group
from store.extraction.timex.scene import Arguments, Reading, Scene

OPERATIONS: dict[str, Callable[[Group, Scene, Arguments], Reading | None]] = {
    "calendar": dates.calendar_date,
    "calendar from told": dates.date_from_told,
    "night": dates.night_between,
    "nth": dates.nth_of,
    "week": dates.week_of,
    "step": relative.step_from,
    "counted": relative.counted,
    "today": relative.today,
    "time": relative.time_of_day,
    "weekday": relative.weekday_from,
    "same": relative.same,
    "year": spans.year_alone,
    "duration": spans.duration,
    "set": spans.repeated,
    "vague": spans.vague,
}
"""What each does is told where it is defined."""
