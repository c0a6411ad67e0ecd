"""Why accounts have their dates, why they are one event, and which events may be one: as data, without words.

Nothing is decided here; it is said of what was decided where it rests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from store import edtf
from store.events.accounts import Draft
from store.events.merge import Join, Merged
from store.events.scoring import Profile, Scorer
from store.model import (
    Account,
    Article,
    Dating,
    DatingKind,
    Event,
    Evidence,
    Link,
    Pair,
    Quote,
    Reason,
    ReasonKind,
    TimeExpression,
    Why,
)

Sides = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""What both accounts have, what the first has for itself, what the second."""


def link(merged: Merged, join: Join) -> Link:
    """The two drafts of `join` with the contributions to their score; points have two decimals."""
    one, other = merged.scorer.profiles[join.a], merged.scorer.profiles[join.b]
    reasons = [
        Reason(kind, round(points, 2), *_sides(kind, one, other, merged.scorer))
        for kind, points in merged.scorer.parts(one, other, dated=join.dated)
    ]
    if not join.dated:
        reasons.append(Reason("rival-days", 0.0, (), _date(one.draft), _date(other.draft)))
    return Link(one.draft.account.id, other.draft.account.id, round(join.score, 2), tuple(reasons))


def _sides(kind: ReasonKind, one: Profile, other: Profile, scorer: Scorer) -> Sides:
    """What a contribution rests on."""
    return _SIDES[kind](one, other, scorer)


def _rendering(one: Profile, other: Profile, _: Scorer) -> Sides:
    return tuple(sorted(one.renderings & other.renderings)), (), ()


def _kinds(one: Profile, other: Profile, _: Scorer) -> Sides:
    shared = one.draft.kinds & other.draft.kinds
    return tuple(sorted(shared)), _naming(one.draft, shared), _naming(other.draft, shared)


def _other_kinds(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), _naming(one.draft, one.draft.kinds), _naming(other.draft, other.draft.kinds)


def _naming(draft: Draft, kinds: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word, named in draft.naming if not kinds.isdisjoint(named)))


def _names(one: Profile, other: Profile, scorer: Scorer) -> Sides:
    shared = one.draft.entities & other.draft.entities
    return tuple(sorted(shared, key=lambda e: (-scorer.entities.of[e], e))), (), ()


def _nobody_shared(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), tuple(sorted(one.draft.entities)), tuple(sorted(other.draft.entities))


def _words(one: Profile, other: Profile, scorer: Scorer) -> Sides:
    shared = one.draft.stems & other.draft.stems
    order = sorted(shared, key=lambda s: (-scorer.stems.of[s], s))
    mine, theirs = one.draft.words, other.draft.words
    # Shown as the first account has it; what the two write differently stands beside.
    words = tuple(mine.get(stem, stem) for stem in order)
    return words, (), tuple(theirs.get(stem, stem) for stem in order)


def _amounts(one: Profile, other: Profile, _: Scorer) -> Sides:
    mine, theirs = (tuple(dict.fromkeys(a.surface for a in p.draft.amounts if a.value)) for p in (one, other))
    return (), mine, theirs


def _dates(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), _date(one.draft), _date(other.draft)


def _date(draft: Draft) -> tuple[str, ...]:
    """The date of a draft, EDTF, or what is known of it, TIMEX3."""
    found = draft.account.date or draft.timex
    return (found,) if found else ()


def _other_persons(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), tuple(sorted(one.draft.persons)), tuple(sorted(other.draft.persons))


def _agents(one: Profile, other: Profile, _: Scorer) -> Sides:
    a, b = one.draft.agent or "", other.draft.agent or ""
    return ((a,), (), ()) if a == b else ((), (a,), (b,))


def _quotes(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), tuple(q.id for q in one.draft.quotes), tuple(q.id for q in other.draft.quotes)


def _speakers(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), tuple(sorted(one.speakers)), tuple(sorted(other.speakers))


def _counts(one: Profile, other: Profile, _: Scorer) -> Sides:
    shared = one.counts & other.counts
    mine, theirs = (dict.fromkeys(c.surface for c in p.draft.counts if c.value in shared) for p in (one, other))
    return (), tuple(mine), tuple(theirs)


def _statuses(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), (one.draft.account.status,), (other.draft.account.status,)


def _nothing(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), (), ()


def _deeds(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (), _naming(one.draft, one.deeds), _naming(other.draft, other.deeds)


def _article(one: Profile, other: Profile, _: Scorer) -> Sides:
    return (one.draft.account.article,), (), ()


_SIDES: Mapping[ReasonKind, Callable[[Profile, Profile, Scorer], Sides]] = {
    "rendering": _rendering,
    "kinds": _kinds,
    "other-kinds": _other_kinds,
    "other-deeds": _deeds,
    "names": _names,
    "nobody-shared": _nobody_shared,
    "words": _words,
    "amount": _amounts,
    "near-amount": _amounts,
    "other-amount": _amounts,
    "count": _counts,
    "lone-date": _dates,
    "same-day": _dates,
    "same-month": _dates,
    "same-year": _dates,
    "within": _dates,
    "same-pattern": _dates,
    "fits-pattern": _dates,
    "rival-days": _dates,
    "other-persons": _other_persons,
    "same-agent": _agents,
    "other-agent": _agents,
    "only-the-day": _dates,
    "only-the-date": _dates,
    "only-names": _nothing,
    "other-words": _quotes,
    "other-speakers": _speakers,
    "planned": _statuses,
    "leads": _nothing,
    "both-undated": _dates,
    "one-dated": _dates,
    "both-news": _dates,
    "old-news": _dates,
    "one-article": _article,
}


class Reasons:
    """Says why, for the events that were made of `merged`.

    Args:
        merged: what the events were made of.
        articles: all articles.
        times: the time expressions of all articles.
        quotes: the quotes of all articles.
    """

    def __init__(
        self,
        merged: Merged,
        articles: Iterable[Article],
        times: Iterable[TimeExpression],
        quotes: Iterable[Quote],
    ) -> None:
        self.merged = merged
        self.articles = {article.id: article for article in articles}
        self.times: dict[tuple[str, int], TimeExpression] = {(t.article, t.start): t for t in times}
        self.quotes = {quote.id: quote for quote in quotes}
        self.draft = {draft.account.id: draft for draft in merged.drafts}
        self.of_article: dict[str, list[Account]] = {}
        """By article: its accounts, in the order of the text."""
        for draft in sorted([*merged.drafts, *merged.beside], key=lambda d: (d.account.start, d.account.id)):
            self.of_article.setdefault(draft.account.article, []).append(draft.account)

    @cached_property
    def published(self) -> str | None:
        """When the articles came out: the first date and the last, EDTF."""
        known = [a.published for a in self.articles.values() if edtf.bounds(a.published)]
        first, last = min(known, key=edtf.sort_key, default=None), max(known, key=edtf.sort_key, default=None)
        return first if first == last else f"{first}/{last}"

    def whys(self, events: Sequence[Event]) -> tuple[Why, ...]:
        """One for each event, in their order."""
        event_of = {account.id: event.id for event in events for account in event.accounts}
        links: dict[str, list[Link]] = {}
        for join in self.merged.joins:
            found = link(self.merged, join)
            links.setdefault(event_of[found.a], []).append(found)
        return tuple(Why(e.id, tuple(self.datings(e)), tuple(links.get(e.id, ()))) for e in events)

    def pairs(self, events: Sequence[Event]) -> tuple[Pair, ...]:
        """Events that may be one, the likeliest first."""
        event_of = {account.id: event.id for event in events for account in event.accounts}
        found = []
        for near in self.merged.near:
            it = link(self.merged, near.join)
            found.append(Pair(event_of[it.a], event_of[it.b], near.apart, it))
        return tuple(found)

    def datings(self, event: Event) -> Iterable[Dating]:
        """What the dates of the event's accounts rest on, in their order."""
        for account in event.accounts:
            dating = self.dating(account, event)
            if dating is not None:
                yield dating

    def dating(self, account: Account, event: Event) -> Dating | None:
        """What the account's date rests on; None where it has none."""
        own = self.draft[account.id].account
        if account.date is None:
            return None
        if account.date != own.date:
            return Dating(account.id, "borrowed", lender=self.lender(account, event), instead=own.date)
        if account.date_span is not None:
            return self.by_words(account)
        if account.date_basis == "published":
            return Dating(account.id, "publication", anchor=self.articles[account.article].published)
        post = self.post(account)
        return Dating(account.id, "post", post) if post else self.following(account)

    def by_words(self, account: Account) -> Dating:
        """Of an account that words in its passage date."""
        start, end = account.date_span or (account.start, account.end)
        surface = self.articles[account.article].text[start:end]
        words = Evidence(account.id, account.article, start, end, surface)
        value = self.draft[account.id].timex
        time = self.times.get((account.article, start))
        kind: DatingKind = "words"
        anchor = time.anchor if time else None
        if account.date_basis == "other-source":
            kind, anchor = "year-of-library", self.published
        return Dating(account.id, kind, words, value, anchor, (time.rule if time else None) or None)

    def lender(self, account: Account, event: Event) -> str | None:
        """The account that states the date which another borrows: as it does itself, and in another article, first."""
        lenders = [a for a in event.accounts if a.date == account.date and self.draft[a.id].account.date == a.date]
        told = [a for a in lenders if a.date_basis != "published" or a.date_span is not None]
        basis = ("stated", "published", "context", "other-source")
        best = min(
            told,
            key=lambda a: (
                a.article == account.article,
                basis.index(a.date_basis or "other-source"),
                a.article,
                a.start,
            ),
            default=None,
        )
        return best.id if best else None

    def following(self, account: Account) -> Dating:
        """Of an account that goes on with what its article told before."""
        date = (account.date or "").rstrip("~?%")
        before = [
            a
            for a in self.of_article[account.article]
            if a.start < account.start and a.date and a.date.rstrip("~?%") == date and a.date_basis == "stated"
        ]
        return Dating(account.id, "follows", anchor=date or None, lender=before[-1].id if before else None)

    def post(self, account: Account) -> Evidence | None:
        """The words of the embedded post that dates the account."""
        quote = next((q for i in account.quotes if (q := self.quotes.get(i)) and q.date == account.date), None)
        if quote is None:
            return None
        return Evidence(account.id, quote.article, quote.start, quote.end, quote.text)
