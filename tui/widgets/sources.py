"""The sources of the event under the cursor, side by side: as many columns as fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from store.filters import matching_words
from tui.cells import cell_len, fit, line, pad, passage, wrap
from tui.dates import words
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.plain import named
from tui.spans import Span, pieces_of, spans_of
from tui.view import View
from tui.widgets.sheet import Line, Piece, Sheet

if TYPE_CHECKING:
    from textual.selection import Selection

    from store.events.ledger import Source
    from store.model import Account, Event

_NARROWEST = 27
_WIDEST = 64
_TALL = 24  # from so many lines on, sources that do not fit beside each other stand under each other
_GAP = 3


class _Laid(NamedTuple):
    """What `Sources` works out for an event."""

    sources: tuple[Source, ...]
    columns: int
    column_width: int
    lines: Sequence[Line]


class Sources(Sheet):
    """A live look at who says what."""

    BINDINGS: ClassVar[list[Binding]] = bindings("sources.down", "sources.up", "sources.return")

    class Left(Message):
        """The reader goes back to the timeline."""

    class NameClicked(Message):
        """A name in a passage was clicked; `name` is that of its entity."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view: View | None = None
        """What is shown."""
        self.event: Event | None = None
        """The event whose sources are shown."""
        self.first = 0
        """The source in the leftmost column."""
        self._sources: tuple[Source, ...] = ()
        self._columns = 1
        self._column_width = 0  # of those beside each other; 0 where they stand under each other
        self._prepared: tuple[tuple[object, ...], _Laid] | None = None
        localize(self, messages)

    def show(self, view: View, event: Event | None) -> None:
        """Shows the sources of `event`."""
        if event is None or self.event is None or event.id != self.event.id:
            self.first = 0
            if self.scroll_target_y:
                self.scroll_to(y=0, animate=False)
        self.view, self.event = view, event
        laid, self._prepared = self._prepared, None
        if laid is not None and laid[0] == self._what(view, event):
            self._sources, self._columns, self._column_width, self._lines = laid[1]
            self.set_lines(len(self._lines), self.text_width)
            self.refresh()
            return
        from store.events.ledger import sources_of

        self._sources = sources_of(view.lookup, event) if event is not None else ()
        self.update()

    def prepare(self, view: View, event: Event) -> None:
        """Lays out the sources of an event that may be shown next, while nobody waits for them."""
        if self.text_width <= 0 or event is self.event:
            return
        from store.events.ledger import sources_of
        from store.library.errors import LibraryError

        shown = self.event, self.first, self._sources, self._columns, self._column_width
        self.event, self.first = event, 0
        # What is wrong with a library is told where somebody asks for it.
        with suppress(LibraryError):
            self._sources = sources_of(view.lookup, event)
            lines = list(self.lay_out(self.text_width))
            laid = _Laid(self._sources, self._columns, self._column_width, lines)
            self._prepared = self._what(view, event), laid
        self.event, self.first, self._sources, self._columns, self._column_width = shown

    def _what(self, view: View, event: Event | None) -> tuple[object, ...]:
        """All that the lines of an event depend on when it is shown."""
        return view, event, view.query.text, view.query.known, self.text_width, self.size

    @property
    def source(self) -> Source | None:
        """The source in the leftmost column."""
        return self._sources[self.first] if self.first < len(self._sources) else None

    def action_return(self) -> None:
        """Back to the timeline."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """A click on a name offers to filter by it, unless the mouse has selected words."""
        row = event.y + self.scroll_offset.y
        if self.view is None or self.event is None or not 0 <= row < len(self._lines) or self.text_selection:
            return
        at = 0
        for piece in self._lines[row]:
            at += cell_len(piece.text)
            if event.x < at:
                if "name" in piece.role.split():
                    self._name_clicked(self.view, self.event, piece.text.strip())
                return

    def _name_clicked(self, view: View, event: Event, words: str) -> None:
        """Tells whose name `words` are, which may be a part of it where a line ends."""
        entities = [entity for id in event.entities if (entity := view.lookup.entities.get(id)) is not None]
        for whole in (True, False):
            for entity in entities:
                if any(words == m.surface or (not whole and words in m.surface) for m in entity.mentions):
                    self.post_message(self.NameClicked(entity.name))
                    return

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The line above the columns shows who has the keys."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def base_of(self, row: int) -> str:
        """The first line is lit while the keys scroll the sources."""
        return "cursor" if row == 0 and self.has_focus else ""

    def turn(self, by: int) -> None:
        """Shows the sources to the left (-1) or right (1)."""
        last = max(0, len(self._sources) - self._columns)
        self.first = max(0, min(self.first + by, last))
        self.update()

    def lay_out(self, width: int) -> Iterable[Line]:
        """A line that says what it is, then the columns."""
        if self.event is None or self.view is None:
            return
        fitting = max(1, (width - 2 + _GAP) // (_NARROWEST + _GAP))
        stacked = self.messages.plain or (self.size.height >= _TALL and fitting < len(self._sources))
        self._columns = len(self._sources) if stacked else min(fitting, max(1, len(self._sources)))
        self.first = max(0, min(self.first, len(self._sources) - self._columns))
        self._column_width = 0
        yield self._title(width)
        if stacked:
            for source in self._sources:
                yield from ([Piece(" "), *cell] for cell in self._column(source, width - 2))
                yield ()
            return
        shown = self._sources[self.first : self.first + self._columns]
        column_width = min(_WIDEST, (width - 2 + _GAP) // self._columns - _GAP) if shown else 0
        self._column_width = column_width
        columns = [self._column(source, column_width) for source in shown]
        for row in range(max((len(column) for column in columns), default=0)):
            pieces = [Piece(" ")]
            for number, column in enumerate(columns):
                cell = column[row] if row < len(column) else []
                used = sum(cell_len(piece.text) for piece in cell)
                if number:
                    pieces.append(Piece(" │ ", "rule"))
                pieces += [*cell, Piece(" " * (column_width - used))]
            yield pieces

    def span_at(self, selection: Selection, row: int) -> tuple[int, int] | None:
        """What is selected of a line; a selection within one column stays in it."""
        span = super().span_at(selection, row)
        start, end = selection
        if span is None or start is None or end is None or not self._column_width:
            return span
        column = self._column_at(start.y, start.x)
        if column is None or column != self._column_at(end.y, max(0, end.x - 1)):
            return span
        left = 1 + column * (self._column_width + _GAP)
        text = self._text(row)
        first, last = _characters(text, left), _characters(text, left + self._column_width)
        return max(first, span[0]), last if span[1] == -1 or row < end.y else min(last, span[1])

    def _column_at(self, row: int, character: int) -> int | None:
        """In which column a character of a line stands; None for the line above the columns."""
        return max(0, cell_len(self._text(row)[:character]) - 1) // (self._column_width + _GAP) if row else None

    def _text(self, row: int) -> str:
        return "".join(piece.text for piece in self._lines[row]) if 0 <= row < len(self._lines) else ""

    def _title(self, width: int) -> Line:
        event, say = self.event, self.messages
        assert event is not None
        count = say.count("n.sources", len(self._sources))
        if event.origin_count < len(self._sources):
            count = f"{count}, {say.count('n.origins', event.origin_count)}"
        if self._columns < len(self._sources):
            last = self.first + self._columns
            shown = f"{self.first + 1}–{last}" if self._columns > 1 else str(last)
            count = f"‹ {say('source_of', n=shown, all=count)} ›"
        told = line(words(event.date, say.lang))
        title = fit(line(event.title), max(4, width - cell_len(told) - cell_len(count) - 7))
        used = cell_len(told) + cell_len(title) + cell_len(count) + 5
        return [
            Piece(f" {told}", "date strong"),
            Piece("  "),
            Piece(title, "title strong"),
            Piece(" " * max(1, width - used)),
            Piece(f"{count} ", "dim"),
        ]

    def _column(self, source: Source, width: int) -> list[list[Piece]]:
        view = self.view
        assert view is not None
        name = named(self.messages, source.article, new=view.is_new(source.article.id))
        cells = [[Piece(pad(name, width), "heading")]]
        original = self._original(source)
        if original:
            cells.append([Piece(pad(f"◐ {self.messages('copy_of', name=original)}", width), "sources")])
        for number, account in enumerate(source.accounts):
            if number:
                cells.append([])
            cells.append([Piece(pad(self._dated(account), width), "dim")])
            cells.extend(account_lines(view, account, source.article.text, width))
        return cells

    def _original(self, source: Source) -> str:
        """The name of the first source that has the same words, "" for an origin of its own."""
        event = self.event
        assert event is not None
        for copies in event.copies:
            if source.article.id in copies:
                first = next((other for other in self._sources if other.article.id in copies), source)
                return "" if first is source else line(first.article.name)
        return ""

    def _dated(self, account: Account) -> str:
        say = self.messages
        parts = [line(words(account.date, say.lang, "short"))]
        if account.date_basis:
            parts.append(say(f"short_basis.{account.date_basis}"))
        if account.status != "happened":
            parts.append(say(f"status.{account.status}"))
        return " · ".join(parts)


def _characters(text: str, cells: int) -> int:
    """How many characters of a text stand in its first cells."""
    used = 0
    for count, character in enumerate(text):
        used += cell_len(character)
        if used > cells:
            return count
    return len(text)


def account_lines(view: View, account: Account, text: str, width: int) -> list[list[Piece]]:
    """The words of an account, wrapped, with what is worth seeing in them highlighted."""
    start, end = account.start, account.end
    if text[start:end] != account.text:
        # The account does not stand in this text (a damaged library): its words alone, without highlights.
        shown = passage(account.text)
        return [[Piece(shown[a:b], "article")] for a, b in wrap(shown, width)]
    shown = passage(text[start:end])
    spans = spans_of(view.lookup, account)
    spans += [Span(start + a, start + b, "match") for a, b in matching_words(account.text, view.query.text)]
    return [pieces_of(text, start + a, start + b, spans, "article") for a, b in wrap(shown, width)]
