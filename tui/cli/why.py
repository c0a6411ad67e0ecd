"""`timeline show EVENT --why`: what dates, merging and disagreements of an event rest on, in lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from store import edtf
from store.events.scoring import THRESHOLD
from store.lookup import Lookup
from store.model import Account, Dating, Disagreement, Event, Link, Pair, Reason, ReasonKind
from store.text import printable
from tui.cli.speech import language
from tui.dates import words
from tui.messages import Messages, typeset

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_AREA = "why"
_KNOWN_BY = 40
"""Characters of a passage that it is known by, where there is no room for more."""
_NAMES: tuple[ReasonKind, ...] = ("names", "nobody-shared", "other-persons", "same-agent", "other-agent")
_DATES: tuple[ReasonKind, ...] = (
    *("same-day", "same-month", "same-year", "within", "same-pattern", "fits-pattern", "rival-days"),
    *("only-the-day", "one-dated", "both-news", "old-news"),
)
_MOST = 8
"""So many words or names are told of one reason."""


def may_be_one(event: Event, lookup: Lookup) -> str | None:
    """One line that says that other events may be the same; None where there is none."""
    pairs = lookup.pairs.get(event.id)
    return typeset(Messages(language(), (_AREA,)).count("pair.line", len(pairs)), language()) if pairs else None


def show_why(event: Event, lookup: Lookup, out: Console) -> None:
    """Print on `out` why the event has its dates, why its accounts are one, and which events may be the same."""
    _Teller(event, lookup, out).tell()


class _Teller:
    def __init__(self, event: Event, lookup: Lookup, out: Console) -> None:
        self.event = event
        self.lookup = lookup
        self.out = out
        self.say = Messages(language(), (_AREA,))
        self.phrase = self.say.typeset
        self.date = partial(words, lang=self.say.lang, form="short")
        self.number = {account.id: n for n, account in enumerate(event.accounts, start=1)}
        self.why = lookup.whys.get(event.id)

    def tell(self) -> None:
        """Print everything."""
        if self.why is None:
            self.paragraph(self.phrase("why.unknown"), style="dim")
        self.dates({dating.account: dating for dating in self.why.datings} if self.why else {})
        self.links(self.why.links if self.why else ())
        self.facts([*self.event.disagreements, *self.event.same_fact])
        self.pairs(self.lookup.pairs.get(self.event.id, ()))

    def heading(self, key: str) -> None:
        self.paragraph(self.phrase(key), style="bold")

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
            room = max(_KNOWN_BY, self.out.width - len(source) - 9)
            number = f"{self.number[account.id]:>2}  "
            self.paragraph(number, (source, "bold"), f"  {self.beginning(account, room)}", first=0, rest=4)
            date = (self.date(account.date) if account.date else self.phrase("dating.none"), "cyan")
            rests = self.dating(datings[account.id]) if account.id in datings else ""
            self.paragraph(date, f": {rests}" if rests else "", first=4, rest=6)
        self.blank()

    def dating(self, dating: Dating) -> str:
        say = self.phrase
        said = self.quoted(dating.words.surface) if dating.words else ""
        anchor = self.day(dating.anchor) if dating.anchor else ""
        rule = say("dating.rule", rule=printable(dating.rule)) if dating.rule and self.say.lang == "en" else ""
        lender = self.named(dating.lender) if dating.lender else ""
        match dating.kind:
            case "words":
                return say("dating.counted" if anchor else "dating.words", words=said, anchor=anchor) + rule
            case "post":
                return say("dating.post" if said else "dating.post_alone", words=said)
            case "follows":
                return say("dating.follows", anchor=anchor)
            case "publication":
                return say("dating.publication" if anchor else "dating.publication_unknown", anchor=anchor)
            case "year-of-library":
                return say("dating.year-of-library", words=said, anchor=anchor) + rule
            case "borrowed":
                if not lender:
                    return say("dating.borrowed_none")
                if dating.instead:
                    return say("dating.instead", lender=lender, instead=self.date(dating.instead.replace("~", "")))
                return say("dating.borrowed", lender=lender)

    def day(self, value: str) -> str:
        """A date as EDTF or TIMEX3 in words."""
        return printable(self.date(value if edtf.is_valid(value) else edtf.from_timex(value) or value))

    # -- links -------------------------------------------------------------------------------------------------------

    def links(self, links: Sequence[Link]) -> None:
        """What joined the accounts."""
        if self.why is None:
            return
        self.heading("why.one")
        if len(self.event.accounts) < 2:
            self.paragraph(self.phrase("why.one_alone"), first=2, rest=2)
        else:
            self.paragraph(self.phrase("why.one_hint", least=self.points(THRESHOLD)), style="dim", first=2, rest=2)
        for link in links:
            joined = self.phrase("why.joined", a=self.named(link.a), b=self.named(link.b))
            score = self.phrase("why.score", score=self.points(link.score))
            self.paragraph((joined, "bold"), f"   {score}", first=2, rest=4)
            self.reasons(link)
        self.blank()

    def reasons(self, link: Link) -> None:
        for reason in sorted(link.reasons, key=lambda r: -r.points):
            sign = "+" if reason.points >= 0 else "−"
            points = f"{sign} {self.points(abs(reason.points))}" if reason.points else "   ·"
            style = "green" if reason.points > 0 else "yellow" if reason.points < 0 else "dim"
            self.paragraph((f"{points}  ", style), self.reason(reason), first=4, rest=11)

    def reason(self, reason: Reason) -> str:
        said = self.phrase(f"reason.{reason.kind}")
        shown = partial(self.shown, reason.kind)
        shared, a, b = shown(reason.shared), shown(reason.a), shown(reason.b)
        if reason.kind in ("rendering", "other-words", "one-article", "both-undated"):
            return said
        if reason.kind == "kinds":
            # The words of both passages; the names of kinds are only the program's.
            shared = a if a == b else " / ".join(part for part in (a, b) if part)
        elif reason.kind == "words":
            shared = self.listed(a if a == b else f"{a}/{b}" for a, b in zip(reason.shared, reason.b, strict=False))
        elif a and b:
            like = reason.points >= 0
            shared = a if a == b else self.phrase("reason.like" if like else "reason.against", a=a, b=b)
        else:
            shared = shared or a or b
        return self.phrase("reason.with", reason=said, what=shared) if shared else said

    def shown(self, kind: ReasonKind, items: Sequence[str]) -> str:
        """What a reason rests on: names for ids of entities, dates in words."""
        if kind in _NAMES:
            known = (self.lookup.entities.get(item) for item in items)
            return self.listed(entity.name for entity in known if entity)
        if kind in _DATES:
            return self.listed(self.day(item) for item in items)
        return self.listed(items)

    def listed(self, items: Iterable[str]) -> str:
        found = [printable(item) for item in items]
        return self.phrase("why.list").join(found[:_MOST]) + (" …" if len(found) > _MOST else "")

    def points(self, points: float) -> str:
        text = f"{points:.1f}"
        return text.replace(".", ",") if self.say.lang == "fr" else text

    # -- facts -------------------------------------------------------------------------------------------------------

    def facts(self, facts: Sequence[Disagreement]) -> None:
        """What is told differently, why it is graded so, and the words of each source."""
        if not facts:
            return
        self.heading("why.facts")
        for fact in facts:
            sign = "≠" if fact.grade == "conflict" else "="
            grade, kind = self.phrase(f"grade.{fact.grade}"), self.phrase(f"fact.{fact.kind}")
            because = f" · {self.grade(fact)}" if fact.reason else ""
            self.paragraph((f"{sign} {kind}, {grade}", "bold"), because, first=2, rest=4)
            for reading in fact.values:
                value = self.date(reading.value) if fact.kind == "date" else printable(reading.value)
                self.paragraph((value, "cyan"), first=4, rest=6)
                for place in reading.evidence:
                    where = self.phrase("fact.place", start=place.start, end=place.end)
                    said = f"{self.named(place.account)}: {self.quoted(self.cut(place.surface, 60))} "
                    self.paragraph(said, (f"({where})", "dim"), first=6, rest=8)
        self.blank()

    def grade(self, fact: Disagreement) -> str:
        apart = fact.difference or 0
        if fact.reason == "other-days":
            return typeset(self.say.count("grade.other-days", int(apart)), self.say.lang)
        share = f"{100 * apart:.2g}" if apart < 1 else f"{100 * apart:.0f}"
        share = share.replace(".", ",") + "\u00a0%" if self.say.lang == "fr" else f"{share}%"
        return self.phrase(f"grade.{fact.reason}", share=share)

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
            lack = self.points(max(0.0, THRESHOLD - pair.link.score))
            score = self.points(pair.link.score)
            self.paragraph(self.phrase(f"apart.{pair.apart}", score=score, lack=lack), first=4, rest=4)
            theirs = next((a for a in other.accounts if a.id == (pair.link.b if mine else pair.link.a)), None)
            own = pair.link.a if mine else pair.link.b
            if theirs is not None:
                source = printable(self.lookup.article_name(theirs.article))
                joined = self.phrase("why.joined", a=self.named(own), b=source)
                room = max(_KNOWN_BY, self.out.width - len(joined) - 9)
                self.paragraph(f"{joined}  {self.beginning(theirs, room)}", first=4, rest=4)
            self.reasons(pair.link)
        self.blank()

    # -- words -------------------------------------------------------------------------------------------------------

    def named(self, account_id: str) -> str:
        """An account by its number and source."""
        account = next((a for a in self.event.accounts if a.id == account_id), None)
        if account is None:
            return account_id
        return f"{self.number[account_id]} {printable(self.lookup.article_name(account.article))}"

    def beginning(self, account: Account, room: int) -> str:
        return self.quoted(self.cut(account.text, room))

    def cut(self, text: str, room: int) -> str:
        """`text` on one line, so much of it as has room, cut between words."""
        plain = printable(text)
        return plain if len(plain) <= room else plain[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

    def quoted(self, text: str) -> str:
        return f"{self.phrase('why.open')}{printable(text)}{self.phrase('why.close')}"
