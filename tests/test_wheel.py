"""The wheel holds all that the installed program needs."""

from __future__ import annotations

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
        if source.is_file() and source.suffix in (".py", ".toml", ".txt", ".tcss", ".typed"):
            assert source.relative_to(ROOT).as_posix() in names
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
