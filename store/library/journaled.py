"""The record of a library with the journal of what a person corrected in it, for reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb import TinyDB

from store.library import machine
from store.library.errors import JournalUnreadableError
from store.library.head import Head
from store.library.journal import FILE as JOURNAL
from store.library.journal import Journal
from store.library.record import Record
from store.library.roots import Placed
from store.library.snapshot import NEW_ARTICLES
from store.model import Dataset, Event

if TYPE_CHECKING:
    from store.corrections.carried import Carried
    from store.corrections.journal import Contents
    from store.library.recorded import CarriedOut

PLACED = "placed"
"""The table of articles that were added to what stands."""


class Journaled(Record):
    """The record in the folder `path`, with the journal beside it.  Made by `open` or `create`."""

    def __init__(self, path: Path, head: Head | None = None) -> None:
        super().__init__(path, head)
        self._journal = Journal(path / JOURNAL)

    def corrections(self) -> Contents:
        """The journal of what a person corrected, its damaged lines told apart.

        Raises:
            JournalUnreadableError: it cannot be read.
        """
        try:
            return self._journal.read()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise JournalUnreadableError(f"{self._journal.path}: the corrections cannot be read ({reason})") from error

    @property
    def has_corrections(self) -> bool:
        """Whether a person corrected anything, or did and has taken it back.

        Raises:
            JournalUnreadableError: nobody can say.
        """
        return bool(self.corrections().corrections) or self._storage.rows("machine") > 0

    @property
    def lacks_corrections(self) -> bool:
        """Whether corrections were carried out whose journal has gone, or is empty."""
        known: dict[str, Any] = next(iter(self._storage.head().whole.get("meta", {}).values()), {})
        return bool(known.get("corrections")) and not (self._journal.signature() or [0])[0]

    def found(self) -> Dataset:
        """All that the library knows as the program found it, without any correction.

        Raises:
            LibraryError: the library cannot be read.
        """
        return self.found_of(self.dataset())

    def found_of(self, dataset: Dataset) -> Dataset:
        """The `dataset` of this library as the program found it.

        Raises:
            LibraryError: the library cannot be read.
        """
        return machine.found(dataset, self._rows(self._db(), "machine", machine.Change))

    def carried(self) -> Carried | None:
        """The corrections, for a dataset that they go along with; None where there are none.

        Raises:
            LibraryError: they cannot be read.
        """
        contents = self.corrections()
        if not contents.corrections:
            return None
        from store.corrections.carried import Carried, Replaced
        from store.corrections.model import to_line
        from store.library.imported import base_of

        recorded = self._rows(self._db(), "machine", machine.Change)
        return Carried(
            tuple(msgspec.json.decode(to_line(each)) for each in contents.corrections),
            tuple(Replaced(each.table, tuple(sorted(each.made)), machine.ordered(each)) for each in recorded),
            base_of(self.path),
        )

    def as_shown(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """These events, which the program found, as they are shown; those that are hidden or merged stay as they are.

        Raises:
            LibraryError: the library cannot be read.
        """
        if not self.has_corrections:
            return tuple(events)
        shown = {event.id: event for event in self._rows(self._db(), "events", Event)}
        return tuple(shown.get(event.id, event) for event in events)

    def learned(self) -> str | None:
        """What names that which was learned when all of it was put together the last time; None where nothing was."""
        for row in self._db().table("meta").all():
            return row.get("learned")
        return None

    def placed(self) -> tuple[Placed, ...]:
        """The articles that were added to what stood since all of it was put together."""
        return tuple(self._rows(self._db(), PLACED, Placed))

    def not_applicable(self) -> dict[str, str]:
        """By the id of each correction that could not be carried out the last time: why."""
        return {str(row["id"]): str(row["reason"]) for row in self._db().table("unapplied").all()}

    @property
    def corrections_current(self) -> bool:
        """Whether the journal is the one that was carried out on what is stored; a look at the file, as a rule."""
        known = self._storage.head().whole.get("meta", {})
        meta: dict[str, Any] = next(iter(known.values()), {})
        return meta.get("journal") == self._journal.signature() or (
            bool(meta) and meta.get("corrections", "") == self.corrections().digest
        )

    def new_articles(self) -> frozenset[str]:
        """The ids of the articles that came with the last build that brought any; none where that brought all."""
        return frozenset(id for row in self._db().table(NEW_ARTICLES).all() for id in row.get("articles", ()))

    def carried_out(self) -> CarriedOut | None:
        """The journal, and what came of it; None where what is stored is not what it comes to in the format of today.

        Raises:
            LibraryError: it cannot be read.
        """
        from store.library.recorded import CarriedOut

        meta: dict[str, Any] = next(iter(self._storage.head().whole.get("meta", {}).values()), {})
        signature, contents = self._journal.signature(), self.corrections()
        about = {"corrections": contents.digest, "journal": signature}
        is_current = meta.get("dataset") == Dataset().format and meta.get("corrections", "") == contents.digest
        if not is_current or contents.damaged:
            return None
        db = self._db()
        changes = self._rows(db, "machine", machine.Change)
        unapplied = db.table("unapplied").all()
        return CarriedOut(contents.corrections, changes, unapplied, about)

    def _added_by_hand(self, db: TinyDB) -> set[str]:
        """The ids of articles that only corrections speak of."""
        recorded = self._rows(db, "machine", machine.Change)
        return {id for change in recorded if change.table == "articles" for id in change.made}
