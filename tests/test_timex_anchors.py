"""What an expression is counted from, and how that is told."""

import pytest

from store.extraction.timex import infer_published, tag
from store.languages import load
from store.model import Post

FRENCH, ENGLISH = load("fr"), load("en")


def values(text, published=None, language=FRENCH, posts=()):
    return [found.value for found in tag(text, language, published, posts=posts)]


def test_explicit_dates_need_no_anchor():
    (found,) = tag("Le 3 mars 2020, il est élu.", FRENCH)
    assert (found.basis, found.anchor) == ("explicit", None)


def test_publication():
    (found,) = tag("Il est parti hier.", FRENCH, "2025-02-12")
    assert (found.value, found.basis, found.anchor) == ("2025-02-11", "published", "2025-02-12")


@pytest.mark.parametrize(
    ("later", "value"),
    [
        ("Deux jours plus tard, il démissionne.", "2020-03-05"),
        ("Deux jours après, il démissionne.", "2020-03-05"),
        ("Le lendemain, il part.", "2020-03-04"),
        ("Le lendemain matin, il part.", "2020-03-04TMO"),
        ("La veille, il riait.", "2020-03-02"),
        ("Le surlendemain, il revient.", "2020-03-05"),
        ("Le même jour, il pleut.", "2020-03-03"),
        ("Ce jour-là, il pleut.", "2020-03-03"),
        ("L'année suivante, il revient.", "2021"),
        ("Le mois précédent, il partait.", "2020-02"),
        ("Quatre ans plus tôt, il perdait.", "2016"),
        ("Six mois auparavant, il perdait.", "2019-09"),
        ("Le lundi suivant, il revient.", "2020-03-09"),
        ("Vers 20 heures, il pleut.", "2020-03-03T20:00"),
        ("Dans la soirée, il pleut.", "2020-03-03TEV"),
        ("En avril de la même année, il part.", "2020-04"),
    ],
)
def test_last_date_told(later, value):
    found = tag("Le 3 mars 2020, il est élu. " + later, FRENCH, "2025-02-12")[-1]
    assert (found.value, found.basis) == (value, "context")


def test_apposition_is_the_same_day():
    text = "L'assemblée est fixée au 9 septembre 2025. Il s'installera le 15 septembre, six jours après."
    assert values(text, "2025-06-17") == ["2025-09-09", "2025-09-15", "2025-09-15"]


def test_year_of_a_told_past():
    assert values("En octobre 2022, il achète. Le 27 novembre, il revend.", "2025-02-12") == ["2022-10", "2022-11-27"]
    assert values("L'an dernier, ils avaient commencé le 10 janvier.", "2025-02-12") == ["2024", "2024-01-10"]
    # What has just happened needs no year.
    assert values("En octobre 2022, il achète. Le 3 février, il a revendu.", "2025-02-12") == ["2022-10", "2025-02-03"]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("« Nous partirons demain », a dit lundi le ministre.", FRENCH, "2025-02-11"),
        ("Lundi, le ministre a dit : « Nous sommes arrivés hier. »", FRENCH, "2025-02-09"),
        ('"We will decide tomorrow," he said Monday.', ENGLISH, "2025-02-11"),
    ],
)
def test_day_of_the_speech(text, language, value):
    speech = [found for found in tag(text, language, "2025-02-13") if found.basis == "speech"]
    assert [found.value for found in speech] == [value]


def test_words_of_a_post_are_of_the_day_of_the_post():
    text = "Il écrit : demain, je pars — @nom 10 févr. Fin."
    post = Post(11, 27, date="2025-02-10", stamp=(30, 43))
    assert values(text, "2025-02-12", posts=[post]) == ["2025-02-11", "2025-02-10"]


def test_clock_of_the_past_does_not_belong_to_a_day_to_come():
    text = "L'assemblée est prévue le 24 avril. Le titre gagnait 4 % à 9h15."
    assert values(text, "2025-02-12") == ["2025-04-24", "2025-02-12T09:15"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il a parlé lundi.", "XXXX-WXX-1"),
        ("Il a parlé le 19 octobre.", "XXXX-10-19"),
        ("Il a parlé en octobre.", "XXXX-10"),
        ("Il a parlé hier.", "XXXX-XX-XX"),
        ("La semaine dernière, il a parlé.", "XXXX-WXX"),
        ("L'an dernier, il a parlé.", "XXXX"),
        ("Le lendemain, il a parlé.", "XXXX-XX-XX"),
    ],
)
def test_nothing_is_invented_without_a_publication_date(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("published", "value"),
    [
        ("2025-06", "2025-06-XX"),
        ("2025", "2025-XX-XX"),
        ("2025-02-10/2025-02-16", "2025-02-XX"),
        ("2025-06-15", "2025-06-14"),
    ],
)
def test_as_precise_as_the_publication_date_allows(published, value):
    assert values("Il a parlé hier.", published) == [value]


def test_all_days_of_a_week_agree_on_its_monday():
    assert values("Il a parlé lundi.", "2025-02-10/2025-02-16") == ["2025-02-10"]
    assert values("Il y a trois semaines, il parlait.", "2025-02-10/2025-02-16") == ["2025-W04"]


def test_publication_inferred_from_a_weekday_that_agrees():
    text = "L'offre a été faite lundi (10 février). En août 2024, il avait porté plainte."
    assert infer_published(text, FRENCH) == ("2025-02-10/2025-02-16", "lundi (10 février)")


def test_publication_inferred_from_a_post_and_its_weekday():
    post = Post(0, 1, date="2025-02-10")
    found = infer_published("L'offre a été soumise lundi.", FRENCH, [post])
    assert found is not None
    assert found[0] == "2025-02-10/2025-02-16"


@pytest.mark.parametrize("text", ["Il a parlé lundi.", "Il a parlé lundi 10 février.", "En 2015, il a parlé.", ""])
def test_nothing_inferred_from_too_little(text):
    assert infer_published(text, FRENCH) is None


def test_publication_inferred_from_a_date_called_this_day():
    found = infer_published("Elle a été reçue ce mercredi 12 février 2025.", FRENCH)
    assert found == ("2025-02-12/2025-02-18", "ce mercredi 12 février 2025")


def test_publication_inferred_before_a_day_to_come():
    found = infer_published("Elle sera reçue ce mercredi 12 février 2025.", FRENCH)
    assert found is not None
    assert found[0] == "2025-02-06/2025-02-12"


def test_what_is_told_after_a_clock_time_in_the_sentence_is_its_day():
    assert values("Vers 0 h 40, jeudi, il est tombé.", "2025-02-12") == ["2025-02-06T00:40", "2025-02-06"]


def test_same_time_of_the_year():
    assert values("L'an dernier à la même époque, il neigeait.", "2025-02-12") == ["2024", "2024-02"]


def test_story_of_a_year_gone_by():
    text = (
        "Il a racheté le journal en octobre 2022. Il avait signé l'accord en avril. Le 8 juillet, il hésitait. "
        "Le 27 octobre, il prenait le contrôle. Dès le lendemain, il licenciait."
    )
    assert values(text, "2025-02-12") == ["2022-10", "2022-04", "2022-07-08", "2022-10-27", "2022-10-28"]


def test_small_hours_after_an_evening_are_of_the_next_day():
    text = "L'explosion s'est produite mardi peu avant 23 heures. Vers 2 heures du matin, le feu était éteint."
    assert values(text, "2025-02-12") == ["2025-02-11", "2025-02-11T23:00", "2025-02-12T02:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a démissionné lundi. La veille, il hésitait.", ["XXXX-WXX-1", "XXXX-WXX-7"]),
        ("Il part le 31 décembre. Le lendemain, il revient.", ["XXXX-12-31", "XXXX-01-01"]),
    ],
)
def test_days_counted_from_a_day_of_no_known_year(text, expected):
    assert values(text) == expected


def test_year_told_by_another():
    (found,) = tag("Elle a voté en mars de l'an dernier.", FRENCH, "2025-02-12")
    assert (found.value, found.basis, found.anchor) == ("2024-03", "published", "2025-02-12")


def test_a_year_to_come_proves_no_year_of_publication():
    text = "L'offre a été faite lundi (10 février). Elle doit aboutir d'ici 2030."
    assert infer_published(text, FRENCH) is None
