"""A question with some options, one of them taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from tui.cells import cell_len, fit, pad
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.plain import sign
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece

_LABEL = 12
_BETWEEN = 3


class Choice(Bar, can_focus=True):
    """A label and its options, on as many lines as they need: arrows, space or a click take another."""

    BINDINGS: ClassVar[list[Binding]] = bindings("export.next_option", "export.previous_option")  # type: ignore[assignment]

    class Changed(Message):
        """Another option is taken."""

    def __init__(self, messages: Messages, label: str, options: Sequence[tuple[str, str]], taken: str, id: str) -> None:
        super().__init__(messages, id=id)
        self.label = label
        """What is asked."""
        self.options = options
        """Value and text of each option."""
        self.value = taken if taken in dict(options) else options[0][0]
        """The value of the option that is taken."""
        self._targets: list[tuple[int, int, int, str]] = []
        localize(self, messages)

    def _lines(self, width: int) -> list[list[Piece]]:
        """The lines, the option taken marked by a filled circle; and where each option stands, for the mouse."""
        self._targets = []
        lines = [[Piece(" " + pad(self.label, _LABEL - 1), "dim")]]
        used = _LABEL
        for value, text in self.options:
            on = value == self.value
            shown = fit(f"{sign(self.messages, 'taken' if on else 'not_taken')} {text}", width - _LABEL)
            size = cell_len(shown)
            if used > _LABEL and used + size > width:
                lines.append([Piece(" " * _LABEL)])
                used = _LABEL
            role = ("key" if self.has_focus else "strong") if on else "text"
            lines[-1] += [Piece(shown, role), Piece(" " * _BETWEEN)]
            self._targets.append((len(lines) - 1, used, used + size + _BETWEEN, value))
            used += size + _BETWEEN
        return lines

    def pieces(self, width: int) -> list[Piece]:
        """The first line."""
        return self._lines(width)[0]

    def render_line(self, y: int) -> Strip:
        """A line."""
        width = self.size.width
        lines = self._lines(width)
        return self.strip(lines[y] if y < len(lines) else (), width)

    def on_resize(self, event: events.Resize) -> None:
        """Takes as many lines as it needs."""
        lines = len(self._lines(event.size.width))
        if lines != event.size.height:
            self.styles.height = lines

    def action_turn(self, by: int) -> None:
        """Takes the next or previous option."""
        values = [value for value, _ in self.options]
        self._take(values[(values.index(self.value) + by) % len(values)])

    def _take(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Takes the option that was clicked."""
        for row, start, end, value in self._targets:
            if event.y == row and start <= event.x < end:
                self._take(value)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The focus is seen."""
        super().watch_has_focus(_has_focus)
        self.refresh()
