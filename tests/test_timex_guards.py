"""What looks like a date and is none: names, amounts, ages, scores, products, numbers of houses and things."""

import pytest

from store.extraction.timex import tag
from store.languages import load

FRENCH = load("fr")


@pytest.mark.parametrize(
    "text",
    [
        "Sam Durand a parlé.",
        "La chanteuse Mai Durand a parlé.",
        "La planète Mars est rouge.",
        "Mars est rouge.",
        "Elle a été reçue.",
        "Jean Dimanche a parlé.",
        "Noël Durand a parlé.",
        "Il vaut 97,4 milliards.",
        "Il possède 1985 actions.",
        "La fusée Ariane 2000 décolle.",
        "Il habite 12 rue de la Paix.",
        "Ils ont gagné 3-0, puis 6-4.",
        "Luc Durand, 53 ans, a parlé.",
        "Un homme de 34 ans a parlé.",
        "Un électricien allemand de 37 ans a parlé.",
        "Une fillette âgée de 6 ans a parlé.",
        "À 58 ans, il a parlé.",
        "L'équipe des moins de 17 ans a gagné.",
        "Il gagne 1200 euros.",
        "Près de 2 000 personnes sont venues.",
        "Appelez le 03.29.88.12.45.",
        "Voir photo2025Feb10.gif et https://exemple.fr/2025/02/10/titre.html.",
        "Une presse du quotidien.",
    ],
)
def test_no_dates(text):
    assert [found.surface for found in tag(text, FRENCH, "2025-02-12")] == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("La Coupe du monde 2026 aura lieu.", "2026"),
        ("Le Mondial-2022 est fini.", "2022"),
        ("Il est élu (2018).", "2018"),
        ("Un mandat de cinq ans.", "cinq ans"),
        ("Il est condamné à 10 ans de prison.", "10 ans"),
        ("Pendant quatorze ans, il a parlé.", "quatorze ans"),
    ],
)
def test_dates_all_the_same(text, surface):
    assert [found.surface for found in tag(text, FRENCH, "2025-02-12")] == [surface]


@pytest.mark.parametrize("text", ["Le 31 février 2024.", "Le 30/13/2024.", "À 27 h 80."])
def test_days_that_no_calendar_has_are_not_given_whole(text):
    assert all("-02-31" not in found.value and "-13-" not in found.value for found in tag(text, FRENCH, "2025-02-12"))
    assert all("-12T27" not in found.value for found in tag(text, FRENCH, "2025-02-12"))


def test_day_and_month_in_figures_are_exchanged_where_the_date_would_lie_ahead():
    english = load("en")
    assert [found.value for found in tag("Published 12/02/2025.", english, "2025-02-12")] == ["2025-02-12"]
    assert [found.value for found in tag("Published 02/12/2025.", english, "2025-02-12")] == ["2025-02-12"]
    assert [found.value for found in tag("Published 12/02/2025.", english)] == ["2025-12-02"]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("La saison 2023/2024 est finie.", ["2023", "2024"]),
        ("En mars/avril 2025, il pleut.", ["mars", "avril 2025"]),
        ("Voir exemple.fr/2024 ou /2025/02/ ou x=2025&y.", []),
        ("Une femme âgée d'une quarantaine d'années a parlé.", []),
        ("Il habite rue du 8 mai 1945.", []),
        ("Il lit 20 Minutes.", []),
        ("Adulé un jour, conspué toujours.", []),
    ],
)
def test_slashes_streets_and_names(text, surfaces):
    assert [found.surface for found in tag(text, FRENCH, "2025-02-12")] == surfaces
