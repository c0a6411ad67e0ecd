"""Pairing of quotation marks, rightly and wrongly typed."""

import pytest

from store.extraction.quotes.marks import pair
from store.text import level


def inside(text: str) -> list[str]:
    return [text[marked.start : marked.end] for marked in pair(level(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a dit « oui » puis « non ».", ["oui", "non"]),
        ("Il a dit «oui» puis «non».", ["oui", "non"]),
        ("Il a dit “oui” puis ”non”.", ["oui", "non"]),
        ('Il a dit "oui" puis "non".', ["oui", "non"]),
        ('Selon lui, " la nuit tombe ", rien de plus.', ["la nuit tombe"]),
        ("Il a dit ‹ oui › hier.", ["oui"]),
        ("Er sagte „ja“ und ging.", ["ja"]),
        ("Il a dit »oui« hier.", ["oui"]),
        ("She said 'yes' and left.", ["yes"]),
        ("She said ‘don’t go’ and left.", ["don’t go"]),
        ("Il l'a dit, c'est 'fini' et l'on n'en parle plus.", ["fini"]),
        ("Il a dit ''oui'' hier.", ["oui"]),
        ('Il a dit “oui" hier.', ["oui"]),
    ],
)
def test_marks_of_every_sort(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a répondu : « Non merci« .", ["Non merci"]),
        ("Il a répondu : « Non merci.« ", ["Non merci."]),
        ("Il a répondu : « Non merci« , puis il est parti.", ["Non merci"]),
        ("Elle a écrit : » Menteur. »", ["Menteur."]),
        ("Elle a écrit : » Menteur.«", ["Menteur."]),
        ("» Nous partons », a-t-il dit.", ["Nous partons"]),
    ],
)
def test_guillemets_typed_the_wrong_way_round(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_nested_marks_give_the_outer_passage() -> None:
    assert inside("Il a dit : « Elle m'a crié “dehors” hier. »") == ["Elle m'a crié “dehors” hier."]
    assert inside("Il a dit : « Elle m'a crié « dehors » hier. »") == ["Elle m'a crié « dehors » hier."]
    assert inside("\"She told me 'out' twice,\" he said.") == ["She told me 'out' twice,"]


def test_a_stray_mark_harms_no_other_paragraph() -> None:
    assert inside('Un écran de 27" coûte cher.\nElle a dit "oui" hier.') == ["oui"]
    assert inside("Une fin » sans début.\nElle a dit « oui » hier.") == ["oui"]
    assert inside("Un début « sans fin\nElle a dit « oui » hier.") == ["oui"]


def test_a_stray_mark_harms_no_other_passage_of_its_paragraph() -> None:
    assert inside('Un écran de 27" coûte cher, a dit "le patron" hier.') == ["le patron"]
    assert inside("Elle a dit » puis « oui » hier.") == ["oui"]


def test_a_passage_over_paragraphs_gives_one_a_paragraph() -> None:
    assert inside("« Tout est prêt.\nNous attendons », dit-il.") == ["Tout est prêt.", "Nous attendons"]
    assert inside("“First.\n“Second.\n“Third,” she said.") == ["First.", "Second.", "Third,"]


def test_an_announced_passage_without_closing_mark_ends_with_its_paragraph() -> None:
    assert inside("Il a dit : « Nous ne céderons jamais\nLa suite demain.") == ["Nous ne céderons jamais"]
    assert inside("Il en veut trois « de plus\nLa suite demain.") == []


def test_nothing_between_marks_is_no_passage() -> None:
    assert inside("Il a dit « » et « … ».") == []
