"""Why: what dates, merging and disagreements rest on, as data, in the library, in JSON, and on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import get_args

import pytest

from store.assemble import assemble
from store.events import why as reasons
from store.export.dataset import from_json, only, to_json
from store.library.library import Library
from store.lookup import Lookup
from store.model import (
    Apart,
    Article,
    Dataset,
    Dating,
    DatingKind,
    Disagreement,
    Event,
    FactKind,
    Grade,
    GradeReason,
    Reading,
    ReasonKind,
)
from store.reading import make_article
from tui import cli
from tui.messages import LANGUAGES, Messages, texts
from tui.whys import AREAS, Phrases

GAZETTE = """Valcor veut Lunaris

Le groupe Valcor a déposé le 12 mars 2024 une offre de 3,2 milliards d'euros pour racheter Lunaris.

Lunaris a été fondée en 1998 par Paul Garnier. En 2011, Paul Garnier a quitté Lunaris.
"""
COURRIER = """Valcor a soumis une offre de 3,4 milliards d'euros pour racheter Lunaris.

Valcor avait été condamné en mai 2019 à une amende de 40 millions d'euros.
"""
HERALD = """Valcor made an offer of €3.2 billion for Lunaris on March 12, 2024.

Lunaris was founded in 1998 by Paul Garnier. Valcor was fined about €40 million in 2019.
"""
PHARE = """Le patron de Lunaris s'en va

Paul Garnier a annoncé lundi son départ de Lunaris.

Le 3 avril 2024, Paul Garnier avait rencontré Hélène Brunet à Lyon.
"""
ECHO = """Paul Garnier et Hélène Brunet se sont rencontrés à Lyon le 4 avril 2024.

Une usine de Lunaris a brûlé à Nantes. Le 15 juillet, elle rouvrira.
"""
SALE = """Anne Roux a vendu le moulin de Vaux."""
BLAZE = """Le moulin de Vaux, vendu par Luc Petit, a brûlé en 2021."""


def articles() -> list[Article]:
    told = (GAZETTE, COURRIER, HERALD, PHARE, ECHO, SALE, BLAZE)
    read = [make_article(text, f"{n}.txt") for n, text in enumerate(told)]
    dated = [replace(article, published="2024-04-10", published_basis="metadata") for article in read[3:5]]
    return [*read[:3], *dated, *read[5:]]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return assemble(articles())


@pytest.fixture(scope="module")
def lookup(dataset) -> Lookup:
    return Lookup(dataset)


def event_with(dataset: Dataset, words: str) -> Event:
    found = [e for e in dataset.events if any(words in a.text for a in e.accounts)]
    assert len(found) == 1, [e.title for e in found]
    return found[0]


def dating_of(dataset: Dataset, words: str) -> Dating:
    """What the date of the account with these words rests on."""
    account = next(a for e in dataset.events for a in e.accounts if words in a.text)
    return next(d for why in dataset.whys for d in why.datings if d.account == account.id)


# -- dates -----------------------------------------------------------------------------------------------------------


def test_every_date_rests_on_something_and_no_missing_one_does(dataset):
    assert [why.event for why in dataset.whys] == [event.id for event in dataset.events]
    for why, event in zip(dataset.whys, dataset.events, strict=True):
        assert [d.account for d in why.datings] == [a.id for a in event.accounts if a.date]


def test_words_with_what_they_were_counted_from_and_the_rule(dataset):
    found = dating_of(dataset, "a annoncé lundi son départ")
    assert (found.kind, found.words and found.words.surface) == ("words", "lundi")
    assert (found.value, found.anchor) == ("2024-04-08", "2024-04-10")
    assert found.rule
    plain = dating_of(dataset, "le 12 mars 2024")
    assert (plain.kind, plain.anchor) == ("words", None)


def test_words_are_where_they_are_said_to_be(dataset):
    text = {article.id: article.text for article in dataset.articles}
    places = [d.words for why in dataset.whys for d in why.datings if d.words]
    facts = [fact for event in dataset.events for fact in (*event.disagreements, *event.same_fact)]
    places += [place for fact in facts for value in fact.values for place in value.evidence]
    assert len(places) > 10
    for place in places:
        assert text[place.article][place.start : place.end] == place.surface


def test_a_borrowed_date_names_its_lender(dataset):
    found = dating_of(dataset, "a soumis une offre")
    lender = next(a for e in dataset.events for a in e.accounts if a.id == found.lender)
    assert found.kind == "borrowed"
    assert "le 12 mars 2024" in lender.text or "March 12, 2024" in lender.text


def test_a_guess_rests_on_the_day_of_publication(dataset):
    found = dating_of(dataset, "a brûlé à Nantes")
    assert (found.kind, found.anchor, found.words) == ("publication", "2024-04-10", None)


def test_a_year_that_the_other_articles_leave_open_to_one():
    known = replace(
        make_article("Valcor a racheté Lunaris.", "a.txt"), published="2024-07-20", published_basis="stated"
    )
    other = make_article("Le 15 juillet, Paul Garnier a quitté Lunaris.", "b.txt")
    found = dating_of(assemble([known, other]), "Le 15 juillet")
    assert (found.kind, found.anchor, found.value) == ("year-of-library", "2024-07-20", "XXXX-07-15")
    assert found.words
    assert "15 juillet" in found.words.surface


# -- links -----------------------------------------------------------------------------------------------------------


def test_an_event_has_one_link_fewer_than_accounts_and_they_hold_it_together(dataset):
    several = 0
    for why, event in zip(dataset.whys, dataset.events, strict=True):
        ids = {account.id for account in event.accounts}
        assert len(why.links) == len(ids) - 1
        several += len(ids) > 2
        reached = {event.accounts[0].id}
        for _ in why.links:
            reached |= {end for link in why.links if {link.a, link.b} & reached for end in (link.a, link.b)}
        assert reached == ids
    assert several


def test_a_link_s_score_is_the_sum_of_its_reasons(dataset):
    links = [link for why in dataset.whys for link in why.links] + [pair.link for pair in dataset.pairs]
    assert links
    for link in links:
        assert link.score == pytest.approx(sum(reason.points for reason in link.reasons), abs=0.05)


def test_reasons_give_what_both_share(dataset, lookup):
    bid = event_with(dataset, "a soumis une offre")
    shared = {reason.kind: reason for link in lookup.whys[bid.id].links for reason in link.reasons}
    names = {lookup.entities[i].name for i in shared["names"].shared}
    assert names == {"Valcor", "Lunaris"}
    assert "offre" in {*shared["kinds"].a, *shared["kinds"].b}
    assert "milliards" in shared["words"].shared
    sums = [reason for link in lookup.whys[bid.id].links for reason in link.reasons if "amount" in reason.kind]
    assert any("3,2 milliards d'euros" in (*reason.a, *reason.b) for reason in sums)


def test_sources_that_differ_on_the_day_are_said_to_be_joined_all_the_same(dataset, lookup):
    met = event_with(dataset, "avait rencontré")
    (link,) = lookup.whys[met.id].links
    rival = next(reason for reason in link.reasons if reason.kind == "rival-days")
    assert {*rival.a, *rival.b} == {"2024-04-03", "2024-04-04"}


# -- disagreements ---------------------------------------------------------------------------------------------------


def test_a_disagreement_says_why_it_is_one_and_by_how_much(dataset):
    bid = event_with(dataset, "a soumis une offre")
    (amount,) = [fact for fact in bid.disagreements if fact.kind == "amount"]
    assert amount.reason == "differ"
    assert amount.difference == pytest.approx(0.2 / 3.4, abs=1e-6)
    accounts = {account.id for account in bid.accounts}
    for value in amount.values:
        assert {place.article for place in value.evidence} == set(value.articles)
        assert {place.account for place in value.evidence} <= accounts
    (day,) = [fact for fact in event_with(dataset, "avait rencontré").disagreements if fact.kind == "date"]
    assert (day.reason, day.difference) == ("other-days", 1)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (("2024-04-03", "2024-04-04"), "dates that exclude each other, 1 day apart"),
        (("2017", "2018"), "dates that exclude each other"),
        (("2024-04-30", "2024-05"), "dates that exclude each other"),
    ],
)
def test_how_many_days_lie_between_dates_is_said_of_days_only(dates, said):
    event = Event("e", None, "T", ())
    phrases = Phrases(event, Lookup(Dataset()), Messages("en", AREAS))
    values = tuple(Reading(date, ()) for date in dates)
    assert phrases.grade(Disagreement("date", "date", "conflict", values, "other-days", 1.0)) == said


def test_the_same_fact_at_another_precision_says_why_it_is_none(dataset):
    fined = event_with(dataset, "condamné en mai 2019")
    assert {fact.kind: fact.reason for fact in fined.same_fact} == {"amount": "same-value", "date": "coarser"}


# -- pairs -----------------------------------------------------------------------------------------------------------


def test_pairs_are_of_two_events_that_are_there(dataset):
    assert dataset.pairs
    accounts = {event.id: {account.id for account in event.accounts} for event in dataset.events}
    for pair in dataset.pairs:
        assert pair.a != pair.b
        assert pair.link.a in accounts[pair.a]
        assert pair.link.b in accounts[pair.b]
    assert len({frozenset((pair.a, pair.b)) for pair in dataset.pairs}) == len(dataset.pairs)


def test_pairs_are_found_from_both_events(dataset, lookup):
    pair = dataset.pairs[0]
    assert pair in lookup.pairs[pair.a]
    assert pair in lookup.pairs[pair.b]


# -- kept ------------------------------------------------------------------------------------------------------------


def test_the_json_holds_whys_and_pairs_and_is_read_without_them(dataset):
    back = from_json(to_json(dataset))
    assert (set(back.whys), set(back.pairs)) == (set(dataset.whys), set(dataset.pairs))
    data = json.loads(to_json(dataset))
    del data["whys"], data["pairs"]
    for event in data["events"]:
        for fact in (*event["disagreements"], *event["same_fact"]):
            del fact["reason"], fact["difference"]
            for value in fact["values"]:
                del value["evidence"]
    old = from_json(json.dumps(data))
    assert (old.whys, old.pairs, len(old.events)) == ((), (), len(dataset.events))


def test_a_part_holds_what_is_of_its_events(dataset):
    pair = dataset.pairs[0]
    both = [event for event in dataset.events if event.id in (pair.a, pair.b)]
    part = only(dataset, both)
    assert {why.event for why in part.whys} == {pair.a, pair.b}
    assert part.pairs == (pair,)
    assert only(dataset, both[:1]).pairs == ()


def test_the_library_keeps_whys_apart(dataset, tmp_path):
    library = Library.create(tmp_path / "library")
    library.store_derived(dataset, "1")
    assert set(library.whys()) == set(dataset.whys)
    assert library.dataset(whys=False).whys == ()
    assert set(library.dataset(whys=False).pairs) == set(dataset.pairs)


# -- said ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_can_be_said_has_words(lang):
    words = texts(lang, "why")
    for prefix, kinds in (
        ("reason", get_args(ReasonKind)),
        ("dating", get_args(DatingKind)),
        ("grade", (*get_args(GradeReason), *get_args(Grade))),
        ("fact", get_args(FactKind)),
        ("apart", get_args(Apart)),
    ):
        assert [kind for kind in kinds if f"{prefix}.{kind}" not in words] == []


def test_every_reason_has_something_that_it_rests_on():
    assert set(reasons._SIDES) == set(get_args(ReasonKind))


@pytest.fixture
def show(home, dataset, tmp_path, monkeypatch, capsys):
    """Runs `timeline show` on a library of the dataset, 80 columns wide, and gives what it printed."""
    monkeypatch.setenv("COLUMNS", "80")
    library = Library.create(tmp_path / "library")
    library.store_derived(dataset, "1")

    def run(*argv: str) -> str:
        capsys.readouterr()
        assert cli.main(["show", *argv, "--library", str(tmp_path / "library")]) == 0
        return capsys.readouterr().out

    return run


def test_show_why_says_it_all(show, dataset):
    bid = event_with(dataset, "a soumis une offre")
    out = show(bid.id, "--why", "--lang", "en")
    assert all(len(line) <= 80 for line in out.splitlines())
    for words in (
        "from its words “le 12 mars 2024” (rule: ",
        "it gives no date: borrowed from",
        "names in both: ",
        "Valcor",
        "+ 1.8  the same sum: ",
        "≠ amount, conflict · 5.9% apart: more than rounding explains",
        "“3,4 milliards d'euros” (characters ",
    ):
        assert words in " ".join(out.split()) or words in out, words


def test_show_why_speaks_french(show, dataset):
    left = event_with(dataset, "a annoncé lundi son départ")
    out = " ".join(show(left.id, "--why", "--lang", "fr").split())
    assert "d'après ses mots « lundi », comptés depuis : 10 avr. 2024" in out
    assert "rien n'a été réuni" in out


def test_show_says_in_one_line_that_another_event_may_be_the_same_and_why_which(show, dataset):
    pair = dataset.pairs[0]
    lines = show(pair.a, "--lang", "en").splitlines()
    assert len([line for line in lines if "may be the same as" in line]) == 1
    out = show(pair.a, "--why", "--lang", "en")
    assert "May be the same as" in out
    assert pair.b in out
    alone = next(e for e in dataset.events if not any(e.id in (p.a, p.b) for p in dataset.pairs))
    assert "may be the same" not in show(alone.id, "--lang", "en")


def test_what_articles_say_cannot_act_on_the_terminal(home, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    hostile = "Valcor\x1b[31m a racheté [bold]Lunaris[/bold] le 12 mars 2024."
    library = Library.create(tmp_path / "library")
    found = assemble([make_article(hostile, "a.txt"), make_article("Valcor a racheté Lunaris.", "b.txt")])
    library.store_derived(found, "1")
    for event in found.events:
        assert cli.main(["show", event.id, "--why", "--library", str(tmp_path / "library")]) == 0
    assert "\x1b" not in capsys.readouterr().out
