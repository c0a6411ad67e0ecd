"""The words of a language: which classes a word belongs to and what it is worth there.

Figures belong to classes by their shape: `NUM` any number, `DAY` 1 to 31, `HOUR` 0 to 24, `MINUTE` two figures up to
59, `YEAR` four figures, `YY` two from 40 on, `TENS` two with a 0 (or in words), `FULL` a whole numeric date, `CLOCK` a
clock time, `HHMM` one in four figures, `POINTED` one with a point ("9.30").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from store.extraction.timex.pattern import Value
from store.extraction.timex.tokens import TOKEN

_NUMERIC_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:t(\d\d:\d\d))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ .,][0-9]{3})+")
_MARKS = re.compile("[ .,]")
FIGURES = "0123456789"
_OLD = 40
"""Two figures alone are a year from here on ("octobre 98"); below they are too often something else."""
FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Four figures outside of these are no year."""


class Lexicon:
    """The word classes of a language file's tables `numerals` and `words`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.numerals: dict[str, int] = dict(table["numerals"])
        self.joiners = frozenset(table["joiners"])
        self._comma = str(table["decimal_mark"])
        self._day_first = bool(table["day_first"])
        self._classes: dict[str, dict[str, Value]] = {}
        self.phrases: dict[str, dict[tuple[str, ...], Value]] = {}
        for name, members in table["words"].items():
            for key, words in members.items():
                value: Value = int(key) if key.lstrip("-").isdigit() else key
                for word in words:
                    cut = tuple(match.group() for match in TOKEN.finditer(word))
                    if len(cut) > 1:
                        self.phrases.setdefault(name, {})[cut] = value
                    else:
                        self._classes.setdefault(word, {})[name] = value
        for word, number in self.numerals.items():
            self._classes.setdefault(word, {}).update(_of_number(number))

    def words(self) -> Mapping[str, Mapping[str, Value]]:
        """Every single word and its classes."""
        return self._classes

    def of_numeral(self, number: int) -> Mapping[str, Value]:
        """The classes of a numeral of several words."""
        return _of_number(number)

    def of_figures(self, token: str) -> Mapping[str, Value]:
        """The classes of a token that begins with a figure; none where it is no number that a date could hold."""
        if token.isdecimal():
            return _of_figures(token)
        if ":" in token and "-" not in token:
            hour, minute, *_seconds = token.split(":")
            return {"CLOCK": f"{int(hour):02}:{minute}"} if int(hour) <= 24 and int(minute) < 60 else {}
        if date := _NUMERIC_DATE.fullmatch(token):
            full = self._full(date[1], date[3], date[4], date[2])
            if full is None:
                return {}
            return {"FULL": full} | ({"AT": date[5]} if date[5] else {})
        if _GROUPED.fullmatch(token) and token.count(self._comma) == 0:
            return {"NUM": int(_MARKS.sub("", token))}
        whole, comma, part = token.rpartition(self._comma)
        if comma and part.isdecimal():
            number = float(_MARKS.sub("", whole) + "." + part)
            decimal: dict[str, Value] = {"NUM": number, "DECIMAL": token}
            return decimal | _pointed(token)
        return _pointed(token)

    def _full(self, one: str, two: str, three: str, mark: str) -> tuple[int, ...] | None:
        if len(one) == 4:
            year, month, day = int(one), int(two), int(three)
        else:
            if mark == "-" and len(three) == 2:
                return None
            year = int(three) if len(three) == 4 else century(int(three))
            first, second = int(one), int(two)
            # Where only one of the two can be the month there is no doubt.
            day_first = second <= 12 and (self._day_first or first > 12)
            day, month = (first, second) if day_first else (second, first)
        if not (1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= year <= LAST_YEAR):
            return None
        # Both could be the month: the reader may know better from the date of publication.
        return (year, month, day, 1) if len(one) <= 2 and day <= 12 and day != month else (year, month, day)


def _pointed(token: str) -> dict[str, Value]:
    hour, point, minute = token.partition(".")
    if point and len(hour) <= 2 and len(minute) == 2 and int(hour) <= 24 and minute < "60":
        return {"POINTED": f"{int(hour):02}:{minute}"}
    return {}


def century(year: int) -> int:
    """The year that two figures mean: 98 is 1998, 25 is 2025."""
    return year + (1900 if year >= _OLD else 2000)


def _of_number(number: int) -> dict[str, Value]:
    classes: dict[str, Value] = {"NUM": number}
    if number <= 24:
        classes["SPOKEN"] = number
    if number in range(20, 100, 10):
        classes["TENS"] = number
    return classes


@lru_cache(maxsize=4096)
def _of_figures(token: str) -> Mapping[str, Value]:
    if len(token) > 9:
        return {}
    number = int(token)
    classes: dict[str, Value] = {"NUM": number}
    if len(token) <= 2:
        if 1 <= number <= 31:
            classes["DAY"] = number
        if number <= 24:
            classes["HOUR"] = number
        if len(token) == 2:
            if number >= _OLD:
                classes["YY"] = number
            if number % 10 == 0:
                classes["TENS"] = number
            if number < 60:
                classes["MINUTE"] = number
    elif len(token) == 4:
        if FIRST_YEAR <= number <= LAST_YEAR:
            classes["YEAR"] = number
        if number // 100 < 24 and number % 100 < 60:
            classes["HHMM"] = f"{token[:2]}:{token[2:]}"
    return classes
