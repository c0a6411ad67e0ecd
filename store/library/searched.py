"""What searches go by: the folded words of all events, and which events have each word.  Two derived files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING

from store.index.columns import SEPARATOR
from store.index.file import IndexDamagedError, Sections
from store.index.reading import WORDS
from store.library.disk import write_derived
from store.library.head import Part

if TYPE_CHECKING:
    from store.index.terms import MovedTerms, StoredTerms
    from store.library.head import Head
    from store.library.rows import Table
    from store.model import Event

WORDS_FILE, TERMS_FILE = "words.bin", "terms.bin"
_FEW = 5_000
"""The words of fewer events are gone through as quickly as it takes to look elsewhere where they stand."""
_BREATH = 0.0005  # seconds
_STRETCH = 128
"""So many events are gone through together, or left out together."""
_MANY_EVENTS = 50
"""Where more than one of so many events is new, it is noted anew in which each word stands."""


class Searched:
    """The words of the events of a library, in the folder of its derived files.

    `table` is that of the events in the state of `head`, `events` what stands in it; what was made is kept in files
    as long as `whole` says that nothing was missing for it.
    """

    def __init__(
        self, folder: Path, head: Head, table: Table, events: Sequence[Event], whole: Callable[[], bool]
    ) -> None:
        self._folder = folder
        self._of = head.fingerprint("events")
        self._runs = table.runs or [Part(self._of, len(table))]
        self._events = events
        self._whole = whole
        self._lock = Lock()
        self._words: Sections | None = None
        self._terms: StoredTerms | MovedTerms | None = None

    def prepare(self) -> None:
        """Make what is not there yet.

        Raises:
            LibraryError: the library cannot be read.
        """
        self._sections()
        if len(self._events) >= _FEW:
            self._terms = self._open_terms()

    # -- words -------------------------------------------------------------------------------------------------------

    def words(self, within: bytes | None = None) -> Iterator[tuple[int, bytes]]:
        """As `Columns.words`, so many events a stretch."""
        searched, total = self._sections(), len(self._events)
        starts = [
            start
            for start in range(0, total, _STRETCH)
            if within is None or within.count(0, start, start + _STRETCH) < min(_STRETCH, total - start)
        ]
        done = 0
        try:
            for name, stretch in searched.read_all([str(start // _STRETCH) for start in starts]):
                done += 1
                yield int(name) * _STRETCH, stretch
        except (IndexDamagedError, OSError):
            # What is left is made anew, now and for the next time.
            for start in starts[done:]:
                yield start, SEPARATOR.encode().join(self._folded(start, min(start + _STRETCH, total)))
            with suppress(OSError):
                (self._folder / WORDS_FILE).unlink()
            self._words = None

    def _sections(self) -> Sections:
        # Whoever searches while a thread makes them waits for it.
        with self._lock:
            if self._words is None:
                self._words = self._open_words()
            return self._words

    def _open_words(self) -> Sections:
        from store.index import writing

        path = self._folder / WORDS_FILE
        known: Sections | None = None
        with suppress(IndexDamagedError):
            known = Sections.open(path, WORDS)
            if known.about.get("of") == self._of:
                return known
        words, between = self._all_words(known), SEPARATOR.encode()
        stretches = [between.join(words[start : start + _STRETCH]) for start in range(0, len(words), _STRETCH)]
        parts = writing.words(stretches, {"of": self._of, "runs": self._runs})
        if not self._whole():
            return Sections.of(parts, WORDS)
        write_derived(path, parts)
        with suppress(IndexDamagedError):
            written = Sections.open(path, WORDS)
            if written.about.get("of") == self._of:
                return written
        return Sections.of(parts, WORDS)

    def _all_words(self, known: Sections | None) -> list[bytes]:
        """The folded words of each event: those of rows that were there before are taken from what is `known`."""
        before = _Known(known) if known is not None else None
        found: list[bytes | None] = []
        for run in self._runs:
            found += [None] * run.rows if before is None else before.of(run)
        end = 0
        for at in [row for row, words in enumerate(found) if words is None]:
            if at >= end:
                # Folding costs by the call: as many at once as follow each other, but no more than fit into memory.
                end = next(
                    (row for row in range(at, len(found)) if found[row] is not None or row - at == _STRETCH), len(found)
                )
                found[at:end] = self._folded(at, end)
        return [words for words in found if words is not None]

    def _folded(self, start: int, end: int) -> list[bytes]:
        from store.index.writing import words_of

        events = [self._events[row] for row in range(start, end)]
        return words_of(events).split(SEPARATOR.encode())

    # -- where words stand -------------------------------------------------------------------------------------------

    def holding(self, letters: bytes) -> int | None:
        """As `Columns.holding`; None before `prepare` is done."""
        terms = self._terms
        try:
            return None if terms is None else terms.holding(letters)
        except IndexDamagedError:
            # The next start makes it anew; until then all words are gone through.
            self._terms = None
            with suppress(OSError):
                (self._folder / TERMS_FILE).unlink()
            return None

    def _open_terms(self) -> StoredTerms | MovedTerms:
        from store.index.terms import TERMS, StoredTerms, terms

        path = self._folder / TERMS_FILE
        with suppress(IndexDamagedError):
            found = StoredTerms(Sections.open(path, TERMS))
            if found.about.get("of") == self._of:
                return found
            if (still := self._moved_terms(found)) is not None:
                return still
        about = {"of": self._of, "runs": self._runs}
        parts = terms(self._gently(), SEPARATOR.encode(), len(self._events), about)
        if self._whole():
            write_derived(path, parts)
            with suppress(IndexDamagedError):
                written = StoredTerms(Sections.open(path, TERMS))
                if written.about.get("of") == self._of:
                    return written
        return StoredTerms(Sections.of(parts, TERMS))

    def _moved_terms(self, terms: StoredTerms) -> MovedTerms | None:
        """The terms of another state, where few events came since."""
        from store.index.terms import MovedTerms
        from store.library.moved import moved

        try:
            before = [Part(str(digest), int(rows), int(first)) for digest, rows, first in terms.about["runs"]]
        except (KeyError, TypeError, ValueError):
            return None
        events = moved(before, self._runs)
        if events.before != terms.events or events.new * _MANY_EVENTS > events.rows:
            return None
        came = bytearray(events.rows)
        for row in events.arrived:
            came[row] = 1
        words: list[bytes] = []
        for start, stretch in self.words(bytes(came)):
            folded = stretch.split(SEPARATOR.encode())
            words += [each for row, each in enumerate(folded, start) if came[row]]
        return MovedTerms(terms, events, words) if len(words) == events.new else None

    def _gently(self) -> Iterator[tuple[int, bytes]]:
        """The words, with time between them for whoever presses a key meanwhile."""
        for stretch in self.words():
            yield stretch
            sleep(_BREATH)


class _Known:
    """The words of another state of the library."""

    def __init__(self, searched: Sections) -> None:
        self._searched = searched
        self._at: dict[str, list[tuple[int, int, int]]] = {}
        self._stretch = lru_cache(maxsize=4)(self._read)
        at = 0
        with suppress(KeyError, TypeError, ValueError):
            for digest, rows, first in searched.about["runs"]:
                self._at.setdefault(digest, []).append((first, first + rows, at))
                at += rows

    def of(self, run: Part) -> list[bytes | None]:
        """The words of each row of a run; None where they are not known."""
        found: list[bytes | None] = [None] * run.rows
        for first, end, at in self._at.get(run.digest, ()):
            row, stop = max(first, run.first), min(end, run.first + run.rows)
            while row < stop:
                stretch, within = divmod(at + row - first, _STRETCH)
                words = self._stretch(stretch)[within : within + stop - row]
                if not words:
                    break
                found[row - run.first : row - run.first + len(words)] = words
                row += len(words)
        return found

    def _read(self, stretch: int) -> Sequence[bytes | None]:
        try:
            return self._searched.read(str(stretch)).split(SEPARATOR.encode())
        except IndexDamagedError:
            return [None] * _STRETCH
