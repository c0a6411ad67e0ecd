"""How much speaks for two accounts telling of one event, as a sum of named contributions.

`Scorer.score` is the sum alone and made to be called millions of times; `Scorer.reasons` says for one pair what it is
made of.  Both add up the same contributions.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store import edtf
from store.edtf import Bounds
from store.events.accounts import Draft
from store.events.frequencies import Frequencies, count
from store.events.rarity import Rarity, likeness
from store.events.when import ANY, When
from store.model import ReasonKind

THRESHOLD = 2.7
"""Two accounts are joined from this score on."""

# What each kind of agreement is worth: found by a logistic regression over pairs of accounts of seven stories in two
# languages and a random search around it; the mean of the best tenth, rounded.  Leaving a story out changes little.
# The smaller ones are set by hand, where adding them helped most stories and harmed none.
_RENDERING = 3.0
_KIND = 1.2
_SAID_ALONE = 0.3
"""As `_KIND`, where both only say that something was said or announced."""
_OTHER_KIND = -1.5
_OTHER_DEEDS = -0.4
_NAMES = 3.1
_STEMS = 2.5
_AMOUNT = 1.8
_NEAR_AMOUNT = 1.3
_OTHER_AMOUNT = -1.6
_FAR_AMOUNT = -2.6
"""As `_OTHER_AMOUNT`, where no two sums are near enough to be one that sources give differently."""
_NEARLY, _COMPARABLE = 0.95, 0.6
"""Shares of the larger sum from which on a smaller one is nearly the same, and one that may be the same."""
_SAME_DAY, _SAME_MONTH, _SAME_YEAR, _WITHIN, _PATTERN = 1.3, 1.1, 1.05, 0.55, 1.1
_OTHER_PERSONS = -1.3
_SAME_AGENT, _OTHER_AGENT = 0.3, -0.5
_OTHER_WORDS = -1.2
_OTHER_REPORT = -0.6
"""As `_OTHER_WORDS`, where what is reported has not a word in common."""
_OTHER_SPEAKERS = -0.4
_NOBODY_SHARED, _NOBODY_NAMED = -1.2, -0.5
_ONLY_THE_DAY, _ONLY_THE_DATE, _ONLY_NAMES = -1.6, -0.3, -0.6
_LONE_DATE = 1.5
"""Each of two articles on one story tells but one thing of the date."""
_SAME_COUNT = 0.5
_PLANNED = -0.3
_LEADS = 0.3
_ONE_DATED = -0.6
_WIDELY_DATED = -1.6
"""As `_ONE_DATED`, where the date of the one is years wide."""
_BOTH_NEWS = 0.4
_BOTH_UNDATED = -0.3
_OLD_NEWS = -1.5
_ONE_ARTICLE = -2.7
_SLIGHT = 1e-6
"""More than what adding in another order changes in a sum."""
_ANY_DAY = 10**9
_MONTH = 31
_YEAR = 366
_RAREST = 2.5
"""A date alone, be it ever so rare, does not make two accounts one event."""

_SAYING = frozenset({"announce", "publish", "reply"})
"""Kinds of happenings in which something is told of another one."""
_LEAD = 1
"""The number of the last sentence that tells an article's news."""

_MAIN = 8
"""So many names, those that most of its accounts are about, tell what story an article is of."""
_ONE_TEXT, _ALIKE = 6, 0.8
"""So many words that two passages share, and how alike these make them, are of one dispatch."""
_ONE_STORY = 2
"""Articles that share so many of them are of one story."""

Part = tuple[ReasonKind, float]
"""The kind of a reason and the points that it gives or takes."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of an account, with what can be reckoned for it alone.

    `first` and `last` are the days that `when` leaves possible, as ordinals, 0 and a very large number where any is.
    `weight` of entities and stems is the sum of their squared rarities; `guess` the days that its date covers, however
    it was come by.  `deeds` are the kinds that are more than saying so; `names_any` whether the passage itself names
    somebody, and not only what stands before it; `says_words` whether it gives a speaker's own words; `story` the names
    that its article is about.
    """

    draft: Draft
    when: When
    first: int
    last: int
    is_day: bool
    guess: Bounds | None
    date_rarity: float
    renderings: frozenset[str]
    entities_weight: float
    stems_weight: float
    amounts: tuple[tuple[float, str | None], ...]
    counts: frozenset[float]
    deeds: frozenset[str]
    names_any: bool
    says_words: bool
    speakers: frozenset[str]
    is_planned: bool
    story: frozenset[str]


class Scorer:
    """Scores pairs of `drafts`, which are named by their numbers.

    Args:
        drafts: the accounts of all articles.
        groups: by quote id the group of renderings that it belongs to.
        frequencies: those of the whole library, where `drafts` are only a few of its accounts.
        beside: the other accounts of their articles, which are not scored.
    """

    def __init__(
        self,
        drafts: Sequence[Draft],
        groups: Mapping[str, str],
        frequencies: Frequencies | None = None,
        beside: Sequence[Draft] = (),
    ) -> None:
        self.frequencies = known = frequencies or count(drafts)
        """What the rarities rest on."""
        total = known.total
        self.stems = Rarity(total, known.stems)
        self.entities = Rarity(total, known.entities)
        self.kinds = Rarity(total, known.kinds)
        self._points_of: dict[frozenset[str], float] = {}
        dates = Rarity(total, known.dates)
        unknown = dates.at(0)
        stories = _stories([*drafts, *beside])
        self.profiles = [
            Profile(
                draft=draft,
                when=(when := When.of(draft)),
                first=when.bounds.first.toordinal() if when.bounds else 0,
                last=when.bounds.last.toordinal() if when.bounds else _ANY_DAY,
                is_day=when.is_day,
                guess=edtf.bounds(draft.account.date),
                date_rarity=min(_RAREST, dates.of.get(draft.account.date or "", unknown)),
                renderings=frozenset(groups[q.id] for q in draft.quotes if q.id in groups),
                entities_weight=self.entities.weight(draft.entities),
                stems_weight=self.stems.weight(draft.stems),
                amounts=tuple((a.value, a.currency) for a in draft.amounts if a.value),
                counts=frozenset(c.value for c in draft.counts if c.value > 1),
                deeds=draft.kinds - _SAYING,
                names_any=not draft.entities.isdisjoint(draft.account.entities),
                says_words=any(q.kind != "indirect" for q in draft.quotes),
                speakers=frozenset(q.speaker for q in draft.quotes if q.speaker),
                is_planned=draft.account.status == "planned",
                story=stories[draft.account.article],
            )
            for draft in drafts
        ]
        self._dated: dict[str, list[tuple[int, int, int]]] = {}
        told = [(draft, When.of(draft).bounds) for draft in beside]
        for draft, bounds in [*((profile.draft, profile.when.bounds) for profile in self.profiles), *told]:
            if bounds and bounds.days <= _YEAR + 1:
                days = bounds.first.toordinal(), bounds.last.toordinal(), draft.account.start
                self._dated.setdefault(draft.account.article, []).append(days)
        self._pattern_rarity = min(_RAREST, dates.at(2))

    def score(self, a: int, b: int, *, dated: bool = True, least: float = -math.inf) -> float:
        """The sum of all that speaks for and against; minus infinity where the dates exclude each other.

        It is so too where much speaks for it and nothing ties the two to one story.  Without `dated` as if neither were
        dated.  Where the sum is less than `least` it may be minus infinity.
        """
        one, other = self.profiles[a], self.profiles[b]
        if dated:
            if one.last < other.first or other.last < one.first:
                return -math.inf
            if (one.when.patterns or other.when.patterns) and one.when.excludes(other.when):
                return -math.inf
        if one.draft.sentence == other.draft.sentence and one.draft.account.article == other.draft.account.article:
            return -math.inf  # the parts of a sentence tell of one happening each
        if dated and least > 0 and self._most(one, other, least) < least:
            return -math.inf
        total = 0.0
        for _, points in self.parts(one, other, dated=dated):
            total += points
        return total if total <= 0 or self._are_anchored(one, other) else -math.inf

    def _are_anchored(self, one: Profile, other: Profile) -> bool:
        """Whether something ties two accounts to one story: words of a quotation, a name, a day, or their articles.

        That two newspapers write "the damage is estimated at 3 million" or "it was renovated in 2019" does not, but
        that they tell of a year in the words of one dispatch does.
        """
        mine, theirs = one.draft, other.draft
        return (
            not mine.entities.isdisjoint(theirs.entities)
            or _share_words(one, other)
            or mine.account.article == theirs.account.article
            or not one.story.isdisjoint(other.story)
            or (
                self._dates(one, other) is not None
                and (
                    max(_days(one), _days(other)) <= (_MONTH if one.names_any and other.names_any else 1)
                    or self._are_one_text(one, other)
                )
            )
        )

    def _are_one_text(self, one: Profile, other: Profile) -> bool:
        """Whether two passages have so many words in common as one dispatch in two papers, and few others have."""
        shared = one.draft.stems & other.draft.stems
        if len(shared) < _ONE_TEXT:
            return False
        return likeness(shared, one.stems_weight, other.stems_weight, self.stems) >= _ALIKE

    def _most(self, one: Profile, other: Profile, least: float) -> float:
        """What the score is at the most, as far as that can be told sooner than the score: most pairs share little.

        What is less than `least`, which is more than 0, may be any number that is.
        """
        mine, theirs = one.draft, other.draft
        if not (mine.entities.isdisjoint(theirs.entities) and one.renderings.isdisjoint(other.renderings)):
            return math.inf
        dates = self._dates(one, other)
        stories = len(one.story & other.story)
        one_article = mine.account.article == theirs.account.article
        if not (dates or stories or one_article):
            return -math.inf  # nothing ties them to one story
        most = _SLIGHT
        if dates:
            most += dates[1]
            if stories >= _ONE_STORY and not one_article:
                most += _LONE_DATE
        if one.counts and other.counts:
            most += _SAME_COUNT
        if (one.when.bounds is None) != (other.when.bounds is None):
            most += _BOTH_NEWS
        if one_article and not (mine.taken_up or theirs.taken_up):
            most += _ONE_ARTICLE
        if mine.agent and theirs.agent:
            most += _SAME_AGENT if mine.agent == theirs.agent else _OTHER_AGENT
        if mine.persons and theirs.persons and mine.persons.isdisjoint(theirs.persons):
            most += _OTHER_PERSONS
        if shared := mine.kinds & theirs.kinds:
            most += self._kinds_points(shared)
        elif mine.kinds and theirs.kinds:
            most += _OTHER_KIND
        if mine.entities and theirs.entities:
            most += max(_NOBODY_SHARED, _NOBODY_NAMED)
        if one.amounts and other.amounts:
            most += _AMOUNT
        if most + _STEMS < least:
            return most + _STEMS
        stems = mine.stems & theirs.stems
        return most + _STEMS * likeness(stems, one.stems_weight, other.stems_weight, self.stems) if stems else most

    def _kinds_points(self, shared: frozenset[str]) -> float:
        """What it is worth that two accounts name these kinds of happenings; a library has few such sets."""
        points = self._points_of.get(shared)
        if points is None:
            worth = _SAID_ALONE if shared <= _SAYING else _KIND
            points = self._points_of[shared] = worth * min(2.0, self.kinds.sums(shared)[0] / 2)
        return points

    def parts(self, one: Profile, other: Profile, *, dated: bool = True) -> list[Part]:
        """What the score is made of, each contribution that is not nothing."""
        mine, theirs = one.draft, other.draft
        parts: list[Part] = []
        same_rendering = _share_words(one, other)
        if same_rendering:
            parts.append(("rendering", _RENDERING))
        shared_kinds = mine.kinds & theirs.kinds
        if shared_kinds:
            parts.append(("kinds", self._kinds_points(shared_kinds)))
            if one.deeds and other.deeds and one.deeds.isdisjoint(other.deeds) and not same_rendering:
                parts.append(("other-deeds", _OTHER_DEEDS))
        elif mine.kinds and theirs.kinds and not same_rendering:
            parts.append(("other-kinds", _OTHER_KIND))
        shared_names = mine.entities & theirs.entities
        if shared_names:
            alike = likeness(shared_names, one.entities_weight, other.entities_weight, self.entities)
            parts.append(("names", _NAMES * alike))
        shared_stems = mine.stems & theirs.stems
        if shared_stems:
            alike = likeness(shared_stems, one.stems_weight, other.stems_weight, self.stems)
            parts.append(("words", _STEMS * alike))
        if one.amounts and other.amounts:
            parts.append(_amounts(one.amounts, other.amounts))
        lone = False
        if dated and (part := self._dates(one, other)):
            parts.append(part)
            lone = bool(one.when.bounds and other.when.bounds) and self._is_lone(one, other)
            if lone:
                parts.append(("lone-date", _LONE_DATE))
        if not same_rendering:
            parts += self._apart(one, other, shared_names)
            if not lone and not shared_stems and shared_kinds <= _SAYING:
                parts += _little(one, other, dated=dated)
        if part := _borrowing(one, other, one.when if dated else ANY, other.when if dated else ANY):
            parts.append(part)
        goes_on = mine.account.id == theirs.taken_up or theirs.account.id == mine.taken_up
        if mine.account.article == theirs.account.article and not (same_rendering or goes_on):
            parts.append(("one-article", _ONE_ARTICLE))
        return parts

    @staticmethod
    def _apart(one: Profile, other: Profile, shared_names: frozenset[str]) -> list[Part]:
        """What two accounts that share no rendering of a quote tell alike or otherwise."""
        mine, theirs = one.draft, other.draft
        parts: list[Part] = []
        if mine.persons and theirs.persons and mine.persons.isdisjoint(theirs.persons):
            parts.append(("other-persons", _OTHER_PERSONS))
        if not shared_names and mine.entities and theirs.entities:
            # Names that only stand before a passage may not be those that it is about, where one story is told.
            unsure = not (one.names_any and other.names_any) and len(one.story & other.story) >= _ONE_STORY
            parts.append(("nobody-shared", _NOBODY_NAMED if unsure else _NOBODY_SHARED))
        if mine.agent and theirs.agent:
            same = mine.agent == theirs.agent
            parts.append(("same-agent", _SAME_AGENT) if same else ("other-agent", _OTHER_AGENT))
        if one.says_words and other.says_words:
            parts.append(("other-words", _OTHER_WORDS))
        elif one.speakers and other.speakers and mine.stems.isdisjoint(theirs.stems):
            parts.append(("other-words", _OTHER_REPORT))
        if one.speakers and other.speakers and one.speakers.isdisjoint(other.speakers):
            parts.append(("other-speakers", _OTHER_SPEAKERS))
        if one.counts and not one.counts.isdisjoint(other.counts):
            parts.append(("count", _SAME_COUNT))
        if one.is_planned != other.is_planned:
            parts.append(("planned", _PLANNED))
        if shared_names and mine.sentence <= _LEAD and theirs.sentence <= _LEAD:
            parts.append(("leads", _LEADS))
        return parts

    def _is_lone(self, one: Profile, other: Profile) -> bool:
        """Whether each of two articles on one story tells but one thing of the date of both."""
        if one.draft.account.article == other.draft.account.article or len(one.story & other.story) < _ONE_STORY:
            return False
        wider = one if one.last - one.first >= other.last - other.first else other
        if wider.last - wider.first > _YEAR:
            return False
        for profile in (one, other):
            told = self._dated[profile.draft.account.article]
            if len({at for first, last, at in told if first <= wider.last and wider.first <= last}) != 1:
                return False
        return True

    def _dates(self, one: Profile, other: Profile) -> Part | None:
        """The rarer a date is in a library, the more two accounts have in common that share it."""
        a, b = one.when, other.when
        if a.bounds and b.bounds:
            days, others = one.last - one.first + 1, other.last - other.first + 1
            wider = max(days, others)
            rarity = one.date_rarity if days == wider else other.date_rarity
            if one.first == other.first and days == others:
                if wider == 1:
                    return "same-day", rarity * _SAME_DAY
                return ("same-month", rarity * _SAME_MONTH) if wider <= 31 else ("same-year", rarity * _SAME_YEAR)
            return ("within", rarity * _WITHIN) if wider <= 366 else None
        if a.patterns & b.patterns:
            return "same-pattern", self._pattern_rarity * _PATTERN
        exact = a.bounds or b.bounds
        if exact and exact.days == 1 and (a.patterns or b.patterns):
            # "le 15 juillet" and "le 15 juillet 2025": the day agrees; of a bare weekday every seventh day does.
            days_known = any(p[5:6].isdigit() for p in a.patterns | b.patterns)
            return "fits-pattern", self._pattern_rarity * (_PATTERN if days_known else _PATTERN / 3)
        return None


def _stories(drafts: Sequence[Draft]) -> dict[str, frozenset[str]]:
    """By article the names that it is about: those that most of its accounts name."""
    named: dict[str, Counter[str]] = {}
    for draft in drafts:
        named.setdefault(draft.account.article, Counter()).update(draft.entities)
    return {
        article: frozenset(sorted(counts, key=lambda name: (-counts[name], name))[:_MAIN])
        for article, counts in named.items()
    }


def _days(profile: Profile) -> int:
    """How many days its date covers, 0 where none is stated or only a pattern is."""
    return profile.last - profile.first + 1 if profile.when.bounds else 0


def _share_words(one: Profile, other: Profile) -> bool:
    """Whether both give one utterance.

    A formula ("We have nothing to hide") that others speak in articles on two stories is none.
    """
    if one.renderings.isdisjoint(other.renderings):
        return False
    if len(one.story & other.story) >= _ONE_STORY:
        return True
    # Names that only stand before a passage need not be of who speaks in it.
    mine, theirs = frozenset(one.draft.account.entities), frozenset(other.draft.account.entities)
    if one.is_day and other.is_day and one.first == other.first and not mine.isdisjoint(theirs):
        # Two sources that give the words of one day about one place or body to two persons.
        return True
    return not (_are_others(mine & one.draft.persons, theirs & other.draft.persons) or _are_others(mine, theirs))


def _are_others(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _little(one: Profile, other: Profile, *, dated: bool) -> Iterator[Part]:
    """What speaks against two accounts that share neither what is done nor any word."""
    if dated and one.when.bounds and other.when.bounds:
        yield ("only-the-day", _ONLY_THE_DAY) if one.is_day and other.is_day else ("only-the-date", _ONLY_THE_DATE)
    elif not one.amounts or not other.amounts:
        yield "only-names", _ONLY_NAMES


def _borrowing(one: Profile, other: Profile, a: When, b: When) -> Part | None:
    """What speaks against giving the date of one to the undated other; for it, where both are the day's news."""
    if a.bounds is None and b.bounds is None:
        both = one.draft.account.date and other.draft.account.date
        return None if both else ("both-undated", _BOTH_UNDATED)
    if a.bounds is not None and b.bounds is not None:
        return None
    guess, exact = (one.guess, b.bounds) if a.bounds is None else (other.guess, a.bounds)
    if guess is None or exact is None:
        return "one-dated", _ONE_DATED if exact is None or exact.days <= _YEAR else _WIDELY_DATED
    return ("both-news", _BOTH_NEWS) if guess.overlaps(exact) else ("old-news", _OLD_NEWS)


def _amounts(mine: Sequence[tuple[float, str | None]], theirs: Sequence[tuple[float, str | None]]) -> Part:
    """The best agreement of a sum of the one with a sum of the other; those of two currencies are not compared."""
    nearest = 0.0
    for value, currency in mine:
        for figure, unit in theirs:
            if not (currency and unit and currency != unit):
                nearest = max(nearest, min(value, figure) / max(value, figure))
    if nearest == 1:
        return "amount", _AMOUNT
    if nearest > _NEARLY:
        return "near-amount", _NEAR_AMOUNT
    return "other-amount", _OTHER_AMOUNT if nearest >= _COMPARABLE else _FAR_AMOUNT
