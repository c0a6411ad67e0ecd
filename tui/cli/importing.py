"""`timeline import`: a library made from a dataset."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from store.text import printable
from tui.cli.console import FAILED, USAGE, CommandError
from tui.cli.given import given_path
from tui.cli.libraries import use
from tui.cli.speech import count, phrase, told


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline import`."""
    parser.description, parser.epilog = phrase("help.import.description"), phrase("help.import.examples")
    parser.add_argument("file", metavar=phrase("meta.file"), type=given_path, help=phrase("help.import.file"))


def run(args: argparse.Namespace) -> int:
    """Make the library, and say where it is."""
    from store.export.dataset import DatasetError, carried_by, from_json, manifest_of
    from store.library import places
    from store.library.imported import import_dataset

    file: Path = args.file
    try:
        data = file.read_bytes()
        dataset = from_json(data)
    except OSError as error:
        raise CommandError(phrase("colon", what=file, why=told((error.strerror or str(error)).lower()))) from error
    except DatasetError as error:
        raise CommandError(phrase("colon", what=file, why=told(str(error))), FAILED) from error
    place: Path = args.library or places.library_of(file)
    if place.is_dir() and any(place.iterdir()):
        raise CommandError(phrase("import.there", path=place), USAGE)
    library = import_dataset(place, dataset, manifest_of(data).journal, carried_by(data))
    use(library)
    held = phrase("list_of").join(
        count(number, noun) for number, noun in ((len(dataset.articles), "article"), (len(dataset.events), "event"))
    )
    where = shlex.quote(str(library.path))
    for what, words in (
        ("import.done", held),
        ("build.library", str(library.path)),
        ("build.open", f"timeline open --library {where}"),
        ("build.list", f"timeline list --library {where}"),
    ):
        print(f"{phrase(what)}  {printable(words)}", file=sys.stderr)
    return 0
