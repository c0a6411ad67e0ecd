"""Whatever filters are put in force and taken back, what is shown is what a plain reading of their meaning leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from store.filters import KINDS, Facet, Query
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Entity, Event
from store.query import facets_of
from tui.view import View

NAMES = ("Zoé Tan", "Élan", "İzmir", "山田", "Nord 🚢", "עדה", "Zoe tan")
TYPES = ("person", "organization", "place", "product", "event", "work")
WORDS = ("Grève", "greve", "au port", "97,4", "97.4", "1 300", "ÉTÉ", "quai")
# Each with the days it covers, written down and not worked out by what is tested.
DATES: dict[str | None, tuple[date, date] | None] = {
    None: None,
    "2020": (date(2020, 1, 1), date(2020, 12, 31)),
    "2020-05": (date(2020, 5, 1), date(2020, 5, 31)),
    "2020-05-07": (date(2020, 5, 7), date(2020, 5, 7)),
    "2020-05-07~": (date(2020, 5, 7), date(2020, 5, 7)),
    "2019-12-30/2020-01-02": (date(2019, 12, 30), date(2020, 1, 2)),
    "2021-01/..": (date(2021, 1, 1), date.max),
    "199X": (date(1990, 1, 1), date(1999, 12, 31)),
}
ENDS = [told for told in DATES if told and "/" not in told]
FACETS = [
    *(Facet(("person", "organization", "place", "product", "other", "other")[n % 6], f"n{n}") for n in range(7)),
    *(Facet("source", name) for name in ("Le Quai", "1.txt")),
    *(Facet("language", code) for code in ("fr", "en")),
    *(Facet("mark", mark) for mark in ("quotes", "single", "guessed", "undated", "planned", "denied", "alleged")),
]


@st.composite
def datasets(draw):
    articles = (
        Article("a0", "0.txt", "words", publisher="Le Quai", language="fr"),
        Article("a1", "1.txt", "words", language="en"),
        Article("a2", "2.txt", "words", publisher="Le Quai", language="en"),
    )
    entities = tuple(Entity(f"n{n}", name, TYPES[n % 6]) for n, name in enumerate(NAMES))
    events = []
    for n in range(draw(st.integers(0, 9))):
        told = draw(st.lists(st.sampled_from(articles), min_size=1, max_size=3, unique=True))
        accounts = tuple(
            Account(
                f"c{n}-{m}",
                article.id,
                0,
                5,
                " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3))),
                status=draw(st.sampled_from(["happened", "planned", "denied", "alleged"])),
            )
            for m, article in enumerate(told)
        )
        title = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=3)))
        names = draw(st.lists(st.sampled_from([entity.id for entity in entities]), max_size=3, unique=True))
        day = draw(st.sampled_from(list(DATES)))
        quotes = ("q",) if draw(st.booleans()) else ()
        events.append(Event(f"e{n}", day, title, accounts, tuple(names), quotes=quotes))
    return Dataset(articles, entities=entities, events=tuple(events))


changes = st.one_of(
    st.tuples(st.just("include"), st.sampled_from(FACETS)),
    st.tuples(st.just("exclude"), st.sampled_from(FACETS)),
    st.tuples(st.just("without"), st.sampled_from(FACETS)),
    st.tuples(st.just("match"), st.sampled_from(KINDS)),
    st.tuples(st.sampled_from(["first", "last"]), st.one_of(st.none(), st.sampled_from(ENDS))),
    st.tuples(st.just("text"), st.sampled_from(["", " ", "greve", '"au port"', "97.4", "1300 été", "zzz"])),
    st.tuples(st.just("clear"), st.none()),
    st.tuples(st.just("hide"), st.none()),
)


def changed(query: Query, what: str, value) -> Query:
    match what:
        case "include":
            return query.including(value)
        case "exclude":
            return query.excluding(value)
        case "without":
            return query.without(value)
        case "match":
            return query.matching(value)
        case "clear":
            return query.cleared()
        case _:
            return replace(query, **{what: value})


def plain(text: str) -> str:
    """Case, accents, decimal commas and the spaces of thousands away: only what the words above need."""
    for one, other in (("è", "e"), ("É", "e"), ("é", "e"), ("97,4", "97.4"), ("1 300", "1300")):
        text = text.replace(one, other)
    return text.lower()


def leaves(query: Query, event: Event, lookup: Lookup) -> bool:
    """Whether the query leaves the event, as its meaning is told in words."""
    has = set(facets_of(event, lookup))
    if has & query.exclude:
        return False
    for kind in KINDS:
        wanted = {facet for facet in query.include if facet.kind == kind}
        enough = any if kind in query.any_of else all
        if wanted and not enough(facet in has for facet in wanted):
            return False
    covered = DATES[event.date]
    for end in (query.first, query.last):
        if end and covered is None:
            return False
    if query.first and covered[1] < DATES[query.first][0]:
        return False
    if query.last and covered[0] > DATES[query.last][1]:
        return False
    return found(query.text, event)


def found(text: str, event: Event) -> bool:
    told = [plain(event.title), *(plain(account.text) for account in event.accounts)]
    wanted = [text.strip('"')] if text.startswith('"') else text.split()
    return all(any(plain(word) in part for part in told) for word in wanted)


@given(datasets(), st.lists(changes, max_size=8))
@settings(deadline=None, max_examples=120)
def test_what_is_shown_is_what_the_filters_mean(dataset, steps):
    view = View(dataset)
    lookup = Lookup(dataset)
    for what, value in steps:
        if what == "hide":
            view.hide_others = not view.hide_others
            view.set_query(view.query)
        else:
            view.set_query(changed(view.query, what, value))
        query = view.query
        hiding = query if view.hide_others else replace(query, text="")
        wanted = {event.id for event in dataset.events if leaves(hiding, event, lookup)}
        assert {view.event(position).id for position in view.shown} == wanted
        assert len(view.shown) == len(wanted)
        hits = {event.id for event in dataset.events if query.text.strip() and found(query.text, event)}
        assert {view.event(n).id for n in range(view.total) if view.is_hit(n)} == hits


@given(datasets(), st.lists(changes, max_size=6))
@settings(deadline=None, max_examples=60)
def test_a_count_is_what_the_choice_would_leave(dataset, steps):
    view = View(dataset)
    lookup = Lookup(dataset)
    query = Query()
    for what, value in steps:
        query = query if what == "hide" else changed(query, what, value)
    for kind in KINDS:
        for facet, _, count in view.index.choices(kind, query):
            asked = query.without(facet)
            if kind in query.any_of:
                # Where any is enough, a count is of the events that have it, whatever else of its kind is wanted.
                asked = replace(asked, include=frozenset(f for f in asked.include if f.kind != kind))
            asked = asked.including(facet)
            assert count == sum(leaves(asked, event, lookup) for event in dataset.events), (facet, query)
