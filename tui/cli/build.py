"""`timeline build`: read articles into a library."""

from __future__ import annotations

import argparse
import shlex
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from store import languages
from store.engine import ENGINES
from store.library import places
from store.library.errors import LibraryError, LibraryUnwritableError
from store.library.library import Library
from store.library.summary import summary_json
from store.text import printable
from tui.cli.console import NOT_FOUND, USAGE, CommandError, say_summary, write
from tui.cli.given import date_fault
from tui.cli.given_articles import add_arguments, fetch_into, given
from tui.cli.libraries import add_json, bring_corrections_in, build, created, outside, use
from tui.cli.skipped import known_before
from tui.cli.speech import count, phrase, told


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline build`."""
    parser.description, parser.epilog = phrase("help.build.description"), phrase("help.build.examples")
    add_arguments(parser)
    add_options(parser)
    parser.add_argument("--rejoin", action="store_true", help=phrase("help.build.rejoin"))
    add_json(parser)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be said of articles that do not say it."""
    parser.add_argument(
        "--published",
        metavar=phrase("meta.date"),
        type=published,
        help=phrase("help.build.published"),
    )
    parser.add_argument(
        "--language",
        metavar=phrase("meta.code"),
        type=language,
        help=phrase("help.build.language", codes=", ".join(languages.codes())),
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        help=phrase("help.build.engine"),
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
        raise argparse.ArgumentTypeError(phrase("language.unknown", value=value, codes=", ".join(languages.codes())))
    return value


def _say_where(library: Library, folder: Path | None, *, news: bool) -> None:
    """Where the library is, and how to look at it, and at what is new where that is something (`news`)."""
    place = shlex.quote(str(library.path if folder is None else folder))
    listed = f"--library {place}" if folder is None else f"--folder {place}"
    for what, words in (
        ("build.library", str(library.path)),
        ("build.open", f"timeline open --library {place}" if folder is None else f"timeline open {place}"),
        ("build.list", f"timeline list {listed}"),
        *([("build.new", f"timeline list --new {listed}")] if news else []),
    ):
        print(f"{phrase(what)}  {printable(words)}", file=sys.stderr)


def _say_placed(library: Library, placed: int) -> None:
    """That articles were only placed among what stood, and what joins them with all others."""
    command = printable(f"timeline build --library {shlex.quote(str(library.path))} --rejoin")
    print(phrase("build.placed", articles=count(placed, "article"), command=command), file=sys.stderr)


def _unapplied(library: Library) -> set[str]:
    """The corrections (ids) that could not be carried out the last time; none where nobody can say."""
    with suppress(LibraryError):
        return set(library.not_applicable()) if library.exists else set()
    return set()


def _say_unapplied(library: Library, before: set[str]) -> None:
    """That corrections are carried out no more, which is nowhere to be seen but in their list."""
    if new := _unapplied(library) - before:
        command = printable(f"timeline corrections --library {shlex.quote(str(library.path))}")
        print(phrase("build.unapplied", corrections=count(len(new), "unapplied"), command=command), file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Build, and say what was done."""
    articles = given(args)
    paths = articles.paths
    if not paths and not articles.addresses and not (args.rejoin and args.library):
        raise CommandError(phrase("build.nothing"), USAGE)
    if args.library is None and (articles.addresses or len(paths) > 1 or not paths[0].is_dir()):
        if len(paths) == 1 and not articles.addresses and not paths[0].exists():
            raise CommandError(phrase("build.no_path", path=paths[0]))
        raise CommandError(phrase("build.need_library"), USAGE)
    if args.library is not None:
        outside(paths, args.library)
    try:
        library = created(args.library or places.library_of(paths[0]))
        unapplied = _unapplied(library)
        pages, unfetched = fetch_into(library, articles.addresses, args) if articles.addresses else ([], [])
        summary = build(
            library,
            [*paths, *pages],
            published=args.published,
            language=args.language,
            engine=args.engine,
            rejoin=args.rejoin,
        )
    except LibraryUnwritableError as error:
        if args.library is not None:
            raise
        raise LibraryUnwritableError(phrase("build.elsewhere", error=told(str(error)))) from error
    if library.exists:
        bring_corrections_in(library)
        if summary.articles:
            use(library)
    if not summary.rebuilt and library.exists:
        # Nothing was new, so that there is time for a look at what is stored.
        library.check()
    before = known_before(library, summary.skipped)
    summary = replace(summary, skipped=(*unfetched, *summary.skipped))
    if args.json:
        write(summary_json(summary))
    else:
        say_summary(summary, given=bool(paths or articles.addresses), before=before)
        if library.exists:
            news = bool(summary.news.events or summary.news.sources)
            _say_where(library, None if args.library else paths[0], news=news)
            if summary.placed:
                _say_placed(library, summary.placed)
            _say_unapplied(library, unapplied)
    return NOT_FOUND if set(summary.skipped) - before or (summary.others and not summary.articles) else 0
