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
# These hold in an explorer that is begun in a way of its own.
APART = {"start.retry", "start.begin", "app.reload"}


def places() -> dict[str, list[tuple[str, str]]]:
    """All commands with each of their keys, by the keys that lead to where they hold."""
    found: dict[str, list[tuple[str, str]]] = {}
    for id, command in COMMANDS.items():
        place = id if id in APART else " ".join(way(id)) or "timeline"
        found.setdefault(place, []).extend((id, key) for key in command.keys.split(","))
    return found


def way(id: str) -> list[str]:
    return STATES.get(id, WAYS[id.split(".", 1)[0]])


@pytest.mark.parametrize("keys", [pytest.param(keys, id=place) for place, keys in places().items()])
def test_every_key_runs_its_action(keys: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    ran: list[str] = []
    run_action = ExplorerApp.run_action

    async def recorded(self, action, *args, **options):
        ran.append(str(action))
        # What leaves or stops the program is not carried out here.
        return True if "quit" in ran[-1] or "suspend" in ran[-1] else await run_action(self, action, *args, **options)

    monkeypatch.setattr(ExplorerApp, "run_action", recorded)
    monkeypatch.setattr(ExplorerApp, "open_url", lambda *args, **options: None)
    while keys:
        pressed = asyncio.run(press(keys, ran, tmp_path))
        keys = keys[pressed:]


def _broken() -> Dataset:
    raise LibraryBusyError("another program is writing")


async def press(keys: list[tuple[str, str]], ran: list[str], folder: Path) -> int:
    """Press keys in a new explorer until one of them has led away; returns how many ran what they should.

    What one of them changed may leave the next nothing to do: that one is pressed again in another explorer.
    """
    first = keys[0][0]
    app = ExplorerApp(
        None if first == "start.retry" else story(),
        loader=_broken,
        welcome=first == "start.begin",
        name="Brévaux",
        lang="en",
        start_folder=folder,
        place=folder if first == "app.reload" else None,
        to_markdown=lambda dataset, events: "",
        to_json=lambda dataset, events: "",
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*way(first))
        await pilot.pause()
        place = (*app.screen_stack, app.focused)
        for number, (id, key) in enumerate(keys):
            ran.clear()
            await pilot.press(key)
            if COMMANDS[id].action not in ran:
                assert number, f"{key} does not run {id} but {ran}"
                return number
            if (*app.screen_stack, app.focused) != place:
                return number + 1
    return len(keys)
