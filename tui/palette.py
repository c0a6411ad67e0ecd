"""How each kind of text looks: roles by name, their colours taken from the theme in force.

A table and not a style sheet, because matching thirty component classes for every widget took a third of the start.
Every difference that matters is also told by a sign, weight, underline or slant, so that it survives without colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color

TEXT = 4.5
"""The least contrast of text (WCAG 2, 1.4.3)."""
SHAPE = 3.0
"""The least contrast of a sign that is no text (WCAG 2, 1.4.11)."""


class Role(NamedTuple):
    """A theme variable for the text, how strongly it stands out from the background (1 is fully), and the rest."""

    color: str | None = None
    strength: float = 1.0
    background: str | None = None
    background_strength: float = 1.0
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    least: float = TEXT
    """The least contrast with whatever may lie under it: `TEXT`, `SHAPE`, or 1 for what only decorates."""


CURSOR = 0.22
"""How strongly the line of the cursor stands out from the background."""

ROLES: dict[str, Role] = {
    # words of the program
    "text": Role(),
    "dim": Role("foreground", 0.58),
    "strong": Role(bold=True),
    "heading": Role("primary", bold=True),
    "rule": Role("foreground", 0.22, least=1),
    "accent": Role("accent"),
    "key": Role("accent", bold=True),
    "chip": Role("background", background="primary"),
    "chip-off": Role("background", background="error"),
    "exclude": Role("foreground", 0.58, strike=True),
    # the timeline
    "date": Role("accent"),
    "repeat": Role("accent", 0.5),
    "title": Role("foreground"),
    "sources": Role("primary"),
    "silent": Role("foreground", 0.32, least=SHAPE),
    "on-silent": Role(background="foreground", background_strength=0.32),
    "conflict": Role("error", bold=True),
    "rounding": Role("warning"),
    "quotes": Role("success"),
    "selected": Role("success", bold=True),
    # words of articles
    "article": Role("foreground", 0.92),
    "context": Role("foreground", 0.55),
    "dating": Role("accent", underline=True),
    "name": Role("primary"),
    "amount": Role("warning", bold=True),
    "quote": Role("success", italic=True),
    "differs": Role("error", bold=True, underline=True),
    "match": Role("background", background="warning"),
    # where the cursor is
    "cursor": Role(background="primary", background_strength=CURSOR),
    "hover": Role(background="panel"),
}
"""All roles; a role without a colour changes only what it names."""


class Palette:
    """The styles of the roles under one theme."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._variables = variables
        self._styles: dict[str, Style] = {}
        self._contrast = float(variables.get(CONTRAST, TEXT))

    def __getitem__(self, names: str) -> Style:
        """The style of a role, or of several laid over each other (names separated by spaces)."""
        found = self._styles.get(names)
        if found is None:
            found = Style.null()
            for name in names.split():
                found += self._style(ROLES[name])
            self._styles[names] = found
        return found

    def _style(self, role: Role) -> Style:
        ground = self._color("background")
        color = None if role.color is None else self._color(role.color)
        background = None if role.background is None else self._color(role.background)
        dim = None
        if color is not None and role.strength < 1:
            if color.ansi is None and ground.ansi is None:
                color = ground.blend(color, role.strength)
            else:
                # The terminal's own colours cannot be mixed; it can show them weaker.
                dim = role.strength < 0.7
        if background is not None and role.background_strength < 1 and background.ansi is None and ground.ansi is None:
            background = ground.blend(background, role.background_strength)
        if color is not None and color.ansi is None and ground.ansi is None and role.least > 1:
            grounds = self._grounds if background is None else (background,)
            least = role.least * self._contrast / TEXT
            color = legible(color, grounds, least)
        plain = background is not None and background.ansi is not None
        return Style(
            color=None if color is None or plain else color.rich_color,
            bgcolor=None if background is None or plain else background.rich_color,
            bold=role.bold,
            dim=dim or None,
            italic=role.italic,
            underline=role.underline,
            strike=role.strike,
            reverse=True if plain else None,
        )

    @cached_property
    def _grounds(self) -> tuple[Color, ...]:
        """What may lie under a text: the screen, bars and boxes, the line of the cursor."""
        ground = self._color("background")
        return (
            ground,
            self._color("panel"),
            self._color("surface"),
            ground.blend(self._color("primary"), CURSOR),
        )

    def _color(self, variable: str) -> Color:
        return Color.parse(self._variables[variable])


def legible(color: Color, grounds: Sequence[Color], least: float) -> Color:
    """`color`, or the nearest to it on its way to black or white that has at least this contrast with every ground."""
    if all(contrast(color, ground) >= least for ground in grounds):
        return color
    ends = (Color(0, 0, 0), Color(255, 255, 255))
    goal = max(ends, key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(1, _STEPS):
        found = color.blend(goal, step / _STEPS)
        if all(contrast(found, ground) >= least for ground in grounds):
            return found
    return goal


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21 (WCAG 2)."""
    first, second = _luminance(one.rgb), _luminance(other.rgb)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


@lru_cache(maxsize=512)
def _luminance(rgb: tuple[int, int, int]) -> float:
    red, green, blue = (part / 255 for part in rgb)
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@lru_cache(maxsize=8)
def _palette(variables: tuple[tuple[str, str], ...]) -> Palette:
    return Palette(dict(variables))


CONTRAST = "least-contrast"
"""The theme variable that says which contrast its text has at least."""
_STEPS = 24
_USED = ("foreground", "background", "primary", "accent", "success", "warning", "error", "panel", "surface")


def palette(variables: dict[str, str]) -> Palette:
    """The palette for the variables of a theme (`App.theme_variables`)."""
    return _palette((*((name, variables[name]) for name in _USED), (CONTRAST, variables.get(CONTRAST, str(TEXT)))))
