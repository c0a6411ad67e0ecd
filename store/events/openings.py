"""How a passage begins: with a connecting word, a pronoun, a definite noun, its place in time."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from store.events.remembered import remembered


class Openings:
    """Reads the beginnings of passages of one language, whose words are in `table`; passages are given levelled."""

    table: dict[str, Any]

    @cached_property
    def _soon_after(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]{{0,3}}(?:{'|'.join(re.escape(s) for s in self.table['soon_after'])})(?!\w)")

    def is_soon_after(self, passage: str) -> bool:
        """Whether the passage begins with what came right after the passage before it ("Shortly afterwards, …")."""
        return self._soon_after.match(passage.lower()) is not None

    @cached_property
    def _instances(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]{{0,3}}(?:{'|'.join(re.escape(s) for s in self.table['instances'])})(?!\w)")

    def instances(self, passage: str) -> bool:
        """Whether the passage gives an instance of what the one before it tells ("For example by publishing …")."""
        return self._instances.match(passage.lower()) is not None

    @cached_property
    def _sequels(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]{{0,3}}(?:{'|'.join(re.escape(s) for s in self.table['sequels'])})(?!\w)")

    @remembered
    def is_sequel(self, passage: str) -> bool:
        """Whether the passage begins with its place in time, however vague ("Shortly afterwards, …")."""
        return self._sequels.match(passage.lower()) is not None or self.instances(passage)

    @cached_property
    def _turns(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?:{'|'.join(re.escape(t) for t in self.table['turns'])})(?!\w)")

    @remembered
    def turns(self, clause: str) -> bool:
        """Whether a clause begins another sentence in all but the full stop ("but he …", "then she …")."""
        return self._turns.match(clause.lower()) is not None

    @cached_property
    def _hypothetical(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]{{0,5}}(?:{'|'.join(re.escape(h) for h in self.table['hypotheticals'])})(?!\w)")

    def is_hypothetical(self, passage: str) -> bool:
        """Whether the passage tells what would be and not what is ("Si elle partait, …")."""
        return self._hypothetical.match(passage.lower()) is not None

    @cached_property
    def _openers(self) -> re.Pattern[str]:
        openers = "|".join(re.escape(o) for o in sorted(self.table["openers"], key=len, reverse=True))
        return re.compile(rf"(?:{openers})\s?[,:]\s+|tl\s?;\s?dr\s?:?\s+")

    def without_opener(self, passage: str) -> int:
        """Where the passage begins without the connecting word ("Toutefois, …") that it may open with."""
        match = self._openers.match(passage.lower())
        return match.end() if match else 0

    @cached_property
    def _pronoun(self) -> re.Pattern[str]:
        return re.compile(rf"[\"«“' ]{{0,3}}(?:{'|'.join(re.escape(p) for p in self.table['pronouns'])})(?![\w-])")

    @remembered
    def opens_with_pronoun(self, passage: str) -> bool:
        """Whether the passage begins, behind a connecting word, with a pronoun for somebody named before."""
        lowered = passage.lower()
        return self._pronoun.match(lowered[self.without_opener(lowered) :]) is not None

    @cached_property
    def _definite(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(re.escape(d) for d in self.table['definites'])})([^\W\d_]{{2,30}})")

    def is_definite(self, passage: str) -> bool:
        """Whether the passage begins, behind a connecting word, with a definite noun ("La société …")."""
        lowered = passage.lower()
        return self._definite.match(lowered, self.without_opener(lowered)) is not None
