"""The box to search in, above the keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from tui.keys import bindings, localize
from tui.messages import Messages


class SearchBox(Input):
    """Searches with each letter; enter keeps the search, escape ends it."""

    BINDINGS: ClassVar[list[Binding]] = bindings("search.keep", "search.end")  # type: ignore[assignment]

    class Cancelled(Message):
        """The reader does not want to search any more."""

    def __init__(self, messages: Messages, text: str) -> None:
        super().__init__(text, placeholder=f"⌕ {messages('search_placeholder')}", id="search", compact=True)
        localize(self, messages)

    def on_mount(self) -> None:
        """Takes the keys at once."""
        self.focus()

    def action_cancel(self) -> None:
        """No search."""
        self.post_message(self.Cancelled())
