"""Columns over all events of a library, in the order of the timeline: what screens and filters read.

Nothing that is painted at a start or on a key goes through the events themselves: there may be a hundred thousand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from store import edtf

if TYPE_CHECKING:
    from store.lookup import Lookup
    from store.model import Article, Dataset, Event, Status
    from store.query import Facet, Kind, Mark

SEPARATOR = "\x00"
"""Stands between the words of two events in a stretch of `Columns.words`."""


class Row(NamedTuple):
    """What one line of a timeline says of an event.

    `sources` are the articles that tell it, `origins` the same with copies of each other counted once, `quotes` its
    quotes, `status` the one that all sources give, None where they differ.  What is worth noticing about it is a mark:
    `Columns.marks`.
    """

    date: str | None
    title: str
    sources: int
    origins: int
    quotes: int
    status: Status | None


class Run(NamedTuple):
    """Events that have one date (EDTF; None: no date): the positions from `start` to before `end`."""

    date: str | None
    start: int
    end: int


class LeftOut(NamedTuple):
    """A file that is no article of the library: its path in its folder (safe to show), and the store's reason."""

    file: str
    reason: str


class Columns(ABC):
    """All events by position, which counts from 0 in the order of the timeline, the undated last."""

    events: Sequence[Event]
    """The events themselves; those of a stored library are read one by one when they are asked for."""
    runs: Sequence[Run]
    """The dates, each with the events that have it, in the order of the timeline."""
    sources: array[int]
    """By position: how many articles tell the event."""
    articles: int
    """How many articles the library has."""
    lookup: Lookup
    """Everything else by id."""
    new: Set[str] = frozenset()
    """The ids of the articles that came with the last build that brought any; none where that brought all there are."""
    left_out: Sequence[LeftOut] = ()
    """The files that could not be read when the library was last brought up to date."""
    on_fault: Callable[[Exception], None] | None = None
    """Told once, in whatever thread reads, where something stored can no longer be read: blanks stand for it from then
    on.  Without it, that is raised."""

    @property
    def seems_outdated(self) -> bool:
        """Whether what is stored may be another state by now, by a look at a file."""
        return False

    def is_outdated(self) -> bool:
        """Whether it is another state; more is read for it."""
        return False

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """All that the library knows, as a whole: for exports; a stored library is read from end to end for it."""

    @property
    @abstractmethod
    def written(self) -> Sequence[str | None]:
        """By position: when the event was first written of, the earliest publication date (EDTF) of its articles.

        Of two dates the earlier is the one that begins earlier, the more precise where both begin alike; None where
        no article of it has a date on the calendar.
        """

    @property
    @abstractmethod
    def out(self) -> array[int]:
        """By position: the day (proleptic ordinal) by which an article that tells the event was certainly out.

        It is the earliest of the last days of the articles' publication dates; 0 where nobody says.
        """

    @abstractmethod
    def row(self, position: int) -> Row:
        """What a line says of the event at a position, without making an `Event` of it."""

    @abstractmethod
    def marks(self, mark: Mark) -> int:
        """The events that have a mark, as a bitmap."""

    @abstractmethod
    def facets(self, kind: Kind) -> Sequence[tuple[Facet, str]]:
        """The facets of a kind that some event has, with their names, in the order of the library."""

    @abstractmethod
    def members(self, facet: Facet) -> Sequence[int]:
        """The positions of the events that have a facet, ascending."""

    @abstractmethod
    def told_by(self, article: str) -> Sequence[int]:
        """The positions of the events that the article with an id tells, ascending; none where there is no such one."""

    @abstractmethod
    def words(self, within: bytes | None = None) -> Iterator[tuple[int, bytes]]:
        """The folded words of all events, stretch by stretch: the position of its first event, and its words.

        Only stretches with an event `within` (by position: a byte that is not 0), where that is given.

        Words are those of the title and of all accounts as `store.words.searchable` writes them, in UTF-8, with
        `SEPARATOR` between two events.
        """

    def holding(self, letters: bytes) -> int | None:
        """The events with a word that holds `letters` (as in `words`, but no white space), as a bitmap.

        None where all words must be gone through for it.
        """
        return None

    @abstractmethod
    def prepare_words(self) -> None:
        """Make what searches go through, where that takes long; never raises.

        For a thread, so that the first letter of a search need not wait.
        """

    def expect(self, positions: Sequence[int]) -> None:
        """Be told that the events at these positions will be asked for soon."""
        return

    def expect_articles(self, ids: Iterable[str]) -> None:
        """Be told that these articles, with their texts and time expressions, will be asked for soon."""
        return

    def position(self, id: str) -> int | None:
        """Where the event with an id stands, None where there is none."""
        return next((position for position, event in enumerate(self.events) if event.id == id), None)

    def unpublished(self) -> list[Article]:
        """The articles, without their texts, of which nobody says when they were published; all of them are read."""
        return [article for article in self.lookup.bylines if not article.published]

    @cached_property
    def days(self) -> list[edtf.Bounds | None]:
        """By position: the days that the event covers, None for the undated; one object for events of one date."""
        found: list[edtf.Bounds | None] = []
        for run, bounds in zip(self.runs, self.spans, strict=True):
            found += [bounds] * (run.end - run.start)
        return found

    @property
    def spans(self) -> Sequence[edtf.Bounds | None]:
        """The days that each of the `runs` covers, None for the undated."""
        return [edtf.bounds(run.date) for run in self.runs]

    @cached_property
    def opening(self) -> int | None:
        """The position to begin at: of the events that most sources tell the earliest, the dated before the undated."""
        return self.sources.index(max(self.sources)) if self.sources else None
