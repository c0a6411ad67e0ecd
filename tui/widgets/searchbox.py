"""The box to search in, above the keys."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from store.text import printable
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

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines are pasted as one, where Textual's own box would keep the first alone."""
        event.prevent_default()
        event.stop()
        text = printable(event.text)
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)

    def action_cancel(self) -> None:
        """No search."""
        self.post_message(self.Cancelled())
