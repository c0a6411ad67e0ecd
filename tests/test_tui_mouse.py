"""Everything by mouse alone."""

from __future__ import annotations

from build import many
from drive import current, explore, lines, shown

from tui.messages import texts
from tui.screens.compare import CompareScreen
from tui.widgets.keybar import KeyBar


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
