"""The grammar of the command line.  Each command's own module is imported only when its grammar is needed."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol, cast

import store
from tui.cli.commands import COMMANDS, MODULES
from tui.cli.console import USAGE, say
from tui.cli.given import given_path
from tui.cli.speech import phrase, speak, wanted
from tui.messages import LANGUAGES

_TAKE_A_VALUE = frozenset(
    {"--library", "--folder", "--published", "--language", "--engine", "--lang", "--find", "--port", "--host"}
)
"""Options that may stand before the command or folder and are followed by a value."""


class Command(Protocol):
    """What the module of a command has."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments, description and examples to its parser."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; returns the exit status."""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Descriptions as they are written, options in one column."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, with the way to the help."""

    def error(self, message: str) -> NoReturn:
        say(phrase("see_help", error=message, program=self.prog))
        self.exit(USAGE)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does, but what is unknown is told by the parser of the command, with the nearest option."""
        known, unknown = super().parse_known_args(args, namespace)
        options = [word.partition("=")[0] for word in unknown if word.startswith("-")]
        if options:
            near = get_close_matches(options[0], [o for o in self._option_string_actions if o.startswith("--")], 1)
            if near:
                self.error(phrase("no_option_near", option=options[0], near=near[0]))
            self.error(phrase("no_option", option=options[0]))
        return known, unknown


def command(name: str) -> Command:
    """The module of the command `name`."""
    return cast(Command, import_module(f"tui.cli.{MODULES.get(name, name)}"))


def build_parser(load: Collection[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The parser of the whole command line; only the commands in `load` get their arguments."""
    parser = _Parser(
        prog="timeline",
        usage=phrase("usage"),
        description=phrase("help.description"),
        epilog=phrase("help.examples"),
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    version = f"timeline {store.__version__}"
    parser.add_argument("--version", action="version", version=version, help=phrase("help.option.version"))
    add_common(parser)
    commands = parser.add_subparsers(
        title=phrase("help.commands"),
        metavar=phrase("meta.command"),
        dest="command",
        prog="timeline",
        parser_class=_Parser,
    )
    for name in COMMANDS:
        summary = phrase(f"help.{name}")
        sub = commands.add_parser(
            name, help=summary, formatter_class=_Formatter, allow_abbrev=False, description=f"{summary}."
        )
        if name in load:
            command(name).configure(sub)
            add_common(sub)
    return parser


def add_common(parser: argparse.ArgumentParser) -> None:
    """The options that every command takes."""
    path = phrase("meta.path")
    parser.add_argument("--library", metavar=path, type=given_path, default=None, help=phrase("help.option.library"))
    add_lang(parser)


def add_lang(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """The option that chooses the language; a parser within another has argparse.SUPPRESS as its default."""
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=phrase("help.option.lang"))


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with the command in `command`; what is no command is a folder to open.

    From here on the language is spoken that `--lang` asks for, else that of the environment.

    Raises:
        SystemExit: help or version was asked for, or the arguments cannot be understood.
    """
    speak(wanted(argv))
    name, rest = _split(argv)
    if name is None:
        given = _given(rest)
        if "--version" in rest:
            build_parser(load=()).parse_args(["--version"])
        if not given and any(word in ("-h", "--help") for word in rest):
            build_parser(load=()).parse_args(rest)
        if len(given) > 1 and not Path(given[0]).exists():
            # Not "unknown arguments": what is wrong is most likely the first word.
            near = get_close_matches(given[0], COMMANDS, 1)
            if near:
                build_parser(load=()).error(phrase("open.neither_near", path=given[0], near=near[0]))
        name = "open"
    args = build_parser(load=(name,)).parse_args([name, *rest])
    if any(path is not None and not path.exists() for path in (args.library, getattr(args, "folder", None))):
        # Only what is no path may be a name, and pays for the import.
        from tui.cli.named import resolve

        resolve(args)
    return args


def _given(words: Sequence[str]) -> list[str]:
    """What is neither an option nor its value."""
    found, skip = [], False
    for word in words:
        if not skip and not (word.startswith("-") and word != "-"):
            found.append(word)
        skip = not skip and word in _TAKE_A_VALUE
    return found


def _split(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The command, wherever it stands among the options, and everything else."""
    words = list(argv)
    position = 0
    while position < len(words):
        word = words[position]
        if word == "--":
            break
        if word.startswith("-") and word != "-":
            position += 2 if word in _TAKE_A_VALUE else 1
        elif word in COMMANDS:
            return word, words[:position] + words[position + 1 :]
        else:
            break
    return None, words
