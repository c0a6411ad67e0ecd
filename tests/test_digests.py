"""Files of a folder are read again where they do not look as they did, and only there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.library import build, digests, scan, seen
from store.library.build import update
from store.library.library import Library

PAST = 1_700_000_000_000_000_000
WORDS = "Le conseil municipal de Brévaux a voté le {} mars 2025 la création de la régie du port."


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(1, 4):
        file = made / f"{number}.txt"
        file.write_text(WORDS.format(number), "utf-8")
        os.utime(file, ns=(PAST, PAST))
    return made


@pytest.fixture
def library(tmp_path, monkeypatch):
    # When a file was last changed in the file system's eyes cannot be set: it was just now.
    monkeypatch.setattr(digests, "FRESH_NS", -60_000_000_000)
    return Library.create(tmp_path / "library")


@pytest.fixture
def read(monkeypatch):
    """The names of the files that were read to be told apart."""
    names: list[str] = []
    opened = Path.open

    def open_(self, *args, **options):
        if self.suffix == ".txt" and "rb" in args and options.get("buffering") == 0:
            names.append(self.name)
        return opened(self, *args, **options)

    monkeypatch.setattr(Path, "open", open_)
    return names


def test_what_looks_the_same_is_not_read_again(library, folder, read, quick):
    update(library, [folder])
    assert sorted(read) == ["1.txt", "2.txt", "3.txt"]
    read.clear()
    assert update(library, [folder]).unchanged == 3
    assert read == []
    (folder / "4.txt").write_text(WORDS.format(4), "utf-8")
    assert update(library, [folder]).read == 1
    assert read == ["4.txt"]


def test_what_changed_is_read_again_whatever_its_size(library, folder, read, quick):
    update(library, [folder])
    read.clear()
    file = folder / "2.txt"
    file.write_text(WORDS.format(9), "utf-8")
    os.utime(file, ns=(PAST + 1, PAST + 1))
    assert update(library, [folder]).read == 1
    assert read == ["2.txt"]
    assert any("le 9 mars" in article.text for article in library.dataset().articles)


def test_what_was_changed_just_now_is_read_every_time(tmp_path, folder, read, quick):
    library = Library.create(tmp_path / "library")
    update(library, [folder])
    read.clear()
    update(library, [folder])
    assert sorted(read) == ["1.txt", "2.txt", "3.txt"]


def test_what_was_new_is_read_once_more_when_it_is_old_enough(tmp_path, folder, read, quick, monkeypatch):
    library = Library.create(tmp_path / "library")
    real = build._updated

    def slow(*given):
        """A build at whose end what was new at its beginning is so no more."""
        summary = real(*given)
        for module in (build, digests, seen):
            monkeypatch.setattr(module, "FRESH_NS", -60_000_000_000)
        return summary

    monkeypatch.setattr(build, "_updated", slow)
    update(library, [folder])
    assert sorted(read) == ["1.txt", "1.txt", "2.txt", "2.txt", "3.txt", "3.txt"]
    read.clear()
    told = seen.look(folder)
    assert seen.is_same(library.path, str(folder), told, library.fingerprint("roots"))
    assert update(library, [folder]).unchanged == 3
    assert read == []


def test_what_changed_while_it_was_new_is_not_taken_for_what_was_read(tmp_path, folder, read, quick, monkeypatch):
    library = Library.create(tmp_path / "library")
    real = build._updated

    def slow(*given):
        summary = real(*given)
        (folder / "2.txt").write_text(WORDS.format(8), "utf-8")
        for module in (build, digests, seen):
            monkeypatch.setattr(module, "FRESH_NS", -60_000_000_000)
        monkeypatch.setattr(build, "_updated", real)
        return summary

    monkeypatch.setattr(build, "_updated", slow)
    update(library, [folder])
    told = seen.look(folder)
    assert not seen.is_same(library.path, str(folder), told, library.fingerprint("roots"))
    assert update(library, [folder]).read == 1


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_what_was_kept_may_be_lost_or_damaged(library, folder, read, quick, damage):
    update(library, [folder])
    (kept,) = (library.path / "index").glob("files-*.bin")
    kept.write_bytes(kept.read_bytes()[:-1] if damage is None else damage)
    read.clear()
    assert update(library, [folder]).unchanged == 3
    assert sorted(read) == ["1.txt", "2.txt", "3.txt"]
    read.clear()
    update(library, [folder])
    assert read == []


def test_two_folders_do_not_take_each_others_hashes(library, folder, tmp_path, read, quick):
    other = tmp_path / "other"
    other.mkdir()
    (other / "1.txt").write_text(WORDS.format(7), "utf-8")
    os.utime(other / "1.txt", ns=(PAST, PAST))
    update(library, [folder, other])
    read.clear()
    assert update(library, [other]).unchanged == 1
    assert update(library, [folder]).unchanged == 3
    assert read == []


def test_a_scan_without_a_library_keeps_nothing(folder, read):
    for _ in range(2):
        found = scan.scan(folder, (), None, None, None, example=False)
    assert len(read) == 6
    assert found.digests is None
