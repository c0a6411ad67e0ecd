"""The card that says, source by source, why an event has its date."""

from __future__ import annotations

from collections.abc import Iterable

from store import edtf
from store.events.ledger import sources_of
from store.model import Account, Article, Event
from tui.cells import line
from tui.dates import words
from tui.messages import Messages
from tui.screens.sheets import SheetScreen, entry, paragraph
from tui.view import View
from tui.widgets.sheet import Line, Piece

_KNOWN_BY = 110  # characters of a passage


class WhyScreen(SheetScreen):
    """The words that date an event, what they were counted from, by which rule, and when the source was published."""

    def __init__(self, messages: Messages, view: View, event: Event) -> None:
        super().__init__(messages)
        self.view = view
        self.event = event
        """The event whose date is explained."""

    def heading(self) -> str:
        """The question."""
        return self.messages("why.title")

    def lines(self, width: int) -> Iterable[Line]:
        """The event, then each source."""
        say, event = self.messages, self.event
        yield from paragraph(line(event.title) or "—", width, "title strong")
        told = line(words(event.date, say.lang))
        yield [Piece(f" {told}", "date strong"), Piece(f"   EDTF {line(event.date)}" if event.date else "", "dim")]
        if event.date is None:
            yield from paragraph(say("why.undated"), width, "dim")
        for source in sources_of(self.view.lookup, event):
            yield ()
            yield [Piece(f" {line(source.article.name)}", "heading")]
            yield from self._published(source.article, width)
            for account in source.accounts:
                yield ()
                yield from paragraph(f"« {_beginning(line(account.text))} »", width, "article")
                yield from self._account(source.article, account, width)

    def _published(self, article: Article, width: int) -> Iterable[Line]:
        say = self.messages
        if article.published is None:
            yield from entry(say("why.published"), say("published.none"), width, "dim")
            return
        basis = say(f"published.{article.published_basis or 'unknown'}")
        yield from entry(say("why.published"), f"{line(words(article.published, say.lang))} ({basis})", width)
        if article.published_evidence:
            yield from entry(say("why.evidence"), self._evidence(article.published_evidence), width, "dim")

    def _evidence(self, evidence: str) -> str:
        """The words that a date of publication rests on, dates among them in words."""
        say = self.messages
        parts = [part.strip() for part in evidence.split(";")]
        told = [words(part, say.lang) if edtf.is_valid(part) else line(part) for part in parts if part]
        return say("list").join(told)

    def _account(self, article: Article, account: Account, width: int) -> Iterable[Line]:
        say = self.messages
        told = line(words(account.date, say.lang))
        basis = f" · {say(f'basis.{account.date_basis}')}" if account.date_basis else ""
        yield from entry(say("fact.date"), f"{told}{basis}", width, "date")
        if account.date_span is None:
            yield from entry(say("why.words"), say("why.no_words"), width, "dim")
            return
        start, end = account.date_span
        yield from entry(say("why.words"), f"« {line(article.text[start:end])} »", width, "dating")
        found = self.view.lookup.dating(account)
        if found is None:
            return
        how = f" · {say(f'basis.{found.basis}')}" if found.basis else ""
        read = edtf.from_timex(found.value)
        if read is not None:
            yield from entry(say("why.reading"), f"{line(words(read, say.lang))}{how}", width)
        if found.anchor:
            yield from entry(say("why.anchor"), line(words(found.anchor, say.lang)), width)
        # Rules are named in English: to another reader their names say nothing.
        if found.rule and say.lang == "en":
            yield from entry(say("why.rule"), line(found.rule), width, "dim")


def _beginning(text: str) -> str:
    """Enough of a passage to know it by, cut between words."""
    if len(text) <= _KNOWN_BY:
        return text
    return text[:_KNOWN_BY].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
