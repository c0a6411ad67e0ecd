"""What a widget looked like last is shown again as long as nothing of it has changed.

For each repaint of any part of the screen Textual asks all widgets between the topmost and the lowest change for all of
their lines.  It keeps these, but works out backgrounds, styles and filters for every one of them anew, which took two
thirds of the time of a key.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from textual._styles_cache import StylesCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

W = TypeVar("W", bound=Widget)
_CORNER = Region(0, 0, 1, 1)


class Kept(StylesCache):
    """The lines of a widget, drawn when they are dirty."""

    def __init__(self) -> None:
        super().__init__()
        self._last: tuple[tuple[Region, Size, str], list[Strip]] | None = None

    def clear(self) -> None:
        """Nothing is kept."""
        super().clear()
        self._last = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        # A theme changes grounds without a word to what lies over them.
        key = crop, widget.outer_size, widget.app.theme
        if self._last is not None:
            if self._last[0] == key and self._dirty_lines.isdisjoint(crop.line_range):
                return self._last[1]
            if self._last[0][1:] != key[1:]:
                self.clear()
        strips = self.drawn(widget, crop)
        self._last = key, strips
        return strips

    def drawn(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a part of the widget of which something is dirty."""
        return super().render_widget(widget, crop)


class Underlay(Kept):
    """The lines of a screen or a container that shows nothing of its own: one line, as often as it is high.

    Textual paints what lies under other widgets too, with all of its style for every line.
    """

    def drawn(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        if widget.styles.gutter or widget.opacity != 1:
            return super().drawn(widget, crop)
        strip = Strip.blank(crop.width, widget.rich_style)
        for one in widget.get_line_filters():
            strip = strip.apply_filter(one, widget.background_colors[1])
        self._dirty_lines.difference_update(crop.line_range)
        return [strip] * crop.height


class Frame(NamedTuple):
    """What is the same for all lines while they are drawn, and would be worked out for each of them.

    `width` are the cells of a line, `text_width` those that text may take, `top` is the row in the first line.
    """

    width: int
    text_width: int
    top: int


class Lined(ScrollView):
    """A line-API widget that keeps its lines; each of them covers its ground, so that Textual adds none."""

    _frame: Frame | None = None
    _vertical_scrollbar: ScrollBar | None

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_cache = _KeptLines()

    @property
    def frame(self) -> Frame:
        """What all lines have in common."""
        if self._frame is not None:
            return self._frame
        width = self.scrollable_content_region.width
        bar = self.styles.scrollbar_size_vertical
        return Frame(width, width if self.show_vertical_scrollbar else width - bar, self.scroll_offset.y)

    @property
    def text_width(self) -> int:
        """The cells that lines may take: the scrollbar's are kept free, so that its coming and going moves no text."""
        return self.frame.text_width

    def set_lines(self, count: int, width: int = 0) -> None:
        """So many lines from now on; a new layout of the screen only where the scrollbar comes or goes."""
        size, height = Size(width, count), self.container_size.height
        if height and (count > height) == self.show_vertical_scrollbar:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Called at every layout of the screen, whose sizes are mostly what they were."""
        if self._size == size and self._container_size == size - self.styles.gutter.totals and self._bar_is_right:
            return False
        return super()._size_updated(size, virtual_size, container_size, layout)

    @property
    def _bar_is_right(self) -> bool:
        """Whether the scrollbar is there if it has to be, and as long as it has to be."""
        styles, height, lines = self.styles, self._container_size.height, self.virtual_size.height
        if styles.overflow_x != "hidden" or self.show_horizontal_scrollbar:
            return False
        if not self.show_vertical_scrollbar:
            return styles.overflow_y == "hidden" or lines <= height
        if not styles.scrollbar_size_vertical:
            return lines > height
        bar = self.vertical_scrollbar
        return lines > height and (bar.window_virtual_size, bar.window_size) == (lines, height)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar."""
        if self._vertical_scrollbar is None:
            bar = _Bar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            bar._styles_cache = _BarLines()
            self._vertical_scrollbar = bar
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar


class _KeptLines(Kept):
    """The lines of a `Lined`.  Of its style only borders, padding and opacity are looked at."""

    def drawn(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a part of the widget of which something is dirty."""
        assert isinstance(widget, Lined)
        widget._frame = frame = widget.frame
        try:
            gutter = widget.styles.gutter
            left_only = gutter == (0, 0, 0, 1) and not widget.styles.padding
            if (gutter and not left_only) or widget.opacity != 1:
                return super().drawn(widget, crop)
            edge = StylesCache().render_widget(widget, _CORNER)[0] if gutter else None
            return self._plainly(widget, crop, frame.width, edge)
        finally:
            widget._frame = None

    def _plainly(self, widget: Widget, crop: Region, width: int, edge: Strip | None) -> list[Strip]:
        """Its lines as they are, behind a border at the left or without any."""
        if width != self._width:
            StylesCache.clear(self)
            self._width = width
        filters = widget.get_line_filters()
        ground = widget.background_colors[1]
        kept, dirty = self._cache, self._dirty_lines
        for y in crop.line_range:
            if y not in kept or y in dirty:
                strip = widget.render_line(y)
                if strip.cell_length != width:
                    strip = strip.adjust_cell_length(width, widget.rich_style)
                for one in filters:
                    strip = strip.apply_filter(one, ground)
                kept[y] = strip if edge is None else Strip.join([edge, strip])
        dirty.difference_update(crop.line_range)
        strips = [kept[y] for y in crop.line_range]
        left, right = crop.column_span
        whole = width if edge is None else width + edge.cell_length
        return strips if left == 0 and right >= whole else [strip.crop(left, right) for strip in strips]


class _BarLines(Kept):
    """The lines of a scrollbar, which has no style but its colours."""

    def drawn(self, widget: Widget, crop: Region) -> list[Strip]:
        """The lines of a part of the bar."""
        if widget.styles.gutter or widget.opacity != 1 or crop.column_span != (0, widget.size.width):
            return super().drawn(widget, crop)
        filters, behind = widget.get_line_filters(), widget.background_colors[1]
        strips = [widget.render_line(y) for y in crop.line_range]
        for one in filters:
            strips = [strip.apply_filter(one, behind) for strip in strips]
        self._dirty_lines.difference_update(crop.line_range)
        return strips


class _Bar(ScrollBar):
    """A scrollbar that is drawn again where that would be seen: of 100,000 lines one changes nothing in it."""

    def validate_position(self, position: float) -> float:
        """The position, or the one from before where both look the same."""
        found = super().validate_position(position)
        before = self.position
        return before if not self.grabbed and self._begin(found) == self._begin(before) else found

    def _begin(self, position: float) -> float:
        """Where the bar begins, in eighths of a cell; a bar at either end is told from one near it."""
        size, rest = self.size.height, self.window_virtual_size - self.window_size
        if not size or rest <= 0 or position <= 0 or position >= rest:
            return position
        thumb = max(1, self.window_size * size / self.window_virtual_size)
        return 0.5 + int((size - thumb) * position / rest * 8)


def underlay(widget: W) -> W:
    """The widget, a screen or a container, of which nothing is seen but its background."""
    widget._styles_cache = Underlay()
    return widget


def keep(widget: W) -> W:
    """The widget, which keeps its lines from now on."""
    widget._styles_cache = Kept()
    return widget
