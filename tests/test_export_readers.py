"""Exports read by the programs they are made for: Pandoc, Markwhen, TimelineJS, citeproc, a reader of JSON-LD.

Those of Markwhen and TimelineJS are written in JavaScript: `npm install --no-save @markwhen/parser
@knight-lab/timelinejs` in this folder (or in one that `NODE_PATH` names) brings them.  Where a reader is not installed
its tests are skipped.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser import CHROMIUM, browse
from build import story
from test_export_html import Page
from test_export_readback import NAMES, dataset, every

from store import edtf
from store.export.annotations import CONTEXT, to_annotations
from store.export.csl import to_csl
from store.export.html import to_html
from store.export.markdown import to_markdown
from store.export.markwhen import to_markwhen
from store.export.timelinejs import to_timelinejs
from store.filters import Index
from store.model import Account, Article, Dataset, Event
from store.text import printable
from tui.dates import words

ROOT = Path(__file__).parents[1]
NODE = shutil.which("node")
FOLDERS = [str(ROOT / "node_modules"), *filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))]
FRENCH = partial(words, lang="fr")


def package(name: str) -> Path:
    """The folder of a JavaScript package; the test is skipped where it is not installed."""
    found = next((path for folder in FOLDERS if (path := Path(folder) / name).is_dir()), None)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def events(name):
    return Index(dataset(name)).events


# -- hostile stories -------------------------------------------------------------------------------------------------

SIGNS = (
    *("#tag", "@ref", "!id", "!id.start", ".end", "- [ ] x", "[x]", "[ ]", "1. ", "2025-01-01: y", "key: value", "//"),
    *(
        "section",
        "group",
        "endGroup",
        "end",
        "[a](b)",
        "---",
        "```",
        "*x*",
        "`y`",
        "now",
        "every day",
        "10%",
        "[Paris]",
    ),
    *(
        "www.a.example",
        "a@b.example",
        "<b>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;",
        '"',
        "'",
        "http://a.b",
        "\n",
        "\t",
    ),
    *(" ", " ", "a", "é", ":", "/", "%", "(", ")", "{", "}", "\\", "-", "+", "x2", "🙂", "\x1b[31m", "\u202e", "—"),
)
DATES = ("2025", "2025-02", "2025-02-03", "2025-02-03/2025-02-09", "2024-21", "199X", None, "2025-02~", "2024/..")


def hostile(number: int = 250) -> Dataset:
    """Events whose titles, words and sources are made of signs that act somewhere."""
    chance = random.Random(8)

    def signs() -> str:
        return "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 7)))

    articles, found = [], []
    for n in range(number):
        body = signs()
        articles.append(
            Article(
                f"a{n}",
                f"{n}.txt",
                body,
                publisher=signs() or None,
                url=f"https://www.a.example/{n}?a=www.b.example&c=d@e.example&f=http://g.example",
            )
        )
        account = Account(f"c{n}", f"a{n}", 0, len(body), body)
        found.append(Event(f"e{n}", chance.choice(DATES), signs(), (account,)))
    return Dataset(articles=tuple(articles), events=tuple(found))


# -- Markdown --------------------------------------------------------------------------------------------------------

PANDOC = shutil.which("pandoc")
SHOWN = {
    *("Header", "Para", "Plain", "Table", "BulletList", "Str", "Space", "SoftBreak", "Strong", "Emph", "Note", "Link"),
    *("Quoted", "SingleQuote", "DoubleQuote", "AlignLeft", "AlignDefault", "ColWidth", "ColWidthDefault"),
}
"""Pandoc's names of what a document is made of; straight quotation marks it makes typographic ones."""


def parts(tree):
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for each in tree:
            yield from parts(each)


@pytest.mark.parametrize("reader", ["markdown", "gfm+footnotes"])
@pytest.mark.parametrize("name", [*NAMES, "hostile"])
def test_pandoc_finds_the_story_in_markdown_and_no_sign_of_it_acts(name, reader):
    if PANDOC is None:
        pytest.skip("Pandoc is not installed")
    known = hostile(80) if name == "hostile" else dataset(name)
    told = Index(known).events
    text = to_markdown(known, told, FRENCH, language="fr")
    done = subprocess.run(
        [PANDOC, "--from", reader, "--to", "json"], input=text, capture_output=True, encoding="utf-8", check=True
    )
    found = list(parts(json.loads(done.stdout)["blocks"]))
    raw = [part["c"][1].strip() for part in found if part["t"] in ("RawInline", "RawBlock")]
    assert {part["t"] for part in found} <= SHOWN | {"RawInline", "RawBlock"}
    assert all(html.startswith("<!-- ") and html.endswith("-->") and html.count("<") == 1 for html in raw)
    references = len(re.findall(r"(?<!\\)\[\^\d+\](?!:)", text.partition("<!-- timeline")[0]))
    assert sum(part["t"] == "Note" for part in found) == references
    assert len(raw) == references + 1, "an anchor for each note, and the manifest"
    assert sum(part["t"] == "Table" for part in found) == len(told)
    links = {part["c"][2][0] for part in found if part["t"] == "Link"}
    assert {unquote(link) for link in links} <= {article.url for article in known.articles}


# -- Markwhen --------------------------------------------------------------------------------------------------------


def markwhen(text: str) -> dict:
    folder = package("@markwhen/parser").parents[1]
    if NODE is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [NODE, ROOT / "tests" / "readers" / "markwhen.cjs"],
        input=text,
        env={**os.environ, "NODE_PATH": str(folder), "TZ": "UTC"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def plain(text: str) -> str:
    """Words as they are seen: without what keeps signs of Markwhen apart."""
    return " ".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize("name", [*NAMES, "hostile"])
def test_markwhen_reads_what_was_written(name):
    known = hostile() if name == "hostile" else dataset(name)
    told = Index(known).events
    read = markwhen(to_markwhen(known, told, FRENCH, language="fr"))
    placed = [event for event in told if event.date is not None]
    assert (read["title"], read["groups"], read["errors"]) == ("Chronologie", [], [])
    assert len(read["events"]) == len(placed)
    assert set(read["marks"]) <= {
        *("frontMatterDelimiter", "headerKey", "headerKeyColon", "headerValue", "dateRange", "dateRangeColon"),
        "comment",
    }
    for found, event in zip(read["events"], placed, strict=True):
        assert (found["acts"], found["done"]) == ([], None), event
        assert plain(found["title"]).endswith(plain(printable(event.title)))
        assert [kind for kind, _ in found["lines"]] == ["text"] * len(event.accounts)
        first, last = date.fromisoformat(found["from"][:10]), date.fromisoformat(found["to"][:10]) - timedelta(days=1)
        ends = edtf.bounds(event.date)
        if not edtf.is_open(event.date):
            assert (first, last) == (ends.first, ends.last)


# -- TimelineJS ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*NAMES, "hostile"])
def test_timelinejs_shows_a_slide_for_each_event(name, tmp_path):
    made = package("@knight-lab/timelinejs") / "dist"
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    known = hostile(60) if name == "hostile" else dataset(name)
    told = Index(known).events
    placed = [event for event in told if event.date is not None and not edtf.is_open(event.date)]
    data = to_timelinejs(known, told, FRENCH, language="fr").replace("<", "\\u003c")
    options = json.dumps({"script_path": f"{(made / 'js').as_uri()}/", "font": None, "language": "fr"})
    code, call = (made / "js" / "timeline.js").as_uri(), f'new TL.Timeline("t", {data}, {options});'
    text = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><script src="{code}"></script></head>'
        f'<body><div id="t" style="height: 700px"></div><script>{call}</script></body></html>'
    )
    read = browse(text, tmp_path, Page, options=("--allow-file-access-from-files", "--virtual-time-budget=8000"))
    assert len(read.all("div", "tl-slide")) == len(placed) + 1, "and the first one"
    assert len(read.all("div", "tl-timemarker")) == len(placed)
    assert not read.all("div", "tl-message-content"), "it has nothing to complain of"
    shown = plain(read.text)
    for event in told:
        assert plain(printable(event.title)) in shown
    for event in placed:
        assert plain(FRENCH(event.date)) in shown
    assert not read.all("img")
    assert not read.all("a", "tl-makelink"), "it takes nothing of an article for an address"
    links = {unquote(attrs.get("href", "")) for attrs in read.all("a")}
    assert links <= {article.url for article in known.articles if (article.url or "").startswith("http")} | LINKS
    assert not [attrs for _, attrs in read.elements if any(key.startswith("on") for key in attrs)]
    assert len(read.all("script")) <= 3, "its own ones: TimelineJS, its language, the call"


LINKS = {"", "https://timeline.knightlab.com"}
"""Its own one."""


# -- HTML ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*NAMES, "hostile"])
def test_a_browser_shows_every_event_of_the_page(name, tmp_path):
    known = hostile(60) if name == "hostile" else dataset(name)
    told = Index(known).events
    read = browse(to_html(known, told, FRENCH, language="fr"), tmp_path, Page)
    assert len(read.all("article", "event")) == len(told)
    assert len(read.all("figure", "account")) == sum(len(event.accounts) for event in told)
    shown = plain(read.text)
    assert all(plain(printable(event.title)) in shown for event in told)
    assert (len(read.all("script")), len(read.all("img"))) == (1, 0)


# -- CSL-JSON --------------------------------------------------------------------------------------------------------


@every
def test_citeproc_reads_the_sources_and_makes_a_bibliography(name):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(to_csl(dataset(name), events(name)))
    source = CiteProcJSON(items)
    assert set(source) == {item["id"] for item in items}
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    # The version of citeproc that is used here cannot write intervals of dates; it reads them.
    written = [item for item in items if len(item.get("issued", {}).get("date-parts", ())) < 2]
    for item in written:
        bibliography.register(Citation([CitationItem(item["id"])]))
    told = [str(entry) for entry in bibliography.bibliography()]
    assert len(told) == len(written)
    for item in written:
        assert any(item["title"] in entry and item.get("URL", "") in entry for entry in told)
        for author in item.get("author", ()):
            assert any(author["literal"] in entry for entry in told)


# -- annotations -----------------------------------------------------------------------------------------------------

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
# Terms of the Web Annotation Vocabulary (https://www.w3.org/TR/annotation-vocab/) that a page of ours may have.
OF_OA = (
    *("Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector"),
    *("describing", "identifying", "tagging", "classifying", "exact", "prefix", "suffix", "start", "end"),
)
TERMS = {
    **{term: OA + term for term in OF_OA},
    **{name: {"@type": "@id", "@id": value} for name, value in (("id", "@id"), ("type", "@type"))},
    **{name: {"@type": "@id", "@id": f"{OA}has{name.title()}"} for name in ("body", "target", "source", "selector")},
    "motivation": {"@type": "@vocab", "@id": f"{OA}motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": f"{OA}hasPurpose"},
    "generator": {"@type": "@id", "@id": f"{AS}generator"},
    "items": {"@type": "@id", "@id": f"{AS}items", "@container": "@list"},
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "Software": f"{AS}Application",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "name": "http://xmlns.com/foaf/0.1/name",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}


def load(url, options):
    assert url == CONTEXT
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}


@every
def test_annotations_are_linked_data_of_which_no_term_is_lost(name):
    from pyld import jsonld

    page = json.loads(to_annotations(dataset(name), events(name)))
    ((known),) = jsonld.expand(page, {"documentLoader": load})
    items = known[f"{AS}items"][0]["@list"]
    assert len(items) == len(page["items"])
    quotes = [
        selector
        for item in items
        for target in item[f"{OA}hasTarget"]
        for selector in target[f"{OA}hasSelector"]
        if selector["@type"] == [f"{OA}TextQuoteSelector"]
    ]
    texts = [article.text for article in dataset(name).articles]
    assert len(quotes) >= len(items)
    assert all(any(quote[f"{OA}exact"][0]["@value"] in text for text in texts) for quote in quotes)
    # A term that is not of the vocabulary would be dropped on the way.
    assert jsonld.compact(known, page["@context"], {"documentLoader": load}) == page
    triples = jsonld.to_rdf(page, {"documentLoader": load, "format": "application/n-quads"})
    assert triples.count(f"<{OA}Annotation>") == len(items)


def test_a_story_of_nothing_is_read_as_well():
    from citeproc.source.json import CiteProcJSON
    from pyld import jsonld

    page = json.loads(to_annotations(Dataset(), []))
    assert jsonld.compact(jsonld.expand(page, {"documentLoader": load}), CONTEXT, {"documentLoader": load})
    assert list(CiteProcJSON(json.loads(to_csl(story(), [])))) == []
