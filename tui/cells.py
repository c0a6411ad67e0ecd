"""Text by the cells it takes on a terminal: cutting with an ellipsis, padding, wrapping with offsets kept.

Everything that comes from an article or a file passes through `line` (one line) or `passage` (several, offsets kept)
before it is shown.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size

from store.text import printable, without_controls

__all__ = ["cell_len", "fit", "line", "pad", "passage", "wrap"]

_BREAK = re.compile(r"(?<!«) (?![»?!:;])")
"""Where a line may break; French writes a space, which may be a plain one, on the inner side of these marks."""

_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u20ac]*")
"""What takes one cell a character, as most of French and English does."""


def line(text: str) -> str:
    """`text` as one line that is safe to show."""
    return printable(text)


def passage(text: str) -> str:
    """`text` safe to show and of the same length: what could act on a terminal, and tabs, become spaces."""
    if "\t" not in text and without_controls(text) == text:
        return text
    return "".join(" " if c in "\t\r" or not without_controls(c) else c for c in text)


def fit(text: str, width: int) -> str:
    """`text` cut to at most `width` cells, with an ellipsis where something was cut."""
    if width <= 0:
        return ""
    if (len(text) <= width and text.isascii()) or cell_len(text) <= width:
        return text
    if width == 1:
        return "…"
    # set_cell_size pads with a space where a wide character does not fit whole; one ellipsis is enough.
    return set_cell_size(text, width - 1).rstrip(" .…") + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` as exactly `width` cells: cut with an ellipsis or filled with spaces (before it with `right`)."""
    cut = fit(text, width)
    space = " " * max(0, width - cell_len(cut))
    return space + cut if right else cut + space


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Spans of `text` that each take at most `width` cells, broken at spaces and line ends; a long word is cut.

    White space at a break is in no span.  Empty lines of the text become empty spans.
    """
    width = max(2, width)
    found: list[tuple[int, int]] = []
    at = 0
    for paragraph in text.split("\n"):
        narrow = _NARROW.fullmatch(paragraph) is not None
        found.extend(_wrap_narrow(paragraph, at, width) if narrow else _wrap_line(paragraph, at, width))
        at += len(paragraph) + 1
    return found


def _wrap_line(text: str, offset: int, width: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = end = used = 0  # of the line being filled
    filled = False
    at = 0
    for word in _BREAK.split(text):
        if word:
            size = cell_len(word)
            if filled and used + (at - end) + size > width:
                found.append((offset + start, offset + end))
                filled = False
            if filled:
                used += at - end + size
            else:
                start, used, filled = at, size, True
            end = at + len(word)
            while used > width and end - start > 1:
                cut = _cut(text[start:end], width)
                found.append((offset + start, offset + start + cut))
                start += cut
                used = cell_len(text[start:end])
        at += len(word) + 1
    if filled or not found:
        found.append((offset + start, offset + max(start, end)))
    return found


def _wrap_narrow(text: str, offset: int, width: int) -> list[tuple[int, int]]:
    """As `_wrap_line` for a text of one cell a character: looked at where lines end, not word by word."""
    found: list[tuple[int, int]] = []
    last = len(text)
    while last and _is_break(text, last - 1):
        last -= 1
    start = 0
    while start < last and _is_break(text, start):
        start += 1
    while last - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        while end > 0 and not _is_break(text, end):
            end = text.rfind(" ", start + 1, end)
        if end < 0:
            end = after = start + width  # a word that is longer than the line
        else:
            after = end
            while _is_break(text, after):
                after += 1
            while _is_break(text, end - 1):
                end -= 1
        found.append((offset + start, offset + end))
        start = after
    if start < last:
        found.append((offset + start, offset + last))
    return found or [(offset, offset)]


def _is_break(text: str, at: int) -> bool:
    """Whether a line may break at a character."""
    return text[at] == " " and _BREAK.match(text, at) is not None


def _cut(text: str, width: int) -> int:
    """How many characters of `text` fit into `width` cells, at least one."""
    used = 0
    for count, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return max(1, count)
    return len(text)
