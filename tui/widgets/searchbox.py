"""The box to search in, above the keys, with the number of its hits and whether the others are hidden."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from store.text import printable
from tui.cells import cell_len
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.plain import sign
from tui.widgets.bar import Bar
from tui.widgets.chips import hits
from tui.widgets.sheet import Piece

_ROOMY = 46  # from so many columns on the choice is told in more words


class SearchBox(Input):
    """Searches with each letter; enter keeps the search, escape ends it."""

    BINDINGS: ClassVar[list[Binding]] = bindings("search.keep", "search.hide", "search.end")  # type: ignore[assignment]

    class Cancelled(Message):
        """The reader does not want to search any more."""

    def __init__(self, messages: Messages, text: str) -> None:
        super().__init__(
            text, placeholder=f"{sign(messages, 'search')} {messages('search_placeholder')}", id="search", compact=True
        )
        localize(self, messages)

    def on_mount(self) -> None:
        """Takes the keys at once."""
        self.focus()

    def _watch_value(self, value: str) -> None:
        # Another size of the text would call for a new layout of the screen, in which nothing moves.
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))
        super()._watch_value(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines are pasted as one, where Textual's own box would keep the first alone."""
        event.prevent_default()
        event.stop()
        text = printable(event.text)
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)

    async def action_hide_others(self) -> None:
        """Hides what is not found, or only marks what is."""
        await self.screen.run_action("hide_others")

    def action_cancel(self) -> None:
        """No search."""
        self.post_message(self.Cancelled())


class SearchState(Bar):
    """The hits, and whether the events without one are hidden; clicks step and choose."""

    place: tuple[int | None, int] | None = None
    """The number of the hit under the cursor and of all; None while nothing is searched for."""
    hidden = True
    """Whether events without a hit are hidden."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(messages, id="search-state")
        self._targets: list[tuple[int, int, str]] = []

    def show(self, place: tuple[int | None, int] | None, hidden: bool) -> None:
        """Tells other hits."""
        self.place, self.hidden = place, hidden
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        """The choice between hiding and marking, then the hits between two arrows, at the right."""
        say = self.messages
        self._targets = []
        hide, mark = ("●", "○") if self.hidden else ("○", "●")
        size = "" if width >= _ROOMY else "_short"
        parts: list[tuple[str, str, str | None]] = [
            (f"{hide} {say(f'search.hide{size}')}", "text" if self.hidden else "dim", "hide_others"),
            ("  ", "text", None),
            (f"{mark} {say(f'search.mark{size}')}", "dim" if self.hidden else "text", "hide_others"),
        ]
        if self.place is not None:
            role = "strong" if self.place[1] else "conflict"
            parts += [("  ", "text", None), ("‹ ", "key", "hit(-1)"), (hits(self.place, say), role, None)]
            parts.append((" ›", "key", "hit(1)"))
        at = max(1, width - sum(cell_len(text) for text, _, _ in parts) - 1)
        found = [Piece(" " * at)]
        for text, role, action in parts:
            if action is not None:
                self._targets.append((at, at + cell_len(text), action))
            found.append(Piece(text, role))
            at += cell_len(text)
        return found

    async def on_click(self, event: events.Click) -> None:
        """Chooses, or steps from hit to hit."""
        for start, end, action in self._targets:
            if start <= event.x < end:
                await self.screen.run_action(action)
                return


class Search(Horizontal):
    """The box and what it has found."""

    def __init__(self, messages: Messages, text: str) -> None:
        super().__init__(id="search-row")
        self.messages = messages
        self._text = text

    def compose(self) -> ComposeResult:
        """Box, state."""
        yield SearchBox(self.messages, self._text)
        yield SearchState(self.messages)

    def focus_box(self) -> None:
        """The keys go to the box; one that is still being made takes them by itself."""
        for box in self.query(SearchBox):
            box.focus()

    def tell(self, place: tuple[int | None, int] | None, hidden: bool) -> None:
        """The place among the hits, and whether what is none is hidden."""
        for state in self.query(SearchState):
            state.show(place, hidden)

    def rewrite(self, text: str) -> None:
        """Something else is searched for than was typed."""
        for box in self.query(SearchBox):
            if box.value != text:
                with box.prevent(Input.Changed):
                    box.value = text
