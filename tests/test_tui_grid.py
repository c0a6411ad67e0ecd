"""The grid of events × sources, and the two clocks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import many, story
from drive import current, explore, lines, shown

from store.clock import as_known, out_by
from store.filters import Index
from store.model import Account, Article, Dataset, Disagreement, Event, Reading
from tui.screens.compare import CompareScreen
from tui.screens.grid import GridScreen
from tui.screens.known import KnownScreen
from tui.view import View
from tui.widgets.grid import Grid


def account(event, article, n=0, date=None, words="words", **options):
    return Account(f"{event}-{article}-{n}", article, 0, len(words), words, date, "stated" if date else None, **options)


def three():
    """Three sources of three days; four events: told by all, by the first, by the others, and undated by the last."""
    articles = tuple(
        Article(f"a{n}", f"{n}.txt", f"words {n}", publisher=f"Paper {n}", published=published)
        for n, published in enumerate(("2025-03-01", "2025-03-05", None))
    )
    events = (
        Event("all", "2025-02-20", "words of all", tuple(account("all", f"a{n}", date="2025-02-20") for n in range(3))),
        Event("first", "2025-01-10", "words of one", (account("first", "a0"), account("first", "a0", 1))),
        Event(
            "late",
            "2025-02-10",
            "Late title",
            (
                account("late", "a1", date="2025-02"),
                account("late", "a2", date="2025-02-10", words="Late title and more"),
            ),
            (),
            (),
            (),
            (Disagreement("amount", "x", "conflict", (Reading("1 EUR", ("a1",)), Reading("2 EUR", ("a2",)))),),
            (),
            (("a1", "a2"),),
        ),
        Event("undated", None, "words undated", (account("undated", "a2"),)),
    )
    return Dataset(articles, events=events)


# -- the grid --------------------------------------------------------------------------------------------------------


def test_a_cell_says_one_account_several_copy_conflict_or_silent():
    async def scenario(app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, GridScreen)
        grid = app.screen.grid
        assert [article.id for article in grid.articles] == ["a0", "a1", "a2"]
        states = [
            [grid.cells(position).get(article.id, ("silent", 0))[0] for article in grid.articles]
            for position in app.main.view.shown
        ]
        assert states == [
            ["several", "silent", "silent"],
            ["silent", "one", "copy"],
            ["one", "one", "one"],
            ["silent", "silent", "one"],
        ]
        text = "\n".join(lines(grid))
        assert "Paper 0" in text
        assert "●2" in text
        assert "◐" in text
        assert "·" in text

    explore(scenario, three())


def grid_cell(app):
    grid = app.screen.grid
    return grid.cells(grid.position).get(grid.article.id, ("silent", 0))[0]


def test_conflicts_are_those_of_the_ledger():
    async def scenario(app, pilot):
        await pilot.press("d", "m")
        await pilot.pause()
        grid = app.screen.grid
        cells = grid.cells(grid.position)
        assert cells["a2"][0] == "conflict"
        assert "≠" in "\n".join(lines(grid))
        assert cells["a1"][0] == "one"

    explore(scenario)


@pytest.mark.parametrize(("lang", "word"), [("en", "silent"), ("fr", "n'en dit rien")])
def test_the_cell_under_the_cursor_is_told_in_words(lang, word):
    async def scenario(app, pilot):
        await pilot.press("m", "g", "right", "right")
        await pilot.pause()
        text = "\n".join(lines(app.screen.query_one("#cell")))
        assert app.screen.grid.article.name in text
        assert word in text
        for _ in range(4):
            if grid_cell(app) != "silent":
                break
            await pilot.press("left")
        await pilot.pause()
        assert "régie du port en 2015" in "\n".join(lines(app.screen.query_one("#cell")))

    explore(scenario, lang=lang)


def test_moving_by_keys():
    async def scenario(app, pilot):
        await pilot.press("m")
        await pilot.pause()
        grid = app.screen.grid
        at = lambda: (grid.row, grid.column)  # noqa: E731
        await pilot.press("down", "j", "right", "l")
        assert at() == (2, 2)
        await pilot.press("k", "h")
        assert at() == (1, 1)
        await pilot.press("G", "dollar_sign")
        assert at() == (8, 4)
        await pilot.press("g", "0")
        assert at() == (0, 0)
        await pilot.press("d", "space")
        assert app.main.view.selected == {4}
        await pilot.press("G", "D")
        assert grid.row == 4
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.main
        assert current(app) == "ev-offre"

    explore(scenario)


def test_enter_opens_compare_on_the_event_and_the_source():
    async def scenario(app, pilot):
        await pilot.press("d", "m", "right", "right", "enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        wanted = app.screen_stack[1].grid.article.id
        assert app.screen.ledger.table.sources[app.screen.column].article.id == wanted
        app.screen.action_step(1)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, GridScreen)
        assert app.screen.grid.row == 5

    explore(scenario)


def test_the_grid_by_mouse():
    async def scenario(app, pilot):
        await pilot.press("m")
        await pilot.pause()
        grid = app.screen.grid
        left = grid._left(grid.text_width)
        cell, _ = grid._columns(grid.text_width)
        await pilot.click("#cells", offset=(left + cell + 1, 2 + 4))
        assert (grid.row, grid.column) == (4, 1)
        await pilot.click("#cells", offset=(left + 2 * cell + 1, 0))
        assert (grid.row, grid.column) == (4, 2)
        await pilot.click("#cells", offset=(1, 2 + 5))
        assert app.main.view.selected == {5}
        await pilot.click("#cells", offset=(left + 1, 2 + 4), times=2)
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.event.id == "ev-offre"

    explore(scenario)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (300, 80)])
def test_many_sources_scroll_both_ways_and_lines_are_as_wide_as_the_widget(size):
    async def scenario(app, pilot):
        await pilot.press("m", "G", "dollar_sign")
        await pilot.pause()
        grid = app.screen.grid
        assert grid.column == 39
        text = lines(grid)
        assert "▾" in text[0]
        assert any("▌" in line for line in text)
        if size[0] < 200:
            assert "/ 40" in text[0]
        width = grid.scrollable_content_region.width
        for y in range(grid.size.height):
            assert grid.render_line(y).cell_length == width
        await pilot.press("g", "0")
        await pilot.pause()
        assert "▾" in lines(grid)[0]

    explore(scenario, many(300), size=size)


def test_a_grid_of_nothing():
    async def scenario(app, pilot):
        await pilot.press("slash", *"xyzxyz", "enter", "m")
        await pilot.pause()
        grid = app.screen.query_one(Grid)
        await pilot.press("down", "right", "enter", "space", "d", "D", "end", "home")
        assert grid.position is None
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario)


def test_the_grid_in_plain_words():
    async def scenario(app, pilot):
        await pilot.press("m", "g", "down")
        await pilot.pause()
        text = [told.rstrip() for told in lines(app.screen.grid)]
        assert text[:4] == [
            "10 January 2025: words of one",
            "Told by Paper 0 (2 passages).",
            "Silent: Paper 1, Paper 2.",
            "",
        ]
        assert text[5:9] == ["Told by Paper 1.", "In another's words: Paper 2.", "Silent: Paper 0.", ""]
        assert text[11] == "No source is silent on it."
        assert app.screen.grid.cursor_line == 4
        assert "│" not in "".join(text)

    explore(scenario, three(), plain=True)


def test_the_plain_grid_cuts_nothing_and_keeps_the_event_in_sight():
    told = three()
    long = " ".join(f"word{n}" for n in range(40))
    named = replace(told, events=(replace(told.events[0], title=long), *told.events[1:]))

    async def scenario(app, pilot):
        await pilot.press("m", "g")
        await pilot.pause()
        grid = app.screen.grid
        for key in ("down", "down", "down", "up", "end", "pageup", "pagedown", "home"):
            await pilot.press(key)
            await pilot.pause()
            shown = [text.rstrip() for text in lines(grid)]
            events = [word.row for word in grid._window()]
            assert grid.row in events
            assert shown[grid.cursor_line] != ""
            assert "…" not in "".join(shown)
        await pilot.press("down", "down")
        await pilot.pause()
        text = " ".join(" ".join(lines(grid)).split())
        assert long in text
        # A click on any line of an event is on it; at the edge it selects.
        await pilot.click("#cells", offset=(20, grid.cursor_line + 3))
        assert grid.row == 2
        await pilot.click("#cells", offset=(0, grid.cursor_line + 3))
        await pilot.pause()
        assert app.main.view.selected == {2}
        assert "selected" in " ".join(lines(grid))

    explore(scenario, named, plain=True, size=(60, 20))


# -- two clocks ------------------------------------------------------------------------------------------------------


def test_the_order_of_writing():
    view = View(three())
    assert [view.event(n).id for n in view.shown] == ["first", "late", "all", "undated"]
    view.set_clock("written")
    assert [view.event(n).id for n in view.shown] == ["first", "all", "late", "undated"]
    assert [view.date(n) for n in view.shown] == ["2025-03-01", "2025-03-01", "2025-03-05", None]
    assert [view.ordinal(n) for n in view.shown] == [0, 1, 2, 3]
    view.set_query(replace(view.query, text="late"))
    # What is not shown finds the next one that is.
    assert [view.ordinal(n) for n in range(view.total)] == [0, 0, 0, 0]


def test_one_key_changes_the_order_and_the_cursor_stays():
    async def scenario(app, pilot):
        await pilot.press("down", "s")
        await pilot.pause()
        assert current(app) == "late"
        assert shown(app) == ["first", "all", "late", "undated"]
        text = "\n".join(lines(app.main.timeline))
        assert "publication unknown" in text
        assert "10 Feb 2025" in text
        assert "by report" in lines(app.main.query_one("#title"))[0]
        await pilot.press("up")
        assert current(app) == "all"
        await pilot.press("slash", *"title", "enter", "n")
        assert current(app) == "late"
        await pilot.press("c", "s")
        await pilot.pause()
        assert current(app) == "late"
        assert shown(app) == ["first", "late", "all", "undated"]

    explore(scenario, three())


def test_hits_follow_the_order_of_writing():
    async def scenario(app, pilot):
        await pilot.press("s", "slash", *"words", "enter", "H", "g")
        seen = [current(app)]
        for _ in range(3):
            await pilot.press("n")
            seen.append(current(app))
        assert seen == ["first", "all", "undated", "first"] or seen == ["first", "all", "late", "undated"]

    explore(scenario, three())


def test_articles_that_were_certainly_out():
    articles = three().articles
    assert out_by(articles, "2025-03-01") == {"a0"}
    assert out_by(articles, "2025-03") == {"a0", "a1"}
    assert out_by(articles, "2024") == frozenset()
    assert out_by(articles, "never") == frozenset()


def test_what_was_known_of_an_event():
    events = {event.id: event for event in three().events}
    late = as_known(events["late"], frozenset({"a1"}))
    assert late.articles == ("a1",)
    assert late.date == "2025-02"
    assert late.title == "words"
    assert late.disagreements == ()
    assert late.copies == ()
    assert as_known(events["first"], frozenset({"a0"})) is events["first"]
    assert as_known(events["all"], frozenset({"a0"})).date == "2025-02-20"


def test_as_known_on_a_day_hides_what_was_not_written_yet_and_dates_as_was_known():
    view = View(three())
    view.set_query(replace(view.query, known="2025-03-01"))
    assert [view.event(n).id for n in view.shown] == ["first", "all"]
    assert view.row(view.shown[1]).sources == 1
    view.set_query(replace(view.query, known="2025-03-05"))
    # Only the month of "late" was known, which begins before the day of "all".
    assert [(view.event(n).id, view.date(n)) for n in view.shown] == [
        ("first", "2025-01-10"), ("late", "2025-02"), ("all", "2025-02-20"),
    ]  # fmt: skip
    assert not view.has(view.shown[1], "disagreement")
    assert view.source_count == 2
    assert [view.ordinal(n) for n in view.shown] == [0, 1, 2]
    assert view.days[view.shown[1]].days == 28
    view.set_query(replace(view.query, known=None))
    assert view.date(1) == "2025-02-10"
    assert Index(three()).known("2025-03-01").bit_count() == 2


def test_the_dialogue_checks_the_date_and_its_chip_clears_it():
    async def scenario(app, pilot):
        await pilot.press("A")
        await pilot.pause()
        assert isinstance(app.screen, KnownScreen)
        box = app.screen.box
        assert box.value == "2025-03-05"
        assert "2 of 3 sources" in lines(app.screen.query_one("#known-told"))[0]
        box.value = "2025-13"
        await pilot.pause()
        assert box.has_class("bad")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, KnownScreen)
        await pilot.press("down", "up")
        box.value = "2025-03-05"
        await pilot.press("up")
        assert box.value == "2025-03-01"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.main
        assert shown(app) == ["first", "all"]
        chips = lines(app.main.query_one("#chips"))[0]
        assert "1 Mar 2025" in chips
        # Of sources that were not out yet none is silent.
        assert "1 source " in lines(app.main.query_one("#title"))[0]
        assert "○" not in "".join(lines(app.main.timeline))
        await pilot.press("m")
        await pilot.pause()
        assert [article.id for article in app.screen.grid.articles] == ["a0"]
        await pilot.press("escape")
        await pilot.pause()
        await pilot.click("#chips", offset=(chips.index("✕"), 0))
        await pilot.pause()
        assert len(shown(app)) == 4

    explore(scenario, three())


def test_the_dialogue_by_mouse():
    async def scenario(app, pilot):
        await pilot.press("A")
        await pilot.pause()
        buttons = lines(app.screen.query_one("#known-buttons"))[0]
        await pilot.click("#known-buttons", offset=(buttons.index("‹"), 0))
        await pilot.click("#known-buttons", offset=(buttons.index("Apply"), 0))
        await pilot.pause()
        assert app.main.view.query.known == "2025-03-01"
        await pilot.press("A")
        await pilot.pause()
        await pilot.click("#known-buttons", offset=(buttons.index("Everything"), 0))
        await pilot.pause()
        assert app.main.view.query.known is None
        await pilot.press("A")
        await pilot.pause()
        await pilot.click(offset=(1, 1))
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario, three())


def test_nobody_knows_when_they_were_written():
    dataset = story()
    articles = tuple(replace(article, published=None) for article in dataset.articles)

    async def scenario(app, pilot):
        await pilot.press("s")
        await pilot.pause()
        assert "publication unknown" in "\n".join(lines(app.main.timeline))
        await pilot.press("A")
        await pilot.pause()
        await pilot.press("up", "down", *"2025", "enter")
        await pilot.pause()
        assert shown(app) == []

    explore(scenario, replace(dataset, articles=articles))
