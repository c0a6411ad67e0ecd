"""The filters: facets with counts that follow the other filters, a box that narrows the list, and dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from store import edtf
from store.filters import KINDS, Choice, Facet, Kind, Query
from store.text import fold
from tui.cells import cell_len, fit, pad
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.chips import facet_name
from tui.widgets.sheet import Drawn, Piece

_FEW = 7  # so many of a kind are listed before "more" has to be asked for


@dataclass(frozen=True)
class _Item:
    """One line of the list: a kind's heading, a facet, or "more" of a kind."""

    kind: Kind
    choice: Choice | None = None
    more: int = 0
    matching: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether the cursor passes over it."""
        return self.choice is None and not self.more


class FilterList(Drawn, can_focus=True, inherit_bindings=False):
    """The facets, kind by kind, with a cursor."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("filters.include", "filters.exclude", "filters.match", "filters.narrow", "filters.close"),
        *("filters.up", "filters.down", "filters.page_up", "filters.page_down", "filters.first", "filters.last"),
    )

    @dataclass
    class Changed(Message):
        """The reader wants other filters."""

        query: Query

    class Closed(Message):
        """The reader is done with the filters."""

    class Narrow(Message):
        """The reader wants to type."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view: View | None = None
        """What is shown."""
        self.needle = ""
        """What the list is narrowed to."""
        self.cursor = 0
        """The line the cursor is on."""
        self._items: list[_Item] = []
        self._open: set[Kind] = set()
        localize(self, messages)

    def show(self, view: View) -> None:
        """Counts again."""
        self.view = view
        wanted = fold(self.needle)
        items: list[_Item] = []
        for kind in KINDS:
            choices = view.index.choices(kind, view.query)
            if kind == "language" and len(choices) < 2:
                continue
            if wanted:
                choices = [c for c in choices if wanted in fold(facet_name(view, c.facet, self.messages))]
            chosen = view.query.include | view.query.exclude
            if kind == "mark":
                choices = [c for c in choices if c.events or c.facet in chosen]
            if not choices:
                continue
            several = sum(1 for facet in view.query.include if facet.kind == kind) > 1
            items.append(_Item(kind, matching=several or kind in view.query.any_of))
            few = choices if wanted or kind in self._open or len(choices) <= _FEW + 1 else choices[:_FEW]
            few = few + [c for c in choices[len(few) :] if c.facet in chosen]
            items.extend(_Item(kind, choice) for choice in few)
            if len(few) < len(choices):
                items.append(_Item(kind, more=len(choices) - len(few)))
        kept = self.item.choice.facet if self.item and self.item.choice else None
        self._items = items
        if kept is not None:
            for number, item in enumerate(items):
                if item.choice and item.choice.facet == kept:
                    self.cursor = number
        self.cursor = self._nearest(self.cursor)
        self.virtual_size = Size(0, len(items))
        self._follow()
        self.refresh()

    @property
    def item(self) -> _Item | None:
        """What the cursor is on."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    def _nearest(self, line: int) -> int:
        """The line nearest to `line` that the cursor can stand on."""
        last = len(self._items) - 1
        line = max(0, min(line, last))
        candidates = (*range(line, last + 1), *range(line, -1, -1))
        return next((n for n in candidates if self._items and not self._items[n].is_heading), 0)

    def _follow(self) -> None:
        height = self.scrollable_content_region.height
        top = self.scroll_target_y
        # The heading above the first facet of a kind comes along.
        if self.cursor - 1 < top:
            self.scroll_to(y=max(0, self.cursor - 1), animate=False, force=True)
        elif self.cursor >= top + height > 0:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """A heading, a facet with its box and count, or "more"."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if self.view is not None and not self._items and row == 1:
            return self.strip([Piece(f" {fit(self.messages('no_filter'), width - 2)}", "dim")], width)
        if self.view is None or row >= len(self._items):
            return self.strip((), width)
        item = self._items[row]
        on = row == self.cursor and self.has_focus
        if item.choice is None:
            if item.more:
                text = f"     … {self.messages.count('n.more', item.more)}"
                return self.strip([Piece(pad(text, width), "dim")], width, "cursor" if on else "")
            heading = self.messages(f"kind.{item.kind}")
            hint = (
                self.messages("match.any" if item.kind in self.view.query.any_of else "match.all")
                if item.matching
                else ""
            )
            return self.strip([Piece(f" {heading}", "heading"), Piece(f"  {hint}" if hint else "", "dim")], width)
        facet, query = item.choice.facet, self.view.query
        box, role = ("■", "accent") if facet in query.include else ("□", "dim")
        if facet in query.exclude:
            box, role = "⊘", "conflict"
        count = str(item.choice.events)
        room = width - 6 - cell_len(count)
        name = fit(facet_name(self.view, facet, self.messages), room)
        name_role = "exclude" if facet in query.exclude else "strong" if facet in query.include else "text"
        if not item.choice.events and facet not in query.include:
            name_role = "dim"
        gap = " " * (room - cell_len(name))
        pieces = [Piece("  "), Piece(box, role), Piece(" "), Piece(name, name_role), Piece(f"{gap} {count} ", "dim")]
        return self.strip(pieces, width, "cursor" if on else "")

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many lines, over headings."""
        line = self.cursor + by
        while 0 <= line < len(self._items) and self._items[line].is_heading:
            line += 1 if by > 0 else -1
        if line < 0:
            self.scroll_to(y=0, animate=False)
            self.post_message(self.Narrow())
            return
        self._go(line)

    def action_page(self, by: int) -> None:
        """Moves the cursor by so many pages."""
        self._go(self.cursor + by * max(1, self.size.height - 1))

    def action_go_to(self, line: int) -> None:
        """Moves the cursor to the first (0) or last (-1) line."""
        self._go(line if line >= 0 else len(self._items) + line)

    def _go(self, line: int) -> None:
        self.cursor = self._nearest(line)
        self._follow()
        self.refresh()

    def action_include(self) -> None:
        """Includes the facet, or no longer; opens the rest of a kind."""
        item = self.item
        if item is None or self.view is None:
            return
        if item.choice is not None:
            self.post_message(self.Changed(self.view.query.including(item.choice.facet)))
        elif item.more:
            self._open.add(item.kind)
            self.show(self.view)

    def action_exclude(self) -> None:
        """Excludes the facet, or no longer."""
        if self.item is not None and self.item.choice is not None and self.view is not None:
            self.post_message(self.Changed(self.view.query.excluding(self.item.choice.facet)))

    def action_match(self) -> None:
        """All or any of several of one kind."""
        if self.view is not None and self.item is not None:
            self.post_message(self.Changed(self.view.query.matching(self.item.kind)))

    def action_narrow(self) -> None:
        """To the box that narrows the list."""
        self.post_message(self.Narrow())

    def action_close(self) -> None:
        """Done with the filters."""
        self.post_message(self.Closed())

    def on_click(self, event: events.Click) -> None:
        """A click includes a facet, with ctrl or shift it excludes it."""
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self._items):
            return
        if self._items[row].is_heading:
            if self._items[row].matching and self.view is not None:
                self.post_message(self.Changed(self.view.query.matching(self._items[row].kind)))
            return
        self.cursor = row
        if event.ctrl or event.shift or event.button == 3:
            self.action_exclude()
        else:
            self.action_include()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The cursor is seen with the focus only."""
        super().watch_has_focus(_has_focus)
        self.refresh()


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
    """The panel: the box, the list, and two boxes for dates."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.list = FilterList(messages, id="filter-list")
        """The facets."""

    def compose(self) -> ComposeResult:
        """Box, list, dates."""
        say = self.messages
        yield NarrowInput(say, self.list)
        yield self.list
        yield Input(placeholder=say("from_placeholder"), id="date-from", compact=True, classes="date")
        yield Input(placeholder=say("to_placeholder"), id="date-to", compact=True, classes="date")

    def show(self, view: View) -> None:
        """Counts again."""
        self.list.show(view)

    def narrow(self) -> None:
        """Puts the focus into the box."""
        self.query_one(NarrowInput).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrows the list, or sets a date once it is one."""
        event.stop()
        view = self.list.view
        if view is None:
            return
        if event.input.id == "narrow":
            self.list.needle = event.value
            self.list.cursor = 0
            self.list.show(view)
            return
        value = event.value.strip()
        good = not value or edtf.is_valid(value)
        event.input.set_class(not good, "bad")
        if good:
            name = "first" if event.input.id == "date-from" else "last"
            query = view.query
            query = replace(query, first=value or None) if name == "first" else replace(query, last=value or None)
            if query != view.query:
                self.post_message(FilterList.Changed(query))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A date is done; one that is none says so."""
        event.stop()
        if event.input.has_class("bad"):
            self.app.notify(self.messages("bad_date"), severity="warning", markup=False)
        else:
            self.list.focus()

    def on_filter_list_narrow(self, event: FilterList.Narrow) -> None:
        """To the box."""
        event.stop()
        self.narrow()

    def clear_dates(self) -> None:
        """Empties the boxes for dates."""
        for box in self.query(Input):
            if box.has_class("date"):
                box.value = ""


__all__ = ["Facet", "FilterList", "Filters"]
