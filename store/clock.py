"""Two clocks of a timeline: when events happened, and when they were written of; and what was known on a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Literal

from store import edtf
from store.filters import Index
from store.model import Article, Disagreement, Event
from store.text import printable

Clock = Literal["happened", "written"]
CLOCKS: tuple[Clock, ...] = ("happened", "written")

_TITLE = 90
"""Characters of a title that is made of an account's words."""


class Written:
    """The date of publication of the first article that tells each event, by the event's position in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def date(self, position: int) -> str | None:
        """The date (EDTF) on which the event was first written of; None where no article of it has one."""
        return self._index.columns.written[position]

    @cached_property
    def days(self) -> list[edtf.Bounds | None]:
        """The days that these dates cover, by position; one object for events of one date."""
        return [edtf.bounds(date) for date in self._index.columns.written]

    @cached_property
    def is_certain(self) -> bool:
        """Whether the order says truly what was written of first: no date is as vague as to be before or after."""
        return not unordered(self._index.columns.written)

    @cached_property
    def rank(self) -> list[int]:
        """Each event's place in the order of writing, those first written of at an unknown time last."""
        dates = self._index.columns.written
        keys = {date: edtf.sort_key(date) for date in set(dates)}
        rank = [0] * len(dates)
        for place, position in enumerate(sorted(range(len(dates)), key=lambda position: keys[dates[position]])):
            rank[position] = place
        return rank


def unordered(dates: Iterable[str | None]) -> frozenset[str]:
    """Of EDTF dates those whose place among the others nobody knows.

    Such a date covers several days, of which another date has some: "2025-02" may be before or after "2025-02-10".
    """
    bounds = {date: found for date in set(dates) if (found := edtf.bounds(date)) is not None and date is not None}
    spans = {(found.first, found.last) for found in bounds.values()}
    firsts, lasts = sorted(first for first, _ in spans), sorted(last for _, last in spans)
    return frozenset(
        date
        for date, found in bounds.items()
        # Those that begin before its end without those that end before its beginning: all that it overlaps, and itself.
        if found.first < found.last and bisect_right(firsts, found.last) - bisect_left(lasts, found.first) > 1
    )


def out_by(articles: Iterable[Article], date: str) -> frozenset[str]:
    """Ids of the articles that were certainly out by an EDTF date, its end included.

    An article of unknown date was not; one of "2025-02" is out at the end of that month.
    """
    asked = edtf.bounds(date)
    return frozenset(
        article.id
        for article in articles
        if asked is not None and (out := edtf.bounds(article.published)) is not None and out.last <= asked.last
    )


def as_known(event: Event, out: frozenset[str]) -> Event:
    """What the articles `out` (ids) tell of an event; the event itself where these are all of its articles.

    A date or title that rests on other articles gives way to what these say.  Quotes are told apart by the accounts
    that hold them.
    """
    kept = tuple(account for account in event.accounts if account.article in out)
    if len(kept) == len(event.accounts):
        return event
    dates = [account.date for account in kept if edtf.bounds(account.date) is not None]
    date = event.date
    # What a person set rests on no article.
    if date not in dates and "date" not in event.corrected:
        date = None
        for other in dates:
            date = edtf.finer(date, other)
    quotes = {quote for account in kept for quote in account.quotes}
    shortened = event.title.strip(" …")
    title = event.title
    if "title" not in event.corrected and not any(shortened in printable(account.text) for account in kept):
        title = _title(printable(max(kept, key=lambda account: len(account.entities)).text)) if kept else ""
    return replace(
        event,
        date=date,
        title=title,
        accounts=kept,
        amounts=tuple(amount for amount in event.amounts if amount.article in out),
        quotes=tuple(quote for quote in event.quotes if quote in quotes),
        disagreements=tuple(_among(event.disagreements, out)),
        same_fact=tuple(_among(event.same_fact, out)),
        copies=tuple(group for copies in event.copies if len(group := tuple(a for a in copies if a in out)) > 1),
    )


def _among(found: Iterable[Disagreement], out: frozenset[str]) -> Iterable[Disagreement]:
    """What the articles `out` give differently among themselves."""
    for one in found:
        values = tuple(
            replace(value, articles=articles)
            for value in one.values
            if (articles := tuple(article for article in value.articles if article in out))
        )
        if len(values) > 1:
            yield replace(one, values=values)


def _title(text: str) -> str:
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—(«") + " …"
