"""What sources give of one fact, in their own words and with the places where they say it."""

from __future__ import annotations

from collections.abc import Iterator

from store.model import Disagreement, Event, Reading
from store.text import fold, printable

Place = tuple[str, int, int]
"""An article's id, and a span of its text."""

_OWN_WORDS = ("wording", "attribution")
"""Facts whose readings are quotations: the words themselves are the place."""


def words(fact: Disagreement, reading: Reading) -> str | None:
    """The words that all who give a sum or a count have for it; None where they differ or it is no figure.

    What is approximate keeps its sign, since the words for it stand around the figure.
    """
    if fact.kind not in ("amount", "count") or not reading.evidence:
        return None
    surfaces = {fold(e.surface): e.surface for e in reversed(reading.evidence)}
    if len(surfaces) > 1:
        return None
    told = printable(next(iter(surfaces.values())))
    return f"≈ {told}" if reading.value.startswith("≈") and not told.startswith("≈") else told


def places(event: Event, fact: Disagreement, reading: Reading, article: str) -> Iterator[Place]:
    """Where `article` says what a reading gives, each place once: the words of a quotation, else the passage."""
    accounts = {account.id: account for account in event.accounts}
    found: dict[Place, None] = {}
    for evidence in reading.evidence:
        if evidence.article != article:
            continue
        account = accounts.get(evidence.account)
        if fact.kind in _OWN_WORDS or account is None:
            found[article, evidence.start, evidence.end] = None
        else:
            found[article, account.start, account.end] = None
    if not found:
        # What an older program stored does not say where.
        found = {(a.article, a.start, a.end): None for a in event.accounts if a.article == article}
        yield from list(found)[:1]
        return
    yield from found


def others(event: Event) -> list[Disagreement]:
    """The facts that sources give alike but for their precision; renderings of words stand with the quotations."""
    return [fact for fact in event.same_fact if fact.kind not in _OWN_WORDS]
