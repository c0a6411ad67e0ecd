"""When an article was published, as far as its own words tell."""

from __future__ import annotations

import pytest

from store.assemble import assemble
from store.extraction.extract import extract
from store.reading import SourceFacts, make_article

BODY = "Le maire de Nevers a présenté le budget aux élus de la ville. Il sera voté en avril."
ENGLISH = "The mayor of Bristol has presented the budget to the council of the city. It will be voted on in April."


def published(text: str, **options: str) -> tuple[str | None, str | None]:
    article = extract(make_article(text, "a.txt", **options)).article  # type: ignore[arg-type]
    return article.published, article.published_basis


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 17/06/25 08:49",
        "Publié le 17 juin 2025 à 8 h 49",
        "Par Anne Martin, publié le mardi 17 juin 2025",
        "Actualité publiée le 17 juin 2025",
        "Mardi 17 juin 2025",
        "mis en ligne le 17.06.2025",
        "Par Anne Martin | 17/06/2025 à 08h49, mis à jour à 11h05",
        "Ce direct du mardi 17 juin 2025 est terminé. Merci de l'avoir suivi.",
    ],
)
def test_a_line_of_the_article_states_it(line: str) -> None:
    assert published(f"Le budget de Nevers\n{line}\n{BODY}") == ("2025-06-17", "stated")
    assert published(f"{BODY}\n\n{line}") == ("2025-06-17", "stated")


@pytest.mark.parametrize(
    "line",
    [
        "Le Phare de Nevers, 17 juin 2025",
        "Agence Presse Loire - 17/06/2025",
        "Anne Martin (17 juin 2025)",
        "NEVERS, 17 juin 2025 (Reuters)",
        "L'Écho | 17/06/2025",
        "Nevers, le 17 juin 2025",
    ],
)
def test_a_line_of_names_and_a_day_below_the_title_states_it(line: str) -> None:
    assert published(f"Le budget de Nevers\n\n{line}\n\n{BODY}") == ("2025-06-17", "stated")


@pytest.mark.parametrize(
    "line",
    [
        "Le budget adopté, 17 juin 2025",
        "Incendie du port de Nevers, 17 juin 2025",
        "Nevers, 17 juin 2024, 17 juin 2025",
    ],
)
def test_a_heading_with_a_day_does_not(line: str) -> None:
    assert published(f"Le budget de Nevers\n\n{line}\n\n{BODY}") == (None, None)


def test_a_dateline_without_a_year_states_nothing_and_is_no_event() -> None:
    dataset = assemble([make_article(f"Le budget\n\nNEVERS, 17 juin (Reuters)\n\n{BODY}", "a.txt")])
    assert dataset.articles[0].published is None
    assert not any("17 juin" in account.text for event in dataset.events for account in event.accounts)


@pytest.mark.parametrize("line", ["Published on June 17, 2025", "Posted: 17 June 2025 08:49", "Tuesday, June 17, 2025"])
def test_an_english_line_states_it(line: str) -> None:
    assert published(f"The budget\n{line}\n{ENGLISH}") == ("2025-06-17", "stated")


@pytest.mark.parametrize(
    "sentence",
    [
        "Un rapport publié le 17 juin 2025 par la chambre régionale des comptes avait pourtant averti tous les élus, "
        "qui n'en ont tenu aucun compte.",
        "Le 17 juin 2025, le maire de Nevers a présenté le budget.",
        "Publié par la mairie",
    ],
)
def test_a_date_that_the_article_tells_is_not_its_own(sentence: str) -> None:
    assert published(f"{BODY}\n{sentence}")[1] != "stated"


def test_metadata_stands_before_the_words_and_the_words_before_what_the_user_gives() -> None:
    stated = f"Publié le 17 juin 2025\n{BODY}"
    article = make_article(stated, "a.txt", SourceFacts(published="2024-01-02"))
    assert extract(article).article.published == "2024-01-02"
    assert published(stated, published="2024-01-02") == ("2025-06-17", "stated")
    assert published(BODY, published="2024-01-02") == ("2024-01-02", "metadata")


def test_a_weekday_that_agrees_with_its_day_infers_the_week_and_says_so() -> None:
    article = extract(
        make_article(f"En mars 2024, tout a commencé. L'accord date de lundi (10 février). {BODY}", "a")
    ).article
    assert article.published_basis == "inferred"
    assert article.published is not None
    assert article.published.startswith("2025-02-10")
    assert article.published_evidence


def test_without_any_sign_it_stays_unknown() -> None:
    assert published(BODY) == (None, None)


def test_a_dateline_states_it_and_dates_nothing_that_is_told() -> None:
    text = "LYON, 9 oct. 2024 (AFP) - Un incendie a détruit mardi une usine de peinture à Lyon."
    assert published(text) == ("2024-10-09", "stated")
    dataset = assemble([make_article(text, "a.txt")])
    assert {account.date for event in dataset.events for account in event.accounts} == {"2024-10-08"}
