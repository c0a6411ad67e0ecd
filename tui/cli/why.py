"""`timeline show EVENT --why`: what dates, merging and disagreements of an event rest on, in lines to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.lookup import Lookup
from store.model import Dating, Disagreement, Event, Link, Pair
from store.text import printable
from tui.cli.speech import language
from tui.messages import Messages
from tui.whys import AREAS, Phrases

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_AREA = "why"
_KNOWN_BY = 40
"""Characters of a passage that it is known by, where there is no room for more."""


def may_be_one(event: Event, lookup: Lookup) -> str | None:
    """One line that says that other events may be the same; None where there is none."""
    pairs = lookup.pairs.get(event.id)
    return Messages(language(), (_AREA,)).count("pair.line", len(pairs)) if pairs else None


def show_why(event: Event, lookup: Lookup, out: Console) -> None:
    """Print on `out` why the event has its dates, why its accounts are one, and which events may be the same."""
    _Teller(event, lookup, out).tell()


class _Teller(Phrases):
    def __init__(self, event: Event, lookup: Lookup, out: Console) -> None:
        super().__init__(event, lookup, Messages(language(), AREAS))
        self.out = out
        self.why = lookup.whys.get(event.id)
        # What is imported with it only the asking for reasons needs.
        from store.events.scoring import THRESHOLD

        self.threshold = THRESHOLD

    def tell(self) -> None:
        """Print everything."""
        if self.why is None:
            self.paragraph(self.say("why.unknown"), style="dim")
        self.dates({dating.account: dating for dating in self.why.datings} if self.why else {})
        self.links(self.why.links if self.why else ())
        self.facts([*self.event.disagreements, *self.event.same_fact])
        self.pairs(self.lookup.pairs.get(self.event.id, ()))

    def heading(self, key: str) -> None:
        self.paragraph(self.say(key), style="bold")

    def paragraph(self, *parts: str | tuple[str, str] | Text, style: str = "", first: int = 0, rest: int = 0) -> None:
        """A paragraph that begins `first` cells in, its other lines `rest`."""
        from rich.text import Text

        lines = Text.assemble(*parts, style=style).wrap(self.out, max(20, self.out.width - rest))
        for n, line in enumerate(lines):
            line.rstrip()
            self.out.print(Text(" " * (first if n == 0 else rest)) + line, no_wrap=True, overflow="ignore", crop=False)

    def blank(self) -> None:
        self.out.print()

    # -- dates -------------------------------------------------------------------------------------------------------

    def dates(self, datings: dict[str, Dating]) -> None:
        """Every account with the number that it has below, and what its date rests on."""
        self.heading("why.accounts")
        for account in self.event.accounts:
            source = printable(self.lookup.article_name(account.article))
            room = max(_KNOWN_BY, self.out.width - len(source) - 15)
            number = f"{self.number[account.id]:>2}  "
            self.paragraph(number, (source, "bold"), f"  {self.beginning(account, room)}", first=0, rest=4)
            date = (self.date(account.date) if account.date else self.say("dating.none"), "cyan")
            rests = self.dating(datings[account.id]) if account.id in datings else ""
            self.paragraph(date, f"{self.say('why.colon')}{rests}" if rests else "", first=4, rest=6)
        self.blank()

    # -- links -------------------------------------------------------------------------------------------------------

    def links(self, links: Sequence[Link]) -> None:
        """What joined the accounts."""
        if self.why is None:
            return
        self.heading("why.one")
        if len(self.event.accounts) < 2:
            self.paragraph(self.say("why.one_alone"), first=2, rest=2)
        else:
            self.paragraph(self.say("why.one_hint", least=self.points(self.threshold)), style="dim", first=2, rest=2)
        for link in links:
            joined = self.say("why.joined", a=self.named(link.a), b=self.named(link.b))
            score = self.say("why.score", score=self.points(link.score))
            self.paragraph((joined, "bold"), f"   {score}", first=2, rest=4)
            self.reasons(link)
        self.blank()

    def reasons(self, link: Link) -> None:
        for reason in sorted(link.reasons, key=lambda r: -r.points):
            sign = "+" if reason.points >= 0 else "−"
            points = f"{sign} {self.points(abs(reason.points))}" if reason.points else "   ·"
            style = "green" if reason.points > 0 else "yellow" if reason.points < 0 else "dim"
            self.paragraph((f"{points}  ", style), self.reason(reason), first=4, rest=11)

    # -- facts -------------------------------------------------------------------------------------------------------

    def facts(self, facts: Sequence[Disagreement]) -> None:
        """What is told differently, why it is graded so, and the words of each source."""
        if not facts:
            return
        self.heading("why.facts")
        for fact in facts:
            sign = "≠" if fact.grade == "conflict" else "="
            grade, kind = self.say(f"grade.{fact.grade}"), self.say(f"fact.{fact.kind}")
            because = f" · {self.grade(fact)}" if fact.reason else ""
            self.paragraph((f"{sign} {kind}, {grade}", "bold"), because, first=2, rest=4)
            for reading in fact.values:
                self.paragraph((self.value(fact, reading), "cyan"), first=4, rest=6)
                for place in reading.evidence:
                    where = self.say("fact.place", start=place.start, end=place.end)
                    words = self.quoted(self.cut(place.surface, 60))
                    said = f"{self.named(place.account)}{self.say('why.colon')}{words} "
                    self.paragraph(said, (f"({where})", "dim"), first=6, rest=8)
        self.blank()

    # -- pairs -------------------------------------------------------------------------------------------------------

    def pairs(self, pairs: Sequence[Pair]) -> None:
        """The events that may be the same, and what speaks for it and against it."""
        if not pairs:
            return
        self.heading("why.pairs")
        events = {event.id: event for event in self.lookup.dataset.events}
        for pair in pairs:
            mine = pair.a == self.event.id
            other = events.get(pair.b if mine else pair.a)
            if other is None:
                continue
            title = f"{self.date(other.date)}  {printable(other.title)}"
            self.paragraph((f"{other.id}  ", "dim"), (title, "bold"), first=2, rest=4)
            lack = self.points(max(0.1, self.threshold - pair.link.score))
            score = self.points(pair.link.score)
            self.paragraph(self.say(f"apart.{pair.apart}", score=score, lack=lack), first=4, rest=4)
            theirs = next((a for a in other.accounts if a.id == (pair.link.b if mine else pair.link.a)), None)
            own = pair.link.a if mine else pair.link.b
            if theirs is not None:
                source = printable(self.lookup.article_name(theirs.article))
                joined = self.say("why.joined", a=self.named(own), b=source)
                room = max(_KNOWN_BY, self.out.width - len(joined) - 15)
                self.paragraph(f"{joined}  {self.beginning(theirs, room)}", first=4, rest=4)
            self.reasons(pair.link)
        self.blank()
