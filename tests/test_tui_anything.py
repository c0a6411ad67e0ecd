"""Whatever keys are pressed and wherever is clicked, nothing is ever raised.

TIMELINE_THOROUGH=1 makes it 2,000 keys and clicks for each library, other ones at every run.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import chdir

import pytest
from build import many, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.model import Dataset
from tui.app import ExplorerApp
from tui.keys import COMMANDS

KEYS = sorted(
    {key for id, command in COMMANDS.items() if id != "app.quit" for key in command.keys.split(",") if key != "q"}
    | {"tab", "shift+tab", "backspace", "a", "é", "[", "2", "0", "ctrl+k", "delete"}
)
# These would leave the explorer or write files, which is tested elsewhere.
KEYS = [key for key in KEYS if key not in ("ctrl+s", "y", "o", "ctrl+z")]

THOROUGH = bool(os.environ.get("TIMELINE_THOROUGH"))
STEPS, EXAMPLES = (50, 40) if THOROUGH else (40, 2)
LIBRARIES = {"none": Dataset(), "one": many(1), "story": story(), "many": many(10_000)}

PART = st.floats(0, 0.999)
KEY = st.tuples(st.just("key"), st.sampled_from(KEYS))
CLICK = st.tuples(st.just("click"), PART, PART, st.sampled_from([1, 1, 2]), st.booleans())
RESIZE = st.tuples(st.just("resize"), st.integers(20, 200), st.integers(8, 60))
ACTIONS = st.lists(
    st.one_of(KEY, KEY, KEY, KEY, KEY, KEY, KEY, CLICK, CLICK, CLICK, RESIZE), min_size=STEPS, max_size=STEPS
)


@pytest.mark.parametrize("library", LIBRARIES)
@given(
    actions=ACTIONS,
    size=st.sampled_from([(60, 20), (80, 24), (120, 40), (200, 50)]),
    lang=st.sampled_from(["en", "fr"]),
    plain=st.booleans(),
)
@settings(
    deadline=None,
    max_examples=EXAMPLES,
    derandomize=not THOROUGH,
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_random_keys_and_clicks(library, actions, size, lang, plain, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    with chdir(folder):
        asyncio.run(act(LIBRARIES[library], actions, size, lang, plain, folder))


async def act(dataset, actions, size, lang, plain, folder):
    app = ExplorerApp(
        dataset,
        name="x",
        lang=lang,
        plain=plain,
        start_folder=folder,
        to_markdown=lambda d, e: "",
        to_json=lambda d, e: "",
    )
    app.open_url = lambda *arguments, **options: None
    app.copy_to_clipboard = lambda text: None
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for what, *how in actions:
            if what == "key":
                app.simulate_key(how[0])
            elif what == "click":
                across, down, times, shift = how
                width, height = app.size
                await pilot.click(offset=(int(across * width), int(down * height)), times=times, shift=shift)
            else:
                await pilot.resize_terminal(*how)
            await pilot.pause()
            if app._exit:
                break
