"""What the main screen does with filters and search: the panel, the chips, the box, and stepping from hit to hit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import Screen

from store.filters import Facet, Query
from tui.keys import bindings
from tui.messages import Messages
from tui.view import View
from tui.widgets.chips import Chips
from tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui.widgets.filters import FilterList, Filters


class Filtering(Screen[None]):
    """A screen with a timeline whose events are filtered and searched."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        "main.filters", "main.search", "main.next_hit", "main.previous_hit", "main.hide_others", "main.clear"
    )

    messages: Messages
    view: View | None
    """What is shown; None until the data has come."""

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        return self.query_one("#timeline", Timeline)

    def refreshed(self, kept: int | None) -> None:
        """Everything that depends on what is shown is drawn again; the cursor goes to the position `kept`."""
        raise NotImplementedError

    def apply(self, query: Query) -> None:
        """Puts other filters in force; the cursor stays where it can."""
        view = self.view
        if view is None:
            return
        kept = self.timeline.position
        view.set_query(query)
        self.refreshed(kept)

    def _filters(self) -> Filters | None:
        for found in self.query("#filters"):
            return found  # type: ignore[return-value]
        return None

    # -- filters -----------------------------------------------------------------------------------------------------

    def action_filters(self) -> None:
        """Opens the filters, or goes to them; closes them where the focus is in them."""
        if self.view is None:
            return
        filters = self._filters()
        if filters is None:
            from tui.widgets.filters import Filters

            filters = Filters(self.messages, id="filters")
            self.query_one("#body").mount(filters, before=0)
            self.add_class("-filtering")
            filters.show(self.view)
            self.call_after_refresh(filters.narrow)
        elif filters.display:
            self._close_filters()
        else:
            filters.display = True
            self.add_class("-filtering")
            filters.show(self.view)
            filters.narrow()

    def _close_filters(self) -> None:
        filters = self._filters()
        if filters is not None:
            filters.display = False
        self.remove_class("-filtering")
        self.timeline.focus()

    def on_filter_list_changed(self, event: FilterList.Changed) -> None:
        """Puts the filters in force."""
        self.apply(event.query)

    def on_filter_list_closed(self) -> None:
        """Closes the filters."""
        self._close_filters()

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """Removes a filter."""
        if self.view is None:
            return
        query = self.view.query
        if isinstance(event.what, Facet):
            self.apply(query.without(event.what))
        elif event.what == "text":
            self._end_search()
        elif event.what == "dates":
            self._clear_dates()
            self.apply(replace(self.view.query, first=None, last=None))
        else:
            self.action_clear()

    def _clear_dates(self) -> None:
        filters = self._filters()
        if filters is not None:
            filters.clear_dates()

    def action_clear(self) -> None:
        """No filters and no search."""
        if self.view is None or not self.view.query:
            return
        self._clear_dates()
        self._close_search()
        self.apply(self.view.query.cleared())

    # -- search ------------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Opens the box to search."""
        if self.view is None:
            return
        from tui.widgets.searchbox import SearchBox

        for box in self.query(SearchBox):
            box.focus()
            return
        self.mount(SearchBox(self.messages, self.view.query.text), before="#keys")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter searches."""
        if event.input.id == "search" and self.view is not None and event.value != self.view.query.text:
            self.apply(replace(self.view.query, text=event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The search stands; the keys go back to the timeline, on the first hit from where the cursor is."""
        if event.input.id != "search" or self.view is None:
            return
        self._close_search()
        position = self.timeline.position
        if self.view.query.text.strip() and position is not None and not self.view.is_hit(position):
            self.action_hit(1)

    def on_search_box_cancelled(self) -> None:
        """No search."""
        self._end_search()

    def _close_search(self) -> None:
        from tui.widgets.searchbox import SearchBox

        self.query(SearchBox).remove()
        self.timeline.focus()

    def _end_search(self) -> None:
        self._close_search()
        if self.view is not None and self.view.query.text:
            self.apply(replace(self.view.query, text=""))

    def action_hit(self, direction: int) -> None:
        """Goes to the next (1) or previous (-1) hit, round the ends."""
        view = self.view
        if view is None:
            return
        if not view.query.text.strip():
            self.app.notify(self.messages("no_search"), markup=False)
            return
        shown = set(view.shown)
        hits = [position for position in view.hit_positions if position in shown]
        if not hits:
            self.app.notify(self.messages("no_hit", text=view.query.text), markup=False)
            return
        at = self.timeline.position
        at = -1 if at is None else at
        if direction > 0:
            goal = next((position for position in hits if position > at), hits[0])
        else:
            goal = next((position for position in reversed(hits) if position < at), hits[-1])
        self.timeline.go_to_position(goal)

    def action_hide_others(self) -> None:
        """Whether a search hides what it did not find."""
        if self.view is None:
            return
        self.view.hide_others = not self.view.hide_others
        self.apply(self.view.query)
        self.app.notify(
            self.messages("others.hidden" if self.view.hide_others else "others.shown"), timeout=2, markup=False
        )
