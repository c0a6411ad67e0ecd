"""Sums of money, in sentences written for the purpose."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction import amounts
from store.extraction.document import Document
from store.model import Amount, Article


def read(text: str, language: str = "fr") -> tuple[Amount, ...]:
    found = amounts.find(Document.of(Article(id="a", file="a.txt", text=text, language=language)))
    assert all(text[amount.start : amount.end] == amount.surface for amount in found)
    return found


@pytest.mark.parametrize(
    ("text", "surface", "value", "currency"),
    [
        ("Le pont a coûté 62,5 milliards de dollars.", "62,5 milliards de dollars", 62.5e9, "USD"),
        ("Un don de 6,5 M€ pour l'hôpital.", "6,5 M€", 6.5e6, "EUR"),
        ("La dette atteint 500 M$ en juin.", "500 M$", 500e6, "USD"),
        ("La ville paie 2 millions d’euros.", "2 millions d’euros", 2e6, "EUR"),
        ("L'action cède 3 %, à 40,25 euros.", "40,25 euros", 40.25, "EUR"),
        ("Une amende de 1\u202f300 euros.", "1\u202f300 euros", 1300, "EUR"),
        ("Une amende de 15.000 € a été prononcée.", "15.000 €", 15000, "EUR"),
        ("Ils ont versé douze mille euros.", "douze mille euros", 12000, "EUR"),
        ("Un milliard et demi d'euros manque.", "Un milliard et demi d'euros", 1.5e9, "EUR"),
        ("Une rançon de 300 000 francs suisses.", "300 000 francs suisses", 300000, "CHF"),
        ("Une bourse de 2 500 francs CFA.", "2 500 francs CFA", 2500, "XOF"),
        ("Le ticket passe à 80 centimes.", "80 centimes", 0.8, "EUR"),
        ("Le message disait : $7.31 billion.", "$7.31 billion", 7.31e9, "USD"),
        ("Il perd 3 millions de livres sterling.", "3 millions de livres sterling", 3e6, "GBP"),
    ],
)
def test_reads_value_and_currency_in_french(text: str, surface: str, value: float, currency: str) -> None:
    (amount,) = read(text)
    assert (amount.surface, amount.value, amount.currency) == (surface, value, currency)
    assert amount.currency_basis == "stated"


@pytest.mark.parametrize(
    ("text", "surface", "value", "currency"),
    [
        ("The bridge cost $62.5 billion.", "$62.5 billion", 62.5e9, "USD"),
        ("A fund of €2bn was set up.", "€2bn", 2e9, "EUR"),
        ("She won £1,250.50 in court.", "£1,250.50", 1250.5, "GBP"),
        ("They raised two and a half million dollars.", "two and a half million dollars", 2.5e6, "USD"),
        ("He owes C$3m.", "C$3m", 3e6, "CAD"),
        ("Half a million dollars is gone.", "Half a million dollars", 5e5, "USD"),
        ("The firm made 40 million pounds.", "40 million pounds", 40e6, "GBP"),
        ("A $5 billion-a-year scheme.", "$5 billion", 5e9, "USD"),
    ],
)
def test_reads_value_and_currency_in_english(text: str, surface: str, value: float, currency: str) -> None:
    (amount,) = read(text, "en")
    assert (amount.surface, amount.value, amount.currency) == (surface, value, currency)


def test_the_approximating_word_stands_outside_and_is_kept() -> None:
    (about,) = read("Le stade vaut environ 8 milliards d'euros.")
    assert (about.surface, about.approximate) == ("8 milliards d'euros", True)
    (exact,) = read("Le stade vaut 8 milliards d'euros.")
    assert not exact.approximate
    (nearly,) = read("The arena cost nearly $300 million.", "en")
    assert nearly.approximate


def test_the_end_of_a_range_is_approximate() -> None:
    (amount,) = read("Il en coûtera de 5 à 7 millions d'euros.")
    assert (amount.surface, amount.value, amount.approximate) == ("7 millions d'euros", 7e6, True)
    (amount,) = read("It may cost $5-7 billion.", "en")
    assert (amount.surface, amount.value, amount.approximate) == ("$5-7 billion", 7e9, True)


def test_indefinite_thousands_have_no_value() -> None:
    (amount,) = read("Cela a détruit des milliers de milliards de dollars.")
    assert (amount.surface, amount.value, amount.currency) == ("des milliers de milliards de dollars", None, "USD")
    (amount,) = read("It wiped out billions of dollars.", "en")
    assert (amount.value, amount.currency) == (None, "USD")


def test_a_bare_sum_takes_the_articles_currency_and_says_so() -> None:
    stated, bare = read("Le groupe offre 60 milliards de yens.\nIl avait acheté la filiale pour 38 milliards en 2019.")
    assert (stated.currency, stated.currency_basis) == ("JPY", "stated")
    assert (bare.surface, bare.value, bare.currency, bare.currency_basis) == ("38 milliards", 38e9, "JPY", "context")


def test_big_numbers_of_other_things_are_no_sums() -> None:
    assert read("Le pays compte 38 millions d'habitants. L'usine vaut 3 millions d'euros.")[0].surface.startswith("3")
    assert not read("Une hausse de 12 % en 2019, avec 300 000 visiteurs et 3 millions de vues.")
    assert not read("The city has 8 million people, up 3 percent.", "en")


texts = st.text(alphabet=st.sampled_from(list("0123456789 ,.'€$£MdsKbn\u202f-\nmilardseuoxp%")), max_size=200)


@settings(deadline=None, max_examples=150)
@given(texts, st.sampled_from(["fr", "en"]))
def test_any_text_gives_spans_in_order(text: str, language: str) -> None:
    found = read(text, language)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The insurer promised a reward of 250,000 pounds.", [250_000]),
        ("The bomb weighed 250 pounds.", []),
        ("The price fell. He lost 20 pounds.", []),
    ],
)
def test_pounds_are_money_where_money_is_spoken_of(text: str, found: list[float]) -> None:
    assert [amount.value for amount in read(text, "en")] == found
