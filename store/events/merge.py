"""Which accounts tell of one event.

Candidate pairs come from indexes (a shared rendering, a kind of happening with a name, an amount, a rare word), never
from comparing all with all.  A pair's score adds up what agrees and takes off what does not; pairs are joined from the
best down, as long as no two dates in a group exclude each other.  In doubt two accounts stay two events.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from store import edtf
from store.edtf import Bounds
from store.events.accounts import Draft
from store.events.clusters import Clusters

THRESHOLD = 2.9
"""Two accounts are joined from this score on."""

# What each kind of agreement is worth: found by a logistic regression over pairs of accounts of seven stories in two
# languages and a random search around it; the mean of the best tenth, rounded.  Leaving a story out changes little.
_RENDERING = 3.0
_KIND = 1.2
_OTHER_KIND = -1.9
_NAMES = 3.1
_STEMS = 2.5
_AMOUNT = 1.8
_NEAR_AMOUNT = 1.3
_OTHER_AMOUNT = -1.6
_SAME_DAY, _SAME_MONTH, _SAME_YEAR, _WITHIN, _PATTERN = 1.3, 1.1, 1.05, 0.55, 1.1
_OTHER_PERSONS = -1.3
_SAME_AGENT, _OTHER_AGENT = 0.3, -0.5
_OTHER_WORDS = -1.2
_RIVAL, _RIVAL_DAYS = 1.3, 3
_NOBODY_SHARED = -1.2
_ONLY_THE_DAY = -1.6
_ONE_DATED = -0.6
_BOTH_NEWS = 0.4
_BOTH_UNDATED = -0.3
_OLD_NEWS = -1.5
_ONE_ARTICLE = -2.7
_TELLING = 1.8
"""Rarity that what is shared must reach together to count in full."""
_RAREST = 2.5
"""A date alone, be it ever so rare, does not make two accounts one event."""
_SAMPLE = 5
"""So many accounts of each of two groups are compared before the groups become one."""
_COMMON = 60
"""A key that more accounts share than this leads to candidates only among those of one date."""


@dataclass(frozen=True)
class _Weights:
    """How telling each word, name and kind is in this library: the logarithm of its rarity (K. Spärck Jones, 1972)."""

    total: int
    stems: Counter[str]
    entities: Counter[str]
    kinds: Counter[str]
    dates: Counter[str]

    @classmethod
    def of(cls, drafts: Sequence[Draft]) -> _Weights:
        return cls(
            len(drafts),
            Counter(s for d in drafts for s in d.stems),
            Counter(e for d in drafts for e in d.entities),
            Counter(k for d in drafts for k in d.kinds),
            Counter(d.account.date for d in drafts if d.account.date and not d.is_guessed),
        )

    def rarity(self, count: int) -> float:
        return math.log(1 + self.total / max(count, 1))


def merge(drafts: Sequence[Draft], groups: Mapping[str, str]) -> list[list[Draft]]:
    """The drafts in groups of one event each; the result does not depend on the order of `drafts`.

    Args:
        drafts: the accounts of all articles.
        groups: by quote id the group of renderings that it belongs to.
    """
    ordered = sorted(drafts, key=lambda d: (d.account.article, d.account.start, d.account.id))
    weights = _Weights.of(ordered)
    renderings = [frozenset(groups[q.id] for q in d.quotes if q.id in groups) for d in ordered]
    scored = []
    for a, b in _candidates(ordered, renderings):
        score = _score(ordered[a], ordered[b], bool(renderings[a] & renderings[b]), weights)
        if score >= THRESHOLD:
            scored.append((-score, a, b))
    clusters = Clusters(len(ordered))
    when = {i: _When.of(draft) for i, draft in enumerate(ordered)}
    groups_of = {i: [i] for i in range(len(ordered))}

    def fit(one: int, other: int) -> bool:
        """Whether the groups agree on the whole, and not only in the pair that speaks for joining them."""
        pairs = [(a, b) for a in groups_of[one][:_SAMPLE] for b in groups_of[other][:_SAMPLE]]
        scores = [_score(ordered[a], ordered[b], bool(renderings[a] & renderings[b]), weights) for a, b in pairs]
        return math.fsum(max(s, -THRESHOLD) for s in scores) / len(scores) >= THRESHOLD / 2

    for _, a, b in sorted(scored):
        one, other = clusters.find(a), clusters.find(b)
        if one == other:
            continue
        together = when[one].with_(when[other])
        if together is not None and fit(one, other):
            root = clusters.join(one, other)
            when[root] = together
            groups_of[root] = sorted(groups_of[one] + groups_of[other])
    _join_rival_days(ordered, renderings, weights, clusters)
    return [[ordered[i] for i in members] for members in clusters.groups()]


def _join_rival_days(
    drafts: Sequence[Draft],
    renderings: Sequence[frozenset[str]],
    weights: _Weights,
    clusters: Clusters,
) -> None:
    """Join groups that tell the same of two days close to each other: sources that differ on the day.

    What they tell must agree so well that they would be one and to spare without their dates, and no article may tell
    of both days: then it knows of two happenings.
    """
    days: dict[int, dict[int, date]] = defaultdict(dict)
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, draft in enumerate(drafts):
        day = _When.of(draft)
        if day.is_day and day.bounds:
            days[clusters.find(i)][i] = day.bounds.first
            for kind in draft.kinds:
                for entity in draft.entities:
                    index[kind, entity].append(i)
    scored = []
    for a, b in {
        (a, b) for same in index.values() if len(same) <= _COMMON for n, a in enumerate(same) for b in same[n + 1 :]
    }:
        one, other = clusters.find(a), clusters.find(b)
        if one != other and abs((days[one][a] - days[other][b]).days) <= _RIVAL_DAYS:
            score = _score(drafts[a], drafts[b], bool(renderings[a] & renderings[b]), weights, dated=False)
            if score >= THRESHOLD + _RIVAL:
                # Days that a source states come before those whose year is a guess.
                score -= sum(edtf.is_guess(drafts[i].account.date) for i in (a, b))
                scored.append((-score, a, b))
    for _, a, b in sorted(scored):
        one, other = clusters.find(a), clusters.find(b)
        tellers = [{drafts[i].account.article for i in days[root]} for root in (one, other)]
        if one != other and not tellers[0] & tellers[1]:
            both = days[one] | days[other]
            days[clusters.join(one, other)] = both


@dataclass(frozen=True)
class _When:
    """What the dates of a group leave possible: the days common to all, and what is known of a day of unknown year."""

    bounds: Bounds | None = None
    patterns: frozenset[str] = frozenset()

    @property
    def is_day(self) -> bool:
        """Whether one day is left: on one day much happens."""
        return self.bounds is not None and self.bounds.days == 1

    @classmethod
    def of(cls, draft: Draft) -> _When:
        bounds = None if draft.is_guessed else edtf.bounds(draft.account.date)
        pattern = draft.timex if draft.timex and bounds is None else None
        return cls(bounds, frozenset([pattern]) if pattern else frozenset())

    def with_(self, other: _When) -> _When | None:
        """What both leave possible, None where they exclude each other."""
        bounds = self.bounds or other.bounds
        if self.bounds and other.bounds:
            if not self.bounds.overlaps(other.bounds):
                return None
            bounds = Bounds(max(self.bounds.first, other.bounds.first), min(self.bounds.last, other.bounds.last))
        patterns = self.patterns | other.patterns
        days = {p[5:] for p in patterns if re.fullmatch(r"XXXX-\d\d-\d\d", p)}
        if len(days) > 1 or (bounds and not all(_fits(p, bounds) for p in patterns)):
            return None
        return _When(bounds, patterns)


def _fits(pattern: str, bounds: Bounds) -> bool:
    """Whether some day of `bounds` may be the partly unknown date (`XXXX-07-15`, `XXXX-WXX-1`)."""
    if bounds.days > 1:
        return True
    if match := re.match(r"XXXX-(\d\d)(?:-(\d\d))?", pattern):
        return bounds.first.month == int(match[1]) and (not match[2] or bounds.first.day == int(match[2]))
    if match := re.match(r"XXXX-WXX-(\d)", pattern):
        return bounds.first.isoweekday() == int(match[1])
    return True


def may_be(draft: Draft, date: str) -> bool:
    """Whether what the draft says of its day, if only a weekday, leaves `date` (EDTF) possible."""
    bounds = edtf.bounds(date)
    return draft.timex is None or draft.account.date is not None or bounds is None or _fits(draft.timex, bounds)


def _candidates(drafts: Sequence[Draft], renderings: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, draft in enumerate(drafts):
        for key in _keys(draft, renderings[i]):
            index[key].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in index.values():
        for block in _blocks(members, drafts):
            pairs.update((a, b) for n, a in enumerate(block) for b in block[n + 1 :])
    return pairs


def _keys(draft: Draft, renderings: Iterable[str]) -> Iterable[tuple[str, ...]]:
    yield from (("rendering", group) for group in renderings)
    yield from (("kind", kind, entity) for kind in draft.kinds for entity in draft.entities)
    yield from (("amount", f"{a.value:.2g}", a.currency or "") for a in draft.amounts if a.value)
    yield from (("amount", f"{a.value:.2g}", "") for a in draft.amounts if a.value and a.currency)
    yield from (("stem", stem) for stem in draft.stems)
    if draft.account.date:
        yield from (("date", draft.account.date, entity) for entity in draft.entities)


def _blocks(members: list[int], drafts: Sequence[Draft]) -> Iterable[list[int]]:
    """`members` whole where they are few, else those of one year, month or day, as far as that makes them few."""
    if len(members) <= _COMMON:
        yield members
        return
    for length in (4, 7, 10):
        by_date: dict[str, list[int]] = defaultdict(list)
        for i in members:
            if drafts[i].account.date:
                by_date[(drafts[i].account.date or "")[:length]].append(i)
        few = [block for block in by_date.values() if len(block) <= _COMMON]
        yield from few
        members = [i for block in by_date.values() if len(block) > _COMMON for i in block]
        if not members:
            return


def _score(one: Draft, other: Draft, same_rendering: bool, weights: _Weights, *, dated: bool = True) -> float:
    a, b = (_When.of(one), _When.of(other)) if dated else (_When(), _When())
    if a.with_(b) is None:
        return -math.inf
    score = _RENDERING if same_rendering else 0.0
    shared_kinds = one.kinds & other.kinds
    if shared_kinds:
        score += _KIND * min(2.0, sum(weights.rarity(weights.kinds[k]) for k in sorted(shared_kinds)) / 2)
    elif one.kinds and other.kinds and not same_rendering:
        score += _OTHER_KIND
    score += _NAMES * _likeness(one.entities, other.entities, weights.entities, weights)
    score += _STEMS * _likeness(one.stems, other.stems, weights.stems, weights)
    score += _amounts(one, other)
    score += _dates(one, other, a, b, weights)
    if one.persons and other.persons and not one.persons & other.persons and not same_rendering:
        score += _OTHER_PERSONS
    if one.entities and other.entities and not one.entities & other.entities and not same_rendering:
        score += _NOBODY_SHARED
    if one.agent and other.agent and not same_rendering:
        score += _SAME_AGENT if one.agent == other.agent else _OTHER_AGENT
    if not shared_kinds and not same_rendering and not one.stems & other.stems and a.is_day and b.is_day:
        score += _ONLY_THE_DAY
    if one.quotes and other.quotes and not same_rendering:
        score += _OTHER_WORDS
    score += _borrowing(one, other, a, b)
    if one.account.article == other.account.article and not same_rendering:
        score += _ONE_ARTICLE
    return score


def _borrowing(one: Draft, other: Draft, a: _When, b: _When) -> float:
    """What speaks against giving the date of one to the undated other; for it, where both are the day's news."""
    if a.bounds is None and b.bounds is None and not (one.account.date and other.account.date):
        return _BOTH_UNDATED
    if (a.bounds is None) == (b.bounds is None):
        return 0.0
    undated, exact = (one, b.bounds) if a.bounds is None else (other, a.bounds)
    guess = edtf.bounds(undated.account.date)
    if guess is None or exact is None:
        return _ONE_DATED
    return _BOTH_NEWS if guess.overlaps(exact) else _OLD_NEWS


def _likeness(one: frozenset[str], other: frozenset[str], counts: Counter[str], weights: _Weights) -> float:
    """Mean of the cosine and the overlap coefficient of two sets, members weighted by their rarity; 0 to 1."""
    common = one & other
    if not common:
        return 0.0

    def length(items: Iterable[str]) -> float:
        return math.fsum(weights.rarity(counts[i]) ** 2 for i in items)

    shared, a, b = length(common), length(one), length(other)
    # The cosine alone would have a sentence that lists ten names resemble nothing.
    likeness = (shared / math.sqrt(a * b) + shared / min(a, b)) / 2
    # Sharing but a name that everybody bears says little, however short both lists are.
    return likeness * min(1.0, math.fsum(weights.rarity(counts[i]) for i in common) / _TELLING)


def _amounts(one: Draft, other: Draft) -> float:
    mine = [a for a in one.amounts if a.value]
    theirs = [a for a in other.amounts if a.value]
    if not mine or not theirs:
        return 0.0
    best = _OTHER_AMOUNT
    for a in mine:
        for b in theirs:
            if a.currency and b.currency and a.currency != b.currency:
                continue
            ratio = min(a.value or 0, b.value or 0) / max(a.value or 1, b.value or 1)
            best = max(best, _AMOUNT if ratio == 1 else _NEAR_AMOUNT if ratio > 0.95 else _OTHER_AMOUNT)
    return best


def _dates(one: Draft, other: Draft, a: _When, b: _When, weights: _Weights) -> float:
    """The rarer a date is in a library, the more two accounts have in common that share it."""
    if a.bounds and b.bounds:
        wider = max(a.bounds.days, b.bounds.days)
        date = one.account.date if a.bounds.days == wider else other.account.date
        rarity = min(_RAREST, weights.rarity(weights.dates[date or ""]))
        if a.bounds == b.bounds:
            return rarity * (_SAME_DAY if wider == 1 else _SAME_MONTH if wider <= 31 else _SAME_YEAR)
        return rarity * _WITHIN if wider <= 366 else 0.0
    if a.patterns & b.patterns:
        return min(_RAREST, weights.rarity(2)) * _PATTERN
    exact = a.bounds or b.bounds
    if exact and exact.days == 1 and (a.patterns or b.patterns):
        # "le 15 juillet" and "le 15 juillet 2025": the day agrees; of a bare weekday every seventh day does.
        days = any(p[5:6].isdigit() for p in a.patterns | b.patterns)
        return min(_RAREST, weights.rarity(2)) * (_PATTERN if days else _PATTERN / 3)
    return 0.0
