"""The timeline: one line-API widget that draws only the rows in sight, whatever their number."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store import edtf
from store.filters import is_guessed, matching_words
from store.model import Event
from tui.cells import cell_len, fit, line, pad
from tui.dates import month_name, words
from tui.keys import bindings, localize
from tui.messages import Messages, number
from tui.rows import ZOOMS, Heading, Rows, Zoom, build
from tui.spans import Span, pieces_of
from tui.view import View
from tui.widgets.sheet import Drawn, Piece

_DOTS = 7  # up to so many sources in the library are drawn as dots, more as a fraction


class Timeline(Drawn, can_focus=True, inherit_bindings=False):
    """Events in the order of time; the cursor is on one of those shown."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        *("timeline.compare", "timeline.select", "timeline.range", "timeline.select_all", "timeline.zoom"),
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

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.view: View | None = None
        """What is shown; None until there is data."""
        self.waiting = ""
        """What is said until there is data."""
        self.rows = Rows()
        """What stands in each row."""
        self.zoom: Zoom = "auto"
        """Which headings there are."""
        self.cursor = 0
        """The ordinal of the cursor's event among those shown."""
        self.range_from: int | None = None
        """Where a range of selection began (ordinal)."""
        self.moved: Callable[[int | None], None] | None = None
        """Called with the position under the cursor whenever that has changed; not a message, because what follows the
        cursor would then be painted one frame (30 ms) after it."""
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(2000)
        self._pressed: int | None = None
        localize(self, messages)

    # -- data --------------------------------------------------------------------------------------------------------

    @property
    def position(self) -> int | None:
        """The position of the event under the cursor."""
        if self.view is None or not self.view.shown:
            return None
        return self.view.shown[min(self.cursor, len(self.view.shown) - 1)]

    def show(self, view: View) -> None:
        """Shows what `view` leaves; the cursor stays where it was, at first on the event that most sources tell."""
        before = self.position
        self.view = view
        self.reload(view.opening if before is None else before)

    def reload(self, keep: int | None) -> None:
        """Builds the rows again; the cursor goes to the position `keep` or the next one that is shown."""
        if self.view is None:
            return
        shown = self.view.shown
        self.rows = build(self.view.index.days, shown, self.zoom)
        self._strips.clear()
        self.range_from = None
        self.virtual_size = Size(0, len(self.rows))
        ordinal = 0
        if keep is not None and shown:
            from bisect import bisect_left

            ordinal = min(bisect_left(shown, keep), len(shown) - 1)
        self.cursor = ordinal
        self._follow()
        self.refresh()
        self._tell_moved()

    def redraw(self) -> None:
        """Draws again what is the same (after a selection or a new theme)."""
        self._strips.clear()
        self.refresh()

    def go_to_position(self, position: int) -> None:
        """Puts the cursor on an event, or on the next one that is shown."""
        if self.view is None or not self.view.shown:
            return
        from bisect import bisect_left

        self._move_to(bisect_left(self.view.shown, position))

    # -- drawing -----------------------------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """A new theme: all lines are drawn again."""
        super().notify_style_update()
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Keeps the cursor in sight."""
        self._follow()

    def render_line(self, y: int) -> Strip:
        """One line: a heading, an event, or nothing; the topmost names its year when the heading is out of sight."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        view = self.view
        if view is None or row >= len(self.rows):
            return self.strip(self._message(y), width)
        ordinal = self.rows.rows[row]
        if y == 0 and row > 0 and (ordinal >= 0 or self.rows.headings[-1 - ordinal].level in ("month", "day")):
            above = self.rows.heading_above(row)
            if above is not None:
                return self._heading(above, width)
        if ordinal < 0:
            return self._heading(self.rows.headings[-1 - ordinal], width)
        position = view.shown[ordinal]
        on = ordinal == self.cursor
        picked = position in view.selected
        key = (ordinal, width, on, on and self.has_focus, picked)
        strip = self._strips.get(key)
        if strip is None:
            base = ("cursor" if self.has_focus else "hover") if on else ""
            strip = self.strip(self._event(ordinal, position, width, on, picked), width, base)
            self._strips[key] = strip
        return strip

    def _message(self, y: int) -> list[Piece]:
        if self.view is None:
            return [Piece("  "), Piece(fit(self.waiting, self.size.width - 2), "dim")] if y == 1 else []
        text = {1: "no_match", 2: "no_match_hint"}.get(y)
        if self.view.shown or text is None:
            return []
        return [Piece("  "), Piece(fit(self.messages(text), self.size.width - 2), "dim")]

    def _date_width(self, width: int) -> int:
        return 9 if width < 76 else 13 if width < 110 else 16

    def _heading(self, heading: Heading, width: int) -> Strip:
        key = (heading, width)
        strip = self._strips.get(key)
        if strip is not None:
            return strip
        lang = self.messages.lang
        date_width = self._date_width(width)
        count = number(heading.events, lang)
        if heading.level in ("year", "undated", "before"):
            title = str(heading.day.year) if heading.level == "year" else self.messages(heading.level)
            left = pad(title, date_width + 2, right=True)
            rule = "─" * max(0, width - cell_len(left) - 3 - len(count) - 3)
            pieces = [Piece(left + " ", "heading"), Piece("├" + rule, "rule"), Piece(f" {count} ", "dim")]
        else:
            name = month_name(heading.day.month, lang)
            if heading.level == "day":
                name = words(heading.day.isoformat(), lang, year=False)
            left = pad(name, date_width + 2, right=True)
            dots = "╌" * max(0, width - cell_len(left) - 3 - len(count) - 3)
            pieces = [Piece(left + " ", "date strong"), Piece("├" + dots, "rule"), Piece(f" {count} ", "dim")]
        strip = self.strip(pieces, width)
        self._strips[key] = strip
        return strip

    def _event(self, ordinal: int, position: int, width: int, on: bool, picked: bool) -> list[Piece]:
        view = self.view
        assert view is not None
        event = view.event(position)
        date_width = self._date_width(width)
        told = self._date(event, date_width)
        repeated = ordinal > 0 and view.event(view.shown[ordinal - 1]).date == event.date and event.date is not None
        sources, sources_width = self._sources(event, view.source_count)
        marks = self._marks(event)
        marks_width = sum(cell_len(piece.text) for piece in marks)
        room = width - (2 + date_width + 4) - (sources_width + 1) - marks_width - 1
        title_role = "dim" if view.query.text.strip() and not view.is_hit(position) else "title"
        title = pad(line(event.title) or "—", max(4, room))
        found = [Span(*span, "match") for span in matching_words(title, view.query.text)] if view.query.text else []
        return [
            Piece("▌" if on else " ", "accent"),
            Piece("✓" if picked else " ", "selected"),
            Piece(pad(told, date_width, right=True), "date repeat" if repeated and not on else "date"),
            Piece(" │  ", "rule"),
            *pieces_of(title, 0, len(title), found, title_role),
            Piece(" "),
            *sources,
            *marks,
            Piece(" "),
        ]

    def _date(self, event: Event, width: int) -> str:
        if edtf.bounds(event.date) is None:
            return "?"
        lang = self.messages.lang
        told = line(words(event.date, lang, "short", year=False))
        sign = 2 if is_guessed(event) and not told.startswith("≈") else 0
        if cell_len(told) + sign > width and event.date and "/" in event.date:
            told = line(words(event.date.split("/")[0], lang, "short", year=False)) + " –…"
        if is_guessed(event) and not told.startswith("≈") and not told.endswith("?"):
            told = f"≈ {told}"
        return fit(told, width)

    def _sources(self, event: Event, total: int) -> tuple[list[Piece], int]:
        telling = len(event.articles)
        if total <= _DOTS:
            return [Piece("●" * telling, "sources"), Piece("○" * (total - telling), "silent")], total
        width = len(str(total))
        return [Piece(f"{telling:>{width}}", "sources"), Piece(f"/{total}", "silent")], 2 * width + 1

    def _marks(self, event: Event) -> list[Piece]:
        quotes = len(event.quotes)
        return [
            Piece(" ≠" if event.disagreements else "  ", "conflict"),
            Piece(pad(f" ❝{quotes}" if quotes else "", 4), "quotes"),
        ]

    # -- moving ------------------------------------------------------------------------------------------------------

    def _move_to(self, ordinal: int) -> None:
        if self.view is None or not self.view.shown:
            return
        ordinal = max(0, min(ordinal, len(self.view.shown) - 1))
        old, self.cursor = self.cursor, ordinal
        if self.range_from is not None:
            self._select_between(self.range_from, ordinal)
        for changed in {old, ordinal}:
            if changed < len(self.rows.row_of):
                self.refresh_line(self.rows.row_of[changed])
        self._follow()
        if old != ordinal:
            self._tell_moved()

    def _tell_moved(self) -> None:
        if self.moved is not None:
            self.moved(self.position)

    def _follow(self) -> None:
        """Scrolls so that the cursor is in sight; the first line may hold the pinned heading."""
        if self.cursor >= len(self.rows.row_of):
            return
        row = self.rows.row_of[self.cursor]
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = self.scroll_target_y
        if row < top - height or row > top + 2 * height:
            # A jump: what is around the event is worth seeing.
            top = row - height // 2
        elif row <= top:
            # One line more for the pinned heading; all of it when a heading stands directly above.
            top = row - 1
            while top > 0 and self.rows.rows[top] < 0 and self.rows.heading_at(top - 1):
                top -= 1
        elif row >= top + height:
            top = row - height + 1
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many events."""
        self._move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Moves the cursor by so many pages."""
        self._move_to(self.cursor + by * max(1, self.scrollable_content_region.height - 2))

    def action_go_to(self, ordinal: int) -> None:
        """Moves the cursor to the first (0) or last (-1) event."""
        self._move_to(ordinal if ordinal >= 0 else len(self.rows.row_of) + ordinal)

    def action_compare(self) -> None:
        """Asks for the event under the cursor to be compared."""
        if self.position is not None:
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
        self.app.notify(self.messages("no_conflict"), markup=False)

    def action_zoom(self) -> None:
        """Other headings: as needed, by year, by month, by day."""
        self.zoom = ZOOMS[(ZOOMS.index(self.zoom) + 1) % len(ZOOMS)]
        self.reload(self.position)
        self.app.notify(self.messages(f"zoom.{self.zoom}"), timeout=2, markup=False)

    # -- selecting ---------------------------------------------------------------------------------------------------

    def action_select(self) -> None:
        """Selects the event under the cursor, or no longer."""
        if self.view is None or self.position is None:
            return
        self.view.selected ^= {self.position}
        self.range_from = None
        self._selection_changed()

    def action_extend(self, by: int) -> None:
        """Selects from where the cursor is to where it goes."""
        if self.view is None or not self.view.shown:
            return
        start = self.cursor
        goal = max(0, min(start + by, len(self.view.shown) - 1))
        self._select_between(start, goal)
        kept, self.range_from = self.range_from, None
        self._move_to(goal)
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
        self.view.selected.update(self.view.shown[first : last + 1])
        self._selection_changed()

    def _selection_changed(self) -> None:
        self.refresh()
        self.post_message(self.Selected())

    # -- mouse -------------------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, on the mark it selects, with shift it extends; a double click compares."""
        if self.view is None:
            return
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self.rows) or self.rows.rows[row] < 0:
            return
        if event.y == 0 and row > 0:
            return  # the pinned heading
        ordinal = self.rows.rows[row]
        if event.shift:
            self._select_between(self.cursor, ordinal)
        self._move_to(ordinal)
        if event.chain >= 2:
            self.action_compare()
        elif event.x < 2 or event.ctrl:
            self.action_select()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The cursor looks different without the focus."""
        super().watch_has_focus(_has_focus)
        self.refresh()
