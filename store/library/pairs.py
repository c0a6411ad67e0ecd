"""Pairs of events that may be one, where a few events are corrected: as `store.corrections.state` leaves them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

import msgspec

from store.library.placing import RowChanges
from store.library.recorded import Recorded, UncertainError
from store.library.snapshot import Snapshot
from store.model import Event, Pair


class _Ends(msgspec.Struct):
    a: str
    b: str


class Pairs:
    """The pairs of the library that is `shown`, and those that are `recorded` as gone."""

    def __init__(self, shown: Snapshot, recorded: Recorded) -> None:
        self._shown = shown
        self._table = shown.table("pairs")
        self._recorded = recorded
        places = sorted(place for place, _ in recorded.pairs)
        self._rows = {place: place - number for number, place in enumerate(places)}
        """By the place of a pair that is gone: the row that it stood before."""

    @cached_property
    def _lines(self) -> Sequence[bytes]:
        return list(self._table.lines())

    @cached_property
    def _ends(self) -> Sequence[tuple[str, str]]:
        """By row both events of a pair."""
        decode = msgspec.json.Decoder(_Ends).decode
        return [(ends.a, ends.b) for ends in map(decode, self._lines)]

    @cached_property
    def _keys(self) -> set[tuple[str, str]]:
        """Both events of each pair that is shown."""
        return set(self._ends)

    def correct(self, made: RowChanges, events: Mapping[str, Event], hidden: Set[str], *, before: bool) -> None:
        """Put the pairs that come or go where some events are corrected.

        Args:
            made: is told which rows of the table go and come.
            events: by id the events as the program found them.
            hidden: the ids of those that are hidden now.
            before: whether anything was corrected before.

        Raises:
            UncertainError: more than these pairs may change.
        """
        # As long as nothing is corrected, two pairs of the same events are two.
        if not before and len(self._keys) < len(self._lines):
            raise UncertainError
        known = self._of(events)
        keys = {(pair.a, pair.b) for _, _, pair in known}
        # Of two pairs of the same events the second goes, told the other way round only once one of them is corrected.
        if any((b, a) in keys for a, b in keys) or (known and self._recorded.made("pairs")):
            raise UncertainError
        now: set[tuple[str, str]] = set()
        for place, row, pair in known:
            ends = ((pair.a, pair.link.a), (pair.b, pair.link.b))
            unseen = [end for end, account in ends if self._is_hidden(end, account, events, hidden)]
            is_shown = not unseen and (pair.a, pair.b) not in now
            if is_shown:
                now.add((pair.a, pair.b))
            if row is not None and not is_shown:
                made.take("pairs", row)
                self._recorded.change_pair(place, pair, None)
            elif row is None and is_shown:
                made.put("pairs", self._rows[place], pair)
                self._recorded.bring_back(place)

    def _of(self, events: Mapping[str, Event]) -> list[tuple[int, int | None, Pair]]:
        """All pairs of these events by their places, those that are shown with their rows."""
        found: dict[int, tuple[int, int | None, Pair]] = {}
        stood = list(self._rows.values())
        for row, (a, b) in enumerate(self._ends):
            if a in events or b in events:
                place = row + bisect_right(stood, row)
                found[place] = place, row, msgspec.json.decode(self._lines[row], type=Pair)
        for place, told in self._recorded.pairs:
            if told["a"] in events or told["b"] in events:
                found[place] = place, None, msgspec.convert(told, Pair)
        return [found[place] for place in sorted(found)]

    def _is_hidden(self, end: str, account: str, events: Mapping[str, Event], hidden: Set[str]) -> bool:
        """Whether an event is hidden that has an account as it was found, and is one of `events` or stays as it is."""
        if end in events:
            if all(each.id != account for each in events[end].accounts):
                raise UncertainError
            return end in hidden
        row, gone = self._shown.position(end), self._recorded.gone("events").get(end)
        if row is None:
            if end not in self._recorded.made("hidden"):
                raise UncertainError
            return True
        if end in self._recorded.made("events"):
            found = {each["id"] for each in gone[1]["accounts"]} if gone else set()
            if found != {each.id for each in self._shown.events[row].accounts}:
                raise UncertainError
        return False

    def come(self, new: Sequence[Pair], corrected: Set[str], now: Mapping[str, str], old: Set[str]) -> list[Pair]:
        """Those of the `new` pairs that are shown; what becomes of the others is recorded.

        Args:
            new: the pairs.
            corrected: the events (ids) that corrections are about.
            now: by account the event that is shown of it, of those; none where it is hidden.
            old: the events that stood before.
        """
        place = len(self._table) - len(self._recorded.made("pairs")) + len(self._recorded.pairs)
        shown: list[Pair] = []
        keys: set[tuple[str, str]] = set()
        for number, pair in enumerate(new, place):
            a, b = (
                now.get(account) if event in corrected else event
                for event, account in ((pair.a, pair.link.a), (pair.b, pair.link.b))
            )
            known = (keys, self._keys) if old >= {pair.a, pair.b} or (a, b) != (pair.a, pair.b) else (keys,)
            turned = not corrected.isdisjoint((pair.a, pair.b))
            if not a or not b or a == b or any((a, b) in each or (turned and (b, a) in each) for each in known):
                self._recorded.change_pair(number, pair, None)
                continue
            keys.add((a, b))
            shown.append(replace(pair, a=a, b=b))
            self._recorded.change_pair(number, pair, shown[-1])
        return shown
