"""The dataset as JSON: the project's interchange format, written and read back.

What is written depends on the dataset alone: lists have an order of their own, and no path of this machine is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from store import edtf
from store.corrections.carried import Carried
from store.export.manifest import Manifest, manifest
from store.model import Amount, Article, Count, Dataset, Entity, Event, Mention, Quote, QuoteGroup, TimeExpression

FORMAT = "timeline-dataset/1"


class DatasetError(Exception):
    """A text is no dataset; says what is wrong and where."""


def to_json(
    dataset: Dataset,
    events: Iterable[Event] | None = None,
    *,
    journal: str | None = None,
    carried: Carried | None = None,
) -> str:
    """`dataset` as JSON with a line end; with `events`, only these, and all that is in the articles they rest on.

    `journal` is the hash of the corrections that it rests on, `carried` the corrections themselves: they go along with
    the whole dataset.
    """
    part = dataset if events is None else only(dataset, list(events))
    made = manifest(part.articles, journal)
    head = {"format": FORMAT, "manifest": msgspec.to_builtins(made)}
    if carried is not None and events is None:
        head["corrections"] = msgspec.to_builtins(carried)
    data: dict[str, Any] = head | msgspec.to_builtins(_ordered(part))
    whole_numbers(data)
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def from_json(text: str | bytes) -> Dataset:
    """The dataset in `text`.

    Raises:
        DatasetError: it is no JSON, no dataset of this format, or lacks something.
    """
    try:
        data = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise DatasetError(f"no JSON object: {error}") from error
    if data.get("format") != FORMAT:
        raise DatasetError(f"no {FORMAT}: its format is {data.get('format')!r}")
    try:
        _complete(data)
        return msgspec.convert(data, Dataset)
    except (msgspec.MsgspecError, AttributeError, TypeError, KeyError) as error:
        raise DatasetError(f"not as the format says: {error}") from error


def manifest_of(text: str | bytes) -> Manifest:
    """What a dataset was made from; an empty manifest where it does not say."""
    try:
        return msgspec.json.decode(text, type=_Made).manifest
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Manifest("")


def carried_by(text: str | bytes) -> Carried | None:
    """The corrections that came along with a dataset; None where there are none, or they cannot be understood."""
    try:
        return msgspec.json.decode(text, type=_Carrying).corrections
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


class _Carrying(msgspec.Struct):
    """The part of a dataset that holds its corrections."""

    corrections: Carried | None = None


class _Made(msgspec.Struct):
    """The part of a dataset that says what it was made from."""

    manifest: Manifest


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `to_json` writes, made from the model."""
    kinds = (Dataset, Manifest, Carried)
    (_, made, carried), parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    whole = parts.pop("Dataset")
    own = {"format": {"const": FORMAT}, "manifest": made, "corrections": carried}
    tables = {name: {k: v for k, v in table.items() if k != "default"} for name, table in whole["properties"].items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": _prose(whole["description"]),
        "type": "object",
        "properties": own | {name: table for name, table in tables.items() if name not in own},
        "required": ["format"],
        "$defs": {name: _described(part) for name, part in sorted(parts.items())},
    }


def _described(part: dict[str, Any]) -> dict[str, Any]:
    return part | ({"description": _prose(part["description"])} if "description" in part else {})


def _prose(text: str) -> str:
    return " ".join(text.split())


def only(dataset: Dataset, events: Sequence[Event]) -> Dataset:
    """The part of `dataset` that `events` rest on: their articles, and what stands in these."""
    kept = {account.article for event in events for account in event.accounts}
    wanted = {quote for event in events for quote in event.quotes}
    kept |= {quote.article for quote in dataset.quotes if quote.id in wanted}
    quotes = tuple(quote for quote in dataset.quotes if quote.article in kept)
    ids = {quote.id for quote in quotes}
    groups = (replace(g, quotes=tuple(member for member in g.quotes if member.id in ids)) for g in dataset.quote_groups)
    chosen = {event.id for event in events}
    named = {entity for event in events for entity in event.entities}
    return replace(
        dataset,
        articles=tuple(article for article in dataset.articles if article.id in kept),
        time_expressions=tuple(item for item in dataset.time_expressions if item.article in kept),
        amounts=tuple(item for item in dataset.amounts if item.article in kept),
        counts=tuple(item for item in dataset.counts if item.article in kept),
        entities=tuple(_mentioned(dataset.entities, kept, named)),
        quotes=quotes,
        quote_groups=tuple(group for group in groups if group.quotes),
        events=tuple(events),
        whys=tuple(why for why in dataset.whys if why.event in chosen),
        pairs=tuple(pair for pair in dataset.pairs if pair.a in chosen and pair.b in chosen),
        hidden=(),
    )


def _mentioned(entities: Iterable[Entity], articles: set[str], named: set[str]) -> Iterable[Entity]:
    for entity in entities:
        mentions = tuple(mention for mention in entity.mentions if mention.article in articles)
        if mentions or entity.id in named:
            yield replace(entity, mentions=mentions)


def _ordered(dataset: Dataset) -> Dataset:
    def place(item: TimeExpression | Amount | Count | Mention | Quote) -> tuple[str, int, int]:
        return item.article, item.start, item.end

    def file(article: Article) -> tuple[str, str]:
        return article.file, article.id

    def identifier(item: Entity | QuoteGroup) -> str:
        return item.id

    entities = (replace(entity, mentions=tuple(sorted(entity.mentions, key=place))) for entity in dataset.entities)
    return replace(
        dataset,
        articles=tuple(sorted(dataset.articles, key=file)),
        time_expressions=tuple(sorted(dataset.time_expressions, key=place)),
        amounts=tuple(sorted(dataset.amounts, key=place)),
        counts=tuple(sorted(dataset.counts, key=place)),
        entities=tuple(sorted(entities, key=identifier)),
        quotes=tuple(sorted(dataset.quotes, key=lambda quote: (*place(quote), quote.id))),
        quote_groups=tuple(sorted(dataset.quote_groups, key=identifier)),
        events=tuple(sorted(dataset.events, key=lambda event: (*edtf.sort_key(event.date), event.id))),
        whys=tuple(sorted(dataset.whys, key=lambda why: why.event)),
        pairs=tuple(sorted(dataset.pairs, key=lambda pair: (-pair.link.score, pair.a, pair.b))),
        hidden=tuple(sorted(dataset.hidden, key=lambda event: event.id)),
    )


def whole_numbers(data: object) -> None:
    """Numbers as whole ones where they are: 97400000000, not 97400000000.0 (to JSON it is the same).

    So what was counted in whole numbers and what was read back as others is written alike.
    """
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, float) and value.is_integer():
                data[key] = int(value)
            elif isinstance(value, dict | list | tuple):
                whole_numbers(value)
    elif isinstance(data, list | tuple):
        for item in data:
            if isinstance(item, dict):
                whole_numbers(item)


def _complete(data: dict[str, Any]) -> None:
    """Add what others need not write: ids of accounts, the words of an event's amounts."""
    texts = {article["id"]: article["text"] for article in data.get("articles", ())}
    for event in data.get("events", ()):
        for account in event.get("accounts", ()):
            place = f"{account['article']}:{account['start']}:{account['end']}"
            account.setdefault("id", hashlib.sha256(place.encode()).hexdigest()[:12])
        for amount in event.get("amounts", ()):
            amount.setdefault("surface", texts.get(amount["article"], "")[amount["start"] : amount["end"]])
