"""The grid in plain mode: a list to be read aloud, a paragraph an event, with those that tell it and those that do not.

Nothing of it is drawn in columns, and nothing is cut: a paragraph takes as many lines as its words need.  It scrolls by
events, so that only those in sight are worded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from store.model import Article
from tui.cells import line, wrap
from tui.messages import Messages
from tui.plain import named, sign, when
from tui.view import View
from tui.widgets.grid import Grid
from tui.widgets.sheet import Piece

_NAMED = 12  # of so many sources that do the same the names are told, of the others how many they are


class _Line(NamedTuple):
    """A line of the paragraph of an event: the ordinal of the event, its words and their role."""

    row: int
    text: str = ""
    role: str = "text"


class PlainGrid(Grid):
    """One event under the other; the source of the cursor is the one that is told below the list."""

    head = 0

    def __init__(self, messages: Messages, view: View, position: int | None, *, id: str | None = None) -> None:
        self._paragraphs: LRUCache[tuple[int, int, bool], list[_Line]] = LRUCache(200)
        super().__init__(messages, view, position, id=id)

    def show(self, view: View, position: int) -> None:
        """Shows another state of the library, the cursor on the event at a position."""
        self._paragraphs.clear()
        super().show(view, position)

    @property
    def cursor_line(self) -> int:
        """The first line of the event under the cursor."""
        found = (y for y, told in enumerate(self._window()) if told.row == self.row)
        return next(found, 0)

    def _extent(self) -> Size:
        # A line of it stands for an event; the last one can stand at the top.
        return Size(0, len(self.view.shown) + max(0, self.scrollable_content_region.height - 1))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """A line of a paragraph."""
        width, full = self.text_width, self.scrollable_content_region.width
        if not self.view.shown:
            return self.strip([Piece(self.messages("no_match") if y == 0 else "", "dim")], full)
        told = next((told for at, told in enumerate(self._window()) if at == y), None)
        if told is None:
            return self.strip((), full)
        base = ("cursor" if self.has_focus else "hover") if told.row == self.row and told.text else ""
        return self.strip([Piece(told.text[:width], told.role)], full, base)

    def _window(self) -> Iterator[_Line]:
        """The lines in sight, from the top."""
        height, row = self.scrollable_content_region.height, round(self.scroll_offset.y)
        at = 0
        while at < height and row < len(self.view.shown):
            for told in self._paragraph(row):
                yield told
                at += 1
            row += 1

    def _paragraph(self, row: int) -> list[_Line]:
        """An event: when it was and what happened; who tells it, and who does not; an empty line."""
        width, position = max(8, self.text_width), self.view.shown[row]
        key = row, width, position in self.view.selected
        found = self._paragraphs.get(key)
        if found is None:
            said = self._said(row)
            found = [_Line(row, text[start:end], role) for text, role in said for start, end in wrap(text, width)]
            found.append(_Line(row))
            self._paragraphs[key] = found
        return found

    def _said(self, row: int) -> Iterator[tuple[str, str]]:
        """The sentences of an event, each with its role."""
        say, position = self.messages, self.view.shown[row]
        date = self.view.date(position)
        guessed = self.view.clock == "happened" and self.view.has(position, "guessed")
        told = when(say, date, guessed=guessed, form="long") if date else say("undated")
        title = line(self.view.row(position).title) or say("plain.untitled")
        picked = f", {sign(say, 'new')}" if position in self.view.new else ""
        picked += f", {sign(say, 'selected')}" if position in self.view.selected else ""
        yield say("plain.pair", name=told, what=f"{title}{picked}"), "title"
        cells = self.cells(position)
        does: dict[str, list[str]] = {}
        for article in self.articles:
            state, count = cells.get(article.id, ("silent", 0))
            does.setdefault("one" if state == "several" else state, []).append(self._source(article, count))
        for state in ("one", "conflict", "copy", "silent"):
            if state in does:
                names = does[state][:_NAMED]
                if len(does[state]) > _NAMED:
                    names.append(say.count("n.more", len(does[state]) - _NAMED))
                yield say(f"plain.{state}", what=", ".join(names)), "dim" if state == "silent" else "text"
        if "silent" not in does:
            yield say("plain.nobody_silent"), "dim"

    def _source(self, article: Article, passages: int) -> str:
        """A source, with the number of its passages where there are several."""
        name = named(self.messages, article, new=self.view.is_new(article.id))
        return f"{name} ({self.messages.count('n.passages', passages)})" if passages > 1 else name

    # -- moving ------------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top, room = self.row, height - len(self._paragraph(self.row)) + 1
        before = round(self.scroll_target_y)
        # As few events are scrolled as bring the whole paragraph in sight.
        while top > 0 and top > before:
            room -= len(self._paragraph(top - 1))
            if room < 0:
                break
            top -= 1
        self.scroll_to(y=top, animate=False, force=True)

    @property
    def _page(self) -> int:
        return max(1, len({told.row for told in self._window()}) - 1)

    def _row_at(self, y: int) -> int | None:
        return next((told.row for at, told in enumerate(self._window()) if at == y), None)

    def _column_at(self, x: int) -> int:
        return self.column
