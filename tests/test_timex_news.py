"""Dates as stories tell them: what is to come, whole nights, hours that something takes, days of a told month."""

import pytest

from store.extraction.timex import infer_published, tag
from store.languages import load
from store.model import Post

FRENCH, ENGLISH = load("fr"), load("en")


def read(text, language, published="2025-10-08"):
    return [(found.surface, found.value) for found in tag(text, language, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crew vanished in the night of 3 May 2023.", ("the night of 3 May 2023", "2023-05-03TNI")),
        ("On the night of Friday, May 5, 2023, it rained.", ("the night of Friday, May 5, 2023", "2023-05-05TNI")),
        (
            "We met on the morning of Tuesday, 9 May 2023, in Hull.",
            ("the morning of Tuesday, 9 May 2023", "2023-05-09TMO"),
        ),
    ],
)
def test_a_part_of_a_whole_day_is_one_expression(text, expected):
    assert read(text, ENGLISH) == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She awaits trial in March.", "2026-03"),
        ("The mayor resigned; the court gives its ruling on 4 February.", "2026-02-04"),
        ("The mayor resigned in May.", "2025-05"),
    ],
)
def test_english_clauses_of_waiting_and_of_the_present_look_ahead(text, value):
    assert read(text, ENGLISH)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("« Nous ne pouvons pas accueillir les élèves au-delà du 20 février », a expliqué le maire.", "2026-02-20"),
        ("« L'école ferme le 2 mars », a regretté le maire.", "2026-03-02"),
        ("« L'école a brûlé le 2 mars », se souvient le maire.", "2025-03-02"),
        ("Un audit remis en décembre au conseil prédit que le pont tombera.", "2024-12"),
        ("Selon une enquête conduite en février, les loyers augmenteraient.", "2025-02"),
        ("La remise en février des prix sera fêtée.", "2026-02"),
    ],
)
def test_french_quotations_and_participles_tell_their_own_tense(text, value):
    assert read(text, FRENCH)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le car fait le trajet en 2 h 15.", [("2 h 15", "PT2H15M")]),
        (
            "On y va en 2 h 15, au lieu de 1 h 40 par la route.",
            [("2 h 15", "PT2H15M"), ("1 h 40", "PT1H40M")],
        ),
        ("Il a fallu plus de 3 h 30 pour éteindre le feu.", [("plus de 3 h 30", "PT3H30M")]),
        ("Le train est arrivé avec un retard de 1 h 20.", [("1 h 20", "PT1H20M")]),
        (
            "Le guichet ouvre à 9 h 30 au lieu de 8 h 30.",
            [("9 h 30", "2025-10-08T09:30"), ("8 h 30", "2025-10-08T08:30")],
        ),
        ("Le pont a trente ans de retard.", [("trente ans", "P30Y")]),
        ("Le gardien a trente ans et un chien.", []),
    ],
)
def test_french_hours_and_years_that_something_takes(text, expected):
    assert read(text, FRENCH) == expected


def test_that_day_lies_in_the_month_told_before():
    assert read("En mai 2019, un pont cède. Ce jour-là, il pleuvait.", FRENCH)[-1] == ("Ce jour-là", "2019-05-XX")


def test_this_weekday_right_after_a_post_is_the_day_of_publication():
    post = Post(0, 1, date="2025-02-08")
    text = "Samedi, la foule défilait. Ce lundi matin, la place est vide."
    assert infer_published(text, FRENCH, [post]) == ("2025-02-10", "Ce lundi matin; 2025-02-08")
