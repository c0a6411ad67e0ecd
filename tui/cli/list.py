"""`timeline list`: the timeline as text, one event a line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from store.filters import Index, is_guessed
from store.library.library import Library
from store.model import Event
from store.text import printable
from tui.cli.console import console, say, write
from tui.cli.filters import abbreviated, add_filters, query_of
from tui.cli.libraries import last_or_example

_DESCRIPTION = """\
Prints the timeline, one event a line: the beginning of its id (for 'show' and 'export'), its date
(2025-02-10, 2024-08, 2015; 2025-01~ about; 2023/.. since; ? unknown), how many sources report it,
marks, and its title.

  ≈   no source gives this date in its own words, or it is approximate
  ≠   sources disagree on a fact
  ❝3  three quotes

Without --library it is the library used last, else the built-in example.
"""
_EPILOG = """\
examples:
  timeline list --person "Marie Martin" --mark quotes
  timeline list --from 2024-08 --to 2025 --search "open source"
  timeline list --mark disagreement --library ~/strike-library
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline list`."""
    parser.usage = "timeline list [FILTER …] [--library PATH]"
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Print the events that the filters leave."""
    print_timeline(last_or_example(args.library), args)
    return 0


def print_timeline(library: Library, args: argparse.Namespace | None = None) -> None:
    """The events of `library` (those that the filters of `args` leave) on standard output."""
    index = Index(library.dataset())
    found = index.run(query_of(args, index)) if args is not None else range(len(index.events))
    events = [index.events[position] for position in found]
    if not events:
        say("no event is left by these filters" if index.events else "there are no events in this library")
        return
    lines = _lines(events, abbreviated(index.events))
    if sys.stdout.isatty():
        _print_in_colour(lines)
    else:
        write("".join(f"{'  '.join(line).rstrip()}\n" for line in lines))


def _lines(events: Sequence[Event], ids: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    rows = [
        (ids[event.id], event.date or "?", str(len(event.articles)), _marks(event), printable(event.title))
        for event in events
    ]
    date, sources, marks = (max(len(row[column]) for row in rows) for column in (1, 2, 3))
    return [(row[0], row[1].ljust(date), row[2].rjust(sources), row[3].ljust(marks), row[4]) for row in rows]


def _marks(event: Event) -> str:
    guessed = "≈" if is_guessed(event) else " "
    disagreement = "≠" if event.disagreements else " "
    return f"{guessed}{disagreement}{f'❝{len(event.quotes)}' if event.quotes else ''}".rstrip()


def _print_in_colour(lines: Sequence[tuple[str, str, str, str, str]]) -> None:
    from rich.text import Text

    styles = ("dim", "bold cyan", "", "yellow", "")
    out = console()
    for line in lines:
        text = Text()
        for column, style in zip(line, styles, strict=True):
            text.append(column, style).append("  ")
        text.rstrip()
        out.print(text, no_wrap=True, overflow="ellipsis")
