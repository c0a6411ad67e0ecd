"""`timeline open`, `timeline FOLDER`, `timeline`: the explorer, or the timeline as text where there is no terminal."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.library import places, storage
from store.library.errors import LibraryBusyError, LibraryDamagedError, LibraryError
from store.library.library import Library
from store.library.snapshot import Snapshot
from tui.cli.build import add_options
from tui.cli.commands import COMMANDS
from tui.cli.console import FAILED, NOT_FOUND, USAGE, CommandError, say, say_summary
from tui.cli.given import given_path
from tui.cli.libraries import bring_corrections_in, example, is_kept, last_or_example, of_folder
from tui.cli.mending import mended
from tui.cli.quick import can_draw, show
from tui.cli.skipped import known_before
from tui.cli.speech import phrase

if TYPE_CHECKING:
    from store.index.columns import Columns
    from store.library.news import News


_SECONDS = 1.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline open`."""
    parser.description, parser.epilog = phrase("help.open.description"), phrase("help.open.examples")
    parser.add_argument(
        "folder", metavar=phrase("meta.folder"), nargs="?", type=given_path, help=phrase("help.open.folder")
    )
    parser.add_argument("--example", action="store_true", help=phrase("help.open.example"))
    parser.add_argument("--plain", action="store_true", default=None, help=phrase("help.open.plain"))
    parser.add_argument("--fresh", action="store_true", help=phrase("help.open.fresh"))
    add_options(parser)


def run(args: argparse.Namespace) -> int:
    """Build what is to be built, then open it."""
    if args.example and args.folder:
        raise CommandError(phrase("open.example_folder"), USAGE)
    if not args.folder and any(option is not None for option in (args.published, args.language, args.engine)):
        raise CommandError(phrase("open.which_folder"), USAGE)
    try:
        try:
            return _library_opened(args)
        except LibraryDamagedError as error:
            if not mended(error):
                raise
            return _library_opened(args)
    except (LibraryBusyError, LibraryDamagedError) as error:
        if not _drawn():
            raise
        return _explore_when_ready(args, error)


def _library_opened(args: argparse.Namespace) -> int:
    with _patience():
        library, status, first, news = _library_and_status(args)
    return _open(args, library, status, first, news)


@contextmanager
def _patience() -> Iterator[None]:
    """The explorer itself says that another program writes, and tries again: it does not wait long before that."""
    usual = storage.LOCK_SECONDS
    storage.LOCK_SECONDS = _SECONDS if _drawn() else usual
    try:
        yield
    finally:
        storage.LOCK_SECONDS = usual


def _library_and_status(args: argparse.Namespace) -> tuple[Library, int, bool, News | None]:
    """The library to open, brought up to date, the exit status, whether this is the first start ever, what is new."""
    status = 0
    first = False
    news = None
    if args.example:
        first = places.read_last() is None and not args.library
        library, _ = example(args.library)
    elif args.folder:
        check_folder(args.folder)
        library, summary = of_folder(
            args.folder, args.library, published=args.published, language=args.language, engine=args.engine
        )
        news = summary.news
        before = known_before(library, summary.skipped)
        status = NOT_FOUND if set(summary.skipped) - before or (summary.others and not summary.articles) else 0
        if summary.rebuilt or summary.skipped or summary.gone or not summary.articles:
            say_summary(summary, before=before)
    elif args.library:
        library = Library.create(args.library)
        if not library.exists:
            say(phrase("open.empty", path=args.library))
    else:
        first = places.read_last() is None
        # The explorer's title says which it is.
        library = last_or_example(told=not _drawn())
    return library, status, first, news


def _open(args: argparse.Namespace, library: Library, status: int, first: bool, news: News | None) -> int:
    if not _drawn():
        from tui.cli.list import print_timeline

        print_timeline(library)
        return status
    return explore(library, args, welcome=first, news=news) or status


def _explore_when_ready(args: argparse.Namespace, error: LibraryError) -> int:
    """The explorer where the library cannot be read now: it says what to do, and opens when another program is done."""
    from tui.startup import run as run_explorer

    errors: list[LibraryError] = [error]
    opened: list[Library] = []

    def loader() -> Columns:
        if errors:
            raise errors.pop()
        with _patience():
            opened.append(_library_of(args))
        return opened[-1].snapshot()

    folder = places.example_articles() if args.example else args.folder
    name = "example" if args.example else "" if folder is None else folder.absolute().name
    place = places.example_library() if args.example else None
    status = run_explorer(name=name, place=place, loader=loader, lang=_lang(args), plain=args.plain, fresh=True)
    return status if opened else FAILED


def _library_of(args: argparse.Namespace) -> Library:
    """The library that was asked for, brought up to date where that needs no more than a look at its articles.

    Raises:
        LibraryError: it cannot be read, or another program still writes to it.
    """
    from store.library.build import update

    folder = places.example_articles() if args.example else args.folder
    if folder is None:
        return Library.open(args.library) if args.library else last_or_example()
    kept = places.example_library() if args.example else places.library_of(folder)
    library = Library.create(args.library or kept)
    update(
        library,
        [folder],
        published=args.published,
        language=args.language,
        engine=args.engine,
        example=args.example,
    )
    return library


def _lang(args: argparse.Namespace) -> str | None:
    """The language that was asked for here; None leaves it to the settings, then to the environment."""
    asked: str | None = getattr(args, "lang", None)
    return asked


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


def _drawn() -> bool:
    """Whether there is a terminal to explore in."""
    # In the browser (timeline serve) there is none, and all can be drawn.
    in_browser = os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
    return in_browser or (sys.stdout.isatty() and can_draw())


def explore(library: Library, args: argparse.Namespace, *, welcome: bool = False, news: News | None = None) -> int:
    """Open the explorer; from now on this is the library used last."""
    lang, plain, fresh = _lang(args), args.plain, args.fresh
    bring_corrections_in(library)
    found = Snapshot.open(library.path, make=False) if library.exists else None
    if found is not None:
        return show(found, kept=is_kept(library), lang=lang, plain=plain, fresh=fresh, welcome=welcome, news=news)
    # A place for the record that cannot be written must not keep anybody from reading.
    with suppress(OSError):
        if is_kept(library):
            places.write_last(library.path)
    from tui.startup import run as run_explorer

    # What the screen is painted from is missing, or of an older program: it is made after the first paint.
    return run_explorer(
        None if library.exists else library.dataset(),
        name=library.name,
        place=library.path,
        sources_folder=library.sources_folder,
        loader=library.snapshot if library.exists else None,
        lang=lang,
        plain=plain,
        fresh=fresh,
        welcome=welcome,
        news=news,
    )
