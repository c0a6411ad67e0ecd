"""The author's own sentences: what remains of a text when each marked passage is one token.

A full stop inside a quotation ends no sentence of the author's, and no cue is looked for inside one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from store.extraction.document import Document
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.marks import Marked
from store.text import level

WORD, PUNCT, NAME, QUOTE = "word", "punct", "name", "quote"


class NamedSpan(Protocol):
    """A proper name standing in the text at `start:end`; `type` is the best guess at what it names, or None.

    A name that is not `certain` has only a capital at the beginning of a sentence to speak for it.
    """

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""

    @property
    def surface(self) -> str:
        """The words of the text."""

    @property
    def type(self) -> str | None:
        """An entity type, or None."""

    @property
    def certain(self) -> bool:
        """Whether more than a capital at the beginning of a sentence speaks for it."""


@dataclass(slots=True)
class Token:
    """A word, a punctuation mark, a whole name or a whole marked passage; `low` is its levelled lower-case form."""

    start: int
    end: int
    low: str
    kind: str
    type: str | None = None  # of a name
    marked: Marked | None = None


@dataclass(slots=True)
class Host:
    """One sentence of the author's: `number` counts sentences of the article, `paragraph` its lines."""

    number: int
    paragraph: int
    tokens: list[Token] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end


def hosts(
    document: Document,
    names: Sequence[NamedSpan],
    marked: Sequence[Marked],
    lexicon: Lexicon,
    skip: Sequence[tuple[int, int]],
) -> list[Host]:
    """The sentences of `document` in order; what lies in `skip` (embedded posts) is left out."""
    text = document.levelled
    ends = {sentence.end for sentence in document.sentences}
    found: list[Host] = []
    tokens: list[Token] = []
    paragraph = 0
    holes: list[tuple[int, int, Marked | None]] = sorted(
        [(m.outer_start, m.outer_end, m) for m in marked if not any(a <= m.start < b for a, b in skip)]
        + [(a, b, None) for a, b in skip],
        key=lambda hole: hole[:2],
    )
    holes.append((len(text), len(text), None))
    types = _types(names)
    sure = {span.surface for span in names if span.certain}
    upcoming = iter([span for span in names if span.certain or span.surface in sure])
    name = next(upcoming, None)
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals grow when lowered (İ): keep the offsets
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    at = 0

    def close() -> None:
        nonlocal tokens
        if tokens:
            found.append(Host(len(found), paragraph, tokens))
            tokens = []

    finditer = lexicon.token.finditer
    for hole_start, hole_end, mark in holes:
        reached = at
        if hole_start > at:
            for match in finditer(lower, at, hole_start):
                start, end = match.span()
                if start < reached:
                    continue
                low = match.group()
                if low == "\n":
                    close()
                    paragraph += 1
                    continue
                while name is not None and (name.end <= start or name.end <= name.start):
                    name = next(upcoming, None)
                if name is not None and name.start <= start < name.end <= hole_start:
                    reached = name.end
                    low = lower[name.start : name.end]
                    tokens.append(Token(start, name.end, low, NAME, types.get(low)))
                    paragraph += low.count("\n")
                    if end > name.end:  # a possessive: Kodak's
                        tokens.append(Token(name.end, end, lower[name.end : end], WORD))
                        reached = end
                    end = reached
                elif low[0].isalnum():
                    tokens.append(Token(start, end, low, WORD))
                    continue
                else:
                    tokens.append(Token(start, end, low, PUNCT))
                if end in ends:
                    close()
        if mark is not None and hole_start >= at:
            tokens.append(Token(hole_start, hole_end, "", QUOTE, None, mark))
            if hole_end in ends:
                close()
        elif mark is None and hole_end > hole_start:
            close()
            paragraph += text.count("\n", hole_start, hole_end)
        at = max(at, hole_end)
    close()
    return found


def _types(names: Sequence[NamedSpan]) -> dict[str, str]:
    """The type of every name by its lower-case surface: the one most often read over the article.

    A single word that ends a person's name is that person's.
    """
    counts: dict[str, Counter[str]] = {}
    for name in names:
        low = level(name.surface).lower()
        if name.type is not None:
            counts.setdefault(low, Counter())[name.type] += 1
    found = {low: max(sorted(count), key=count.__getitem__) for low, count in counts.items()}
    families = {low.rsplit(" ", 1)[-1] for low, kind in found.items() if kind == "person" and " " in low}
    for name in names:
        low = level(name.surface).lower()
        if low in families and found.get(low) in (None, "organization"):
            found[low] = "person"
    return found
