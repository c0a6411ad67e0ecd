"""French time expressions of every kind: what is found, of which type, with which value."""

import pytest

from store.extraction.timex import tag
from store.languages import load

FRENCH = load("fr")
WEDNESDAY = "2025-02-12"


def read(text, published=WEDNESDAY):
    return [(found.surface, found.value) for found in tag(text, FRENCH, published)]


def types(text, published=WEDNESDAY):
    return [found.type for found in tag(text, FRENCH, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il est né le 4 sept. 2023.", [("le 4 sept. 2023", "2023-09-04")]),
        ("Réunion le 10/02/2025.", [("10/02/2025", "2025-02-10")]),
        ("Réunion le 10.02.25.", [("10.02.25", "2025-02-10")]),
        ("Le 1er mai 2024, il a plu.", [("Le 1er mai 2024", "2024-05-01")]),
        ("En mars 2021, il a plu.", [("mars 2021", "2021-03")]),
        ("Fondée en 1998, l'usine ferme.", [("1998", "1998")]),
        ("C'était le vendredi 7 mars 2025.", [("le vendredi 7 mars 2025", "2025-03-07")]),
        ("Vu le 10 novembre 93.", [("le 10 novembre 93", "1993-11-10")]),
        ("Publié le 2025-02-10.", [("2025-02-10", "2025-02-10")]),
        ("Cela date des années 1990.", [("années 1990", "199")]),
        ("Au début des années 60, rien.", [("début des années 60", "196")]),
        ("Une église du XIXe siècle.", [("XIXe siècle", "18")]),
        ("Au troisième trimestre 2024, il a reculé.", [("troisième trimestre 2024", "2024-Q3")]),
        ("Au premier semestre 2025, ils ont gagné.", [("premier semestre 2025", "2025-H1")]),
        ("Le T3 2024 fut bon.", [("T3 2024", "2024-Q3")]),
        ("À l'été 2026, tout sera prêt.", [("l'été 2026", "2026-SU")]),
        ("Dès la mi-juin 2024, il faisait chaud.", [("la mi-juin 2024", "2024-06")]),
        ("Fin 2023, il avait promis.", [("Fin 2023", "2023")]),
        ("Noël 2024 fut froid.", [("Noël 2024", "2024-12-25")]),
        ("Le lundi de Pâques 2025 sera férié.", [("Le lundi de Pâques 2025", "2025-04-21")]),
        ("Le premier dimanche de juin 2025.", [("Le premier dimanche de juin 2025", "2025-06-01")]),
    ],
)
def test_dates_that_the_calendar_names(text, expected):
    assert read(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hier, il a parlé.", [("Hier", "2025-02-11")]),
        ("Avant-hier, il a parlé.", [("Avant-hier", "2025-02-10")]),
        ("Il partira après-demain.", [("après-demain", "2025-02-14")]),
        ("La semaine dernière, il a plu.", [("La semaine dernière", "2025-W06")]),
        ("Le mois prochain, il partira.", [("Le mois prochain", "2025-03")]),
        ("L'an passé, il a gagné.", [("L'an passé", "2024")]),
        ("L’année prochaine, il jouera.", [("L’année prochaine", "2026")]),
        ("Il ferme cette année.", [("cette année", "2025")]),
        ("Le week-end dernier, il a neigé.", [("Le week-end dernier", "2025-W06-WE")]),
        ("L'été dernier, il a fait beau.", [("L'été dernier", "2024-SU")]),
        ("Il a été élu en septembre dernier.", [("septembre dernier", "2024-09")]),
        ("Il y a trois semaines, il riait.", [("Il y a trois semaines", "2025-W04")]),
        ("Il y a un an et demi, il riait.", [("Il y a un an et demi", "2023-08")]),
        ("Il y a une dizaine d'années, il riait.", [("Il y a une dizaine d'années", "2015")]),
        ("Il y a vingt-cinq ans, il riait.", [("Il y a vingt-cinq ans", "2000")]),
        ("Dans une quinzaine de jours, il rira.", [("Dans une quinzaine de jours", "2025-02-27")]),
        ("Il rira dans six mois.", [("dans six mois", "2025-08")]),
        ("Avant la fin de l'année, il rira.", [("la fin de l'année", "2025")]),
        ("Elle ouvrira la semaine du 3 mars.", [("la semaine du 3 mars", "2025-W10")]),
        ("Il y a quelques mois, il riait.", [("Il y a quelques mois", "PAST_REF")]),
    ],
)
def test_counted_from_publication(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Il a été élu vendredi.", ["2025-02-07"]),
        ("Il sera reçu vendredi.", ["2025-02-14"]),
        ("La réunion prévue jeudi est annulée.", ["2025-02-13"]),
        ("Il devrait parler mercredi.", ["2025-02-12"]),
        ("Le texte sera signé le 15 janvier.", ["2026-01-15"]),
        ("Le texte a été signé le 15 décembre.", ["2024-12-15"]),
        ("Il a gagné en mars.", ["2024-03"]),
        ("Elle votera en mars.", ["2025-03"]),
        ("Elle a décidé de fermer le 3 mars.", ["2025-03-03"]),
        ("Concert samedi à la salle des fêtes.", ["2025-02-15"]),
        ("Lundi prochain, il part.", ["2025-02-17"]),
        ("Mardi dernier, il est parti.", ["2025-02-11"]),
        ("Mardi 4 février, il est parti.", ["2025-02-04"]),
        ("Il a fait part de son départ ce mardi.", ["2025-02-11"]),
        ("Il travaille depuis lundi.", ["2025-02-10"]),
        ("Il est suspendu jusqu'au 30 juin.", ["2025-06-30"]),
        ("Le préfet recevra les salariés vendredi.", ["2025-02-14"]),
        ("La ministre rencontrera les élus le 13 février.", ["2025-02-13"]),
        ("Les secours ont soigné les blessés vendredi.", ["2025-02-07"]),
        ("L'armée livra la ville vendredi.", ["2025-02-07"]),
        ("Les syndicats ont appelé à la grève à partir du 13 février.", ["2025-02-13"]),
        ("Les syndicats appellent à la grève à partir du 10 février.", ["2025-02-10"]),
        ("Le tarif a été relevé à compter du 10 février.", ["2025-02-10"]),
        ("Des voleurs ont emporté lundi 12 tableaux.", ["2025-02-10"]),
        ("Il s'est réuni lundi 3.", ["2025-02-03"]),
    ],
)
def test_past_or_future(text, values):
    assert [value for _, value in read(text)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De 2015 à 2018, il régnait.", [("2015", "2015"), ("2018", "2018")]),
        ("Il sera absent du 3 au 5 juin.", [("3", "2025-06-03"), ("5 juin", "2025-06-05")]),
        ("Du 28 février au 2 mars 2024.", [("28 février", "2024-02-28"), ("2 mars 2024", "2024-03-02")]),
        ("Il votera les 6 et 13 avril prochains.", [("les 6", "2025-04-06"), ("13 avril prochains", "2025-04-13")]),
        ("De janvier à mars 2023, rien.", [("janvier", "2023-01"), ("mars 2023", "2023-03")]),
        ("Dans la nuit de lundi à mardi, il a plu.", [("la nuit de lundi à mardi", "2025-02-10TNI")]),
        ("Dans la nuit du 3 au 4 mars 2024.", [("la nuit du 3 au 4 mars 2024", "2024-03-03TNI")]),
    ],
)
def test_ranges(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il est arrivé à 21h21.", [("21h21", "2025-02-12T21:21")]),
        ("Il est arrivé à 20 h 30.", [("20 h 30", "2025-02-12T20:30")]),
        ("Il arrive à sept heures et demie.", [("sept heures et demie", "2025-02-12T07:30")]),
        ("Il arrive à midi.", [("midi", "2025-02-12T12:00")]),
        ("Hier soir, il a plu.", [("Hier soir", "2025-02-11TEV")]),
        ("Ce matin, il a plu.", [("Ce matin", "2025-02-12TMO")]),
        ("Il est mort hier en début d'après-midi.", [("hier en début d'après-midi", "2025-02-11TAF")]),
        ("Vers 0 h 40, jeudi, il est tombé.", [("0 h 40", "2025-02-06T00:40"), ("jeudi", "2025-02-06")]),
        ("Jeudi minuit, tout finira.", [("Jeudi minuit", "2025-02-13T24:00")]),
    ],
)
def test_times_of_day(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a attendu plus de deux mois.", [("plus de deux mois", "P2M")]),
        ("Une peine de dix-huit mois.", [("dix-huit mois", "P18M")]),
        ("Pendant quelques jours.", [("quelques jours", "PXD")]),
        ("Depuis des années, il attend.", [("des années", "PXY")]),
        ("Une garde à vue de 48 heures.", [("48 heures", "PT48H")]),
        ("Il a dormi une demi-heure.", [("une demi-heure", "PT30M")]),
        ("Au cours des deux dernières semaines.", [("deux dernières semaines", "P2W")]),
        ("Les prochains mois seront durs.", [("Les prochains mois", "PXM")]),
        ("D'ici quatre ans, il partira.", [("D'ici quatre ans", "P4Y")]),
        ("Il est devancé de 30,4 secondes.", [("30,4 secondes", "PT30.4S")]),
    ],
)
def test_stretches_of_time(text, expected):
    assert read(text) == expected
    assert types(text) == ["DURATION"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il court chaque jour.", [("chaque jour", "P1D")]),
        ("Il vient tous les deux ans.", [("tous les deux ans", "P2Y")]),
        ("Il vient tous les jeudis.", [("tous les jeudis", "XXXX-WXX-4")]),
        ("Ouvert le mercredi.", [("le mercredi", "XXXX-WXX-3")]),
        ("Le dîner annuel du club.", [("annuel", "P1Y")]),
        ("Il gagne mille euros par mois.", [("mois", "P1M")]),
    ],
)
def test_sets(text, expected):
    assert read(text) == expected
    assert types(text) == ["SET"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il a récemment parlé.", "PAST_REF"),
        ("Autrefois, il parlait.", "PAST_REF"),
        ("Ces derniers temps, il parle.", "PAST_REF"),
        ("Il est actuellement absent.", "PRESENT_REF"),
        ("Désormais, il se tait.", "PRESENT_REF"),
        ("Aujourd'hui, la ville a changé.", "PRESENT_REF"),
        ("Il reviendra bientôt.", "FUTURE_REF"),
        ("Ce n'est pas pour demain.", "FUTURE_REF"),
    ],
)
def test_references_at_large(text, value):
    assert [found for _, found in read(text)] == [value]


def test_today_is_a_day_where_something_happens_on_it():
    assert read("Le président doit rencontrer aujourd'hui le maire.") == [("aujourd'hui", "2025-02-12")]


def test_upper_case_and_typographic_characters():
    assert read("LA FÊTE AURA LIEU DIMANCHE") == [("DIMANCHE", "2025-02-16")]
    assert read("Il est mort l’an dernier, le\u00a03\u202fmars.")[0] == ("l’an dernier", "2024")
    assert read("Il est mort le\u00a03\u202fmars 2024.") == [("le\u00a03\u202fmars 2024", "2024-03-03")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il est mort dans la soirée de lundi.", [("la soirée de lundi", "2025-02-10TEV")]),
        ("C'était au petit matin du 11 novembre 1918.", [("petit matin du 11 novembre 1918", "1918-11-11TMO")]),
        ("À la veille de Noël 2024, il a neigé.", [("la veille de Noël 2024", "2024-12-24")]),
        ("Dans la première quinzaine de juin, il viendra.", [("la première quinzaine de juin", "2025-06")]),
        ("Au S1 2024, il a gagné.", [("S1 2024", "2024-H1")]),
        ("Mai 68 est loin.", [("Mai 68", "1968-05")]),
        ("Mis à jour le 12/02/2025 - 10:30.", [("12/02/2025 - 10:30", "2025-02-12T10:30")]),
        (
            "Il a été élu en mars 2019. L'été suivant, il part.",
            [("mars 2019", "2019-03"), ("L'été suivant", "2019-SU")],
        ),
        (
            "Signé le 15 janvier et publié le 19, le texte plaît.",
            [("le 15 janvier", "2025-01-15"), ("le 19", "2025-01-19")],
        ),
    ],
)
def test_further_forms(text, expected):
    assert read(text) == expected
