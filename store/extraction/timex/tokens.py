"""Tokens: the one regular expression that cuts a levelled text, and the numerals it holds.

A token is a numeric date, a clock time or a number written in figures, a word, a word with figures in it (`Q3`), a
line end, or one mark.  Every repetition is bounded or over one class of characters, so that cutting is linear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from store.text import lower

TOKEN = re.compile(
    r"""
    [^\W\d_]++(?![0-9])                                                      # most are words: they come first
    | \n
    | [^\w\s]
    | (?=[0-9])(?:
        (?<![0-9])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:T[0-9]{2}:[0-9]{2})?(?![0-9])                        # 2025-02-10
        | (?<![0-9./])[0-9]{1,2}(?P<mark>[/.-])[0-9]{1,2}(?P=mark)(?:[0-9]{4}|[0-9]{2})(?![0-9]|[./-][0-9]) # 10/02/2025
        | (?<![0-9])[0-9]{4}/[0-9]{2}/[0-9]{2}(?![0-9])
        | (?<![0-9:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9:])                                        # 20:30
        | [0-9]{1,3}(?:[ .,][0-9]{3}){1,4}(?![0-9])(?:[.,][0-9]{1,6}(?![0-9]))?                         # 1 300 000
        | [0-9]+[.,][0-9]+                                                                              # 12,5
        | [0-9]+
    )
    | (?<![0-9])[^\W\d_]+[0-9]\w*                                                                      # Q3
    | [^\W\d_]+
    | _
    """,
    re.VERBOSE,
)


class Tokens:
    """The tokens of a text: their words in lower case, where each starts and where it ends.

    `values` holds what numerals of several words are worth: the words are one token ("vingt-deux" is 22).
    """

    __slots__ = ("ends", "starts", "text", "values", "words")

    def __init__(self, text: str, numerals: Mapping[str, int], joiners: frozenset[str]) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.values: dict[int, int] = {}
        words, starts, ends = self.words, self.starts, self.ends
        number = False
        for match in TOKEN.finditer(lower(text)):
            word = match.group()
            if word in numerals:
                if number and self._join(word, match.start(), match.end(), numerals, joiners):
                    continue
                number = True
            elif number and word not in joiners:
                number = False
            words.append(word)
            start, end = match.span()
            starts.append(start)
            ends.append(end)

    def __len__(self) -> int:
        return len(self.words)

    def value(self, index: int, numerals: Mapping[str, int]) -> int | None:
        """What the numeral at `index` is worth, None where it is none."""
        found = self.values.get(index)
        return numerals.get(self.words[index]) if found is None else found

    def _join(self, word: str, start: int, end: int, numerals: Mapping[str, int], joiners: frozenset[str]) -> bool:
        """Make `word` part of the numeral before it, where the two are one number; whether it did."""
        words = self.words
        at = len(words) - 1
        joined = words[at] in joiners
        if joined:
            at -= 1
        if at < 0 or start - self.ends[-1] > 1 or (joined and self.starts[-1] - self.ends[at] > 1):
            return False
        before = self.value(at, numerals)
        if before is None:
            return False
        after = numerals[word]
        joiner = words[-1] if joined else " "
        total = _together(before, after, joiner)
        if total is None:
            return False
        if joined:
            words.pop()
            self.starts.pop()
            self.ends.pop()
        self.ends[at] = end
        words[at] = self.text[self.starts[at] : end].lower()
        self.values[at] = total
        return True


def _together(before: int, after: int, joiner: str) -> int | None:
    """What two numerals are worth as one: 20 and 2 are 22, 2 and 100 are 200; None where they are two numbers."""
    if before < 1 or after < 1:
        return None
    if after in (100, 1000, 1_000_000):
        if joiner not in (" ", "-"):
            return None
        # Of "mille deux cent" only the two is multiplied.
        low = before % 1000 if after == 100 else before
        return before - low + low * after if 0 < low < after and low < 1000 else None
    if before == 4 and after == 20:
        return 80 if joiner in (" ", "-") else None
    unit = before % 100 if before % 100 else 100
    if unit >= 100 and after < 100:
        return before + after
    if unit == 10 and 6 < after < 10:
        return before + after
    if unit in (60, 80) and after < 20:
        return before + after
    if unit in (20, 30, 40, 50, 60, 70, 80, 90) and after < 10 and (joiner != " "):
        return before + after
    if unit == 100 and after < 100:
        return before + after
    if before % 1000 == 0 and after < 1000:
        return before + after
    return None
