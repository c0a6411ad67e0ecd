"""The rows of the table of files: what was read of which file, without the texts, which lie apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from store.library.roots import Stored
from store.library.ropes import Edit


def line(item: Stored) -> bytes:
    """The row of an article, as JSON text."""
    return msgspec.json.encode(replace(item, article=replace(item.article, text="")) if item.article.text else item)


def inserted(before: Sequence[Stored], stored: Sequence[Stored]) -> list[Edit] | None:
    """What came between the rows that were there; None where these are not all there still, in order and as they were.

    Args:
        before: the articles of the rows, in their order.
        stored: the articles of which there are to be rows.
    """
    found: list[Edit] = []
    row = 0
    for item in stored:
        was = before[row] if row < len(before) else None
        if item is was or (was is not None and item.place == was.place):
            if item is not was and was is not None and line(item) != line(was):
                return None
            row += 1
        elif found and found[-1].row == row:
            found[-1] = Edit(row, 0, [*found[-1].lines, line(item)])
        else:
            found.append(Edit(row, 0, [line(item)]))
    return found if row == len(before) else None
