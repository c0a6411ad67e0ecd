"""Accounts that tell on of what an account just before them tells: what they take up from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from store.events.tolls import CONSEQUENCES, DISASTERS
from store.events.wording import Wording

if TYPE_CHECKING:
    from store.events.accounts import Draft

_BACK = 4
"""Passages: what a definite noun takes up was told at most so far before."""
_NEXT = 2
"""Passages: a toll is told at most so far behind what it is of."""


def told_on(draft: Draft, text: str, words: Wording, before: Sequence[Draft]) -> Draft:
    """The draft with what it takes up from those of its article `before` it; `text` is the article's, levelled."""
    told = text[slice(*draft.focus)] if draft.focus[0] == draft.account.start else ""
    draft = _resumed(draft, before) if words.resumes(told) else draft
    draft = _following(draft, before) if words.is_soon_after(told) else draft
    return _toll(draft, before)


def _resumed(draft: Draft, before: Sequence[Draft]) -> Draft:
    """What a definite noun ("The offer was made on Monday") takes up."""
    near = [d for d in before[-2 * _BACK :] if draft.sentence - d.sentence <= _BACK and d.sentence < draft.sentence]
    antecedent = next((d for d in reversed(near) if d.kinds & draft.kinds), near[-1] if near else None)
    if antecedent is None:
        return draft
    return replace(
        draft,
        kinds=draft.kinds | antecedent.kinds,
        entities=draft.entities | antecedent.entities,
        amounts=draft.amounts or antecedent.amounts,
        taken_up=antecedent.account.id if antecedent.kinds & draft.kinds & DISASTERS else None,
    )


def _following(draft: Draft, before: Sequence[Draft]) -> Draft:
    """Undated, what came "shortly afterwards": at about the date of the passage before it."""
    account = draft.account
    told = [d.account.date for d in before[-_BACK:] if draft.sentence - d.sentence == 1 and d.account.date]
    if draft.timex is not None or account.date_basis == "stated" or not told or "/" in told[-1]:
        return draft
    return replace(draft, account=replace(account, date=told[-1].rstrip("~?%") + "~", date_basis="context"))


def _toll(draft: Draft, before: Sequence[Draft]) -> Draft:
    """Without a date of its own, a count of the dead, the injured or the damage of what was told just before it."""
    if draft.taken_up or not draft.counts or not draft.kinds & CONSEQUENCES or draft.timex is not None:
        return draft
    near = [d for d in before[-_BACK:] if 0 < draft.sentence - d.sentence <= _NEXT and d.kinds & DISASTERS]
    if not near or near[-1].account.date is None or near[-1].account.status != draft.account.status:
        return draft
    of, account = near[-1], draft.account
    if not of.is_guessed:
        account = replace(account, date=of.account.date, date_basis="context")
    return replace(draft, account=account, kinds=draft.kinds | of.kinds, taken_up=of.account.id)
