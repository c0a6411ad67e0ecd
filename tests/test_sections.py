"""A derived file of sections: any stretch of it can be read alone, and what is not as it was written is found."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.index import file as sections_file
from store.index import writing
from store.index.file import IndexDamagedError, Numbers, Sections, encoded, place_of_hash
from store.index.memory import in_order
from store.index.reading import COLUMNS, StoredColumns
from store.model import Dataset, Event

FORM = "made-up/1"
HASHES = st.lists(st.integers(0, 2**64 - 1), max_size=400).map(sorted)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Blocks are so small that a few numbers fill one."""
    monkeypatch.setattr(sections_file, "_BLOCK", 64)
    monkeypatch.setattr(sections_file, "_FEW_BLOCKS", 0)


def made(contents):
    return Sections.of(encoded(FORM, {}, contents), FORM)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5), st.data())
def test_any_stretch_is_what_was_written_there(contents, data):
    there = made({str(n): content for n, content in enumerate(contents)})
    number = data.draw(st.integers(0, len(contents) - 1))
    start, end = sorted(data.draw(st.tuples(st.integers(0, 320), st.integers(0, 320))))
    assert there.stretch(str(number), start, end) == contents[number][start:end]
    assert there.read(str(number)) == contents[number]


@settings(deadline=None, max_examples=60)
@given(HASHES, st.data())
def test_numbers_that_are_read_one_by_one_are_those_of_the_section(hashes, data):
    there = made({"before": b"abc", "numbers": array("Q", hashes).tobytes()}).some_numbers("numbers", "Q")
    assert isinstance(there, Numbers) or not hashes
    assert list(there) == hashes
    some = data.draw(st.slices(len(hashes)))
    assert list(there[some]) == hashes[some]
    if hashes:
        at = data.draw(st.integers(-len(hashes), len(hashes) - 1))
        assert there[at] == hashes[at]
    with pytest.raises(IndexError):
        there[len(hashes)]


@settings(deadline=None, max_examples=60)
@given(HASHES, st.integers(0, 2**64 - 1), st.booleans())
def test_hashes_are_found_wherever_they_stand(hashes, other, crowded):
    # Numbers that lie all together are found too, though they are no hashes.
    told = sorted(number >> 40 for number in hashes) if crowded else hashes
    there = made({"numbers": array("Q", told).tobytes()}).some_numbers("numbers", "Q")
    for wanted in {*told[::7], other, other >> 40, 0, 2**64 - 1}:
        assert place_of_hash(there, wanted) == bisect_left(told, wanted)
        assert place_of_hash(array("Q", told), wanted) == bisect_left(told, wanted)


def test_damage_is_found_in_the_block_where_it_is_and_nowhere_else():
    content = os.urandom(640)
    head, *parts = encoded(FORM, {}, {"numbers": content})
    body = bytearray(b"".join(parts))
    body[200] ^= 1
    there = Sections(BytesIO(head + body), FORM)
    assert there.stretch("numbers", 0, 192) == content[:192]
    assert there.stretch("numbers", 256, 640) == content[256:]
    for start, end in ((200, 201), (190, 300), (0, 640)):
        with pytest.raises(IndexDamagedError):
            there.stretch("numbers", start, end)
    cut = Sections(BytesIO(head + bytes(body[:300])), FORM)
    with pytest.raises(IndexDamagedError):
        cut.stretch("numbers", 0, 10)
    with pytest.raises(IndexDamagedError):
        there.stretch("others", 0, 10)


def test_numbers_of_another_width_are_damage():
    with pytest.raises(IndexDamagedError):
        made({"numbers": b"12345"}).some_numbers("numbers")


@pytest.mark.parametrize("ids", [["b", "aa", "é"], ["a\0", "b"], [], [""]])
def test_ids_of_events_are_told_unless_they_cannot_be_of_one_width(ids):
    events = [Event(id, None, "", ()) for id in ids]
    columns = StoredColumns(Sections.of(writing.columns(Dataset(events=events)), COLUMNS))
    there = [event.id for event in in_order(events)]
    told = [None] * len(ids) if any("\0" in id or not id for id in ids) else there
    assert [columns.event_id(n) for n in range(len(ids))] == columns.event_ids == told
