"""Libraries by their names, where a path or a folder might stand as well."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
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

    A path that is there goes before a name; a word that is neither stays as it is.  The built-in example goes by its
    name where it is to be read, built or not yet; commands that make libraries may make one in a folder called so.

    Raises:
        CommandError: several libraries have the name.
    """
    opens = args.command in ("open", "serve")
    makes = args.command in ("build", "import") or (opens and args.folder is not None)
    if args.library is not None and not args.library.exists():
        args.library = _path(str(args.library), example=not makes) or args.library
    elif opens and args.library is None and args.folder is not None and not args.folder.exists():
        found = _path(str(args.folder), example=True)
        args.library, args.folder = found, args.folder if found is None else None
    if opens and args.folder is None and args.library == places.example_library():
        args.library, args.example = None, True


def _path(name: str, *, example: bool) -> Path | None:
    """Where the library of this name is; `example`: the built-in one may be meant."""
    found = _named(name) if not example else _called(name)
    if found is not None:
        return found.path
    return places.example_library() if example and _is_example(name) else None


def _called(name: str) -> Shelved | None:
    """The library of this name; that of the built-in example is told in any language of the interface."""
    known = _named(name)
    if known is None and _is_example(name):
        return _only(name, tuple(each for each in shelf.shelved() if each.example))
    return known


def _named(name: str) -> Shelved | None:
    if not name or os.sep in name or (os.altsep and os.altsep in name):
        return None
    return _only(name, shelf.named(name))


def _only(name: str, found: Sequence[Shelved]) -> Shelved | None:
    if len(found) > 1:
        where = [f"{each.path}  ({', '.join(each.folders)})" for each in found]
        raise CommandError(phrase("library.called_several", name=name), USAGE, where)
    return found[0] if found else None


def _is_example(name: str) -> bool:
    return fold(name) in {fold(Messages(lang)("example")) for lang in LANGUAGES}
