"""The order in which the parts of a dataset are stored, so that a new article changes few of the files of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Protocol, TypeVar

from store.index.memory import in_order
from store.library.kinds import KEYS, Named
from store.model import Dataset, Entity, Mention


class _OfArticle(Protocol):
    @property
    def article(self) -> str: ...


R = TypeVar("R", bound=_OfArticle)


class Later(Sequence[Any]):
    """Rows that are read when somebody asks for one of them."""

    def __init__(self, read: Callable[[], Sequence[Any]]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> Sequence[Any]:
        return self._read()

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401
        return self._rows[place]


def is_same(dataset: Dataset, stored: Dataset, table: str) -> bool:
    """Whether a table has the very rows that are stored."""
    rows, before = getattr(dataset, table), getattr(stored, table)
    if rows is before:
        return True
    return len(rows) == len(before) and all(row is old for row, old in zip(rows, before, strict=True))


def as_stored(dataset: Dataset, stored: Dataset | None = None) -> Dataset:
    """The dataset with events in the order of the timeline, what belongs to articles article by article.

    So what a screen shows together lies together, and a new article changes few of the files of rows.  Tables that are
    those of `stored` are in order.
    """
    place = {article.id: n for n, article in enumerate(dataset.articles)}

    def by_article(rows: Sequence[R]) -> tuple[R, ...]:
        return tuple(sorted(rows, key=lambda row: place.get(row.article, len(place))))

    ordered: dict[str, Any] = {}
    for table in ("time_expressions", "amounts", "counts", "quotes"):
        rows = getattr(dataset, table)
        if stored is None or rows is not getattr(stored, table):
            ordered[table] = by_article(rows)
    if stored is None or dataset.events is not stored.events:
        ordered["events"] = in_order(dataset.events)
    return replace(dataset, **ordered)


def settled(dataset: Dataset, known: Sequence[Dataset], tables: Iterable[str]) -> Dataset:
    """The dataset with rows of the `known` ones, the first first, in the place of those that are equal to them."""
    changed: dict[str, Any] = {}
    for table in tables:
        rows, others = getattr(dataset, table), [getattr(each, table) for each in known]
        if any(rows is each for each in others):
            continue
        kept = {id(row) for each in others for row in each}
        if all(id(row) in kept for row in rows):
            continue
        key = KEYS[table]
        # Two pairs may be of the same events.
        before: dict[object, list[Any]] = {}
        for each in others:
            for row in each:
                before.setdefault(key(row), []).append(row)
        changed[table] = tuple(
            row if id(row) in kept else next((old for old in before.get(key(row), ()) if old == row), row)
            for row in rows
        )
    return replace(dataset, **changed)


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
