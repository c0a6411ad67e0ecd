"""The user's settings: keys that are rebound, and what is said of a file that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import current, explore
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.config import example, load, parse
from tui.keymap import clashes, key_name
from tui.keys import COMMANDS
from tui.messages import LANGUAGES, Messages, texts
from tui.startup import config_path
from tui.startup import settings as start_settings

HERE = Path("config.toml")


def told(text: str, lang: str = "en") -> list[str]:
    say = Messages(lang, ("config",))
    return [problem.told(HERE, say) for problem in parse(HERE, text).problems]


def test_settings_are_read(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(
        'theme = "light"\nlanguage = "fr"\nplain = true\nmouse = false\n[keys]\n"timeline.down" = "f9,ctrl+n"\n'
        'main.why = ["W", "?"]\n',
        "utf-8",
    )
    config = load(file)
    assert (config.theme, config.language, config.plain, config.mouse) == ("timeline-light", "fr", True, False)
    assert config.problems == ()
    assert config.keys["timeline.down"] == "f9,ctrl+n"
    assert config.keys["main.why"] == "W,question_mark"
    assert config.keys["app.help"] == "f1", "a key is taken from a command that has others"


def test_without_a_file_there_are_no_settings_and_no_problems(home):
    assert start_settings() is None
    config = load()
    assert config.problems == ()
    assert config.keys == {}
    assert config.path == config_path()
    assert str(home) in str(config.path)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("theme = 'lihgt'\n", 1, "theme: there is none called 'lihgt'"),
        ("\nthem = 'x'\n", 2, "there is no setting them (did you mean theme?)"),
        ("zzz = 1", 1, "there is no setting zzz"),
        ("language = 'de'", 1, "language: 'de' is not spoken (en, fr)"),
        ("plain = 'yes'", 1, "plain: true or false is wanted, not 'yes'"),
        ("author = 7", 1, "author: a name of at most 100 characters is wanted, not '7'"),
        ('author = "  "', 1, "author: a name of at most 100 characters is wanted"),
        ("mouse = 0", 1, "mouse: true or false is wanted, not '0'"),
        ("keys = 3", 1, "keys: a table is wanted"),
        ("[keys]\nmain.filter = 'x'", 2, "no command main.filter (did you mean main.filters?)"),
        ("[keys]\nabc = 'x'", 2, "no command abc ('timeline config --init'"),
        ("[keys]\nmain.why = 'hyper-q'", 2, "main.why: there is no key 'hyper-q'"),
        ("[keys]\nmain.why = ''", 2, "main.why: one key or several"),
        ("[keys]\nmain.why = 7", 2, "main.why: one key or several"),
        ("[keys]\nmain.why = []", 2, "main.why: one key or several"),
        ("[keys]\n\n'main.why' = 'f'", 3, "main.why: the key f belongs to main.filters"),
        ("[keys]\nmain.why = 'j'\ntimeline.down='w'\nmain.filters = 'j'", 4, "the key j belongs to main.why"),
        ("[keys]\nsearch.keep = 'a'", 2, "search.keep: 'a' types a character"),
        ("theme = 'nord'\nb = [", 2, "not TOML"),
        ("theme = 'nord'\ntheme = 'nord'", 2, "not TOML (Cannot overwrite a value)"),
        ("theme = '\\u001b[31m\x7f'", 1, ""),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text, line, words):
    found = [message for message in told(text) if words in message]
    assert found, told(text)
    assert found[0].startswith(f"config.toml:{line}: ")
    assert "\x1b" not in found[0]


def test_what_is_wrong_does_not_undo_what_is_right():
    config = parse(HERE, "theme = 'nord'\nplain = 3\n[keys]\nmain.why = 'f9'\nnone = 'y'\n")
    assert config.theme == "nord"
    assert config.keys == {"main.why": "f9"}
    assert len(config.problems) == 2


def test_it_is_said_in_french():
    wanted = "config.toml:1: plain\u00a0: il faut true ou false, et non «\u00a0oui\u00a0»"
    assert told("plain = 'oui'", "fr") == [wanted]


@pytest.mark.parametrize(("content", "words"), [(b"\n\xff", ":2: not UTF-8"), (b"#" * 1_100_000, "too large")])
def test_a_file_that_is_none_is_said_to_be_none(tmp_path, content, words):
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    say = Messages("en", ("config",))
    assert words in load(file).problems[0].told(file, say)
    assert "cannot be read" in load(tmp_path).problems[0].told(tmp_path, say)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_whatever_stands_in_the_file_nothing_is_raised(text):
    parse(HERE, text)
    parse(HERE, f"[keys]\nmain.why = '''{text}'''")
    parse(HERE, f'[keys]\n"{text}" = "x"')
    key_name(text)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        *(("j", "j"), ("G", "G"), ("/", "slash"), ("?", "question_mark"), ("+", "plus"), ("é", "é"), ("-", "minus")),
        *(("esc", "escape"), ("Page_Up", "pageup"), ("pgdn", "pagedown"), ("F1", "f1"), ("comma", "comma")),
        *(("ctrl+F", "ctrl+f"), ("^f", "ctrl+f"), ("shift+g", "G"), ("Shift+Up", "shift+up"), ("ctrl++", "ctrl+plus")),
        *(("jj", None), ("ctrl+", None), ("hold+x", None), ("", None), ("\x1b", None)),
    ],
)
def test_names_of_keys(written, name):
    assert key_name(written) == name


def test_the_keys_of_the_table_have_their_names_and_do_not_clash():
    for command in COMMANDS.values():
        for key in command.keys.split(","):
            assert key_name(key) == key
    assert list(clashes({})) == []
    assert list(clashes({id: command.keys for id, command in COMMANDS.items()})) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_holds_every_key_and_is_in_order(lang):
    text = example(lang)
    assert parse(HERE, text).keys == {}
    whole = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    config = parse(HERE, whole)
    assert config.problems == ()
    assert set(config.keys) == set(COMMANDS)


def test_the_words_are_the_same_in_both_languages():
    assert set(texts("en", "config")) == set(texts("fr", "config"))


def test_rebound_keys_hold_everywhere_they_are_shown():
    config = parse(
        HERE, "[keys]\ntimeline.down = 'f9'\ntimeline.up = 'j'\nmain.filters='ctrl+f'\ntimeline.page_down = 'ctrl+d'\n"
    )
    assert config.problems == ()

    async def scenario(app, pilot):
        first = current(app)
        await pilot.press("down")
        assert current(app) == first
        await pilot.press("f9")
        assert current(app) != first
        await pilot.press("j")
        assert current(app) == first
        footer = app.main.query_one("#keys").render_line(0).text
        assert "^f filters" in footer
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert app.main.has_class("-filtering")
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        text = "\n".join(app.screen.query_one("#sheet").text_lines)
        assert "^f " in text

    explore(scenario, config=config)


@pytest.mark.parametrize("plain", [False, True])
def test_the_explorer_opens_all_the_same_and_says_what_is_wrong(plain):
    config = parse(HERE, "theme = 'nrod'\nplain = 1\n[keys]\nmain.why = ']]'")

    async def scenario(app, pilot):
        assert current(app) is not None
        line = app.main.query_one("#keys").render_line(0).text
        told = line if plain else next(iter(app._notifications)).message
        assert "config.toml:1: theme: there is none called 'nrod'" in told

    explore(scenario, config=config, plain=plain, size=(200, 50))
