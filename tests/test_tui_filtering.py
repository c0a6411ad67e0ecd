"""Filters and search, by keys."""

from __future__ import annotations

import pytest
from build import many
from drive import current, explore, lines, shown
from textual import events

from store.filters import Facet, Query
from tui.dates import words
from tui.widgets.chips import Chips
from tui.widgets.filters import FilterList, Filters


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
        assert not lines(app.main.query_one(Chips))[0].strip()
        await pilot.press("escape")
        assert not app.main.query_one(Filters).display
        assert app.main.timeline.has_focus

    explore(scenario)


@pytest.mark.parametrize(("size", "plain"), [((120, 40), False), ((80, 24), False), ((120, 40), True)])
def test_nothing_moves_when_filters_come_where_there_is_room(size, plain):
    async def scenario(app, pilot):
        chips, timeline = app.main.query_one(Chips), app.main.timeline
        roomy = size[1] >= 30 and not plain
        assert chips.display is roomy
        assert not chips.focusable
        before = timeline.region
        app.main.apply(Query(text="port"))
        await pilot.pause()
        assert chips.display
        assert chips.focusable
        assert (timeline.region == before) is roomy
        app.main.apply(Query())
        await pilot.pause()
        assert timeline.region == before

    explore(scenario, size=size, plain=plain)


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
        assert app.main.view.query.any_of == {"person"}
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
        assert found.item.kind == "mark"
        await pilot.press("g")
        assert found.cursor == first - 1
        assert found.item.is_heading
        await pilot.press("pagedown", "ctrl+u", "ctrl+d", "pageup", "end", "home")
        assert found.cursor == first - 1
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


@pytest.mark.parametrize("key", ["enter", "down", "up", "tab"])
def test_keys_that_keep_a_search(key):
    async def scenario(app, pilot):
        await pilot.press("slash", *"orlac", key)
        await pilot.pause()
        assert app.main.timeline.has_focus
        assert len(shown(app)) == 4

    explore(scenario)


@pytest.mark.parametrize("key", ["down", "up", "tab"])
def test_keys_from_the_box_into_the_list(key):
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        assert app.focused.id == "narrow"
        await pilot.press(key)
        assert app.focused.id == "filter-list"
        await pilot.press("f")
        await pilot.pause()
        assert app.main.timeline.has_focus

    explore(scenario)


def test_several_lines_pasted_into_the_search_are_joined():
    async def scenario(app, pilot):
        await pilot.press("slash")
        await pilot.pause()
        app.focused.post_message(events.Paste("porte\r\n  plainte\ncontre"))
        await pilot.pause()
        assert app.focused.value == "porte plainte contre"
        assert shown(app) == ["ev-plainte"]

    explore(scenario)


@pytest.mark.parametrize("how", ["enter", "space", "click"])
def test_the_rest_of_a_kind_is_opened(how):
    async def scenario(app, pilot):
        await pilot.press("f", "down")
        await pilot.pause()
        found = app.main.query_one(FilterList)
        at = next(n for n, item in enumerate(found._items) if item.more)
        assert "more" in found.render_line(at).text
        await pilot.press(*["down"] * (at - found.cursor))
        if how == "click":
            await pilot.click(found, offset=(8, at))
        else:
            await pilot.press(how)
        await pilot.pause()
        assert not any(item.more for item in found._items if item.kind == "person")
        assert sum(1 for item in found._items if item.kind == "person" and item.choice) == 300
        assert found.item.choice is not None
        assert not app.main.view.query

    explore(scenario, many(400))


def test_a_filter_that_is_not_found_says_so():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.pause()
        await pilot.press(*"zzzz")
        await pilot.pause()
        assert "No filter of that name." in "\n".join(lines(app.main.query_one(FilterList)))

    explore(scenario)


def test_a_date_in_words_finds_what_happened_then():
    async def scenario(app, pilot):
        months = [day.first.strftime("%Y-%m") for day in app.view.index.days if day and day.days <= 1]
        month = months[0]
        wanted = app.view.index.run(Query(first=month, last=month))
        await pilot.press("slash", *words(month, "en"))
        await pilot.pause()
        found = list(app.view.shown)
        assert wanted
        assert set(wanted) <= set(found)
        assert len(found) < app.view.total

    explore(scenario)


def test_marks_are_found_by_other_words_too():
    async def scenario(app, pilot):
        await pilot.press("f")
        await pilot.press(*"only one", "enter")
        await pilot.pause()
        assert app.main.view.query.include == {Facet("mark", "single")}

    explore(scenario)
