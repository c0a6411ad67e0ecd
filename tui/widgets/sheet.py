"""Lines of styled text that scroll: the base of everything the explorer draws with the line API.

Text is given as pieces, each with a role; a role is a component class, so that themes decide how it looks.  No markup
is ever read: what an article says can only be text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.cells import cell_len
from tui.keys import bindings

ROLES = (
    *("text", "dim", "strong", "heading", "rule", "accent", "key", "chip", "chip-off", "exclude"),
    *("date", "title", "sources", "silent", "conflict", "rounding", "quotes", "selected"),
    *("article", "context", "dating", "name", "amount", "quote", "differs", "match", "cursor", "hover", "repeat"),
)


class Piece(NamedTuple):
    """Some text of one role, or of several laid over each other (names separated by spaces)."""

    text: str
    role: str = "text"


Line = Sequence[Piece]


class Drawn(ScrollView):
    """A line-API widget that knows the roles; `strip` turns pieces into a line of the right length."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"role--{role}" for role in ROLES}

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._role_styles: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """A new theme: styles are asked for again."""
        super().notify_style_update()
        self._role_styles.clear()
        self.refresh()

    def style_of(self, role: str) -> Style:
        """The style of a role (or several, the later over the earlier); a background only where the role has one."""
        found = self._role_styles.get(role)
        if found is None:
            found = Style.null()
            for name in role.split():
                found += self._component_style(f"role--{name}")
            self._role_styles[role] = found
        return found

    def _component_style(self, name: str) -> Style:
        # Textual blends translucent colours in the full style only; the partial one leaves out what is not set.
        rules = self.get_component_styles(name)
        full = self.get_component_rich_style(name)
        partial = self.get_component_rich_style(name, partial=True)
        return Style(
            color=full.color if rules.has_rule("color") else None,
            bgcolor=full.bgcolor if rules.has_rule("background") else None,
            bold=partial.bold,
            italic=partial.italic,
            underline=partial.underline,
            strike=partial.strike,
            reverse=partial.reverse,
        )

    def strip(self, line: Line, width: int, base: str = "") -> Strip:
        """The line as exactly `width` cells over the widget's own style and that of the role `base`."""
        ground = self.rich_style
        if base:
            ground += self.style_of(base)
        segments = [Segment(piece.text, ground + self.style_of(piece.role)) for piece in line if piece.text]
        return Strip(segments, sum(cell_len(piece.text) for piece in line)).adjust_cell_length(width, ground)


class Sheet(Drawn, can_focus=True, inherit_bindings=False):
    """A text of lines that is laid out for the width there is, scrolled with arrows, vi keys and the wheel."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        "sheet.up", "sheet.down", "sheet.page_up", "sheet.page_down", "sheet.top", "sheet.bottom"
    )

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []
        self._laid_out_for = -1

    def lay_out(self, width: int) -> Iterable[Line]:
        """The lines for a width in cells; asked for again whenever the width or `update` calls for it."""
        raise NotImplementedError

    def update(self) -> None:
        """Lays the lines out again and draws them."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        self._laid_out_for = width
        self._lines = list(self.lay_out(width))
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lays out for the new width."""
        if self.scrollable_content_region.width != self._laid_out_for or not self._lines:
            self.update()

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        line: Line = self._lines[row] if 0 <= row < len(self._lines) else ()
        return self.strip(line, width, self.base_of(row))

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
