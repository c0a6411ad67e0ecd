"""Quotation marks: which opens, which closes, and what stands between them.

Marks are paired within a line (a paragraph), so that a stray one harms no other paragraph.  What a mark does is judged
by its shape first and by the blanks and letters around it second, since closing guillemets are often typed as opening
ones and the other way round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# An apostrophe is a mark where it is doubled, before a word that nothing stands right before, and behind a word.
_MARK = re.compile(r"[«»‹›“”„‟\"'](?:(?<!')|'|(?<![^\s(\[«“\"]')(?=\w)|(?<=[\w.,!?…]')(?!\w))")
_FAMILY = {"«": "guillemet", "»": "guillemet", "‹": "single guillemet", "›": "single guillemet", "'": "single"}
_OPENS = frozenset("«‹“„‟")
_CLOSES = frozenset("»›”")
_AFTER_CLOSING = frozenset(".,;:!?…)]}")
_BEFORE_OPENING = frozenset("([{—–-/«“\"‹'")
_DEEPEST = 6  # marks open at once; more is no text
_LINES = 8  # paragraphs that one pair of marks may hold


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks: `start:end` the words alone, `outer_start:outer_end` with the marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int


@dataclass(frozen=True, slots=True)
class _Open:
    family: str
    start: int
    end: int
    sure: bool


@dataclass(slots=True)
class _Line:
    """What one line gives: whole pairs (opening start, end, closing start, end), marks left open, closing strays."""

    start: int
    end: int
    first: int  # where its words begin
    pairs: list[tuple[int, int, int, int]]
    left: list[_Open]
    strays: list[tuple[str, int, int]]
    leading: str | None = None  # family of an opening mark at the very beginning


def pair(text: str) -> tuple[Marked, ...]:
    """The outermost marked passages of a levelled `text`, in order; one that spans paragraphs gives one a paragraph."""
    lines: list[_Line] = []
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        if words.strip():
            lines.append(_read(text, start, end))
        start = end + 1
    spans: list[tuple[int, int, int, int]] = []
    for number, line in enumerate(lines):
        spans += line.pairs
        if line.left:
            spans += _across(text, lines, number)
    return _outermost(text, spans)


def _read(text: str, start: int, end: int) -> _Line:
    words = text[start:end]
    line = _Line(start, end, start + len(words) - len(words.lstrip()), [], [], [])
    stack = line.left
    start = line.first
    for match in _MARK.finditer(text, start, end):
        at, to = match.span()
        mark = match.group()
        family = _FAMILY.get(mark, "double")
        opened = any(entry.family == family for entry in stack)
        if _is_closing(text, mark, at, to, start, end, opened):
            if not opened:
                line.strays.append((family, at, to))
                continue
            while stack:
                entry = stack.pop()
                if entry.family == family:
                    line.pairs.append((entry.start, entry.end, at, to))
                    break
        elif _is_opening(text, mark, at, to, start, end):
            if at == start:
                line.leading = family
            stack.append(_Open(family, at, to, mark in _OPENS or mark in "\"''"))
            if len(stack) > _DEEPEST:
                del stack[0]
    return line


def _around(text: str, at: int, to: int, start: int, end: int) -> tuple[bool, bool]:
    before = at == start or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING
    after = to == end or text[to].isspace() or text[to] in _AFTER_CLOSING
    return before, after


def _is_closing(text: str, mark: str, at: int, to: int, start: int, end: int, opened: bool) -> bool:
    blank_before, blank_after = _around(text, at, to, start, end)
    if mark in _CLOSES:
        return opened or not _is_opening(text, mark, at, to, start, end)
    if mark in _OPENS:
        if not opened:
            return False
        following = text[to : min(to + 2, end)].strip()
        return (not blank_before and blank_after) or not following or following[0] in ".,;)"
    if blank_before and not blank_after:
        return False
    if not blank_before and blank_after:
        return True
    return opened and mark != "'"


def _is_opening(text: str, mark: str, at: int, to: int, start: int, end: int) -> bool:
    if to == end:  # words on the lines that follow
        return mark in _OPENS and (at == start or text[max(start, at - 3) : at].rstrip()[-1:] == ":")
    if at > start and text[at - 1] == "=":
        return False  # the value of an attribute is nobody's words
    if mark in _OPENS:
        return True
    blank_before, blank_after = _around(text, at, to, start, end)
    if mark in _CLOSES:
        # A closing mark opens where it stands before a word, or after the colon that announces words.
        if blank_before and not blank_after:
            return True
        leading = text[max(start, at - 3) : at].strip()
        return blank_before and (leading[-1:] == ":" or at == start)
    return blank_before or (not blank_after and mark != "'")


def _across(text: str, lines: list[_Line], number: int) -> list[tuple[int, int, int, int]]:
    """Passages that a mark left open in line `number` still holds: to the line's end, and into the next lines."""
    line = lines[number]
    entry = next((entry for entry in line.left if entry.family != "single"), None)
    if entry is None:
        return []
    here = (entry.start, entry.end, line.end, line.end)
    alone = not text[entry.end : line.end].strip()
    following = lines[number + 1 : number + 1 + _LINES]
    if following and following[0].leading == entry.family and _may_begin(text, line.first, entry.start):
        return [here]
    between: list[tuple[int, int, int, int]] = []
    for later in following:
        strays = [stray for stray in later.strays if stray[0] == entry.family]
        if strays and not any(begin < strays[0][1] for begin, *_ in later.pairs):
            spans = [*between, (later.start, later.start, strays[0][1], strays[0][2])]
            if alone:  # the mark on its own line belongs to the first line of words
                return [(entry.start, *spans[0][1:]), *spans[1:]]
            return [here, *spans]
        if later.pairs or later.left:
            break
        between.append((later.start, later.start, later.end, later.end))
    if alone:
        return []
    leading = text[max(line.start, entry.start - 3) : entry.start].strip()
    announced = leading[-1:] == ":" or entry.start == line.first
    return [here] if announced and entry.sure and len(text[entry.end : line.end].split(None, 3)) > 3 else []


def _may_begin(text: str, first: int, at: int) -> bool:
    """Whether an utterance of several paragraphs may open at `at`: a line or a sentence begins there."""
    return at == first or text[max(first, at - 4) : at].rstrip()[-1:] in tuple(".!?…:,»”\"'")


def _outermost(text: str, spans: list[tuple[int, int, int, int]]) -> tuple[Marked, ...]:
    found: list[Marked] = []
    reached = 0
    for outer_start, start, end, outer_end in sorted(spans, key=lambda span: (span[0], -span[3])):
        if outer_start < reached:
            continue
        words = text[start:end]
        if not any(character.isalnum() for character in words):
            continue
        left = start + len(words) - len(words.lstrip())
        found.append(Marked(left, left + len(words.strip()), outer_start, outer_end))
        reached = outer_end
    return tuple(found)
