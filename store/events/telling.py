"""What one article contributes to the events: its accounts, and a sketch of its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.events import accounts, origins
from store.events.accounts import Draft, Named
from store.events.origins import Sketch
from store.extraction.extract import Extraction

Told = tuple[Extraction, Sequence[Named]]
"""What was read in an article, its speakers under the names of the library, and where it names an entity."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The accounts of an article in text order, and what tells whether it is a copy of another."""

    drafts: tuple[Draft, ...]
    sketch: Sketch


Teller = Callable[[Sequence[Told]], Iterable[Telling]]
"""Says what each of several articles contributes, in their order."""


def tell(extraction: Extraction, named: Sequence[Named]) -> Telling:
    """What the article contributes; `named` is in text order."""
    return Telling(tuple(accounts.find(extraction, named)), origins.sketch(extraction.document, extraction.quotes))


def tell_each(told: Sequence[Told]) -> Iterator[Telling]:
    """What each article contributes."""
    return (tell(extraction, named) for extraction, named in told)
