"""Writing the rows of a table: what lies in files stays there, as long as that costs neither room nor many pieces.

Files never change.  So rows that went stay in their files until these hold too little else, changes leave small files,
and a table falls into runs: each is set right where it has become too much, a little with each change, by writing rows
anew.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from store.library.errors import LibraryDamagedError
from store.library.head import Part
from store.library.parts import LEAST, Parts
from store.library.ropes import New, Piece, Rope

_SMALL, _FEW = LEAST // 3, 16
"""Bytes of a file that is small, and how many of these a table may have."""
_RUNS_PER_FILE, _MORE_RUNS = 3, 64
"""A table may have so many runs for each of its files, and so many more."""
_AT_ONCE = 1_500_000
"""Bytes: so much is written anew with one change for the sake of fewer runs, unless these are twice too many."""
_SHORT = 1_000
"""Bytes: what is shorter, of a table that is put as a whole, is rather written anew than a run of its own."""


def written(rope: Rope, parts: Parts, before: Sequence[Part] = (), times: int = 1) -> tuple[Part, ...]:
    """Bring the rows of a table to the disk; returns where they lie.

    `before` is where rows of the table lay until now; its files are `times` as big as those of others.

    Raises:
        OSError: they cannot be written.
    """
    if rope.runs:
        rope = _with_fewer_runs(rope, parts, times)
        rope = _without(rope, _wasteful(rope, parts, before), parts)
        small = _small(rope, parts, times)
        rope = _without(rope, small if len(small) > _FEW else (), parts)
    new = Rope(parts.write((line for piece in rope.pieces if isinstance(piece, New) for line in piece.lines), times))
    made: list[Piece] = []
    at = 0
    for piece in rope.pieces:
        if isinstance(piece, Part):
            made.append(piece)
        else:
            made += new.cut(at, at + piece.rows)
            at += piece.rows
    return tuple(Rope(made).runs)


def matched(lines: Sequence[bytes], before: Sequence[Part], parts: Parts) -> Rope:
    """The rows of a table that is put as a whole: those that lie in a file of the table already stay there.

    Where these are less than half, all are new, so that they are cut into files by what stands in them.
    """
    known = array("q", _hashes(before, parts))
    place = {one: row for row, one in zip(range(len(known) - 1, -1, -1), reversed(known), strict=True)}
    old, made = Rope(before), list[Piece]()
    at = kept = 0
    while at < len(lines):
        row = place.get(hash(lines[at]), -1)
        end = at + 1
        if row >= 0:
            # The longest stretch that is the same in both.
            while end < len(lines) and row + end - at < len(known) and hash(lines[end]) == known[row + end - at]:
                end += 1
        size = sum(map(len, lines[at:end]))
        pieces = old.cut(row, row + end - at) if row >= 0 and size >= _SHORT else []
        if pieces and _is(pieces, lines[at:end], parts):
            made += pieces
            kept += size
        else:
            made.append(New(lines[at:end]))
        at = end
    if 2 * kept < sum(map(len, lines)):
        return Rope([New(lines)])
    return Rope(made)


def _hashes(runs: Iterable[Part], parts: Parts) -> Iterator[int]:
    for run in runs:
        try:
            yield from map(hash, parts.rows(run))
        except LibraryDamagedError:
            yield from (0 for _ in range(run.rows))


def _is(pieces: Iterable[Piece], lines: Sequence[bytes], parts: Parts) -> bool:
    try:
        return list(Rope(pieces).lines(parts)) == list(lines)
    except LibraryDamagedError:
        return False


def _files(runs: Iterable[Part]) -> Counter[str]:
    """How many rows of each file are in use."""
    found: Counter[str] = Counter()
    for run in runs:
        found[run.digest] += run.rows
    return found


def _small(rope: Rope, parts: Parts, times: int) -> list[str]:
    """The files that are small: they are among those with few rows, and the thousands of others are not looked at."""
    found = []
    large = 0
    for digest, _ in sorted(_files(rope.runs).items(), key=lambda each: each[1]):
        if parts.size(digest) < times * _SMALL:
            found.append(digest)
        else:
            large += 1
            if large > 2 * _FEW:
                break
    return found


def _wasteful(rope: Rope, parts: Parts, before: Sequence[Part]) -> set[str]:
    """The files of which rows went, and of whose bytes less than half are in use now."""
    # Most runs are as they were.
    changed = {run.digest for run in {*rope.runs}.symmetric_difference(before)}
    now, earlier = (_in_use(run for run in runs if run.digest in changed) for runs in (rope.runs, before))
    found: set[str] = set()
    for digest, stretches in now.items():
        if digest not in earlier or _rows(stretches) == _rows(earlier[digest]):
            continue
        try:
            lines = parts.lines(digest)
        except LibraryDamagedError:
            # Whoever reads its rows says so.
            continue
        used = sum(len(line) for start, end in stretches for line in lines[start:end])
        if 2 * used < sum(map(len, lines)):
            found.add(digest)
    return found


def _in_use(runs: Iterable[Part]) -> dict[str, list[tuple[int, int]]]:
    """By file the stretches of its rows that are in use, ascending and apart; a row that is there twice counts once."""
    told: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for digest, rows, first in runs:
        told[digest].append((first, first + rows))
    return {digest: _together(stretches) if len(stretches) > 1 else stretches for digest, stretches in told.items()}


def _together(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _rows(stretches: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in stretches)


def _without(rope: Rope, digests: Collection[str], parts: Parts) -> Rope:
    """The same rows, those that lie in these files to be written anew."""
    if not digests:
        return rope
    return Rope(
        _anew(piece, parts) if isinstance(piece, Part) and piece.digest in digests else piece for piece in rope.pieces
    )


def _anew(run: Part, parts: Parts) -> Piece:
    try:
        return New(parts.rows(run))
    except LibraryDamagedError:
        return run


def _with_fewer_runs(rope: Rope, parts: Parts, times: int) -> Rope:
    """The same rows; where there are too many runs, those where most are together are to be written anew."""
    files = _files(rope.runs)
    most = _RUNS_PER_FILE * len(files) + _MORE_RUNS
    runs = len(rope.pieces)
    if runs <= most:
        return rope
    left: float | None = _AT_ONCE if runs <= 2 * most else None
    chosen: set[int] = set()
    for size, start, end in sorted(
        _stretches(rope, parts, times), key=lambda each: (each[0] / (each[2] - each[1]), each[1])
    ):
        if runs <= most or (left is not None and size > left):
            break
        chosen.update(range(start, end))
        runs -= end - start - 1
        left = None if left is None else left - size
    return Rope(
        _anew(piece, parts) if number in chosen and isinstance(piece, Part) else piece
        for number, piece in enumerate(rope.pieces)
    )


def _stretches(rope: Rope, parts: Parts, times: int) -> Iterator[tuple[float, int, int]]:
    """Neighbouring pieces that would make a file together: about how many bytes, the first, and the end of them."""
    ends: dict[str, int] = {}
    for run in rope.runs:
        ends[run.digest] = max(ends.get(run.digest, 0), run.first + run.rows)
    per_row = {digest: parts.size(digest) / end for digest, end in ends.items()}
    size, start = 0.0, 0
    for number, piece in enumerate(rope.pieces, 1):
        size += sum(map(len, piece.lines)) if isinstance(piece, New) else piece.rows * per_row[piece.digest]
        if size >= 2 * times * LEAST or number == len(rope.pieces):
            if number - start > 2:
                yield size, start, number
            size, start = 0.0, number
