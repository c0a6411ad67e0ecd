"""What the rows of each table are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from store.model import (
    Amount,
    Article,
    Count,
    Entity,
    Event,
    Mention,
    Pair,
    Quote,
    QuoteGroup,
    TimeExpression,
    Why,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of an entity: kept by article, so that a new article changes little of the table."""

    entity: str
    mention: Mention


DERIVED: dict[str, type] = {
    "time_expressions": TimeExpression,
    "amounts": Amount,
    "counts": Count,
    "entities": Entity,
    "quotes": Quote,
    "quote_groups": QuoteGroup,
    "events": Event,
    "pairs": Pair,
    "whys": Why,
    "hidden": Event,
}
"""The tables that can always be made again from the articles, and what their rows are."""
KINDS: dict[str, type] = {"articles": Article, "mentions": Named, **DERIVED}
"""The tables that a snapshot reads row by row."""
KEYS: Mapping[str, Callable[[Any], object]] = {
    "articles": attrgetter("id"),
    "entities": attrgetter("id"),
    "quotes": attrgetter("id"),
    "quote_groups": attrgetter("id"),
    "events": attrgetter("id"),
    "hidden": attrgetter("id"),
    "whys": attrgetter("event"),
    "pairs": lambda pair: f"{pair.a} {pair.b}",
}
"""The tables that corrections change, and what tells their rows apart."""
