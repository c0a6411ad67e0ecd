"""The parts of a sentence that tell of one happening each, and the date that goes with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from store import edtf
from store.events.wording import Wording
from store.model import Quote, TimeExpression

_BEFORE = 24
"""Code points before a date in which the preposition that belongs to it is looked for."""

Focus = tuple[int, int]
"""The part of a passage that tells a happening, in offsets of the article."""


class Passage:
    """One sentence of a levelled text; all spans are in offsets of the article."""

    def __init__(self, text: str, start: int, end: int, words: Wording) -> None:
        self.start, self.end = start, end
        self.words = words
        self._text = text
        self.clauses: list[Focus] = [(start + a, start + b) for a, b in words.clauses(text[start:end])]
        """The clauses, in text order."""

    def with_ranges(self, times: Sequence[TimeExpression], original: str) -> list[TimeExpression]:
        """The expressions, the two ends of a range ("from 2015 to 2018") as one of the value `2015/2018`.

        `original` is the article's text, from which the surface of a range is taken.
        """
        found: list[TimeExpression] = []
        for time in times:
            before = found[-1] if found else None
            if before and self.words.is_range(
                self._text[max(0, before.start - _BEFORE // 2) : before.start], self._text[before.end : time.start]
            ):
                first, last = edtf.from_timex(before.value), edtf.from_timex(time.value)
                span = f"{first}/{last}"
                if first and last and "/" not in first + last and edtf.is_valid(span):
                    surface = original[before.start : time.end]
                    found[-1] = replace(before, end=time.end, surface=surface, value=span)
                    continue
            found.append(time)
        return found

    def foci(self, times: Sequence[TimeExpression]) -> list[Focus]:
        """For each of several dates the clauses that go with it."""
        if len(times) == 1:
            return [(self.start, self.end)]
        spans: list[Focus | None] = [None] * len(times)
        last: int | None = None
        waiting: int | None = None
        frame: int | None = None
        for number, (start, end) in enumerate(self.clauses):
            inside = [i for i, time in enumerate(times) if time.start < end and start < time.end]
            if inside:
                last = inside[0]
            elif frame is not None and self._has_verb(start, end):
                # "In 2021, after the fire of 2019, the firm was fined": the date at the head is that of the verb.
                last, frame = frame, None
            # A clause without a date goes with the date before it; those before the first date go with the first.
            last = last or 0
            # "On Sunday, the firm said that she would leave on 15 July": a date alone in its clause is of the next too.
            owners = {*(inside or [last]), *([waiting] if waiting is not None else [])}
            bare = len(inside) == 1 and self._is_bare(times[last], start, end)
            if number == 0 and bare:
                frame = last
            elif inside and self._has_verb(start, end):
                frame = None
            waiting = last if bare else None
            for own in owners:
                known = spans[own]
                spans[own] = (start, end) if known is None else (known[0], end)
        return [span or (self.start, self.end) for span in spans]

    def apart(self, times: Sequence[TimeExpression], quotes: Sequence[Quote]) -> list[Focus]:
        """The parts of a dated passage that tell of another happening, which its dates do not date.

        That is what was said, where the dates stand in the words that are reported ("She announced that she would leave
        in May"); a look back within a clause of its own ("the firm, which had bought it, …"); and what is told beside
        the beginning of something that goes on ("the owner since 2016, X, has closed it").
        """
        found: list[Focus] = []
        for quote in quotes:
            according = quote.cue is not None and self.words.is_according(quote.cue)
            if (
                quote.cue_span
                and quote.speaker
                and not according
                and all(quote.start <= time.start < quote.end for time in times)
            ):
                before = quote.cue_span[0] < quote.start
                first, last = (self.start, quote.start) if before else (quote.end, self.end)
                if first < last and self.words.is_past(self._text[first:last]):
                    found.append((first, last))
                break
        since = all(self.words.is_since(self._text[max(0, t.start - _BEFORE) : t.start]) for t in times)
        earlier, beside = [], []
        looks_back = waiting = False
        for start, end in self.clauses:
            clause = self._text[start:end]
            dating = [time for time in times if time.start < end and start < time.end]
            if dating or waiting:
                # "Since May, …" dates what follows; where what is dated looks back, so does all.
                waiting = bool(dating) and self._is_bare(dating[0], start, end)
                since = since and not waiting
                looks_back = looks_back or self.words.is_earlier(clause)
            elif self.words.kinds(clause):
                if self.words.is_aside(clause):
                    earlier.append((start, end))
                elif self.words.is_past(clause):
                    beside.append((start, end))
        if not looks_back:
            found += earlier
        if since and beside:
            found.append((beside[0][0], beside[-1][1]))
        return found

    def setting(self) -> int | None:
        """Where what a passage tells begins, behind a first clause that only places it ("A week after the strike, …").

        None where it has no such clause.
        """
        comma = self._text.find(",", self.start, self.end)
        if comma < 0 or not self.words.is_setting(self._text[self.start : comma]):
            return None
        for start, end in self.clauses:
            if start < comma:
                continue
            clause = self._text[start:end]
            if not self.words.is_relative(clause) and (self._has_verb(start, end) or self.words.kinds(clause)):
                return start + len(clause) - len(clause.lstrip())
        return None

    def happenings(self) -> list[Focus]:
        """The parts of an undated passage that tell of one happening each ("She founded it, but he left it")."""
        if (told := self.setting()) is None:
            return self._happenings(self.start)
        looked_back = self._text[self.start : told]
        # "A week after the strike, which had cost …": that is told too.
        before = [(self.start, told)] if self.words.is_past(looked_back) and self.words.kinds(looked_back) else []
        return [*before, *self._happenings(told)]

    def _happenings(self, begin: int) -> list[Focus]:
        parts: list[Focus] = []
        kinds: frozenset[str] = frozenset()
        for start, end in self.clauses:
            if end <= begin:
                continue
            clause = self._text[start:end]
            told = self.words.kinds(clause)
            turns = self.words.turns(clause) and self.words.is_past(clause)
            if parts and kinds and told and turns and not told & kinds:
                parts.append((start, end))
                kinds = told
            else:
                parts.append((parts.pop()[0] if parts else begin, end))
                kinds |= told
        return parts or [(begin, self.end)]

    def _has_verb(self, start: int, end: int) -> bool:
        clause = self._text[start:end]
        return self.words.is_past(clause) or self.words.is_future(clause)

    def _is_bare(self, time: TimeExpression, start: int, end: int) -> bool:
        """Whether a clause holds nothing but a date and at most a preposition."""
        before, behind = self._text[start : time.start], self._text[time.end : end]
        alone = self.words.is_since(before, alone=True)
        return sum(c.isalpha() for c in (behind if alone else before + behind)) <= 3
