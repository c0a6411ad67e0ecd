"""Which events a query leaves, and how many of them each choice of a filter would leave.

Sets of events are whole numbers used as bitmaps (bit n: the event at position n of `Index.events`), so that a
combination of filters costs a few operations on a hundred thousand events.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, compress

from store import edtf
from store.model import Dataset, Event
from store.query import KINDS, MARKS, Choice, Facet, Kind, Mark, Query, is_guessed, kind_of, marks_of, source_key
from store.text import fold

__all__ = [
    "KINDS",
    "MARKS",
    "Choice",
    "Facet",
    "Index",
    "Kind",
    "Mark",
    "Query",
    "bitmap_of",
    "is_guessed",
    "marks_of",
    "matching_words",
    "positions",
    "searchable",
    "source_key",
    "terms",
]

_BITS = bytes(1 if byte == ord("1") else 0 for byte in range(256))
_SEPARATOR = "\x00"
# A number with its thousands set apart by spaces (of whatever width) is one word.
_WORD = re.compile(r"(?<!\S)\d{1,3}(?:[^\S\n]\d{3}){1,4}(?!\d)\S*|\S+")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3}){1,4}(?!\d)")


class Index:
    """A dataset's events in the order of the timeline, and what finds them.

    Building it sorts the events only; bitmaps and folded words are made when they are first asked for.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        """The dataset that was given."""
        keys = {told: edtf.sort_key(told) for told in {event.date for event in dataset.events}}
        self.events: tuple[Event, ...] = tuple(sorted(dataset.events, key=lambda event: keys[event.date]))
        """All events in the order of the timeline, the undated last; positions count from 0 in it."""
        days = {told: edtf.bounds(told) for told in keys}
        self.days: list[edtf.Bounds | None] = [days[event.date] for event in self.events]
        """The days that each event covers, by position; None for the undated."""
        self.all = (1 << len(self.events)) - 1
        """The bitmap of all events."""
        # One query asks for the same words several times: once for the events and once for each kind's counts.
        self._last_hits = ("", self.all)

    def run(self, query: Query) -> list[int]:
        """Positions of the events that `query` leaves, in the order of the timeline."""
        if not query:
            return list(range(len(self.events)))
        return positions(self.bitmap(query))

    def bitmap(self, query: Query) -> int:
        """The events that `query` leaves, as a bitmap."""
        found = self._by_words_and_dates(query)
        for kind in {facet.kind for facet in query.include}:
            found &= self._included(query, kind)
        for facet in query.exclude:
            found &= ~self._bitmaps.get(facet, 0)
        return found & self.all

    def choices(self, kind: Kind, query: Query) -> list[Choice]:
        """The facets of a kind, the most frequent first, each with the number of events that adding it would leave.

        A count follows all other filters.  Where any of a kind is enough, those of the same kind do not narrow it.
        """
        rest = replace(query, include=frozenset(f for f in query.include if f.kind != kind))
        base = self.bitmap(rest if kind in query.any_of else query)
        excluded: dict[Facet, int] = {}
        for facet in query.exclude:
            if facet.kind == kind:
                excluded[facet] = self.bitmap(query.without(facet))
        found = [
            Choice(facet, name, (excluded.get(facet, base) & self._bitmaps.get(facet, 0)).bit_count())
            for facet, name in self.facets(kind)
        ]
        if kind == "mark":
            return found
        return sorted(found, key=lambda choice: (-self._bitmaps.get(choice.facet, 0).bit_count(), choice.name))

    def facets(self, kind: Kind) -> list[tuple[Facet, str]]:
        """The facets of a kind that some event has, each with a name (for marks and languages: the code itself)."""
        if kind == "mark":
            return [(Facet("mark", mark), mark) for mark in MARKS]
        return [(facet, name) for facet, name in self._names.items() if facet.kind == kind]

    def name(self, facet: Facet) -> str:
        """The name of a facet."""
        return self._names.get(facet, facet.value)

    def find(self, kind: Kind, words: str) -> list[Facet]:
        """The facets of a kind that are called `words`, else those whose name holds them; accents and case folded."""
        wanted = fold(words)
        exact = [facet for facet, name in self.facets(kind) if fold(name) == wanted or facet.value == words]
        return exact or [facet for facet, name in self.facets(kind) if wanted and wanted in fold(name)]

    def hits(self, text: str) -> int:
        """The events whose title or accounts hold every word (or "phrase") of `text`, as a bitmap."""
        if self._last_hits[0] != text:
            found = self.all
            for term in terms(text):
                found &= self._holding(term)
            self._last_hits = (text, found)
        return self._last_hits[1]

    # -- how it is found ---------------------------------------------------------------------------------------------

    def _by_words_and_dates(self, query: Query) -> int:
        found = self.hits(query.text) if query.text.strip() else self.all
        if query.first or query.last:
            found &= self._between(query.first, query.last)
        return found

    def _included(self, query: Query, kind: Kind) -> int:
        wanted = [self._bitmaps.get(facet, 0) for facet in query.include if facet.kind == kind]
        found = wanted[0]
        for bitmap in wanted[1:]:
            found = found | bitmap if kind in query.any_of else found & bitmap
        return found

    def _between(self, first: str | None, last: str | None) -> int:
        low, high = edtf.bounds(first), edtf.bounds(last)

        def fits(days: edtf.Bounds | None) -> bool:
            if days is None:
                return False
            return (low is None or days.last >= low.first) and (high is None or days.first <= high.last)

        return bitmap_of((n for n, days in enumerate(self.days) if fits(days)), len(self.events))

    @cached_property
    def _tables(self) -> tuple[dict[Facet, int], dict[Facet, str]]:
        entities = {entity.id: Facet(kind_of(entity), entity.id) for entity in self.dataset.entities}
        sources = {article.id: Facet("source", source_key(article)) for article in self.dataset.articles}
        languages = {article.id: Facet("language", article.language) for article in self.dataset.articles}
        marks = {mark: Facet("mark", mark) for mark in MARKS}
        members: defaultdict[Facet, list[int]] = defaultdict(list)
        for position, event in enumerate(self.events):
            found = {entities[entity] for entity in event.entities if entity in entities}
            for article in {account.article for account in event.accounts}:
                if article in sources:
                    found.add(sources[article])
                    found.add(languages[article])
            found.update([marks[mark] for mark in marks_of(event)])
            for facet in found:
                members[facet].append(position)
        # In the order of the dataset, whatever that of the sets above.
        names = {entities[entity.id]: entity.name for entity in self.dataset.entities}
        names |= {sources[article.id]: article.name for article in reversed(self.dataset.articles)}
        names |= {facet: facet.value for facet in (*languages.values(), *marks.values())}
        bitmaps = {facet: bitmap_of(found, len(self.events)) for facet, found in members.items()}
        return bitmaps, {facet: name for facet, name in names.items() if facet in bitmaps}

    @property
    def _bitmaps(self) -> dict[Facet, int]:
        return self._tables[0]

    @property
    def _names(self) -> dict[Facet, str]:
        return self._tables[1]

    @cached_property
    def _words(self) -> tuple[str, list[int]]:
        # One folded text of all events with the offset at which each begins: one search goes through all of them.
        folded = searchable(_SEPARATOR.join(_words_of(event) for event in self.events))
        lengths = (len(part) + 1 for part in folded.split(_SEPARATOR))
        return folded, list(accumulate(lengths, initial=0))[:-1]

    def _holding(self, term: str) -> int:
        text, starts = self._words
        found: list[int] = []
        at = text.find(term)
        while at >= 0:
            position = bisect_right(starts, at) - 1
            found.append(position)
            if position + 1 >= len(starts):
                break
            at = text.find(term, starts[position + 1])
        return bitmap_of(found, len(self.events))


def searchable(text: str) -> str:
    """`text` folded for searching, numbers in one form: 97,6 and 97.6 alike, 1 300 and 1300 alike."""
    grouped = _GROUPED.sub(lambda found: found[0].replace(" ", ""), fold(text))
    return _DECIMAL_COMMA.sub(".", grouped)


def _words_of(event: Event) -> str:
    parts = (event.title, *(account.text for account in event.accounts))
    return "\n".join(parts).replace(_SEPARATOR, " ")


def terms(text: str) -> list[str]:
    """What a search looks for: the folded words of `text`, what stands between double quotes as one."""
    pieces = text.translate(str.maketrans("«»“”„", '"""""')).split('"')
    found: list[str] = []
    for number, piece in enumerate(pieces):
        folded = searchable(piece).replace(_SEPARATOR, "")
        # Odd pieces stand between two marks; a mark without its partner (still being typed) counts too.
        if number % 2 and folded:
            found.append(folded)
        elif folded:
            found.extend(folded.split())
    return found


def matching_words(text: str, query: str) -> list[tuple[int, int]]:
    """Spans of the words of `text` that hold a word of the search `query`, case and accents folded."""
    wanted = {word for term in terms(query) for word in term.split()}
    if not wanted:
        return []
    found = []
    for match in _WORD.finditer(text):
        folded = searchable(match[0])
        if any(word in folded for word in wanted):
            found.append(match.span())
    return found


def positions(bitmap: int) -> list[int]:
    """The bits that are set, in ascending order."""
    digits = format(bitmap, "b")[::-1].encode("ascii").translate(_BITS)
    return list(compress(range(len(digits)), digits))


def bitmap_of(members: Iterable[int], size: int) -> int:
    """The bitmap with the bits `members` set, each below `size`."""
    octets = bytearray(size // 8 + 1)
    for member in members:
        octets[member >> 3] |= 1 << (member & 7)
    return int.from_bytes(octets, "little")
