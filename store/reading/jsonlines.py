"""JSON lines: one article a line, an object with `text` and what else is known (`title`, `url`, `date` …)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

from store.reading.article import content_of
from store.reading.content import Content
from store.reading.dates import instant, written_day
from store.reading.decode import decode
from store.reading.formats import LARGEST
from store.reading.jsonld import names
from store.reading.keys import Keys
from store.reading.metadata import page_address
from store.reading.sources import SourceFacts
from store.text import fold

_TEXT = ("text", "content", "body", "maintext", "articleBody", "article")
_TITLE = ("title", "headline")
_URL = ("url", "link", "canonical_url", "source_url")
_DATE = ("date", "published", "date_publish", "datePublished", "published_at", "publication_date", "pubdate")
_MODIFIED = ("modified", "date_modify", "dateModified", "updated", "updated_at")
_PUBLISHER = ("publisher", "source", "sitename", "site_name", "source_domain", "media")
_AUTHOR = ("author", "authors", "byline")
_LANGUAGE = ("language", "lang")


def read_lines(data: bytes) -> Iterator[Content | tuple[str, str]]:
    """The articles of a file of JSON lines; of a line that holds none its number, as a key, and the reason."""
    keys = Keys()
    for number, line in enumerate(BytesIO(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if not line.strip():
            continue
        try:
            yield _content(line, keys, number)
        except ValueError as error:
            yield str(number), str(error)


def _content(line: bytes, keys: Keys, number: int) -> Content:
    if len(line) > LARGEST:
        raise ValueError(f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        read = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
    if not isinstance(read, dict):
        raise ValueError('it is no JSON object with a "text"')
    text, title = _first(read, _TEXT), _first(read, _TITLE)
    if not text:
        raise ValueError('it is no JSON object with a "text"')
    if title and fold(title) not in fold(text[: 3 * len(title) + 200]):
        text = f"{title}\n\n{text}"
    content = content_of(text)
    url = _first(read, _URL)
    name = next((name for name in _DATE if written_day(read.get(name))), None)
    facts = SourceFacts(
        title=title or None,
        publisher=next((found for key in _PUBLISHER for found in names(read.get(key))), None),
        author=next((", ".join(found) for key in _AUTHOR if (found := names(read.get(key)))), None),
        url=page_address(url) if url else None,
        published=written_day(read[name]) if name else content.facts.published,
        language=(_first(read, _LANGUAGE) or "")[:2].lower() or None,
    )
    evidence = f"JSON {name} {read[name]}" if name else content.evidence
    modified = next((changed for key in _MODIFIED if (changed := instant(read.get(key)))), None)
    identity = read.get("id")
    key = keys.make(url or (str(identity) if isinstance(identity, (str, int)) else None), title, number)
    return Content(content.unmarked, facts, evidence, modified, key)


def _first(read: dict[str, object], keys: tuple[str, ...]) -> str | None:
    return next((value for key in keys if isinstance(value := read.get(key), str) and value.strip()), None)
