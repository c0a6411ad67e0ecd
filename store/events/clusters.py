"""Putting things together by pairs (disjoint sets, R. E. Tarjan 1975)."""

from __future__ import annotations

from collections import defaultdict


class Clusters:
    """Numbers 0 to `size` - 1, each alone until it is joined to another."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The number that stands for the group of `item`."""
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, one: int, other: int) -> int:
        """Make the groups of both one; the smallest number of it stands for it."""
        a, b = sorted((self.find(one), self.find(other)))
        self._parent[b] = a
        return a

    def groups(self) -> list[list[int]]:
        """All groups, ordered by their smallest numbers."""
        members: dict[int, list[int]] = defaultdict(list)
        for item in range(len(self._parent)):
            members[self.find(item)].append(item)
        return list(members.values())
