"""A year for days whose article does not give one, from the other articles of the library.

A library holds articles on one story: where those that say when they were published lie within a year, a day without a
year ("le 15 juillet") told by one that does not say is of the year nearest to them.  That is a guess: the date is
marked uncertain ("?", ISO 8601-2:2019) and its basis is another source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from store import edtf
from store.edtf import Bounds
from store.events.accounts import Draft
from store.model import Article

_WITHIN = timedelta(days=366)
_NEAR = timedelta(days=183)
_WEEK = 7
_YEAR = re.compile(r"\d{4}|/\d\d$")
_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")


def place(drafts: Sequence[Draft], articles: Sequence[Article]) -> list[Draft]:
    """The drafts, those dated by a day of unknown year with the one year that the library leaves possible.

    A day to which an article that does not say when it was published gives no year of its own, and which would be later
    than all articles that do, is of the year that brings it nearest to them, and marked as a guess.
    """
    known = [b for b in (edtf.bounds(a.published) for a in articles) if b and b.days <= 31]
    if not known:
        return list(drafts)
    window = Bounds(min(b.first for b in known), max(b.last for b in known))
    if window.last - window.first > _WITHIN:
        return list(drafts)
    exact = [b for b in known if b.days <= _WEEK]
    days = Bounds(min(b.first for b in exact), max(b.last for b in exact)) if exact else None
    unknown = {a.id for a in articles if a.published is None}
    return [
        _placed(_doubted(draft, window) if draft.account.article in unknown else draft, window, days)
        for draft in drafts
    ]


def _doubted(draft: Draft, window: Bounds) -> Draft:
    """The draft of what happened, with doubt where its day is later than all articles and its year another date's."""
    account = draft.account
    told = edtf.bounds(account.date)
    if account.date_basis != "context" or told is None or told.days > 1 or account.date_span is None:
        return draft
    start, end = (at - account.start for at in account.date_span)
    lies_ahead = told.first > window.last + timedelta(days=_WEEK)
    if not lies_ahead or account.status == "planned" or _YEAR.search(account.text[start:end]):
        return draft
    near = [day for day in _days(told.first.month, told.first.day, window) if _distance(day, window) <= _NEAR]
    if len(near) != 1 or near[0] == told.first:
        return replace(draft, account=replace(account, date=f"{told.first}?"))
    return replace(draft, account=replace(account, date=f"{near[0]}?", date_basis="other-source"))


def _placed(draft: Draft, window: Bounds, days: Bounds | None) -> Draft:
    if draft.account.date is not None or draft.timex is None:
        return draft
    near: list[date] = []
    if match := _DAY.match(draft.timex):
        near = [day for day in _days(int(match[1]), int(match[2]), window) if _distance(day, window) <= _NEAR]
    elif (match := _WEEKDAY.match(draft.timex)) and days:
        # News of a weekday is of the week before it appears.
        span = range((days.last - days.first).days + 7)
        week = [days.last - timedelta(days=n) for n in span]
        near = [day for day in week if day.isoweekday() == int(match[1])]
    if len(near) != 1 or draft.account.status == "planned":
        return draft
    return replace(draft, account=replace(draft.account, date=f"{near[0]}?", date_basis="other-source"))


def _days(month: int, day: int, window: Bounds) -> list[date]:
    found = []
    for year in range(window.first.year - 1, window.last.year + 2):
        bounds = edtf.bounds(f"{year:04}-{month:02}-{day:02}")
        if bounds:
            found.append(bounds.first)
    return found


def _distance(day: date, window: Bounds) -> timedelta:
    return max(window.first - day, day - window.last, timedelta(0))
