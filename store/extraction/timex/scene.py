"""What an operation is given and what it answers: the scene of an expression, and its reading.

An operation answers None where the words make no date after all ("31 février"): then a shorter match has its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.extraction.timex.pattern import Group
from store.extraction.timex.setting import Published, Told
from store.extraction.timex.tense import Tense
from store.model import Basis, TimexType

Arguments = Mapping[str, Any]
"""A rule's own table in the language file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an operation makes of an expression."""

    type: TimexType
    value: str
    basis: Basis | None = None
    anchor: str | None = None


@dataclass(slots=True)
class Scene:
    """What an operation may count from: all that is known at the place of the expression.

    `speech` is the day of the quotation or post that the expression stands in; `day_near` a day told in the same
    sentence behind the expression, or in this one or the ones just before it.
    """

    published: Published | None
    told: Told
    sentence: int
    find_tense: Callable[[], Tense | None] = lambda: None
    default: Tense | None = None
    speech: Published | None = None
    day_near: str | None = None
    entry_day: str | None = None
    """The day of the list or blog one of whose entries the expression opens, where a heading tells it."""
    opens_entry: bool = False
    """Whether the expression is the clock time at the head of such an entry ("08:12 – …")."""
    year_near: str | None = None
    """A date with its year told just before: one that may give its year to those that follow."""
    year_in_sentence: bool = False
    """Whether that is in the same sentence."""
    year_chain: bool = False
    """Whether both dates open their sentences."""
    pluperfect: Callable[[], bool] = lambda: False
    """Whether the clause tells of what was past already then ("il avait signé")."""
    happening: Callable[[], bool] = lambda: False
    """Whether the clause is about a happening of one day (and not about a state)."""
    apposed: bool = False
    """Whether the expression stands right behind another one, with a comma between."""
    shared: Group | None = None
    """The last expression of a range, which gives the parts that the others leave out."""

    @property
    def tense(self) -> Tense | None:
        """The tense of the clause; None where there is no verb that tells."""
        return self.find_tense()

    @property
    def now(self) -> tuple[Published | None, Basis]:
        """What "now" is here, and what it is known from."""
        return (self.speech, "speech") if self.speech else (self.published, "published")


def from_now(scene: Scene, unknown: str, value: Callable[[date], str | None], kind: TimexType = "DATE") -> Reading:
    """A value counted from now; `unknown` where nobody knows when now is."""
    now, basis = scene.now
    found = now.agree(value) if now else None
    if found is None or now is None:
        return Reading(kind, unknown)
    return Reading(kind, found, basis, now.edtf)


def with_time(reading: Reading | None, time: str | None) -> Reading | None:
    """`reading` of a day with a time of day added."""
    if reading is None or not time:
        return reading
    value = reading.value
    if "T" in value or value.endswith("_REF") or value.startswith("P"):
        return reading
    if len(value) == 7 and value[5:].isdigit():
        value += "-XX"
    elif len(value) == 4:
        value += "-XX-XX"
    return Reading("TIME", f"{value}T{time}", reading.basis, reading.anchor)


def clock_of(group: Group) -> str | None:
    """The time of day that the words name: "20:30", "TEV" without its T; None without."""
    exact = group.get("CLOCK") or group.get("AT") or group.get("HHMM") or group.get("POINTED")
    hour = group.number("HOUR")
    if hour is None and not exact:
        hour = group.number("SPOKEN")
    named = group.get("PART")
    half = group.number("HALFDAY")
    if exact:
        hour, minute = (int(part) for part in str(exact).split(":"))
    elif hour is not None:
        minute = group.number("MINUTE") or 0
        past = group.number("PAST")
        minute = minute if past is None else past
    else:
        return str(named)[1:] if named else None
    if group.get("TO") is not None:
        minute = 60 - (group.number("TO") or 0)
        hour -= 1
    if half is not None:
        hour = hour % 12 + 12 * half
    elif (named in ("TAF", "TEV") and 1 <= hour < 12) or (named == "TNI" and 6 < hour < 12):
        hour += 12
    if not (0 <= hour <= 24 and 0 <= minute < 60) or (hour == 24 and minute):
        return None
    return f"{hour:02}:{minute:02}"


def quantity(group: Group) -> tuple[float | None, str | None]:
    """How many, and of what: the first number (None for "some") with the halves added, and the first unit."""
    unit = group.get("UNIT")
    number: float | None
    if (value := group.get("NUM")) is not None and isinstance(value, int | float):
        number = value
    elif (about := group.number("ABOUT")) is not None:
        number = about
    elif group.get("HALF") is not None:
        number = 0.5
    elif group.get("ONE") is not None:
        number = 1
    else:
        number = None
    if (extra := group.get("FRACTION")) is not None:
        number = (number or 0) + {"half": 0.5, "quarter": 0.25, "three-quarters": 0.75}.get(str(extra), 0)
    if (factor := group.number("TIMES")) is not None and number is not None:
        number *= factor
    return number, str(unit) if unit else None


def step_of(group: Group) -> int | None:
    """What "last", "this" and "next" say: -1, 0, 1; None where nothing is said."""
    for name, step in (("NEXT", 1), ("LAST", -1), ("THIS", 0)):
        if group.get(name) is not None:
            return step
    return None
