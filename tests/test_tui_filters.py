"""Filters as data: bitmaps, counts that follow the other filters, words, dates."""

from __future__ import annotations

from time import perf_counter

import pytest
from build import many, story
from hypothesis import given, settings
from hypothesis import strategies as st

from store.filters import Facet, Index, Query, bitmap_of, matching_words, positions, terms
from store.model import Account, Article, Dataset, Event
from tui.dates import read


@pytest.fixture(scope="module")
def index():
    return Index(story())


def ids(index, query):
    return [index.events[position].id for position in index.run(query)]


MORVAN = Facet("person", "e-morvan")
ORLAC = Facet("organization", "e-orlac")
KELLER = Facet("person", "e-keller")


def test_the_empty_query_shows_everything_in_the_order_of_time(index):
    shown = ids(index, Query())
    assert shown[:3] == ["ev-2015", "ev-2018", "ev-plainte"]
    assert set(shown[-2:]) == {"ev-none", "ev-none2"}
    assert not Query()


def test_including_and_excluding(index):
    assert ids(index, Query(include=frozenset({MORVAN}))) == ["ev-reply"]
    left = ids(index, Query(exclude=frozenset({MORVAN, ORLAC})))
    assert "ev-reply" not in left
    assert "ev-offre" not in left
    assert "ev-2015" in left


def test_all_of_one_kind_or_any_of_them(index):
    both = frozenset({MORVAN, KELLER})
    assert ids(index, Query(include=both)) == []
    assert ids(index, Query(include=both, any_of=frozenset({"person"}))) == ["ev-2018", "ev-reply"]


def test_kinds_add_up_even_under_any(index):
    query = Query(include=frozenset({MORVAN, KELLER, Facet("mark", "quotes")}), any_of=frozenset({"person"}))
    assert ids(index, query) == ["ev-reply"]


def test_counts_follow_the_other_filters(index):
    counts = {c.facet: c.events for c in index.choices("organization", Query())}
    assert counts[ORLAC] == 3
    after = {c.facet: c.events for c in index.choices("organization", Query(include=frozenset({MORVAN})))}
    assert after[ORLAC] == 0
    marks = {c.facet.value: c.events for c in index.choices("mark", Query())}
    assert marks == {
        **{"quotes": 1, "disagreement": 1, "single": 6, "guessed": 2, "undated": 2},
        **{"planned": 1, "denied": 0, "alleged": 2, "corrected": 0, "starred": 0},
        **{"noted": 0, "tagged": 0, "new": 0},
    }


def test_a_count_is_what_including_the_facet_leaves(index):
    query = Query(include=frozenset({Facet("source", "Ouest-Matin")}), exclude=frozenset({KELLER}))
    for kind in ("person", "organization", "place", "source", "language", "mark"):
        for choice in index.choices(kind, query):
            if choice.facet not in query.exclude:
                wanted = query if choice.facet in query.include else query.including(choice.facet)
                assert choice.events == len(index.run(wanted)), choice


def test_words_are_found_in_titles_and_accounts_without_case_and_accents(index):
    assert "ev-offre" in ids(index, Query(text="OFFRE brevaux"))
    assert ids(index, Query(text='"sommes prêts à racheter"')) == ["ev-reply"]
    assert ids(index, Query(text="racheter prêts sommes")) == ["ev-reply"]
    assert ids(index, Query(text='"prêts sommes"')) == []


def test_dates_are_inclusive_and_wide_dates_count_where_they_may_lie(index):
    assert ids(index, Query(first="2018", last="2018")) == ["ev-2018"]
    assert ids(index, Query(last="2017")) == ["ev-2015"]
    assert "ev-approx" in ids(index, Query(first="2025-03-20", last="2025-03-31"))
    assert "ev-none" not in ids(index, Query(first="1900"))


def test_sources_are_grouped_by_publisher(index):
    assert Facet("source", "Ouest-Matin") in [c.facet for c in index.choices("source", Query())]
    assert index.find("source", "ouest-matin") == [Facet("source", "Ouest-Matin")]
    assert index.find("person", "morvan") == [MORVAN]


def test_toggling(index):
    query = Query().including(MORVAN)
    assert query.include == {MORVAN}
    assert query.excluding(MORVAN) == Query(exclude=frozenset({MORVAN}))
    assert query.including(MORVAN) == Query()


def test_terms():
    assert terms('Été "Non  merci" x') == ["ete", "non merci", "x"]
    assert terms("« à demain »") == ["a demain"]
    assert terms("  ") == []


def test_matching_words():
    text = "L'Été à Brévaux"
    assert [text[a:b] for a, b in matching_words(text, "ete brev")] == ["L'Été", "Brévaux"]
    assert matching_words(text, "") == []


@given(st.sets(st.integers(0, 300)))
@settings(deadline=None, max_examples=50)
def test_bitmaps_there_and_back(members):
    assert positions(bitmap_of(members, 301)) == sorted(members)


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_no_search_text_breaks_anything(text):
    found = Index(story()).run(Query(text=text))
    assert list(found) == sorted(found)


def test_a_hundred_thousand_events_are_filtered_quickly():
    index = Index(many(20_000))
    index.choices("person", Query())
    index.hits("warm up")
    start = perf_counter()
    index.choices("person", Query(include=frozenset({Facet("person", "p7")})))
    assert index.run(Query(include=frozenset({Facet("person", "p7")}), text="happened"))
    assert perf_counter() - start < 0.5


@pytest.mark.parametrize("words", ["97.6", "97,6", "97,6 millions", '"97.6 millions"'])
def test_decimal_comma_and_point_are_alike(index, words):
    assert ids(index, Query(text=words)) == ["ev-offre"]
    text = "une offre de 97,6 millions, puis 97.6 millions"
    assert {text[a:b] for a, b in matching_words(text, "97.6")} == {"97,6", "97.6"}


@pytest.mark.parametrize("words", ["1300", "1 300", "1\u202f300"])
def test_thousands_are_found_with_and_without_spaces(index, words):
    assert ids(index, Query(text=words)) == ["ev-none"]
    text = "le port emploie 1\u00a0300 personnes"
    assert [text[a:b] for a, b in matching_words(text, words)] == ["1\u00a0300"]


def test_numbers_that_only_stand_beside_each_other_stay_apart():
    assert terms("en 2015 300 personnes") == ["en", "2015", "300", "personnes"]


def test_a_month_that_is_searched_for_finds_what_happened_in_it_and_nothing_undated():
    words = "Depuis novembre 2024, le port est calme."
    told = Dataset(
        (Article("a", "a.txt", words, publisher="Paper"),),
        events=tuple(
            Event(id, date, title, (Account(f"c-{id}", "a", 0, len(words), words, date),))
            for id, date, title in (
                ("day", "2024-11-17", "Le quai ouvre"),
                ("month", "2024-11", "Le quai ferme"),
                ("range", "2024-10-30/2024-11-02", "Grève"),
                ("other", "2025-01-03", "Le quai rouvre"),
                ("none", None, "Le port est calme"),
            )
        ),
    )
    index = Index(told)

    def found(text, lang="fr"):
        return [index.events[n].id for n in index.run(Query(text=text, named=read(text, lang)))]

    # The words stand in the passages of all of them.
    assert found("novembre 2024") == ["range", "month", "day", "other"]
    assert found("Nov. 2024") == ["range", "month", "day"]
    assert found("en novembre 2024") == ["range", "month", "day"]
    assert found("November 2024", "en") == ["range", "month", "day"]
    assert found("17 novembre 2024") == ["month", "day"]
    assert found('"novembre 2024"') == ["range", "month", "day", "other", "none"]
    assert found("2024") == ["range", "month", "day", "other", "none"]
    assert found("calme") == ["range", "month", "day", "other", "none"]
