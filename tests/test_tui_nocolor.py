"""NO_COLOR: not one colour reaches the terminal, and everything can still be told apart."""

from __future__ import annotations

import re

from drive import explore
from rich.style import Style
from terminal import Terminal

from tui.colourless import colourless

_COLOURS = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7]|2)(?:;[0-9;]*)?m")


def test_no_colour_reaches_the_terminal(home_with_example):
    with Terminal("open", "--example", home=home_with_example, NO_COLOR="1") as terminal:
        terminal.begin("2015")
        for key in ("j", " ", "f", "\x1b", "?", "\x1b", "w", "\x1b", "\r", "\x1b", "t", "/"):
            terminal.press(key)
            terminal.settle()
        terminal.press("\x1b")
        terminal.settle()
        assert _COLOURS.findall(terminal.raw) == []
        assert b"\x1b[7m" in terminal.raw or b"\x1b[1;7m" in terminal.raw, "the cursor is told by reverse"
        terminal.press("q")
        terminal.end()


def test_only_the_colours_of_a_style_are_taken():
    style = Style(color="red", bgcolor="#202020", bold=True, dim=True, underline=True, reverse=True, meta={"a": 1})
    assert colourless(style) == Style(bold=True, underline=True, reverse=True, meta={"a": 1})


def test_the_theme_key_says_why_there_are_no_colours(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def scenario(app, pilot):
        before = app.theme
        await pilot.press("t")
        await pilot.pause()
        assert app.theme == before
        assert "NO_COLOR" in next(iter(app._notifications)).message

    explore(scenario)
