"""A list of lines of which one is picked: by arrows and enter, or by a click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from tui.cells import fit
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.widgets.sheet import Line, Piece, Sheet


class Pick(NamedTuple):
    """One line: what it stands for, what it says, and what stands weaker behind it."""

    value: str
    text: str
    more: str = ""
    role: str = "text"


class PickList(Sheet, inherit_bindings=False):
    """Lines with a cursor."""

    BINDINGS: ClassVar[list[Binding]] = bindings(
        "pick.up", "pick.down", "pick.first", "pick.last", "pick.choose", "pick.back"
    )

    class Picked(Message):
        """A line was picked."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, messages: Messages, picks: Sequence[Pick], *, at: int = 0, id: str | None = None) -> None:
        super().__init__(id=id)
        self.picks = picks
        """What there is to pick from."""
        self.at = max(0, min(at, len(picks) - 1))
        """The number of the line under the cursor."""
        localize(self, messages)

    def lay_out(self, width: int) -> Iterable[Line]:
        """A line for each."""
        lines = []
        for number, pick in enumerate(self.picks):
            text = fit(pick.text, width - 4)
            more = fit(pick.more, max(0, width - len(text) - 7)) if pick.more else ""
            sign = "›" if number == self.at else " "
            lines.append([Piece(f" {sign} ", "key"), Piece(text, pick.role), Piece(f"  {more}" if more else "", "dim")])
        return lines

    def render_line(self, y: int) -> Strip:
        """The line under the cursor stands out."""
        number = y + self.scroll_offset.y
        if 0 <= number < len(self._lines):
            return self.strip(self._lines[number], self.size.width, "cursor" if number == self.at else "")
        return self.strip((), self.size.width)

    @property
    def cursor_line(self) -> int:
        """The line, from the top of the widget, with the cursor."""
        return self.at - self.scroll_offset.y

    def go_to(self, number: int) -> None:
        """Puts the cursor on a line."""
        self.at = max(0, min(number, len(self.picks) - 1))
        self.update()
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if self.at < top or self.at >= top + height:
            self.scroll_to(y=self.at if self.at < top else self.at - height + 1, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.go_to(self.at + by)

    def action_go_to(self, number: int) -> None:
        """To the first line (0) or the last (-1)."""
        self.go_to(number if number >= 0 else len(self.picks) - 1)

    def action_choose(self) -> None:
        """Picks the line under the cursor."""
        if self.picks:
            self.post_message(self.Picked(self.picks[self.at].value))

    async def action_back(self) -> None:
        """Nothing is picked."""
        await self.screen.run_action("back")

    def on_click(self, event: events.Click) -> None:
        """Picks the line that was clicked."""
        number = event.y + self.scroll_offset.y
        if 0 <= number < len(self.picks):
            self.at = number
            self.action_choose()
