"""`timeline libraries`, and libraries by their names."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from conftest import write

from store.library import places, shelf
from store.library.errors import LibraryBusyError
from store.library.library import Library
from store.library.snapshot import Snapshot
from tui.cli.libraries_cmd import size
from tui.cli.speech import speak


@pytest.fixture
def strike(timeline, articles):
    """The library of a folder of two articles, under the user's data."""
    assert timeline("build", articles)[0] == 0
    return places.library_of(articles)


def answering(monkeypatch, answer: str) -> None:
    stdin, stderr = io.StringIO(answer), sys.stderr
    stdin.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(type(stderr), "isatty", lambda self: True, raising=False)


def test_where_there_are_none_it_says_how_to_make_one(timeline):
    status, out, err = timeline("libraries")
    assert (status, out) == (0, "")
    assert "'timeline FOLDER' makes one" in err


def test_each_is_listed_with_what_is_in_it(timeline, strike, articles):
    status, out, err = timeline("libraries")
    assert (status, err) == (0, "")
    head, row = out.splitlines()
    assert head.split()[:4] == ["name", "articles", "events", "size"]
    assert row.startswith("grève du port ")
    assert row.split()[3:5] == ["2", "2"]
    assert row.endswith(str(articles))


def test_as_json_it_is_for_other_programs(timeline, strike, articles):
    answer = json.loads(timeline("libraries", "--json")[1])
    assert answer["format"] == "timeline-libraries/1"
    (told,) = answer["libraries"]
    page = (Path(__file__).parent.parent / "docs" / "json.md").read_text("utf-8").partition("## `timeline libraries")[2]
    assert all(f"[].{key}`" in page for key in told)
    assert told["path"] == str(strike)
    assert told["folders"] == [str(articles)]
    assert (told["articles"], told["events"], told["example"], told["fault"]) == (2, 2, False, None)
    assert told["bytes"] == sum(file.stat().st_size for file in strike.rglob("*") if file.is_file())
    assert told["used"].endswith("Z")


def test_those_used_last_come_first(timeline, articles, tmp_path):
    for number, name in enumerate(("one", "two", "three")):
        folder = tmp_path / name
        folder.mkdir()
        write(folder, a=f"Le maire proteste le {number + 1} mars 2025.")
        assert timeline("build", folder)[0] == 0
        os.utime(places.library_of(folder) / "library.json", (1e9 + number, 1e9 + number))
    listed = [row["name"] for row in json.loads(timeline("libraries", "--json")[1])["libraries"]]
    assert listed == ["three", "two", "one"]


def test_libraries_elsewhere_are_found_on_the_disk(timeline, articles, tmp_path):
    place = tmp_path / "usb" / "deep" / "kept"
    assert timeline("build", articles, "--library", place)[0] == 0
    (tmp_path / "usb" / "library.json").write_text('{"no": "library"}')
    assert "grève du port" in timeline("libraries")[1], "the one last used is listed wherever it lies"
    places.forget_last()
    assert "grève du port" not in timeline("libraries")[1]
    status, out, _ = timeline("libraries", "--find", tmp_path / "usb")
    assert status == 0
    assert out.count("grève du port") == 2  # its name, and the folder of its articles
    status, out, err = timeline("libraries", "--find", articles)
    assert (status, out) == (1, "")
    assert "there is no library in it" in err
    assert timeline("libraries", "--find", tmp_path / "nowhere")[0] == 1


def test_a_damaged_one_is_listed_and_said(timeline, strike):
    (strike / "library.json").write_text('{"format":"timeline-library/3","sha256":"0","bytes":1}\nx')
    status, out, err = timeline("libraries")
    assert status == 0
    assert "?" in out
    assert "damaged" in err
    assert json.loads(timeline("libraries", "--json")[1])["libraries"][0]["articles"] is None


# -- renaming --------------------------------------------------------------------------------------------------------


def test_a_new_name_stays_through_builds_and_can_be_taken_back(timeline, strike, articles):
    status, _, err = timeline("libraries", "rename", "grève du port", "  The  strike ")
    assert (status, err) == (0, "timeline: grève du port is now called The strike\n")
    assert Library.open(strike).name == "The strike"
    assert Snapshot.open(strike).name == "The strike"
    write(articles, c="Un accord a été trouvé le 3 mars 2025.")
    assert timeline("build", articles)[0] == 0
    assert Library.open(strike).name == "The strike"
    assert timeline("libraries", "rename", "the STRIKE", "")[0] == 0
    assert Library.open(strike).name == "grève du port"


@pytest.mark.parametrize("name", ["x" * 81, "a\x1b[31mb", "a\u202eb", "a/b", "..", "\\x"])
def test_what_can_be_no_name_is_refused(timeline, strike, name):
    status, out, err = timeline("libraries", "rename", "grève du port", name)
    assert (status, out) == (2, "")
    assert "a name" in err
    assert "\x1b" not in err
    assert Library.open(strike).name == "grève du port"


def test_two_libraries_do_not_get_one_name(timeline, strike, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    write(other, a="Le maire proteste.")
    timeline("build", other)
    status, _, err = timeline("libraries", "rename", "other", "Grève du port")
    assert status == 1
    assert "another library has this name" in err


def test_the_example_goes_by_its_name_in_either_language(timeline, articles, tmp_path, monkeypatch):
    timeline("open", "--example")
    assert timeline("libraries", "--lang", "fr")[1].splitlines()[1].startswith("exemple ")
    assert timeline("libraries")[1].splitlines()[1].startswith("example ")
    listed = timeline("list", "--library", "example")[1]
    assert listed
    assert timeline("list", "--library", "exemple")[1] == listed
    assert timeline("list", "--library", "Exemple", "--lang", "fr")[1] == timeline("list", "--lang", "fr")[1]
    status, out, _ = timeline("open", "exemple")
    assert status == 0
    assert out == listed
    # A folder of that name may be made all the same, and a library of one's own goes before.
    monkeypatch.chdir(tmp_path)
    assert timeline("build", articles, "--library", "exemple")[0] == 0
    assert len(timeline("list", "--library", "exemple")[1].splitlines()) == 2
    monkeypatch.chdir(articles)
    places.forget_last()
    timeline("build", articles)
    assert timeline("libraries", "rename", "grève du port", "exemple")[0] == 0
    assert timeline("list", "--library", "exemple")[1] != listed


@pytest.mark.parametrize(
    "words", [("list", "--library", "exemple"), ("open", "exemple"), ("open", "--library", "example")]
)
def test_the_example_is_built_where_its_name_asks_for_it(timeline, words):
    status, out, _ = timeline(*words)
    assert status == 0
    assert len(out.splitlines()) > 3
    assert places.example_library().is_dir()


def test_the_example_keeps_its_name(timeline):
    timeline("list")
    assert timeline("libraries", "rename", "example", "mine")[0] == 1


# -- by name ---------------------------------------------------------------------------------------------------------


def test_a_name_stands_for_the_path(timeline, strike, articles, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path.parent)
    timeline("libraries", "rename", "grève du port", "strike")
    listed = timeline("list", "--folder", articles)[1]
    assert listed
    assert timeline("list", "--library", "strike")[1] == listed
    assert timeline("open", "Strike")[1] == listed
    assert timeline("strike")[1] == listed
    assert timeline("list", "--library", strike.name)[1] == listed


def test_a_path_goes_before_a_name(timeline, strike, tmp_path, monkeypatch):
    timeline("libraries", "rename", "grève du port", "strike")
    monkeypatch.chdir(tmp_path)
    Path("strike").mkdir()
    write(Path("strike"), a="Un autre article du 4 avril 2025.")
    assert "Un autre article" in timeline("open", "strike")[1]


def test_a_name_that_two_have_is_not_guessed(timeline, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for parent in ("x", "y"):
        folder = tmp_path / parent / "strike"
        folder.mkdir(parents=True)
        write(folder, a="Le maire proteste.")
        timeline("build", folder)
    for argv in (["open", "strike"], ["list", "--library", "strike"], ["libraries", "delete", "strike", "--yes"]):
        status, out, err = timeline(*argv)
        assert (status, out) == (2, "")
        assert "several libraries" in err
        assert err.count(str(tmp_path)) >= 2
    assert len(shelf.named("strike")) == 2


# -- deleting --------------------------------------------------------------------------------------------------------


def test_it_asks_before_it_deletes(timeline, strike, articles, monkeypatch):
    places.write_last(strike)
    before = {file.name: file.read_bytes() for file in articles.iterdir()}
    for answer in ("\n", "n\n", "", "what\n"):
        answering(monkeypatch, answer)
        status, out, err = timeline("libraries", "delete", "grève du port")
        assert (status, out) == (1, "")
        assert "2 articles, 2 events" in err
        assert "Delete this library? [y/N]" in err
        assert "nothing is deleted" in err
        assert strike.is_dir()
    answering(monkeypatch, "y\n")
    status, _, err = timeline("libraries", "delete", "grève du port")
    assert status == 0
    assert "deleted: grève du port" in err
    assert not strike.exists()
    assert places.read_last() is None
    assert {file.name: file.read_bytes() for file in articles.iterdir()} == before


def test_it_asks_in_french(timeline, strike, monkeypatch):
    answering(monkeypatch, "oui\n")
    status, _, err = timeline("libraries", "delete", "grève du port", "--lang", "fr")
    assert status == 0
    assert "Supprimer cette bibliothèque\u202f? [o/N]" in err


def test_where_nobody_can_be_asked_nothing_is_deleted(timeline, strike, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    status, _, err = timeline("libraries", "delete", "grève du port")
    assert status == 2
    assert "--yes" in err
    assert strike.is_dir()
    assert timeline("libraries", "delete", "grève du port", "--yes")[0] == 0
    assert not strike.exists()


def test_files_that_are_not_the_library_s_stay(timeline, articles, tmp_path):
    place = tmp_path / "mine"
    place.mkdir()
    (place / "thesis.odt").write_text("years of work")
    (place / "parts.txt").write_text("more")
    timeline("build", articles, "--library", place)
    status, _, err = timeline("libraries", "delete", place, "--yes")
    assert status == 0
    assert "parts.txt, thesis.odt" in err
    assert sorted(file.name for file in place.iterdir()) == ["parts.txt", "thesis.odt"]


def test_links_are_not_followed(timeline, strike, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    write(precious, a="not to be lost")
    for name in ("parts", "index"):
        folder = strike / name
        if folder.is_dir():
            folder.rename(strike / f"{name}.moved")
        folder.symlink_to(precious)
    assert timeline("libraries", "delete", strike, "--yes")[0] == 0
    assert (precious / "a.txt").is_file()


def test_one_that_is_written_to_is_not_deleted(timeline, strike, monkeypatch):
    monkeypatch.setattr("store.library.storage.LOCK_SECONDS", 0.05)
    with Library.open(strike).locked():
        with pytest.raises(LibraryBusyError):
            shelf.delete(strike)
        assert timeline("libraries", "delete", "grève du port", "--yes")[0] == 3
    assert (strike / "library.json").is_file()


def test_what_is_no_library_is_never_deleted(timeline, strike, articles, tmp_path):
    status, _, err = timeline("libraries", "delete", tmp_path, "--yes")
    assert status == 1
    assert "there is no library" in err
    status, _, err = timeline("libraries", "delete", "greve du port", "--yes")
    assert status == 1
    assert "did you mean grève du port?" in err
    assert strike.is_dir()
    # The folder of its articles stands for the library, and stays.
    assert timeline("libraries", "delete", articles, "--yes")[0] == 0
    assert not strike.exists()
    assert len(list(articles.iterdir())) == 2


def test_names_and_paths_never_act(timeline, tmp_path):
    folder = tmp_path / "a\x1b[31mb\u202ec\x9b2J[bold]\nd"
    folder.mkdir()
    write(folder, a="Le maire proteste.")
    timeline("build", folder)
    for argv in (["libraries"], ["libraries", "--json"], ["libraries", "--names"], ["libraries", "delete", "a"]):
        _, out, err = timeline(*argv)
        assert not {"\x1b", "\u202e", "\x9b"} & set(out + err)
    assert "[bold]" in timeline("libraries", "--names")[1]
    assert timeline("libraries", "--names")[1].count("\n") == 1
    assert json.loads(timeline("libraries", "--json")[1])["libraries"][0]["folders"] == [str(folder)]


def test_sizes_are_short():
    speak("en")
    assert [size(n) for n in (0, 99, 4_577, 305_349, 999_600, 12_345_678, 10**12)] == [
        *("0.1 kB", "0.1 kB", "4.6 kB", "305 kB", "1.0 MB", "12 MB", "1000 GB")
    ]
