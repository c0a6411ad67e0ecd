"""The main screen: the timeline, what is around it, and what its keys do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from store.filters import Facet, Query
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.chips import Chips
from tui.widgets.density import Density
from tui.widgets.keybar import KeyBar
from tui.widgets.sources import Sources
from tui.widgets.timeline import Timeline
from tui.widgets.title import TitleBar

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui.app import ExplorerApp
    from tui.widgets.filters import FilterList, Filters


class MainScreen(Screen[None]):
    """The timeline with its filters and the sources of the event under the cursor."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("main.filters", "main.search", "main.why", "main.export", "main.next_hit", "main.previous_hit"),
        *("main.hide_others", "main.clear", "main.copy", "main.open"),
        *("main.sources_left", "main.sources_right", "main.escape"),
    )

    def __init__(self, messages: Messages, name: str) -> None:
        super().__init__(id="main")
        self.messages = messages
        self.library_name = name
        """How the library is called."""
        self.view: View | None = None
        """What is shown; None until the data has come."""
        localize(self, messages)

    @property
    def explorer(self) -> ExplorerApp:
        """The app."""
        from tui.app import ExplorerApp

        assert isinstance(self.app, ExplorerApp)
        return self.app

    def compose(self) -> ComposeResult:
        """Title, density, chips, the timeline above (or beside) the sources, keys."""
        say = self.messages
        yield TitleBar(say, self.library_name, id="title")
        yield Density(say, id="density")
        yield Chips(say, id="chips")
        with Horizontal(id="body"), Horizontal(id="panes"):
            yield Timeline(say, id="timeline")
            with Vertical(id="under"):
                yield Sources(say, id="sources")
        yield KeyBar(say, id="keys")

    def on_mount(self) -> None:
        """The timeline has the keys; now the data may come."""
        self.timeline.moved = self._moved
        self.timeline.focus()
        self.explorer.begin()

    # -- parts -------------------------------------------------------------------------------------------------------

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        return self.query_one("#timeline", Timeline)

    @property
    def sources(self) -> Sources:
        """The sources of the event under the cursor."""
        return self.query_one("#sources", Sources)

    def _filters(self) -> Filters | None:
        for found in self.query("#filters"):
            return found  # type: ignore[return-value]
        return None

    # -- data --------------------------------------------------------------------------------------------------------

    def show(self, view: View) -> None:
        """Shows a dataset."""
        self.view = view
        self.query_one(Density).show(view)
        for bar in (self.query_one(TitleBar), self.query_one(Chips)):
            bar.view = view
            bar.refresh()
        self.timeline.show(view)

    def apply(self, query: Query) -> None:
        """Puts other filters in force; the cursor stays where it can."""
        view = self.view
        if view is None:
            return
        kept = self.timeline.position
        view.set_query(query)
        self.refreshed(kept)

    def refreshed(self, kept: int | None) -> None:
        """Everything that depends on what is shown is drawn again."""
        view = self.view
        if view is None:
            return
        self.timeline.reload(kept)
        self.query_one(Density).changed()
        chips = self.query_one(Chips)
        chips.set_class(bool(view.query), "-on")
        chips.refresh()
        self.query_one(TitleBar).refresh()
        filters = self._filters()
        if filters is not None and filters.display:
            filters.show(view)

    def _moved(self, position: int | None) -> None:
        """The sources and the strip of years follow the cursor."""
        view = self.view
        if view is None:
            return
        density = self.query_one(Density)
        density.cursor = position
        density.refresh()
        self.sources.show(view, None if position is None else view.event(position))

    def on_timeline_selected(self) -> None:
        """The title counts."""
        self.query_one(TitleBar).refresh()

    def on_timeline_chosen(self, event: Timeline.Chosen) -> None:
        """Sets the sources side by side."""
        if self.view is None:
            return
        from tui.screens.compare import CompareScreen

        def back(position: int | None) -> None:
            if position is not None:
                self.timeline.go_to_position(position)
            self.timeline.redraw()
            self.query_one(TitleBar).refresh()

        self.app.push_screen(CompareScreen(self.messages, self.view, event.position), back)

    def on_density_clicked(self, event: Density.Clicked) -> None:
        """Goes to the event at the place that was clicked."""
        self.timeline.go_to_position(event.position)
        self.timeline.focus()

    def on_sources_left(self) -> None:
        """The keys go back to the timeline."""
        self.timeline.focus()

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
        self.apply(Query(match=self.view.query.match))

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

    # -- the event under the cursor ----------------------------------------------------------------------------------

    def action_sources(self, by: int) -> None:
        """The sources to the left or right."""
        self.sources.turn(by)

    def action_why(self) -> None:
        """Why this date?"""
        position = self.timeline.position
        if self.view is not None and position is not None:
            from tui.screens.why import WhyScreen

            self.app.push_screen(WhyScreen(self.messages, self.view, self.view.event(position)))

    def action_export(self) -> None:
        """Writes events to a file."""
        if self.view is not None and self.timeline.position is not None:
            self.explorer.open_export(self.view, self.timeline.position)

    def action_copy(self) -> None:
        """Copies the event with its sources."""
        position = self.timeline.position
        if self.view is not None and position is not None:
            self.explorer.copy_event(self.view, self.view.event(position))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An address is opened where there is one."""
        if action == "open":
            source = self.sources.source if self.is_mounted else None
            return source is not None and bool((source.article.url or "").strip())
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Opens the address of the first source in sight."""
        source = self.sources.source
        if source is not None:
            self.explorer.open_article(source.article)

    def action_escape(self) -> None:
        """Ends what was begun last: a range, the filters, a search."""
        view = self.view
        if self.timeline.range_from is not None:
            self.timeline.range_from = None
        elif (filters := self._filters()) is not None and filters.display:
            self._close_filters()
        elif view is not None and view.query.text:
            self._end_search()
        else:
            self.timeline.focus()
