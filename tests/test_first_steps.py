"""Small things that stood in a newcomer's way: what is said of a slip, of nothing to do, of a value by hand."""

from __future__ import annotations

import re

import pytest
from build import story
from drive import explore, lines

from store.model import Article
from store.query import MARKS
from store.reading.sources import GIVEN, NAME
from tui.cli.completion import SHELLS, script
from tui.cli.speech import speak
from tui.messages import LANGUAGES, Messages, texts
from tui.plain import SIGNS
from tui.widgets.facts import published_basis
from tui.widgets.timeline import Timeline


def test_a_row_with_some_selected_events_is_not_marked_as_a_copy():
    async def scenario(app, pilot):
        await pilot.press("down", "down", "down", "down", "space", "z")
        await pilot.pause()
        shown = "\n".join(lines(app.main.query_one(Timeline)))
        assert re.search(rf"^[▌ ]{SIGNS['partly']}", shown, re.MULTILINE)
        assert not re.search(r"^[▌ ]◐", shown, re.MULTILINE)
        await pilot.press("question_mark")
        await pilot.pause()
        assert app.messages("help.partly")[:30] in " ".join(app.screen.query_one("#sheet").text_lines)

    explore(scenario)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nobody_disagrees_this_is_said(lang):
    from dataclasses import replace

    dataset = story()
    calm = replace(dataset, events=tuple(replace(event, disagreements=()) for event in dataset.events))

    async def scenario(app, pilot):
        said: list[str] = []
        app.notify = lambda message, **options: said.append(message)
        for before in ((), ("m",), ("escape", "enter")):
            await pilot.press(*before, "d")
            await pilot.pause()
            assert said[-1] == app.messages("no_conflict_at_all")

    explore(scenario, calm, lang=lang)

    async def some(app, pilot):
        said: list[str] = []
        app.notify = lambda message, **options: said.append(message)
        await pilot.press("G", "d")
        assert said == [app.messages("no_conflict")]

    explore(some, lang=lang)


def test_a_date_that_a_person_gave_is_no_metadata():
    def told(**facts):
        return published_basis(Messages("fr"), Article("a", "a.txt", "", published="2025-02-10", **facts))

    for evidence in (NAME, GIVEN):
        assert told(published_basis="metadata", published_evidence=evidence) == "sources.toml ou --published"
    assert told(published_basis="metadata", published_evidence="<meta>") == "métadonnées"


def test_a_slip_in_a_command_with_words_behind_it(timeline):
    status, _, err = timeline("biuld", "x", "--lang", "fr")
    assert status == 2
    assert "timeline build" in err
    assert "arguments non reconnus" not in err


def test_help_behind_a_folder_is_the_help_of_open(timeline, articles):
    status, out, _ = timeline(articles, "--help")
    assert status == 0
    assert "timeline open" in out
    for words in (["--help"], ["--lang", "en", "--help"], ["-h"]):
        status, out, _ = timeline(*words)
        assert (status, "timeline build" in out or "build" in out) == (0, True)
        assert "exit status" in out
    assert timeline(articles, "--version")[1].startswith("timeline ")


def test_a_folder_of_which_nothing_can_be_read_is_no_success(timeline, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.docx").write_text("x")
    assert timeline("build", folder)[0] == 1
    assert timeline("open", folder)[0] == 1


@pytest.mark.parametrize("shell", SHELLS)
def test_marks_are_completed(shell):
    speak("en")
    made = script(shell)
    for mark in MARKS:
        assert mark in made


def test_an_exact_quotation_is_meant_and_choices_say_whose_they_are(timeline, articles, monkeypatch):
    timeline("build", articles)
    status, _, err = timeline("correct", "--folder", articles, "--speaker", "« Le po »", "Le préfet")
    assert (status, err) == (0, ""), err
    (articles / "c.txt").write_text("La mer est calme.\n\nElle le reste.\n", "utf-8")
    timeline("build", articles)
    status, _, err = timeline("correct", "--folder", articles, "--speaker", "l", "Le préfet")
    assert status != 0
    assert err.count("Le maire") + err.count("Le préfet") >= 2
    assert re.search(r"^  \w+ .*c: ", err, re.MULTILINE)


def test_a_name_left_as_it_is_corrects_nothing(monkeypatch):
    from tui.screens.correcting import Correcting

    done: list[object] = []
    monkeypatch.setattr(Correcting, "_do", lambda self, made: done.append(made))

    async def scenario(app, pilot):
        said: list[str] = []
        app.notify = lambda message, **options: said.append(message)
        correcting = Correcting(app, app.view, app.main.timeline.position)
        correcting._ask_title()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert (done, len(said)) == ([], 1)
        correcting._ask_title()
        await pilot.pause()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert len(done) == 1

    explore(scenario)


def test_french_messages_have_one_kind_of_quotes_and_of_spaces():
    for area in ("", "cli", "config", "correct", "help", "why"):
        for key, text in texts("fr", area).items():
            assert "!r}" not in text, key
            assert not re.search(r"[^\W\d_]\.  [A-ZÀÉ]", text), key
