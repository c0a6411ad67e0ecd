"""Which events have a word that holds some letters: a derived file of all words and of the events that have each.

A letter of a search then costs what its answer is worth, and not a walk through all that was ever written.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from operator import add
from typing import Any

from store.index.bitmaps import bitmap_of_flags, flags_of
from store.index.file import IndexDamagedError, Sections, encoded
from store.index.spliced import Spliced

TERMS = "timeline-terms/1"
"""The format of the file: another number is another format, and the file is made anew."""
_BETWEEN = b"\n"
_FREQUENT = 32
"""A word that more than one in so many events have takes less room as a bitmap than as positions."""
_MANY = 8
"""Letters are answered beforehand where more rare words than one for so many events would have to be looked at."""
_BLOCK = 16_384
"""So many positions are read together."""


def terms(
    stretches: Iterable[tuple[int, bytes]], separator: bytes, events: int, about: Mapping[str, Any]
) -> list[bytes]:
    """The file for the folded words of so many events, as `Columns.words` gives them, and what is said `about` them.

    Words are what stands between white space (ASCII); white space is in no word.
    """
    having: defaultdict[bytes, array[int]] = defaultdict(lambda: array("I"))
    for first, stretch in stretches:
        for position, words in enumerate(stretch.split(separator), first):
            for word in set(words.split()):
                having[word].append(position)
    # Frequent ones first, those as frequent as others in the order of their letters.
    order = sorted(having, key=lambda word: (-len(having[word]), word))
    common = sum(1 for word in order if len(having[word]) * _FREQUENT > events)
    bitmaps = [_bitmap(having[word], events) for word in order[:common]]
    rare = [(word, having[word]) for word in order[common:]]
    size = events // 8 + 1
    sections = {"words": _BETWEEN.join(order), "sizes": array("I", [len(having[word]) for word in order]).tobytes()}
    sections |= {f"word-{number}": bitmap.to_bytes(size, "little") for number, bitmap in enumerate(bitmaps)}
    rest = array("I", chain.from_iterable(positions for _, positions in rare))
    for block in range(0, len(rest), _BLOCK):
        sections[f"positions-{block // _BLOCK}"] = rest[block : block + _BLOCK].tobytes()
    for letters, bitmap in _short(zip(order, bitmaps, strict=False), rare, events):
        sections[f"letters-{letters}"] = bitmap.to_bytes(size, "little")
    return encoded(TERMS, {**about, "events": events, "frequent": common}, sections)


def _short(
    common: Iterable[tuple[bytes, int]], rare: list[tuple[bytes, array[int]]], events: int
) -> Iterator[tuple[str, int]]:
    """One or two letters that so many words have that it would take long to go through these, each with the events."""
    bitmaps: defaultdict[str, int] = defaultdict(int)
    for word, bitmap in common:
        for letters in _letters_of(word):
            bitmaps[letters] |= bitmap
    words: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    sizes: Counter[str] = Counter()
    for number, (word, positions) in enumerate(rare):
        for letters in _letters_of(word):
            words[letters].append(number)
            sizes[letters] += len(positions)
    for letters, size in sorted(sizes.items()):
        if size * _MANY > events:
            having = chain.from_iterable(rare[number][1] for number in words[letters])
            yield letters, bitmaps[letters] | _bitmap(having, events)


def _letters_of(word: bytes) -> set[str]:
    text = word.decode("utf-8", "surrogatepass")
    return {*text, *map(add, text, text[1:])}


def _bitmap(positions: Iterable[int], events: int) -> int:
    flags = bytearray(events)
    for position in positions:
        flags[position] = 1
    return bitmap_of_flags(flags)


class StoredTerms:
    """What `terms` wrote.

    Raises (all of it):
        IndexDamagedError: it is damaged.
    """

    def __init__(self, sections: Sections) -> None:
        self._sections = sections
        about = sections.about
        try:
            self.events, self._frequent = int(about["events"]), int(about["frequent"])
            """How many events there are."""
        except (KeyError, TypeError, ValueError) as error:
            raise IndexDamagedError(str(error)) from error
        self._words = sections.read("words")
        sizes = sections.numbers("sizes")
        # Where each word begins in `_words`, and where its positions begin among those of all rare ones.
        words = self._words.split(_BETWEEN) if sizes else []
        if len(words) != len(sizes) or not 0 <= self._frequent <= len(sizes):
            raise IndexDamagedError("words")
        self._begins = array("I", accumulate((len(word) + 1 for word in words), initial=0))
        self._starts = array("I", accumulate(sizes[self._frequent :], initial=0))
        self._bitmap = lru_cache(maxsize=64)(self._read_bitmap)

    def holding(self, letters: bytes) -> int:
        """The events with a word that holds `letters`, which have no white space (ASCII), as a bitmap."""
        short = f"letters-{letters.decode('utf-8', 'surrogatepass')}"
        if short in self._sections:
            return self._bitmap(short)
        found = 0
        flags = bytearray(self.events)
        block, positions = -1, memoryview(array("I"))
        for word in self._words_with(letters):
            if word < self._frequent:
                found |= self._bitmap(f"word-{word}")
                continue
            start, end = self._starts[word - self._frequent], self._starts[word - self._frequent + 1]
            while start < end:
                if start // _BLOCK != block:
                    block = start // _BLOCK
                    positions = memoryview(self._sections.numbers(f"positions-{block}"))
                begin = block * _BLOCK
                here = positions[start - begin : end - begin]
                try:
                    for position in here:
                        flags[position] = 1
                except IndexError as error:
                    raise IndexDamagedError(f"positions-{block}") from error
                start = begin + _BLOCK
        return found | bitmap_of_flags(flags)

    @property
    def about(self) -> Mapping[str, Any]:
        """What was said about the events."""
        return self._sections.about

    def _words_with(self, letters: bytes) -> Iterator[int]:
        """The numbers of the words that hold some letters, ascending."""
        find: Callable[[bytes, int], int] = self._words.find
        begins = self._begins
        at = find(letters, 0)
        while at >= 0:
            word = bisect_right(begins, at) - 1
            yield word
            at = find(letters, begins[word + 1])

    def _read_bitmap(self, name: str) -> int:
        return int.from_bytes(self._sections.read(name), "little")


class MovedTerms:
    """The terms of events of which some went and some came since they were written: these are gone through.

    `words` are those of the events that came.
    """

    def __init__(self, terms: StoredTerms, moved: Spliced, words: Sequence[bytes]) -> None:
        self._terms = terms
        self._moved = moved
        self._words = words

    def holding(self, letters: bytes) -> int:
        """As `StoredTerms.holding`."""
        flags = bytearray(flags_of(self._terms.holding(letters), self._terms.events))
        return bitmap_of_flags(self._moved.spliced(flags, bytearray(letters in words for words in self._words)))
