"""Making the derived files: the columns of a dataset, and the words of its events."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import is_

from store.index.columns import SEPARATOR
from store.index.file import IndexDamagedError, Sections, dumped, encoded
from store.index.memory import MemoryColumns, folded
from store.index.patched import PatchedColumns
from store.index.reading import COLUMNS, WORDS, StoredColumns, key_of
from store.model import Dataset, Event
from store.query import KINDS, MARKS


@dataclass(frozen=True, slots=True)
class Before:
    """A file of columns and the dataset that it was made of, of which a later one has most.

    Where the dataset is not `whole`, its entities are without their mentions.
    """

    sections: Sections
    dataset: Dataset
    whole: bool = True

    def as_it_was(self, dataset: Dataset, table: str) -> bool:
        """Whether `dataset` has the very rows of a table."""
        rows, before = getattr(dataset, table), getattr(self.dataset, table)
        return rows is before or (len(rows) == len(before) and all(map(is_, rows, before)))


def columns(dataset: Dataset, before: Before | None = None) -> list[bytes]:
    """The file of columns of a dataset as it is stored, whose events are in the order of the timeline.

    What stands in `before` and is the same still is taken from there.

    Raises:
        IndexDamagedError: that is damaged, or has not what is needed.
    """
    if before is not None and not all(before.as_it_was(dataset, table) for table in ("articles", "entities")):
        if not before.whole:
            raise IndexDamagedError("it has not what is needed")
        before = None
    if before is None:
        source = MemoryColumns(dataset)
    else:
        source = PatchedColumns(dataset, StoredColumns(before.sections), before.dataset.events)
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
    }
    if before is not None and before.as_it_was(dataset, "time_expressions"):
        sections |= {name: before.sections.read(name) for name in ("expressions", "mentions")}
    else:
        sections["expressions"] = _ranges(dataset, [found.article for found in dataset.time_expressions])
        sections["mentions"] = _ranges(dataset, sorted_articles(dataset))
    for name, ids in _IDS.items():
        table = "articles" if name == "texts" else name
        if before is not None and before.as_it_was(dataset, table):
            sections |= {part: before.sections.read(part) for part in (f"ids-{name}", f"rows-{name}")}
            continue
        if before is not None and isinstance(source, PatchedColumns) and name == "events":
            pairs = sorted(_keys(before.sections, source))
        else:
            pairs = sorted((key_of(id), row) for id, row in ids(dataset))
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


def _keys(before: Sections, source: PatchedColumns) -> Iterator[tuple[int, int]]:
    """The keys of events with their rows: of those that were there before as they were."""
    known = [0] * len(before.numbers("rows-events"))
    for key, row in zip(before.numbers("ids-events", "Q"), before.numbers("rows-events"), strict=True):
        known[row] = key
    for row, was in enumerate(source.was):
        yield known[was] if was >= 0 else key_of(source.events[row].id), row


def _numbered(ids: Iterable[str]) -> Iterable[tuple[str, int]]:
    return ((id, row) for row, id in enumerate(ids))


_IDS: Mapping[str, Callable[[Dataset], Iterable[tuple[str, int]]]] = {
    "articles": lambda dataset: _numbered(article.id for article in dataset.articles),
    "texts": lambda dataset: _numbered(sorted({article.id for article in dataset.articles})),
    "entities": lambda dataset: _numbered(entity.id for entity in dataset.entities),
    "events": lambda dataset: _numbered(event.id for event in dataset.events),
    "quotes": lambda dataset: _numbered(quote.id for quote in dataset.quotes),
    "quote_groups": lambda dataset: ((q.id, n) for n, group in enumerate(dataset.quote_groups) for q in group.quotes),
    "whys": lambda dataset: _numbered(why.event for why in dataset.whys),
}
"""By the name of a pair of sections: the ids of a table with their rows."""
