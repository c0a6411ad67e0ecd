"""EDTF: the days that a date covers, how dates compare, and what TIMEX3 becomes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import edtf


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02-10~", date(2024, 2, 10), date(2024, 2, 10)),
        ("2024-24", date(2024, 12, 21), date(2025, 3, 22)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2025-06-09/2025-06-15", date(2025, 6, 9), date(2025, 6, 15)),
        ("2015/2018-03", date(2015, 1, 1), date(2018, 3, 31)),
        ("2023/..", date(2023, 1, 1), date.max),
        ("../2023", date.min, date(2023, 12, 31)),
    ],
)
def test_the_days_that_a_date_covers(text: str, first: date, last: date) -> None:
    assert edtf.bounds(text) == edtf.Bounds(first, last)


@pytest.mark.parametrize("text", ["", None, "2024-13", "2024-02-30", "0000", "hier", "../..", "/", "2024/2023", "XXXX"])
def test_what_is_no_date_has_no_days(text: str | None) -> None:
    assert edtf.bounds(text) is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2025-02-10", "2025-02-10"),
        ("2025-02-10T20:30", "2025-02-10"),
        ("2025-02-10TEV", "2025-02-10"),
        ("2024-08", "2024-08"),
        ("2025-06-XX", "2025-06"),
        ("2024", "2024"),
        ("201", "201X"),
        ("19", "19XX"),
        ("2025-W04", "2025-01-20/2025-01-26"),
        ("2025-W43-WE", "2025-10-25/2025-10-26"),
        ("2024-Q3", "2024-07/2024-09"),
        ("2024-H1", "2024-01/2024-06"),
        ("2024-SU", "2024-22"),
        ("XXXX-10-19", None),
        ("XXXX-WXX-1", None),
        ("PRESENT_REF", None),
        ("P4Y", None),
        ("PT3H", None),
        ("2024-W60", None),
    ],
)
def test_timex3_becomes_edtf_and_never_finer(value: str, wanted: str | None) -> None:
    assert edtf.from_timex(value) == wanted


def test_a_wider_date_stands_before_what_it_contains_and_the_undated_last() -> None:
    dates = ["2024-03-01", None, "2024", "2023-12", "2024-03", "2024-01"]
    assert sorted(dates, key=edtf.sort_key) == ["2023-12", "2024", "2024-01", "2024-03", "2024-03-01", None]


def test_dates_agree_at_different_precision_and_not_beside_each_other() -> None:
    assert edtf.compatible("2022", "2022-10")
    assert edtf.compatible("2022", None)
    assert edtf.compatible("2023/..", "2030")
    assert not edtf.compatible("2024-03", "2024-08")
    assert not edtf.compatible("2025-02-10", "2025-02-11")


def test_the_finer_of_two_dates() -> None:
    assert edtf.finer("2022", "2022-10") == "2022-10"
    assert edtf.finer(None, "2022") == "2022"
    assert edtf.finer("2022", None) == "2022"


def test_guesses_and_open_intervals_are_known() -> None:
    assert edtf.is_guess("2025-02~")
    assert not edtf.is_guess("2025-02")
    assert edtf.is_open("2023/..")
    assert not edtf.is_open("2023/2024")


@given(st.text(alphabet="0123456789-/.X~?%TWQHSPUE", max_size=24))
@settings(deadline=None, max_examples=500)
def test_no_text_raises(text: str) -> None:
    edtf.bounds(text)
    edtf.sort_key(text)
    converted = edtf.from_timex(text)
    assert converted is None or edtf.is_valid(converted)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
@settings(deadline=None, max_examples=200)
def test_a_day_lies_within_its_month_and_year(day: date, length: int) -> None:
    found = edtf.bounds(day.isoformat()[:length])
    assert found is not None
    assert found.first <= day <= found.last
