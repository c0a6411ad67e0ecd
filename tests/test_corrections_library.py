"""Corrections in a library: kept in a journal, carried out without reading an article, there after every rebuild."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from corrections_support import FOUND, LATER, TEXTS, articles, made_library
from hypothesis import given, settings
from hypothesis import strategies as st
from test_storage import FailingOs, PowerCutError

from store.assemble import assemble
from store.clock import as_known
from store.corrections import make
from store.corrections.history import history
from store.corrections.model import Added, CorrectionError, Source
from store.corrections.replay import apply
from store.export.dataset import from_json, to_json
from store.filters import Facet, Index, Query
from store.library import journal
from store.library.build import update
from store.library.journal import ASIDE, Journal
from store.library.journal import FILE as JOURNAL
from store.library.library import Library


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "articles"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text, "utf-8")
    return place


@pytest.fixture
def library(tmp_path, folder):
    made = Library.create(tmp_path / "library")
    update(made, [folder], published="2025-03-12", language="fr")
    return made


def told(dataset):
    """A dataset as it is when it has been written and read: lists in an order of their own."""
    return from_json(to_json(dataset))


def by_id(library):
    return {article.id: article for article in library.dataset().articles}


def several(dataset):
    return max(dataset.events, key=lambda e: (len(e.articles), e.id))


def test_a_correction_is_carried_out_at_once_and_read_by_whoever_opens_it(library, monkeypatch):
    event = several(library.dataset())
    monkeypatch.setattr("store.extraction.extract.extract", None)
    library.correct([make.of("date", event, by_id(library), "2025-03"), make.of("star", event, by_id(library))])
    for dataset in (Library.open(library.path).dataset(), library.snapshot().dataset):
        now = next(e for e in dataset.events if e.id == event.id)
        assert now.date == "2025-03"
        assert now.by_hand.starred
        assert now.by_hand.corrected[0].was == event.date
    found = library.found()
    assert next(e for e in found.events if e.id == event.id) == event
    snapshot = library.snapshot()
    assert snapshot.marks("corrected").bit_count() == 1


def test_notes_tags_and_stars_are_found(library):
    event = several(library.dataset())
    known = by_id(library)
    made = [make.of("note", event, known, "voir Zénobie"), make.of("tag", event, known, "à-relire")]
    library.correct([*made, make.of("star", event, known)])
    snapshot = library.snapshot()
    index = Index(snapshot)
    for words in ("zenobie", "à-relire"):
        assert [snapshot.events[n].id for n in index.run(Query(text=words))] == [event.id]
    starred = Query(include=frozenset({Facet("mark", "starred")}))
    assert [snapshot.events[n].id for n in index.run(starred)] == [event.id]
    assert snapshot.marks("corrected") == 0


def test_what_was_known_on_a_day_keeps_what_a_person_set(library):
    event = several(library.dataset())
    library.correct([make.of("date", event, by_id(library), "1999"), make.of("title", event, by_id(library), "Titre")])
    now = next(e for e in library.dataset().events if e.id == event.id)
    known = as_known(now, frozenset(now.articles[:1]))
    assert (known.date, known.title, len(known.articles)) == ("1999", "Titre", 1)


def test_undo_leaves_the_library_as_it_was_found(library):
    before = library.dataset()
    event = several(before)
    (made,) = library.correct([make.of("hide", event, by_id(library))])
    assert library.dataset() != before
    library.correct([make.undo(made.id)])
    assert library.dataset() == before == library.found()
    library.correct([make.redo(made.id)])
    assert [e.id for e in library.dataset().hidden] == [event.id]
    assert len((library.path / JOURNAL).read_bytes().splitlines()) == 3


def test_they_are_there_after_every_rebuild(library, folder):
    event = several(library.dataset())
    library.correct(
        [make.of("title", event, by_id(library), "L'offre"), make.of("date", event, by_id(library), "2025")]
    )
    (folder / "d.txt").write_text(LATER, "utf-8")
    summary = update(library, [folder])
    assert summary.rebuilt
    now = next(e for e in library.dataset().events if e.title == "L'offre")
    assert now.date == "2025"
    assert len(now.articles) > len(event.articles), "what the new article tells of it is there too"
    (folder / "a.txt").write_text(TEXTS["a"].replace("lundi", "Lundi") + " Fin.", "utf-8")
    update(library, [folder])
    assert [e.date for e in library.dataset().events if e.title == "L'offre"] == ["2025"]
    assert not library.not_applicable()


def test_splitting_holds_and_merging_takes_in_what_comes_later(library, folder):
    dataset = library.dataset()
    event = several(dataset)
    away = event.accounts[0]
    others = [e for e in dataset.events if e.id != event.id]
    library.correct([make.on_accounts("split", [away], by_id(library)), make.merge(others[:2], by_id(library))])
    (folder / "d.txt").write_text(LATER, "utf-8")
    update(library, [folder])
    now = {a.id: e.id for e in library.dataset().events for a in e.accounts}
    assert len({now[a.id] for e in others[:2] for a in e.accounts}) == 1
    assert {now[away.id]}.isdisjoint({now[a.id] for a in event.accounts[1:]})


def test_what_no_longer_applies_is_listed_and_comes_back(library, folder):
    (folder / "e.txt").write_text("La mairie de Lorves a inauguré une bibliothèque le 3 mai 2024.", "utf-8")
    update(library, [folder])
    only = next(e for e in library.dataset().events if len(e.articles) == 1)
    (made,) = library.correct([make.of("title", only, by_id(library), "Seul")])
    file = folder / next(a.file for a in library.dataset().articles if a.id == only.articles[0])
    text = file.read_text("utf-8")
    file.unlink()
    update(library, [folder])
    assert library.not_applicable() == {made.id: "passage-gone"}
    file.write_text(text, "utf-8")
    update(library, [folder])
    assert not library.not_applicable()
    assert "Seul" in {e.title for e in library.dataset().events}


def test_an_added_source_is_an_article_until_it_is_undone(library):
    before = library.dataset()
    source = Source("Le port a été vendu vendredi.", "La Gazette", url="https://example.org/")
    (made,) = library.correct([make.add(Added("Le port est vendu", "2025-04", source=source))])
    snapshot = library.snapshot()
    event = next(e for e in snapshot.events if e.title == "Le port est vendu")
    article = snapshot.lookup.articles[event.accounts[0].article]
    assert (article.name, article.text) == ("La Gazette", source.words)
    assert {a.text for a in library.dataset().articles} == {*(a.text for a in before.articles), source.words}
    library.correct([make.undo(made.id)])
    assert library.dataset() == before
    assert {a.text for a in library.dataset().articles} == {a.text for a in before.articles}


def test_the_words_of_an_added_source_outlive_a_build_that_changes_nothing(library, folder):
    source = Source("Le port a été vendu vendredi.", "La Gazette")
    library.correct([make.add(Added("Le port est vendu", "2025-04", source=source))])
    before = library.dataset()
    (folder / "z.txt").write_text(TEXTS["a"], "utf-8")
    assert not update(library, [folder]).rebuilt
    now = library.dataset()
    assert [place.file for article in now.articles for place in article.places] == ["z.txt"]
    assert replace(now, articles=tuple(replace(article, places=()) for article in now.articles)) == before
    (folder / "d.txt").write_text(LATER, "utf-8")
    update(library, [folder])
    snapshot = library.snapshot()
    for article in library.dataset().articles:
        assert snapshot.lookup.articles[article.id].text == article.text != ""


def test_texts_are_found_beside_those_of_older_versions(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    page = "---\ntitle: T\nurl: https://example.org/{n}\ndate: 2024-05-0{day}\n---\nLe {day} mai 2024, Orlac a {did}.\n"
    library = Library.create(tmp_path / "library")
    for day in range(1, 9):
        (folder / f"{day}.md").write_text(page.format(n=day % 3, day=day, did="vendu son usine de Brévaux"), "utf-8")
        update(library, [folder])
        snapshot = library.snapshot()
        for article in library.dataset().articles:
            assert snapshot.lookup.articles[article.id].text == article.text != ""


def test_a_journal_that_came_from_elsewhere_is_carried_out_at_the_next_opening(library, folder, tmp_path):
    event = several(library.dataset())
    library.correct([make.of("title", event, by_id(library), "L'offre")])
    other = Library.create(tmp_path / "other")
    update(other, [folder], published="2025-03-12", language="fr")
    assert other.corrections_current
    shutil.copy(library.path / JOURNAL, other.path / JOURNAL)
    assert not other.corrections_current
    assert other.bring_corrections_in()
    assert other.dataset() == library.dataset()
    assert not other.bring_corrections_in()
    (other.path / JOURNAL).unlink()
    assert other.bring_corrections_in()
    assert other.dataset() == other.found()


def test_damaged_lines_are_set_aside_and_never_deleted(library):
    event = several(library.dataset())
    library.correct([make.of("title", event, by_id(library), "L'offre")])
    path = library.path / JOURNAL
    good = path.read_bytes()
    path.write_bytes(b"<<<<<<< HEAD\n" + good + b"=======\n" + good[:40])
    contents = library.corrections()
    assert len(contents.corrections) == 1
    assert [d.number for d in contents.damaged] == [1, 3, 4]
    library.correct([make.of("star", event, by_id(library))])
    assert path.read_bytes().startswith(good)
    assert len(path.read_bytes().splitlines()) == 2
    assert (library.path / ASIDE).read_bytes() == b"<<<<<<< HEAD\n=======\n" + good[:40] + b"\n"
    path.write_bytes(path.read_bytes() + b"more\n")
    library.correct([make.of("unstar", event, by_id(library))])
    assert (library.path / ASIDE).read_bytes() == b"<<<<<<< HEAD\n=======\n" + good[:40] + b"\nmore\n"


def test_a_correction_that_cannot_be_is_not_written(library):
    event = several(library.dataset())
    for wrong in (("date", "soon"), ("status", "perhaps"), ("title", " ")):
        with pytest.raises(CorrectionError):
            library.correct([make.of(wrong[0], event, by_id(library), wrong[1])])
    assert not (library.path / JOURNAL).exists()


# -- whatever is done ------------------------------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 50), st.integers(0, 50)), max_size=7)


def step(kind: int, n: int, m: int, dataset, lines):
    """A correction, undo or redo of what there is, made of three numbers; None where there is nothing to do."""
    known = {article.id: article for article in dataset.articles}
    events = [e for e in dataset.events if all(a.article in known for a in e.accounts)]
    past = history(lines)
    if kind == 10:
        return make.undo(past.undo) if past.undo else None
    if kind == 11:
        return make.redo(past.redo) if past.redo else None
    if not events:
        return None
    event, other = events[n % len(events)], events[m % len(events)]
    account = event.accounts[m % len(event.accounts)]
    entity = dataset.entities[m % len(dataset.entities)]
    match kind:
        case 0:
            return make.of("date", event, known, ("2024", "2023-05", "2020-01-02~", None)[m % 4])
        case 1:
            return make.of("title", event, known, f"Titre {m}")
        case 2:
            return make.merge([event, other], known) if event is not other else None
        case 3:
            return make.on_accounts("split", [account], known)
        case 4:
            return make.of("hide", event, known)
        case 5:
            return make.on_accounts("hide-account", [account], known)
        case 6:
            quote = dataset.quotes[n % len(dataset.quotes)]
            return make.speaker(quote, entity.name, known)
        case 7:
            return make.entity("name", entity, f"Nom {n % 3}")
        case 8:
            return make.entity("alias", entity, dataset.entities[n % len(dataset.entities)].name)
        case _:
            return make.add(Added(f"Ajout {n}", "2021", source=Source(f"Des mots {m}.", "Un journal")))


def do_all(library: Library, steps) -> None:
    for numbers in steps:
        correction = step(*numbers, library.dataset(), library.corrections().corrections)
        if correction is not None:
            library.correct([correction])


@settings(deadline=None, max_examples=15)
@given(STEPS)
def test_any_sequence_replayed_from_the_journal_gives_the_same_dataset(tmp_path_factory, steps):
    place = tmp_path_factory.mktemp("any")
    library = made_library(place)
    do_all(library, steps)
    corrections = library.corrections().corrections
    assert told(library.found()) == told(FOUND), "what the program found is kept"
    expected = told(apply(FOUND, corrections).dataset)
    assert told(library.dataset()) == expected
    again = made_library(tmp_path_factory.mktemp("again"))
    shutil.copyfile(place / JOURNAL, again.path / JOURNAL) if corrections else None
    again.bring_corrections_in()
    assert told(again.dataset()) == expected
    check(library.dataset())


def check(dataset) -> None:
    """What holds of every dataset holds of a corrected one."""
    ids = [a.id for e in (*dataset.events, *dataset.hidden) for a in e.accounts]
    assert len(ids) == len(set(ids)), "every account is in one event"
    texts = {article.id: article.text for article in dataset.articles}
    for event in dataset.events:
        assert event.accounts
        assert event.id == min(a.id for a in event.accounts)
        assert event.title.strip()
        for account in event.accounts:
            assert texts[account.article][account.start : account.end] == account.text
    events = {event.id for event in dataset.events}
    assert {why.event for why in dataset.whys} <= events
    assert {end for pair in dataset.pairs for end in (pair.a, pair.b)} <= events
    entities = {entity.id for entity in dataset.entities}
    assert {entity for event in dataset.events for entity in event.entities} <= entities


@settings(deadline=None, max_examples=12)
@given(STEPS, st.permutations(["a", "b", "c"]))
def test_the_order_of_articles_means_nothing_and_one_more_loses_nothing(tmp_path_factory, steps, order):
    library = made_library(tmp_path_factory.mktemp("order"))
    do_all(library, steps)
    corrections = library.corrections().corrections
    assert told(apply(assemble(articles(*order)), corrections).dataset) == told(library.dataset())
    replayed = apply(assemble(articles(*order, d=LATER)), corrections)
    check(replayed.dataset)
    before = apply(FOUND, corrections)
    assert {n.correction.id for n in replayed.not_applicable} <= {n.correction.id for n in before.not_applicable}


# -- nothing is lost -------------------------------------------------------------------------------------------------


def test_a_write_that_is_killed_at_any_step_loses_nothing_that_was_acknowledged(tmp_path, monkeypatch):
    event, known = FOUND.events[0], {article.id: article for article in FOUND.articles}
    for damaged in (False, True):
        for steps in range(40):
            path = tmp_path / f"{damaged}-{steps}" / JOURNAL
            path.parent.mkdir()
            kept = Journal(path).append([make.of("title", event, known, "Un"), make.of("star", event, known)])
            if damaged:
                path.write_bytes(path.read_bytes() + b"half a li")
            broken = FailingOs(steps)
            monkeypatch.setattr(journal, "os", broken)
            monkeypatch.setattr("store.library.disk.os", broken)
            try:
                made = Journal(path).append([make.of("title", event, known, "Deux")])
            except PowerCutError:
                made = ()
            monkeypatch.undo()
            found = Journal(path).read().corrections
            assert {c.id for c in (*kept, *made)} <= {c.id for c in found}
            aside = path.with_name(ASIDE)
            everything = path.read_bytes() + (aside.read_bytes() if aside.exists() else b"")
            assert not damaged or b"half a li" in everything
            Journal(path).append([make.of("title", event, known, "Trois")])
            ids = [c.value for c in Journal(path).read().corrections]
            assert ids[:2] == ["Un", None]
            assert ids[-1] == "Trois"
            assert not Journal(path).read().damaged
    assert made, "in the end it was written"


def test_a_full_disk_leaves_the_journal_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / JOURNAL
    event, known = FOUND.events[0], {article.id: article for article in FOUND.articles}
    Journal(path).append([make.of("title", event, known, "Un")])
    before = path.read_bytes()

    def full(descriptor, data):
        os.write(descriptor, bytes(data[:20]))
        raise OSError(28, "No space left on device")

    class Full:
        def __getattr__(self, name):
            return full if name == "write" else getattr(os, name)

    monkeypatch.setattr(journal, "os", Full())
    with pytest.raises(OSError, match="No space"):
        Journal(path).append([make.of("title", event, known, "Deux")])
    assert path.read_bytes() == before


def test_a_program_that_is_killed_loses_nothing_it_said_was_done(library):
    program = (
        "import sys; from pathlib import Path; from store.corrections import make\n"
        "from store.library.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); dataset = library.dataset()\n"
        "known = {a.id: a for a in dataset.articles}\n"
        "for n in range(1000):\n"
        "    library.correct([make.of('title', dataset.events[0], known, f'Titre {n}')])\n"
        "    print(n, flush=True)\n"
    )
    done = -1
    for lines in (1, 3, 2):
        running = subprocess.Popen([sys.executable, "-c", program, library.path], stdout=subprocess.PIPE, text=True)
        for _ in range(lines):
            done = int(running.stdout.readline())
        running.kill()
        running.wait()
        corrections = Library.open(library.path).corrections()
        assert f"Titre {done}" in [c.value for c in corrections.corrections[-2:]]
        assert all(a.at < b.at for a, b in pairwise(corrections.corrections))
        opened = Library.open(library.path)
        opened.bring_corrections_in()
        last = corrections.corrections[-1].value
        assert last in {e.title for e in opened.dataset().events}


# -- quick, and the same ---------------------------------------------------------------------------------------------


def is_as_made_anew(library: Library) -> bool:
    """Whether the columns are those that are made of the dataset, and rows can be read as they were written."""
    from store.index import editing, writing
    from store.index.edited import EditedColumns
    from store.index.reading import open_columns
    from store.library.columns import columns_file

    file = columns_file(library.path, library.head())
    columns = open_columns(file)
    found = editing.whole(columns) if isinstance(columns, EditedColumns) else [file.read_bytes()]
    return b"".join(found) == b"".join(writing.columns(Library.open(library.path).dataset()))


@settings(deadline=None, max_examples=10)
@given(STEPS)
def test_what_a_correction_leaves_is_what_is_made_anew(tmp_path_factory, steps):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.library.storage._WHOLE", 100)
        library = made_library(tmp_path_factory.mktemp("quick") / "library")
        library.snapshot()
        for kind, n, m in steps:
            correction = step(kind, n, m, library.dataset(), library.corrections().corrections)
            if correction is None:
                continue
            library.correct([correction])
            assert is_as_made_anew(library)
        if library.corrections().corrections:
            again = made_library(library.path.parent / "again")
            shutil.copy(library.path / JOURNAL, again.path / JOURNAL)
            again.bring_corrections_in()
            assert again.dataset() == library.dataset()
            assert again.found() == library.found()
            assert again.carried() == library.carried()


def test_a_correction_needs_no_columns_that_were_there(library, monkeypatch):
    event = several(library.dataset())
    library.snapshot()
    for damage in (lambda file: file.write_bytes(file.read_bytes()[:-40]), lambda file: file.unlink()):
        for file in (library.path / "index").glob("columns-*.bin"):
            damage(file)
        library.correct([make.of("star", event, by_id(library))])
        seen = library.snapshot()
        assert [e.id for e in seen.events] == [e.id for e in library.dataset().events]
        # What is damaged is made anew when it is asked for.
        assert seen.lookup.whys.get("nothing") is None
        assert is_as_made_anew(library)


def test_a_correction_of_an_event_reads_neither_dates_nor_sums(library, monkeypatch):
    event, known = several(library.dataset()), by_id(library)
    library.snapshot()
    monkeypatch.setattr("store.library.storage._WHOLE", 100)
    library.correct([make.of("star", event, known)])
    read = []
    real = Library._rows
    monkeypatch.setattr(
        Library, "_rows", lambda self, db, table, kind: read.append(table) or real(self, db, table, kind)
    )
    library.correct([make.of("title", event, known, "L'offre")])
    assert not {"time_expressions", "amounts", "counts", "mentions", "quotes"} & set(read)
    assert is_as_made_anew(library)
