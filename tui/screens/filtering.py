"""What the main screen does with filters and search: the panel, the chips, the box, and stepping from hit to hit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.screen import Screen

from store.filters import Facet, Query, positions
from store.query import NEW
from tui.keys import bindings
from tui.messages import Messages
from tui.view import View
from tui.widgets.chips import Chips
from tui.widgets.keybar import KeyBar
from tui.widgets.sparing import paint
from tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui.widgets.filters import DateLabel, FilterList, Filters
    from tui.widgets.searchbox import Search
    from tui.widgets.sources import Sources

_REMEMBERED = 200  # so many changes can be taken back


class Filtering(Screen[None]):
    """A screen with a timeline whose events are filtered and searched."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("main.filters", "main.search", "main.names", "main.next_hit", "main.previous_hit", "main.hide_others"),
        *("main.new", "main.clear", "main.undo", "main.redo", "main.chips", "main.from_here", "main.to_here"),
    )

    messages: Messages
    view: View | None = None
    """What is shown; None until the data has come."""
    _past: tuple[Query, ...] = ()
    _future: tuple[Query, ...] = ()
    _typing: str = ""
    _box: Search | None = None
    _hits: tuple[tuple[Query, str], Sequence[int]] | None = None

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        return self.query_one("#timeline", Timeline)

    def refreshed(self, kept: int | None) -> None:
        """Everything that depends on what is shown is drawn again; the cursor goes to the position `kept`."""
        raise NotImplementedError

    # -- what is in force --------------------------------------------------------------------------------------------

    def apply(self, query: Query, typing: str = "") -> None:
        """Puts other filters in force; the cursor stays where it can.

        The change can be taken back.  What is typed letter by letter into one box (`typing`: its name) is one change.
        """
        view = self.view
        if view is None:
            return
        if query != view.query and not (typing and typing == self._typing):
            self._past = (*self._past[-_REMEMBERED:], view.query)
            self._future = ()
        elif typing and self._past and self._past[-1] == query:
            # What was typed has been taken away again.
            self._past = self._past[:-1]
        self._typing = typing
        self._put(view, query, typing)

    def _put(self, view: View, query: Query, typing: str = "") -> None:
        # While letters come, the box knows more than the query.
        if typing != "search" and (search := self._search()) is not None:
            search.rewrite(query.text)
        kept = self.timeline.position
        view.set_query(query)
        self.refreshed(kept)
        self.followed(self.timeline.position)
        if not query and self.query_one(Chips).has_focus:
            self.timeline.focus()
        self.refresh_bindings()
        self.query_one(KeyBar).refresh()
        paint(self)

    def followed(self, position: int | None) -> None:
        """The place among the hits is told anew: the cursor is on another event."""
        view = self.view
        if view is None:
            return
        place: tuple[int | None, int] | None = None
        if view.query.text.strip():
            found, at = self.hits_shown(), None
            if position is not None and view.is_hit(position):
                at = bisect_left(found, view.place(position), key=view.place) + 1
            place = at, len(found)
        chips = self.query_one(Chips)
        if place is not None or chips.place is not None:
            chips.place = place
            chips.refresh()
        if (search := self._search()) is not None:
            search.tell(place, view.hide_others)

    def hits_shown(self) -> Sequence[int]:
        """Positions of the events that the search has found and the filters leave, in the order of the timeline."""
        view = self.view
        if view is None or not view.query.text.strip():
            return []
        if view.hide_others:
            return view.shown
        known = self._hits
        if known is None or known[0] != (view.query, view.clock):
            found = sorted(positions(view.index.bitmap(view.query)), key=view.place)
            self._hits = known = (view.query, view.clock), found
        return known[1]

    def action_undo(self) -> None:
        """Takes back the last change of the filters."""
        if self.view is not None and self._past:
            self._future = (*self._future, self.view.query)
            *past, query = self._past
            self._past, self._typing = tuple(past), ""
            self._put(self.view, query)

    def action_redo(self) -> None:
        """Makes the change again that was taken back."""
        if self.view is not None and self._future:
            self._past = (*self._past, self.view.query)
            *future, query = self._future
            self._future, self._typing = tuple(future), ""
            self._put(self.view, query)

    def action_clear(self) -> None:
        """No filters and no search."""
        if self.view is None or not self.view.query:
            return
        self._close_search()
        self.apply(self.view.query.cleared())

    def action_new(self) -> None:
        """Only what the last build brought that brought anything, or everything again."""
        view = self.view
        if view is None:
            return
        if view.new or NEW in view.query.include:
            self.apply(view.query.including(NEW))
        else:
            self.app.notify(self.messages("nothing_new"), timeout=4, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is offered that would do nothing."""
        if action == "undo":
            return bool(self._past)
        if action == "redo":
            return bool(self._future)
        if action in ("chips", "clear"):
            return self.view is not None and bool(self.view.query)
        return super().check_action(action, parameters)

    # -- the panel ---------------------------------------------------------------------------------------------------

    def _filters(self) -> Filters | None:
        for found in self.query("#filters"):
            return found  # type: ignore[return-value]
        return None

    def _expect_typing(self) -> None:
        from tui.app import ExplorerApp

        if isinstance(self.app, ExplorerApp):
            self.app.expect_typing()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A box that has the keys gets what was typed while it opened."""
        from tui.app import ExplorerApp

        if hasattr(event.widget, "cursor_position") and isinstance(self.app, ExplorerApp):
            self.app.begin_typing(event.widget)

    def action_filters(self) -> None:
        """Opens the filters; closes them where they are open."""
        if self.view is None:
            return
        filters = self._filters()
        if filters is not None and filters.display:
            self._close_filters()
            return
        self._open_filters()

    def _open_filters(self, box: str = "narrow") -> None:
        """Opens the filters with the keys in one of their boxes."""
        view, filters = self.view, self._filters()
        if view is None:
            return
        self._expect_typing()
        self.add_class("-filtering")
        if filters is None:
            from tui.widgets.filters import Filters

            self.query_one("#body").mount(Filters(self.messages, view, box, id="filters"), before=0)
        else:
            filters.display = True
            filters.open(view, box)

    def _close_filters(self) -> None:
        filters = self._filters()
        if filters is not None:
            filters.display = False
        self.remove_class("-filtering")
        self.timeline.focus()

    def on_filter_list_changed(self, event: FilterList.Changed) -> None:
        """Puts the filters in force."""
        self.apply(event.query, event.typing)

    def on_filter_list_closed(self) -> None:
        """Closes the filters."""
        self._close_filters()

    def on_date_label_taken(self, event: DateLabel.Taken) -> None:
        """Takes a date from the event under the cursor."""
        self._from_event(event.which)

    def action_from_here(self) -> None:
        """Nothing before the event under the cursor."""
        self._from_event("first")

    def action_to_here(self) -> None:
        """Nothing after the event under the cursor."""
        self._from_event("last")

    def _from_event(self, which: str) -> None:
        """The day of the event under the cursor is the first or last to be shown; once more, and it is not."""
        view, position = self.view, self.timeline.position
        if view is None or position is None:
            return
        first, stroke, last = (view.event(position).date or "").partition("/")
        end = (first if which == "first" or not stroke else last).rstrip("~?%")
        if view.index.days[position] is None or end in ("", ".."):
            self.app.notify(self.messages("no_day"), markup=False)
            return
        wanted = None if getattr(view.query, which) == end else end
        self.apply(replace(view.query, first=wanted) if which == "first" else replace(view.query, last=wanted))

    def action_names(self) -> None:
        """The names and marks of the event under the cursor, to filter by one of them."""
        self.choose_name(None)

    def choose_name(self, name: str | None) -> None:
        """Offers what the event under the cursor can be found by; `name` is where the keys begin."""
        view, position = self.view, self.timeline.position
        if view is None or position is None:
            return
        from tui.screens.names import NamesScreen

        def chosen(query: Query | None) -> None:
            if query is not None:
                self.apply(query)

        self.app.push_screen(NamesScreen(self.messages, view, view.event(position), name), chosen)

    def on_sources_name_clicked(self, event: Sources.NameClicked) -> None:
        """Offers to filter by the name."""
        self.choose_name(event.name)

    # -- the chips ---------------------------------------------------------------------------------------------------

    def action_chips(self) -> None:
        """To the chips."""
        if self.view is not None and self.view.query:
            self.query_one(Chips).focus()

    def on_chips_removed(self, event: Chips.Removed) -> None:
        """Removes a filter."""
        if self.view is None:
            return
        query = self.view.query
        if isinstance(event.what, Facet):
            self.apply(query.without(event.what))
        elif event.what == "text":
            self._end_search()
        elif event.what == "known":
            self.apply(replace(query, known=None))
        else:
            self.apply(replace(query, first=None, last=None))

    def on_chips_changed(self, event: Chips.Changed) -> None:
        """Turns a filter round, or opens the box it was written in."""
        if self.view is None:
            return
        query = self.view.query
        if event.what == "text":
            self.action_search()
        elif event.what == "dates":
            self._open_filters("date-from")
        elif isinstance(event.what, Facet):
            self.apply(query.excluding(event.what) if event.what in query.include else query.including(event.what))

    def on_chips_left(self) -> None:
        """The keys go back to the timeline."""
        self.timeline.focus()

    # -- search ------------------------------------------------------------------------------------------------------

    def _search(self) -> Search | None:
        return self._box

    def action_search(self) -> None:
        """Opens the box to search."""
        if self.view is None:
            return
        from tui.widgets.searchbox import Search

        self._expect_typing()
        if (search := self._search()) is not None:
            search.focus_box()
            return
        self._typing = ""
        self._box = Search(self.messages, self.view.query.text)
        self.mount(self._box, before="#keys")
        self.call_after_refresh(lambda: self.followed(self.timeline.position))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter searches."""
        if event.input.id == "search" and self.view is not None and event.value != self.view.query.text:
            self.apply(replace(self.view.query, text=event.value), "search")

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
        self._typing = ""
        if (search := self._search()) is not None:
            self._box = None
            search.remove()
            self.timeline.focus()

    def _end_search(self) -> None:
        typing = self._typing
        self._close_search()
        if self.view is not None and self.view.query.text:
            self._typing = typing
            self.apply(replace(self.view.query, text=""), typing)
            self._typing = ""

    def action_hit(self, direction: int) -> None:
        """Goes to the next (1) or previous (-1) hit, round the ends."""
        view = self.view
        if view is None:
            return
        if not view.query.text.strip():
            self.app.notify(self.messages("no_search"), markup=False)
            return
        found = self.hits_shown()
        if not found:
            self.app.notify(self.messages("no_hit", text=view.query.text), markup=False)
            return
        at = self.timeline.position
        if at is None:
            return
        ordinal = bisect_left(found, view.place(at), key=view.place)
        if direction < 0:
            ordinal -= 1
        elif ordinal < len(found) and found[ordinal] == at:
            ordinal += 1
        self.timeline.go_to_position(found[ordinal % len(found)])

    def action_hide_others(self) -> None:
        """Whether a search hides what it did not find."""
        view = self.view
        if view is None:
            return
        view.hide_others = not view.hide_others
        self._put(view, view.query)
        if self._search() is None:
            self.app.notify(
                self.messages("others.hidden" if view.hide_others else "others.shown"), timeout=2, markup=False
            )
