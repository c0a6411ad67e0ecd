"""What is remembered of what the program found (`store.library.machine`), brought up to date row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec

from store.index.spliced import Spliced
from store.library.kinds import KEYS
from store.library.machine import Change
from store.model import Entity, Pair

if TYPE_CHECKING:
    from store.corrections.model import Correction


REPLACED = ("entities", "quotes", "quote_groups")
"""The tables of which a row that is made stands in the place of one that is gone; entities can become fewer."""


class UncertainError(Exception):
    """All corrections must be carried out on all that was found for it to be known what comes of them."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A journal that was carried out on a library, and what came of it.

    `changes` lead back to what the program found, `unapplied` says which corrections could not be carried out, `about`
    what the journal is known by.
    """

    journal: Sequence[Correction]
    changes: Sequence[Change]
    unapplied: Sequence[Mapping[str, Any]]
    about: Mapping[str, Any]


class Recorded:
    """The rows that corrections made, and those that the program found in their place.

    Rows go by the keys of `KEYS`; places are those of rows in the tables as the program found them.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._changes = {change.table: change for change in changes}
        self._made = {table: dict.fromkeys(change.made) for table, change in self._changes.items()}
        self._gone = {
            table: {_key_of(row): (place, row) for place, row in change.gone}
            for table, change in self._changes.items()
            if table != "pairs"
        }
        pairs = self._changes.get("pairs")
        self.pairs: list[tuple[int, Any]] = list(pairs.gone) if pairs else []
        """The pairs that are gone; two may have one key."""

    @property
    def tables(self) -> Set[str]:
        """The tables that corrections changed."""
        return {table for table in KEYS if self.made(table) or self.gone(table)} | ({"pairs"} if self.pairs else set())

    def made(self, table: str) -> Set[str]:
        """The keys of the rows that corrections made."""
        return self._made.get(table, {}).keys()

    def gone(self, table: str) -> Mapping[str, tuple[int, Any]]:
        """By key the rows that are gone, as they are stored, with their places; pairs stand apart."""
        return self._gone.get(table, {})

    def changed(self, *tables: str) -> Set[str]:
        """The keys of all rows of tables that corrections made, or that are gone."""
        return {key for table in tables for key in (*self.made(table), *self.gone(table))}

    def move(self, table: str, spliced: Spliced) -> None:
        """What the program found has become another table: rows that are gone stand elsewhere, or are no more."""
        moved = ((key, spliced.now(place), row) for key, (place, row) in self.gone(table).items())
        self._gone[table] = {key: (place, row) for key, place, row in moved if place >= 0}

    def note(self, table: str, key: str, place: int, found: object, now: object) -> None:
        """Where the program found one thing there is another one `now`, or nothing (None)."""
        made, gone = self._made.setdefault(table, {}), self._gone.setdefault(table, {})
        made.pop(key, None)
        gone.pop(key, None)
        # Equal rows are one: what a person changed back is as it was found.
        if now == found:
            return
        if found is not None:
            gone[key] = place, msgspec.to_builtins(found)
        if now is not None:
            made[key] = None

    def named(self, entity: Entity) -> None:
        """An entity is named in more places: what was found in its place, if it was, has them too."""
        if (known := self.gone("entities").get(entity.id)) is not None:
            place, row = known
            found = msgspec.convert(row, Entity)
            mentions = sorted((*found.mentions, *entity.mentions), key=lambda m: (m.article, m.start))
            self._gone["entities"][entity.id] = place, msgspec.to_builtins(replace(found, mentions=tuple(mentions)))

    def change_pair(self, place: int, pair: Pair, now: Pair | None) -> None:
        """A pair that the program found at a place is another one that is shown, or none."""
        if pair != now:
            self.pairs.append((place, msgspec.to_builtins(pair)))
            if now is not None:
                self._made.setdefault("pairs", {})[str(KEYS["pairs"](now))] = None

    def bring_back(self, place: int) -> None:
        """The pair that the program found at a place is shown again."""
        self.pairs = [each for each in self.pairs if each[0] != place]

    def changes(self, order: Callable[[str], Any]) -> list[Change]:
        """All of it, in the order in which carrying out the whole journal gives it; `order` is that of shown events."""
        found = []
        for table in sorted(self.tables, key=list(KEYS).index):
            made, gone = tuple(self._made.get(table, ())), self.gone(table)
            if table in REPLACED:
                made = tuple(sorted(made, key=lambda key: gone[key][0]))
            elif table in ("events", "whys"):
                made = tuple(sorted(made, key=order))
            elif table == "hidden":
                made = tuple(sorted(made))
            rows = self.pairs if table == "pairs" else gone.values()
            found.append(Change(table, made, tuple(sorted(rows, key=itemgetter(0)))))
        return found


def _key_of(row: Mapping[str, Any]) -> str:
    return str(row["event"] if "event" in row else row["id"])
