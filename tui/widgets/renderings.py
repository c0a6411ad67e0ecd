"""The quotes of one event: every rendering of an utterance under the other, what differs between them in brackets.

Short ones stand word under word in columns.  Where the columns are wider than the room, each rendering is a paragraph
of its own, so that it can be read through; or, if the reader wants columns, these scroll sideways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import set_cell_size

from store.events.alignment import Piece as Aligned
from store.events.alignment import align, runs
from store.events.ledger import Source, quotes_of
from store.lookup import Lookup
from store.model import Event, Quote, QuoteGroup
from tui.cells import cell_len, fit, line, pad
from tui.dates import words
from tui.messages import Messages
from tui.widgets.flow import flow
from tui.widgets.sheet import Line, Piece

_NAME = 14
_STACKED = 90  # below this width what a rendering is stands above it and not beside it
_MISSING = "–"


class Shown(NamedTuple):
    """One line, and the quote whose rendering it is (None: a heading)."""

    line: Line
    quote: Quote | None = None


class Utterance(NamedTuple):
    """The renderings of one utterance by the sources of an event; `group` is None for a quote without others."""

    quotes: tuple[Quote, ...]
    group: QuoteGroup | None


def utterances(lookup: Lookup, event: Event, sources: Sequence[Source]) -> list[Utterance]:
    """What is quoted in the accounts of an event, what most sources quote first."""
    members: dict[str, list[Quote]] = {}
    for source in sources:
        for quote in quotes_of(lookup, event, source):
            group = lookup.groups.get(quote.id)
            members.setdefault(group.id if group else quote.id, []).append(quote)
    found = [Utterance(tuple(quotes), lookup.groups.get(quotes[0].id)) for quotes in members.values()]
    return sorted(found, key=lambda one: len(one.quotes), reverse=True)


class Renderings:
    """Lays out utterances for a width in cells; `sideways` cells of columns that are too wide lie to the left."""

    def __init__(self, messages: Messages, names: dict[str, str]) -> None:
        self.messages = messages
        self.names = names
        """What the articles are called, by id; safe to show."""
        self.columns = False
        """Whether the reader wants columns even where they are wider than the room."""
        self.sideways = 0
        self.widest = 0
        """How many cells of columns have no room: `sideways` can be as much."""
        self.fits = True
        """Whether all columns have room."""
        self._translated = False  # whether the utterance has renderings in other languages than its original

    def lines(self, found: Sequence[Utterance], width: int) -> Iterator[Shown]:
        """All utterances, each under an empty line."""
        self.widest, self.fits = 0, True
        for one in found:
            yield Shown(())
            yield from self._utterance(one, width)

    def _utterance(self, one: Utterance, width: int) -> Iterator[Shown]:
        say = self.messages
        originals = {member.id for member in one.group.quotes if member.original} if one.group else set()
        original = next((quote for quote in one.quotes if quote.id in originals), None)
        yield Shown(self._title(one, original, width))
        self._translated = original is not None and any(q.language != original.language for q in one.quotes)
        own = [quote for quote in one.quotes if quote.kind != "indirect"]
        languages = [language for language, _ in Counter(quote.language for quote in own).most_common()]
        if original is not None:
            languages.sort(key=lambda language: language != original.language)
        for language in languages:
            members = [quote for quote in own if quote.language == language]
            members.sort(key=lambda quote: quote is not original)
            yield from self._alike(members, original, width)
        indirect = [quote for quote in one.quotes if quote.kind == "indirect"]
        if indirect:
            yield from (
                Shown([Piece("   "), *found]) for found in flow([Piece(say("quotes.indirect"), "dim")], width - 4)
            )
            for quote in indirect:
                head = self._head(quote, original, width)
                yield from self._beside(quote, head, [Piece(line(quote.text), "context")], width)

    def _title(self, one: Utterance, original: Quote | None, width: int) -> list[Piece]:
        say = self.messages
        speaker = (one.group.speaker if one.group else None) or next((q.speaker for q in one.quotes if q.speaker), None)
        said = next((quote.date for quote in one.quotes if quote.date), None)
        detail = f" · {line(words(said, say.lang, 'short'))}" if said else ""
        if original is not None:
            detail += (
                f" · {say('quotes.original', name=self.names[original.article], language=self._language(original))}"
            )
        title = fit(line(speaker) if speaker else say("speaker.unknown"), width - 4)
        detail = fit(detail, width - cell_len(title) - 4)
        rule = "─" * max(0, width - cell_len(title) - cell_len(detail) - 5)
        return [Piece(" ❝ ", "quotes"), Piece(title, "strong"), Piece(f"{detail} ", "dim"), Piece(rule, "rule")]

    def _language(self, quote: Quote) -> str:
        return line(self.messages(f"language.{quote.language}")).lower()

    def _head(self, quote: Quote, original: Quote | None, width: int) -> list[Piece]:
        """Source, kind and language of a rendering: a column beside it, or a line above it."""
        say = self.messages
        kind = "original" if quote is original else quote.kind
        translated = original is not None and quote.language != original.language
        role = "accent" if kind == "original" else "dim"
        if width < _STACKED:
            language = self._language(quote) + (f", {say('quotes.translation')}" if translated else "")
            told = f" · {say(f'kind_of_quote.{kind}')} · {language}"
            name = fit(self.names[quote.article], width - 3)
            return [Piece(f" {name}", "heading"), Piece(fit(told, width - 2 - cell_len(name)), role)]
        name = pad(self.names[quote.article], self._name_width())
        language = line(quote.language) + (f" {say('quotes.transl')}" if translated else "")
        room = 3 + cell_len(say("quotes.transl")) if self._translated else 2
        return [
            Piece(f" {name} ", "heading"),
            Piece(pad(say(f"kind_of_quote.{kind}"), self._kind_width()) + " ", role),
            Piece(pad(language, room) + " ", role),
        ]

    def _name_width(self) -> int:
        return min(_NAME, max((cell_len(name) for name in self.names.values()), default=1))

    def _kind_width(self) -> int:
        kinds = ("direct", "partial", "unmarked", "indirect", "original")
        return max(cell_len(self.messages(f"kind_of_quote.{kind}")) for kind in kinds)

    def _alike(self, quotes: list[Quote], original: Quote | None, width: int) -> Iterator[Shown]:
        """Renderings of one language."""
        table = align([line(quote.text) for quote in quotes])
        heads = [self._head(quote, original, width) for quote in quotes]
        indent = self._indent(heads[0], width)
        room = width - indent - 2
        cells = [[_bracketed(piece, len(quotes) > 1) for piece in row] for row in table]
        widths = [max(cell_len(row[n].text) for row in cells) for n in range(len(table[0]))]
        total = sum(widths) + len(widths) - 1
        if len(quotes) > 1 and total > room:
            self.fits = False
        if len(quotes) == 1 or self.messages.plain or (total > room and not self.columns):
            for quote, head, row in zip(quotes, heads, table, strict=True):
                yield from self._beside(quote, head, _paragraph(row, len(quotes) > 1), width)
            return
        self.widest = max(self.widest, total - room)
        offset = max(0, min(self.sideways, total - room))
        for quote, head, drawn in zip(quotes, heads, cells, strict=True):
            if width < _STACKED:
                yield Shown(head, quote)
                head = [Piece("   ")]
            yield Shown([*head, *_window(drawn, widths, offset, room)], quote)

    @staticmethod
    def _indent(head: Line, width: int) -> int:
        return 3 if width < _STACKED else sum(cell_len(piece.text) for piece in head)

    def _beside(self, quote: Quote, head: Line, text: list[Piece], width: int) -> Iterator[Shown]:
        """A rendering as a paragraph beside what it is, or under it."""
        indent = self._indent(head, width)
        if width < _STACKED:
            yield Shown(head, quote)
            head = [Piece(" " * indent)]
        for number, found in enumerate(flow(text, width - indent - 2)):
            yield Shown([*(head if number == 0 else [Piece(" " * indent)]), *found], quote)


def _bracketed(piece: Aligned, several: bool) -> Piece:
    if not (piece.differs and several):
        return Piece(piece.text, "quote")
    return Piece(f"[{piece.text or _MISSING}]", "quote differs" if piece.text else "conflict")


def _paragraph(row: Sequence[Aligned], several: bool) -> list[Piece]:
    found: list[Piece] = []
    for piece in runs(row):
        if found:
            found.append(Piece(" ", "quote"))
        found.append(_bracketed(piece, several))
    return found


def _window(row: Sequence[Piece], widths: Sequence[int], offset: int, room: int) -> Iterable[Piece]:
    """What is in sight of a row of columns: `room` cells from the `offset`-th on, ends that are cut as an ellipsis."""
    padded = [
        piece
        for cell, size in zip(row, widths, strict=True)
        for piece in (cell, Piece(" " * (size - cell_len(cell.text) + 1)))
    ]
    padded[-1] = Piece(" " * max(0, cell_len(padded[-1].text) - 1))
    at = 0
    left, right = offset, offset + room
    more = sum(cell_len(piece.text) for piece in padded) > right
    if left:
        left += 2
        yield Piece("… ", "dim")
    if more:
        right -= 2
    for piece in padded:
        size = cell_len(piece.text)
        text, start = piece.text, at
        at += size
        if at <= left or start >= right:
            continue
        if start < left:
            text = _skip(text, left - start)
            start = left
        if at > right:
            text = set_cell_size(text, right - start)
        yield Piece(text, piece.role)
    if more:
        yield Piece(" …", "dim")


def _skip(text: str, cells: int) -> str:
    """`text` without its first `cells` cells; of a wide character that is cut in two a space is left."""
    used = 0
    for number, character in enumerate(text):
        if used >= cells:
            return " " * (used - cells) + text[number:]
        used += cell_len(character)
    return " " * max(0, used - cells)
