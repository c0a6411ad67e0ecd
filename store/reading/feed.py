"""RSS and Atom files: one article an entry, as far as the feed has its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from store.reading.blocks import fragment
from store.reading.content import Content
from store.reading.dates import instant, written_day
from store.reading.keys import Keys
from store.reading.markup import Unmarked
from store.reading.metadata import page_address
from store.reading.page import decode_page
from store.reading.sources import SourceFacts
from store.text import fold, without_controls

if TYPE_CHECKING:
    from feedparser import FeedParserDict

_ENTITIES = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST)\b", re.IGNORECASE)
_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,300}>")
_MOST = 10_000


def read_feed(data: bytes, charset: str | None = None) -> Iterator[Content | tuple[str, str]]:
    """The entries of a feed; of one without words its key and the reason.

    Raises:
        ValueError: it is no feed, or declares entities of its own, which could expand without end.
    """
    # Imported here: only feeds pay for it.
    import feedparser

    text = _DECLARED.sub("", without_controls(decode_page(data, charset)))
    if _ENTITIES.search(text):
        raise ValueError("it declares entities of its own, which are not read (they could expand without end)")
    feed = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")), response_headers={"content-type": "text/xml; charset=utf-8"}
    )
    if not feed.get("version"):
        raise ValueError("it is neither an RSS nor an Atom feed")
    if not feed.entries:
        raise ValueError("the feed has no entries")
    keys = Keys()
    for number, entry in enumerate(feed.entries[:_MOST], 1):
        key = keys.make(entry.get("link") or entry.get("id"), entry.get("title"), number)
        content = _content(entry, feed.feed, feed.version, key)
        yield content if content.unmarked.text else (key, "it holds no words")


def _content(entry: FeedParserDict, feed: FeedParserDict, version: str, key: str) -> Content:
    title = " ".join(fragment(_text(entry.get("title"))))
    bodies = [_text(each.get("value")) for each in entry.get("content") or ()]
    # A feed gives an entry in whole, in short, or both.
    paragraphs = max((fragment(body) for body in (*bodies, _text(entry.get("summary")))), key=_length, default=[])
    if title and not any(fold(title) == fold(paragraph) for paragraph in paragraphs[:2]):
        paragraphs = [title, *paragraphs]
    tag, written = ("published", _own(entry, "published"))
    if not written and version.startswith("rss"):
        # RSS 1.0 has one date an item (dc:date).
        tag, written = "date", _own(entry, "updated")
    day = written_day(written)
    source = entry.get("source") or {}
    facts = SourceFacts(
        title=title or None,
        publisher=_text(source.get("title")) or " ".join(fragment(_text(feed.get("title")))) or None,
        author=_text(entry.get("author")) or None,
        url=page_address(_text(entry.get("link"))),
        published=day,
    )
    kind = "Atom" if version.startswith("atom") else "RSS"
    evidence = f"{kind} {tag} {written}" if day else ""
    return Content(Unmarked("\n\n".join(paragraphs)), facts, evidence, instant(_own(entry, "updated")), key)


def _own(entry: FeedParserDict, name: str) -> str | None:
    # The library gives one date for another where it is missing.
    return dict.get(entry, name)


def _text(value: object) -> str:
    return without_controls(value).strip() if isinstance(value, str) else ""


def _length(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))
