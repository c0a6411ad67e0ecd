"""The calendar: TIMEX3 values as points that can be counted from, without any language.

Units are named as in ISO 8601 durations, with a `T` before those of the clock: `D W M Y TH TM TS`, and `Q` a
quarter, `S` a half-year, `E` a decade, `C` a century, `WE` a week-end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

MONTHS = {"M": 1, "Q": 3, "S": 6, "Y": 12, "E": 120, "C": 1200}
"""How many months the units of months and longer have."""
FINENESS = {unit: rank for rank, unit in enumerate(("C", "E", "Y", "S", "SEASON", "Q", "M", "W", "WE", "D"))}
SEASONS = ("SP", "SU", "FA", "WI")

_VALUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)|(?P<we>\d{4}-W\d\d-WE)|(?P<week>\d{4}-W\d\d)|(?P<quarter>\d{4}-Q\d)|(?P<half>\d{4}-H\d)"
    r"|(?P<season>\d{4}-(?:SP|SU|FA|WI))|(?P<month>\d{4}-\d\d)|(?P<year>\d{4})|(?P<decade>\d{3})|(?P<century>\d\d)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the calendar of one `unit`, by its first `day`."""

    unit: str
    day: date

    @property
    def value(self) -> str:
        """Its TIMEX3 value."""
        return write(self.unit, self.day)


@lru_cache(maxsize=4096)
def read(value: str | None) -> Point | None:
    """The point of a TIMEX3 value (a time of day counts as its day); None where it has none on the calendar."""
    if not value:
        return None
    match = _VALUE.fullmatch(value.split("T", 1)[0])
    if match is None:
        return None
    try:
        return _point(match.lastgroup or "", match.group())
    except ValueError:
        return None


def _point(kind: str, text: str) -> Point | None:
    year = int(text[:4])
    match kind:
        case "day":
            return Point("D", date.fromisoformat(text))
        case "we":
            return Point("WE", date.fromisocalendar(year, int(text[6:8]), 6))
        case "week":
            return Point("W", date.fromisocalendar(year, int(text[6:8]), 1))
        case "quarter" if 1 <= int(text[6]) <= 4:
            return Point("Q", date(year, 3 * int(text[6]) - 2, 1))
        case "half" if 1 <= int(text[6]) <= 2:
            return Point("S", date(year, 6 * int(text[6]) - 5, 1))
        case "season":
            return Point("SEASON", date(year, 3 * SEASONS.index(text[5:]) + 3, 21))
        case "month":
            return Point("M", date(year, int(text[5:]), 1))
        case "year":
            return Point("Y", date(year, 1, 1))
        case "decade":
            return Point("E", date(int(text) * 10, 1, 1))
        case "century":
            return Point("C", date(int(text) * 100, 1, 1))
    return None


def write(unit: str, day: date) -> str:
    """The TIMEX3 value of the stretch of `unit` that `day` lies in."""
    match unit:
        case "D":
            return f"{day.year:04}-{day.month:02}-{day.day:02}"
        case "W" | "WE":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "S":
            return f"{day.year:04}-H{(day.month + 5) // 6}"
        case "SEASON":
            return season(day)
        case "E":
            return f"{day.year // 10:03}"
        case "C":
            return f"{day.year // 100:02}"
    return f"{day.year:04}"


def season(day: date) -> str:
    """The season that `day` lies in, by months (December to February is the winter of the year it begins in)."""
    year = day.year - 1 if day.month < 3 else day.year
    return f"{year:04}-{SEASONS[(day.month - 3) % 12 // 3]}"


def move(day: date, number: float, unit: str) -> date | None:
    """`day` moved by so many units, backwards where negative; None where that leaves the calendar."""
    try:
        if unit in MONTHS:
            months = day.year * 12 + day.month - 1 + round(number * MONTHS[unit])
            year, month = divmod(months, 12)
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        days = {"D": 1.0, "W": 7.0, "WE": 7.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}.get(unit)
        return None if days is None else day + timedelta(days=round(number * days))
    except (ValueError, OverflowError):
        return None


def float_by(value: str, days: int) -> str | None:
    """A day without its year (`XXXX-10-19`) or week (`XXXX-WXX-1`) moved by so many days; None for another value."""
    if match := re.fullmatch(r"XXXX-WXX-([1-7])", value):
        return f"XXXX-WXX-{(int(match[1]) - 1 + days) % 7 + 1}"
    if match := re.fullmatch(r"XXXX-(\d\d)-(\d\d)", value):
        # A year like most others; only from 28 February to 1 March does it matter which.
        start = full(2023, int(match[1]), int(match[2]))
        moved = move(date.fromisoformat(start), days, "D") if start else None
        return f"XXXX-{moved.month:02}-{moved.day:02}" if moved else None
    return None


def full(year: int, month: int, day: int) -> str | None:
    """The value of a day, None where the calendar has no such day."""
    try:
        return write("D", date(year, month, day))
    except ValueError:
        return None


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year: `12-25`, or `easter+49` days (computus of `dateutil.easter`).

    `11-4-4` is the fourth Thursday (ISO weekday 4) of November; `-1` the last one.
    """
    try:
        if name.startswith("easter"):
            return easter(year) + timedelta(days=int(name[6:] or 0))
        month, day, *rest = (int(part) for part in re.findall(r"(?:(?<=-)-)?\d+", name))
        return nth_weekday(year, month, day, rest[0]) if rest else date(year, month, day)
    except (ValueError, OverflowError):
        return None


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The `number`th `weekday` (1 Monday) of a month; -1 is the last."""
    length = monthrange(year, month)[1]
    first = 1 + (weekday - date(year, month, 1).isoweekday()) % 7
    day = first + 7 * (number - 1) if number > 0 else first + 7 * ((length - first) // 7)
    return date(year, month, day) if 1 <= day <= length else None


def duration(number: float | str, unit: str) -> str:
    """The TIMEX3 duration of so many units; `number` may be "X"."""
    if unit == "WE":
        return f"P{_number(number)}WE"
    factor = {"Q": 3, "S": 6, "E": 10, "C": 100}.get(unit, 1)
    if factor > 1 and isinstance(number, str):
        return f"P{number}{ {'Q': 'Q', 'S': 'H', 'E': 'DE', 'C': 'CE'}[unit] }"
    if unit == "TH" and number == 0.5:
        return "PT30M"
    amount = number if isinstance(number, str) else number * factor
    letter = {"Q": "M", "S": "M", "E": "Y", "C": "Y"}.get(unit, unit)
    return f"PT{_number(amount)}{letter[1]}" if letter.startswith("T") else f"P{_number(amount)}{letter}"


def _number(number: float | str) -> str:
    if isinstance(number, str):
        return number
    return str(int(number)) if float(number).is_integer() else f"{number:.4f}".rstrip("0")
