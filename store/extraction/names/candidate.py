"""A mention that may name an entity, with what its surroundings say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Evidence = tuple[tuple[str, float], ...]
"""Pairs of an entity type and how much speaks for it, in alphabetical order of the types."""


class Score(dict[str, float]):
    """How much speaks for each entity type; nothing for those that it does not have."""

    def __missing__(self, kind: str) -> float:
        return 0.0

    def add(self, pairs: Iterable[tuple[str, float]]) -> None:
        """Add what `pairs` give to the types."""
        for kind, weight in pairs:
            self[kind] += weight

    def freeze(self) -> Evidence:
        """The score as evidence."""
        return tuple((kind, round(self[kind], 2)) for kind in sorted(self) if self[kind])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention of a name at `start:end` of an article; `surface` is the text there.

    Titles stand outside ("M. Untel" is "Untel").  `key` is the name in the form in which it is compared.  `shape` is
    what its own words say of its type, `evidence` what the words around it say.  `certain` is False where only a
    capital at the beginning of a sentence speaks for a name: joining keeps such a mention where the name is known from
    elsewhere in the library.  `aliases` are keys of names that the text says are the same thing ("X (anciennement
    Y)"), `beside` keys of names that stand in one list with it.
    """

    start: int
    end: int
    surface: str
    key: str
    shape: Evidence = ()
    evidence: Evidence = ()
    certain: bool = True
    aliases: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def type(self) -> str | None:
        """The entity type that most speaks for in this place alone, None where nothing does."""
        score = Score(self.shape)
        score.add(self.evidence)
        best = max(sorted(score), key=lambda kind: score[kind], default=None)
        return best if best is not None and score[best] > 0 else None
