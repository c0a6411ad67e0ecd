"""Operations on dates that the calendar names: days, months, weekdays, seasons, holidays, parts of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from store.extraction.timex import calendar
from store.extraction.timex.calendar import Point
from store.extraction.timex.lexicon import century
from store.extraction.timex.pattern import Capture, Group
from store.extraction.timex.scene import Arguments, Reading, Scene, clock_of, from_now, step_of, with_time
from store.extraction.timex.setting import Published

_BESIDE, _WEEK = 40, 7
"""Days in which "lundi 12" lies, and a bare weekday."""
_RECENT, _RATHER_RECENT = 60, 180
"""So many days back a date without a year is of the year of publication whatever year was told before."""
_MONTHS = ("MONTH", "MONTHAB", "FOREIGN")


def _year(group: Group, scene: Scene) -> int | None:
    year = group.number("YEAR")
    if year is None and group.get("YY") is not None:
        year = century(group.number("YY") or 0)
    if year is None and (offset := group.number("YEARSTEP")) is not None:
        now = scene.now[0]
        year = now.middle.year + offset if now else None
    if year is None and (offset := group.number("SAMEYEAR")) is not None:
        last = scene.told.last("Y", scene.sentence)
        year = last[0].day.year + offset if last else None
    return year


def date_from_told(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A month, season or holiday before or after the last date told: "l'été suivant", "the previous March"."""
    last = scene.told.last("Y", scene.sentence)
    point = last[0] if last else None
    if last is None or point is None:
        return Reading("DATE", "XXXX")
    step = Capture("NEXT" if rule["n"] > 0 else "LAST", 1, group.first, group.first)
    # Of a year its end counts towards what follows, its beginning towards what precedes.
    day = date(point.day.year, 12, 31) if point.unit == "Y" and rule["n"] > 0 else point.day
    there = replace(scene, speech=Published.of(calendar.write("D", day)))
    reading = calendar_date(Group(group.first, group.last, (*group.captures, step)), there, rule)
    return replace(reading, basis="context", anchor=last[1]) if reading else None


def calendar_date(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """A day, month, season, holiday or weekday, as fully as the words give it; what they leave out is found here."""
    reading = _named(group, scene, rule)
    if reading is None or reading.basis != "explicit" or group.get("YEAR") is not None:
        return reading
    # A year that is told by another ("of last year", "de la même année") is not explicit.
    if group.get("YEARSTEP") is not None and (now := scene.now[0]):
        return replace(reading, basis=scene.now[1], anchor=now.edtf)
    if (group.get("SAMEYEAR") is not None or rule.get("year_told")) and (last := scene.told.last("Y", scene.sentence)):
        return replace(reading, basis="context", anchor=last[1])
    return reading


def _named(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    time = clock_of(group)
    shared = scene.shared
    weekday = group.number("WEEKDAY", "WEEKDAYAB")
    if isinstance(whole := group.get("FULL"), tuple):
        value = _whole(whole, scene)
        return with_time(Reading("DATE", value, "explicit"), time) if value else None
    month, day, year = group.number(*_MONTHS), group.number("DAY"), _year(group, scene)
    step = step_of(group)
    if rule.get("year_told") and (last := scene.told.last("Y", scene.sentence)):
        year, step = last[0].day.year, None
    if shared is not None:
        month = month if month is not None else shared.number(*_MONTHS)
        year = year if year is not None else _year(shared, scene)
        step = step if step is not None else step_of(shared)
    if group.get("HOLIDAY") is not None:
        return with_time(_holiday(str(group.get("HOLIDAY")), year, step, scene, int(rule.get("offset", 0))), time)
    if group.get("SEASON") is not None:
        return _season(str(group.get("SEASON")), year, step, scene, rule)
    unit = rule.get("unit") or group.get("UNIT")
    if (number := group.number("ORD", "QUARTER", "HALFYEAR", "NUM")) is not None and unit in ("Q", "S"):
        return _part_of_year(number, unit, year, scene)
    if month is not None:
        return with_time(_month(year, month, day, weekday, step, scene), time)
    if weekday is not None:
        return with_time(_weekday(weekday, day, step, scene), time)
    if day is not None:
        return with_time(_day(day, scene, bare=bool(rule.get("bare"))), time)
    return Reading("DATE", f"{year:04}", "explicit") if year is not None else None


def _whole(whole: tuple[int, ...], scene: Scene) -> str | None:
    """A date in figures; where day and month may be exchanged and it lies ahead, the reading that does not."""
    year, month, day = whole[:3]
    value = calendar.full(year, month, day)
    if len(whole) > 3 and scene.published:
        last = calendar.write("D", scene.published.days[-1])
        other = calendar.full(year, day, month)
        if other and value and value > last >= other:
            return other
    return value


def _choose(candidates: list[date], now: date, step: int | None, scene: Scene) -> date | None:
    """Of days that fit the words, the one meant: after or before now as step or tense say, else the nearest."""
    tense = scene.tense
    if step == 1:
        return min((day for day in candidates if day > now), default=None)
    if step == -1:
        return max((day for day in candidates if day < now), default=None)
    fitting = candidates
    if tense is not None:
        fitting = [day for day in candidates if (day <= now if tense == "past" else day >= now)]
    return min(fitting or candidates, key=lambda day: abs((day - now).days), default=None)


def _month(
    year: int | None, month: int, day: int | None, weekday: int | None, step: int | None, scene: Scene
) -> Reading | None:
    if year is not None:
        written = f"{year:04}-{month:02}" if day is None else calendar.full(year, month, day)
        return Reading("DATE", written, "explicit") if written else None
    if weekday is None and step is None and scene.year_near and (found := _told_year(month, day, scene)):
        return found
    # A leap year can hold every day that any year holds.
    if day is not None and calendar.full(2024, month, day) is None:
        return None

    def value(now: date) -> str | None:
        if day is None:
            first = now.replace(day=1)
            months = [date(y, month, 1) for y in _years(now)]
            chosen = _choose(months, first, step, scene)
            return calendar.write("M", chosen) if chosen else None
        days = [date(y, month, day) for y in _years(now) if calendar.full(y, month, day)]
        # A weekday and a day that agree in no near year: the day is what is read, the slip is the writer's.
        fitting = [d for d in days if weekday is None or d.isoweekday() == weekday] or days
        chosen = _choose(fitting, now, step, scene)
        return calendar.write("D", chosen) if chosen else None

    unknown = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
    return from_now(scene, unknown, value)


def _told_year(month: int, day: int | None, scene: Scene) -> Reading | None:
    """A day or month without a year behind a date of a year gone by: of that year, or of the next where it goes on.

    What happened in the last weeks needs no year, whatever was told before: in the last two months where the dates
    open their sentences one after the other, as a story is told, in the last six where they do not, and then (as
    agencies leave out no other year) since the year of publication began.
    """
    near, published = scene.year_near, scene.published
    point = calendar.read(near)
    if near is None or point is None or scene.tense == "future":
        return None
    if published and point.day.year >= published.middle.year:
        return None
    if published and not scene.year_in_sentence:
        now, reach = published.middle, _RECENT
        if not scene.year_chain:
            reach = max(_RATHER_RECENT, 0 if scene.pluperfect() else now.timetuple().tm_yday)
        recent = (d for n in range(reach) if (d := calendar.move(now, -n, "D")))
        if any(d.month == month and (day is None or d.day == day) for d in recent):
            return None
    # "Il avait signé en avril" goes back in the year told, "en avril, il signe" goes on.
    chained = scene.year_in_sentence or scene.year_chain
    goes_on = chained and point.unit != "Y" and month < point.day.month and not scene.pluperfect()
    year = point.day.year + goes_on
    value = calendar.full(year, month, day) if day else f"{year:04}-{month:02}"
    if published and (value is None or value > calendar.write("D", published.days[-1])):
        return None
    return Reading("DATE", value, "context", near) if value else None


def _years(now: date) -> range:
    return range(max(1, now.year - 1), min(9999, now.year + 2))


def _weekday(weekday: int, day: int | None, step: int | None, scene: Scene) -> Reading | None:
    def value(now: date) -> str | None:
        if not 2 < now.year < 9998:
            return None
        near = [d for n in range(-_BESIDE, _BESIDE + 1) if (d := now + timedelta(days=n)).isoweekday() == weekday]
        # Where no month is left out that it may be of, the number counts something ("lundi 12 tableaux").
        fitting = [d for d in near if d.day == day] or [d for d in near if abs((d - now).days) <= _WEEK]
        if step is None and scene.tense is None and day is None and scene.default:
            future = scene.default == "future"
            fitting = [d for d in fitting if (d >= now if future else d <= now)]
        chosen = _choose(fitting, now, step, scene)
        return calendar.write("D", chosen) if chosen else None

    unknown = f"XXXX-WXX-{weekday}"
    reading = from_now(scene, unknown, value)
    if reading.value == "XXXX-XX-XX":
        return Reading(reading.type, unknown, reading.basis, reading.anchor)
    return reading


def _day(day: int, scene: Scene, *, bare: bool) -> Reading | None:
    last = scene.told.last("M", scene.sentence, 1 if bare else 3)
    if last is None and bare:
        return None
    if last is not None:
        value = calendar.full(last[0].day.year, last[0].day.month, day)
        return Reading("DATE", value, "context", last[1]) if value else None

    def value_of(now: date) -> str | None:
        months = [calendar.move(now.replace(day=1), n, "M") for n in (-1, 0, 1)]
        days = [m.replace(day=day) for m in months if m and calendar.full(m.year, m.month, day)]
        chosen = _choose(days, now, None, scene)
        return calendar.write("D", chosen) if chosen else None

    return from_now(scene, f"XXXX-XX-{day:02}", value_of)


def _holiday(name: str, year: int | None, step: int | None, scene: Scene, offset: int) -> Reading | None:
    def on(year: int) -> date | None:
        day = calendar.holiday(name, year)
        return calendar.move(day, offset, "D") if day else None

    if year is not None:
        day = on(year)
        return Reading("DATE", calendar.write("D", day), "explicit") if day else None

    def value(now: date) -> str | None:
        days = [day for y in _years(now) if (day := on(y))]
        chosen = _choose(days, now, step, scene)
        return calendar.write("D", chosen) if chosen else None

    unknown = f"XXXX-{name}" if name[:2].isdigit() and len(name) == 5 and not offset else "XXXX-XX-XX"
    return from_now(scene, unknown, value)


def _season(name: str, year: int | None, step: int | None, scene: Scene, rule: Arguments) -> Reading | None:
    if year is not None:
        return Reading("DATE", f"{year:04}-{name}", "explicit")
    if rule.get("habit") and scene.tense is None:
        return Reading("DATE", f"XXXX-{name}")
    month = 3 * calendar.SEASONS.index(name) + 3
    if step is None and scene.year_near and scene.tense == "past" and (told := _told_year(month, None, scene)):
        return replace(told, value=f"{told.value[:4]}-{name}")

    def value(now: date) -> str | None:
        here = calendar.read(calendar.season(now))
        first = here.day if here else now
        seasons = [
            point.day for y in _years(now) if (point := calendar.read(f"{y:04}-{name}")) and point.unit == "SEASON"
        ]
        if step == 0 and scene.tense is None:
            seasons = [day for day in seasons if day.year == now.year or day == first]
        chosen = _choose(seasons, first, step, scene)
        return calendar.season(chosen) if chosen else None

    return from_now(scene, f"XXXX-{name}", value)


def _part_of_year(number: int, unit: str, year: int | None, scene: Scene) -> Reading | None:
    letter, months = ("Q", 3) if unit == "Q" else ("H", 6)
    if number < 0:
        number = 12 // months
    if not 1 <= number <= 12 // months:
        return None
    if year is not None:
        return Reading("DATE", f"{year:04}-{letter}{number}", "explicit")

    def value(now: date) -> str | None:
        firsts = [date(y, months * number - months + 1, 1) for y in _years(now)]
        here = calendar.read(calendar.write(unit, now))
        # What is told of a quarter as past is told when it is over.
        chosen = _choose(firsts, here.day if here else now, -1 if scene.tense == "past" else None, scene)
        return calendar.write(unit, chosen) if chosen else None

    return from_now(scene, f"XXXX-{letter}{number}", value)


def night_between(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """The night from one weekday or day to the next: the night of the first."""
    if rule.get("today"):
        return with_time(from_now(scene, "XXXX-XX-XX", lambda now: calendar.write("D", now)), "NI")
    return with_time(calendar_date(group, scene, rule), "NI")


def nth_of(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """The first Sunday of a month: "le premier dimanche de juin"."""
    number, weekday, month = group.number("ORD"), group.number("WEEKDAY"), group.number(*_MONTHS)
    if number is None or weekday is None or month is None:
        return None
    year = _year(group, scene)

    def value(now: date) -> str | None:
        years = [year] if year is not None else list(_years(now))
        days = [d for y in years if (d := calendar.nth_weekday(y, month, weekday, number))]
        chosen = _choose(days, now, step_of(group), scene)
        return calendar.write("D", chosen) if chosen else None

    if year is not None:
        found = value(date(year, 1, 1))
        return Reading("DATE", found, "explicit") if found else None
    return from_now(scene, f"XXXX-{month:02}", value)


def week_of(group: Group, scene: Scene, rule: Arguments) -> Reading | None:
    """The week of a day: "la semaine du 3 juin"."""
    reading = calendar_date(group, scene, rule)
    point = calendar.read(reading.value) if reading else None
    if reading is None or point is None or point.unit != "D":
        return reading
    return Reading("DATE", Point("W", point.day).value, reading.basis, reading.anchor)
