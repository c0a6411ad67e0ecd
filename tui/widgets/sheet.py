"""Lines of styled text that scroll: the base of everything the explorer draws with the line API.

Text is given as pieces, each with a role; `tui.palette` says how a role looks.  No markup is ever
read: what an article says can only be text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import cell_len
from tui.keys import bindings
from tui.palette import Palette, palette
from tui.widgets.kept import Lined

if TYPE_CHECKING:
    from tui.messages import Messages


class Piece(NamedTuple):
    """Some text of one role, or of several laid over each other (names separated by spaces)."""

    text: str
    role: str = "text"


Line = Sequence[Piece]


class Drawn(Lined):
    """A line-API widget that knows the roles; `strip` turns pieces into a line of the right length."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._palette: Palette | None = None
        self._ground: Style | None = None
        self._styles: dict[tuple[str, str], Style] = {}
        self._plain: Messages | Literal[False] | None = None

    def notify_style_update(self) -> None:
        """A new theme: styles are asked for again."""
        super().notify_style_update()
        self._palette = self._ground = None
        self._styles.clear()
        self.refresh()

    @property
    def cursor_line(self) -> int:
        """The line, from the top of the widget, that the terminal's cursor stands in while the widget has the keys."""
        return 0

    @property
    def ground(self) -> Style:
        """The widget's own style, which Textual would work out anew at every call."""
        self._ground = self._ground or self.rich_style
        return self._ground

    def style_of(self, role: str) -> Style:
        """The style of a role (or several, the later over the earlier); a background only where the role has one."""
        if self._palette is None:
            self._palette = palette(self.app.theme_variables)
        return self._palette[role]

    def strip(self, line: Line, width: int, base: str = "") -> Strip:
        """The line as exactly `width` cells over the widget's own style and that of the role `base`."""
        ground = self._over("", base)
        if self._plain is None:
            messages = getattr(self.app, "messages", None)
            self._plain = messages if messages is not None and messages.plain else False
        if self._plain:
            from tui.plain import narrowed, worded

            texts = narrowed([worded(self._plain, piece.text, piece.role) for piece in line], width)
            line = [Piece(text, piece.role) for text, piece in zip(texts, line, strict=True)]
        segments = [Segment(text, self._over(role, base)) for text, role in line if text]
        used = sum(cell_len(text) for text, _ in line)
        if used < width:
            segments.append(Segment(" " * (width - used), ground))
        strip = Strip(segments, max(used, width))
        return strip if used <= width else strip.adjust_cell_length(width, ground)

    def _over(self, role: str, base: str) -> Style:
        """The style of a role over that of the role `base` and the widget's own."""
        found = self._styles.get((role, base))
        if found is None:
            found = self.ground
            for one in (base, role):
                found = found + self.style_of(one) if one else found
            self._styles[role, base] = found
        return found


class Sheet(Drawn, can_focus=True, inherit_bindings=False):
    """A text of lines that is laid out for the width there is, scrolled with arrows, vi keys and the wheel."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        "sheet.up", "sheet.down", "sheet.page_up", "sheet.page_down", "sheet.top", "sheet.bottom"
    )

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: Sequence[Line] = []
        self._foreseen = 0

    def lay_out(self, width: int) -> Iterable[Line]:
        """The lines for a width in cells; asked for again whenever the width or `update` calls for it."""
        raise NotImplementedError

    def update(self) -> None:
        """Lays the lines out again and draws them."""
        width = self.text_width
        if width <= 0:
            return
        made = self.lay_out(width)
        self._lines = made if isinstance(made, Sequence) else list(made)
        self.set_lines(len(self._lines), width)
        self.refresh()

    def foresee(self, width: int) -> None:
        """Lays the lines out again for so many cells of the screen, which the widget has or is to `settle` in."""
        inner = width - self.styles.gutter.width - self.styles.scrollbar_size_vertical
        made = self.lay_out(inner)
        self._lines = made if isinstance(made, Sequence) else list(made)
        self._foreseen = inner
        self.set_reactive(Widget.virtual_size, Size(inner, len(self._lines)))
        self.refresh()

    def settle(self, size: Size) -> None:
        """Takes the size that the next layout will give it: scrollbar and scrolling are right before that, and after.

        The lines are those that were foreseen for this width.
        """
        self._size_updated(size, size, size)

    def on_resize(self, event: events.Resize) -> None:
        """Lays out for the new size."""
        foreseen, self._foreseen = self._foreseen, 0
        if foreseen != self.text_width:
            self.update()

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        width, _, top = self.frame
        row = y + top
        line: Line = self._lines[row] if 0 <= row < len(self._lines) else ()
        return self.selectable(self.strip(line, width, self.base_of(row)), row)

    def selectable(self, strip: Strip, row: int) -> Strip:
        """The strip of a line with what the mouse has selected of it marked, and with what it needs to select more."""
        selection = self.text_selection
        span = None if selection is None else self.span_at(selection, row)
        if span is not None:
            # Spans count characters, strips count cells.
            text, width = strip.text, strip.cell_length
            start = min(cell_len(text[: span[0]]), width)
            end = width if span[1] == -1 else max(start, min(cell_len(text[: span[1]]), width))
            parts = strip.divide([start, end, width])
            chosen = self.style_of("cursor")
            marked = [Segment(text, (style or Style.null()) + chosen) for text, style, _ in parts[1]]
            strip = Strip.join([parts[0], Strip(marked, parts[1].cell_length), *parts[2:]])
        # What is painted does not need them: they say what is under the mouse, which Textual asks a single line for.
        return strip if self._frame is not None else strip.apply_offsets(self.scroll_offset.x, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that was selected with the mouse."""
        spans = ((text, self.span_at(selection, row)) for row, text in enumerate(self.text_lines))
        lines = [text[span[0] : None if span[1] == -1 else span[1]].rstrip() for text, span in spans if span]
        return ("\n".join(lines), "\n") if lines else None

    def span_at(self, selection: Selection, row: int) -> tuple[int, int] | None:
        """The characters of a line that are selected: where they begin and end (-1: at the end of the line)."""
        return selection.get_span(row)

    def selection_updated(self, selection: Selection | None) -> None:
        """Draws the selection."""
        self.refresh()

    def base_of(self, row: int) -> str:
        """The role that lies under a whole line."""
        return ""

    @property
    def text_lines(self) -> list[str]:
        """The lines as plain text, for tests and for copying."""
        return ["".join(piece.text for piece in line) for line in self._lines]

    def action_scroll_lines(self, lines: int) -> None:
        """Scrolls by so many lines."""
        self.scroll_to(y=self.scroll_target_y + lines, animate=False)

    def action_scroll_pages(self, pages: int) -> None:
        """Scrolls by so many pages."""
        self.action_scroll_lines(pages * max(1, self.size.height - 1))

    def action_scroll_top(self) -> None:
        """Scrolls to the first line."""
        self.scroll_to(y=0, animate=False)

    def action_scroll_bottom(self) -> None:
        """Scrolls to the last line."""
        self.scroll_to(y=self.max_scroll_y, animate=False)
