"""Selecting events of a timeline: one, a range, all that are shown; what shares a row is selected together."""

from __future__ import annotations

from tui.messages import Messages
from tui.rows import Rows
from tui.view import View
from tui.widgets.sheet import Drawn


class Picking(Drawn):
    """Rows of events with a cursor, of which some are selected."""

    messages: Messages
    view: View | None
    rows: Rows
    cursor: int
    range_from: int | None

    @property
    def position(self) -> int | None:
        """The position of the event under the cursor."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many rows of events."""
        raise NotImplementedError

    def _selection_changed(self) -> None:
        """Draws it, and says so."""
        raise NotImplementedError

    def action_select(self) -> None:
        """Selects the event under the cursor, or no longer."""
        if self.view is None or self.position is None:
            return
        fold = self.rows.fold_of(self.cursor)
        here = {self.position} if fold is None else set(self.view.shown[fold.start : fold.end])
        if here <= self.view.selected:
            self.view.selected -= here
        else:
            self.view.selected |= here
        self.range_from = None
        self._selection_changed()

    def action_extend(self, by: int) -> None:
        """Selects from where the cursor is to where it goes."""
        if self.view is None or not self.view.shown:
            return
        start = self.cursor
        kept, self.range_from = self.range_from, None
        self.action_move(by)
        self._select_between(start, self.cursor)
        self.range_from = kept

    def action_range(self) -> None:
        """Begins a range that follows the cursor, or ends it."""
        if self.view is None or not self.view.shown:
            return
        if self.range_from is not None:
            self.range_from = None
        else:
            self.range_from = self.cursor
            self._select_between(self.cursor, self.cursor)
            self.app.notify(self.messages("range.on"), timeout=3, markup=False)

    def action_select_all(self) -> None:
        """Selects all events shown; none where all are selected."""
        if self.view is None:
            return
        shown = set(self.view.shown)
        if shown <= self.view.selected:
            self.view.selected -= shown
        else:
            self.view.selected |= shown
        self._selection_changed()

    def _select_between(self, one: int, other: int) -> None:
        assert self.view is not None
        first, last = sorted((one, other))
        # What shares a row is selected together.
        start, end = self.rows.fold_of(first), self.rows.fold_of(last)
        first, last = start.start if start else first, end.end if end else last + 1
        self.view.selected.update(self.view.shown[first:last])
        self._selection_changed()
