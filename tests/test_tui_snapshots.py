"""What the explorer looks like, at the sizes it promises to be good at."""

from __future__ import annotations

from pathlib import Path

import pytest
from build import story

from store.index.memory import MemoryColumns
from tui.app import ExplorerApp
from tui.state import Place, new_articles
from tui.view import View

SIZES = [(80, 24), (120, 40), (200, 50)]


@pytest.fixture
def explorer():
    """An explorer whose proposals do not depend on where the tests run."""

    def make(lang="fr", **options):
        return ExplorerApp(
            story(),
            name="Brévaux",
            lang=lang,
            start_folder=Path("/articles"),
            **options,
            to_markdown=lambda dataset, events: "# Brévaux\n\n" + "\n".join(f"- {event.id}" for event in events),
        )

    return make


@pytest.mark.parametrize("size", SIZES)
def test_timeline(snap_compare, explorer, size):
    assert snap_compare(explorer(), terminal_size=size, press=["home", "d", "j", "space"])


@pytest.mark.parametrize("size", SIZES)
def test_what_is_new(snap_compare, size):
    columns = MemoryColumns(story(), frozenset({"a5"}))
    app = ExplorerApp(columns, name="Brévaux", lang="fr", remembered=Place(new=new_articles(View(columns))))
    assert snap_compare(app, terminal_size=size, press=["home"])


@pytest.mark.parametrize("size", SIZES)
def test_filters(snap_compare, explorer, size):
    assert snap_compare(explorer(), terminal_size=size, press=["home", "f", "down", "space", "down", "down", "x"])


@pytest.mark.parametrize("size", SIZES)
def test_compare(snap_compare, explorer, size):
    assert snap_compare(explorer(), terminal_size=size, press=["home", "d", "j", "enter", "right"])


@pytest.mark.parametrize("size", SIZES)
def test_export(snap_compare, explorer, size):
    assert snap_compare(explorer(), terminal_size=size, press=["home", "a", "e"])


@pytest.mark.parametrize("size", SIZES)
def test_why(snap_compare, explorer, size):
    assert snap_compare(explorer(), terminal_size=size, press=["home", "d", "w"])


def test_help_in_english(snap_compare, explorer):
    assert snap_compare(explorer("en"), terminal_size=(80, 24), press=["home", "question_mark"])


def test_light(snap_compare, explorer):
    assert snap_compare(explorer(), terminal_size=(120, 40), press=["home", "d", "t"])


def test_at_the_smallest_size(snap_compare, explorer):
    assert snap_compare(explorer(), terminal_size=(60, 20), press=["home", "d"])


@pytest.mark.parametrize("size", SIZES)
def test_grid(snap_compare, explorer, size):
    assert snap_compare(explorer(), terminal_size=size, press=["home", "d", "m"])


@pytest.mark.parametrize("size", SIZES)
def test_plain(snap_compare, explorer, size):
    assert snap_compare(explorer(plain=True), terminal_size=size, press=["home", "d"])


def test_compare_in_plain_mode(snap_compare, explorer):
    assert snap_compare(explorer(plain=True), terminal_size=(80, 24), press=["home", "d", "j", "enter"])


def test_without_colours(snap_compare, explorer, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(explorer(), terminal_size=(120, 40), press=["home", "d", "j", "space"])


def test_high_contrast(snap_compare, explorer):
    assert snap_compare(explorer(theme="timeline-contrast"), terminal_size=(120, 40), press=["home", "d"])
