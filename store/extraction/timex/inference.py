"""When a text was published, where it does not say so but lets one infer it.

What proves a day: a weekday with a day of the month and no year ("lundi (10 février)"), where one year alone near the
latest year named has that day on that weekday; a whole date that is called this day ("ce lundi 10 février 2025"); an
embedded post of a known day, where the text speaks of that weekday; a "this Wednesday" that came right after it is the
day itself.
News speaks like that of the last seven days or the next seven, so that a week is proved and no day, unless several such
dates leave only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.edtf import bounds
from store.extraction.timex import calendar
from store.extraction.timex.grammar import grammar
from store.extraction.timex.tagger import Cut, Found, Tagger, cut, tense_of
from store.languages import Language
from store.model import Post

_WEEK = timedelta(days=6)
_SOON = 3
"""Days: a post is embedded in the news of the days right after it."""
_YEARS_BEFORE, _YEARS_AFTER = 2, 2
"""How many years around the latest year named are looked at: a day falls on the same weekday every 5, 6 or 11 years."""


@dataclass(frozen=True, slots=True)
class _Proof:
    first: date
    last: date
    words: str


def infer_published(
    text: str, language: Language, posts: Sequence[Post] = (), tokens: Cut | None = None
) -> tuple[str, str] | None:
    """The publication date that `text` (`tokens` as `cut` makes them) proves and the words of `text` that prove it.

    The date is EDTF, a day or an interval of days ("2025-02-10/2025-02-16"); None where nothing is proved.  It is an
    inference and is to be marked as one.
    """
    tagger = Tagger(tokens or cut(text, language), grammar(language), None, posts)
    found = tagger.run()
    proofs = _by_year(tagger, found) + _by_this(tagger, found) + _by_posts(tagger, found, posts)
    if not proofs:
        return None
    proofs.sort(key=lambda proof: proof.first)
    # What happened last was known when the text was written.
    first, last, words = proofs[-1].first, proofs[-1].last, [proofs[-1].words]
    for proof in proofs[:-1]:
        if proof.first <= last and first <= proof.last and proof.words not in words:
            first, last = max(first, proof.first), min(last, proof.last)
            words.append(proof.words)
    edtf = calendar.write("D", first)
    if last != first:
        edtf += "/" + calendar.write("D", last)
    return edtf, "; ".join(words[:3])


def _surface(tagger: Tagger, one: Found) -> str:
    return tagger.text[tagger.tokens.starts[one.group.first] : tagger.tokens.ends[one.group.last]]


def _span(day: date, tagger: Tagger, one: Found) -> tuple[date, date]:
    """The days on which a text can have been written that speaks of `day` like this."""
    if tense_of(tagger, one) == "future":
        return day - _WEEK, day
    return day, day + _WEEK


def _by_year(tagger: Tagger, found: Sequence[Found]) -> list[_Proof]:
    """Weekdays with a day of the month and no year, where the years named leave one year for them.

    A year that is still to come where it is named ("d'ici 2030") says little of when that was.
    """
    named = [
        int(one.reading.value[:4])
        for one in found
        if one.reading.basis == "explicit"
        and len(one.reading.value) >= 4
        and one.reading.value[:4].isdigit()
        and tense_of(tagger, one) != "future"
    ]
    if not named:
        return []
    latest = max(named)
    proofs = []
    for one in found:
        weekday, day = one.group.number("WEEKDAY", "WEEKDAYAB"), one.group.number("DAY")
        month = one.group.number("MONTH", "MONTHAB")
        if weekday is None or month is None or day is None or one.group.get("YEAR") is not None:
            continue
        years = range(max(1, latest - _YEARS_BEFORE), min(9999, latest + _YEARS_AFTER + 1))
        days = [date(year, month, day) for year in years if calendar.full(year, month, day)]
        fitting = [d for d in days if d.isoweekday() == weekday]
        if len(fitting) == 1:
            proofs.append(_Proof(*_span(fitting[0], tagger, one), _surface(tagger, one)))
    return proofs


def _by_this(tagger: Tagger, found: Sequence[Found]) -> list[_Proof]:
    """Whole dates that the text calls this day ("ce lundi 10 février 2025")."""
    proofs = []
    for one in found:
        point = calendar.read(one.reading.value)
        if one.group.get("THIS") is not None and one.reading.basis == "explicit" and point and point.unit == "D":
            proofs.append(_Proof(*_span(point.day, tagger, one), _surface(tagger, one)))
    return proofs


def _by_posts(tagger: Tagger, found: Sequence[Found], posts: Sequence[Post]) -> list[_Proof]:
    """Embedded posts of a day whose weekday the text names without a date, or of the days before "this Wednesday"."""
    proofs = []
    bare = {
        int(one.reading.value[9]): one
        for one in reversed(found)
        if one.reading.value.startswith("XXXX-WXX-") and one.reading.value[9:10].isdigit()
    }
    this = {day: one for day, one in bare.items() if one.group.get("THIS") and tense_of(tagger, one) != "future"}
    for post in posts:
        known = bounds(post.date)
        if known is None or known.days != 1:
            continue
        if known.first > date.max - 2 * _WEEK:
            continue
        said = (known.first + timedelta(days=later) for later in range(_SOON + 1))
        # A writer who calls it "this Thursday" writes on that day.
        if day := next((day for day in said if day.isoweekday() in this), None):
            proofs.append(_Proof(day, day, f"{_surface(tagger, this[day.isoweekday()])}; {post.date}"))
        elif one := bare.get(known.first.isoweekday()):
            proofs.append(_Proof(known.first, known.first + _WEEK, f"{_surface(tagger, one)}; {post.date}"))
    return proofs
