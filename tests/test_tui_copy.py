"""Copying: events and quotes with their citations, to the clipboard of the terminal (OSC 52)."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest
from build import story
from drive import explore
from markdown_it import MarkdownIt

from store.lookup import Lookup
from tui.app import ExplorerApp
from tui.citation import citation, event_text, events_text, quote_text
from tui.clipboard import LONGEST, fits, is_deaf, sequence
from tui.messages import Messages

EN, FR = Messages("en"), Messages("fr")
STORY = story()
LOOKUP = Lookup(STORY)
OSC = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def event(identifier):
    return next(event for event in STORY.events if event.id == identifier)


def test_an_event_with_every_source_and_where_it_is_from():
    text = event_text(LOOKUP, event("ev-offre"), EN)
    assert text.startswith("10 March 2025 — ")
    assert "“Lundi 10 mars 2025, la société Orlac a proposé 97,4 millions d'euros" in text
    assert "— Le port de Brévaux change de mains, Ouest-Matin, 11 March 2025, https://example.org/brevaux\n" in text
    assert "«\u00a0Lundi 10 mars 2025" in event_text(LOOKUP, event("ev-offre"), FR)
    assert "11 mars 2025" in event_text(LOOKUP, event("ev-offre"), FR)


def test_a_quote_has_its_speaker_and_a_paraphrase_no_quotation_marks():
    quotes = {quote.id: quote for quote in STORY.quotes}
    said = quote_text(quotes["q1"], LOOKUP.articles["a1"], EN)
    assert said.startswith("Jeanne Morvan: “Non merci, mais nous achèterons")
    assert said.endswith(
        "\n— Le port de Brévaux change de mains, Ouest-Matin, 11 March 2025, https://example.org/brevaux"
    )
    for form in ("text", "markdown"):
        paraphrase = quote_text(quotes["q5"], LOOKUP.articles["a5"], EN, form)
        assert "“" not in paraphrase
        assert "Jeanne Morvan" in paraphrase
    unknown = replace(quotes["q1"], speaker=None)
    assert "Jeanne" not in quote_text(unknown, LOOKUP.articles["a1"], EN)


def test_markdown_acts_only_where_it_is_ours():
    article = replace(LOOKUP.articles["a1"], title="[x](http://a.b) *b* <script>", url="https://example.org/a?b=1")
    hostile = replace(STORY, articles=(article, *STORY.articles[1:]))
    text = events_text(Lookup(hostile), STORY.events, EN, "markdown")
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": True}).parse(text)
    leaves = [leaf for token in tokens for leaf in token.children or ()]
    assert {leaf.type for leaf in leaves} <= {
        *("text", "softbreak", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close")
    }
    assert {leaf.attrs["href"] for leaf in leaves if leaf.type == "link_open"} == {"https://example.org/a?b=1"}
    assert "*Brévaux dit non*" in text
    assert "**10 March 2025** — " in text
    assert citation(article, EN).startswith("[x](http://a.b) *b* <script>, Ouest-Matin")


def test_nothing_that_is_copied_can_act_on_a_terminal():
    article = replace(LOOKUP.articles["a1"], title="a\x1b]0;x\x07b\u202ec", url="http://a\x1b[2J")
    for form in ("text", "markdown"):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", citation(article, EN, form))


@pytest.mark.parametrize(
    ("environment", "pattern"),
    [
        ({}, r"{osc}"),
        ({"TMUX": "/tmp/tmux"}, r"\x1bPtmux;\x1b{osc}\x1b\\{osc}"),
    ],
)
def test_what_the_terminal_gets_holds_the_text(environment, pattern):
    text = "« Été » 東京 👩‍🚀"
    sent = sequence(text, environment)
    assert re.fullmatch(pattern.replace("{osc}", OSC.pattern), sent)
    assert {base64.b64decode(found).decode() for found in OSC.findall(sent)} == {text}


def test_screen_gets_it_in_strings_of_its_own():
    text = "é" * 900
    parts = re.findall(r"\x1bP(.*?)\x1b\\", sequence(text, {"STY": "1"}), re.DOTALL)
    assert len(parts) > 3
    assert max(map(len, parts)) <= 256
    assert base64.b64decode(OSC.fullmatch("".join(parts))[1]).decode() == text


def test_terminals_that_let_nobody_write():
    assert is_deaf({"TERM": "linux"})
    assert is_deaf({"TERM_PROGRAM": "Apple_Terminal"})
    assert not is_deaf({"TERM": "linux", "TMUX": "x"})
    assert not is_deaf({"TERM": "xterm-256color"})
    assert fits("x" * (LONGEST * 3 // 4))
    assert not fits("x" * (LONGEST * 3 // 4 + 3))
    assert fits("\udcff")


def driven(monkeypatch, *keys, environment=(), dataset=None, **options):
    """What was written to the terminal's clipboard and what was said, after some keys."""
    copied, said = [], []
    for name in ("TMUX", "STY", "TERM_PROGRAM", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment:
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(ExplorerApp, "notify", lambda self, message, **known: said.append(message))

    async def scenario(app, pilot):
        monkeypatch.setattr(app._driver, "write", lambda data: copied.extend(OSC.findall(data)))
        await pilot.press(*keys)
        await pilot.pause()

    explore(scenario, dataset, **options)
    return [base64.b64decode(part).decode() for part in copied], said


def test_the_event_under_the_cursor_by_one_key(monkeypatch):
    copied, said = driven(monkeypatch, "y")
    assert copied == [event_text(LOOKUP, event("ev-2015"), EN)]
    assert said == ["Copied: the event with its sources"]
    copied, said = driven(monkeypatch, "Y")
    assert copied == [event_text(LOOKUP, event("ev-2015"), EN, "markdown")]
    assert "Markdown" in said[0]


def test_the_selected_events_in_the_order_of_the_timeline(monkeypatch):
    copied, said = driven(monkeypatch, "j", "space", "k", "space", "G", "y", lang="fr")
    assert len(copied) == 1
    first, second = copied[0].index("2015 — "), copied[0].index("février 2018 — ")
    assert first < second
    assert "2 événements avec leurs sources" in said[0]


def test_what_is_too_long_is_not_cut_but_told(monkeypatch):
    long = replace(event("ev-2015"), title="x" * LONGEST)
    dataset = replace(STORY, events=(long,))
    copied, said = driven(monkeypatch, "y", dataset=dataset)
    assert copied == []
    assert "export" in said[0].lower()
    copied, said = driven(monkeypatch, "y", environment=[("TERM_PROGRAM", "Apple_Terminal")])
    assert "lets no program write" in said[0]
