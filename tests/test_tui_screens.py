"""Comparing, the cards, help, the command palette, both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drive import current, explore, lines

import tui
from store.library.places import example_library
from store.model import Account, Article, Dataset, Event
from tui.app import ExplorerApp
from tui.commands import ExplorerCommands
from tui.keys import COMMANDS, bindings
from tui.messages import LANGUAGES, Messages, texts
from tui.screens.compare import CompareScreen
from tui.screens.export import ExportScreen
from tui.screens.help import HelpScreen
from tui.screens.why import WhyScreen
from tui.widgets.keybar import KeyBar
from tui.widgets.title import TitleBar


def test_compare_shows_facts_sources_and_conflicts():
    async def scenario(app, pilot):
        await pilot.press("d", "enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        text = "\n".join(app.screen.ledger.text_lines)
        assert "≠ 97,6 millions d'euros" in text
        assert "  97,4 millions d'euros" in text
        assert "≈ Mar 2025" in text
        assert "« récemment »" in text
        await pilot.press("escape")
        assert current(app) == "ev-offre"

    explore(scenario, size=(160, 50))


def test_compare_sets_quotes_under_each_other():
    async def scenario(app, pilot):
        await pilot.press("d", "j", "enter")
        await pilot.pause()
        await pilot.pause()
        text = app.screen.ledger.text_lines
        original = next(line for line in text if "original" in line)
        assert "no thank you" in original
        aligned = [line for line in text if "votre siège" in line and "Non merci" in line and "direct" in line]
        assert len({line.index("votre siège") for line in aligned}) == 1

    explore(scenario, size=(160, 50))


def test_steps_in_compare():
    async def scenario(app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        await pilot.press("n", "n")
        assert screen.event.id == "ev-plainte"
        await pilot.press("p")
        assert screen.event.id == "ev-2018"
        await pilot.press("d")
        assert screen.event.id == "ev-offre"
        await pilot.pause()
        await pilot.press("right", "l")
        assert screen.column == 2
        await pilot.press("left", "h", "h")
        assert screen.column == 0
        await pilot.press("J", "shift+down", "K", "shift+up")
        await pilot.press("n", "D")
        assert screen.event.id == "ev-offre"
        await pilot.press("space")
        assert app.main.view.selected == {screen.position}
        await pilot.press("w")
        assert isinstance(app.screen, WhyScreen)
        await pilot.press("q")
        assert app.screen is screen
        await pilot.press("e")
        assert isinstance(app.screen, ExportScreen)
        await pilot.press("escape", "j", "k", "pagedown", "pageup", "G", "g", "tab", "q")
        await pilot.pause()
        assert app.screen is app.main
        assert current(app) == "ev-offre"

    explore(scenario)


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


def test_why_this_date():
    async def scenario(app, pilot):
        await pilot.press("d", "w")
        await pilot.pause()
        assert isinstance(app.screen, WhyScreen)
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        for words in ("« Monday »", "weekday", "11 March 2025", "counted from publication", "« Lundi 10 mars 2025 »"):
            assert words in text
        await pilot.press("escape")
        assert app.screen is app.main

    explore(scenario)


def test_why_this_date_in_french_says_which_passage_and_no_jargon():
    async def scenario(app, pilot):
        await pilot.press("d", "w")
        await pilot.pause()
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        assert "« On Monday Orlac offered 97.4 million euros" in text
        assert "lu comme" in text
        assert "10 mars 2025 · compté depuis la publication" in text
        for jargon in ("DATE", "weekday", "day-month-year", "PAST_REF", "règle"):
            assert jargon not in text
        assert app.screen._evidence("lundi;2025-02-10") == "lundi ; 10 février 2025"

    explore(scenario, lang="fr")


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
        assert app.main.timeline.zoom == "year"
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
        assert not any(title.startswith("page down") for title in titles)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"zoom")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.5)
        assert app.main.timeline.zoom == "year"

    explore(scenario)


def test_french():
    async def scenario(app, pilot):
        assert "5 sources · 9 événements" in lines(app.main.query_one(TitleBar))[0]
        assert "comparer" in lines(app.main.query_one(KeyBar))[0]
        assert "sans date ├" in "\n".join(lines(app.main.timeline))
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


def test_the_table_scrolls_while_an_article_has_the_focus():
    async def scenario(app, pilot):
        await pilot.press("d", "j", "enter")
        await pilot.pause()
        await pilot.pause()
        assert app.screen.ledger.scroll_offset.y == 0
        await pilot.press("J", "shift+down")
        assert app.screen.ledger.scroll_offset.y == 2
        await pilot.press("K", "shift+up")
        assert app.screen.ledger.scroll_offset.y == 0
        await pilot.press("N")
        assert app.screen.event.id == "ev-offre"

    explore(scenario, size=(80, 24))


def test_every_message_that_is_said_exists():
    sources = [path.read_text("utf-8") for path in Path(tui.__file__).parent.rglob("*.py") if "cli" not in path.parts]
    said = {key for text in sources for key in re.findall(r"""(?:say|messages|count)\(\s*["']([a-z_.-]+)["']""", text)}
    assert len(said) > 50
    assert said <= set(texts("en"))


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


def test_an_address_is_offered_where_there_is_one():
    async def scenario(app, pilot):
        await pilot.press("d", "enter")
        await pilot.pause()
        await pilot.pause()
        screen = app.screen
        # In the order of publication the first source has no address, the second has one.
        assert screen.check_action("open", ()) is False
        assert "o open" not in lines(screen.query_one(KeyBar))[0]
        await pilot.press("right")
        await pilot.pause()
        assert screen.check_action("open", ()) is True
        assert "o open" in lines(screen.query_one(KeyBar))[0]
        await pilot.press("escape", "j", "j", "j", "j", "j")
        assert app.main.check_action("open", ()) == bool(app.main.sources.source.article.url)

    explore(scenario, size=(200, 50))


def test_the_key_to_the_quotes_is_named_in_compare():
    async def scenario(app, pilot):
        await pilot.press("d", "j", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "J K quotes" in lines(app.screen.query_one(KeyBar))[0]
        assert "esc back" in lines(app.screen.query_one(KeyBar))[0]
        await pilot.press(*["J"] * 40)
        assert any("direct" in text or "original" in text for text in lines(app.screen.ledger))

    explore(scenario, size=(80, 24))


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


def _long_story():
    filler = "Rien de neuf au port ce jour-là. " * 40
    first, best, last = "Un mot de l'offre.", "Orlac offre 97 millions le 10 mars.", "L'offre, dit-on, est bleue."
    text = f"{first}\n{filler}\n{best}\n{filler}\n{last}\n{filler}"
    accounts = tuple(
        Account(f"c{n}", "a1", text.index(words), text.index(words) + len(words), words, date, None)
        for n, (words, date) in enumerate(((first, None), (best, "2025-03-10"), (last, None)))
    )
    return Dataset(articles=(Article("a1", "a.txt", text),), events=(Event("e", "2025-03-10", "Offre", accounts),))


@pytest.mark.parametrize(("keys", "words"), [([], "97 millions"), (["slash", *"bleue", "enter"], "est bleue")])
def test_compare_opens_at_the_hit_or_at_the_best_account(keys, words):
    async def scenario(app, pilot):
        await pilot.press(*keys, "enter")
        await pilot.pause()
        await pilot.pause()
        await pilot.pause()
        assert words in "\n".join(lines(app.screen.query_one("#passage-0")))

    explore(scenario, _long_story(), size=(80, 24))
