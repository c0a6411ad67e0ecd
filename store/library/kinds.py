"""What the rows of each table are."""

from __future__ import annotations

from dataclasses import dataclass

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
