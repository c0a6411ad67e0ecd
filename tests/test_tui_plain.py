"""Plain mode: words for signs, nothing drawn or side by side, messages that stay, a cursor that can be followed."""

from __future__ import annotations

import re

import pytest
from drive import current, explore
from terminal import Terminal

from tui.messages import LANGUAGES, Messages
from tui.plain import SIGNS, narrowed, sign, worded
from tui.startup import plain_wanted
from tui.widgets.sheet import Drawn

DRAWN = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2500-\u25ff\u2700-\u27bf≈≠]")
"""Arrows, technical signs, box drawing, blocks, shapes, dingbats."""


def screen_of(app) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize(("size", "lang"), [((60, 20), "fr"), ((160, 50), "en")])
def test_nothing_is_drawn_on_any_screen(lang, size):
    ways = [
        [],
        ["space", "j", "v", "j"],
        ["f", "down", "space", "down", "x"],
        ["escape", "z", "z", "z"],
        ["slash", "p", "o", "r", "t"],
        ["enter", "n", "H"],
        ["escape", "enter"],
        ["J", "quotation_mark", "right", "r", "p"],
        ["w", "right"],
        ["escape", "question_mark", "end"],
        ["escape", "escape", "e"],
        ["escape", "w"],
        ["escape", "ctrl+c"],
        ["tab"],
    ]

    async def scenario(app, pilot):
        for keys in ways:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await pilot.pause()
            for shown in screen_of(app):
                assert not DRAWN.search(shown), (keys, shown)

    explore(scenario, size=size, lang=lang, plain=True, to_markdown=lambda d, e: "# x")


def test_a_row_is_a_sentence():
    async def scenario(app, pilot):
        app.main.view.selected.add(3)
        app.main.timeline.redraw()
        await pilot.pause()
        rows = "\n".join(screen_of(app))
        assert "2015: Le conseil municipal crée la régie du port, 1 of 5 sources\n" in rows
        assert (
            "10 Mar 2025: Offre de 97,4 millions d'euros d'Orlac pour le port de Brévaux, 5 of 5 sources, disagree"
            in rows
        )
        assert ", 5 of 5 sources, 5 quotes" in rows
        assert re.search("^about Mar 2025: ", rows, re.MULTILINE)
        assert "undated, 2 events" in rows
        assert ", selected" in rows

    explore(scenario, size=(160, 50), plain=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_and_facts_stand_under_each_other(lang):
    say = Messages(lang)

    async def scenario(app, pilot):
        await pilot.press("d")
        await pilot.pause()
        names = [source.article.name for source in app.main.sources._sources]
        text = "\n".join(screen_of(app))
        assert not any(sum(name in shown for name in names) > 1 for shown in text.splitlines())
        await pilot.press("enter")
        await pilot.pause()
        facts = "\n".join(app.screen.ledger.text_lines)
        for name in names:
            assert re.search(f"^  {re.escape(name)}\\s?:", facts, re.MULTILINE)
        assert say("state.conflict") in facts
        assert len([p for p in app.screen.query("Passage") if p.display]) == 1

    explore(scenario, size=(160, 50), lang=lang, plain=True)


def test_messages_stay_until_the_next():
    async def scenario(app, pilot):
        keys = app.main.query_one("#keys")
        await pilot.press("ctrl+c")
        await pilot.pause(0.1)
        assert "q leaves." in keys.render_line(0).text
        assert len(app._notifications) == 0
        await pilot.press("j", "j")
        await pilot.pause()
        assert "q leaves." in keys.render_line(0).text
        await pilot.press("n")
        await pilot.pause()
        assert "q leaves." not in keys.render_line(0).text
        assert keys.render_line(0).text.strip()
        assert "help" in keys.render_line(1).text

    explore(scenario, plain=True)


def test_the_cursor_of_the_terminal_follows():
    async def scenario(app, pilot):
        for _ in range(4):
            await pilot.press("j")
            await pilot.pause()
            title = app.main.view.event(app.main.timeline.position).title
            assert title.split()[0] in screen_of(app)[app.cursor_position.y]
        await pilot.press("f", "down", "down")
        await pilot.pause()
        focused = app.screen.focused
        assert isinstance(focused, Drawn)
        assert app.cursor_position.y == focused.content_region.y + focused.cursor_line
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        assert app.cursor_position == app.screen.focused.content_region.offset

    explore(scenario, plain=True)


def test_without_plain_mode_the_cursor_is_left_alone():
    async def scenario(app, pilot):
        await pilot.press("j", "j")
        await pilot.pause()
        assert app.cursor_position == (0, 0)
        assert current(app)

    explore(scenario)


@pytest.mark.parametrize(
    ("given", "variable", "configured", "result"),
    [
        (None, None, None, False),
        (None, None, True, True),
        (None, "1", None, True),
        (None, "0", True, False),
        (None, "false", True, False),
        (None, "", True, True),
        (True, "0", False, True),
    ],
)
def test_what_decides(given, variable, configured, result, monkeypatch):
    monkeypatch.delenv("TIMELINE_PLAIN", raising=False)
    if variable is not None:
        monkeypatch.setenv("TIMELINE_PLAIN", variable)
    assert plain_wanted(given, configured) is result


def test_words_for_signs():
    say = Messages("en")
    say.plain = True
    assert worded(say, "●●◐○○", "sources") == "3 of 5 sources"
    assert worded(say, " ≠ ", "conflict").split() == ["disagree"]
    assert worded(say, "├──── 12 ", "rule").strip() == "12"
    assert worded(say, "≈ ● ≠", "article") == "≈ ● ≠", "the words of an article stay as they are"
    assert worded(say, "↑ ↓", "key") == "up down"
    assert worded(say, "a · b", "dim") == "a, b"
    assert worded(say, "plain text", "dim") == "plain text"
    assert sign(say, "conflict") == "disagree"
    say.plain = False
    assert sign(say, "conflict") == SIGNS["conflict"]
    for shown in (*SIGNS.values(), *"│─╌├╴┊┼█▂"):
        say.plain = True
        assert not DRAWN.search(worded(say, shown, "text"))
    assert narrowed(["ab   ", "    c"], 7) == ["ab   ", " c"]
    assert narrowed(["ab", "c"], 1) == ["ab", "c"]


def test_plain_mode_in_a_terminal(home_with_example):
    with Terminal("open", "--example", "--plain", home=home_with_example) as terminal:
        text = terminal.begin("of 5 sources")
        assert not DRAWN.search(text)
        terminal.settle()
        assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l"), "the cursor is seen"
        terminal.press("q")
        assert terminal.end() == 0
