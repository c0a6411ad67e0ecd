"""What is not installed: it is said with a command that is right for the environment the program runs in."""

from __future__ import annotations

import json
import re
import shlex
import sys
import tomllib
from importlib import metadata, util
from pathlib import Path

import pytest

from store import extras
from store.engine import EngineError, check
from store.extras import EXTRAS, REQUIREMENTS, command, missing, wanted
from store.reading import formats
from tui import cli

ROOT = Path(__file__).parent.parent


class Installed:
    """A distribution that says where it was installed from."""

    def __init__(self, url: str | None) -> None:
        self.url = url

    def read_text(self, name: str) -> str | None:
        return json.dumps({"url": self.url}) if self.url else None


@pytest.fixture
def no_readers(monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    formats.is_readable.cache_clear()
    yield
    formats.is_readable.cache_clear()


def test_the_packages_are_those_of_the_project():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {extra: list(packages) for extra, packages in REQUIREMENTS.items()} == {e: told[e] for e in EXTRAS}


def test_the_command_is_for_this_environment_and_names_no_package_of_ours(monkeypatch):
    monkeypatch.setattr(metadata, "distribution", lambda name: Installed(None))
    told = shlex.split(command("web", "pdf"))
    assert told[:4] == [sys.executable, "-m", "pip", "install"]
    assert [re.match("[a-z-]+", word)[0] for word in told[4:]] == [
        "trafilatura",
        "lxml-html-clean",
        "feedparser",
        "pypdf",
    ]
    assert not any("timeline" in word for word in told[1:])


@pytest.mark.parametrize("name", ["timeline", "a folder", "été"])
def test_from_a_checkout_the_versions_are_its_own(monkeypatch, tmp_path, name):
    checkout = tmp_path / name
    checkout.mkdir()
    monkeypatch.setattr(metadata, "distribution", lambda _: Installed(checkout.as_uri()))
    assert "--constraint" not in command("pdf")
    (checkout / "constraints.txt").write_text("pypdf==7.1.0\n")
    told = shlex.split(command("pdf"))
    assert told[told.index("--constraint") + 1] == str(checkout / "constraints.txt")


@pytest.mark.parametrize("url", ["https://example.org/x.whl", "file://", "nothing", None])
def test_from_elsewhere_there_are_no_constraints(monkeypatch, url):
    monkeypatch.setattr(metadata, "distribution", lambda _: Installed(url))
    assert "--constraint" not in command("pdf")


def test_an_environment_without_pip_is_filled_by_uv(monkeypatch):
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    assert shlex.split(command("pdf"))[:5] == ["uv", "pip", "install", "--python", sys.executable]


def test_windows_has_its_own_quotes(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", "C:\\Program Files\\python.exe")
    monkeypatch.setattr(extras, "_checkout", lambda: None)
    assert command("pdf") == '"C:\\Program Files\\python.exe" -m pip install pypdf>=5.0'


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_reason_says_which_extra_it_wants(extra):
    assert wanted(f"a page needs a reader, {missing(extra)}") == extra
    assert wanted("it is larger than 20 MB") is None
    assert wanted("(extra nothing)") is None


@pytest.mark.parametrize(("lang", "words"), [("en", "a web page needs a reader"), ("fr", "une page web demande")])
def test_a_build_says_what_to_type_once(tmp_path, capsys, no_readers, lang, words):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.html", "b.html"):
        (folder / name).write_text("<p>The port reopened on Monday.</p>")
    cli.main(["build", str(folder), "--library", str(tmp_path / "library"), "--lang", lang])
    err = capsys.readouterr().err
    assert err.count(words) == 2
    assert err.count(command("web")) == 1


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_engine_that_is_missing_is_said_with_the_command(tmp_path, capsys, monkeypatch, lang):
    monkeypatch.setattr("store.engine.find_spec", lambda name: None)
    with pytest.raises(EngineError):
        check("spacy")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The port reopened on Monday.")
    assert cli.main(["build", str(folder), "--library", str(tmp_path / "l"), "--engine", "spacy", "--lang", lang])
    assert command("spacy") in capsys.readouterr().err


def test_nobody_is_sent_to_a_registry_for_the_program_itself():
    pages = [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("tui/messages/*.py"),
        *ROOT.glob("store/**/*.py"),
    ]
    asks = re.compile(r"install[^\n]*['\" ]timeline-explorer\\?\[")
    assert [page.name for page in pages if asks.search(page.read_text("utf-8"))] == []


@pytest.mark.parametrize("page", ["README.md", "install.md", "own-articles.md", "fr/README.md", "fr/install.md"])
def test_one_s_own_articles_open_directly_after_make_run(page):
    text = (ROOT / ("README.md" if page == "README.md" else f"docs/{page}")).read_text("utf-8")
    assert re.search(r"\.venv/bin/timeline (~/articles/)?(strike|greve)", text)
    assert "make readers" in text
    assert "\nreaders:" in (ROOT / "Makefile").read_text("utf-8")


def test_the_pages_of_the_commands_show_no_escapes_that_nothing_needs():
    for page in ("docs/commands.md", "docs/fr/commands.md"):
        assert "\\[" not in (ROOT / page).read_text("utf-8")
