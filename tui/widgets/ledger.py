"""Facts × sources of one event, and below them its quotes, rendering by rendering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from store.events.ledger import Ledger, ledger
from store.model import Event
from tui.cells import cell_len, fit, line, pad, wrap
from tui.keys import localize
from tui.messages import Messages
from tui.plain import named
from tui.view import View
from tui.widgets.facts import Facts
from tui.widgets.renderings import Renderings, Utterance, utterances
from tui.widgets.sheet import Line, Piece, Sheet

_LABEL = 13
_NARROWEST = 19
_WIDEST = 40
_MOST_LINES = 4  # of one cell in a column
_TAB = 16
_AT_ONCE = 8  # quotes
TABS_BELOW = 100
"""In fewer cells than these one source is shown at a time, the others as tabs above it."""


class LedgerSheet(Sheet):
    """The table; a column a source, or a tab a source where it is narrow; the one looked at marked and in sight."""

    @dataclass
    class Picked(Message):
        """The reader clicked what is of this source, and perhaps one of its quotes (its id)."""

        source: int
        quote: str | None = None

    class Completed(Message):
        """The quotes have been laid out: the sheet has got longer."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view: View | None = None
        """What is shown."""
        self.table = Ledger((), ())
        """Facts and sources."""
        self.column = 0
        """The source the reader looks at."""
        self.columns = False
        """Whether quotes stand word under word even where that is wider than the room."""
        self._facts = Facts(messages, self.table)
        self._event: Event | None = None
        self._first = 0
        self._shown = 1
        self._width = _NARROWEST
        self._pinned = 1
        self._tabs: list[tuple[int, int, int]] = []
        self._names: list[str] = []
        self._heads: list[str] = []  # the same, where they are new marked so
        self._said: list[Utterance] = []
        self._quotes_from = 0
        self._owners: list[tuple[int, str] | None] = []
        self._renderings = Renderings(messages, {})
        self._whole = False
        localize(self, messages)

    def show(self, view: View, event: Event, article: str | None = None) -> None:
        """Shows the facts of an event, and its quotes as soon as these are painted; looks at the source `article`."""
        self.view, self._event = view, event
        self.table = ledger(view.lookup, event)
        self._facts = Facts(self.messages, self.table)
        self._names = [line(source.article.name) for source in self.table.sources]
        articles = [source.article for source in self.table.sources]
        self._heads = [named(self.messages, article, new=view.is_new(article.id)) for article in articles]
        names = {source.article.id: name for source, name in zip(self.table.sources, self._names, strict=True)}
        self._renderings = Renderings(self.messages, names)
        self._said = utterances(view.lookup, event, self.table.sources)
        self.column = next((n for n, one in enumerate(self.table.sources) if one.article.id == article), 0)
        self._first = 0
        self.scroll_to(y=0, animate=False)
        # A few quotes are set at once; many only when the table has been painted.
        self._whole = sum(len(one.quotes) for one in self._said) <= _AT_ONCE
        self.foresee(self.app.size.width)
        if not self._whole:
            self.call_after_refresh(self._complete, event)

    def _complete(self, event: Event) -> None:
        if self._event is event and not self._whole:
            self._whole = True
            self.update()
            self.post_message(self.Completed())

    def pick(self, column: int) -> None:
        """Marks the source that is looked at."""
        if column != self.column:
            self.column = column
            self.foresee(self.app.size.width)

    @property
    def tabbed(self) -> bool:
        """Whether one source is shown at a time."""
        return len(self.table.sources) > 1 and (self.messages.plain or self.app.size.width < TABS_BELOW)

    @property
    def wanted(self) -> int:
        """How many lines it takes, or will take when the quotes have been laid out."""
        lines = len(self._lines)
        if not self._whole:
            lines += sum(2 + len(one.quotes) * (2 if self.tabbed else 1) for one in self._said)
        return lines

    # -- layout ------------------------------------------------------------------------------------------------------

    def lay_out(self, width: int) -> Iterable[Line]:
        """The table, then the quotes."""
        if self._event is None or self.view is None or not self.table.sources:
            return []
        if self.messages.plain:
            made = self._table_plain(width)
        else:
            made = self._table_tabbed(width) if self.tabbed else self._table_columns(width)
        self._quotes_from = len(made)
        self._owners = []
        if self._whole:
            numbers = {source.article.id: n for n, source in enumerate(self.table.sources)}
            self._renderings.columns = self.columns
            for shown in self._renderings.lines(self._said, width):
                made.append(shown.line)
                quote = shown.quote
                self._owners.append(None if quote is None else (numbers[quote.article], quote.id))
        return made

    def _table_columns(self, width: int) -> list[Line]:
        sources = self.table.sources
        room = width - _LABEL - 2
        self._shown = max(1, min(room // (_NARROWEST + 1), len(sources)))
        self._width = max(4, min(_WIDEST, room // self._shown - 1))
        self._first = max(min(self._first, self.column), self.column - self._shown + 1, 0)
        self._first = min(self._first, max(0, len(sources) - self._shown))
        numbers = range(self._first, min(self._first + self._shown, len(sources)))
        found: list[Line] = [self._header(numbers)]
        if any(self.table.copy_of[number] is not None for number in numbers):
            found.append([Piece(" " * (_LABEL + 1)), *self._set([self._copied(number) for number in numbers])])
        self._pinned = len(found)
        found += self._row(
            self.messages("fact.published"), [self._facts.published(number, self._width) for number in numbers]
        )
        for row in self.table.rows:
            cells = [self._facts.cell(row, row.cells[number], self._width - 1, _MOST_LINES) for number in numbers]
            found += self._row(self._facts.label(row), cells)
        return found

    def _set(self, cells: Sequence[Line]) -> list[Piece]:
        """One line of cells, each but the last padded to the width of its column."""
        pieces: list[Piece] = []
        for number, cell in enumerate(cells):
            if number:
                used = sum(cell_len(piece.text) for piece in cells[number - 1])
                pieces.append(Piece(" " * max(0, self._width + 1 - used)))
            pieces += cell
        return pieces

    def _header(self, numbers: range) -> Line:
        total = len(self._names)
        more = ""
        if len(numbers) < total:
            left, right = "‹" if numbers[0] else " ", "›" if numbers[-1] + 1 < total else " "
            more = f"{left} {numbers[0] + 1}–{numbers[-1] + 1}/{total} {right}"
        pieces = [Piece(f" {pad(more, _LABEL)}", "accent")]
        for number in numbers:
            on = number == self.column and total > 1
            name = pad(("▸ " if on else "  ") + self._heads[number], self._width)
            pieces.append(Piece(name + " ", "heading accent" if on else "heading"))
        return pieces

    def _copied(self, number: int) -> list[Piece]:
        first = self.table.copy_of[number]
        if first is None:
            return []
        return [Piece(fit(f"  {self.messages('copy_of', name=self._names[first])}", self._width), "accent")]

    def _row(self, label: str, cells: Sequence[Sequence[Line]]) -> Iterable[Line]:
        """A fact over the sources in sight: as many lines as the longest cell."""
        labels = [label[start:end] for start, end in wrap(label, _LABEL - 1)] if label else []
        if len(labels) > 3:
            labels = [*labels[:2], fit(" ".join(labels[2:]), _LABEL - 1)]
        for number in range(max(len(labels), *(len(lines) for lines in cells))):
            shown = labels[number] if number < len(labels) else ""
            pieces = self._set([lines[number] if number < len(lines) else () for lines in cells])
            yield [Piece(f" {pad(shown, _LABEL)}", "dim"), *pieces]

    def _table_tabbed(self, width: int) -> list[Line]:
        """The source that is looked at, and beside it what the others say."""
        self._shown, self._first = 1, self.column
        room = width - _LABEL - 2
        self._width = max(4, room * 11 // 20)
        rest = max(4, room - self._width - 1)
        found: list[Line] = [self._tab_line(width)]
        self._pinned = 1
        say, number = self.messages, self.column
        copied = self.table.copy_of[number]
        head = f"  {say('copy_of', name=self._names[copied])}" if copied is not None else ""
        others = say.count("others", len(self._names) - 1)
        heads = [[Piece(fit(head, self._width), "accent")], [Piece(fit(others, rest), "dim")]]
        found.append([Piece(" " * (_LABEL + 1)), *self._set(heads)])
        found += self._row(say("fact.published"), [self._facts.published(number, self._width)])
        for row in self.table.rows:
            mine = self._facts.cell(row, row.cells[number], self._width, None)
            found += self._row(self._facts.label(row), [mine, self._facts.others(row, number, rest)])
        return found

    def _table_plain(self, width: int) -> list[Line]:
        """Fact by fact, and under each source by source (plain mode)."""
        self._shown, self._first, self._pinned, self._tabs, self._width = 1, self.column, 0, [], max(8, width - 4)
        found: list[Line] = []
        for row in (None, *self.table.rows):
            found.append(
                [Piece(f" {self.messages('fact.published') if row is None else self._facts.label(row)}", "heading")]
            )
            for number, name in enumerate(self._heads):
                if row is None:
                    cells = self._facts.published(number, self._width)
                else:
                    cells = self._facts.cell(row, row.cells[number], self._width, None)
                told = [cell[1:] for cell in cells]  # without the sign: what is odd is said in words behind it
                name = self.messages("plain.pair", name=name, what="")
                used = cell_len(name) + sum(cell_len(piece.text) for piece in told[0]) + 2
                if len(told) == 1 and used <= width:
                    found.append([Piece(f"  {name}", "strong"), *told[0]])
                else:
                    found.append([Piece(f"  {name.rstrip()}", "strong")])
                    found += [[Piece("    "), *pieces] for pieces in told]
        return found

    def _tab_line(self, width: int) -> Line:
        """As many tabs as fit, the one that is looked at among them."""
        names = [fit(name, _TAB) for name in self._heads]
        sizes = [cell_len(name) + 4 for name in names]
        room = width - 4
        first = last = self.column
        used = sizes[first]
        while True:
            if last + 1 < len(names) and used + sizes[last + 1] <= room:
                last += 1
                used += sizes[last]
            elif first > 0 and used + sizes[first - 1] <= room:
                first -= 1
                used += sizes[first]
            else:
                break
        at = 2
        self._tabs = [(0, at, max(0, self.column - 1))] if first else []
        pieces = [Piece("‹ " if first else "  ", "accent")]
        for number in range(first, last + 1):
            on = number == self.column
            pieces += [
                Piece("▸" if on else " ", "accent"),
                Piece(f" {names[number]} ", "heading cursor" if on else "heading"),
                Piece("│" if number < last else " ", "rule"),
            ]
            self._tabs.append((at, at + sizes[number], number))
            at += sizes[number]
        if last + 1 < len(names):
            pieces.append(Piece("›", "accent"))
            self._tabs.append((at, width, min(len(names) - 1, self.column + 1)))
        return pieces

    # -- drawing -----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line; the topmost are always the names of the sources."""
        if y < self._pinned and y < len(self._lines):
            return self.selectable(self.strip(self._lines[y], self.frame.width), y)
        return super().render_line(y)

    # -- quotes ------------------------------------------------------------------------------------------------------

    @property
    def has_quotes(self) -> bool:
        """Whether anything is quoted."""
        return bool(self._said)

    @property
    def too_wide(self) -> bool:
        """Whether quotes do not all stand word under word, or need to be scrolled to do so."""
        return self._whole and bool(self._said) and not self._renderings.fits

    def to_quotes(self) -> None:
        """Scrolls to the quotes, or from there back to the top."""
        self._complete_now()
        goal = max(0, self._quotes_from + 1 - self._pinned)
        here = self.scroll_target_y
        self.scroll_to(y=0 if here >= min(goal, self.max_scroll_y) > 0 else goal, animate=False)

    def _complete_now(self) -> None:
        if self._event is not None:
            self._complete(self._event)

    def turn_columns(self) -> None:
        """Quotes word under word in columns, or each as a paragraph."""
        self.columns = not self.columns
        self._renderings.sideways = 0
        self._complete_now()
        self.update()

    def sideways(self, cells: int) -> None:
        """Scrolls columns of quotes that are wider than the room."""
        found = self._renderings
        goal = max(0, min(found.sideways + cells, found.widest))
        if goal != found.sideways:
            found.sideways = goal
            self.update()

    # -- mouse -------------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click on a column, a tab or a rendering looks at its source."""
        row = event.y if event.y < self._pinned else event.y + self.scroll_offset.y
        last = len(self.table.sources) - 1
        if row >= self._quotes_from:
            owner = self._owners[row - self._quotes_from] if row - self._quotes_from < len(self._owners) else None
            if owner is not None:
                self.post_message(self.Picked(*owner))
            return
        if self.tabbed:
            if row == 0:
                for start, end, number in self._tabs:
                    if start <= event.x < end:
                        self.post_message(self.Picked(number))
            return
        if event.x <= _LABEL:
            if row == 0 and self._shown <= last:
                by = -1 if event.x < _LABEL // 2 else 1
                self.post_message(self.Picked(max(0, min(self.column + by, last))))
            return
        number = self._first + (event.x - _LABEL - 1) // (self._width + 1)
        if number <= min(last, self._first + self._shown - 1):
            self.post_message(self.Picked(number))

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """The wheel sideways: more of the quotes, else the next source."""
        self._wheel(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """The wheel sideways: back in the quotes, else the source before."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        if event.y + self.scroll_offset.y >= self._quotes_from:
            self.sideways(8 * by)
        else:
            last = len(self.table.sources) - 1
            self.post_message(self.Picked(max(0, min(self.column + by, last))))
