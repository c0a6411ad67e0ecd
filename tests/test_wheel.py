"""The wheel holds all that the installed program needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built without a network by the pinned build backend."""
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next(folder.glob("timeline_explorer-*.whl"))


def test_it_holds_code_data_licence_and_the_example(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        licence = next(name for name in names if name.endswith("/LICENSE"))
        assert "MIT License" in archive.read(licence).decode()
        points = next(name for name in names if name.endswith("/entry_points.txt"))
        assert "timeline = tui.cli:main" in archive.read(points).decode()
    for source in [*ROOT.glob("store/**/*"), *ROOT.glob("tui/**/*")]:
        # All but what Python compiles: code, languages, lists of names, styles and scripts of pages.
        if source.is_file() and "__pycache__" not in source.parts:
            assert source.relative_to(ROOT).as_posix() in names
    kinds = {Path(name).suffix for name in names if name.startswith(("store/", "tui/"))}
    assert {".py", ".toml", ".txt", ".css", ".js", ".tcss", ".html"} <= kinds
    for article in ROOT.glob("seeds/*"):
        assert f"store/seeds/{article.name}" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "seeds/"))]


def test_the_articles_in_it_are_unchanged(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for article in ROOT.glob("seeds/*.txt"):
            assert archive.read(f"store/seeds/{article.name}") == article.read_bytes()


def test_an_unpacked_copy_finds_the_example(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import store; from store.library.places import example_articles\n"
        "from store.reading import discover\nfrom store.languages import codes\n"
        "print(store.__file__); print(example_articles()); print(len(discover(example_articles())), *codes())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    package, articles, found = done.stdout.splitlines()
    assert package == str(tmp_path / "site" / "store" / "__init__.py")
    assert articles == str(tmp_path / "site" / "store" / "seeds")
    assert found == "5 en fr"


RUN = """
import contextlib, io, json, sys
from pathlib import Path

import store
from store.export.formats import SUFFIXES
from tui.cli import main


def run(*argv):
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = main(list(argv))
        out.flush()
    return status, out.buffer.getvalue().decode("utf-8")


assert Path(store.__file__).is_relative_to(sys.argv[1]), store.__file__
Path("one.txt").write_text("Le port\\n\\nLundi 10 mars 2025, le port de Brest a fermé.\\n", "utf-8")
told = {"build": run("build", ".")[0]}
for form, ending in SUFFIXES.items():
    told[form] = run("export", "--format", form, "--output", "example" + ending)[0]
told["own"] = run("export", "--folder", ".", "--format", "markdown", "--output", "own.md")[0]
told["verify"] = run("verify", "example.md")[0]
told["verify own"] = run("verify", "own.md", "--folder", ".")[0]
told["import"] = run("import", "example.json")[0]
status, page = run("man")
told["man"] = status or int(".TH TIMELINE" not in page)
for shell in ("bash", "zsh", "fish"):
    status, script = run("completion", shell)
    told[shell] = status or int("export" not in script)
print(json.dumps(told))
"""


def test_an_unpacked_copy_builds_exports_and_verifies(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    work = tmp_path / "work"
    work.mkdir()
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "site")],
        env={**known, "PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)},
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {command for command, status in told.items() if status} == set()
    page = (work / "example.html").read_text("utf-8")
    assert "<style>" in page
    assert "addEventListener" in page
