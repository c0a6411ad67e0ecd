"""The first minute: empty, slow and broken libraries, themes, leaving."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace

import pytest
from build import story
from drive import SIZE, explore, lines, shown

from store.model import Article, Dataset
from tui.app import ExplorerApp
from tui.screens.empty import EmptyScreen


def test_an_empty_library_says_what_to_do():
    async def scenario(app, pilot):
        assert isinstance(app.screen, EmptyScreen)
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        assert "timeline FOLDER" in text
        assert "1 article was read" in text
        await pilot.press("q")
        assert app._exit

    explore(scenario, Dataset(articles=(Article("a", "a.txt", "text"),)))


def test_an_empty_folder_is_named_and_escape_does_not_leave():
    async def scenario(app, pilot):
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        assert "Ce dossier ne contenait aucun article (.txt, .md, .html, .pdf…)." in text
        assert "timeline DOSSIER" in text
        await pilot.press("escape")
        await pilot.click(offset=(0, 0))
        assert not app._exit
        assert isinstance(app.screen, EmptyScreen)
        await pilot.press("q")
        assert app._exit

    explore(scenario, Dataset(), lang="fr")


@pytest.mark.parametrize(("lang", "words"), [("fr", "q pour quitter."), ("en", "q leaves.")])
def test_ctrl_c_says_how_to_leave_in_the_users_language(lang, words):
    async def scenario(app, pilot):
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert [told.message for told in app._notifications] == [words]
        assert not app._exit

    explore(scenario, lang=lang)


def test_ctrl_z_suspends_where_the_platform_can(monkeypatch):
    suspended = []
    monkeypatch.setattr(ExplorerApp, "action_suspend_process", lambda self: suspended.append(True))

    async def scenario(app, pilot):
        await pilot.press("ctrl+z")
        assert suspended == []
        monkeypatch.setattr(type(app._driver), "can_suspend", True)
        await pilot.press("ctrl+z")
        assert suspended == [True]
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+z")
        assert suspended == [True, True]

    explore(scenario, to_markdown=lambda dataset, events: "")


def test_a_loader_gives_the_data_after_the_first_paint():
    async def run():
        app = ExplorerApp(loader=story, name="x", lang="en")
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len(shown(app)) == 9

    asyncio.run(run())


def test_a_loader_that_fails_is_told():
    def broken():
        raise OSError("[/b] damaged")

    async def run():
        app = ExplorerApp(loader=broken, name="x", lang="en")
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, EmptyScreen)
            assert "[/b] damaged" in "\n".join(app.screen.query_one("#sheet").text_lines)

    asyncio.run(run())


def test_themes():
    async def scenario(app, pilot):
        assert app.theme == "timeline-dark"
        for expected in ("timeline-light", "timeline-contrast", "timeline-dark"):
            await pilot.press("t")
            assert app.theme == expected
        # Those of the terminal's own sixteen colours too.
        for name in ("ansi-dark", "ansi-light"):
            app.theme = name
            await pilot.pause()
            assert "Offre de 97,4" in app.export_screenshot().replace("&#160;", " ")

    explore(scenario)


def test_q_leaves():
    async def scenario(app, pilot):
        await pilot.press("q")
        assert app._exit

    explore(scenario)


def test_something_is_said_while_the_library_is_read():
    from threading import Event as Flag

    ready = Flag()

    def slow():
        ready.wait(10)
        return story()

    async def run():
        app = ExplorerApp(loader=slow, name="[b]port[/b]", lang="en")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "Opening [b]port[/b]" in "\n".join(lines(app.main.timeline))
            await pilot.press("j", "enter", "f", "slash", "e", "a", "z", "w", "space", "escape", "d")
            ready.set()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len(shown(app)) == 9

    asyncio.run(run())


def test_a_damaged_dataset_is_shown_as_far_as_it_goes():
    whole = story()
    damaged = Dataset(
        articles=whole.articles[:2],
        entities=whole.entities[:1],
        events=tuple(
            replace(
                event,
                accounts=tuple(
                    replace(account, start=10**6, end=10**6 + 5, date_span=(10**6, 10**6 + 3), date="no date")
                    for account in event.accounts
                ),
                date="9999-99" if number % 2 else event.date,
            )
            for number, event in enumerate(whole.events)
        ),
    )

    async def scenario(app, pilot):
        for _ in range(len(damaged.events)):
            await pilot.press("enter", "w", "escape", "l", "J", "y", "escape", "j")
        await pilot.press("f", "down", "space", "e", "escape")

    explore(scenario, damaged, to_markdown=lambda dataset, events: "", to_json=lambda dataset, events: "")


def test_what_the_first_paint_does_not_need_is_not_imported():
    code = (
        "import sys, tui.app;"
        "print([m for m in ('pendulum', 'tinydb', 'tui.screens.compare', 'tui.screens.export',"
        " 'tui.messages.fr', 'tui.messages.en', 'msgspec') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
