"""The panel of filters: a box that narrows the list, the list, and two boxes for dates."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from store import edtf
from tui.cells import cell_len, wrap
from tui.dates import read
from tui.keys import bindings, localize
from tui.messages import Messages, number
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.facets import FilterList
from tui.widgets.sheet import Drawn, Piece

__all__ = ["FilterList", "Filters"]


class PanelTitle(Bar):
    """What the panel is, how much the filters leave, and a cross that closes it."""

    view: View | None = None
    """What is shown."""

    def pieces(self, width: int) -> list[Piece]:
        """Title, number of events, cross."""
        say, view = self.messages, self.view
        title = f" {say('group.filters')}"
        if view is None:
            return [Piece(title, "heading")]
        told = say("shown", shown=len(view.shown), all=say.count("n.events", view.total))
        if len(view.shown) == view.total:
            told = say.count("n.events", view.total)
        if cell_len(told) > width - cell_len(title) - 6:
            told = f"{number(len(view.shown), say.lang)} / {number(view.total, say.lang)}"
        gap = " " * max(1, width - cell_len(title) - 2 - cell_len(told) - 3)
        return [Piece(title, "heading"), Piece("  "), Piece(told, "dim"), Piece(gap), Piece("✕ ", "key")]

    def on_click(self, event: events.Click) -> None:
        """The cross closes the panel."""
        if event.x >= self.size.width - 3:
            self.post_message(FilterList.Closed())


class DateLabel(Bar):
    """The name of a box for a date; a click takes the date of the event under the cursor."""

    class Taken(Message):
        """The date of the event under the cursor is to be the first (or last) day."""

        def __init__(self, which: str) -> None:
            super().__init__()
            self.which = which

    def __init__(self, messages: Messages, which: str) -> None:
        super().__init__(messages)
        self._which = which

    def on_mount(self) -> None:
        """The tooltip says what a click does."""
        self.tooltip = Content(self.messages(f"tip.main.{'from' if self._which == 'first' else 'to'}_here"))

    def pieces(self, width: int) -> list[Piece]:
        """The label."""
        return [Piece(f" {self.messages(f'date.{self._which}')}", "dim"), Piece(" ↧", "key")]

    def on_click(self) -> None:
        """Takes the date of the event under the cursor."""
        self.post_message(self.Taken(self._which))


class NarrowInput(Input):
    """The box above the list: letters narrow it, arrows go into it; empty, it hands space and minus on."""

    BINDINGS: ClassVar[list[Binding]] = bindings("narrow.include", "narrow.list", "narrow.close")  # type: ignore[assignment]

    def __init__(self, messages: Messages, target: FilterList) -> None:
        super().__init__(placeholder=messages("narrow_placeholder"), id="narrow", compact=True)
        self._target = target
        localize(self, messages)

    async def _on_key(self, event: events.Key) -> None:
        actions = {"space": self._target.action_include, "minus": self._target.action_exclude}
        if not self.value and event.key in actions:
            event.stop()
            event.prevent_default()
            actions[event.key]()
        else:
            await super()._on_key(event)

    def action_include(self) -> None:
        """Includes what the list's cursor is on."""
        self._target.action_include()

    def action_list(self) -> None:
        """Into the list."""
        self._target.focus()

    def action_close(self) -> None:
        """Empties the box; closes the filters where it is empty."""
        if self.value:
            self.value = ""
        else:
            self._target.action_close()


class Filters(Vertical):
    """The panel: title, box, list, and two boxes for dates."""

    def __init__(self, messages: Messages, view: View, box: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self._begin = view, box
        self.list = FilterList(messages, id="filter-list")
        """The facets."""
        self._boxes = {
            "first": Input(placeholder=messages("from_placeholder"), id="date-from", compact=True, classes="date"),
            "last": Input(placeholder=messages("to_placeholder"), id="date-to", compact=True, classes="date"),
        }
        self._title = PanelTitle(messages, id="filters-title")
        self._fault = Fault(id="date-fault")

    def compose(self) -> ComposeResult:
        """Title, box, list, dates."""
        yield self._title
        yield NarrowInput(self.messages, self.list)
        yield self.list
        with Horizontal(id="dates"):
            for which, box in self._boxes.items():
                with Horizontal(classes="date-row"):
                    yield DateLabel(self.messages, which)
                    yield box
        yield self._fault

    def on_mount(self) -> None:
        """Open at once."""
        self.open(*self._begin)

    def show(self, view: View) -> None:
        """Counts again; the boxes for dates follow the filters in force, but not while they are typed into."""
        self.list.show(view)
        self._title.view = view
        self._title.refresh()
        for which, box in self._boxes.items():
            wanted = getattr(view.query, which) or ""
            if (read(box.value, self.messages.lang) or box.value.strip()) != wanted and not box.has_focus:
                with self.prevent(Input.Changed):
                    box.value = wanted
                box.remove_class("bad")
        self._check()

    def open(self, view: View, box: str) -> None:
        """The reader comes to the panel, into one of its boxes; the list is in the order of the counts of now."""
        self._begin = view, box
        for found in self.query(f"#{box}"):
            # While the panel is still being made there is none: it opens by itself when it stands.
            self.list.anew(view)
            self.show(view)
            found.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrows the list, or sets a date once it is one."""
        event.stop()
        view = self.list.view
        if view is None:
            return
        if event.input.id == "narrow":
            self.list.narrow(event.value)
            return
        value = event.value.strip()
        end = read(value, self.messages.lang)
        good = not value or end is not None
        event.input.set_class(not good, "bad")
        if good:
            first = event.input is self._boxes["first"]
            query = replace(view.query, first=end) if first else replace(view.query, last=end)
            if query != view.query:
                self.post_message(FilterList.Changed(query, "first" if first else "last"))
        self._check()

    def _check(self) -> None:
        """Says in words what is wrong with the dates."""
        first, last = (edtf.bounds(read(box.value, self.messages.lang)) for box in self._boxes.values())
        fault = ""
        if any(box.has_class("bad") for box in self._boxes.values()):
            fault = self.messages("bad_date")
        elif first is not None and last is not None and first.first > last.last:
            fault = self.messages("dates_reversed")
        self._fault.say(fault)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A date is done; what is none stays in the box until it is mended."""
        event.stop()
        if not event.input.has_class("bad"):
            self.list.focus()

    def on_filter_list_narrow(self, event: FilterList.Narrow) -> None:
        """To the box."""
        event.stop()
        self.query_one(NarrowInput).focus()


class Fault(Drawn):
    """What is wrong with a date, in words; not there where nothing is."""

    text = ""
    _lines: tuple[str, ...] = ()

    def say(self, text: str) -> None:
        """Shows `text`, or nothing."""
        if text != self.text:
            self.text = text
            self.display = bool(text)
            self.on_resize()

    def on_resize(self) -> None:
        """As high as the words need."""
        width = max(2, self.container_size.width - 2)
        self._lines = tuple(self.text[start:end] for start, end in wrap(self.text, width))
        self.styles.height = len(self._lines)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The words."""
        told = self._lines[y] if y < len(self._lines) else ""
        return self.strip([Piece(f" {told}", "conflict")], self.size.width)
