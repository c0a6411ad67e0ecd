"""Copying, help, the command palette, both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drive import explore, lines

import tui
from store.library.places import example_library
from tui.app import ExplorerApp
from tui.commands import ExplorerCommands
from tui.keys import COMMANDS, bindings
from tui.messages import AREAS, LANGUAGES, Messages, texts
from tui.rows import ZOOMS
from tui.screens.help import HelpScreen
from tui.widgets.keybar import KeyBar
from tui.widgets.title import TitleBar


def test_copy_and_open(monkeypatch):
    copied, opened = [], []
    monkeypatch.setattr(ExplorerApp, "copy_to_clipboard", lambda self, text: copied.append(text))
    monkeypatch.setattr(ExplorerApp, "open_url", lambda self, url, new_tab=True: opened.append(url))

    async def scenario(app, pilot):
        await pilot.press("y")
        assert "“Le conseil municipal avait créé la régie du port en 2015.”" in copied[0]
        assert "Ouest-Matin, 11 March 2025, https://example.org/brevaux" in copied[0]
        await pilot.press("o")
        assert opened == ["https://example.org/brevaux"]
        await pilot.press("d", "enter")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("y", "right", "o", "right", "right", "o")
        assert "97,6 millions" in copied[1]
        # An address that is none of the web's is never opened.
        assert opened == ["https://example.org/brevaux"] * 2

    explore(scenario)


def test_help_shows_every_key_and_what_was_rebound():
    async def scenario(app, pilot):
        app.set_keymap({"timeline.zoom": "f7"})
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        for id in COMMANDS:
            assert texts("en")[f"tip.{id}"].split()[0] in text
        assert "f7" in text
        await pilot.press("escape", "f7")
        assert app.main.timeline.zoom == ZOOMS[1]
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)

    explore(scenario, size=(120, 200))


def test_every_binding_has_id_label_and_tooltip_in_both_languages():
    for lang in LANGUAGES:
        found = texts(lang)
        for id in COMMANDS:
            assert found[f"key.{id}"], (lang, id)
            assert found[f"tip.{id}"], (lang, id)
            assert f"group.{id.split('.')[0]}" in found or id.startswith("screen."), (lang, id)
    assert set(texts("en")) == set(texts("fr"))
    assert {binding.id for binding in bindings(*COMMANDS)} == set(COMMANDS)


def test_the_palette_offers_what_the_keys_do():
    async def scenario(app, pilot):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert any(title.startswith("compare") for title in titles)
        assert any(title.startswith("filters") for title in titles)
        moves = [command for command in app.get_system_commands(app.screen) if command.title.startswith("page down")]
        assert moves, "what only moves can be found by its name"
        assert not any(command.discover for command in moves), "but is not offered"
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"zoom")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.5)
        assert app.main.timeline.zoom == ZOOMS[1]

    explore(scenario)


def test_french():
    async def scenario(app, pilot):
        assert "5 sources · 9 événements" in lines(app.main.query_one(TitleBar))[0]
        assert "comparer" in lines(app.main.query_one(KeyBar))[0]
        assert "sans date" in "\n".join(lines(app.main.timeline))
        assert "10 mars" in "\n".join(lines(app.main.timeline))

    explore(scenario, lang="fr")


def test_numbers_of_things():
    assert Messages("fr").count("n.events", 0) == "0 événement"
    assert Messages("en").count("n.events", 0) == "0 events"
    assert Messages("en").count("n.events", 1) == "1 event"
    assert Messages("en").count("n.events", 12345) == "12,345 events"
    assert Messages("xx").lang == "en"


def test_keys_that_scroll_a_text():
    async def scenario(app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        sheet = app.screen.query_one("#sheet")
        top, bottom, page = 0, sheet.max_scroll_y, sheet.size.height - 1

        async def after(*keys):
            await pilot.press(*keys)
            return sheet.scroll_offset.y

        assert await after("down", "j") == 2
        assert await after("up", "k") == top
        for forth, back in (("pagedown", "pageup"), ("ctrl+d", "ctrl+u"), ("ctrl+f", "ctrl+b")):
            assert await after(forth) == page
            assert await after(back) == top
        assert await after("end") == bottom
        assert await after("home") == top
        assert await after("G") == bottom
        assert await after("g") == top

    explore(scenario, size=(80, 24))


def test_every_message_that_is_said_exists():
    sources = [path.read_text("utf-8") for path in Path(tui.__file__).parent.rglob("*.py") if "cli" not in path.parts]
    said = {key for text in sources for key in re.findall(r"""(?:say|messages|count)\(\s*["']([a-z_.-]+)["']""", text)}
    assert len(said) > 50
    assert said <= {key for area in (*AREAS, "config") for key in texts("en", area)}


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
def test_the_pane_with_the_focus_is_seen_and_its_keys_are_named(size):
    async def scenario(app, pilot):
        sources, under = app.main.sources, app.main.query_one("#under")
        calm = under.styles.border
        await pilot.press("tab")
        await pilot.pause()
        assert sources.has_focus
        assert under.styles.border != calm
        keys = lines(app.main.query_one(KeyBar))[0]
        assert "↑ ↓ scroll" in keys
        assert "esc timeline" in keys
        await pilot.press("escape")
        await pilot.pause()
        assert app.main.timeline.has_focus

    explore(scenario, size=size)


def test_the_palette_ignores_accents():
    async def scenario(app, pilot):
        for query in ("theme", "thème", "THEME"):
            provider = ExplorerCommands(app.screen)
            found = [hit async for hit in provider.search(query)]
            assert any("thème" in str(hit.match_display) for hit in found)
        assert not [hit async for hit in ExplorerCommands(app.screen).search("zzzz")]

    explore(scenario, lang="fr")


def test_the_example_is_called_so_in_the_users_language():
    place = example_library()
    assert ExplorerApp(name="example", place=place, lang="fr").library_name == "exemple"
    assert ExplorerApp(name="example", place=place, lang="en").library_name == "example"
    assert ExplorerApp(name="example", place=Path("/articles/example"), lang="fr").library_name == "example"
