"""Who wrote first is not said where the dates of publication do not tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from build import story
from drive import explore, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from store import edtf
from store.clock import unordered
from store.model import Article
from tui.messages import LANGUAGES
from tui.screens.grid import GridScreen
from tui.widgets.grid import Grid, sources_in_order
from tui.widgets.title import TitleBar


def told(*dates: str | None):
    """The made-up story with these dates of publication, in the order of its articles."""
    dataset = story()
    articles = tuple(
        replace(article, published=dates[number] if number < len(dates) else None)
        for number, article in enumerate(dataset.articles)
    )
    return replace(dataset, articles=articles)


VAGUE = ("2025-02", "2025-02-10", "2025-02-10/2025-02-16", "2024")
PLAIN = ("2025-02-10", "2025-02-11", "2025-03", "2024")


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (("2025-02", "2025-02-10"), {"2025-02"}),
        (("2025-02", "2025-03-01"), set()),
        (("2025-02", "2025-02"), set()),
        (("2025-02-10", "2025-02-11"), set()),
        (("2025", "2025-02", "2024-01-01"), {"2025", "2025-02"}),
        (("2025-02-10/2025-02-16", "2025-02-16"), {"2025-02-10/2025-02-16"}),
        ((None, "2025-02", "nonsense"), set()),
    ],
)
def test_a_date_is_unordered_where_another_lies_within_it(dates, wanted):
    assert unordered(dates) == wanted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([None, "2024", "2025", "2025-02", "2025-02-03", "2025-02/2025-04", "2025-03-01"])))
def test_it_is_what_a_look_at_every_pair_says(dates):
    known = {told: found for told in dates if (found := edtf.bounds(told))}
    slow = {
        one
        for one, found in known.items()
        if found.days > 1
        and any(o.overlaps(found) and (o.first, o.last) != (found.first, found.last) for o in known.values())
    }
    assert unordered(dates) == slow


def test_a_month_stands_behind_its_days():
    articles = [Article(f"a{n}", f"a{n}.txt", "", published=told) for n, told in enumerate((*VAGUE, None))]
    found = sources_in_order(articles)
    assert [a.published for a in found] == ["2024", "2025-02-10", "2025-02-10/2025-02-16", "2025-02", None]
    assert sources_in_order(articles[::-1]) == found
    assert date.max > date(2025, 2, 28)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
def test_the_grid_marks_what_it_cannot_order(lang, size):
    async def scenario(app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, GridScreen)
        assert "↔" in lines(app.screen.query_one(Grid))[1]
        shown = []
        for _ in app.screen.grid.articles:
            shown.append(lines(app.screen.query_one("#cell"))[0])
            await pilot.press("right")
            await pilot.pause()
        words = app.messages("grid.unordered", date="").strip(", ")
        assert sum(words in one for one in shown) == 2

    explore(scenario, told(*VAGUE), lang=lang, size=size)

    async def certain(app, pilot):
        await pilot.press("m")
        await pilot.pause()
        assert "↔" not in "".join(lines(app.screen.query_one(Grid)))

    explore(certain, told(*PLAIN), lang=lang, size=size)


@pytest.mark.parametrize(("dates", "marked"), [(VAGUE, True), (PLAIN, False)])
def test_the_order_of_writing_says_where_it_is_uncertain(dates, marked):
    async def scenario(app, pilot):
        said: list[str] = []
        app.notify = lambda message, **options: said.append(message)
        await pilot.press("s")
        await pilot.pause()
        assert ("↔" in lines(app.main.query_one(TitleBar))[0]) == marked
        assert (app.messages("order.uncertain") in said[-1]) == marked

    explore(scenario, told(*dates))
