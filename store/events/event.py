"""One event: its accounts together, with its date, its title and what its sources give differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from store import edtf
from store.events import facts, sayings, titles, when
from store.events.accounts import Draft
from store.events.origins import Origins
from store.model import Account, Event


def event(drafts: Sequence[Draft], origins: Origins, groups: Mapping[str, str], persons: Set[str]) -> Event:
    """The event that `drafts` tell.

    Args:
        drafts: its accounts.
        origins: which articles are copies of each other.
        groups: by quote id the group of renderings that it belongs to.
        persons: the names of those entities that are persons.
    """
    date = _date(drafts)
    known = any(d.account.date and not d.is_guessed for d in drafts)
    told = sorted((_dated(d, date if known else None) for d in drafts), key=lambda a: (a.article, a.start, a.id))
    compared = [*facts.compare(drafts), *sayings.compare(drafts, groups, persons)]
    return Event(
        id=min(a.id for a in told),
        date=date,
        title=titles.title(drafts),
        accounts=tuple(told),
        entities=tuple(sorted({e for a in told for e in a.entities})),
        amounts=tuple(dict.fromkeys(amount for a in told for amount in a.amounts)),
        quotes=tuple(dict.fromkeys(q for a in told for q in a.quotes)),
        disagreements=tuple(d for d in compared if d.grade == "conflict"),
        same_fact=tuple(d for d in compared if d.grade != "conflict"),
        copies=origins.copies(told),
    )


def _date(drafts: Sequence[Draft]) -> str | None:
    """The date of an event: the finest that a source states; where stated dates differ, the one that most give.

    Only where nothing is stated it is a date that rests on the day of publication.
    """
    by_basis: dict[bool, list[str]] = {True: [], False: []}
    for draft in drafts:
        if draft.account.date:
            by_basis[draft.is_guessed].append(draft.account.date)
    dates = by_basis[False] or by_basis[True]
    if not dates:
        return None
    support = Counter(dates)

    if not by_basis[False]:
        # Of guesses from days of publication the earliest: what was reported then had happened.
        return min(dates, key=lambda told: (_last(told), edtf.sort_key(told)))

    most = max(support.values())

    def rank(told: str) -> tuple[int, int, int, int, str]:
        agreeing = sum(n for other, n in support.items() if edtf.compatible(told, other))
        found = edtf.bounds(told)
        # The edges of a season are not sharp: it does not outdo a year that more sources give.
        vague = edtf.is_season(told) and support[told] < most
        return -agreeing, vague, found.days if found else 10**9, -support[told], told

    def is_finer(told: str, than: str) -> bool:
        one, other = edtf.bounds(told), edtf.bounds(than)
        vague = edtf.is_season(told) and support[told] < most
        return one is not None and other is not None and not vague and one.days < other.days and one.within(other)

    # "Last week" is compatible with every day of it that sources differ on: it says less than any of these.
    finest = [told for told in support if not any(is_finer(other, told) for other in support)]
    return min(finest, key=rank)


def _last(told: str) -> date:
    found = edtf.bounds(told)
    return found.last if found else date.max


def _dated(draft: Draft, date: str | None) -> Account:
    """The account as it stands in its event: where its article gives no date, the event's, from another source.

    Only a date that some source gives is lent, never a guess, and never to words that exclude it ("on Friday").  A date
    guessed from the day of publication gives way to one that another source states and that excludes it.
    """
    account = draft.account
    if date is not None and not when.may_be(draft, date):
        return account
    unknown = account.date is None or (draft.is_guessed and not edtf.compatible(account.date, date))
    if unknown and date is not None:
        return replace(account, date=date, date_basis="other-source")
    return account
