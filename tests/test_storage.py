"""The atomic storage: whatever happens while it writes, the library opens with its last whole state."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB

from store.library import disk, storage
from store.library.errors import LibraryBusyError, LibraryDamagedError, LibraryError
from store.library.library import Library
from store.library.storage import AtomicStorage, load

ROWS = st.lists(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20), max_size=3), max_size=4)
TABLES = ("articles", "events", "corrections")


class PowerCutError(BaseException):
    """The machine stopped: nothing after this is done, not even tidying up."""


class FailingOs:
    """The module os, until the step at which it stops for good; a write then leaves half of its bytes."""

    CHANGING = frozenset({"open", "write", "fchmod", "fsync", "close", "replace", "unlink"})

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def __getattr__(self, name):
        real = getattr(os, name)
        if name not in self.CHANGING:
            return real

        def step(*args, **kwargs):
            self.steps -= 1
            if self.steps >= 0:
                return real(*args, **kwargs)
            if name == "write" and self.steps == -1:
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            if name == "close":
                real(*args)
            raise PowerCutError

        return step


def database(path: Path) -> TinyDB:
    return TinyDB(path, storage=AtomicStorage)


def contents(path: Path) -> dict:
    db = database(path)
    return {name: [dict(row) for row in db.table(name).all()] for name in sorted(db.tables()) if len(db.table(name))}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(TABLES), ROWS, st.none() | st.integers(0, 12)), min_size=1, max_size=6))
def test_after_any_power_cut_it_opens_with_the_last_whole_state(changes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        expected: dict = {}
        for table, rows, cut in changes:
            attempted = {**expected, table: rows}
            if not rows:
                attempted.pop(table)
            disk.os = os if cut is None else FailingOs(cut)
            try:
                put(path, table, rows)
                expected = attempted
            except PowerCutError:
                # A cut after the file was put in its place comes too late to undo it.
                expected = attempted if contents(path) == attempted else expected
            finally:
                disk.os = os
            assert contents(path) == expected


def put(path: Path, table: str, rows: list) -> None:
    db = database(path)
    with db.storage.transaction():
        db.table(table).truncate()
        db.table(table).insert_multiple(rows)


def test_every_single_step_of_a_write_can_be_the_last(tmp_path):
    outcomes = set()
    for cut in range(14):
        path = tmp_path / str(cut) / "library.json"
        put(path, "events", [{"n": "old"}])
        disk.os = FailingOs(cut)
        try:
            put(path, "events", [{"n": "new"}])
        except PowerCutError:
            pass
        finally:
            disk.os = os
        outcomes.add(contents(path)["events"][0]["n"])
        put(path, "events", [{"n": "next"}])
        assert contents(path) == {"events": [{"n": "next"}]}
        assert not list(path.parent.glob("*.new")), "what a killed writer left is taken away by the next"
    assert outcomes == {"old", "new"}


def test_a_killed_process_leaves_a_whole_library(tmp_path):
    path = tmp_path / "library.json"
    program = (
        "import sys; from pathlib import Path; from tinydb import TinyDB\n"
        "from store.library.storage import AtomicStorage\n"
        "db = TinyDB(Path(sys.argv[1]), storage=AtomicStorage)\n"
        "for n in range(10**6):\n"
        "    with db.storage.transaction():\n"
        "        db.table('a').truncate(); db.table('b').truncate()\n"
        "        db.table('a').insert({'n': n, 'text': 'x' * 200_000}); db.table('b').insert({'n': n})\n"
        "    print(n, flush=True)\n"
    )
    acknowledged = -1
    for wait in (0.05, 0.09, 0.13):
        writer = subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE, text=True)
        acknowledged = int(writer.stdout.readline())
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, writer.stdout.read().split("\n")[:-1])])
        writer.wait()
        found = contents(path)
        assert found["a"][0]["n"] == found["b"][0]["n"] >= acknowledged


def test_a_transaction_writes_once_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "library.json"
    writes = []
    monkeypatch.setattr(storage, "write_atomic", lambda *args: writes.append(1) or disk.write_atomic(*args))
    db = database(path)
    with db.storage.transaction():
        for n in range(5):
            db.table("events").insert({"n": n})
    assert writes == [1]
    with pytest.raises(ZeroDivisionError), db.storage.transaction():
        db.table("events").remove(doc_ids=[1 // len(db.table("nothing"))])
    assert writes == [1]
    assert len(db.table("events")) == len(contents(path)["events"]) == 5


def test_the_file_is_parsed_once_until_it_changes(tmp_path, monkeypatch):
    path = tmp_path / "library.json"
    put(path, "events", [{"n": 1}])
    loads = []
    monkeypatch.setattr(storage, "load", lambda p: loads.append(p) or load(p))
    db = database(path)
    for _ in range(3):
        assert db.table("events").all() == [{"n": 1}]
    assert len(loads) == 1
    put(path, "events", [{"n": 2}])
    db.table("events").clear_cache()
    assert db.table("events").all() == [{"n": 2}]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1] + b"]",
        lambda whole: b"{}\n" + whole,
        lambda whole: b"\x00" * len(whole),
        lambda whole: whole.replace(b"timeline-library/3", b"timeline-library/4"),
        lambda whole: whole.replace(b"timeline-library/3", b"other/1"),
        lambda whole: b'{"_default": {}}',
    ],
)
def test_a_damaged_or_newer_file_is_named_and_never_overwritten(tmp_path, damage):
    path = tmp_path / "library.json"
    put(path, "events", [{"text": "mots"}])
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with pytest.raises(LibraryDamagedError, match=r"library\.json"):
        database(path).table("events").all()
    with pytest.raises(LibraryDamagedError):
        put(path, "events", [])
    with pytest.raises(LibraryDamagedError):
        AtomicStorage(path).write({})
    with pytest.raises(LibraryError):
        database(path).drop_tables()
    assert path.read_bytes() == damaged


def test_a_change_between_reading_and_writing_is_not_overwritten(tmp_path):
    path = tmp_path / "library.json"
    put(path, "events", [{"n": 1}])
    slow = AtomicStorage(path)
    tables = slow.read()
    put(path, "events", [{"n": 2}])
    with pytest.raises(LibraryBusyError):
        slow.write(tables)
    assert contents(path) == {"events": [{"n": 2}]}


def test_two_writers_wait_for_each_other(tmp_path, monkeypatch):
    path = tmp_path / "library.json"
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0.1)
    with AtomicStorage(path).transaction(), pytest.raises(LibraryBusyError), AtomicStorage(path).transaction():
        pass


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "library.json"
    put(path, "events", [{"n": 1}])

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_write_all", full)
    with pytest.raises(LibraryError, match="no space left"):
        put(path, "events", [{"n": 2}])
    monkeypatch.undo()
    assert contents(path) == {"events": [{"n": 1}]}
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".new"] == []


def test_a_written_file_keeps_its_permissions_and_its_link(tmp_path):
    path, link = tmp_path / "real.json", tmp_path / "link.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    disk.write_atomic(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_two_processes_at_once_lose_nothing(tmp_path):
    program = (
        "import sys; from pathlib import Path; from store.library.library import Library\n"
        "library = Library.create(Path(sys.argv[1]))\n"
        "from store.corrections.model import Correction, Passage, Selector\n"
        "nowhere = ((Passage('0' * 64, Selector('gone')),),)\n"
        "for n in range(15): library.correct([Correction('note', f'{sys.argv[2]} {n}', nowhere)])\n"
    )
    place = tmp_path / "library"
    writers = [subprocess.Popen([sys.executable, "-c", program, place, name]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    found = [correction.value for correction in Library.open(place).corrections().corrections]
    assert sorted(found) == sorted(f"{name} {n}" for name in "ab" for n in range(15))
