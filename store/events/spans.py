"""Things found in a text, to be asked for by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

_REACH = 5_000
"""Code points: nothing that is found in an article is longer, but for quotes that no sentence needs."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Item = TypeVar("_Item", bound=_Span)


class Spans(Generic[_Item]):
    """Things found in a text, to be asked for by place."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self.items = sorted(items, key=lambda item: (item.start, item.end))
        self.starts = [item.start for item in self.items]
        self._reached = [*accumulate((item.end for item in self.items), max)]
        """Of each how far it and those before it reach."""

    def within(self, start: int, end: int) -> list[_Item]:
        """Those that share a code point with `start:end`."""
        last = bisect_left(self.starts, end)
        first = bisect_right(self._reached, start, 0, last)
        if first == last:
            return []
        first = max(first, bisect_left(self.starts, start - _REACH, first, last))
        return [item for item in self.items[first:last] if start < item.end]
