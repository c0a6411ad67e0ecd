"""Which names stand together in the articles of a library."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping


class Company:
    """Which names stand together in articles; reckoned when first asked for, as few libraries need it.

    Args:
        articles: gives by name (key) the ids of the articles that have it.
    """

    def __init__(self, articles: Callable[[], Mapping[str, Collection[str]]]) -> None:
        self._find = articles
        self._articles: Mapping[str, Collection[str]] = {}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        """By article the names in it."""
        self._around: dict[str, frozenset[str]] = {}

    def nearest(self, article: str, persons: Iterable[str], bare: str) -> list[str]:
        """Those of `persons` whose articles have most of the names of an article but for `bare`, by key.

        A name counts the more the fewer articles have it.  None where the article has none of theirs.
        """
        if not self._articles:
            self._articles = self._find()
            for name, where in self._articles.items():
                for one in where:
                    self._names[one].add(name)
        others = self._names[article] - {bare}
        shared = {
            person: math.fsum(1 / len(self._articles[name]) for name in others & self._beside(person))
            for person in sorted(persons)
        }
        most = max(shared.values(), default=0.0)
        return [person for person, points in shared.items() if points == most > 0]

    def _beside(self, person: str) -> frozenset[str]:
        """All names that stand in an article with a person's."""
        found = self._around.get(person)
        if found is None:
            found = frozenset().union(*(self._names[article] for article in self._articles[person])) - {person}
            self._around[person] = found
        return found
