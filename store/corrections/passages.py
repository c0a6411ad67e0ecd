"""Words that corrections are about: written down so that they can be found again, and found again.

A passage is looked for in the article whose text has its hash; where there is none, in the articles that hold its exact
words; where these were changed, between the words that stood before and after them, as long as the figures are the
same.  In an article of another name more must fit.  In doubt it is nowhere: a correction that is not carried out is
listed, one that is carried out elsewhere is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property

from store.anchor import anchor, text_hash
from store.corrections.model import Passage, Selector
from store.model import Account, Article, Dataset, Event
from store.text import level

_MOST = 24
"""So many passages stand for an event: enough for it to be found when articles go."""
_ALIKE = 0.6
"""Words that were changed are the same passage where they agree so far (`difflib.SequenceMatcher.ratio`)."""
_LEAST = 12
"""Code points of words before or after a passage that are enough to find it by."""
_TELLING = 60
"""Code points of a passage that hardly stands in another article by chance, whatever stands around it."""
_FIGURE = re.compile(r"\d+")


def passage(article: Article, start: int, end: int, account: str | None = None) -> Passage:
    """`article.text[start:end]` as a correction names it; of a long passage the beginning stands for the whole."""
    found = anchor(article, start, end)
    return Passage(found.sha256, Selector(found.exact, found.prefix, found.suffix), account, article.name)


def of_account(account: Account, articles: Mapping[str, Article]) -> Passage | None:
    """The passage of an account; None where its article is unknown."""
    article = articles.get(account.article)
    return passage(article, account.start, account.end, account.id) if article is not None else None


def of_event(event: Event, articles: Mapping[str, Article]) -> tuple[Passage, ...]:
    """The passages of an event's accounts, at most a few, of as many articles as can be."""
    turns: dict[str, int] = {}
    ordered: list[tuple[int, int, Account]] = []
    for place, account in enumerate(event.accounts):
        turns[account.article] = turn = turns.get(account.article, -1) + 1
        ordered.append((turn, place, account))
    chosen = sorted(ordered, key=lambda item: item[:2])[:_MOST]
    found = (of_account(account, articles) for _, _, account in sorted(chosen, key=lambda item: item[1]))
    return tuple(each for each in found if each is not None)


class Places:
    """Where passages stand in the articles of a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.articles = {article.id: article for article in dataset.articles}
        self._found: dict[Passage, tuple[str, int, int] | None] = {}

    def find(self, wanted: Passage) -> tuple[str, int, int] | None:
        """Article (id), start and end of a passage; None where it is nowhere."""
        if wanted not in self._found:
            self._found[wanted] = self._find(wanted)
        return self._found[wanted]

    def add(self, article: Article) -> None:
        """One more article."""
        self.articles[article.id] = article
        self.__dict__.pop("_by_hash", None)
        self._found.clear()

    @cached_property
    def _by_hash(self) -> dict[str, Article]:
        return {text_hash(article.text): article for article in self.articles.values()}

    def _article(self, sha256: str) -> Article | None:
        # An article's id is the beginning of the hash of its text.
        near = self.articles.get(sha256[:12])
        if near is not None and text_hash(near.text) == sha256:
            return near
        return self._by_hash.get(sha256)

    def _find(self, wanted: Passage) -> tuple[str, int, int] | None:
        selector = wanted.selector
        if not selector.exact:
            return None
        same = self._article(wanted.sha256)
        if same is not None:
            return _best(same, selector)
        in_order = sorted(self.articles.values(), key=lambda a: (a.name != wanted.source, a.file, a.id))
        found = [
            place
            for article in in_order
            if (place := _best(article, selector)) is not None
            and (article.name == wanted.source or self._is_telling(place, selector))
        ]
        if found:
            # The words may be told elsewhere too: what stands round them decides, then the source's name.
            return max(found, key=lambda place: _context(self.articles[place[0]].text, place[1], place[2], selector))
        for article in in_order:
            place = _changed(article, selector, both=article.name != wanted.source)
            if place is not None:
                return place
        return None

    def _is_telling(self, place: tuple[str, int, int], selector: Selector) -> bool:
        """Whether the words are so many, or what stands round them fits so well, that they are the same passage."""
        around = _context(self.articles[place[0]].text, place[1], place[2], selector)
        return len(selector.exact) >= _TELLING or around >= min(_LEAST, len(selector.prefix) + len(selector.suffix))


def _best(article: Article, selector: Selector) -> tuple[str, int, int] | None:
    """Where the exact words stand, of several places the one whose surroundings fit best."""
    text, exact = article.text, selector.exact
    places: list[int] = []
    at = text.find(exact)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = text.find(exact, at + 1)
    if not places:
        return None
    start = max(places, key=lambda at: (_context(text, at, at + len(exact), selector), -at))
    return article.id, start, start + len(exact)


def _context(text: str, start: int, end: int, selector: Selector) -> int:
    """How many code points before and after fit."""
    before, after = text[max(0, start - len(selector.prefix)) : start], text[end : end + len(selector.suffix)]
    return _common(before[::-1], selector.prefix[::-1]) + _common(after, selector.suffix)


def _common(one: str, other: str) -> int:
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        n += 1
    return n


def _changed(article: Article, selector: Selector, *, both: bool) -> tuple[str, int, int] | None:
    """Where words like the exact ones stand between the same surroundings, or, if not `both`, beside one of them."""
    text, size = article.text, len(selector.exact)
    prefix, suffix = selector.prefix, selector.suffix
    spans: list[tuple[int, int]] = []
    if len(prefix) >= _LEAST and (at := text.find(prefix)) >= 0:
        start = at + len(prefix)
        end = text.find(suffix, start, start + 2 * size + len(suffix)) if len(suffix) >= _LEAST else -1
        if end > start or not both:
            spans.append((start, end if end > start else min(len(text), start + size)))
    elif not both and len(suffix) >= _LEAST and (at := text.find(suffix)) > 0:
        spans.append((max(0, at - size), at))
    figures = _FIGURE.findall(selector.exact)
    for start, end in spans:
        if _FIGURE.findall(text[start:end]) != figures:
            continue
        if SequenceMatcher(None, level(text[start:end]), level(selector.exact), autojunk=False).ratio() >= _ALIKE:
            return article.id, start, end
    return None


def overlapping(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """The numbers of those of `spans` that share most with `start:end`, and at least half of the shorter of both."""
    best = 0
    found: list[int] = []
    for n, (a, b) in enumerate(spans):
        shared = min(b, end) - max(a, start)
        if shared <= 0 or 2 * shared < min(b - a, end - start):
            continue
        # Of passages that hold the words the one that is nothing more.
        rank = 2 * shared - (b - a)
        if not found or rank > best:
            best, found = rank, [n]
        elif rank == best:
            found.append(n)
    return found
