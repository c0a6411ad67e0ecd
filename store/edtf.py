"""EDTF dates (ISO 8601-2:2019 level 1): the days they cover, how they compare, and how TIMEX3 becomes EDTF.

The part of EDTF used here: a day, month, year, season (`2024-22`), decade (`201X`), century (`19XX`), each with the
qualifiers `~`, `?`, `%`; intervals `a/b` with open (`..`) or unknown (empty) ends; unknown digits as `X`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_QUALIFIERS = re.compile(r"[~?%]")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_SPAN_OF_YEARS = re.compile(r"(\d{2})(\d|X)X")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_TIMEX_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


@dataclass(frozen=True, slots=True, order=True)
class Bounds:
    """First and last day that a date covers; `date.min` and `date.max` stand for open ends."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it covers: 1 for a day."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Bounds) -> bool:
        """Whether some day belongs to both."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Bounds) -> bool:
        """Whether every day of this belongs to `other`."""
        return other.first <= self.first and self.last <= other.last


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> Bounds | None:
    """The days that `edtf` covers, or None where it is no date that can be placed on a calendar."""
    if not edtf:
        return None
    try:
        return _bounds(_QUALIFIERS.sub("", edtf))
    except (ValueError, OverflowError):
        return None


def _bounds(edtf: str) -> Bounds | None:
    if "/" in edtf:
        open_end = ("", "..")
        first, last = edtf.split("/", 1)
        begin = Bounds(date.min, date.min) if first in ("", "..") else _bounds(first)
        end = Bounds(date.max, date.max) if last in ("", "..") else _bounds(last)
        if begin is None or end is None or begin.first > end.last or (first in open_end and last in open_end):
            return None
        return Bounds(begin.first, end.last)
    if match := _DAY.fullmatch(edtf):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Bounds(day, day)
    if match := _MONTH.fullmatch(edtf):
        year, month = int(match[1]), int(match[2])
        if month in _SEASONS:
            # Astronomical seasons of the northern hemisphere, to the day on which they usually begin.
            begin_day = date(year, _SEASONS[month], 21)
            return Bounds(begin_day, begin_day + timedelta(days=91))
        return Bounds(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if _YEAR.fullmatch(edtf):
        return Bounds(date(int(edtf), 1, 1), date(int(edtf), 12, 31))
    if match := _SPAN_OF_YEARS.fullmatch(edtf):
        if match[2] == "X":
            return Bounds(date(int(match[1]) * 100, 1, 1), date(int(match[1]) * 100 + 99, 12, 31))
        decade = int(match[1] + match[2]) * 10
        return Bounds(date(decade, 1, 1), date(decade + 9, 12, 31))
    return None


def is_valid(edtf: str) -> bool:
    """Whether `edtf` is a date of the part of EDTF that a library keeps."""
    return bounds(edtf) is not None


def sort_key(edtf: str | None) -> tuple[date, date, str]:
    """Orders dates on a timeline: by first day, the wider before the narrower; the undated come last."""
    found = bounds(edtf)
    if found is None:
        return date.max, date.max, edtf or ""
    # A wider date stands before what it contains: "2015" before "2015-03".
    return found.first, date.fromordinal(date.max.toordinal() - found.last.toordinal() + 1), edtf or ""


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two dates may be the same moment told at two precisions; a missing date agrees with every date."""
    a, b = bounds(one), bounds(other)
    return a is None or b is None or a.overlaps(b)


def is_open(edtf: str | None) -> bool:
    """Whether it is an interval without a known beginning or end."""
    return edtf is not None and ("/.." in edtf or "../" in edtf or edtf.startswith("/") or edtf.endswith("/"))


def is_season(edtf: str | None) -> bool:
    """Whether it is a season of a year (`2024-21` spring to `2024-24` winter)."""
    return edtf is not None and edtf[5:7] in ("21", "22", "23", "24") and len(edtf.rstrip("~?%")) == 7


def is_guess(edtf: str | None) -> bool:
    """Whether it carries a qualifier (`~` about, `?` uncertain, `%` both)."""
    return edtf is not None and _QUALIFIERS.search(edtf) is not None


def finer(one: str | None, other: str | None) -> str | None:
    """Of two dates the one that covers fewer days; the first on a tie."""
    a, b = bounds(one), bounds(other)
    if a is None or b is None:
        return one if b is None else other
    return other if b.days < a.days else one


def span_from(start: Bounds, count: int, unit: str) -> str | None:
    """The interval of `count` units (Y, M, W, D) from `start`, where `count` is negative up to it, as coarse as they.

    None where `start` is wider than the unit, or the calendar ends.
    """
    widest = {"Y": 366, "M": 31, "W": 7, "D": 1}[unit]
    if start.days > widest:
        return None
    try:
        first = start.first
        if unit == "Y":
            ends = sorted((first.year, first.year + count))
            span = f"{ends[0]:04}/{ends[1]:04}"
        elif unit == "M":
            months = sorted((first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count))
            span = "/".join(f"{m // 12:04}-{m % 12 + 1:02}" for m in months)
        else:
            days = sorted((first, first + timedelta(days=count * (7 if unit == "W" else 1))))
            span = f"{days[0]}/{days[1]}"
    except OverflowError:
        return None
    return span if is_valid(span) else None


def from_timex(value: str) -> str | None:
    """The EDTF date of a TIMEX3 value of type DATE or TIME, or None where it is no place on the calendar.

    A week, a quarter or a half-year becomes an interval; a time of day its day; `_REF`, durations and values whose
    year is unknown become None; a month of unknown day (`2025-02-XX`) its month.
    """
    if value.startswith("P") or value.endswith("_REF"):
        return None
    text = re.sub(r"T.*$", "", value) if re.match(r"[\dX]{4}-", value) else value
    text = re.sub(r"(?:-XX)+$", "", text)
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(?:-(\d|X|WE))?", text):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := re.fullmatch(r"(\d{4})-(Q|H)(\d)", text):
        return _part_of_year(int(match[1]), match[2], int(match[3]))
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", text):
        return f"{match[1]}-{_TIMEX_SEASONS[match[2]]}"
    if match := re.fullmatch(r"(\d{2,3})X*", text):
        text = match[1].ljust(4, "X")
    return text if is_valid(text) else None


def _week(year: int, week: int, day: str | None) -> str | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    if day and day.isdigit():
        return str(monday + timedelta(days=int(day) - 1)) if 1 <= int(day) <= 7 else None
    first = monday + timedelta(days=5) if day == "WE" else monday
    return f"{first}/{monday + timedelta(days=6)}"


def _part_of_year(year: int, part: str, number: int) -> str | None:
    months = 3 if part == "Q" else 6
    if not 1 <= number <= 12 // months:
        return None
    return f"{year:04}-{months * (number - 1) + 1:02}/{year:04}-{months * number:02}"
