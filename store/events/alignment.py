"""Setting renderings of one utterance under each other, word by word.

The one that resembles the others most is the yardstick; the rest are compared with it by `difflib`, words folded
(case, accents, apostrophes).  Renderings in different languages cannot be compared like this: give one language at a
time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from store.text import fold

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")
# Longer texts are no quotes of one breath; the comparison is quadratic in the worst case.
_MOST_WORDS = 400


class Piece(NamedTuple):
    """What one rendering has in one column: some words (or none), and whether they differ from the yardstick's."""

    text: str
    differs: bool


def align(texts: Sequence[str]) -> list[list[Piece]]:
    """One row a text, in their order, all rows with the same number of columns; joined by spaces a row is the text.

    Words beyond the 400th of a text are put into one last column.
    """
    cut = [_WORD.findall(text) for text in texts]
    words = [found[:_MOST_WORDS] for found in cut]
    rest = [" ".join(found[_MOST_WORDS:]) for found in cut]
    if not words:
        return []
    keys = [[_key(word) for word in row] for row in words]
    yardstick = _most_alike(keys)
    blocks = [SequenceMatcher(None, keys[yardstick], row, autojunk=False).get_opcodes() for row in keys]
    edges = sorted({edge for block in blocks for _, start, end, _, _ in block for edge in (start, end)})
    rows = [_row(words[n], blocks[n], edges) for n in range(len(words))]
    filled = [column for column in range(len(rows[0])) if any(row[column].text for row in rows)]
    rows = [[row[column] for column in filled] for row in rows]
    if any(rest):
        rows = [[*row, Piece(tail, bool(tail))] for row, tail in zip(rows, rest, strict=True)]
    return rows


def _key(word: str) -> str:
    return _EDGES.sub("", fold(word)) or word


def _most_alike(keys: list[list[str]]) -> int:
    def likeness(candidate: int) -> float:
        return sum(
            SequenceMatcher(None, keys[candidate], other, autojunk=False).ratio()
            for n, other in enumerate(keys)
            if n != candidate
        )

    # Beyond a handful the choice matters less than the time it takes.
    return max(range(min(len(keys), 8)), key=lambda n: (likeness(n), -n))


def _row(words: list[str], block: Sequence[tuple[str, int, int, int, int]], edges: list[int]) -> list[Piece]:
    """The cells of one row: before each edge a column for what is inserted there, after it one for the words there."""
    inserted: dict[int, str] = {}
    at_edge: dict[int, Piece] = {}
    for kind, start, end, other_start, other_end in block:
        if kind == "insert":
            inserted[start] = " ".join(words[other_start:other_end])
        elif kind == "replace":
            at_edge[start] = Piece(" ".join(words[other_start:other_end]), differs=True)
        elif kind == "equal":
            inner = [edge for edge in edges if start <= edge < end]
            for first, last in zip(inner, [*inner[1:], end], strict=True):
                at_edge[first] = Piece(
                    " ".join(words[other_start + first - start : other_start + last - start]), differs=False
                )
    nothing = Piece("", differs=False)
    row: list[Piece] = []
    for edge in edges:
        row.append(Piece(inserted[edge], differs=True) if edge in inserted else nothing)
        row.append(at_edge.get(edge, nothing))
    return row
