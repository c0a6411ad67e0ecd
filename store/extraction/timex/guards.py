"""Guards: whether what stands around an expression lets it be one."""

from __future__ import annotations

from itertools import pairwise

from store.extraction.timex.grammar import Guard
from store.extraction.timex.pattern import Group
from store.extraction.timex.tokens import Tokens

_IN_ADDRESS = frozenset("/=_@#%&+~^")
_ROW = 24
"""How many characters to each side are looked at for the other signs of an address."""
_STARTS = frozenset("\n.!?…:;«»“”\"'([{-–—•·|*_/")


def allowed(guard: Guard, group: Group, tokens: Tokens) -> bool:
    """Whether `guard` lets the expression of `group` pass."""
    if guard.unit and group.get("UNIT") != guard.unit:
        return True
    words = tokens.words
    first = group.first
    if first > 1 and words[first - 1] == "'":
        # "d'une dizaine": the word before is the one that is cut off.
        first -= 1
    before = words[first - 1] if first else "\n"
    after = words[group.last + 1] if group.last + 1 < len(words) else "\n"
    if after in guard.not_after or (before in guard.not_before and after not in guard.open_after):
        return False
    if guard.only_after and after not in guard.only_after:
        return False
    if guard.only_before and before not in guard.only_before:
        return False
    if before in guard.behind_link and first >= 2 and words[first - 2] in guard.behind:
        return False
    if before in guard.open_before and after not in guard.open_after:
        return False
    if guard.not_after_endings and before not in guard.sure_before and after not in guard.but_after:
        spelled = tokens.text[tokens.starts[group.last + 1]] if group.last + 1 < len(words) else "\n"
        if spelled.islower() and after.endswith(guard.not_after_endings) and len(after) > 2:
            return False
    figures = words[group.first][0].isdecimal()
    if guard.marks and figures and before in guard.marks and after in guard.marks:
        return False
    if guard.name_before and figures and before in ",(" and first >= 2:
        named = tokens.text[tokens.starts[first - 2]].isupper()
        if named and after not in guard.open_after:
            return False
    if before in guard.link and after not in guard.open_after and first >= 2 and _linked(guard, first - 2, tokens):
        return False
    if guard.capital_after and group.last + 1 < len(words):
        start = tokens.starts[group.last + 1]
        if start - tokens.ends[group.last] <= 1 and tokens.text[start].isupper():
            return False
    if guard.never and " ".join(words[group.first : group.last + 1]) in guard.never:
        return False
    for capture in group.captures:
        if capture.name in guard.upper and not tokens.text[tokens.starts[capture.first]].isupper():
            return False
    if guard.strictly_lower and not _small(guard.strictly_lower, group, tokens, starts=frozenset()):
        return False
    return not guard.lower or _small(guard.lower, group, tokens, starts=_STARTS)


def stands_free(start: int, end: int, text: str) -> bool:
    """Whether `text[start:end]` is a word by itself, and no piece of a longer one, of a file name or an address."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or after.isalnum():
        return False
    if (before in _IN_ADDRESS or after in _IN_ADDRESS) and not _beside_slash(start, end, text):
        return False
    return not (after in ".-" and end + 1 < len(text) and text[end + 1].isalnum() and text[start:end].isdecimal()) or (
        after == "-" and text[end + 1].isdecimal()
    )


def _beside_slash(start: int, end: int, text: str) -> bool:
    """Whether `text[start:end]` is one side of a slash in a row without spaces that is no address ("2023/2024")."""
    left = text.rfind(" ", max(0, start - _ROW), start) + 1 or max(0, start - _ROW)
    right = text.find(" ", end, end + _ROW)
    row = text[left : right if right >= 0 else end + _ROW].split("\n")
    inside = next((piece for piece in row if text[start:end] in piece), "")
    dotted = any(a == "." and b.isalnum() for a, b in pairwise(inside))
    return inside.count("/") == 1 and not dotted and not _IN_ADDRESS.difference("/").intersection(inside)


def _linked(guard: Guard, at: int, tokens: Tokens) -> bool:
    return tokens.words[at] not in guard.link_but


def _small(classes: frozenset[str], group: Group, tokens: Tokens, *, starts: frozenset[str]) -> bool:
    """Whether the words of `classes` are written small: a capital inside a sentence makes a name ("Mai").

    Behind one of `starts` a capital says nothing.
    """
    text = tokens.text
    for capture in group.captures:
        if capture.name not in classes:
            continue
        start, end = tokens.starts[capture.first], tokens.ends[capture.last]
        if not text[start].isupper():
            continue
        if text[start:end].isupper() and end - start > 1:
            continue
        if (capture.first == 0 and starts) or tokens.words[capture.first - 1] in starts:
            continue
        return False
    return True
