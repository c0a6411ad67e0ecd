"""Headings: a title or a crosshead, a line of its own that ends without a full stop."""

from __future__ import annotations

import re

_LONGEST = 160
"""Code points of a heading at the most."""
_PROSE = 60
"""Code points: a line so long is a paragraph, which ends with a full stop where an article is punctuated."""
_HEAD = 12
"""Lines at the beginning of an article among which its masthead stands."""
_FEW = 6
"""Words of a line that only names somebody."""
_BEHIND_STOP = frozenset("»”\"')]* ")
_STOPS = frozenset(".!?…")
_ITEM = re.compile(r"[-–—•*·▪►\d]")
"""What an item of a list, or of a chronology, begins with."""


def headings(text: str) -> frozenset[int]:
    """Where in a levelled `text` a line begins that is a heading, in offsets of its first character that is no space.

    Where most of the paragraphs end without a full stop, the lack of one says nothing and there are none.
    """
    found: list[int] = []
    closed = unclosed = 0
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        stopped = _is_stopped(words)
        if len(words) >= _PROSE:
            closed, unclosed = closed + stopped, unclosed + (not stopped)
        if words and not stopped and len(words) <= _LONGEST and words[-1] not in ":,;" and not _ITEM.match(words):
            found.append(start + len(line) - len(line.lstrip()))
        start += len(line) + 1
    return frozenset(found) if closed > unclosed else frozenset()


def mastheads(text: str, stated: str | None) -> list[tuple[int, int]]:
    """The lines between the title of a levelled `text` and its first paragraph that name a paper, an author or a day.

    Args:
        text: the article's.
        stated: the line that says when it was published, if one does.
    """
    found: list[tuple[int, int]] = []
    lines = headings(text)
    start = 0
    for number, line in enumerate(text.split("\n")[:_HEAD]):
        words = line.strip()
        at = start + len(line) - len(line.lstrip())
        if words and at not in lines and words != stated:
            break
        short = len(words.split()) <= _FEW and not any(c in '«»“”"' for c in words)
        if words and ((number and short) or words == stated):
            found.append((at, at + len(words)))
        start += len(line) + 1
    return found


def _is_stopped(line: str) -> bool:
    """Whether a line ends with a full stop or what stands for one, closing marks behind it."""
    end = len(line)
    while end and line[end - 1] in _BEHIND_STOP:
        end -= 1
    return end > 0 and line[end - 1] in _STOPS
