"""The explorer driven by keys and mouse."""

from __future__ import annotations

import asyncio
import json

import pytest
from build import many, story

from store.filters import Facet
from store.model import Article, Dataset
from tui.app import ExplorerApp
from tui.keys import COMMANDS, bindings
from tui.messages import TEXTS, Messages
from tui.screens.compare import CompareScreen
from tui.screens.empty import EmptyScreen
from tui.screens.export import ExportScreen
from tui.screens.help import HelpScreen
from tui.screens.why import WhyScreen
from tui.widgets.bars import Chips, Density, KeyBar, TitleBar
from tui.widgets.filters import FilterList, Filters
from tui.widgets.sources import Sources

SIZE = (120, 40)


def explore(scenario, dataset=None, size=SIZE, lang="en", **options):
    """Runs `scenario(app, pilot)` on an explorer of the made-up story."""

    async def run():
        app = ExplorerApp(story() if dataset is None else dataset, name="Brévaux", lang=lang, **options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(run())


def current(app):
    """The id of the event under the cursor."""
    view, position = app.main.view, app.main.timeline.position
    return None if position is None else view.event(position).id


def shown(app):
    return [app.main.view.event(position).id for position in app.main.view.shown]


def lines(widget):
    return [widget.render_line(y).text for y in range(widget.size.height)]


# -- moving ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], "ev-2015"),
        (["down"], "ev-2018"),
        (["j", "j"], "ev-plainte"),
        (["j", "j", "k"], "ev-2018"),
        (["down", "up"], "ev-2015"),
        (["up"], "ev-2015"),
        (["end"], "ev-none2"),
        (["G"], "ev-none2"),
        (["G", "g"], "ev-2015"),
        (["end", "home"], "ev-2015"),
        (["pagedown"], "ev-none2"),
        (["ctrl+d", "ctrl+u"], "ev-2015"),
        (["ctrl+f", "ctrl+b"], "ev-2015"),
        (["G", "pageup"], "ev-2015"),
        (["d"], "ev-offre"),
        (["G", "D"], "ev-offre"),
    ],
)
def test_keys_that_move(keys, expected):
    async def scenario(app, pilot):
        await pilot.press(*keys)
        assert current(app) == expected

    explore(scenario)


def test_the_sources_and_the_strip_follow_the_cursor():
    async def scenario(app, pilot):
        await pilot.press("d")
        await pilot.pause()
        text = "\n".join(lines(app.main.sources))
        assert "Ouest-Matin" in text
        assert "97,4 millions d'euros" in text
        assert app.main.query_one(Density).cursor == app.main.timeline.position

    explore(scenario)


def test_left_and_right_show_the_sources_that_do_not_fit():
    async def scenario(app, pilot):
        await pilot.press("d")
        await pilot.pause()
        sources = app.main.query_one(Sources)
        assert sources.first == 0
        await pilot.press("right")
        assert sources.first == 1
        await pilot.press("l", "l", "l", "l", "l")
        assert sources.first == 3
        await pilot.press("h", "left")
        assert sources.first == 1

    explore(scenario, size=(80, 24))


def test_headings_name_years_and_the_tray():
    async def scenario(app, pilot):
        text = "\n".join(lines(app.main.timeline))
        for heading in ("2015 ├", "2018 ├", "2024 ├", "2025 ├", "undated ├"):
            assert heading in text

    explore(scenario)


def test_zoom_adds_headings_of_months_and_days():
    async def scenario(app, pilot):
        await pilot.press("z", "z")
        assert "February ├" in "\n".join(lines(app.main.timeline))
        await pilot.press("z")
        assert "10 March ├" in "\n".join(lines(app.main.timeline))
        await pilot.press("z")
        assert app.main.timeline.zoom == "auto"

    explore(scenario)


def test_the_year_stays_in_sight_when_its_heading_is_scrolled_away():
    async def scenario(app, pilot):
        await pilot.press("end")
        top = lines(app.main.timeline)[0]
        assert "├" in top
        timeline = app.main.timeline
        for step in (-1, -1, -30, -1, -100, 7, 1, -1, -500):
            timeline.action_move(step)
            await pilot.pause()
            row = timeline.rows.row_of[timeline.cursor]
            assert timeline.scroll_offset.y < row < timeline.scroll_offset.y + timeline.size.height

    explore(scenario, many(400), size=(80, 24))


# -- hostile text ------------------------------------------------------------------------------------------------------


def test_titles_are_never_markup_nor_control():
    async def scenario(app, pilot):
        text = "\n".join(lines(app.main.timeline))
        assert "[bold red]régie[/bold] [/ … [b" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\x07" not in text
        for _ in range(3):
            await pilot.press("enter", "w", "escape", "n", "n", "w", "escape", "escape")
        await pilot.press("f", "e", "escape")

    explore(scenario)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50), (300, 80)])
def test_every_line_is_as_wide_as_its_widget_at_every_size(size):
    async def scenario(app, pilot):
        for keys in ([], ["f"], ["down", "space"], ["escape", "c", "d", "enter"]):
            await pilot.press(*keys)
            await pilot.pause()
            for widget in app.screen.query("Drawn"):
                width = widget.scrollable_content_region.width
                if not widget.display or width <= 0 or widget.size.height <= 0:
                    continue
                for y in range(widget.size.height):
                    strip = widget.render_line(y)
                    assert strip.cell_length == width or strip.cell_length == widget.size.width, (widget, y)

    explore(scenario, size=size)


# -- selecting ---------------------------------------------------------------------------------------------------------


def test_space_selects_and_unselects():
    async def scenario(app, pilot):
        await pilot.press("space", "j", "space")
        assert app.main.view.selected == {0, 1}
        assert "2 selected" in lines(app.main.query_one(TitleBar))[0]
        await pilot.press("space")
        assert app.main.view.selected == {0}

    explore(scenario)


def test_ranges_with_shift_and_with_v():
    async def scenario(app, pilot):
        await pilot.press("shift+down", "J")
        assert app.main.view.selected == {0, 1, 2}
        await pilot.press("a", "a")
        assert app.main.view.selected == set()
        await pilot.press("g", "v", "j", "j", "v", "j")
        assert app.main.view.selected == {0, 1, 2}
        await pilot.press("G", "shift+up", "K")
        assert len(app.main.view.selected) == 6

    explore(scenario)


def test_a_selects_all_shown_or_none():
    async def scenario(app, pilot):
        await pilot.press("a")
        assert len(app.main.view.selected) == 9
        await pilot.press("a")
        assert app.main.view.selected == set()

    explore(scenario)


# -- filters -----------------------------------------------------------------------------------------------------------


def test_filters_include_exclude_and_clear():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("down", "space")
        await pilot.pause()
        assert shown(app) == ["ev-reply"]
        assert app.main.query_one(Chips).display
        assert "Jeanne Morvan ✕" in lines(app.main.query_one(Chips))[0]
        await pilot.press("x")
        await pilot.pause()
        assert "ev-reply" not in shown(app)
        assert len(shown(app)) == 8
        assert "not Jeanne Morvan ✕" in lines(app.main.query_one(Chips))[0]
        await pilot.press("minus", "c")
        await pilot.pause()
        assert len(shown(app)) == 9
        assert not app.main.query_one(Chips).display
        await pilot.press("escape")
        assert not app.main.query_one(Filters).display
        assert app.main.timeline.has_focus

    explore(scenario)


def test_typing_narrows_the_filters():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        await pilot.press(*"brev")
        await pilot.pause()
        found = app.main.query_one(FilterList)
        assert [item.choice.name for item in found._items if item.choice] == ["Brévaux"]
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.view.query.include == {Facet("place", "e-brevaux")}
        await pilot.press("escape")
        await pilot.pause()
        assert found.needle == ""
        await pilot.press("space")
        await pilot.press("down", "m")
        await pilot.pause()
        assert app.main.view.query.match == "any"
        await pilot.press("slash")
        assert app.focused.id == "narrow"
        await pilot.press("escape")
        assert app.main.timeline.has_focus

    explore(scenario)


def test_keys_that_move_in_the_filters():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("down")
        found = app.main.query_one(FilterList)
        first = found.cursor
        await pilot.press("j", "j", "k")
        assert found.item.choice.facet == Facet("person", "e-keller")
        await pilot.press("G")
        assert found.item.choice.facet.kind == "mark"
        await pilot.press("g")
        assert found.cursor == first
        await pilot.press("pagedown", "ctrl+u", "ctrl+d", "pageup", "end", "home")
        assert found.cursor == first
        await pilot.press("up")
        assert app.focused.id == "narrow"

    explore(scenario, size=(100, 20))


def test_dates_filter_once_they_are_dates():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        app.main.query_one("#date-from").focus()
        await pilot.press(*"2024-0")
        await pilot.pause()
        assert app.focused.has_class("bad")
        await pilot.press("8")
        await pilot.pause()
        assert shown(app)[0] == "ev-plainte"
        app.main.query_one("#date-to").focus()
        await pilot.press(*"2024", "enter")
        await pilot.pause()
        assert shown(app) == ["ev-plainte"]
        await pilot.press("c")
        await pilot.pause()
        assert len(shown(app)) == 9
        assert app.main.query_one("#date-from").value == ""

    explore(scenario)


def test_a_filter_that_leaves_nothing_says_so():
    async def scenario(app, pilot):
        await pilot.press("slash", *"zzzz", "enter")
        await pilot.pause()
        assert shown(app) == []
        assert "No event matches" in "\n".join(lines(app.main.timeline))
        await pilot.press("enter", "space", "a", "e", "w", "y", "o", "n", "d", "z", "v", "j", "G", "shift+down")
        await pilot.press("c")
        await pilot.pause()
        assert len(shown(app)) == 9

    explore(scenario)


# -- search ------------------------------------------------------------------------------------------------------------


def test_a_search_hides_and_steps():
    async def scenario(app, pilot):
        await pilot.press("slash", *"ORLAC", "enter")
        await pilot.pause()
        assert app.main.timeline.has_focus
        assert set(shown(app)) == {"ev-plainte", "ev-approx", "ev-offre", "ev-reply"}
        assert current(app) == "ev-plainte"
        await pilot.press("n")
        assert current(app) == "ev-approx"
        await pilot.press("N", "N")
        assert current(app) == "ev-reply"
        await pilot.press("H")
        await pilot.pause()
        assert len(shown(app)) == 9
        await pilot.press("n")
        assert current(app) == "ev-plainte"
        await pilot.press("escape")
        await pilot.pause()
        assert not app.main.view.query

    explore(scenario)


def test_escape_in_the_box_ends_the_search():
    async def scenario(app, pilot):
        await pilot.press("slash", *"orlac")
        await pilot.pause()
        assert len(shown(app)) == 4
        await pilot.press("escape")
        await pilot.pause()
        assert len(shown(app)) == 9
        assert app.main.timeline.has_focus

    explore(scenario)


# -- comparing ---------------------------------------------------------------------------------------------------------


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
        assert "« Le conseil municipal avait créé la régie du port en 2015. »" in copied[0]
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


# -- cards -------------------------------------------------------------------------------------------------------------


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


def test_help_shows_every_key_and_what_was_rebound():
    async def scenario(app, pilot):
        app.set_keymap({"timeline.zoom": "f7"})
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        for id in COMMANDS:
            assert TEXTS["en"][f"tip.{id}"].split()[0] in text
        assert "f7" in text
        await pilot.press("escape", "f7")
        assert app.main.timeline.zoom == "year"
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)

    explore(scenario, size=(120, 200))


def test_every_binding_has_id_label_and_tooltip_in_both_languages():
    for lang, texts in TEXTS.items():
        for id in COMMANDS:
            assert texts[f"key.{id}"], (lang, id)
            assert texts[f"tip.{id}"], (lang, id)
            assert f"group.{id.split('.')[0]}" in texts or id.startswith("screen."), (lang, id)
    assert set(TEXTS["en"]) == set(TEXTS["fr"])
    for binding in bindings(*COMMANDS):
        assert binding.id
        assert binding.tooltip


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


# -- exporting ---------------------------------------------------------------------------------------------------------


def test_export_writes_the_selected_events(tmp_path):
    calls = []

    def markdown(dataset, events):
        calls.append([event.id for event in events])
        return "# " + ", ".join(event.id for event in events)

    async def scenario(app, pilot):
        await pilot.press("space", "j", "j", "space", "e")
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert "# ev-2015, ev-plainte" in "\n".join(app.screen.query_one("#preview").text_lines)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").read_text("utf-8") == "# ev-2015, ev-plainte"
        assert app.screen is app.main

    explore(scenario, start_folder=tmp_path, to_markdown=markdown)
    assert calls[-1] == ["ev-2015", "ev-plainte"]


def test_export_asks_before_it_replaces_a_file(tmp_path):
    (tmp_path / "brevaux.md").write_text("mine", "utf-8")

    async def scenario(app, pilot):
        await pilot.press("e", "right", "ctrl+s")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").read_text("utf-8") == "mine"
        assert "exists" in app.screen.query_one("#told").text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").read_text("utf-8") == "new"

    explore(scenario, start_folder=tmp_path, to_markdown=lambda dataset, events: "new")


def test_export_as_json_and_to_a_path_of_ones_own(tmp_path):
    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("tab", "space")
        await pilot.pause()
        assert app.screen.format == "json"
        assert app.screen.path.value.endswith("brevaux.json")
        app.screen.path.value = str(tmp_path / "new folder" / "x.json")
        app.screen.path.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert json.loads((tmp_path / "new folder" / "x.json").read_text("utf-8")) == {"events": None}

    explore(scenario, start_folder=tmp_path, to_json=lambda dataset, events: json.dumps({"events": events}))


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")

    def broken(dataset, events):
        raise ValueError("[/no] writer")

    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        told = app.screen.query_one("#told")
        assert "[/no] writer" in told.text
        app.screen.path.value = str(tmp_path)
        await pilot.press("ctrl+s")
        assert "is a folder" in told.text
        app.screen.path.value = str(tmp_path / "file" / "x.md")
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert told.text
        app.screen.path.value = " "
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert told.text == "Say where to write to."
        await pilot.press("escape")
        assert app.screen is app.main

    explore(scenario, start_folder=tmp_path, to_markdown=broken)


# -- mouse -------------------------------------------------------------------------------------------------------------


def test_mouse_on_the_timeline():
    async def scenario(app, pilot):
        await pilot.click("#timeline", offset=(40, 3))
        assert current(app) == "ev-2018"
        await pilot.click("#timeline", offset=(40, 2))
        assert current(app) == "ev-2018"
        await pilot.click("#timeline", offset=(1, 5))
        assert app.main.view.selected == {2}
        await pilot.click("#timeline", offset=(40, 8), shift=True)
        assert app.main.view.selected == {2, 3, 4}
        await pilot.click("#timeline", offset=(40, 8), times=2)
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.event.id == "ev-offre"
        await pilot.pause()
        await pilot.click("#ledger", offset=(60, 1))
        assert app.screen.column > 0

    explore(scenario)


def test_mouse_on_strip_chips_filters_and_keys():
    async def scenario(app, pilot):
        await pilot.click("#density", offset=(110, 0))
        await pilot.pause()
        assert current(app) == "ev-summer"
        await pilot.click("#density", offset=(7, 0))
        await pilot.pause()
        assert current(app) == "ev-2015"
        await pilot.press("f")
        await pilot.pause()
        await pilot.click("#filter-list", offset=(5, 1))
        await pilot.pause()
        assert shown(app) == ["ev-reply"]
        await pilot.click("#filter-list", offset=(5, 2), control=True)
        await pilot.pause()
        assert len(app.main.view.query.exclude) == 1
        await pilot.click("#chips", offset=(4, 0))
        await pilot.pause()
        assert not app.main.view.query.include
        await pilot.click("#chips", offset=(118, 0))
        await pilot.pause()
        assert not app.main.view.query
        await pilot.press("escape")
        await pilot.pause()
        bar = lines(app.main.query_one(KeyBar))[0]
        await pilot.click("#keys", offset=(bar.index("compare"), 0))
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)

    explore(scenario)


def test_mouse_in_the_export_dialogue(tmp_path):
    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        text = app.screen.query_one("#format").render_line(0).text
        await pilot.click("#format", offset=(text.index("JSON"), 0))
        await pilot.pause()
        assert app.screen.format == "json"
        await pilot.click("#buttons", offset=(14, 0))
        await pilot.pause()
        assert (tmp_path / "brevaux.json").exists()
        await pilot.press("e")
        await pilot.pause()
        await pilot.click("#buttons", offset=(24, 0))
        await pilot.pause()
        assert app.screen is app.main
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.click(offset=(1, 1))
        assert app.screen is app.main

    explore(scenario, start_folder=tmp_path, to_json=lambda d, e: "{}", to_markdown=lambda d, e: "")


def test_the_wheel_scrolls():
    async def scenario(app, pilot):
        from textual import events

        timeline = app.main.timeline
        for _ in range(3):
            timeline.post_message(
                events.MouseScrollDown(timeline, 5, 5, 0, 1, 0, False, False, False, screen_x=5, screen_y=8)
            )
        await pilot.pause(0.5)
        assert timeline.scroll_offset.y > 0

    explore(scenario, many(300))


# -- first minute ------------------------------------------------------------------------------------------------------


def test_an_empty_library_says_what_to_do():
    async def scenario(app, pilot):
        assert isinstance(app.screen, EmptyScreen)
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        assert "timeline open FOLDER" in text
        assert "1 article was read" in text
        await pilot.press("q")
        assert app._exit

    explore(scenario, Dataset(articles=(Article("a", "a.txt", "text"),)))


def test_a_loader_gives_the_data_after_the_first_paint():
    async def run():
        app = ExplorerApp(loader=story, name="x", lang="en")
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len(shown(app)) == 9

    asyncio.run(run())


def test_a_loader_that_fails_is_told():
    def broken():
        raise OSError("[/b] damaged")

    async def run():
        app = ExplorerApp(loader=broken, name="x", lang="en")
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, EmptyScreen)
            assert "[/b] damaged" in "\n".join(app.screen.query_one("#sheet").text_lines)

    asyncio.run(run())


def test_themes():
    async def scenario(app, pilot):
        assert app.theme == "timeline-dark"
        await pilot.press("t")
        assert app.theme == "timeline-light"
        await pilot.press("t")
        assert app.theme == "timeline-dark"

    explore(scenario)


def test_q_leaves():
    async def scenario(app, pilot):
        await pilot.press("q")
        assert app._exit

    explore(scenario)


def test_words_are_selected_with_the_mouse():
    async def scenario(app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        await pilot.mouse_down("#passage-0", offset=(2, 5))
        await pilot.hover("#passage-0", offset=(20, 5))
        await pilot.mouse_up("#passage-0", offset=(20, 5))
        await pilot.pause()
        passage = app.screen.query_one("#passage-0")
        selected = app.screen.get_selected_text()
        assert selected
        assert selected in "\n".join(passage.text_lines)

    explore(scenario)


def test_the_keys_explain_themselves_under_the_mouse():
    async def scenario(app, pilot):
        bar = app.main.query_one(KeyBar)
        at = lines(bar)[0].index("filters")
        await pilot.hover("#keys", offset=(at, 0))
        await pilot.pause()
        assert str(bar.tooltip) == TEXTS["en"]["tip.main.filters"]

    explore(scenario)


def test_something_is_said_while_the_library_is_read():
    from threading import Event as Flag

    ready = Flag()

    def slow():
        ready.wait(10)
        return story()

    async def run():
        app = ExplorerApp(loader=slow, name="[b]port[/b]", lang="en")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "Opening [b]port[/b]" in "\n".join(lines(app.main.timeline))
            await pilot.press("j", "enter", "f", "slash", "e", "a", "z", "w", "space", "escape", "d")
            ready.set()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len(shown(app)) == 9

    asyncio.run(run())
