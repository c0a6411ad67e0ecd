"""Operations that count from somewhere: from now, from the last date told, from the day that stands nearby."""

from __future__ import annotations

from datetime import date

from store.extraction.timex import calendar
from store.extraction.timex.pattern import Group
from store.extraction.timex.scene import Arguments, Reading, Scene, clock_of, from_now, quantity, step_of, with_time

_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "S": "XXXX-HX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}

_STORY = 3
"""How many sentences back a month may be that a "that day" lies in."""


def step_from(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """So many units from now or from the last date told: yesterday, last week, this year, the day after, that year."""
    unit = str(rule.get("unit") or group.get("SINGLE") or group.get("UNIT") or "D")
    number = rule.get("n")
    if number is None:
        number = group.number("DEICTIC")
    if number is None:
        number = step_of(group) or 0
    time = clock_of(group)
    if unit not in _UNKNOWN:
        return None
    if rule.get("anchor") == "told":
        return with_time(_from_told(unit, int(number), scene), time)

    def value(now: date) -> str | None:
        # "This week-end" in a told past, on a working day, is the one that is over.
        over = unit == "WE" and number == 0 and now.isoweekday() < 6 and scene.tense == "past"
        day = calendar.move(now, -1 if over else int(number), unit)
        return calendar.write(unit, day) if day else None

    return with_time(from_now(scene, _UNKNOWN[unit], value), time)


def _moved(day: date, number: float, unit: str) -> str | None:
    moved = calendar.move(day, number, unit)
    return calendar.write(unit, moved) if moved else None


def _from_told(unit: str, number: float, scene: Scene) -> Reading:
    last = scene.told.last(unit, scene.sentence)
    if unit == "D" and scene.told.floating and float(number).is_integer():
        value = calendar.float_by(scene.told.floating, int(number))
        if value is not None:
            return Reading("DATE", value, "context", scene.told.floating)
    if last is None:
        # Nothing told yet: "the day before" is counted from the day of the news; what comes after it is not known.
        if number >= 0 or scene.published is None:
            return Reading("DATE", _UNKNOWN[unit])
        return from_now(scene, _UNKNOWN[unit], lambda now: _moved(now, number, unit))
    point, value = last
    if scene.apposed:
        # "Le 15 septembre, six jours après": what stands just before is the day itself, counted from an earlier one.
        here = calendar.write(unit, point.day)
        for earlier, earlier_value in scene.told.before_last():
            if _moved(earlier.day, number, unit) == here:
                return Reading("DATE", here, "context", earlier_value)
    return Reading("DATE", _moved(point.day, number, unit) or _UNKNOWN[unit], "context", value)


def counted(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """So many units before or after now or the last date told: "il y a trois ans", "deux jours plus tard"."""
    number, unit = quantity(group)
    if unit is None:
        unit = rule.get("unit")
    if unit is None:
        return None
    sign = int(rule["sign"])
    if "tense" in rule and scene.tense != rule["tense"]:
        return None
    if number is None:
        # "Some weeks later", told of the past, is still past.
        past = sign < 0 or (rule.get("anchor") == "told" and scene.tense != "future")
        return Reading("DATE", "PAST_REF" if past else "FUTURE_REF")
    if unit.startswith("T"):
        return _counted_hours(number, unit, sign, scene, rule)
    if unit == "Y" and not float(number).is_integer():
        number, unit = number * 12, "M"
    if rule.get("anchor") == "told":
        if sign > 0 and scene.sentence == 0 and scene.tense is None and scene.told.last(unit, 0) is None:
            # "L'usine, cinq mois après": a title without a verb counts up to the day of its article.
            return from_now(scene, _UNKNOWN[unit], lambda now: calendar.write(unit, now))
        return _from_told(unit, sign * number, scene)

    return from_now(scene, _UNKNOWN[unit], lambda now: _moved(now, sign * number, unit))


def _counted_hours(number: float, unit: str, sign: int, scene: Scene, rule: Arguments) -> Reading | None:
    if rule.get("anchor") == "told":
        last = scene.told.last("D", scene.sentence)
        if last and "T" in last[1] and ":" in last[1]:
            hour, minute = (int(part) for part in last[1].split("T")[1][:5].split(":"))
            seconds = {"TH": 3600, "TM": 60, "TS": 1}[unit] * number * sign
            total = hour * 3600 + minute * 60 + seconds
            day = calendar.move(last[0].day, total // 86400, "D")
            if day:
                rest = int(total % 86400)
                value = f"{calendar.write('D', day)}T{rest // 3600:02}:{rest % 3600 // 60:02}"
                return Reading("TIME", value, "context", last[1])
        if last and unit == "TH" and number % 24 == 0:
            return _from_told("D", sign * number // 24, scene)
        return Reading("DURATION", calendar.duration(number, unit))
    days = round(number / 24) if unit == "TH" and number >= 24 else 0
    return from_now(scene, _UNKNOWN["D"], lambda now: _moved(now, sign * days, "D"))


def today(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """Today: the day where the clause is about a happening of that day, else the present at large."""
    time = clock_of(group)
    if rule.get("always") or time or group.get("WEEKDAY") is not None or scene.happening():
        value = from_now(scene, "XXXX-XX-XX", lambda now: calendar.write("D", now))
        return with_time(value, time)
    return Reading("DATE", "PRESENT_REF")


def time_of_day(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A clock time or part of day; its day is the one told nearby, else that of publication."""
    time = clock_of(group)
    if time is None:
        return None
    if rule.get("deictic"):
        return with_time(from_now(scene, _UNKNOWN["D"], lambda now: _moved(now, rule.get("n", 0), "D")), time)
    if rule.get("anchor") == "told":
        last = scene.told.last("D", scene.sentence)
        day_told = last[0].value if last else None
        return Reading("TIME", f"{day_told or _UNKNOWN['D']}T{time}", "context" if last else None, day_told)
    day = scene.entry_day or (None if scene.opens_entry and scene.published else scene.day_near)
    if day:
        return Reading("TIME", f"{day}T{time}", "context", day)
    return with_time(from_now(scene, "XXXX-XX-XX", lambda now: calendar.write("D", now)), time)


def weekday_from(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """The weekday that follows or precedes the last day told: "le lundi suivant", "the previous Friday"."""
    weekday = group.number("WEEKDAY")
    last = scene.told.last("D", scene.sentence)
    if weekday is None:
        return None
    if last is None:
        return Reading("DATE", f"XXXX-WXX-{weekday}")
    point, value = last
    days = (weekday - point.day.isoweekday()) % 7 or 7
    after = rule["n"] > 0 if "n" in rule else not scene.pluperfect()
    moved = calendar.move(point.day, days if after else (days - 7 or -7), "D")
    reading = Reading("DATE", calendar.write("D", moved), "context", value) if moved else None
    return with_time(reading, clock_of(group))


def same(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """The last date told, at the precision of the rule's or the words' unit: "le même jour", "à la même époque"."""
    unit = str(rule.get("unit") or group.get("SINGLE") or "D")
    if rule.get("season") and scene.published and (last := scene.told.last(unit, scene.sentence, 1)):
        # "L'an dernier à la même époque": the month of now in the year told.
        return Reading("DATE", f"{last[0].day.year:04}-{scene.published.middle.month:02}", "context", last[1])
    reading = _from_told(unit, 0, scene)
    if unit == "D" and reading.value == _UNKNOWN["D"] and (last := scene.told.last("M", scene.sentence, _STORY)):
        # "En mai 2019, … Ce jour-là": a day of the month that was told.
        reading = Reading("DATE", f"{last[0].day.year:04}-{last[0].day.month:02}-XX", "context", last[1])
    return with_time(reading, clock_of(group))
