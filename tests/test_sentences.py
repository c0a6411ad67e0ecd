"""Where sentences begin and end, in both languages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction.sentences import split
from store.languages import codes, guess, load
from store.text import fold, level, printable, without_controls


def sentences(text: str, code: str = "fr") -> list[str]:
    return [text[s.start : s.end] for s in split(level(text), load(code))]


@pytest.mark.parametrize(
    ("code", "text", "wanted"),
    [
        ("fr", "Il part. Elle reste.", ["Il part.", "Elle reste."]),
        ("fr", "M. Durand a parlé à Mme. Petit. Fin.", ["M. Durand a parlé à Mme. Petit.", "Fin."]),
        ("fr", "« Non ! » Il est parti.", ["« Non ! »", "Il est parti."]),
        ("fr", "Vraiment ? oui, dit-il.", ["Vraiment ? oui, dit-il."]),
        ("fr", "Il vaut 9.74 milliards. C'est peu.", ["Il vaut 9.74 milliards.", "C'est peu."]),
        ("fr", "J. K. Rowling écrit. Bien.", ["J. K. Rowling écrit.", "Bien."]),
        ("fr", "Le titre\nLa suite sans point", ["Le titre", "La suite sans point"]),
        ("fr", "Attendez… Voilà.", ["Attendez…", "Voilà."]),
        ("en", "Mr. Smith left the U.S. in May. He is back.", ["Mr. Smith left the U.S. in May.", "He is back."]),
        ("en", "“We won.” She smiled.", ["“We won.”", "She smiled."]),
    ],
)
def test_sentences(code: str, text: str, wanted: list[str]) -> None:
    assert sentences(text, code) == wanted


@given(st.text(alphabet="aB. !?…»«\n\"'9M", max_size=200), st.sampled_from(["fr", "en"]))
@settings(deadline=None, max_examples=200)
def test_sentences_cover_all_that_is_not_white_space_and_never_overlap(text: str, code: str) -> None:
    found = split(text, load(code))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    rest = list(text)
    for sentence in found:
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        rest[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    assert not "".join(rest).strip()


def test_every_language_file_has_the_same_tables() -> None:
    assert codes() == ("en", "fr")
    assert set(load("fr").tables) == set(load("en").tables)


def test_the_language_is_guessed_from_its_small_words() -> None:
    assert guess("Le maire a dit que la ville ne paierait pas pour les travaux.") == "fr"
    assert guess("The mayor said that the city would not pay for the works.") == "en"
    assert guess("12345") == "fr"


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(LookupError, match="there are: en, fr"):
        load("xx")


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=200)
def test_levelling_keeps_every_offset(text: str) -> None:
    assert len(level(text)) == len(text)


def test_folding_is_blind_to_case_accents_and_apostrophes() -> None:
    assert fold("L’ÉTÉ\u00a0 œuvré") == fold("l'ete œuvré")


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=200)
def test_what_is_shown_cannot_act(text: str) -> None:
    shown = printable(text)
    assert "\n" not in shown
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in without_controls(text) if c not in "\n\t")
