"""The rows of a table as runs of rows of files with new rows between them: changed without looking at what stays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from store.library.head import Part

if TYPE_CHECKING:
    from store.library.parts import Parts


class Edit(NamedTuple):
    """A change of a table: `gone` rows from `row` on give way to `lines`, each row one JSON text."""

    row: int
    gone: int
    lines: Sequence[bytes]


class New(NamedTuple):
    """Rows that are in no file yet."""

    lines: Sequence[bytes]

    @property
    def rows(self) -> int:
        """How many they are."""
        return len(self.lines)


Piece = Part | New


class Rope:
    """The rows of a table in order; never changed once it is made."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces: Sequence[Piece] = _joined(pieces)
        """What it is made of: no piece is empty, and neighbours are not two where one would do."""
        self._starts = [0, *accumulate(piece.rows for piece in self.pieces)]

    def __len__(self) -> int:
        return self._starts[-1]

    @property
    def runs(self) -> list[Part]:
        """The pieces that lie in files."""
        return [piece for piece in self.pieces if isinstance(piece, Part)]

    def cut(self, start: int, end: int) -> list[Piece]:
        """The rows from `start` to before `end`."""
        found: list[Piece] = []
        number = bisect_right(self._starts, start) - 1
        while start < end:
            piece, begins = self.pieces[number], self._starts[number]
            stop = min(end, begins + piece.rows)
            found.append(_part_of(piece, start - begins, stop - start))
            start, number = stop, number + 1
        return found

    def spliced(self, edits: Iterable[Edit]) -> Rope:
        """The rows after these edits, which go by the rows as they are, upwards and without touching a row twice.

        Raises:
            ValueError: they do not, or go beyond the end.
        """
        made: list[Piece] = []
        at = 0
        for row, gone, lines in edits:
            if row < at or gone < 0 or row + gone > len(self):
                raise ValueError(f"rows {row} to {row + gone} after {at}, of {len(self)}")
            made += self.cut(at, row)
            made.append(New(lines))
            at = row + gone
        return Rope([*made, *self.cut(at, len(self))])

    def line(self, row: int, parts: Parts) -> bytes:
        """One row, as JSON text.

        Raises:
            IndexError: there is no such row.
            LibraryDamagedError: it cannot be read.
        """
        if not 0 <= row < len(self):
            raise IndexError(row)
        number = bisect_right(self._starts, row) - 1
        piece, within = self.pieces[number], row - self._starts[number]
        return (piece.lines if isinstance(piece, New) else parts.rows(piece))[within]

    def piece(self, row: int) -> Piece:
        """Where a row lies.

        Raises:
            IndexError: there is no such row.
        """
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self.pieces[bisect_right(self._starts, row) - 1]

    def lines(self, parts: Parts) -> Iterator[bytes]:
        """All rows, each as one JSON text.

        Raises:
            LibraryDamagedError: they cannot be read.
        """
        for piece in self.pieces:
            yield from piece.lines if isinstance(piece, New) else parts.rows(piece)


def _part_of(piece: Piece, first: int, rows: int) -> Piece:
    if rows == piece.rows:
        return piece
    if isinstance(piece, New):
        return New(piece.lines[first : first + rows])
    return Part(piece.digest, rows, piece.first + first)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    new: list[bytes] = []
    for piece in pieces:
        if isinstance(piece, New):
            new += piece.lines
            continue
        if new:
            found.append(New(new))
            new = []
        last = found[-1] if found else None
        if isinstance(last, Part) and last.digest == piece.digest and last.first + last.rows == piece.first:
            found[-1] = Part(piece.digest, last.rows + piece.rows, last.first)
        elif piece.rows:
            found.append(piece)
    if new:
        found.append(New(new))
    return found
