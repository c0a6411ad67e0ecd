"""The columns of a dataset of which only a few events are others than in columns that are there already."""

from __future__ import annotations

from array import array
from bisect import insort
from collections.abc import Sequence
from functools import cached_property

from store.index.memory import MemoryColumns
from store.index.reading import StoredColumns
from store.model import Dataset, Event
from store.query import KINDS, Facet


class PatchedColumns(MemoryColumns):
    """Of a dataset with the articles and entities that `before` was made with; the same as `MemoryColumns` gives.

    `events` are those of `before`, by position: an event of the dataset that is one of these objects is as it was, and
    those that are stand in the order in which they stood.
    """

    def __init__(self, dataset: Dataset, before: StoredColumns, events: Sequence[Event]) -> None:
        super().__init__(dataset)
        place = {id(event): position for position, event in enumerate(events)}
        self._before = before
        self.was = [place.get(id(event), -1) for event in self.events]
        """By position: where the event stood before; -1: nowhere."""
        self._new = [position for position, was in enumerate(self.was) if was < 0]
        self._few = MemoryColumns(Dataset(dataset.articles, entities=dataset.entities, events=self._changed))
        sources = before.sources
        self.sources = array("I", [sources[was] if was >= 0 else 0 for was in self.was])
        for position in self._new:
            self.sources[position] = len(self.events[position].articles)

    @property
    def _changed(self) -> tuple[Event, ...]:
        return tuple(self.events[position] for position in self._new)

    def _count_sources(self) -> array[int]:
        return array("I")

    @cached_property
    def _rank(self) -> list[int]:
        """Where each changed event stands among those that `_few` has."""
        at = {id(event): n for n, event in enumerate(self._few.events)}
        return [at[id(event)] for event in self._changed]

    @cached_property
    def written(self) -> list[str | None]:
        """By position: when the event was first written of."""
        before, few = self._before.written, self._few.written
        found = [before[was] if was >= 0 else None for was in self.was]
        for position, n in zip(self._new, self._rank, strict=True):
            found[position] = few[n]
        return found

    @cached_property
    def out(self) -> array[int]:
        """By position: the day by which an article that tells the event was certainly out."""
        before, few = self._before.out, self._few.out
        found = array("i", [before[was] if was >= 0 else 0 for was in self.was])
        for position, n in zip(self._new, self._rank, strict=True):
            found[position] = few[n]
        return found

    @cached_property
    def _members(self) -> dict[Facet, array[int]]:
        now = [-1] * self._before.total
        for position, was in enumerate(self.was):
            if was >= 0:
                now[was] = position
        members: dict[Facet, array[int]] = {}
        for kind in KINDS:
            for facet, _ in self._before.facets(kind):
                found = array("I", [at for was in self._before.members(facet) if (at := now[was]) >= 0])
                if found:
                    members[facet] = found
        place = dict(zip(self._rank, self._new, strict=True))
        for facet, few in self._few._members.items():
            known = members.setdefault(facet, array("I"))
            for n in few:
                insort(known, place[n])
        return members
