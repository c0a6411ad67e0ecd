"""How each kind of text looks: roles by name, their colours taken from the theme in force.

A table and not a style sheet, because matching thirty component classes for every widget took a third of the start.
Every difference that matters is also told by a sign, weight, underline or slant, so that it survives without colours.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color


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


ROLES: dict[str, Role] = {
    # words of the program
    "text": Role(),
    "dim": Role("foreground", 0.58),
    "strong": Role(bold=True),
    "heading": Role("primary", bold=True),
    "rule": Role("foreground", 0.22),
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
    "silent": Role("foreground", 0.32),
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
    "cursor": Role(background="primary", background_strength=0.26),
    "hover": Role(background="panel"),
}
"""All roles; a role without a colour changes only what it names."""


class Palette:
    """The styles of the roles under one theme."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._variables = variables
        self._styles: dict[str, Style] = {}

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

    def _color(self, variable: str) -> Color:
        return Color.parse(self._variables[variable])


@lru_cache(maxsize=8)
def _palette(variables: tuple[tuple[str, str], ...]) -> Palette:
    return Palette(dict(variables))


_USED = ("foreground", "background", "primary", "accent", "success", "warning", "error", "panel")


def palette(variables: dict[str, str]) -> Palette:
    """The palette for the variables of a theme (`App.theme_variables`)."""
    return _palette(tuple((name, variables[name]) for name in _USED))
