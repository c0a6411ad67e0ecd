"""What can be filtered by, kind by kind: names with counts that follow the other filters, included and excluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from store.filters import Choice, Facet, Kind, Query, matching_words
from tui.cells import cell_len, fit, pad
from tui.keys import bindings, localize
from tui.messages import Messages, number
from tui.sections import Item, Sections
from tui.spans import Span, pieces_of
from tui.view import View
from tui.widgets.chips import facet_name
from tui.widgets.sheet import Drawn, Piece

_LOW = 20  # a list of fewer lines is a low one


class FilterList(Drawn, can_focus=True, inherit_bindings=False):
    """The facets, kind by kind, with a cursor; a kind can be folded."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("filters.include", "filters.exclude", "filters.close", "filters.match", "filters.unfold", "filters.fold"),
        *("filters.narrow", "filters.up", "filters.down", "filters.page_up", "filters.page_down"),
        *("filters.first", "filters.last"),
    )

    @dataclass
    class Changed(Message):
        """The reader wants other filters."""

        query: Query
        typing: str = ""
        """The box it is typed into, letter by letter."""

    class Closed(Message):
        """The reader is done with the filters."""

    class Narrow(Message):
        """The reader wants to type."""

    def __init__(self, messages: Messages, *, only: frozenset[Facet] | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.sections = Sections(messages, only)
        """What is listed."""
        self.view: View | None = None
        """What is shown."""
        self.cursor = 0
        """The line the cursor is on."""
        self._items: list[Item] = []
        self._low = False
        localize(self, messages)

    @property
    def needle(self) -> str:
        """What the list is narrowed to."""
        return self.sections.needle

    # -- what is listed ----------------------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Counts again; the cursor stays on what it is on, and where it is on the screen."""
        self.view = view
        before, row = self.item, self.cursor - self.scroll_target_y
        self._low = self.scrollable_content_region.height < _LOW
        self._items = self.sections.lines(view, self._low)
        self.cursor = self._line_of(before)
        self.set_lines(len(self._items))
        if before is not None and self.cursor - row != self.scroll_target_y:
            self.scroll_to(y=max(0, self.cursor - row), animate=False, force=True)
        self._follow()
        self.refresh()

    def anew(self, view: View) -> None:
        """The reader comes back: the order is that of the counts of now."""
        self.sections.anew()
        self._items, self.cursor = [], 0
        self.show(view)
        self.scroll_to(y=0, animate=False, force=True)

    def narrow(self, needle: str) -> None:
        """Lists only what holds every word of `needle`, of whatever kind."""
        self.sections.needle = needle
        if self.view is not None:
            self.anew(self.view)

    @property
    def item(self) -> Item | None:
        """What the cursor is on."""
        return self._items[self.cursor] if self.cursor < len(self._items) else None

    def _line_of(self, item: Item | None) -> int:
        """Where an item is now, or what is nearest to where it was."""
        if item is None:
            return self._first()
        for line, other in enumerate(self._items):
            if item.is_same(other):
                return line
        return max(0, min(self.cursor, len(self._items) - 1))

    def _first(self) -> int:
        return next((line for line, item in enumerate(self._items) if item.choice is not None), 0)

    def _heading_of(self, line: int) -> int:
        while line > 0 and not self._items[line].is_heading:
            line -= 1
        return line

    @property
    def cursor_line(self) -> int:
        """The line of what the cursor is on."""
        return self.cursor - self.scroll_offset.y

    def _follow(self) -> None:
        height = self.scrollable_content_region.height
        top = self.scroll_target_y
        # The heading above the first facet of a kind comes along.
        if self.cursor - 1 < top:
            self.scroll_to(y=max(0, self.cursor - 1), animate=False, force=True)
        elif self.cursor >= top + height > 0:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    def on_resize(self, _event: events.Resize) -> None:
        """A low list lists fewer of each kind."""
        if self.view is not None and (not self._items or self._low != (self.scrollable_content_region.height < _LOW)):
            self.show(self.view)
        else:
            self._follow()

    # -- drawing -----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """A heading, a facet with its box and count, or "more"."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        if self.view is not None and not self._items and row == 1:
            return self.strip([Piece(f"  {fit(self.messages('no_filter'), width - 3)}", "dim")], width)
        if self.view is None or row >= len(self._items):
            return self.strip((), width)
        item = self._items[row]
        on = row == self.cursor
        # Where the keys are in the box above, enter still includes what the cursor is on.
        base = ("cursor" if self.has_focus else "hover") if on else ""
        edge = Piece("▌" if on else " ", "accent")
        if item.choice is not None:
            return self.strip([edge, *self._facet(self.view, item.choice, width)], width, base)
        if item.more:
            text = f"   … {self.messages.count('n.more', item.more)}"
            return self.strip([edge, Piece(pad(text, width - 1), "dim")], width, base)
        return self.strip([edge, *self._heading(item, width)], width, base)

    def _heading(self, item: Item, width: int) -> list[Piece]:
        fold_sign = "▸ " if item.kind in self.sections.folded and not self.needle else "▾ "
        title, total = self.messages(f"kind.{item.kind}"), f" {number(item.total, self.messages.lang)}"
        label = self._match_label(item, width)
        room = width - 1 - cell_len(fold_sign) - cell_len(total) - (cell_len(label) + 2 if label else 1)
        title = fit(title, room)
        gap = " " * max(0, room - cell_len(title) + 1)
        return [
            Piece(fold_sign, "dim"),
            Piece(title, "heading"),
            Piece(total, "dim"),
            *([Piece(gap), Piece(label, "key")] if label else []),
        ]

    def _match_label(self, item: Item, width: int) -> str:
        """Whether all or any are wanted, where that makes a difference; a click on it changes it."""
        if not item.matching or self.view is None:
            return ""
        which = "match.any" if item.kind in self.view.query.any_of else "match.all"
        taken = cell_len(self.messages(f"kind.{item.kind}")) + 10
        long, short = self.messages(which), self.messages(f"{which}_short")
        return long if taken + cell_len(long) <= width else short

    def _facet(self, view: View, choice: Choice, width: int) -> list[Piece]:
        facet, query = choice.facet, view.query
        box, box_role, role = "□", "dim", "text"
        if facet in query.include:
            box, box_role, role = "■", "accent", "strong"
        elif facet in query.exclude:
            box, box_role, role = "⊘", "conflict", "exclude"
        elif not choice.events:
            role = "dim"
        count = number(choice.events, self.messages.lang).rjust(self.sections.count_width)
        room = max(1, width - 6 - cell_len(count))
        name = pad(facet_name(view, facet, self.messages), room)
        found = [Span(*span, "match") for span in matching_words(name, self.needle)] if self.needle else []
        return [
            Piece(" "),
            Piece(box, box_role),
            Piece(" "),
            *pieces_of(name, 0, len(name), found, role),
            Piece(f" {count} ", "dim"),
        ]

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many lines; up from the first it goes into the box."""
        line = self.cursor + by
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
        self.cursor = max(0, min(line, len(self._items) - 1))
        self._follow()
        self.refresh()

    def action_include(self) -> None:
        """Includes the facet, or no longer; opens the rest of a kind; folds or unfolds one."""
        item = self.item
        if item is None or self.view is None:
            return
        if item.choice is not None:
            self._change(item.kind, self.view.query.including(item.choice.facet))
        elif item.more:
            self.sections.opened.add(item.kind)
            self.show(self.view)
        else:
            self._fold(item.kind, item.kind not in self.sections.folded)

    def action_exclude(self) -> None:
        """Excludes the facet, or no longer."""
        if self.item is not None and self.item.choice is not None and self.view is not None:
            self._change(self.item.kind, self.view.query.excluding(self.item.choice.facet))

    def action_match(self) -> None:
        """All or any of several of the kind the cursor is in."""
        if self.view is not None and self.item is not None:
            self._change(self.item.kind, self.view.query.matching(self.item.kind))

    def _change(self, kind: Kind, query: Query) -> None:
        self.sections.steady = kind
        self.post_message(self.Changed(query))

    def action_fold(self) -> None:
        """To the heading of the kind; there it is folded, and from a folded one to the heading before."""
        if not self._items:
            return
        heading = self._heading_of(self.cursor)
        if heading != self.cursor:
            self._go(heading)
        elif self._items[heading].kind not in self.sections.folded and not self.needle:
            self._fold(self._items[heading].kind, True)
        else:
            self._go(self._heading_of(max(0, heading - 1)))

    def action_unfold(self) -> None:
        """Unfolds the kind; from one that is unfolded to the next heading."""
        item = self.item
        if item is None:
            return
        if item.is_heading and item.kind in self.sections.folded and not self.needle:
            self._fold(item.kind, False)
            return
        after = range(self.cursor + 1, len(self._items))
        self._go(next((line for line in after if self._items[line].is_heading), self.cursor))

    def _fold(self, kind: Kind, folded: bool) -> None:
        (self.sections.folded.add if folded else self.sections.folded.discard)(kind)
        if self.view is not None:
            self.show(self.view)

    def action_narrow(self) -> None:
        """To the box that narrows the list."""
        self.post_message(self.Narrow())

    def action_close(self) -> None:
        """Done with the filters."""
        self.post_message(self.Closed())

    # -- mouse -------------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click includes a facet, or no longer; with ctrl or shift it excludes it.

        On the box it goes round: included, excluded, neither.
        """
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self._items) or self.view is None:
            return
        item, query, width = self._items[row], self.view.query, self.scrollable_content_region.width
        self.cursor = row
        facet = item.choice.facet if item.choice is not None else None
        label = self._match_label(item, width)
        on_box = facet in query.include and event.x <= 3
        if item.is_heading and label and event.x >= width - cell_len(label) - 1:
            self.action_match()
        elif on_box or facet in query.exclude or event.ctrl or event.shift or event.button == 3:
            self.action_exclude()
        else:
            self.action_include()
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """A name that is cut is told in full."""
        row = event.y + self.scroll_offset.y
        item = self._items[row] if 0 <= row < len(self._items) else None
        tip = None
        if item is not None and item.choice is not None and self.view is not None:
            name = facet_name(self.view, item.choice.facet, self.messages)
            room = self.scrollable_content_region.width - 6 - self.sections.count_width
            tip = Content(name) if cell_len(name) > room else None  # no markup is read
        if str(self.tooltip or "") != str(tip or ""):
            self.tooltip = tip

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The cursor looks different without the focus."""
        super().watch_has_focus(_has_focus)
        self.refresh()
