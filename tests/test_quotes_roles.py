"""Who speaks where a name possesses something, and cues that carry more than a verb."""

import pytest
from quotes_support import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ses adversaires lui reprochent d'avoir menti.", ("indirect", "avoir menti", "Ses adversaires")),
        ("Des experts lui conseillent de vendre son usine.", ("indirect", "vendre son usine", "Des experts")),
        (
            "La mairie affirme ne plus pouvoir payer les agents.",
            ("indirect", "ne plus pouvoir payer les agents", "La mairie"),
        ),
        (
            "Le groupe Novalis a fait savoir début mai qu'il fermera l'usine.",
            ("indirect", "il fermera l'usine", "Novalis"),
        ),
        (
            "Hier, après avoir reçu les élus et l'exploitant, la ministre Claire Morel leur a dit que tout est prêt.",
            ("indirect", "tout est prêt", "Claire Morel"),
        ),
    ],
)
def test_french_cues(text, expected):
    assert expected in said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Roe said only that the roof was old.", ("indirect", "the roof was old", "Anna Roe")),
        ("Anna Roe has asked that nobody leave the room.", ("indirect", "nobody leave the room", "Anna Roe")),
        (
            'On the door of Anna Roe\'s office there is a note. "I never let them read it," she says.',
            ("direct", "I never let them read it,", "Anna Roe"),
        ),
    ],
)
def test_english_cues_and_owners(text, expected):
    assert expected in said(text, "en")


def test_somebody_who_belongs_to_a_person_is_another_one():
    ((_, _, speaker),) = said("Anna Roe’s lawyer said the roof was old.", "en")
    assert speaker is not None
    assert speaker.endswith("lawyer")


def test_what_somebody_finds_out_is_not_said():
    assert said("Anna Roe was mayor. She found that the bridge was old.", "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Le pont a été fermé dimanche, a-t-on appris de source policière.",
            ("indirect", "Le pont a été fermé dimanche", "source policière"),
        ),
        (
            "L'État paiera la moitié, comme la ministre Claire Morel l'a déclaré jeudi.",
            ("indirect", "L'État paiera la moitié", "Claire Morel"),
        ),
    ],
)
def test_french_sources_behind_what_they_say(text, expected):
    assert said(text) == [expected]


def test_a_comparison_with_nobody_who_says_it_reports_nothing():
    assert said("La ville est grande, comme on l'a dit.") == []
