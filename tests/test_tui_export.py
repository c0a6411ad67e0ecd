"""The dialogue that writes events to a file."""

from __future__ import annotations

import json

import pytest
from drive import explore

from tui.screens.export import ExportScreen
from tui.screens.help import HelpScreen


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
