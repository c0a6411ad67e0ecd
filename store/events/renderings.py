"""Renderings of one utterance: quotes of several sources, or languages, that give the same words.

Two quotes are taken for one utterance where they share most of what the shorter one says and their speakers may be one.
Between languages only what needs no translation counts: numbers and names.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from store.events.clusters import Clusters
from store.events.wording import wording
from store.model import Quote, QuoteGroup, QuoteMember
from store.text import fold, level

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_NAME = re.compile(r"(?<![\w'])[^\W\d_a-zà-öø-ÿ][\w-]{1,40}")
_SHARED = 0.6
"""Share of the shorter quote's words that the other has too; half of it where one person gives the same numbers."""
_OF_TWO = 4
"""So many words at least must agree where it is not known that one person speaks."""
_RETOLD = 0.5
"""As `_SHARED`, where one of the two is reported in the author's words."""
_ALIKE, _ROOT = 0.75, 4
"""Share of the fewer words whose first letters, so many, the one other quotation of a speaker at an event has too."""
_COMMON = 200
"""A word that stands in more quotes than this leads to no candidates."""


@dataclass(frozen=True)
class _Gist:
    quote: Quote
    stems: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    speaker: str | None


def group(quotes: Sequence[Quote], speakers: Mapping[str, str]) -> tuple[QuoteGroup, ...]:
    """The groups of two or more renderings.

    Args:
        quotes: all quotes of a library.
        speakers: by quote id what stands for its speaker (an entity's id), for those whose speaker is known.
    """
    gists = [
        _gist(quote, speakers.get(quote.id))
        for quote in sorted(quotes, key=lambda q: (q.article, q.start, q.end, q.id))
    ]
    alike = {
        pair: share for pair in _candidates(gists) if (share := _likeness(gists[pair[0]], gists[pair[1]])) is not None
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
    return tuple(as_group([gists[i].quote for i in found]) for found in clusters.groups() if len(found) > 1)


def widen(
    groups: Sequence[QuoteGroup],
    quotes: Sequence[Quote],
    events: Sequence[frozenset[str]],
    speakers: Mapping[str, str],
) -> tuple[QuoteGroup, ...]:
    """The groups with what an event adds: of a person whom each of two articles quotes once there.

    Both are taken for one utterance where nearly all words of the one begin as words of the other do: two reporters
    chose other forms of them ("rien à cacher", "nous ne cachons rien").

    Args:
        groups: what `group` found.
        quotes: all quotes of a library.
        events: by event the ids of the quotes of its accounts.
        speakers: as for `group`.
    """
    own = {quote.id: quote for quote in quotes if quote.kind != "indirect" and quote.id in speakers}
    numbers = {quote.id: number for number, quote in enumerate(quotes)}
    clusters = Clusters(len(quotes))
    for found in groups:
        for member in found.quotes[1:]:
            clusters.join(numbers[found.quotes[0].id], numbers[member.id])
    wider = set()
    for ids in events:
        said: dict[tuple[str, str], dict[str, list[Quote]]] = {}
        for quote in (own[id] for id in sorted(ids & own.keys())):
            said.setdefault((speakers[quote.id], quote.language), {}).setdefault(quote.article, []).append(quote)
        for by_article in said.values():
            alone = [found[0] for found in by_article.values() if len(found) == 1]
            for one, other in combinations(alone, 2):
                a, b = numbers[one.id], numbers[other.id]
                if clusters.find(a) != clusters.find(b) and _begin_alike(one, other):
                    wider.add(clusters.join(a, b))
    if not wider:
        return tuple(groups)
    return tuple(as_group([quotes[i] for i in found]) for found in clusters.groups() if len(found) > 1)


def _begin_alike(one: Quote, other: Quote) -> bool:
    mine, theirs = _roots(one), _roots(other)
    fewest = min(len(mine), len(theirs))
    return fewest > 0 and max(len(mine), len(theirs)) <= 2 * fewest and len(mine & theirs) >= _ALIKE * fewest


def _roots(quote: Quote) -> frozenset[str]:
    """The first letters of the words that say something."""
    text, words = level(quote.text), wording(quote.language)
    return frozenset(fold(word)[:_ROOT] for word in words.by_stem(text, words.stems(text)).values())


def _gist(quote: Quote, speaker: str | None) -> _Gist:
    text = level(quote.text)
    numbers = frozenset(n.replace(",", ".") for n in _NUMBER.findall(text))
    names = frozenset(fold(name) for name in _NAME.findall(text[1:]))
    stems = wording(quote.language).stems(text)
    return _Gist(quote, stems, numbers, names, stems | numbers, speaker)


def _candidates(gists: Sequence[_Gist]) -> Iterator[tuple[int, int]]:
    """Pairs that share a word which is not too common, but for those that cannot share enough words."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, gist in enumerate(gists):
        for word in gist.words:
            index[word].append(i)
    common = {word for word, members in index.items() if len(members) > _COMMON}
    sizes = [len(gist.words) for gist in gists]
    speakers = [gist.speaker for gist in gists]
    unindexed = [len(gist.words & common) for gist in gists]
    for a, gist in enumerate(gists):
        shared: Counter[int] = Counter()
        for word in gist.words:
            if word not in common:
                members = index[word]
                shared.update(members[bisect_right(members, a) :])
        rest, size, speaker = unindexed[a], sizes[a], gist.speaker
        for b, count in shared.items():
            # A word that leads to no candidates may yet be one that both have.
            most = count + (rest if rest < unindexed[b] else unindexed[b])
            if speaker is None or speaker != speakers[b]:
                if most >= _OF_TWO and most / min(size, sizes[b]) >= _SHARED:
                    yield a, b
            elif most / min(size, sizes[b]) >= _SHARED / 2 or gist.quote.language != gists[b].quote.language:
                yield a, b


def _likeness(one: _Gist, other: _Gist) -> float | None:
    """How much of the shorter quote the other has too, 0 to 1; None where they are not taken for one utterance."""
    if one.quote.article == other.quote.article and one.quote.start < other.quote.end <= one.quote.end:
        return None  # a part of the other, marked within it
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return None  # other figures are other words, however alike the rest
    same_speaker = one.speaker is not None and one.speaker == other.speaker
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
        across = one.quote.article != other.quote.article
        retold = (
            across and "indirect" in (one.quote.kind, other.quote.kind) and share >= _RETOLD and len(common) >= _OF_TWO
        )
        enough = share >= _SHARED or numbers or retold
    else:
        # Words that two people are said to have spoken are one utterance only where hardly anything differs.
        unsure = one.speaker is None or other.speaker is None
        alike = one.numbers == other.numbers
        enough = share >= _SHARED and len(common) >= (_OF_TWO if unsure else _OF_TWO + 1) and (alike or unsure)
    return share if enough else None


def _names_shared(one: _Gist, other: _Gist) -> bool:
    # A post is often written without capitals: a name of the one may be a plain word of the other.
    words = {fold(w) for w in re.findall(r"\w{2,40}", level(other.quote.text))}
    back = {fold(w) for w in re.findall(r"\w{2,40}", level(one.quote.text))}
    return bool(one.names & words) or bool(other.names & back)


def as_group(quotes: Sequence[Quote]) -> QuoteGroup:
    """The group of these renderings of one utterance, what was published first before the others."""
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
