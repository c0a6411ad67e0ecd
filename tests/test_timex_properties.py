"""Properties that hold on any text: no failure, no overlap, right surfaces, work that grows with the length alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction.timex import infer_published, tag
from store.extraction.timex.automaton import Automaton
from store.languages import load
from store.model import Post

LANGUAGES = [load("fr"), load("en")]
PUBLISHED = st.sampled_from(
    [None, "2025-02-12", "2025-02", "2025", "2025-02-10/2025-02-16", "0001-01-01", "9999-12-31", "x"]
)
TEXT = """
le la les du au de d' l' en ce cette il y a dans depuis jusqu'au lundi mardi mars mai 1er 3 12 31 2024 98 1999
janvier sept. hier demain aujourd'hui an ans mois semaine dernier prochaine suivante plus tard tôt après avant
trois vingt-deux cent mille quinzaine été hiver Noël Pâques soir nuit 20 h 30 21h21 12/02/2025 10:30 chaque tous
siècle années 60 trimestre premier fin début mi - « » " ( ) , . ; ’ İ ß 97,4 € on Feb. 10 Tuesday last next
1,987.32 1.987,32 1 987,5 9.30pm 0.05 4.75 year-earlier 08:12 – 24h/24
week ago later two days the first quarter of p.m. 8 noon 1990s early May may 53 years old
"""
WORDS = st.sampled_from([*TEXT.split(), "\n", "\u00a0"])


def check(text, published, posts=()):
    for language in LANGUAGES:
        end = 0
        for found in tag(text, language, published, posts=posts):
            assert end <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.surface
            assert found.value
            assert found.rule
            end = found.end


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200), PUBLISHED)
def test_any_text(text, published):
    check(text, published)


@settings(deadline=None, max_examples=150)
@given(st.text("0123456789.,:/-hT \u00a0", max_size=60))
def test_any_row_of_figures_and_marks(text):
    check(text, "2025-02-12")


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=40).map(" ".join), PUBLISHED)
def test_any_row_of_words_of_time(text, published):
    check(text, published)


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=20).map(" ".join), st.integers(0, 80), st.integers(0, 80))
def test_any_post(text, first, second):
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    post = Post(start, end, date="2025-02-10", stamp=(start, end))
    check(text, None, [post])
    for language in LANGUAGES:
        infer_published(text, language, [post])


@pytest.mark.parametrize(
    "piece",
    ["1", " ", "le 1 ", "« ", "vingt ", "la nuit de ", "\n", "1/", "1.", "12:30:", "dans ", "un an et ", '"', "lundi "],
)
def test_work_grows_with_the_length_alone(monkeypatch, piece):
    """Counts the tokens that the recogniser looks at: twice the text, at most twice the steps (and a few)."""
    steps = 0
    matches = Automaton.matches

    def counted(self, signatures, begin):
        nonlocal steps
        found = matches(self, signatures, begin)
        steps += 1 + (found[0][0] - begin if found else 0)
        return found

    monkeypatch.setattr(Automaton, "matches", counted)
    counts = []
    for size in (5_000, 10_000):
        steps = 0
        tag(piece * (size // len(piece)), LANGUAGES[0], "2025-02-12")
        counts.append(steps)
    assert counts[1] <= 2.2 * counts[0] + 50


@pytest.mark.parametrize("piece", ["1", " ", "le 1 ", "« ", "vingt et un ", "il y a un an "])
def test_a_hundred_thousand_characters_are_read(piece):
    text = piece * (100_000 // len(piece))
    for found in tag(text, LANGUAGES[0], "2025-02-12"):
        assert text[found.start : found.end] == found.surface
