"""Sentences: where each begins and ends.

A line end always ends a sentence, since articles come with one paragraph a line; within a line a sentence ends at
".", "!", "?" or "…" (and the closing marks after it) before white space and what can begin another sentence.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from store.languages import Language

# The lengths are bounded so that no input makes the search slower than linear.
_END = re.compile(r"[.!?…][.!?…]{0,7}(?:[ ]{0,2}[»”\"')\]]){0,4}(?=\s|$)")
_WORD_BEFORE = re.compile(r"(?:^|[\s(«“\"'])([^\s(«“\"']{1,12})$")
_INITIAL = re.compile(r"^(?:[A-ZÀ-Þ]|[A-ZÀ-Þ](?:\.[A-ZÀ-Þ])+|(?:[A-Za-z]\.)+[A-Za-z])$")
_BEGINS = re.compile(r"[\s«“\"'(\[–—•-]*(?:[A-ZÀ-ÞŒ0-9]|[^\w\s.,;:!?…»”)\]])", re.UNICODE)


class Sentence(Struct, frozen=True, gc=False):
    """A sentence at `start:end` of the text, without the white space around it; `paragraph` counts lines from 0."""

    start: int
    end: int
    paragraph: int


@cache
def _abbreviations(language: Language) -> frozenset[str]:
    return frozenset(language["sentences"]["abbreviations"])


def split(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a levelled `text`, in order."""
    found: list[Sentence] = []
    start = 0
    for paragraph, line in enumerate(text.split("\n")):
        for begin, end in _split_line(line, _abbreviations(language)):
            found.append(Sentence(start + begin, start + end, paragraph))
        start += len(line) + 1
    return tuple(found)


def _split_line(line: str, abbreviations: frozenset[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin, last = 0, len(line.rstrip())
    for match in _END.finditer(line):
        end = match.end()
        if end < last and not _BEGINS.match(line, end, end + 12):
            continue
        if match.group()[0] == "." and not match.group().startswith(".."):
            before = _WORD_BEFORE.search(line[max(0, match.start() - 14) : match.start()])
            shortened = before and (before[1].casefold() in abbreviations or _INITIAL.match(before[1]))
            # An abbreviation at the very end of a line ends it all the same.
            if shortened and end < last:
                continue
        spans.append((begin, end))
        begin = end
    spans.append((begin, len(line)))
    stripped = []
    for a, b in spans:
        words = line[a:b]
        left = len(words) - len(words.lstrip())
        if words.strip():
            stripped.append((a + left, a + left + len(words.strip())))
    return stripped
