"""The engine's parts: tokens, patterns, the recogniser, the calendar."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction.timex import calendar
from store.extraction.timex.automaton import Automaton
from store.extraction.timex.grammar import grammar
from store.extraction.timex.pattern import PatternError, Reader
from store.extraction.timex.tokens import Tokens, lower
from store.languages import codes, load

NUMERALS = {
    "un": 1,
    "deux": 2,
    "quatre": 4,
    "six": 6,
    "dix": 10,
    "vingt": 20,
    "soixante": 60,
    "cent": 100,
    "mille": 1000,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vingt-deux", 22),
        ("vingt et un", 21),
        ("soixante-dix", 70),
        ("quatre-vingt-dix", 90),
        ("quatre-vingt-six", 86),
        ("deux cent six", 206),
        ("mille deux cent", 1200),
    ],
)
def test_numerals_of_several_words_are_one_token(text, value):
    tokens = Tokens(text, NUMERALS, frozenset(("-", "et")))
    assert len(tokens) == 1
    assert tokens.value(0, NUMERALS) == value


@pytest.mark.parametrize("text", ["deux six", "six vingt", "un deux", "deux, six", "dix et deux"])
def test_numbers_side_by_side_stay_apart(text):
    assert len(Tokens(text, NUMERALS, frozenset(("-", "et")))) > 1


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=100))
def test_tokens_lie_in_the_text_in_order(text):
    assert len(lower(text)) == len(text)
    tokens = Tokens(text, NUMERALS, frozenset(("-", "et")))
    end = 0
    for word, start, stop in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert end <= start < stop <= len(text)
        assert word
        end = stop


def test_pattern_with_optional_choice_and_part():
    reader = Reader({"month": "(MONTH | MONTHAB [.])"}, {})
    pattern = reader.read("[le] DAY {month} [YEAR]")
    automaton = Automaton([pattern])
    signature = lambda *keys: automaton.signature(frozenset(keys))  # noqa: E731
    row = [signature("le"), signature("DAY"), signature("MONTHAB"), signature("."), signature("YEAR")]
    assert automaton.matches(row, 0) == [(5, (0,)), (4, (0,)), (3, (0,))]
    assert automaton.matches(row, 1)[0] == (5, (0,))
    assert automaton.matches(row, 2) == []


@pytest.mark.parametrize("pattern", ["[le", "le]", "(a | b", "{nothing}", "<a"])
def test_patterns_that_cannot_be_read(pattern):
    with pytest.raises(PatternError):
        Reader({}, {}).read(pattern)


@pytest.mark.parametrize("code", codes())
def test_every_rule_of_every_language_is_well_formed(code):
    rules = grammar(load(code)).rules
    assert rules
    assert all(rule.name for rule in rules)


def test_every_class_that_a_pattern_names_has_words():
    shapes = {"NUM", "DAY", "HOUR", "MINUTE", "YEAR", "YY", "TENS", "FULL", "CLOCK", "HHMM", "POINTED", "SPOKEN", "AT"}
    for code in codes():
        made = grammar(load(code))
        named = {key for key in made.automaton.vocabulary if key.isupper()}
        classes = set(made.lexicon.phrases) | {name for names in made.lexicon.words().values() for name in names}
        assert named <= classes | shapes, (code, named - classes - shapes)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2025, date(2025, 4, 20)),
        ("easter+49", 2024, date(2024, 5, 19)),
        ("12-25", 2025, date(2025, 12, 25)),
        ("11-4-4", 2024, date(2024, 11, 28)),
        ("05-1--1", 2025, date(2025, 5, 26)),
        ("02-30", 2025, None),
    ],
)
def test_holidays(name, year, day):
    assert calendar.holiday(name, year) == day


@pytest.mark.parametrize(
    "value", ["2025-02-10", "2025-W06", "2025-W06-WE", "2025-02", "2025-Q3", "2025-H1", "2025-SU", "2025", "202", "20"]
)
def test_values_are_read_and_written_the_same(value):
    point = calendar.read(value)
    assert point is not None
    assert point.value == value


@pytest.mark.parametrize("value", ["", None, "XXXX-02", "P3D", "2025-02-31", "2025-W60", "2025-13", "PAST_REF"])
def test_values_without_a_place_on_the_calendar(value):
    assert calendar.read(value) is None


@settings(deadline=None, max_examples=100)
@given(st.dates(), st.integers(-5000, 5000), st.sampled_from(["D", "W", "M", "Q", "S", "Y", "E", "C", "WE", "TH"]))
def test_moving_never_fails(day, number, unit):
    moved = calendar.move(day, number, unit)
    assert moved is None or isinstance(moved, date)
