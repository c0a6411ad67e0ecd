"""Dates in words at the precision they have."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import edtf
from tui.dates import fitted, month_name, read, words


@pytest.mark.parametrize(
    ("edtf", "french", "english"),
    [
        ("2015", "2015", "2015"),
        ("2024-08", "août 2024", "August 2024"),
        ("2025-02-10", "10 février 2025", "10 February 2025"),
        ("2025-02-01", "1er février 2025", "1 February 2025"),
        ("2025-01~", "≈ janvier 2025", "≈ January 2025"),
        ("2025-01?", "janvier 2025 ?", "January 2025 ?"),
        ("2023/..", "depuis 2023", "since 2023"),
        ("../2023-05", "jusqu'à mai 2023", "until May 2023"),
        ("2025/2029", "2025 – 2029", "2025 – 2029"),
        ("2025-06-09/2025-06-15", "9–15 juin 2025", "9–15 June 2025"),
        ("2024-12-30/2025-01-03", "30 décembre 2024 – 3 janvier 2025", "30 December 2024 – 3 January 2025"),
        ("2025-02-10~/2025-02-16~", "≈ 10–16 février 2025", "≈ 10–16 February 2025"),
        ("2025-02~/2025-04~", "≈ février – avril 2025", "≈ February – April 2025"),
        ("2025-02-10?/2025-02-16?", "10–16 février 2025 ?", "10–16 February 2025 ?"),
        ("2025-02-10%/2025-02-16%", "≈ 10–16 février 2025 ?", "≈ 10–16 February 2025 ?"),
        ("2024-07/2024-09", "3e trim. 2024", "Q3 2024"),
        ("2024-22", "été 2024", "summer 2024"),
        ("201X", "années 2010", "2010s"),
        ("19XX", "XXe siècle", "20th century"),
        (None, "sans date", "undated"),
    ],
)
def test_words(edtf, french, english):
    assert words(edtf, "fr") == french
    assert words(edtf, "en") == english


def test_short_forms_and_forms_without_the_year():
    assert words("2025-02-10", "fr", "short") == "10 févr. 2025"
    assert words("2025-02-10", "fr", "short", year=False) == "10 févr."
    assert words("2025", "fr", "short", year=False) == "2025"
    assert words("2025-02-10~/2025-02-16~", "fr", "short", year=False) == "≈ 10–16 févr."
    assert words("2024-12-30/2025-01-03", "en", "short", year=False) == "30 Dec 2024 – 3 Jan 2025"


@pytest.mark.parametrize(
    ("edtf", "width", "told", "rest"),
    [
        ("2024-11-17/2024-11-18", 10, "17–18 nov.", ""),
        ("2024-11-17/2024-11-18", 9, "17–18 nov", ""),
        ("2024-11-17/2024-12-03", 17, "17 nov. – 3 déc.", ""),
        ("2024-11-17/2024-12-03", 14, "17 nov.–3 déc.", ""),
        ("2024-11-17/2024-12-03", 12, "17 nov–3 déc", ""),
        ("2024-11-17/2024-12-03", 11, "17 nov. –", "3 déc."),
        ("2024-11-17/2025-01-03", 17, "17 nov. –", "3 janv. 2025"),
        ("2024-11-17~/2024-12-03~", 9, "≈17 nov –", "≈ 3 déc."),
        ("2015/2018", 9, "2015–2018", ""),
        ("2024/2025-03", 9, "2024 –", "mars 2025"),
        ("2024-11-17/..", 9, "17 nov. →", ""),
        ("../2024-11-17", 9, "→ 17 nov.", ""),
        ("2024-09-26%", 9, "≈26 sept?", ""),
        ("199X", 9, "ann. 1990", ""),
        ("18XX~", 9, "≈ XIXe s.", ""),
    ],
)
def test_a_narrow_column_loses_nothing_of_a_date(edtf, width, told, rest):
    assert fitted(edtf, "fr", width, year=False) == (told, rest)


def test_a_guess_is_marked_once():
    assert fitted("2025-02-10", "fr", 11, year=False, about=True) == ("≈ 10 févr.", "")
    assert fitted("2025-02-10~", "fr", 11, year=False, about=True) == ("≈ 10 févr.", "")
    assert fitted("2025-02-10?", "fr", 12, year=False, about=True) == ("10 févr. ?", "")


DAY = st.dates(min_value=date(1000, 1, 1)).map(date.isoformat)
POINT = st.builds(
    lambda day, end, sign: day[:end] + sign, DAY, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"])
)


@given(POINT, POINT, st.sampled_from(["fr", "en"]), st.booleans(), st.booleans())
@settings(deadline=None, max_examples=300)
def test_every_range_has_room_or_says_its_end(first, last, lang, year, about):
    told, rest = fitted(f"{first}/{last}", lang, 13, year=year, about=about)
    assert len(told) <= 13 or year
    numbers = {n.lstrip("0") for point in (first, last) for n in re.findall(r"\d+", point[8:10])}
    assert numbers <= set(re.findall(r"\d+", f"{told} {rest}"))
    assert rest or "–" in told or first.rstrip("~?%") == last.rstrip("~?%") or "trim" in told or "Q" in told


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_names_of_months_are_those_of_cldr(lang):
    locale = pytest.importorskip("pendulum.locales.locale").Locale.load(lang)
    for month in range(1, 13):
        assert month_name(month, lang) == locale.get("translations.months.wide")[month]
        assert month_name(month, lang, "short") == locale.get("translations.months.abbreviated")[month]


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=200)
def test_whatever_is_no_date_is_shown_as_it_is(text):
    assert isinstance(words(text), str)


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        ("2025", "2025", "2025"),
        ("2025-02~", "2025-02~", "2025-02~"),
        ("février 2025", "2025-02", "2025-02"),
        ("FEVR. 2025", "2025-02", "2025-02"),
        ("Feb 2025", "2025-02", "2025-02"),
        ("1er mars 2025", "2025-03-01", "2025-03-01"),
        ("March 1st, 2025", "2025-03-01", "2025-03-01"),
        ("lundi 10 février 2025", "2025-02-10", "2025-02-10"),
        ("le lundi 10 février 2025", "2025-02-10", "2025-02-10"),
        ("en février 2025", "2025-02", "2025-02"),
        ("in February 2025", "2025-02", "2025-02"),
        ("le", None, None),
        ("02/2025", "2025-02", "2025-02"),
        ("2025/2/9", "2025-02-09", "2025-02-09"),
        ("9.2.2025", "2025-02-09", None),  # the ninth of February or the second of September
        ("9/14/2025", "2025-09-14", "2025-09-14"),
        ("jui 2025", None, None),  # June or July
        ("31 février 2025", None, None),
        ("mars", None, None),
        ("97,6", None, None),
        ("9 2025 2026", None, None),
        ("²025", None, None),
    ],
)
def test_dates_as_people_type_them(typed, french, english):
    assert read(typed, "fr") == french
    assert read(typed, "en") == english


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=200)
def test_whatever_is_typed_is_a_date_or_none(typed):
    found = read(typed)
    assert found is None or edtf.is_valid(found)
