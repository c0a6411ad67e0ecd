"""Datelines: what a wire story begins with before its first word ("LYON, 9 oct. 2024 (AFP) - …")."""

from __future__ import annotations

import re
from functools import cache

from store.languages import Language

_LINES = 6
"""A dateline stands in one of the first lines."""


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    agencies = "|".join(re.escape(agency) for agency in language["published"]["agencies"])
    # Behind the agency comes a dash and the story, or nothing where the dateline has a line of its own.
    return re.compile(rf"[^\n]{{0,100}}?\((?:{agencies})\)[ ]{{0,2}}(?:[-–—][ ]{{0,2}}|$)", re.MULTILINE)


def find_dateline(text: str, language: Language) -> tuple[int, int] | None:
    """The span of the dateline of a levelled `text`, its dash included; None where there is none."""
    start = 0
    for line in text.split("\n", _LINES)[:_LINES]:
        if match := _pattern(language).match(line):
            return start, start + match.end()
        start += len(line) + 1
    return None
