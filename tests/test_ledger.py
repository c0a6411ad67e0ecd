"""Facts × sources: what is the same, what differs, who is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import story

from store.events.ledger import ledger, quotes_of, sources_of
from store.lookup import Lookup
from store.model import Dataset, Disagreement, Event, Reading


@pytest.fixture(scope="module")
def lookup():
    return Lookup(story())


def event(lookup, id):
    return next(found for found in lookup.dataset.events if found.id == id)


def states(lookup, id, fact):
    table = ledger(lookup, event(lookup, id))
    row = next(row for row in table.rows if row.fact == fact)
    return {source.article.id: cell.state for source, cell in zip(table.sources, row.cells, strict=True)}


def test_sources_stand_in_the_order_of_publication(lookup):
    found = [source.article.id for source in sources_of(lookup, event(lookup, "ev-offre"))]
    assert found == ["a2", "a1", "a4", "a5", "a3"]


def test_the_source_that_stands_apart_differs_and_the_silent_are_silent(lookup):
    assert states(lookup, "ev-offre", "amount") == {
        "a1": "same", "a2": "conflict", "a3": "same", "a4": "same", "a5": "silent",
    }  # fmt: skip


def test_another_precision_is_no_conflict(lookup):
    assert states(lookup, "ev-offre", "date") == {
        "a1": "same", "a2": "rounding", "a3": "silent", "a4": "same", "a5": "silent",
    }  # fmt: skip


def test_a_status_of_its_own_is_no_conflict(lookup):
    assert states(lookup, "ev-offre", "status")["a5"] == "other"
    assert states(lookup, "ev-offre", "status")["a1"] == "same"


def test_only_a_graded_disagreement_differs(lookup):
    told = event(lookup, "ev-offre")
    ungraded = replace(told, disagreements=(), same_fact=())
    late = replace(ungraded.accounts[3], date="2025-04-02")
    ungraded = replace(ungraded, accounts=(*ungraded.accounts[:3], late, ungraded.accounts[4]))
    found = {cell.state for row in ledger(lookup, ungraded).rows for cell in row.cells}
    assert "conflict" not in found
    assert "other" in found


def test_a_tie_marks_nobody_unless_there_is_a_disagreement(lookup):
    told = event(lookup, "ev-offre")
    tie = Disagreement(
        "amount", "l'offre", "rounding", (Reading("97.4 M EUR", ("a1",)), Reading("97.6 M EUR", ("a2",)))
    )
    same = replace(told, disagreements=(), same_fact=(tie,))
    row = next(row for row in ledger(lookup, same).rows if row.fact == "amount")
    assert "rounding" not in {cell.state for cell in row.cells}
    conflict = replace(told, disagreements=(tie,))
    row = next(row for row in ledger(lookup, conflict).rows if row.fact == "amount")
    assert [cell.state for cell in row.cells].count("conflict") == 2


def test_the_words_that_date_are_those_of_the_article(lookup):
    table = ledger(lookup, event(lookup, "ev-offre"))
    row = next(row for row in table.rows if row.fact == "rests")
    assert row.cells[1].values == ("Lundi 10 mars 2025",)


def test_quotes_are_those_of_the_source(lookup):
    reply = event(lookup, "ev-reply")
    for source in sources_of(lookup, reply):
        assert [quote.article for quote in quotes_of(lookup, reply, source)] == [source.article.id]


def test_an_event_without_known_articles_has_an_empty_ledger():
    table = ledger(Lookup(Dataset()), Event("e", None, "t", ()))
    assert table.sources == ()
    assert table.rows == ()


def test_the_expression_that_dates_an_account(lookup):
    account = event(lookup, "ev-offre").accounts[3]
    found = lookup.dating(account)
    assert found.surface == "Monday"
    assert found.rule == "weekday"
    assert lookup.dating(event(lookup, "ev-none").accounts[0]) is None


def test_mentions_in_a_passage(lookup):
    account = event(lookup, "ev-offre").accounts[0]
    names = {entity.name for _, entity in lookup.mentions("a1", account.start, account.end)}
    assert names == {"Orlac", "Brévaux"}
