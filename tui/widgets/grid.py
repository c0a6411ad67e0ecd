"""Events × sources: who reports what, and who is silent; one line-API widget that scrolls both ways."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store import edtf
from store.clock import unordered
from store.events.ledger import ledger
from store.model import Article
from tui.cells import cell_len, fit, line, pad
from tui.dates import fitted, words
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.plain import SIGNS as SIGNS_OF
from tui.plain import named
from tui.view import View
from tui.widgets.sheet import Drawn, Piece
from tui.widgets.spine import shortened

_NARROWEST = 5
_WIDEST = 14

SIGNS: dict[str, tuple[str, str]] = {
    "one": ("●", "sources"),
    "several": ("●", "sources"),
    "copy": ("◐", "sources"),
    "conflict": ("≠", "conflict"),
    "silent": ("·", "silent"),
}
"""The sign and the role of each state of a cell; the number of accounts stands behind "several"."""


def sources_in_order(articles: Sequence[Article]) -> list[Article]:
    """The articles by the day by which each was certainly out, those of unknown date last.

    So one that is known to a month stands behind those of its days: it is not said to have been the first.
    """
    days = {article.published: edtf.bounds(article.published) for article in articles}

    def key(article: Article) -> tuple[date, date, str, str]:
        out = days[article.published]
        return (out.last if out else date.max, out.first if out else date.max, article.name, article.id)

    return sorted(articles, key=key)


class Grid(Drawn, can_focus=True, inherit_bindings=False):
    """A row an event, a column a source, in the order of publication; names, dates and titles stay in sight."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("grid.compare", "grid.select", "grid.up", "grid.down", "grid.left", "grid.right"),
        *("grid.page_up", "grid.page_down", "grid.first", "grid.last", "grid.first_source", "grid.last_source"),
        *("grid.next_conflict", "grid.previous_conflict"),
    )

    head = 2
    """Lines of names and dates above the cells."""

    @dataclass
    class Chosen(Message):
        """An event (position) is to be compared, a source (article id) looked at."""

        position: int
        article: str

    @dataclass
    class Moved(Message):
        """The cursor is on another cell."""

    def __init__(self, messages: Messages, view: View, position: int | None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view = view
        """What is shown."""
        self.articles = sources_in_order(view.articles)
        """The sources, a column each."""
        self.row = view.ordinal(position) if position is not None and view.shown else 0
        """The row of the cursor: the ordinal of an event among those shown."""
        self.column = 0
        """The column of the cursor."""
        self.first = 0
        """The leftmost column in sight."""
        self._unordered: frozenset[str] | None = None
        self._cells: LRUCache[int, dict[str, tuple[str, int]]] = LRUCache(500)
        localize(self, messages)

    def show(self, view: View, position: int) -> None:
        """Shows another state of the library, the cursor on the event at a position."""
        before = self.article
        self.view = view
        self.articles = sources_in_order(view.articles)
        self._cells.clear()
        self._unordered = None
        self.virtual_size = self._extent()
        ids = [article.id for article in self.articles]
        column = ids.index(before.id) if before is not None and before.id in ids else self.column
        self._go(view.ordinal(position), min(column, max(0, len(self.articles) - 1)))
        self.refresh()

    # -- what a cell says --------------------------------------------------------------------------------------------

    def cells(self, position: int) -> dict[str, tuple[str, int]]:
        """The state of each article (id) that tells an event, with the number of its accounts."""
        found = self._cells.get(position)
        if found is None:
            event = self.view.event(position)
            counts: dict[str, int] = {}
            for account in event.accounts:
                counts[account.article] = counts.get(account.article, 0) + 1
            found = {article: ("several" if n > 1 else "one", n) for article, n in counts.items()}
            for group in event.copies:
                # The first of those that have the same words stands for its origin.
                for article in sorted(group, key=self._order)[1:]:
                    found[article] = ("copy", counts.get(article, 1))
            if event.disagreements:
                table = ledger(self.view.lookup, event)
                for number, source in enumerate(table.sources):
                    if any(row.cells[number].state == "conflict" for row in table.rows):
                        found[source.article.id] = ("conflict", counts.get(source.article.id, 1))
            self._cells[position] = found
        return found

    def _order(self, article: str) -> int:
        return next((n for n, one in enumerate(self.articles) if one.id == article), len(self.articles))

    @property
    def position(self) -> int | None:
        """The position of the event under the cursor."""
        return self.view.shown[self.row] if self.view.shown else None

    @property
    def article(self) -> Article | None:
        """The source under the cursor."""
        return self.articles[self.column] if self.column < len(self.articles) else None

    # -- drawing -----------------------------------------------------------------------------------------------------

    @property
    def cursor_line(self) -> int:
        """The line of the event under the cursor."""
        return self.row - round(self.scroll_offset.y) + self.head

    def _extent(self) -> Size:
        """What there is to scroll."""
        return Size(0, len(self.view.shown) + self.head)

    def _left(self, width: int) -> int:
        """Cells of date and title."""
        cell, shown = self._columns(width)
        return width - cell * shown

    def _columns(self, width: int) -> tuple[int, int]:
        """The width of a column, and how many are in sight."""
        room = max(1, width - max(30, width // 2))
        count = max(1, len(self.articles))
        cell = max(_NARROWEST, min(_WIDEST, room // count))
        return cell, max(1, min(count, room // cell))

    def on_mount(self) -> None:
        """The cursor is in sight from the first."""
        self.virtual_size = self._extent()
        self.call_after_refresh(self._follow)

    def on_resize(self, event: events.Resize) -> None:
        """The cursor stays in sight."""
        self.virtual_size = self._extent()
        self._follow()

    def notify_style_update(self) -> None:
        """A new theme."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Names and dates of the sources stay at the top; below them a line an event."""
        width = self.text_width
        full = self.scrollable_content_region.width
        if y < self.head:
            return self.strip(self._head(y, width), full)
        row = y - self.head + self.scroll_offset.y
        if row >= len(self.view.shown):
            text = self.messages("no_match") if not self.view.shown and y == self.head + 1 else ""
            return self.strip([Piece("  "), Piece(fit(text, width - 2), "dim")], full)
        base = ("cursor" if self.has_focus else "hover") if row == self.row else ""
        return self.strip(self._line(row, width), full, base)

    def _head(self, y: int, width: int) -> list[Piece]:
        left, say = self._left(width), self.messages
        cell, shown = self._columns(width)
        more = f"‹ {self.first + 1}–{self.first + shown} / {len(self.articles)} ›" if shown < len(self.articles) else ""
        told = (more or say.count("n.sources", len(self.articles))) if y == 0 else say("fact.published")
        pieces = [Piece(pad(told, left - 2, right=True) + "  ", "dim")]
        for number in range(self.first, min(self.first + shown, len(self.articles))):
            article, on = self.articles[number], number == self.column
            if y == 0:
                text = named(say, article, new=self.view.is_new(article.id))
                role = "heading accent" if on else "heading"
            else:
                text, role = self._published(article, cell - 1), "dim"
            mark = "▾" if on and y == 0 else " "
            pieces.append(Piece(mark + pad(text, cell - 1), role))
        return pieces

    def _line(self, row: int, width: int) -> list[Piece]:
        position = self.view.shown[row]
        left, on = self._left(width), row == self.row
        cell, shown = self._columns(width)
        told = self.view.row(position)
        date_width = 13 if left > 48 else 9
        date, rest, year = self._date(row, row == self.scroll_offset.y, date_width)
        same = row > 0 and self.view.date(self.view.shown[row - 1]) == self.view.date(position)
        room = max(1, left - date_width - 12)
        new = f"{SIGNS_OF['new']} " if position in self.view.new else ""
        pieces = [
            Piece("▌" if on else " ", "accent"),
            Piece("✓" if position in self.view.selected else " ", "selected"),
            Piece(pad(year, 5), "heading"),
            Piece(pad(date, date_width, right=True), "date repeat" if same and not on else "date"),
            Piece(" │ ", "rule"),
            Piece(pad(shortened(new + rest + (line(told.title) or "—"), room), room), "title"),
            Piece("  "),
        ]
        cells = self.cells(position)
        for number in range(self.first, min(self.first + shown, len(self.articles))):
            state, count = cells.get(self.articles[number].id, ("silent", 0))
            sign, role = SIGNS[state]
            text = sign + (str(count) if count > 1 else "")
            here = on and number == self.column
            mark, end = ("[", "]") if here else (" ", " ")
            pieces += [
                Piece(mark, "accent"),
                Piece(text, f"{role} strong" if here else role),
                Piece(end, "accent"),
                Piece(" " * (cell - 2 - cell_len(text))),
            ]
        return pieces

    def _date(self, row: int, top: bool, width: int) -> tuple[str, str, str]:
        """The date of a row without its year, the end of a range that has no room there, and the year where it changes.

        The topmost row has its year always.
        """
        view, position = self.view, self.view.shown[row]
        date, days = view.date(position), view.days[position]
        if days is None or date is None:
            return "", "", "?"
        before = view.days[view.shown[row - 1]] if row else None
        year = str(days.first.year) if top or before is None or before.first.year != days.first.year else ""
        told, rest = (line(part) for part in fitted(date, self.messages.lang, width, year=False))
        return ("" if told == year else told), f"{rest} · " if rest else "", year

    def _published(self, article: Article, width: int) -> str:
        """When a source came out, without the year where there is no room for it."""
        lang, date = self.messages.lang, article.published
        if date is None:
            return "?"
        sign = f"{SIGNS_OF['unordered']} " if self.is_unordered(article) and not self.messages.plain else ""
        forms = (sign + line(words(date, lang, "short", year=year)) for year in (True, False))
        told = next((form for form in forms if cell_len(form) <= width), None)
        return told or fit(sign.strip() + line(words(date, lang, "short", year=False)), width)

    def is_unordered(self, article: Article) -> bool:
        """Whether nobody knows which of the other sources came before this one: its date is too vague."""
        if self._unordered is None:
            self._unordered = unordered(one.published for one in self.articles)
        return article.published in self._unordered

    # -- moving ------------------------------------------------------------------------------------------------------

    def _go(self, row: int, column: int) -> None:
        row = max(0, min(row, len(self.view.shown) - 1))
        column = max(0, min(column, len(self.articles) - 1))
        if (row, column) != (self.row, self.column):
            self.row, self.column = row, column
            self._follow()
            self.refresh()
            self.post_message(self.Moved())

    def _follow(self) -> None:
        _, shown = self._columns(self.text_width)
        self.first = max(0, min(max(min(self.first, self.column), self.column - shown + 1), len(self.articles) - shown))
        height = self.scrollable_content_region.height - self.head
        if height <= 0:
            return
        top = self.scroll_target_y
        if self.row < top - height or self.row > top + 2 * height:
            top = self.row - height // 2
        elif self.row < top:
            top = self.row
        elif self.row >= top + height:
            top = self.row - height + 1
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def action_move(self, by: int) -> None:
        """So many events on."""
        self._go(self.row + by, self.column)

    def action_page(self, by: int) -> None:
        """So many pages on."""
        self.action_move(by * self._page)

    @property
    def _page(self) -> int:
        """How many events a page is."""
        return max(1, self.scrollable_content_region.height - self.head - 1)

    def action_go_to(self, row: int) -> None:
        """The first (0) or last (-1) event."""
        self._go(row if row >= 0 else len(self.view.shown) + row, self.column)

    def action_source(self, by: int) -> None:
        """So many sources to the right."""
        self._go(self.row, self.column + by)

    def action_go_to_source(self, column: int) -> None:
        """The first (0) or last (-1) source."""
        self._go(self.row, column if column >= 0 else len(self.articles) + column)

    def action_conflict(self, direction: int) -> None:
        """The next (1) or previous (-1) event on which sources disagree."""
        rows = range(self.row + 1, len(self.view.shown)) if direction > 0 else range(self.row - 1, -1, -1)
        for row in rows:
            if self.view.has(self.view.shown[row], "disagreement"):
                self._go(row, self.column)
                return
        self.app.notify(self.messages("no_conflict" if self.view.disagreeing else "no_conflict_at_all"), markup=False)

    def action_select(self) -> None:
        """Selects the event, or no longer."""
        if self.position is not None:
            self.view.selected ^= {self.position}
            self.refresh()
            self.post_message(self.Moved())

    def action_compare(self) -> None:
        """Asks for the event to be compared."""
        if self.position is not None and self.article is not None:
            self.post_message(self.Chosen(self.position, self.article.id))

    # -- mouse -------------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, on the mark it selects; a double click compares."""
        column, row = self._column_at(event.x), self._row_at(event.y)
        if event.y < self.head:
            self._go(self.row, column)
        elif row is not None:
            self._go(row, column)
            if event.chain >= 2:
                self.action_compare()
            elif event.x < 2 or event.ctrl:
                self.action_select()

    def _row_at(self, y: int) -> int | None:
        """The row of the event in a line, None where there is none."""
        row = y - self.head + round(self.scroll_offset.y)
        return row if y >= self.head and row < len(self.view.shown) else None

    def _column_at(self, x: int) -> int:
        """The column of the source under a cell; that of the cursor left of them."""
        width = self.text_width
        if x < self._left(width):
            return self.column
        cell, shown = self._columns(width)
        return min(self.first + (x - self._left(width)) // cell, self.first + shown - 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """The wheel to the left."""
        event.stop()
        self.action_source(-1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """The wheel to the right."""
        event.stop()
        self.action_source(1)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The cursor looks different without the focus."""
        super().watch_has_focus(_has_focus)
        self.refresh()
