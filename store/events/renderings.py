"""Renderings of one utterance: quotes of several sources, or languages, that give the same words.

Two quotes are taken for one utterance where they share most of what the shorter one says and their speakers may be one.
Between languages only what needs no translation counts: numbers and names.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.events.clusters import Clusters
from store.events.wording import wording
from store.model import Quote, QuoteGroup, QuoteMember
from store.text import fold, level

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_NAME = re.compile(r"(?<![\w'])[^\W\d_a-zà-öø-ÿ][\w-]{1,40}")
_SHARED = 0.6
"""Share of the shorter quote's words that the other has too; half of it where one person gives the same numbers."""
_COMMON = 200
"""A word that stands in more quotes than this leads to no candidates."""


@dataclass(frozen=True)
class _Gist:
    quote: Quote
    stems: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        return self.stems | self.numbers


def group(quotes: Sequence[Quote], speakers: Mapping[str, str]) -> tuple[QuoteGroup, ...]:
    """The groups of two or more renderings.

    Args:
        quotes: all quotes of a library.
        speakers: by quote id what stands for its speaker (an entity's id), for those whose speaker is known.
    """
    gists = [_gist(quote) for quote in sorted(quotes, key=lambda q: (q.article, q.start, q.end, q.id))]
    alike = {
        pair: share
        for pair in _candidates(gists)
        if (share := _likeness(gists[pair[0]], gists[pair[1]], speakers)) is not None
    }
    clusters = Clusters(len(gists))
    members = {i: [i] for i in range(len(gists))}
    for a, b in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        one, other = clusters.find(a), clusters.find(b)
        if one == other:
            continue
        across = [(min(x, y), max(x, y)) for x in members[one] for y in members[other]]
        # One fragment that two utterances have in common does not make them one.
        if 2 * sum(pair in alike for pair in across) >= len(across):
            members[clusters.join(one, other)] = members[one] + members[other]
    return tuple(_as_group([gists[i].quote for i in found]) for found in clusters.groups() if len(found) > 1)


def _gist(quote: Quote) -> _Gist:
    text = level(quote.text)
    numbers = frozenset(n.replace(",", ".") for n in _NUMBER.findall(text))
    names = frozenset(fold(name) for name in _NAME.findall(text[1:]))
    return _Gist(quote, wording(quote.language).stems(text), numbers, names)


def _candidates(gists: Sequence[_Gist]) -> set[tuple[int, int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for i, gist in enumerate(gists):
        for word in gist.words:
            index[word].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in index.values():
        if len(members) <= _COMMON:
            pairs.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    return pairs


def _likeness(one: _Gist, other: _Gist, speakers: Mapping[str, str]) -> float | None:
    """How much of the shorter quote the other has too, 0 to 1; None where they are not taken for one utterance."""
    if one.quote.article == other.quote.article and one.quote.start < other.quote.end <= one.quote.end:
        return None  # a part of the other, marked within it
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return None  # other figures are other words, however alike the rest
    speaker, other_speaker = speakers.get(one.quote.id), speakers.get(other.quote.id)
    same_speaker = speaker is not None and speaker == other_speaker
    if one.quote.language != other.quote.language:
        same = same_speaker and bool(one.numbers & other.numbers) and _names_shared(one, other)
        return _SHARED if same else None
    common, fewest = one.words & other.words, min(len(one.words), len(other.words))
    if not fewest:
        return None
    share = len(common) / fewest
    if fewest <= 2:
        # Of one or two words all must agree, the longer one may add little, and one person must have said them.
        enough = share == 1 and same_speaker and max(len(one.words), len(other.words)) <= 2 * fewest
    elif same_speaker:
        numbers = share >= _SHARED / 2 and len(common) >= 3 and bool(one.numbers & other.numbers)
        enough = share >= _SHARED or numbers
    else:
        # Words that two people are said to have spoken are one utterance only where hardly anything differs.
        unsure = speaker is None or other_speaker is None
        alike = one.numbers == other.numbers
        enough = share >= _SHARED and len(common) >= (4 if unsure else 5) and (alike or unsure)
    return share if enough else None


def _names_shared(one: _Gist, other: _Gist) -> bool:
    # A post is often written without capitals: a name of the one may be a plain word of the other.
    words = {fold(w) for w in re.findall(r"\w{2,40}", level(other.quote.text))}
    back = {fold(w) for w in re.findall(r"\w{2,40}", level(one.quote.text))}
    return bool(one.names & words) or bool(other.names & back)


def _as_group(quotes: Sequence[Quote]) -> QuoteGroup:
    original = next((q.id for q in quotes if q.url or q.date), None)
    ordered = sorted(quotes, key=lambda q: (q.id != original, q.article, q.start))
    # The speaker of the original, else the one that most of the renderings name.
    named = [q.speaker for q in ordered if q.speaker]
    speaker = max(named, key=lambda name: (named.count(name), -named.index(name))) if named else None
    if original and ordered[0].speaker:
        speaker = ordered[0].speaker
    key = "\0".join(sorted(q.id for q in quotes)[:1])
    return QuoteGroup(
        id=hashlib.sha256(f"group\0{key}".encode()).hexdigest()[:10],
        speaker=speaker,
        quotes=tuple(QuoteMember(q.id, q.article, q.text, q.id == original) for q in ordered),
    )
