"""Verifying a text that somebody wrote around an export: true quotations pass, altered ones do not."""

from __future__ import annotations

import re
from functools import cache, partial

import pytest
from build import story
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.footnotes import read, taken_apart
from store.export.markdown import to_markdown
from store.export.quoted import holds, quotations
from store.export.verify import Report, verify
from store.filters import Index
from tui.dates import words

STORY = story()


@cache
def document(lang: str = "fr") -> str:
    return to_markdown(STORY, Index(STORY).events, partial(words, lang=lang), language=lang)


def check(text: str) -> Report:
    return verify(text, STORY, lambda lang: partial(words, lang=lang))


def with_line(line: str, lang: str = "fr") -> str:
    text = document(lang)
    at = text.index("## ")
    return f"{text[:at]}{line}\n\n{text[at:]}"


def quoted_note() -> tuple[str, str]:
    """The label and the words of a footnote that is long enough to be quoted in part."""
    for label, (_, note) in read(document()).notes.items():
        exact = taken_apart(note).exact
        if exact and len(exact.split()) > 8 and "\n" not in exact and not set("«»\"“”…[]'’") & set(exact):
            return label, exact
    raise AssertionError("the story has no such note")


def test_a_sentence_of_ones_own_may_quote_what_its_note_says():
    label, exact = quoted_note()
    part = " ".join(exact.split()[1:6]).strip(".,;:")
    for said in (
        f"Comme le dit la presse, « {part} »[^{label}].",
        f"Le journal écrit “{part}”[^{label}].",
        f"« {exact} »[^{label}], dit-on.",
        f"« {' '.join(exact.split()[:2])} […] {' '.join(exact.split()[4:7])} »[^{label}], dit-on.",
    ):
        report = check(with_line(said))
        assert report.holds, (said, report.lines)
        assert len(report.added) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_quotation_that_its_note_does_not_say_is_named(lang):
    label, exact = quoted_note()
    part = " ".join(exact.split()[1:6]).strip(".,;:")
    for wrong in (part[:-1] + "x", part.replace(" ", " ne ", 1), f"{part} jamais"):
        report = check(with_line(f"Comme le dit la presse, « {wrong} »[^{label}].", lang))
        assert not report.holds
        assert [(f.state, f.part, f.said) for f in report.lines] == [("changed", "words", wrong)]


def test_words_that_no_article_says_are_lost_without_a_note():
    report = check(with_line("« Nous vendrons tout », a dit la maire."))
    assert [(f.state, f.said) for f in report.lines] == [("lost", "Nous vendrons tout")]


def test_a_note_that_is_not_there_is_named():
    report = check(with_line("La maire a parlé[^4711]."))
    assert [(f.state, f.note) for f in report.lines] == [("lost", "4711")]


def test_a_text_with_footnotes_and_nothing_else_is_verified_in_its_language():
    label, exact = quoted_note()
    note = next(line for line in document("fr").splitlines() if line.startswith(f"[^{label}]: "))
    part = " ".join(exact.split()[1:6]).strip(".,;:")
    true = check(f"Selon la presse, « {part} »[^{label}].\n\n{note}\n")
    assert [each.state for each in true.notes] == ["intact"]
    assert not [line for line in true.lines if line.part != "seal"]
    false = check(f"Selon la presse, « {part}s »[^{label}].\n\n{note}\n")
    assert any(line.part == "words" for line in false.lines)


def test_a_changed_reference_shows_which_it_was():
    text = document()
    line = next(line for line in text.split("\n") if line.startswith("|") and "[^1]" in line)
    found = [f for f in check(text.replace(line, line.replace("[^1]", "[^2]"))).lines if f.part == "line"]
    assert found
    assert "[^2]" in found[0].said
    assert "[^1]" in (found[0].now or "")


@pytest.mark.parametrize(
    ("text", "quotation", "expected"),
    [
        ("Le port est bloqué depuis mardi.", "le port est bloqué", True),
        ("Le port est bloqué depuis mardi.", "Le port est bloqué depuis mardi", True),
        ("Le port est bloqué depuis mardi.", "Le port […] depuis mardi", True),
        ("Le port est bloqué depuis mardi.", "depuis mardi […] le port", False),
        ("Le port est bloqué depuis mardi.", "port est bloque", False),
        ("Le port est bloqué depuis mardi.", "ort est bloqué", False),
        ("L’appel n'a pas été entendu", "l'appel n’a pas été entendu", True),
        ("Le port est bloqué", "…", True),
    ],
)
def test_words_of_a_quotation(text, quotation, expected):
    assert holds(text, quotation) is expected


@given(st.text(max_size=80), st.text(max_size=40))
@settings(max_examples=80, deadline=None)
def test_no_text_breaks_it(text, quotation):
    holds(text, quotation)
    list(quotations(text))
    words = re.sub(r"[^a-z ]", "", text.lower()).strip()
    if words:
        assert holds(f"Avant, {words}. Après", words)
