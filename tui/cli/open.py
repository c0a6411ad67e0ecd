"""`timeline open`, `timeline FOLDER`, `timeline`: the explorer, or the timeline as text where there is no terminal."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

from store.library import places
from store.library.library import Library
from tui.cli.build import add_options
from tui.cli.commands import COMMANDS
from tui.cli.console import NOT_FOUND, USAGE, CommandError, say, say_summary
from tui.cli.libraries import example, is_kept, last_or_example, of_folder
from tui.cli.speech import language, phrase

_SMALL = 3_000_000
"""Bytes: a library up to here is read in some hundredths of a second."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline open`."""
    parser.description, parser.epilog = phrase("help.open.description"), phrase("help.open.examples")
    parser.add_argument("folder", metavar=phrase("meta.folder"), nargs="?", type=Path, help=phrase("help.open.folder"))
    parser.add_argument("--example", action="store_true", help=phrase("help.open.example"))
    add_options(parser)


def run(args: argparse.Namespace) -> int:
    """Build what is to be built, then open it."""
    if args.example and args.folder:
        raise CommandError(phrase("open.example_folder"), USAGE)
    if not args.folder and any(option is not None for option in (args.published, args.language, args.engine)):
        raise CommandError(phrase("open.which_folder"), USAGE)
    status = 0
    if args.example:
        library, _ = example(args.library)
    elif args.folder:
        check_folder(args.folder)
        library, summary = of_folder(
            args.folder, args.library, published=args.published, language=args.language, engine=args.engine
        )
        status = NOT_FOUND if summary.skipped else 0
        if summary.rebuilt or summary.skipped or summary.gone or not summary.articles:
            say_summary(summary)
    elif args.library:
        library = Library.create(args.library)
        if not library.exists:
            say(phrase("open.empty", path=args.library))
    else:
        library = last_or_example()
    if not sys.stdout.isatty() or not _can_draw():
        from tui.cli.list import print_timeline

        print_timeline(library)
        return status
    return explore(library) or status


def check_folder(folder: Path) -> None:
    """Make sure that `folder`, which may be a command with a slip, is a folder.

    Raises:
        CommandError: it is none.
    """
    if folder.is_dir():
        return
    if folder.exists():
        raise CommandError(phrase("open.file", path=folder))
    # Only a mistake pays for the import.
    from difflib import get_close_matches

    near = get_close_matches(str(folder), COMMANDS, 1)
    if near:
        raise CommandError(phrase("open.neither_near", path=folder, near=near[0]))
    raise CommandError(phrase("open.neither", path=folder))


def _can_draw() -> bool:
    """Whether the terminal can put the cursor where it is wanted; one that nobody knows is taken to be able."""
    if os.environ.get("TERM", "") in ("dumb", "unknown", ""):
        return os.name == "nt"
    try:
        import curses
    except ImportError:
        return True
    try:
        curses.setupterm()
        return bool(curses.tigetstr("cup"))
    except (curses.error, OSError, ValueError):
        return True


def explore(library: Library) -> int:
    """Open the explorer; from now on this is the library used last."""
    # A place for the record that cannot be written must not keep anybody from reading.
    with suppress(OSError):
        if is_kept(library):
            places.write_last(library.path)
    from tui.app import run as run_explorer

    # A small library is on the screen at once; a big one after the first paint, read beside it.
    small = library.size < _SMALL
    return run_explorer(
        library.dataset() if small else None,
        name=library.name,
        place=library.path,
        sources_folder=library.sources_folder,
        loader=None if small else library.dataset,
        lang=language(),
    )
