"""Rows of the timeline, and text by the cells it takes."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from store import edtf
from tui.cells import cell_len, fit, pad, passage, wrap
from tui.palette import ROLES, Palette
from tui.rows import build
from tui.theme import THEMES

DATES = ["../2010", "2015", "2018-02", "2025", "2025-02", "2025-02-10", "2025-02-10", "2025-03-01", None, None]


def shape(dates, zoom="auto"):
    """Levels of headings, and ordinals of events."""
    rows = build([edtf.bounds(told) for told in dates], range(len(dates)), zoom)
    for ordinal, row in enumerate(rows.row_of):
        assert rows.rows[row] == ordinal
    return [heading.level if (heading := rows.heading_at(y)) else rows.rows[y] for y in range(len(rows))]


def test_years_and_the_tray():
    assert shape(DATES) == [
        "before", 0, "year", 1, "year", 2, "year", 3, 4, 5, 6, 7, "undated", 8, 9,
    ]  # fmt: skip


def test_months_head_only_what_is_as_precise():
    assert shape(["2025", "2025-02", "2025-02-10"], "month") == ["year", 0, "month", 1, 2]
    assert shape(["2025", "2025-02", "2025-02-10"], "day") == ["year", 0, "month", 1, "day", 2]


def test_a_crowded_year_is_divided_by_itself():
    crowded = [f"2025-{month:02}-01" for month in range(1, 13)] + ["2025-12-05", "2025-12-06", "2025-12-07"]
    assert shape(crowded).count("month") == 12
    assert "month" not in shape(crowded[:5])


def test_counts_in_headings():
    rows = build([edtf.bounds(told) for told in DATES], range(len(DATES)))
    assert [(h.level, h.events) for h in rows.headings] == [
        ("before", 1), ("year", 1), ("year", 1), ("year", 5), ("undated", 2),
    ]  # fmt: skip
    assert rows.heading_above(5).day == date(2018, 2, 1)
    assert rows.heading_above(len(rows) - 1).level == "undated"


def test_only_what_is_shown_has_rows():
    days = [edtf.bounds(told) for told in DATES]
    rows = build(days, [1, 8])
    assert len(rows.row_of) == 2
    assert [h.level for h in rows.headings] == ["year", "undated"]
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
