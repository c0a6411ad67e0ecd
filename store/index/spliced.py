"""Where the rows of a table stand after cuts: which were there before, which came, and what columns become by it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

C = TypeVar("C", list[Any], "array[int]", bytearray)


class Cut(NamedTuple):
    """`gone` rows from `row` on went, and `new` came in their place; `row` may be the end of the table."""

    row: int
    gone: int
    new: int


Run = tuple[int, int, int, bool]
"""Rows that follow each other: where they stand now, the first of them among the old rows, or among those that came,
how many they are, and whether they came."""


class Spliced:
    """A table of so many `rows` after `cuts`, which ascend and do not overlap.

    Raises:
        ValueError: the cuts do not fit.
    """

    def __init__(self, cuts: Iterable[Sequence[int]], rows: int) -> None:
        self.before = rows
        """How many rows there were."""
        self.cuts = tuple(Cut(*cut) for cut in cuts)
        """The cuts."""
        self.runs = list(_runs(self.cuts, rows))
        """All rows as they stand now."""
        self.rows = self.runs[-1][0] + self.runs[-1][2] if self.runs else 0
        """How many rows there are now."""
        self.new = sum(cut.new for cut in self.cuts)
        """How many of them came."""
        self._kept = [run for run in self.runs if not run[3]]
        self._firsts = [run[1] for run in self._kept]

    def now(self, row: int) -> int:
        """Where the row stands that stood at `row`; -1 where it went."""
        at = bisect_right(self._firsts, row) - 1
        if at < 0:
            return -1
        now, first, rows, _ = self._kept[at]
        return now + row - first if row < first + rows else -1

    def was(self, row: int) -> int:
        """Where the row that stands at `row` stood before; of one that came, the complement of its number there."""
        now, first, _, new = self.runs[bisect_right(self._nows, row) - 1]
        place = first + row - now
        return ~place if new else place

    @cached_property
    def _nows(self) -> list[int]:
        return [run[0] for run in self.runs]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where what is left of the rows from `start` to before `end` begins and ends; (0, 0) where nothing is."""
        first = max(0, bisect_right(self._firsts, start) - 1)
        last = bisect_left(self._firsts, end) - 1
        if first <= last and self._kept[first][1] + self._kept[first][2] <= start:
            first += 1
        if start >= end or first > last:
            return 0, 0
        begin, old, _, _ = self._kept[first]
        stop, last_old, rows, _ = self._kept[last]
        return begin + max(0, start - old), stop + min(rows, end - last_old)

    @cached_property
    def places(self) -> list[int]:
        """By row as it was: where it stands now, -1 where it went."""
        found: list[int] = []
        for now, first, rows, _ in self._kept:
            found += [-1] * (first - len(found))
            found += range(now, now + rows)
        return found + [-1] * (self.before - len(found))

    def moved(self, rows: Sequence[int]) -> list[int]:
        """Where the rows stand, ascending, that stood at `rows`, without those that went."""
        found: list[int] = []
        at, total = 0, len(rows)
        while at < total:
            number = bisect_right(self._firsts, rows[at]) - 1
            now, first, size, _ = self._kept[number] if number >= 0 else (0, 0, 0, False)
            # Up to where the next stretch of rows that stay begins, whether these stay or not.
            after = self._firsts[number + 1] if number + 1 < len(self._firsts) else self.before
            end = bisect_left(rows, after, at)
            stays = bisect_left(rows, first + size, at, end)
            by = now - first
            found += [row + by for row in rows[at:stays]] if by else rows[at:stays]
            at = end
        return found

    @cached_property
    def arrived(self) -> list[int]:
        """Where the rows stand that came."""
        return [row for now, _, rows, new in self.runs if new for row in range(now, now + rows)]

    def spliced(self, old: C, new: C) -> C:
        """A column of the table, from that of the old rows and that of the rows that came."""
        found = old[:0]
        for _, first, rows, came in self.runs:
            found += (new if came else old)[first : first + rows]
        return found

    def then(self, cuts: Iterable[Cut]) -> tuple[tuple[Cut, ...], tuple[Cut, ...]]:
        """These cuts and further ones in one; and what the further ones cut of the rows that came by these.

        Raises:
            ValueError: the cuts do not fit.
        """
        kept: list[tuple[int, int, bool]] = []
        came: list[tuple[int, int, bool]] = []
        runs = iter(self.runs)
        run = next(runs, (0, 0, 0, False))
        for _, first, rows, fresh in _runs(tuple(cuts), self.rows):
            if fresh:
                kept.append((0, rows, True))
                came.append((0, rows, True))
                continue
            at, end = first, first + rows
            while at < end:
                begin, old, size, new = run
                if begin + size <= at:
                    run = next(runs)
                    continue
                size = min(end, begin + size) - at
                kept.append((old + at - begin, size, new))
                if new:
                    came.append((old + at - begin, size, False))
                at += size
        return cuts_of(kept, self.before), cuts_of(came, self.new)


def _runs(cuts: Sequence[Cut], rows: int) -> Iterator[Run]:
    now = at = came = 0
    for row, gone, new in cuts:
        if row < at or gone < 0 or new < 0 or row + gone > rows:
            raise ValueError(f"a cut at row {row} of {rows} does not fit")
        if row > at:
            yield now, at, row - at, False
            now += row - at
        if new:
            yield now, came, new, True
            now, came = now + new, came + new
        at = row + gone
    if rows > at:
        yield now, at, rows - at, False


def cuts_of(pieces: Iterable[tuple[int, int, bool]], rows: int) -> tuple[Cut, ...]:
    """The cuts that leave of so many `rows` these pieces: each its first row, how many, and whether they came."""
    found: list[Cut] = []
    at = new = 0
    for first, size, came in (*pieces, (rows, 0, False)):
        if came:
            new += size
            continue
        if first > at or new:
            found.append(Cut(at, first - at, new))
        at, new = first + size, 0
    return tuple(found)
