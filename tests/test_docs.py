"""The documentation: links lead somewhere, generated pages are up to date, tutorials can be followed word for word."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tui import cli
from tui.cli.commands import COMMANDS
from tui.cli.parser import parse
from tui.cli.speech import speak
from tui.plain import SIGNS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
TUTORIALS = ("tutorial.md", "own-articles.md", "fr/tutorial.md", "fr/own-articles.md")


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


def anchor(heading: str) -> str:
    """As GitHub makes it."""
    plain = re.sub(r"[`*]", "", heading.strip().lower())
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def headings(page: Path) -> set[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)
    return {anchor(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text("utf-8"), flags=re.M | re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", link):
            continue
        file, _, part = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT)
        if part:
            assert part in headings(target), link


def test_the_index_leads_to_every_page():
    for index in (DOCS / "README.md", DOCS / "fr" / "README.md"):
        text = index.read_text("utf-8")
        linked = {(index.parent / link.partition("#")[0]).resolve() for link in re.findall(r"\]\(([^)]+)\)", text)}
        assert {page for page in index.parent.glob("*.md") if page != index} <= linked


def test_the_pages_of_commands_are_up_to_date():
    done = subprocess.run([sys.executable, "tools/commands.py", "--check"], cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, "run: .venv/bin/python tools/commands.py"


@pytest.mark.parametrize("page", ["commands.md", "fr/commands.md"])
def test_they_have_every_command(page):
    text = (DOCS / page).read_text("utf-8")
    for command in COMMANDS:
        assert f"\n## timeline {command}\n" in text


@pytest.mark.parametrize("page", ["marks.md", "fr/marks.md"])
def test_every_sign_is_on_the_page_of_marks(page):
    text = (DOCS / page).read_text("utf-8")
    # What only points, or stands beside its word, explains itself.
    for name in set(SIGNS) - {"possible", "remove", "search", "left", "right"}:
        assert SIGNS[name] in text, name


def test_every_table_of_a_language_is_explained():
    text = (DOCS / "languages.md").read_text("utf-8")
    for file in (ROOT / "store" / "languages").glob("*.toml"):
        tables = set(re.findall(r"^\[+(\w+)", file.read_text("utf-8"), re.M))
        assert tables
        for table in tables:
            assert f"`{table}`" in text, table


def commands(page: Path) -> list[str]:
    """Every command of the program that a page shows, but for those that only say how one is made up."""
    text = page.read_text("utf-8")
    blocks = "\n".join(re.findall(r"^```[^\n]*\n(.*?)^```", text, re.M | re.S))
    blocks = re.sub(r"\\\n\s*", "", blocks)  # one command on two lines
    shown = re.findall(r"^(?:\$ )?(?:\S*[/\\])?(timeline .*)$", blocks, re.M)
    inline = re.findall(r"`(timeline [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S).replace("\n", " "))
    plain = (re.split(r"\s{2,}|\s[|#>]\s", command)[0] for command in [*shown, *inline])
    return [command for command in plain if not re.search(r"…|\\\||[\[(]", command)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_shows_is_understood(page, capsys):
    for command in commands(page):
        words = shlex.split(command.replace("FORMAT", "markdown"))[1:]
        if words[0].isupper() or (words[0] in COMMANDS and len(words) == 1):
            continue  # its name alone
        try:
            parse(words)
        except SystemExit as stop:
            pytest.fail(f"{command}: {stop.code} {capsys.readouterr().err}")


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_can_be_followed_word_for_word(name, home, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = (DOCS / name).read_text("utf-8")
    # A file that is shown stands below its name; the steps come in the order of the page.
    steps = re.finditer(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```|^```console\n(.*?)^```", page, re.M | re.S)
    commands = 0
    for file, content, lines in (step.groups() for step in steps):
        if file:
            Path(file).parent.mkdir(exist_ok=True)
            Path(file).write_text(content, "utf-8")
            continue
        for line in lines.splitlines():
            assert line.startswith("$ timeline ")
            status = cli.main(shlex.split(line)[2:])
            shown = capsys.readouterr()
            assert status == 0, line + shown.err
            assert shown.out or shown.err
            commands += 1
    assert commands >= 3
    (written,) = tmp_path.glob("*.md")
    text = written.read_text("utf-8")
    assert "[^1]:" in text
    # What is then asked for: one figure of a quotation changed is found.
    if "tutorial" in name:
        assert "97,4" in text
        written.write_text(text.replace("97,4", "97,5", 1), "utf-8")
        assert cli.main(["verify", str(written)]) == 1


@pytest.mark.parametrize(
    ("name", "folder", "meeting", "after"),
    [
        ("own-articles.md", "strike", "on Friday", "14 Feb 2025"),
        ("fr/own-articles.md", "greve", "vendredi", "14 févr. 2025"),
    ],
)
def test_a_date_that_is_missing_is_found_by_what_the_page_says(
    name, folder, meeting, after, home, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    page = (DOCS / name).read_text("utf-8")
    lang = "fr" if name.startswith("fr") else "en"
    Path(folder).mkdir()
    seen = []
    for file, content in re.findall(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```", page, re.M | re.S):
        Path(file).write_text(content, "utf-8")
        if file.endswith("txt"):
            continue
        assert cli.main(["build", folder]) == 0
        capsys.readouterr()
        cli.main(["list", "--folder", folder, "--lang", lang])
        seen.append(capsys.readouterr().out)
    for path in Path(folder).glob("*.toml"):
        path.unlink()
    cli.main(["build", folder])
    capsys.readouterr()
    cli.main(["list", "--folder", folder, "--lang", lang])
    undated = capsys.readouterr().out
    assert re.search(rf"^\w+  \? .*{meeting}", undated, re.M)
    assert after not in undated
    assert after in seen[-1]
    assert re.search(rf"^\w+  {re.escape(after)} .*{meeting}", seen[-1], re.M)
