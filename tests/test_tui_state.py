"""What is remembered from one time to the next: the place, the filters, the theme; damage to it does no harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from build import story
from drive import current, explore, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import Terminal

from store.query import Facet, Query
from tui import state
from tui.state import Place
from tui.view import View

QUERY = Query(
    include=frozenset({Facet("person", "e-morvan"), Facet("mark", "quotes")}),
    exclude=frozenset({Facet("organization", "e-regie")}),
    any_of=frozenset({"person"}),
    first="2024",
    last="2026-01",
    text="non merci",
    known="2025-03-12",
)


def left(**options):
    """Where the reader was when leaving, after some keys."""
    found = []
    keys = options.pop("keys")

    async def scenario(app, pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        app.exit()
        found.append(app.left)

    explore(scenario, **options)
    return found[0]


def test_a_place_is_written_and_read(tmp_path):
    place = Place("ev-reply", 4, "month", "written", False, state.query_to_json(QUERY))
    file = tmp_path / "new" / "place.json"
    state.write_place(file, place)
    assert state.read_place(file) == place
    assert state.query_from_json(place.query, View(story())) == QUERY
    state.write_theme(tmp_path / "theme.json", "nord")
    assert state.read_theme(tmp_path / "theme.json") == "nord"


def test_the_explorer_opens_where_it_was_left():
    place = left(keys=["d", "j", "z", "slash", "m", "e", "r", "c", "i", "enter"])
    assert place.zoom != "auto"
    assert place.query == {"text": "merci"}
    before = place.event

    async def scenario(app, pilot):
        assert current(app) == before
        assert app.main.timeline.zoom == place.zoom
        assert app.main.view.query.text == "merci"
        assert app.main.query_one("#chips").has_class("-on")
        assert len(shown(app)) < 9
        await pilot.press("c")
        await pilot.pause()
        assert len(shown(app)) == 9

    explore(scenario, remembered=place, opening=True)


def test_the_clock_is_remembered():
    place = left(keys=["j"])._replace(clock="written")

    async def scenario(app, pilot):
        assert app.main.view.clock == "written"
        assert current(app) == place.event

    explore(scenario, remembered=place, opening=True)


def test_what_the_library_no_longer_knows_is_left_out():
    place = Place("gone", 999, "century", "x", True, {"include": [["person", "gone"], ["person", "e-morvan"]]})

    async def scenario(app, pilot):
        assert app.main.view.query == Query(include=frozenset({Facet("person", "e-morvan")}))
        assert app.main.timeline.zoom == "auto"
        assert current(app) is not None

    explore(scenario, remembered=place, opening=True)


def test_an_event_that_has_moved_is_found_by_its_id():
    view = View(story())
    found = state.position_of(Place("ev-reply", 0), view)
    assert found is not None
    assert found > 0
    assert view.event(found).id == "ev-reply"
    assert state.position_of(Place("", 0), view) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["include", "exclude", "any_of", "text", "first", "known", "x"]), inner)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["event", "position", "zoom", "clock", "hide_others", "query"]), JSON))
@settings(deadline=None, max_examples=60)
def test_whatever_is_remembered_nothing_is_raised(tmp_path_factory, record):
    file = tmp_path_factory.mktemp("state") / "place.json"
    file.write_text(json.dumps(record), "utf-8")
    place = state.read_place(file)
    assert place is not None
    view = View(story())
    view.set_query(state.query_from_json(place.query, view))
    state.position_of(place, view)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"3", b"[" * 10_000, b"null"])
def test_a_damaged_file_is_as_good_as_none(tmp_path, content):
    file = tmp_path / "place.json"
    file.write_bytes(content)
    assert state.read_place(file) is None
    assert state.read_theme(file) is None
    assert state.read_place(tmp_path) is None
    assert state.read_place(tmp_path / "none") is None


def test_what_cannot_be_written_is_not_remembered(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    state.write_place(tmp_path / "file" / "place.json", Place())
    state.write_theme(tmp_path / "file" / "theme.json", "x")


def test_each_library_has_a_file_of_its_own(home):
    one, other = state.place_file(Path("/a/library")), state.place_file(Path("/b/library"))
    assert one != other
    assert home in one.parents


def test_it_goes_on_where_it_was_left_in_the_terminal(home, articles):
    with Terminal(articles, home=home) as terminal:
        terminal.wait("10 Feb")
        terminal.press("t")
        terminal.settle()
        terminal.press("/")
        terminal.settle()
        terminal.press("bloque\r")
        terminal.wait("1 of")
        terminal.press("q")
        assert terminal.end() == 0
    files = list(home.rglob("places/*.json"))
    assert len(files) == 1
    assert json.loads(files[0].read_text("utf-8"))["query"] == {"text": "bloque"}
    with Terminal(articles, home=home) as terminal:
        assert "bloque" in terminal.wait("1 of")
        terminal.press("q")
        terminal.end()
    files[0].write_text("{", "utf-8")
    with Terminal(articles, home=home) as terminal:
        assert "1 of" not in terminal.wait("10 Feb")
        terminal.press("q")
        terminal.end()
    state.write_place(files[0], Place(query={"text": "bloque"}))
    with Terminal("open", "--fresh", articles, home=home) as terminal:
        assert "1 of" not in terminal.wait("10 Feb")
        terminal.press("q")
        terminal.end()
    assert list(home.rglob("theme.json"))
