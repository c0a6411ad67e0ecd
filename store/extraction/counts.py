"""Counts: a number and its noun where sources may differ, "1 300 morts", "331 voix", "une dizaine de magasins".

What is measured rather than counted (time, distance, money, shares) is none, nor are scores, years and dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from store.extraction import amounts, numbers
from store.extraction.document import Document
from store.extraction.numbers import Number, alternatives
from store.languages import Language
from store.model import Amount, Count

_YEARS = range(1900, 2101)
_SMALL = 12
_WORD_LEFT = re.compile(r"([^\W\d_]+[.°]?|[°#]) ?$")
_JOINED = frozenset("-–—/:@#")


@dataclass(frozen=True)
class _Nouns:
    pattern: re.Pattern[str]
    known: frozenset[str]
    single: frozenset[str]
    never: frozenset[str]
    endings: tuple[str, ...]
    capital: frozenset[str]
    not_after: frozenset[str]
    definite: frozenset[str]
    one: re.Pattern[str]


@cache
def _nouns(language: Language) -> _Nouns:
    table = language["counts"]
    of = alternatives(table["of"])
    single = alternatives(table["single"])
    between = alternatives(table["between"])
    return _Nouns(
        pattern=re.compile(
            rf" (?P<of>(?:{of}) ?)?(?:(?:{between}) ){{0,2}}(?P<noun>[^\W\d_][\w'-]{{0,30}}[^\W\d_])", re.IGNORECASE
        ),
        known=frozenset(table["known"]),
        single=frozenset(table["single"]),
        never=frozenset(table["never"]),
        endings=tuple(table["endings"]),
        capital=frozenset(table["peoples"]),
        not_after=frozenset(table["not_after"]),
        definite=frozenset(table["definite"]),
        one=re.compile(rf"\b(?:{alternatives(table['one'])}) (?P<noun>{single})\b"),
    )


def find(document: Document, sums: tuple[Amount, ...] | None = None) -> tuple[Count, ...]:
    """The counts in an article, in order, not overlapping; `sums` are its amounts where they are known already."""
    text, nouns = document.levelled, _nouns(document.language)
    money = {span for a in (amounts.find(document) if sums is None else sums) for span in (a.start, a.end)}
    found: list[Count] = []
    for number in document.numbers:
        if number.value is None or number.start in money or number.end in money:
            continue
        match = nouns.pattern.match(text, number.end)
        if match and _is_count(text, number, match, nouns):
            value = number.value if number.grouped is None else number.grouped
            found.append(_count(document, number.start, match, value, number.approximate))
    taken = {count.end for count in found}
    single = (match for match in nouns.one.finditer(document.lowered) if match.end() not in taken)
    found.extend(_count(document, match.start(), match, 1.0, approximate=False) for match in single)
    return tuple(sorted(found, key=lambda count: count.start))


def _is_count(text: str, number: Number, match: re.Match[str], nouns: _Nouns) -> bool:
    noun = match["noun"]
    lower = noun.lower()
    if lower in nouns.never or (match["of"] and not (number.scaled or number.approximate)):
        return False
    if noun != lower and lower not in nouns.capital and lower not in nouns.known:
        return False
    value = number.value if number.grouped is None else number.grouped
    if value is None or value != int(value) or value < 1:
        return False
    unknown = lower not in nouns.known and lower not in nouns.capital
    if unknown and (not lower.endswith(nouns.endings) or (not number.spelled and value in _YEARS)):
        return False
    if number.start and text[number.start - 1] in _JOINED:
        return False
    before = _WORD_LEFT.search(text[max(0, number.start - 14) : number.start])
    word = before[1].lower() if before else ""
    if word in nouns.not_after:
        return False
    return not (word in nouns.definite and number.spelled and value <= _SMALL)


def _count(document: Document, start: int, match: re.Match[str], value: float, approximate: bool) -> Count:
    end = match.end()
    return Count(
        article=document.article.id,
        start=start,
        end=end,
        surface=document.text[start:end],
        value=value,
        unit=match["noun"].lower(),
        approximate=approximate or numbers.approximate(document.levelled, start, document.language),
    )
