"""An event as some of its articles tell it: what a document could know that was written before others came."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from store.model import Disagreement, Event, Quote


def narrowed(event: Event, articles: Set[str], quotes: Mapping[str, Quote]) -> Event:
    """`event` without what only other articles than these (ids) say; its date and title stay as they are now."""
    if all(article in articles for article in event.articles):
        return event
    accounts = tuple(account for account in event.accounts if account.article in articles)
    copies = (tuple(article for article in group if article in articles) for group in event.copies)
    told = {account.article for account in accounts}
    return replace(
        event,
        accounts=accounts,
        quotes=tuple(i for i in event.quotes if i not in quotes or quotes[i].article in told),
        disagreements=_facts(event.disagreements, told),
        same_fact=_facts(event.same_fact, told),
        copies=tuple(group for group in copies if len(group) > 1),
    )


def _facts(facts: tuple[Disagreement, ...], articles: Set[str]) -> tuple[Disagreement, ...]:
    """The facts that these articles still tell in more than one way."""
    left = []
    for fact in facts:
        values = tuple(
            replace(
                value,
                articles=tuple(article for article in value.articles if article in articles),
                evidence=tuple(words for words in value.evidence if words.article in articles),
            )
            for value in fact.values
        )
        values = tuple(value for value in values if value.articles)
        if len(values) > 1:
            left.append(replace(fact, values=values))
    return tuple(left)
