"""One line of the screen, drawn from pieces."""

from __future__ import annotations

from textual.strip import Strip

from tui.messages import Messages
from tui.widgets.sheet import Drawn, Piece


class Bar(Drawn, can_focus=False):
    """One line that is drawn from `pieces`."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages

    def pieces(self, width: int) -> list[Piece]:
        """What stands in the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        return self.strip(self.pieces(width) if y == 0 else (), width)
