"""Wire copy: which of an event's articles tell it in the same words, so that five sources may be two origins.

Texts are compared by their shingles, the runs of four words in them (A. Z. Broder, "On the resemblance and containment
of documents", 1997): one is a copy of another that holds nearly all of its words in such runs.  Whole articles are
compared by a sample of their shingles first (Broder's "mod m"), passages only within their event, and each text only
with the longest of those that are copies of each other, so that time grows with the number of texts.

Words that somebody said do not count: two reporters may well have heard the same sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple, TypeVar
from zlib import crc32

from store.events.clusters import Clusters
from store.extraction.document import Document
from store.extraction.quotes.marks import pair
from store.model import Account, Quote

_RUN = 4
"""Words of a shingle."""
_COPIED = 0.8
"""Share of a text's words that stand in shingles which the other has too."""
_PASSAGE, _ARTICLE = 8, 40
"""So many words a passage and an article must have: what is shorter may be alike by chance."""
_SAMPLE = 8
"""Of the shingles of an article one in so many is kept to find those that may be copies."""
_COMMON = 50
"""A shingle that more texts begin with than this is furniture of pages, and leads to no candidates."""
_CANDIDATES = 5
"""So many of the texts that share most are looked at in full."""
_KEPT = 64
"""So many of the texts that others are compared with, the same few again and again, are not cut into shingles anew."""
_WORD = re.compile(r"\w+")
_SPOKEN = ""
"""Stands among the words for all that somebody says in one go."""

_Key = TypeVar("_Key", bound=Hashable)


class Sketch(NamedTuple):
    """A text as far as it is needed to find texts that may be copies of it.

    `length` counts its words but those that somebody said; `shingles` are the hashes of a sample of its shingles, none
    where the text is too short to be compared.
    """

    length: int
    shingles: frozenset[int]


def sketch(document: Document, quotes: Iterable[Quote]) -> Sketch:
    """The sketch of an article in which `quotes` were read."""
    return _sketch(_words(document.levelled, _spoken(document, quotes), 0, len(document.text)), _ARTICLE, _SAMPLE)


class Origins:
    """The articles of a library, to be asked which of those that report an event are copies of each other.

    Args:
        documents: all articles.
        quotes: what was read in them.
        sketches: by article id.
    """

    def __init__(self, documents: Iterable[Document], quotes: Iterable[Quote], sketches: Mapping[str, Sketch]) -> None:
        self._documents = {document.article.id: document for document in documents}
        self._quotes: dict[str, list[Quote]] = defaultdict(list)
        for quote in quotes:
            self._quotes[quote.article].append(quote)
        self._said: dict[str, list[tuple[int, int]]] = {}
        articles = sorted(self._documents)
        self._dispatches = _copies(articles, [sketches[id] for id in articles], self._article_words)

    def copies(self, accounts: Sequence[Account]) -> tuple[tuple[str, ...], ...]:
        """The groups of two or more articles, by id, that are one origin of the event which `accounts` tell.

        Two articles are where a passage of one is a copy of a passage of the other, or where the one as a whole is a
        copy of the other: what a paper has from an agency it does not know from elsewhere.
        """
        articles = sorted({account.article for account in accounts})
        if len(articles) < 2:
            return ()
        passages = {(account.article, account.start, account.end) for account in accounts}
        number = {article: n for n, article in enumerate(articles)}
        clusters = Clusters(len(articles))
        keys = sorted(passages)
        words = {key: self._words(*key) for key in keys}
        for one, other in _copies(keys, [_sketch(words[key], _PASSAGE, 1) for key in keys], words.__getitem__).items():
            clusters.join(number[one[0]], number[other[0]])
        first: dict[str, str] = {}
        for article in articles:
            dispatch = self._dispatches.get(article, article)
            clusters.join(number[article], number[first.setdefault(dispatch, article)])
        return tuple(tuple(articles[n] for n in group) for group in clusters.groups() if len(group) > 1)

    def _article_words(self, article: str) -> list[str]:
        return self._words(article, 0, len(self._documents[article].text))

    def _words(self, article: str, start: int, end: int) -> list[str]:
        document, spoken = self._documents[article], self._said.get(article)
        if spoken is None:
            spoken = self._said[article] = _spoken(document, self._quotes[article])
        return _words(document.levelled, spoken, start, end)


def _spoken(document: Document, quotes: Iterable[Quote]) -> list[tuple[int, int]]:
    """Where somebody's own words stand, in order."""
    spans = [(quote.start, quote.end) for quote in quotes if quote.kind != "indirect"]
    return _disjoint([*spans, *((marked.start, marked.end) for marked in pair(document.levelled))])


def _words(text: str, spoken: Sequence[tuple[int, int]], start: int, end: int) -> list[str]:
    """The words of `text[start:end]` for comparing, `_SPOKEN` for each passage of somebody's."""
    words: list[str] = []
    at = start
    for a, b in spoken[max(0, bisect_right(spoken, (start, start)) - 1) :]:
        if a >= end:
            break
        if b > start:
            words += _WORD.findall(text[at:a].casefold())
            words.append(_SPOKEN)
            at = max(at, b)
    return words + _WORD.findall(text[at:end].casefold())


def _disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _sketch(words: Sequence[str], fewest: int, sample: int) -> Sketch:
    """The sketch of a text of these words.

    Args:
        words: the words, `_SPOKEN` for what somebody says.
        fewest: a text of fewer words has no shingles.
        sample: of the shingles one in so many is kept.
    """
    length = len(words) - words.count(_SPOKEN)
    if length < fewest:
        return Sketch(length, frozenset())
    return Sketch(length, frozenset(h for h in map(_hash, _runs(words)) if h % sample == 0))


def _copies(
    keys: Sequence[_Key], sketches: Sequence[Sketch], words_of: Callable[[_Key], list[str]]
) -> Mapping[_Key, _Key]:
    """By the key of each text that is a copy: the longest text that it is a copy of.

    Args:
        keys: the texts, in an order that depends on nothing but them.
        sketches: those of the texts.
        words_of: gives a text's words.
    """
    texts = [(-sketch.length, place, sketch.shingles) for place, sketch in enumerate(sketches) if sketch.shingles]
    leaders: dict[int, list[int]] = defaultdict(list)
    """By the hash of a shingle: places of texts that hold it and are no copies."""
    found: dict[_Key, _Key] = {}

    @lru_cache(_KEPT)
    def runs_of(leader: int) -> frozenset[tuple[str, ...]]:
        return frozenset(_runs(words_of(keys[leader])))

    for _, place, hashes in sorted(texts, key=lambda text: text[:2]):
        shared = Counter(leader for h in hashes for leader in leaders.get(h, ()))
        candidates = sorted(shared, key=lambda leader: (-shared[leader], leader))[:_CANDIDATES]
        # Where one word of five differs, as much as a copy may, one shingle of five is left; a sample may hold fewer.
        near = [leader for leader in candidates if shared[leader] * 2 * (_RUN + 1) >= len(hashes)]
        words = words_of(keys[place]) if near else []
        original = next((n for n in near if _share(words, runs_of(n)) >= _COPIED), None)
        if original is not None:
            found[keys[place]] = keys[original]
            continue
        for h in hashes:
            if len(leaders[h]) < _COMMON:
                leaders[h].append(place)
    return found


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[n:] for n in range(_RUN)), strict=False)


def _hash(run: tuple[str, ...]) -> int:
    # Python's own hash of a string is another one in every process.
    return crc32(" ".join(run).encode("utf-8", "surrogatepass"))


def _share(words: Sequence[str], runs: Set[tuple[str, ...]]) -> float:
    """How many of `words` stand in shingles that are among `runs`, 0 to 1; what is said by somebody does not count."""
    inside = bytearray(len(words))
    for n in compress(count(), map(runs.__contains__, _runs(words))):
        inside[n : n + _RUN] = b"\1" * _RUN
    own = [covered for covered, word in zip(inside, words, strict=True) if word != _SPOKEN]
    return sum(own) / len(own) if own else 0.0
