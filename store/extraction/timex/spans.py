"""Operations that need nothing around them: years, decades, centuries, stretches of time, sets, vague references."""

from __future__ import annotations

from store.extraction.timex import calendar
from store.extraction.timex.pattern import Group
from store.extraction.timex.scene import Arguments, Reading, Scene, quantity

_FIRST_BARE, _LAST_BARE = 1700, 2100
"""Four figures without a word that makes them a year are one between these."""
_FINER = {"Y": "M", "TH": "TM", "TM": "TS"}
"""The unit in which the rest of a stretch is told ("deux ans et six mois", "2 min 30")."""


def year_alone(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A year in four figures, a decade ("années 60") or a century."""
    del scene
    year = group.number("YEAR")
    match rule.get("unit", "Y"):
        case "E":
            if year is None:
                short = group.number("TENS", "DECADE", "YY")
                year = None if short is None else 1900 + short if short >= 20 else 2000 + short
            if year is None or year % 10:
                return None
            return Reading("DATE", f"{year // 10:03}", "explicit")
        case "C":
            number = group.number("CENTURY", "NUM", "ORD")
            if number is None or not 1 <= number <= 21:
                return None
            return Reading("DATE", f"{number - 1:02}", "explicit")
    if year is None or (rule.get("bare") and not _FIRST_BARE <= year <= _LAST_BARE):
        return None
    return Reading("DATE", f"{year:04}", "explicit")


def duration(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A stretch of time: "trois ans" P3Y, "quelques jours" PXD."""
    del scene
    number, unit = quantity(group)
    named = rule.get("unit") or unit or group.get("SINGLE") or group.get("PLURAL")
    if rule.get("value"):
        return Reading("DURATION", str(rule["value"]))
    if named is None:
        return None
    unit = str(named)
    number = rule.get("n", number)
    if group.get("FEW") is not None:
        number = None
    amount = "X" if number is None else number
    rest, second = group.get("NUM", 1), group.get("UNIT", 1) or _FINER.get(unit)
    if isinstance(rest, int) and isinstance(amount, int) and second is not None and second == _FINER.get(unit):
        finer = calendar.duration(rest, str(second))
        return Reading("DURATION", calendar.duration(amount, unit) + finer.removeprefix("PT").removeprefix("P"))
    return Reading("DURATION", calendar.duration(amount, unit))


def repeated(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A set: "chaque année" P1Y, "tous les jeudis" XXXX-WXX-4, "chaque matin" XXXX-XX-XXTMO."""
    del scene
    if rule.get("value"):
        return Reading("SET", str(rule["value"]))
    weekday = group.number("WEEKDAYS", "WEEKDAY")
    if weekday is not None:
        part = group.get("PART")
        return Reading("SET", f"XXXX-WXX-{weekday}" + (str(part) if part else ""))
    if (part := group.get("PARTS") or group.get("PART")) is not None:
        return Reading("SET", f"XXXX-XX-XX{part}")
    if (season := group.get("SEASON")) is not None:
        return Reading("SET", f"XXXX-{season}")
    if (month := group.number("MONTH")) is not None:
        return Reading("SET", f"XXXX-{month:02}")
    if (often := group.get("OFTEN")) is not None:
        return Reading("SET", str(often))
    number, unit = quantity(group)
    number = rule.get("n", number)
    unit = unit or str(group.get("SINGLE") or "")
    if unit == "WE":
        return Reading("SET", "XXXX-WXX-WE")
    return Reading("SET", calendar.duration(1 if number is None else number, unit)) if unit else None


def vague(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A reference to the past, the present or the future at large."""
    del scene
    value = rule.get("value") or group.get("VAGUE")
    if not value:
        return None
    return Reading("DATE", str(value), "explicit" if str(value)[0].isdigit() else None)
