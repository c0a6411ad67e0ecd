"""Whatever keys are pressed and wherever is clicked, nothing is ever raised."""

from __future__ import annotations

import asyncio
import random

import pytest
from build import many, story

from store.model import Dataset
from tui.app import ExplorerApp
from tui.keys import COMMANDS

KEYS = sorted(
    {key for id, command in COMMANDS.items() if id != "app.quit" for key in command.keys.split(",") if key != "q"}
    | {"tab", "shift+tab", "backspace", "a", "é", "[", "2", "0", "ctrl+k", "delete"}
)
# These would leave the explorer or write files, which is tested elsewhere.
KEYS = [key for key in KEYS if key not in ("ctrl+s", "y", "o")]


@pytest.mark.parametrize(
    ("dataset", "seed", "size"),
    [
        (story(), 1, (120, 40)),
        (story(), 2, (60, 20)),
        (many(2000), 3, (80, 24)),
        (many(1), 4, (200, 50)),
        (Dataset(), 5, (80, 24)),
    ],
    ids=["story", "small", "many", "one", "none"],
)
def test_random_keys_and_clicks(dataset, seed, size, tmp_path, monkeypatch):
    monkeypatch.setattr(ExplorerApp, "open_url", lambda self, url, new_tab=True: None)
    monkeypatch.setattr("tui.screens.export._write", lambda path, text: None)
    dice = random.Random(seed)

    async def run():
        app = ExplorerApp(
            dataset,
            name="x",
            lang=dice.choice(["en", "fr"]),
            start_folder=tmp_path,
            to_markdown=lambda d, e: "",
            to_json=lambda d, e: "",
        )
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for _ in range(40):
                if dice.random() < 0.2:
                    x, y = dice.randrange(size[0]), dice.randrange(size[1])
                    await pilot.click(offset=(x, y), times=dice.choice([1, 1, 2]), shift=dice.random() < 0.2)
                else:
                    app.simulate_key(dice.choice(KEYS))
                if dice.random() < 0.05:
                    await pilot.resize_terminal(dice.randrange(20, 200), dice.randrange(8, 60))
                    await pilot.resize_terminal(*size)
                await pilot.pause()
                if app._exit:
                    break

    asyncio.run(run())
