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
    primary="#1f548a",
    secondary="#22604f",
    accent="#8a4b00",
    foreground="#1c1f26",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e8e5dd",
    success="#38611a",
    warning="#6f5000",
    error="#a3181e",
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
    error="#ff9a9a",
    dark=True,
    variables={"least-contrast": "7"},
)
THEMES = (DARK, LIGHT, CONTRAST)
"""The themes that come with the explorer, the default first."""
