"""Where words stand: what is looked up is what going through all words finds, and damage changes no answer."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from build import many
from hypothesis import given, settings
from hypothesis import strategies as st
from test_snapshot import stored

from store.filters import Index, Query
from store.index import terms as module
from store.index.bitmaps import bitmap_of, positions
from store.index.columns import SEPARATOR
from store.index.file import IndexDamagedError, Sections
from store.index.memory import in_order
from store.index.terms import TERMS, StoredTerms, terms
from store.library import searched
from store.library.head import Part
from store.library.moved import moved
from store.library.storage import Edit
from store.model import Event
from store.words import searchable

LETTERS = "abé œ\xa0\x1c日\n"
WORDS = ["port", "porte", "du port", "97.6", "é", "nœud\npont", "", " ", "日本"]


@pytest.fixture(autouse=True)
def all_are_looked_up(monkeypatch):
    """So few events as in tests would not be worth it."""
    monkeypatch.setattr(searched, "_FEW", 0)


def made(texts: list[str], cuts: int = 1) -> StoredTerms:
    words = [text.encode("utf-8", "surrogatepass") for text in texts]
    starts = range(0, len(words), max(1, cuts))
    stretches = [(start, SEPARATOR.encode().join(words[start : start + max(1, cuts)])) for start in starts]
    return StoredTerms(Sections.of(terms(stretches, SEPARATOR.encode(), len(texts), {}), TERMS))


@given(
    st.lists(
        st.one_of(
            st.text(alphabet=LETTERS, max_size=12),
            st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
            st.text(max_size=6).map(lambda text: text.replace(SEPARATOR, "")),
        ),
        min_size=1,
        max_size=70,
    ),
    st.integers(1, 9),
    st.one_of(
        st.text(alphabet=LETTERS.replace(" ", "").replace("\n", ""), min_size=1, max_size=4), st.text(min_size=1)
    ),
    st.sampled_from([(1, 1), (32, 8), (1000, 1000)]),
    st.sampled_from([1, 5, 16_384]),
)
@settings(deadline=None, max_examples=200)
def test_what_is_looked_up_is_what_is_there(texts, cuts, letters, shares, block):
    wanted = letters.encode("utf-8", "surrogatepass")
    if SEPARATOR in letters or wanted.split() != [wanted]:
        return
    with pytest.MonkeyPatch.context() as patch:
        # Words and letters of every share are kept in every way.
        patch.setattr(module, "_FREQUENT", shares[0])
        patch.setattr(module, "_MANY", shares[1])
        patch.setattr(module, "_BLOCK", block)
        found = made(texts, cuts).holding(wanted)
    assert found == bitmap_of([n for n, text in enumerate(texts) if letters in text], len(texts))


def test_letters_that_are_no_text_are_looked_up_all_the_same():
    found = made(["a\ud800b", "b", "\ud800"])
    assert found.holding("\ud800".encode("utf-8", "surrogatepass")) == 0b101
    assert made([""]).holding(b"a") == 0


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    dataset = many(1500)
    events = tuple(
        replace(event, title=f"{event.title} {WORDS[n % 7]} élan{n % 13}") for n, event in enumerate(dataset.events)
    )
    return stored(tmp_path_factory.mktemp("terms") / "library", replace(dataset, events=events))


SEARCHES = ["p", "po", "port", "e", "happened 7", '"du port"', '"u po"', '"n 7"', "ELAN12", "97,6", "zzz", '" "', "日"]


@pytest.mark.parametrize("text", SEARCHES)
def test_searches_find_the_same_with_and_without_it(library, text):
    plain, quick = library.snapshot(), library.snapshot()
    quick.prepare_words()
    assert plain.holding(b"p") is None
    assert quick.holding(b"p") is not None
    found = [Index(of).run(Query(text=text)) for of in (plain, quick)]
    assert list(found[1]) == list(found[0])


def test_letter_after_letter_finds_what_all_at_once_do(library):
    quick = library.snapshot()
    quick.prepare_words()
    typed = Index(quick)
    for word in ("porte 12", '"du port', "happened"):
        for end in range(1, len(word) + 1):
            query = Query(text=word[:end])
            assert list(typed.run(query)) == list(Index(library.snapshot()).run(query))


@pytest.mark.parametrize("damage", ["gone", "empty", "short", "words", "positions", "other"])
def test_damage_changes_no_answer(tmp_path, damage):
    library = stored(tmp_path / "library", many(600))
    before = library.snapshot()
    before.prepare_words()
    wanted = [list(Index(before).run(Query(text=text))) for text in ("event 7", "hap", "20")]
    file = library.path / "index" / searched.TERMS_FILE
    whole = file.read_bytes()
    head, _, rest = whole.partition(b"\n")
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(
            {
                "empty": b"",
                "short": whole[: len(whole) // 2],
                "words": head + b"\n" + bytes(byte ^ 255 for byte in rest[:50]) + rest[50:],
                "positions": whole[:-2000] + bytes(byte ^ 255 for byte in whole[-2000:]),
                "other": whole.replace(b'"of":"', b'"of":"0', 1).replace(b'"runs"', b'"rnus"', 1),
            }[damage]
        )
    for _ in range(2):
        again = library.snapshot()
        again.prepare_words()
        assert [list(Index(again).run(Query(text=text))) for text in ("event 7", "hap", "20")] == wanted
    assert file.read_bytes() == whole


def test_another_state_of_a_library_has_other_terms(tmp_path):
    library = stored(tmp_path / "library", many(300))
    first = library.snapshot()
    first.prepare_words()
    dataset = many(300)
    other = replace(dataset.events[0], title="Quagga")
    with library.transaction():
        library.store_derived(replace(dataset, events=(other, *dataset.events[1:])), "0")
    second = library.snapshot()
    second.prepare_words()
    assert first.holding(b"quagga") == 0
    assert second.holding(b"quagga").bit_count() == 1


def test_where_few_events_change_what_was_noted_of_the_others_holds(tmp_path):
    library = stored(tmp_path / "library", many(3000))
    library.snapshot().prepare_words()
    file = library.path / "index" / searched.TERMS_FILE
    noted = file.read_bytes()
    events = list(in_order(many(3000).events))
    for step, new in enumerate((1, 20, 90)):
        changed = [replace(event, title=f"Quagga {step} {event.id}") for event in events[900 : 900 + new]]
        with library.transaction():
            lines = [msgspec.json.encode(event) for event in changed]
            library._storage.splice("events", [Edit(30, 7, []), Edit(900, 10, lines), Edit(2000, 0, lines[:1])])
        events = [*events[:30], *events[37:900], *changed, *events[910:2000], changed[0], *events[2000:]]
        snapshot = library.snapshot()
        snapshot.prepare_words()
        for letters in ("quagga", "q", "happened", "even", "299", "nowhere"):
            wanted = [place for place, event in enumerate(events) if letters in searchable_of(event)]
            assert positions(snapshot.holding(letters.encode())) == wanted, letters
        assert len(snapshot.events) == len(events)
        assert (file.read_bytes() == noted) == (step < 2), "more than a fiftieth is new: noted anew"


def searchable_of(event: Event) -> str:
    return searchable("\n".join([event.title, *(account.text for account in event.accounts)]))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 5), st.integers(0, 6)), max_size=6), st.randoms())
def test_rows_that_moved_are_found_by_their_files(runs, random):
    before = [Part(*run) for run in runs]
    after = [
        Part(part.digest, random.randint(1, part.rows), part.first) if random.random() < 0.5 else part
        for part in before
        if random.random() < 0.8
    ]
    after.insert(random.randint(0, len(after)), Part("new", 2))
    old, now = (
        [(part.digest, row) for part in parts for row in range(part.first, part.first + part.rows)]
        for parts in (before, after)
    )
    found = moved(before, after)
    assert (found.before, found.rows) == (len(old), len(now))
    new = [now[row] for row in found.arrived]
    assert found.spliced(old, new) == now
    assert {row for row in now if row not in old} <= set(new)
    if len({part.digest for part in before}) == len(before):
        assert new == [("new", 0), ("new", 1)], "all others are where they were"


def test_few_events_are_gone_through(tmp_path, monkeypatch):
    monkeypatch.setattr(searched, "_FEW", 5_000)
    library = stored(tmp_path / "library", many(20))
    found = library.snapshot()
    found.prepare_words()
    assert found.holding(b"a") is None
    assert not (library.path / "index" / searched.TERMS_FILE).exists()


def test_positions_that_are_none_are_damage():
    parts = terms([(0, b"a\x00b")], SEPARATOR.encode(), 2, {})
    about, *rest = b"".join(parts).split(b"\n", 1)
    with pytest.raises(IndexDamagedError):
        StoredTerms(Sections.of([about.replace(b'"frequent":2', b'"frequent":9'), b"\n", *rest], TERMS))
