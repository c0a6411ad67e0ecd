"""Tables as runs of rows of files: what a change reads and writes, and that the rows are those of a plain list."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_storage import FailingOs, PowerCutError
from tinydb import TinyDB

from store.library import disk, parts, storage, upkeep
from store.library.errors import LibraryDamagedError
from store.library.head import FORMAT, Head, Part, Stored, load
from store.library.kept import Kept
from store.library.ropes import New, Rope
from store.library.rows import Table
from store.library.storage import AtomicStorage, Edit


def row(n: int, size: int = 40) -> bytes:
    return json.dumps({"id": n, "text": "x" * size}, separators=(",", ":")).encode()


def library(folder: Path) -> AtomicStorage:
    return AtomicStorage(folder / "library.json")


def put(folder: Path, rows: list[bytes], table: str = "events") -> None:
    with (there := library(folder)).transaction():
        there.put_lines(table, rows)


def read(folder: Path, table: str = "events") -> list[bytes]:
    """The rows as a new process finds them, in each of the ways to read them."""
    there = library(folder)
    lines = there.lines(table)
    found = [json.loads(line) for line in lines] if lines is not None else None
    by_tinydb = TinyDB(folder / "library.json", storage=AtomicStorage).table(table).all()
    one_by_one = Table(there.head(), there.parts, table)
    assert found in (None, by_tinydb)
    assert [one_by_one.plain(n) for n in range(len(one_by_one))] == by_tinydb
    assert there.rows(table) == len(by_tinydb)
    return [json.dumps(dict(each), separators=(",", ":")).encode() for each in by_tinydb]


def files(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in (folder / parts.FOLDER).iterdir()}


def runs(folder: Path, table: str = "events") -> tuple[Part, ...]:
    return load(folder / "library.json").stored[table].parts


@pytest.fixture
def tiny(monkeypatch):
    make_tiny(monkeypatch)


def make_tiny(patch: pytest.MonkeyPatch) -> None:
    """Files of a few rows, few runs."""
    patch.setattr(storage, "_WHOLE", 100)
    patch.setattr(parts, "LEAST", 300)
    patch.setattr(parts, "_ONE_IN", 200)
    for name, value in {"LEAST": 300, "_SMALL": 100, "_FEW": 3, "_RUNS_PER_FILE": 2, "_MORE_RUNS": 4}.items():
        patch.setattr(upkeep, name, value)
    patch.setattr(upkeep, "_SHORT", 60)
    patch.setattr(upkeep, "_AT_ONCE", 700)


# -- splices ---------------------------------------------------------------------------------------------------------


def test_a_splice_reads_no_row_that_stays_and_writes_only_what_is_new(tmp_path, monkeypatch):
    rows = [row(n, 800) for n in range(3000)]
    put(tmp_path, rows)
    before = files(tmp_path)
    opened = []
    real = parts.Parts._lines
    monkeypatch.setattr(parts.Parts, "_lines", lambda self, digest: opened.append(digest) or real(self, digest))
    with (there := library(tmp_path)).transaction():
        there.splice("events", [Edit(1500, 1, [b'{"id":-1}', b'{"id":-2}'])])
        there.splice("events", [Edit(0, 0, [b'{"id":-3}']), Edit(3001, 0, [b'{"id":-4}'])])
    assert len(opened) <= 2, "the file of the row that went, and the first to see that the table is big"
    new = {name: size for name, size in files(tmp_path).items() if name not in before}
    assert len(new) == 1
    assert sum(new.values()) < 100
    want = [b'{"id":-3}', *rows[:1500], b'{"id":-1}', b'{"id":-2}', *rows[1501:], b'{"id":-4}']
    assert read(tmp_path) == want


def test_inside_a_transaction_the_spliced_rows_are_read_in_every_way(tmp_path):
    rows = [row(n, 800) for n in range(100)]
    put(tmp_path, rows)
    with (there := library(tmp_path)).transaction():
        there.splice("events", [Edit(3, 2, [row(-1)]), Edit(100, 0, [row(-2)])])
        want = [*rows[:3], row(-1), *rows[5:], row(-2)]
        assert list(there.lines("events")) == want
        assert [there.line("events", n) for n in (2, 3, 4, 99)] == [want[n] for n in (2, 3, 4, 99)]
        assert there.rows("events") == 100
        found = TinyDB(storage=lambda: there).table("events")
        assert found.get(doc_id=4)["id"] == -1
        found.insert({"id": -3})
        want.append(b'{"id":-3}')
    assert read(tmp_path) == want
    with pytest.raises(IndexError):
        there.line("events", 101)


@pytest.mark.parametrize(
    "edits", [[Edit(5, 1, []), Edit(5, 1, [])], [Edit(10, 1, [])], [Edit(11, 0, [])], [Edit(-1, 1, [])]]
)
def test_edits_that_touch_or_go_beyond_the_end_are_refused(tmp_path, edits):
    put(tmp_path, [row(n, 900) for n in range(10)])
    with pytest.raises(ValueError, match="rows"):
        library(tmp_path).splice("events", edits)
    assert len(read(tmp_path)) == 10


def test_a_table_of_the_head_is_spliced_and_grows_out_of_it(tmp_path):
    put(tmp_path, [row(1), row(2)])
    library(tmp_path).splice("events", [Edit(1, 1, [row(3)])])
    assert load(tmp_path / "library.json").whole["events"].keys() == {"1", "2"}
    assert read(tmp_path) == [row(1), row(3)]
    library(tmp_path).splice("events", [Edit(2, 0, [row(4, 5000)])])
    assert read(tmp_path) == [row(1), row(3), row(4, 5000)]
    assert runs(tmp_path)
    library(tmp_path).splice("events", [Edit(0, 3, [row(5)])])
    assert load(tmp_path / "library.json").whole["events"]["1"]["id"] == 5
    library(tmp_path).splice("entities", [Edit(0, 0, [row(6)])])
    assert read(tmp_path, "entities") == [row(6)]


def test_numbers_of_rows_become_plain(tmp_path):
    db = TinyDB(tmp_path / "library.json", storage=AtomicStorage)
    db.table("events").insert_multiple({"id": n, "text": "x" * 900} for n in range(10))
    db.table("events").remove(doc_ids=[4])
    assert load(tmp_path / "library.json").stored["events"].numbers == (1, 2, 3, 5, 6, 7, 8, 9, 10)
    library(tmp_path).splice("events", [Edit(3, 1, [])])
    assert load(tmp_path / "library.json").stored["events"].numbers is None
    assert [each.doc_id for each in TinyDB(tmp_path / "library.json", storage=AtomicStorage).table("events")] == [
        *range(1, 9)
    ]


# -- whole tables ----------------------------------------------------------------------------------------------------


def test_a_table_that_is_put_as_a_whole_keeps_the_rows_that_lie_in_files(tmp_path):
    rows = [row(n, 800) for n in range(1000)]
    put(tmp_path, rows)
    before = files(tmp_path)
    # Changed, gone, come and moved.
    rows = [*rows[700:], *rows[:10], row(-1, 800), *rows[11:300], *rows[302:500], row(-2), *rows[500:700]]
    put(tmp_path, rows)
    assert read(tmp_path) == rows
    assert sum(size for name, size in files(tmp_path).items() if name not in before) < 2000


def test_rows_that_are_as_they_were_leave_everything_as_it_was(tmp_path):
    put(tmp_path, [row(n, 800) for n in range(500)])
    library(tmp_path).splice("events", [Edit(20, 1, [row(-1)])])
    before = runs(tmp_path)
    put(tmp_path, read(tmp_path))
    assert runs(tmp_path) == before


def test_rows_that_only_look_alike_are_told_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(upkeep, "hash", len, raising=False)
    put(tmp_path, [row(n, 800) for n in range(100, 200)])
    others = [row(n, 800) for n in range(300, 360)]
    put(tmp_path, others)
    assert read(tmp_path) == others


def test_what_cannot_be_read_is_not_kept(tmp_path):
    rows = [row(n, 800) for n in range(500)]
    put(tmp_path, rows)
    torn = library(tmp_path).parts.path_of(runs(tmp_path)[1].digest)
    torn.write_bytes(torn.read_bytes()[:-9])
    put(tmp_path, [row(-1), *rows])
    assert torn.stem not in {run.digest for run in runs(tmp_path)}
    assert read(tmp_path) == [row(-1), *rows]


# -- room and runs ---------------------------------------------------------------------------------------------------


def test_a_file_of_which_less_than_half_is_used_goes(tmp_path):
    put(tmp_path, [row(n, 900) for n in range(40)])
    (first,) = runs(tmp_path)
    library(tmp_path).splice("events", [Edit(0, 15, [])])
    assert {run.digest for run in runs(tmp_path)} == {first.digest}
    library(tmp_path).splice("events", [Edit(0, 15, [])])
    assert first.digest not in {run.digest for run in runs(tmp_path)}
    assert read(tmp_path) == [row(n, 900) for n in range(30, 40)]
    put(tmp_path, [], "other")
    assert f"{first.digest}.json" not in files(tmp_path)


def test_small_files_are_put_together(tmp_path):
    rows = [row(n, 900) for n in range(400)]
    put(tmp_path, rows)
    big = len(runs(tmp_path))
    for n in range(60):
        rows[n * 5] = row(-n, 500)
        library(tmp_path).splice("events", [Edit(n * 5, 1, [rows[n * 5]])])
        assert len({run.digest for run in runs(tmp_path)}) <= big + 18
    assert read(tmp_path) == rows


def test_runs_do_not_become_many_nor_is_much_written_for_it(tmp_path):
    rows = [row(n, 900) for n in range(2000)]
    put(tmp_path, rows)
    most = 0
    for turn in range(25):
        known = files(tmp_path)
        at = [(n * 79 + turn * 13) % 2000 for n in range(25)]
        edits = [Edit(n, 1, [row(-turn * 100 - n, 900)]) for n in sorted(set(at))]
        for edit in edits:
            rows[edit.row] = edit.lines[0]
        library(tmp_path).splice("events", edits)
        new = {name: size for name, size in files(tmp_path).items() if name not in known}
        most = max(most, sum(new.values()))
        held = runs(tmp_path)
        assert len(held) <= 3 * len({run.digest for run in held}) + 80
    assert read(tmp_path) == rows
    assert most < 1_000_000 < sum(map(len, rows))


class Model:
    """A table of a library, and the list of rows that it should be."""

    def __init__(self, folder: Path, draw) -> None:
        self.folder, self.draw, self.number = folder, draw, 0
        self.rows: list[bytes] = []
        self.storage = library(folder)

    def new(self, most: int) -> list[bytes]:
        made = []
        for _ in range(self.draw(st.integers(0, most))):
            self.number += 1
            made.append(row(self.number if self.draw(st.booleans()) else 0, self.draw(st.integers(0, 60))))
        return made

    def splice(self) -> None:
        edits, at = [], 0
        for _ in range(self.draw(st.integers(1, 4))):
            start = self.draw(st.integers(at, len(self.rows)))
            gone = self.draw(st.integers(0, min(6, len(self.rows) - start)))
            edits.append(Edit(start, gone, self.new(4)))
            at = start + gone
        for start, gone, lines in reversed(edits):
            self.rows[start : start + gone] = lines
        self.storage.splice("events", edits)

    def put(self) -> None:
        start, end = sorted(self.draw(st.tuples(*[st.integers(0, len(self.rows))] * 2)))
        self.rows = [*self.rows[end:], *self.new(15), *self.rows[start:end], *self.rows[: start // 2]]
        self.storage.put_lines("events", self.rows)

    def fail(self) -> None:
        """A change that is given up leaves nothing behind."""
        rows = list(self.rows)
        with suppress(ZeroDivisionError), self.storage.transaction():
            self.splice()
            raise ZeroDivisionError
        self.rows = rows

    def twice(self) -> None:
        with self.storage.transaction():
            self.splice()
            self.draw(st.sampled_from([self.splice, self.put]))()
            lines = self.storage.lines("events")
            assert list(lines) == self.rows

    def reopen(self) -> None:
        self.storage = library(self.folder)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_whatever_is_done_the_rows_are_those_of_a_plain_list(data):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        make_tiny(patch)
        model = Model(Path(folder), data.draw)
        model.rows = [row(n) for n in range(40)]
        model.storage.put_lines("events", model.rows)
        for _ in range(data.draw(st.integers(1, 10))):
            data.draw(st.sampled_from([model.splice, model.splice, model.put, model.fail, model.twice, model.reopen]))()
            assert read(model.folder) == model.rows
            head = load(model.folder / "library.json")
            if "events" not in head.stored:
                continue
            held = head.stored["events"].parts
            known = library(model.folder).parts
            for digest in {run.digest for run in held}:
                named = [range(run.first, run.first + run.rows) for run in held if run.digest == digest]
                lines = known.lines(digest)
                used = sum(len(lines[n]) for each in named for n in each)
                assert 2 * used >= sum(map(len, lines)), "no file is mostly waste"
                assert max(each.stop for each in named) <= len(lines)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_after_any_power_cut_there_are_the_rows_of_before_or_after(data):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        make_tiny(patch)
        model = Model(Path(folder), data.draw)
        model.rows = [row(n) for n in range(30)]
        model.storage.put_lines("events", model.rows)
        for _ in range(data.draw(st.integers(1, 6))):
            before = list(model.rows)
            disk.os = FailingOs(data.draw(st.integers(0, 40)))
            try:
                data.draw(st.sampled_from([model.splice, model.put, model.twice]))()
            except PowerCutError:
                model.reopen()
            finally:
                disk.os = os
            found = read(model.folder)
            assert found in (before, model.rows)
            model.rows = found


# -- the head --------------------------------------------------------------------------------------------------------


def test_a_head_says_runs_shortly_and_a_damaged_one_is_found(tmp_path):
    a, b = "a" * 32, "b" * 32
    held = (Part(a, 5), Part(b, 2, 3), Part(a, 4, 6), Part(b, 1), Part(a, 1, 5))
    head = Head(stored={"events": Stored(held)})
    encoded = head.encoded()
    assert encoded.count(a.encode()) == encoded.count(b.encode()) == 1
    (tmp_path / "library.json").write_bytes(encoded)
    assert load(tmp_path / "library.json").stored["events"] == Stored(held)


def test_a_library_of_the_second_format_is_read_as_it_is(tmp_path):
    rows = [row(n, 900) for n in range(200)]
    put(tmp_path, rows)
    assert all(not run.first for run in runs(tmp_path))
    file = tmp_path / "library.json"
    print_before = load(file).fingerprint("events")
    file.write_bytes(file.read_bytes().replace(f"{FORMAT}/3".encode(), f"{FORMAT}/2".encode(), 1))
    assert load(file).version == 2
    assert load(file).fingerprint("events") == print_before
    assert read(tmp_path) == rows
    library(tmp_path).splice("events", [Edit(0, 1, [])])
    assert load(file).version == 3
    assert read(tmp_path) == rows[1:]


def test_a_run_of_rows_that_a_file_has_not_is_damage(tmp_path):
    put(tmp_path, [row(n, 900) for n in range(20)])
    there = library(tmp_path)
    (run,) = runs(tmp_path)
    with pytest.raises(LibraryDamagedError):
        there.parts.rows(Part(run.digest, 5, 18))
    with pytest.raises(LibraryDamagedError):
        Rope([Part(run.digest, 25)]).line(22, there.parts)


def test_neighbours_are_one():
    pieces = [
        Part("a", 2),
        New([]),
        Part("a", 1, 2),
        New([b"1"]),
        New([b"2"]),
        Part("a", 0),
        Part("b", 1),
        Part("a", 1, 3),
    ]
    assert Rope(pieces).pieces == [Part("a", 3), New([b"1", b"2"]), Part("b", 1), Part("a", 1, 3)]


# -- what is kept beside the library ---------------------------------------------------------------------------------


def kept(folder: Path) -> Kept:
    return Kept(folder, "extracted", "program")


def test_one_more_article_writes_one_more_row(tmp_path):
    first = kept(tmp_path)
    for n in range(300):
        first.put(f"k{n}", row(n, 900))
        first.get(f"k{n}")
    first.save()
    folder = tmp_path / "index" / "extracted"
    before = {file.name for file in folder.iterdir()}
    again = kept(tmp_path)
    again.put("new", row(-1, 900))
    again.save(whole=False)
    assert sum(file.stat().st_size for file in folder.iterdir() if file.name not in before) < 1000
    # What is in use no more goes, and what holds nothing else with it.
    last = kept(tmp_path)
    assert last.get("new") == row(-1, 900)
    assert [last.get(f"k{n}") for n in range(0, 300, 7)] == [row(n, 900) for n in range(0, 300, 7)]
    last.put("k7", row(-7))
    assert last.get("k7") == row(-7)
    last.save()
    left = kept(tmp_path)
    assert sum(f"k{n}" in left for n in range(300)) == 43
    assert left.get("k7") == row(-7)
    assert sum(left.of(f"k{n}") is not None for n in range(300)) == 43
    assert left.get("k294") == row(294, 900)
    assert left.get("new") == row(-1, 900)
    assert sum(file.stat().st_size for file in folder.iterdir()) < 2 * 45 * 950


def test_what_is_kept_and_cannot_be_read_is_had_again(tmp_path):
    first = kept(tmp_path)
    for n in range(200):
        first.put(f"k{n}", row(n, 900))
        first.get(f"k{n}")
    first.save()
    (file,) = (tmp_path / "index" / "extracted").iterdir()
    good = file.read_bytes()
    file.write_bytes(bytes([good[0] ^ 1]) + good[1:-1])
    again = kept(tmp_path)
    found = [again.get(f"k{n}") for n in range(200)]
    assert found == [None, *(row(n, 900) for n in range(1, 199)), None]
    for n in (0, 199):
        again.put(f"k{n}", row(n, 900))
    again.save()
    assert [kept(tmp_path).get(f"k{n}") for n in range(200)] == [row(n, 900) for n in range(200)]
    for file in (tmp_path / "index" / "extracted").iterdir():
        file.unlink()
    lost = kept(tmp_path)
    assert [lost.get(f"k{n}") for n in range(200)] == [None] * 200


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"program": "program"}\n', None])
def test_a_list_that_is_damaged_lists_nothing(tmp_path, damage):
    first = kept(tmp_path)
    first.put("k", b"{}")
    first.get("k")
    first.save()
    listed = tmp_path / "index" / "extracted.bin"
    head, _, body = listed.read_bytes().partition(b"\n")
    listed.write_bytes(head + b"\n" + bytes([body[0] ^ 1]) + body[1:] if damage is None else damage)
    again = kept(tmp_path)
    assert "k" not in again
    assert again.get("k") is None


@pytest.mark.parametrize("big", [1_000, 700_000])
def test_many_additions_leave_few_files_and_all_rows(tmp_path, big):
    for n in range(60):
        each = kept(tmp_path)
        each.put(f"a{n}:k", row(n, big))
        each.save(whole=False)
    folder = tmp_path / "index" / "extracted"
    files = list(folder.iterdir())
    assert len(files) <= 60 * big // 500_000 + 16
    assert sum(file.stat().st_size for file in files) <= 60 * (big + 50)
    last = kept(tmp_path)
    assert [last.get(last.of(f"a{n}")) for n in range(60)] == [row(n, big) for n in range(60)]
    # What was read ahead is asked for where it lies.
    last.read_ahead([f"a{n}" for n in range(0, 60, 9)])
