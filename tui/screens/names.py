"""What the event under the cursor can be found by: its names, sources and marks, to filter by one of them."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from store.filters import Query
from store.model import Event
from store.query import NEW, facets_of
from tui.cells import fit, line
from tui.keys import EVERYWHERE, bindings, localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.facets import FilterList
from tui.widgets.keybar import KeyBar
from tui.widgets.sheet import Piece

_FRAME = 5  # lines of the box that are not the list's


class NamesList(FilterList, inherit_bindings=False):
    """The facets of one event; the first choice is also the last."""

    BINDINGS: ClassVar[list[Binding]] = bindings(
        *("names.include", "names.exclude", "names.back"),
        *("filters.up", "filters.down", "filters.page_up", "filters.page_down", "filters.first", "filters.last"),
    )

    @property
    def height_wanted(self) -> int:
        """How many lines there are."""
        return len(self._items)

    def go_to_name(self, name: str) -> None:
        """Puts the cursor on the facet of that name, where there is one."""
        view = self.view
        if view is None:
            return
        for number, item in enumerate(self._items):
            if item.choice is not None and item.choice.name == name:
                self._go(number)
                return


class _Title(Bar):
    """Which event it is."""

    text = ""

    def pieces(self, width: int) -> list[Piece]:
        """The question, then the event's title."""
        question = f" {self.messages('names.title')}"
        return [Piece(question, "heading"), Piece(fit(f"  {self.text}", max(0, width - len(question) - 1)), "dim")]


class NamesScreen(ModalScreen[Query | None]):
    """A small menu; returns the query that was chosen, None where none was."""

    BINDINGS: ClassVar[list[Binding]] = bindings(*EVERYWHERE)  # type: ignore[assignment]

    def __init__(self, messages: Messages, view: View, event: Event, name: str | None = None) -> None:
        super().__init__()
        self.messages = messages
        self._view = view
        self._chosen = name
        self._title = _Title(messages)
        self._title.text = line(event.title)
        found = [*facets_of(event, view.lookup), *([NEW] if any(map(view.is_new, event.articles)) else [])]
        self._list = NamesList(messages, only=frozenset(found), id="names-list")
        localize(self, messages)

    def compose(self) -> ComposeResult:
        """Title, names, keys."""
        with Vertical(id="names"):
            yield self._title
            yield self._list
            yield KeyBar(self.messages, id="names-keys")

    def on_mount(self) -> None:
        """As high as the list is long."""
        self._list.show(self._view)
        self.query_one("#names").styles.height = self._list.height_wanted + _FRAME
        if self._chosen is not None:
            self._list.go_to_name(self._chosen)
        self._list.focus()

    def on_filter_list_changed(self, event: FilterList.Changed) -> None:
        """One choice is enough."""
        self._close(event.query)

    def on_filter_list_closed(self) -> None:
        """Nothing was chosen."""
        self._close(None)

    def _close(self, query: Query | None) -> None:
        # The second click of two comes when the menu is gone.
        if self.is_current:
            self.dismiss(query)

    def on_filter_list_narrow(self) -> None:
        """There is no box here to go up to."""

    def on_click(self, event: events.Click) -> None:
        """A click beside the menu closes it."""
        if self.is_current and self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self._close(None)
