"""What the explorer is looking at: the data, what filters and search leave of it, and what is selected.

No drawing here: widgets read it and screens change it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import compress, repeat
from operator import itemgetter, sub
from typing import TYPE_CHECKING, NamedTuple

from store import edtf
from store.edtf import Bounds
from store.filters import Index, Query, positions
from store.index.bitmaps import flags_of
from store.query import NEW
from tui.dates import read
from tui.runs import Calendar, Run, runs_of

if TYPE_CHECKING:
    from store.clock import Clock, Written
    from store.filters import Mark
    from store.index.columns import Columns, LeftOut, Row
    from store.lookup import Lookup
    from store.model import Article, Dataset, Event

__all__ = ["Missed", "View"]


class Missed(NamedTuple):
    """What a library lacks: files that could not be read, and articles of which nobody says when they came out."""

    left_out: Sequence[LeftOut] = ()
    unpublished: Sequence[Article] = ()

    def __bool__(self) -> bool:
        return bool(self.left_out or self.unpublished)


_MANY = 20_000  # events of a library whose memory is worth caring for


class View:
    """A dataset with a query, a search and a selection.

    A search hides what it does not find unless `hide_others` is off; then it only marks.
    """

    def __init__(self, source: Dataset | Columns) -> None:
        self.index = Index(source)
        """Finds events."""
        self.lookup: Lookup = self.index.columns.lookup
        """Finds everything else by id."""
        self.query = Query()
        """The filters in force; its text is that of the search."""
        self.hide_others = True
        """Whether a search hides what it does not find."""
        self.shown: Sequence[int] = range(self.index.total)
        """Positions of the events shown, in the order of the timeline."""
        self.selected: set[int] = set()
        """Positions of the events selected, whether they are shown or not."""
        self.hits = 0
        """The events found by the search, as a bitmap."""
        self.clock: Clock = "happened"
        """What the events are ordered by: when they happened, or when they were first written of."""
        # Where what is shown does not ascend: what it is sorted by, and days that differ from those of the index.
        self._place: Callable[[int], int] | None = None
        self._known_days: list[Bounds | None] | None = None
        self._out: frozenset[str] = frozenset()
        self._flags: bytes | None = None  # which are shown, by position; None: all
        self._runs: tuple[object, list[Run]] | None = None
        self._calendar: tuple[object, Calendar] | None = None
        self._counts: tuple[object, list[int]] | None = None

    @cached_property
    def missed(self) -> Missed:
        """What the library lacks; what all articles say of themselves is read for it."""
        columns = self.index.columns
        return Missed(columns.left_out, columns.unpublished())

    @property
    def known_missed(self) -> Missed | None:
        """The same where it has been asked for already, else None: nothing is read."""
        return self.__dict__.get("missed")

    def prepare(self) -> None:
        """Makes what searches and filters go by where that takes long; for a thread."""
        self.index.columns.prepare_words()
        self.index.prepare()
        if self.total >= _MANY:
            _keep_for_good()

    @property
    def dataset(self) -> Dataset:
        """All that the library knows; a big library is read from end to end for it: for exports only."""
        return self.index.dataset

    @property
    def total(self) -> int:
        """How many events there are."""
        return self.index.total

    def event(self, position: int) -> Event:
        """The event at a position, with its accounts; what is shown of it in one line is cheaper as `row`.

        Where only what was known on a day is asked for, it is what was known of it.
        """
        event = self.index.events[position]
        if self.query.known:
            from store.clock import as_known

            return as_known(event, self._out)
        return event

    def row(self, position: int) -> Row:
        """What one line says of the event at a position: nothing is made for it, and a start imports less."""
        row = self.index.columns.row(position)
        if self.query.known and row.sources > 1:
            event = self.event(position)
            return row._replace(
                date=event.date,
                title=event.title,
                sources=len(event.articles),
                origins=event.origin_count,
                quotes=len(event.quotes),
            )
        return row

    def has(self, position: int, mark: Mark) -> bool:
        """Whether the event at a position has a mark ("disagreement", "guessed" …), without reading the event."""
        if mark != "new" and self.query.known and self.index.columns.sources[position] > 1:
            from store.query import marks_of

            return mark in marks_of(self.event(position))
        return bool(self.index.marked(mark) >> position & 1)

    def set_query(self, query: Query) -> None:
        """Puts other filters in force."""
        self.query = query = replace(query, named=read(query.text))
        self.hits = self.index.hits(query.text, query.named) if query.text.strip() else 0
        filters = query if self.hide_others else replace(query, text="")
        self._counts = None
        self._flags = flags_of(self.index.bitmap(filters), self.total) if filters else None
        self.shown = range(self.total) if self._flags is None else list(compress(range(self.total), self._flags))
        self._set_order()

    def _set_order(self) -> None:
        """Puts what is shown into the order of the clock in force; what was known on a day may have had other dates."""
        self._place = self._known_days = None
        if self.query.known:
            self._out = self._out_by(self.query.known)
        if self.clock == "written":
            self._place = self.written.rank.__getitem__
        elif self.query.known:
            self._set_known_days()
        if self._place is not None:
            self.shown = sorted(self.shown, key=self._place)

    def _out_by(self, day: str) -> frozenset[str]:
        from store.clock import out_by

        return out_by(self.lookup.bylines, day)

    def _set_known_days(self) -> None:
        # What one article tells is either all known or not shown.
        several = self.index.columns.sources
        rows = {position: self.row(position).date for position in self.shown if several[position] > 1}
        changed = {n: told for n, told in rows.items() if told != self.index.columns.row(n).date}
        if not changed:
            return
        keys: list[tuple[date, date, str]] = []
        for run in self.index.columns.runs:
            keys += [edtf.sort_key(run.date)] * (run.end - run.start)
        days = list(self.index.days)
        for position, told in changed.items():
            keys[position], days[position] = edtf.sort_key(told), edtf.bounds(told)
        self._known_days = days
        rank = [0] * self.total
        for place, position in enumerate(sorted(range(self.total), key=keys.__getitem__)):
            rank[position] = place
        self._place = rank.__getitem__

    def is_hit(self, position: int) -> bool:
        """Whether the search found the event at a position."""
        return bool(self.hits >> position & 1)

    # -- two clocks --------------------------------------------------------------------------------------------------

    @cached_property
    def written(self) -> Written:
        """When events were first written of."""
        from store.clock import Written

        return Written(self.index)

    def set_clock(self, clock: Clock) -> None:
        """Orders the events by another clock."""
        self.clock = clock
        self.set_query(self.query)

    @property
    def days(self) -> Sequence[Bounds | None]:
        """The days of each event by the clock in force, by position; None where it does not say."""
        return self.written.days if self.clock == "written" else self._known_days or self.index.days

    @property
    def runs(self) -> list[Run]:
        """All events by position, those that have the same `days` and follow each other together."""
        if self._runs is None or self._runs[0] is not self.days:
            self._runs = self.days, runs_of(self.days)
        return self._runs[1]

    @property
    def shown_by_run(self) -> list[int]:
        """How many events of each of the `runs` are shown."""
        runs, flags = self.runs, self._flags
        if self._counts is None or self._counts[0] is not runs:
            starts, ends = map(itemgetter(1), runs), map(itemgetter(2), runs)
            count: Callable[[int, int, int], int] | None = None if flags is None else flags.count
            counted = map(sub, ends, starts) if count is None else map(count, repeat(1), starts, ends)
            self._counts = runs, list(counted)
        return self._counts[1]

    @property
    def calendar(self) -> tuple[Calendar, Sequence[int]]:
        """The days of the events in their order, and how many of each are shown: what rows are made of."""
        if self._place is not None:
            days = self.days
            runs = runs_of([days[position] for position in self.shown])
            return Calendar([run.days for run in runs]), [run.end - run.start for run in runs]
        runs = self.runs
        if self._calendar is None or self._calendar[0] is not runs:
            self._calendar = runs, Calendar([run.days for run in runs])
        return self._calendar[1], self.shown_by_run

    def date(self, position: int) -> str | None:
        """The date (EDTF) of an event by the clock in force."""
        return self.written.date(position) if self.clock == "written" else self.row(position).date

    def place(self, position: int) -> int:
        """What events are in order of: `shown` ascends by it, whatever the clock."""
        return position if self._place is None else self._place(position)

    def ordinal(self, position: int) -> int:
        """Which of those shown the event at a position is, or else the next one that is shown, at most the last."""
        found = bisect_left(self.shown, self.place(position), key=self._place)
        return max(0, min(found, len(self.shown) - 1))

    # ----------------------------------------------------------------------------------------------------------------

    def telling(self, position: int) -> int:
        """How many sources tell the event at a position, whenever they were out."""
        return self.index.columns.sources[position]

    @property
    def source_count(self) -> int:
        """How many articles the library has, or had on the day of which is asked what was known."""
        return len(self._out) if self.query.known else self.index.columns.articles

    @property
    def articles(self) -> list[Article]:
        """The articles of the library, or those of them that were out on the day of which is asked what was known.

        Where the library is a stored one they are without their texts.
        """
        return [article for article in self.lookup.bylines if not self.query.known or article.id in self._out]

    def events_at(self, found: Iterable[int]) -> list[Event]:
        """The events at these positions, in the order of the timeline."""
        return [self.event(position) for position in sorted(found)]

    @cached_property
    def opening(self) -> int | None:
        """The position to begin at: of the events that most sources tell the earliest, the dated before the undated."""
        return self.index.columns.opening

    @cached_property
    def new(self) -> frozenset[int]:
        """Positions of the events that an article tells which the last build brought."""
        return frozenset(self.index.columns.members(NEW)) if self.index.columns.new else frozenset()

    def is_new(self, article: str) -> bool:
        """Whether the last build that brought any brought the article with an id."""
        return article in self.index.columns.new

    @cached_property
    def disagreeing(self) -> list[int]:
        """Positions of the events on which sources disagree."""
        return positions(self.index.marked("disagreement"))

    @cached_property
    def disagreeing_set(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.disagreeing)

    @property
    def hit_positions(self) -> list[int]:
        """Positions of what the search found."""
        return positions(self.hits)


def _keep_for_good() -> None:
    """Else what is there for good is searched for garbage again and again, and a key now and then waits for it."""
    import gc

    if gc.get_freeze_count():
        # What was kept before may have gone.
        gc.unfreeze()
        gc.collect()
    gc.freeze()
