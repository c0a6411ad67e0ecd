"""A timeline as iCalendar (RFC 5545): each event as days without hours, with what its sources say.

A calendar knows only days: a month is an entry as long as the month, never its first day, and the date in words is part
of the title wherever it is not one day.  An event without a date, or with an open end, is a journal entry without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from store import __version__, edtf, languages
from store.anchor import LONGEST
from store.export.markdown import shorten
from store.lookup import Lookup
from store.model import Dataset, Event
from store.text import printable, without_controls

_SPECIAL = re.compile(r"[\\;,\n]")
_WEB = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_OCTETS = 75


def to_ical(
    dataset: Dataset, events: Iterable[Event], written: Callable[[str | None], str], *, language: str = "en"
) -> str:
    """`events` of `dataset`, in the order given.

    `written` puts a date (EDTF or None) into words; `language` (ISO 639-1) is that of the marks around quotations.
    """
    lookup = Lookup(dataset)
    words = languages.load(language)["export"]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//timeline//timeline {__version__}//EN", "CALSCALE:GREGORIAN"]
    stamp = _stamp(dataset)
    for event in events:
        lines += _entry(lookup, event, written, stamp, words)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _stamp(dataset: Dataset) -> str:
    """When this was made, as the format wants it: the last day of publication, so that no day of ours is in it."""
    days = [found.last for article in dataset.articles if (found := edtf.bounds(article.published))]
    return f"{_day(max((d for d in days if d < date.max), default=date(1970, 1, 1)))}T000000Z"


def _entry(
    lookup: Lookup, event: Event, written: Callable[[str | None], str], stamp: str, words: Mapping[str, Any]
) -> list[str]:
    found = edtf.bounds(event.date)
    placed = found is not None and found.last < date.max and found.first > date.min
    kind = "VEVENT" if placed else "VJOURNAL"
    title = event.title
    if found is None or not placed or found.days > 1 or edtf.is_guess(event.date):
        title = f"{written(event.date)} — {title}"
    lines = [f"BEGIN:{kind}", f"UID:{_text(event.id)}@timeline", f"DTSTAMP:{stamp}"]
    if found is not None and placed:
        lines += [
            f"DTSTART;VALUE=DATE:{_day(found.first)}",
            f"DTEND;VALUE=DATE:{_day(found.last + timedelta(days=1))}",
            "TRANSP:TRANSPARENT",
        ]
    lines += [f"SUMMARY:{_text(printable(title))}", f"DESCRIPTION:{_text(_description(lookup, event, words))}"]
    urls = (lookup.articles[a].url or "" for a in event.articles if a in lookup.articles)
    lines += [f"URL:{url}" for url in urls if _WEB.fullmatch(url)][:1]
    return [*lines, f"END:{kind}"]


def _description(lookup: Lookup, event: Event, words: Mapping[str, Any]) -> str:
    said = []
    for account in event.accounts:
        source = words["colon"].format(what=printable(lookup.article_name(account.article)))
        said.append(f"{source} {words['quoted'].format(words=shorten(account.text, LONGEST))}")
    return "\n".join(said)


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: str) -> str:
    """A value of type TEXT: what would end it, or be another, is escaped."""
    return _SPECIAL.sub(lambda m: "\\n" if m.group() == "\n" else "\\" + m.group(), without_controls(value))


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never within a character; each but the first begins with a space."""
    pieces: list[str] = []
    piece, room = "", _OCTETS
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if size > room:
            pieces.append(piece)
            piece, room = "", _OCTETS - 1
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece])
