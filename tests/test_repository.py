"""What the repository promises: one version, pinned packages, an example that says only what it proves."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import store
from store.reading import discover, load_sources
from tui.cli.parser import COMMANDS

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]).lower()


def test_there_is_one_version():
    assert PROJECT["project"]["version"] == store.__version__
    assert f"## [{store.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_package_that_is_needed_is_pinned_and_no_registry_named():
    text = (ROOT / "constraints.txt").read_text("utf-8")
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    pins = [line for line in lines if line]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", pin) for pin in pins)
    pinned = {name_of(pin) for pin in pins}
    waiting = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        name = name_of(requirement)
        if name in seen or "extra ==" in requirement or "python_version <" in requirement:
            continue
        seen.add(name)
        if name == name_of(PROJECT["project"]["name"]):
            for extra in re.findall(r"\[(.*)\]", requirement)[0].split(","):
                waiting += PROJECT["project"]["optional-dependencies"][extra.strip()]
            seen.discard(name)
            continue
        if "platform" not in requirement and "implementation" not in requirement:
            assert name in pinned, f"{requirement} is not in constraints.txt"
            waiting += requires(name) or []
    assert len(seen) > 30


def test_the_example_s_sources_speak_of_articles_that_are_there():
    names = {name for _, name in discover(ROOT / "seeds")}
    said = load_sources(ROOT / "seeds")
    assert set(said.tables) == names
    assert said.faults == ()
    assert len(names) == 5


def test_the_readme_names_every_command_and_its_pictures_are_there():
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert command == "open" or f"timeline {command}" in readme
    for words in ("make run", "make test", "uv tool install", "pipx install", "third"):
        assert words in readme
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        if not link.startswith("http"):
            assert (ROOT / link).exists(), link
