"""`timeline build`: read articles into a library."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from store import languages
from store.engine import ENGINES
from store.library import places
from store.library.errors import LibraryUnwritableError
from store.library.library import Library
from store.text import printable
from tui.cli.console import NOT_FOUND, USAGE, CommandError, say_summary
from tui.cli.given import date_fault
from tui.cli.libraries import build, outside

_DESCRIPTION = """\
Reads articles (.txt, .md) into a library and finds what happened when.

One folder has a library of its own: 'timeline build FOLDER' and 'timeline FOLDER' keep it up to
date, and a file that has gone from the folder leaves the library.  Single files, or several folders,
go into a library of your choice (--library); what is in it stays.

What the articles do not say themselves can stand in a file sources.toml beside them:

  ["strike-monday.txt"]
  title = "…"
  publisher = "…"
  published = "2025-02-10"       or 2025-02, 2025
  language = "fr"                and author, url

Names that were read wrongly can be mended in a file entities.toml beside them:

  not_names = ["Replay"]
  ["Jane Orlik"]
  type = "person"                or organization, place, product, event, work
  aliases = ["J. O."]

Progress and a summary go to standard error.  A file that cannot be read is named and skipped; the
exit status is then 1.  Nothing that is stored already is lost.
"""
_EPILOG = """\
examples:
  timeline build ~/articles/strike
  timeline build ~/articles/strike --published 2025-02-11 --language fr
  timeline build monday.txt tuesday.txt ~/articles/strike --library ~/strike-library
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline build`."""
    parser.description, parser.epilog = _DESCRIPTION, _EPILOG
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a folder of articles, or an article")
    add_options(parser)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said of articles that do not say it."""
    parser.add_argument(
        "--published",
        metavar="DATE",
        type=published,
        help="when articles that do not say it were published: 2025-02-11, 2025-02 (kept for next time; '' forgets)",
    )
    parser.add_argument(
        "--language",
        metavar="CODE",
        type=language,
        help=f"language of articles that do not say it: {', '.join(languages.codes())} (else it is guessed)",
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        help="what reads the names in French articles: rules (at first), or spacy, which is an extra "
        "(pip install 'timeline-explorer[spacy]'; kept for next time)",
    )


def published(value: str) -> str:
    """An EDTF date, or "" to forget one.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    if value and (fault := date_fault(value)):
        raise argparse.ArgumentTypeError(fault)
    return value


def language(value: str) -> str:
    """The code of a language that has a file, or "" to forget one.

    Raises:
        argparse.ArgumentTypeError: it has none.
    """
    if value and value not in languages.codes():
        raise argparse.ArgumentTypeError(f"{value!r} is not known: write one of {', '.join(languages.codes())}")
    return value


def _say_where(library: Library, folder: Path | None) -> None:
    """Where the library is, and how to look at it."""
    place = shlex.quote(str(library.path if folder is None else folder))
    for what, words in (
        ("library", str(library.path)),
        ("open it", f"timeline open --library {place}" if folder is None else f"timeline open {place}"),
        ("list it", f"timeline list --library {place}" if folder is None else f"timeline list --folder {place}"),
    ):
        print(f"{what}:  {printable(words)}", file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Build, and say what was done."""
    paths: list[Path] = args.paths
    if args.library is None and (len(paths) > 1 or not paths[0].is_dir()):
        if len(paths) == 1 and not paths[0].exists():
            raise CommandError(f"{paths[0]}: no such file or folder")
        raise CommandError("files or several paths need a library: add --library PATH", USAGE)
    if args.library is not None:
        outside(paths, args.library)
    try:
        library = Library.create(args.library or places.library_of(paths[0]))
        summary = build(library, paths, published=args.published, language=args.language, engine=args.engine)
    except LibraryUnwritableError as error:
        if args.library is not None:
            raise
        raise LibraryUnwritableError(f"{error}; --library PATH keeps it where you can write") from error
    say_summary(summary)
    if library.exists:
        _say_where(library, None if args.library else paths[0])
    return NOT_FOUND if summary.skipped else 0
