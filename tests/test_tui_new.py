"""The explorer on a library that grows: what is new in it, and what another program does to it meanwhile."""

from __future__ import annotations

import asyncio

import pytest
from build import story
from conftest import write
from drive import SIZE, current, explore, lines, shown

from store.corrections import make
from store.index.memory import MemoryColumns
from store.library.build import update
from store.library.library import Library
from store.query import NEW
from tui.app import ExplorerApp
from tui.screens.compare import CompareScreen
from tui.screens.empty import EmptyScreen
from tui.screens.grid import GridScreen
from tui.state import Place, place_of
from tui.widgets.chips import Chips
from tui.widgets.ledger import LedgerSheet
from tui.widgets.title import TitleBar

PORT = "Lundi 10 mars 2025, le maire de Brévaux a fermé le port.\n"
STRIKE = "Le 3 avril 2025, les dockers de Sarlonne ont voté la grève.\n"
BELL = "Le 5 mai 2020, la foudre a frappé le clocher de Kerlan.\n"
DAM = "Le 7 juin 2019, le barrage de Valdoire a été inauguré.\n"
AGAIN = "Le port de Brévaux\n\nLe maire de Brévaux a fermé le port lundi 10 mars 2025.\n"


def grown() -> MemoryColumns:
    """The story, of which the Japanese article is new."""
    return MemoryColumns(story(), frozenset({"a5"}))


def new_ids() -> list[str]:
    columns = grown()
    return [event.id for event in columns.events if "a5" in event.articles]


def title(app) -> str:
    return lines(app.main.query_one(TitleBar))[0]


# -- what is new -----------------------------------------------------------------------------------------------------


def test_what_is_new_is_marked_and_shown_alone_by_one_key():
    async def scenario(app, pilot):
        everything = shown(app)
        rows = [line for line in lines(app.main.timeline) if "✚" in line]
        assert 0 < len(rows) == len(new_ids()) < len(everything)
        assert f"✚ {len(rows)} new" in title(app)
        await pilot.press("b")
        await pilot.pause()
        assert shown(app) == new_ids()
        assert "new ✕" in lines(app.main.query_one(Chips))[0]
        await pilot.press("b")
        await pilot.pause()
        assert shown(app) == everything
        await pilot.press("backspace")
        await pilot.pause()
        assert shown(app) == new_ids()

    explore(scenario, dataset=grown())


def test_by_the_mouse_alone():
    async def scenario(app, pilot):
        at = title(app).index("✚")
        await pilot.click(TitleBar, offset=(at + 1, 0))
        await pilot.pause()
        assert shown(app) == new_ids()
        await pilot.click(TitleBar, offset=(title(app).index("✚") + 1, 0))
        await pilot.pause()
        assert len(shown(app)) > len(new_ids())

    explore(scenario, dataset=grown())


def test_the_panel_of_filters_has_it_among_the_marks():
    async def scenario(app, pilot):
        await pilot.press("f", *"lates")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.view.query.include == {NEW}
        assert shown(app) == new_ids()

    explore(scenario, dataset=grown())


def test_the_names_of_an_event_have_it():
    async def scenario(app, pilot):
        app.main.timeline.go_to_position(app.main.view.index.columns.members(NEW)[0])
        await pilot.press("F")
        await pilot.pause()
        assert any("new" in line.split() for line in lines(app.screen.query_one("#names-list")))

    explore(scenario, dataset=grown())


def test_where_nothing_is_new_the_key_says_so():
    async def scenario(app, pilot):
        assert "✚" not in title(app)
        before = shown(app)
        await pilot.press("b")
        await pilot.pause()
        assert shown(app) == before
        assert [n.message for n in app._notifications][-1].startswith("Nothing is new here")

    explore(scenario)


def test_several_in_one_row_say_how_many_are_new():
    async def scenario(app, pilot):
        await pilot.press("z", "z", "z")
        await pilot.pause()
        told = "".join(lines(app.main.timeline))
        assert "✚" in told

    explore(scenario, dataset=grown())


def test_side_by_side_the_new_source_is_marked():
    async def scenario(app, pilot):
        app.main.timeline.go_to_position(app.main.view.index.columns.members(NEW)[0])
        await pilot.pause()
        assert "✚" in "".join(lines(app.main.sources))
        await pilot.press("enter")
        await pilot.pause()
        head = lines(app.screen.query_one(LedgerSheet))[0]
        assert head.count("✚") == 1
        assert "✚" in lines(app.screen.query_one("#title"))[0]
        await pilot.press("escape", "m")
        await pilot.pause()
        assert lines(app.screen.grid)[0].count("✚") == 1

    explore(scenario, dataset=grown(), size=(200, 50))


def test_in_plain_mode_it_is_a_word():
    async def scenario(app, pilot):
        told = lines(app.main.timeline)
        assert sum(", new" in line for line in told) == len(new_ids())
        assert "✚" not in "".join([*told, title(app)])
        assert f", {len(new_ids())} new, " in title(app)

    explore(scenario, dataset=grown(), plain=True)


def test_what_has_come_since_the_reader_was_here_is_said_once():
    told: list[str] = []

    async def run(remembered):
        app = ExplorerApp(grown(), name="x", lang="en", remembered=remembered)
        app.notify = lambda message, **_: told.append(message)  # type: ignore
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.pause()
            return place_of(app.view, app.main.timeline.position, "auto")

    left = asyncio.run(run(Place(event="ev-reply")))
    assert told == [f"{len(new_ids())} events are new or have a new source (b shows them)"]
    asyncio.run(run(left))
    assert len(told) == 1


# -- another program -------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    return write(tmp_path / "articles", a=PORT, b=STRIKE, c=BELL) or tmp_path / "articles"


@pytest.fixture
def library(tmp_path, folder):
    library = Library.create(tmp_path / "library")
    update(library, [folder])
    return library


def watched(library, scenario, size=SIZE, **options):
    """Runs `scenario(app, pilot, told)` on a library; `told` are the messages."""
    told: list[str] = []

    async def run():
        app = ExplorerApp(library.snapshot(), name="x", lang="en", place=library.path, **options)
        notify = app.notify
        app.notify = lambda message, **more: (told.append(message), notify(message, **more))[1]  # type: ignore
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            told.clear()
            await scenario(app, pilot, told)

    asyncio.run(run())


async def look(app, pilot):
    app.watch_on.look()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def press(app, pilot, *keys):
    await pilot.press(*keys)
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def test_another_program_is_noticed_and_nothing_moves_until_the_key(library, folder):
    async def scenario(app, pilot, told):
        await look(app, pilot)
        assert told == []
        before, here = shown(app), current(app)
        write(folder, d=DAM)
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        assert told == ["Another program has changed the library: L shows it as it is now"]
        assert "↻ changed" in title(app)
        await look(app, pilot)
        assert len(told) == 1
        assert (shown(app), current(app)) == (before, here)
        assert app.main.view.index.columns.new == frozenset()
        await press(app, pilot, "L")
        assert told[1:] == ["This is the library as it is now: 1 event is new or has a new source (b shows them)"]
        assert len(shown(app)) == len(before) + 1
        assert current(app) == here
        assert "↻" not in title(app)
        assert "✚ 1 new" in title(app)
        await look(app, pilot)
        assert len(told) == 2

    watched(library, scenario)


def test_the_timer_looks(library, folder, monkeypatch):
    monkeypatch.setattr("tui.watching.SECONDS", 0.01)

    async def scenario(app, pilot, told):
        write(folder, d=DAM)
        update(Library.open(library.path), [folder])
        for _ in range(500):
            if told:
                break
            await pilot.pause(0.01)
        assert told[0].startswith("Another program has changed")

    watched(library, scenario)


def test_by_the_mouse_alone_it_is_shown(library, folder):
    async def scenario(app, pilot, told):
        write(folder, d=DAM)
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        await pilot.click(TitleBar, offset=(title(app).index("↻") + 2, 0))
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(app.main.view.index.events) == 4

    watched(library, scenario)


def test_the_reader_stays_where_he_was(library, folder):
    write(folder, **{f"m{n}": f"Le {n} mai 2021, la commune de Kerlan{n} a ouvert un musée.\n" for n in range(1, 25)})
    update(library, [folder])

    async def scenario(app, pilot, told):
        await pilot.press("end", "up", "space")
        await press(app, pilot, "slash", *"musee", "enter")
        await pilot.press("home", *["down"] * 12)
        await pilot.pause()
        here, line, selected = current(app), app.main.timeline.cursor_line, len(app.view.selected)
        write(folder, d=DAM, e="Le 1er avril 2021, la commune de Pontécaut a ouvert un musée.\n")
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        await press(app, pilot, "L")
        assert current(app) == here
        assert app.view.query.text == "musee"
        assert len(shown(app)) == 25
        assert len(app.view.selected) == selected == 1
        assert app.main.timeline.cursor_line == line

    watched(library, scenario, size=(100, 24))


def test_an_event_that_has_gone_leaves_its_place_to_the_next(library, folder):
    async def scenario(app, pilot, told):
        await pilot.press("end")
        (folder / "b.txt").unlink()
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        await press(app, pilot, "L")
        assert app.main.timeline.position == 1
        assert told[-1] == "This is the library as it is now"

    watched(library, scenario)


def test_an_event_goes_by_its_other_sources_where_its_id_has_gone(library, folder):
    write(folder, e=AGAIN)
    update(library, [folder])

    async def scenario(app, pilot, told):
        events = app.view.index.events
        at = next(n for n, event in enumerate(events) if len(event.articles) == 2)
        known = events[at]
        first = min(known.accounts, key=lambda account: account.id)
        other = next(account for account in known.accounts if account is not first)
        app.main.timeline.go_to_position(at)
        await pilot.press("enter")
        await pilot.pause()
        # The text that gives the event its id becomes another one.
        article = app.view.lookup.articles[first.article]
        (folder / article.file).write_text(article.text + "\nLe maire s'en est réjoui.\n", "utf-8")
        write(folder, d=DAM)
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        await press(app, pilot, "L")
        assert isinstance(app.screen, CompareScreen)
        now = app.view.index.events[app.screen.position]
        assert other.id in {account.id for account in now.accounts}
        assert known.id not in {event.id for event in app.view.index.events}

    watched(library, scenario, size=(160, 50))


def test_no_other_event_is_put_in_the_place_of_one_that_has_gone(library, folder):
    async def scenario(app, pilot, told):
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        (folder / "b.txt").unlink()
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        await press(app, pilot, "L")
        assert app.screen is app.main

    watched(library, scenario)


def test_filters_of_names_that_have_gone_are_off(library, folder):
    async def scenario(app, pilot, told):
        sources = [facet for facet, _ in app.view.index.facets("source")]
        gone = next(facet for facet in sources if facet.value == "b.txt")
        app.main.apply(app.view.query.excluding(gone))
        (folder / "b.txt").unlink()
        update(Library.open(library.path), [folder])
        await press(app, pilot, "L")
        assert not app.view.query
        assert len(shown(app)) == 2

    watched(library, scenario)


@pytest.mark.parametrize("screen", [CompareScreen, GridScreen])
def test_an_open_screen_stays_open_on_its_source(library, folder, screen):
    write(folder, e=AGAIN)
    update(library, [folder])

    async def scenario(app, pilot, told):
        at = next(n for n, event in enumerate(app.view.index.events) if len(event.articles) == 2)
        app.main.timeline.go_to_position(at)
        await pilot.press(*(["enter", "right"] if screen is CompareScreen else ["m", "end"]))
        await pilot.pause()
        assert isinstance(app.screen, screen)
        before = app.screen.source.article.id if screen is CompareScreen else app.screen.grid.article.id
        write(folder, d=DAM, z=AGAIN.replace("lundi 10 mars 2025", "le 10 mars 2025") + "\nLe port a rouvert.\n")
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        assert "L shows it" in told[-1]
        await press(app, pilot, "L")
        assert isinstance(app.screen, screen)
        now = app.screen.source.article.id if screen is CompareScreen else app.screen.grid.article.id
        assert now == before
        assert app.screen.view is app.view

    watched(library, scenario, size=(160, 50))


def test_corrections_of_this_explorer_are_none_of_another_program(library):
    async def scenario(app, pilot, told):
        event = app.view.index.events[0]
        articles = app.view.lookup.articles
        from tui.carrying import carry_out

        carry_out(app, [make.of("title", event, articles, "Autrement")], event)
        app.watch_on.look()
        await app.workers.wait_for_complete()
        await pilot.pause()
        await look(app, pilot)
        assert not app.watch_on.changed
        assert [message for message in told if "Another program" in message] == []
        # One of another explorer is.
        other = Library.open(library.path)
        bell = other.dataset().events[1]
        other.correct([make.of("title", bell, {a.id: a for a in other.dataset().articles}, "Ailleurs")])
        await look(app, pilot)
        assert "Another program" in told[-1]

    watched(library, scenario)


def test_what_changes_nothing_that_is_shown_is_not_said(library, folder):
    async def scenario(app, pilot, told):
        again = Library.open(library.path)
        with again.transaction():
            again.store_articles(again.roots(), again.stored())
            again._db().table("meta").update({"program": "another"})
        assert app.view.index.columns.seems_outdated
        await look(app, pilot)
        assert told == []
        assert not app.view.index.columns.seems_outdated
        await press(app, pilot, "L")
        assert told == ["Nothing has changed: this is the library as it is"]

    watched(library, scenario)


def test_a_library_that_is_gone_or_damaged_is_told_by_the_key_alone(library):
    async def scenario(app, pilot, told):
        (library.path / "library.json").write_bytes(b"damaged")
        await look(app, pilot)
        assert told == []
        (library.path / "library.json").unlink()
        await look(app, pilot)
        assert told == []

    watched(library, scenario)


def test_an_empty_library_that_is_filled_is_shown_by_the_key(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder, a="Rien.\n")
    library = Library.create(tmp_path / "library")
    update(library, [folder])
    assert library.count("events") == 0

    async def scenario(app, pilot, told):
        assert isinstance(app.screen, EmptyScreen)
        write(folder, b=PORT)
        update(Library.open(library.path), [folder])
        await look(app, pilot)
        assert "L shows it" in told[-1]
        await press(app, pilot, "L")
        assert not isinstance(app.screen, EmptyScreen)
        assert len(shown(app)) == 1
        for name in ("a", "b"):
            (folder / f"{name}.txt").unlink()
        write(folder, a="Rien.\n")
        update(Library.open(library.path), [folder])
        await press(app, pilot, "L")
        assert isinstance(app.screen, EmptyScreen)

    watched(library, scenario)


def test_what_is_shown_of_no_library_is_not_watched():
    async def scenario(app, pilot):
        assert app.watch_on is None
        await pilot.press("L")
        await pilot.pause()
        assert not app._notifications

    explore(scenario)


def test_it_is_said_in_french_and_in_plain_mode(library, folder):
    told: list[str] = []

    async def run():
        app = ExplorerApp(library.snapshot(), name="x", lang="fr", place=library.path, plain=True)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            write(folder, d=DAM)
            update(Library.open(library.path), [folder])
            await look(app, pilot)
            told.append(title(app))
            told.append(lines(app.main.query_one("#keys"))[0])

    asyncio.run(run())
    assert "modifiée" in told[0]
    assert "↻" not in told[0]
    assert "Un autre programme a changé la bibliothèque" in told[1]
