"""Libraries by their names, where a path or a folder might stand as well."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from store.library import places, shelf
from store.library.library import FILE
from store.library.shelf import Shelved
from store.text import fold
from tui.cli.console import USAGE, CommandError
from tui.cli.speech import phrase
from tui.messages import LANGUAGES, Messages


def the_library(given: str) -> Shelved:
    """The library that is meant by its path, its name, or the folder of its articles, in this order.

    Raises:
        CommandError: there is none, or several have the name.
    """
    path = Path(given)
    if (path / FILE).is_file():
        return shelf.look(path)
    found = _called(given)
    if found is not None:
        return found
    if path.is_dir() and (places.library_of(path) / FILE).is_file():
        return shelf.look(places.library_of(path))
    # Only a mistake pays for the import.
    from difflib import get_close_matches

    near = get_close_matches(given, [each.name for each in shelf.shelved()], 1)
    if near:
        raise CommandError(phrase("libraries.unknown_near", name=given, near=near[0]))
    raise CommandError(phrase("libraries.unknown", name=given))


def resolve(args: argparse.Namespace) -> None:
    """Put the path of a library in the place of its name: after --library, and where `open` expects a folder.

    A path that is there goes before a name; a word that is neither stays as it is.

    Raises:
        CommandError: several libraries have the name.
    """
    if args.library is not None and not args.library.exists():
        found = _called(str(args.library))
        args.library = args.library if found is None else found.path
    if args.command not in ("open", "serve") or args.folder is None or args.library is not None or args.folder.exists():
        return
    found = _called(str(args.folder))
    if found is not None:
        args.folder, args.example = None, found.path == places.example_library()
        args.library = None if args.example else found.path


def _called(name: str) -> Shelved | None:
    if not name or os.sep in name or (os.altsep and os.altsep in name):
        return None
    found = shelf.named(name) or _example(name)
    if len(found) > 1:
        where = [f"{each.path}  ({', '.join(each.folders)})" for each in found]
        raise CommandError(phrase("library.called_several", name=name), USAGE, where)
    return found[0] if found else None


def _example(name: str) -> tuple[Shelved, ...]:
    """The built-in example where `name` is what any language of the interface calls it."""
    names = {fold(Messages(lang)("example")) for lang in LANGUAGES}
    return tuple(each for each in shelf.shelved() if each.example) if fold(name) in names else ()
