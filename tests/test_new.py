"""What is new: events that articles tell which came with the last build that brought any, until another brings some."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import write

from store.corrections import make
from store.engine import RULES
from store.index.bitmaps import positions
from store.library import growth, mend
from store.library.build import update
from store.library.library import Library
from store.library.news import NOTHING_NEW
from store.library.parts import FOLDER
from store.library.snapshot import NEW_ARTICLES, Snapshot
from store.query import NEW
from store.reading import several

PORT = "Lundi 10 mars 2025, le maire de Brévaux a fermé le port.\n"
STRIKE = "Le 3 avril 2025, les dockers de Sarlonne ont voté la grève.\n"
BELL = "Le 5 mai 2020, la foudre a frappé le clocher de Kerlan.\n"
AGAIN = "Le port de Brévaux\n\nLe maire de Brévaux a fermé le port lundi 10 mars 2025.\n"
DAM = "Le 7 juin 2019, le barrage de Valdoire a été inauguré.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    return tmp_path / "articles"


@pytest.fixture
def library(tmp_path, folder):
    """A library of two articles, built once."""
    write(folder, a=PORT, b=STRIKE)
    library = Library.create(tmp_path / "library")
    update(library, [folder])
    return library


def new(library: Library) -> set[str]:
    """The titles of the new events, by every way that there is to ask."""
    snapshot = library.snapshot()
    told = [snapshot.events[position] for position in positions(snapshot.marks("new"))]
    wanted = [event for event in snapshot.events if not snapshot.new.isdisjoint(event.articles)]
    assert told == wanted == [snapshot.events[position] for position in snapshot.members(NEW)]
    assert ((NEW, "new") in snapshot.facets("mark")) == bool(told)
    assert snapshot.new == library.new_articles()
    return {event.title for event in told}


def add(library: Library, folder: Path, **texts: str) -> set[str]:
    write(folder, **texts)
    update(library, [folder])
    return new(library)


def test_a_first_build_brings_everything_and_marks_nothing(library):
    assert new(library) == set()
    assert NEW_ARTICLES not in library.head().whole


def test_what_articles_added_or_enlarged_is_new_until_others_come(library, folder):
    port = library.snapshot().events[0].title
    assert "port" in port
    (bell,) = add(library, folder, c=BELL)
    assert "clocher" in bell
    enlarged = add(library, folder, d=AGAIN)
    assert len(enlarged) == 1
    assert "port" in enlarged.pop()
    both = add(library, folder, e=DAM, f="Le 9 août 2021, un train a déraillé à Corvigny.\n")
    assert len(both) == 2


def test_a_build_that_brings_nothing_leaves_what_is_new(library, folder):
    before = add(library, folder, c=BELL)
    update(library, [folder])
    assert new(library) == before
    (folder / "b.txt").unlink()
    update(library, [folder])
    assert new(library) == before
    (folder / "c.txt").rename(folder / "z.txt")
    (folder / "twice.txt").write_text(BELL, "utf-8")
    update(library, [folder])
    assert new(library) == before
    update(library, [folder], language="fr")
    assert new(library) == before
    update(library, [folder], engine=RULES, rejoin=True)
    assert new(library) == before


def test_what_is_new_and_leaves_the_library_makes_nothing_else_new(library, folder):
    add(library, folder, c=BELL)
    add(library, folder, e=DAM)
    (folder / "e.txt").unlink()
    update(library, [folder])
    assert new(library) == set()
    assert add(library, folder, e=DAM) != set()


def test_another_version_of_an_article_is_new(library, folder):
    assert len(add(library, folder, b=STRIKE + "\nLe maire de Sarlonne a protesté le 4 avril 2025.\n")) == 2


def test_all_other_articles_are_as_a_first_build(library, folder):
    add(library, folder, c=BELL)
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").unlink()
    assert add(library, folder, e=DAM) == set()


def test_the_built_in_example_marks_nothing(tmp_path, folder):
    write(folder, a=PORT)
    library = Library.create(tmp_path / "library")
    update(library, [folder], example=True)
    write(folder, b=STRIKE)
    update(library, [folder], example=True)
    assert new(library) == set()


def test_what_a_newer_program_reads_otherwise_is_not_new(library, folder, monkeypatch):
    before = add(library, folder, c=BELL)
    monkeypatch.setattr("store.library.build.program", lambda _: "another")
    monkeypatch.setattr("store.library.scan.program", lambda _: "another")
    real = several.article_of

    def otherwise(*given, **known):
        found = real(*given, **known)
        # A newer program takes the last full stop away.
        return replace(found, id=f"{found.id[:-1]}+", text=found.text.rstrip(".")) if "grève" in found.text else found

    monkeypatch.setattr(several, "article_of", otherwise)
    summary = update(library, [folder])
    assert (summary.rebuilt, library.program()) == (True, "another")
    assert any(article.id.endswith("+") for article in library.bylines())
    assert summary.news == NOTHING_NEW
    assert new(library) == before


def test_corrections_keep_what_is_new(library, folder):
    add(library, folder, c=BELL)
    (dam,) = add(library, folder, e=DAM)
    dataset = library.dataset()
    events = {event.title: event for event in dataset.events}
    articles = {article.id: article for article in dataset.articles}
    bell = next(event for title, event in events.items() if "clocher" in title)
    library.correct([make.of("title", events[dam], articles, "Le barrage")])
    assert new(library) == {"Le barrage"}
    library.correct([make.of("date", bell, articles, "2020-05")])
    assert new(library) == {"Le barrage"}
    library.correct([make.merge([events[dam], bell], articles)])
    assert len(new(library)) == 1
    library.correct([make.of("hide", bell, articles)])
    assert new(library) == set()


def test_what_is_placed_in_a_big_library_is_new(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(growth, "LEAST", 3)
    monkeypatch.setattr(growth, "AT_ONCE", 1)
    monkeypatch.setattr(growth, "IN_ALL", 1)
    library = Library.create(tmp_path / "library")
    write(folder, a=PORT, b=STRIKE, c=BELL)
    update(library, [folder])
    for name, text in (("d", DAM), ("e", AGAIN)):
        write(folder, **{name: text})
        assert update(library, [folder]).placed
        (found,) = new(library)
        assert ("barrage" in found) == (name == "d")
    # Without the derived files it is the same.
    for file in (library.path / "index").glob("columns-*"):
        file.unlink()
    assert new(library) == {found}


def test_many_new_articles_stand_in_a_part_of_their_own(library):
    ids = [f"{number:016x}" for number in range(400)]
    with library.transaction():
        library.note_new([*ids, *(article.id for article in library.bylines()[:1])])
    assert NEW_ARTICLES in library.head().stored
    assert len(new(library)) == 1
    for part in library.head().stored[NEW_ARTICLES].parts:
        (library.path / FOLDER / f"{part.digest}.json").write_bytes(b"[]")
    snapshot = Snapshot.open(library.path)
    faults: list[Exception] = []
    snapshot.on_fault = faults.append
    assert snapshot.marks("new") == 0
    assert len(faults) == 1
    assert mend.mend(library.path) is not None
    assert new(library) == set()


# -- on the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def grown(timeline, articles):
    """A folder that was built, and built again with an article more."""
    timeline("build", articles)
    assert timeline("list", "--new", "--folder", articles)[0] == 1
    (articles / "c.txt").write_text("Le clocher est frappé par la foudre.\n", "utf-8")
    timeline("build", articles)
    return articles


def test_a_build_says_how_to_see_what_is_new(timeline, articles):
    assert "--new" not in timeline("build", articles)[2]
    (articles / "c.txt").write_text("Le clocher est frappé par la foudre.\n", "utf-8")
    told = timeline("build", articles)[2]
    assert f"what is new:  timeline list --new --folder '{articles}'\n" in told
    assert "--new" not in timeline("build", articles)[2]


def test_the_list_marks_what_is_new_and_shows_it_alone(timeline, grown):
    _, all_of_it, _ = timeline("list", "--folder", grown)
    assert [("✚" in line, "clocher" in line) for line in all_of_it.splitlines()].count((True, True)) == 1
    assert all_of_it.count("✚") == 1
    for option in (["--new"], ["--mark", "new"]):
        status, told, _ = timeline("list", "--folder", grown, *option)
        assert status == 0
        assert "clocher" in told
        assert len(told.splitlines()) == 1
    _, others, _ = timeline("list", "--folder", grown, "--without", "new")
    assert len(others.splitlines()) == len(all_of_it.splitlines()) - 1


def test_json_says_what_is_new(timeline, grown):
    _, told, _ = timeline("list", "--json", "--folder", grown)
    events = json.loads(told)["events"]
    assert [event["title"] for event in events if event["new"]] == ["Le clocher est frappé par la foudre."]
    assert all(event["new"] == any(article["new"] for article in event["articles"]) for event in events)


def test_what_is_new_is_exported_alone(timeline, grown):
    status, told, _ = timeline("export", "--new", "--format", "csv", "--folder", grown)
    assert status == 0
    assert "clocher" in told
    assert "port" not in told
