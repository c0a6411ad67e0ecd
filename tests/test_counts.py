"""Counts, and the numbers that amounts and counts share."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction import counts, numbers
from store.extraction.document import Document
from store.languages import load
from store.model import Article, Count


def read(text: str, language: str = "fr") -> tuple[Count, ...]:
    found = counts.find(Document.of(Article(id="a", file="a.txt", text=text, language=language)))
    assert all(text[count.start : count.end] == count.surface for count in found)
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("62,5", 62.5),
        ("1 300", 1300),
        ("2.946", 2946),
        ("1.300.000", 1_300_000),
        ("10.000,50", 10000.5),
        ("trois cents", 300),
        ("deux cent trente-quatre mille", 234_000),
        ("quatre-vingt-dix-sept", 97),
        ("quatre-vingts", 80),
        ("soixante et onze", 71),
        ("mille deux cents milliards", 1.2e12),
        ("deux millions trois cent mille", 2_300_000),
        ("une dizaine", 10),
        ("un demi-million", 500_000),
    ],
)
def test_reads_french_numbers(written: str, value: float) -> None:
    (number,) = numbers.find(f"soit {written} en tout", load("fr"))
    assert number.value == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,300", 1300),
        ("62.5", 62.5),
        ("1,234,567.5", 1_234_567.5),
        ("two hundred and five", 205),
        ("twenty-three", 23),
        ("three hundred thousand", 300_000),
        ("a million and a half", 1_500_000),
        ("a dozen", 12),
    ],
)
def test_reads_english_numbers(written: str, value: float) -> None:
    (number,) = numbers.find(f"with {written} in all", load("en"))
    assert number.value == value


def test_percentages_are_left_out_whole() -> None:
    assert not list(numbers.find("une hausse de 12 %, puis de cinq pour cent", load("fr")))


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("Le séisme a fait 1 300 morts.", "1 300 morts", 1300, "morts"),
        ("On compte 2.946 blessés.", "2.946 blessés", 2946, "blessés"),
        ("On compte 2,946 blessés.", "2,946 blessés", 2946, "blessés"),
        ("Le texte passe par 331 voix.", "331 voix", 331, "voix"),
        ("L'enseigne cède dix-sept magasins.", "dix-sept magasins", 17, "magasins"),
        ("Une trentaine de maisons ont brûlé.", "Une trentaine de maisons", 30, "maisons"),
        ("La ville a 2 millions d'habitants.", "2 millions d'habitants", 2e6, "habitants"),
        ("Trois autres personnes sont recherchées.", "Trois autres personnes", 3, "personnes"),
        ("Il y a 2000 personnes dehors.", "2000 personnes", 2000, "personnes"),
        ("Un mort dans un accident.", "Un mort", 1, "mort"),
        ("L'armée dit avoir tué 30 Palestiniens.", "30 Palestiniens", 30, "palestiniens"),
    ],
)
def test_reads_counts(text: str, surface: str, value: float, unit: str) -> None:
    (count,) = read(text)
    assert (count.surface, count.value, count.unit) == (surface, value, unit)


def test_reads_english_counts() -> None:
    (count,) = read("At least 1,300 people were evacuated.", "en")
    assert (count.surface, count.value, count.unit, count.approximate) == ("1,300 people", 1300, "people", True)


@pytest.mark.parametrize(
    "text",
    [
        "Le 10 février 2025, à 13 heures.",
        "Âgé de 56 ans, il court 42 kilomètres en 3 heures.",
        "Une victoire 3-2 en 2018 puis 4 à 1.",
        "Une hausse de 12 % et 6 millions d'euros.",
        "L'article 49 et la page 12 du rapport.",
        "Les deux hommes se sont vus trois fois.",
        "En 2015 déjà, il l'avait dit.",
    ],
)
def test_dates_ages_durations_scores_and_money_are_no_counts(text: str) -> None:
    assert read(text) == ()


def test_approximation_is_kept() -> None:
    (count,) = read("Près de 400 élèves sont absents.")
    assert count.approximate
    (count,) = read("Il y a 400 élèves absents.")
    assert not count.approximate


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from(list("0123456789 ,.'-\nunedixmilcnts%de morts")), max_size=200))
def test_any_text_gives_spans_in_order(text: str) -> None:
    for language in ("fr", "en"):
        found = read(text, language)
        assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["1 300 ", "mille ", "des milliers de ", "quatre-vingt-", "1.300.", "deux cent "])
def test_time_grows_linearly(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.perf_counter()
        read(piece * times)
        return time.perf_counter() - begin

    seconds(10)
    small, large = min(seconds(2_000) for _ in range(3)), seconds(16_000)
    assert large < 40 * small + 0.2
