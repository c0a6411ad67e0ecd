"""Events: what several articles tell of one happening, in small stories written for the purpose."""

from __future__ import annotations

import contextlib
import random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.assemble import assemble
from store.events.event import _date as of_event
from store.model import Article, Dataset, Event
from store.reading import ReadingError, make_article
from store.text import printable

GAZETTE = """Valcor veut Lunaris

Le groupe Valcor a déposé le 12 mars 2024 une offre de 3,2 milliards d'euros pour racheter Lunaris.

C'est ce qu'a annoncé la PDG de Valcor, Hélène Brunet.

« Nous voulons bâtir un champion européen de l'optique », a déclaré Hélène Brunet devant la presse.

Lunaris a été fondée en 1998 par Paul Garnier. En 2011, Paul Garnier a quitté Lunaris.
"""
COURRIER = """Valcor a soumis une offre de 3,4 milliards d'euros pour racheter Lunaris.

Hélène Brunet, la patronne de Valcor, a déclaré : « Nous voulons bâtir un champion européen de l'optique. »

Valcor avait été condamné en mai 2019 à une amende de 40 millions d'euros.
"""
HERALD = """Valcor made an offer of €3.2 billion for Lunaris on March 12, 2024.

Lunaris was founded in 1998 by Paul Garnier. Valcor was fined about €40 million in 2019.
"""


def story(*texts: str) -> Dataset:
    return assemble([make_article(text, f"{n}.txt") for n, text in enumerate(texts)])


def articles() -> list[Article]:
    return [make_article(text, f"{n}.txt") for n, text in enumerate((GAZETTE, COURRIER, HERALD))]


def event_with(dataset: Dataset, words: str) -> Event:
    """The event of which an account holds the words."""
    found = [e for e in dataset.events if any(words in a.text for a in e.accounts)]
    assert len(found) == 1, [e.title for e in found]
    return found[0]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return assemble(articles())


def files(dataset: Dataset, event: Event) -> list[str]:
    names = {a.id: a.file for a in dataset.articles}
    return sorted({names[a.article] for a in event.accounts})


def test_one_happening_in_three_articles_and_two_languages_is_one_event(dataset: Dataset) -> None:
    event = event_with(dataset, "déposé le 12 mars 2024")
    assert files(dataset, event) == ["0.txt", "1.txt", "2.txt"]
    assert event.date == "2024-03-12"


def test_an_undated_passage_borrows_the_date_and_says_so(dataset: Dataset) -> None:
    event = event_with(dataset, "Valcor a soumis une offre")
    account = next(a for a in event.accounts if a.text.startswith("Valcor a soumis"))
    assert (account.date, account.date_basis, account.date_span) == ("2024-03-12", "other-source", None)


def test_other_figures_for_one_sum_are_a_conflict(dataset: Dataset) -> None:
    (conflict,) = [d for d in event_with(dataset, "Valcor a soumis").disagreements if d.kind == "amount"]
    assert conflict.grade == "conflict"
    assert [reading.value for reading in conflict.values] == ["3.2 G EUR", "3.4 G EUR"]


def test_the_same_fact_at_another_precision_is_no_conflict(dataset: Dataset) -> None:
    event = event_with(dataset, "condamné en mai 2019")
    assert files(dataset, event) == ["1.txt", "2.txt"]
    assert not event.disagreements
    assert {fact.grade for fact in event.same_fact} == {"precision"}
    assert event.date == "2019-05"


def test_precision_is_kept(dataset: Dataset) -> None:
    assert event_with(dataset, "Lunaris was founded in 1998").date == "1998"


def test_two_dates_in_one_paragraph_are_two_events(dataset: Dataset) -> None:
    assert event_with(dataset, "a quitté Lunaris").date == "2011"
    assert event_with(dataset, "a quitté Lunaris") is not event_with(dataset, "a été fondée en 1998")


def test_renderings_of_one_quote_are_grouped_with_their_speaker(dataset: Dataset) -> None:
    (group,) = dataset.quote_groups
    assert group.speaker == "Hélène Brunet"
    assert len({member.article for member in group.quotes}) == 2


def test_the_order_of_files_changes_nothing(dataset: Dataset) -> None:
    shuffled = articles()
    random.Random(7).shuffle(shuffled)
    assert assemble(shuffled) == dataset
    assert assemble(list(reversed(articles()))) == dataset


def test_ids_of_accounts_stay_when_an_article_is_added(dataset: Dataset) -> None:
    before = {a.id for e in dataset.events for a in e.accounts}
    more = assemble([*articles(), make_article("Le 3 avril 2024, Lunaris a refusé l'offre de Valcor.", "9.txt")])
    assert before <= {a.id for e in more.events for a in e.accounts}


def test_every_id_is_there_once(dataset: Dataset) -> None:
    accounts = [a.id for e in dataset.events for a in e.accounts]
    assert len(accounts) == len(set(accounts))
    assert {e.id for e in dataset.events} <= set(accounts)


def test_offsets_point_to_the_words(dataset: Dataset) -> None:
    texts = {a.id: a.text for a in dataset.articles}
    for event in dataset.events:
        for account in event.accounts:
            assert texts[account.article][account.start : account.end] == account.text
    for quote in dataset.quotes:
        assert texts[quote.article][quote.start : quote.end] == quote.text


@pytest.mark.parametrize(
    "text",
    [
        "Que va décider Valcor en mars 2024 ?",
        "Abonnez-vous à notre newsletter avant le 12 mars 2024.",
        "Lire aussi : Valcor a racheté Lunaris en 2024.",
        "Photo : Valcor, le 12 mars 2024.",
    ],
)
def test_questions_and_the_furniture_of_a_page_are_no_accounts(text: str) -> None:
    assert not story(f"Le temps est beau sur la ville.\n\n{text}").events


def test_two_lawsuits_of_two_months_are_two_events() -> None:
    one = "En mars 2024, Valcor a porté plainte contre Lunaris devant le tribunal de Lyon."
    two = "En août 2024, Valcor a porté plainte contre Lunaris devant le tribunal de Lyon."
    assert sorted(e.date or "" for e in story(one, two).events) == ["2024-03", "2024-08"]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Valcor a racheté Lunaris le 12 mars 2024.", "happened"),
        ("Valcor rachètera Lunaris le 12 mars 2024.", "planned"),
        ("Valcor n'a pas racheté Lunaris en mars 2024.", "denied"),
        ("Valcor aurait racheté Lunaris en mars 2024.", "alleged"),
    ],
)
def test_the_status_of_an_account(sentence: str, status: str) -> None:
    (event,) = story(sentence).events
    assert event.accounts[0].status == status


def test_a_title_is_made_of_the_words_of_an_account() -> None:
    long = (
        "Toutefois, le groupe Valcor a déposé le 12 mars 2024 une offre pour racheter Lunaris, "
        + "très " * 40
        + "vite."
    )
    (event,) = story(long).events
    assert event.title.endswith(" …")
    assert len(event.title) <= 102
    assert event.title.removesuffix(" …").removeprefix("Le ") in long
    assert event.title.startswith("Le groupe Valcor a déposé")


def test_no_articles_make_an_empty_dataset() -> None:
    assert assemble([]) == Dataset()


PIECES = st.sampled_from(
    [
        *("Valcor", "Hélène Brunet", "Lunaris", "M. Garnier", "le 12 mars 2024", "en 2011", "mardi", "1985", "X"),
        *("deux jours plus tard", "on Tuesday", "3,2 milliards d'euros", "$5bn", "1 300 morts", "il", "qui", "n'a pas"),
        *("« ", " »", "“", "”", '"', "'", "’", " : ", ". ", ", ", "\n", "\n\n", "(", ")", "?", "!", "…", " "),
        *("a déclaré que", "a racheté", "selon", "said", "[b]", "<p>", "— A. B. (@ab) 3 mai 2024"),
        *("\u202e", "\x1b[31m", "é\u0301", "😀"),
    ]
)


@given(st.lists(st.lists(PIECES, max_size=30).map(" ".join), max_size=3), st.sampled_from(["fr", "en"]))
@settings(deadline=None, max_examples=60)
def test_whatever_articles_say_it_can_be_read_and_points_to_its_words(texts: list[str], language: str) -> None:
    articles = []
    for number, text in enumerate(texts):
        with contextlib.suppress(ReadingError):
            articles.append(make_article(text, f"{number}.txt", language=language))
    dataset = assemble(articles)
    texts_by_id = {article.id: article.text for article in dataset.articles}
    for row in (*dataset.time_expressions, *dataset.amounts, *dataset.counts):
        assert texts_by_id[row.article][row.start : row.end] == row.surface
    for quote in dataset.quotes:
        assert texts_by_id[quote.article][quote.start : quote.end] == quote.text
    for event in dataset.events:
        assert event.title == printable(event.title)
        for account in event.accounts:
            assert texts_by_id[account.article][account.start : account.end] == account.text


def test_a_day_without_a_year_is_of_the_year_of_the_other_articles_and_marked_uncertain() -> None:
    dataset = story(" date 2024-03-14 Valcor a nommé Paul Garnier.", "Le 12 mars, Lunaris a ouvert une usine à Lyon.")
    event = event_with(dataset, "Lunaris a ouvert")
    assert event.date == "2024-03-12?"
    assert event.accounts[0].date_basis == "other-source"


def test_a_day_without_a_year_stays_undated_where_nothing_tells_the_year() -> None:
    dataset = story("Valcor a nommé Paul Garnier.", "Le 12 mars, Lunaris a ouvert une usine à Lyon.")
    assert event_with(dataset, "Lunaris a ouvert").date is None
    dataset = story(
        " date 2021-03-14 Valcor a nommé M. Roy.", " date 2024-03-14 Un procès a eu lieu.", "Le 12 mars, il pleut."
    )
    assert all(a.date != "2024-03-12?" for e in dataset.events for a in e.accounts)


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("De 2015 à 2018, Paul Garnier a dirigé Lunaris.", "2015/2018"),
        ("Valcor a fermé trois usines entre mars 2019 et mai 2020.", "2019-03/2020-05"),
        ("From 2015 to 2018 Paul Garnier headed the board of Lunaris.", "2015/2018"),
    ],
)
def test_a_range_is_one_account_with_both_ends(sentence: str, date: str) -> None:
    (event,) = story(sentence).events
    assert event.date == date


@pytest.mark.parametrize(
    "sentence",
    [
        "Valcor n'a pas souhaité commenter l'offre de Lunaris en mars 2024.",
        "Paul Garnier was arrested in Lyon in March 2024 and denied any part in it.",
        "Lunaris did not put it in so many words, but Paul Garnier was fired in March 2024.",
    ],
)
def test_not_every_not_denies_what_happened(sentence: str) -> None:
    assert all(a.status != "denied" for e in story(sentence).events for a in e.accounts)


def test_other_figures_are_other_words() -> None:
    dataset = story(
        "Le 11 février 2025, 450 grévistes ont bloqué la raffinerie de Donges, selon la CGT.",
        "Le 11 février 2025, 280 grévistes ont bloqué la raffinerie de Donges, selon la préfecture.",
    )
    assert not dataset.quote_groups
    (conflict,) = [d for e in dataset.events for d in e.disagreements]
    assert (conflict.kind, conflict.grade) == ("count", "conflict")
    assert [reading.value for reading in conflict.values] == ["280 grévistes", "450 grévistes"]


def test_a_date_that_rests_on_publication_alone_is_marked_and_never_lent() -> None:
    dataset = story(
        " date 2024-03-14 Valcor a racheté Lunaris pour 3 milliards d'euros.",
        "Valcor a racheté Lunaris pour 3 milliards d'euros, une surprise.",
    )
    (event,) = dataset.events
    assert event.date == "2024-03-14~"
    assert [(a.date, a.date_basis) for a in event.accounts if a.text.endswith("surprise.")] == [(None, None)]


def test_a_weekday_is_of_the_week_before_the_other_articles_appeared() -> None:
    dataset = story(
        " date 2024-03-14 Valcor a racheté Lunaris mardi pour 3 milliards d'euros.",
        "Paul Garnier a quitté Lunaris lundi.",
    )
    assert event_with(dataset, "a quitté Lunaris lundi").date == "2024-03-11?"


def test_sources_that_differ_on_the_day_are_one_event_with_a_conflict() -> None:
    dataset = story(
        "Le conseil de Lunaris a limogé son directeur, Paul Garnier, le 17 novembre 2023.",
        "Paul Garnier, directeur de Lunaris, a été limogé par le conseil le 18 novembre 2023.",
    )
    (event,) = dataset.events
    (conflict,) = event.disagreements
    assert (conflict.kind, conflict.grade) == ("date", "conflict")
    assert [reading.value for reading in conflict.values] == ["2023-11-17", "2023-11-18"]


def test_an_article_that_tells_of_both_days_knows_of_two_happenings() -> None:
    dataset = story(
        "Le conseil de Lunaris a limogé son directeur, Paul Garnier, le 17 novembre 2023.",
        "Paul Garnier, directeur de Lunaris, a été limogé par le conseil le 18 novembre 2023. La veille, le 17 "
        "novembre 2023, le conseil de Lunaris avait limogé Marc Roy, son directeur.",
    )
    assert len(dataset.events) >= 2
    assert not any(d.kind == "date" for e in dataset.events for d in e.disagreements)


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (["2024-03-21", "2024-03-20", "2024-03-21", "2024-03-18/2024-03-24"], "2024-03-21"),
        (["2024", "2024-03", "2024-03-20"], "2024-03-20"),
        (["2024-03", "2024-05-02", "2024-05-02"], "2024-05-02"),
        # The edges of a season are not sharp.
        (["2024", "2024", "2024-22"], "2024"),
    ],
)
def test_the_finest_date_is_shown_and_where_these_differ_that_of_most(dates: list[str], shown: str) -> None:
    drafts = [SimpleNamespace(account=SimpleNamespace(date=date), is_guessed=False) for date in dates]
    assert of_event(drafts) == of_event(drafts[::-1]) == shown
