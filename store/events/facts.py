"""Where the sources of one event agree, differ, or give the same fact at another precision.

Only what can be the same fact is compared: sums of one currency near each other, counts of one unit, dates of accounts
that happened (or are planned) alike.  Nothing says which source is right.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store import edtf
from store.events.clusters import Clusters
from store.model import Amount, Count, Disagreement, Evidence, FactKind, Grade, GradeReason, Reading
from store.text import level

if TYPE_CHECKING:
    from store.events.accounts import Draft

_ONE_FACT = 0.8
"""Two figures may be the same fact where the smaller is at least this share of the larger."""
_LONE = 0.6
"""As `_ONE_FACT`, for sums of money of which every source gives only one."""
_BEFORE = 60
"""Code points before a figure that say what it is of."""
_BESIDE, _BEHIND = 12, 40
"""Code points before and behind a count of persons that say what became of them."""
_NEAR = 0.05
"""Figures that differ by a larger share are not the same one rounded."""
_PLANNED, _ACHIEVED = "planned", ""
_SCALES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True)
class _Figure:
    evidence: Evidence
    value: float
    approximate: bool

    @classmethod
    def of(cls, draft: Draft, item: Amount | Count, value: float) -> _Figure:
        evidence = Evidence(draft.account.id, item.article, item.start, item.end, item.surface)
        return cls(evidence, value, item.approximate)

    @property
    def article(self) -> str:
        return self.evidence.article

    @property
    def surface(self) -> str:
        return self.evidence.surface


def compare(drafts: Sequence[Draft]) -> list[Disagreement]:
    """What the sources of an event give differently: conflicts, and the same facts rounded or at another precision."""
    return [*_amounts(drafts), *_counts(drafts), *_dates(drafts)]


def figure(value: float, unit: str | None = None) -> str:
    """`3200000000` and "EUR" as "3.2 G EUR": at most twelve digits, nothing rounded away."""
    size, letter = next(((s, n) for s, n in _SCALES if abs(value) >= s), (1.0, ""))
    return " ".join(part for part in (f"{value / size:.12g}", letter, unit or "") if part)


def _amounts(drafts: Sequence[Draft]) -> list[Disagreement]:
    by_currency: dict[tuple[str, str], list[_Figure]] = defaultdict(list)
    currencies = {a.currency for d in drafts for a in d.amounts if a.currency}
    for draft in drafts:
        for amount in draft.amounts:
            if amount.value:
                # A sum without a currency of its own is one of the only currency that the event knows.
                currency = amount.currency or (next(iter(currencies)) if len(currencies) == 1 else "")
                by_currency[currency, _standing(draft, amount)].append(_Figure.of(draft, amount, amount.value))
    return [
        found
        for (currency, _), figures in sorted(_joined(by_currency).items())
        for found in _figures("amount", figures, lambda v, c=currency: figure(v, c), _LONE)  # type: ignore[misc]
    ]


def _counts(drafts: Sequence[Draft]) -> list[Disagreement]:
    by_unit: dict[tuple[str, str], list[_Figure]] = defaultdict(list)
    nouns: dict[str, list[str]] = defaultdict(list)
    for draft in drafts:
        for count in draft.counts:
            unit, noun = _counted(draft, count)
            nouns[unit].append(noun)
            by_unit[unit, _standing(draft, count)].append(_Figure.of(draft, count, count.value))
    # The units of one kind are called by the noun that most sources use.
    called = {unit: min(set(found), key=lambda noun: (-found.count(noun), noun)) for unit, found in nouns.items()}
    return [
        found
        for (unit, _), figures in sorted(_joined(by_unit).items())
        for found in _figures("count", figures, lambda v, u=called[unit]: f"{v:.12g} {u}", 0.0)  # type: ignore[misc]
    ]


def _counted(draft: Draft, count: Count) -> tuple[str, str]:
    """What is counted, "14 personnes blessées" and "14 blessés" alike, and the noun for it."""
    # Imported here: the explorer compares figures too, and starts without all that reads a language.
    from store.events.tolls import tolls

    start, text = draft.account.start, level(draft.account.text)
    before = text[max(0, count.start - start - _BESIDE) : count.start - start]
    return tolls(draft.language).read(count.unit, before, text[count.end - start :][:_BEHIND])


def _joined(by_standing: Mapping[tuple[str, str], Sequence[_Figure]]) -> dict[tuple[str, str], list[_Figure]]:
    """The figures by unit and standing; a planned one that others give as achieved stands with them.

    "She wants to buy it for 97 million" and "she has offered 97 million" agree.
    """
    found = {key: list(figures) for key, figures in by_standing.items()}
    for unit, standing in by_standing:
        if standing == _PLANNED:
            told = {figure.value for figure in found.get((unit, _ACHIEVED), ())}
            planned = found.pop((unit, standing))
            found[unit, _ACHIEVED] = [*found.get((unit, _ACHIEVED), ()), *(f for f in planned if f.value in told)]
            found[unit, _PLANNED] = [f for f in planned if f.value not in told]
    return found


def _standing(draft: Draft, item: Amount | Count) -> str:
    """What a figure is of: only those of one standing are compared.

    A sum planned is not one paid, and what something is worth is not what is offered for it.
    """
    start = draft.account.start
    before = level(draft.account.text[max(0, item.start - start - _BEFORE) : item.start - start])
    # Imported here: the explorer compares figures too, and starts without all that reads a language.
    from store.events.wording import wording

    if wording(draft.language).is_worth(before):
        return "worth"
    return _PLANNED if draft.account.status == "planned" else _ACHIEVED


def _figures(
    kind: FactKind, figures: Sequence[_Figure], name: Callable[[float], str], lone: float
) -> list[Disagreement]:
    """What is given differently: figures near each other, or as far apart as `lone` where each source gives but one."""
    ordered = sorted(figures, key=lambda f: (f.value, f.article))
    single = len({f.article for f in ordered}) == len({(f.article, f.value) for f in ordered})
    least = lone if single else _ONE_FACT
    clusters = Clusters(len(ordered))
    for i in range(len(ordered) - 1):
        if ordered[i].value / ordered[i + 1].value >= least:
            clusters.join(i, i + 1)
    result = []
    for members in clusters.groups():
        facts = [ordered[i] for i in members]
        values = sorted({(f.value, f.approximate) for f in facts})
        if len({f.article for f in facts}) < 2 or len(values) < 2:
            continue
        by_article = {
            article: {f.value for f in facts if f.article == article} for article in {f.article for f in facts}
        }
        if len({frozenset(v) for v in by_article.values()}) == 1 and len({f.approximate for f in facts}) == 1:
            continue  # every source gives the same figures
        grade, reason = _grade(facts)
        least_value, most = values[0][0], values[-1][0]
        apart = round((most - least_value) / most, 6)
        result.append(Disagreement(kind, facts[0].surface, grade, _readings(facts, name), reason, apart))
    return result


def _grade(facts: Sequence[_Figure]) -> tuple[Grade, GradeReason]:
    exact = {f.value for f in facts}
    if len(exact) == 1:
        return "precision", "same-value"
    # One of each: an event may hold hundreds of sums.
    told = {(f.value, f.approximate): f for f in facts}.values()
    found = {_rounds(a, b) for a in told for b in told if a.value < b.value}
    if None in found:
        return "conflict", "differ"
    return "rounding", "rounded" if found == {"rounded"} else "approximate"


def _rounds(one: _Figure, other: _Figure) -> GradeReason | None:
    """Whether one figure, a twentieth from the other at most, is that with fewer digits or is called approximate.

    45 000 may well be written 40 000 with one digit, but nobody would take that for the same sum.
    """
    for coarse, fine in ((one, other), (other, one)):
        digits, finer = _digits(coarse.value), _digits(fine.value)
        near = abs(coarse.value - fine.value) <= _NEAR * fine.value
        if digits < finer and near and math.isclose(float(f"{fine.value:.{digits}g}"), coarse.value, rel_tol=1e-9):
            return "rounded"
        if coarse.approximate and near:
            return "approximate"
    return None


def _digits(value: float) -> int:
    """Significant digits: 2 for 44 000 000 000, 3 for 12.5."""
    mantissa = f"{value:.12e}".split("e")[0].rstrip("0").replace(".", "")
    return max(1, len(mantissa))


def _readings(facts: Sequence[_Figure], name: Callable[[float], str]) -> tuple[Reading, ...]:
    given: dict[tuple[float, bool], list[Evidence]] = defaultdict(list)
    for fact in facts:
        given[fact.value, fact.approximate].append(fact.evidence)
    return tuple(
        _reading(("≈ " if approximate else "") + name(value), evidence)
        for (value, approximate), evidence in sorted(given.items(), key=lambda item: item[0])
    )


def _reading(value: str, evidence: Sequence[Evidence]) -> Reading:
    """The value with the articles that give it and their words, in order, each once."""
    places = sorted(set(evidence), key=lambda e: (e.article, e.start, e.end, e.account))
    return Reading(value, tuple(dict.fromkeys(e.article for e in places)), tuple(places))


def _dates(drafts: Sequence[Draft]) -> list[Disagreement]:
    said: dict[str, list[Evidence]] = defaultdict(list)
    for draft in drafts:
        account = draft.account
        # A guess of the program's is not what a source says; a day whose year alone is uncertain is.
        if account.date and not draft.is_guessed and not account.date.endswith("~"):
            start, end = account.date_span or (account.start, account.end)
            surface = account.text[start - account.start : end - account.start]
            said[account.date.removesuffix("?")].append(Evidence(account.id, account.article, start, end, surface))
    if len(said) < 2 or len({e.article for places in said.values() for e in places}) < 2:
        return []
    dates = sorted(said, key=edtf.sort_key)
    readings = tuple(_reading(date, said[date]) for date in dates)
    apart = max(_days_between(a, b) for a in dates for b in dates)
    if apart:
        return [Disagreement("date", "date", "conflict", readings, "other-days", float(apart))]
    return [Disagreement("date", "date", "precision", readings, "coarser", 0.0)]


def _days_between(one: str, other: str) -> int:
    """Days from the end of one date to the beginning of the other; 0 where they overlap."""
    a, b = edtf.bounds(one), edtf.bounds(other)
    return max(0, (b.first - a.last).days, (a.first - b.last).days) if a and b else 0
