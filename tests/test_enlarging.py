"""Articles that come to a big library in which a person corrected something: as if all were corrected anew."""

from __future__ import annotations

from dataclasses import replace
from shutil import copy2, copytree

import msgspec
import pytest
from corrections_support import SIMPLE, VALUES
from hypothesis import given, settings
from hypothesis import strategies as st
from test_addition import columns_fit, one, write

from store.corrections import make
from store.corrections.history import history
from store.corrections.model import Correction, Selector
from store.index.memory import MemoryColumns
from store.library import adding, correcting, enlarging, growth
from store.library.build import update
from store.library.found import FoundSnapshot
from store.library.library import Library
from store.library.recorded import Recorded
from store.query import KINDS

OTHERS = (
    "merge",
    "split",
    "hide-account",
    "show-account",
    "speaker",
    "name",
    "type",
    "alias",
    "add",
    "source",
    "lost",
    "lost-part",
)


@pytest.fixture(autouse=True, scope="module")
def _big():
    """Libraries of a dozen articles are big."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("LEAST", 10), ("AT_ONCE", 2), ("IN_ALL", 1)):
            patch.setattr(growth, name, value)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory, _big):
    place = tmp_path_factory.mktemp("built")
    update(Library.create(place / "library"), [write(place / "articles", *range(12))])
    return place / "library"


class Both:
    """Two libraries alike: in the one what can be is done quickly, in the other all is always carried out."""

    def __init__(self, built, place):
        self.place = place
        for name in ("quick", "slow"):
            copytree(built, place / name)
        self.taken = []
        """Of each addition to the first: whether it was quick."""

    @property
    def quick(self):
        return Library.open(self.place / "quick")

    @property
    def slow(self):
        return Library.open(self.place / "slow")

    def correct(self, *corrections):
        self.quick.correct([each for each in corrections if each is not None])
        self.take_journal()

    def take_journal(self):
        copy2(self.place / "quick/corrections.jsonl", self.place / "slow/corrections.jsonl")
        self.slow.replay()

    def add(self, *files):
        real = enlarging.enlarged
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(enlarging, "enlarged", lambda *given: self.taken.append(found := real(*given)) or found)
            summary = update(self.quick, files)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(adding._Putting, "corrected", lambda *_: None)
            patch.setattr(correcting, "quick", lambda *_: pytest.fail("not slow"))
            other = update(self.slow, files)
        assert summary == other
        return summary

    def are_alike(self):
        quick, slow = self.quick, self.slow
        one, other = quick._storage.read(), slow._storage.read()
        assert sorted(name for name in one if len(one[name])) == sorted(name for name in other if len(other[name]))
        for name in one:
            mine, others = [*one[name].values()], [*other[name].values()]
            if name == "meta":
                # The time of the file of the journal.
                mine, others = [[{**row, "journal": None} for row in rows] for rows in (mine, others)]
            assert [*map(msgspec.json.encode, mine)] == [*map(msgspec.json.encode, others)], name
        assert quick.found() == slow.found()
        assert quick.corrections_current
        columns_fit(quick)


@pytest.fixture
def both(built, tmp_path):
    return Both(built, tmp_path)


@pytest.fixture(scope="module")
def later(built, tmp_path_factory):
    """What articles will tell that come later: their accounts event by event, and the articles."""
    place = tmp_path_factory.mktemp("later")
    copytree(built, place / "library")
    library = Library.open(place / "library")
    update(library, [write(place / "new", 12, 13, 14)])
    dataset = library.dataset()
    new = {article.id for article in dataset.articles if article.file in ("012.txt", "013.txt", "014.txt")}
    events = [replace(e, accounts=tuple(a for a in e.accounts if a.article in new)) for e in dataset.events]
    return [event for event in events if event.accounts], {a.id: a for a in dataset.articles if a.id in new}


def correction(library, kind, number, value, later=None):
    """A correction of what is shown, or of what is told `later`; None where nothing can be undone or redone."""
    if kind in ("undo", "redo"):
        of = getattr(history(library.corrections().corrections), kind)
        return getattr(make, kind)(of) if of else None
    if kind == "later":
        events, articles = later
        event = events[number % len(events)]
        if value == 3:
            return make.on_accounts("split", event.accounts[:1], articles)
        return make.of(("star", "date", "hide")[value], event, articles, "2020" if value == 1 else None)
    shown = library.dataset()
    articles = {article.id: article for article in shown.articles}
    events = shown.hidden if kind == "show" and shown.hidden else shown.events
    event, entity = events[number % len(events)], shown.entities[number % len(shown.entities)]
    match kind:
        case "merge":
            return make.merge([event, shown.events[(number + 1 + value) % len(shown.events)]], articles)
        case "split" | "hide-account" | "show-account":
            return make.on_accounts(kind, event.accounts[:1], articles)
        case "speaker":
            names = ("Claire Vasseur", "Odile Marchand", "Lemoine", "un passant")
            return make.speaker(shown.quotes[number % len(shown.quotes)], names[value], articles)
        case "name" | "alias":
            return make.entity(kind, entity, ("Un autre nom", "Claire Vasseur", "tribunal", "Orlac")[value])
        case "type":
            return make.entity(kind, entity, ("place", "organization", "person", "product")[value])
        case "add":
            account = event.accounts[0]
            return make.add(make.Added("Ajouté", "2025-03-04"), articles[account.article], account.text[:40])
        case "source":
            return make.add(make.Added(f"Ajouté {value}", None, source=make.Source(f"Des mots {value}.", "Un livre")))
        case "lost":
            made = make.of("star" if value else "hide", event, articles)
            told = [
                replace(each, sha256=f"{number:064}") if n < value else each for n, each in enumerate(made.events[0])
            ]
            return replace(made, events=(tuple(told),))
        case "lost-part":
            events = [event, shown.events[(number + 1 + value) % len(shown.events)]]
            one, other = make.merge(events, articles).events
            gone = Selector("Des mots", "Rien de tel nulle part, ", " ni ceci non plus.")
            return Correction("merge", events=(one, tuple(replace(p, sha256="0" * 64, selector=gone) for p in other)))
    values = VALUES.get(kind, (None,))
    return make.of(kind, event, articles, values[value % len(values)])


def stranger(folder, number):
    """An article that names who is not known, beside who is."""
    folder.mkdir(exist_ok=True)
    who, known = ("Odile Marchand", "Anatole Brisset", "Claire Vasseur")[number % 3], ("Kerbrat", "Orlac")[number % 2]
    file = folder / f"s{number}.txt"
    told = f"Le {number % 9 + 3} mars 2025, {known} a rencontré {who}, de la société Ferlux, à Brévaux."
    said = f"« Nous n'avons rien à cacher sur le port », a déclaré {who}, le 4 mars 2025. Un autre nom a suivi."
    file.write_text(f"Suite {number}\n\n{told}\n\n{said}\n", "utf-8")
    return file


_correct = st.one_of(
    st.tuples(st.sampled_from(SIMPLE), st.integers(0, 60), st.integers(0, 3)),
    st.tuples(st.sampled_from((*SIMPLE, "undo", "redo", "later", *OTHERS)), st.integers(0, 60), st.integers(0, 3)),
)
_add = st.tuples(st.sampled_from(("article", "article", "stranger")), st.integers(12, 60), st.just(0))
steps = st.lists(st.one_of(_correct, _correct, _add), min_size=1, max_size=8)


@settings(max_examples=5, deadline=None)
@given(steps)
def test_what_comes_is_corrected_as_all_would_be(built, later, tmp_path_factory, given_steps):
    both = Both(built, tmp_path_factory.mktemp("both"))
    for kind, number, value in [*given_steps, ("article", 61, 0)]:
        if kind in ("article", "stranger"):
            both.add((one if kind == "article" else stranger)(both.place / "new", number))
            both.are_alike()
        elif (made := correction(both.quick, kind, number, value, later)) is not None:
            both.correct(made)


def near_and_far(both, number):
    """The events that an article which comes will join, and the others."""
    copytree(both.place / "quick", both.place / "tried")
    tried = Library.open(both.place / "tried")
    before = {event.id: len(event.accounts) for event in tried.dataset().events}
    update(tried, [one(both.place / "new", number)])
    after = {event.id: len(event.accounts) for event in tried.dataset().events}
    near = {id for id, accounts in before.items() if after[id] > accounts}
    assert near
    assert before.keys() - near
    return sorted(near), sorted(before.keys() - near)


@pytest.mark.parametrize("kind", SIMPLE)
def test_what_sets_something_of_events_near_and_far_leaves_it_quick(both, kind, monkeypatch):
    number = 12
    near, far = near_and_far(both, number)
    shown = both.quick.dataset()
    articles = {article.id: article for article in shown.articles}
    events = {event.id: event for event in shown.events}
    value = VALUES.get(kind, (None,))[0]
    both.correct(*(make.of(kind, events[id], articles, value) for id in (*near, *far[:5])))
    with monkeypatch.context() as patch:
        # No other way is taken, and nothing is read from end to end.
        patch.setattr(adding._Putting, "with_all", lambda *_: pytest.fail("all was carried out"))
        summary = update(both.quick, [one(both.place / "new", number)])
    assert summary.placed == 1
    assert set(summary.news.sources) == set(near)
    if kind == "title":
        # What is said of it is what is shown.
        assert {summary.news.titles[id] for id in near} == {value}
    now = {event.id: event for event in (*both.quick.dataset().events, *both.quick.dataset().hidden)}
    for id in near:
        assert len(now[id].accounts) > len(events[id].accounts)
        match kind:
            case "star":
                assert now[id].by_hand.starred
            case "note":
                assert now[id].by_hand.note == value
            case "tag":
                assert now[id].by_hand.tags == (value,)
            case "date" | "title":
                assert getattr(now[id], kind) == value
            case "hide":
                assert id in {event.id for event in both.quick.dataset().hidden}
    monkeypatch.setattr(adding._Putting, "corrected", lambda *_: None)
    update(both.slow, [one(both.place / "new", number)])
    both.are_alike()


def test_what_was_about_an_article_that_had_not_come_holds_when_it_comes(both):
    file = both.place / "last.txt"
    file.write_text("Sarlonne\n\nLe 9 juin 2025, Hugo Ferrand a vendu la fanfare de Sarlonne.\n", "utf-8")
    copytree(both.place / "quick", both.place / "tried")
    tried = Library.open(both.place / "tried")
    update(tried, [file])
    shown = tried.dataset()
    told = next(event for event in shown.events if event.date == "2025-06-09")
    both.correct(make.of("star", told, {article.id: article for article in shown.articles}))
    assert len(both.quick.not_applicable()) == 1
    both.add(one(both.place / "new", 12))
    assert both.taken[-1] is not None
    assert len(both.quick.not_applicable()) == 1
    both.are_alike()
    both.add(file)
    # What it is about is looked for among all that there is.
    assert both.taken[-1] is None
    assert not both.quick.not_applicable()
    assert [event.id for event in both.quick.dataset().events if event.by_hand] == [told.id]
    both.are_alike()


@pytest.mark.parametrize("kind", ["merge", "split", "hide-account", "speaker", "add", "source", "name", "type"])
def test_what_else_is_corrected_far_away_leaves_it_quick(both, kind):
    near, _ = near_and_far(both, 12)
    shown = both.quick.dataset()
    told = {article for event in shown.events if event.id in near for article in event.articles}
    far = [n for n, event in enumerate(shown.events) if told.isdisjoint(event.articles)]
    numbers = {
        "merge": next(n for n in far if n + 1 in far),
        "speaker": next(n for n, quote in enumerate(shown.quotes) if quote.article not in told),
        "name": next(n for n, entity in enumerate(shown.entities) if not told & {m.article for m in entity.mentions}),
    }
    both.correct(correction(both.quick, kind, numbers.get(kind, far[0]), 1 if kind == "speaker" else 0))
    assert both.quick.carried_out().changes
    both.add(one(both.place / "new", 12))
    assert both.taken != [None]
    both.are_alike()
    # What is corrected after that is quick as well.
    library = both.quick
    taken = []
    with pytest.MonkeyPatch.context() as patch:
        real = correcting.quick
        patch.setattr(correcting, "quick", lambda *given: taken.append(found := real(*given)) or found)
        library.correct([make.of("star", shown.events[far[-1]], {a.id: a for a in shown.articles})])
    both.take_journal()
    assert taken != [None]
    both.are_alike()


@pytest.mark.parametrize("kind", ["merge", "split", "hide-account", "name", "type", "add"])
def test_what_else_is_corrected_of_what_an_article_adds_to_leaves_it_quick(both, kind):
    near, _ = near_and_far(both, 12)
    shown = both.quick.dataset()
    articles = {article.id: article for article in shown.articles}
    event = next(event for event in shown.events if event.id in near and len(event.accounts) > 1)
    match kind:
        case "merge":
            other = next(each for each in shown.events if each.id not in near)
            made = [make.merge([event, other], articles), make.of("title", event, articles, "Un titre")]
        case "name" | "type":
            entity = next(each for each in shown.entities if each.id in event.entities)
            made = [make.entity(kind, entity, "Un autre nom" if kind == "name" else "product")]
        case "add":
            words = event.accounts[0].text[:30]
            made = [make.add(make.Added("Ajouté", "2025-03"), articles[event.accounts[0].article], words)]
        case _:
            made = [make.on_accounts(kind, event.accounts[:1], articles), make.of("star", event, articles)]
    both.correct(*made)
    before = {event.id: event for event in (*both.quick.dataset().events, *both.quick.dataset().hidden)}
    both.add(one(both.place / "new", 12))
    assert None not in both.taken
    now = {event.id: event for event in both.quick.dataset().events}
    assert any(len(each.accounts) > len(before[id].accounts) for id, each in now.items() if id in before)
    both.are_alike()


def test_what_is_hidden_is_not_offered_as_what_new_events_may_be(both):
    both.correct(correction(both.quick, "hide", 6, 0))
    hidden = both.quick.dataset().hidden[0].id
    both.add(one(both.place / "new", 27))
    assert None not in both.taken
    assert any(hidden in (pair.a, pair.b) for pair in both.quick.found().pairs)
    assert not any(hidden in (pair.a, pair.b) for pair in both.quick.dataset().pairs)
    both.are_alike()


def test_who_is_called_otherwise_is_so_in_what_comes(both):
    vasseur = next(entity for entity in both.quick.dataset().entities if entity.name == "Claire Vasseur")
    both.correct(make.entity("name", vasseur, "Claire Vasseur-Roy"))
    before = both.quick.count("quotes")
    both.add(*(one(both.place / "new", number) for number in (12, 18, 24)))
    assert None not in both.taken
    quotes, found = both.quick.dataset().quotes, both.quick.found().quotes
    assert len(quotes) > before
    assert {q.speaker for q in quotes if "Vasseur" in (q.speaker or "")} == {"Claire Vasseur-Roy"}
    assert {q.speaker for q in found if "Vasseur" in (q.speaker or "")} == {"Claire Vasseur"}
    both.are_alike()


def test_an_event_that_may_be_another_one_is_hidden_alone(both, monkeypatch):
    both.add(one(both.place / "new", 12), one(both.place / "new", 27))
    found = both.quick.found()
    pair = found.pairs[0]
    articles = {article.id: article for article in found.articles}
    event = next(event for event in found.events if event.id == pair.a)
    both.correct(make.of("star", event, articles))
    for kind in ("hide", "note", "show", "hide", "undo", "undo", "redo"):
        library = both.quick
        made = correction(library, kind, 0, 0) if kind in ("undo", "redo") else make.of(kind, event, articles, "!")
        with monkeypatch.context() as patch:
            patch.setattr(Library, "_replay", lambda *_: pytest.fail("all was carried out"))
            library.correct([made])
        both.take_journal()
        both.are_alike()
        hidden = event.id in {event.id for event in both.quick.dataset().hidden}
        assert (pair in both.quick.dataset().pairs) != hidden
    # It was hidden, shown, hidden, and no longer so; nor shown, and so again.
    assert not hidden


def test_a_journal_that_came_from_elsewhere_is_carried_out_on_all(both):
    both.correct(correction(both.quick, "star", 3, 0))
    path = both.place / "quick/corrections.jsonl"
    line = path.read_bytes()
    both.correct(correction(both.quick, "star", 4, 0))
    for name in ("quick", "slow"):
        (both.place / name / "corrections.jsonl").write_bytes(line)
    both.add(one(both.place / "new", 12))
    assert both.taken == []
    both.are_alike()
    assert sum(event.by_hand is not None for event in both.quick.dataset().events) == 1


def test_what_is_found_of_a_corrected_library_is_read_row_by_row(both):
    for kind, number in (
        ("star", 2),
        ("hide", 5),
        ("date", 7),
        ("merge", 11),
        ("split", 17),
        ("speaker", 3),
        ("type", 1),
    ):
        both.correct(correction(both.quick, kind, number, 1))
    library = both.quick
    found, snapshot = library.found(), library.snapshot()
    rows = FoundSnapshot(snapshot, Recorded(library.carried_out().changes))
    assert list(rows.events) == list(found.events)
    assert list(rows.rows("whys")) == list(found.whys)
    assert list(rows.rows("quotes")) == list(found.quotes)
    assert list(rows.rows("quote_groups")) == list(found.quote_groups)
    plain = MemoryColumns(found)
    assert (rows.runs, list(rows.sources)) == (plain.runs, list(plain.sources))
    assert (list(rows.written), rows.spans) == (plain.written, plain.spans)
    for kind in KINDS:
        assert list(rows.facets(kind)) == list(plain.facets(kind))
        for facet, _ in plain.facets(kind):
            assert list(rows.members(facet)) == list(plain.members(facet))
    for place, event in enumerate(found.events):
        assert rows.position(event.id) == place
        assert rows.lookup.whys[event.id].event == event.id
    assert rows.dataset == found
