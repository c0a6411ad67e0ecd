"""The box to search in, above the keys."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input

from tui.messages import Messages


class SearchBox(Input):
    """Searches with each letter; enter keeps the search, escape ends it."""

    class Cancelled(Message):
        """The reader does not want to search any more."""

    def __init__(self, messages: Messages, text: str) -> None:
        super().__init__(text, placeholder=f"⌕ {messages('search_placeholder')}", id="search", compact=True)

    def on_mount(self) -> None:
        """Takes the keys at once."""
        self.focus()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Cancelled())
            return
        if event.key in ("down", "up", "tab"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self, self.value))
            return
        await super()._on_key(event)
