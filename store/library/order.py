"""The order in which the parts of a dataset are stored, so that a new article changes few of the files of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from store.index.memory import in_order
from store.library.kinds import Named
from store.model import Dataset, Entity, Mention


class _OfArticle(Protocol):
    @property
    def article(self) -> str: ...


R = TypeVar("R", bound=_OfArticle)


def is_same(dataset: Dataset, stored: Dataset, table: str) -> bool:
    """Whether a table has the very rows that are stored."""
    rows, before = getattr(dataset, table), getattr(stored, table)
    return len(rows) == len(before) and all(row is old for row, old in zip(rows, before, strict=True))


def as_stored(dataset: Dataset) -> Dataset:
    """The dataset with events in the order of the timeline, what belongs to articles article by article.

    So what a screen shows together lies together, and a new article changes few of the files of rows.
    """
    place = {article.id: n for n, article in enumerate(dataset.articles)}

    def by_article(rows: Sequence[R]) -> tuple[R, ...]:
        return tuple(sorted(rows, key=lambda row: place.get(row.article, len(place))))

    return replace(
        dataset,
        time_expressions=by_article(dataset.time_expressions),
        amounts=by_article(dataset.amounts),
        counts=by_article(dataset.counts),
        quotes=by_article(dataset.quotes),
        events=in_order(dataset.events),
    )


def named(dataset: Dataset) -> list[Named]:
    """The mentions of all entities, article by article."""
    place = {article.id: n for n, article in enumerate(dataset.articles)}
    found = [Named(entity.id, mention) for entity in dataset.entities for mention in entity.mentions]
    return sorted(found, key=lambda named: (place.get(named.mention.article, len(place)), named.mention.start))


def without_mentions(entities: Sequence[Entity]) -> list[Entity]:
    """Entities as they are stored: their mentions lie apart."""
    return [replace(entity, mentions=()) for entity in entities]


def with_mentions(entities: Sequence[Entity], names: Sequence[Named]) -> tuple[Entity, ...]:
    """Entities with the mentions that are stored apart."""
    mentions: dict[str, list[Mention]] = {}
    for each in names:
        mentions.setdefault(each.entity, []).append(each.mention)
    for each_of in mentions.values():
        each_of.sort(key=lambda mention: (mention.article, mention.start))
    return tuple(replace(entity, mentions=tuple(mentions.get(entity.id, entity.mentions))) for entity in entities)
