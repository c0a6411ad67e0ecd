"""The file of columns of each state of a library: where it lies, and what is written when the library has changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.index.file import IndexDamagedError
from store.index.reading import StoredColumns, open_columns
from store.library.disk import DERIVED, write_derived
from store.library.head import Head

if TYPE_CHECKING:
    from store.index.edited import EditedColumns
    from store.index.editing import Before, Change
    from store.model import Dataset

    OnDisk = StoredColumns | EditedColumns

_TABLES = (
    *("articles", "texts", "events", "entities", "mentions", "time_expressions"),
    *("quotes", "quote_groups", "whys", "pairs", "amounts", "counts"),
)
"""What the columns are made from."""


def columns_file(path: Path, head: Head) -> Path:
    """Where the columns of a library lie: another state of it has another file."""
    return path / DERIVED / f"columns-{head.fingerprint(*_TABLES)}.bin"


def write_columns(path: Path, head: Head, dataset: Dataset, before: Before | None = None) -> list[bytes]:
    """Write the columns of the dataset that `head` stands for, as far as that can be done; returns what is in the file.

    `dataset` is as `Library.dataset` gives it; where it shares most with that of `before`, only the rest is written.
    """
    from store.index import editing, writing

    file = columns_file(path, head)
    if before is not None:
        change = editing.change_between(before.dataset, dataset)
        if change is not None:
            with suppress(IndexDamagedError, OSError):
                return _write_edited(before.columns, before.file, file, change)
        if not before.whole:
            # Whoever reads next makes them.
            return []
    parts = writing.columns(dataset)
    _put(file, parts)
    return parts


def write_edited_columns(path: Path, before: Head, head: Head, change: Change, columns: OnDisk | None = None) -> bool:
    """Write the columns of the library that `head` stands for, from those of the state `before` and what changed.

    `columns` are those before, where they are open already.

    Only what changed is worked out and written; once that has become much, all of it is.  Returns whether they are
    written: where those before are not there or `change` does not fit them, whoever reads next makes them.
    """
    old, file = columns_file(path, before), columns_file(path, head)
    try:
        if file != old:
            _write_edited(columns or open_columns(old), old, file, change)
    except (IndexDamagedError, OSError):
        return False
    return True


def _write_edited(before: OnDisk, old: Path, file: Path, change: Change) -> list[bytes]:
    """Write the columns after a change of those `before`, which are in the file `old`; returns what is in the file.

    Raises:
        IndexDamagedError, OSError: it cannot be done.
    """
    from store.index import editing

    columns = editing.edited(before, old.name, change)
    parts = columns.encoded()
    # Where all is as it once was, the file cannot be edits of itself.
    if file.name == columns.file or editing.is_big(parts, (old.parent / columns.file).stat().st_size):
        parts = editing.whole(columns)
        _put(file, parts)
    else:
        _put(file, parts, columns.file)
    return parts


def _put(file: Path, parts: Sequence[bytes], base: str = "") -> None:
    """Write columns, which need those in the file `base` beside them; others go."""
    write_derived(file, parts)
    with suppress(OSError):
        # With them goes what writers left that were killed; one that is at work just now only has to try once more.
        for old in [*file.parent.glob("columns-*.bin"), *file.parent.glob(".columns-*.new")]:
            if old.name not in (file.name, base):
                # Where somebody reads it (and the system minds), it goes the next time.
                with suppress(OSError):
                    old.unlink()


def columns_before(path: Path, head: Head, dataset: Dataset, *, whole: bool) -> Before | None:
    """The columns of the dataset that `head` stands for, for those of a later one; None where they are not there.

    `whole`: its entities have their mentions.
    """
    from store.index.editing import Before

    file = columns_file(path, head)
    try:
        return Before(open_columns(file), file, dataset, whole)
    except IndexDamagedError:
        return None
