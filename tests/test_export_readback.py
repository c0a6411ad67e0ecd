"""Exports of the built-in example and of another folder, read back by readers of other hands; and made again."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest
import yaml
from build import story
from markdown_support import front, manifest

from store import edtf
from store.anchor import text_hash
from store.assemble import assemble
from store.export.annotations import CONTEXT, to_annotations
from store.export.dataset import from_json, manifest_of, schema, to_json
from store.export.formats import FORMATS, SUFFIXES, write
from store.export.markdown import to_markdown
from store.export.markwhen import to_markwhen
from store.filters import Index
from store.library.imported import import_dataset, journal_hash
from store.library.library import Library
from store.model import Account, Article, Dataset, Event
from store.reading import make_article, read_article
from store.text import printable
from tui import cli
from tui.dates import words

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
ENGLISH = (
    "Storm closes the harbour\n\nOn Monday 3 March 2025 a storm closed the harbour of Port Lorne. "
    '"We have never seen waves like these," said Anna Weir, the harbour master. It reopened on 5 March 2025.',
    "Harbour shut\n\nPort Lorne harbour was closed on 3 March 2025 after a storm. About 40 boats were damaged. "
    "The ferry will return in the summer of 2025.",
)


@cache
def dataset(name: str) -> Dataset:
    """The built-in example, a folder of English articles, a story with everything in it."""
    if name == "example":
        return assemble(tuple(read_article(path, path.name) for path in sorted(SEEDS.glob("*.txt"))))
    if name == "english":
        return assemble(tuple(make_article(text, f"{n}.txt") for n, text in enumerate(ENGLISH)))
    return story()


NAMES = ("example", "english", "story")
every = pytest.mark.parametrize("name", NAMES)


def events(name):
    return Index(dataset(name)).events


def written(name, form):
    return write(form, dataset(name), events(name), partial(words, lang="fr"), "fr", whole=True)


@every
def test_front_matter_and_manifest_are_yaml(name):
    known = front(written(name, "markdown"))
    assert (known["lang"], known["events"]) == ("fr", len(events(name)))
    assert edtf.is_valid(known["period"])
    known = manifest(written(name, "markdown"))
    hashes = {source["file"]: source["sha256"] for source in known["sources"]}
    assert hashes.items() <= {(article.file, text_hash(article.text)) for article in dataset(name).articles}
    assert known["events"] == [event.id for event in events(name)]


@every
def test_a_calendar_is_read_by_icalendar(name):
    import icalendar

    calendar = icalendar.Calendar.from_ical(written(name, "ical"))
    assert calendar.errors == []
    parts = [part for part in calendar.walk() if part.name in ("VEVENT", "VJOURNAL")]
    assert len(parts) == len(events(name))
    for part, event in zip(parts, events(name), strict=True):
        assert part.errors == []
        assert str(part["UID"]) == f"{event.id}@timeline"
        assert str(part["SUMMARY"]).endswith(printable(event.title))
        found = edtf.bounds(event.date)
        if found and found.last < date.max and found.first > date.min:
            assert part.decoded("DTSTART") == found.first
            assert (part.decoded("DTEND") - found.last).days == 1


@every
def test_a_table_is_read_by_the_csv_module(name):
    rows = list(csv.DictReader(io.StringIO(written(name, "csv").removeprefix("\ufeff"), newline=""), strict=True))
    assert len(rows) == sum(len(event.accounts) for event in events(name))


@every
def test_the_sources_are_csl(name):
    for item in json.loads(written(name, "csl")):
        assert item["type"] == "article-newspaper"
        assert set(item) <= {"id", "type", "language", "title", "container-title", "URL", "author", "issued"}
        for part in item.get("issued", {}).get("date-parts", ()):
            assert all(isinstance(number, int) for number in part)


# -- the dataset -----------------------------------------------------------------------------------------------------


def test_the_published_schema_is_that_of_the_model():
    import jsonschema

    published = json.loads((ROOT / "docs" / "dataset-schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(schema())), "python tools/dataset_schema.py writes it anew"
    jsonschema.Draft202012Validator.check_schema(published)


@every
def test_a_dataset_is_as_the_schema_says(name):
    import jsonschema

    data = json.loads(written(name, "json"))
    validator = jsonschema.Draft202012Validator(schema())
    assert [error.message for error in validator.iter_errors(data)] == []
    data["events"][0]["accounts"][0]["start"] = "zero"
    assert not validator.is_valid(data)


@every
def test_an_imported_dataset_is_exported_the_same(name, tmp_path):
    text = to_json(dataset(name), journal="0123456789abcdef")
    assert manifest_of(text).journal == "0123456789abcdef"
    library = import_dataset(tmp_path / "library", from_json(text), manifest_of(text).journal)
    again = Library.open(library.path)
    assert to_json(again.dataset(), journal=journal_hash(library.path)) == text
    assert [item.article.file for item in again.stored()] == sorted(a.file for a in dataset(name).articles)


def test_the_command_makes_a_library_of_a_dataset(home, articles, tmp_path, capsysbinary):
    def timeline(*argv):
        capsysbinary.readouterr()
        status = cli.main([str(word) for word in argv])
        return status, *capsysbinary.readouterr()

    timeline("build", articles)
    file, place = tmp_path / "port.json", tmp_path / "library"
    assert timeline("export", "--folder", articles, "--format", "json", "--output", file)[0] == 0
    assert timeline("import", file, "--library", place)[0] == 0
    assert timeline("export", "--library", place, "--format", "json")[1] == file.read_bytes()
    markdown = timeline("export", "--folder", articles, "--format", "markdown")[1]
    # No folder gave the library its name, so that its title has none; and the seal is that of another title.
    again = timeline("export", "--library", place, "--format", "markdown")[1]
    assert f"# Chronologie — {articles.name}\n".encode() in markdown
    told = [re.sub(rb"(?m)^(# |title: |  document: ).*\n", b"", text) for text in (markdown, again)]
    assert told[0] == told[1]
    assert timeline("import", file, "--library", place)[0] == 2, "nothing is written over a library"
    status, _, err = timeline("import", file)
    assert status == 0
    assert b"timeline open --library" in err
    file.write_text("{}", "utf-8")
    assert timeline("import", file, "--library", tmp_path / "other")[0] == 3
    assert not (tmp_path / "other").exists()
    assert timeline("import", tmp_path / "none.json")[0] == 1


def test_a_part_of_a_library_is_a_library(tmp_path):
    text = to_json(dataset("example"), events("example")[:3])
    library = import_dataset(tmp_path / "library", from_json(text))
    assert to_json(library.dataset()) == text


# -- the same bytes --------------------------------------------------------------------------------------------------


def test_the_manifest_says_which_corrections_there_are(tmp_path):
    text = to_markdown(dataset("story"), events("story"), journal="0123456789abcdef")
    assert manifest(text)["journal"] == "0123456789abcdef"
    assert json.loads(to_json(dataset("story")))["manifest"]["journal"] is None
    assert journal_hash(tmp_path) is None


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_the_same_for_articles_in_another_order(form):
    known = dataset("story")
    tables = ("articles", "time_expressions", "entities", "quotes")
    turned = replace(known, **{name: getattr(known, name)[::-1] for name in tables})
    texts = [
        write(form, one, Index(one).events, partial(words, lang="en"), "en", whole=True) for one in (known, turned)
    ]
    assert texts[0] == texts[1]
    assert SUFFIXES[form].startswith(".")


# -- Markwhen --------------------------------------------------------------------------------------------------------

EVENT = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:/(\d{4}(?:-\d\d(?:-\d\d)?)?))?: (.*)")


def markwhen(text):
    """Events of a Markwhen text: (first, last, title, lines), after https://docs.markwhen.com; comments apart."""
    front, header, body = text.split("---\n", 2)
    assert front == ""
    assert yaml.safe_load(header)["title"]
    found, comments = [], []
    for line in body.split("\n"):
        match = EVENT.match(line)
        if match:
            found.append((match[1], match[2], match[3], []))
        elif line.startswith("//"):
            comments.append(line)
        elif line:
            assert not re.match(r"\s*(?:#|section\b|group\b|end|-|\*|\[|[\w -]+:)", line), line
            found[-1][3].append(line)
    return found, comments


@every
def test_markwhen_has_every_event_as_precise_as_it_is(name):
    found, comments = markwhen(written(name, "markwhen"))
    placed = [event for event in events(name) if event.date is not None]
    assert len(found) == len(placed)
    assert len(comments) == len(events(name)) - len(placed)
    for (first, last, title, lines), event in zip(found, placed, strict=True):
        assert len(lines) == len(event.accounts)
        ends = edtf.bounds(f"{first}/{last}" if last else first)
        whole = edtf.bounds(event.date)
        assert ends.first in (whole.first, whole.last) or whole.first == date.min
        if not edtf.is_open(event.date):
            assert (ends.first, ends.last) == (whole.first, whole.last)
        assert printable(title).replace("\u2060", "").endswith(printable(event.title).replace("\u2060", ""))


@pytest.mark.parametrize(
    "title", ["#tag @ref !id", "- [ ] x", "2025-01-01: y", "key: value", "section", "// c", "[a](b)", "---", "endGroup"]
)
def test_nothing_of_an_article_acts_in_markwhen(title):
    article = Article("a", "a.txt", title, publisher=title)
    event = Event("e", "2025-02", title, (Account("c", "a", 0, len(title), title, "2025-02", "stated"),))
    text = to_markwhen(Dataset(articles=(article,), events=(event,)), [event], str)
    ((first, last, _, lines),), comments = markwhen(text)
    assert (first, last, len(lines), comments) == ("2025-02", None, 1, [])
    assert not re.search(r"#\w|(?:^|\s)[@!]\w|\]\(|//", text.split("---\n", 2)[2])


# -- annotations -----------------------------------------------------------------------------------------------------

MOTIVATIONS = {"describing", "identifying"}
PURPOSES = MOTIVATIONS | {"tagging", "classifying"}


@every
def test_annotations_are_as_the_model_says_and_find_their_words(name):
    page = json.loads(to_annotations(dataset(name), events(name)))
    assert (page["@context"], page["type"]) == (CONTEXT, "AnnotationPage")
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    texts = {article.text for article in dataset(name).articles}
    kinds = set()
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["motivation"] in MOTIVATIONS
        kinds.add(item["id"].split(":")[2])
        bodies = item["body"] if isinstance(item["body"], list) else [item["body"]]
        assert all(body["type"] == "TextualBody" and body["purpose"] in PURPOSES and body["value"] for body in bodies)
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        quote, position = targets[-1]["selector"]
        assert targets[-1]["source"]["id"].startswith("ni:///sha-256;")
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        (whole,) = [
            text
            for text in texts
            if text[position["start"] : position["end"]] == quote["exact"]
            and quote["prefix"] + quote["exact"] + quote["suffix"] in text
        ]
        assert whole
        for target in targets[:-1]:
            assert target["source"].startswith("http")
            assert target["selector"] == quote
    assert kinds == {"passage", "date", "quote"}
