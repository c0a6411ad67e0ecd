"""What articles that are new to a library brought: events, sources for events that were known, and disagreements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from store.model import Dataset, Disagreement, FactKind, Reading


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A disagreement that there would not be without the new articles: the event, and the words for its values."""

    event: str
    title: str
    kind: FactKind
    what: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What new articles brought, by ids of events: `events` that only they tell, `sources` that they tell as well.

    `titles` are those of all these events, by id.
    """

    articles: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


NOTHING_NEW = News()
"""What no new article brought."""


def news(dataset: Dataset, new: Collection[str]) -> News:
    """What the articles with the ids `new` brought into the dataset; nothing where all its articles are new."""
    fresh = [article.id for article in dataset.articles if article.id in new]
    if not fresh or len(fresh) == len(dataset.articles):
        return NOTHING_NEW
    told: list[str] = []
    known: list[str] = []
    contradictions: list[Contradiction] = []
    titles: dict[str, str] = {}
    for event in dataset.events:
        own = [article in new for article in event.articles]
        if not any(own):
            continue
        (told if all(own) else known).append(event.id)
        titles[event.id] = event.title
        if not all(own):
            contradictions += [
                Contradiction(event.id, event.title, fact.kind, fact.what, tuple(map(_words, fact.values)))
                for fact in event.disagreements
                if _is_new(fact, new)
            ]
    return News(tuple(fresh), tuple(told), tuple(known), tuple(contradictions), titles)


def _words(value: Reading) -> str:
    """The words of a source for a value."""
    return value.evidence[0].surface if value.evidence else value.value


def _is_new(fact: Disagreement, new: Collection[str]) -> bool:
    """Whether fewer than two values are left without the new articles, or one of the values is only theirs."""
    return any(all(article in new for article in value.articles) for value in fact.values)
