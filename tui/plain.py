"""Every sign that is drawn, and the word that stands for it in plain mode.

Plain mode is for screen readers and braille: no lines, bars, dots or signs, one thing under the other, and no message
that goes away by itself.  Widgets ask `sign` for what they draw, and `Messages.plain` where a whole line is worded
otherwise; the words are the messages `sign.…`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.messages import Messages

SIGNS: dict[str, str] = {
    # the timeline
    "cursor": "▌",
    "selected": "✓",
    "tells": "●",
    "silent": "○",
    "conflict": "≠",
    "guess": "≈",
    "uncertain": "?",
    "quotes": "❝",
    # filters, search, choices
    "included": "■",
    "possible": "□",
    "excluded": "⊘",
    "remove": "✕",
    "search": "⌕",
    "taken": "●",
    "not_taken": "○",
    # comparing
    "rounding": "≈",
    "nothing": "·",
    "looked_at": "▸",
    "passage": "▎",
    "left": "‹",
    "right": "›",
}
"""The signs by what they mean."""

_DRAWN = "spine", "rule", "dashes", "branch", "column"
LINES: dict[str, str] = dict(zip(_DRAWN, "│─╌├│", strict=True))
"""What is only drawn: in plain mode, nothing stands for it."""


def wanted(given: bool | None = None, configured: bool | None = None) -> bool:
    """Whether plain mode is wanted: by the command line, else TIMELINE_PLAIN (1 or 0), else the settings."""
    if given is not None:
        return given
    said = os.environ.get("TIMELINE_PLAIN", "").strip().lower()
    if said:
        return said not in ("0", "no", "off", "false")
    return bool(configured)


def sign(say: Messages, name: str) -> str:
    """The sign called `name` in `SIGNS`, or in plain mode the word for it, which may be empty."""
    return say(f"sign.{name}") if say.plain else SIGNS[name]


def drawn(say: Messages, name: str, count: int = 1) -> str:
    """The line called `name` in `LINES`, `count` cells of it; spaces in plain mode, so that columns stay."""
    return (" " if say.plain else LINES[name]) * max(0, count)
