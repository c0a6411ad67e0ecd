"""Every text can be read in every theme: contrast ratios of what the roles look like (WCAG 2)."""

from __future__ import annotations

import pytest
from drive import explore
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.palette import CONTRAST, CURSOR, ROLES, SHAPE, TEXT, contrast, legible, palette
from tui.theme import THEMES

ALL = (*THEMES, *(theme for theme in BUILTIN_THEMES.values() if not theme.ansi))
LEAST = {"timeline-contrast": 7.0}


def variables_of(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def test_the_ratio_is_that_of_wcag():
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color(9, 9, 9), Color(9, 9, 9)) == 1


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", [name for name, role in ROLES.items() if role.color and role.least >= SHAPE])
def test_every_role_can_be_read(theme, role):
    variables = variables_of(theme)
    style = palette(variables)[role]
    ground = Color.parse(variables["background"])
    grounds = [ground, ground.blend(Color.parse(variables["primary"]), CURSOR)]
    grounds += [Color.parse(variables[name]) for name in ("panel", "surface")]
    if style.bgcolor is not None:
        grounds = [Color.from_rich_color(style.bgcolor)]
    least = LEAST.get(theme.name, TEXT) * ROLES[role].least / TEXT
    possible = max(min(contrast(end, under) for under in grounds) for end in (Color(0, 0, 0), Color(255, 255, 255)))
    for under in grounds:
        found = contrast(Color.from_rich_color(style.color), under)
        # Some themes of Textual have grounds that no colour at all stands out from so far.
        assert found >= (least if theme in THEMES else min(least, possible)) - 0.01, (found, under)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_plain_text_can_be_read_everywhere(theme):
    variables = variables_of(theme)
    for name in ("background", "panel", "surface"):
        assert contrast(Color.parse(variables["foreground"]), Color.parse(variables[name])) >= 7


def test_a_colour_that_stands_out_is_left_alone():
    blue = Color.parse("#7cc4ff")
    assert legible(blue, [Color(0, 0, 0)], 7) == blue
    assert contrast(legible(Color(120, 120, 120), [Color(100, 100, 100)], 4.5), Color(100, 100, 100)) >= 4.5


def test_the_theme_of_high_contrast_asks_for_more():
    async def scenario(app, pilot):
        app.theme = "timeline-contrast"
        await pilot.pause()
        assert app.theme_variables[CONTRAST] == "7"
        dim = app.main.timeline.style_of("dim").color
        assert contrast(Color.from_rich_color(dim), Color.parse(app.theme_variables["panel"])) >= 7

    explore(scenario)
