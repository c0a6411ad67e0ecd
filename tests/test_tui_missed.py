"""Files that could not be read and sources of unknown date: announced, marked, listed, with what to do."""

from __future__ import annotations

import asyncio
import tomllib

import pytest
from build import story
from drive import lines

from store.extras import command
from store.library.build import update
from store.library.library import Library
from store.reading import formats
from tui import cli
from tui.app import ExplorerApp
from tui.messages import LANGUAGES
from tui.screens.empty import EmptyScreen
from tui.screens.missed import MissedScreen
from tui.widgets.title import TitleBar

HOSTILE = "[b]x\x1b[31m.html"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two texts, one of known date, and a page that nothing reads."""
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    formats.is_readable.cache_clear()
    found = tmp_path / "articles"
    found.mkdir()
    (found / "a.txt").write_text("Le port est bloqué.\n\nLe maire a protesté lundi contre le blocage.\n", "utf-8")
    (found / "b.txt").write_text("Publié le 10 février 2025\n\nLe port de Brévaux a été bloqué lundi.\n", "utf-8")
    (found / HOSTILE).write_text("<p>Le port a rouvert.</p>", "utf-8")
    yield found
    formats.is_readable.cache_clear()


def look(folder, scenario, *, lang="en", size=(120, 40), told=None, **options):
    """Runs `scenario(app, pilot)` on the library of a folder; what was announced goes to the list `told`."""
    library = Library.create(folder.parent / "library")
    update(library, [folder])

    async def run():
        app = ExplorerApp(
            library.snapshot(),
            name="articles",
            place=library.path,
            sources_folder=library.sources_folder,
            lang=lang,
            **options,
        )
        notify = app.notify
        if told is not None:
            app.notify = lambda message, **more: (told.append(message), notify(message, **more))[1]  # type: ignore
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            await scenario(app, pilot)

    asyncio.run(run())


def title(app) -> str:
    return lines(app.screen_stack[0].query_one(TitleBar))[0]


def text_of(app) -> str:
    return " ".join(" ".join(app.screen.query_one("#sheet").text_lines).split())


@pytest.mark.parametrize("by", ["key", "mouse"])
@pytest.mark.parametrize(
    ("lang", "mark", "reason", "dates"),
    [
        ("en", "! 1 file left out, 1 source undated", "a web page needs a reader", "nobody says when it was published"),
        ("fr", "! 1 fichier de côté, 1 source sans date", "une page web demande un lecteur", "rien ne dit quand il a"),
    ],
)
def test_what_is_missing_is_announced_marked_and_one_key_or_click_away(folder, lang, mark, reason, dates, by):
    told: list[str] = []

    async def scenario(app, pilot):
        assert len(told) == 1
        assert mark[2:] in told[0]
        assert "!" in told[0].replace(mark, "")
        assert mark in title(app)
        if by == "key":
            await pilot.press("exclamation_mark")
        else:
            await pilot.click(TitleBar, offset=(title(app).index(mark) + 3, 0))
        await pilot.pause()
        assert isinstance(app.screen, MissedScreen)
        text = text_of(app)
        assert "[b]x.html" in text, "no terminal control, and no markup, of a name acts"
        for words in (reason, dates, "a.txt", 'published = "2025-02-11"', "pip install", "trafilatura"):
            assert words in text
        assert "b.txt" not in text
        assert f"{folder}/sources.toml" in text.replace(" ", "")
        await pilot.press("escape")
        await pilot.pause()
        assert mark in title(app)
        assert len(told) == 1

    look(folder, scenario, lang=lang, told=told)


def test_y_copies_what_to_type(folder):
    async def scenario(app, pilot):
        await pilot.press("exclamation_mark", "y")
        assert app.clipboard == command("web")

    look(folder, scenario)
    (folder / HOSTILE).unlink()
    (folder / 'c "1".txt').write_text("Le port est resté bloqué mardi.\n", "utf-8")

    async def dated(app, pilot):
        await pilot.press("exclamation_mark", "y")
        said = tomllib.loads(app.clipboard)
        assert said == {"a.txt": {"published": "2025-02-11"}, 'c "1".txt': {"published": "2025-02-11"}}

    look(folder, dated)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_missing_nothing_is_said(folder, lang):
    (folder / HOSTILE).unlink()
    (folder / "a.txt").unlink()
    told: list[str] = []

    async def scenario(app, pilot):
        assert told == []
        assert "!" not in title(app)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert app.messages("missed.nothing") in text_of(app)
        await pilot.press("y")
        assert told == [app.messages("missed.nothing_to_copy")]

    look(folder, scenario, lang=lang, told=told)


@pytest.mark.parametrize("width", [60, 70, 80, 100])
def test_the_mark_stays_where_there_is_little_room(folder, width):
    async def scenario(app, pilot):
        shown = title(app)
        assert "! 1 file" in shown or shown.rstrip().endswith("!2")
        assert len(shown) == width

    look(folder, scenario, size=(width, 24))


def test_many_articles_are_looked_at_in_a_thread(folder, monkeypatch):
    monkeypatch.setattr("tui.screens.main._FEW", 0)

    async def scenario(app, pilot):
        for _ in range(200):
            if "!" in title(app):
                break
            await pilot.pause(0.02)
        assert "! 1 file left out" in title(app)

    look(folder, scenario)


def test_the_example_is_marked_and_not_announced(monkeypatch, folder):
    told: list[str] = []

    async def scenario(app, pilot):
        assert told == []
        assert "! 1 file left out" in title(app)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "built-in example" in text_of(app)
        assert "sources.toml, as precisely" not in text_of(app)

    monkeypatch.setattr("store.library.places.example_library", lambda: folder.parent / "library")
    look(folder, scenario, told=told)


def test_a_library_without_an_article_says_what_was_left_out(folder):
    for file in folder.glob("*.txt"):
        file.unlink()

    async def scenario(app, pilot):
        assert isinstance(app.screen, EmptyScreen)
        for words in ("1 file left out", "a web page needs a reader", "pip install"):
            assert words in text_of(app)
        assert "held no article" not in text_of(app)

    look(folder, scenario)


def test_a_dataset_of_no_library_lacks_no_files():
    async def run():
        app = ExplorerApp(story(), name="x", lang="en")
        async with app.run_test() as pilot:
            await pilot.pause()
            assert app.view.missed.left_out == ()
            assert all(not article.published for article in app.view.missed.unpublished)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "1 article without a date of publication (a.txt)"), ("fr", "1 article sans date de pub")]
)
def test_a_build_says_which_articles_have_no_date(folder, capsys, lang, words):
    cli.main(["build", str(folder), "--library", str(folder.parent / "l"), "--lang", lang])
    err = capsys.readouterr().err

    assert words in err
    assert "sources.toml" in err
    for name in "defg":
        (folder / f"{name}.txt").write_text(f"Le port {name} est fermé.\n", "utf-8")
    cli.main(["build", str(folder), "--library", str(folder.parent / "l"), "--lang", lang])
    assert ("and 2 more" if lang == "en" else "et 2 de plus") in capsys.readouterr().err
