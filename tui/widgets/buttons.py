"""What the small dialogues have in common: a line of text that changes, and a row of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events

from tui.cells import cell_len, fit, passage
from tui.messages import Messages
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece


class TextLine(Bar):
    """A line of text, safe to show whatever it is."""

    def __init__(self, messages: Messages, text: str = "", role: str = "dim", *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self.text, self.role = text, role

    def tell(self, text: str, role: str = "dim") -> None:
        """Says something else."""
        self.text, self.role = text, role
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        """One line."""
        return [Piece(" " + fit(passage(self.text).replace("\n", " "), max(1, width - 2)), self.role)]


class Button(NamedTuple):
    """A button: its word, the action of the screen that it runs, and whether it is the one that is meant at first."""

    word: str
    action: str
    first: bool = False


class Buttons(Bar):
    """A row of buttons, `indent` cells in; a click on one runs an action of the screen."""

    def __init__(
        self, messages: Messages, buttons: Sequence[Button], *, indent: int = 1, id: str | None = None
    ) -> None:
        super().__init__(messages, id=id)
        self.buttons = buttons
        """From left to right."""
        self._indent = indent

    def pieces(self, width: int) -> list[Piece]:
        """Each with a space on both sides of its word, and one between two."""
        found = [Piece(" " * self._indent)]
        for button in self.buttons:
            found += [Piece(f" {button.word} ", "chip strong" if button.first else "hover"), Piece(" ")]
        return found

    async def on_click(self, event: events.Click) -> None:
        """Does what the button says."""
        at = self._indent
        for button in self.buttons:
            size = cell_len(button.word) + 2
            if at <= event.x < at + size:
                await self.screen.run_action(button.action)
                return
            at += size + 1
