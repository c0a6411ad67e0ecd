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

from store import edtf
from store.anchor import LONGEST
from store.export.markdown import Writer, shorten
from store.lookup import Lookup
from store.model import Account, Dataset, Event
from store.text import printable

_WEB = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_LINKED = re.compile(r":(?=//)|www(?=\.)|(?<=\S)@(?=\S)", re.IGNORECASE)
"""What makes TimelineJS take words for an address, and link them up to the next space with any tags before that."""
_GAP = "\u2060"
"""A word joiner: nothing is seen of it, and what it parts is no address any more."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


def to_timelinejs(
    dataset: Dataset,
    events: Iterable[Event],
    written: Callable[[str | None], str],
    *,
    language: str = "en",
    title: str | None = None,
) -> str:
    """`events` of `dataset`, in the order given; `written` puts a date into words, `language` is that of the rest.

    `title` is what it is called, without it "Timeline" in that language.
    """
    writer = Writer(Lookup(dataset), written, language, title)
    words, lookup = writer.words, writer.lookup
    slides: list[dict[str, Any]] = []
    undated: list[Event] = []
    events = list(events)
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
    # What has a date without a beginning or an end has no place either.
    told = "".join(f"<li>{_unlinked(_dated(event, written))}</li>" for event in undated)
    head = _safe(writer.head(events, writer.used(events)))
    listed = f"<p>{_safe(words['undated'])}</p><ul>{told}</ul>" if told else ""
    first = {"headline": _safe(writer.title), "text": f"<p>{head}</p>{listed}"}
    data = {"title": {"unique_id": "title", "text": first}, "events": slides}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _dated(event: Event, written: Callable[[str | None], str]) -> str:
    return event.title if event.date is None else f"{written(event.date)} — {event.title}"


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
    name = _unlinked(lookup.article_name(account.article))
    if article is not None and _WEB.fullmatch(article.url or ""):
        name = f'<a href="{_href(article.url or "")}" rel="noopener">{name}</a>'
    return f"<p>{words['quoted'].format(words=_unlinked(shorten(account.text, LONGEST)))}</p><footer>— {name}</footer>"


def _safe(text: str) -> str:
    return escape(printable(text), quote=True)


def _unlinked(text: str) -> str:
    """Text of a slide, in which addresses would be linked; headlines are shown as they are."""
    return escape(_LINKED.sub(lambda match: f"{match.group()}{_GAP}", printable(text)), quote=True)


def _href(url: str) -> str:
    """An address in which TimelineJS sees no other one (RFC 3986: percent-encoded it is the same)."""
    scheme, _, rest = url.partition("://")
    told = _LINKED.sub(lambda match: "".join(f"%{ord(c):02X}" for c in match.group()), rest.removeprefix("www."))
    return escape(f"{scheme}://{'www.' if rest.startswith('www.') else ''}{told}", quote=True)
