"""Setting renderings of one utterance under each other, word by word.

The one that resembles the others most is the yardstick; the rest are set against it by `difflib`, words folded
(case, accents, apostrophes).  Renderings in different languages cannot be compared like this: give one language at a
time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from store.text import fold

_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^\W+|\W+$")
# Longer texts are no quotes of one breath; the comparison is quadratic in the worst case.
_MOST_WORDS = 400


class Piece(NamedTuple):
    """What one rendering has in one column: some words (or none), and whether they are not those of most renderings.

    Where no words are those of most, all differ.
    """

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
    cells = [_row(row, block, edges) for row, block in zip(words, blocks, strict=True)]
    columns = [_compared(column) for column in zip(*cells, strict=True) if any(column)]
    if any(rest):
        columns.append([Piece(tail, bool(tail)) for tail in rest])
    return [[column[n] for column in columns] for n in range(len(words))]


def _key(word: str) -> str:
    return _EDGES.sub("", fold(word)) or word


def _most_alike(keys: list[list[str]]) -> int:
    def likeness(candidate: int) -> float:
        # Words in common, not their share: of two that resemble the rest the longer one holds more of what they have.
        blocks = (
            SequenceMatcher(None, keys[candidate], other, autojunk=False).get_matching_blocks()
            for n, other in enumerate(keys)
            if n != candidate
        )
        return sum(block.size for found in blocks for block in found) - len(keys[candidate]) / 4

    # Beyond a handful the choice matters less than the time it takes.
    return max(range(min(len(keys), 8)), key=lambda n: (likeness(n), -n))


def _compared(column: Sequence[str]) -> list[Piece]:
    """The cells of a column; those that do not have what most have differ, without a majority all do."""
    keys = [" ".join(_key(word) for word in cell.split()) for cell in column]
    (usual, most), *others = Counter(keys).most_common(2)
    tie = bool(others) and others[0][1] == most
    return [Piece(cell, tie or key != usual) for cell, key in zip(column, keys, strict=True)]


def runs(row: Sequence[Piece]) -> list[Piece]:
    """A row as it is read: neighbouring words joined that differ alike, an empty piece where words are missing."""
    found: list[Piece] = []
    for piece in row:
        if not piece.text and not piece.differs:
            continue
        if found and found[-1].differs == piece.differs and (piece.text or not found[-1].text):
            found[-1] = Piece(f"{found[-1].text} {piece.text}".strip(), piece.differs)
        elif found and piece.differs and found[-1].differs:
            continue  # words stand there already: nothing is missing
        else:
            found.append(piece)
    return found


def _row(words: list[str], block: Sequence[tuple[str, int, int, int, int]], edges: list[int]) -> list[str]:
    """The cells of one row: before each edge a column for what is inserted there, after it one for the words there."""
    inserted: dict[int, str] = {}
    at_edge: dict[int, str] = {}
    for kind, start, end, other_start, other_end in block:
        if kind == "insert":
            inserted[start] = " ".join(words[other_start:other_end])
        elif kind == "replace":
            at_edge[start] = " ".join(words[other_start:other_end])
        elif kind == "equal":
            inner = [edge for edge in edges if start <= edge < end]
            for first, last in zip(inner, [*inner[1:], end], strict=True):
                at_edge[first] = " ".join(words[other_start + first - start : other_start + last - start])
    return [cell for edge in edges for cell in (inserted.get(edge, ""), at_edge.get(edge, ""))]
