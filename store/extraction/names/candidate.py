"""A mention that may name an entity, with what its surroundings say about it."""

from __future__ import annotations

from dataclasses import dataclass

Evidence = tuple[tuple[str, float], ...]
"""Pairs of an entity type and how much speaks for it, in alphabetical order of the types."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention of a name at `start:end` of an article; `surface` is the text there.

    Titles stand outside ("M. Untel" is "Untel").  `key` is the name in the form in which it is compared.  `certain` is
    False where only a capital at the beginning of a sentence speaks for a name: joining keeps such a mention where the
    name is known from elsewhere in the library.  `aliases` are keys of names that the text says are the same thing
    ("X (anciennement Y)"), `beside` keys of names that stand in one list with it.
    """

    start: int
    end: int
    surface: str
    key: str
    evidence: Evidence = ()
    certain: bool = True
    aliases: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def type(self) -> str | None:
        """The entity type that most speaks for in this place alone, None where nothing does."""
        best = max(self.evidence, key=lambda pair: pair[1], default=None)
        return best[0] if best and best[1] > 0 else None
