"""The user's settings: `config.toml` in the platform's configuration folder.

A setting that cannot be used is left out and named, with its line, in `Config.problems`; nothing here is ever raised.
Without a file nothing but its absence is looked at, because a start reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.text import printable
from tui.startup import config_path

if TYPE_CHECKING:
    from tui.messages import Messages

_LARGEST = 1_000_000  # bytes: what is larger is no such file
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_SETTING = re.compile(r"\s*([^=#\[\]]+?)\s*=")


@dataclass(frozen=True)
class Problem:
    """What is wrong with the file: the line (from 1, None: the whole file), a message's key, what it is about."""

    line: int | None
    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    def told(self, path: Path, messages: Messages) -> str:
        """One line for the user, in the words of the area "config"; nothing in it can act on the terminal."""
        where = f"{path}:{self.line}" if self.line else str(path)
        values = {name: printable(value) for name, value in self.values.items()}
        return f"{printable(where)}: {messages(f'config.{self.message}', **values)}"


@dataclass(frozen=True)
class Config:
    """The settings; None is what the user has not said."""

    path: Path
    theme: str | None = None
    """The name of a theme."""
    language: str | None = None
    """One of `tui.messages.LANGUAGES`."""
    plain: bool | None = None
    """Words in place of signs and lines, for screen readers."""
    mouse: bool | None = None
    """Whether the mouse is used."""
    author: str | None = None
    """Who corrects, for the journal."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by the id of their command, several separated by commas, as Textual names them."""
    problems: tuple[Problem, ...] = ()
    """What cannot be used, in the order of the file."""


def load(path: Path | None = None) -> Config:
    """The settings of the file at `path` (None: where it belongs); without a file, none."""
    path = path or config_path()
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return Config(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Config(path, problems=(Problem(None, "unreadable", {"reason": reason}),))
    if len(data) > _LARGEST:
        return Config(path, problems=(Problem(None, "too_large"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Config(path, problems=(Problem(data[: error.start].count(b"\n") + 1, "not_utf8"),))
    return parse(path, text)


def parse(path: Path, text: str) -> Config:
    """The settings that `text` (TOML) holds."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(path, problems=(_not_toml(text, str(error)),))
    return _Reader(path, text).read(table)


def _not_toml(text: str, reason: str) -> Problem:
    found = _AT_LINE.search(reason)
    line = int(found[1]) if found else text.count("\n") + 1
    short = _AT_LINE.sub("", reason).removesuffix(" (at end of document)")
    return Problem(line, "not_toml", {"reason": short})


class _Reader:
    """Reads the tables of one file."""

    def __init__(self, path: Path, text: str) -> None:
        self._lines = _lines_of(text)
        self._config = Config(path)
        self._problems: list[Problem] = []

    def read(self, table: dict[str, Any]) -> Config:
        """The settings, and what is wrong with the others."""
        readers: dict[str, Callable[[str, Any], None]] = {
            "theme": self._theme,
            "language": self._language,
            "plain": self._flag,
            "mouse": self._flag,
            "author": self._author,
            "keys": self._keys,
        }
        for name, value in table.items():
            if name in readers:
                readers[name](name, value)
            else:
                near = _near(name, readers)
                self._wrong(name, "unknown_near" if near else "unknown", name=name, near=near)
        problems = sorted(self._problems, key=lambda problem: problem.line or 0)
        return replace(self._config, problems=tuple(problems))

    def _wrong(self, setting: str, message: str, **values: str) -> None:
        self._problems.append(Problem(self._lines.get(setting), message, values))

    def _theme(self, name: str, value: object) -> None:
        from textual.theme import BUILTIN_THEMES

        from tui.theme import THEMES

        known = [theme.name for theme in THEMES] + list(BUILTIN_THEMES)
        short = {theme.name.removeprefix("timeline-"): theme.name for theme in THEMES}
        chosen = short.get(value, value) if isinstance(value, str) else None
        if chosen in known:
            self._config = replace(self._config, theme=chosen)
        else:
            self._wrong(name, "theme", value=_shown(value), known=", ".join([*short, *BUILTIN_THEMES]))

    def _language(self, name: str, value: object) -> None:
        from tui.messages import LANGUAGES

        if value in LANGUAGES and isinstance(value, str):
            self._config = replace(self._config, language=value)
        else:
            self._wrong(name, "language", value=_shown(value), known=", ".join(LANGUAGES))

    def _author(self, setting: str, value: object) -> None:
        from tui.author import LONGEST, name

        if isinstance(value, str) and len(value) <= LONGEST and name(value) is not None:
            self._config = replace(self._config, author=name(value))
        else:
            self._wrong(setting, "author", value=_shown(value), n=str(LONGEST))

    def _flag(self, name: str, value: object) -> None:
        if isinstance(value, bool):
            self._config = replace(self._config, **{name: value})  # type: ignore[arg-type]
        else:
            self._wrong(name, "flag", name=name, value=_shown(value))

    def _keys(self, name: str, value: object) -> None:
        from tui.keymap import TYPING, key_name, types
        from tui.keys import COMMANDS, group_of

        if not isinstance(value, dict):
            self._wrong(name, "no_table", name=name)
            return
        keymap: dict[str, str] = {}
        for id, keys in _flat(value):
            place = f"keys.{id}"
            if id not in COMMANDS:
                near = _near(id, COMMANDS)
                self._wrong(place, "unknown_id_near" if near else "unknown_id", name=id, near=near)
                continue
            listed = keys if isinstance(keys, list) else [keys]
            if not listed or not all(isinstance(key, str) for key in listed):
                self._wrong(place, "no_keys", name=id, value=_shown(keys))
                continue
            written = [key for part in listed for key in part.split(",")]
            names = [key_name(key) for key in written]
            if None in names:
                bad = written[names.index(None)].strip()
                self._wrong(place, "unknown_key" if bad else "no_keys", name=id, pressed=bad, value=_shown(keys))
            elif group_of(id) in TYPING and any(types(key) for key in names if key):
                typed = next(written[n] for n, key in enumerate(names) if key and types(key))
                self._wrong(place, "typed_key", name=id, pressed=typed.strip())
            else:
                keymap[id] = ",".join(dict.fromkeys(key for key in names if key))
        self._config = replace(self._config, keys=self._without_clashes(keymap))

    def _without_clashes(self, keymap: dict[str, str]) -> dict[str, str]:
        """`keymap` where every command keeps a key of its own.

        A key that the user gives to a command is taken from one that has others; where it has none, or the user gave
        it that key too, the later of the two settings is left out.
        """
        from tui.keymap import clashes
        from tui.keys import keys_of

        given = dict(keymap)
        while (clash := next(clashes(keymap), None)) is not None:
            both = [id for id in (clash.one, clash.other) if id in given]
            loser = max(both, key=lambda id: (self._lines.get(f"keys.{id}", 0), id))
            other = clash.other if loser == clash.one else clash.one
            rest = [key for key in keys_of(other, keymap) if key != clash.key]
            if other not in given and rest:
                keymap[other] = ",".join(rest)
                continue
            self._wrong(f"keys.{loser}", "clash", name=loser, pressed=clash.key, other=other)
            del given[loser]
            # What had given way to it has its keys again.
            keymap = dict(given)
        return keymap


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Settings by their dotted names, whether or not the dots were quoted."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _near(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, 1, 0.7)), "")


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _lines_of(text: str) -> dict[str, int]:
    """The line of each setting, by its dotted name ("theme", "keys.timeline.down")."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header:
            table = _bare(header[1])
            found.setdefault(table, number)
        elif (setting := _SETTING.match(line)) is not None:
            name = _bare(setting[1])
            found.setdefault(f"{table}.{name}" if table else name, number)
    return found


def _bare(name: str) -> str:
    return "".join(c for c in name if c not in "\"' \t")


def example(lang: str) -> str:
    """A file with every setting and every key, all of it commented out, explained in one of `LANGUAGES`."""
    from tui.keys import COMMANDS, group_of
    from tui.messages import Messages

    say = Messages(lang, ("", "config"))
    lines = [f"# {say('config.example')}", ""]
    for name, value in (
        ("theme", '"light"'),
        ("language", '"fr"'),
        ("plain", "true"),
        ("mouse", "false"),
        ("author", '"Anne Duval"'),
    ):
        setting = f"# {name} = {value}"
        lines.append(f"{setting:<24} # {say(f'config.example.{name}')}")
    lines += ["", "[keys]", f"# {say('config.example.keys')}"]
    group = ""
    for id, command in COMMANDS.items():
        if group_of(id) != group:
            group = group_of(id)
            lines += ["", f"# -- {say(f'group.{group}')} --"]
        setting = f'# {id} = "{command.keys}"'
        lines.append(f"{setting:<56} # {say(f'tip.{id}')}")
    return "\n".join(lines) + "\n"
