"""What the tests of quotes share: articles made of a sentence or two, and the names that stand in them."""

import re
from dataclasses import dataclass

from store.extraction.document import Document
from store.extraction.quotes import find
from store.model import Article, Post, Quote

NAMES = {
    "Claire Morel": "person",
    "Morel": "person",
    "Paul Durand": "person",
    "Durand": "person",
    "Inès Bako": "person",
    "Anna Roe": "person",
    "Roe": "person",
    "RMC": "organization",
    "London": "place",
    "Tom Hill": "person",
    "Hill": "person",
    "Maria Lopez": "person",
    "Lopez": "person",
    "John Baker": "person",
    "Baker": "person",
    "Novalis": "organization",
    "Acme": "organization",
    "Acme Corp": "organization",
    "Reuters": "organization",
    "AFP": "organization",
    "Lille": "place",
    "Texas": "place",
}
_NAMES = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, NAMES), key=len, reverse=True))})(?!\w)")


@dataclass(frozen=True)
class Name:
    start: int
    end: int
    surface: str
    type: str | None
    certain: bool = True


def document(text: str, language: str = "fr", posts: tuple[Post, ...] = ()) -> Document:
    return Document.of(Article(id="a", file="a.txt", text=text, language=language, posts=posts))


def names(text: str) -> list[Name]:
    return [Name(*match.span(), match.group(), NAMES[match.group()]) for match in _NAMES.finditer(text)]


def quotes(text: str, language: str = "fr", posts: tuple[Post, ...] = ()) -> tuple[Quote, ...]:
    return find(document(text, language, posts), names(text))


def said(text: str, language: str = "fr") -> list[tuple[str, str, str | None]]:
    """Kind, words and speaker of every quote."""
    return [(quote.kind, quote.text, quote.speaker) for quote in quotes(text, language)]
