"""A library made from a dataset (JSON), not from articles; the hash of the corrections that a library rests on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.library.disk import write_atomic
from store.library.errors import LibraryError
from store.library.journal import FILE as JOURNAL
from store.library.journal import Journal
from store.library.kinds import KEYS, KINDS
from store.library.library import Library, Root, Stored
from store.library.program import program
from store.model import Dataset

if TYPE_CHECKING:
    from store.corrections.carried import Carried

FILE = "imported.json"
"""What else came with the dataset, beside the library."""


def import_dataset(path: Path, dataset: Dataset, journal: str | None = None, carried: Carried | None = None) -> Library:
    """Make the library at `path` of all that is in `dataset`, as it is: nothing of it is found anew.

    Args:
        path: a folder, which need not be there yet.
        dataset: what was exported.
        journal: the hash of the journal that it was made with, where only what came of the corrections is there.
        carried: the corrections themselves; the library has them in its own journal.

    Raises:
        LibraryError: there is a library already, or none can be made.
    """
    library = Library.create(path)
    if library.exists:
        raise LibraryError(f"{path}: there is a library already")
    base = journal
    if carried is not None:
        dataset, base = _as_found(dataset, carried), carried.base
    made_of = hashlib.sha256("\n".join(sorted(article.id for article in dataset.articles)).encode()).hexdigest()
    # No path: that of the dataset is none of its articles, and a folder that holds it does not hold them.
    root = Root(f"dataset:{made_of[:16]}", "file", "")
    stored = [Stored(root.key, "", article) for article in dataset.articles]
    with library.transaction():
        if carried is not None:
            lines = (msgspec.json.encode(line) + b"\n" for line in carried.journal)
            write_atomic(path / JOURNAL, b"".join(lines))
        library.store_articles([root], stored)
        library.store_derived(dataset, program())
        if base:
            write_atomic(path / FILE, json.dumps({"journal": base}).encode("ascii") + b"\n")
    return library


def _as_found(dataset: Dataset, carried: Carried) -> Dataset:
    """The dataset as the program found it; what of it cannot be understood stays as it was corrected."""
    tables: dict[str, Any] = {}
    for each in carried.replaced:
        if each.table not in KEYS:
            continue
        key, made = KEYS[each.table], set(each.made)
        kept = [row for row in getattr(dataset, each.table) if str(key(row)) not in made]
        try:
            found: list[Any] = [msgspec.convert(row, KINDS[each.table]) for row in each.found]
        except msgspec.ValidationError:
            continue
        rows = sorted((*kept, *found), key=lambda row: str(key(row)))
        if each.table == "pairs":
            rows.sort(key=lambda pair: -pair.link.score)
        elif each.table == "articles":
            rows.sort(key=lambda article: article.file)
        elif each.table == "quotes":
            rows.sort(key=lambda quote: (quote.article, quote.start, quote.end))
        tables[each.table] = tuple(rows)
    return replace(dataset, **tables)


def journal_hash(path: Path) -> str | None:
    """The hash of the corrections that the library at `path` rests on, its own and those it came with."""
    own = Journal(path / JOURNAL).read().digest if (path / JOURNAL).exists() else ""
    came = base_of(path)
    if own and came:
        return hashlib.sha256(f"{came} {own}".encode()).hexdigest()[:16]
    return own or came


def base_of(path: Path) -> str | None:
    """The hash of the corrections that the library at `path` came with and does not have."""
    try:
        came = json.loads((path / FILE).read_bytes())["journal"]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return came if isinstance(came, str) else None
