"""Pairs of events that may be one, where a few events are corrected: as `store.corrections.state` leaves them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property

import msgspec

from store.library.recorded import Recorded, UncertainError
from store.library.snapshot import Snapshot
from store.model import Event, Pair


class _Ends(msgspec.Struct):
    a: str
    b: str


class Pairs:
    """The pairs of the library that is `shown`, and those that are `recorded` as gone."""

    def __init__(self, shown: Snapshot, recorded: Recorded) -> None:
        self._table = shown.table("pairs")
        self._recorded = recorded

    @cached_property
    def _lines(self) -> Sequence[bytes]:
        return list(self._table.lines())

    @cached_property
    def _keys(self) -> set[tuple[str, str]]:
        """Both events of each pair that is shown."""
        decode = msgspec.json.Decoder(_Ends).decode
        return {(ends.a, ends.b) for ends in map(decode, self._lines)}

    def check(self, event: Event, *, changes: bool) -> None:
        """Make sure that pairs stay as they are when an event is corrected; `changes`: it is hidden now, or shown.

        Raises:
            UncertainError: that is not sure.
        """
        wanted = event.id.encode()
        pairs = [msgspec.json.decode(line, type=Pair) for line in self._lines if wanted in line]
        pairs = [pair for pair in pairs if event.id in (pair.a, pair.b)]
        gone = {(row["a"], row["b"]) for _, row in self._recorded.pairs if event.id in (row["a"], row["b"])}
        keys = {(pair.a, pair.b) for pair in pairs}
        # Of two pairs of the same events the second goes, told the other way round only once one of them is corrected.
        if (changes and (pairs or gone)) or not gone <= keys or any((b, a) in keys for a, b in keys):
            raise UncertainError
        own = {account.id for account in event.accounts}
        for pair in pairs:
            if any(end == event.id and id not in own for end, id in ((pair.a, pair.link.a), (pair.b, pair.link.b))):
                raise UncertainError

    def check_all(self, *, corrected: bool, now: bool) -> None:
        """Make sure that pairs stay as they are, whether anything was `corrected` before, or is `now`.

        Raises:
            UncertainError: that is not sure.
        """
        # As long as nothing is corrected, two pairs of the same events are two.
        if (corrected and not now and self._recorded.pairs) or (
            now and not corrected and len(self._keys) < len(self._lines)
        ):
            raise UncertainError

    def come(self, new: Sequence[Pair], corrected: Set[str], hidden: Set[str], old: Set[str]) -> list[Pair]:
        """Those of the `new` pairs that are shown; what becomes of the others is recorded.

        Args:
            new: the pairs.
            corrected: the events (ids) that corrections are about; they stay what they are but for what is set.
            hidden: those of them that are hidden.
            old: the events that stood before.
        """
        place = len(self._table) - len(self._recorded.made("pairs")) + len(self._recorded.pairs)
        shown: list[Pair] = []
        keys: set[tuple[str, str]] = set()
        for number, pair in enumerate(new, place):
            ends = {pair.a, pair.b}
            own, turned = (pair.a, pair.b), (pair.b, pair.a)
            known = (keys, self._keys) if ends <= old else (keys,)
            twice = any(own in each or (ends & corrected and turned in each) for each in known)
            if twice or ends & hidden:
                self._recorded.drop_pair(number, pair)
            else:
                keys.add((pair.a, pair.b))
                shown.append(pair)
        return shown
