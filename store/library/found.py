"""A library as the program found it, read row by row where a person corrected a few rows of it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec

from store.index.editing import Change, edited
from store.index.file import IndexDamagedError
from store.index.reading import StoredColumns
from store.index.spliced import Cut, Spliced
from store.library.kinds import KINDS
from store.library.lookup import StoredLookup
from store.library.placing import beside
from store.library.recorded import REPLACED, Recorded, UncertainError
from store.library.rows import Decoded, SplicedTable, Table
from store.library.snapshot import Snapshot
from store.model import Dataset

_Places = Sequence[tuple[int, Any]]
"""Rows as they are stored, with their places, ascending."""


class FoundSnapshot(Snapshot):
    """What the program found in the library that is `shown`, of which it is `recorded` what corrections changed.

    That is said of articles, entities, quotes, groups of quotes, events and what these rest on; the pairs are those
    that are shown, and so are the words that are searched.

    Raises:
        UncertainError: more than these tables is other than it was found, or what is recorded does not fit.
    """

    def __init__(self, shown: Snapshot, recorded: Recorded) -> None:
        self.shown = shown
        """The library with its corrections."""
        if recorded.gone("articles") or recorded.gone("hidden"):
            raise UncertainError
        if len(shown.rows("hidden")) != len(recorded.made("hidden")):
            raise UncertainError
        if len(shown.rows("whys")) != len(shown.events):
            raise UncertainError
        self._others: dict[str, SplicedTable] = {}
        cuts: dict[str, Sequence[Cut]] = {}
        new: dict[str, Any] = {}
        try:
            for table, (rows, gone) in self._changes(recorded).items():
                cuts[table] = self._splice(table, rows, gone)
                new[table] = tuple(msgspec.convert(row, KINDS[table]) for _, row in gone)
            change = Change(cuts, Dataset(**new), beside=beside(shown, new.get("events", ())))
            columns = edited(shown.columns, "", change) if cuts else shown.columns
        except (ValueError, LookupError, IndexDamagedError) as error:
            raise UncertainError from error
        super().__init__(shown.path, shown.head, columns)

    def _changes(self, recorded: Recorded) -> dict[str, tuple[Sequence[int], _Places]]:
        """By table which of the rows that are shown were not found, and what was found instead, in its places."""
        gone = {table: dict(recorded.gone(table)) for table in (*REPLACED, "events", "whys")}
        rows = {table: [place for place, _ in gone[table].values()] for table in ("quotes", "quote_groups")}
        for table, places in rows.items():
            if {str(self.shown.table(table).plain(row)["id"]) for row in places} != recorded.made(table):
                raise UncertainError
        rows["entities"] = [row for id in recorded.made("entities") for row in self._rows_with("entities", id)]
        # Sources that only a person told of stand behind all others.
        rows["articles"], gone["articles"] = self._last("articles", recorded.made("articles")), {}
        rows["events"] = [self._row_of(id) for id in recorded.made("events")]
        # Reasons stand in the order of the events, which corrections change without a change of theirs.
        rows["whys"] = [self._row_of(id) for id in recorded.made("events") | recorded.made("whys")]
        for id, (place, _) in gone["events"].items():
            if id not in gone["whys"]:
                gone["whys"][id] = place, self.shown.table("whys").plain(self._row_of(id))
        return {
            table: (rows[table], sorted(gone[table].values(), key=itemgetter(0)))
            for table in rows
            if rows[table] or gone[table]
        }

    def _last(self, table: str, ids: Set[str]) -> list[int]:
        """The rows with these ids, which are the last of a table."""
        shown = self.shown.table(table)
        rows = [*range(len(shown) - len(ids), len(shown))]
        if {str(shown.plain(row)["id"]) for row in rows} != ids:
            raise UncertainError
        return rows

    def _rows_with(self, table: str, id: str) -> list[int]:
        shown: Decoded[Any] = self.shown.rows(table)
        return [row for row in self.shown.rows_of(table, id) if shown[row].id == id]

    def _row_of(self, event: str) -> int:
        """Where what is shown of an event stands, and what that rests on."""
        row = self.shown.position(event)
        if row is None or self.shown.rows("whys")[row].event != event:
            raise UncertainError
        return row

    def _splice(self, table: str, rows: Sequence[int], gone: _Places) -> Sequence[Cut]:
        """The cuts that bring back what was found in a table: these `rows` of it go, and what is `gone` comes."""
        shown = self.shown.table(table)
        without = Spliced([Cut(row, 1, 0) for row in sorted(rows)], len(shown))
        cuts, _ = without.then([Cut(place - number, 0, 1) for number, (place, _) in enumerate(gone)])
        self._others[table] = SplicedTable(shown, Spliced(cuts, len(shown)), [row for _, row in gone])
        return cuts

    def rows(self, table: str) -> Decoded[Any]:
        """As `Snapshot.rows`."""
        return super().rows(table) if table in self._others else self.shown.rows(table)

    def table(self, name: str) -> Table:
        """As `Snapshot.table`."""
        return self._others.get(name) or self.shown.table(name)

    @cached_property
    def lookup(self) -> StoredLookup:  # type: ignore[override]
        """Everything else by id."""
        found = StoredLookup(self)
        if "articles" not in self._others:
            # Whoever adds an article has read them all.
            found.bylines = self.shown.lookup.bylines
        return found

    @cached_property
    def dataset(self) -> Dataset:
        """All that was found, read from end to end."""
        from store.library.library import Library

        return Library(self.path, self.head).found()

    def _made_anew(self) -> StoredColumns:
        raise UncertainError
