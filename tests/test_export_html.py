"""The HTML page: nothing of an article acts, nothing comes from elsewhere; in a real browser it stands and filters."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import partial
from html.parser import HTMLParser

import browser
import pytest
from build import story
from hypothesis import given, settings
from hypothesis import strategies as st

from store.export.html import _token, to_html
from store.filters import Index
from store.model import Account, Article, Dataset, Disagreement, Event, Quote, Reading
from store.text import printable
from tui.dates import words

STORY = story()
EVENTS = Index(STORY).events
VOID = {"meta", "br", "input", "link", "img"}


def page(lang="fr", **known):
    return to_html(STORY, EVENTS, partial(words, lang=lang), language=lang, **known)


class Page(HTMLParser):
    """The elements of a page, as a browser sees them, each closed where it must be."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.text, self.raw = [], [], "", {"style": "", "script": ""}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]] += data
        else:
            self.text += data

    def all(self, tag, kind=None):
        return [
            attrs for name, attrs in self.elements if name == tag and kind in (None, *attrs.get("class", "").split())
        ]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_shows_every_event_with_its_sources_side_by_side(lang):
    read = Page(page(lang))
    assert [attrs["lang"] for attrs in read.all("html")] == [lang]
    assert len(read.all("article", "event")) == len(EVENTS)
    assert len(read.all("figure", "account")) == sum(len(event.accounts) for event in EVENTS)
    for event in EVENTS:
        assert printable(event.title) in read.text
        assert words(event.date, lang) in read.text
    assert len([attrs for attrs in read.all("li") if "id" in attrs]) == len(STORY.articles)
    assert len(read.all("section", "conflict")) == sum(bool(event.disagreements) for event in EVENTS)


def test_everything_points_to_something_and_ids_are_one_of_a_kind():
    read = Page(page())
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert len(set(ids)) == len(ids)
    links = [attrs["href"] for attrs in read.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not link.startswith("#")] == ["https://example.org/brevaux"]


def test_nothing_comes_from_elsewhere_and_the_policy_allows_only_what_is_in_the_page():
    read = Page(page())
    assert not [attrs for _, attrs in read.elements if set(attrs) & {"src", "srcset", "style", "action", "data"}]
    assert not [attrs for _, attrs in read.elements if any(name.startswith("on") for name in attrs)]
    assert not read.all("link")
    assert not read.all("img")
    assert not read.all("iframe")
    assert "url(" not in read.raw["style"]
    assert "@import" not in read.raw["style"]
    assert not re.search(r"\b(fetch|XMLHttpRequest|import|eval|innerHTML|localStorage)\b", read.raw["script"])
    (policy,) = [a["content"] for a in read.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for rule, part in (("script-src", "script"), ("style-src", "style")):
        digest = base64.b64encode(hashlib.sha256(read.raw[part].encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"


def test_the_page_is_the_same_whatever_the_order_of_the_articles():
    turned = Dataset(
        **{name: getattr(STORY, name) for name in ("time_expressions", "entities", "quotes", "quote_groups", "events")},
        articles=STORY.articles[::-1],
    )
    assert to_html(turned, Index(turned).events) == to_html(STORY, EVENTS)


HOSTILE = st.text(max_size=20) | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "</script>", "<!--", "'", "&lt;b&gt;",
     "javascript:alert(1)", "]]>", "\x1b[31m", "\u202e", "</blockquote></article>"]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(HOSTILE, min_size=7, max_size=7))
def test_nothing_of_an_article_acts(texts):
    body, title, publisher, speaker, file, url, value = texts
    article = Article("one", file, body, title=title, publisher=publisher, author=speaker, url=url, published="2025")
    account = Account("c", "one", 0, len(body), body, "2025", "stated", (0, min(3, len(body))))
    quote = Quote("q", "one", 0, len(body), body, "direct", speaker)
    fact = Disagreement("wording", title, "conflict", (Reading(value, ("one",)), Reading(body, ("two",))))
    event = Event("e", "2025", title, (account,), quotes=("q",), disagreements=(fact,), copies=(("one", "two"),))
    dataset = Dataset(articles=(article,), quotes=(quote,), events=(event,))
    plain = Dataset(articles=(Article("one", "f", "t" * len(body)),), quotes=(quote,), events=(event,))
    text = to_html(dataset, [event])
    read = Page(text)
    assert len(read.all("script")) == len(read.all("style")) == len(read.all("article")) == 1
    assert {tag for tag, _ in read.elements} <= {tag for tag, _ in Page(to_html(plain, [event])).elements} | {
        *("cite", "mark")
    }
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)
    assert printable(title) in re.sub(r"\s+", " ", read.text)
    assert "javascript:" not in "".join(attrs.get("href", "") for attrs in read.all("a"))


def test_excerpts_are_capped():
    body = "Un mot après l'autre. " * 400
    account = Account("c", "one", 0, len(body), body)
    dataset = Dataset(articles=(Article("one", "a.txt", body),), events=(Event("e", None, "t", (account,)),))
    text = Page(to_html(dataset, dataset.events)).text
    assert "[…]" in text
    assert text.count("Un mot") <= 25


# -- a real browser --------------------------------------------------------------------------------------------------


def browse(text, folder, *, script=""):
    """The page as Chromium has made it, after `script` (that only tests add, with a policy that allows it)."""
    if script:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        text = text.replace("script-src ", f"script-src 'sha256-{digest}' ", 1)
        text = text.replace("</body>", f"<script>{script}</script></body>")
    return browser.browse(text, folder, Page)


def shown(read):
    return [attrs["id"] for attrs in read.all("article", "event") if "hidden" not in attrs]


def test_a_browser_shows_all_of_it_and_runs_its_script(tmp_path):
    read = browse(page(), tmp_path)
    assert len(shown(read)) == len(EVENTS)
    (bar,) = read.all("form", "bar")
    assert "hidden" not in bar
    assert f"{len(EVENTS)} sur {len(EVENTS)}" in read.text


def test_filters_leave_in_a_browser_what_they_leave_in_the_program(tmp_path):
    person = next(entity.id for entity in STORY.entities if entity.type == "person")
    value = _token(f"p:{person}")
    assert value in {attrs.get("value") for attrs in Page(page()).all("input")}
    script = (
        f"document.querySelector('[value=\"{value}\"]').click();"
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'j'}));"
        "document.title = document.activeElement.closest('.event').id;"
    )
    read = browse(page(), tmp_path, script=script)
    left = shown(read)
    assert left == [f"e-{event.id}" for event in EVENTS if person in event.entities]
    assert left[0] in read.text, "j moves to the first that is left"


def test_a_search_in_a_browser_knows_no_accents(tmp_path):
    script = (
        "var s = document.getElementById('search'); s.value = 'BREVAUX proposE';"
        "s.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    read = browse(page(), tmp_path, script=script)
    assert 0 < len(shown(read)) < len(EVENTS)
