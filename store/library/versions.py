"""Several versions of one article: the same address, and a text that was changed.  One of them counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.model import Article, Place
from store.text import fold

if TYPE_CHECKING:
    from store.library.library import Stored

_WORD = re.compile(r"\w+")
_RUN = 4
"""Words in a run by which two texts are compared."""
_SHARE = 0.3
"""The share of its runs that the shorter text has in common with the longer, where both are versions of one article."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An article whose text was changed: `file` is the new version, `before` the file of the old one.

    `added` and `removed` count words.
    """

    file: str
    before: str
    added: int
    removed: int


def corrected(new: Article, old: Article) -> Corrected:
    """What was changed from one version to another."""
    now, then = Counter(_WORD.findall(new.text)), Counter(_WORD.findall(old.text))
    return Corrected(new.file, old.file, (now - then).total(), (then - now).total())


def in_question(stored: Iterable[Stored]) -> set[str]:
    """The ids of articles that may be versions of others: their texts tell, and no others are looked at."""
    return {item.article.id for items in _by_address(stored) for item in items}


def _by_address(stored: Iterable[Stored]) -> list[list[Stored]]:
    """What stands under one address, where several texts do: few addresses are there twice."""
    found: dict[str, list[Stored]] = {}
    for item in stored:
        if url := item.article.url:
            found.setdefault(_address(url), []).append(item)
    return [items for items in found.values() if len({item.article.id for item in items}) > 1]


def superseded(stored: Sequence[Stored]) -> dict[str, str]:
    """By the id of each article of which there is a later version: the id of that version.

    Later is what its source says was changed later; else what came into the library later; else the longer.
    """
    found: dict[str, str] = {}
    for items in _by_address(stored):
        last = {item.article.id: item for item in sorted(items, key=_order)}
        ordered = sorted(last.values(), key=_order)
        for number, item in enumerate(ordered):
            later = (each for each in reversed(ordered[number + 1 :]) if _is_version(item.article, each.article))
            if (by := next(later, None)) is not None:
                found[item.article.id] = by.article.id
    # An id may stand under two addresses: nobody is the later version of himself, by however many steps.
    return {old: new for old, new in found.items() if not _leads_to(found, new, old)}


def chosen(stored: Sequence[Stored]) -> tuple[Article, ...]:
    """Each article once, in the order of the files' names: of the same text in several files the one that says most.

    Of several versions of one article only the last is among them.
    """
    old = superseded(stored)
    same = _by_text(stored)
    articles = [_saying_most(items) for id, items in same.items() if id not in old]
    return tuple(sorted(articles, key=lambda article: (article.file, article.id)))


def _saying_most(items: Sequence[Stored]) -> Article:
    if len(items) == 1:
        # Nearly all of them, which may be thousands.
        return items[0].article
    return min(items, key=lambda item: (-_facts(item.article), item.article.file, item.root)).article


def _by_text(stored: Iterable[Stored]) -> dict[str, list[Stored]]:
    """What has one text, by its id."""
    found: dict[str, list[Stored]] = {}
    for item in stored:
        found.setdefault(item.article.id, []).append(item)
    return found


def _facts(article: Article) -> int:
    known = (article.title, article.publisher, article.author, article.url, article.published)
    return sum(fact is not None for fact in known)


def with_places(articles: Iterable[Article], stored: Iterable[Stored]) -> tuple[Article, ...]:
    """The articles with all places where their texts stand, whatever the order of `stored`."""
    same = _by_text(stored)
    return tuple(_placed(article, [item.article for item in same.get(article.id, ())]) for article in articles)


def _placed(article: Article, same: Sequence[Article]) -> Article:
    """The article with the places of those with the same text."""
    if not article.places and all(
        not one.places and one.file == article.file and one.url == article.url for one in same
    ):
        return article
    others = {place for one in same for place in (Place(one.file, one.url), *one.places)}
    others -= {Place(article.file, article.url)}
    found = tuple(sorted(others, key=lambda place: (place.file, place.url or "")))
    return article if found == article.places else replace(article, places=found)


def _leads_to(found: dict[str, str], start: str, goal: str) -> bool:
    seen = set()
    while start in found and start not in seen:
        seen.add(start)
        start = found[start]
        if start == goal:
            return True
    return start == goal


def _order(item: Stored) -> tuple[str, int, int, str, str]:
    article = item.article
    return item.modified or article.published or "", item.since, len(article.text), article.file, article.id


def _address(url: str) -> str:
    """The same for http and https, with and without "www." and a slash at the end."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def _is_version(one: Article, other: Article) -> bool:
    if one.title and other.title and fold(one.title) == fold(other.title):
        return True
    runs = [_runs(article.text) for article in (one, other)]
    least = min(len(each) for each in runs)
    return least > 0 and len(runs[0] & runs[1]) >= _SHARE * least


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text))
    return {tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))} if words else set()
