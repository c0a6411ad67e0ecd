"""Pieces of text set as one paragraph: wrapped at spaces, each piece keeping its role."""

from __future__ import annotations

from collections.abc import Sequence

from tui.cells import cell_len, fit, wrap
from tui.widgets.sheet import Piece


def flow(pieces: Sequence[Piece], width: int, most: int | None = None) -> list[list[Piece]]:
    """`pieces`, whose texts must be safe to show, as lines of at most `width` cells.

    Of more than `most` lines the last one ends with an ellipsis.
    """
    text = "".join(piece.text for piece in pieces)
    spans = wrap(text, width)
    cut = most is not None and len(spans) > most
    lines = [_between(pieces, start, end) for start, end in (spans[:most] if cut else spans)]
    if cut and lines:
        start = spans[len(lines) - 1][0]
        kept = len(fit(text[start:], width)) - 1
        last = _between(pieces, start, start + kept)
        lines[-1] = [*last, Piece("…", last[-1].role if last else "dim")]
    return lines


def shortened(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """One line with an ellipsis at its end, in at most `width` cells."""
    text = "".join(piece.text for piece in pieces)
    kept = len(fit(text + "  ", min(width, cell_len(text) + 1))) - 1
    return [*_between(pieces, 0, max(0, kept)), Piece("…", "dim")]


def _between(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    found = []
    at = 0
    for piece in pieces:
        after = at + len(piece.text)
        if after > start and at < end:
            found.append(Piece(piece.text[max(0, start - at) : end - at], piece.role))
        at = after
    return found
