"""Tables, calendars, TimelineJS and bibliographies: read back by a reader of each format."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from build import story
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.calendar import to_ical
from store.export.csl import to_csl
from store.export.formats import FORMATS, SUFFIXES, of_file, write
from store.export.table import COLUMNS, from_csv, to_csv
from store.export.timelinejs import to_timelinejs
from store.filters import Index
from store.model import Account, Article, Dataset, Event
from store.text import printable, without_controls

STORY = story()
EVENTS = Index(STORY).events
TEXTS = st.text(max_size=30) | st.text(alphabet="=+-@'\",;\r\n\t<>&\\|{}()x1é\x1b\u202e", max_size=12)


def plain(value):
    return value or "?"


def single(date, text="Mots", title="Titre", **known):
    article = Article("a1", "a.txt", text, **known)
    event = Event("e1", date, title, (Account("c1", "a1", 0, len(text), text, date, "stated"),))
    return Dataset(articles=(article,), events=(event,))


# -- CSV -------------------------------------------------------------------------------------------------------------


def test_a_table_comes_back_unchanged():
    text = to_csv(STORY, EVENTS)
    rows = from_csv(text)
    assert len(rows) == sum(len(event.accounts) for event in EVENTS)
    articles = {article.id: article for article in STORY.articles}
    accounts = [(event, account) for event in EVENTS for account in event.accounts]
    for row, (event, account) in zip(rows, accounts, strict=True):
        article = articles[account.article]
        assert tuple(row) == COLUMNS
        assert (row["event"], row["event_date"], row["event_title"]) == (
            event.id,
            event.date or "",
            without_controls(event.title),
        )
        assert article.text[int(row["start"]) : int(row["end"])] == row["words"] == account.text
        assert (row["source"], row["url"], row["published"]) == (
            article.name,
            article.url or "",
            article.published or "",
        )


def test_a_reader_of_csv_of_another_hand_reads_it():
    data = to_csv(STORY, EVENTS).encode("utf-8")
    assert data.startswith(b"\xef\xbb\xbfevent,")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert data.endswith(b"\r\n")


@settings(deadline=None, max_examples=150)
@given(TEXTS, TEXTS)
def test_no_cell_is_a_formula_and_every_one_comes_back(words, title):
    dataset = single("2025", words, title, author=words)
    text = to_csv(dataset, dataset.events)
    cells = [cell for row in csv.reader(io.StringIO(text[1:], newline=""), strict=True) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text.replace("\r\n", "\n"))
    (row,) = from_csv(text)
    assert row["words"] == without_controls(words)
    assert row["event_title"] == without_controls(title)
    assert row["author"] == without_controls(words)


# -- iCalendar -------------------------------------------------------------------------------------------------------


def entries(text):
    """The components of a calendar as (name, properties), after RFC 5545, 3.1: lines unfolded, parameters kept."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.pop() == ""
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    found = []
    for line in lines:
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z]+(?:;VALUE=DATE)?", name)
        if name == "BEGIN" and value != "VCALENDAR":
            found.append((value, {}))
        elif name == "END" and value != "VCALENDAR":
            assert found[-1][0] == value
        elif name not in ("BEGIN", "END") and found:
            assert name not in found[-1][1]
            found[-1][1][name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    return found


def test_every_event_is_in_the_calendar_as_long_as_its_date():
    read = entries(to_ical(STORY, EVENTS, plain))
    assert len(read) == len(EVENTS)
    for (kind, known), event in zip(read, EVENTS, strict=True):
        assert known["UID"] == f"{event.id}@timeline"
        assert known["SUMMARY"].endswith(printable(event.title))
        assert kind == ("VJOURNAL" if event.date is None or ".." in event.date else "VEVENT")
        assert ("DTSTART;VALUE=DATE" in known) == (kind == "VEVENT")


@pytest.mark.parametrize(
    ("value", "start", "end", "summary"),
    [
        ("2025-02-10", "20250210", "20250211", "Titre"),
        ("2025-02", "20250201", "20250301", "2025-02 — Titre"),
        ("2024-12-31~", "20241231", "20250101", "2024-12-31~ — Titre"),
        ("2025", "20250101", "20260101", "2025 — Titre"),
        ("2025-02-03/2025-02-09", "20250203", "20250210", "2025-02-03/2025-02-09 — Titre"),
    ],
)
def test_a_month_is_never_its_first_day(value, start, end, summary):
    dataset = single(value, published="2025-02-11")
    ((kind, known),) = entries(to_ical(dataset, dataset.events, plain))
    assert (kind, known["DTSTART;VALUE=DATE"], known["DTEND;VALUE=DATE"]) == ("VEVENT", start, end)
    assert known["SUMMARY"] == summary
    assert known["DTSTAMP"] == "20250211T000000Z"


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_nothing_of_an_article_ends_a_line_of_a_calendar(words, title):
    dataset = single("2025-02-10", words, title, url=f"http://a.b/{words}")
    ((_, known),) = entries(to_ical(dataset, dataset.events, plain))
    assert set(known) - {"URL"} == {
        *("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "TRANSP", "SUMMARY", "DESCRIPTION")
    }
    assert known["SUMMARY"] == printable(title)


# -- TimelineJS ------------------------------------------------------------------------------------------------------


class Html(HTMLParser):
    """What a browser would see."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_slides_are_as_timelinejs_wants_them():
    data = json.loads(to_timelinejs(STORY, EVENTS, plain, language="fr"))
    placed = [event for event in EVENTS if event.date and ".." not in event.date]
    assert len(data["events"]) == len(placed)
    for slide, event in zip(data["events"], placed, strict=True):
        assert set(slide) <= {"unique_id", "start_date", "end_date", "display_date", "text"}
        for end in ("start_date", "end_date"):
            if end in slide:
                parts = {"month": 1, "day": 1} | slide[end]
                assert date(**parts)
                assert list(slide[end]) == ["year", "month", "day"][: len(slide[end])]
        assert Html(slide["text"]["headline"]).text == printable(event.title)
    undated = [event for event in EVENTS if event not in placed]
    for event in undated:
        assert printable(event.title) in Html(data["title"]["text"]["text"]).text
    assert data["title"]["text"]["headline"] == "Chronologie"


def test_dates_of_slides_are_as_precise_as_they_are():
    for value, start, end in (
        ("2025-02", {"year": 2025, "month": 2}, None),
        ("2025~", {"year": 2025}, None),
        ("2025-02-03/2025-02-09", {"year": 2025, "month": 2, "day": 3}, {"year": 2025, "month": 2, "day": 9}),
        ("2024-21", {"year": 2024, "month": 3}, {"year": 2024, "month": 6}),
        ("199X", {"year": 1990, "month": 1}, {"year": 1999, "month": 12}),
    ):
        dataset = single(value)
        (slide,) = json.loads(to_timelinejs(dataset, dataset.events, plain))["events"]
        assert (slide["start_date"], slide.get("end_date")) == (start, end), value


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_nothing_of_an_article_acts_in_a_slide(words, title):
    dataset = single("2025", words + "<script>x</script>", title + "<img src=x onerror=y>", url=f"javascript:{words}")
    (slide,) = json.loads(to_timelinejs(dataset, dataset.events, plain))["events"]
    assert Html(slide["text"]["headline"]).tags == []
    assert [tag for tag, _ in Html(slide["text"]["text"]).tags] == ["blockquote", "p", "footer"]


# -- CSL-JSON --------------------------------------------------------------------------------------------------------


def test_sources_as_a_bibliography():
    items = json.loads(to_csl(STORY, EVENTS))
    assert [item["id"] for item in items] == [article.id for article in STORY.articles]
    first = items[0]
    assert first["type"] == "article-newspaper"
    assert (first["container-title"], first["URL"]) == ("Ouest-Matin", "https://example.org/brevaux")
    assert first["issued"] == {"date-parts": [[2025, 3, 11]]}
    assert items[1]["issued"] == {"date-parts": [[2025, 3]]}
    assert items[3]["issued"] == {"date-parts": [[2025, 3, 11]], "circa": True}
    assert "issued" not in items[2]
    assert json.loads(to_csl(STORY, EVENTS[:1]))[0]["id"] in {a.article for a in EVENTS[0].accounts}
    dataset = single("2025", published="2025-02-10/2025-02-16", author="Léa Roy")
    (item,) = json.loads(to_csl(dataset, dataset.events))
    assert item["issued"] == {"date-parts": [[2025, 2, 10], [2025, 2, 16]]}
    assert item["author"] == [{"literal": "Léa Roy"}]


# -- all -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_articles_give_the_same_bytes_in_any_order(form):
    turned = replace(STORY, articles=STORY.articles[::-1], quotes=STORY.quotes[::-1], entities=STORY.entities[::-1])
    one, other = (write(form, dataset, EVENTS, plain, "en", whole=True) for dataset in (STORY, turned))
    assert one == other
    assert write(form, Dataset(), [], plain, "fr")


def test_the_documentation_names_every_format_and_column():
    told = (Path(__file__).parent.parent / "docs" / "exports.md").read_text("utf-8")
    for form, ending in SUFFIXES.items():
        assert f"| `{form}` | `{ending}` |" in told
    assert all(f"`{column}`" in told for column in COLUMNS)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.md", "markdown"),
        ("a.ics", "ical"),
        ("a.htm", "html"),
        ("a.json", "json"),
        ("a.timeline.json", "timelinejs"),
        ("a.csl.json", "csl"),
        ("A.HTML", "html"),
        ("a.docx", None),
        ("", None),
    ],
)
def test_the_name_of_a_file_tells_its_format(name, form):
    assert of_file(name) == form


def test_a_calendar_has_the_marks_of_its_language():
    assert "«\u00a0" in to_ical(STORY, EVENTS, plain, language="fr").replace("\r\n ", "")
    assert "“" not in to_ical(STORY, EVENTS, plain, language="fr")
