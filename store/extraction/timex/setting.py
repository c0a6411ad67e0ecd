"""The setting of an expression: when the text was written, what it has told of so far, who is speaking."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.edtf import bounds
from store.extraction.timex.calendar import FINENESS, Point, read

_AGREEING = 0.75
"""Of the days that may be the day of publication so many have to agree on a month or a year."""
_SAMPLE = 60
_LOOKED_AT = 12
"""How many dates back the last one told is looked for."""
_HOURS = {"MO": ("04", "13"), "MI": ("11", "15"), "AF": ("12", "20"), "EV": ("17", "25"), "NI": ("18", "25")}
"""The clock times that a part of the day holds."""


@dataclass(frozen=True, slots=True)
class Published:
    """The day of publication, or the days of which it is one; `edtf` as it was given."""

    edtf: str
    days: tuple[date, ...]

    @classmethod
    def of(cls, edtf: str | None) -> Published | None:
        """None where nothing is known, or only one end."""
        # A time of day says nothing more here.
        edtf = edtf.split("T", 1)[0] if edtf and "/" not in edtf else edtf
        found = bounds(edtf)
        if edtf is None or found is None or found.first == date.min or found.last == date.max:
            return None
        step = max(1, found.days // _SAMPLE)
        days = tuple(found.first + timedelta(days=n) for n in range(0, found.days, step))
        return cls(edtf, days)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return len(self.days) == 1

    @property
    def middle(self) -> date:
        """The day itself, or one in the middle."""
        return self.days[len(self.days) // 2]

    def agree(self, value: Callable[[date], str | None]) -> str | None:
        """What `value` says of the day of publication, as precisely as the days that it may be agree on."""
        if self.exact:
            return value(self.days[0])
        values = [found for found in map(value, self.days) if found]
        if not values:
            return None
        if len(set(values)) == 1:
            return values[0]
        return _common(values)


def _common(values: Sequence[str]) -> str:
    """The value that most of several values have in common, what differs as X."""
    dates, _, times = values[0].partition("T")
    suffix = f"T{times}" if times and all(v.endswith(f"T{times}") for v in values) else ""
    heads = [value.split("T", 1)[0] for value in values]
    parts = [head.split("-") for head in heads]
    width = max(len(part) for part in parts)
    kept: list[str] = []
    for number in range(width):
        prefixes = [tuple(part[: number + 1]) for part in parts]
        most = max(set(prefixes), key=prefixes.count)
        if prefixes.count(most) < _AGREEING * len(prefixes) or len(most) <= number:
            break
        kept = list(most)
    shape = dates.split("-")
    for number in range(len(kept), width):
        piece = shape[number] if number < len(shape) else "XX"
        kept.append("XXXX" if number == 0 else "WXX" if piece.startswith("W") else piece if piece in _FIXED else "XX")
    return "-".join(kept) + suffix


_FIXED = frozenset(("SP", "SU", "FA", "WI", "WE", "Q1", "Q2", "Q3", "Q4", "H1", "H2"))


class Told:
    """The dates that the text has told so far, the last last, with the number of the sentence of each."""

    def __init__(self) -> None:
        self._points: list[tuple[Point, str, int, bool]] = []
        self.floating: str | None = None
        """The last day told, where nobody knows of which week or year it is (`XXXX-WXX-1`, `XXXX-10-19`)."""

    def add(self, value: str, sentence: int, *, said: bool = False) -> None:
        """Keep the date of `value`, where it is one; `said` where it is the day on which the sentence was said."""
        point = read(value)
        if point is not None:
            self._points.append((point, value, sentence, said))
            self.floating = None
        elif value.startswith("XXXX-") and value[-1:].isdigit():
            self.floating = value

    def sentence_of_last(self, unit: str) -> int | None:
        """The number of the sentence that told the last date as fine as `unit` or finer."""
        rank = FINENESS.get(unit, 9)
        for point, _, number, _said in reversed(self._points[-_LOOKED_AT:]):
            if FINENESS[point.unit] >= rank:
                return number
        return None

    def last(self, unit: str, sentence: int, reach: int = 1_000_000) -> tuple[Point, str] | None:
        """The last date as fine as `unit` or finer, at most `reach` sentences back.

        A sentence before that told what happened one day and was said on another has told of the first.
        """
        rank = FINENESS.get(unit, 9)
        spoken: tuple[Point, str, int] | None = None
        for point, value, number, said in reversed(self._points[-_LOOKED_AT:]):
            if sentence - number > reach or (spoken and number != spoken[2]):
                break
            if FINENESS[point.unit] < rank:
                continue
            if not said or number == sentence:
                return point, value
            spoken = spoken or (point, value, number)
        return spoken[:2] if spoken else None

    def holding(self, time: str, sentence: int, reach: int) -> Point | None:
        """The day of a part of day told before that holds the clock time `time`, where the last day told cannot."""
        for point, value, number, _said in reversed(self._points[-_LOOKED_AT:]):
            if FINENESS[point.unit] < FINENESS["D"]:
                continue
            part = _HOURS.get(value.partition("T")[2])
            if sentence - number > reach or part is None:
                return None
            if part[0] <= time < part[1]:
                return point
        return None

    def before_last(self) -> list[tuple[Point, str]]:
        """The dates just before the last, the latest first."""
        return [(point, value) for point, value, _, _said in reversed(self._points[-8:-1])]


class Quotations:
    """Which tokens stand between quotation marks."""

    def __init__(self, words: Sequence[str]) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []
        opened: dict[str, int] = {}
        for at, word in enumerate(words):
            if word not in _MARKS:
                continue
            if word == "\n":
                opened.clear()
            elif word == '"':
                if '"' in opened:
                    self._add(opened.pop('"'), at)
                else:
                    opened['"'] = at
            elif word in _OPENING:
                opened[_OPENING[word]] = at
            elif word in opened:
                self._add(opened.pop(word), at)

    def _add(self, begin: int, end: int) -> None:
        if not self._ends or begin > self._ends[-1]:
            self._begins.append(begin)
            self._ends.append(end)

    def around(self, at: int) -> tuple[int, int] | None:
        """The tokens of the marks around the token `at`, None where there are none."""
        number = bisect_right(self._begins, at) - 1
        if number >= 0 and at < self._ends[number]:
            return self._begins[number], self._ends[number]
        return None


_OPENING = {"«": "»", "“": "”", "„": "“"}
_MARKS = frozenset((*_OPENING, *_OPENING.values(), '"', "\n"))
