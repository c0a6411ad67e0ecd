"""The derived files: what is read from them is what the dataset says, and whatever befalls them they are made anew."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from build import many, story
from conftest import write
from hypothesis import given, settings
from hypothesis import strategies as st

from store.filters import KINDS, MARKS, Facet, Index, Query
from store.index import writing
from store.index.bitmaps import bitmap_of, bitmap_of_flags, flags_of, positions
from store.index.memory import in_order
from store.library import parts
from store.library.build import update
from store.library.errors import LibraryDamagedError
from store.library.head import load
from store.library.library import Library, Root, Stored
from store.library.snapshot import Snapshot
from store.library.storage import Edit
from store.lookup import Lookup
from store.model import Dataset


def stored(place: Path, dataset: Dataset) -> Library:
    library = Library.create(place)
    with library.transaction():
        library.store_articles(
            [Root("r", "folder", "/articles/brévaux")],
            [Stored("r", article.id, article) for article in dataset.articles],
        )
        library.store_derived(dataset, "0")
    return library


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story") / "library"
    stored(folder, story())
    return folder


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A dataset of some thousand events, in memory and as a library has it in many parts."""
    dataset = many(3000)
    library = stored(tmp_path_factory.mktemp("many") / "library", dataset)
    return Index(dataset), Index(library.snapshot())


def test_all_columns_are_those_of_the_dataset(both):
    memory, disk = both
    assert list(disk.events) == list(memory.events)
    assert disk.days == memory.days
    for name in ("runs", "spans", "sources", "written", "out", "opening", "articles"):
        assert list_of(getattr(disk.columns, name)) == list_of(getattr(memory.columns, name)), name
    for position in (0, 17, memory.total - 1):
        assert disk.columns.row(position) == memory.columns.row(position)
        assert disk.columns.position(memory.events[position].id) == position
    for mark in MARKS:
        assert disk.marked(mark) == memory.marked(mark)


def list_of(value):
    return value if isinstance(value, int | None) else list(value)


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(text="happened"),
        Query(text='"event 7"'),
        Query(include=frozenset({Facet("person", "p7")})),
        Query(exclude=frozenset({Facet("mark", "single")}), first="2001"),
        Query(known="2020"),
    ],
)
def test_queries_and_their_counts_are_those_of_the_dataset(both, query):
    memory, disk = both
    assert list(disk.run(query)) == list(memory.run(query))
    for kind in KINDS:
        assert disk.choices(kind, query) == memory.choices(kind, query)


def test_everything_is_found_by_id(place):
    told = story()
    found, wanted = Snapshot.open(place).lookup, Lookup(told)
    for article in told.articles:
        assert found.articles[article.id] == article
        assert found.mentions(article.id) == [
            (mention, replace(entity, mentions=())) for mention, entity in wanted.mentions(article.id)
        ]
        assert found.time_expressions(article.id) == wanted.time_expressions(article.id)
    for name in ("quotes", "groups", "whys", "pairs"):
        assert dict(getattr(found, name)) == dict(getattr(wanted, name)), name
    assert "nobody" not in found.articles
    assert found.quotes.get("nothing") is None
    assert found.mentions("nobody") == []


def test_what_is_stored_is_what_is_read(place):
    told = story()
    read = Library.open(place).dataset()
    assert read == replace(
        told,
        events=in_order(told.events),
        time_expressions=tuple(sorted(told.time_expressions, key=lambda found: found.article)),
    )
    assert Snapshot.open(place).dataset == read


@pytest.mark.parametrize("damage", ["gone", "empty", "short", "changed", "of another program"])
@pytest.mark.parametrize("name", ["columns-*.bin", "words.bin"])
def test_damaged_derived_files_are_made_anew(tmp_path, name, damage):
    dataset = many(600)
    library = stored(tmp_path / "library", dataset)
    before = Index(library.snapshot())
    words, person = Query(text="happened"), Query(include=frozenset({Facet("person", "p7")}))
    wanted = [list(before.run(words)), list(before.run(person)), before.choices("source", Query())]
    (file,) = (library.path / "index").glob(name)
    whole = file.read_bytes()
    changed = {
        "gone": None,
        "empty": b"",
        "short": whole[: len(whole) * 2 // 3],
        "changed": whole[:-400] + bytes(byte ^ 255 for byte in whole[-400:]),
        "of another program": whole.replace(b'"format":"timeline-', b'"format":"other----', 1),
    }[damage]
    if changed is None:
        file.unlink()
    else:
        file.write_bytes(changed)
    again = Index(library.snapshot())
    assert [list(again.run(words)), list(again.run(person)), again.choices("source", Query())] == wanted
    assert list(Index(library.snapshot()).run(words)) == wanted[0]


def test_without_derived_files_nothing_is_made_unless_it_is_asked_for(tmp_path):
    library = stored(tmp_path / "library", story())
    for file in (library.path / "index").iterdir():
        file.unlink()
    assert Snapshot.open(library.path, make=False) is None
    assert len(Snapshot.open(library.path).events) == 9
    assert Snapshot.open(library.path, make=False) is not None


def test_a_library_that_cannot_be_written_is_shown_all_the_same(tmp_path, monkeypatch):
    library = stored(tmp_path / "library", many(300))
    for file in (library.path / "index").iterdir():
        file.unlink()

    def refuse(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("store.library.disk.write_whole", refuse)
    index = Index(library.snapshot())
    assert list(index.run(Query(text="happened"))) == list(Index(many(300)).run(Query(text="happened")))
    assert not list((library.path / "index").iterdir())


def test_a_snapshot_outlives_a_change_of_the_library(tmp_path):
    dataset = many(600)
    library = stored(tmp_path / "library", dataset)
    seen = library.snapshot()
    stored(library.path, replace(dataset, events=dataset.events[:5]))
    assert list(seen.events) == list(in_order(dataset.events))
    assert len(library.snapshot().events) == 5


def test_a_change_writes_little(tmp_path):
    dataset = many(6000)
    library = stored(tmp_path / "library", dataset)
    folder = library.path / parts.FOLDER
    before = {file.name for file in folder.iterdir()}
    size = sum(file.stat().st_size for file in folder.iterdir())
    changed = [replace(event, title="changed") if n == 3000 else event for n, event in enumerate(dataset.events)]
    stored(library.path, replace(dataset, events=(*changed[:1000], *changed[1001:])))
    new = [file for file in folder.iterdir() if file.name not in before]
    assert 0 < sum(file.stat().st_size for file in new) < size / 4


def test_words_of_events_that_stay_are_not_folded_anew(tmp_path, monkeypatch):
    dataset = many(3000)
    library = stored(tmp_path / "library", dataset)
    list(Index(library.snapshot()).run(Query(text="happened")))
    real, folded = writing.words_of, []
    monkeypatch.setattr(writing, "words_of", lambda events: folded.append(len(events)) or real(events))
    events = in_order(dataset.events)
    changed = replace(events[700], title="Une gare brûle")
    with library.transaction():
        library._storage.splice("events", [Edit(5, 2, []), Edit(700, 1, [msgspec.json.encode(changed)])])
    after = replace(dataset, events=(*events[:5], *events[7:700], changed, *events[701:]))
    seen, memory = Index(library.snapshot()), Index(after)
    for text in ("gare", "happened", "event 2999"):
        assert list(seen.run(Query(text=text))) == list(memory.run(Query(text=text)))
    assert folded == [1]


def test_what_is_no_longer_needed_goes_after_one_more_change(tmp_path):
    library = stored(tmp_path / "library", many(2000))
    folder = library.path / parts.FOLDER
    first = {file.name for file in folder.iterdir()}
    stored(library.path, many(10))
    assert first <= {file.name for file in folder.iterdir()}, "a reader may still be at it"
    stored(library.path, many(10))
    tables = load(library.path / "library.json").stored.values()
    assert {file.stem for file in folder.iterdir()} == {part.digest for table in tables for part in table.parts}


def test_a_damaged_part_is_named(tmp_path):
    library = stored(tmp_path / "library", many(2000))
    file = max((library.path / parts.FOLDER).iterdir(), key=lambda file: file.stat().st_size)
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(LibraryDamagedError, match=file.name):
        Library.open(library.path).dataset()


def test_a_library_of_the_first_format_is_brought_up_to_date(tmp_path, place):
    import hashlib

    told = story()
    library = Library.open(place)
    tables = {
        "roots": {"1": {"key": "r", "kind": "folder", "path": "/articles/brévaux"}},
        "meta": {"1": {"program": "0", "dataset": told.format}},
    }
    import msgspec

    for name in ("time_expressions", "amounts", "counts", "entities", "quotes", "quote_groups", "events", "articles"):
        tables[name] = {str(n): msgspec.to_builtins(row) for n, row in enumerate(getattr(told, name), 1)}
    tables["files"] = {
        str(n): {"root": "r", "digest": "d", "article": msgspec.to_builtins(article)}
        for n, article in enumerate(told.articles, 1)
    }
    body = json.dumps(tables).encode()
    head = {"format": "timeline-library/1", "sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
    old = tmp_path / "old"
    old.mkdir()
    (old / "library.json").write_bytes(json.dumps(head, separators=(",", ":")).encode() + b"\n" + body)
    assert Snapshot.open(old) is None
    read = Library.open(old)
    assert in_order(read.dataset().events) == library.dataset().events
    assert read.snapshot().dataset == replace(library.dataset(), whys=(), pairs=())
    assert b"timeline-library/3" in (old / "library.json").read_bytes()[:40]
    assert [item.article.text for item in read.stored()] == [article.text for article in told.articles]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(min_size=1, max_size=9000).map(lambda row: row.hex().encode()), max_size=60))
def test_rows_are_cut_where_they_say_themselves(rows):
    groups = list(parts.cut(rows))
    assert [row for group in groups for row in group] == rows
    later = list(parts.cut([b'"first"', *rows]))
    assert len({tuple(group) for group in later} - {tuple(group) for group in groups}) <= max(2, len(later) // 2)


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(0, 300)))
def test_flags_and_bitmaps_there_and_back(members):
    bitmap = bitmap_of(members, 301)
    assert positions(bitmap) == sorted(members)
    assert bitmap_of_flags(flags_of(bitmap, 301)) == bitmap
    assert len(flags_of(bitmap, 301)) == 301


def test_what_was_known_on_a_day_is_told_without_any_text(tmp_path, monkeypatch):
    from tui.view import View

    dataset = story()
    memory, view = View(dataset), View(stored(tmp_path / "library", dataset).snapshot())
    read = []
    monkeypatch.setattr(Snapshot, "text", lambda self, id: read.append(id) or "")
    days = sorted({article.published for article in dataset.articles if article.published})
    for day in days:
        for each in (memory, view):
            each.set_query(Query(known=day))
        assert list(view.shown) == list(memory.shown)
        assert [view.row(n) for n in view.shown] == [memory.row(n) for n in memory.shown]
        assert view.source_count == memory.source_count
        assert {article.id for article in view.articles} == {article.id for article in memory.articles}
        assert [view.lookup.article_name(a.id) for a in view.articles] == [a.name for a in view.articles]
    assert days
    assert read == []


# -- what was found in articles ----------------------------------------------------------------------------------------


@pytest.fixture
def counted(monkeypatch):
    """The articles that were read by the extraction, as often as they were."""
    from store.library import extractions

    real, read = extractions.extract, []

    def extract(article, *how):
        read.append(article.file)
        return real(article, *how)

    monkeypatch.setattr(extractions, "extract", extract)
    return read


def test_only_new_articles_are_searched_and_the_result_is_the_same(tmp_path, articles, counted):
    library = Library.create(tmp_path / "library")
    update(library, [articles])
    assert counted == ["a.txt", "b.txt"]
    write(articles, c="Le maire Paul Durand a dit mardi 11 février 2025 : « Nous tiendrons. »")
    update(library, [articles])
    assert counted == ["a.txt", "b.txt", "c.txt"]
    fresh = Library.create(tmp_path / "fresh")
    update(fresh, [articles])
    assert library.dataset() == fresh.dataset()
    assert len(counted) == 6


@pytest.mark.parametrize("damage", ["list", "rows", "program", "mendings"])
def test_what_does_not_fit_any_more_is_searched_again(tmp_path, articles, counted, monkeypatch, damage):
    library = Library.create(tmp_path / "library")
    update(library, [articles])
    if damage == "list":
        (library.path / "index" / "extracted.bin").write_text("{}")
    elif damage == "rows":
        for file in (library.path / "index" / "extracted").iterdir():
            file.write_bytes(bytes(file.stat().st_size))
    elif damage == "program":
        monkeypatch.setattr("store.library.build.program", lambda _: "another")
        monkeypatch.setattr("store.library.scan.program", lambda _: "another")
    else:
        (articles / "entities.toml").write_text('["Le Phare"]\ntype = "organization"\n')
    write(articles, c="Un troisième article.")
    update(library, [articles])
    assert counted == ["a.txt", "b.txt", "a.txt", "b.txt", "c.txt"]


def test_a_stopped_build_goes_on_where_it_was(tmp_path, articles, counted):
    library = Library.create(tmp_path / "library")

    def stop(stage: str, _done: int, _total: int, file: str) -> None:
        if stage == "finding" and file == "b.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(library, [articles], progress=stop)
    update(library, [articles])
    assert counted == ["a.txt", "b.txt"]


# -- starting --------------------------------------------------------------------------------------------------------


def test_a_folder_that_looks_the_same_is_not_read(home, articles, quick, monkeypatch):
    from store.library import build, places, seen

    monkeypatch.setattr(seen, "FRESH_NS", 0)
    library = Library.create(places.library_of(articles))
    build.update(library, [articles])

    def same() -> bool:
        told = seen.look(articles)
        return told is not None and seen.is_same(library.path, str(articles), told, library.fingerprint("roots"))

    assert same()
    write(articles, c="Un troisième article.")
    assert not same()
    build.update(library, [articles])
    assert same()
    (articles / "sources.toml").write_text('["a.txt"]\npublisher = "Le Phare"\n')
    assert not same()
    build.update(library, [articles], published="2025-02-11")
    assert not same(), "options change what the library is made of"


def test_a_change_that_may_leave_no_trace_is_not_trusted(articles):
    from store.library import seen

    assert seen.look(articles) is None
    assert seen.look(articles / "nowhere") is None


def test_a_start_on_stored_columns_imports_neither_tinydb_nor_the_model(place):
    code = (
        "import sys; from pathlib import Path\n"
        "from store.library.snapshot import Snapshot; from store.filters import Index\n"
        "index = Index(Snapshot.open(Path(sys.argv[1]), make=False))\n"
        "index.days, index.columns.opening, [index.columns.row(n) for n in range(index.total)]\n"
        "heavy = ('tinydb', 'msgspec', 'store.model', 'store.extraction', 'pendulum', 'filelock', 'argparse')\n"
        "print([m for m in sys.modules if m.startswith(heavy)])\n"
    )
    shown = subprocess.run([sys.executable, "-c", code, place], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
