"""`timeline libraries`: which libraries there are; renaming and deleting them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from store.library import shelf
from store.library.shelf import Shelved
from store.text import printable
from tui.cli.console import NOT_FOUND, USAGE, CommandError, console, say, say_below, write
from tui.cli.given import given_path
from tui.cli.libraries import add_json
from tui.cli.named import the_library
from tui.cli.speech import count, language, phrase, told
from tui.dates import words
from tui.state import place_file

_COLUMNS = ("name", "articles", "events", "size", "used", "folder")
_TO_THE_RIGHT = ("articles", "events", "size")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline libraries`."""
    parser.description, parser.epilog = phrase("help.libraries.description"), phrase("help.libraries.examples")
    parser.usage = phrase("usage.libraries")
    add_json(parser)
    parser.add_argument("--names", action="store_true", help=phrase("help.libraries.names"))
    parser.add_argument("--find", metavar=phrase("meta.folder"), type=given_path, help=phrase("help.libraries.find"))
    actions = parser.add_subparsers(
        title=phrase("help.commands"), metavar=phrase("meta.command"), dest="action", prog="timeline libraries"
    )
    from tui.cli.parser import add_lang

    made = {}
    for name in ("rename", "delete"):
        made[name] = actions.add_parser(
            name,
            help=phrase(f"help.libraries.{name}"),
            description=phrase(f"help.libraries.{name}.description"),
            epilog=phrase(f"help.libraries.{name}.examples"),
            formatter_class=parser.formatter_class,
            allow_abbrev=False,
        )
    library, name = phrase("meta.library"), phrase("meta.name")
    made["rename"].add_argument("which", metavar=library, help=phrase("help.libraries.library"))
    made["rename"].add_argument("name", metavar=name, help=phrase("help.libraries.new_name"))
    made["delete"].add_argument("which", metavar=library, nargs="+", help=phrase("help.libraries.library"))
    made["delete"].add_argument("--yes", action="store_true", help=phrase("help.libraries.yes"))
    for each in made.values():
        add_lang(each, argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """List, rename or delete."""
    if args.action == "rename":
        return _rename(the_library(args.which), args.name)
    if args.action == "delete":
        return _delete({each.path: each for each in map(the_library, args.which)}, sure=args.yes)
    return _list(args)


# -- listing ---------------------------------------------------------------------------------------------------------


def _list(args: argparse.Namespace) -> int:
    if args.find is not None:
        if not args.find.is_dir():
            raise CommandError(phrase("libraries.no_folder", folder=args.find))
        known = shelf.found(args.find)
    else:
        known = shelf.shelved() if args.library is None else (the_library(str(args.library)),)
    known = tuple(sorted(known, key=lambda each: -used(each)))
    if args.names:
        write("".join(f"{printable(each.name)}\n" for each in known))
    elif args.json:
        rows = {"format": "timeline-libraries/1", "libraries": [_as_json(each) for each in known]}
        # As ASCII: whatever a folder is called, nothing in it acts on a terminal.
        write(json.dumps(rows, indent=1) + "\n")
    elif known:
        _print(known)
    else:
        say(phrase("libraries.none") if args.find is None else phrase("libraries.none_found", folder=args.find))
    for each in known:
        if each.fault:
            say(told(each.fault))
    return NOT_FOUND if not known and args.find is not None else 0


def used(library: Shelved) -> float:
    """When it was last explored or changed: seconds since 1970-01-01 UTC."""
    seen = 0.0
    with suppress(OSError):
        seen = place_file(library.path).stat().st_mtime
    return max(seen, library.changed)


def _as_json(library: Shelved) -> dict[str, object]:
    return {
        "path": _text(str(library.path)),
        "name": _text(library.name),
        "folders": [_text(folder) for folder in library.folders],
        "example": library.example,
        "articles": library.articles,
        "events": library.events,
        "bytes": library.bytes,
        "used": datetime.fromtimestamp(used(library), UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "fault": library.fault or None,
    }


def _text(path: str) -> str:
    """A path as text that can be written as UTF-8; bytes of it that are none become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def size(number: int) -> str:
    """A number of bytes in a unit that keeps it short (1 kB is 1,000 bytes)."""
    amount, unit = max(number / 1000, 0.1), 1
    while amount >= 999.5 and unit < 3:
        amount, unit = amount / 1000, unit + 1
    shown = f"{amount:.1f}".replace(".", phrase("size.point")) if amount < 9.95 else f"{amount:.0f}"
    return phrase(f"size.{unit}", n=shown)


def _where(library: Shelved) -> str:
    if library.example:
        return phrase("libraries.built_in")
    return ", ".join(library.folders) or phrase("libraries.at", path=library.path)


def _row(library: Shelved) -> tuple[str, ...]:
    day = datetime.fromtimestamp(used(library)).strftime("%Y-%m-%d")
    cells = (
        phrase("example") if library.example and not library.fault else library.name,
        *("?" if number is None else str(number) for number in (library.articles, library.events)),
        size(library.bytes),
        words(day, language(), "short"),
        _where(library),
    )
    return tuple(printable(cell) for cell in cells)


def _print(libraries: Sequence[Shelved]) -> None:
    from rich.cells import cell_len, set_cell_size

    head = tuple(phrase(f"libraries.{column}") for column in _COLUMNS)
    rows = [_row(each) for each in libraries]
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        cells = [
            " " * (width - cell_len(cell)) + cell if name in _TO_THE_RIGHT else set_cell_size(cell, width)
            for name, width, cell in zip(_COLUMNS, widths, row, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    if not sys.stdout.isatty():
        write("".join(f"{line}\n" for line in lines))
        return
    out = console()
    for number, line in enumerate(lines):
        out.print(line, style="dim" if not number else "", no_wrap=True, overflow="ellipsis")


# -- renaming --------------------------------------------------------------------------------------------------------


def _rename(library: Shelved, name: str) -> int:
    if library.example:
        raise CommandError(phrase("libraries.example_stays"))
    shown = printable(name)
    if any(other.path != library.path for other in shelf.named(name) if name.strip()):
        raise CommandError(phrase("libraries.taken", name=shown))
    try:
        new = shelf.rename(library.path, name)
    except ValueError as error:
        raise CommandError(phrase(f"libraries.name_{error}", name=shown[:200], n=shelf.LONGEST_NAME), USAGE) from error
    say(phrase("libraries.renamed", old=library.name, new=new))
    return 0


# -- deleting --------------------------------------------------------------------------------------------------------


def _delete(libraries: dict[Path, Shelved], *, sure: bool) -> int:
    if not sure:
        for each in libraries.values():
            _say_what_goes(each)
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            raise CommandError(phrase("libraries.cannot_ask"), USAGE)
        if not _agreed(len(libraries)):
            say(phrase("libraries.kept"))
            return NOT_FOUND
    for each in libraries.values():
        left = shelf.delete(each.path)
        with suppress(OSError):
            place_file(each.path).unlink()
        say(phrase("libraries.deleted", name=each.name))
        if left:
            names = ", ".join(path.name for path in left[:5]) + (", …" if len(left) > 5 else "")
            say(phrase("libraries.left", path=each.path, names=names))
    return 0


def _say_what_goes(library: Shelved) -> None:
    numbers = ((library.articles, "article"), (library.events, "event"))
    held = phrase("list_of").join(count(number, noun) for number, noun in numbers if number is not None) or "?"
    about = phrase("libraries.about", name=library.name, held=held, size=size(library.bytes), path=library.path)
    say(about)
    there = [folder for folder in library.folders if Path(folder).is_dir()]
    below = []
    if library.folders:
        what = "libraries.articles_stay" if there else "libraries.no_articles"
        below.append(phrase(what, folders=phrase("list_of").join(there or library.folders)))
    elif not library.example and not library.fault:
        below.append(phrase("libraries.no_folder_known"))
    if library.corrected:
        below.append(phrase("libraries.corrections_go"))
    say_below(below)


def _agreed(number: int) -> bool:
    question = phrase("libraries.ask") if number == 1 else phrase("libraries.ask_many", n=number)
    print(f"{question} {phrase('libraries.ask_keys')} ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip().casefold()
    return answer in {*phrase("libraries.yes").split(), "y", "yes"}
