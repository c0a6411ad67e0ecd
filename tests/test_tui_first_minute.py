"""The first minute: a first start, a library that another program builds, a damaged one, one of a newer version."""

from __future__ import annotations

import asyncio

import pytest
from build import story
from drive import SIZE, explore, shown

from store.library.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryForeignError,
    LibraryMissingError,
)
from store.model import Dataset
from tui.app import ExplorerApp
from tui.config import parse
from tui.messages import LANGUAGES, texts
from tui.screens.empty import EmptyScreen, WelcomeScreen, typed


def run(scenario, loader, lang="en", size=SIZE, **options):
    async def go():
        app = ExplorerApp(loader=loader, name="x", lang=lang, **options)
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(go())


def text_of(app) -> str:
    return " ".join(" ".join(app.screen.query_one("#sheet").text_lines).split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (LibraryBusyError("x: another program is writing to this library"), "busy"),
        (LibraryDamagedError("x: damaged"), "damaged"),
        (LibraryForeignError("x: a newer version wrote it"), "foreign"),
        (LibraryMissingError("x: there is no library"), "missing"),
        (OSError(13, "Permission denied"), "failed"),
    ],
)
def test_each_fault_has_a_screen_that_says_what_to_do(error, kind, size, lang):
    def broken():
        raise error

    async def scenario(app, pilot):
        assert isinstance(app.screen, EmptyScreen)
        assert app.screen.fault == kind
        text = text_of(app)
        assert texts(lang)[f"empty.title.{kind}"] in text
        assert texts(lang)[f"empty.{kind}"].split("{")[0].strip()[:60] in text
        if kind in ("damaged", "missing"):
            assert texts(lang)["empty.command"] in text
        assert "q" in text.split()
        keys = app.screen.query_one("#keys")
        assert keys.region.bottom <= size[1]
        await pilot.press("escape")
        await pilot.click(offset=(0, 0))
        assert isinstance(app.screen, EmptyScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape", "q")
        assert app._exit

    run(scenario, broken, lang, size)


@pytest.mark.parametrize("how", ["key", "mouse", "wait"])
def test_a_library_that_is_being_built_opens_when_it_is_ready(how, monkeypatch):
    busy = [True]
    monkeypatch.setattr("tui.screens.empty._PATIENCE", 0.05 if how == "wait" else 3600)

    def loader():
        if busy[0]:
            raise LibraryBusyError("x: another program is writing to this library")
        return story()

    async def scenario(app, pilot):
        assert isinstance(app.screen, EmptyScreen)
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, EmptyScreen)
        busy[0] = False
        if how == "key":
            await pilot.press("r")
        elif how == "mouse":
            await pilot.click("#keys", offset=(2, 0))
        for _ in range(100):
            await app.workers.wait_for_complete()
            await pilot.pause(0.02)
            if app.screen is app.main:
                break
        assert app.screen is app.main
        assert len(shown(app)) == 9

    run(scenario, loader)


def test_another_try_may_find_another_fault():
    errors = [LibraryBusyError("busy"), LibraryDamagedError("[/b] broken")]

    def loader():
        raise errors.pop(0)

    async def scenario(app, pilot):
        assert app.screen.fault == "busy"
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.fault == "damaged"
        assert "[/b] broken" in text_of(app)
        assert len(app.screen_stack) == 2

    run(scenario, loader)


def test_a_library_that_turns_out_empty_after_waiting_says_so():
    answers = [LibraryBusyError("busy"), Dataset()]

    def loader():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def scenario(app, pilot):
        await pilot.press("r")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, EmptyScreen)
        assert app.screen.fault is None

    run(scenario, loader)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_the_first_start_says_what_to_do(lang, size):
    async def scenario(app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        text = text_of(app)
        for word in ("timeline", "?", "w", "e", "q"):
            assert word in text.split() or word in text
        assert texts(lang)["empty.command"] in text
        if size >= (80, 24):
            sheet = app.screen.query_one("#sheet")
            assert sheet.virtual_size.height <= sheet.size.height, "nothing of it has to be scrolled to"
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.main

    explore(scenario, size=size, lang=lang, welcome=True)


@pytest.mark.parametrize("known", [True, False])
def test_the_command_is_as_it_must_be_typed(monkeypatch, tmp_path, known):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", [str(tmp_path / ".venv" / "bin" / "timeline")])
    monkeypatch.setattr("tui.screens.empty.which", lambda name: "/usr/bin/timeline" if known else None)
    assert typed("timeline FOLDER") == ("timeline FOLDER" if known else ".venv/bin/timeline FOLDER")
    monkeypatch.setattr("sys.argv", ["pytest"])
    assert typed("timeline FOLDER") == "timeline FOLDER"


def test_a_key_has_its_name_in_the_reader_s_language():
    async def scenario(app, pilot):
        assert "espace e" in text_of(app)

    explore(scenario, lang="fr", welcome=True)


def test_the_welcome_names_the_keys_that_are_in_force_and_q_leaves():
    from pathlib import Path

    async def scenario(app, pilot):
        assert "f9" in text_of(app)
        await pilot.press("q")
        assert app._exit

    explore(scenario, welcome=True, config=parse(Path("c"), "[keys]\nmain.why = 'f9'"))


def test_a_library_that_is_locked_waits_in_the_terminal_and_opens(home, articles):
    from filelock import FileLock
    from terminal import Terminal

    from store.library import places
    from store.library.library import FILE

    place = places.library_of(articles)
    place.mkdir(parents=True)
    lock = FileLock(place / f".{FILE}.lock")
    lock.acquire()
    with Terminal(articles, home=home) as terminal:
        terminal.wait("Another program is reading")
        lock.release()
        terminal.press("r")
        terminal.wait("10 Feb")
        terminal.press("q")
        assert terminal.end() == 0


def test_a_damaged_library_says_so_in_the_terminal(home, articles):
    from terminal import Terminal

    from store.library import places
    from store.library.library import FILE

    place = places.library_of(articles)
    place.mkdir(parents=True)
    (place / FILE).write_text("{ this is no library", "utf-8")
    places.write_last(place)
    with Terminal(home=home) as terminal:
        terminal.wait("damaged")
        terminal.press("q")
        assert terminal.end() == 3


@pytest.mark.parametrize("words", [(), ("open", "--example")])
def test_the_very_first_start_says_welcome_and_only_that(home, words):
    from terminal import Terminal

    with Terminal(*words, home=home) as terminal:
        terminal.wait("Welcome")
        terminal.press("\r")
        terminal.wait(lambda text: "Welcome" not in text and "2015" in text)
        terminal.press("q")
        assert terminal.end() == 0
    with Terminal(*words, home=home) as terminal:
        text = terminal.wait("2015")
        assert "Welcome" not in text
        terminal.press("q")
        terminal.end()
