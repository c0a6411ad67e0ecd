"""Why an event is as it is, in words: what its dates rest on, what joined its accounts, why facts have their grade.

The phrases are the messages of the area "why"; what is said comes from the dataset (`store.model.Why`, `Pair`,
`Disagreement`).  Nothing is drawn here: the command line and the explorer's card set the phrases as they need them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from store import edtf
from store.lookup import Lookup
from store.model import Account, Dating, Disagreement, Event, Reading, Reason, ReasonKind
from store.text import printable
from tui.dates import words
from tui.messages import Messages

_NAMES: tuple[ReasonKind, ...] = ("names", "nobody-shared", "other-persons", "same-agent", "other-agent")
_DATES: tuple[ReasonKind, ...] = (
    *("same-day", "same-month", "same-year", "within", "same-pattern", "fits-pattern", "rival-days"),
    *("lone-date", "only-the-day", "one-dated", "both-news", "old-news"),
)
AREAS = ("why", "rules")
"""The areas of messages that the phrases are of."""
_MOST = 8
"""So many words or names are told of one reason."""


class Phrases:
    """What can be said of why `event` is as it is; all of it safe to show.

    Args:
        event: the event.
        lookup: finds what it rests on.
        messages: of the `AREAS`.
    """

    def __init__(self, event: Event, lookup: Lookup, messages: Messages) -> None:
        self.event = event
        self.lookup = lookup
        self.say = messages
        self.date = partial(words, lang=messages.lang, form="short")
        self.number = {account.id: n for n, account in enumerate(event.accounts, start=1)}

    def dating(self, dating: Dating) -> str:
        """What the date of an account rests on."""
        say = self.say
        said = self.quoted(dating.words.surface) if dating.words else ""
        anchor = self.day(dating.anchor) if dating.anchor else ""
        rule = say("dating.rule", rule=self.rule(dating.rule)) if dating.rule else ""
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

    def value(self, fact: Disagreement, reading: Reading) -> str:
        """One value of a fact: a date in words, a figure as it is written in this language ("12,5 Md EUR")."""
        if fact.kind == "date":
            return self.date(reading.value)
        number, *rest = printable(reading.value).split(" ")
        try:
            float(number)
        except ValueError:
            return printable(reading.value)
        if rest and self.say.knows(f"scale.{rest[0]}"):
            rest[0] = self.say(f"scale.{rest[0]}")
        return "\u00a0".join([number.replace(".", self.say("why.point")), *rest])

    def rule(self, name: str) -> str:
        """What a rule of the language files does; its name where it is one that this version does not know."""
        return self.say(f"rule.{name}") if self.say.knows(f"rule.{name}") else printable(name)

    def day(self, value: str) -> str:
        """A date as EDTF or TIMEX3 in words."""
        return printable(self.date(value if edtf.is_valid(value) else edtf.from_timex(value) or value))

    def reason(self, reason: Reason) -> str:
        """What speaks for two accounts being one event, or against it, without its points."""
        said = self.say(f"reason.{reason.kind}")
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
            shared = a if a == b else self.say("reason.like" if like else "reason.against", a=a, b=b)
        else:
            shared = shared or a or b
        return self.say("reason.with", reason=said, what=shared) if shared else said

    def shown(self, kind: ReasonKind, items: Sequence[str]) -> str:
        """What a reason rests on: names for ids of entities, dates in words."""
        if kind in _NAMES:
            known = (self.lookup.entities.get(item) for item in items)
            return self.listed(entity.name for entity in known if entity)
        if kind in _DATES:
            return self.listed(self.day(item) for item in items)
        return self.listed(items)

    def listed(self, items: Iterable[str]) -> str:
        """Words or names in a row, at most a few."""
        found = [printable(item) for item in items]
        return self.say("why.list").join(found[:_MOST]) + (" …" if len(found) > _MOST else "")

    def points(self, points: float) -> str:
        """Points as a number of the language."""
        text = f"{points:.1f}"
        return text.replace(".", ",") if self.say.lang == "fr" else text

    def grade(self, fact: Disagreement) -> str:
        """Why a disagreement has its grade."""
        apart = fact.difference or 0
        if fact.reason == "other-days" and not all(_is_day(reading.value) for reading in fact.values):
            # Of a year or a month nobody knows how far its day is from another.
            return self.say("grade.other-dates")
        if fact.reason == "other-days":
            return self.say.count("grade.other-days", int(apart))
        share = f"{100 * apart:.2g}" if apart < 1 else f"{100 * apart:.0f}"
        share = share.replace(".", ",") + "\u00a0%" if self.say.lang == "fr" else f"{share}%"
        return self.say(f"grade.{fact.reason}", share=share)

    def named(self, account_id: str) -> str:
        """An account by its number and source."""
        account = next((a for a in self.event.accounts if a.id == account_id), None)
        if account is None:
            return account_id
        return f"{self.number[account_id]} {printable(self.lookup.article_name(account.article))}"

    def beginning(self, account: Account, room: int) -> str:
        """So much of a passage as has room, in quotation marks."""
        return self.quoted(self.cut(account.text, room))

    def cut(self, text: str, room: int) -> str:
        """`text` on one line, so much of it as has room, cut between words."""
        plain = printable(text)
        return plain if len(plain) <= room else plain[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

    def quoted(self, text: str) -> str:
        """Words in the quotation marks of the language."""
        return f"{self.say('why.open')}{printable(text)}{self.say('why.close')}"


def _is_day(date: str) -> bool:
    days = edtf.bounds(date)
    return days is not None and days.days == 1
