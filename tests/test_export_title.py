"""What an export is called: the library a person would recognise, and what chose its events."""

from __future__ import annotations

import html
import json
import re

import pytest
from build import story
from drive import explore

from store.export.footnotes import read
from store.filters import Facet, Index
from store.library.library import Library
from store.query import Query
from tui import entitled
from tui.screens.export import ExportScreen

INDEX = Index(story())
ORLAC, KELLER = Facet("organization", "e-orlac"), Facet("person", "e-keller")


def title(lang: str, name: str | None = None, query: Query | None = None, **known) -> str:
    return entitled.title(lang, name, query, INDEX.name, **known)


def test_without_a_name_and_without_filters_it_is_a_timeline():
    assert title("fr") == title("fr", "", Query()) == "Chronologie"
    assert title("en", "Grève du port") == "Timeline — Grève du port"


@pytest.mark.parametrize(
    ("query", "french", "english"),
    [
        (Query(frozenset({ORLAC})), "Orlac", "Orlac"),
        (Query(frozenset({ORLAC}), frozenset({KELLER})), "Orlac, sans Paul Keller", "Orlac, not Paul Keller"),
        (
            Query(frozenset({KELLER, Facet("person", "e-morvan")}), any_of=frozenset({"person"})),
            "Jeanne Morvan ou Paul Keller",
            "Jeanne Morvan or Paul Keller",
        ),
        (Query(frozenset({Facet("mark", "quotes")})), "avec citations", "has quotes"),
        (Query(first="2024", last="2025-03"), "2024 – mars 2025", "2024 – March 2025"),
        (Query(first="2024"), "2024 – …", "2024 – …"),
        (Query(first="2024", last="2024"), "2024", "2024"),
        (Query(text='"97,4 millions"'), "« 97,4 millions »", "“97,4 millions”"),
        (Query(known="2025-03-10"), "connu : 10 mars 2025", "known by 10 March 2025"),
    ],
)
def test_what_is_filtered_is_said_in_the_language_of_the_export(query, french, english):
    assert title("fr", "Port", query) == f"Chronologie — Port ({french})"
    assert title("en", None, query) == f"Timeline ({english})"


def test_what_was_picked_is_no_filter():
    assert title("fr", "Port", Query(frozenset({ORLAC})), picked=True) == "Chronologie — Port (un choix)"
    assert title("en", picked=True) == "Timeline (a selection)"


def test_however_long_and_hostile_a_name_is_the_title_is_one_line():
    told = title("en", "\x1b[31m" + "n" * 500 + "\n# x", Query(text="w" * 5000))
    assert len(told) < 400
    assert "\n" not in told
    assert "\x1b" not in told


def test_every_format_with_a_title_has_the_same_and_verify_knows_it(timeline, articles, tmp_path):
    timeline("build", articles)
    asked = ("export", "--folder", articles, "--lang", "fr", "--search", "port")
    wanted = f"Chronologie — {articles.name} (« port »)"
    markdown = timeline(*asked, "--format", "markdown")[1]
    assert f'\ntitle: "{wanted}"\n' in markdown
    assert f"\n# {wanted}\n" in markdown
    assert read(markdown).title == wanted
    page = timeline(*asked, "--format", "html")[1]
    assert f"<title>{html.escape(wanted)}</title>" in page
    assert f"<h1>{html.escape(wanted)}</h1>" in page
    assert json.loads(timeline(*asked, "--format", "timelinejs")[1])["title"]["text"]["headline"] == wanted
    assert f'title: "{wanted}"' in timeline(*asked, "--format", "markwhen")[1]
    assert timeline(*asked, "--format", "markdown")[1] == markdown
    (tmp_path / "x.md").write_text(markdown, "utf-8")
    assert timeline("verify", tmp_path / "x.md", "--folder", articles)[0] == 0
    # A title that somebody has changed in both places shows in the seal.
    (tmp_path / "y.md").write_text(markdown.replace("Chronologie —", "Chronique —"), "utf-8")
    assert timeline("verify", tmp_path / "y.md", "--folder", articles)[0] == 1


def test_a_template_has_the_title_too_and_is_verified(timeline, articles, tmp_path):
    pytest.importorskip("jinja2")
    timeline("build", articles)
    layout, file = tmp_path / "l.jinja", tmp_path / "x.md"
    layout.write_text("# {{ title }}\n{% for e in events %}\n## {{ e.title }}\n{% endfor %}\n{{ notes }}\n", "utf-8")
    timeline("export", "--folder", articles, "--format", "markdown", "--template", layout, "--output", file)
    assert re.search(rf"^# \w+ — {articles.name}$", file.read_text("utf-8"), re.M)
    assert timeline("verify", file, "--folder", articles, "--template", layout)[0] == 0


def test_no_path_is_in_it(timeline, articles, tmp_path):
    place = tmp_path / "grève-3f2a91"
    timeline("build", articles / "a.txt", "--library", place)
    events = Library.open(place).dataset().events
    told = timeline("export", "--library", place, "--format", "markdown", events[0].id)[1]
    assert "3f2a91" not in told
    assert str(tmp_path) not in told
    assert '\ntitle: "Chronologie (un choix)"\n' in told
    timeline("libraries", "rename", place, "Le [port] *bloqué*")
    told = timeline("export", "--library", place, "--format", "markdown")[1]
    assert "# Chronologie — Le \\[port\\] \\*bloqué\\*\n" in told
    timeline("build", articles, "--library", tmp_path / "folder")
    assert f"# Chronologie — {articles.name}\n" in timeline(
        "export", "--library", tmp_path / "folder", "--format", "markdown"
    )[1]  # fmt: skip


def test_the_example_has_the_plain_title(home, capsys):
    from tui import cli

    assert cli.main(["export", "--library", "example", "--format", "markdown"]) == 0
    assert "\n# Chronologie\n" in capsys.readouterr().out


def test_the_dialogue_of_the_explorer_shows_and_writes_it(tmp_path):
    async def scenario(app, pilot):
        def preview() -> str:
            return "\n".join(app.screen.query_one("#preview").text_lines)

        app.main.apply(Query(frozenset({ORLAC})))
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert "# Timeline (Orlac)" in preview()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "\n# Timeline (Orlac)\n" in (tmp_path / "brevaux.md").read_text("utf-8")
        await pilot.press("space", "e")
        await pilot.pause()
        assert "# Timeline (a selection)" in preview()

    explore(scenario, start_folder=tmp_path)
