"""Repaints that cost no more than what has changed.

Textual composes every repaint from all widgets that its bounding box touches, those under others too, and sends whole
lines of it.  Here it is known which widget each cell of the screen belongs to, so that only these are asked, only for
the lines that are dirty, and what stands on the terminal already is not sent again.
"""

from __future__ import annotations

from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from textual._compositor import Compositor, CompositorUpdate
from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from textual._compositor import LayoutUpdate, ReflowResult
    from textual.screen import Screen
    from textual.widget import Widget

_FRAME = 1 / 60  # seconds


class Owned(NamedTuple):
    """Cells of a line, from `start` to before `end`, that show a widget, whose region begins at `x` and `y`."""

    start: int
    end: int
    widget: Widget
    x: int
    y: int
    width: int


class Change(NamedTuple):
    """What is to stand at a place of the screen instead of what is known to stand there, if anything is."""

    x: int
    y: int
    before: Strip | None
    after: Strip


class Changes(CompositorUpdate):
    """What is sent to the terminal: of each line only what differs."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes

    def render_segments(self, console: Console) -> str:
        """The changes as terminal sequences."""
        sent: list[str] = []
        for x, y, before, after in self.changes:
            offset, strip = 0, after
            if before is not None:
                offset, strip = _differing(before, after)
            sent.append(f"\x1b[{y + 1};{x + offset + 1}H{strip.render(console)}")
        return "".join(sent)


class Sparing(Compositor):
    """The compositor of a screen whose repaints are to be quick."""

    def __init__(self) -> None:
        super().__init__()
        self._owned: dict[int, list[Owned]] = {}
        self._owned_by: object = None
        self._standing: dict[tuple[int, int], Strip] = {}
        self.painted = 0.0
        """When it was painted last without waiting for a frame (`time.monotonic`)."""

    def forget(self) -> None:
        """What stands on the terminal is not known any more."""
        self._standing.clear()

    def clear(self) -> None:
        """The screen closes: nothing is kept of it."""
        super().clear()
        self.forget()
        self._owned.clear()
        self._owned_by = None

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lays all widgets out again."""
        self._moved()
        return super().reflow(parent, size)

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """Lays out again what is in sight."""
        self._moved()
        return super().reflow_visible(parent, size)

    def _moved(self) -> None:
        self.forget()
        self._owned_by = None

    def render_full_update(self, simplify: bool = False) -> LayoutUpdate:
        """The whole screen."""
        self.forget()
        return super().render_full_update(simplify)

    def render_update(
        self, full: bool = False, screen_stack: list[Screen[object]] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        """What has changed, or the whole screen."""
        if not full and self._dirty_regions and self.size.region not in self._dirty_regions:
            visible_screen_stack.set([] if screen_stack is None else screen_stack)
            changes = self._changes()
            if changes is not None:
                self._dirty_regions.clear()
                return Changes(changes) if changes else None  # type: ignore[return-value]
            self.forget()
        return super().render_update(full, screen_stack, simplify)

    def _changes(self) -> list[Change] | None:
        """What differs from what stands on the terminal; None where that cannot be told."""
        if self.root is None or self.root.app._batch_count:
            return None
        if self._owned_by is not self.visible_widgets:
            self._owned.clear()
            self._owned_by = self.visible_widgets
        wanted: list[tuple[int, Owned]] = []
        lines: dict[Widget, tuple[int, int]] = {}
        bottom, right = self.size.height, self.size.width
        for y, begin, end in self._regions_to_spans(self._dirty_regions):
            if not 0 <= y < bottom or begin >= right:
                continue
            for owned in self._line(y):
                if owned.start < end and owned.end > begin:
                    wanted.append((y, owned))
                    first, last = lines.get(owned.widget, (y, y))
                    lines[owned.widget] = min(first, y), max(last, y)
        drawn: dict[Widget, list[Strip]] = {}
        changes: list[Change] = []
        standing = self._standing
        for y, (start, end, widget, x, top, width) in wanted:
            first, last = lines[widget]
            strips = drawn.get(widget)
            if strips is None:
                strips = drawn[widget] = widget.render_lines(Region(0, first - top, width, last - first + 1))
            if y - first >= len(strips):
                return None
            strip = strips[y - first]
            if strip.cell_length < end - x:
                # Below what a widget leaves empty another would be seen.
                return None
            strip = strip.crop(start - x, end - x)
            before = standing.get((y, start))
            if before is None or (before is not strip and before != strip):
                changes.append(Change(start, y, before, strip))
                standing[y, start] = strip
        return changes

    def _line(self, y: int) -> list[Owned]:
        """Which widgets are seen in a line, from left to right."""
        found = self._owned.get(y)
        if found is None:
            found = []
            cuts = self.cuts[y]
            for start, end in pairwise(cuts):
                for widget, (region, clip) in self.visible_widgets.items():
                    seen = region.intersection(clip)
                    if seen.x <= start and end <= seen.right and seen.y <= y < seen.bottom:
                        if found and found[-1].widget is widget and found[-1].end == start:
                            start = found.pop().start
                        found.append(Owned(start, end, widget, region.x, region.y, region.width))
                        break
            self._owned[y] = found
        return found


def paint(screen: Screen[Any]) -> None:
    """Paints at once what has changed, where no layout is to come before it.

    Textual passes on what is dirty from task to task, and paints no sooner than a frame after it has painted last.
    """
    compositor = screen._compositor
    if not isinstance(compositor, Sparing) or not screen.is_current or screen.app._batch_count:
        return
    now = monotonic()
    # Keys that come faster than frames are painted together.
    if now - compositor.painted < _FRAME or screen._layout_required or screen._scroll_required:
        return
    dirty = [widget for widget in compositor.visible_widgets if widget._repaint_regions]
    if not dirty or any(widget._layout_required or widget._scroll_required for widget in dirty):
        return
    compositor.painted = now
    screen._dirty_widgets.update(dirty)
    screen._on_timer_update()


def _differing(before: Strip, after: Strip) -> tuple[int, Strip]:
    """The part of a strip that differs from another of the same place, and the cell at which it begins."""
    old, new = before._segments, after._segments
    # Where a terminal might give a sign other cells than we do, the line is sent as a whole.
    if before.cell_length != after.cell_length or not (_is_plain(before) and _is_plain(after)):
        return 0, after
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    if not start and not end:
        return 0, after
    kept = new[start : len(new) - end]
    return sum(len(segment.text) for segment in new[:start]), Strip(kept)


def _is_plain(strip: Strip) -> bool:
    return sum(len(segment.text) for segment in strip._segments) == strip.cell_length
