"""When what a passage tells happened, and what that date rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from store import edtf
from store.events.wording import Wording
from store.model import Article, DateBasis, Quote, TimeExpression

_DURATION = re.compile(r"P(\d{1,3})([YMWD])")
_FIRST_DATES = 6
"""So many dates into an article are its news dated."""
_WEEK = 7
_SAYING = frozenset(("reply", "refuse", "announce", "publish"))
"""Kinds of happenings that news tells of when they are new."""
_BASES: dict[str, DateBasis] = {"published": "published", "context": "context", "speech": "context"}


def date_of(time: TimeExpression) -> str | None:
    """The date of an expression (EDTF), or of a range made of two."""
    return time.value if "/" in time.value else edtf.from_timex(time.value)


def places(time: TimeExpression) -> bool:
    """Whether an expression puts something on the calendar, if only a day of an unknown year."""
    if time.type not in ("DATE", "TIME"):
        return False
    return date_of(time) is not None or (time.value.startswith("XXXX-") and any(c.isdigit() for c in time.value))


class Dating:
    """Dates what one article tells."""

    def __init__(self, article: Article, text: str, words: Wording, times: Iterable[TimeExpression]) -> None:
        self._text, self._words = text, words
        self._published = article.published
        self._days = edtf.bounds(article.published)
        self.times: list[TimeExpression] = [found for time in times if places(found := self._counted(time))]
        """Those that put something on the calendar, in text order."""
        explicit = [edtf.bounds(edtf.from_timex(time.value)) for time in self.times if time.basis == "explicit"]
        past = sorted(b.first for b in explicit if b)
        # The last explicit date may lie ahead; the one before it seldom does.
        self._latest = past[-2] if len(past) > 1 else None
        self._news_day = self._day_of_news()

    def _counted(self, time: TimeExpression) -> TimeExpression:
        """A duration counted from the day of publication ("the past two weeks", "within four years") as an interval.

        The interval is as coarse as the unit that is counted: years of years.
        """
        found = _DURATION.fullmatch(time.value) if time.type == "DURATION" else None
        if found is None or self._days is None:
            return time
        before = self._text[max(0, time.start - 12) : time.start].split()
        way = self._words.counts_on(" ".join([*before[-1:], self._text[time.start : time.end]]))
        value = edtf.span_from(self._days, int(found[1]) * way, found[2]) if way else None
        return time if value is None else replace(time, type="DATE", value=value, basis="published")

    def _day_of_news(self) -> str | None:
        """The day that the article's news is of, where its publication is known to a few days only."""
        if self._days is None or not 1 < self._days.days <= _WEEK:
            return None
        for time in self.times[:_FIRST_DATES]:
            day = edtf.bounds(date_of(time))
            if day is not None and day.days == 1 and day.within(self._days):
                return str(day.first)
        return None

    def date(
        self, time: TimeExpression | None, told: str, quotes: Sequence[Quote], *, lead: bool
    ) -> tuple[str | None, DateBasis | None]:
        """The date (EDTF) of what `told` tells, and its basis; None where nothing dates it.

        Args:
            time: the expression that dates it, if there is one.
            told: the levelled words.
            quotes: those that stand in it.
            lead: whether it is one of the sentences that tell the article's news.
        """
        if time is not None:
            date = date_of(time)
            if date is None:
                return None, None
            return date, "stated" if time.basis in ("explicit", None) else _BASES[time.basis]
        posted = next((q.date for q in quotes if q.date), None)
        if posted:
            return posted, "stated"
        if self._published is None or not self._is_news(told, quotes, lead):
            return None, None
        # It happened when the article appeared or shortly before: a guess, and marked as one.
        if self._news_day:
            return f"{self._news_day}~", "context"
        return "/".join(f"{end}~" for end in self._published.split("/")), "published"

    def _is_news(self, told: str, quotes: Sequence[Quote], lead: bool) -> bool:
        words = self._words
        whole = told
        # What is reported may look back without its report being old.
        for quote in quotes:
            told = told.replace(self._text[quote.start : quote.end], " ")
        past = words.is_past(told)
        # "According to X, she will join": where only what is reported has a verb, it is what is told.
        if not past and (words.is_future(whole) or words.status(whole) == "alleged"):
            return False
        said = any(q.cue and q.speaker for q in quotes) or (past and bool(words.kinds(told) & _SAYING))
        return (said or (past and (lead or words.is_recent(told)))) and not words.is_background(told)

    def lies_ahead(self, date: str | None) -> bool | None:
        """Whether a date (EDTF) is later than the article; None where that cannot be told."""
        told = edtf.bounds(date)
        if told is None:
            return None
        if self._days is None:
            # An article is no older than the last day that it names as gone by; an earlier one is gone by as well.
            return False if self._latest and told.last < self._latest else None
        return None if told.overlaps(self._days) else told.first > self._days.last
