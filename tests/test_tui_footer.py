"""The line of keys: what matters most is there at every width, in both languages, and what is shown can be clicked."""

from __future__ import annotations

import pytest
from drive import explore, lines

from tui.messages import LANGUAGES
from tui.screens.export import ExportScreen
from tui.widgets.keybar import KeyBar

MOST = ("timeline.compare", "main.filters", "main.why", "main.export", "main.search")
"""What nobody should have to look for, the most important first."""


def footer(app) -> str:
    return lines(app.screen.query_one(KeyBar))[0]


def labels(app, ids) -> list[str]:
    return [f"{app.key_of(id)} {app.messages(f'key.{id}')}" for id in ids]


def told(app) -> str:
    # The bar has other names for some keys.
    return footer(app).replace("/", app.key_of("main.search")).replace("⏎", app.key_of("timeline.compare"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("width", "ids"),
    [
        (80, MOST),
        (100, (*MOST, "main.correct")),
        (120, (*MOST, "main.correct", "main.grid")),
        (160, (*MOST, "main.correct", "main.grid", "timeline.zoom", "main.names")),
    ],
)
def test_the_most_important_keys_have_room(lang, width, ids):
    async def scenario(app, pilot):
        for label in (*labels(app, ids), *labels(app, ["app.help"])):
            assert label in told(app), label

    explore(scenario, lang=lang, size=(width, 30))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_keep_their_places_whatever_the_width(lang):
    seen = []
    for width in (60, 80, 120, 200):

        async def scenario(app, pilot):
            seen.append([word for word in labels(app, MOST) if word in told(app)])
            at = [told(app).index(word) for word in seen[-1]]
            seen[-1] = [word for _, word in sorted(zip(at, seen[-1], strict=True))]

        explore(scenario, lang=lang, size=(width, 30))
    assert all(words == [word for word in seen[-1] if word in words] for words in seen)
    assert len(seen[0]) >= 2


def test_what_is_shown_is_pressed_by_a_click():
    async def scenario(app, pilot):
        await pilot.click(KeyBar, offset=(footer(app).index("exporter") + 1, 0))
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)

    explore(scenario, lang="fr", size=(80, 24))
