"""Accounts: the passages of one article that report a happening, one happening each.

A sentence is an account for each date in it that places something on the calendar; a sentence without a date is one
where it reports words of somebody or tells, in a past or planned tense, of a kind of happening with a name in it.
Opinion, questions, headings and the furniture of a page are none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from store.events import sequels
from store.events.dating import Dating, date_of
from store.events.passages import Passage
from store.events.spans import Spans
from store.events.wording import Wording, wording
from store.extraction.dateline import find_dateline
from store.extraction.extract import Extraction
from store.extraction.sentences import Sentence
from store.model import Account, Amount, Count, Quote, TimeExpression
from store.text import level

_LONGEST = 700
"""Code points: what is longer without a full stop is a list or a table, no sentence."""
_LEAD = 2
"""The first sentences of an article tell its news: undated, they happened just before it was published."""
_STAMP = 40
"""Code points beside the date that a line of the article's own date holds at the most."""


class Named(NamedTuple):
    """A place of an article where the entity with this id is named."""

    start: int
    end: int
    entity: str
    is_person: bool


@dataclass(frozen=True)
class Draft:
    """An account with what its words share with others; `focus` is the part of the passage that tells the happening.

    `taken_up` is the id of an account of the same article of which it tells on: what a definite noun takes up ("The
    accident injured 14"), and the toll of what was told just before.  `agent` is the first entity that the focus names,
    as a rule who acts or is acted on; `timex` is the TIMEX3 value that dates it, which may be partly unknown
    (`XXXX-07-15`, `XXXX-WXX-1`).  `words` gives for each of `stems` the word of the focus, `naming` the words that name
    kinds of happenings, each with the kinds.
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
    words: Mapping[str, str] = field(default_factory=dict)
    naming: tuple[tuple[str, tuple[str, ...]], ...] = ()
    taken_up: str | None = None

    @property
    def is_guessed(self) -> bool:
        """Whether its date rests on nothing but the day of publication."""
        return self.account.date_basis in ("published", "context") and self.account.date_span is None


def find(extraction: Extraction, named: Sequence[Named]) -> list[Draft]:
    """The accounts of one article in text order.

    Args:
        extraction: what was read in the article.
        named: where the article names an entity, in text order.
    """
    return _Finder(extraction, named).find()


def _about(draft: Draft, time: TimeExpression) -> Draft:
    """The draft at about the date of its source: what that reports had happened by then."""
    date = date_of(time)
    if date is None or "/" in date:
        return draft
    return replace(draft, account=replace(draft.account, date=f"{date.rstrip('~?%')}~", date_basis="context"))


class _Finder:
    def __init__(self, extraction: Extraction, named: Sequence[Named]) -> None:
        self.extraction = extraction
        self.article = extraction.article
        self.text = extraction.document.levelled
        self.words: Wording = wording(self.article.language)
        self.mentions = Spans(named)
        dateline = find_dateline(self.text, extraction.document.language) or (0, 0)
        # The day in a dateline is the story's own, not that of what it tells.
        told = [time for time in extraction.times if not dateline[0] <= time.start < dateline[1]]
        self.dating = Dating(self.article, self.text, self.words, told)
        self.times = Spans(self.dating.times)
        self.quotes = Spans(extraction.quotes)
        self.amounts = Spans(extraction.amounts)
        self.counts = Spans(extraction.counts)
        self.headings = extraction.document.headings
        self.stamps = [post.stamp for post in self.article.posts if post.stamp]
        self.seen: dict[str, int] = {}
        self.last_named: frozenset[str] = frozenset()

    def find(self) -> list[Draft]:
        drafts: list[Draft] = []
        told = 0
        for number, passage in enumerate(self.passages()):
            if not self.may_report(passage):
                continue
            told += 1
            found = self.in_passage(number, passage, lead=told <= _LEAD)
            drafts += [sequels.told_on(draft, self.text, self.words, drafts) for draft in found]
            self.last_named = self.named(passage.start, passage.end) or self.last_named
        return drafts

    def passages(self) -> list[Sentence]:
        """The sentences; what announces words ("She answered:") together with these, and words of two sentences."""
        found: list[Sentence] = []
        for sentence in self.extraction.document.sentences:
            before = found[-1] if found else None
            if before and before.paragraph == sentence.paragraph and self.are_said_together(before, sentence):
                found[-1] = Sentence(before.start, sentence.end, before.paragraph)
                continue
            if before and self.text[before.end - 1] == ":" and before.end - before.start < _LONGEST // 2:
                spoken = self.quotes.within(sentence.start, sentence.start + 3)
                if spoken and "\n\n" not in self.text[before.end : sentence.start]:
                    found[-1] = Sentence(before.start, sentence.end, before.paragraph)
                    continue
            found.append(sentence)
        return found

    def are_said_together(self, one: Sentence, other: Sentence) -> bool:
        """Whether a quotation opens the one sentence and ends in the other, which says whose it is."""
        if other.end - one.start > _LONGEST // 2:
            return False
        begin = one.start + sum(1 for _ in takewhile(lambda c: not c.isalnum(), self.text[one.start : one.end]))
        return any(
            q.start <= begin
            and q.kind != "indirect"
            and q.cue_span
            and other.start < q.end <= q.cue_span[0] < other.end
            for q in self.quotes.within(one.start, one.end)
        )

    def named(self, start: int, end: int) -> frozenset[str]:
        return frozenset(m.entity for m in self.mentions.within(start, end))

    def may_report(self, sentence: Sentence) -> bool:
        passage = self.text[sentence.start : sentence.end]
        if sentence.start in self.headings and not self.is_posted(sentence):
            return False
        if len(passage) > _LONGEST or passage.endswith("?") or self.words.is_boilerplate(passage):
            return False
        if any(a < sentence.end and sentence.start < b for a, b in self.stamps):
            return False
        if self.words.is_hypothetical(passage) or not any(c.isalpha() for c in passage):
            return False
        if self.is_stamp(sentence, passage) or self.is_addressed(sentence, passage):
            return False
        return passage.count(" ") >= 2 or bool(self.quotes.within(sentence.start, sentence.end))

    def is_addressed(self, sentence: Sentence, passage: str) -> bool:
        """Whether the author speaks to the reader, as advertisements do and news does not."""
        places = (sentence.start + at for at in self.words.addresses(passage))
        return any(all(q.kind == "indirect" for q in self.quotes.within(at, at + 1)) for at in places)

    def is_posted(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in an embedded post, which may do without full stops."""
        return any(post.start < sentence.end and sentence.start < post.end for post in self.article.posts)

    def is_stamp(self, sentence: Sentence, passage: str) -> bool:
        """Whether a line says when the article appeared ("Le Phare, lundi 10 février 2025") and tells nothing else."""
        times = self.times.within(sentence.start, sentence.end)
        published = (self.article.published or "").split("T")[0]
        if (
            times
            and self.article.published_basis == "stated"
            and passage in level(self.article.published_evidence or "")
        ):
            return True
        if not times or any((date_of(time) or "").split("T")[0] != published for time in times):
            return False
        for time in times:
            passage = passage.replace(self.text[time.start : time.end], "")
        told = self.words.kinds(passage) or self.words.is_past(passage) or self.words.is_future(passage)
        return len(passage) <= _STAMP and not told

    def in_passage(self, number: int, sentence: Sentence, *, lead: bool) -> list[Draft]:
        passage = Passage(self.text, sentence.start, sentence.end, self.words)
        drafts: list[Draft] = []
        times: dict[str, TimeExpression] = {}
        sourced: TimeExpression | None = None
        for time in passage.with_ranges(self.times.within(sentence.start, sentence.end), self.article.text):
            if self.is_loose(time, passage):
                continue
            if self.is_of_source(time, sentence):
                sourced = time
            elif beside := self.beside_name(time):
                drafts.append(self.draft(number, sentence, beside, time, lead))
            else:
                # A date that a sentence gives twice ("on the 15th, six days later") dates one happening.
                times.setdefault(date_of(time) or time.value, time)
        if times:
            dated = list(times.values())
            told = [*zip(passage.foci(dated), dated, strict=True)]
            undated = passage.apart(dated, self.quotes.within(sentence.start, sentence.end))
            drafts += [self.draft(number, sentence, focus, time, lead) for focus, time in told]
            drafts += [self.draft(number, sentence, focus, None, lead) for focus in undated]
        elif sourced is not None or self.reports(sentence):
            for focus in passage.happenings():
                draft = self.draft(number, sentence, focus, None, lead)
                drafts.append(draft if sourced is None else _about(draft, sourced))
        return drafts

    def is_loose(self, time: TimeExpression, passage: Passage) -> bool:
        """Whether somebody's own words name a day without putting anything on it ("ready to start tomorrow")."""
        if not self.words.is_loose_day(time.surface):
            return False
        spoken = [q for q in self.quotes.within(time.start, time.end) if q.kind != "indirect"]
        if not spoken:
            return False
        clause = next((c for c in passage.clauses if time.start < c[1]), (passage.start, passage.end))
        told = self.text[max(clause[0], spoken[-1].start) : min(clause[1], spoken[-1].end)]
        if self.words.is_conditional(told):
            return True
        return spoken[-1].kind == "partial" and not (self.words.is_past(told) or self.words.is_future(told))

    def is_of_source(self, time: TimeExpression, sentence: Sentence) -> bool:
        """Whether a date is that of the source which the author gives ("according to figures released on Monday").

        What it reports may have happened earlier.
        """
        for quote in self.quotes.within(sentence.start, sentence.end):
            if quote.kind != "indirect" or not quote.cue_span or not self.words.is_according(quote.cue or ""):
                continue
            behind = quote.end <= quote.cue_span[0] < time.start
            ahead = quote.cue_span[0] < time.start and time.end <= quote.start
            if (behind or ahead) and self.words.is_past(self.text[quote.start : quote.end]):
                return True
        return False

    def reports(self, sentence: Sentence) -> bool:
        """Whether an undated sentence reports something that happened, was said or is to come."""
        passage = self.text[sentence.start : sentence.end]
        whole = (sentence.start, sentence.end)
        spoken = [q for q in self.quotes.within(*whole) if q.speaker]
        own = [q for q in spoken if q.kind != "indirect"]
        if own:
            begin = sentence.start + sum(1 for _ in takewhile(lambda c: not c.isalnum(), passage))
            # Not what is said on the way to the sentence that names the speaker.
            return not any(q.start <= begin and sentence.end < q.end for q in own)
        words = self.words
        past, future, alleged = words.is_past(passage), words.is_future(passage), words.status(passage) == "alleged"
        kinds, sequel = words.kinds(passage), words.is_sequel(passage)
        told = bool(kinds) and (past or future)
        told |= sequel and (past or (bool(kinds) and words.instances(passage)))
        reported = bool(spoken) and (past or future or alleged)
        named = bool(self.mentions.within(*whole))
        # Whom such a passage is about was named before it.
        named |= bool(self.last_named) and (sequel or (alleged and words.resumes(passage)))
        # So was whom a pronoun or a definite noun at its head stands for ("The company has paid").
        named |= bool(self.last_named) and past and (words.opens_with_pronoun(passage) or words.is_definite(passage))
        # A figure tells as much as a name, and a sum does in whatever tense ("The operator promises 3.4 million").
        sums = bool(self.amounts.within(*whole))
        figures = sums or any(c.value > 1 for c in self.counts.within(*whole))
        told |= bool(kinds) and sums
        reported |= bool(spoken) and figures
        named |= figures
        return named and (told or reported)

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
        date, basis = self.dating.date(time, told, quotes, lead=lead)
        in_focus = self.mentions.within(*focus)
        amounts = tuple(self.amounts.within(*focus))
        counts = tuple(self.counts.within(*focus))
        status = self.words.status(told)
        if (
            status in ("happened", "planned")
            and time is not None
            and (ahead := self.dating.lies_ahead(date)) is not None
        ):
            status = "planned" if ahead else "happened"
        # Whoever is quoted is in it, if only as "she".
        speakers = [m.entity for q in quotes if q.speaker_span for m in self.mentions.within(*q.speaker_span)]
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
            entities=tuple(dict.fromkeys([*(m.entity for m in self.mentions.within(start, end)), *speakers])),
            quotes=tuple(q.id for q in quotes),
            amounts=amounts,
            counts=counts,
        )
        names = {self.text[m.start : m.end].lower() for m in in_focus}
        stems = self.words.stems(told) - {self.words.term(w) for name in names for w in name.split()}
        # That both say "lundi" or "avril" is what their dates have in common.
        stems -= self.words.stems(time.surface) if time else frozenset()
        kinds = self.words.kinds(told)
        # The subject of a clause often stands elsewhere in its sentence, that of "he left in 2018" in the one before.
        about = self.named(start, end)
        if not about or self.words.opens_with_pronoun(self.text[start:end]):
            about |= self.last_named
        return Draft(
            account,
            focus,
            stems,
            kinds,
            about,
            frozenset(m.entity for m in in_focus if m.is_person),
            in_focus[0].entity if in_focus else None,
            self.article.language,
            time.value if time else None,
            number,
            amounts,
            counts,
            # A date within somebody's words dates what they speak of, not that they were spoken.
            tuple(q for q in quotes if time is None or not q.start <= time.start < q.end),
            self.words.by_stem(told, stems),
            self.words.naming(told, kinds),
        )

    def identity(self, start: int, end: int, time: TimeExpression | None) -> str:
        """Made from the words, so that it outlives whatever is added or changed around them."""
        base = f"{self.article.id}\0{self.article.text[start:end]}\0{time.surface if time else ''}"
        number = self.seen[base] = self.seen.get(base, 0) + 1
        return hashlib.sha256(f"{base}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()[:10]
