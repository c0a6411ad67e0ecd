"""Where the rows of a table are in a later state of a library."""

from __future__ import annotations

from collections.abc import Iterable

from store.index.spliced import Spliced, cuts_of
from store.library.head import Part


def moved(before: Iterable[Part], after: Iterable[Part]) -> Spliced:
    """What became of a table that was made of the runs `before` and is made of those `after`.

    Rows of one file are the same; one that stands before another that it stood behind went and came.
    """
    known: dict[str, list[tuple[int, int, int]]] = {}
    rows = 0
    for digest, size, first in before:
        known.setdefault(digest, []).append((first, first + size, rows))
        rows += size
    pieces: list[tuple[int, int, bool]] = []
    least = 0
    for digest, size, first in after:
        at, end = first, first + size
        for begin, stop, place in sorted(known.get(digest, ())):
            here, until = max(at, begin), min(end, stop)
            was = place + here - begin
            if here >= until or was < least:
                continue
            pieces += [(0, here - at, True), (was, until - here, False)]
            at, least = until, was + until - here
        pieces.append((0, end - at, True))
    return Spliced(cuts_of(pieces, rows), rows)
