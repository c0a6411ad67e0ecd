"""One article around what it says of an event: its words bright, their context dim, everything to be scrolled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from store.events.ledger import Source
from store.filters import matching_words
from store.model import Account
from tui.cells import fit, line, passage, wrap
from tui.dates import words
from tui.keys import localize
from tui.messages import Messages
from tui.spans import Span, pieces_of, spans_of
from tui.view import View
from tui.widgets.sheet import Line, Piece, Sheet

_LEAD = 3  # lines above the passage: the pinned name and some context
_WIDEST = 96  # longer lines are hard to read
_HEAD = 2  # lines above the text


class Passage(Sheet):
    """An article, scrolled to what the search found in its accounts of the event, else to the best of these."""

    @dataclass
    class Entered(Message):
        """The reader looks at this source."""

        source: int

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.source: Source | None = None
        """The article and its accounts."""
        self.number = 0
        """Which of the event's sources it is."""
        self._view: View | None = None
        self._best: Account | None = None
        self._goal = 0
        localize(self, messages)

    def show(self, view: View, source: Source, number: int, date: str | None) -> None:
        """Shows an article that tells an event of this `date` (EDTF)."""
        if self.source is not source:
            self._view, self.source, self.number = view, source, number
            self._best = best_account(source, date)
            self.update()
            self.call_after_refresh(self._to_passage)

    def on_resize(self, event: events.Resize) -> None:
        """Lays out again and finds the passage again."""
        super().on_resize(event)
        self._to_passage()

    def _to_passage(self) -> None:
        self.scroll_to(y=max(0, self._goal - _LEAD), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line; the topmost is always the name of the source."""
        if y == 0 and self._lines:
            return self.selectable(self.strip(self._lines[0], self.scrollable_content_region.width), 0)
        return super().render_line(y)

    def lay_out(self, width: int) -> Iterable[Line]:
        """Name, date and address of the article, then its text."""
        source, view, say = self.source, self._view, self.messages
        if source is None or view is None:
            return
        article = source.article
        published = line(words(article.published, say.lang, "short")) if article.published else say("published.none")
        yield [Piece(" "), Piece(fit(line(article.name), width - 2), "heading")]
        yield [
            Piece(" "),
            Piece(fit(f"{published}{' · ' + line(article.url) if article.url else ''}", width - 2), "dim"),
        ]
        spans = [span for account in source.accounts for span in spans_of(view.lookup, account)]
        hits = matching_words(article.text, view.query.text)
        spans += [Span(*span, "match") for span in hits]
        inside = [Span(account.start, account.end, "article") for account in source.accounts]
        goal = self._goal_in(source, hits)
        self._goal = 0
        found = False
        for number, (start, end) in enumerate(wrap(passage(article.text), min(width - 3, _WIDEST))):
            told = any(span.start < end and span.end > start for span in inside)
            if told and not found and goal < end:
                self._goal, found = number + _HEAD, True
            yield [
                Piece(" ▎" if told else "  ", "accent"),
                *pieces_of(article.text, start, end, [*inside, *(spans if told or view.query.text else ())], "context"),
            ]

    def _goal_in(self, source: Source, hits: list[tuple[int, int]]) -> int:
        """Where in the text to look first (code points)."""
        for start, _ in hits:
            if any(account.start <= start < account.end for account in source.accounts):
                return start
        return self._best.start if self._best is not None else 0

    def on_focus(self) -> None:
        """The reader looks at this source now."""
        self.post_message(self.Entered(self.number))


def best_account(source: Source, date: str | None) -> Account | None:
    """The account of a source that tells most of an event of this `date`: dated alike first, then by facts told."""

    def worth(account: Account) -> tuple[bool, bool, int]:
        facts = len(account.amounts) + len(account.counts) + len(account.quotes) + len(account.entities)
        return account.date is not None and account.date == date, account.date is not None, facts

    return max(source.accounts, key=worth, default=None)
