"""EDTF dates in words, at the precision they have: a month stays a month, an approximate date says so.

The names of months are those of CLDR (pendulum's locale data; a test compares them).  They are kept here because
importing pendulum costs a tenth of the program's start.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from store import edtf as dates
from store.text import fold

Form = Literal["long", "short"]
"""long: "10 février 2025"; short: "10 févr. 2025"."""

_MONTHS: dict[str, dict[Form, tuple[str, ...]]] = {
    "en": {
        "long": (
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        "short": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    },
    "fr": {
        "long": (
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ),
        "short": (
            *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
            *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
        ),
    },
}
_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
}
_SEASONS = {
    "en": {21: "spring", 22: "summer", 23: "autumn", 24: "winter"},
    "fr": {21: "printemps", 22: "été", 23: "automne", 24: "hiver"},
}
_WORDS = {
    "en": {"since": "since {}", "until": "until {}", "range": "{} – {}", "none": "undated"},
    "fr": {"since": "depuis {}", "until": "jusqu'à {}", "range": "{} – {}", "none": "sans date"},
}
_CLOSER = (" – ", "–")
_BRIEF = {
    "en": (("^since (.+)", r"\1 →"), ("^until (.+)", r"→ \1"), (" century", " c.")),
    "fr": (("^depuis (.+)", r"\1 →"), ("^jusqu'à (.+)", r"→ \1"), ("années ", "ann. "), (" siècle", " s.")),
}
_CLOSEST = ((r"(?<=\w)\.(?!\w)", ""), (r"(?<=≈) | (?=\?)", ""))
"""What is written for what (patterns, compiled when they are first needed) where there is little room."""
_OPEN = ("", "..")
_BEFORE = frozenset(("le", "en", "du", "au", "on", "in", "the"))  # before a date that is typed
_LONGEST = 40  # no date that is typed is longer
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")


@lru_cache(maxsize=65536)
def words(edtf: str | None, lang: str = "fr", form: Form = "long", *, year: bool = True) -> str:
    """`edtf` in words; `year=False` leaves the year out where a month says enough (under a heading that gives it).

    About ("~") is shown as "≈" before the date, uncertain ("?") as "?" after it, both ("%") as both.  A value that is
    no EDTF date of the known part is shown as it is; None as "undated".
    """
    lang = lang if lang in _MONTHS else "en"
    if edtf is None:
        return _WORDS[lang]["none"]
    if "/" in edtf:
        return _interval(edtf, lang, form, year)
    return _single(edtf, lang, form, year)


@lru_cache(maxsize=65536)
def fitted(edtf: str, lang: str, width: int, *, year: bool = True, about: bool = False) -> tuple[str, str]:
    """`edtf` in words for a column of `width` cells, and of a range that has no room there its end, "" for any other.

    Nothing of its precision is lost: where the short form is too long, it is written closer and without the dots of its
    months; where that is too long as well, the column gets the first date and a dash, and the end is the caller's to
    show.  Only what cannot be divided may be longer than `width`.  `about` puts "≈" before a date that says of itself
    neither that it is approximate nor that it is uncertain.
    """
    told = _about(words(edtf, lang, "short", year=year), about)
    if len(told) <= width:
        return told, ""
    forms = _closer(told, lang)
    first, _, last = edtf.partition("/")
    end = ""
    if len(forms[-1]) > width and last and first not in _OPEN and last not in _OPEN:
        begin = _about(words(first, lang, "short", year=year), about)
        forms = [f"{form} –" for form in _closer(begin, lang)]
        end = words(last, lang, "short", year=year or first[:4] != last[:4])
    return next((form for form in forms if len(form) <= width), forms[-1]), end


def _about(told: str, about: bool) -> str:
    return f"≈ {told}" if about and "≈" not in told and "?" not in told else told


def _closer(told: str, lang: str) -> list[str]:
    """A date in fewer and fewer cells."""
    forms = [told]
    for pattern, short in (_CLOSER, *_BRIEF.get(lang, _BRIEF["en"]), *_CLOSEST):
        forms.append(re.sub(pattern, short, forms[-1]))
    return forms


@lru_cache(maxsize=256)
def read(text: str, lang: str = "fr") -> str | None:
    """The EDTF date that somebody has typed, or None where it is no date.

    It may be EDTF, or a year, month or day as people write them in any of the languages: "février 2025", "10 févr.
    2025", "1er mars 2025", "March 1, 2025", "02/2025", "10/02/2025".  Of two numbers the day is first in French; in
    English it is only known where the other one alone can be the month.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if dates.is_valid(text):
        return text
    parts = [part for part in re.split(r"[\s,./-]+", fold(text)) if part]
    while parts and parts[0] in _BEFORE:
        del parts[0]
    numbers = [int(part) for part in map(_number, parts) if part]
    names = [part for part in parts if not _number(part)]
    if len(names) == 2 and names[0] == parts[0] and _is_weekday(names[0]):
        del names[0], parts[0]
    months = {number for name in names for number in _months_called(name)}
    years = [part for part in parts if part.isascii() and part.isdecimal() and len(part) == 4]
    if len(years) != 1 or len(names) > 1 or len(names) + len(numbers) != len(parts) or (names and len(months) != 1):
        return None
    year = years[0]
    numbers.remove(int(year))
    if parts[0] == year and not names:
        numbers.reverse()
    if names:
        numbers.append(months.pop())
    if not 1 <= len(numbers) <= 2:
        return None
    if len(numbers) == 2 and not names and parts[0] != year:
        if lang != "fr" and max(numbers) <= 12 and numbers[0] != numbers[1]:
            return None
        if numbers[1] > 12:
            numbers.reverse()
    found = "-".join([year, *(f"{number:02}" for number in reversed(numbers))])
    return found if numbers[-1] <= 12 and dates.is_valid(found) else None


def _number(part: str) -> str:
    """The digits of a day or year: 10, 1er, 2nd."""
    found = re.fullmatch(r"([0-9]{1,4})(?:er|st|nd|rd|th)?", part)
    return found[1] if found else ""


def _is_weekday(name: str) -> bool:
    return any(name.startswith(fold(day).rstrip(".")) for days in _WEEKDAYS.values() for day in days)


def _months_called(name: str) -> set[int]:
    """The months that some language calls so, in full or shortened to three letters or more."""
    if len(name) < 3:
        return set()
    called = [(n, fold(month)) for forms in _MONTHS.values() for n, month in enumerate(forms["long"], 1)]
    return {n for n, month in called if month.startswith(name)}


def month_name(month: int, lang: str = "fr", form: Form = "long") -> str:
    """The name of a month, 1 to 12."""
    return _MONTHS.get(lang, _MONTHS["en"])[form][month - 1]


def weekday(day: date, lang: str = "fr") -> str:
    """The short name of the day of the week."""
    return _WEEKDAYS.get(lang, _WEEKDAYS["en"])[day.weekday()]


def _single(edtf: str, lang: str, form: Form, year: bool) -> str:
    match = _DATE.fullmatch(edtf)
    if match is None:
        return _vague(edtf, lang)
    month, day = int(match[2] or 0), int(match[3] or 0)
    parts: list[str] = []
    if day:
        parts.append("1er" if day == 1 and lang == "fr" else str(day))
    if 1 <= month <= 12:
        parts.append(_MONTHS[lang][form][month - 1])
    elif month in _SEASONS[lang]:
        parts.append(_SEASONS[lang][month])
    elif month:
        return edtf
    if year or not parts:
        parts.append(str(int(match[1])))
    return _qualified(" ".join(parts), match[4])


def _qualified(text: str, qualifier: str) -> str:
    about = "≈ " if qualifier in ("~", "%") and qualifier else ""
    uncertain = " ?" if qualifier in ("?", "%") and qualifier else ""
    return f"{about}{text}{uncertain}"


def _vague(edtf: str, lang: str) -> str:
    bare, qualifier = (edtf[:-1], edtf[-1]) if edtf and edtf[-1] in "~?%" else (edtf, "")
    if re.fullmatch(r"\d{3}X", bare):
        decade = bare[:3] + "0"
        return _qualified(f"années {decade}" if lang == "fr" else f"{decade}s", qualifier)
    if re.fullmatch(r"\d{2}XX", bare):
        number = int(bare[:2]) + 1
        return _qualified(f"{_roman(number)}e siècle" if lang == "fr" else f"{_ordinal(number)} century", qualifier)
    return edtf


def _interval(edtf: str, lang: str, form: Form, year: bool) -> str:
    first, last = edtf.split("/", 1)
    if first in _OPEN and last in _OPEN:
        return edtf
    if last in _OPEN:
        return _WORDS[lang]["since"].format(_single(first, lang, form, year))
    if first in _OPEN:
        return _WORDS[lang]["until"].format(_single(last, lang, form, year))
    if quarter := _part_of_year(first, last, lang):
        return f"{quarter} {int(first[:4])}" if year else quarter
    one, other = _DATE.fullmatch(first), _DATE.fullmatch(last)
    if one and other and one[4] and one[4] == other[4]:
        # What is true of both ends is said once.
        return _qualified(_interval(f"{first[:-1]}/{last[:-1]}", lang, form, year), one[4])
    if one and other and one[1] != other[1]:
        year = True
    if one and other and one[2] and one[1] == other[1] and not (one[4] or other[4]):
        if one[3] and other[3] and one[2] == other[2]:
            return f"{int(one[3])}–{_single(last, lang, form, year)}"
        return _WORDS[lang]["range"].format(_single(first, lang, form, False), _single(last, lang, form, year))
    return _WORDS[lang]["range"].format(_single(first, lang, form, year), _single(last, lang, form, year))


def _part_of_year(first: str, last: str, lang: str) -> str | None:
    one, other = re.fullmatch(r"(\d{4})-(\d\d)", first), re.fullmatch(r"(\d{4})-(\d\d)", last)
    if not one or not other or one[1] != other[1]:
        return None
    begin, end = int(one[2]), int(other[2])
    if end - begin == 2 and begin in (1, 4, 7, 10):
        number = begin // 3 + 1
        return f"{number}{'er' if number == 1 else 'e'} trim." if lang == "fr" else f"Q{number}"
    if end - begin == 5 and begin in (1, 7):
        number = begin // 6 + 1
        return f"{number}{'er' if number == 1 else 'e'} sem." if lang == "fr" else f"H{number}"
    return None


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    found = ""
    for value, sign in signs:
        while number >= value:
            found += sign
            number -= value
    return found


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
