"""A library made from a dataset (JSON), not from articles; the hash of the corrections that a library rests on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from store.library.disk import write_atomic
from store.library.errors import LibraryError
from store.library.journal import FILE as JOURNAL
from store.library.journal import Journal
from store.library.library import Library, Root, Stored
from store.library.scan import program
from store.model import Dataset

FILE = "imported.json"
"""What else came with the dataset, beside the library."""


def import_dataset(path: Path, dataset: Dataset, journal: str | None = None) -> Library:
    """Make the library at `path` of all that is in `dataset`, as it is: nothing of it is found anew.

    Args:
        path: a folder, which need not be there yet.
        dataset: what was exported.
        journal: the hash of the journal that it was made with; the corrections themselves are not in a dataset, only
            what came of them.

    Raises:
        LibraryError: there is a library already, or none can be made.
    """
    library = Library.create(path)
    if library.exists:
        raise LibraryError(f"{path}: there is a library already")
    made_of = hashlib.sha256("\n".join(sorted(article.id for article in dataset.articles)).encode()).hexdigest()
    # No path: that of the dataset is none of its articles, and a folder that holds it does not hold them.
    root = Root(f"dataset:{made_of[:16]}", "file", "")
    stored = [Stored(root.key, "", article) for article in dataset.articles]
    with library.transaction():
        library.store_articles([root], stored)
        library.store_derived(dataset, program())
        if journal:
            write_atomic(path / FILE, json.dumps({"journal": journal}).encode("ascii") + b"\n")
    return library


def journal_hash(path: Path) -> str | None:
    """The hash of the corrections that the library at `path` rests on, its own and those it came with."""
    own = Journal(path / JOURNAL).read().digest if (path / JOURNAL).exists() else ""
    try:
        came = json.loads((path / FILE).read_bytes())["journal"]
    except (OSError, ValueError, TypeError, KeyError):
        came = None
    if own and isinstance(came, str):
        return hashlib.sha256(f"{came} {own}".encode()).hexdigest()[:16]
    return own or (came if isinstance(came, str) else None)
