"""Making the derived files: the columns of a dataset, and the words of its events."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

from store.index.columns import SEPARATOR
from store.index.file import dumped, encoded
from store.index.memory import MemoryColumns, folded
from store.index.reading import COLUMNS, RANGES, TABLES, WORDS, key_of
from store.model import Dataset, Event
from store.query import ENTITIES, KINDS, OWN_MARKS

if TYPE_CHECKING:
    from store.index.edited import EditedColumns


def columns(dataset: Dataset) -> list[bytes]:
    """The file of columns of a dataset as it is stored, whose events are in the order of the timeline."""
    source = MemoryColumns(dataset)
    places = {entity.id: n for n, entity in reversed([*enumerate(dataset.entities)])}
    sections = painted(source, places, len(dataset.entities))
    rows = {"articles": len(dataset.articles), "entities": len(dataset.entities), "events": len(source.events)}
    for name, of in _ARTICLES.items():
        articles = of(dataset)
        rows[RANGES[name]] = len(articles)
        sections[name] = _ranges(dataset, articles)
    for name, ids in IDS.items():
        pairs = [(key_of(id), row) for id, row in ids(dataset)]
        rows[name] = len(dataset.quote_groups) if name == "quote_groups" else len(pairs)
        sections |= found_by(name, pairs)
    return encoded(COLUMNS, about_of(source, rows), sections)


def painted(source: MemoryColumns | EditedColumns, entities: Mapping[str, int], entity_rows: int) -> dict[str, bytes]:
    """The sections that are painted and filtered from.

    Args:
        source: what is written.
        entities: by the ids of the entities that events have their rows.
        entity_rows: how many rows the table of entities has.
    """
    members: array[int] = array("I")
    facets: dict[str, bytes] = {}
    places = array("I", [0]) * (3 * entity_rows)
    for kind in KINDS:
        told: list[tuple[str, str, int, int]] = []
        for facet, name in source.facets(kind):
            found = source.members(facet)
            told.append((facet.value, name, len(members), len(found)))
            members.extend(found)
        facets[f"facets-{kind}"] = dumped(told)
        rows = [entities[value] for value, *_ in told] if kind in ENTITIES else []
        facets[f"entities-{kind}"] = array("I", rows).tobytes()
        for row, (_, _, start, length) in zip(rows, told, strict=False):
            places[3 * row : 3 * row + 3] = array("I", [1 + KINDS.index(kind), start, length])
    dates, written = _coded(source.written)
    bylines, articles = _coded(source.bylines)
    told_by: Sequence[Sequence[int]] = source.told
    size = len(source.sources) // 8 + 1
    return {
        "dates": dumped([run.date for run in source.runs]),
        "firsts": array("i", [days.first.toordinal() if days else 0 for days in source.spans]).tobytes(),
        "lasts": array("i", [days.last.toordinal() if days else 0 for days in source.spans]).tobytes(),
        "starts": array("I", [run.start for run in source.runs]).tobytes(),
        "sources": source.sources.tobytes(),
        "event-ids": _of_one_width(source.event_ids),
        "marks": b"".join(source.marks(mark).to_bytes(size, "little") for mark in OWN_MARKS),
        **facets,
        "members": members.tobytes(),
        "entity-places": places.tobytes(),
        "written-dates": dates,
        "written": written,
        "out": source.out.tobytes(),
        "bylines": bylines,
        "byline-of": articles,
        "told-starts": array("I", accumulate(map(len, told_by), initial=0)).tobytes(),
        "told": array("I", chain.from_iterable(told_by)).tobytes(),
    }


def found_by(table: str, pairs: Iterable[tuple[int, int]]) -> dict[str, bytes]:
    """The sections that rows of a table are found by: the numbers of ids (`key_of`) with their rows."""
    ordered = sorted(pairs)
    return {
        f"ids-{table}": array("Q", [key for key, _ in ordered]).tobytes(),
        f"rows-{table}": array("I", [row for _, row in ordered]).tobytes(),
    }


def about_of(source: MemoryColumns | EditedColumns, rows: Mapping[str, int]) -> dict[str, Any]:
    """What is said of the whole; `rows` is how many the tables have."""
    return {
        "opening": -1 if source.opening is None else source.opening,
        "events": len(source.sources),
        "articles": source.articles,
        "rows": {table: rows[table] for table in TABLES},
        "marks": OWN_MARKS,
        "kinds": KINDS,
    }


def _coded(values: Sequence[Any]) -> tuple[bytes, bytes]:
    """Values, each once, as JSON, and by place which of them stands there."""
    distinct = dict.fromkeys(values)
    codes = {value: n for n, value in enumerate(distinct)}
    return dumped(list(distinct)), array("I", [codes[value] for value in values]).tobytes()


def _of_one_width(ids: Sequence[str | None]) -> bytes:
    """Ids after each other, all as long as the longest; nothing where that cannot be."""
    told = [id.encode("utf-8", "surrogatepass") if id is not None else b"\0" for id in ids]
    width = max(map(len, told), default=0)
    return b"" if any(b"\0" in id for id in told) else b"".join(id.ljust(width, b"\0") for id in told)


def words_of(events: Sequence[Event]) -> bytes:
    """The folded words of some events that follow each other: one stretch."""
    return folded(events)


def words(stretches: Iterable[bytes], about: Mapping[str, Any]) -> list[bytes]:
    """The file of words: stretches by their numbers, and what is said `about` the events whose words they are."""
    sections = {str(number): stretch for number, stretch in enumerate(stretches)}
    return encoded(WORDS, {"separator": SEPARATOR, **about}, sections)


def sorted_articles(dataset: Dataset) -> list[str]:
    """The article of each mention of an entity, in the order in which mentions are stored."""
    place = {article.id: n for n, article in enumerate(dataset.articles)}
    found = [mention.article for entity in dataset.entities for mention in entity.mentions]
    return sorted(found, key=lambda article: place.get(article, len(place)))


def _ranges(dataset: Dataset, articles: Sequence[str]) -> bytes:
    """For each article, in the order of the dataset, the first of its rows and the end of them."""
    found: dict[str, tuple[int, int]] = {}
    for row, article in enumerate(articles):
        start, _ = found.get(article, (row, row))
        found[article] = (start, row + 1)
    ranges: array[int] = array("I")
    for each in dataset.articles:
        ranges.extend(found.get(each.id, (0, 0)))
    return ranges.tobytes()


_ARTICLES: Mapping[str, Callable[[Dataset], Sequence[str]]] = {
    "expressions": lambda dataset: [found.article for found in dataset.time_expressions],
    "mentions": lambda dataset: sorted_articles(dataset),
}
"""By the name of a section of ranges: the article of each row."""


def _numbered(ids: Iterable[str]) -> Iterable[tuple[str, int]]:
    return ((id, row) for row, id in enumerate(ids))


IDS: Mapping[str, Callable[[Dataset], Iterable[tuple[str, int]]]] = {
    "articles": lambda dataset: _numbered(article.id for article in dataset.articles),
    "texts": lambda dataset: _numbered(sorted({article.id for article in dataset.articles})),
    "entities": lambda dataset: _numbered(entity.id for entity in dataset.entities),
    "events": lambda dataset: _numbered(event.id for event in dataset.events),
    "quotes": lambda dataset: _numbered(quote.id for quote in dataset.quotes),
    "quote_groups": lambda dataset: ((q.id, n) for n, group in enumerate(dataset.quote_groups) for q in group.quotes),
    "whys": lambda dataset: _numbered(why.event for why in dataset.whys),
}
"""By the name of a pair of sections: the ids of a table with their rows."""
