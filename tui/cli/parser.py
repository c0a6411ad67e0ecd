"""The grammar of the command line.  Each command's own module is imported only when its grammar is needed."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol, cast

import store
from store.text import printable
from tui.cli.commands import COMMANDS

_TAKE_A_VALUE = frozenset({"--library", "--folder", "--published", "--language", "--engine"})
"""Options that may stand before the command or folder and are followed by a value."""

_DESCRIPTION = """\
Turns a folder of news articles on one story into a timeline whose every word can be checked:
what happened when, which source says so, in which words, and where they disagree.

Without a command, timeline opens the explorer on the library that was used last; the very first
time, on the built-in example.  Where the output is no terminal, the timeline is printed instead.
"""

_EPILOG = """\
examples:
  timeline                                  go on where you were (the first time: the example)
  timeline ~/articles/strike                read that folder and open its timeline
  timeline list --person "Marie Martin" --from 2024
  timeline show 3f2a                        one event, its sources side by side
  timeline export --format markdown --output timeline.md

exit status:
  0    all is well
  1    something was skipped (an unreadable file) or not found (an event, a person, a file, or no
       event is left by the filters)
  2    the command line cannot be understood
  3    a library or a file cannot be read or written (not there, damaged, in use, no permission,
       disk full)
  70   a fault of the program (TIMELINE_DEBUG=1 shows where)
  130  stopped with ctrl+c;  141  the reader of the output has gone

'timeline COMMAND --help' says more about a command.
"""


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
        self.exit(2, f"timeline: {printable(message)} (see '{self.prog} --help')\n")

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse does, but what is unknown is told by the parser of the command, with the nearest option."""
        known, unknown = super().parse_known_args(args, namespace)
        options = [word.partition("=")[0] for word in unknown if word.startswith("-")]
        if options:
            near = get_close_matches(options[0], [o for o in self._option_string_actions if o.startswith("--")], 1)
            self.error(f"there is no option {options[0]}" + (f": did you mean {near[0]}?" if near else ""))
        return known, unknown


def command(name: str) -> Command:
    """The module of the command `name`."""
    return cast(Command, import_module(f"tui.cli.{name}"))


def build_parser(load: Collection[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The parser of the whole command line; only the commands in `load` get their arguments."""
    parser = _Parser(
        prog="timeline",
        usage="timeline [FOLDER]\n       timeline COMMAND …",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=_Formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"timeline {store.__version__}")
    add_library(parser)
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", prog="timeline", parser_class=_Parser
    )
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(
            name, help=summary, formatter_class=_Formatter, allow_abbrev=False, description=summary.capitalize() + "."
        )
        if name in load:
            command(name).configure(sub)
            add_library(sub)
    return parser


def add_library(parser: argparse.ArgumentParser) -> None:
    """The option that every command takes."""
    parser.add_argument(
        "--library",
        metavar="PATH",
        type=Path,
        default=None,
        help="use the library at PATH, a folder (build and open make it, with its parents, where it is new)",
    )


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with the command in `command`; what is no command is a folder to open.

    Raises:
        SystemExit: help or version was asked for, or the arguments cannot be understood.
    """
    name, rest = _split(argv)
    if name is None:
        if any(word in ("-h", "--help", "--version") for word in rest):
            build_parser(load=()).parse_args(rest)
        name = "open"
    return build_parser(load=(name,)).parse_args([name, *rest])


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
