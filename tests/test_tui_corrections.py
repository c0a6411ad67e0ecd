"""Correcting in the explorer: by keys and by mouse; the screen follows at once, the cursor stays on the event."""

from __future__ import annotations

import asyncio

import pytest
from corrections_support import FOUND, made_library

from store.library.journal import FILE as JOURNAL
from store.library.library import Library
from store.model import Dataset
from tui.app import ExplorerApp
from tui.dates import words
from tui.screens.compare import CompareScreen
from tui.screens.correct import AskScreen, PickScreen

ONE = max(FOUND.events, key=lambda e: (len(e.articles), e.id))


@pytest.fixture
def place(tmp_path):
    return made_library(tmp_path / "library").path


def explore(place, scenario, lang="en", size=(120, 40), dataset: Dataset | None = None):
    """Runs `scenario(app, pilot)` on the explorer of a library, the cursor on the event `ONE`."""

    async def run():
        shown = dataset or Library.open(place).snapshot()
        app = ExplorerApp(shown, name="Brévaux", place=None if dataset else place, lang=lang)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.main.timeline.go_to_position(app.view.index.columns.position(ONE.id))
            await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(run())


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def values(app) -> list[str]:
    assert isinstance(app.screen, PickScreen)
    return [pick.value for pick in app.screen.list.picks]


async def choose(pilot, value: str):
    """Picks a line of the dialogue, the last step by a key."""
    number = values(pilot.app).index(value)
    if number:
        pilot.app.screen.list.go_to(number - 1)
        await pilot.press("down")
    await press(pilot, "enter")


async def type_in(pilot, text: str):
    assert isinstance(pilot.app.screen, AskScreen)
    pilot.app.screen.box.value = ""
    await pilot.press(*["space" if c == " " else "minus" if c == "-" else c for c in text])
    await press(pilot, "enter")


def current(app):
    return app.main.view.event(app.main.timeline.position)


def test_a_date_by_keys_and_the_cursor_stays(place):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "date")
        app.screen.box.value = "2025-13"
        await press(pilot, "enter")
        assert isinstance(app.screen, AskScreen), "what is no date is not taken"
        await type_in(pilot, "2024-02")
        assert app.screen is app.main
        assert {a.id for a in current(app).accounts} == {a.id for a in ONE.accounts}
        assert current(app).date == "2024-02"
        assert app.view.has(app.main.timeline.position, "corrected")
        await press(pilot, "u")
        assert current(app).date == ONE.date
        assert current(app).id == ONE.id
        await press(pilot, "R")
        assert current(app).date == "2024-02"
        await press(pilot, "R")
        assert current(app).date == "2024-02"
        await press(pilot, "x")
        await choose(pilot, "date")
        app.screen.box.value = "mai 2021"
        await press(pilot, "enter")
        assert current(app).date == "2021-05"
        await press(pilot, "u")

    explore(place, scenario)
    assert next(e for e in Library.open(place).dataset().events if e.id == ONE.id).date == "2024-02"
    assert len((place / JOURNAL).read_bytes().splitlines()) == 5


@pytest.mark.parametrize(("lang", "said"), [("en", "the program found"), ("fr", "le programme a trouvé")])
def test_what_the_program_found_is_said_and_not_stored(place, lang, said):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "status")
        await choose(pilot, ONE.accounts[0].status)
        assert said in [note.message for note in app._notifications][-1]
        # A date in words is the date that is known, not the words.
        await press(pilot, "x")
        await choose(pilot, "date")
        app.screen.box.value = words(ONE.date, lang)
        await press(pilot, "enter")
        assert words(ONE.date, lang) in [note.message for note in app._notifications][-1]
        assert app.screen is app.main

    explore(place, scenario, lang)
    assert not (place / JOURNAL).exists()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_everything_in_the_menu_can_be_begun_and_left(place, lang):
    async def scenario(app, pilot):
        await press(pilot, "space", "down", "space", "x")
        for value in values(app):
            if value in ("star", "hide", "merge", "list"):
                continue
            await choose(pilot, value)
            assert isinstance(app.screen, AskScreen | PickScreen), value
            await press(pilot, "escape")
            assert app.screen is app.main
            await press(pilot, "x")
        await press(pilot, "q")
        assert app.screen is app.main

    explore(place, scenario, lang)
    assert not (place / JOURNAL).exists()


def test_status_title_note_tag_and_star(place):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "status")
        await choose(pilot, "alleged")
        for value, text in (("title", "Une offre"), ("note", "appeler"), ("tag", "port")):
            await press(pilot, "x")
            await choose(pilot, value)
            await type_in(pilot, text)
        await press(pilot, "x")
        await choose(pilot, "star")
        now = current(app)
        assert (now.title, now.by_hand.status, now.by_hand.note) == ("Une offre", "alleged", "appeler")
        assert (now.by_hand.tags, now.by_hand.starred) == (("port",), True)
        await press(pilot, "x")
        await choose(pilot, "untag")
        await choose(pilot, "0")
        await press(pilot, "x")
        await choose(pilot, "star")
        assert (current(app).by_hand.tags, current(app).by_hand.starred) == ((), False)

    explore(place, scenario)


def test_merging_with_the_selected_and_splitting_a_passage(place):
    async def scenario(app, pilot):
        total = app.view.total
        await press(pilot, "down", "space", "up", "x")
        await choose(pilot, "merge")
        assert app.view.total == total - 1
        merged = current(app)
        assert {a.id for a in ONE.accounts} < {a.id for a in merged.accounts}
        await press(pilot, "x")
        await choose(pilot, "split")
        await choose(pilot, "0")
        assert app.view.total == total
        assert merged.accounts[0].id not in {a.id for a in current(app).accounts} or len(current(app).accounts) == 1
        await press(pilot, "u", "u")
        assert app.view.total == total
        assert {e.id for e in app.view.index.events} == {e.id for e in FOUND.events}

    explore(place, scenario)


def test_hiding_goes_on_with_the_next_event_and_the_list_brings_it_back(place):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "hide")
        assert app.view.index.columns.position(ONE.id) is None
        assert app.main.timeline.position is not None
        await press(pilot, "X")
        assert len(values(app)) == 1
        assert app.screen.list.picks[0].text.startswith("✓")
        await press(pilot, "enter")
        assert app.view.index.columns.position(ONE.id) is not None
        await press(pilot, "X")
        assert app.screen.list.picks[0].text.startswith("−")
        await press(pilot, "escape")

    explore(place, scenario)


def test_in_compare_a_passage_is_taken_out_and_a_speaker_mended(place):
    async def scenario(app, pilot):
        await press(pilot, "enter")
        assert isinstance(app.screen, CompareScreen)
        account = app.screen.source.accounts[app.screen.passage.account]
        await press(pilot, "x")
        await choose(pilot, "split_source")
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.view is app.view
        event = app.screen.event
        others = [a for a in ONE.accounts if a.id != account.id]
        assert {a.id for a in event.accounts} in ({account.id}, {a.id for a in others})
        await press(pilot, "u")
        assert {a.id for a in app.screen.event.accounts} == {a.id for a in ONE.accounts}
        await press(pilot, "R", "u", "escape")
        said = next(n for n, e in enumerate(app.view.index.events) if e.quotes)
        app.main.timeline.go_to_position(said)
        await press(pilot, "enter", "x")
        if "speaker" not in values(app):
            await press(pilot, "escape", "right", "x")
        await choose(pilot, "speaker")
        await type_in(pilot, "Paul Keller")
        quote = next(q for q in app.view.dataset.quotes if q.corrected)
        assert quote.speaker == "Paul Keller"

    explore(place, scenario)


def test_by_mouse_alone(place):
    async def scenario(app, pilot):
        keys = app.main.query_one("#keys")
        label = keys.render_line(0).text.index("x correct")
        await pilot.click(keys, offset=(label, 0))
        await pilot.pause()
        await pilot.click("#pick-list", offset=(6, values(app).index("title")))
        await pilot.pause()
        app.screen.box.value = "Autre titre"
        await pilot.pause()
        await pilot.click("#ask-buttons", offset=(3, 0))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert current(app).title == "Autre titre"
        await pilot.click(keys, offset=(label, 0))
        await pilot.pause()
        await pilot.click(app.screen, offset=(1, 1))
        await pilot.pause()
        assert app.screen is app.main, "a click beside the box closes it"

    explore(place, scenario)


def test_filters_selection_and_order_stay(place):
    async def scenario(app, pilot):
        await press(pilot, "slash", *"port", "enter")
        shown = len(app.view.shown)
        app.main.timeline.go_to_position(app.view.index.columns.position(ONE.id))
        await press(pilot, "space", "s", "x")
        await choose(pilot, "title")
        await type_in(pilot, "Le port")
        assert app.view.query.text == "port"
        assert len(app.view.shown) == shown
        assert app.view.clock == "written"
        assert [app.view.event(n).title for n in app.view.selected] == ["Le port"]
        assert current(app).title == "Le port"

    explore(place, scenario)


def test_adding_an_event_by_hand(place):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "add")
        await type_in(pilot, "Vente")
        await type_in(pilot, "2026")
        await type_in(pilot, "vendu hier")
        await type_in(pilot, "Gazette")
        added = next(e for e in app.view.index.events if e.title == "Vente")
        assert added.date == "2026"
        assert app.view.lookup.articles[added.articles[0]].name == "Gazette"

    explore(place, scenario)


def test_names_by_keys(place):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "name")
        first = values(app)[0]
        await press(pilot, "enter")
        await type_in(pilot, "Autre nom")
        assert app.view.lookup.entities[first].name == "Autre nom"
        await press(pilot, "x")
        await choose(pilot, "type")
        await choose(pilot, first)
        await choose(pilot, "work")
        assert app.view.lookup.entities[first].type == "work"

    explore(place, scenario)


def test_what_is_kept_nowhere_is_not_corrected(place):
    async def scenario(app, pilot):
        told = []
        app.notify = lambda text, **_: told.append(text)
        await press(pilot, "u", "X", "x")
        await choose(pilot, "star")
        assert len(told) == 3
        assert all("not kept in a library" in text for text in told)

    explore(place, scenario, dataset=FOUND)


def test_a_library_that_cannot_be_written_says_so_and_nothing_changes(place, monkeypatch):
    from store.library.errors import LibraryUnwritableError

    def refused(self, corrections, by=None):
        raise LibraryUnwritableError("/there: the library cannot be written (read-only file system)")

    monkeypatch.setattr(Library, "correct", refused)

    async def scenario(app, pilot):
        told = []
        app.notify = lambda text, **_: told.append(text)
        await press(pilot, "x")
        await choose(pilot, "star")
        assert "cannot be written" in told[-1]
        assert current(app).by_hand is None

    explore(place, scenario)


def test_hostile_words_do_not_act(place):
    async def scenario(app, pilot):
        await press(pilot, "x")
        await choose(pilot, "title")
        app.screen.box.value = "[/b [red]x\x1b[31m\u202e"
        await press(pilot, "enter")
        title = current(app).title
        assert "[/b [red]x" in title
        shown = "".join(app.main.timeline.render_line(y).text for y in range(app.main.timeline.size.height))
        assert "[/b [red]x" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await press(pilot, "X", "escape", "x", "escape")

    explore(place, scenario)


def test_a_table_of_sources_under_compare_follows_too(place):
    async def scenario(app, pilot):
        await press(pilot, "m", "enter")
        await press(pilot, "x")
        await choose(pilot, "split_source")
        await press(pilot, "escape")
        assert app.screen.view is app.view
        assert app.screen.grid.virtual_size.height == app.view.total + 2
        await press(pilot, "G", "g", "escape")
        assert app.screen is app.main

    explore(place, scenario)


def test_hiding_everything_and_taking_it_back(place):
    async def scenario(app, pilot):
        total = app.view.total
        for n in range(total):
            await press(pilot, *(["enter"] if n == 1 else []), "x")
            await choose(pilot, "hide")
            assert app.view.total == total - n - 1
            if n == 1 and app.screen is not app.main:
                await press(pilot, "escape")
        assert app.view.total == 0
        await press(pilot, "x", "down", "enter", "w")
        await press(pilot, *(["u"] * total))
        assert app.view.total == total

    explore(place, scenario)
