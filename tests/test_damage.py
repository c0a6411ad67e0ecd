"""Damaged files of a library: what can be made again is, what cannot is set aside, and the rest stays usable."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from conftest import write
from hypothesis import given, settings
from hypothesis import strategies as st

from store.corrections import make
from store.export.dataset import to_json
from store.library import parts, storage
from store.library.build import update
from store.library.errors import LibraryDamagedError, LibraryError, LibraryForeignError
from store.library.library import Library
from store.library.mend import mend
from store.library.snapshot import Snapshot

PLACES = ("Brévaux", "Lorne", "Carvin", "Ostal", "Mérande", "Valdour", "Pontel", "Sarlans")


def small(patch: pytest.MonkeyPatch) -> None:
    """Even small tables lie in parts, and in several."""
    patch.setattr(storage, "_WHOLE", 300)
    patch.setattr(parts, "LEAST", 600)
    patch.setattr(parts, "_ONE_IN", 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder of articles and a library of it with a correction, all of whose big tables lie in parts."""
    home = tmp_path_factory.mktemp("damage")
    with pytest.MonkeyPatch.context() as patch:
        small(patch)
        folder = home / "articles"
        folder.mkdir()
        texts = {
            name: f"Le conseil de {name} a voté le {day} mars 2025 un budget de {day} millions d'euros.\n\n"
            f"« Nous tiendrons à {name} », a dit Anne Duval, maire de {name}, devant {day}00 habitants.\n"
            for day, name in enumerate(PLACES, 3)
        }
        write(folder, **texts)
        library = Library.create(home / "library")
        update(library, [folder])
        dataset = library.dataset()
        articles = {article.id: article for article in dataset.articles}
        library.correct([make.of("title", dataset.events[0], articles, "Le budget de Brévaux")])
        yield home


@pytest.fixture
def library(made, tmp_path, monkeypatch):
    small(monkeypatch)
    shutil.copytree(made / "library", tmp_path / "library")
    return Library.open(tmp_path / "library")


def part_of(library: Library, table: str) -> Path:
    return library.parts.path_of(library.head().stored[table].parts[-1].digest)


def flipped(content: bytes, at: int, bit: int = 3) -> bytes:
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


DAMAGES = {
    "flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), path.stat().st_size // 2)),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-7]),
    "empty": lambda path: path.write_bytes(b""),
    "missing": lambda path: path.unlink(),
    # Whoever runs the tests: a link to itself cannot be read.
    "unreadable": lambda path: (path.unlink(), path.symlink_to(path)),
}


@pytest.fixture(params=DAMAGES)
def damage(request):
    return DAMAGES[request.param]


def is_as_before(library: Library, before: str) -> bool:
    return to_json(Library.open(library.path).dataset()) == before


@pytest.mark.parametrize("table", ["events", "entities", "mentions", "articles", "quotes", "whys"])
def test_a_derived_part_is_made_again_from_articles_and_corrections(library, damage, table):
    before = to_json(library.dataset())
    damage(part_of(library, table))
    with pytest.raises(LibraryDamagedError) as fault:
        Library.open(library.path).dataset()
    assert fault.value.library == library.path
    done = mend(library.path)
    assert (done.derived, done.lost, done.aside, done.copy, done.new) == (True, (), (), False, False)
    assert is_as_before(library, before)
    assert [event.title for event in library.dataset().events if event.corrected] == ["Le budget de Brévaux"]
    assert library.dataset().whys
    assert Library.open(library.path).corrections_current
    assert mend(library.path) is None


def test_a_damaged_text_is_set_aside_and_comes_back_with_its_folder(library, made, damage):
    before = to_json(library.dataset())
    file = part_of(library, "texts")
    missing = {row["id"] for row in _rows(file)}
    damage(file)
    done = mend(library.path)
    assert done.derived
    assert done.lost == tuple(sorted(a.file for a in _articles(before) if a.id in missing))
    assert 0 < len(done.lost) < len(PLACES)
    assert [name.rpartition("/")[2] for name in done.aside] == (
        [file.name] if os.path.lexists(_aside(library) / file.name) else []
    )
    left = Library.open(library.path).dataset()
    assert {article.file for article in left.articles} == {f"{name}.txt" for name in PLACES} - set(done.lost)
    assert all(account.text for event in left.events for account in event.accounts)
    assert update(Library.open(library.path), [made / "articles"]).read == len(done.lost)
    assert is_as_before(library, before)


def test_a_damaged_entry_is_set_aside_and_comes_back_with_its_folder(library, made, damage):
    before = to_json(library.dataset())
    file = part_of(library, "files")
    damage(file)
    done = mend(library.path)
    assert done.derived
    assert 0 < len(done.lost) <= len(PLACES)
    assert Library.open(library.path).snapshot() is not None
    update(Library.open(library.path), [made / "articles"])
    assert is_as_before(library, before)


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_head_is_replaced_by_its_copy(library, kind):
    before = to_json(library.dataset())
    file = library.path / "library.json"
    content = file.read_bytes()
    if kind == "unreadable":
        return
    DAMAGES[kind](file)
    left = file.read_bytes() if file.exists() else None
    with pytest.raises(LibraryDamagedError):
        Library.open(library.path).dataset()
    done = mend(library.path)
    assert (done.copy, done.derived, done.lost) == (True, False, ())
    assert file.read_bytes() == content
    assert is_as_before(library, before)
    assert [(library.path / name).read_bytes() for name in done.aside] == ([] if left is None else [left])


@pytest.mark.parametrize("damage", [None, b"{", b"[]", b"bonjour", b'{"a": 1}'])
def test_a_head_damaged_in_its_first_bytes_is_known_by_its_copy(library, damage):
    before = to_json(library.dataset())
    file = library.path / "library.json"
    file.write_bytes(b"XX" + file.read_bytes()[2:] if damage is None else damage)
    with pytest.raises(LibraryDamagedError) as raised:
        library.dataset()
    assert not isinstance(raised.value, LibraryForeignError)
    copy = storage.copy_of(file)
    copy.rename(copy.with_suffix(".away"))
    with pytest.raises(LibraryForeignError):
        library.dataset()
    copy.with_suffix(".away").rename(copy)
    assert mend(library.path).copy
    assert is_as_before(library, before)


def test_what_a_newer_program_wrote_is_never_mended(library):
    file = library.path / "library.json"
    newer = file.read_bytes().replace(b"timeline-library/3", b"timeline-library/4")
    file.write_bytes(newer)
    with pytest.raises(LibraryForeignError):
        mend(library.path)
    assert file.read_bytes() == newer


def test_a_damaged_copy_is_written_anew_with_the_next_change(library):
    copy = storage.copy_of(library.path / "library.json")
    copy.write_bytes(b"")
    assert mend(library.path) is None
    library.rename("Budget")
    assert copy.read_bytes() == (library.path / "library.json").read_bytes()


def test_where_nothing_of_the_head_is_left_only_a_build_sets_it_aside(library, made):
    for file in (library.path / "library.json", storage.copy_of(library.path / "library.json")):
        file.write_bytes(b'{"format":"timeline-library/3"')
    with pytest.raises(LibraryDamagedError):
        mend(library.path)
    done = mend(library.path, anew=True)
    assert (done.new, done.aside) == (True, ("library.damaged-1.json",))
    assert list((library.path / "library.damaged-1.parts").iterdir())
    again = Library.create(library.path)
    update(again, [made / "articles"])
    assert [event.title for event in again.dataset().events if event.corrected] == ["Le budget de Brévaux"]


def test_an_older_copy_stands_in_with_the_state_before(library):
    copy = storage.copy_of(library.path / "library.json")
    older = copy.read_bytes()
    library.rename("Budget")
    copy.write_bytes(older)
    (library.path / "library.json").write_bytes(b"")
    assert mend(library.path).copy
    assert Library.open(library.path).name == "articles"


def test_nothing_is_mended_where_nothing_can_be_written(library, monkeypatch):
    part_of(library, "events").write_bytes(b"")

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("store.library.disk.write_whole", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(LibraryError, match="read-only file system"):
        mend(library.path)


def test_the_built_in_example_is_mended_too(home, monkeypatch):
    from store.library import places

    monkeypatch.setattr(storage, "_WHOLE", 300)
    library = Library.create(places.example_library())
    update(library, [places.example_articles()], example=True)
    before = to_json(library.dataset())
    part_of(library, "events").write_bytes(b"")
    assert mend(library.path).derived
    assert is_as_before(library, before)


def test_a_journal_that_cannot_be_read_leaves_what_was_carried_out(library, made, capsys, home):
    from tui import cli

    journal = library.path / "corrections.jsonl"
    DAMAGES["unreadable"](journal)
    assert cli.main(["list", "--library", str(library.path), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "Le budget de Brévaux" in shown.out
    assert "corrections.jsonl: the corrections cannot be read" in shown.err
    assert cli.main(["build", str(made / "articles"), "--library", str(library.path), "--lang", "en"]) == 0
    assert "the corrections cannot be read" in capsys.readouterr().err
    assert cli.main(["corrections", "--undo", "--library", str(library.path), "--lang", "en"]) == 3
    assert journal.is_symlink()


@pytest.mark.parametrize("how", ["empty", "missing"])
def test_a_journal_that_has_gone_is_told(library, capsys, home, how):
    from tui import cli

    content = (library.path / "corrections.jsonl").read_bytes()
    DAMAGES[how](library.path / "corrections.jsonl")
    assert cli.main(["list", "--library", str(library.path), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "Le budget de Brévaux" not in shown.out
    assert "corrections.jsonl is gone" in shown.err
    (library.path / "corrections.jsonl").write_bytes(content)
    cli.main(["list", "--library", str(library.path), "--lang", "en"])
    assert "Le budget de Brévaux" in capsys.readouterr().out


def test_a_line_of_the_journal_that_was_changed_is_no_correction(library, capsys, home):
    from tui import cli

    journal = library.path / "corrections.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"Le budget", b"Le dudget"))
    assert cli.main(["list", "--library", str(library.path), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "dudget" not in shown.out
    assert "corrections.jsonl, line 1: this is no correction" in shown.err


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False), st.sampled_from(["flip", "cut", "empty", "delete"]))
def test_whatever_file_is_damaged_it_opens_and_says_what_happened(made, chance: random.Random, how: str):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        small(patch)
        place = Path(folder) / "library"
        shutil.copytree(made / "library", place)
        before = Library.open(place).dataset()
        files = sorted(file for file in place.rglob("*") if file.is_file() and file.stat().st_size)
        file = chance.choice(files)
        content = file.read_bytes()
        at = chance.randrange(len(content))
        if how == "delete":
            file.unlink()
        else:
            now = {"flip": flipped(content, at, chance.randrange(8)), "cut": content[:at], "empty": b""}[how]
            file.write_bytes(now)
        journal = place / "corrections.jsonl"
        empty = not journal.exists() or not journal.read_bytes()
        assert _lacks_corrections(place) in (empty, None)
        told = _opened(place)
        after = Library.open(place)
        dataset = after.dataset()
        damaged = after.corrections().damaged
        if to_json(dataset) != to_json(before):
            # Something is lost: of the articles, which are named, or of the corrections, whose lines are.
            assert (told and told.lost) or damaged or empty, (file, how)
        assert {a.id for a in before.articles} - {a.id for a in dataset.articles} == {
            a.id for a in before.articles if told and a.file in told.lost
        }
        assert [event.title for event in Snapshot.open(place).events] == [e.title for e in after.snapshot().events]


def _opened(place: Path):
    """What mending said, where opening finds damage, as commands open a library."""
    try:
        library = Library.open(place)
        library.bring_corrections_in()
        library.check()
        library.dataset(), library.snapshot()
    except LibraryDamagedError as error:
        said = str(error)
        done = mend(place)
    else:
        return None
    assert said
    assert done is not None
    Library.open(place).dataset(), Library.open(place).snapshot()
    return done


def _lacks_corrections(place: Path) -> bool | None:
    try:
        return Library.open(place).lacks_corrections
    except LibraryError:
        return None


def _rows(file: Path) -> list[dict]:
    import json

    return json.loads(file.read_bytes())


def _articles(dataset: str):
    from store.export.dataset import from_json

    return from_json(dataset).articles


def _aside(library: Library) -> Path:
    return library.path / storage.DAMAGED


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_part_that_may_not_be_read_is_made_again(library):
    before = to_json(library.dataset())
    part_of(library, "events").chmod(0)
    assert mend(library.path).derived
    assert is_as_before(library, before)
