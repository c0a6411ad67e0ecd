"""Finding the parts of a dataset by id: tables that are built when they are first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model import (
        Account,
        Article,
        Dataset,
        Entity,
        Mention,
        Pair,
        Quote,
        QuoteGroup,
        TimeExpression,
        Why,
    )


class Lookup:
    """The parts of a dataset by id.  Unknown ids give None or nothing; nothing here raises."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        """The dataset that was given."""

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id."""
        return {article.id: article for article in self.dataset.articles}

    @cached_property
    def bylines(self) -> Sequence[Article]:
        """What all articles say of themselves; of a stored library without their texts, which nobody reads for it."""
        return self.dataset.articles

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.dataset.entities}

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """Quotes by id."""
        return {quote.id: quote for quote in self.dataset.quotes}

    @cached_property
    def groups(self) -> Mapping[str, QuoteGroup]:
        """Groups of renderings by the id of each quote in them."""
        return {member.id: group for group in self.dataset.quote_groups for member in group.quotes}

    @cached_property
    def whys(self) -> Mapping[str, Why]:
        """What events rest on, by their ids; empty where the dataset was loaded without."""
        return {why.event: why for why in self.dataset.whys}

    @cached_property
    def pairs(self) -> Mapping[str, list[Pair]]:
        """By event id the pairs of events that may be one in which it is, the likeliest first."""
        found: dict[str, list[Pair]] = {}
        for pair in sorted(self.dataset.pairs, key=lambda pair: (-pair.link.score, pair.a, pair.b)):
            found.setdefault(pair.a, []).append(pair)
            found.setdefault(pair.b, []).append(pair)
        return found

    @cached_property
    def _expressions(self) -> dict[str, list[TimeExpression]]:
        found: dict[str, list[TimeExpression]] = {}
        for expression in self.dataset.time_expressions:
            found.setdefault(expression.article, []).append(expression)
        return found

    @cached_property
    def _mentions(self) -> dict[str, list[tuple[Mention, Entity]]]:
        found: dict[str, list[tuple[Mention, Entity]]] = {}
        for entity in self.dataset.entities:
            for mention in entity.mentions:
                found.setdefault(mention.article, []).append((mention, entity))
        for mentions in found.values():
            mentions.sort(key=lambda pair: pair[0].start)
        return found

    def _expressions_of(self, article_id: str) -> list[TimeExpression]:
        return self._expressions.get(article_id, [])

    def _mentions_of(self, article_id: str) -> list[tuple[Mention, Entity]]:
        return self._mentions.get(article_id, [])

    def article_name(self, article_id: str) -> str:
        """How an article is called where there is little room; its id where it is unknown."""
        article = self.articles.get(article_id)
        return article.name if article else article_id

    def time_expressions(self, article_id: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
        """The time expressions of an article that touch `start:end`, in no promised order."""
        return [
            expression
            for expression in self._expressions_of(article_id)
            if expression.end > start and (end is None or expression.start < end)
        ]

    def dating(self, account: Account) -> TimeExpression | None:
        """The time expression that dates an account: the one at its `date_span`, else the one that overlaps it most."""
        if account.date_span is None:
            return None
        start, end = account.date_span
        touching = self.time_expressions(account.article, start, end)
        return max(
            touching,
            key=lambda found: (min(found.end, end) - max(found.start, start), -found.start),
            default=None,
        )

    def mentions(self, article_id: str, start: int = 0, end: int | None = None) -> list[tuple[Mention, Entity]]:
        """The places in `start:end` of an article where an entity is named, in the order of the text."""
        return [
            (mention, entity)
            for mention, entity in self._mentions_of(article_id)
            if mention.end > start and (end is None or mention.start < end)
        ]
