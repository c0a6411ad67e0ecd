"""The explorer's own colours, dark, light and of high contrast; everything else uses Textual's theme variables."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="timeline-dark",
    primary="#7aa2c8",
    secondary="#8fb8a8",
    accent="#e0a96d",
    foreground="#d9dbe0",
    background="#16181d",
    surface="#1b1e25",
    panel="#232731",
    success="#9dbf86",
    warning="#e0c06d",
    error="#e8787a",
    dark=True,
)
LIGHT = Theme(
    name="timeline-light",
    primary="#2f5f8f",
    secondary="#2f7360",
    accent="#9a5a12",
    foreground="#23262d",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5dd",
    success="#4a7326",
    warning="#86640a",
    error="#b3262b",
    dark=False,
)
CONTRAST = Theme(
    name="timeline-contrast",
    primary="#7cc4ff",
    secondary="#7dffd4",
    accent="#ffd24d",
    foreground="#ffffff",
    background="#000000",
    surface="#101010",
    panel="#2a2a2a",
    success="#8dff8d",
    warning="#ffe14d",
    error="#ff7b7b",
    dark=True,
)
THEMES = (DARK, LIGHT, CONTRAST)
"""The themes that come with the explorer, the default first."""
