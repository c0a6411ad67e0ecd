"""What NO_COLOR asks for: no colour reaches the terminal, not even a grey; weight, slant, lines and reverse stay."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


class Colourless(LineFilter):
    """Takes the colours out of everything that is drawn; what is dim becomes plain, since dim is shown as grey."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without colours."""
        return [Segment(text, style and colourless(style), control) for text, style, control in segments]


@lru_cache(maxsize=2048)
def colourless(style: Style) -> Style:
    """A style without its colours and its dimness; what the mouse does there stays."""
    # `Style.without_color` would lose what the mouse does.
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=style.reverse,
        link=style.link,
        meta=style.meta or None,
    )
