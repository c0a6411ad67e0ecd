"""Readers of a library that others write to meanwhile: each sees its last whole state, whatever is built."""

from __future__ import annotations

import asyncio
import gc
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from test_snapshot import many, stored

from store.export.dataset import to_json
from store.filters import Index, Query
from store.library import parts, readers
from store.library.errors import LibraryDamagedError
from store.library.head import load
from store.library.library import Library
from store.library.snapshot import Snapshot
from tui.app import ExplorerApp

READER = """
import sys
from pathlib import Path
from store.library.snapshot import Snapshot
seen = Snapshot.open(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
print(len(seen.dataset.events), len([event.title for event in seen.events]), len(seen.lookup.articles), flush=True)
sys.stdin.readline()
"""


def files(library: Library) -> set[str]:
    return {file.name for file in (library.path / parts.FOLDER).iterdir()}


def settled(library: Library) -> None:
    """After two changes nothing is left but what the head names."""
    gc.collect()
    for _ in range(2):
        stored(library.path, many(10))
    tables = load(library.path / "library.json").stored.values()
    assert files(library) == {f"{part.digest}.json" for table in tables for part in table.parts}


def test_another_process_goes_on_reading_what_it_opened_however_often_the_library_is_built(tmp_path):
    dataset = many(1500)
    library = stored(tmp_path / "library", dataset)
    first = files(library)
    command = [sys.executable, "-c", READER, library.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline() == "ready\n"
        for size in (900, 20, 30, 40):
            stored(library.path, replace(dataset, events=dataset.events[-size:]))
        assert first <= files(library)
        reader.stdin.write("go on\n")
        reader.stdin.flush()
        assert reader.stdout.readline().split()[:2] == ["1500", "1500"]
        # However it ends: what only it read goes with the next change.
        reader.kill()
        reader.wait()
    settled(library)
    assert not list((library.path / readers.FOLDER).iterdir())


def test_a_state_that_nobody_reads_is_not_kept(tmp_path):
    library = stored(tmp_path / "library", many(900))
    first = files(library)
    seen, again = library.snapshot(), library.snapshot()
    stored(library.path, many(20))
    stored(library.path, many(30))
    del seen
    stored(library.path, many(40))
    assert first <= files(library), "the other one reads on"
    del again
    settled(library)


def test_what_is_read_as_a_whole_is_of_one_state(tmp_path, monkeypatch):
    dataset = many(600)
    library = stored(tmp_path / "library", dataset)
    before = to_json(library.dataset())
    real, written = parts.Parts._lines, []

    def lines(self, digest):
        # While the first part is read, others write again and again.
        if not written:
            written.append(1)
            for size in (5, 6, 7):
                stored(library.path, replace(dataset, events=dataset.events[:size]))
        return real(self, digest)

    monkeypatch.setattr(parts.Parts, "_lines", lines)
    assert to_json(Library.open(library.path).dataset()) == before
    assert len(Library.open(library.path).dataset().events) == 7


def test_where_nothing_can_be_written_a_reader_does_without(tmp_path, monkeypatch):
    library = stored(tmp_path / "library", many(20))

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    head, held = readers.read(library.path / "library.json")
    assert head.stored
    assert held is None
    assert len(Snapshot.open(library.path).events) == 20


def test_without_links_the_head_is_copied(tmp_path, monkeypatch):
    dataset = many(900)
    library = stored(tmp_path / "library", dataset)

    def refuse(*_, **__):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    seen = library.snapshot()
    for size in (5, 6, 7):
        stored(library.path, many(size))
    assert len(list(seen.events)) == 900


def gone(library: Library) -> None:
    for file in (library.path / parts.FOLDER).iterdir():
        file.unlink()


def test_a_missing_part_is_told_at_the_opening(tmp_path):
    library = stored(tmp_path / "library", many(900))
    max((library.path / parts.FOLDER).iterdir(), key=lambda file: file.stat().st_size).unlink()
    with pytest.raises(LibraryDamagedError) as error:
        Snapshot.open(library.path)
    assert error.value.library == library.path


def test_without_anybody_to_tell_what_cannot_be_read_is_raised(tmp_path):
    library = stored(tmp_path / "library", many(900))
    seen = library.snapshot()
    gone(library)
    with pytest.raises(LibraryDamagedError):
        list(seen.events)


def test_where_somebody_is_told_blanks_stand_for_what_cannot_be_read(tmp_path):
    library = stored(tmp_path / "library", many(900))
    seen = library.snapshot()
    told = []
    seen.on_fault = told.append
    gone(library)
    (library.path / "index" / "words.bin").unlink(missing_ok=True)
    assert {event.title for event in seen.events} == {"…"}
    assert seen.row(5).title == "…"
    assert seen.lookup.articles["nobody"].text == ""
    assert seen.lookup.entities.get("p7") is None
    assert seen.lookup.mentions("nobody") == []
    index = Index(seen)
    assert list(index.run(Query(text="happened"))) == []
    assert len(told) == 1
    assert not (library.path / "index" / "words.bin").exists(), "blanks are not kept"


def scrolled(library: Library, between) -> ExplorerApp:
    """An explorer that goes through a library to whose files something is done once they are on the screen."""
    seen = library.snapshot()
    app = ExplorerApp(seen, name="Brévaux", place=library.path, lang="en")

    async def run():
        async with app.run_test(size=(100, 20)) as pilot:
            await pilot.pause()
            between()
            seen._parts.forget()
            seen._row.cache_clear()
            await pilot.press("end", "home", "pagedown", "enter")
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()

    asyncio.run(run())
    assert seen.fault is not None
    assert app.view.index.columns is not seen
    assert app.view.index.columns.fault is None
    return app


def test_an_explorer_reads_the_library_again_where_others_have_changed_it(tmp_path, monkeypatch):
    # As where a reader cannot say that it reads.
    monkeypatch.setattr(readers, "in_use", lambda library: set())
    library = stored(tmp_path / "library", many(900))

    def between():
        for size in (700, 800):
            stored(library.path, many(size))

    assert len(scrolled(library, between).view.index.events) == 800


def test_an_explorer_mends_a_library_that_is_damaged_while_it_runs(tmp_path, articles, monkeypatch):
    from store.library.build import update

    monkeypatch.setattr("store.library.storage._WHOLE", 300)
    monkeypatch.setattr("store.library.parts.LEAST", 600)
    for day, name in enumerate(("Brévaux", "Lorne", "Carvin", "Ostal", "Mérande", "Valdour", "Pontel"), 3):
        text = f"Le maire de {name} a quitté {name} le {day} mars 2025 avec {day} amis.\n"
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    library = Library.create(tmp_path / "library")
    update(library, [articles])
    before = [event.title for event in library.dataset().events]
    assert len(before) > 5

    def between():
        for part in library.head().stored["events"].parts:
            library.parts.path_of(part.digest).write_bytes(b"[]")

    app = scrolled(library, between)
    assert [event.title for event in app.view.index.events] == before


def test_an_explorer_says_what_is_wrong_where_nothing_is_left(tmp_path):
    from tui.screens.empty import EmptyScreen

    library = stored(tmp_path / "library", many(300))
    seen = library.snapshot()
    app = ExplorerApp(seen, name="Brévaux", place=library.path, lang="en")

    async def run():
        async with app.run_test(size=(100, 20)) as pilot:
            await pilot.pause()
            shutil.rmtree(library.path)
            seen._parts.forget()
            seen._row.cache_clear()
            await pilot.press("end", "home")
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert isinstance(app.screen, EmptyScreen)

    asyncio.run(run())
