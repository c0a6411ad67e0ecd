"""Events as JSON for other programs: a list of them in brief, or one with all it rests on (docs/json.md).

What has a name in the dataset has the same name and form here; the articles' whole texts are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

import msgspec

from store.export.dataset import whole_numbers
from store.lookup import Lookup
from store.model import Article, Entity, Event

LIST_FORMAT = "timeline-list/1"
EVENT_FORMAT = "timeline-event/1"


def list_json(
    lookup: Lookup, events: Sequence[Event], guessed: Callable[[Event], bool], new: Set[str] = frozenset()
) -> str:
    """`events`, in the order given, each in brief: a JSON object with a line end.

    `guessed` marks dates of ours, `new` are the ids of the articles that the last build brought.
    """
    told = [_brief(lookup, event, guessed(event), new) for event in events]
    return _json({"format": LIST_FORMAT, "events": told})


def event_json(lookup: Lookup, event: Event) -> str:
    """`event` as the dataset has it, with its articles (but for their texts), names, quotes and time expressions."""
    quotes = [lookup.quotes[i] for i in event.quotes if i in lookup.quotes]
    groups = {group.id: group for quote in quotes if (group := lookup.groups.get(quote.id))}
    expressions = (lookup.dating(account) for account in event.accounts)
    return _json(
        {
            "format": EVENT_FORMAT,
            "event": msgspec.to_builtins(event),
            "articles": [_article(article) for article in _articles(lookup, event)],
            "entities": [_entity(entity) for entity in _entities(lookup, event)],
            "quotes": msgspec.to_builtins(quotes),
            "quote_groups": msgspec.to_builtins(list(groups.values())),
            "time_expressions": msgspec.to_builtins([found for found in expressions if found]),
        }
    )


def _brief(lookup: Lookup, event: Event, guessed: bool, new: Set[str]) -> dict[str, Any]:
    return {
        "id": event.id,
        "date": event.date,
        "guessed": guessed,
        "title": event.title,
        "new": not new.isdisjoint(event.articles),
        "articles": [_told_by(article, article.id in new) for article in _articles(lookup, event)],
        "entities": [_entity(entity) for entity in _entities(lookup, event)],
        "quotes": list(event.quotes),
        "disagreements": msgspec.to_builtins(event.disagreements),
    }


def _told_by(article: Article, new: bool) -> dict[str, Any]:
    return {
        "id": article.id,
        "name": article.name,
        "published": article.published,
        "url": article.url,
        "new": new,
    }


def _articles(lookup: Lookup, event: Event) -> Iterable[Article]:
    return (lookup.articles[i] for i in event.articles if i in lookup.articles)


def _entities(lookup: Lookup, event: Event) -> Iterable[Entity]:
    return (lookup.entities[i] for i in event.entities if i in lookup.entities)


def _article(article: Article) -> dict[str, Any]:
    known: dict[str, Any] = msgspec.to_builtins(article)
    return {key: value for key, value in known.items() if key not in ("text", "posts")}


def _entity(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "name": entity.name, "type": entity.type}


def _json(data: dict[str, Any]) -> str:
    whole_numbers(data)
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"
