"""Rows of the timeline, and text by the cells it takes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import edtf
from tui import cells
from tui.cells import cell_len, fit, pad, passage, wrap
from tui.palette import ROLES, Palette
from tui.rows import ZOOMS, Heading, build, of_counts
from tui.runs import Calendar, runs_of
from tui.theme import THEMES

DATES = ["../2010", "2015", "2018-02", "2025", "2025-02", "2025-02-10", "2025-02-10", "2025-03-01", None, None]


def days_of(dates):
    """The days of EDTF dates, one object for equal dates, as an index gives them."""
    return [edtf.bounds(told) for told in dates]


def shape(dates, zoom="auto", **options):
    """Levels of headings, ordinals, and folds as (first, last, level); what stands beside an event comes with it."""
    rows = build(days_of(dates), range(len(dates)), zoom, **options)
    found = []
    for y, ordinal in enumerate(rows.rows):
        heading, fold = rows.heading_at(y), rows.folds.get(y)
        if fold is not None:
            found.append((fold.start, fold.end - 1, fold.level))
        elif heading is not None:
            found.append(heading.level)
        else:
            found.append(ordinal)
        if ordinal in rows.beside:
            found[-1] = (found[-1], rows.beside[ordinal].level)
        first, end = (fold.start, fold.end) if fold else (ordinal, ordinal + 1)
        assert ordinal < 0 or all(rows.row_of[n] == y for n in range(first, end))
    return found


def test_a_year_with_few_events_stands_beside_the_first_of_them():
    assert shape(DATES) == [
        (0, "before"), (1, "year"), (2, "year"), "year", 3, 4, 5, 6, 7, "undated", 8, 9,
    ]  # fmt: skip


def test_a_crowded_year_is_divided_by_itself():
    crowded = [f"2025-{month:02}-01" for month in range(1, 13)] + ["2025-12-05", "2025-12-06", "2025-12-07"]
    assert shape(crowded).count("month") == 12
    assert "month" not in shape(crowded[:5])


def test_months_and_days_head_only_what_is_as_precise():
    dates = ["2025", "2025-02", *["2025-02-10"] * 15, "2025-06/2025-09"]
    assert shape(dates) == ["year", 0, "month", 1, "day", *range(2, 18)]
    rows = build(days_of(dates), range(len(dates)))
    assert rows.heading_of(0).level == "year"
    assert rows.titled(0)
    assert rows.heading_of(1).level == "month"
    assert rows.heading_of(5).level == "day"


def test_zoom_puts_the_events_of_a_date_a_month_a_year_into_one_row():
    dates = ["2015", "2025", "2025-02", "2025-02-10", "2025-02-10", "2025-03-01", None, None]
    tray = ((6, 7, "undated"), "undated")
    assert shape(dates, "year") == [(0, "year"), ((1, 5, "year"), "year"), tray]
    assert shape(dates, "month") == [(0, "year"), (1, "year"), (2, 4, "month"), 5, tray]
    assert shape(dates, "day") == [(0, "year"), (1, "year"), 2, (3, 4, "day"), 5, tray]


def test_the_tray_folds():
    assert shape(["2015", None, None], tray_open=False) == [(0, "year"), ((1, 2, "undated"), "undated")]
    assert shape([None], tray_open=False) == [((0, 0, "undated"), "undated")]
    assert shape([None, None]) == ["undated", 0, 1]


def test_what_the_cursor_can_stand_on():
    rows = build(days_of(["2015", "2015", "2016", None, None]), range(5), "year")
    assert list(rows.stops) == [0, 2, 3]
    assert [rows.stop_of(ordinal) for ordinal in range(5)] == [0, 0, 1, 2, 2]
    assert rows.fold_of(1).end == 2
    assert rows.fold_of(2) is None


def test_counts_in_headings():
    rows = build(days_of(DATES), range(len(DATES)))
    beside = [(heading.level, heading.events) for heading in rows.beside.values()]
    assert beside == [("before", 1), ("year", 1), ("year", 1)]
    assert [(h.level, h.events) for h in rows.headings] == [("year", 5), ("undated", 2)]
    assert rows.heading_above(2).day == date(2018, 2, 1)
    assert rows.heading_above(5).day == date(2025, 1, 1)
    assert rows.heading_above(len(rows) - 1).level == "undated"


@given(
    st.lists(
        st.sampled_from(["../2010", "2015", "2015-03", "2015-03-02", "2015-03-02~", "2016/2018", "201X", None]),
        max_size=60,
    ),
    st.sampled_from(ZOOMS),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_every_event_has_one_row_and_all_rows_are_accounted_for(dates, zoom, tray_open):
    dates = sorted(dates, key=edtf.sort_key)
    rows = build(days_of(dates), range(len(dates)), zoom, tray_open=tray_open)
    assert len(rows.row_of) == len(dates)
    assert list(rows.row_of) == sorted(rows.row_of)
    reached = [n for fold in rows.folds.values() for n in range(fold.start, fold.end)]
    reached += [n for y, n in enumerate(rows.rows) if n >= 0 and y not in rows.folds]
    assert sorted(reached) == list(range(len(dates)))
    assert [rows.rows[rows.row_of[stop]] for stop in rows.stops] == list(rows.stops)


def plainly(days):
    """Ordinals and headings, one after the other, event by event: what stands beside an event comes before it."""
    dated = [known for known in days if known is not None]
    years = Counter(known.first.year for known in dated)
    months = Counter((known.first.year, known.first.month) for known in dated)
    single = Counter(known.first for known in dated if known.days == 1)
    found, year, month, day = [], None, None, None
    for ordinal, known in enumerate(days):
        if known is None:
            if ordinal == len(dated):
                found.append(Heading("undated", date.max, len(days) - len(dated)))
            found.append(ordinal)
            continue
        first = known.first
        if first.year != year:
            year, month = first.year, None
            found.append(Heading("before" if first == date.min else "year", first, years[year]))
        if known.days <= 31 and years[year] > 14:
            here = (first.year, first.month)
            if here != month:
                month, day = here, None
                found.append(Heading("month", first, months[month]))
            if known.days == 1 and first != day and months[month] > 14 and single[first] > 1:
                day = first
                found.append(Heading("day", first, single[day]))
        found.append(ordinal)
    return found


@given(
    st.lists(
        st.sampled_from(
            [
                *("../2010", "2015", "2015-03", "2015-03-02", "2015-03-02~", "2015-03-02/2015-03-04", "2015-03-03"),
                *("2015-04-01", "2015-04", "2016-01-05", "2016-01-05?", "2016/2018", "201X", "1999-12-31", None),
            ]
        ),
        max_size=90,
    ),
    st.sets(st.integers(0, 89)),
)
@settings(deadline=None, max_examples=200)
def test_headings_of_a_calendar_are_those_of_a_plain_reading(dates, kept):
    days = days_of(sorted(dates, key=edtf.sort_key))
    runs = runs_of(days)
    counts = [len(kept & set(range(run.start, run.end))) for run in runs]
    rows = of_counts(Calendar([run.days for run in runs]), counts)
    told = []
    for y, ordinal in enumerate(rows.rows):
        if ordinal in rows.beside:
            told.append(rows.beside[ordinal])
        told.append(ordinal if ordinal >= 0 else rows.heading_at(y))
        if ordinal >= 0:
            assert rows.row_of[ordinal] == y
    shown = [known for n, known in enumerate(days) if n in kept]
    assert told == plainly(shown)
    assert len(rows.row_of) == len(shown)
    outer = None
    for y, ordinal in enumerate(rows.rows):
        heading = rows.beside.get(ordinal) or rows.heading_at(y)
        outer = heading if heading and heading.level in ("year", "undated", "before") else outer
        assert rows.heading_above(y) == outer


def test_only_what_is_shown_has_rows():
    days = [edtf.bounds(told) for told in DATES]
    rows = build(days, [1, 8])
    assert len(rows.row_of) == 2
    assert [h.level for h in (*rows.beside.values(), *rows.headings)] == ["year", "undated"]
    assert len(build(days, [])) == 0


@given(st.text(alphabet="ab é東京👩\u0301\t\x1b \n", max_size=80), st.integers(2, 30))
@settings(deadline=None, max_examples=150)
def test_wrapped_lines_fit_and_lose_nothing_but_white_space(text, width):
    shown = passage(text)
    assert len(shown) == len(text)
    spans = wrap(shown, width)
    assert all(cell_len(shown[start:end]) <= width or end - start == 1 for start, end in spans)
    assert "".join(shown[start:end] for start, end in spans).replace(" ", "") == shown.replace("\n", "").replace(
        " ", ""
    )
    assert spans == sorted(spans)


@given(
    st.lists(st.sampled_from(["a", "bé", " ", "  ", "«", "»", "?", ":", "-", "mot", "un long mot"]), max_size=16),
    st.integers(2, 14),
)
@settings(deadline=None, max_examples=200)
def test_text_of_narrow_characters_is_wrapped_as_any_text_is(parts, width):
    text = "".join(parts)
    assert cells._NARROW.fullmatch(text)
    assert cells._wrap_narrow(text, 3, width) == cells._wrap_line(text, 3, width)


def test_narrow_characters_take_one_cell():
    narrow = [chr(code) for code in range(0x3000) if cells._NARROW.fullmatch(chr(code))]
    assert len(narrow) > 600
    assert all(cell_len(character) == 1 for character in narrow)


@given(st.text(alphabet="ab é東京👩\u0301", max_size=40), st.integers(0, 30))
@settings(deadline=None, max_examples=150)
def test_what_is_cut_ends_with_an_ellipsis_and_fits(text, width):
    cut = fit(text, width)
    assert cell_len(cut) <= width
    assert cut == text or cut.endswith("…") or width == 0
    assert cell_len(pad(text, width)) == width


def test_every_role_has_a_style_in_every_theme():
    for theme in THEMES:
        palette = Palette(theme.to_color_system().generate())
        for role in ROLES:
            assert palette[role] is palette[role]
        assert palette["dim"].color != palette["title"].color
        assert palette["quote cursor"].bgcolor is not None


def test_what_differs_is_told_by_more_than_colour():
    palette = Palette(THEMES[0].to_color_system().generate())
    assert palette["differs"].underline
    assert palette["quote"].italic
    assert palette["dating"].underline


@pytest.mark.parametrize("width", range(2, 40))
def test_no_line_begins_or_ends_with_a_mark_set_apart(width):
    text = "« Non merci », dit-elle ; pourquoi ? Rien : « C'est tout ! » a-t-on su."
    told = [text[start:end] for start, end in wrap(text, width)]
    assert "".join(told).replace(" ", "") == text.replace(" ", "")
    if width > 12:
        assert not any(one[0] in "»;:?!" or one[-1] == "«" for one in told)
