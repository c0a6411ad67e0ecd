"""The columns of a dataset that is held in memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property

from store import edtf
from store.index.bylines import Byline, names_of
from store.index.columns import SEPARATOR, Columns, Row, Run
from store.lookup import Lookup
from store.model import Dataset, Event
from store.query import KINDS, MARKS, NEW, Facet, Kind, Mark, kind_of, marks_of, source_key
from store.words import searchable


class MemoryColumns(Columns):
    """Of a dataset, of which the articles with the ids `new` are new.

    Making it sorts the events only; everything else is made when it is first asked for.
    """

    def __init__(self, dataset: Dataset, new: Set[str] = frozenset()) -> None:
        self._dataset = dataset
        self.new = new
        self.events = in_order(dataset.events)
        self.articles = len(dataset.articles)
        self.sources = self._count_sources()
        self.runs = _runs(self.events)

    @property
    def event_ids(self) -> list[str]:
        """By position: the id of the event."""
        return [event.id for event in self.events]

    def _count_sources(self) -> array[int]:
        return array("I", [len(event.articles) for event in self.events])

    @property
    def dataset(self) -> Dataset:
        """The dataset that was given."""
        return self._dataset

    @cached_property
    def lookup(self) -> Lookup:  # type: ignore[override]
        """Everything else by id."""
        return Lookup(self._dataset)

    @cached_property
    def written(self) -> list[str | None]:
        """By position: when the event was first written of."""
        dates = {article.id: article.published for article in self._dataset.articles}
        return [earliest(dates.get(article) for article in event.articles) for event in self.events]

    @cached_property
    def out(self) -> array[int]:
        """By position: the day by which an article that tells the event was certainly out."""
        days = {article.id: last_day(article.published) for article in self._dataset.articles}
        return array(
            "i", [min((day for a in event.articles if (day := days.get(a, 0))), default=0) for event in self.events]
        )

    def row(self, position: int) -> Row:
        """What a line says of the event at a position."""
        event = self.events[position]
        told = {account.status for account in event.accounts}
        status = told.pop() if len(told) == 1 else None
        return Row(event.date, event.title, len(event.articles), event.origin_count, len(event.quotes), status)

    def marks(self, mark: Mark) -> int:
        """The events that have a mark, as a bitmap."""
        from store.index.bitmaps import bitmap_of

        return bitmap_of(self.members(Facet("mark", mark)), len(self.events))

    def facets(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind that some event has, with their names."""
        return self._by_kind[kind]

    def members(self, facet: Facet) -> Sequence[int]:
        """The positions of the events that have a facet."""
        return self._members.get(facet, ())

    def told_by(self, article: str) -> Sequence[int]:
        """The positions of the events that an article tells."""
        return self._told.get(article, ())

    @property
    def told(self) -> list[Sequence[int]]:
        """By the row of an article: the positions of the events that it tells."""
        return [self._told.get(article.id, ()) for article in self._dataset.articles]

    @cached_property
    def _told(self) -> dict[str, array[int]]:
        found = {article.id: array("I") for article in self._dataset.articles}
        for position, event in enumerate(self.events):
            for article in event.articles:
                if article in found:
                    found[article].append(position)
        return found

    def words(self, within: bytes | None = None) -> Iterator[tuple[int, bytes]]:
        """The folded words of all events, in one stretch."""
        if self.events:
            yield 0, self._words

    def prepare_words(self) -> None:
        """They are folded with the first letter."""

    @cached_property
    def _words(self) -> bytes:
        return folded(self.events)

    @cached_property
    def bylines(self) -> list[Byline]:
        """By the row of an article: what it is found by."""
        return [(source_key(article), article.name, article.language) for article in self._dataset.articles]

    @cached_property
    def _members(self) -> dict[Facet, array[int]]:
        entities = {entity.id: Facet(kind_of(entity), entity.id) for entity in self._dataset.entities}
        sources = {article.id: Facet("source", source_key(article)) for article in self._dataset.articles}
        languages = {article.id: Facet("language", article.language) for article in self._dataset.articles}
        marks = {mark: Facet("mark", mark) for mark in MARKS}
        members: defaultdict[Facet, array[int]] = defaultdict(lambda: array("I"))
        for position, event in enumerate(self.events):
            found = {entities[entity] for entity in event.entities if entity in entities}
            for article in event.articles:
                if article in sources:
                    found.add(sources[article])
                    found.add(languages[article])
            found.update([marks[mark] for mark in marks_of(event)])
            if not self.new.isdisjoint(event.articles):
                found.add(NEW)
            for facet in found:
                members[facet].append(position)
        return dict(members)

    @cached_property
    def _by_kind(self) -> dict[Kind, list[tuple[Facet, str]]]:
        # In the order of the dataset, whatever that of the sets above.
        names = {Facet(kind_of(entity), entity.id): entity.name for entity in self._dataset.entities}
        sources, languages = names_of(self.bylines)
        names |= {Facet("source", key): name for key, name in sources.items()}
        names |= {Facet("language", language): name for language, name in languages.items()}
        names |= {Facet("mark", mark): mark for mark in MARKS}
        found: dict[Kind, list[tuple[Facet, str]]] = {kind: [] for kind in KINDS}
        for facet, name in names.items():
            if facet in self._members:
                found[facet.kind].append((facet, name))
        return found


def in_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events in the order of the timeline; those of one date stay in the order given."""
    keys = {told: edtf.sort_key(told) for told in {event.date for event in events}}
    return tuple(sorted(events, key=lambda event: keys[event.date]))


def folded(events: Sequence[Event]) -> bytes:
    """The words of events as `Columns.words` gives them."""
    # Folding costs by the call: all at once.
    text = searchable(SEPARATOR.join(_words_of(event) for event in events))
    return text.encode("utf-8", "surrogatepass")


def earliest(dates: Iterable[str | None]) -> str | None:
    """The EDTF date that begins first, of several the most precise; None where none lies on the calendar."""
    known = {date: found for date in dates if date and (found := edtf.bounds(date)) is not None}
    return min(known, key=lambda date: (known[date].first, known[date].days, date), default=None)


def last_day(date: str | None) -> int:
    """The last day of an EDTF date as a proleptic ordinal; 0 where it has none or an open end."""
    found = edtf.bounds(date)
    return 0 if found is None or found.last == found.last.max else found.last.toordinal()


def _runs(events: Sequence[Event]) -> list[Run]:
    found: list[Run] = []
    start = 0
    for position in range(1, len(events) + 1):
        if position == len(events) or events[position].date != events[start].date:
            found.append(Run(events[start].date, start, position))
            start = position
    return found


def _words_of(event: Event) -> str:
    noted = (event.by_hand.note, *event.by_hand.tags) if event.by_hand else ()
    parts = (event.title, *(account.text for account in event.accounts), *noted)
    return "\n".join(parts).replace(SEPARATOR, " ")
