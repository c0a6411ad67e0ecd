"""The timeline: keys that move and select, and titles that are never more than text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from build import many
from drive import current, explore, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Account, Article, ByHand, Corrected, Dataset, Event
from store.query import Facet, Query
from tui.cells import cell_len
from tui.config import Config
from tui.widgets.density import Density
from tui.widgets.sources import Sources
from tui.widgets.spine import shortened
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
        assert told[:4] == [["▌", "2019"], ["2019"], ["2024", "Mar"], ["that", "year"]]
        assert ["February"] in told
        assert ["that", "month"] in told
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
        assert "◧" in lines(app.main.timeline)[3]
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
        await pilot.press("shift+down", "shift+down")
        assert app.main.view.selected == {0, 1, 2}
        await pilot.press("a", "a")
        assert app.main.view.selected == set()
        await pilot.press("g", "v", "j", "j", "v", "j")
        assert app.main.view.selected == {0, 1, 2}
        await pilot.press("G", "shift+up", "shift+up")
        assert len(app.main.view.selected) == 6

    explore(scenario)


def test_a_selects_all_shown_or_none():
    async def scenario(app, pilot):
        await pilot.press("a")
        assert len(app.main.view.selected) == 9
        await pilot.press("a")
        assert app.main.view.selected == set()

    explore(scenario)


# -- the strip of years ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 120, 200, 300])
@pytest.mark.parametrize("height", [20, 40])
def test_the_strip_is_labelled_and_shows_where_the_cursor_is(width, height):
    async def scenario(app, pilot):
        density = app.main.query_one(Density)
        text = lines(density)
        assert len(text) == (3 if height >= 30 else 1)
        assert all(cell_len(line) == width for line in text)
        if height < 30:
            assert text[0].startswith(" 2015 ")
            assert text[0].endswith(" 2025 ")
            assert "┃" in text[0]
            return
        assert "▲ 2015" in text[2]
        labels = re.findall(r"20[12]\d", text[2])
        assert labels == sorted(labels)
        assert len(labels) >= (3 if width < 100 else 5)
        await pilot.press("d")
        assert ("10 Mar 2025 ▲" if width < 200 else "▲ 10 Mar 2025") in lines(density)[2]
        assert re.fullmatch(r"[^\d]*(?:(?:20[12]\d|\d\d? [A-Z][a-z]+ 2025)[^\d]*)*", lines(density)[2])
        assert ("undated" in lines(density)[2]) == (width >= 100)

    explore(scenario, size=(width, height))


def test_the_strip_shows_what_filters_hide():
    async def scenario(app, pilot):
        density = app.main.query_one(Density)
        assert "░" not in lines(density)[0]
        await pilot.press("slash", *"offre de", "enter")
        text = lines(density)[0]
        assert "░" in text
        assert "┃" in text
        assert density._everything != density._shown

    explore(scenario, size=(80, 24))


def test_a_span_of_one_month_is_labelled_by_days():
    async def scenario(app, pilot):
        text = lines(app.main.query_one(Density))[2]
        for label in ("8", "15", "22"):
            assert f" {label} " in text

    explore(scenario, dated(["2025-02-03", "2025-02-25"]), size=(120, 40))


# -- what is cut, what is wide ---------------------------------------------------------------------------------------


@given(st.text(alphabet="ab é東京👩\u0301 …", max_size=40), st.integers(1, 30))
@settings(deadline=None, max_examples=150)
def test_a_shortened_title_has_one_ellipsis(title, width):
    title = title.strip()
    cut = shortened(title, width)
    assert cell_len(cut) <= width
    if cell_len(title) > width:
        assert cut.endswith("…")
        assert not cut.endswith("……")
        assert title.startswith(cut[:-1])


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (300, 80)])
def test_columns_stay_straight(size):
    titles = [
        "plain",
        "東京の新聞がブレヴォー港の買収計画を報じる",
        "👩‍👩‍👧 une famille",
        "e\u0301te\u0301 a\u0300",
        "שלום עולם",
        "مرحبا بالعالم",
    ]
    dataset = dated([f"2025-02-{n + 1:02}" for n in range(len(titles))])
    dataset = replace(
        dataset,
        events=tuple(replace(event, title=title * 4) for event, title in zip(dataset.events, titles, strict=True)),
    )

    async def scenario(app, pilot):
        rows = [text for text in lines(app.main.timeline) if "├╴" in text]
        assert len(rows) == len(titles)
        assert len({cell_len(text[: text.index("├╴")]) for text in rows}) == 1
        assert len({cell_len(text[: text.rindex("●")]) for text in rows}) == 1

    explore(scenario, dataset, size=size)


def test_no_text_of_the_sources_moves_with_the_scrollbar():
    long = "words " * 300
    articles = (
        Article("a0", "0.txt", long, publisher="Long"),
        Article("a1", "1.txt", "short words", publisher="Short"),
    )
    events = (
        Event("long", "2025-01-01", "long", (Account("c0", "a0", 0, len(long), long, "2025-01-01", "stated"),)),
        Event("short", "2025-01-02", "short", (Account("c1", "a1", 0, 11, "short words", "2025-01-02", "stated"),)),
    )

    async def scenario(app, pilot):
        sources = app.main.query_one(Sources)
        for _ in range(3):
            assert sources.show_vertical_scrollbar
            laid = [sum(cell_len(piece.text) for piece in line) for line in sources._lines]
            await pilot.press("down")
            await pilot.pause()
            assert not sources.show_vertical_scrollbar
            before = sources.text_lines
            assert cell_len(before[0]) == laid[0]
            sources.update()
            assert sources.text_lines == before
            await pilot.press("up")
            await pilot.pause()

    explore(scenario, Dataset(articles, events=events), size=(80, 24))


def test_the_strip_of_sources_counts_origins():
    articles = tuple(Article(f"a{n}", f"{n}.txt", "words", publisher=f"Paper {n}") for n in range(3))
    told = tuple(Account(f"c{n}", f"a{n}", 0, 5, "words", "2025-03-10", "stated") for n in range(3))
    events = (Event("e", "2025-03-10", "Told by three", told, copies=(("a0", "a2"),)),)

    async def scenario(app, pilot):
        text = "\n".join(lines(app.main.query_one(Sources)))
        assert "3 sources, 2 origins" in text
        assert "copy of Paper 0" in text

    explore(scenario, Dataset(articles, events=events))


def test_j_and_k_step_as_in_compare():
    async def scenario(app, pilot):
        await pilot.press("J", "J", "K")
        assert app.main.timeline.position == app.main.view.shown[1]
        assert not app.main.view.selected

    explore(scenario)


def test_what_helps_where_nothing_is_left_follows_the_users_keys():
    async def scenario(app, pilot):
        await pilot.press("slash", *"zzzz", "enter")
        await pilot.pause()
        assert "Press X to clear" in "\n".join(lines(app.main.timeline))
        await pilot.press("X")
        await pilot.pause()
        assert not app.main.view.query

    explore(scenario, config=Config(Path("none"), keys={"main.clear": "X"}))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_range_that_has_no_room_ends_before_the_title(width):
    told = dated(["2024-11-17/2025-01-03", "2024-11-17/2024-12-03", "2015~/2018~"])
    corrected = ByHand((Corrected("title", "2026-01-01T00:00:00Z", "c"),))
    told = replace(told, events=(replace(told.events[0], by_hand=corrected), *told.events[1:]))

    async def scenario(app, pilot):
        rows = lines(app.main.timeline)
        at = {n: next(text for text in rows if f"Title {n}" in text) for n in range(3)}
        assert "17 Nov – ├╴ 3 Jan 2025 · ✎ Title 0" in at[0]
        assert ("17 Nov–3 Dec ├╴ Title 1" if width >= 100 else "17 Nov – ├╴ 3 Dec · Title 1") in at[1]
        assert ("≈ 2015 – 2018" if width >= 100 else "≈ 2015–2018" if width >= 76 else "≈ 2015 – ├╌ ≈ 2018") in at[2]
        assert not any("…" in text for text in at.values())

    explore(scenario, told, size=(width, 30))


def test_a_range_that_has_no_room_ends_before_the_title_in_the_grid_and_in_a_fold():
    async def scenario(app, pilot):
        await pilot.press("z")
        await pilot.pause()
        assert any("3 Jan 2025 · Title 0" in text for text in lines(app.main.timeline))
        await pilot.press("m")
        await pilot.pause()
        assert any("17 Nov – │ 3 Jan 2025 · Title 0" in text for text in lines(app.screen.grid))

    explore(scenario, dated(["2024-11-17/2025-01-03", "2024-11-17/2025-01-03"]), size=(80, 30))


@pytest.mark.parametrize(
    ("by_hand", "signs", "said"),
    [
        (ByHand(starred=True, note="ask", tags=("port",)), "★¶# ", "starred, with a note, tagged"),
        (ByHand((Corrected("title", "2026-01-01T00:00:00Z", "c"),), starred=True), "★✎ ", "starred, corrected"),
        (ByHand(note="ask"), "¶ ", "with a note"),
        (ByHand(), "", ""),
    ],
)
def test_what_a_person_noted_is_marked_and_can_be_filtered(by_hand, signs, said):
    told = dated(["2025-02-10", "2025-02-11"])
    told = replace(told, events=(replace(told.events[0], by_hand=by_hand), told.events[1]))

    async def scenario(app, pilot):
        assert any(f"╴ {signs}Title 0 " in text for text in lines(app.main.timeline))
        for mark in ("starred", "noted", "tagged", "corrected"):
            app.main.apply(Query(include=frozenset({Facet("mark", mark)})))
            await pilot.pause()
            meant = {"starred": "★", "noted": "¶", "tagged": "#", "corrected": "✎"}[mark]
            assert len(app.main.view.shown) == (meant in signs)
        app.main.apply(Query())
        await pilot.press("f")
        await pilot.pause()
        panel = "\n".join(lines(app.main.query_one("#filter-list")))
        assert ("starred" in panel, "with a note" in panel) == ("★" in signs, "¶" in signs)

    async def plainly(app, pilot):
        row = next(text for text in lines(app.main.timeline) if "Title 0" in text)
        assert row.rstrip() == f"10 Feb 2025: Title 0, 1 of 1 sources{', ' if said else ''}{said}"

    explore(scenario, told)
    explore(plainly, told, plain=True)
