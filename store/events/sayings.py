"""One utterance that sources of an event give differently: to another speaker, or in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from store.events.accounts import Draft
from store.model import Disagreement, Evidence, Quote, Reading
from store.text import fold

_OWN = ("direct", "partial", "unmarked")
"""Kinds of quotes that give somebody's own words."""
_LONGEST = 80


def compare(drafts: Sequence[Draft], groups: Mapping[str, str], persons: Set[str]) -> list[Disagreement]:
    """What the sources give differently of what somebody said.

    Another speaker is a conflict.  Other words are none: every newspaper cuts and translates for itself, so that they
    are kept with the same facts, as `precision` where one rendering is a part of the other and else as `rounding`.

    Args:
        drafts: the accounts of one event.
        groups: by quote id the group of renderings that it belongs to.
        persons: the names of those entities that are persons.
    """
    told: dict[str, dict[str, tuple[str, Quote]]] = defaultdict(dict)
    for draft in drafts:
        for quote in draft.quotes:
            if quote.id in groups:
                told[groups[quote.id]].setdefault(quote.id, (draft.account.id, quote))
    found: list[Disagreement] = []
    for group in sorted(told):
        quotes = sorted(told[group].values(), key=lambda item: (item[1].article, item[1].start, item[1].id))
        if len({quote.article for _, quote in quotes}) > 1:
            found += _speakers(quotes, persons)
            found += _words(quotes)
    return found


def _speakers(quotes: Sequence[tuple[str, Quote]], persons: Set[str]) -> list[Disagreement]:
    """Only persons whom the articles name are compared: a description may be of the same one."""
    named: dict[str, list[Evidence]] = defaultdict(list)
    for account, quote in quotes:
        if quote.speaker in persons and quote.speaker:
            named[quote.speaker].append(_evidence(account, quote))
    if len(named) < 2 or len({e.article for places in named.values() for e in places}) < 2:
        return []
    readings = tuple(_reading(name, named[name]) for name in sorted(named))
    return [Disagreement("attribution", _short(quotes[0][1].text), "conflict", readings, "other-speaker")]


def _words(quotes: Sequence[tuple[str, Quote]]) -> list[Disagreement]:
    """Renderings in one language, by what they say when case and punctuation are set aside."""
    result = []
    for language in sorted({quote.language for _, quote in quotes}):
        said: dict[str, list[Evidence]] = defaultdict(list)
        words: dict[str, tuple[str, ...]] = {}
        for account, quote in quotes:
            if quote.kind in _OWN and quote.language == language:
                spoken = tuple("".join(c if c.isalnum() else " " for c in fold(quote.text)).split())
                key = " ".join(spoken)
                words.setdefault(key, spoken)
                said[key].append(_evidence(account, quote))
        if len(said) < 2 or len({e.article for places in said.values() for e in places}) < 2:
            continue
        longest = max(words, key=lambda key: (len(words[key]), key))
        parts = all(f" {key} " in f" {longest} " for key in words)
        readings = tuple(_reading(said[key][0].surface, said[key]) for key in sorted(said))
        grade, reason = ("precision", "shorter") if parts else ("rounding", "other-words")
        result.append(Disagreement("wording", _short(quotes[0][1].text), grade, readings, reason))  # type: ignore[arg-type]
    return result


def _evidence(account: str, quote: Quote) -> Evidence:
    return Evidence(account, quote.article, quote.start, quote.end, quote.text)


def _reading(value: str, places: Sequence[Evidence]) -> Reading:
    return Reading(_short(value), tuple(dict.fromkeys(e.article for e in places)), tuple(places))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2].rstrip() + " …"
