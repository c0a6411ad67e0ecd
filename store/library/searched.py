"""What searches go by: the folded words of all events, and which events have each word.  Two derived files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import sleep
from typing import TYPE_CHECKING

from store.index.columns import SEPARATOR
from store.index.file import IndexDamagedError, Sections
from store.index.reading import WORDS
from store.library.disk import write_derived

if TYPE_CHECKING:
    from store.index.terms import StoredTerms
    from store.library.head import Head
    from store.library.rows import Table
    from store.model import Event

WORDS_FILE, TERMS_FILE = "words.bin", "terms.bin"
_FEW = 5_000
"""The words of fewer events are gone through as quickly as it takes to look elsewhere where they stand."""
_BREATH = 0.0005  # seconds


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
        self._starts = table.starts
        self._names = table.digests or [self._of]
        self._events = events
        self._whole = whole
        self._lock = Lock()
        self._words: Sections | None = None
        self._terms: StoredTerms | None = None

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
        """As `Columns.words`, a stretch for each part of the table."""
        names = self._names
        searched = self._sections()
        starts = dict(zip(names, self._starts, strict=False))
        if within is not None:
            ends = dict(zip(names, self._starts[1:], strict=True))
            names = [name for name in names if within.count(0, starts[name], ends[name]) < ends[name] - starts[name]]
            starts = {name: starts[name] for name in names}
        try:
            for name, stretch in searched.read_all(names):
                yield starts.pop(name), stretch
        except (IndexDamagedError, OSError):
            # What is left is made anew, now and for the next time.
            for start in starts.values():
                yield start, self._fold(start)
            with suppress(OSError):
                (self._folder / WORDS_FILE).unlink()
            self._words = None

    def _sections(self) -> Sections:
        # Whoever searches while a thread makes them waits for it.
        with self._lock:
            if self._words is None:
                self._words = self._open_words(self._names)
            return self._words

    def _open_words(self, names: Sequence[str]) -> Sections:
        from store.index import writing

        path = self._folder / WORDS_FILE
        known: Sections | None = None
        with suppress(IndexDamagedError):
            known = Sections.open(path, WORDS)
        if known is not None and set(known.names) >= set(names) and len(list(known.names)) <= 2 * len(names):
            return known
        stretches = []
        for name, start in zip(names, self._starts, strict=False):
            folded = None
            if known is not None and name in known:
                with suppress(IndexDamagedError):
                    folded = known.read(name)
            stretches.append((name, self._fold(start) if folded is None else folded))
        parts = writing.words(stretches)
        if not self._whole():
            return Sections.of(parts, WORDS)
        write_derived(path, parts)
        with suppress(IndexDamagedError):
            written = Sections.open(path, WORDS)
            if list(written.names) == list(names):
                return written
        return Sections.of(parts, WORDS)

    def _fold(self, start: int) -> bytes:
        from store.index.writing import words_of

        end = next((at for at in self._starts if at > start), start)
        return words_of([self._events[n] for n in range(start, end)])

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

    def _open_terms(self) -> StoredTerms:
        from store.index.terms import TERMS, StoredTerms, terms

        path = self._folder / TERMS_FILE
        with suppress(IndexDamagedError):
            return StoredTerms(Sections.open(path, TERMS), self._of)
        parts = terms(self._gently(), SEPARATOR.encode(), len(self._events), self._of)
        if self._whole():
            write_derived(path, parts)
            with suppress(IndexDamagedError):
                return StoredTerms(Sections.open(path, TERMS), self._of)
        return StoredTerms(Sections.of(parts, TERMS), self._of)

    def _gently(self) -> Iterator[tuple[int, bytes]]:
        """The words, with time between them for whoever presses a key meanwhile."""
        for stretch in self.words():
            yield stretch
            sleep(_BREATH)
