"""The author's own sentences: what remains of a text when each marked passage is one token.

A full stop inside a quotation ends no sentence of the author's, and no cue is looked for inside one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from store.extraction.document import Document
from store.extraction.quotes.lexicon import Lexicon
from store.extraction.quotes.marks import Marked

WORD, PUNCT, NAME, QUOTE = "word", "punct", "name", "quote"


_TITLE = 12  # characters looked at for a title before a name
_LONGEST = 250  # tokens of a sentence; a longer one is no language, and is cut


def covered(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans` (sorted, not overlapping) holds the offset `at`."""
    number = bisect_right(spans, at, key=lambda span: span[0])
    return number > 0 and at < spans[number - 1][1]


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


class Token(Struct, gc=False):
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
    inside: bool = False  # the words between marks, not the author's own

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end


class Cutter:
    """Cuts an article into tokens."""

    def __init__(self, document: Document, names: Sequence[NamedSpan], lexicon: Lexicon) -> None:
        self.document = document
        self._finditer = lexicon.token.finditer
        self._marked: dict[Marked, list[Token]] = {}
        self._lower = document.lowered
        titled = {self._lower[span.start : span.end] for span in names if self._titled(span.start, lexicon)}
        self._types = _types(names, self._lower) | dict.fromkeys(titled, "person")
        sure = {span.surface for span in names if span.certain}
        self._names = [
            span
            for span in names
            if span.end > span.start and (span.certain or span.surface in sure or self._acts(span.end, lexicon))
        ]
        self._starts = [span.start for span in self._names]

    def _titled(self, at: int, lexicon: Lexicon) -> bool:
        """Whether "M.", "Mme" or "Dr" stands right before `at`."""
        before = self.document.levelled[max(0, at - _TITLE) : at].rstrip(". ").rsplit(None, 1)
        return bool(before) and before[-1][:1].isupper() and before[-1].lower() in lexicon.words["titles"]

    def _acts(self, at: int, lexicon: Lexicon) -> bool:
        """Whether what stands behind a doubtful name at `at` goes with a name: a comma, a verb of saying."""
        following = lexicon.token.search(self._lower, at, at + 24)
        if following is None:
            return False
        low = following.group()
        return low == "," or low in lexicon.words["auxiliaries"] or low in lexicon.verbs

    def tokens(self, start: int, end: int) -> Iterator[Token]:
        """The words, names, punctuation marks and line ends of `start:end`."""
        lower = self._lower
        names = self._names
        number = bisect_left(self._starts, start)
        following = names[number].start if number < len(names) else end
        reached = start
        for match in self._finditer(lower, start, end):
            begin, stop = match.span()
            if begin < reached:
                continue
            if begin >= following:
                while number < len(names) and names[number].end <= begin:
                    number += 1
                following = names[number].start if number < len(names) else end
                if following <= begin and names[number].end <= end:
                    reached = names[number].end
                    low = lower[begin:reached]
                    yield Token(begin, reached, low, NAME, self._types.get(low))
                    if stop > reached:  # a possessive: Kodak's
                        yield Token(reached, stop, lower[reached:stop], WORD)
                        reached = stop
                    continue
            low = match.group()
            yield Token(begin, stop, low, WORD if low[0].isalnum() else PUNCT)

    def marked(self, marked: Marked) -> list[Token]:
        """The tokens between marks, cut once."""
        if marked not in self._marked:
            self._marked[marked] = list(self.tokens(marked.start, marked.end))
        return self._marked[marked]

    def hosts(self, marked: Sequence[Marked], skip: Sequence[tuple[int, int]]) -> list[Host]:
        """The author's sentences in order; what lies in `skip` (embedded posts) is left out."""
        ends = {sentence.end for sentence in self.document.sentences}
        text = self.document.levelled
        found: list[Host] = []
        pending: list[Token] = []
        paragraph = at = 0
        holes: list[tuple[int, int, Marked | None]] = [(a, b, None) for a, b in skip]
        holes += [(m.outer_start, m.outer_end, m) for m in marked if not covered(skip, m.start)]
        for start, end, mark in [*sorted(holes, key=lambda hole: hole[:2]), (len(text), len(text), None)]:
            for token in self.tokens(at, start):
                if token.low == "\n":
                    pending = _close(found, pending, paragraph)
                    paragraph += 1
                    continue
                pending.append(token)
                if (token.kind != WORD and token.end in ends) or len(pending) >= _LONGEST:
                    pending = _close(found, pending, paragraph)
            if mark is not None and start >= at:
                pending.append(Token(start, end, "", QUOTE, None, mark))
                if end in ends or len(pending) >= _LONGEST:
                    pending = _close(found, pending, paragraph)
            elif mark is None:
                pending = _close(found, pending, paragraph)
                paragraph += text.count("\n", start, end)
            at = max(at, end)
        return found

    def inside(self, marked: Marked) -> Host:
        """The words between marks as one sentence, to look for an inserted cue in."""
        tokens = [token for token in self.marked(marked) if token.low != "\n"]
        return Host(-1, -1, tokens, True)


def _close(found: list[Host], pending: list[Token], paragraph: int) -> list[Token]:
    if pending:
        found.append(Host(len(found), paragraph, pending))
    return []


def stands(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    """Whether `words` stand at token `at`, one a token."""
    if at + len(words) > len(tokens):
        return False
    for word in words:
        if tokens[at].low != word:
            return False
        at += 1
    return True


def _types(names: Sequence[NamedSpan], lower: str) -> dict[str, str]:
    """The type of every name by its surface in the text in lower case: the one most often read over the article.

    A single word that ends a person's name is that person's.
    """
    counts: dict[str, Counter[str]] = {}
    for name in names:
        kind = name.type
        if kind is not None:
            counts.setdefault(lower[name.start : name.end], Counter())[kind] += 1
    found = {low: max(sorted(count), key=count.__getitem__) for low, count in counts.items()}
    families = {low.rsplit(" ", 1)[-1] for low, kind in found.items() if kind == "person" and " " in low}
    for name in names:
        low = lower[name.start : name.end]
        if low in families and found.get(low) in (None, "organization"):
            found[low] = "person"
    return found
