"""Driving the explorer in tests: by keys and mouse, on the made-up story."""

from __future__ import annotations

import asyncio

from build import story

from tui.app import ExplorerApp

SIZE = (120, 40)


def explore(scenario, dataset=None, size=SIZE, lang="en", opening=False, **options):
    """Runs `scenario(app, pilot)` on an explorer of the made-up story, from its first event (or where it opens)."""

    async def run():
        app = ExplorerApp(story() if dataset is None else dataset, name="Brévaux", lang=lang, **options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            if not opening:
                app.main.timeline.action_go_to(0)
                await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(run())


def current(app):
    """The id of the event under the cursor."""
    view, position = app.main.view, app.main.timeline.position
    return None if position is None else view.event(position).id


def shown(app):
    return [app.main.view.event(position).id for position in app.main.view.shown]


def lines(widget):
    return [widget.render_line(y).text for y in range(widget.size.height)]
