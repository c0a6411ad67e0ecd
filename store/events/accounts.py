"""Accounts: the passages of one article that report a happening, one happening each.

A sentence is an account for each date in it that places something on the calendar; a sentence without a date is one
where it reports words of somebody or tells, in a past or planned tense, of a kind of happening with a name in it.
Opinion, questions, headings and the furniture of a page are none.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from store import edtf
from store.events.wording import Wording, wording
from store.extraction.extract import Extraction
from store.extraction.sentences import Sentence
from store.model import Account, Amount, Count, DateBasis, Mention, Quote, TimeExpression

_LONGEST = 700
"""Code points: what is longer without a full stop is a list or a table, no sentence."""
_LEAD = 2
"""The first sentences of an article tell its news: undated, they happened just before it was published."""


_REACH = 5_000
"""Code points: nothing that is found in an article is longer, but for quotes that no sentence needs."""


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Item = TypeVar("_Item", bound=_Span)


class _Spans(Generic[_Item]):
    """Things found in a text, to be asked for by place."""

    def __init__(self, items: Sequence[_Item]) -> None:
        self.items = sorted(items, key=lambda item: (item.start, item.end))
        self.starts = [item.start for item in self.items]

    def within(self, start: int, end: int) -> list[_Item]:
        """Those that share a code point with `start:end`."""
        first, last = bisect_left(self.starts, start - _REACH), bisect_left(self.starts, end)
        return [item for item in self.items[first:last] if start < item.end]


@dataclass(frozen=True)
class Draft:
    """An account with what its words share with others; `focus` is the part of the passage that tells the happening.

    `timex` is the TIMEX3 value that dates it, which may be partly unknown (`XXXX-07-15`, `XXXX-WXX-1`).
    """

    account: Account
    focus: tuple[int, int]
    stems: frozenset[str]
    kinds: frozenset[str]
    entities: frozenset[str]
    language: str
    timex: str | None = None
    sentence: int = 0
    amounts: tuple[Amount, ...] = ()
    counts: tuple[Count, ...] = ()
    quotes: tuple[Quote, ...] = field(default=())


def find(extraction: Extraction, entities: Mapping[int, str], mentions: Sequence[Mention]) -> list[Draft]:
    """The accounts of one article in text order.

    Args:
        extraction: what was read in the article.
        entities: the id of the entity named at each offset where a mention starts.
        mentions: the article's mentions, in text order.
    """
    return _Finder(extraction, entities, mentions).find()


class _Finder:
    def __init__(self, extraction: Extraction, entities: Mapping[int, str], mentions: Sequence[Mention]) -> None:
        self.extraction = extraction
        self.article = extraction.article
        self.text = extraction.document.levelled
        self.words: Wording = wording(self.article.language)
        self.entities = entities
        self.mentions = _Spans(mentions)
        self.times = _Spans([t for t in extraction.times if t.type in ("DATE", "TIME") and _places(t.value)])
        self.quotes = _Spans(extraction.quotes)
        self.amounts = _Spans(extraction.amounts)
        self.counts = _Spans(extraction.counts)
        self.stamps = [post.stamp for post in self.article.posts if post.stamp]
        self.seen: dict[str, int] = {}

    def find(self) -> list[Draft]:
        drafts: list[Draft] = []
        told = 0
        for number, sentence in enumerate(self.extraction.document.sentences):
            passage = self.text[sentence.start : sentence.end]
            if not self.may_report(sentence, passage):
                continue
            told += 1
            drafts += self.in_sentence(number, sentence, passage, lead=told <= _LEAD)
        return drafts

    def may_report(self, sentence: Sentence, passage: str) -> bool:
        if sentence.end - sentence.start > _LONGEST or passage.endswith("?") or self.words.is_boilerplate(passage):
            return False
        if any(a < sentence.end and sentence.start < b for a, b in self.stamps):
            return False
        return passage.count(" ") >= 2 or bool(self.quotes.within(sentence.start, sentence.end))

    def in_sentence(self, number: int, sentence: Sentence, passage: str, *, lead: bool) -> list[Draft]:
        times = self.times.within(sentence.start, sentence.end)
        if times:
            foci = self.foci(sentence, passage, times)
            return [self.draft(number, sentence, focus, time, lead) for time, focus in zip(times, foci, strict=True)]
        whole = (sentence.start, sentence.end)
        spoken = [q for q in self.quotes.within(*whole) if q.speaker]
        named = bool(self.mentions.within(*whole))
        tells = self.words.kinds(passage) and (self.words.is_past(passage) or self.words.is_future(passage))
        if any(q.kind != "indirect" for q in spoken) or (named and tells):
            return [self.draft(number, sentence, whole, None, lead)]
        if spoken and named and self.words.is_past(passage):
            return [self.draft(number, sentence, whole, None, lead)]
        return []

    def foci(self, sentence: Sentence, passage: str, times: list[TimeExpression]) -> list[tuple[int, int]]:
        """For each of several dates in a sentence the clauses that go with it."""
        if len(times) == 1:
            return [(sentence.start, sentence.end)]
        clauses = [(a + sentence.start, b + sentence.start) for a, b in self.words.clauses(passage)]
        owner: list[int | None] = []
        for start, end in clauses:
            inside = [i for i, t in enumerate(times) if t.start < end and start < t.end]
            owner.append(inside[0] if inside else None)
        # A clause without a date goes with the date before it; those before the first date go with the first.
        last = next((o for o in owner if o is not None), 0)
        spans: list[tuple[int, int] | None] = [None] * len(times)
        for (start, end), own in zip(clauses, owner, strict=True):
            last = own if own is not None else last
            known = spans[last]
            spans[last] = (start, end) if known is None else (known[0], end)
        return [span or (sentence.start, sentence.end) for span in spans]

    def draft(
        self, number: int, sentence: Sentence, focus: tuple[int, int], time: TimeExpression | None, lead: bool
    ) -> Draft:
        start, end = sentence.start, sentence.end
        told = self.text[focus[0] : focus[1]]
        quotes = tuple(self.quotes.within(*focus))
        date, basis = self.date(time, told, quotes, lead)
        in_focus = self.mentions.within(*focus)
        amounts = tuple(self.amounts.within(*focus))
        counts = tuple(self.counts.within(*focus))
        status = self.words.status(told)
        if status == "happened" and self.lies_ahead(date):
            status = "planned"
        account = Account(
            id=self.identity(start, end, time),
            article=self.article.id,
            start=start,
            end=end,
            text=self.article.text[start:end],
            date=date,
            date_basis=basis,
            date_span=(time.start, time.end) if time else None,
            status=status,
            entities=tuple(dict.fromkeys(self.entities[m.start] for m in self.mentions.within(start, end))),
            quotes=tuple(q.id for q in quotes),
            amounts=amounts,
            counts=counts,
        )
        names = {self.text[m.start : m.end].lower() for m in in_focus}
        stems = self.words.stems(told) - {self.words.stem(w) for name in names for w in name.split()}
        return Draft(
            account,
            focus,
            stems,
            self.words.kinds(told),
            frozenset(self.entities[m.start] for m in in_focus),
            self.article.language,
            time.value if time else None,
            number,
            amounts,
            counts,
            quotes,
        )

    def date(
        self, time: TimeExpression | None, told: str, quotes: Sequence[Quote], lead: bool
    ) -> tuple[str | None, DateBasis | None]:
        if time is not None:
            date = edtf.from_timex(time.value)
            if date is None:
                return None, None
            return date, "stated" if time.basis in ("explicit", None) else _BASES[time.basis]
        posted = next((q.date for q in quotes if q.date), None)
        if posted:
            return posted, "stated"
        published = self.article.published
        if published and (lead or self.words.is_recent(told)) and self.words.is_past(told):
            # It happened when the article appeared or shortly before: a guess, and marked as one.
            return (published if "/" in published else f"{published}~"), "published"
        return None, None

    def lies_ahead(self, date: str | None) -> bool:
        told, published = edtf.bounds(date), edtf.bounds(self.article.published)
        return told is not None and published is not None and told.first > published.last

    def identity(self, start: int, end: int, time: TimeExpression | None) -> str:
        """Made from the words, so that it outlives whatever is added or changed around them."""
        base = f"{self.article.id}\0{self.article.text[start:end]}\0{time.surface if time else ''}"
        number = self.seen[base] = self.seen.get(base, 0) + 1
        return hashlib.sha256(f"{base}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


_BASES: dict[str, DateBasis] = {"published": "published", "context": "context", "speech": "context"}


def _places(timex: str) -> bool:
    """Whether a TIMEX3 value puts something on the calendar, if only a day of an unknown year."""
    return edtf.from_timex(timex) is not None or (timex.startswith("XXXX-") and any(c.isdigit() for c in timex))
