"""The page on dates: every example of it is run."""

import io
import re
import shlex
from pathlib import Path

import pytest

from store import edtf
from store.extraction.timex import tag
from store.languages import load
from tui import cli
from tui.messages.help_en import TEXTS

PAGE = (Path(__file__).parent.parent / "docs" / "dates.md").read_text("utf-8")
FRENCH = (Path(__file__).parent.parent / "docs" / "fr" / "dates.md").read_text("utf-8")
COMMANDS = re.findall(r"^```console\n\$ (.+)\n((?:.+\n)+?)```$", PAGE + FRENCH, re.MULTILINE)
HELP = [
    (command, f"{shown}\n")
    for command, shown in re.findall(r"^  (echo .+)\n +(\{.+\})$", TEXTS["help.tag.examples"], re.MULTILINE)
]
ROWS = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in re.findall(r"^\|.+\|$", PAGE, re.MULTILINE)]
VALUES = [row for row in ROWS if len(row) == 5 and row[2] in ("DATE", "TIME", "DURATION", "SET")]
BASES = [row for row in ROWS if len(row) == 3 and (row[0].startswith("`") or row[0] == "null")]
PUBLISHED = "2025-02-12"


def test_the_page_has_examples():
    assert len(COMMANDS) == PAGE.count("```console") + FRENCH.count("```console")
    assert len(HELP) == 1
    assert len(VALUES) >= 15
    assert len(BASES) == 5
    assert len(PAGE.splitlines()) <= 150


@pytest.mark.parametrize(("command", "shown"), [*COMMANDS, *HELP])
def test_commands_print_what_the_page_and_the_help_show(command, shown, capsys, monkeypatch, home):
    echo, text, pipe, program, *arguments = shlex.split(command)
    assert (echo, pipe, program) == ("echo", "|", "timeline")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{text}\n".encode())))
    assert cli.main(arguments) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(("text", "surface", "kind", "value", "date"), VALUES)
def test_values_are_those_of_the_page(text, surface, kind, value, date):
    (found,) = tag(text, load("fr"), PUBLISHED)
    assert (found.surface, found.type, found.value) == (surface, kind, value)
    dates = found.type in ("DATE", "TIME")
    assert (edtf.from_timex(found.value) if dates else None) == (None if date == "–" else date)


def test_the_french_page_has_the_same_values_and_bases():
    for row in VALUES:
        assert f"| {' | '.join(row)} |" in FRENCH
    for basis, _, text in BASES:
        assert re.search(rf"^\| {basis} \| .+ \| {re.escape(text)} \|$", FRENCH, re.MULTILINE)


@pytest.mark.parametrize(("basis", "_counted_from", "text"), BASES)
def test_bases_are_those_of_the_page(basis, _counted_from, text):
    bases = [found.basis for found in tag(text, load("fr"), PUBLISHED)]
    assert (None if basis == "null" else basis.strip("`")) in bases


def test_the_rule_on_the_page_stands_in_the_language_file():
    file = (Path(__file__).parent.parent / "store" / "languages" / "fr.toml").read_text("utf-8")
    (rule,) = re.findall(r"```toml\n(.+?)```", PAGE, re.DOTALL)
    for line in rule.splitlines()[:5]:
        assert line in file


@pytest.mark.parametrize("text", re.findall(r'"([^"]+)"', PAGE.split("no dates are")[1].split("\n\n")[0]))
def test_what_the_page_calls_no_date_is_none(text):
    assert tag(f"Ici, {text} : voilà.", load("fr"), PUBLISHED) == ()
