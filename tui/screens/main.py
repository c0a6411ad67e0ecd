"""The main screen: the timeline, what is around it, and what its keys do."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from tui.keys import bindings, localize
from tui.messages import Messages
from tui.screens.filtering import Filtering
from tui.view import View
from tui.widgets.chips import Chips
from tui.widgets.density import Density
from tui.widgets.kept import keep
from tui.widgets.keybar import KeyBar
from tui.widgets.sources import Sources
from tui.widgets.sparing import Sparing
from tui.widgets.timeline import Timeline
from tui.widgets.title import TitleBar

if TYPE_CHECKING:
    from tui.app import ExplorerApp
    from tui.citation import Form

_FEW = 500
"""Of so many articles it is asked at once what they say of themselves; of more in a thread."""
_IDLE = 0.01  # seconds after a move in which a reader has not pressed another key


class MainScreen(Filtering):
    """The timeline with its filters and the sources of the event under the cursor."""

    BINDINGS: ClassVar[list[Binding]] = bindings(
        *(
            "main.why",
            "main.grid",
            "main.clock",
            "main.known",
            "main.correct",
            "main.corrections",
            "main.undo_correction",
            "main.redo_correction",
            "main.missed",
            "main.export",
            "main.copy",
            "main.copy_markdown",
            "main.open",
        ),
        *("main.sources_left", "main.sources_right", "main.escape"),
    )

    def __init__(self, messages: Messages, name: str) -> None:
        super().__init__(id="main")
        self.messages = messages
        self.library_name = name
        """How the library is called."""
        self.view: View | None = None
        """What is shown; None until the data has come."""
        self._first_paint = False
        self._missed_told = False
        self._idle: TimerHandle | None = None
        self._compositor = Sparing()
        keep(self)
        localize(self, messages)

    _compositor: Sparing

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
        with keep(Horizontal(id="body")), keep(Horizontal(id="panes")):
            yield Timeline(say, id="timeline")
            with keep(Vertical(id="under")):
                yield Sources(say, id="sources")
        yield KeyBar(say, id="keys")

    def on_mount(self) -> None:
        """The timeline has the keys; now the data may come."""
        self.timeline.moved = self._moved
        self.timeline.focus()
        keys = {"clear": self.explorer.key_of("main.clear"), "filters": self.explorer.key_of("main.filters")}
        self.timeline.hint = self.messages("no_match_hint", **keys)
        self.explorer.begin()

    def on_screen_resume(self) -> None:
        """Another screen stood here."""
        self._compositor.forget()

    # -- parts -------------------------------------------------------------------------------------------------------

    @property
    def sources(self) -> Sources:
        """The sources of the event under the cursor."""
        return self.query_one("#sources", Sources)

    # -- data --------------------------------------------------------------------------------------------------------

    def show(self, view: View, at: int | None = None) -> None:
        """Shows a dataset, from the event at the position `at` or where it opens by itself."""
        self.view = view
        # The sources come with the second paint: what they need is imported and read while the first is looked at.
        self._first_paint = True
        self.query_one(Density).show(view)
        for bar in (self.query_one(TitleBar), self.query_one(Chips)):
            bar.view = view
            bar.refresh()
        self.query_one(Chips).set_class(bool(view.query), "-on")
        self.timeline.show(view, at)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        self._first_paint = False
        self._moved(self.timeline.position)
        if self.view is not None:
            from threading import Thread

            few = self.view.source_count <= _FEW
            if few:
                self.tell_missed(self.view)
            self.explorer.greet()
            self.explorer.watch_library()
            # A daemon: nobody waits for it who leaves; what it writes is whole or not there.
            Thread(target=_prepare, args=(self, self.view, not few), daemon=True).start()

    def changed(self) -> None:
        """Another program has changed the library: it stands in the title until that is shown."""
        self.query_one(TitleBar).refresh()

    def tell_missed(self, view: View) -> None:
        """What the library lacks stands in the title from now on; the first time a message says how to see it."""
        if view is not self.view or not view.missed:
            return
        self.query_one(TitleBar).refresh()
        if not self._missed_told and self.explorer.screen is self:
            self._missed_told = self.explorer.announce(view.missed)

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
        self.query_one(Density).follow(position)
        if self._first_paint:
            return
        self.sources.show(view, None if position is None else view.event(position))
        self.followed(position)
        if self._idle is not None:
            self._idle.cancel()
        # Not at once: what is painted now is still on its way to the terminal.
        self._idle = get_running_loop().call_later(_IDLE, self.call_later, self._prepare_step)

    def _prepare_step(self) -> None:
        """Who goes on in the same way will not wait for what is read and laid out now."""
        from store.library.errors import LibraryError

        if self.view is not None and (position := self.timeline.prepare_step()) is not None:
            # What cannot be read is told to whoever goes there.
            with suppress(LibraryError):
                self.sources.prepare(self.view, self.view.event(position))

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

    def on_density_drawn(self, event: Density.Drawn) -> None:
        """Shows only what happened in the stretch of time that was drawn."""
        if self.view is not None:
            self.apply(replace(self.view.query, first=event.first, last=event.last))
            self.timeline.focus()

    def on_sources_left(self) -> None:
        """The keys go back to the timeline."""
        self.timeline.focus()

    # -- the event under the cursor ----------------------------------------------------------------------------------

    def action_sources(self, by: int) -> None:
        """The sources to the left or right."""
        self.sources.turn(by)

    def action_why(self) -> None:
        """Why this date?"""
        position = self.timeline.position
        if self.view is not None and position is not None:
            from tui.screens.why import WhyScreen

            self.app.push_screen(WhyScreen(self.messages, self.view, self.view.event(position)), self._go_on)

    def _go_on(self, position: int | None) -> None:
        """Goes to another event; one that the filters hide is opened by itself."""
        view = self.view
        if view is None or position is None:
            return
        if position in view.shown:
            self.timeline.go_to_position(position)
        else:
            self.app.notify(self.messages("why.hidden"), timeout=4, markup=False)
            self.on_timeline_chosen(Timeline.Chosen(position))

    # -- two clocks, and who reports what ------------------------------------------------------------------------------

    def action_clock(self) -> None:
        """Orders by when it happened, or by when it was first written of."""
        view = self.view
        if view is None:
            return
        kept = self.timeline.position
        view.set_clock("written" if view.clock == "happened" else "happened")
        self.refreshed(kept)
        self.followed(self.timeline.position)
        say = self.messages
        written = view.clock == "written"
        told, seconds = say("order.now_written" if written else "order.happened"), 2
        if written and not view.written.is_certain:
            told, seconds = f"{told} {say('order.uncertain')}", 8
        self.app.notify(told, timeout=seconds, markup=False)

    def action_known(self) -> None:
        """Asks for a day, and shows only what articles had told by then."""
        view = self.view
        if view is None:
            return
        from tui.screens.known import KnownScreen

        def chosen(date: str | None) -> None:
            if date is not None and (date or None) != view.query.known:
                self.apply(replace(view.query, known=date or None))

        self.app.push_screen(KnownScreen(self.messages, view), chosen)

    def action_grid(self) -> None:
        """Events × sources."""
        view = self.view
        if view is None:
            return
        from tui.screens.grid import GridScreen

        def back(position: int | None) -> None:
            if position is not None:
                self.timeline.go_to_position(position)
            self.timeline.redraw()
            self.query_one(TitleBar).refresh()

        self.app.push_screen(GridScreen(self.messages, view, self.timeline.position), back)

    def on_title_bar_missed(self) -> None:
        """What is missing was clicked."""
        self.action_missed()

    def on_title_bar_changed(self) -> None:
        """That the library has changed was clicked."""
        self.explorer.action_reload()

    def on_title_bar_new(self) -> None:
        """What is new was clicked."""
        self.action_new()

    def on_title_bar_clocked(self) -> None:
        """The name of the order was clicked."""
        self.action_clock()

    # -- the event under the cursor, again ---------------------------------------------------------------------------

    def action_missed(self) -> None:
        """Files that were left out, articles without a date of publication, and what to do."""
        if self.view is not None:
            from tui.screens.missed import MissedScreen

            explorer = self.explorer
            folder = None if explorer.is_example else explorer.sources_folder
            self.app.push_screen(MissedScreen(self.messages, self.view.missed, folder))

    def action_export(self) -> None:
        """Writes events to a file."""
        if self.view is not None and self.timeline.position is not None:
            self.explorer.open_export(self.view, self.timeline.position)

    def action_correct(self) -> None:
        """Asks what to correct of the event under the cursor."""
        position = self.timeline.position
        if self.view is not None and position is not None:
            from tui.screens.correcting import Correcting

            Correcting(self.explorer, self.view, position).open()

    def action_corrections(self) -> None:
        """All corrections, to undo one."""
        from tui.screens.correcting import show_all

        show_all(self.explorer)

    def action_correction(self, by: int) -> None:
        """Undoes (-1) or redoes (1) a correction."""
        from tui.carrying import again

        again(self.explorer, back=by < 0)

    def action_copy(self, form: Form = "text") -> None:
        """Copies the selected events, or the one under the cursor, with their sources."""
        view, position = self.view, self.timeline.position
        if view is not None and position is not None:
            chosen = view.events_at(view.selected) if view.selected else [view.event(position)]
            self.explorer.copy_events(view, chosen, form)

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


def _prepare(screen: MainScreen, view: View, look: bool) -> None:
    """What most readers open next is imported while they look, and what searches and filters go by is made."""
    import tui.screens.compare
    import tui.widgets.filters
    import tui.widgets.searchbox  # noqa: F401

    view.prepare()
    if look:
        # Not of what can no longer be read: that is told by itself.
        with suppress(Exception):
            view.missed  # noqa: B018
            screen.app.call_later(screen.tell_missed, view)
