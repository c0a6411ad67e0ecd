"""Renderings set under each other word by word."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from store.events.alignment import align, runs

TEXTS = [
    "Non merci, mais nous achèterons le journal (ou son reste) pour 9 millions de dollars si vous le souhaitez.",
    "Non merci, mais nous sommes prêts à racheter le journal pour 9 millions de dollars si tu veux",
    "Non merci, mais nous rachèterons le journal pour 9 millions si tu veux",
]


def said(row):
    return " ".join(piece.text for piece in row if piece.text)


def test_rows_say_what_the_texts_say():
    assert [said(row) for row in align(TEXTS)] == TEXTS


def test_what_most_say_does_not_differ_and_what_one_says_does():
    rows = align(TEXTS)
    differing = [{piece.text for piece in row if piece.differs} for row in rows]
    assert "vous le souhaitez." in differing[0]
    assert "pour 9 millions" not in differing[0] | differing[1] | differing[2]
    column = next(n for n, piece in enumerate(rows[0]) if piece.text == "de dollars")
    assert rows[2][column].text == ""
    assert rows[2][column].differs


def test_case_accents_and_punctuation_do_not_differ():
    rows = align(["Été, oui", "ete oui.", "été OUI"])
    assert not any(piece.differs for row in rows for piece in row)


def test_nothing_and_one():
    assert align([]) == []
    assert [said(row) for row in align(["seul"])] == ["seul"]
    assert [said(row) for row in align(["", ""])] == ["", ""]


@given(st.lists(st.text(alphabet="ab é.,\n", max_size=60), max_size=6))
@settings(deadline=None, max_examples=100)
def test_any_texts_keep_their_words_and_get_rows_of_one_length(texts):
    rows = align(texts)
    assert [said(row) for row in rows] == [" ".join(text.split()) for text in texts]
    assert len({len(row) for row in rows}) <= 1


def test_a_very_long_text_keeps_its_words():
    long = " ".join(str(n) for n in range(1000))
    assert said(align([long, "0 1 2"])[0]) == long


def test_without_a_majority_all_differ():
    rows = align(["nous irons", "nous allons"])
    assert [[piece.differs for piece in row] for row in rows] == [[False, True], [False, True]]


def test_runs_join_what_differs_alike_and_keep_a_place_for_what_is_missing():
    rows = align(TEXTS)
    assert [said(runs(row)) for row in rows] == TEXTS
    for row in rows:
        joined = runs(row)
        assert all(a.differs != b.differs for a, b in pairwise(joined))
    assert any(piece.differs and not piece.text for piece in runs(rows[2]))


@given(st.lists(st.text(alphabet="ab é.,\n", max_size=60), max_size=6))
@settings(deadline=None, max_examples=50)
def test_runs_keep_all_words(texts):
    assert [said(runs(row)) for row in align(texts)] == [" ".join(text.split()) for text in texts]
