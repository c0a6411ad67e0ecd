"""A timeline as JSON for TimelineJS (https://timeline.knightlab.com/docs/json-format.html), a slide an event.

TimelineJS reads HTML: every sign of it in an article is escaped.  A date is as precise as it is; what it looks like is
given in words.  Events without a place on the calendar are told on the first slide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from store import edtf, languages
from store.anchor import LONGEST
from store.export.markdown import shorten
from store.lookup import Lookup
from store.model import Account, Dataset, Event
from store.text import printable

_WEB = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


def to_timelinejs(
    dataset: Dataset, events: Iterable[Event], written: Callable[[str | None], str], *, language: str = "en"
) -> str:
    """`events` of `dataset`, in the order given; `written` puts a date into words, `language` is that of the rest."""
    words = languages.load(language)["export"]
    lookup = Lookup(dataset)
    slides: list[dict[str, Any]] = []
    undated: list[Event] = []
    for event in events:
        start, end = _ends(event.date)
        if start is None:
            undated.append(event)
            continue
        slide: dict[str, Any] = {"unique_id": f"event-{event.id}", "start_date": start}
        if end is not None:
            slide["end_date"] = end
        slide["display_date"] = _safe(written(event.date))
        slide["text"] = {"headline": _safe(event.title), "text": _told(lookup, event, words)}
        slides.append(slide)
    told = "".join(f"<li>{_safe(event.title)}</li>" for event in undated)
    first = {
        "headline": _safe(words["title"]),
        "text": f"<p>{_safe(words['undated'])}</p><ul>{told}</ul>" if told else "",
    }
    data = {"title": {"unique_id": "title", "text": first}, "events": slides}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _ends(value: str | None) -> tuple[dict[str, int] | None, dict[str, int] | None]:
    """The first date and, of an interval, the last one; both None where TimelineJS has no place for it."""
    found = edtf.bounds(value)
    if value is None or found is None or edtf.is_open(value):
        return None, None
    first, _, last = value.partition("/")
    start, end = _parts(first), _parts(last) if last else None
    if start is None or (last and end is None):
        # A season, a decade: from its first year or month to its last.
        return _month(found.first.year, found.first.month), _month(found.last.year, found.last.month)
    return start, end


def _parts(value: str) -> dict[str, int] | None:
    match = _DATE.fullmatch(value)
    if match is None or int(match[2] or 1) > 12:
        return None
    return {name: int(part) for name, part in zip(("year", "month", "day"), match.groups(), strict=True) if part}


def _month(year: int, month: int) -> dict[str, int]:
    return {"year": year, "month": month}


def _told(lookup: Lookup, event: Event, words: dict[str, Any]) -> str:
    return "".join(f"<blockquote>{_account(lookup, account, words)}</blockquote>" for account in event.accounts)


def _account(lookup: Lookup, account: Account, words: dict[str, Any]) -> str:
    article = lookup.articles.get(account.article)
    name = _safe(lookup.article_name(account.article))
    if article is not None and _WEB.fullmatch(article.url or ""):
        name = f'<a href="{_safe(article.url or "")}" rel="noopener">{name}</a>'
    return f"<p>{words['quoted'].format(words=_safe(shorten(account.text, LONGEST)))}</p><footer>— {name}</footer>"


def _safe(text: str) -> str:
    return escape(printable(text), quote=True)
