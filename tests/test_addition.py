"""Articles that come to a big library: placed among what stands, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.corrections import make
from store.export.dataset import to_json
from store.index import writing
from store.index.file import Sections
from store.index.reading import COLUMNS, StoredColumns
from store.library import adding, growth
from store.library.build import update
from store.library.library import Library
from store.library.placing import placement
from store.library.snapshot import Snapshot
from store.library.summary import Rejoined
from store.query import KINDS, NEW, OWN_MARKS

TOWNS = ("Brévaux", "Sarlonne", "Valdoire", "Pontécaut", "Ligneray", "Corvigny")
PERSONS = ("Claire Vasseur", "Paul Lemoine", "Nadia Kerbrat", "Hugo Ferrand", "Jeanne Morvan", "Karim Diallo")
FIRMS = ("Orlac", "Delmas Énergie", "Norvane", "Tessier Frères", "Calibrex", "Montval")
WORKS = ("le port", "l'usine de conserves", "le viaduc du nord", "la ligne de tramway", "le stade", "le barrage")


def facts(story: int) -> list[str]:
    """What newspapers may write of a story, each sentence in a version or two."""
    town, person, firm, work = (each[story % 6] for each in (TOWNS, PERSONS, FIRMS, WORKS))
    day = 3 + story
    return [
        f"Le {day} mars 2025, {firm} a racheté {work} de {town} pour {12 + story},4 millions d'euros.",
        f"{firm} a acquis {work} de {town} le {day} mars 2025, pour {12 + story},6 millions d'euros.",
        f"« Nous n'avons rien à cacher sur {work} », a déclaré {person}, maire de {town}, le {day + 1} mars 2025.",
        f"La maire de {town}, {person}, a répondu le {day + 1} mars 2025 : « Nous n'avons rien à cacher ».",
        f"Le tribunal de {town} a condamné {firm} en 2019.",
        f"En juin 2024, {person} avait porté plainte contre {firm}.",
        f"Le {day + 9} mars 2025, {person} a démissionné de la mairie de {town}.",
    ]


def article(story: int, seed: int) -> str:
    random = Random(f"{story} {seed}")
    told = random.sample(facts(story), 4)
    # No two are the same text.
    return f"{TOWNS[story % 6]}, édition {seed}\n\nPublié le {12 + story} mars 2025\n\n" + "\n\n".join(told) + "\n"


def write(folder: Path, *numbers: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:03}.txt").write_text(article(number % 6, number), "utf-8")
    return folder


@pytest.fixture
def big(monkeypatch):
    """Libraries of a dozen articles are big."""
    monkeypatch.setattr(growth, "LEAST", 10)
    monkeypatch.setattr(growth, "AT_ONCE", 2)
    monkeypatch.setattr(growth, "IN_ALL", 1)


@pytest.fixture(scope="module")
def twelve(tmp_path_factory):
    """A library of twelve articles on six stories, as it was built at first."""
    place = tmp_path_factory.mktemp("twelve")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growth, "LEAST", 10)
        update(Library.create(place / "library"), [write(place / "articles", *range(12))])
    return place


@pytest.fixture
def library(twelve, tmp_path, big):
    return copy_of(twelve, tmp_path)


def copy_of(twelve: Path, place: Path) -> Library:
    from shutil import copytree

    copytree(twelve / "library", place / "library")
    return Library.open(place / "library")


def one(place: Path, number: int) -> Path:
    write(place, number)
    return place / f"{number:03}.txt"


def add(library: Library, place: Path, number: int):
    return update(library, [one(place / "new", number)])


def columns_fit(library: Library) -> None:
    """What screens read is what they would read if it were made anew."""
    snapshot = Snapshot.open(library.path, make=False)
    assert snapshot is not None
    dataset = library.dataset()
    anew = StoredColumns(Sections.of(writing.columns(dataset), COLUMNS))
    assert snapshot.runs == anew.runs
    assert list(snapshot.sources) == list(anew.sources)
    assert list(snapshot.written) == list(anew.written)
    assert [snapshot.marks(mark) for mark in OWN_MARKS] == [anew.marks(mark) for mark in OWN_MARKS]
    for kind in KINDS:
        assert [told for told in snapshot.facets(kind) if told[0] != NEW] == list(anew.facets(kind))
        for facet, _ in anew.facets(kind):
            assert list(snapshot.members(facet)) == list(anew.members(facet))
    for number, event in enumerate(dataset.events):
        assert snapshot.position(event.id) == number
        assert snapshot.lookup.whys[event.id].event == event.id
    named = {mention.article for entity in dataset.entities for mention in entity.mentions}
    for each in dataset.articles:
        assert snapshot.text(each.id) == each.text
        assert bool(snapshot.lookup.mentions(each.id)) == (each.id in named)


def is_whole(library: Library) -> None:
    """All that events rest on is there, and stands in its place."""
    dataset = library.dataset()
    entities, quotes = {e.id for e in dataset.entities}, {q.id for q in dataset.quotes}
    assert len(entities) == len(dataset.entities)
    assert [why.event for why in dataset.whys] == [event.id for event in dataset.events]
    accounts = [account for event in dataset.events for account in event.accounts]
    assert len({account.id for account in accounts}) == len(accounts)
    texts = {a.id: a.text for a in dataset.articles}
    for event, why in zip(dataset.events, dataset.whys, strict=True):
        assert set(event.entities) <= entities
        assert set(event.quotes) <= quotes
        assert len(why.links) == len(event.accounts) - 1
        for account in event.accounts:
            assert texts[account.article][account.start : account.end] == account.text
    place = [a.id for a in dataset.articles]
    assert [(a.file, a.id) for a in dataset.articles] == sorted((a.file, a.id) for a in dataset.articles)
    for table in (dataset.quotes, dataset.time_expressions, dataset.amounts, dataset.counts):
        assert [place.index(row.article) for row in table] == sorted(place.index(row.article) for row in table)
    groups = [member.id for group in dataset.quote_groups for member in group.quotes]
    assert len(set(groups)) == len(groups)


def test_an_article_joins_the_events_it_tells_of_and_makes_new_ones_of_the_rest(library, tmp_path):
    before = library.dataset()
    summary = add(library, tmp_path, 12)
    assert (summary.read, summary.rebuilt, summary.placed, summary.articles) == (1, True, 1, 13)
    dataset = library.dataset()
    new = next(a for a in dataset.articles if a.file == "012.txt")
    told = [event for event in dataset.events if new.id in event.articles]
    stood = {event.id: event for event in before.events}
    joined = [event for event in told if event.id in stood]
    assert joined
    assert {event.id for event in joined} == set(summary.news.sources)
    assert {event.id for event in told} - stood.keys() == set(summary.news.events)
    # What the article does not tell of is as it was, to the letter.
    assert {e.id: e for e in dataset.events if e not in told} == {
        id: event for id, event in stood.items() if id not in {e.id for e in joined}
    }
    for event in joined:
        assert {account.id for account in stood[event.id].accounts} < {account.id for account in event.accounts}
    is_whole(library)
    columns_fit(library)


def test_an_article_names_what_the_library_knows_and_brings_what_it_does_not(library, tmp_path):
    text = "Valdoire\n\nLe 20 mars 2025, Kerbrat a rencontré Odile Marchand, de la société Ferlux, à Valdoire.\n"
    file = tmp_path / "new.txt"
    file.write_text(text, "utf-8")
    known = {entity.name: entity.id for entity in library.dataset().entities}
    update(library, [file])
    dataset = library.dataset()
    new = next(a for a in dataset.articles if a.file == "new.txt")
    named = {m.surface: e for e in dataset.entities for m in e.mentions if m.article == new.id}
    assert named["Kerbrat"].id == known["Nadia Kerbrat"]
    assert named["Valdoire"].id == known["Valdoire"]
    assert named["Odile Marchand"].name not in known
    # The next article that names her names the same.
    other = tmp_path / "other.txt"
    other.write_text("Suite\n\nLe 21 mars 2025, Odile Marchand a quitté la société Ferlux, à Valdoire.\n", "utf-8")
    assert update(library, [other]).placed == 2
    again = {e.name: e for e in library.dataset().entities}["Odile Marchand"]
    assert again.id == named["Odile Marchand"].id
    assert len({mention.article for mention in again.mentions}) == 2
    is_whole(library)
    columns_fit(library)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(12, 60), min_size=1, max_size=5, unique=True))
def test_whatever_comes_one_after_the_other_leaves_a_whole_library(twelve, tmp_path_factory, numbers):
    place = tmp_path_factory.mktemp("grown")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("LEAST", 10), ("AT_ONCE", 2), ("IN_ALL", 1)):
            patch.setattr(growth, name, value)
        library = copy_of(twelve, place)
        for count, number in enumerate(numbers, 1):
            assert add(library, place, number).placed == count
        is_whole(library)
        columns_fit(library)
        # All of it put together anew is what a first build gives.
        update(library, [], rejoin=True)
        assert library.placed() == ()
        folder = write(place / "all", *range(12), *numbers)
        first = Library.create(place / "first")
        update(first, [folder])
        assert to_json(library.dataset()) == to_json(first.dataset())


def test_the_same_additions_give_the_same_bytes(twelve, tmp_path, big):
    made = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        library = copy_of(twelve, tmp_path / name)
        for number in (20, 21):
            add(library, tmp_path / name, number)
        made.append(to_json(library.dataset()))
    assert made[0] == made[1]


def test_rows_of_tables_change_as_the_tables_do(library, tmp_path, monkeypatch):
    """Writing only what changes comes to the same as putting the addition into all that there is."""
    asked = []
    monkeypatch.setattr(adding, "placement", lambda *given: asked.append(given) or placement(*given))
    before = library.dataset()
    add(library, tmp_path, 14)
    ((_, addition),) = asked
    from store.addition import extended
    from store.library.order import as_stored

    wanted = as_stored(extended(before, addition))
    assert to_json(library.dataset()) == to_json(wanted)
    assert library.dataset().pairs == wanted.pairs


def test_several_articles_come_at_once(library, tmp_path):
    summary = update(library, [write(tmp_path / "new", 30, 31, 32)])
    assert (summary.read, summary.placed) == (3, 3)
    is_whole(library)
    columns_fit(library)


def test_what_a_person_corrected_stays(library, tmp_path):
    dataset = library.dataset()
    articles = {article.id: article for article in dataset.articles}
    told = {event.id for event in dataset.events}
    for event in dataset.events:
        library.correct([make.of("star", event, articles), make.of("note", event, articles, "à revoir")])
    hidden = dataset.events[0]
    library.correct([make.of("hide", hidden, articles)])
    summary = add(library, tmp_path, 12)
    assert summary.placed == 1
    assert summary.news.sources
    now = library.dataset()
    for event in now.events:
        assert bool(event.by_hand and event.by_hand.starred) == (event.id in told), event
    assert hidden.id not in {event.id for event in now.events}
    columns_fit(library)
    assert not library.not_applicable()
    # Without the corrections it is what it would be if nobody had made any.
    assert all(event.by_hand is None for event in library.found().events)
    update(library, [], rejoin=True)
    assert library.placed() == ()
    assert sum(bool(e.by_hand and e.by_hand.starred) for e in library.dataset().events) >= len(told) - 1


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_without_what_was_learned_all_is_put_together_anew(library, tmp_path, damage):
    (learned,) = (library.path / "index").glob("learned-*.bin")
    if damage == "missing":
        learned.unlink()
    else:
        learned.write_bytes(learned.read_bytes()[:-1] + b"\x00")
    assert add(library, tmp_path, 12).placed == 0
    is_whole(library)
    assert add(library, tmp_path, 13).placed == 1


def test_what_was_read_and_is_lost_only_keeps_events_apart(library, tmp_path):
    for name in ("extracted", "told"):
        (library.path / "index" / f"{name}.bin").unlink()
    summary = add(library, tmp_path, 12)
    assert summary.placed == 1
    assert summary.news.events
    assert not summary.news.sources
    is_whole(library)
    columns_fit(library)


def test_what_is_more_than_an_addition_is_put_together_anew(big, tmp_path):
    folder = write(tmp_path / "articles", *range(12))
    library = Library.create(tmp_path / "library")
    update(library, [folder])
    (folder / "003.txt").write_text(article(3, 99), "utf-8")
    assert update(library, [folder]).placed == 0
    (folder / "004.txt").unlink()
    assert update(library, [folder]).placed == 0
    write(folder, *range(20, 30))
    assert update(library, [folder]).placed == 0
    write(folder, 40)
    assert update(library, [folder]).placed == 1
    write(folder, 41)
    (folder / "005.txt").unlink()
    assert update(library, [folder]).placed == 0
    is_whole(library)


def test_a_small_library_is_put_together_anew(twelve, tmp_path):
    library = copy_of(twelve, tmp_path)
    summary = add(library, tmp_path, 12)
    assert (summary.placed, summary.articles) == (0, 13)


def test_an_addition_that_fails_leaves_the_library_as_it_was(library, tmp_path, monkeypatch):
    before = library.dataset()
    monkeypatch.setattr(Library, "note_placed", lambda *_: (_ for _ in ()).throw(OSError("no more")))
    with pytest.raises(OSError, match="no more"):
        add(library, tmp_path, 12)
    monkeypatch.undo()
    assert Library.open(library.path).dataset() == before


def test_a_quotation_of_several_newspapers_is_known_again(library, tmp_path):
    dataset = library.dataset()
    group = next(g for g in dataset.quote_groups if any("rien à cacher" in q.text for q in g.quotes))
    told = {quote.id: quote for quote in dataset.quotes}[group.quotes[0].id]
    event = next(e for e in dataset.events if told.id in e.quotes)
    day = event.date
    assert day is not None
    text = (
        f"Encore\n\n« Nous n'avons rien à cacher », a déclaré {told.speaker}, le {int(day[-2:])} mars 2025, "
        f"a-t-on appris vendredi.\n"
    )
    file = tmp_path / "again.txt"
    file.write_text(text, "utf-8")
    update(library, [file])
    now = next(g for g in library.dataset().quote_groups if g.id == group.id)
    assert {q.id for q in group.quotes} < {q.id for q in now.quotes}
    assert len(now.quotes) == len(group.quotes) + 1
    is_whole(library)


def test_the_command_says_what_was_placed_and_how_to_join_it(library, tmp_path, home, capfd):
    from tui.cli import main

    assert main(["build", str(one(tmp_path / "new", 12)), "--library", str(library.path)]) == 0
    assert "--rejoin" in capfd.readouterr().err
    before = library.count("events")
    rejoin = ["build", "--library", str(library.path), "--rejoin"]
    assert main(rejoin) == 0
    err = capfd.readouterr().err
    assert "--rejoin" not in err
    assert "there are no articles" not in err
    now = Library.open(library.path).count("events")
    said = f"1 article that had only been placed is joined with all others; {before} events before, {now} now\n"
    assert f"  rejoined  {said}" in err
    assert library.placed() == ()
    assert main(rejoin) == 0
    err = capfd.readouterr().err
    assert "  rejoined  nothing: no article had only been placed\n" in err
    assert "there are no articles" not in err
    assert main([*rejoin, "--lang", "fr"]) == 0
    assert "  rapproché rien : aucun article n'était seulement placé\n" in capfd.readouterr().err.replace("\u00a0", " ")
    (tmp_path / "empty").mkdir()
    main([*rejoin, str(tmp_path / "empty"), "--lang", "en"])
    assert "there are no articles" in capfd.readouterr().err


def test_a_summary_tells_what_joining_anew_came_to(library, tmp_path):
    assert add(library, tmp_path, 12).rejoined is None
    events = library.count("events")
    assert update(library, [], rejoin=True).rejoined == Rejoined(1, events)
    assert update(library, [], rejoin=True).rejoined == Rejoined(0, library.count("events"))


def test_two_events_that_an_article_might_be_of_stay_two(library, tmp_path):
    before = {event.id: {a.id for a in event.accounts} for event in library.dataset().events}
    for number in (12, 18, 24, 30):
        add(library, tmp_path, number)
    after = {event.id: {a.id for a in event.accounts} for event in library.dataset().events}
    assert all(accounts <= after[id] for id, accounts in before.items())
    for pair in library.dataset().pairs:
        assert pair.a in after
        assert pair.b in after
