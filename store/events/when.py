"""What the dates of accounts leave possible together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store import edtf
from store.edtf import Bounds
from store.events.accounts import Draft

_DAY_OF_YEAR = re.compile(r"XXXX-\d\d-\d\d")
_MONTH = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")


@dataclass(frozen=True, slots=True)
class When:
    """What the dates of a group leave possible: the days common to all, and what is known of a day of unknown year."""

    bounds: Bounds | None = None
    patterns: frozenset[str] = frozenset()

    @property
    def is_day(self) -> bool:
        """Whether one day is left: on one day much happens."""
        return self.bounds is not None and self.bounds.days == 1

    @classmethod
    def of(cls, draft: Draft) -> When:
        """What the draft's own words say of its day; a guess from the day of publication says nothing."""
        bounds = None if draft.is_guessed else edtf.bounds(draft.account.date)
        pattern = draft.timex if draft.timex and bounds is None else None
        return cls(bounds, frozenset([pattern]) if pattern else frozenset())

    def excludes(self, other: When) -> bool:
        """Whether no day can be both."""
        if not self.patterns and not other.patterns:
            return self.bounds is not None and other.bounds is not None and not self.bounds.overlaps(other.bounds)
        return self.with_(other) is None

    def with_(self, other: When) -> When | None:
        """What both leave possible, None where they exclude each other."""
        bounds = self.bounds or other.bounds
        if self.bounds and other.bounds:
            if not self.bounds.overlaps(other.bounds):
                return None
            bounds = Bounds(max(self.bounds.first, other.bounds.first), min(self.bounds.last, other.bounds.last))
        patterns = self.patterns | other.patterns
        days = {p[5:] for p in patterns if _DAY_OF_YEAR.fullmatch(p)}
        if len(days) > 1 or (bounds and not all(_fits(p, bounds) for p in patterns)):
            return None
        return When(bounds, patterns)


ANY = When()
"""Nothing is known of the day."""


def may_be(draft: Draft, date: str) -> bool:
    """Whether what the draft says of its day, if only a weekday, leaves `date` (EDTF) possible."""
    bounds = edtf.bounds(date)
    return draft.timex is None or draft.account.date is not None or bounds is None or _fits(draft.timex, bounds)


def _fits(pattern: str, bounds: Bounds) -> bool:
    """Whether some day of `bounds` may be the partly unknown date (`XXXX-07-15`, `XXXX-WXX-1`)."""
    if bounds.days > 1:
        return True
    if match := _MONTH.match(pattern):
        return bounds.first.month == int(match[1]) and (not match[2] or bounds.first.day == int(match[2]))
    if match := _WEEKDAY.match(pattern):
        return bounds.first.isoweekday() == int(match[1])
    return True
