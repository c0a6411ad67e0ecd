"""Facts × sources of one event, and its quotes set under each other word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from store.events.alignment import Piece as Aligned
from store.events.alignment import align
from store.events.ledger import Cell, Ledger, Row, ledger, quotes_of
from store.model import Event, Quote
from tui.cells import cell_len, fit, line, pad, wrap
from tui.dates import words
from tui.keys import localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.sheet import Line, Piece, Sheet

_LABEL = 11
_NARROWEST = 17
_WIDEST = 38
_MOST_LINES = 3  # of one cell
_MOST_COLUMN = 42  # cells of one column of aligned words
_SIGNS = {
    "differs": ("≠ ", "conflict"),
    "rounding": ("≈ ", "rounding"),
    # Not told alike, but no graded conflict: nothing to warn of.
    "other": ("  ", "text"),
    "same": ("  ", "text"),
    "silent": ("  ", "dim"),
}


class LedgerSheet(Sheet):
    """The table; a column a source, the one the reader looks at marked and always in sight."""

    @dataclass
    class Picked(Message):
        """The reader clicked the column of this source."""

        source: int

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view: View | None = None
        """What is shown."""
        self.table = Ledger((), ())
        """Facts and sources."""
        self.column = 0
        """The source the reader looks at."""
        self._event: Event | None = None
        self._first = 0
        self._width = _NARROWEST
        localize(self, messages)

    def show(self, view: View, event: Event) -> Ledger:
        """Shows the facts of an event; returns the table."""
        self.view, self._event = view, event
        self.table = ledger(view.lookup, event)
        self.column = self._first = 0
        self.scroll_to(y=0, animate=False)
        self.update()
        return self.table

    def pick(self, column: int) -> None:
        """Marks the column of a source."""
        self.column = column
        self.update()

    # -- layout ------------------------------------------------------------------------------------------------------

    def lay_out(self, width: int) -> Iterable[Line]:
        """The table, then the quotes."""
        if self._event is None or self.view is None:
            return
        sources = self.table.sources
        fitting = max(1, (width - _LABEL - 2) // (_NARROWEST + 1))
        shown = min(fitting, len(sources)) or 1
        self._width = min(_WIDEST, (width - _LABEL - 2) // shown - 1)
        self._first = max(min(self._first, self.column), self.column - shown + 1, 0)
        self._first = min(self._first, max(0, len(sources) - shown))
        numbers = range(self._first, min(self._first + shown, len(sources)))
        yield self._names(numbers, len(sources))
        yield from self._row("published", [self._published(number) for number in numbers])
        for row in self.table.rows:
            yield from self._row(row.fact, [self._cell(row, row.cells[number]) for number in numbers])
        yield from self._quotes(width)

    def _names(self, numbers: Sequence[int], total: int) -> Line:
        more = f"{numbers[0] + 1}–{numbers[-1] + 1}/{total}" if numbers and len(numbers) < total else ""
        pieces = [Piece(f" {pad(more, _LABEL)}", "dim")]
        for number in numbers:
            name = line(self.table.sources[number].article.name)
            on = number == self.column
            mark = "▸ " if on and total > 1 else "  "
            pieces.append(Piece(pad(mark + name, self._width) + " ", "heading accent" if on else "heading"))
        return pieces

    def _row(self, fact: str, cells: list[list[Piece]]) -> Iterable[Line]:
        """A fact over the sources in sight: as many lines as the longest cell, at most three."""
        # The quotes stand in full below the table.
        wrapped = [self._wrapped(cell, 1 if fact == "quote" else _MOST_LINES) for cell in cells]
        for number in range(max((len(lines) for lines in wrapped), default=0)):
            label = self.messages(f"fact.{fact}") if number == 0 else ""
            pieces = [Piece(f" {pad(label, _LABEL)}", "dim")]
            for lines in wrapped:
                cell = lines[number] if number < len(lines) else []
                used = sum(cell_len(piece.text) for piece in cell)
                pieces += [*cell, Piece(" " * (self._width + 1 - used))]
            yield pieces

    def _wrapped(self, cell: list[Piece], most: int) -> list[list[Piece]]:
        """A cell (a sign and a text) wrapped under itself, the last line with an ellipsis where there is more."""
        sign, text = cell
        room = self._width - 2
        spans = wrap(text.text, room)
        lines = [text.text[start:end] for start, end in spans]
        if len(lines) > most:
            rest = text.text[spans[most - 1][0] :]
            lines = [*lines[: most - 1], fit(rest, room)]
        return [[sign if n == 0 else Piece("  "), Piece(part, text.role)] for n, part in enumerate(lines)]

    def _published(self, number: int) -> list[Piece]:
        article, say = self.table.sources[number].article, self.messages
        if article.published is None:
            return [Piece("  "), Piece(say("published.unknown"), "dim")]
        basis = say(f"published.{article.published_basis or 'unknown'}")
        return [Piece("  "), Piece(f"{line(words(article.published, say.lang, 'short'))} ({basis})")]

    def _cell(self, row: Row, cell: Cell) -> list[Piece]:
        say = self.messages
        sign = Piece(*_SIGNS[cell.state])
        if cell.state == "silent":
            return [sign, Piece("·", "dim")]
        values = [line(value) for value in cell.values]
        match row.fact:
            case "date":
                told = ", ".join(line(words(v, say.lang, "short")) for v in cell.values)
                # A date that says itself that it is approximate does not need a second sign.
                return [Piece("  ") if told.startswith(sign.text) else sign, Piece(told, "date")]
            case "rests":
                return [sign, Piece(", ".join(f"« {value} »" for value in values), "dating")]
            case "quote":
                return [sign, Piece(f"« {' … '.join(values)} »", "quote")]
            case "status":
                return [sign, Piece(", ".join(say(f"status.{value}") for value in values))]
            case "amount" | "count":
                return [sign, Piece(say("list").join(values), "amount")]
            case _:
                return [sign, Piece(", ".join(values), "name")]

    # -- quotes ------------------------------------------------------------------------------------------------------

    def _quotes(self, width: int) -> Iterable[Line]:
        assert self.view is not None
        assert self._event is not None
        lookup = self.view.lookup
        quotes = [quote for source in self.table.sources for quote in quotes_of(lookup, self._event, source)]
        groups: dict[str, list[Quote]] = {}
        for quote in quotes:
            group = lookup.groups.get(quote.id)
            groups.setdefault(group.id if group else quote.id, []).append(quote)
        # What several sources quote comes first.
        for members in sorted(groups.values(), key=len, reverse=True):
            yield ()
            yield from self._group(members, width)

    def _group(self, quotes: list[Quote], width: int) -> Iterable[Line]:
        assert self.view is not None
        say = self.messages
        group = self.view.lookup.groups.get(quotes[0].id)
        speaker = (group.speaker if group else None) or next((q.speaker for q in quotes if q.speaker), None)
        said = next((quote.date for quote in quotes if quote.date), None)
        title = line(speaker) if speaker else say("speaker.unknown")
        detail = f" · {line(words(said, say.lang, 'short'))}" if said else ""
        rule = "─" * max(0, width - cell_len(title) - cell_len(detail) - 6)
        yield [Piece(" ❝ ", "quotes"), Piece(title, "strong"), Piece(f"{detail} ", "dim"), Piece(rule, "rule")]
        originals = {member.id for member in group.quotes if member.original} if group else set()
        usual = Counter(quote.language for quote in quotes).most_common(1)[0][0]
        alike = [quote for quote in quotes if quote.language == usual]
        others = [quote for quote in quotes if quote.language != usual]
        names = {source.article.id: source.article.name for source in self.table.sources}
        label = min(max((cell_len(line(names[q.article])) for q in quotes), default=8), max(8, width // 6))
        kinds = [say(f"kind_of_quote.{kind}") for kind in ("direct", "partial", "unmarked", "indirect", "original")]
        kind_width = max(cell_len(kind) for kind in kinds)

        def head(quote: Quote) -> list[Piece]:
            kind = "original" if quote.id in originals else quote.kind
            role = "accent" if kind == "original" else "dim"
            name = pad(line(names[quote.article]), label)
            return [Piece(f" {name} ", "heading"), Piece(pad(say(f"kind_of_quote.{kind}"), kind_width) + " ", role)]

        room = max(20, width - label - kind_width - 4)
        for quote in sorted(others, key=lambda q: q.id not in originals):
            spans = wrap(line(quote.text), room)
            for number, (start, end) in enumerate(spans):
                lead = head(quote) if number == 0 else [Piece(" " * (label + kind_width + 3))]
                yield [*lead, Piece(line(quote.text)[start:end], "quote")]
        alike.sort(key=lambda q: q.id not in originals)
        yield from _aligned([(head(q), q) for q in alike], room, label + kind_width + 3)

    def on_click(self, event: events.Click) -> None:
        """A click on a column looks at its source."""
        if event.y + self.scroll_offset.y <= len(self.table.rows) * _MOST_LINES and event.x > _LABEL:
            number = self._first + (event.x - _LABEL - 1) // (self._width + 1)
            if number < len(self.table.sources):
                self.post_message(self.Picked(number))


def _aligned(rows: list[tuple[list[Piece], Quote]], room: int, indent: int) -> Iterable[Line]:
    """Renderings of one language under each other, in as many bands as the width asks for."""
    table = align([line(quote.text) for _, quote in rows])
    if not table:
        return
    # With nothing to stand under, words may run on to the edge.
    most = room if len(rows) == 1 else min(room, _MOST_COLUMN)
    widths = [min(most, max(cell_len(row[column].text) for row in table)) for column in range(len(table[0]))]
    band: list[int] = []
    used = 0
    first = True
    for column, width in enumerate(widths):
        if band and used + 1 + width > room:
            yield from _band(rows, table, band, widths, indent, first)
            if len(rows) > 1:
                yield ()
            band, used, first = [], 0, False
        used += width + 1 if band else width
        band.append(column)
    yield from _band(rows, table, band, widths, indent, first)


def _band(
    rows: list[tuple[list[Piece], Quote]],
    table: list[list[Aligned]],
    band: list[int],
    widths: list[int],
    indent: int,
    first: bool,
) -> Iterable[Line]:
    for (head, _), row in zip(rows, table, strict=True):
        if not first and not any(row[column].text for column in band):
            continue
        cells = [
            [row[column].text[start:end] for start, end in wrap(row[column].text, widths[column])] for column in band
        ]
        for number in range(max(len(cell) for cell in cells)):
            pieces = list(head) if number == 0 else [Piece(" " * indent)]
            for column, cell in zip(band, cells, strict=True):
                text = cell[number] if number < len(cell) else ""
                role = "quote differs" if row[column].differs else "quote"
                if row[column].differs and not row[column].text and number == 0:
                    text, role = "·", "conflict"
                pieces += [Piece(text, role), Piece(" " * (widths[column] - cell_len(text) + 1))]
            yield pieces
