"""`timeline list`: the timeline as text, one event a line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence, Set

from store.filters import Index, is_guessed
from store.library.library import Library
from store.lookup import Lookup
from store.model import Event
from store.text import printable
from tui.cli.console import NOT_FOUND, console, say, write
from tui.cli.filters import abbreviated, add_filters, check, query_of
from tui.cli.libraries import add_folder, add_json, chosen
from tui.cli.speech import language, phrase
from tui.dates import words

_DATE_CELLS = 22
_TITLE_CELLS = 20
"""What a title needs at least to be known by it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline list`."""
    parser.usage = phrase("usage.list")
    parser.description, parser.epilog = phrase("help.list.description"), phrase("help.list.examples")
    add_json(parser)
    add_filters(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """Print the events that the filters leave."""
    check(args)
    return 0 if print_timeline(chosen(args), args) else NOT_FOUND


def print_timeline(library: Library, args: argparse.Namespace | None = None) -> int:
    """The events of `library` (those that the filters of `args` leave) on standard output; returns how many."""
    new = library.new_articles()
    index = Index(library.dataset(), new)
    found = index.run(query_of(args, index)) if args is not None else range(len(index.events))
    events = [index.events[position] for position in found]
    if args is not None and args.json:
        from store.export.records import list_json

        write(list_json(Lookup(index.dataset), events, is_guessed, new))
        return len(events)
    if not events:
        say(phrase("list.none_left" if index.events else "list.none"))
        return 0
    lines = _lines(events, abbreviated(index.events), new)
    if sys.stdout.isatty():
        _print_in_colour(lines)
    else:
        write("".join(f"{'  '.join(line).rstrip()}\n" for line in lines))
    return len(events)


def _lines(events: Sequence[Event], ids: dict[str, str], new: Set[str]) -> list[tuple[str, str, str, str, str]]:
    rows = [
        (ids[event.id], short_date(event.date), _sources(event), _marks(event, new), printable(event.title))
        for event in events
    ]
    date, marks = (max(len(row[column]) for row in rows) for column in (1, 3))
    sources = _aligned([row[2] for row in rows])
    return [
        (row[0], row[1].ljust(date), told, row[3].ljust(marks), row[4]) for row, told in zip(rows, sources, strict=True)
    ]


def short_date(date: str | None) -> str:
    """A date (EDTF) in words, in a narrow column: cut where it is too long for it."""
    shown = "?" if date is None else words(date, language(), "short")
    return shown if len(shown) <= _DATE_CELLS else f"{shown[: _DATE_CELLS - 1]}…"


def _sources(event: Event) -> str:
    """How many sources tell it, and behind the stroke how many origins they have where some are copies."""
    return f"{len(event.articles)}/{event.origin_count}" if event.copies else str(len(event.articles))


def _aligned(sources: Sequence[str]) -> list[str]:
    """Of one width, units under units."""
    numbers = [number.partition("/") for number in sources]
    before = max(len(number) for number, _, _ in numbers)
    after = max(len(stroke + origins) for _, stroke, origins in numbers)
    return [number.rjust(before) + (stroke + origins).ljust(after) for number, stroke, origins in numbers]


def _marks(event: Event, new: Set[str]) -> str:
    guessed = "≈" if is_guessed(event) else " "
    disagreement = "≠" if event.disagreements else " "
    quotes = f"❝{len(event.quotes)}" if event.quotes else ""
    by_hand = (event.by_hand.starred, event.by_hand.note, event.by_hand.tags) if event.by_hand else ()
    own = "".join(sign for sign, is_so in zip("★¶#", by_hand, strict=False) if is_so)
    fresh = "" if new.isdisjoint(event.articles) else "✚"
    return f"{guessed}{disagreement}{quotes}{own}{fresh}".rstrip()


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
