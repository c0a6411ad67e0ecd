"""Screens that are one sheet of text in a box: the base of help, of the card of a date, and others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.cells import wrap
from tui.keys import EVERYWHERE, bindings, localize
from tui.messages import Messages
from tui.widgets.keybar import KeyBar
from tui.widgets.sheet import Line, Piece, Sheet


class _Text(Sheet):
    """A sheet whose lines come from a function of the width."""

    def __init__(self, messages: Messages, lines: Callable[[int], Iterable[Line]]) -> None:
        super().__init__(id="sheet")
        self._make = lines
        localize(self, messages)

    def lay_out(self, width: int) -> Iterable[Line]:
        """What the function gives."""
        return self._make(width)


class SheetScreen(ModalScreen[int]):
    """A box with a title and a text, over the screen it was called from; escape, or a click beside it, closes it."""

    CSS_PATH = "sheets.tcss"
    BINDINGS: ClassVar[list[Binding]] = bindings("screen.back", *EVERYWHERE)  # type: ignore[assignment]

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.messages = messages
        localize(self, messages)

    def heading(self) -> str:
        """What stands in the first line."""
        raise NotImplementedError

    def lines(self, width: int) -> Iterable[Line]:
        """The text for a width in cells."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(id="box"):
            yield _Text(self.messages, self._lines)
            yield KeyBar(self.messages, id="keys")

    def _lines(self, width: int) -> Iterable[Line]:
        yield [Piece(" "), Piece(self.heading(), "heading")]
        yield ()
        yield from self.lines(width)

    def on_mount(self) -> None:
        """The text takes the keys."""
        self.query_one(_Text).focus()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.action_back()

    def action_back(self) -> None:
        """Closes the box."""
        # The second click of two comes when it is gone.
        if self.is_current:
            self.dismiss(None)


def paragraph(text: str, width: int, role: str = "text", indent: int = 1) -> Iterable[Line]:
    """`text`, which must be safe to show, wrapped and indented."""
    for start, end in wrap(text, max(8, width - indent - 1)):
        yield [Piece(" " * indent), Piece(text[start:end], role)]


def entry(label: str, text: str, width: int, role: str = "text", column: int = 16) -> Iterable[Line]:
    """A label and a text beside it, wrapped under itself."""
    column = min(column, max(6, width // 3))
    for number, (start, end) in enumerate(wrap(text, max(8, width - column - 3))):
        shown = label if number == 0 else ""
        yield [Piece(f" {shown:<{column}} ", "dim"), Piece(text[start:end], role)]
