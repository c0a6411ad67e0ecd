"""Whatever keys are pressed and wherever is clicked, nothing is ever raised.

TIMELINE_THOROUGH=1 makes it 2,000 keys and clicks for each library, other ones at every run.

The mouse is moved and pressed as a terminal tells it, and no step waits until nothing more happens, as those of a Pilot
do: keys come while the last one is still at work, and a step takes a fifth of the time.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import chdir

import pytest
from build import many, story
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from textual import events

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
HELD = st.sampled_from(["", "", "", "shift", "ctrl"])
CLICK = st.tuples(st.just("click"), PART, PART, st.sampled_from([1, 1, 2]), HELD)
DRAG = st.tuples(st.just("drag"), PART, PART, PART, PART, HELD)
WHEEL = st.tuples(st.just("wheel"), PART, PART, st.booleans(), HELD)
RESIZE = st.tuples(st.just("resize"), st.integers(20, 200), st.integers(8, 60))
WAIT = st.just(("wait",))
ACTIONS = st.lists(st.one_of(*[KEY] * 8, *[CLICK] * 3, DRAG, WHEEL, RESIZE, WAIT), min_size=STEPS, max_size=STEPS)


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
    # To look for a shorter way to a fault takes far longer than to find one.
    phases=[Phase.explicit, Phase.generate],
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
        for action in actions:
            await step(app, pilot, *action)
            if app._exit:
                break
        await pilot.pause()


async def step(app, pilot, what, *how):
    if what == "key":
        app.simulate_key(how[0])
    elif what == "click":
        across, down, times, held = how
        for _ in range(times):
            for kind in (events.MouseMove, events.MouseDown, events.MouseUp):
                mouse(app, kind, across, down, held)
    elif what == "drag":
        *begin, across, down, held = how
        mouse(app, events.MouseDown, *begin, held)
        mouse(app, events.MouseMove, across, down, held, pressed=True)
        mouse(app, events.MouseUp, across, down, held)
    elif what == "wheel":
        across, down, up, held = how
        mouse(app, events.MouseScrollUp if up else events.MouseScrollDown, across, down, held)
    elif what == "resize":
        await pilot.resize_terminal(*how)
    await pilot.pause(None if what == "wait" else 0)


def mouse(app, kind, across, down, held, pressed=None):
    """The terminal tells of the mouse."""
    width, height = app.size
    x, y = int(across * width), int(down * height)
    button = int(kind in (events.MouseDown, events.MouseUp) if pressed is None else pressed)
    app.post_message(kind(None, x, y, 0, 0, button, held == "shift", False, held == "ctrl", screen_x=x, screen_y=y))
