"""Words with a capital: where they stand, what shape they have, and whether their capital says anything."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct

from store.extraction.document import Document
from store.extraction.names.lexicon import Lexicon
from store.text import fold

UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_UP = f"[{UPPER}]"


# A word with a capital: "Doe", "Jean-Pierre", "O'Connor", "eBay", "3DS", "U.S.", "J.", "AT&T", "Booking.com".
@cache
def _token(possessive: bool) -> re.Pattern[str]:
    """Such a word; where "'s" is no possessive it belongs to a foreign name ("King's College")."""
    # What may follow an apostrophe within it.
    inside = rf"{_UP}|(?!(?:s|re|ve|ll|d|m|t|em)(?!\w))[a-z]{{1,8}}(?!\w)" if possessive else rf"{_UP}|[os](?!\w)"
    # Most words are written small, which four letters tell.
    return re.compile(
        rf"\b(?![a-z]{{4}}|[a-z]{{1,3}}\b(?!-))(?<![@#.])(?:{_UP}(?:\.{_UP}){{1,5}}\.?(?!\w)|{_UP}\.(?= ?{_UP})"
        rf"|(?:[a-z]{{1,3}}|[ae][lnrstdz]h?-|\d{{1,3}}(?={_UP}{{2}}))?{_UP}\w{{0,60}}(?:(?:[-&]|'(?={inside}|(?<=[cC]')h))\w{{1,60}}){{0,6}}"
        r"(?:\.(?:com|org|net|fr|io|ai|ru|uk)(?![\w.]))?)"
    )


# What looks like a name and is an address, a file, a handle.
_MASK = re.compile(r"https?://\S{1,2000}|www\.\S{1,500}|@|\.(?:gif|jpe?g|png|webp|svg|pdf|mp4|js|css)(?!\w)")
_FILE_NAME = re.compile(r"[^\n.]{0,120}$")
_ADDRESS = re.compile(r"\S{0,80}$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,4}")
_OPENING = frozenset(" «»“”\"'([*–—•>‹-")
_AFTER = frozenset("\n:|•·▪…!?")


class Token(Struct, frozen=True, gc=False):
    """A word with a capital; `initial` says that it stands where any word would have one."""

    start: int
    end: int
    text: str
    lower: str
    initial: bool

    @property
    def folded(self) -> str:
        """The word for comparing (`store.text.fold`)."""
        return folded(self.text)

    @property
    def acronym(self) -> bool:
        """All capitals, but for digits, dots and a plural s."""
        return _acronym(self.text)

    @property
    def mixed(self) -> bool:
        """A capital or a digit where no common word has one: "AirBus", "iPhone", "R1"."""
        return _mixed(self.text)


folded = lru_cache(maxsize=1 << 16)(fold)


@lru_cache(maxsize=1 << 14)
def _acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    plural = letters[:-1] if len(letters) > 3 and letters[-1] == "s" else letters
    return len(plural) > 1 and all(c.isupper() for c in plural)


@lru_cache(maxsize=1 << 14)
def _mixed(text: str) -> bool:
    return text[0].islower() or any(c.isdigit() or (c.isupper() and d.isalnum()) for d, c in pairwise(text))


@dataclass(frozen=True)
class Words:
    """The words of a document: those with a capital, the others (in lower case), and lines that tell nothing."""

    tokens: tuple[Token, ...]
    small: frozenset[str]
    capitals: frozenset[str]
    headings: tuple[tuple[int, int], ...]

    def heading(self, offset: int) -> bool:
        """Whether `offset` is in a line where every word has a capital, or is all capitals."""
        at = bisect_right(self.headings, (offset, 1 << 60)) - 1
        return at >= 0 and self.headings[at][0] <= offset < self.headings[at][1]


def read(document: Document, lexicon: Lexicon) -> Words:
    """The words of a document, in order."""
    text = document.levelled
    starts = frozenset(sentence.start for sentence in document.sentences)
    small = frozenset(word for word in set(_WORD.findall(text)) if word == word.lower())
    masks = _masks(document.lowered)
    tokens: list[Token] = []
    mask = 0
    for match in _token(lexicon.possessive).finditer(text):
        start, end = match.span()
        while mask < len(masks) and masks[mask][1] <= start:
            mask += 1
        if mask < len(masks) and masks[mask][0] < end:
            continue
        word = match.group()
        head, _, tail = word.rpartition("-")
        if head and tail in lexicon.everywhere.tails:  # "London-based"
            word, end = head, start + len(head)
        tokens.append(Token(start, end, word, word.lower(), _initial(text, start, starts)))
    return Words(
        tuple(tokens), small, frozenset(token.text for token in tokens), _headings(text, tokens, small, lexicon)
    )


def _masks(lowered: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in _MASK.finditer(lowered):
        start, end = match.span()
        before = lowered[max(0, start - 120) : start]
        if lowered[start] == "@":
            word = _ADDRESS.search(before)
            start -= len(word.group()) if word else 0
        elif lowered[start] == ".":
            word = _FILE_NAME.search(before)
            start -= len(word.group()) if word else 0
        found.append((start, end))
    return found


def _initial(text: str, start: int, starts: frozenset[int]) -> bool:
    if start in starts:
        return True
    at = start
    while at > 0 and start - at < 6 and (text[at - 1] in _OPENING or text[at - 1] > "\u2190"):
        at -= 1
        if at in starts:
            return True
    if at == 0 or text[at - 1] in _AFTER:
        return True
    between = text[at:start]
    # Words in quotation marks, and after a spaced dash or a bullet, begin anew.
    return any(mark in '«“"*•–—' or mark > "\u2190" for mark in between) or " - " in text[at - 1 : start]


def _headings(text: str, tokens: list[Token], small: frozenset[str], lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        end = text.find("\n", tokens[at].start)
        end = len(text) if end < 0 else end
        begin = text.rfind("\n", 0, tokens[at].start) + 1
        here = at
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        if at - here >= 3 and end - begin <= 240 and _is_heading(text[begin:end], tokens[here:at], small, lexicon):
            found.append((begin, end))
    return tuple(found)


def _is_heading(line: str, tokens: list[Token], small: frozenset[str], lexicon: Lexicon) -> bool:
    if line.isupper():
        return True
    if not lexicon.titles_case or line.rstrip().endswith("."):
        return False
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    capital = [word for word in words if word[0].isupper()]
    if len(words) < 3 or len(capital) < 0.8 * len(words):
        return False
    common = any(token.lower in lexicon.common for token in tokens[1:])
    return common or sum(word.lower() in small for word in capital) > len(capital) // 4
