"""Accounts: the passages of one article that report a happening, one happening each.

A sentence is an account for each date in it that places something on the calendar; a sentence without a date is one
where it reports words of somebody or tells, in a past or planned tense, of a kind of happening with a name in it.
Opinion, questions, headings and the furniture of a page are none.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from store import edtf
from store.events.wording import Wording, wording
from store.extraction.dateline import find_dateline
from store.extraction.extract import Extraction
from store.extraction.sentences import Sentence
from store.model import Account, Amount, Count, DateBasis, Mention, Quote, TimeExpression

_LONGEST = 700
"""Code points: what is longer without a full stop is a list or a table, no sentence."""
_LEAD = 2
"""The first sentences of an article tell its news: undated, they happened just before it was published."""


_DURATION = re.compile(r"P(\d{1,3})([YMWD])")
_FIRST_DATES = 6
"""So many dates into an article are its news dated."""
_WEEK = 7
_SAYING = frozenset(("reply", "refuse", "announce", "publish"))
_BACK = 4
"""Passages: what a definite noun takes up was told at most so far before."""
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

    `agent` is the first entity that the focus names, as a rule who acts or is acted on; `timex` is the TIMEX3 value
    that dates it, which may be partly unknown (`XXXX-07-15`, `XXXX-WXX-1`).
    """

    account: Account
    focus: tuple[int, int]
    stems: frozenset[str]
    kinds: frozenset[str]
    entities: frozenset[str]
    persons: frozenset[str]
    agent: str | None
    language: str
    timex: str | None = None
    sentence: int = 0
    amounts: tuple[Amount, ...] = ()
    counts: tuple[Count, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def is_guessed(self) -> bool:
        """Whether its date rests on nothing but the day of publication."""
        return self.account.date_basis in ("published", "context") and self.account.date_span is None


def find(
    extraction: Extraction, entities: Mapping[int, str], mentions: Sequence[Mention], persons: Set[str]
) -> list[Draft]:
    """The accounts of one article in text order.

    Args:
        extraction: what was read in the article.
        entities: the id of the entity named at each offset where a mention starts.
        mentions: the article's mentions, in text order.
        persons: the ids of those entities that are persons.
    """
    return _Finder(extraction, entities, mentions, persons).find()


class _Finder:
    def __init__(
        self, extraction: Extraction, entities: Mapping[int, str], mentions: Sequence[Mention], persons: Set[str]
    ) -> None:
        self.extraction = extraction
        self.article = extraction.article
        self.text = extraction.document.levelled
        self.words: Wording = wording(self.article.language)
        self.entities = entities
        self.persons = persons
        self.mentions = _Spans(mentions)
        dateline = find_dateline(self.text, extraction.document.language) or (0, 0)
        # The day in a dateline is the story's own, not that of what it tells.
        self.times = _Spans(
            [
                time
                for time in (self.counted(time) for time in extraction.times)
                if time.type in ("DATE", "TIME") and _places(time.value) and not dateline[0] <= time.start < dateline[1]
            ]
        )
        self.quotes = _Spans(extraction.quotes)
        self.amounts = _Spans(extraction.amounts)
        self.counts = _Spans(extraction.counts)
        explicit = [edtf.bounds(edtf.from_timex(time.value)) for time in extraction.times if time.basis == "explicit"]
        past = sorted(b.first for b in explicit if b)
        # The last explicit date may lie ahead; the one before it seldom does.
        self.latest = past[-2] if len(past) > 1 else None
        self.stamps = [post.stamp for post in self.article.posts if post.stamp]
        self.news_day = self._news_day()
        self.seen: dict[str, int] = {}
        self.last_named: frozenset[str] = frozenset()

    def counted(self, time: TimeExpression) -> TimeExpression:
        """A duration counted from the day of publication ("the past two weeks", "within four years") as an interval.

        The interval is as coarse as the unit that is counted: years of years.
        """
        found = _DURATION.fullmatch(time.value) if time.type == "DURATION" else None
        published = edtf.bounds(self.article.published)
        if found is None or published is None or (way := self.words.counts_on(self.surface(time))) is None:
            return time
        value = edtf.span_from(published, int(found[1]) * way, found[2])
        return time if value is None else replace(time, type="DATE", value=value, basis="published")

    def surface(self, time: TimeExpression) -> str:
        """The words of an expression with the preposition before it."""
        before = self.text[max(0, time.start - 12) : time.start].split()
        return " ".join([*before[-1:], self.text[time.start : time.end]])

    def _news_day(self) -> str | None:
        """The day that the article's news is of, where its publication is known to a few days only."""
        published = edtf.bounds(self.article.published)
        if published is None or not 1 < published.days <= _WEEK:
            return None
        for time in self.times.items[:_FIRST_DATES]:
            day = edtf.bounds(_edtf(time))
            if day is not None and day.days == 1 and day.within(published):
                return str(day.first)
        return None

    def find(self) -> list[Draft]:
        drafts: list[Draft] = []
        told = 0
        for number, passage in enumerate(self.passages()):
            if not self.may_report(passage):
                continue
            told += 1
            found = [self.resumed(d, drafts) for d in self.in_passage(number, passage, lead=told <= _LEAD)]
            drafts += [self.following(d, drafts) for d in found]
            self.last_named = self.named(passage.start, passage.end) or self.last_named
        return drafts

    def resumed(self, draft: Draft, before: Sequence[Draft]) -> Draft:
        """The draft with what a definite noun ("The offer was made on Monday") takes up from an account before it."""
        if draft.focus[0] != draft.account.start or not self.words.resumes(self.text[slice(*draft.focus)]):
            return draft
        near = [d for d in before[-2 * _BACK :] if draft.sentence - d.sentence <= _BACK and d.sentence < draft.sentence]
        antecedent = next((d for d in reversed(near) if d.kinds & draft.kinds), near[-1] if near else None)
        if antecedent is None:
            return draft
        return replace(
            draft,
            kinds=draft.kinds | antecedent.kinds,
            entities=draft.entities | antecedent.entities,
            amounts=draft.amounts or antecedent.amounts,
        )

    def following(self, draft: Draft, before: Sequence[Draft]) -> Draft:
        """The undated draft that tells what came "shortly afterwards", at about the date of the passage before it."""
        account = draft.account
        if draft.focus[0] != account.start or not self.words.is_soon_after(self.text[slice(*draft.focus)]):
            return draft
        told = [d.account.date for d in before[-_BACK:] if draft.sentence - d.sentence == 1 and d.account.date]
        if draft.timex is not None or account.date_basis == "stated" or not told or "/" in told[-1]:
            return draft
        return replace(draft, account=replace(account, date=told[-1].rstrip("~?%") + "~", date_basis="context"))

    def passages(self) -> list[Sentence]:
        """The sentences; one that announces words ("She answered:") together with the words."""
        found: list[Sentence] = []
        for sentence in self.extraction.document.sentences:
            before = found[-1] if found else None
            if before and self.text[before.end - 1] == ":" and before.end - before.start < _LONGEST // 2:
                spoken = self.quotes.within(sentence.start, sentence.start + 3)
                if spoken and "\n\n" not in self.text[before.end : sentence.start]:
                    found[-1] = Sentence(before.start, sentence.end, before.paragraph)
                    continue
            found.append(sentence)
        return found

    def named(self, start: int, end: int) -> frozenset[str]:
        return frozenset(self.entities[m.start] for m in self.mentions.within(start, end))

    def may_report(self, sentence: Sentence) -> bool:
        passage = self.text[sentence.start : sentence.end]
        if len(passage) > _LONGEST or passage.endswith("?") or self.words.is_boilerplate(passage):
            return False
        if any(a < sentence.end and sentence.start < b for a, b in self.stamps):
            return False
        if self.words.is_hypothetical(passage) or not any(c.isalpha() for c in passage):
            return False
        return passage.count(" ") >= 2 or bool(self.quotes.within(sentence.start, sentence.end))

    def in_passage(self, number: int, sentence: Sentence, *, lead: bool) -> list[Draft]:
        passage = self.text[sentence.start : sentence.end]
        drafts: list[Draft] = []
        times: dict[str, TimeExpression] = {}
        for time in self.with_ranges(self.times.within(sentence.start, sentence.end)):
            if beside := self.beside_name(time):
                drafts.append(self.draft(number, sentence, beside, time, lead))
            else:
                # A date that a sentence gives twice ("on the 15th, six days later") dates one happening.
                times.setdefault(_edtf(time) or time.value, time)
        if times:
            dated = list(times.values())
            foci = self.foci(sentence, passage, dated)
            drafts += [self.draft(number, sentence, f, t, lead) for t, f in zip(dated, foci, strict=True)]
            apart = self.told_apart(sentence, passage, dated)
            return drafts + [self.draft(number, sentence, focus, None, lead) for focus in apart]
        whole = (sentence.start, sentence.end)
        spoken = [q for q in self.quotes.within(*whole) if q.speaker]
        if any(q.start <= sentence.start and sentence.end < q.end and q.kind != "indirect" for q in spoken):
            return drafts  # said on the way to the sentence that names the speaker
        sequel = self.words.is_sequel(passage)
        named = bool(self.mentions.within(*whole)) or (sequel and bool(self.last_named))
        past, future = self.words.is_past(passage), self.words.is_future(passage)
        told = bool(self.words.kinds(passage)) and (past or future)
        told |= sequel and (past or (bool(self.words.kinds(passage)) and self.words.instances(passage)))
        alleged = self.words.status(passage) == "alleged"
        reported = bool(spoken) and (past or future or alleged)
        named |= alleged and self.words.resumes(passage) and bool(self.last_named)
        if any(q.kind != "indirect" for q in spoken) or (named and (told or reported)):
            drafts += [self.draft(number, sentence, focus, None, lead) for focus in self.happenings(sentence, passage)]
        return drafts

    def told_apart(self, sentence: Sentence, passage: str, times: Sequence[TimeExpression]) -> list[tuple[int, int]]:
        """The parts of a dated passage that tell of another happening, which its dates do not date.

        That is what was said, where the dates stand in the words that are reported ("She announced that she would leave
        in May"); a look back within a clause of its own ("the firm, which had bought it, …"); and what is told beside
        the beginning of something that goes on ("the owner since 2016, X, has closed it").
        """
        found: list[tuple[int, int]] = []
        reported = [
            q
            for q in self.quotes.within(sentence.start, sentence.end)
            if q.cue_span and q.speaker and all(q.start <= time.start < q.end for time in times)
        ]
        for quote in reported[:1]:
            assert quote.cue_span is not None
            first, last = (
                (sentence.start, quote.start) if quote.cue_span[0] < quote.start else (quote.end, sentence.end)
            )
            if first < last and self.words.is_past(self.text[first:last]):
                found.append((first, last))
        since = all(self.words.is_since(self.text[max(0, t.start - 24) : t.start]) for t in times)
        earlier, beside, before = [], [], False
        for a, b in self.words.clauses(passage):
            start, end = a + sentence.start, b + sentence.start
            dating = [time for time in times if time.start < end and start < time.end]
            if dating:
                # "Since May, …" dates what follows; where all looks back, so does what is dated.
                since = since and not self.is_bare(dating[0], start, end)
                before = before or self.words.is_earlier(passage[a:b])
            elif self.words.kinds(passage[a:b]) and self.words.is_earlier(passage[a:b]):
                earlier.append((start, end))
            elif self.words.kinds(passage[a:b]) and self.words.is_past(passage[a:b]):
                beside.append((start, end))
        found += earlier if not before else []
        beside = beside if since else []
        if beside:
            found.append((beside[0][0], beside[-1][1]))
        return found

    def happenings(self, sentence: Sentence, passage: str) -> list[tuple[int, int]]:
        """The parts of an undated passage that tell of one happening each ("She founded it, but he left it")."""
        parts: list[tuple[int, int]] = []
        kinds: frozenset[str] = frozenset()
        for a, b in self.words.clauses(passage):
            told = self.words.kinds(passage[a:b])
            turns = self.words.turns(passage[a:b]) and self.words.is_past(passage[a:b])
            if parts and kinds and told and turns and not told & kinds:
                parts.append((sentence.start + a, sentence.start + b))
                kinds = told
            else:
                first = parts.pop()[0] if parts else sentence.start
                parts.append((first, sentence.start + b))
                kinds |= told
        return parts or [(sentence.start, sentence.end)]

    def with_ranges(self, times: list[TimeExpression]) -> list[TimeExpression]:
        """The expressions, the two ends of a range ("from 2015 to 2018") as one of the value `2015/2018`."""
        found: list[TimeExpression] = []
        for time in times:
            before = found[-1] if found else None
            if before and self.words.is_range(
                self.text[max(0, before.start - 12) : before.start], self.text[before.end : time.start]
            ):
                first, last = edtf.from_timex(before.value), edtf.from_timex(time.value)
                span = f"{first}/{last}"
                if first and last and "/" not in first + last and edtf.is_valid(span):
                    surface = self.article.text[before.start : time.end]
                    found[-1] = replace(before, end=time.end, surface=surface, value=span)
                    continue
            found.append(time)
        return found

    def foci(self, sentence: Sentence, passage: str, times: list[TimeExpression]) -> list[tuple[int, int]]:
        """For each of several dates in a sentence the clauses that go with it."""
        if len(times) == 1:
            return [(sentence.start, sentence.end)]
        spans: list[tuple[int, int] | None] = [None] * len(times)
        last: int | None = None
        waiting: int | None = None
        for a, b in self.words.clauses(passage):
            start, end = a + sentence.start, b + sentence.start
            inside = [i for i, time in enumerate(times) if time.start < end and start < time.end]
            # A clause without a date goes with the date before it; those before the first date go with the first.
            last = inside[0] if inside else (last or 0)
            # "On Sunday, the firm said that she would leave on 15 July": a date alone in its clause is of the next too.
            owners = {*(inside or [last]), *([waiting] if waiting is not None else [])}
            waiting = last if len(inside) == 1 and self.is_bare(times[last], start, end) else None
            for own in owners:
                known = spans[own]
                spans[own] = (start, end) if known is None else (known[0], end)
        return [span or (sentence.start, sentence.end) for span in spans]

    def is_bare(self, time: TimeExpression, start: int, end: int) -> bool:
        """Whether a clause holds nothing but a date and at most a preposition."""
        rest = self.text[start : time.start] + self.text[time.end : end]
        return sum(c.isalpha() for c in rest) <= 3

    def beside_name(self, time: TimeExpression) -> tuple[int, int] | None:
        """The name and the date, where the date stands alone in parentheses behind a name ("Anne Martin (1985)").

        Such a date says something of the name, not of what the sentence tells.
        """
        if self.text[time.start - 1 : time.start] != "(" or self.text[time.end : time.end + 1] != ")":
            return None
        before = self.mentions.within(time.start - 3, time.start - 1)
        return (before[-1].start, time.end + 1) if before else None

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
        if status in ("happened", "planned") and time is not None and (ahead := self.lies_ahead(date)) is not None:
            status = "planned" if ahead else "happened"
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
        # The subject of a clause often stands elsewhere in its sentence, that of "he left in 2018" in the one before.
        about = self.named(start, end)
        if not about or self.words.opens_with_pronoun(self.text[start:end]):
            about |= self.last_named
        return Draft(
            account,
            focus,
            stems,
            self.words.kinds(told),
            about,
            self.named(*focus) & self.persons,
            self.entities[in_focus[0].start] if in_focus else None,
            self.article.language,
            time.value if time else None,
            number,
            amounts,
            counts,
            # A date within somebody's words dates what they speak of, not that they were spoken.
            tuple(q for q in quotes if time is None or not q.start <= time.start < q.end),
        )

    def date(
        self, time: TimeExpression | None, told: str, quotes: Sequence[Quote], lead: bool
    ) -> tuple[str | None, DateBasis | None]:
        if time is not None:
            date = _edtf(time)
            if date is None:
                return None, None
            return date, "stated" if time.basis in ("explicit", None) else _BASES[time.basis]
        posted = next((q.date for q in quotes if q.date), None)
        if posted:
            return posted, "stated"
        published = self.article.published
        # What is reported may look back without its report being old.
        whole = told
        for quote in quotes:
            told = told.replace(self.text[quote.start : quote.end], " ")
        past = self.words.is_past(told)
        news = (lead or self.words.is_recent(told)) and past
        said = any(q.cue and q.speaker for q in quotes) or (past and bool(self.words.kinds(told) & _SAYING))
        # "According to X, she will join": where only what is reported has a verb, it is what is told.
        ahead = not past and (self.words.is_future(whole) or self.words.status(whole) == "alleged")
        if published and (news or said) and not ahead and not self.words.is_background(told):
            # It happened when the article appeared or shortly before: a guess, and marked as one.
            if self.news_day:
                return f"{self.news_day}~", "context"
            return "/".join(f"{end}~" for end in published.split("/")), "published"
        return None, None

    def lies_ahead(self, date: str | None) -> bool | None:
        """Whether a date is later than the article; None where that cannot be told."""
        told, published = edtf.bounds(date), edtf.bounds(self.article.published)
        if told is None:
            return None
        if published is None:
            # An article is no older than the last day that it names as gone by; an earlier one is gone by as well.
            return False if self.latest and told.last < self.latest else None
        return None if told.overlaps(published) else told.first > published.last

    def identity(self, start: int, end: int, time: TimeExpression | None) -> str:
        """Made from the words, so that it outlives whatever is added or changed around them."""
        base = f"{self.article.id}\0{self.article.text[start:end]}\0{time.surface if time else ''}"
        number = self.seen[base] = self.seen.get(base, 0) + 1
        return hashlib.sha256(f"{base}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


_BASES: dict[str, DateBasis] = {"published": "published", "context": "context", "speech": "context"}


def _edtf(time: TimeExpression) -> str | None:
    """The date of an expression, or of a range made of two."""
    return time.value if "/" in time.value else edtf.from_timex(time.value)


def _places(timex: str) -> bool:
    """Whether a TIMEX3 value puts something on the calendar, if only a day of an unknown year."""
    return edtf.from_timex(timex) is not None or (timex.startswith("XXXX-") and any(c.isdigit() for c in timex))
