"""Titles and crossheads: lines that tell nothing of their own, and whose quotations nobody is given by what is near."""

from __future__ import annotations

import pytest

from store.assemble import assemble
from store.extraction.headings import headings
from store.model import Dataset
from store.reading import make_article

FRENCH = (
    "Quai fermé à Nevers : la mairie savait\n\n"
    "Le maire de Nevers, Paul Garnier, a fermé le quai mardi après une visite des experts de la préfecture.\n\n"
    "« Une décision honteuse », réagit l'avocate des commerçants, Claire Morel, qui annonce un recours jeudi.\n\n"
    "« Aucune autre solution »\n\n"
    "La directrice du port, Anne Roy, a répété mercredi que la ville n'avait « aucune autre solution »."
)
ENGLISH = (
    "Quay closed in Hull\n\n"
    "The mayor of Hull, Paul Garner, closed the quay on Tuesday after a visit by experts from the port authority.\n\n"
    "“This is a disgrace,” said the traders' lawyer, Clare Morel, who plans to appeal to the court on Thursday.\n\n"
    "“We will not be moved”\n\n"
    "The union's secretary, Ann Roy, is planning a march for Friday. “We will not be moved,” she warned on Wednesday."
)


def story(text: str, language: str) -> Dataset:
    return assemble([make_article(text, "a.txt", language=language, published="2025-01-16")])


def test_lines_without_a_full_stop_are_headings_where_paragraphs_have_one() -> None:
    assert [FRENCH[at : at + 9] for at in sorted(headings(FRENCH))] == ["Quai ferm", "« Aucune "]


def test_where_paragraphs_go_without_full_stops_there_are_no_headings() -> None:
    assert not headings(
        "Le maire a fermé le quai\n" + "Les commerçants du port de Nevers ont manifesté devant la mairie hier\n"
    )


def test_items_of_a_list_and_what_announces_something_are_no_headings() -> None:
    text = f"{FRENCH}\n\n- Fermeture du quai\n2019 : le quai rouvre\nLa ville a répondu :\n"
    assert headings(text) == headings(FRENCH)


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [("fr", FRENCH, "ucune autre solution", "Anne Roy"), ("en", ENGLISH, "We will not be moved", "Ann Roy")],
)
def test_a_crosshead_is_said_by_the_one_whose_words_it_repeats(
    language: str, text: str, words: str, speaker: str
) -> None:
    said = {quote.speaker for quote in story(text, language).quotes if words in quote.text}
    assert said == {speaker}


@pytest.mark.parametrize(("language", "text"), [("fr", FRENCH), ("en", ENGLISH)])
def test_a_crosshead_that_nothing_repeats_is_nobody_s(language: str, text: str) -> None:
    lines = text.split("\n\n")
    crosshead = "« Le port mérite mieux »" if language == "fr" else "“The port deserves better”"
    dataset = story(
        "\n\n".join([*lines[:3], crosshead, "Le quai a été fermé mardi." if language == "fr" else lines[4]]), language
    )
    assert [quote.speaker for quote in dataset.quotes if quote.text in crosshead] == [None]


@pytest.mark.parametrize(("language", "text"), [("fr", FRENCH), ("en", ENGLISH)])
def test_headings_are_no_accounts(language: str, text: str) -> None:
    lines = set(text.split("\n\n"))
    told = {account.text for event in story(text, language).events for account in event.accounts}
    assert told
    assert not told & {line for line in lines if line[-1] != "."}


def test_the_paper_named_above_an_article_is_not_the_company_in_it() -> None:
    text = (
        "Quai fermé à Nevers\n\nAgence Presse Loire\n16/01/2025\n\n"
        "Le quai de Nevers a été fermé mardi par le maire, Paul Garnier, après la visite des experts.\n\n"
        "La société a annoncé qu'elle verserait 2 millions d'euros aux commerçants du port de la ville."
    )
    speakers = {quote.speaker for quote in story(text, "fr").quotes}
    assert speakers == {"La société"}
