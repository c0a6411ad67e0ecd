"""Making the derived files: the columns of a dataset, and the words of its events."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from store.index.columns import SEPARATOR
from store.index.file import dumped, encoded
from store.index.memory import MemoryColumns, folded
from store.index.reading import COLUMNS, WORDS, key_of
from store.model import Dataset, Event
from store.query import KINDS, MARKS


def columns(dataset: Dataset) -> list[bytes]:
    """The file of columns of a dataset as it is stored, whose events are in the order of the timeline."""
    source = MemoryColumns(dataset)
    members: array[int] = array("I")
    facets: dict[str, bytes] = {}
    for kind in KINDS:
        told = []
        for facet, name in source.facets(kind):
            found = source.members(facet)
            told.append([facet.value, name, len(members), len(found)])
            members.extend(found)
        facets[f"facets-{kind}"] = dumped(told)
    dates = list(dict.fromkeys(source.written))
    codes = {date: n for n, date in enumerate(dates)}
    size = len(source.events) // 8 + 1
    sections = {
        "dates": dumped([run.date for run in source.runs]),
        "firsts": array("i", [days.first.toordinal() if days else 0 for days in source.spans]).tobytes(),
        "lasts": array("i", [days.last.toordinal() if days else 0 for days in source.spans]).tobytes(),
        "starts": array("I", [run.start for run in source.runs]).tobytes(),
        "sources": source.sources.tobytes(),
        "marks": b"".join(source.marks(mark).to_bytes(size, "little") for mark in MARKS),
        **facets,
        "members": members.tobytes(),
        "written-dates": dumped(dates),
        "written": array("I", [codes[date] for date in source.written]).tobytes(),
        "out": source.out.tobytes(),
        "expressions": _ranges(dataset, [found.article for found in dataset.time_expressions]),
        "mentions": _ranges(dataset, sorted_articles(dataset)),
    }
    for name, pairs in _ids(dataset).items():
        pairs = sorted(pairs)
        sections[f"ids-{name}"] = array("Q", [key for key, _ in pairs]).tobytes()
        sections[f"rows-{name}"] = array("I", [row for _, row in pairs]).tobytes()
    opening = -1 if source.opening is None else source.opening
    about = {
        "opening": opening,
        "events": len(source.events),
        "articles": source.articles,
        "marks": MARKS,
        "kinds": KINDS,
    }
    return encoded(COLUMNS, about, sections)


def words_of(events: Sequence[Event]) -> bytes:
    """The folded words of some events that follow each other: one stretch."""
    return folded(events)


def words(stretches: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """The file of words: stretches by the names of the parts of the table whose events they are."""
    return encoded(WORDS, {"separator": SEPARATOR}, dict(stretches))


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


def _ids(dataset: Dataset) -> dict[str, list[tuple[int, int]]]:
    return {
        "articles": [(key_of(article.id), n) for n, article in enumerate(dataset.articles)],
        "texts": [(key_of(id), n) for n, id in enumerate(sorted({a.id for a in dataset.articles}))],
        "entities": [(key_of(entity.id), n) for n, entity in enumerate(dataset.entities)],
        "events": [(key_of(event.id), n) for n, event in enumerate(dataset.events)],
        "quotes": [(key_of(quote.id), n) for n, quote in enumerate(dataset.quotes)],
        "quote_groups": [(key_of(q.id), n) for n, group in enumerate(dataset.quote_groups) for q in group.quotes],
        "whys": [(key_of(why.event), n) for n, why in enumerate(dataset.whys)],
    }
