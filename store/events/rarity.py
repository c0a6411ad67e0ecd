"""How telling what two accounts share is: words and names weighed by how rare they are in the library."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

_TELLING = 1.8
"""Rarity that what is shared must reach together to count in full."""
_REMEMBERED = 100_000
"""Sets of shared words and names of which the rarities are remembered."""


class Rarity:
    """How telling a word or name is in this library: the logarithm of its rarity (K. Spärck Jones, 1972).

    Args:
        total: how many accounts the library has.
        counts: in how many of them each word or name stands.
    """

    def __init__(self, total: int, counts: Mapping[str, int]) -> None:
        self.total = total
        self.of = {item: self.at(count) for item, count in counts.items()}
        self.squared = {item: rarity**2 for item, rarity in self.of.items()}
        self._sums: dict[frozenset[str], tuple[float, float]] = {}

    def at(self, count: int) -> float:
        """The rarity of what stands in `count` accounts."""
        return math.log(1 + self.total / max(count, 1))

    def weight(self, items: Iterable[str]) -> float:
        """The sum of the squared rarities."""
        return math.fsum(map(self.squared.__getitem__, items))

    def sums(self, items: frozenset[str]) -> tuple[float, float]:
        """The sum of the rarities and that of their squares, the same in any order."""
        # The accounts of one event share the same few words, pair by pair.
        found = self._sums.get(items)
        if found is None:
            if len(self._sums) >= _REMEMBERED:
                self._sums.clear()
            found = self._sums[items] = math.fsum(map(self.of.__getitem__, items)), self.weight(items)
        return found


def likeness(shared: frozenset[str], one: float, other: float, rarity: Rarity) -> float:
    """Mean of the cosine and the overlap coefficient of two sets, members weighted by their rarity; 0 to 1.

    Args:
        shared: what both have, at least one.
        one: the weight of the one set.
        other: the weight of the other.
        rarity: of the members.
    """
    rarities, common = rarity.sums(shared)
    # The cosine alone would have a sentence that lists ten names resemble nothing.
    alike = (common / math.sqrt(one * other) + common / min(one, other)) / 2
    # Sharing but a name that everybody bears says little, however short both lists are.
    return alike * min(1.0, rarities / _TELLING)
