"""What a disaster cost: the dead, the injured, the arrested, told in one word or in two ("14 personnes blessées")."""

from __future__ import annotations

import re
from functools import cache, cached_property

from store import languages

DISASTERS = frozenset({
    "disaster", "crash", "derail", "fire", "explosion", "flood", "quake", "storm", "landslide", "volcano", "collapse",
    "sink", "outbreak", "attack", "shoot", "fight", "murder", "assault",
})  # fmt: skip
"""Kinds of happenings that cost something."""
CONSEQUENCES = frozenset({"die", "injure", "hospitalise", "damage", "evacuate", "rescue"})
"""Kinds of happenings that are told of one of the others."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,3}")


@cache
def tolls(code: str) -> Tolls:
    """The reader of tolls for the language `code`, made once."""
    return Tolls(languages.load(code))


class Tolls:
    """Reads what became of those whom a figure counts; texts are given levelled (`store.text.level`)."""

    def __init__(self, language: languages.Language) -> None:
        self.table = language["events"]

    @cached_property
    def _states(self) -> dict[str, str]:
        return {form: state for state, forms in self.table["tolls"].items() for form in forms}

    @cached_property
    def _part_of(self) -> re.Pattern[str]:
        return re.compile(rf"[.;:,\d]|(?<!\w)(?:{'|'.join(map(re.escape, self.table['part_openers']))})(?!\w)")

    def read(self, unit: str, before: str, behind: str) -> tuple[str, str]:
        """What is counted, the same for "14 blessés" and "14 personnes ont été blessées", and the noun for it.

        Args:
            unit: the noun of the count, in lower case.
            before: the words right before the figure.
            behind: those behind the noun.
        """
        if state := self._states.get(unit):
            return state, unit
        if unit in self.table["toll_persons"]:
            behind = self._part_of.split(behind.lower(), maxsplit=1)[0]
            for word in [*_WORD.findall(behind), *_WORD.findall(before.lower())[-1:]]:
                if state := self._states.get(word):
                    return state, word
        return unit, unit
