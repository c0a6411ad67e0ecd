"""The page of keys fits the table, and the page of settings fits what is read."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from tui.config import Config, parse
from tui.keys import COMMANDS, keys_of, shown_key
from tui.messages import LANGUAGES, texts
from tui.palette import ROLES
from tui.plain import SIGNS
from tui.screens.help import MARKS

ROOT = Path(__file__).parent.parent
KEYS = (ROOT / "docs" / "keys.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text("utf-8")


def test_the_page_of_keys_is_up_to_date():
    done = subprocess.run([sys.executable, "tools/keys.py", "--check"], cwd=ROOT, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, "run: .venv/bin/python tools/keys.py"


def test_it_has_every_command_and_key_in_both_languages():
    for id in COMMANDS:
        assert KEYS.count(f"`{id}` |") == len(LANGUAGES), id
        for key in keys_of(id, {}):
            assert f"`{shown_key(key)}`" in KEYS.replace("\\|", "|")
    for lang in LANGUAGES:
        for shown, role, text in MARKS:
            assert role in ROLES
            assert shown in KEYS
            assert text in texts(lang)


def test_signs_that_mean_something_are_explained():
    explained = "".join(shown for shown, _, _ in MARKS)
    # What only points, or stands beside its word, explains itself.
    for name in set(SIGNS) - {"possible", "remove", "search", "taken", "not_taken", "left", "right"}:
        assert SIGNS[name] in explained, name


def test_the_page_of_settings_names_each_of_them_in_both_languages():
    names = {field.name for field in fields(Config)} - {"path", "problems"}
    for name in names:
        assert CONFIGURATION.count(f"`{name}`") >= len(LANGUAGES), name


def test_the_examples_of_the_page_of_settings_are_in_order():
    examples = re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.S)
    assert len(examples) >= len(LANGUAGES)
    for text in examples:
        config = parse(Path("config.toml"), text)
        assert config.problems == ()
        assert config.keys
