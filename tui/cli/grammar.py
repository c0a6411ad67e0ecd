"""The grammar of the command line as plain facts, for the manual page and the page of commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Option:
    """An option or a value of a command: `names` ("--json"; none for a value), what it takes, what it does.

    `group` is the title of the group it stands in, "" for options of the command itself.
    """

    names: tuple[str, ...]
    value: str
    help: str
    group: str


@dataclass(frozen=True, slots=True)
class Part:
    """A command ("export", "libraries rename"; "" is the program itself)."""

    name: str
    summary: str
    usage: str
    description: str
    examples: str
    options: tuple[Option, ...]

    def groups(self) -> Iterator[tuple[str, list[Option]]]:
        """The options with the title of their group."""
        for group, options in groupby(self.options, key=lambda option: option.group):
            yield group, list(options)


def parts() -> tuple[Part, ...]:
    """The program, then each command, in the language that is spoken."""
    from tui.cli.parser import build_parser

    return tuple(_parts(build_parser(), "", ""))


def _parts(parser: argparse.ArgumentParser, name: str, summary: str) -> Iterator[Part]:
    usage = parser.format_usage()
    usage = re.sub(r"\A\S+\s*: ?", "", usage.replace("\u00a0", " ")).strip()
    examples = (parser.epilog or "").partition("\n")[2].strip("\n") if name else ""
    yield Part(name, summary, usage, parser.description or "", examples, tuple(_options(parser)))
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            summaries = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for word, each in action.choices.items():
                yield from _parts(each, f"{name} {word}".strip(), summaries[word])


def _options(parser: argparse.ArgumentParser) -> Iterator[Option]:
    common = (parser._positionals, parser._optionals)
    for group in parser._action_groups:
        for action in group._group_actions:
            if isinstance(action, argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
                continue
            yield Option(
                tuple(action.option_strings),
                _value(action),
                (action.help or "") % vars(action) if "%" in (action.help or "") else action.help or "",
                "" if group in common else (group.title or "").strip(),
            )


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    shown = action.metavar if isinstance(action.metavar, str) else None
    if shown is None:
        shown = "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()
    return f"{shown} …" if action.nargs in ("+", "*") else shown
