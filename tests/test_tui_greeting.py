"""What the explorer says when it opens: what new articles brought, filters on since last time; all in one message."""

from __future__ import annotations

import asyncio

import pytest
from build import story
from drive import explore, lines

from store.library.build import update
from store.library.library import Library
from store.library.news import NOTHING_NEW, News
from tui.app import ExplorerApp
from tui.state import Place
from tui.widgets.keybar import KeyBar

NEWS = News(("a",), ("e1", "e2"), ("e3",))
SEARCH = Place(query={"text": "merci"})
FILTER = Place(query={"include": [["person", "e-morvan"]], "text": "merci"})


def greeted(scenario=None, dataset=None, lang="en", **options) -> list[str]:
    """What an explorer says while it opens, and while `scenario(app, pilot)` goes on."""
    told: list[str] = []

    async def run():
        app = ExplorerApp(story() if dataset is None else dataset, name="x", lang=lang, **options)
        notify = app.notify
        app.notify = lambda message, **more: (told.append(message), notify(message, **more))[1]  # type: ignore
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await pilot.pause()
            if scenario:
                await scenario(app, pilot)

    asyncio.run(run())
    return told


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "1 new article: 2 new events, 1 known event has a new source (b shows them)"),
        ("fr", "1 nouvel article : 2 nouveaux événements, 1 événement connu a une nouvelle source (b les montre)"),
    ],
)
def test_what_new_articles_brought_is_said_once(lang, words):
    async def scenario(app, pilot):
        app.main.show(app.view)
        await pilot.pause()
        await pilot.pause()

    assert [message.replace("\u00a0", " ") for message in greeted(scenario, lang=lang, news=NEWS)] == [words]


@pytest.mark.parametrize("options", [{}, {"news": NOTHING_NEW}, {"remembered": Place(event="ev-reply")}])
def test_where_nothing_is_new_and_no_filter_is_on_nothing_is_said(options):
    assert greeted(**options) == []


def test_an_article_that_brings_nothing_is_said_too():
    assert greeted(news=News(("a", "b"))) == ["2 new articles: no new event"]


@pytest.mark.parametrize(
    ("lang", "place", "words"),
    [
        ("en", SEARCH, "The search of last time is still on: c clears it"),
        ("en", FILTER, "The filters of last time are still on: c clears them"),
        ("fr", SEARCH, "La recherche de la dernière fois est encore active (c l'efface)"),
        ("fr", FILTER, "Les filtres de la dernière fois sont encore actifs (c les efface)"),
    ],
)
def test_filters_of_last_time_are_said_with_the_key_that_clears_them(lang, place, words):
    async def scenario(app, pilot):
        assert app.view.query
        await pilot.press("c")
        assert not app.view.query

    told = greeted(scenario, lang=lang, remembered=place)
    assert [message.replace("\u00a0", " ") for message in told] == [words]


def test_filters_that_a_library_no_longer_knows_are_not_on():
    assert greeted(remembered=Place(query={"include": [["person", "gone"]]})) == []


def test_all_that_is_to_be_said_is_one_message(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le port est bloqué.\n\nLe maire a protesté le 3 mars 2025.\n", "utf-8")
    library = Library.create(tmp_path / "library")
    update(library, [folder])
    place = Place(query={"text": "maire"})
    (told,) = greeted(dataset=library.snapshot(), place=library.path, news=NEWS, remembered=place)
    first, second, third = told.splitlines()
    assert first.startswith("1 new article: ")
    assert second.startswith("The search of last time")
    assert "1 source undated" in third


def test_of_many_articles_what_is_missing_is_said_with_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr("tui.screens.main._FEW", 0)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le port est bloqué.\n\nLe maire a protesté le 3 mars 2025.\n", "utf-8")
    library = Library.create(tmp_path / "library")
    update(library, [folder])

    async def scenario(app, pilot):
        for _ in range(200):
            if app.view.known_missed:
                break
            await pilot.pause(0.02)
        await pilot.pause()
        await pilot.pause()

    told = greeted(scenario, dataset=library.snapshot(), place=library.path, news=NEWS)
    assert told[-1].splitlines()[0].startswith("1 new article: ")
    assert "1 source undated" in told[-1]


def test_in_plain_mode_it_stands_above_the_keys():
    async def scenario(app, pilot):
        bar = lines(app.main.query_one(KeyBar))[0]
        assert "1 new article: 2 new events" in bar
        assert "new source (b shows them); The search of last time" in bar

    explore(scenario, news=NEWS, remembered=SEARCH, opening=True, plain=True)


def test_the_command_hands_the_news_on(tmp_path, home, monkeypatch):
    from tui import cli, startup
    from tui.cli import open as opening

    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Lundi 10 mars 2025, le maire de Brévaux a fermé le port.\n", "utf-8")
    monkeypatch.setattr(opening, "_drawn", lambda: True)
    given = []
    monkeypatch.setattr(startup, "run", lambda *_, news=None, **__: given.append(news) or 0)
    assert cli.main([str(folder)]) == 0
    (folder / "b.txt").write_text("Le 5 mai 2020, la foudre a frappé le clocher de Kerlan.\n", "utf-8")
    assert cli.main([str(folder)]) == 0
    assert cli.main([str(folder)]) == 0
    first, new, again = given
    assert (first.articles, len(new.articles), len(new.events), again.articles) == ((), 1, 1, ())
