"""What many tests need: a home of their own, and folders of articles."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest

from store.model import Account, Article, Dataset, Event, Quote

# As the program does at its start: a third of the time would go into looking for garbage among what stays.
gc.set_threshold(50_000, 20, 20)
# Power does not fail here but where a test makes it fail: nobody waits until what was written is on the disk.
os.fsync = lambda descriptor: None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The file with the longest test comes first; those of screens, which mostly wait, are spread among the others."""
    files = list(dict.fromkeys(item.path for item in items))
    screens = [file for file in files if "_tui_" in file.name or file.name == "test_terminal.py"]
    places = {file: number / len(screens) for number, file in enumerate(screens)}
    others = [file for file in files if file not in places]
    others.sort(key=lambda file: file.name != "test_workers.py")
    places |= {file: number / len(others) for number, file in enumerate(others)}
    items.sort(key=lambda item: places[item.path])


def pytest_collection_finish() -> None:
    """What is there now stays to the end: no search for garbage goes through it again, no app parses it again."""
    gc.freeze()
    if "textual" in sys.modules:
        from sheets import parse_once

        parse_once()


def pytest_sessionfinish() -> None:
    """At its end pytest looks for garbage five times over; once is enough."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home: nothing is read from the user's own, nothing is left in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("DATA", "STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


@pytest.fixture(scope="session")
def _example(tmp_path_factory):
    """A library of the built-in example, built once."""
    from tui.cli.libraries import example

    place = tmp_path_factory.mktemp("built") / "example"
    example(place)
    return place


@pytest.fixture
def home_with_example(_example, home):
    """A home in which the library of the built-in example has been built, and was not opened yet."""
    from store.library import places

    shutil.copytree(_example, places.example_library())
    return home


@pytest.fixture
def articles(tmp_path):
    """A folder with two articles."""
    folder = tmp_path / "grève du port"
    folder.mkdir()
    (folder / "a.txt").write_text("Le port est bloqué lundi 10 février 2025.\n\nLe maire proteste.\n", "utf-8")
    (folder / "b.txt").write_text("La grève du port a commencé.\n\nElle dure depuis mars 2024.\n", "utf-8")
    return folder


def tell(articles, progress=None) -> Dataset:
    """A stand-in for the whole extraction: one event and one quote an article, from its first line."""
    events, quotes = [], []
    for article in articles:
        if progress:
            progress(len(events), len(articles), article.file)
        first = article.text.split("\n")[0]
        quotes.append(Quote(f"q{article.id}", article.id, 0, 5, first[:5], "direct", speaker="Le maire"))
        account = Account(f"{article.id}", article.id, 0, len(first), first, date="2025-02-10", date_basis="stated")
        events.append(Event(article.id, "2025-02-10", first, (account,), quotes=(f"q{article.id}",)))
    if progress:
        progress(len(articles), len(articles), "")
    return Dataset(articles=tuple(articles), events=tuple(events), quotes=tuple(quotes))


@pytest.fixture
def quick(monkeypatch):
    """Builds without the real extraction; counts how often it was asked for."""
    calls = []

    def assemble(articles, progress=None, **_):
        calls.append([article.file for article in articles])
        return tell(articles, progress)

    monkeypatch.setattr("store.library.joining.assemble", assemble)
    return calls


@pytest.fixture
def timeline(home, quick, capsys):
    """Runs a command line in this process: (exit status, standard output, standard error)."""
    from tui import cli
    from tui.cli.speech import speak

    def run(*argv: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main([str(word) for word in argv])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    yield run
    speak("en")


def make_article(text: str, file: str = "a.txt", **known) -> Article:
    """An article without reading one."""
    return Article(id=f"{abs(hash(text)) % 16**12:012x}", file=file, text=text, **known)


def write(folder: Path, **texts: str) -> None:
    """Put texts into `folder`, as `name.txt`."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
