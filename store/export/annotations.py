"""Passages, their dates and quotes as Web Annotations of the W3C (https://www.w3.org/TR/annotation-model/), in JSON-LD.

Each points to its words with a TextQuoteSelector, and in the article's cleaned text, which its hash names (RFC 6920),
with a TextPositionSelector as well.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store.anchor import Anchor, anchor
from store.export.manifest import GENERATOR
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Event, Quote
from store.text import printable

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_WEB = re.compile(r"https?://[\x21-\x7e]{1,2000}")


def to_annotations(dataset: Dataset, events: Iterable[Event]) -> str:
    """An AnnotationPage of all that `events` of `dataset` quote, in their order."""
    lookup = Lookup(dataset)
    found: dict[str, dict[str, Any]] = {}
    for event in events:
        for annotation in _of_event(lookup, event):
            found.setdefault(annotation["id"], annotation)
    items = list(found.values())
    name = hashlib.sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()
    page = {"@context": CONTEXT, "id": f"urn:timeline:page:{name[:32]}", "type": "AnnotationPage", "items": items}
    return msgspec.json.format(json.dumps(page, ensure_ascii=False), indent=1) + "\n"


def _of_event(lookup: Lookup, event: Event) -> Iterator[dict[str, Any]]:
    for account in event.accounts:
        article = lookup.articles.get(account.article)
        if article is not None:
            yield _passage(event, account, article)
            if account.date is not None and account.date_span is not None:
                yield _date(account, article, account.date, *account.date_span)
    for identifier in event.quotes:
        quote = lookup.quotes.get(identifier)
        article = lookup.articles.get(quote.article) if quote else None
        if quote is not None and article is not None:
            yield _quote(quote, article)


def _passage(event: Event, account: Account, article: Article) -> dict[str, Any]:
    told = {"type": "TextualBody", "purpose": "describing", "value": printable(event.title), "format": "text/plain"}
    named = {"type": "TextualBody", "purpose": "tagging", "value": f"event:{event.id}"}
    place = _target(article, account.start, account.end)
    bodies = [told, named] if told["value"] else [named]
    return _annotation(f"passage:{event.id}:{account.id}", "describing", bodies, place)


def _date(account: Account, article: Article, date: str, start: int, end: int) -> dict[str, Any]:
    body = {"type": "TextualBody", "purpose": "identifying", "value": date, "format": "text/plain"}
    return _annotation(f"date:{account.id}", "identifying", [body], _target(article, start, end))


def _quote(quote: Quote, article: Article) -> dict[str, Any]:
    said = {"type": "TextualBody", "purpose": "classifying", "value": f"quote:{quote.kind}"}
    bodies = [said]
    if quote.speaker:
        speaker = {"type": "TextualBody", "purpose": "identifying", "format": "text/plain"}
        bodies = [speaker | {"value": printable(quote.speaker)}, said]
    return _annotation(f"quote:{quote.id}", "identifying", bodies, _target(article, quote.start, quote.end))


def _annotation(name: str, motivation: str, bodies: list[dict[str, str]], target: object) -> dict[str, Any]:
    generator = {"id": "urn:timeline:program", "type": "Software", "name": GENERATOR}
    return {
        "id": f"urn:timeline:{name}",
        "type": "Annotation",
        "motivation": motivation,
        "generator": generator,
        "body": bodies if len(bodies) > 1 else bodies[0],
        "target": target,
    }


def _target(article: Article, start: int, end: int) -> dict[str, Any] | list[dict[str, Any]]:
    """The words in the article's text and, where it has an address, in what stands there."""
    known = anchor(article, start, end)
    quote = {"type": "TextQuoteSelector", "exact": known.exact, "prefix": known.prefix, "suffix": known.suffix}
    position = {"type": "TextPositionSelector", "start": known.start, "end": known.end}
    source = {"id": text_address(known), "type": "Text", "format": "text/plain", "language": article.language}
    of_text = {"type": "SpecificResource", "source": source, "selector": [quote, position]}
    if not _WEB.fullmatch(article.url or ""):
        return of_text
    return [{"type": "SpecificResource", "source": article.url, "selector": quote}, of_text]


def text_address(known: Anchor) -> str:
    """The name of an article's text by its SHA-256 (RFC 6920)."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(known.sha256)).decode("ascii").rstrip("=")
    return f"ni:///sha-256;{digest}"
