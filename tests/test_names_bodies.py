"""Bodies, papers, places and works that are named by more than words with a capital."""

import pytest

from store.assemble import assemble
from store.reading import make_article


def entities(text):
    return {entity.name: entity.type for entity in assemble([make_article(text, "a.txt")]).entities}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Le maire a reçu hier l'association Sauvons le marais à la mairie.", "Sauvons le marais", "organization"),
        ("Elle dirige le collectif Touche pas à ma plage depuis un an.", "Touche pas à ma plage", "organization"),
        ("Anna Roe leads the campaign Save our Pier with her sister.", "Save our Pier", "organization"),
        ("Il l'a écrit dans les colonnes du Courrier de l'Ouest, lundi.", "Courrier de l'Ouest", "organization"),
        ("Le camion a heurté un mur du tunnel de la Combe lundi matin.", "Combe", "place"),
        ("The thieves sold the painting The Red Boat to a dealer.", "The Red Boat", "work"),
    ],
)
def test_named_by_more_than_capitals(text, name, kind):
    assert entities(text).get(name) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le maire était là. Sauvons le marais, a dit le maire.", "Sauvons le marais"),
        ("Le maire était dans le studio du Journal de TF1 lundi soir.", "Journal de TF1"),
    ],
)
def test_a_call_and_a_programme_are_no_bodies(text, name):
    assert name not in entities(text)
