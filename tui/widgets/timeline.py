"""The timeline: one line-API widget that draws only the rows in sight, whatever their number."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.cache import LRUCache
from textual.message import Message
from textual.strip import Strip

from store.library.errors import LibraryError
from tui.cells import fit
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.rows import ZOOMS, Fold, Rows, Zoom, of_counts
from tui.view import View
from tui.widgets.picking import Picking
from tui.widgets.sheet import Piece
from tui.widgets.sparing import paint
from tui.widgets.spine import Spine, State

_MANY = 2000  # of so many events that share a row the first stands for all


def _spine(messages: Messages) -> Spine:
    if not messages.plain:
        return Spine(messages)
    from tui.widgets.plainspine import PlainSpine

    return PlainSpine(messages)


class Timeline(Picking, can_focus=True, inherit_bindings=False):
    """Events in the order of time; the cursor is on one of those shown."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("timeline.compare", "timeline.select", "timeline.range", "timeline.select_all"),
        *("timeline.zoom", "timeline.zoom_in", "timeline.zoom_out", "timeline.tray"),
        *("timeline.up", "timeline.down", "timeline.page_up", "timeline.page_down", "timeline.first", "timeline.last"),
        *("timeline.select_up", "timeline.select_down", "timeline.next_conflict", "timeline.previous_conflict"),
    )

    class Chosen(Message):
        """The event at this position is to be compared."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    class Selected(Message):
        """The selection has changed."""

    class Zoomed(Message):
        """Other rows stand for the same events."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view: View | None = None
        """What is shown; None until there is data."""
        self.waiting = ""
        """What is said until there is data."""
        self.hint = ""
        """Which keys help where the filters leave nothing."""
        self.rows = Rows()
        """What stands in each row."""
        self.zoom: Zoom = "auto"
        """Whether every event has a row, or those of a date, a month or a year share one."""
        self.tray_open = True
        """Whether the undated stand in rows of their own."""
        self.cursor = 0
        """The ordinal of the cursor's event among those shown."""
        self.range_from: int | None = None
        """Where a range of selection began (ordinal)."""
        self._step = 0  # how many events the cursor went last
        self.moved: Callable[[int | None], None] | None = None
        """Called with the position under the cursor whenever that has changed; not a message, because what follows the
        cursor would then be painted one frame (30 ms) after it."""
        self._spine = _spine(messages)
        self._everything: tuple[object, Rows] | None = None
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(2000)
        localize(self, messages)

    @property
    def cursor_line(self) -> int:
        """The line of the event under the cursor."""
        row = self.rows.row_of[self.cursor] if self.cursor < len(self.rows.row_of) else 0
        return row - self.scroll_offset.y

    # -- data --------------------------------------------------------------------------------------------------------

    @property
    def position(self) -> int | None:
        """The position of the event under the cursor."""
        if self.view is None or not self.view.shown:
            return None
        return self.view.shown[min(self.cursor, len(self.view.shown) - 1)]

    def show(self, view: View, at: int | None = None) -> None:
        """Shows what `view` leaves; the cursor stays where it was, at first `at` or on the event most sources tell."""
        before = at if at is not None else self.position
        self.view = view
        self.reload(view.opening if before is None else before)

    def reload(self, keep: int | None) -> None:
        """Builds the rows again; the cursor goes to the position `keep` or the next one that is shown."""
        if self.view is None:
            return
        view = self.view
        self.rows = self._rows(view)
        self._strips.clear()
        self.range_from, self._step = None, 0
        self.set_lines(len(self.rows))
        self.cursor = view.ordinal(keep) if keep is not None and view.shown else 0
        self._follow()
        self.refresh()
        self._tell_moved()

    def _rows(self, view: View) -> Rows:
        """The rows of what is shown; those of everything, which every filter comes back to, are built once."""
        if len(view.shown) < view.total:
            return of_counts(*view.calendar, self.zoom, tray_open=self.tray_open)
        key = (id(view), view.clock, view.query.known, self.zoom, self.tray_open)
        if self._everything is None or self._everything[0] != key:
            self._everything = key, of_counts(*view.calendar, self.zoom, tray_open=self.tray_open)
        return self._everything[1]

    def redraw(self) -> None:
        """Draws again what is the same (after a selection or a new theme)."""
        self._strips.clear()
        self.refresh()

    def keep_line(self, line: int) -> None:
        """Scrolls so that the cursor is on a line of the widget, as far as there are rows for it."""
        if self.cursor < len(self.rows.row_of) and 0 <= line < self.scrollable_content_region.height:
            self.scroll_to(y=max(0, self.rows.row_of[self.cursor] - line), animate=False, force=True)
            self._follow()

    def go_to_position(self, position: int) -> None:
        """Puts the cursor on an event, or on the next one that is shown."""
        if self.view is None or not self.view.shown:
            return
        self._move_to(self.view.ordinal(position))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """A new theme: all lines are drawn again."""
        super().notify_style_update()
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Keeps the cursor in sight."""
        self._follow()

    def render_line(self, y: int) -> Strip:
        """One line: a heading, an event, several in a fold, or nothing; the topmost names its year."""
        full, _, top = self.frame
        if self.view is None or y + top >= len(self.rows):
            return self.strip(self._message(y), full)
        return self._row(self.view, y + top, self.cursor, y == 0)

    def _row(self, view: View, row: int, cursor: int, top: bool) -> Strip:
        """A row with the cursor on an ordinal, perhaps in the topmost line."""
        rows, width = self.rows, self.text_width
        ordinal = rows.rows[row]
        if ordinal < 0:
            heading = rows.headings[-1 - ordinal]
            return self._kept((heading, width), lambda: self._spine.heading(heading, width, view.clock))
        fold = rows.folds.get(row)
        on = rows.row_of[cursor] == row
        if fold is None:
            position = view.shown[ordinal]
            state = State(on, position in view.selected, top=top)
            key: tuple[object, ...] = (ordinal, width, state, on and self.has_focus)
            return self._kept(key, lambda: self._spine.event(view, rows, ordinal, width, state), on)
        lead = cursor if on else self._lead(fold)
        picked = sum(view.shown[n] in view.selected for n in range(fold.start, fold.end))
        state = State(on, picked == fold.end - fold.start, picked > 0, top=top)
        key = (fold, lead, width, state, on and self.has_focus)
        return self._kept(key, lambda: self._spine.fold(view, rows, fold, lead, width, state), on)

    def _kept(self, key: tuple[object, ...], make: Callable[[], list[Piece]], on: bool = False) -> Strip:
        """The strip that was drawn for a key, or one that is drawn now."""
        strip = self._strips.get(key)
        if strip is None:
            base = ("cursor" if self.has_focus else "hover") if on else ""
            strip = self.strip(make(), self.text_width, base)
            self._strips[key] = strip
        width = self.frame.width
        return strip if strip.cell_length == width else strip.adjust_cell_length(width, self.ground)

    def _lead(self, fold: Fold) -> int:
        """The ordinal of the event that stands for a fold: of those that most sources tell the first."""
        view = self.view
        assert view is not None
        if fold.end - fold.start > _MANY or fold.level == "undated":
            return fold.start
        return max(range(fold.start, fold.end), key=lambda n: view.telling(view.shown[n]))

    def _message(self, y: int) -> list[Piece]:
        if self.view is None:
            return [Piece("  "), Piece(fit(self.waiting, self.size.width - 2), "dim")] if y == 1 else []
        if self.view.shown or y not in (1, 2):
            return []
        text = self.messages("no_match") if y == 1 else self.hint
        return [Piece("  "), Piece(fit(text, self.size.width - 2), "dim")]

    # -- moving ------------------------------------------------------------------------------------------------------

    def _move_to(self, ordinal: int) -> None:
        if self.view is None or not self.view.shown:
            return
        ordinal = max(0, min(ordinal, len(self.view.shown) - 1))
        old, self.cursor = self.cursor, ordinal
        self._step = ordinal - old
        if self.range_from is not None:
            self._select_between(self.range_from, ordinal)
        for row in {self.rows.row_of[n] for n in (old, ordinal) if n < len(self.rows.row_of)}:
            self.refresh_line(row)
        self._follow()
        if old != ordinal:
            self._tell_moved()
            paint(self.screen)

    def _tell_moved(self) -> None:
        if self.moved is not None:
            self.moved(self.position)

    def _follow(self) -> None:
        """Scrolls so that the cursor is in sight; the first line may hold the pinned heading."""
        top = self._top_for(self.cursor)
        if top is not None and not top == self.scroll_target_y == self.scroll_y <= self.max_scroll_y:
            self.scroll_to(y=top, animate=False, force=True)

    def _top_for(self, cursor: int) -> float | None:
        """The row in the topmost line when the cursor is on an ordinal; None where there is no telling."""
        height = self.scrollable_content_region.height
        if cursor >= len(self.rows.row_of) or height <= 0:
            return None
        row = self.rows.row_of[cursor]
        top = self.scroll_target_y
        if row < top - height or row > top + 2 * height:
            # A jump: what is around the event is worth seeing.
            top = row - height // 2
        elif row < top or (row == top and row > 0 and self.rows.heading_at(row - 1)):
            # All headings that stand directly above it come along.
            top = row
            while top > 0 and self.rows.heading_at(int(top) - 1):
                top -= 1
        elif row >= top + height:
            top = row - height + 1
        return max(0, top)

    def prepare_step(self) -> int | None:
        """Draws, while nobody waits, what another step like the last one would show; the position it would lead to."""
        view, ordinal = self.view, self.cursor + self._step
        if view is None or not self._step or not 0 <= ordinal < len(view.shown) or self.rows.folds:
            return None
        top = self._top_for(ordinal)
        if top is None:
            return None
        first = int(min(top, self.max_scroll_y))
        with suppress(LibraryError):
            for row in range(first, min(first + self.scrollable_content_region.height, len(self.rows))):
                self._row(view, row, ordinal, row == first)
            return view.shown[ordinal]
        return None

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many rows of events."""
        if len(self.rows.stops):
            stop = self.rows.stop_of(self.cursor) + by
            self._go_to_stop(max(0, min(stop, len(self.rows.stops) - 1)))

    def _go_to_stop(self, stop: int) -> None:
        ordinal = self.rows.stops[stop]
        fold = self.rows.fold_of(ordinal)
        if fold is None or not fold.start <= self.cursor < fold.end:
            self._move_to(ordinal if fold is None else self._lead(fold))

    def action_page(self, by: int) -> None:
        """Moves the cursor by so many pages."""
        self.action_move(by * max(1, self.scrollable_content_region.height - 2))

    def action_go_to(self, ordinal: int) -> None:
        """Moves the cursor to the first (0) or last (-1) row of events."""
        if len(self.rows.stops):
            self._go_to_stop(ordinal if ordinal >= 0 else len(self.rows.stops) + ordinal)

    def action_compare(self) -> None:
        """Asks for the event under the cursor to be compared; what shares its row is unfolded first."""
        fold = self.rows.fold_of(self.cursor)
        if fold is not None:
            self._unfold(fold)
        elif self.position is not None:
            self.post_message(self.Chosen(self.position))

    def action_conflict(self, direction: int) -> None:
        """Moves to the next (1) or previous (-1) event on which sources disagree."""
        view = self.view
        if view is None:
            return
        last = len(view.shown)
        ordinals = range(self.cursor + 1, last) if direction > 0 else range(self.cursor - 1, -1, -1)
        for ordinal in ordinals:
            if view.event(view.shown[ordinal]).disagreements:
                self._move_to(ordinal)
                return
        self.app.notify(self.messages("no_conflict" if view.disagreeing else "no_conflict_at_all"), markup=False)

    # -- zooming -----------------------------------------------------------------------------------------------------

    def action_zoom(self) -> None:
        """Every event, one row a date, a month, a year, and round again."""
        self._zoom_to(ZOOMS[(ZOOMS.index(self.zoom) + 1) % len(ZOOMS)])

    def action_zoom_by(self, by: int) -> None:
        """Nearer (-1) or farther (1), as far as it goes."""
        self._zoom_to(ZOOMS[max(0, min(ZOOMS.index(self.zoom) + by, len(ZOOMS) - 1))])

    def _zoom_to(self, zoom: Zoom) -> None:
        if zoom != self.zoom:
            self.zoom = zoom
            self.reload(self.position)
        self.app.notify(self.messages(f"zoom.{self.zoom}"), timeout=2, markup=False)
        self.post_message(self.Zoomed())

    def action_tray(self) -> None:
        """Folds the undated into one row, or unfolds them."""
        self.tray_open = not self.tray_open
        if self.zoom != "auto":
            self.zoom, self.tray_open = "auto", True
        self.reload(self.position)
        self.post_message(self.Zoomed())

    def _unfold(self, fold: Fold) -> None:
        """Goes nearer, until the event under the cursor has a row of its own or fewer share it."""
        if fold.level == "undated":
            self.action_tray()
            return
        at = ZOOMS.index(self.zoom)
        while at > 0 and self.rows.fold_of(self.cursor) == fold:
            at -= 1
            self.zoom = ZOOMS[at]
            self.reload(self.position)
        self.post_message(self.Zoomed())

    # -- selecting ---------------------------------------------------------------------------------------------------

    def _selection_changed(self) -> None:
        self.refresh()
        self.post_message(self.Selected())

    # -- mouse -------------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, on the mark it selects, with shift it extends; a double click compares."""
        if self.view is None:
            return
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self.rows):
            return
        heading, fold = self.rows.heading_at(row), self.rows.folds.get(row)
        if heading is not None:
            if heading.level == "undated":
                self.action_tray()
            return
        ordinal = self.rows.rows[row] if fold is None else self._lead(fold)
        if event.shift:
            self._select_between(self.cursor, ordinal)
        if fold is None or not fold.start <= self.cursor < fold.end:
            self._move_to(ordinal)
        if event.chain >= 2:
            self.action_compare()
        elif event.x < 2 or event.ctrl:
            self.action_select()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """With ctrl the wheel zooms in."""
        if event.ctrl:
            event.stop()
            event.prevent_default()
            self.action_zoom_by(-1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With ctrl the wheel zooms out."""
        if event.ctrl:
            event.stop()
            event.prevent_default()
            self.action_zoom_by(1)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The cursor looks different without the focus."""
        super().watch_has_focus(_has_focus)
        self.refresh()
