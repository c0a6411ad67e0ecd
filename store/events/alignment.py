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
    """What one rendering has in one column: some words (or none), and whether most renderings have others there."""

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
    columns = [_compared(column, yardstick) for column in zip(*cells, strict=True) if any(column)]
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


def _compared(column: Sequence[str], yardstick: int) -> list[Piece]:
    """The cells of a column; those that do not have what most have differ, on a tie from what the yardstick has."""
    keys = [" ".join(_key(word) for word in cell.split()) for cell in column]
    counted = Counter(keys)
    most = max(counted.values())
    usual = keys[yardstick] if counted[keys[yardstick]] == most else max(counted, key=lambda key: counted[key])
    return [Piece(cell, key != usual) for cell, key in zip(column, keys, strict=True)]


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
