"""`timeline completion`: what a shell needs to complete commands, options, values and the names of libraries."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from store.query import MARKS
from tui.cli.console import write
from tui.cli.speech import phrase

_Completed = Mapping[str, str | dict[str, str]]

SHELLS = ("bash", "zsh", "fish")

# The names of libraries are read line by line and never looked at as shell: a folder may be called anything.
_PREAMBLE = {
    "bash": """
_timeline_libraries() {
  local name
  while IFS= read -r name; do
    if [[ "$name" == "$1"* ]]; then printf '%q\\n' "$name"; fi
  done < <(timeline libraries --names 2>/dev/null)
  compgen -d -- "$1"
}
""",
    "zsh": """
_timeline_libraries() {
  local -a names
  names=("${(@f)$(timeline libraries --names 2>/dev/null)}")
  compadd -- ${names:#}
  _files -/
}
""",
    "fish": """
function _timeline_libraries
  timeline libraries --names 2>/dev/null
  __fish_complete_directories
end
""",
}
_LIBRARIES: _Completed = {
    "bash": "_timeline_libraries",
    "zsh": "_timeline_libraries",
    "fish": "(_timeline_libraries)",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline completion`."""
    parser.description = phrase("help.completion.description")
    parser.epilog = phrase("help.completion.examples")
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=phrase("help.completion.shell"))


def run(args: argparse.Namespace) -> int:
    """Print it."""
    write(script(args.shell))
    return 0


def script(shell: str) -> str:
    """The completion for one of `SHELLS`, made from the grammar of the command line."""
    import shtab

    from tui.cli.parser import build_parser

    parser = build_parser()
    for name, each in _all(parser):
        if name:
            # Shells show one line.
            each.description = phrase(f"help.{name}")
        for action in each._actions:
            # With `complete`, an attribute that shtab looks for.
            _set(action, _completed_by(action, shtab.FILE, shtab.DIRECTORY))
            if action.dest == "with_mark":
                action.choices = MARKS
    made = shtab.complete(parser, shell, preamble=_PREAMBLE[shell])
    # What is no command is a folder of articles, which no grammar of argparse can say.
    if shell == "bash":
        return made.replace("complete -o bashdefault -F", "complete -o bashdefault -o default -F")
    if shell == "zsh":
        described = "_describe 'timeline commands' _commands\n"
        return made.replace(described, f"{described}  _files -/\n")
    condition = "_shtab_timeline_using; and test $_shtab_timeline_npos -eq 0"
    return f"{made}\ncomplete -c timeline -n '{condition}' -a '(__fish_complete_directories)'\n"


def _set(action: argparse.Action, complete: _Completed | None) -> None:
    if complete is not None:
        vars(action)["complete"] = complete


def _completed_by(action: argparse.Action, file: _Completed, folder: _Completed) -> _Completed | None:
    if action.dest == "library" or action.metavar == phrase("meta.library"):
        return _LIBRARIES
    if action.metavar == phrase("meta.folder"):
        return folder
    if action.type is Path or action.metavar in (phrase("meta.file"), phrase("meta.path")):
        return file
    return None


def _all(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for part, each in action.choices.items():
                yield from _all(each, f"{name}.{part}" if name else part)
