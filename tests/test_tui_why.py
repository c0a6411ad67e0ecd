"""The card: why this date, why one event, why a disagreement, what may be the same."""

from __future__ import annotations

import re
from dataclasses import replace

from build import story
from drive import current, explore, lines

from tui.commands import ExplorerCommands
from tui.screens.compare import CompareScreen
from tui.screens.why import WhyScreen
from tui.widgets.keybar import KeyBar


def said(app):
    assert isinstance(app.screen, WhyScreen)
    return "\n".join(app.screen.sheet.text_lines)


async def card(pilot, *keys):
    await pilot.press(*keys)
    await pilot.pause()
    return said(pilot.app)


def test_the_date_source_by_source():
    async def scenario(app, pilot):
        text = await card(pilot, "d", "w")
        for words in (
            "“Monday”",
            "a day of the week: ",
            "11 March 2025",
            "counted from publication",
            "“Lundi 10 mars 2025”",
        ):
            assert words in text
        # What the dataset says of a guess.
        assert "told as news" in text
        await pilot.press("escape")
        assert app.screen is app.main

    explore(scenario)


def test_in_french_it_says_which_passage_and_no_jargon():
    async def scenario(app, pilot):
        text = await card(pilot, "d", "w")
        assert "«\u00a0On Monday Orlac offered 97.4 million euros" in text
        assert "lu comme" in text
        assert "10 mars 2025 · compté depuis la publication" in text
        for jargon in ("DATE", "weekday", "day of a month", "PAST_REF"):
            assert jargon not in text
        assert re.search(r"règle +jour de la semaine\u00a0: le plus proche", text)
        assert app.screen._evidence("lundi;2025-02-10") == "lundi\u202f; 10 février 2025"

    explore(scenario, lang="fr")


def test_other_dates_of_the_passage_are_told():
    async def scenario(app, pilot):
        text = await card(pilot, "d", "w")
        assert "not taken" in text
        assert "“ce mardi” → 11 Mar 2025" in text

    told = story()
    dated = told.time_expressions[0]
    other = replace(dated, start=dated.end + 2, end=dated.end + 12, surface="ce mardi", value="2025-03-11")
    explore(scenario, replace(told, time_expressions=(*told.time_expressions, other)))


def test_its_parts_by_keys_and_mouse():
    async def scenario(app, pilot):
        text = await card(pilot, "d", "w")
        assert "▸ date" in text
        text = await card(pilot, "right")
        assert "▸ one event" in text
        assert "+ 3.0  the same sum: 97,4 millions d'euros" in text
        assert "names in both: Orlac" in text
        text = await card(pilot, "l")
        assert "≠ amount, conflict" in text
        assert "97.6 m EUR" in text.replace("\u00a0", " ")
        text = await card(pilot, "left")
        assert "▸ one event" in text
        tab = app.screen.sheet.text_lines[2].index("disagreements")
        await pilot.click(app.screen.sheet, offset=(tab, 2))
        await pilot.pause()
        assert "▸ disagreements" in said(app)

    explore(scenario)


def test_from_an_event_to_one_that_may_be_the_same():
    async def scenario(app, pilot):
        await card(pilot, "d", "w")
        text = await card(pilot, "left")
        assert "▸ 10 Mar 2025  « Non merci »" in text
        assert "go there" in lines(app.screen.query_one(KeyBar))[0]
        text = await card(pilot, "J")
        assert "▸ ≈ Mar 2025" in text
        await pilot.press("K", "enter")
        await pilot.pause()
        assert app.screen is app.main
        assert current(app) == "ev-reply"

    explore(scenario)


def test_a_click_on_what_may_be_the_same_goes_there_from_compare():
    async def scenario(app, pilot):
        await pilot.press("d", "enter")
        await pilot.pause()
        await card(pilot, "w")
        await card(pilot, "left")
        row = next(n for n, line in enumerate(app.screen.sheet.text_lines) if "≈ Mar 2025" in line)
        await pilot.click(app.screen.sheet, offset=(10, row - int(app.screen.sheet.scroll_offset.y)))
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.event.id == "ev-approx"

    explore(scenario)


def test_an_event_that_the_filters_hide_is_shown_all_the_same():
    async def scenario(app, pilot):
        await pilot.press("slash", *"97.6", "enter")
        await pilot.pause()
        assert current(app) == "ev-offre"
        await card(pilot, "w", "left")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.event.id == "ev-reply"

    explore(scenario)


def test_a_dataset_without_whys_says_so():
    async def scenario(app, pilot):
        text = await card(pilot, "d", "w")
        assert "may be the same" not in text
        text = await card(pilot, "right")
        assert "does not hold why" in text

    explore(scenario, replace(story(), whys=(), pairs=()))


def test_an_event_of_one_account_has_one_part():
    async def scenario(app, pilot):
        text = await card(pilot, "w")
        assert "one event" not in text
        assert "parts" not in lines(app.screen.query_one(KeyBar))[0]

    explore(scenario)


def test_ctrl_c_says_how_to_leave_and_the_palette_knows_its_keys(monkeypatch):
    told = []

    async def scenario(app, pilot):
        monkeypatch.setattr(app, "notify", lambda text, **_: told.append(text))
        await card(pilot, "d", "w")
        await pilot.press("ctrl+c")
        assert "esc" in told[-1]
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert any(name.startswith("parts") for name in names)
        assert any(name.startswith("back") for name in names)
        assert ExplorerCommands(app.screen)

    explore(scenario)
