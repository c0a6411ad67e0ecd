"""Corrections of a few events in a library: alone they come to what the whole journal comes to."""

from __future__ import annotations

from shutil import copytree

import pytest
from corrections_support import SIMPLE, VALUES
from hypothesis import given, settings
from hypothesis import strategies as st
from test_addition import columns_fit, write

from store.corrections import make
from store.corrections.history import history
from store.library import correcting
from store.library.build import update
from store.library.library import Library
from store.library.snapshot import Snapshot


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    place = tmp_path_factory.mktemp("built")
    update(Library.create(place / "library"), [write(place / "articles", *range(8))])
    return place / "library"


def copies(built, place):
    """Two libraries alike."""
    for name in ("quick", "whole"):
        copytree(built, place / name)
    return Library.open(place / "quick"), Library.open(place / "whole")


def both(quick, whole, corrections, taken):
    """Correct both, the one as a few events can be corrected, the other by carrying out the whole journal."""
    real = correcting.quick
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(correcting, "quick", lambda *given: taken.append(found := real(*given)) or found)
        quick.correct(corrections)
    (whole.path / "corrections.jsonl").write_bytes((quick.path / "corrections.jsonl").read_bytes())
    whole.replay()


def are_alike(quick, whole):
    quick, whole = Library.open(quick.path), Library.open(whole.path)
    one, other = quick.dataset(), whole.dataset()
    assert one == other
    assert quick.found() == whole.found()
    assert quick.whys() == whole.whys()
    assert quick.not_applicable() == whole.not_applicable()
    assert quick.carried() == whole.carried()
    for table in ("machine", "unapplied"):
        assert quick._db().table(table).all() == whole._db().table(table).all()
    assert quick.corrections_current
    columns_fit(quick)


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(SIMPLE), st.integers(0, 8), st.integers(0, 3)),
        st.tuples(st.sampled_from(("undo", "redo", "hide", "show", "merge", "split")), st.integers(0, 8), st.just(0)),
    ),
    min_size=1,
    max_size=9,
)


def correction(library, found, kind, number, value):
    """A correction of one of the events that the program found; None where nothing can be undone or redone."""
    journal = history(library.corrections().corrections)
    if kind in ("undo", "redo"):
        of = getattr(journal, kind)
        return getattr(make, kind)(of) if of else None
    articles = {article.id: article for article in found.articles}
    event = found.events[number % len(found.events)]
    if kind == "merge":
        return make.merge([event, found.events[(number + 1) % len(found.events)]], articles)
    if kind == "split":
        return make.on_accounts("split", event.accounts[:1], articles)
    values = VALUES.get(kind, (None,))
    return make.of(kind, event, articles, values[value % len(values)])


@settings(max_examples=10, deadline=None)
@given(steps)
def test_a_few_events_are_corrected_as_all_of_them_are(built, tmp_path_factory, given_steps):
    quick, whole = copies(built, tmp_path_factory.mktemp("both"))
    found = quick.found()
    taken = []
    for kind, number, value in given_steps:
        made = correction(quick, found, kind, number, value)
        if made is not None:
            both(quick, whole, [made], taken)
            are_alike(quick, whole)


def test_what_sets_something_of_an_event_reads_nothing_else(built, tmp_path, monkeypatch):
    library, _ = copies(built, tmp_path)
    found = library.found()
    monkeypatch.setattr(Library, "_needed", lambda *_: pytest.fail("all was read"))
    for number in range(4):
        for kind in ("star", "note", "date", "tag", "title", "unstar"):
            library.correct([correction(library, found, kind, number, 0)])
    for _ in range(12):
        library.correct([correction(library, found, "undo", 0, 0)])
    snapshot = Snapshot.open(library.path, make=False)
    assert snapshot is not None
    assert sum(event.by_hand is not None for event in snapshot.events) == 2
    columns_fit(library)


def test_what_joins_or_parts_events_takes_all_of_them(built, tmp_path):
    quick, whole = copies(built, tmp_path)
    found, taken = quick.found(), []
    both(quick, whole, [correction(quick, found, "merge", 1, 0)], taken)
    both(quick, whole, [correction(quick, found, "star", 1, 0)], taken)
    assert taken == [None, None]
    both(quick, whole, [correction(quick, found, "star", 5, 0)], taken)
    assert taken[-1] is not None
    are_alike(quick, whole)


def test_a_journal_that_came_from_elsewhere_takes_all(built, tmp_path):
    quick, whole = copies(built, tmp_path)
    found = quick.found()
    other = Library.open(whole.path)
    other.correct([correction(other, found, "star", 2, 0)])
    (quick.path / "corrections.jsonl").write_bytes((other.path / "corrections.jsonl").read_bytes())
    taken = []
    both(quick, whole, [correction(quick, found, "star", 3, 0)], taken)
    assert taken == []
    are_alike(quick, whole)
