"""Which events a query leaves, and how many of them each choice of a filter would leave.

Sets of events are whole numbers used as bitmaps (bit n: the event at position n of `Index.events`), so that a
combination of filters costs a few operations on a hundred thousand events.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, repeat
from operator import contains
from typing import TYPE_CHECKING, NamedTuple

from store import edtf
from store.index.bitmaps import bitmap_of, bitmap_of_flags, flags_of, positions
from store.index.columns import Columns
from store.query import KINDS, MARKS, Choice, Facet, Kind, Mark, Query, is_guessed, marks_of, source_key
from store.text import fold
from store.words import matching_words, searchable, terms

if TYPE_CHECKING:
    from store.model import Dataset, Event

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

_SEPARATOR = b"\x00"
_FREQUENT = 100
"""A facet that more than one in so many events have is counted as a bitmap."""


class _Ordered(NamedTuple):
    """The facets of a kind with their names, and the events that have them.

    Those of the facet n are at the positions `members[ends[n] : ends[n + 1]]`, or in the bitmap that it is in
    `frequent` with.
    """

    facets: Sequence[tuple[Facet, str]]
    members: array[int]
    ends: Sequence[int]
    frequent: dict[Facet, int]


class Index:
    """All events in the order of the timeline, and what finds them: of a dataset, or of the columns of a library.

    Making it costs next to nothing for stored columns.  `events[position]` may be read from the disk: a screen asks it
    for the events it shows, and never goes through all of them; for that there are `days`, `marks` and `columns`.
    """

    def __init__(self, source: Dataset | Columns) -> None:
        if not isinstance(source, Columns):
            from store.index.memory import MemoryColumns

            source = MemoryColumns(source)
        self.columns: Columns = source
        """What it is made of."""
        self.events: Sequence[Event] = source.events
        """All events in the order of the timeline, the undated last; positions count from 0 in it."""
        self.total = len(source.events)
        """How many events there are."""
        self.all = (1 << self.total) - 1
        """The bitmap of all events."""
        # A library has more names than are worth keeping as bitmaps of a hundred thousand bits.
        self._bitmap_of = lru_cache(maxsize=256)(self._new_bitmap)
        # One query asks for the same sets several times: once for the events and once for each kind's counts.
        self._left = lru_cache(maxsize=16)(self._leaving)
        self._holding = lru_cache(maxsize=64)(self._scan)
        self._flags = lru_cache(maxsize=4)(lambda bitmap: flags_of(bitmap, self.total))
        self._everywhere = lru_cache(maxsize=None)(self._all_choices)
        self._ordered = lru_cache(maxsize=None)(self._most_frequent_first)
        self._names = lru_cache(maxsize=None)(self._names_of)

    @property
    def dataset(self) -> Dataset:
        """All that the library knows; a stored one is read as a whole for it."""
        return self.columns.dataset

    @property
    def days(self) -> list[edtf.Bounds | None]:
        """The days that each event covers, by position; None for the undated; one object for events of one date."""
        return self.columns.days

    def run(self, query: Query) -> Sequence[int]:
        """Positions of the events that `query` leaves, in the order of the timeline."""
        if not query:
            return range(self.total)
        return positions(self.bitmap(query))

    def bitmap(self, query: Query) -> int:
        """The events that `query` leaves, as a bitmap."""
        return self._left(query)

    def _leaving(self, query: Query) -> int:
        found = self._by_words_and_dates(query)
        for kind in {facet.kind for facet in query.include}:
            found &= self._included(query, kind)
        for facet in query.exclude:
            found &= ~self._bitmap_of(facet)
        return found & self.all

    def choices(self, kind: Kind, query: Query) -> list[Choice]:
        """The facets of a kind, the most frequent first, each with the number of events that adding it would leave.

        A count follows all other filters.  Where any of a kind is enough, those of the same kind do not narrow it.
        """
        rest = replace(query, include=frozenset(f for f in query.include if f.kind != kind))
        base = self.bitmap(rest if kind in query.any_of else query)
        found = list(self._everywhere(kind)) if base == self.all else self._counted(kind, base)
        for n, choice in enumerate(found):
            if choice.facet in query.exclude:
                left = self.bitmap(query.without(choice.facet)) & self._bitmap_of(choice.facet)
                found[n] = choice._replace(events=left.bit_count())
        return found

    def facets(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind that some event has, each with a name (for marks and languages: the code itself)."""
        if kind == "mark":
            return [(Facet("mark", mark), mark) for mark in MARKS]
        return self.columns.facets(kind)

    def name(self, facet: Facet) -> str:
        """The name of a facet."""
        return self._names(facet.kind).get(facet, facet.value)

    def find(self, kind: Kind, words: str) -> list[Facet]:
        """The facets of a kind that are called `words`, else those whose name holds them; accents and case folded."""
        wanted = fold(words)
        exact = [facet for facet, name in self.facets(kind) if fold(name) == wanted or facet.value == words]
        return exact or [facet for facet, name in self.facets(kind) if wanted and wanted in fold(name)]

    def hits(self, text: str, named: str | None = None) -> int:
        """The events whose title or accounts hold every word (or "phrase") of `text`, as a bitmap.

        So are those that may have happened on the EDTF date `named`.
        """
        found = self.all
        for term in terms(text):
            found &= self._holding(term)
        return found | self._between(named, named) if named else found

    def marked(self, mark: Mark) -> int:
        """The events that have a mark, as a bitmap."""
        return self._bitmap_of(Facet("mark", mark))

    def known(self, date: str) -> int:
        """The events that an article tells which was certainly out by an EDTF date, as a bitmap; all where it is none.

        An article was certainly out on the last day of its publication date.
        """
        asked = edtf.bounds(date)
        if asked is None:
            return self.all
        last = asked.last.toordinal()
        return bitmap_of_flags(bytes([0 < day <= last for day in self.columns.out]))

    # -- how it is found ---------------------------------------------------------------------------------------------

    def _by_words_and_dates(self, query: Query) -> int:
        found = self.hits(query.text, query.named) if query.text.strip() else self.all
        if query.first or query.last:
            found &= self._between(query.first, query.last)
        if query.known:
            found &= self.known(query.known)
        return found

    def _included(self, query: Query, kind: Kind) -> int:
        wanted = [self._bitmap_of(facet) for facet in query.include if facet.kind == kind]
        found = wanted[0]
        for bitmap in wanted[1:]:
            found = found | bitmap if kind in query.any_of else found & bitmap
        return found

    def _between(self, first: str | None, last: str | None) -> int:
        low, high = edtf.bounds(first), edtf.bounds(last)
        flags = bytearray(self.total)
        for run, days in zip(self.columns.runs, self.columns.spans, strict=True):
            if days is None or (low and days.last < low.first) or (high and days.first > high.last):
                continue
            flags[run.start : run.end] = b"\1" * (run.end - run.start)
        return bitmap_of_flags(flags)

    def _new_bitmap(self, facet: Facet) -> int:
        if facet.kind == "mark" and facet.value in MARKS:
            return self.columns.marks(facet.value)
        return bitmap_of(self.columns.members(facet), self.total)

    def _counted(self, kind: Kind, base: int) -> list[Choice]:
        ordered = self._ordered(kind)
        # The members of all rare facets of the kind in one go, then counted facet by facet: there may be thousands.
        within = bytes(map(self._flags(base).__getitem__, ordered.members)) if ordered.members else b""
        frequent = ordered.frequent
        return [
            Choice(
                facet,
                name,
                within.count(1, start, end) if facet not in frequent else (base & frequent[facet]).bit_count(),
            )
            for (facet, name), (start, end) in zip(ordered.facets, pairwise(ordered.ends), strict=True)
        ]

    def _all_choices(self, kind: Kind) -> tuple[Choice, ...]:
        return tuple(self._counted(kind, self.all))

    def _most_frequent_first(self, kind: Kind) -> _Ordered:
        """The facets of a kind in the order in which they are offered; marks in their own order."""
        members = self.columns.members
        facets = list(self.facets(kind))
        if kind != "mark":
            facets.sort(key=lambda facet: (-len(members(facet[0])), facet[1]))
        joined: array[int] = array("I")
        ends = [0]
        frequent: dict[Facet, int] = {}
        for facet, _ in facets:
            found = members(facet)
            if len(found) * _FREQUENT > self.total:
                frequent[facet] = bitmap_of(found, self.total)
            else:
                joined.extend(found)
            ends.append(len(joined))
        return _Ordered(facets, joined, ends, frequent)

    def _names_of(self, kind: Kind) -> dict[Facet, str]:
        return dict(self.facets(kind))

    def _scan(self, term: str) -> int:
        """The events whose words hold a term: stretches without it are passed over, others looked at one by one."""
        wanted = term.encode("utf-8", "surrogatepass")
        flags = bytearray(self.total)
        for first, words in self.columns.words():
            if wanted in words:
                found = bytes(map(contains, words.split(_SEPARATOR), repeat(wanted)))
                flags[first : first + len(found)] = found
        return bitmap_of_flags(flags)
