"""The panel of filters, the chips, the menu of names and the search row: by keys, by mouse, at every size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import story
from drive import current, explore, lines, shown

from store.filters import Facet, Query
from store.model import Entity
from tui.cells import cell_len
from tui.screens.names import NamesScreen
from tui.widgets.chips import Chips
from tui.widgets.facets import FilterList
from tui.widgets.filters import Filters
from tui.widgets.searchbox import SearchState

MORVAN = Facet("person", "e-morvan")
KELLER = Facet("person", "e-keller")
ORLAC = Facet("organization", "e-orlac")


def awkward():
    """The story with names that are long, wide, joined of several characters, or written from right to left."""
    dataset = story()
    names = ("עדה בת־שבע", "👩‍👩‍👧 Famille", "東京新聞東京新聞東京新聞東京新聞", "Le très long nom d'une personne " * 3)
    added = tuple(Entity(f"x{n}", name, "person") for n, name in enumerate(names))
    first, *others = dataset.events
    events = (replace(first, entities=(*first.entities, *(entity.id for entity in added))), *others)
    return replace(dataset, entities=dataset.entities + added, events=events)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def query(app) -> Query:
    return app.main.view.query


def chips(app) -> str:
    return lines(app.main.query_one(Chips))[0]


def line_of(app, text: str) -> int:
    """The line of the panel's list that holds `text`."""
    found = app.screen.query_one(FilterList)
    return next(n for n, told in enumerate(lines(found)) if text in told)


# -- taking back -----------------------------------------------------------------------------------------------------


def test_changes_are_taken_back_and_made_again():
    async def scenario(app, pilot):
        await press(pilot, "f", "down", "space", "down", "x")
        asked = query(app)
        assert asked == Query(include=frozenset({MORVAN}), exclude=frozenset({KELLER}))
        await press(pilot, "backspace")
        assert query(app) == Query(include=frozenset({MORVAN}))
        await press(pilot, "backspace", "backspace", "backspace")
        assert query(app) == Query()
        assert len(shown(app)) == 9
        await press(pilot, "ctrl+r", "ctrl+r", "ctrl+r")
        assert query(app) == asked
        await press(pilot, "c", "backspace")
        assert query(app) == asked

    explore(scenario)


def test_what_is_typed_into_a_box_is_one_change():
    async def scenario(app, pilot):
        await press(pilot, "slash", *"orlac", "enter")
        assert len(shown(app)) == 4
        await press(pilot, "backspace")
        assert query(app) == Query()
        await press(pilot, "slash", *"orl", "escape")
        assert query(app) == Query()
        await press(pilot, "backspace")
        assert query(app) == Query()

    explore(scenario)


def test_a_change_of_dates_is_taken_back_in_its_box_too():
    async def scenario(app, pilot):
        await press(pilot, "f")
        app.main.query_one("#date-from").focus()
        await press(pilot, *"2025", "enter")
        assert query(app).first == "2025"
        await press(pilot, "backspace")
        assert query(app) == Query()
        assert app.main.query_one("#date-from").value == ""

    explore(scenario)


@pytest.mark.parametrize(("keys", "box"), [(("slash",), "search"), (("f",), "narrow")])
def test_letters_that_come_quickly_all_arrive_in_order(keys, box):
    async def scenario(app, pilot):
        await press(pilot, *keys)
        for letter in "morvan":
            app.simulate_key(letter)
        await pilot.pause()
        await pilot.pause()
        assert app.focused.id == box
        assert app.focused.value == "morvan"

    explore(scenario)


# -- the list --------------------------------------------------------------------------------------------------------


def test_sections_fold_and_keep_what_is_chosen():
    async def scenario(app, pilot):
        await press(pilot, "f", "down", "space", "left", "left")
        told = lines(app.main.query_one(FilterList))
        assert "▸ People 2" in told[0]
        assert "Jeanne Morvan" in told[1]
        assert "Organizations" in told[2]
        await press(pilot, "right")
        assert "Paul Keller" in lines(app.main.query_one(FilterList))[2]
        await press(pilot, "right", "enter")
        folded = lines(app.main.query_one(FilterList))
        assert "▸ Organizations 2" in folded[3]
        assert "Places" in folded[4]
        await press(pilot, "left")
        assert app.main.query_one(FilterList).cursor == 0

    explore(scenario)


def test_what_is_included_stands_at_the_top_even_with_nothing_left():
    async def scenario(app, pilot):
        await press(pilot, "f", "down", "down", "space", "up", "space")
        assert shown(app) == []
        # Nothing moves under the hand ...
        assert "Jeanne Morvan" in lines(app.main.query_one(FilterList))[1]
        await press(pilot, "down", "x", "escape", "slash", *"zzzz", "enter", "f")
        told = lines(app.main.query_one(FilterList))
        # ... and both stand first when the reader comes back, with their counts.
        assert "■ Jeanne Morvan" in told[1]
        assert "⊘ Paul Keller" in told[2]
        assert told[1].rstrip().endswith("0")

    explore(scenario)


def test_the_name_of_a_kind_lists_all_of_it():
    async def scenario(app, pilot):
        await press(pilot, "f", *"plac")
        told = [item.choice.name for item in app.main.query_one(FilterList)._items if item.choice]
        assert told == ["Brévaux"]

    explore(scenario)


def test_any_and_all_of_each_kind():
    async def scenario(app, pilot):
        await press(pilot, "f", "down", "space", "down", "space")
        assert shown(app) == []
        assert "all of these" in lines(app.main.query_one(FilterList))[0]
        await press(pilot, "m")
        assert shown(app) == ["ev-2018", "ev-reply"]
        assert "any of these" in lines(app.main.query_one(FilterList))[0]
        assert "or  Paul Keller ✕" in chips(app)

    explore(scenario)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
def test_columns_are_straight_and_nothing_lies_outside(size, lang):
    async def scenario(app, pilot):
        await press(pilot, "f")
        panel = app.main.query_one(Filters)
        assert app.main.region.contains_region(panel.region)
        found = app.main.query_one(FilterList)
        found._go(0)
        width = found.scrollable_content_region.width
        ends = set()
        for item, told in zip(found._items, lines(found), strict=False):
            assert cell_len(told) == width
            if item.choice is not None:
                ends.add(cell_len(told.rstrip()))
        assert ends == {width - 1}
        assert any("…" in told for told in lines(found))
        boxes = [app.main.query_one(f"#{id}").region for id in ("date-from", "date-to")]
        assert all(box.width >= 12 and panel.region.contains_region(box) for box in boxes)

    explore(scenario, awkward(), size=size, lang=lang)


def test_on_a_tiny_screen_the_panel_lies_over_the_timeline():
    async def scenario(app, pilot):
        before = app.main.timeline.region
        await press(pilot, "f")
        panel = app.main.query_one(Filters)
        assert app.main.timeline.region == before
        assert panel.region.contains_region(before)  # no title is cut by it
        for width in (80, 120):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            assert app.main.timeline.region.x >= panel.region.right

    explore(scenario, size=(60, 20))


# -- chips -----------------------------------------------------------------------------------------------------------


def test_chips_by_keys():
    async def scenario(app, pilot):
        await press(pilot, "f", "down", "space", "down", "x", "escape", "slash", *"port", "enter")
        assert chips(app).index("Morvan") < chips(app).index("Keller") < chips(app).index("⌕ port")
        await press(pilot, "C")
        assert "[⌕ port" in chips(app)
        await press(pilot, "left")
        assert "[not Paul Keller ✕]" in chips(app)
        await press(pilot, "enter")
        assert query(app).include == {MORVAN, KELLER}
        await press(pilot, "left", "backspace")
        assert query(app).include == {KELLER}
        await press(pilot, "right", "enter")
        assert app.focused.id == "search"
        await press(pilot, "enter", "C", "delete", "x")
        assert query(app) == Query()
        assert app.main.timeline.has_focus

    explore(scenario)


def test_more_chips_than_fit_are_counted_and_reached():
    async def scenario(app, pilot):
        view = app.main.view
        app.main.apply(
            Query(exclude=frozenset(facet for kind in ("person", "source") for facet, _ in view.index.facets(kind)))
        )
        await pilot.pause()
        assert "+" in chips(app)
        await press(pilot, "C")
        assert "‹" in chips(app)
        assert "[" in chips(app)
        for _ in range(9):
            await press(pilot, "left")
            assert "[not" in chips(app)
        assert all(cell_len(told) == 60 for told in lines(app.main.query_one(Chips)))
        await press(pilot, "escape")
        assert app.main.timeline.has_focus

    explore(scenario, size=(60, 20))


# -- from an event ---------------------------------------------------------------------------------------------------


def test_filtering_by_a_name_of_the_event_under_the_cursor():
    async def scenario(app, pilot):
        app.main.timeline.action_go_to(1)
        await press(pilot, "F")
        assert isinstance(app.screen, NamesScreen)
        told = "\n".join(lines(app.screen.query_one(FilterList)))
        assert "Paul Keller" in told
        assert "La Voix du Port" in told
        assert "Morvan" not in told
        await press(pilot, "enter")
        assert app.screen is app.main
        assert shown(app) == ["ev-2018"]
        await press(pilot, "backspace", "F", "down", "down", "x")
        assert len(query(app).exclude) == 1
        await press(pilot, "c", "F", "escape")
        assert query(app) == Query()

    explore(scenario)


def test_from_here_and_to_here():
    async def scenario(app, pilot):
        app.main.timeline.go_to_position(2)
        await press(pilot, "left_square_bracket")
        assert query(app).first == "2024-08"
        assert shown(app)[0] == "ev-plainte"
        await press(pilot, "right_square_bracket")
        assert shown(app) == ["ev-plainte"]
        assert "Aug 2024" in chips(app)
        await press(pilot, "left_square_bracket", "right_square_bracket")
        assert query(app) == Query()
        await press(pilot, "G", "left_square_bracket")
        assert query(app) == Query()

    explore(scenario)


# -- the search ------------------------------------------------------------------------------------------------------


def test_the_place_among_the_hits_is_told():
    async def scenario(app, pilot):
        await press(pilot, "slash", *"orlac")
        state = app.main.query_one(SearchState)
        assert "4" in lines(state)[0]
        await press(pilot, "ctrl+t")
        assert len(shown(app)) == 9
        assert "● mark" in lines(state)[0]
        await press(pilot, "enter", "n")
        assert current(app) == "ev-approx"
        assert "‹ 2/4 ›" in chips(app)
        await press(pilot, "N", "N")
        assert "‹ 4/4 ›" in chips(app)
        await press(pilot, "g")
        assert "‹ 4 hits ›" in chips(app)
        await press(pilot, "a")
        assert len(app.main.view.selected) == 9

    explore(scenario)


def test_all_shown_are_selected():
    async def scenario(app, pilot):
        await press(pilot, "slash", *"orlac", "enter", "a", "c")
        assert {app.main.view.event(n).id for n in app.main.view.selected} == {
            *("ev-plainte", "ev-approx", "ev-offre", "ev-reply")
        }

    explore(scenario)


# -- the mouse alone -------------------------------------------------------------------------------------------------


def test_the_list_by_mouse():
    async def scenario(app, pilot):
        await press(pilot, "f")

        async def click(text, x=None):
            row = line_of(app, text)
            told = lines(app.main.query_one(FilterList))[row]
            await pilot.click("#filter-list", offset=(told.index(text) if x is None else x, row))
            await pilot.pause()

        await click("Morvan", 2)
        assert query(app).include == {MORVAN}
        await click("Morvan", 2)
        assert query(app).exclude == {MORVAN}
        await click("Morvan", 2)
        assert query(app) == Query()
        await click("Morvan")
        await click("Keller")
        await click("all of these")
        assert shown(app) == ["ev-2018", "ev-reply"]
        await click("People")
        assert "▸ People" in lines(app.main.query_one(FilterList))[0]
        await pilot.click("#timeline", offset=(40, 1))
        await pilot.click("DateLabel")
        await pilot.pause()
        assert query(app).first is not None
        assert app.main.query_one("#date-from").value == query(app).first
        title = lines(app.main.query_one("#filters-title"))[0]
        await pilot.click("#filters-title", offset=(title.index("✕"), 0))
        await pilot.pause()
        assert not app.main.query_one(Filters).display

    explore(scenario)


def test_chips_and_hits_by_mouse():
    async def scenario(app, pilot):
        async def click(id, text):
            await pilot.click(id, offset=(lines(app.main.query_one(id))[0].index(text), 0))
            await pilot.pause()

        await press(pilot, "slash", *"orlac")
        assert current(app) == "ev-plainte"
        await click("#search-state", "›")
        assert current(app) == "ev-approx"
        await click("#search-state", "○")
        assert len(shown(app)) == 9
        await press(pilot, "enter")
        await click("#chips", "›")
        assert current(app) == "ev-offre"
        await click("#chips", "‹")
        assert current(app) == "ev-approx"
        await click("#chips", "orlac")
        assert app.focused.id == "search"
        await press(pilot, "enter")
        await click("#chips", "✕")
        assert query(app) == Query()
        await press(pilot, "f", "down", "space")
        await click("#chips", "undo")
        assert query(app) == Query()
        await press(pilot, "space")
        await click("#chips", "clear")
        assert query(app) == Query()

    explore(scenario)


def test_the_menu_of_names_by_mouse():
    async def scenario(app, pilot):
        app.main.timeline.action_go_to(1)
        await press(pilot, "F")
        await pilot.click("#names-list", offset=(6, line_of(app, "Paul Keller")), times=2)
        await pilot.pause()
        assert query(app).include == {KELLER}
        await press(pilot, "F")
        await pilot.click(offset=(1, 1), times=2)
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario)


def test_a_click_on_a_name_in_a_passage_offers_to_filter_by_it():
    async def scenario(app, pilot):
        app.main.timeline.action_go_to(1)
        await pilot.pause()
        row, told = next((n, told) for n, told in enumerate(lines(app.main.sources)) if "Keller avait" in told)
        await pilot.click("#sources", offset=(told.index("Keller"), row))
        await pilot.pause()
        assert isinstance(app.screen, NamesScreen)
        assert app.screen.query_one(FilterList).item.choice.facet == KELLER
        await press(pilot, "enter")
        assert query(app).include == {KELLER}
        await pilot.click("#sources", offset=(2, row))
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario)


def fault(app) -> str:
    return " ".join(told.strip() for told in lines(app.main.query_one("#date-fault")))


def test_what_is_wrong_with_dates_is_said_in_words():
    async def scenario(app, pilot):
        await press(pilot, "f")
        app.main.query_one("#date-from").focus()
        await press(pilot, *"2024-13")
        assert fault(app) == "not a date: write 2024, Aug 2024 or 2024-08-15"
        await press(pilot, *["backspace"] * 3, "tab", *"2020")
        assert fault(app) == "the first day is after the last"
        assert shown(app) == []

    explore(scenario, size=(110, 30))


@pytest.mark.parametrize("keys", [["slash", "slash"], ["f", "f", "f"], ["slash", "escape", "slash"]])
def test_keys_that_come_before_a_box_is_made_raise_nothing(keys):
    async def scenario(app, pilot):
        for key in keys:
            app.simulate_key(key)
        await pilot.pause()
        await pilot.pause()
        assert app.screen.focused.id == ("narrow" if keys[0] == "f" else "search")

    explore(scenario)
