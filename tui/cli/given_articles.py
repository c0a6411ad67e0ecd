"""The articles that a command is given: folders, files, and addresses, by name or in a list."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from store.library.library import Library, Skipped
from store.library.pages import Page, keep, kept, named
from tui.cli.console import USAGE, CommandError, progress
from tui.cli.speech import phrase, told

_LARGEST_LIST = 5_000_000


@dataclass(slots=True)
class Given:
    """What the command line names: paths, and addresses, each once and in their order."""

    paths: list[Path] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that name articles."""
    parser.add_argument("paths", metavar=phrase("meta.path"), nargs="*", help=phrase("help.build.paths"))
    parser.add_argument("--urls", metavar=phrase("meta.file"), help=phrase("help.build.urls"))
    parser.add_argument("--allow-local", action="store_true", help=phrase("help.build.allow_local"))
    parser.add_argument("--offline", action="store_true", help=phrase("help.build.offline"))


def given(args: argparse.Namespace) -> Given:
    """What the arguments name.

    Raises:
        CommandError: the list of addresses cannot be read.
    """
    words: list[str] = list(args.paths)
    if args.urls is not None:
        words += _listed(args.urls)
    found = Given()
    for word in dict.fromkeys(words):
        if not word.strip():
            raise CommandError(phrase("given.empty"), USAGE)
        if "://" in word and not Path(word).exists():
            found.addresses.append(word)
        else:
            found.paths.append(Path(word))
    return found


def fetch_into(
    library: Library, addresses: Iterable[str], args: argparse.Namespace
) -> tuple[list[Page], list[Skipped]]:
    """Fetch addresses into a library; what cannot be fetched is named, and what was kept of it before stays.

    With `--offline` only what was kept before is given.

    Raises:
        LibraryUnwritableError: what was fetched cannot be kept.
    """
    from store.reading.errors import ReadingError
    from store.reading.fetch import fetch

    pages: list[Page] = []
    skipped: list[Skipped] = []
    wanted = list(dict.fromkeys(named(address) for address in addresses))
    day = datetime.now(UTC).date().isoformat()
    with progress() as shown:
        for number, address in enumerate(wanted):
            if shown:
                shown("fetching", number, len(wanted), address)
            if args.offline:
                page = kept(library.path, address)
                if page is not None:
                    pages.append(page)
                else:
                    skipped.append(Skipped(address, "it was never fetched"))
                continue
            try:
                fetched = fetch(address, allow_local=args.allow_local)
            except ReadingError as error:
                skipped.append(Skipped(error.file, error.reason))
                continue
            pages.append(keep(library.path, address, fetched, day))
    return pages, skipped


def _listed(name: str) -> list[str]:
    """The addresses in a file, one a line ("-" for standard input); not empty ones and those that begin with #."""
    try:
        if name == "-":
            text = sys.stdin.read(_LARGEST_LIST)
        else:
            with Path(name).open(encoding="utf-8-sig", errors="replace") as stream:
                text = stream.read(_LARGEST_LIST)
    except OSError as error:
        raise CommandError(phrase("colon", what=name, why=told((error.strerror or str(error)).lower()))) from error
    lines = (line.strip() for line in text.splitlines())
    return [line if "://" in line else f"https://{line}" for line in lines if line and not line.startswith("#")]
