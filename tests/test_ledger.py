"""Facts × sources: what is the same, what differs, who is silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import story

from store.assemble import assemble
from store.events.ledger import ledger, quotes_of, sources_of
from store.lookup import Lookup
from store.model import Dataset, Disagreement, Event, Reading
from store.reading import make_article


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


def test_a_planned_figure_and_an_achieved_one_stand_in_rows_of_their_own(lookup):
    told = event(lookup, "ev-offre")
    plans = [replace(amount, value=80e6, surface="80 millions") for amount in told.accounts[2].amounts]
    planned = tuple(
        replace(a, status="planned", amounts=tuple(plans)) if a.id in ("c3", "c4") else a for a in told.accounts
    )
    table = ledger(lookup, replace(told, accounts=planned))
    amounts = [row for row in table.rows if row.fact == "amount"]
    # Two sources plan 80; of those that tell it as done, one says 97,4 and one 97,6.
    assert [row.planned for row in amounts] == [False, True]
    assert [cell.state for cell in amounts[1].cells].count("same") == 2
    assert [cell.state for cell in amounts[0].cells].count("conflict") == 2


def test_a_planned_figure_that_others_give_as_achieved_agrees_with_them(lookup):
    told = event(lookup, "ev-offre")
    planned = tuple(replace(a, status="planned") if a.id in ("c3", "c4") else a for a in told.accounts)
    table = ledger(lookup, replace(told, accounts=planned))
    assert [row.planned for row in table.rows if row.fact == "amount"] == [False]


def test_sums_of_two_currencies_never_share_a_row(lookup):
    told = event(lookup, "ev-offre")
    dollars = [replace(amount, currency="USD") for amount in told.accounts[2].amounts]
    accounts = tuple(replace(a, amounts=tuple(dollars)) if a.id in ("c3", "c4") else a for a in told.accounts)
    table = ledger(lookup, replace(told, accounts=accounts, disagreements=()))
    found = {row.what for row in table.rows if row.fact == "amount"}
    assert "USD" in found
    for row in table.rows:
        if row.fact == "amount":
            assert len({key.rsplit(" ", 1)[-1] for cell in row.cells for _, _, key, *_ in cell.told}) == 1


def test_figures_of_one_source_only_are_no_row_of_comparison(lookup):
    told = event(lookup, "ev-offre")
    table = ledger(lookup, replace(told, disagreements=()))
    alone = next(row for row in table.rows if row.fact == "amounts")
    assert [cell.values for cell in alone.cells if cell.told] == [("97,6 millions d'euros",)]
    assert {cell.state for cell in alone.cells} == {"alone", "silent"}


def test_a_borrowed_date_leaves_its_source_silent(lookup):
    told = event(lookup, "ev-offre")
    accounts = tuple(replace(a, date_basis="other-source") if a.id == "c1" else a for a in told.accounts)
    row = next(row for row in ledger(lookup, replace(told, accounts=accounts)).rows if row.fact == "date")
    assert [cell.state for cell in row.cells] == ["rounding", "silent", "same", "silent", "silent"]


def test_each_value_of_a_cell_has_its_own_state(lookup):
    told = event(lookup, "ev-offre")
    both = tuple(
        replace(a, amounts=(*a.amounts, *told.accounts[0].amounts)) if a.id == "c2" else a for a in told.accounts
    )
    table = ledger(lookup, replace(told, accounts=both))
    cell = next(row for row in table.rows if row.fact == "amount").cells[0]
    assert [(one.text[:4], one.state) for one in cell.told] == [("97,6", "conflict"), ("97,4", "same")]
    assert cell.state == "conflict"


def test_renderings_in_other_words_are_told_otherwise_and_reported_words_are_known_as_such(lookup):
    table = ledger(lookup, event(lookup, "ev-reply"))
    row = next(row for row in table.rows if row.fact == "quote")
    assert {cell.state for cell in row.cells} == {"other"}
    kinds = {s.article.id: c.told[0].kind for s, c in zip(table.sources, row.cells, strict=True)}
    assert kinds["a5"] == "indirect"
    assert kinds["a1"] == "direct"


def test_copies_name_the_first_of_their_origin(lookup):
    told = replace(event(lookup, "ev-offre"), copies=(("a1", "a4"),))
    table = ledger(lookup, told)
    order = [source.article.id for source in table.sources]
    assert table.copy_of == tuple(order.index("a1") if id == "a4" else None for id in order)


def test_a_toll_that_sources_count_by_other_nouns_is_one_row():
    told = (
        "Le 11 mars 2024, l'incendie du port de Brest a fait 3 blessés, selon la préfecture.",
        "Brest : le 11 mars 2024, 4 personnes ont été blessées dans l'incendie du port de Brest.",
    )
    dataset = assemble([make_article(text, f"{n}.txt") for n, text in enumerate(told)])
    event = next(e for e in dataset.events if any(d.kind == "count" for d in e.disagreements))
    rows = [row for row in ledger(Lookup(dataset), event).rows if row.fact == "count"]
    assert [[cell.state for cell in row.cells] for row in rows] == [["conflict", "conflict"]]
