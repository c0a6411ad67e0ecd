"""Which library a command works on."""

from __future__ import annotations

from pathlib import Path

from store.engine import Engine
from store.library import places
from store.library.build import Summary, update
from store.library.errors import LibraryError
from store.library.library import FILE, Library
from tui.cli.console import FAILED, CommandError, progress, say


def last_or_example(path: Path | None) -> Library:
    """The library at `path`, else the one last used, else the built-in example, which is built where it is not yet."""
    if path is not None:
        library = Library.create(path)
        if not library.exists:
            say(f"{path} is a new, empty library: 'timeline build FOLDER --library {path}' fills it")
        return library
    last = places.read_last()
    if last is None or last == places.example_library():
        return example()[0]
    if not (last / FILE).is_file():
        say(f"the library last used is gone ({last}); this is the built-in example")
        return example()[0]
    return Library.open(last)


def example(path: Path | None = None) -> tuple[Library, Summary]:
    """The library of the built-in example (at `path` where that is given), built or brought up to date."""
    try:
        articles = places.example_articles()
    except FileNotFoundError as error:
        raise CommandError(str(error), FAILED) from error
    library = Library.create(path or places.example_library())
    return library, build(library, [articles], example=True)


def build(
    library: Library,
    inputs: list[Path],
    *,
    published: str | None = None,
    language: str | None = None,
    engine: Engine | None = None,
    example: bool = False,
) -> Summary:
    """Bring a library up to date, with a progress display."""
    with progress() as shown:
        return update(
            library,
            inputs,
            published=published,
            language=language,
            engine=engine,
            example=example,
            progress=shown,
        )


def of_folder(folder: Path, path: Path | None) -> Library:
    """The library of a folder of articles, or the one at `path`.

    Raises:
        CommandError: there is no such folder.
    """
    if not folder.is_dir():
        reason = "is a file: 'timeline build FILE --library PATH' reads single articles" if folder.exists() else None
        raise CommandError(f"{folder} {reason or 'is neither a command nor a folder'}")
    try:
        return Library.create(path or places.library_of(folder))
    except OSError as error:
        raise LibraryError(str(error)) from error
