"""Help, palette, messages: the manners that hold on every screen."""

from __future__ import annotations

import pytest
from drive import explore, lines

from tui.commands import ExplorerCommands
from tui.keys import COMMANDS, group_of
from tui.messages import LANGUAGES, texts
from tui.plain import SIGNS
from tui.screens.help import HelpScreen
from tui.widgets.keybar import KeyBar


def text_of(app) -> str:
    return "\n".join(app.screen.query_one("#sheet").text_lines)


async def palette(app, query: str) -> list[str]:
    return [str(hit.match_display) async for hit in ExplorerCommands(app.screen).search(query)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("keys", [[], ["question_mark"], ["w"], ["enter"], ["f", "down"], ["slash"], ["e"]])
def test_the_palette_finds_every_command_wherever_it_is_opened(keys, lang):
    wanted = [id for id in COMMANDS if group_of(id) in ("app", "main", "timeline")]

    async def scenario(app, pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        for id in wanted:
            node = {"app": app, "main": app.main, "timeline": app.main.timeline}[group_of(id)]
            if id in ("app.palette", "app.interrupt") or app._check_action_state(COMMANDS[id].action, node) is False:
                continue
            assert [title for title in await palette(app, texts(lang)[f"key.{id}"]) if app.key_of(id) in title], id

    explore(scenario, lang=lang, to_markdown=lambda d, e: "")


@pytest.mark.parametrize("keys", [["question_mark"], ["w"], ["enter"], ["enter", "w"], ["e"]])
def test_the_palette_runs_a_command_of_the_screen_below(keys):
    async def scenario(app, pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"zoom")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert app.screen is app.main
        assert app.main.timeline.zoom != "auto"

    explore(scenario, to_markdown=lambda d, e: "")


@pytest.mark.parametrize("keys", [["question_mark"], ["w"], ["enter"]])
def test_ctrl_c_and_the_palette_hold_over_cards(keys):
    async def scenario(app, pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        here = app.screen
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert [told.message for told in app._notifications] == [texts("en")["quit_hint_back"]]
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert app.screen is not here
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is here

    explore(scenario)


def test_one_message_at_a_time():
    async def scenario(app, pilot):
        await pilot.press("z", "z", "H", "z")
        await pilot.pause()
        assert len(app._notifications) == 1
        assert all(told.timeout <= 4 for told in app._notifications)

    explore(scenario)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_in_the_help_is_cut(size, lang):
    async def scenario(app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        sheet = app.screen.query_one("#sheet")
        assert all(len(line) <= sheet.size.width for line in sheet.text_lines)
        said = " ".join(text_of(app).split())
        assert "  …" not in said
        for id in COMMANDS:
            tip = texts(lang)[f"tip.{id}"]
            assert all(word in said for word in tip.split()), id
            for key in app.keys_shown(id):
                assert key in said, id
        for shown in lines(app.screen.query_one(KeyBar)):
            assert "?" not in shown or "help" in shown or "aide" in shown

    explore(scenario, size=size, lang=lang)


def test_the_help_begins_with_the_keys_of_the_screen():
    async def scenario(app, pilot):
        for keys, heading in (
            (["question_mark"], "Timeline"),
            (["escape", "enter", "question_mark"], "Compare"),
            (["escape", "escape", "e", "question_mark"], "Export"),
        ):
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            assert isinstance(app.screen, HelpScreen)
            assert text_of(app).splitlines()[2].strip() == heading

    explore(scenario, to_markdown=lambda d, e: "")


def test_the_help_is_narrowed_by_typing():
    async def scenario(app, pilot):
        await pilot.press("question_mark", "slash")
        await pilot.pause()
        await pilot.press(*"desac")
        await pilot.pause()
        text = text_of(app)
        assert "≠" in text
        assert "Exporter" not in text
        await pilot.press(*"zzz")
        await pilot.pause()
        assert texts("fr")["help.nothing_found"] in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "q" in text_of(app)
        assert isinstance(app.screen, HelpScreen)
        assert app.screen.focused is app.screen.query_one("#sheet")
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press("w", "enter", "escape")
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario, lang="fr")


def test_every_sign_is_a_word_in_plain_mode():
    for lang in LANGUAGES:
        found = texts(lang)
        for name in SIGNS:
            assert f"sign.{name}" in found
            assert not set(found[f"sign.{name}"]) & (set(SIGNS.values()) - {"?"} | set("│─╌├"))
