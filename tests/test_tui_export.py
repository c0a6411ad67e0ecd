"""The dialogue that writes events to a file."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from build import story
from drive import explore, lines

from store.export.formats import FORMATS, SUFFIXES
from store.export.markdown import to_markdown
from store.lookup import Lookup
from tui.screens.export import ExportScreen, part, put
from tui.screens.help import HelpScreen
from tui.widgets.pathinput import completed, ways

STORY = story()


def test_export_writes_the_selected_events(tmp_path):
    calls = []

    def markdown(dataset, events):
        calls.append([event.id for event in events])
        return "# " + ", ".join(event.id for event in events)

    async def scenario(app, pilot):
        await pilot.press("space", "j", "j", "space", "e")
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert "# ev-2015, ev-plainte" in "\n".join(app.screen.query_one("#preview").text_lines)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").read_text("utf-8") == "# ev-2015, ev-plainte"
        assert app.screen is app.main

    explore(scenario, start_folder=tmp_path, to_markdown=markdown)
    assert calls[-1] == ["ev-2015", "ev-plainte"]


def test_export_asks_before_it_replaces_a_file(tmp_path):
    (tmp_path / "brevaux.md").write_text("mine", "utf-8")

    async def scenario(app, pilot):
        await pilot.press("e", "right", "ctrl+s")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").read_text("utf-8") == "mine"
        assert "exists" in app.screen.query_one("#told").text
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").read_text("utf-8") == "new"

    explore(scenario, start_folder=tmp_path, to_markdown=lambda dataset, events: "new")


def test_export_as_json_and_to_a_path_of_ones_own(tmp_path):
    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("tab", "space")
        await pilot.pause()
        assert app.screen.format == "json"
        assert app.screen.path.value.endswith("brevaux.json")
        app.screen.path.value = str(tmp_path / "new folder" / "x.json")
        app.screen.path.focus()
        await pilot.press("enter")
        await pilot.pause()
        # A folder that does not exist is asked about first.
        assert not (tmp_path / "new folder").exists()
        assert "There is no folder" in app.screen.query_one("#told").text
        await pilot.press("enter")
        await pilot.pause()
        assert json.loads((tmp_path / "new folder" / "x.json").read_text("utf-8")) == {"events": None}

    explore(scenario, start_folder=tmp_path, to_json=lambda dataset, events: json.dumps({"events": events}))


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")

    def broken(dataset, events):
        raise ValueError("[/no] writer")

    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        told = app.screen.query_one("#told")
        assert "[/no] writer" in told.text
        app.screen.path.value = str(tmp_path)
        await pilot.press("ctrl+s")
        assert "is a folder" in told.text
        app.screen.path.value = str(tmp_path / "file" / "x.md")
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert told.text
        app.screen.path.value = " "
        await pilot.pause()
        await pilot.press("ctrl+s")
        assert told.text == "Say where to write to."
        await pilot.press("escape")
        assert app.screen is app.main

    explore(scenario, start_folder=tmp_path, to_markdown=broken)


def test_keys_that_take_another_option(tmp_path):
    async def scenario(app, pilot):
        await pilot.press("space", "e")
        await pilot.pause()
        for key, expected in (
            ("right", "shown"),
            ("l", "this"),
            ("h", "shown"),
            ("left", "selected"),
            ("space", "shown"),
        ):
            await pilot.press(key)
            assert app.screen.which == expected
        await pilot.press("enter")
        await pilot.pause()
        assert (tmp_path / "brevaux.md").exists()
        assert app.screen is app.main
        # The format that was taken last is proposed again.
        await pilot.press("e", "tab", "right", "escape", "e")
        await pilot.pause()
        assert app.screen.format == "json"

    explore(scenario, start_folder=tmp_path, to_markdown=lambda d, e: "", to_json=lambda d, e: "")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 12), (40, 10)])
def test_help_and_buttons_at_every_size(size, tmp_path):
    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        screen = app.screen
        buttons = screen.query_one("#buttons")
        assert buttons.region.height == 1
        assert screen.query_one("#keys").region.bottom <= size[1]
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        screen.path.focus()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert app.screen is screen
        await pilot.click(buttons, offset=(14, 0))
        await pilot.pause()
        assert (tmp_path / "brevaux.md").exists()

    explore(scenario, size=size, start_folder=tmp_path, to_markdown=lambda d, e: "# x")


# -- more formats, paths, what is remembered ------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "lang"), [((60, 20), "en"), ((60, 20), "fr"), ((80, 24), "fr"), ((300, 80), "en")])
def test_every_option_is_seen_and_clicked_at_every_size(size, lang, tmp_path):
    async def scenario(app, pilot):
        await pilot.press("space", "e")
        await pilot.pause()
        screen = app.screen
        assert lines(screen.query_one("#preview"))[0].startswith(" --- ")  # the front matter in one line
        for name in ("#which", "#format"):
            choice = screen.query_one(name)
            shown = "\n".join(lines(choice))
            assert all(text in shown for _, text in choice.options)
            assert len(choice._targets) == len(choice.options)
            for row, start, _, value in list(choice._targets):
                await pilot.click(choice, offset=(start + 2, row))
                await pilot.pause()
                assert choice.value == value
        assert screen.query_one("#buttons").region.height == 1
        assert screen.query_one("#preview").region.height >= 1
        assert screen.query_one("#format").region.bottom <= screen.path.region.y
        assert screen.query_one("#keys").region.bottom <= size[1]
        await pilot.click("#buttons", offset=(14, 0))
        await pilot.pause()
        assert (tmp_path / "brevaux.csl.json").exists()

    explore(scenario, size=size, lang=lang, start_folder=tmp_path)


def test_every_format_writes_what_its_preview_shows(tmp_path):
    async def scenario(app, pilot):
        for number, form in enumerate(FORMATS):
            await pilot.press("e")
            await pilot.pause()
            screen = app.screen
            assert screen.format == form
            assert screen.path.value == str(tmp_path / f"brevaux{SUFFIXES[form]}")
            shown = screen.query_one("#preview").text
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert (tmp_path / f"brevaux{SUFFIXES[form]}").read_bytes().decode() == shown, number
            await pilot.press("e", "tab", "right", "escape")

    # Of all events the JSON has all articles too; what is previewed is made of those shown.
    explore(scenario, start_folder=tmp_path, to_json=lambda dataset, events: "{}")


def test_a_path_of_ones_own_gets_the_ending_of_the_format(tmp_path):
    async def scenario(app, pilot):
        await pilot.press("e", "tab")
        await pilot.pause()
        path = app.screen.path
        for given, expected in (
            ("/a/b.md", "/a/b.json"),
            ("/a/b.c", "/a/b.c"),
            ("/a/x.csv", "/a/x.html"),
            (None, "/a/x.ics"),
            (None, "/a/x.timeline.json"),
            (None, "/a/x.mw"),
            (None, "/a/x.jsonld"),
            (None, "/a/x.csl.json"),
            (None, "/a/x.md"),
        ):
            path.value = given or path.value
            await pilot.press("right")
            await pilot.pause()
            assert path.value == expected

    explore(scenario, start_folder=tmp_path)


def test_tab_completes_a_path(tmp_path):
    for name in ("rapports", "rapport-final", "Autres", ".caché"):
        (tmp_path / name).mkdir()
    (tmp_path / "rapports" / "été.md").write_text("")
    assert ways(f"{tmp_path}/r") == ["rapport-final/", "rapports/"]
    assert ways(f"{tmp_path}/.") == [".caché/"]
    assert ways("/nowhere/at/all") == ways("\0") == []
    assert completed("x/r", ["rapport-final/", "rapports/"]) == "x/rapport"
    assert completed("x/r", []) == "x/r"

    async def scenario(app, pilot):
        await pilot.press("e", "tab", "tab")
        await pilot.pause()
        path = app.screen.path
        path.value = f"{tmp_path}/ra"
        await pilot.press("tab")
        await pilot.pause()
        assert path.value == f"{tmp_path}/rapport"
        assert "rapport-final/  rapports/" in app.screen.query_one("#told").text
        await pilot.press("s", "tab", "tab")
        assert path.value == f"{tmp_path}/rapports/été.md"
        assert path.has_focus
        await pilot.press("tab")
        assert not path.has_focus, "where there is nothing to complete, tab goes on"

    explore(scenario, start_folder=tmp_path)


def test_choices_are_remembered_for_the_next_time(tmp_path):
    remembered = tmp_path / "state" / "export.json"

    async def first(app, pilot):
        app.choices_file = remembered
        await pilot.press("e", "right", "tab", "right", "right", "ctrl+s")
        await pilot.pause()

    explore(first, start_folder=tmp_path)
    assert json.loads(remembered.read_text()) == {"format": "csv", "which": "this", "folder": str(tmp_path)}

    async def second(app, pilot):
        app.choices_file = remembered
        await pilot.press("e")
        await pilot.pause()
        assert (app.screen.format, app.screen.which) == ("csv", "this")
        assert app.screen.path.value == str(tmp_path / "brevaux.csv")
        await pilot.press("escape", "space", "e")
        await pilot.pause()
        assert app.screen.which == "selected", "who has selected something wants that"

    explore(second)
    remembered.write_text('{"format": "docx", "which": 3, "folder": "relative"}')

    async def damaged(app, pilot):
        app.choices_file = remembered
        await pilot.press("e")
        await pilot.pause()
        assert (app.screen.format, app.screen.which) == ("markdown", "shown")

    explore(damaged)


@pytest.mark.parametrize(
    ("number", "text", "said"),
    [(28, "No space left on device", "plus de place sur le disque"), (13, "Permission denied", "permission refusée")],
)
def test_what_the_system_refuses_is_told_in_place_and_nothing_is_lost(number, text, said, tmp_path, monkeypatch):
    (tmp_path / "brevaux.md").write_text("mine")

    def refused(path, *data):
        raise OSError(number, text)

    monkeypatch.setattr("tui.screens.export.write_atomic", refused)

    async def scenario(app, pilot):
        await pilot.press("e", "ctrl+s", "ctrl+s")
        await pilot.pause()
        assert said in app.screen.query_one("#told").text
        assert isinstance(app.screen, ExportScreen)

    explore(scenario, start_folder=tmp_path, lang="fr")
    assert [file.name for file in tmp_path.iterdir()] == ["brevaux.md"]
    assert (tmp_path / "brevaux.md").read_text() == "mine"


def test_many_events_are_written_beside_the_screen_and_previewed_in_part(tmp_path):
    text = STORY.articles[0].text
    account = STORY.events[0].accounts[0]
    events = tuple(
        replace(STORY.events[0], id=f"e{n:05}", accounts=(replace(account, id=f"c{n}"),)) for n in range(1200)
    )
    seen = []

    def markdown(dataset, chosen):
        seen.append((len(chosen), len(dataset.articles)))
        return text

    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        assert "1,000 more events" in "\n".join(app.screen.query_one("#preview").text_lines)
        await pilot.press("ctrl+s", "ctrl+s")
        for _ in range(200):
            await pilot.pause(0.02)
            if app.screen is app.main:
                break
        assert app.screen is app.main
        assert (tmp_path / "brevaux.md").read_text() == text

    explore(scenario, replace(STORY, events=events), start_folder=tmp_path, to_markdown=markdown)
    assert seen == [(200, 1), (1200, len(STORY.articles))]


def test_a_preview_holds_what_its_events_rest_on():
    lookup = Lookup(STORY)
    chosen = [event for event in STORY.events if event.quotes]
    found = part(lookup, chosen)
    assert {quote.id for quote in found.quotes} == {quote for event in chosen for quote in event.quotes}
    assert to_markdown(found, chosen) == to_markdown(STORY, chosen)


def test_names_that_could_act_on_the_terminal_are_not_completed(tmp_path):
    for name in (b"a\x1b[2J", b"a\xff", b"a\n", "a\u202eb".encode(), b"ab"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"")
    assert ways(f"{tmp_path}/a") == ["ab"]
    hostile = tmp_path / "\x1b]0;x\x07"
    hostile.mkdir()

    async def scenario(app, pilot):
        await pilot.press("e")
        await pilot.pause()
        assert "\x1b" not in app.screen.path.value

    explore(scenario, start_folder=hostile)


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        put(pipe, "été")
        assert pipe.is_fifo()
        assert os.read(reader, 10).decode() == "été"
    finally:
        os.close(reader)
    put(tmp_path / "new" / "x", "\udcff")
    assert (tmp_path / "new" / "x").read_bytes() == b"?"
