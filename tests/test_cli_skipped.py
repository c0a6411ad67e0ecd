"""Files that cannot be read fail a build once: when they are new, have changed, or are refused for another reason."""

from __future__ import annotations

import json
import os

import pytest

from store.library.library import Library
from store.library.roots import Skipped
from tui.cli.skipped import known_before


@pytest.fixture
def empty(articles):
    """A file that holds no words, beside two articles."""
    file = articles / "vide.txt"
    file.write_text(" \n\n", "utf-8")
    return file


@pytest.fixture
def build(timeline, articles, tmp_path):
    def run(*words, command="build"):
        status, _, err = timeline(command, *(words or (articles,)), "--library", tmp_path / "library")
        return status, err

    return run


def test_what_holds_no_words_fails_once_and_is_named_every_time(build, empty):
    status, err = build()
    assert status == 1
    assert "  skipped   vide.txt: it holds no words\n" in err
    for _ in range(2):
        status, err = build()
        assert status == 0
        assert "  skipped   vide.txt: it holds no words (as before)\n" in err
        assert "1 skipped" in err


def test_in_french_too_and_with_options_that_are_given_each_time(build, articles, empty):
    words = (articles, "--published", "2025-02", "--lang", "fr")
    assert build(*words)[0] == 1
    status, err = build(*words)
    assert status == 0
    assert "vide.txt\xa0: " in err
    assert "(comme avant)" in err


def test_a_new_article_beside_it_changes_nothing_of_that(build, articles, empty):
    build()
    (articles / "c.txt").write_text("Un accord a été trouvé le 3 mars 2025.", "utf-8")
    assert build()[0] == 0
    (articles / "vide2.txt").write_text("\n", "utf-8")
    status, err = build()
    assert status == 1
    assert "vide.txt: it holds no words (as before)" in err
    assert "vide2.txt: it holds no words\n" in err
    assert build()[0] == 0


def test_a_file_that_has_changed_fails_again(build, articles, empty):
    build()
    empty.write_text(" \n \n \n", "utf-8")
    status, err = build()
    assert status == 1
    assert "as before" not in err
    assert build()[0] == 0
    # Of the same size and time, another file in its place.
    other = articles.parent / "other"
    other.write_text("\n" * empty.stat().st_size, "utf-8")
    os.utime(other, ns=(empty.stat().st_atime_ns, empty.stat().st_mtime_ns))
    other.replace(empty)
    assert build()[0] == 1


def test_another_reason_is_new(build, empty):
    build()
    empty.write_bytes(bytes(range(256)) * 4)
    assert build()[0] == 1
    assert build()[0] == 0


def test_a_file_that_was_mended_and_broken_again_is_new(build, empty):
    build()
    kept = empty.read_bytes()
    empty.write_text("Le maire proteste.", "utf-8")
    assert build()[0] == 0
    empty.write_bytes(kept)
    assert build()[0] == 1


def test_opening_the_folder_has_the_same_status(timeline, articles, empty):
    assert timeline("open", articles)[0] == 1
    status, _, err = timeline("open", articles)
    assert status == 0
    assert "vide.txt: it holds no words (as before)" in err


def test_a_broken_settings_file_and_a_part_of_a_file_too(build, articles):
    (articles / "sources.toml").write_text('["a.txt"]\nurl = 3\n', "utf-8")
    rows = [{"text": "Le maire proteste le 3 mars 2025."}, {"text": ""}]
    (articles / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    status, err = build()
    assert status == 1
    assert "x.jsonl#2" in err
    status, err = build()
    assert status == 0, err
    assert err.count("(as before)") == 2


def test_what_is_named_and_not_there_fails_every_time(build, articles, tmp_path):
    for _ in range(2):
        assert build(articles, tmp_path / "nowhere")[0] == 1


def test_a_folder_that_cannot_be_looked_into_fails_every_time(build, articles):
    shut = articles / "shut"
    shut.mkdir()
    shut.chmod(0)
    try:
        if os.access(shut, os.R_OK):
            pytest.skip("nothing is shut to this user")
        for _ in range(2):
            assert build()[0] == 1
    finally:
        shut.chmod(0o755)


def test_several_folders_are_told_apart(build, articles, empty, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("Un accord a été trouvé le 3 mars 2025.", "utf-8")
    build()
    assert build(other)[0] == 0
    # Of the same name in another folder: it is another file.
    (other / "vide.txt").write_text(" \n\n", "utf-8")
    assert build(other)[0] == 1
    assert build(articles, other)[0] == 0


def test_whatever_the_record_holds_a_build_goes_on(build, empty, tmp_path):
    build()
    record = tmp_path / "library" / "index" / "skipped.json"
    for content in (b"", b"[1]", b"\xff", b'{"a": 1}', b'{"a": {"b": "c"}}', b"[" * 100_000):
        record.write_bytes(content)
        assert build()[0] == 1
        assert build()[0] == 0
    record.unlink()
    assert build()[0] == 1


def test_nothing_is_written_where_all_could_be_read(build, tmp_path):
    build()
    assert not (tmp_path / "library" / "index" / "skipped.json").exists()


def test_a_library_is_deleted_with_the_record(build, timeline, empty, tmp_path):
    build()
    assert timeline("libraries", "delete", tmp_path / "library", "--yes")[0] == 0
    assert not (tmp_path / "library").exists()


def test_of_nothing_skipped_nothing_is_known(build, empty, tmp_path):
    build()
    library = Library.open(tmp_path / "library")
    assert known_before(library, ()) == frozenset()
    assert known_before(library, [Skipped("nie.txt", "x")]) == frozenset()


def test_a_build_says_which_corrections_are_carried_out_no_more(timeline, tmp_path):
    folder, library = tmp_path / "articles", tmp_path / "library"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text("Le 11 juin 2023, 475 personnes ont manifesté à Bressac.", "utf-8")
    assert timeline("build", folder, "--library", library)[0] == 0
    event = Library.open(library).dataset().events[0]
    assert timeline("correct", event.id, "--library", library, "--star")[0] == 0
    file.write_text("Le pont de Bressac est fermé depuis le 3 mai 2024 aux poids lourds.", "utf-8")
    _, _, said = timeline("build", folder, "--library", library)
    assert "1 correction no longer applies" in said
    _, _, again = timeline("build", folder, "--library", library)
    assert "no longer" not in again, "it is said once"


@pytest.mark.parametrize("words", [("build", ""), ("open", ""), ("list", "--folder", " "), ("list", "--library", "")])
def test_an_empty_name_is_no_folder(timeline, articles, monkeypatch, words):
    monkeypatch.chdir(articles)
    assert timeline(*words)[0] == 2
