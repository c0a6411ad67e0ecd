"""Which events of a library the accounts of an article may belong to, by its columns: no event is read for it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from store import edtf
from store.edtf import Bounds
from store.events.accounts import Draft
from store.events.when import When
from store.index.columns import Columns
from store.model import Entity
from store.query import Facet, kind_of

_EACH = 24
"""So many events are looked at for each account."""
_MOST = 100
"""So many articles at the most tell the events that are looked at for one article: all of these are read."""
_BESIDE, _BESIDE_MONTH, _BESIDE_GUESS = timedelta(days=3), timedelta(days=31), timedelta(days=62)
"""How far dates of one happening lie apart at the most, of days, of months and years, and of days that are guesses."""
_STORY, _SAME_DATE = 0.3, 1.0
"""What a name of the article's story, or the same date, is worth beside a name that the account itself gives."""
_FEW = 60
"""Events of one date are looked at whatever they name where they are no more than this."""

_Ranges = list[tuple[int, int]]


def near(
    drafts: Sequence[Draft], published: str | None, columns: Columns, entity: Callable[[str], Entity | None]
) -> list[int]:
    """The positions of the events that the accounts of one article may belong to, the likeliest of each first.

    Args:
        drafts: the accounts.
        published: when the article came out, EDTF.
        columns: of the library.
        entity: the library's entity with an id.
    """
    members: dict[str, Sequence[int]] = {}
    total = len(columns.sources)

    def of(id: str) -> Sequence[int]:
        if id not in members:
            known = entity(id)
            members[id] = columns.members(Facet(kind_of(known), id)) if known else ()
        return members[id]

    story = [id for id, _ in Counter(sorted(id for draft in drafts for id in draft.entities)).most_common(8)]
    calendar = _Calendar(columns)
    of_date = {run.date: run for run in columns.runs}
    likely: list[list[int]] = []
    for draft in drafts:
        ranges = calendar.within(_window(draft, published))
        points: defaultdict[int, float] = defaultdict(float)
        for id in sorted({*draft.entities, *story}):
            positions = of(id)
            if positions:
                worth = math.log(1 + total / len(positions)) * (1.0 if id in draft.entities else _STORY)
                for start, end in ranges:
                    for at in positions[bisect_left(positions, start) : bisect_left(positions, end)]:
                        points[at] += worth
        run = of_date.get(draft.account.date) if draft.account.date else None
        if run and run.end - run.start <= _FEW:
            for at in range(run.start, run.end):
                points[at] += _SAME_DATE
        ordered = sorted((-worth, at) for at, worth in points.items())
        likely.append([at for _, at in ordered[:_EACH]])
    # In turn, so that an account of which many events remind does not crowd out the others.
    ranked = (best[n] for n in range(_EACH) for best in likely if n < len(best))
    found: list[int] = []
    room = _MOST
    for at in dict.fromkeys(ranked):
        sources = columns.sources[at]
        if sources <= room:
            found.append(at)
            room -= sources
    return found


def _window(draft: Draft, published: str | None) -> Bounds | None:
    """The days on which what the draft tells may have happened; None: any."""
    told = When.of(draft).bounds
    if told is not None:
        return _wider(told, _BESIDE if told.days == 1 else _BESIDE_MONTH)
    guess = edtf.bounds(draft.account.date) or edtf.bounds(published)
    return _wider(guess, _BESIDE_GUESS) if guess else None


def _wider(bounds: Bounds, by: timedelta) -> Bounds:
    first = bounds.first - by if bounds.first - date.min > by else date.min
    last = bounds.last + by if date.max - bounds.last > by else date.max
    return Bounds(first, last)


class _Calendar:
    """The dates of a library, to be asked which of them meet some days."""

    def __init__(self, columns: Columns) -> None:
        self._all = [(0, len(columns.sources))]
        self._wide: list[tuple[Bounds | None, int, int]] = []
        """Dates that cover more than a month, and the undated, which are always among those that are found."""
        self._narrow: list[tuple[Bounds, int, int]] = []
        for run, days in zip(columns.runs, columns.spans, strict=True):
            if days is None or days.last - days.first > _BESIDE_MONTH:
                self._wide.append((days, run.start, run.end))
            else:
                self._narrow.append((days, run.start, run.end))
        # Dates begin in the order of the timeline.
        self._firsts = [days.first for days, _, _ in self._narrow]

    def within(self, window: Bounds | None) -> _Ranges:
        """The stretches of positions whose dates meet the window; all of them where that is any day."""
        if window is None:
            return self._all
        first = window.first - _BESIDE_MONTH if window.first - date.min > _BESIDE_MONTH else date.min
        start, end = bisect_left(self._firsts, first), bisect_right(self._firsts, window.last)
        met = [(a, b) for days, a, b in self._narrow[start:end] if days.overlaps(window)]
        met += [(a, b) for days, a, b in self._wide if days is None or days.overlaps(window)]
        return _together(sorted(met))


def _together(stretches: Iterable[tuple[int, int]]) -> _Ranges:
    found: _Ranges = []
    for start, end in stretches:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
