"""Quotations in lines that somebody wrote, and whether they are what an article says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.extraction.quotes.marks import pair
from store.text import level, printable

_GAP = re.compile(r"\[[^\]]{0,80}\]|\(…\)|\(\.\.\.\)|…|\.\.\.")
"""What stands for words left out, or put in by whoever quotes."""
_ROUND = " \u00a0\u202f.,;:!?—–-"


def quotations(line: str) -> Iterator[str]:
    """The words that stand in quotation marks, the outermost, in their order."""
    plain = printable(line)
    for marked in pair(level(plain)):
        if words := plain[marked.start : marked.end].strip():
            yield words


def holds(text: str, quotation: str) -> bool:
    """Whether a text says the words of a quotation, in their order.

    Words may be left out where the quotation says so; blanks, the forms of apostrophes and marks, punctuation at the
    ends and the case of the first letter are up to whoever quotes.  Nothing else may differ, not by a letter.
    """
    told = _even(text)
    at = 0
    for piece in _GAP.split(quotation):
        words = _even(piece).strip(_ROUND)
        if not words:
            continue
        found = [place for form in {words, _swapped(words)} if (place := _find(told, form, at)) >= 0]
        if not found:
            return False
        at = min(found) + len(words)
    return True


def any_holds(texts: Iterable[str], quotation: str) -> bool:
    """Whether one of several texts says the words."""
    return any(holds(text, quotation) for text in texts)


def _find(text: str, words: str, start: int) -> int:
    """Where the words stand as whole words."""
    at = text.find(words, start)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            return at
        at = text.find(words, at + 1)
    return -1


def _even(text: str) -> str:
    return " ".join(level(printable(text)).split())


def _swapped(words: str) -> str:
    return words[0].swapcase() + words[1:]
