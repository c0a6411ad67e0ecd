"""`timeline list`: the timeline as text, one event a line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from store.filters import Index, is_guessed
from store.library.library import Library
from store.model import Event
from store.text import printable
from tui.cli.console import NOT_FOUND, console, say, write
from tui.cli.filters import abbreviated, add_filters, check, query_of
from tui.cli.libraries import add_folder, chosen

_DESCRIPTION = """\
Prints the timeline, one event a line: the beginning of its id (for 'show' and 'export'), its date,
how many sources report it, marks, and its title.  On a terminal lines are cut at its width.

  2025-02-10, 2024-08, 2015   a day, a month, a year; ? alone: unknown
  2025-02-03/09, 2023/..      from the 3rd to the 9th of February; since 2023; one that ends in …
                              is longer ('show' gives it whole)
  2025-01~                    ~ means about, ? uncertain, % both

  ≈   no source gives this date in its own words, or it is approximate
  ≠   sources disagree on a fact
  ❝3  three quotes

Without --library and --folder it is the library used last, else the built-in example.  Exit status 1
if no event is left.
"""
_EPILOG = """\
examples:
  timeline list --person "Marie Martin" --mark quotes
  timeline list --from 2024-08 --to 2025 --search "open source"
  timeline list --mark disagreement --folder ~/articles/strike
"""
_DATE_CELLS = 16
_TITLE_CELLS = 20
"""What a title needs at least to be known by it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline list`."""
    parser.usage = "timeline list [FILTER …] [--folder FOLDER | --library PATH]"
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    add_filters(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Print the events that the filters leave."""
    check(args)
    return 0 if print_timeline(chosen(args), args) else NOT_FOUND


def print_timeline(library: Library, args: argparse.Namespace | None = None) -> int:
    """The events of `library` (those that the filters of `args` leave) on standard output; returns how many."""
    index = Index(library.dataset())
    found = index.run(query_of(args, index)) if args is not None else range(len(index.events))
    events = [index.events[position] for position in found]
    if not events:
        say("no event is left by these filters" if index.events else "there are no events in this library")
        return 0
    lines = _lines(events, abbreviated(index.events))
    if sys.stdout.isatty():
        _print_in_colour(lines)
    else:
        write("".join(f"{'  '.join(line).rstrip()}\n" for line in lines))
    return len(events)


def _lines(events: Sequence[Event], ids: dict[str, str]) -> list[tuple[str, str, str, str, str]]:
    rows = [
        (ids[event.id], short_date(event.date), str(len(event.articles)), _marks(event), printable(event.title))
        for event in events
    ]
    date, sources, marks = (max(len(row[column]) for row in rows) for column in (1, 2, 3))
    return [(row[0], row[1].ljust(date), row[2].rjust(sources), row[3].ljust(marks), row[4]) for row in rows]


def short_date(date: str | None) -> str:
    """A date (EDTF) in a narrow column: an interval without what its end repeats, cut where it is long all the same."""
    if date is None:
        return "?"
    first, stroke, last = date.partition("/")
    for length in (8, 5):
        # 2025-02-03/2025-02-09 is written 2025-02-03/09, as ISO 8601 has it.
        if len(date) > _DATE_CELLS and last[:length] == first[:length] and last[length:]:
            last = last[length:]
    date = f"{first}{stroke}{last}"
    return date if len(date) <= _DATE_CELLS else f"{date[: _DATE_CELLS - 1]}…"


def _marks(event: Event) -> str:
    guessed = "≈" if is_guessed(event) else " "
    disagreement = "≠" if event.disagreements else " "
    return f"{guessed}{disagreement}{f'❝{len(event.quotes)}' if event.quotes else ''}".rstrip()


def columns_for(width: int, cells: Sequence[int]) -> list[int]:
    """Which columns `width` has room for beside a title of some words: first the marks go, then the sources."""
    shown = [0, 1, 2, 3, 4]
    for spare in (3, 2):
        if width - sum(cells[column] + 2 for column in shown[:-1]) >= _TITLE_CELLS:
            break
        shown.remove(spare)
    return shown


def _print_in_colour(lines: Sequence[tuple[str, str, str, str, str]]) -> None:
    from rich.text import Text

    styles = ("dim", "bold cyan", "", "yellow", "")
    out = console()
    shown = columns_for(out.width, [len(column) for column in lines[0]])
    for line in lines:
        text = Text()
        for column in shown:
            text.append(line[column], styles[column]).append("  ")
        text.rstrip()
        out.print(text, no_wrap=True, overflow="ellipsis")
