"""Every key in the table of commands runs its action where it is offered."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from build import story

from store.library.errors import LibraryBusyError
from store.model import Dataset
from tui.app import ExplorerApp
from tui.keys import COMMANDS

# How to come to where a group of commands holds.
WAYS = {
    "app": [],
    "timeline": [],
    "main": [],
    "filters": ["f", "down"],
    "narrow": ["f", "down", "slash"],
    "search": ["slash"],
    "chips": ["slash", "p", "o", "r", "t", "enter", "C"],
    "names": ["F"],
    "compare": ["down", "enter"],
    "why": ["w"],
    "sheet": ["question_mark"],
    "screen": ["question_mark"],
    "start": [],
    "help": ["question_mark"],
    "find": ["question_mark", "slash"],
    "export": ["e"],
    "sources": ["tab"],
    "grid": ["m"],
    "known": ["A"],
    "missed": ["exclamation_mark"],
    "pick": ["x"],
    "ask": ["x", "enter"],
}
# Some commands hold only in a state that other keys bring about.
STATES = {
    "compare.next_account": ["down", "enter", "right"],
    "compare.previous_account": ["down", "enter", "right"],
    "compare.open": ["down", "enter", "right"],
    "compare.quotes_right": ["down", "enter", "r"],
    "compare.quotes_left": ["down", "enter", "r"],
    "why.next_pair": ["w", "left"],
    "why.previous_pair": ["w", "left"],
    "why.go": ["w", "left"],
    "main.next_hit": ["slash", "p", "o", "r", "t", "enter"],
    "main.previous_hit": ["slash", "p", "o", "r", "t", "enter"],
    "main.hide_others": ["slash", "p", "o", "r", "t", "enter"],
    "main.clear": ["slash", "p", "o", "r", "t", "enter"],
    "export.complete": ["e", "tab", "tab"],
    "main.chips": ["slash", "p", "o", "r", "t", "enter"],
    "main.undo": ["slash", "p", "o", "r", "t", "enter"],
    "main.redo": ["slash", "p", "o", "r", "t", "enter", "backspace"],
}
KEYS = [(id, key) for id, command in COMMANDS.items() for key in command.keys.split(",")]


@pytest.mark.parametrize(("id", "key"), KEYS)
def test_every_key_runs_its_action(id: str, key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[str] = []
    run_action = ExplorerApp.run_action

    async def recorded(self, action, *args, **options):
        ran.append(str(action))
        # What leaves or stops the program is not carried out here.
        return True if "quit" in ran[-1] or "suspend" in ran[-1] else await run_action(self, action, *args, **options)

    monkeypatch.setattr(ExplorerApp, "run_action", recorded)
    monkeypatch.setattr(ExplorerApp, "open_url", lambda *args, **options: None)
    asyncio.run(press(id, key, ran, tmp_path))
    assert COMMANDS[id].action in ran


def _broken() -> Dataset:
    raise LibraryBusyError("another program is writing")


async def press(id: str, key: str, ran: list[str], folder: Path) -> None:
    app = ExplorerApp(
        None if id == "start.retry" else story(),
        loader=_broken,
        welcome=id == "start.begin",
        name="Brévaux",
        lang="en",
        start_folder=folder,
        place=folder if id == "app.reload" else None,
        to_markdown=lambda dataset, events: "",
        to_json=lambda dataset, events: "",
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        for before in STATES.get(id, WAYS[id.split(".", 1)[0]]):
            await pilot.press(before)
            await pilot.pause()
        ran.clear()
        await pilot.press(key)
        await pilot.pause()
