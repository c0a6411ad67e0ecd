"""Columns of which a few rows changed: whatever is asked, they say what columns made anew of everything say."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.index import editing, edits, writing
from store.index import file as sections_file
from store.index.edited import EditedColumns
from store.index.file import IndexDamagedError, Sections
from store.index.memory import in_order
from store.index.reading import COLUMNS, EDITS, RANGES, TABLES, StoredColumns, open_columns
from store.index.spliced import Cut, Spliced
from store.library import readers
from store.library.columns import columns_before, columns_file, write_columns, write_edited_columns
from store.library.head import Head
from store.library.library import Library as Stored
from store.library.snapshot import Snapshot
from store.model import (
    Account,
    Article,
    Dataset,
    Entity,
    Event,
    Mention,
    Quote,
    QuoteGroup,
    QuoteMember,
    TimeExpression,
    Why,
)
from store.query import KINDS, OWN_MARKS, Facet

DATES = (None, "2024", "2024-05", "2024-05-03", "2024-05-03~", "2025-01", "2025-01-02", "1999/2001", "not a date")
TYPES = ("person", "organization", "place", "product", "event", "work")


@dataclass
class Tables:
    """The tables of a library as they are stored; what changed is what is no longer the same object."""

    articles: list[Article] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    quote_groups: list[QuoteGroup] = field(default_factory=list)
    whys: list[Why] = field(default_factory=list)
    time_expressions: list[TimeExpression] = field(default_factory=list)
    mentions: list[tuple[str, Mention]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return sorted(article.id for article in self.articles)

    def dataset(self) -> Dataset:
        named = {
            entity.id: tuple(mention for id, mention in self.mentions if id == entity.id) for entity in self.entities
        }
        names = ("articles", "events", "quotes", "quote_groups", "whys", "time_expressions")
        return Dataset(
            **{name: tuple(getattr(self, name)) for name in names},
            entities=tuple(replace(entity, mentions=named[entity.id]) for entity in self.entities),
        )


class Library:
    """Makes tables and changes them, by chance."""

    def __init__(self, seed: int, events: int) -> None:
        self.random = Random(seed)
        self.made = 0
        self.tables = Tables()
        for _ in range(max(1, events // 3)):
            self.add_article()
            self.add_entity()
        for _ in range(events):
            self.add_event()
        self.settle()

    def id(self, letter: str) -> str:
        self.made += 1
        return f"{letter}{self.random.randrange(16**4):04x}{self.made}"

    def at(self, rows: list) -> int:
        return self.random.randint(0, len(rows))

    def add_article(self) -> None:
        tables, random = self.tables, self.random
        article = self.article(self.id("a"))
        tables.articles.insert(self.at(tables.articles), article)
        tables.time_expressions += [
            TimeExpression(article.id, n, n + 1, "x", "DATE", "2024") for n in range(random.randrange(3))
        ]
        for n in range(random.randrange(3)):
            quote = Quote(self.id("q"), article.id, n, n + 1, "x", "direct")
            tables.quotes.append(quote)
            others = random.sample(tables.quotes, min(len(tables.quotes), random.randrange(3)))
            members = dict.fromkeys([quote.id, *(other.id for other in others)])
            group = QuoteGroup(self.id("g"), None, tuple(QuoteMember(id, article.id, "x") for id in members))
            tables.quote_groups.insert(self.at(tables.quote_groups), group)
        for n, entity in enumerate(random.sample(tables.entities, min(len(tables.entities), random.randrange(4)))):
            tables.mentions.append((entity.id, Mention(article.id, n, n + 1, "x")))

    def article(self, id: str) -> Article:
        random = self.random
        return Article(
            id,
            f"{random.randrange(4)}.txt",
            "",
            random.choice([None, "A title"]),
            random.choice([None, "Le Phare", "The Harbour Times", "1.txt"]),
            language=random.choice(["fr", "en"]),
            published=random.choice(DATES),
        )

    def add_entity(self) -> None:
        entities, random = self.tables.entities, self.random
        entities.insert(self.at(entities), Entity(self.id("e"), random.choice("NM"), random.choice(TYPES)))

    def add_event(self) -> None:
        self.tables.events.insert(self.at(self.tables.events), self.event(self.id("v")))
        if self.random.random() < 0.5:
            self.tables.whys.insert(self.at(self.tables.whys), Why(self.tables.events[-1].id))

    def event(self, id: str) -> Event:
        random, tables = self.random, self.tables
        told = random.choices(tables.articles, k=random.randint(1, 3)) if tables.articles else []
        about = random.sample(tables.entities, min(len(tables.entities), random.randrange(3)))
        status = random.choice(["happened", "planned", "denied"])
        accounts = tuple(Account(self.id("c"), article.id, 0, 1, "x", status=status) for article in told)
        quotes = ("q",) if random.random() < 0.3 else ()
        return Event(id, random.choice(DATES), "T", accounts, tuple(one.id for one in about), quotes=quotes)

    def settle(self) -> None:
        """Bring the tables into the order in which they are stored."""
        tables = self.tables
        place = {article.id: n for n, article in enumerate(tables.articles)}
        tables.events = list(in_order(tables.events))
        tables.time_expressions.sort(key=lambda found: place[found.article])
        tables.quotes.sort(key=lambda quote: place[quote.article])
        tables.mentions.sort(key=lambda row: place[row[1].article])

    def remove_article(self) -> None:
        tables = self.tables
        if not tables.articles:
            return
        gone = tables.articles.pop(self.random.randrange(len(tables.articles))).id
        tables.time_expressions = [found for found in tables.time_expressions if found.article != gone]
        tables.mentions = [row for row in tables.mentions if row[1].article != gone]
        tables.quotes = [quote for quote in tables.quotes if quote.article != gone]
        kept = (
            replace(event, accounts=accounts)
            if len(accounts := tuple(a for a in event.accounts if a.article != gone)) < len(event.accounts)
            else event
            for event in tables.events
        )
        tables.events = [event for event in kept if event.accounts]

    def change_article(self) -> None:
        tables = self.tables
        if tables.articles:
            row = self.random.randrange(len(tables.articles))
            tables.articles[row] = changed = self.article(tables.articles[row].id)
            tables.events = [replace(event) if changed.id in event.articles else event for event in tables.events]

    def change_entity(self) -> None:
        entities, random = self.tables.entities, self.random
        if entities:
            entity = entities.pop(random.randrange(len(entities)))
            entities.insert(self.at(entities), replace(entity, name=entity.name + "!", type=random.choice(TYPES)))

    def remove_entity(self) -> None:
        tables = self.tables
        if tables.entities:
            gone = tables.entities.pop(self.random.randrange(len(tables.entities))).id
            tables.mentions = [row for row in tables.mentions if row[0] != gone]
            tables.events = [
                replace(event, entities=tuple(id for id in event.entities if id != gone))
                if gone in event.entities
                else event
                for event in tables.events
            ]

    def change_event(self) -> None:
        events = self.tables.events
        if events:
            row = self.random.randrange(len(events))
            events[row] = self.event(events[row].id)

    def remove_event(self) -> None:
        if self.tables.events:
            self.tables.events.pop(self.random.randrange(len(self.tables.events)))

    def change_mentions(self) -> None:
        mentions = self.tables.mentions
        if mentions:
            row = self.random.randrange(len(mentions))
            mentions[row : row + 1] = [(mentions[row][0], replace(mentions[row][1]))] * self.random.randrange(3)

    def change(self, steps: list[str]) -> editing.Change:
        """Take these steps; returns what they changed."""
        before = replace(self.tables, **{name: list(getattr(self.tables, name)) for name in vars(self.tables)})
        texts = self.tables.texts
        for step in steps:
            getattr(self, step)()
        self.settle()
        cuts = {name: cuts_of(getattr(before, name), getattr(self.tables, name)) for name in vars(self.tables)}
        new = {name: arrived(cuts[name], getattr(self.tables, name)) for name in vars(self.tables)}
        cuts["texts"] = cuts_of([*map(Text, texts)], [*map(Text, self.tables.texts)])
        mentions = [mention.article for _, mention in new.pop("mentions")]
        told = {id for event in new["events"] for id in event.articles}
        about = {id for event in new["events"] for id in event.entities}
        return editing.Change(
            cuts,
            Dataset(**{name: tuple(rows) for name, rows in new.items()}),
            arrived(cuts["texts"], self.tables.texts),
            mentions,
            Dataset(
                articles=tuple(a for a in before.articles if a.id in told and a not in new["articles"]),
                entities=tuple(e for e in before.entities if e.id in about and e not in new["entities"]),
            ),
        )


STEPS = [name for name in vars(Library) if name.startswith(("add_", "change_", "remove_"))]


class Text(str):
    """Compared by what it says, where other rows are by what they are."""


def same(one: object, other: object) -> bool:
    return one == other if isinstance(one, Text) else one is other


def cuts_of(before: list, after: list) -> list[Cut]:
    """Cuts that make one list of the other; what moved is cut out and comes new."""
    found: list[Cut] = []
    place = {one if isinstance(one, Text) else id(one): n for n, one in enumerate(before)}
    at = now = 0
    for n, row in enumerate(after):
        was = place.get(row if isinstance(row, Text) else id(row), -1)
        if was >= at:
            if was > at or n > now:
                found.append(Cut(at, was - at, n - now))
            at, now = was + 1, n + 1
    if len(before) > at or len(after) > now:
        found.append(Cut(at, len(before) - at, len(after) - now))
    return found


def arrived(cuts: list[Cut], after: list) -> list:
    found, shift = [], 0
    for row, gone, new in cuts:
        found += after[row + shift : row + shift + new]
        shift += new - gone
    return found


def anew(tables: Tables) -> StoredColumns:
    return StoredColumns(Sections.of(writing.columns(tables.dataset()), COLUMNS))


def assert_same(found: StoredColumns | EditedColumns, wanted: StoredColumns, tables: Tables, ever: set[str]) -> None:
    for name in ("total", "articles", "opening", "table_rows"):
        assert getattr(found, name) == getattr(wanted, name), name
    for name in ("runs", "spans", "sources", "written", "out", "bylines"):
        assert list(getattr(found, name)) == list(getattr(wanted, name)), name
    events = [event.id for event in tables.events]
    assert [found.event_id(position) for position in range(found.total)] == found.event_ids == events
    for mark in OWN_MARKS:
        assert found.marks(mark) == wanted.marks(mark), mark
    for kind in KINDS:
        assert list(found.facets(kind)) == list(wanted.facets(kind)), kind
        for value in (*ever, "fr", "en", *OWN_MARKS, *(f"{n}.txt" for n in range(4)), "Le Phare", "The Harbour Times"):
            assert list(found.members(Facet(kind, value))) == list(wanted.members(Facet(kind, value)))
    for table in TABLES[:7]:
        for id in ever:
            assert found.rows(table, id) == wanted.rows(table, id), (table, id)
    for id in ever:
        assert list(found.told_by(id)) == list(wanted.told_by(id)) == told_by(tables, id), id
    for name in RANGES:
        for article in range(len(tables.articles)):
            assert found.range(name, article) == wanted.range(name, article), name


def told_by(tables: Tables, article: str) -> list[int]:
    return [position for position, event in enumerate(tables.events) if article in event.articles]


def ids(tables: Tables) -> set[str]:
    return {row.id for name in ("articles", "entities", "events", "quotes") for row in getattr(tables, name)}


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10**6),
    st.integers(0, 25),
    st.lists(st.lists(st.sampled_from(STEPS), max_size=6), min_size=1, max_size=5),
)
def test_edits_on_edits_say_what_columns_made_anew_say(seed, events, changes):
    with pytest.MonkeyPatch.context() as patch:
        if seed % 2:
            # Sections are read block by block, as those of big libraries are.
            patch.setattr(sections_file, "_BLOCK", 64)
            patch.setattr(sections_file, "_FEW_BLOCKS", 0)
        check_edits_on_edits(seed, events, changes)


def check_edits_on_edits(seed: int, events: int, changes: list[list[str]]) -> None:
    library = Library(seed, events)
    columns: StoredColumns | EditedColumns = anew(library.tables)
    ever = ids(library.tables)
    for steps in changes:
        change = library.change(steps)
        columns = editing.edited(columns, "base", change)
        ever |= ids(library.tables)
        wanted = writing.columns(library.tables.dataset())
        assert editing.whole(columns) == wanted
        read = edits.read(Sections.of(columns.encoded(), EDITS), columns.base.table_rows)
        columns = EditedColumns(columns.base, "base", read, columns.opening)
        assert_same(columns, StoredColumns(Sections.of(wanted, COLUMNS)), library.tables, ever)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 12), st.integers(0, 10**6), st.integers(1, 4))
def test_cuts_on_cuts_are_cuts(rows, seed, times):
    random = Random(seed)
    first = old = [f"old {n}" for n in range(rows)]
    new: list[str] = []
    spliced = Spliced((), rows)
    for time in range(times):
        cuts, came, at = [], [], 0
        while at <= len(old) and random.random() < 0.7:
            row = random.randint(at, len(old))
            cuts.append(Cut(row, random.randint(0, len(old) - row), random.randrange(3)))
            came += [f"new {time} {len(came) + n}" for n in range(cuts[-1].new)]
            at = row + cuts[-1].gone + 1
        wanted = Spliced(cuts, len(old)).spliced(old, came)
        whole, inner = spliced.then(cuts)
        new = Spliced(inner, len(new)).spliced(new, came)
        spliced = Spliced(whole, rows)
        assert spliced.spliced(first, new) == wanted
        assert (spliced.rows, spliced.new) == (len(wanted), len(new))
        old = wanted
    place = {row: n for n, row in enumerate(old)}
    assert spliced.places == [spliced.now(n) for n in range(rows)] == [place.get(row, -1) for row in first]
    assert spliced.arrived == [place[row] for row in new]
    assert [first[was] if (was := spliced.was(n)) >= 0 else new[~was] for n in range(len(old))] == old
    for start in range(rows + 1):
        for end in range(start, rows + 1):
            left = [place[row] for row in first[start:end] if row in place]
            assert spliced.span(start, end) == ((left[0], left[-1] + 1) if left else (0, 0))


@pytest.mark.parametrize("cuts", [[(3, 1, 0)], [(0, 4, 0)], [(1, 1, 0), (0, 1, 0)], [(0, 2, 0), (1, 0, 1)]])
def test_cuts_that_do_not_fit_are_refused(cuts):
    with pytest.raises(ValueError, match="does not fit"):
        Spliced(cuts, 3)


def test_a_change_that_tells_too_little_is_refused():
    library = Library(1, 9)
    before = anew(library.tables)
    change = library.change(["add_event", "add_article"])
    for lacking in (
        replace(change, new=replace(change.new, events=())),
        replace(change, texts=()),
        replace(change, new=replace(change.new, articles=()), beside=Dataset()),
        replace(change, beside=Dataset(entities=change.beside.entities)),
        replace(change, cuts={**change.cuts, "events": [Cut(99, 1, 1)]}),
    ):
        with pytest.raises(IndexDamagedError):
            editing.edited(before, "base", lacking)
    assert editing.edited(before, "base", change).total == 10


# -- in the folder of a library ----------------------------------------------------------------------------------------


def store(place: Path, tables: Tables) -> Head:
    """Bring the tables into a library, whose columns are those of everything; returns its head."""
    library = Stored.create(place)
    with library.transaction():
        library.store_articles([], [])
        library.store_derived(tables.dataset(), "0")
    return library.head()


@pytest.fixture
def place(tmp_path):
    return tmp_path / "library"


@pytest.fixture
def steps(place):
    """Changes a library, and writes edits of its columns."""
    library = Library(5, 30)
    store(place, library.tables)

    def step(*steps: str) -> Library:
        before = Stored.open(place).head()
        known = {file: file.read_bytes() for file in (place / "index").glob("columns-*")}
        change = library.change(list(steps))
        after = store(place, library.tables)
        columns_file(place, after).unlink(missing_ok=True)
        for file, content in known.items():
            file.write_bytes(content)
        assert write_edited_columns(place, before, after, change)
        return library

    return step


def columns_in(place: Path) -> list[int]:
    """The sizes of the files of columns, the bigger first."""
    return sorted((file.stat().st_size for file in (place / "index").glob("columns-*")), reverse=True)


def assert_painted(place: Path, library: Library) -> None:
    found = Snapshot.open(place)._columns
    assert_same(found, anew(library.tables), library.tables, ids(library.tables))


def test_a_library_has_one_whole_file_and_the_last_edits(place, steps):
    (whole,) = columns_in(place)
    for _ in range(4):
        library = steps("add_article", "add_event", "change_event")
        size, small = columns_in(place)
        assert size == whole
        assert small < whole
        assert isinstance(open_columns(columns_file(place, Stored.open(place).head())), EditedColumns)
        assert_painted(place, library)
    assert Snapshot.open(place, make=False) is not None


def test_many_edits_become_one_whole_file(place, steps, monkeypatch):
    steps("add_event", "add_article")
    assert len(columns_in(place)) == 2
    monkeypatch.setattr(editing, "_ALWAYS", 0)
    library = steps("add_event")
    file = columns_file(place, Stored.open(place).head())
    assert [file] == list((place / "index").glob("columns-*"))
    assert file.read_bytes() == b"".join(writing.columns(library.tables.dataset()))
    assert_painted(place, library)


@pytest.mark.parametrize("damage", ["gone", "short", "changed", "another"])
@pytest.mark.parametrize("which", [0, 1])
def test_edits_that_are_damaged_or_have_lost_their_base_are_made_anew(place, steps, which, damage):
    library = steps("add_article", "add_event")
    edited = columns_file(place, Stored.open(place).head())
    (base,) = set((place / "index").glob("columns-*")) - {edited}
    file = (base, edited)[which]
    content = file.read_bytes()
    if damage == "gone":
        file.unlink()
    elif damage == "short":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "changed":
        file.write_bytes(content[:-200] + bytes(byte ^ 255 for byte in content[-200:]))
    else:
        other = writing.columns(Library(9, 30).tables.dataset())
        file.write_bytes(b"".join(other) if which == 0 else content.replace(b"timeline-edited", b"timeline-other"))
    assert_painted_by_all(place, library)
    assert_painted(place, library)


def assert_painted_by_all(place: Path, library: Library) -> None:
    snapshot, wanted = Snapshot.open(place), anew(library.tables)
    for id in ids(library.tables):
        for table in TABLES[:7]:
            assert snapshot.rows_of(table, id) == wanted.rows(table, id)
    for kind in KINDS:
        assert list(snapshot.facets(kind)) == list(wanted.facets(kind))
        for facet, _ in wanted.facets(kind):
            assert list(snapshot.members(facet)) == list(wanted.members(facet))
    for mark in OWN_MARKS:
        assert snapshot.marks(mark) == wanted.marks(mark)
    for article in range(len(library.tables.articles)):
        for name in RANGES:
            assert range(*snapshot.range_of(name, article)) == wanted.range(name, article)
    for name in ("runs", "spans", "sources", "written", "out", "opening"):
        assert getattr(snapshot, name) == getattr(wanted, name), name


def test_edits_of_columns_that_are_not_there_are_not_written(place, steps):
    library = steps("add_event")
    head = Stored.open(place).head()
    for file in (place / "index").glob("columns-*"):
        file.unlink()
    change = library.change(["add_event"])
    after = store(place, library.tables)
    columns_file(place, after).unlink()
    assert not write_edited_columns(place, head, after, change)
    assert_painted(place, library)


def test_a_state_that_comes_back_has_columns_that_are_not_edits_of_themselves(place):
    library = Library(7, 20)
    first = store(place, library.tables)
    whole = columns_file(place, first).read_bytes()
    tables = replace(library.tables, **{name: list(rows) for name, rows in vars(library.tables).items()})
    there = library.change(["add_event"])
    second = store(place, library.tables)
    columns_file(place, second).unlink()
    columns_file(place, first).write_bytes(whole)
    assert write_edited_columns(place, first, second, there)
    (cut,) = there.cuts["events"]
    back = editing.Change({"events": [Cut(cut.row, cut.new, cut.gone)]}, Dataset())
    if there.cuts["whys"]:
        (cut,) = there.cuts["whys"]
        back.cuts["whys"] = [Cut(cut.row, cut.new, cut.gone)]
    assert write_edited_columns(place, second, first, back)
    assert columns_in(place) == [len(whole)]
    assert columns_file(place, first).read_bytes() == whole
    store(place, tables)
    library.tables = tables
    assert_painted(place, library)


def test_a_dataset_that_shares_most_with_the_one_before_is_written_as_edits(place, steps):
    library = steps("add_article", "add_event", "change_event")
    tables, head = library.tables, Stored.open(place).head()
    before = replace(tables.dataset())
    events = list(before.events)
    events[2:5] = [replace(events[4], title="Another"), replace(events[2], date="1980")]
    after = replace(before, events=in_order(events), whys=before.whys[:-1])
    known = columns_before(place, head, before, whole=True)
    assert known is not None
    found = b"".join(write_columns(place, head, after, known))
    assert len(found) < max(columns_in(place))
    assert editing.whole(open_columns(columns_file(place, head))) == writing.columns(after)


def test_where_articles_changed_all_columns_are_written(place, steps):
    library = steps("add_article", "add_event")
    head, before = Stored.open(place).head(), library.tables.dataset()
    library.change(["add_article"])
    after = library.tables.dataset()
    assert write_columns(place, head, after, columns_before(place, head, before, whole=False)) == []
    assert write_columns(place, head, after, columns_before(place, head, before, whole=True)) == writing.columns(after)


def test_columns_that_give_way_while_a_reader_begins_are_not_made_anew(place, steps, monkeypatch):
    library = steps("add_event")
    old, real = Stored.open(place).head(), readers.read
    heads = [(old, None)]
    steps("add_article", "add_event")
    files = set((place / "index").glob("columns-*"))
    monkeypatch.setattr(readers, "read", lambda path: heads.pop() if heads else real(path))
    seen = Snapshot.open(place, make=False)
    assert seen is not None
    assert len(seen.events) == len(library.tables.events)
    assert set((place / "index").glob("columns-*")) == files


def test_a_reader_of_an_earlier_state_leaves_the_columns_of_the_later(place, steps):
    steps("add_event")
    seen, before = Snapshot.open(place), list(Snapshot.open(place).sources)
    steps("add_article", "add_event")
    files = set((place / "index").glob("columns-*"))
    again = seen._made_anew()
    assert list(again.sources) == before
    assert set((place / "index").glob("columns-*")) == files


def test_what_could_not_be_stored_is_in_no_columns(place):
    library = Library(3, 12)
    store(place, library.tables)
    stored = Stored.open(place)
    dataset = stored.dataset()
    with suppress(KeyboardInterrupt), stored.transaction():
        stored.store_derived(replace(dataset, events=dataset.events[:2]), "0", dataset)
        raise KeyboardInterrupt
    stored.rename("Another")
    assert_painted(place, library)
