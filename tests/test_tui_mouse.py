"""Everything by mouse alone."""

from __future__ import annotations

import pytest
from build import many
from drive import current, explore, lines, shown
from textual import events
from textual.command import CommandPalette

from tui.messages import texts
from tui.screens.compare import CompareScreen
from tui.widgets.density import Density
from tui.widgets.keybar import KeyBar
from tui.widgets.sources import Sources


def row_of(app, words):
    """The line of the timeline in which these words stand."""
    return next(y for y, text in enumerate(lines(app.main.timeline)) if words in text)


def test_mouse_on_the_timeline():
    async def scenario(app, pilot):
        await pilot.click("#timeline", offset=(40, row_of(app, "Keller quitte")))
        assert current(app) == "ev-2018"
        await pilot.click("#timeline", offset=(40, row_of(app, "2025 ─")))
        assert current(app) == "ev-2018"
        await pilot.click("#timeline", offset=(1, row_of(app, "porte plainte")))
        assert app.main.view.selected == {2}
        reply = row_of(app, "Non merci")
        await pilot.click("#timeline", offset=(40, reply), shift=True)
        assert app.main.view.selected == {2, 3, 4, 5}
        await pilot.click("#timeline", offset=(40, row_of(app, "Offre de 97,4")), times=2)
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.event.id == "ev-offre"
        await pilot.pause()
        await pilot.click("#ledger", offset=(60, 1))
        assert app.screen.column > 0

    explore(scenario)


def test_the_mouse_folds_and_zooms():
    async def scenario(app, pilot):
        timeline = app.main.timeline
        await pilot.click("#timeline", offset=(5, row_of(app, "undated ▾")))
        assert not timeline.tray_open
        await pilot.click("#timeline", offset=(40, row_of(app, "▸")), times=2)
        assert timeline.tray_open

        async def wheel(kind):
            timeline.post_message(kind(timeline, 5, 5, 0, 1, 0, False, False, True, screen_x=5, screen_y=8))
            await pilot.pause()

        for zoom in ("day", "month", "year", "year"):
            await wheel(events.MouseScrollDown)
            assert timeline.zoom == zoom
        await pilot.click("#timeline", offset=(40, row_of(app, "2025")))
        assert current(app) == "ev-offre"
        await pilot.click("#timeline", offset=(1, row_of(app, "2025")))
        assert len(app.main.view.selected) == 4
        for zoom in ("month", "day", "auto", "auto"):
            await wheel(events.MouseScrollUp)
            assert timeline.zoom == zoom

    explore(scenario)


SIZES = [(120, 40), (80, 24), (60, 20), (300, 80)]


@pytest.mark.parametrize("size", SIZES)
def test_a_click_on_the_strip_goes_there(size):
    async def scenario(app, pilot):
        density = app.main.query_one(Density)
        left, right = density._edges()
        await pilot.click("#density", offset=(size[0] - right - 1, 0))
        await pilot.pause()
        assert current(app) == "ev-summer"
        await pilot.click("#density", offset=(left, 0))
        await pilot.pause()
        assert current(app) == "ev-2015"
        assert not app.main.view.query
        if density.size.height > 1:
            await pilot.click("#density", offset=(size[0] - 4, density.size.height - 1))
            await pilot.pause()
            assert current(app) == "ev-none"

    explore(scenario, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_mouse_drawn_along_the_strip_chooses_a_stretch_of_time(size):
    async def scenario(app, pilot):
        density = app.main.query_one(Density)
        left, _ = density._edges()
        begin = left + density._place[1]
        await pilot.mouse_down("#density", offset=(begin + 1, 0))
        await pilot.hover("#density", offset=(begin, 0))
        await pilot.pause()
        drawn = [line[left:] for line in lines(density)]
        row = drawn[max(0, density.size.height - 2)]
        assert row.index("[") == density._place[1]
        assert row.index("]") == density._place[1] + 1
        if density.size.height > 1:
            assert "2018" in drawn[-1]
            assert "· 1 event" in drawn[-1]
        await pilot.mouse_up("#density", offset=(begin, 0))
        await pilot.pause()
        query = app.main.view.query
        assert shown(app) == ["ev-2018"]
        assert query.first.startswith("201")
        # No finer than a column of the strip: months or years of so many.
        assert len(query.first) == len(query.last) == (7 if size[0] < 300 else 10)
        assert "[" not in "".join(lines(density))
        # Above or below the strip the pressed mouse is followed all the same, and beyond its ends.
        await pilot.mouse_down("#density", offset=(left + density._place[2], 0))
        await pilot.hover("#timeline", offset=(size[0] - 1, 3))
        await pilot.pause()
        await pilot.mouse_up("#timeline", offset=(size[0] - 1, 3))
        await pilot.pause()
        assert "ev-plainte" in shown(app)
        assert "ev-2018" not in shown(app)
        chips = lines(app.main.query_one("#chips"))[0]
        await pilot.click("#chips", offset=(chips.index("✕"), 0))
        await pilot.pause()
        assert not app.main.view.query

    explore(scenario, size=size)


def test_drawn_back_the_mouse_chooses_nothing_and_by_the_other_clock_it_goes_along():
    async def scenario(app, pilot):
        density = app.main.query_one(Density)
        left, _ = density._edges()
        await pilot.mouse_down("#density", offset=(left, 0))
        await pilot.hover("#density", offset=(left + 40, 0))
        await pilot.hover("#density", offset=(left, 0))
        await pilot.mouse_up("#density", offset=(left, 0))
        await pilot.pause()
        assert not app.main.view.query
        await pilot.press("s")
        await pilot.pause()
        before = current(app)
        left, right = density._edges()
        await pilot.mouse_down("#density", offset=(left, 0))
        await pilot.hover("#density", offset=(120 - right - 1, 0))
        await pilot.mouse_up("#density", offset=(120 - right - 1, 0))
        await pilot.pause()
        assert not app.main.view.query
        assert current(app) != before

    explore(scenario)


def test_mouse_on_chips_filters_and_keys():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        await pilot.click("#filter-list", offset=(5, 1))
        await pilot.pause()
        assert shown(app) == ["ev-reply"]
        await pilot.click("#filter-list", offset=(5, 2), control=True)
        await pilot.pause()
        assert len(app.main.view.query.exclude) == 1
        chips = lines(app.main.query_one("#chips"))[0]
        await pilot.click("#chips", offset=(chips.index("✕"), 0))
        await pilot.pause()
        assert not app.main.view.query.include
        await pilot.click("#chips", offset=(lines(app.main.query_one("#chips"))[0].index("clear"), 0))
        await pilot.pause()
        assert not app.main.view.query
        await pilot.press("escape")
        await pilot.pause()
        bar = lines(app.main.query_one(KeyBar))[0]
        await pilot.click("#keys", offset=(bar.index("compare"), 0))
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)

    explore(scenario)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
def test_what_has_no_room_in_the_last_line_is_a_click_away(size):
    """The palette has every command (`test_tui_manners`); wherever keys are shown a click opens it."""

    async def scenario(app, pilot):
        ways = [
            [],
            ["f"],
            ["slash"],
            ["F"],
            ["tab"],
            ["d", "enter"],
            ["m"],
            ["w"],
            ["A"],
            ["x"],
            ["e"],
            ["question_mark"],
        ]
        for keys in ways:
            await pilot.press(*keys)
            await pilot.pause()
            bar = app.screen.query_one(KeyBar)
            text = bar.render_line(bar.size.height - 1).text
            assert "^p more" in text, keys
            assert "…" not in text
            await pilot.click(bar, offset=(text.index("^p"), bar.size.height - 1))
            await pilot.pause()
            assert isinstance(app.screen, CommandPalette), keys
            await pilot.press("escape", "escape", "escape")
            await pilot.pause()
            assert app.screen is app.main, keys

    explore(scenario, size=size)


@pytest.mark.parametrize("keys", [["ctrl+p"], ["question_mark"], ["w"], ["F"], ["A"], ["x"], ["x", "enter"], ["e"]])
def test_a_double_click_beside_a_card_closes_it_and_no_more(keys):
    async def scenario(app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        assert app.screen is not app.main
        # As a terminal tells them, both before the card has had time to go.
        for kind in (events.MouseDown, events.MouseUp) * 2:
            app.post_message(kind(None, 0, 20, 0, 0, 1, False, False, False, screen_x=0, screen_y=20))
        await pilot.pause()
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario)


def test_events_of_the_grid_are_selected_by_the_mouse():
    async def scenario(app, pilot):
        await pilot.press("m", "g")
        await pilot.pause()
        await pilot.click("#cells", offset=(30, 4), control=True)
        await pilot.click("#cells", offset=(1, 5))
        await pilot.pause()
        assert app.main.view.selected == {2, 3}

    explore(scenario)


def test_the_order_is_changed_by_a_click_on_its_name():
    async def scenario(app, pilot):
        await pilot.press("s")
        await pilot.pause()
        title = lines(app.main.query_one("#title"))[0]
        assert app.main.view.clock == "written"
        await pilot.click("#title", offset=(title.index("⇅") + 2, 0))
        await pilot.pause()
        assert app.main.view.clock == "happened"

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
        timeline = app.main.timeline
        for _ in range(3):
            timeline.post_message(
                events.MouseScrollDown(timeline, 5, 5, 0, 1, 0, False, False, False, screen_x=5, screen_y=8)
            )
        await pilot.pause(0.5)
        assert timeline.scroll_offset.y > 0

    explore(scenario, many(300))


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
        assert str(bar.tooltip) == texts("en")["tip.main.filters"]

    explore(scenario)


def test_words_of_one_column_are_selected_alone():
    async def scenario(app, pilot):
        await pilot.press("d")
        await pilot.pause()
        sources = app.main.query_one(Sources)
        width = sources._column_width
        assert width
        await pilot.mouse_down("#sources", offset=(1 + width + 3, 3))
        await pilot.hover("#sources", offset=(1 + width + 3 + 10, 5))
        await pilot.mouse_up("#sources", offset=(1 + width + 3 + 10, 5))
        await pilot.pause()
        chosen = app.screen.get_selected_text().split("\n")
        column = [text[width + 4 : 2 * width + 4].rstrip() for text in lines(sources)]
        assert chosen[:2] == column[3:5]
        assert "│" not in "".join(chosen)
        assert len(chosen) == 3
        assert column[5].startswith(chosen[2])

    explore(scenario)


def test_the_strip_tells_what_lies_under_the_mouse():
    async def scenario(app, pilot):
        density = app.main.query_one(Density)
        left, _ = density._edges()
        await pilot.hover("#density", offset=(left, 0))
        await pilot.pause()
        assert "1 Jan – " in str(density.tooltip)
        assert str(density.tooltip).endswith("2015 · 1 event")
        await pilot.press("slash", *"offre de", "enter")
        await pilot.hover("#density", offset=(left + density._place[4], 1))
        await pilot.pause()
        assert "1 of 2 events" in str(density.tooltip)
        await pilot.hover("#density", offset=(0, 1))
        await pilot.pause()
        assert density.tooltip is None

    explore(scenario)
