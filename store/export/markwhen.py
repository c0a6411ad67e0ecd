"""A timeline as Markwhen (https://docs.markwhen.com): a line an event, below it what its sources say.

A date is as precise as it is (a month, a year, an interval); what Markwhen cannot say (about, uncertain, open) stands
in words before the title.  Events without a date are comments at the end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from store import edtf, languages
from store.anchor import LONGEST
from store.export.markdown import shorten
from store.lookup import Lookup
from store.model import Dataset, Event
from store.text import printable

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_SIGNS = re.compile(r"[#!](?=\w)|@(?=[\w/])|\.(?=start|end)|(?<=\d)%|\]\(|//|\A\[(?=[ xX]?\])|(?<!\S)-(?=\s*\[)|[`*]")
"""Tags, ids, references, other events' ends, progress, links, comments, check boxes, emphasis."""
_GAP = "\u2060"
"""A word joiner: nothing is seen of it, and what it parts is no sign any more."""


def to_markwhen(
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
    words = languages.load(language)["export"]
    lookup = Lookup(dataset)
    called = printable(title or words["title"])
    lines = ["---", f"title: {json.dumps(called, ensure_ascii=False)}", "---", ""]
    undated: list[str] = []
    for event in events:
        place = _place(event.date)
        if place is None:
            undated.append(f"// {words['undated']}: {_safe(event.title)}")
            continue
        whole = place == event.date
        told = event.title if whole else f"{written(event.date)} — {event.title}"
        lines += [f"{place}: {_safe(told)}", *_told(lookup, event, words), ""]
    return "\n".join([*lines, *undated]).rstrip("\n") + "\n"


def _place(date: str | None) -> str | None:
    """A date, or two with a slash, that Markwhen knows; None where the event has no place on the calendar."""
    found = edtf.bounds(date)
    if date is None or found is None:
        return None
    ends = [end.rstrip("~?%") for end in date.split("/")]
    known = [end for end in ends if _DATE.fullmatch(end)]
    if edtf.is_open(date):
        return known[0] if known else None
    if known == ends:
        return "/".join(ends)
    # A season, a decade: from its first day to its last.
    return f"{found.first.isoformat()}/{found.last.isoformat()}"


def _told(lookup: Lookup, event: Event, words: dict[str, Any]) -> Iterable[str]:
    for account in event.accounts:
        said = words["quoted"].format(words=_safe(shorten(account.text, LONGEST)))
        yield f"{said} — {_safe(lookup.article_name(account.article))}"


def _safe(text: str) -> str:
    return _SIGNS.sub(lambda match: f"{match.group()[0]}{_GAP}{match.group()[1:]}", printable(text))
