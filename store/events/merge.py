"""Which accounts tell of one event.

Candidate pairs come from indexes (a shared rendering, a kind of happening with a name, an amount, a rare word), never
from comparing all with all.  A pair's score adds up what agrees and takes off what does not; pairs are joined from the
best down, as long as no two dates in a group exclude each other.  In doubt two accounts stay two events.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store import edtf
from store.edtf import Bounds
from store.events.accounts import Draft
from store.events.candidates import COMMON, candidates
from store.events.clusters import Clusters
from store.events.frequencies import Frequencies
from store.events.scoring import THRESHOLD, Scorer
from store.model import Apart

_RIVAL, _RIVAL_DAYS, _RIVAL_MONTH = 1.3, 3, 31
_TELLER = 0.1
"""What each article that tells of one of two groups adds to the rank of joining them."""
_WEEK, _YEAR = 7, 366
_SAMPLE = 5
"""So many accounts of each of two groups are compared before the groups become one."""
_NEAR = 0.8
"""Pairs of accounts that lack no more than this of the threshold may be one event."""
_OFFERED = 3
"""An event is in at most so many pairs that may be one."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two drafts, by number, that made their groups one, and their score; `dated` whether their dates spoke in it."""

    a: int
    b: int
    score: float
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Near:
    """Two drafts, by number, of groups that may be one event, and what kept these apart."""

    join: Join
    apart: Apart


@dataclass(frozen=True)
class Merged:
    """The drafts in order, the numbers of those that are one event, what joined them, and what nearly did.

    Of two groups there is one `Near` at most, the best first.  `beside` are drafts of the same articles that were not
    compared.
    """

    drafts: tuple[Draft, ...]
    groups: tuple[tuple[int, ...], ...]
    joins: tuple[Join, ...]
    near: tuple[Near, ...]
    scorer: Scorer
    beside: tuple[Draft, ...] = ()


def merge(drafts: Sequence[Draft], groups: Mapping[str, str]) -> Merged:
    """The drafts in groups of one event each; the result does not depend on the order of `drafts`.

    Args:
        drafts: the accounts of all articles.
        groups: by quote id the group of renderings that it belongs to.
    """
    ordered = _ordered(drafts)
    scorer = Scorer(ordered, groups)
    merger = _Merger(ordered, scorer)
    merger.join_best()
    merger.join_rival_dates()
    found = tuple(tuple(members) for members in merger.clusters.groups())
    return Merged(tuple(ordered), found, tuple(merger.joins), tuple(merger.offered()), scorer)


def place(
    new: Sequence[Draft],
    standing: Sequence[Sequence[Draft]],
    beside: Sequence[Draft],
    groups: Mapping[str, str],
    frequencies: Frequencies,
) -> Merged:
    """The groups in which the `new` drafts end up: alone, with one another, or in an event that stands.

    Events that stand stay what they are but for drafts that join them: where a new draft might be of two, it goes to
    the one that it resembles most, and the two are offered as what may be one.

    Args:
        new: the accounts of articles that are added to a library.
        standing: the accounts of events of the library, event by event.
        beside: the other accounts of the articles that tell these events; only `standing` and `new` are compared.
        groups: by quote id the group of renderings that it belongs to.
        frequencies: those of the whole library.
    """
    ordered = _ordered([*new, *(draft for drafts in standing for draft in drafts)])
    number = {draft.account.id: n for n, draft in enumerate(ordered)}
    scorer = Scorer(ordered, groups, frequencies.within(ordered), beside)
    events = [[number[draft.account.id] for draft in drafts] for drafts in standing]
    fresh = {number[draft.account.id] for draft in new}
    merger = _Merger(ordered, scorer)
    for members in events:
        merger.stand(members)
    merger.join_best()
    merger.join_rival_dates()
    found = tuple(tuple(members) for members in merger.clusters.groups() if not fresh.isdisjoint(members))
    return Merged(tuple(ordered), found, tuple(merger.joins), tuple(merger.offered()), scorer, tuple(beside))


def _ordered(drafts: Sequence[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: (d.account.article, d.account.start, d.account.id))


class _Merger:
    """Puts `drafts` into groups."""

    def __init__(self, drafts: Sequence[Draft], scorer: Scorer) -> None:
        self.drafts = drafts
        self.scorer = scorer
        self.clusters = Clusters(len(drafts))
        self.standing: set[int] = set()
        """What stands for groups of which no two become one."""
        self.when = [profile.when for profile in scorer.profiles]
        """By the number that stands for a group: what its dates leave possible."""
        self.members: dict[int, list[int]] = {i: [i] for i in range(len(drafts))}
        self.known: dict[tuple[int, int], float] = {}
        """Scores of pairs, the smaller number first."""
        self.unfit: set[tuple[int, int, int, int]] = set()
        """What stands for two groups that do not agree, with their sizes."""
        self.joins: list[Join] = []
        self.near: list[Near] = []

    def stand(self, members: Sequence[int]) -> None:
        """Begin with these drafts as one event, which stays apart from others that stand."""
        root = members[0]
        for number in members[1:]:
            together = self.when[self.clusters.find(root)].with_(self.when[number])
            joined = sorted(self.members[root] + [number])
            root = self.clusters.join(root, number)
            self.members[root] = joined
            # Sources that differ on the day leave what the first of them says.
            self.when[root] = together or self.when[root]
        self.standing.add(root)

    def are_apart(self, one: int, other: int) -> bool:
        """Whether two groups stay two whatever speaks for one."""
        return one in self.standing and other in self.standing

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs of drafts that are worth comparing, the smaller number first."""
        profiles = self.scorer.profiles
        pairs = candidates(self.drafts, [p.renderings for p in profiles], [p.story for p in profiles])
        if not self.standing:
            return pairs
        stands = [self.clusters.find(n) in self.standing for n in range(len(self.drafts))]
        return ((a, b) for a, b in pairs if not (stands[a] and stands[b]))

    def join_best(self) -> None:
        """Join pairs from the best down."""
        score = self.scorer.score
        scored = []
        for a, b in self.candidates():
            points = score(a, b, least=THRESHOLD - _NEAR)
            if points >= THRESHOLD - _NEAR:
                scored.append((-points, a, b))
                self.known[a, b] = points
        for points, a, b in sorted(scored):
            one, other = self.clusters.find(a), self.clusters.find(b)
            if one == other:
                continue
            join = Join(a, b, -points)
            if -points < THRESHOLD:
                self.near.append(Near(join, "score"))
                continue
            if self.are_apart(one, other):
                self.near.append(Near(join, "group"))
                continue
            together = self.when[one].with_(self.when[other])
            if together is None:
                continue
            if self.fit(one, other):
                self.when[self.join(join)] = together
            else:
                self.near.append(Near(join, "group"))

    def fit(self, one: int, other: int) -> bool:
        """Whether the groups agree on the whole, and not only in the pair that speaks for joining them."""
        sizes = len(self.members[one]), len(self.members[other])
        if sizes == (1, 1):
            return True
        # Groups only grow: as long as both have so many members, they are the same that did not agree before.
        known = (one, other, *sizes)
        if known in self.unfit:
            return False
        pairs = [(a, b) for a in self.members[one][:_SAMPLE] for b in self.members[other][:_SAMPLE]]
        if math.fsum(self.compared(a, b) for a, b in pairs) / len(pairs) >= THRESHOLD / 2:
            return True
        self.unfit.add(known)
        return False

    def compared(self, a: int, b: int) -> float:
        """The score of two drafts, no pair of which weighs more against a group than the threshold; as a rule known."""
        pair = (a, b) if a < b else (b, a)
        found = self.known.get(pair)
        if found is None:
            found = self.known[pair] = max(self.scorer.score(*pair), -THRESHOLD)
        return found

    def join(self, join: Join) -> int:
        """Make the groups of two drafts one; what stands for the new group."""
        one, other = self.clusters.find(join.a), self.clusters.find(join.b)
        root = self.clusters.join(one, other)
        self.members[root] = sorted(self.members[one] + self.members[other])
        if one in self.standing or other in self.standing:
            self.standing.add(root)
        self.joins.append(join)
        return root

    def join_rival_dates(self) -> None:
        """Join groups that tell the same of two dates close to each other: sources that differ on the date.

        What they tell must agree so well that they would be one and to spare without their dates, and no article may
        tell of both dates: then it knows of two happenings.
        """
        days: dict[int, dict[int, Bounds]] = defaultdict(dict)
        index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, profile in enumerate(self.scorer.profiles):
            if profile.when.bounds and profile.when.bounds.days <= _YEAR:
                days[self.clusters.find(i)][i] = profile.when.bounds
                for kind in profile.draft.kinds:
                    for entity in profile.draft.entities:
                        index[kind, entity].append(i)
        near = {
            (a, b) for same in index.values() if len(same) <= COMMON for n, a in enumerate(same) for b in same[n + 1 :]
        }
        scored = []
        for a, b in near:
            one, other = self.clusters.find(a), self.clusters.find(b)
            if one == other or self.are_apart(one, other):
                continue
            if all(_are_near(x, y) for x in days[one].values() for y in days[other].values()):
                score = self.scorer.score(a, b, dated=False)
                if score >= THRESHOLD:
                    # Days that a source states come before those whose year is a guess, what many tell before the rest.
                    rank = score - sum(edtf.is_guess(self.drafts[i].account.date) for i in (a, b))
                    tell = [{self.drafts[i].account.article for i in self.members[root]} for root in (one, other)]
                    rank += _TELLER * (len(tell[0]) + len(tell[1]))
                    scored.append((-rank, a, b, score))
        for _, a, b, score in sorted(scored):
            one, other = self.clusters.find(a), self.clusters.find(b)
            tellers = [{self.drafts[i].account.article for i in days[root]} for root in (one, other)]
            if one == other or tellers[0] & tellers[1] or self.are_apart(one, other):
                continue
            join = Join(a, b, score, dated=False)
            if score >= THRESHOLD + _RIVAL:
                both = days[one] | days[other]
                days[self.join(join)] = both
            elif days[one][a] != days[other][b]:
                self.near.append(Near(join, "days"))

    def offered(self) -> list[Near]:
        """Pairs of groups that may be one, the best first, at most a few of each group."""
        found: list[Near] = []
        known: set[tuple[int, int]] = set()
        often: Counter[int] = Counter()
        for near in sorted(self.near, key=lambda n: (-n.join.score, n.join.a, n.join.b)):
            one, other = sorted((self.clusters.find(near.join.a), self.clusters.find(near.join.b)))
            if one == other or (one, other) in known or max(often[one], often[other]) >= _OFFERED:
                continue
            known.add((one, other))
            if near.apart != "days" and self.when[one].with_(self.when[other]) is None:
                continue
            often.update((one, other))
            found.append(near)
        return found


def _are_near(one: Bounds, other: Bounds) -> bool:
    """Whether two sources may give these dates for one happening: days apart, or months and years beside each other."""
    if one.days > 1 and other.days > 1 and one.overlaps(other):
        return True
    gap = max((one.first - other.last).days, (other.first - one.last).days, 0)
    return gap <= (_RIVAL_MONTH if max(one.days, other.days) > _WEEK else _RIVAL_DAYS)
