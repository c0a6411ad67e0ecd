"""The timeline: keys that move and select, and titles that are never more than text."""

from __future__ import annotations

import re

import pytest
from build import many
from drive import current, explore, lines

from store.model import Account, Article, Dataset, Event
from tui.widgets.density import Density
from tui.widgets.sources import Sources
from tui.widgets.title import TitleBar


def dated(dates):
    """One event a date, told by one article."""
    articles = (Article("a0", "0.txt", "words", publisher="Paper"),)
    return Dataset(
        articles,
        events=tuple(
            Event(f"e{n}", told, f"Title {n}", (Account(f"c{n}", "a0", 0, 5, "words", told, "stated"),))
            for n, told in enumerate(dates)
        ),
    )


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)])
def test_the_story_comes_first(size):
    async def scenario(app, pilot):
        assert current(app) == "ev-offre"
        assert any("Offre de 97,4"[:9] in text for text in lines(app.main.timeline))
        assert "Offre" in "\n".join(lines(app.main.sources))

    explore(scenario, size=size, opening=True)


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
        for heading in (" 2015  ", " 2018 ", "  2024 ", "  2025 ─", "  undated ▾ ─"):
            assert heading in text

    explore(scenario)


def test_a_date_says_what_its_heading_does_not():
    months = [f"2025-{month:02}" for month in range(1, 13)]
    dates = ["2019", "2019", "2024-03", "2025", "2025~", *months, "2025-02-10", "2025-02-11?", "2025-06/2025-09"]

    async def scenario(app, pilot):
        told = [text[: text.index("├")].split() for text in lines(app.main.timeline) if "├" in text]
        assert told[:4] == [["▌", "2019"], ["2019"], ["2024", "Mar"], ["the", "year"]]
        assert ["February"] in told
        assert ["the", "month"] in told
        assert ["Mon", "10"] in told
        assert ["Tue", "11", "?"] in told
        assert ["Jun", "–", "Sep"] in told
        assert ["≈", "2025"] in told

    explore(scenario, dated(dates), size=(120, 60))


def test_zoom_by_date_month_and_year_and_back():
    async def scenario(app, pilot):
        timeline = app.main.timeline
        await pilot.press("z")
        assert timeline.zoom == "day"
        await pilot.press("minus", "minus", "minus")
        assert timeline.zoom == "year"
        text = lines(timeline)
        assert any("2025" in row and "╞═" in row and "5" in row for row in text)
        await pilot.press("end", "up")
        assert current(app) == "ev-offre"  # which most sources tell
        await pilot.press("plus")
        assert timeline.zoom == "month"
        await pilot.press("z", "z")
        assert timeline.zoom == "auto"
        assert current(app) == "ev-offre"

    explore(scenario)


def test_enter_unfolds_what_shares_a_row():
    async def scenario(app, pilot):
        timeline = app.main.timeline
        await pilot.press("minus", "minus", "minus", "end", "up", "enter")
        await pilot.pause()
        assert app.screen is app.main
        assert timeline.zoom == "month"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert timeline.zoom == "auto"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is not app.main

    explore(scenario)


def test_what_shares_a_row_is_selected_together():
    async def scenario(app, pilot):
        await pilot.press("minus", "minus", "minus", "end", "up", "space")
        assert len(app.main.view.selected) == 4
        assert "✓" in lines(app.main.timeline)[3]
        await pilot.press("z", "space", "z", "minus", "minus", "minus")
        assert "◐" in lines(app.main.timeline)[3]
        await pilot.press("home", "shift+down")
        assert len(app.main.view.selected) == 5

    explore(scenario)


def test_the_tray_folds_and_unfolds():
    async def scenario(app, pilot):
        timeline = app.main.timeline
        await pilot.press("U")
        text = "\n".join(lines(timeline))
        assert "undated" in text
        assert "2 ▸" in text
        assert "passionne" not in text.replace("L'affaire passionne", "", 1)
        await pilot.press("end", "enter")
        assert timeline.tray_open
        assert current(app) == "ev-none"

    explore(scenario)


def test_the_year_stays_in_sight_when_its_heading_is_scrolled_away():
    async def scenario(app, pilot):
        timeline = app.main.timeline
        for step in (40, -1, -1, -30, -1, -100, 7, 1, -1, -500, 250, 3, 90):
            timeline.action_move(step)
            await pilot.pause()
            row = timeline.rows.row_of[timeline.cursor]
            assert timeline.scroll_offset.y <= row < timeline.scroll_offset.y + timeline.size.height
            assert re.match(r"[▌ ] (?:\d{4}|\?|undated) ", lines(timeline)[0]), lines(timeline)[0]

    explore(scenario, many(400), size=(80, 24))


def test_copies_and_statuses_are_told_apart_in_a_row():
    events = (
        Event(
            "e",
            "2025-03-10",
            "Told by three, copied once",
            tuple(Account(f"c{n}", f"a{n}", 0, 5, "words", "2025-03-10", "stated", status="planned") for n in range(3)),
            copies=(("a0", "a1"),),
        ),
    )
    articles = tuple(Article(f"a{n}", f"{n}.txt", "words", publisher=f"Paper {n}") for n in range(4))

    async def scenario(app, pilot):
        row = next(text for text in lines(app.main.timeline) if "Told by" in text)
        assert "●●◐○" in row
        assert "planned · Told by three" in row

    explore(scenario, Dataset(articles, events=events))


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
