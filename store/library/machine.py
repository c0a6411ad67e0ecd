"""What the program found, where a person corrected it: kept beside the corrected rows, so that nothing is found anew.

The tables of a library hold what is shown.  The rows that corrections took away or put in are few; with them the
dataset as the program made it can be had again, and other corrections be carried out on it, without any article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from store.library.kinds import DERIVED, KEYS
from store.model import Article, Dataset


@dataclass(frozen=True, slots=True)
class Change:
    """What corrections changed in a table: the keys of rows they `made`, and rows that are `gone` by their places."""

    table: str
    made: tuple[str, ...]
    gone: tuple[tuple[int, Any], ...]


def changes(found: Dataset, corrected: Dataset) -> list[Change]:
    """What leads back from the `corrected` dataset to the one that was `found`; what neither changes is one object."""
    result = []
    for table, key in KEYS.items():
        before, after = getattr(found, table), getattr(corrected, table)
        if before is after:
            continue
        kept = {id(row) for row in before}
        left = {id(row) for row in after}
        made = tuple(str(key(row)) for row in after if id(row) not in kept)
        gone = tuple((place, row) for place, row in enumerate(before) if id(row) not in left)
        if made or gone:
            result.append(Change(table, made, gone))
    return result


def found(corrected: Dataset, recorded: Iterable[Change]) -> Dataset:
    """The dataset as the program made it.

    Raises:
        msgspec.ValidationError: what is recorded cannot be understood.
    """
    tables: dict[str, Any] = {}
    for change in recorded:
        key, made = KEYS[change.table], set(change.made)
        rows = [row for row in getattr(corrected, change.table) if str(key(row)) not in made]
        kind = Article if change.table == "articles" else DERIVED[change.table]
        for place, row in sorted(change.gone, key=lambda item: item[0]):
            rows.insert(place, msgspec.convert(row, kind))
        tables[change.table] = tuple(rows)
    found = replace(corrected, **tables)
    if "events" not in tables:
        return found
    # Reasons stand in the order of the events, which corrections change without a change of theirs.
    position = {event.id: n for n, event in enumerate(found.events)}
    return replace(found, whys=tuple(sorted(found.whys, key=lambda why: position.get(why.event, len(position)))))


def ordered(change: Change) -> tuple[Any, ...]:
    """The rows that are gone, in an order that depends on nothing but themselves."""

    def key(row: Mapping[str, Any]) -> str:
        return str(row.get("id") or row.get("event") or (row.get("a"), row.get("b")))

    return tuple(sorted((row for _, row in change.gone), key=key))


def added(found: Dataset, corrected: Dataset) -> Sequence[Article]:
    """The sources that only corrections speak of."""
    known = {article.id for article in found.articles}
    return [article for article in corrected.articles if article.id not in known]
