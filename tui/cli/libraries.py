"""Which library a command works on."""

from __future__ import annotations

import argparse
import atexit
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.engine import Engine
from store.library import places
from store.library.build import Summary, update
from store.library.disk import absolute
from store.library.errors import (
    JournalUnreadableError,
    LibraryBusyError,
    LibraryDamagedError,
    LibraryMissingError,
    LibraryUnwritableError,
)
from store.library.journal import ASIDE
from store.library.journal import FILE as JOURNAL
from store.library.library import FILE, Library, is_library
from store.library.pages import Page
from store.library.parts import FOLDER as PARTS
from tui.cli.console import FAILED, USAGE, CommandError, progress, say
from tui.cli.given import given_path
from tui.cli.mending import mended
from tui.cli.speech import language, phrase, told

if TYPE_CHECKING:
    from store.corrections.journal import Contents

_temporary: set[Path] = set()
"""Libraries of this run, which nobody keeps."""


def add_folder(parser: argparse.ArgumentParser) -> None:
    """The option that chooses a library by its articles."""
    parser.add_argument(
        "--folder",
        metavar=phrase("meta.folder"),
        type=given_path,
        help=phrase("help.option.folder"),
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option for other programs."""
    parser.add_argument("--json", action="store_true", help=phrase("help.option.json"))


def chosen(args: argparse.Namespace) -> Library:
    """The library that the arguments of a command that only reads ask for; none is ever made at a place of the user's.

    Without --library and --folder it is the one last used, else the built-in example, and a line says so.

    Raises:
        CommandError: both options are given.
        LibraryMissingError: there is no library.
    """
    if args.library is not None and args.folder is not None:
        raise CommandError(phrase("library.or_folder"), USAGE)
    if args.folder is not None:
        found = _built(args.folder)
    elif args.library == places.example_library() and not is_library(args.library):
        found = example()[0]
    elif args.library is not None:
        found = _at(args.library)
    else:
        found = last_or_example(told=True)
    bring_corrections_in(found)
    return found


def bring_corrections_in(library: Library) -> None:
    """Carry out what was corrected elsewhere, and say what is wrong with the journal where it has changed."""
    gone = library.exists and library.lacks_corrections
    try:
        # Where nothing can be written now, what was corrected elsewhere is told the next time.
        with suppress(LibraryUnwritableError, LibraryBusyError):
            if not library.bring_corrections_in():
                return
        say_damaged_lines(library.corrections())
    except JournalUnreadableError as error:
        say(phrase("library.journal_unreadable", error=told(str(error))))
    if gone:
        say(phrase("library.journal_gone", path=library.path / JOURNAL))


def say_damaged_lines(contents: Contents) -> None:
    """Which lines of a journal are no corrections."""
    if contents.damaged:
        from tui.corrections import cut, spoken

        talk = spoken(language())
        for damaged in contents.damaged:
            # What is wrong with it is told in the words of whoever wrote the parser: cut, and without controls.
            reason = cut(told(damaged.reason), 60)
            say(talk("damaged", file=JOURNAL, n=damaged.number, reason=reason, aside=ASIDE))


def _built(folder: Path) -> Library:
    try:
        return Library.open(places.library_of(folder))
    except LibraryMissingError as error:
        reason = "library.never_built" if folder.is_dir() else "library.no_folder"
        raise LibraryMissingError(phrase(reason, folder=folder)) from error


def _at(path: Path) -> Library:
    try:
        return Library.open(path)
    except LibraryMissingError as error:
        known = path.is_dir() and (places.library_of(path) / FILE).is_file()
        raise LibraryMissingError(phrase("library.none_but_folder" if known else "library.none", path=path)) from error


def last_or_example(*, told: bool = False) -> Library:
    """The library last used, else the built-in example, which is built where it is not yet (`told`: a line says it)."""
    last = places.read_last()
    if last == places.example_library():
        return example()[0]
    if last is None:
        if told:
            say(phrase("library.example_first", how=phrase("library.how")))
        return example()[0]
    if not is_library(last):
        say(phrase("library.last_gone", path=last, how=phrase("library.how")))
        return example()[0]
    found = Library.open(last)
    if told:
        say(phrase("library.last", name=found.name, path=last))
    return found


def use(library: Library) -> None:
    """From now on this is the library used last, which commands work on that are told of none."""
    # A place for the record that cannot be written must not keep anybody from going on.
    with suppress(OSError):
        if is_kept(library) and places.read_last() != library.path:
            places.write_last(library.path)


def example(path: Path | None = None) -> tuple[Library, Summary]:
    """The library of the built-in example (at `path` where that is given), built or brought up to date."""
    try:
        articles = places.example_articles()
    except FileNotFoundError as error:
        raise CommandError(told(str(error)), FAILED) from error
    if path is not None:
        library = created(path)
        return library, build(library, [articles], example=True)
    return _kept_or_temporary(places.example_library(), articles, example=True)


def of_folder(
    folder: Path,
    path: Path | None,
    *,
    published: str | None = None,
    language: str | None = None,
    engine: Engine | None = None,
) -> tuple[Library, Summary]:
    """The library of a folder of articles, or the one at `path`, brought up to date.

    Where nothing can be written among the user's data, it is a library for this run alone, and a line says so.

    Raises:
        CommandError: there is no such folder.
        LibraryError: the library at `path` cannot be read or written.
    """
    if path is None:
        return _kept_or_temporary(
            places.library_of(folder), folder, published=published, language=language, engine=engine
        )
    outside([folder], path)
    library = created(path)
    return library, build(library, [folder], published=published, language=language, engine=engine)


def _kept_or_temporary(
    place: Path,
    folder: Path,
    *,
    published: str | None = None,
    language: str | None = None,
    engine: Engine | None = None,
    example: bool = False,
) -> tuple[Library, Summary]:
    for attempt in ("kept", "temporary"):
        try:
            library = created(place)
            summary = build(library, [folder], published=published, language=language, engine=engine, example=example)
        except LibraryUnwritableError as error:
            if attempt == "temporary":
                raise
            say(phrase("library.not_kept", error=told(str(error))))
            place = _for_this_run(place)
        else:
            break
    return library, summary


def _for_this_run(like: Path) -> Path:
    """A folder that is gone when the program ends, with what the library `like` holds so far."""
    holder = Path(tempfile.mkdtemp(prefix="timeline-"))
    atexit.register(shutil.rmtree, holder, ignore_errors=True)
    place = holder / like.name
    place.mkdir()
    with suppress(OSError):
        if (like / PARTS).is_dir():
            shutil.copytree(like / PARTS, place / PARTS)
        shutil.copyfile(like / FILE, place / FILE)
    _temporary.add(place)
    return place


def created(path: Path) -> Library:
    """As `Library.create`; one whose head is missing gets it back."""
    try:
        return Library.create(path)
    except LibraryDamagedError as error:
        if not mended(error, anew=True):
            raise
        return Library.create(path)


def is_kept(library: Library) -> bool:
    """Whether the library will be there after this run."""
    return library.path not in _temporary


def outside(inputs: list[Path], library: Path) -> None:
    """Make sure that `library` does not lie in a folder of articles.

    Raises:
        CommandError: it does.
    """
    place = absolute(library)
    for path in inputs:
        folder = absolute(path)
        if path.is_dir() and (place == folder or folder in place.parents):
            raise CommandError(phrase("library.inside", library=library, folder=path), USAGE)


def build(
    library: Library,
    inputs: Sequence[Path | Page],
    *,
    published: str | None = None,
    language: str | None = None,
    engine: Engine | None = None,
    example: bool = False,
    rejoin: bool = False,
) -> Summary:
    """Bring a library up to date, with a progress display; a damaged one is mended or set aside, and a line says so."""

    def run() -> Summary:
        with progress() as shown:
            return update(
                library,
                inputs,
                published=published,
                language=language,
                engine=engine,
                example=example,
                rejoin=rejoin,
                progress=shown,
            )

    try:
        return run()
    except LibraryDamagedError as error:
        if not mended(error, anew=True):
            raise
        return run()
