"""Accounts: which passages tell a happening, which parts of them, and when it was."""

from __future__ import annotations

import pytest

from store.assemble import assemble
from store.events.wording import wording
from store.model import Account, Dataset, Event
from store.reading import make_article


def story(*texts: str, language: str = "fr", published: str | None = None) -> Dataset:
    return assemble(
        [make_article(text, f"{n}.txt", language=language, published=published) for n, text in enumerate(texts)]
    )


def told(dataset: Dataset, words: str) -> list[tuple[Event, Account]]:
    return [(e, a) for e in dataset.events for a in e.accounts if words in a.text]


def dates(dataset: Dataset, words: str) -> list[str | None]:
    return sorted((account.date for _, account in told(dataset, words)), key=lambda date: date or "")


def test_what_was_announced_and_the_announcement_are_two_accounts() -> None:
    dataset = story("Paul Garnier a annoncé qu'il quitterait Valcor le 15 juillet 2025.", published="2025-06-16")
    assert dates(dataset, "Paul Garnier a annoncé") == ["2025-06-16~", "2025-07-15"]


def test_a_look_back_on_the_way_is_not_of_the_day_of_its_sentence() -> None:
    dataset = story("Le 27 février 2025, Valcor, qui avait racheté Lunaris, a annoncé 140 licenciements à Lyon.")
    assert dates(dataset, "Valcor, qui avait racheté") == [None, "2025-02-27"]


def test_where_all_looks_back_one_happening_is_told() -> None:
    dataset = story("En 2019, Valcor avait racheté Lunaris, que Paul Garnier avait fondée à Lyon.")
    assert dates(dataset, "Valcor avait racheté") == ["2019"]


def test_what_is_told_beside_a_state_is_not_of_its_beginning() -> None:
    text = "Valcor, propriétaire du site depuis 2016, a fermé l'usine de Lyon."
    assert dates(story(text, published="2024-10-09"), "propriétaire du site") == ["2016", "2024-10-09~"]


def test_a_date_at_the_head_is_that_of_the_verb() -> None:
    dataset = story("En 2021, à la suite de l'incendie de 2019, Valcor a été condamnée à une amende de 60 000 euros.")
    amounts = {account.date: [a.value for a in account.amounts] for _, account in told(dataset, "En 2021")}
    assert amounts["2021"] == [60_000]
    assert amounts["2019"] == []


def test_two_happenings_joined_by_a_conjunction_are_two_accounts() -> None:
    dataset = story("Paul Garnier a fondé Valcor, mais il a quitté la société après une dispute.")
    assert len(told(dataset, "Paul Garnier a fondé")) == 2


def test_what_came_shortly_afterwards_is_of_about_the_same_day() -> None:
    dataset = story("Valcor a racheté Lunaris le 12 mars 2024. Peu après, Orbel a déposé une plainte contre Valcor.")
    (event, account), *_ = told(dataset, "Peu après")
    assert (account.date, account.date_basis) == ("2024-03-12~", "context")
    assert event.date == "2024-03-12~"


@pytest.mark.parametrize(
    ("language", "text", "date"),
    [
        ("fr", "Valcor va investir 500 millions d'euros à Lyon d'ici quatre ans.", "2025/2029"),
        ("fr", "Valcor a perdu un tiers de sa valeur en Bourse au cours des six derniers mois.", "2024-08/2025-02"),
        ("en", "Valcor will invest $5bn in Leeds over the next four years.", "2025/2029"),
        ("en", "Valcor has lost a third of its value in the past two weeks.", "2025-01-29/2025-02-12"),
        ("en", "Valcor was owned by Lunaris for four years.", None),
    ],
)
def test_a_duration_is_counted_from_the_day_of_writing_where_it_says_so(
    language: str, text: str, date: str | None
) -> None:
    dataset = story(text, language=language, published="2025-02-12")
    found = dates(dataset, "Valcor")
    assert (found == [date]) if date else not any("/" in (each or "") for each in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Selon Le Littoral, Paul Garnier rejoindra Lunaris."),
        ("fr", "D'après Le Littoral, il prendrait la tête de Lunaris."),
        ("en", "According to the Mercury, Paul Garnier will join Lunaris."),
    ],
)
def test_what_is_said_to_come_is_not_of_the_day_on_which_it_is_said(language: str, text: str) -> None:
    lead = {
        "fr": "Valcor a nommé Anne Martin. Le conseil a voté. ",
        "en": "Valcor named Anne Martin. The board voted. ",
    }
    dataset = story(lead[language] + text, language=language, published="2025-06-16")
    assert dates(dataset, text) == [None]


def test_what_was_said_is_of_the_day_of_the_news_even_where_it_looks_back() -> None:
    text = "Anne Martin, de Valcor, a déclaré qu'elle n'avait reçu aucune offre."
    assert dates(story(text, published="2025-02-12"), "Anne Martin") == ["2025-02-12~"]


def test_a_week_of_publication_leaves_the_day_that_the_news_is_of() -> None:
    dataset = story(
        "En 2024, Valcor a racheté Orbel. L'offre a été faite lundi (10 février). Lunaris a refusé l'offre de Valcor."
    )
    (event, account), *_ = told(dataset, "Lunaris a refusé")
    assert (account.date, account.date_basis, event.date) == ("2025-02-10~", "context", "2025-02-10~")


def test_a_season_does_not_outdo_the_year_that_more_sources_give() -> None:
    told_in = "Paul Garnier, le sélectionneur des Bleus, quittera ses fonctions {}."
    dataset = story(*(told_in.format(when) for when in ("en 2026", "à l'été 2026", "en 2026, a-t-il dit")))
    (event,) = dataset.events
    assert event.date == "2026"
    assert {a.date for a in event.accounts} == {"2026", "2026-22"}


def test_opinion_and_questions_are_no_accounts() -> None:
    dataset = story(
        "Valcor est une grande entreprise. Faut-il racheter Lunaris ? Paul Garnier n'est pas du genre à abandonner."
    )
    assert not dataset.events


def test_a_post_embedded_on_the_eve_dates_this_wednesday() -> None:
    post = "Un départ chez nous ?\n— Valcor (@valcor) 7 janvier 2025"
    text = f"Ce mercredi, Paul Garnier a quitté Valcor.\n\n{post}\n\nLa suite reste ouverte."
    (article,) = story(text).articles
    assert (article.published, article.published_basis) == ("2025-01-08", "inferred")
    assert dates(story(text), "Ce mercredi") == ["2025-01-08"]


def amounts_compared(*texts: str) -> list[tuple[str, list[str]]]:
    dataset = story(*texts)
    (event,) = [e for e in dataset.events if len(e.accounts) == len(texts)]
    return [
        (d.grade, [v.value for v in d.values]) for d in (*event.disagreements, *event.same_fact) if d.kind == "amount"
    ]


def test_figures_that_are_near_are_rounded_and_others_conflict() -> None:
    text = "Le tribunal de Lyon a condamné Paul Garnier à {} euros d'amende le 12 mars 2024."
    assert amounts_compared(text.format("45 000"), text.format("40 000")) == [("conflict", ["40 k EUR", "45 k EUR"])]
    assert amounts_compared(text.format("41 000"), text.format("40 000")) == [("rounding", ["40 k EUR", "41 k EUR"])]
    assert amounts_compared(text.format("45 000"), text.format("environ 45 000"))[0][0] == "precision"


def test_what_something_is_worth_is_not_compared_with_what_is_offered() -> None:
    offered = "Valcor a fait une offre de 3,2 milliards d'euros pour Lunaris le 12 mars 2024"
    assert not amounts_compared(
        offered + ".", offered[:13] + " une offre pour Lunaris, valorisée 3,5 milliards d'euros, le 12 mars 2024."
    )


def test_two_speakers_of_one_utterance_are_a_conflict_and_other_words_are_none() -> None:
    dataset = story(
        "Le 12 mars 2024, Paul Garnier a déclaré : « Nous ne vendrons jamais cette usine de Lyon à personne. »",
        "Le 12 mars 2024, Anne Martin a déclaré : « Nous ne vendrons jamais cette usine de Lyon à personne. »",
        "Le 12 mars 2024, Paul Garnier a déclaré : « Nous ne vendrons pas cette usine de Lyon à personne. »",
    )
    event = max(dataset.events, key=lambda e: len(e.accounts))
    kinds = {(d.kind, d.grade) for d in (*event.disagreements, *event.same_fact)}
    assert ("attribution", "conflict") in kinds
    assert ("wording", "rounding") in kinds


@pytest.mark.parametrize(
    ("language", "stamp", "day"),
    [
        ("en", "March 4, 2024", "2024-03-04"),
        ("fr", "Le Phare, lundi 10 février 2025", "2025-02-10"),
        ("fr", "Publié le 10 février 2025", "2025-02-10"),
    ],
)
def test_a_line_that_dates_the_article_is_no_event(language: str, stamp: str, day: str) -> None:
    news = {"en": "Valcor bought Lunaris in 2019.", "fr": "Valcor a racheté Lunaris en 2019."}[language]
    dataset = story(f"{stamp}\n\n{news}", language=language)
    assert dataset.articles[0].published == day
    assert [event.date for event in dataset.events] == ["2019"]


def test_a_title_does_without_the_dateline() -> None:
    text = "NEVERS, 11 mars 2024 (AFP) - Le parquet de Nevers a requis lundi cinq ans de prison contre Paul Garnier."
    assert [event.title[:22] for event in story(text).events] == ["Le parquet de Nevers a"]


@pytest.mark.parametrize(
    ("language", "passage", "status"),
    [
        ("fr", "La ligne devrait rouvrir mardi.", "planned"),
        ("fr", "Le projet vise à réduire le bruit.", "planned"),
        ("fr", "Le maire aurait quitté la ville.", "alleged"),
        ("fr", "La société verserait trois millions.", "alleged"),
        ("fr", "Le maire a annoncé que la ligne devrait rouvrir.", "happened"),
        ("en", "The line is expected to reopen on Tuesday.", "planned"),
        ("en", "The vote is scheduled for May.", "planned"),
        ("en", "He was expected to resign in May.", "happened"),
        ("en", "The firm reportedly paid three million.", "alleged"),
    ],
)
def test_what_is_to_come_is_neither_hearsay_nor_past(language, passage, status):
    assert wording(language).status(passage) == status
