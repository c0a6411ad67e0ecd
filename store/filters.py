"""Which events a query leaves, and how many of them each choice of a filter would leave.

Sets of events are whole numbers used as bitmaps (bit n: the event at position n of `Index.events`), so that a
combination of filters costs a few operations on a hundred thousand events.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress, repeat
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
_SCANNED = 64
"""So many searches are remembered, for those that go on from them."""
_FREQUENT = 100
"""A facet that more than one in so many events have is counted as a bitmap."""


class _Facets(NamedTuple):
    """All facets, numbered kind by kind and within a kind in the order in which they are offered, and who has them.

    Those of the event at a position are `codes[starts[position] : starts[position + 1]]`, but for the facets in
    `frequent`, which are there with their bitmaps.
    """

    offered: dict[Kind, Sequence[tuple[Facet, str]]]
    first: dict[Kind, int]
    numbers: dict[Facet, int]
    everywhere: list[int]
    frequent: dict[int, int]
    codes: array[int]
    starts: array[int]


class Index:
    """All events in the order of the timeline, and what finds them: of a dataset, or of the columns of a library.

    Making it costs next to nothing for stored columns.  `events[position]` may be read from the disk: a screen asks it
    for the events it shows, and never goes through all of them; for that there are `days`, `marks` and `columns`.
    Of a dataset the articles with the ids `new` are new; columns know theirs.
    """

    def __init__(self, source: Dataset | Columns, new: Set[str] = frozenset()) -> None:
        if not isinstance(source, Columns):
            from store.index.memory import MemoryColumns

            source = MemoryColumns(source, new)
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
        self._counted = lru_cache(maxsize=16)(self._count)
        self._scanned: dict[str, int] = {}
        self._edges: dict[int, array[int]] = {}
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
        counts = self.counts(kind, query)
        return [Choice(facet, name, count) for (facet, name), count in zip(self.offered(kind), counts, strict=True)]

    def offered(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind with their names, the most frequent first; marks in their own order."""
        return self._facets.offered[kind]

    def number(self, facet: Facet) -> int | None:
        """Which of those offered of its kind a facet is; None where no event has it."""
        found = self._facets.numbers.get(facet)
        return None if found is None else found - self._facets.first[facet.kind]

    def counts(self, kind: Kind, query: Query) -> list[int]:
        """The `choices` by their numbers alone, in the order of `offered`: a kind may have thousands."""
        rest = replace(query, include=frozenset(f for f in query.include if f.kind != kind))
        base = self.bitmap(rest if kind in query.any_of else query)
        facets = self._facets
        begin = facets.first[kind]
        counted = facets.everywhere if base == self.all else self._counted(base)
        found = counted[begin : begin + len(facets.offered[kind])]
        for facet in query.exclude:
            number = self.number(facet) if facet.kind == kind else None
            if number is not None:
                left = self.bitmap(query.without(facet)) & self._bitmap_of(facet)
                found[number] = left.bit_count()
        return found

    def prepare(self) -> None:
        """Make what counts and searches go by, so that the first of them need not wait for it; for a thread."""
        self._facets  # noqa: B018
        for first, words in self.columns.words():
            self._edges_of(first, words)

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

        So are those that may have happened on the EDTF date `named`; where it is a month or a day, whoever asks for it
        does not want what has no date and only says these words.
        """
        found = self.all
        for term in terms(text):
            found &= self._holding(term)
        if not named:
            return found
        dated = self.all & ~self.marked("undated") if "-" in named else self.all
        return found & dated | self._between(named, named)

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

    def _count(self, base: int) -> list[int]:
        """How many of the events of a bitmap have each facet, by its number."""
        facets = self._facets
        codes, starts = facets.codes, facets.starts
        # Of the events and the others those that are fewer are gone through.
        few = base if 2 * base.bit_count() <= self.total else self.all & ~base
        counted = Counter(chain.from_iterable(codes[starts[n] : starts[n + 1]] for n in positions(few)))
        if few == base:
            found = [0] * len(facets.everywhere)
            for number, count in counted.items():
                found[number] = count
        else:
            found = list(facets.everywhere)
            for number, count in counted.items():
                found[number] -= count
        for number, bitmap in facets.frequent.items():
            found[number] = (base & bitmap).bit_count()
        return found

    @cached_property
    def _facets(self) -> _Facets:
        members = self.columns.members
        offered: dict[Kind, Sequence[tuple[Facet, str]]] = {}
        first: dict[Kind, int] = {}
        numbers: dict[Facet, int] = {}
        everywhere: list[int] = []
        frequent: dict[int, int] = {}
        having, codes = array("I"), array("I")
        for kind in KINDS:
            facets = list(self.facets(kind))
            had = {facet: members(facet) for facet, _ in facets}
            if kind != "mark":
                facets.sort(key=lambda facet: (-len(had[facet[0]]), facet[1]))
            offered[kind], first[kind] = facets, len(everywhere)
            for facet, _ in facets:
                number = numbers[facet] = len(everywhere)
                found = had[facet]
                everywhere.append(len(found))
                if len(found) * _FREQUENT > self.total:
                    frequent[number] = self._new_bitmap(facet)
                else:
                    having.extend(found)
                    codes.extend(repeat(number, len(found)))
        # Facet by facet is turned into event by event.
        order = sorted(range(len(having)), key=having.__getitem__)
        codes = array("I", map(codes.__getitem__, order))
        sizes = Counter(having)
        starts = array("I", accumulate(map(sizes.__getitem__, range(self.total)), initial=0))
        return _Facets(offered, first, numbers, everywhere, frequent, codes, starts)

    def _names_of(self, kind: Kind) -> dict[Facet, str]:
        return dict(self.facets(kind))

    def _scan(self, term: str) -> int:
        """The events whose words hold a term; what holds a longer one has been found to hold its beginning."""
        wanted = term.encode("utf-8", "surrogatepass")
        pieces = wanted.split()
        if pieces == [wanted] and (known := self.columns.holding(wanted)) is not None:
            return known
        shorter = next((term[:end] for end in range(len(term) - 1, 0, -1) if term[:end] in self._scanned), None)
        narrowed = None if shorter is None else self._scanned[shorter]
        for piece in pieces:
            # A phrase stands where its words stand.
            if (known := self.columns.holding(piece)) is not None:
                narrowed = known if narrowed is None else narrowed & known
        # Where most events are left, it is quicker to look into all.
        few = narrowed is not None and 2 * narrowed.bit_count() < self.total
        within = flags_of(narrowed, self.total) if narrowed is not None and few else None
        flags = bytearray(self.total)
        for first, words in self.columns.words(within):
            edges = self._edges_of(first, words)
            begins, ends = edges[:-1], edges[1:]
            find: Callable[[bytes, int, int], int] = words.find
            if within is not None:
                here = list(compress(range(len(begins)), within[first : first + len(begins)]))
                found = map(find, repeat(wanted), map(begins.__getitem__, here), map(ends.__getitem__, here))
                for n in compress(here, map((-1).__lt__, found)):
                    flags[first + n] = 1
            elif wanted in words:
                found = map(find, repeat(wanted), begins, ends)
                flags[first : first + len(begins)] = bytes(map((-1).__lt__, found))
        if len(self._scanned) >= _SCANNED:
            self._scanned.clear()
        self._scanned[term] = bitmap = bitmap_of_flags(flags)
        return bitmap

    def _edges_of(self, first: int, words: bytes) -> array[int]:
        """Where the words of each event of a stretch begin, and the end of the last."""
        found = self._edges.get(first)
        if found is None or found[-1] != len(words):
            sizes = map(len, words.split(_SEPARATOR))
            # The separator belongs to the event before it, whose words no term can leave through it.
            found = array("I", accumulate((size + 1 for size in sizes), initial=0))
            found[-1] = len(words)
            self._edges[first] = found
        return found
