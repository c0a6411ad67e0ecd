"""Names as spaCy's French pipeline finds them, in the form in which the rules give them, its usual faults repaired.

What it takes along is cut off: articles and elided words, titles, marks, line ends.  What it takes for a name without
a capital is dropped.  spaCy is imported when the first article is read with it, and not before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol, cast

from store.engine import MODEL
from store.extraction.document import Document
from store.extraction.names import evidence, keys
from store.extraction.names.candidate import Candidate, Score
from store.extraction.names.lexicon import Lexicon, lexicon
from store.extraction.names.mended import with_mended, without_not_names
from store.extraction.names.tokens import read
from store.reading.entities import NOTHING, Mendings

_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "product"}
_WEIGHT = {"PER": 2.0, "ORG": 2.0, "LOC": 2.0, "MISC": 0.8}
_CHUNK = 50_000  # characters that are read at once: spaCy refuses more than a million
_FIRST = re.compile(r"([^\W\d_]{1,20}(?:'|\.)?)\s{0,5}")


class Span(Protocol):
    """A name that spaCy found."""

    @property
    def start_char(self) -> int:
        """Where it begins, in code points."""

    @property
    def end_char(self) -> int:
        """Where it ends."""

    @property
    def label_(self) -> str:
        """PER, ORG, LOC or MISC."""


class Found(Protocol):
    """What spaCy makes of a text."""

    @property
    def ents(self) -> Sequence[Span]:
        """The names, in order."""


class Recognizer(Protocol):
    """A loaded pipeline."""

    def __call__(self, text: str) -> Found:
        """What stands in `text`."""


@cache
def load() -> Recognizer:
    """SpaCy's French pipeline, with what names need of it.

    Raises:
        ImportError, OSError: it is not installed (`store.engine.check` says so before).
    """
    import spacy

    return cast(Recognizer, spacy.load(MODEL, enable=["tok2vec", "ner"]))


def find(document: Document, mended: Mendings = NOTHING, recognizer: Recognizer | None = None) -> tuple[Candidate, ...]:
    """The mentions of proper names in an article, in order, not overlapping, as `names.find` gives them."""
    words_of = lexicon(document.language)
    text = document.levelled
    words = read(document, words_of).tokens
    found: list[Candidate] = []
    for start, end, label in _pieces(text, recognizer or load()):
        start, end = _trimmed(text, start, end, words_of)
        if start >= end or (found and start < found[-1].end) or not _is_name(text[start:end]):
            continue
        key = keys.of(text[start:end])
        if not key:
            continue
        tokens = [token for token in words if start <= token.start < end]
        shape = evidence.of_shape(tokens, text[start:end], words_of) if tokens else Score()
        score = evidence.of_context(text, start, end, max(1, len(tokens)), words_of)
        score[_TYPES.get(label, "product")] += _WEIGHT.get(label, 0.8)
        found.append(Candidate(start, end, document.text[start:end], key, shape.freeze(), score.freeze()))
    return tuple(with_mended(document, without_not_names(found, mended), mended))


def _pieces(text: str, recognizer: Recognizer) -> Iterator[tuple[int, int, str]]:
    """What was found, a name at a line end parted there: it holds the end of one line and the beginning of another."""
    for begin, chunk in _chunks(text):
        for span in sorted(recognizer(chunk).ents, key=lambda span: span.start_char):
            at = span.start_char
            for part in chunk[span.start_char : span.end_char].split("\n"):
                yield begin + at, begin + at + len(part), span.label_
                at += len(part) + 1


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + _CHUNK)
        if end < len(text):
            end = max(text.rfind("\n", start, end) + 1, start) or end
            end = end if end > start else min(len(text), start + _CHUNK)
        yield start, text[start:end]
        start = end


def _trimmed(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Without articles, elided words and titles before, and marks around."""
    while True:
        piece = text[start:end]
        stripped = piece.strip(" \t.,;:!?«»“”\"()[]-–—'")
        if not stripped:
            return start, start
        start += piece.index(stripped)
        end = start + len(stripped)
        first = _FIRST.match(text, start, end)
        if first is None or first.end() >= end:
            return start, end
        word = first[1].rstrip(".'").lower()
        elided = first[1].endswith("'") and word in lexicon.elisions
        capital = first[1][0].isupper()
        article = word in lexicon.articles and capital and not elided  # "Le Figaro": the article is the name's own
        before = word in lexicon.honorifics or (not capital and (word in lexicon.roles or word in lexicon.nouns))
        if article or not (elided or before or (word in lexicon.common and not capital)):
            return start, end
        start = first.end()


def _is_name(surface: str) -> bool:
    return any(character.isupper() for character in surface)
