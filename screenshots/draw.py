"""Draws the pictures of README from the built-in example: `.venv/bin/python screenshots/draw.py [FOLDER]`.

Writes one picture a scene into FOLDER, by default the one of this script.  Which event is shown is not written here:
the one with the most quotes, or the first on which sources disagree.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from store.library import places
from store.library.build import update
from store.library.library import Library
from store.model import Dataset
from tui.app import ExplorerApp

SIZE = (120, 38)
Scene = Callable[[ExplorerApp, Pilot[None]], Awaitable[None]]


def example() -> Dataset:
    """The built-in example, built anew in a temporary place."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.create(Path(folder) / "example")
        update(library, [places.example_articles()], example=True)
        return library.dataset()


def _most_quoted(app: ExplorerApp) -> int:
    assert app.view is not None
    events = app.view.index.events
    return max(range(len(events)), key=lambda position: (len(events[position].quotes), len(events[position].articles)))


async def timeline(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """The timeline, on an event on which sources disagree."""
    await pilot.press("d")


async def light(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """The timeline with one row a date, in the light theme."""
    await pilot.press("t", "z", "d")
    await pilot.pause(2.5)  # until the word about the zoom has gone


async def filters(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """The filters, with a person included and a mark excluded."""
    await pilot.press("f")
    await pilot.pause()
    await pilot.press("down", "space", "G", "k", "x")


async def compare(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """The words of the most quoted event under each other."""
    app.main.timeline.go_to_position(_most_quoted(app))
    await pilot.press("enter")


async def grid(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """Who reports what, on an event on which sources disagree."""
    await pilot.press("d", "m")


async def export(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """The dialogue that writes the selected events."""
    app.main.timeline.go_to_position(_most_quoted(app))
    await pilot.press("space", "up", "space", "e")


SCENES: tuple[tuple[Scene, tuple[int, int]], ...] = (
    (timeline, SIZE),
    (filters, SIZE),
    (compare, (140, 44)),
    (grid, SIZE),
    (export, SIZE),
    (light, SIZE),
)


async def draw(dataset: Dataset, scene: Scene, size: tuple[int, int], folder: Path) -> None:
    """One picture, named after its scene."""
    app = ExplorerApp(dataset, name="exemple", lang="fr", start_folder=Path("/articles"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await scene(app, pilot)
        await pilot.pause(0.5)
        (folder / f"{scene.__name__}.svg").write_text(app.export_screenshot(title="timeline"), encoding="utf-8")


def main() -> None:
    """All pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    dataset = example()
    for scene, size in SCENES:
        asyncio.run(draw(dataset, scene, size, folder))


if __name__ == "__main__":
    main()
