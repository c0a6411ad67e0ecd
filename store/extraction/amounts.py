"""Sums of money: "62,5 milliards de dollars", "6,5 M€", "$62.5 billion", "des milliers de milliards de dollars".

A big number without a currency ("38 milliards") is a sum where its sentence speaks of money or the article gives the
same value with a currency; it takes the currency of the article's nearest stated sum, marked `context`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from store.extraction import numbers
from store.extraction.document import Document
from store.extraction.numbers import Number, alternatives
from store.languages import Language
from store.model import Amount

_BARE_FROM = 1_000_000.0
_NEAR = 60
"""Code points before a number in which it is said that it is one of money."""
_TO_NUMBER = re.compile(r"[-–]\d")
_AFTER_NUMBER = re.compile(r"(?= ?(?:[.,;:!?…»”\")\]–—-]|$))", re.MULTILINE)


@dataclass(frozen=True)
class _Money:
    left: re.Pattern[str]
    right: re.Pattern[str]
    first: re.Pattern[str]
    scale: re.Pattern[str]
    bare: re.Pattern[str]
    talk: re.Pattern[str]
    codes: dict[str, tuple[str, float]]
    scales: dict[str, float]
    foreign: dict[str, float]


@cache
def _money(language: Language) -> _Money:
    table = language["amounts"]
    codes: dict[str, tuple[str, float]] = {}
    signs: list[str] = []
    words: list[str] = []
    after_scale: list[str] = []
    for code, entry in table["currencies"].items():
        signs += [*entry.get("signs", []), code]
        words += [*entry.get("words", []), *entry.get("hundredths", [])]
        after_scale += entry.get("after_scale", [])
        for sign in [*entry.get("signs", []), *entry.get("words", []), *entry.get("after_scale", []), code]:
            codes[sign.casefold()] = (code, 1.0)
        for sign in entry.get("hundredths", []):
            codes[sign.casefold()] = (code, 0.01)
    short: dict[str, float] = table["scales"]
    sign = alternatives(signs)
    of = alternatives(table["of"])
    return _Money(
        left=re.compile(rf"(?<![^\W\d_])({sign}) ?$"),
        first=re.compile(rf"(?<![^\W\d_])({sign}) ?\d{{1,4}}(?:[.,]\d{{1,3}})?[-–]$"),
        right=re.compile(
            rf"(?: ?(?P<scale>{alternatives(short)}))?(?:"
            rf" ?(?P<sign>{sign})(?![^\W\d_])"
            rf"|[ -](?:(?:{of}) ?)?(?P<word>(?i:{alternatives(words)}))(?!\w)"
            rf"|[ -](?:(?:{of}) ?)?(?P<scaled>(?i:{alternatives(after_scale)}))(?!\w))"
        ),
        scale=re.compile(rf" ?({alternatives(short)})(?!\w)"),
        bare=re.compile(rf" (?:{alternatives(table['follows'])})(?!\w)", re.IGNORECASE),
        talk=re.compile(rf"(?<!\w)(?:{alternatives(table['talk'])})", re.IGNORECASE),
        codes=codes,
        scales=short,
        foreign=table["foreign"],
    )


def find(document: Document) -> tuple[Amount, ...]:
    """The sums of money in an article, in order, not overlapping; the approximating word stands outside the surface."""
    money = _money(document.language)
    stated: list[Amount] = []
    bare: list[Number] = []
    for number in document.numbers:
        amount = _stated(document, number, money)
        if amount:
            if not stated or stated[-1].end <= amount.start:
                stated.append(amount)
        elif number.scaled and (number.value is None or number.value >= _BARE_FROM):
            bare.append(number)
    found = stated + [amount for number in bare if (amount := _bare(document, number, stated, money))]
    return tuple(sorted(found, key=lambda amount: amount.start))


def _stated(document: Document, number: Number, money: _Money) -> Amount | None:
    text = document.levelled
    start, end, factor = number.start, number.end, 1.0
    right = money.right.match(text, end)
    left = money.left.search(text[max(0, start - 4) : start])
    if not left and not right:
        # "$5-7 billion": the sign stands before the first number.
        left = money.first.search(text[max(0, start - 14) : start])
    elif left and _TO_NUMBER.match(text, end):
        return None
    if left and not (right and right["sign"]):
        code, unit = money.codes[left[1].casefold()]
        start -= len(left.group())
        # "$7.31 billion" in a French article is written as English does: its billion is another one.
        factor = money.foreign.get(text[start:end].rpartition(" ")[2].lower(), 1.0)
        scale = None if number.scaled else money.scale.match(text, end)
        if scale:
            factor, end = money.scales[scale[1]], scale.end()
    elif right:
        if right["scaled"] and not (number.scaled or right["scale"]):
            # Pounds are a weight as well: a few words before must speak of money.
            before = text[max(0, start - _NEAR) : start].rpartition(".")[2]
            if not money.talk.search(before):
                return None
        code, unit = money.codes[(right["sign"] or right["word"] or right["scaled"]).casefold()]
        factor = money.scales[right["scale"]] if right["scale"] else 1.0
        end = right.end()
    else:
        return None
    value = None if number.value is None else round(number.value * factor * unit, 4)
    return _amount(document, start, end, value, number, code, stated=True)


def _bare(document: Document, number: Number, stated: list[Amount], money: _Money) -> Amount | None:
    text = document.levelled
    if not (_AFTER_NUMBER.match(text, number.end) or money.bare.match(text, number.end)):
        return None
    line_start = text.rfind("\n", max(0, number.start - 400), number.start) + 1 or max(0, number.start - 400)
    line_end = text.find("\n", number.end, number.end + 200)
    around = text[line_start : line_end if line_end >= 0 else number.end + 200]
    same = [a for a in stated if number.value is not None and a.value == number.value]
    if not same and not (money.talk.search(around) and (stated or number.value is not None)):
        return None
    nearest = min(same or stated, key=lambda a: abs(a.start - number.start), default=None)
    code = nearest.currency if nearest else None
    return _amount(document, number.start, number.end, number.value, number, code, stated=False)


def _amount(
    document: Document, start: int, end: int, value: float | None, number: Number, code: str | None, *, stated: bool
) -> Amount:
    return Amount(
        article=document.article.id,
        start=start,
        end=end,
        surface=document.text[start:end],
        value=value,
        currency=code,
        currency_basis=None if code is None else "stated" if stated else "context",
        approximate=number.approximate
        or any(numbers.approximate(document.levelled, at, document.language) for at in (start, number.start)),
    )
