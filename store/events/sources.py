"""The articles that tell one event, and what they quote."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from store import edtf
from store.lookup import Lookup
from store.model import Account, Article, Event, Quote


class Source(NamedTuple):
    """One article and its accounts of the event, in the order of the text."""

    article: Article
    accounts: tuple[Account, ...]


def sources_of(lookup: Lookup, event: Event) -> tuple[Source, ...]:
    """The articles that tell `event`, by publication, each with its accounts; unknown articles are left out."""
    accounts: dict[str, list[Account]] = defaultdict(list)
    for account in event.accounts:
        accounts[account.article].append(account)
    found = [
        Source(article, tuple(sorted(told, key=lambda account: account.start)))
        for article_id, told in accounts.items()
        if (article := lookup.articles.get(article_id)) is not None
    ]
    return tuple(sorted(found, key=lambda s: (edtf.sort_key(s.article.published), s.article.name, s.article.id)))


def quotes_of(lookup: Lookup, event: Event, source: Source) -> list[Quote]:
    """The quotes of `event` that stand in this source, in the order of the text."""
    wanted = dict.fromkeys((*event.quotes, *(q for account in source.accounts for q in account.quotes)))
    found = [quote for quote_id in wanted if (quote := lookup.quotes.get(quote_id)) is not None]
    return sorted((q for q in found if q.article == source.article.id), key=lambda q: q.start)
