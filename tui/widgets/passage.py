"""One article around what it says of an event: its words bright, their context dim, everything to be scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store.events.ledger import Source
from store.filters import matching_words
from store.model import Account
from tui.cells import cell_len, fit, line, passage, wrap
from tui.dates import words
from tui.keys import localize
from tui.messages import Messages
from tui.plain import named
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

    class Opened(Message):
        """The reader clicked the address of the article."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages
        self.source: Source | None = None
        """The article and its accounts."""
        self.number = 0
        """Which of the event's sources it is."""
        self.account = 0
        """Which of the accounts is looked at."""
        self._view: View | None = None
        self._goal: int | None = None  # where in the text to look first
        self._placed = Size()  # for which the passage was scrolled to
        self._row = 0  # the line of `_goal`
        self._turn: tuple[int, int] = (0, 0)  # cells of the header that turn to other accounts
        localize(self, messages)

    def show(self, view: View, source: Source, number: int, date: str | None, size: Size) -> None:
        """Shows an article that tells an event of this `date` (EDTF) in the size that the next layout gives it."""
        before, self._placed = self._placed, size
        if self.source is source:
            if size != before:
                self._place(size)
            return
        self._view, self.source, self.number = view, source, number
        hit = _hit_in(source, matching_words(source.article.text, view.query.text)) if view.query.text.strip() else None
        best = best_account(source, date)
        self.account = source.accounts.index(best) if best is not None else 0
        self._goal = None
        if hit is not None:
            self._goal, self.account = hit
        self._place(size)

    def _place(self, size: Size) -> None:
        self.foresee(size.width)
        self.settle(size)
        self._to_passage()

    def step(self, by: int) -> bool:
        """Goes to the next (1) or previous (-1) account of the event; whether there is one."""
        if self.source is None or not 0 <= self.account + by < len(self.source.accounts):
            return False
        self.account += by
        self._goal = None
        self.update()
        self._to_passage()
        return True

    def look_at(self, start: int) -> None:
        """Scrolls to a place of the article (code points), such as a quote."""
        if self.source is None:
            return
        inside = [n for n, account in enumerate(self.source.accounts) if account.start <= start < account.end]
        self.account = inside[0] if inside else self.account
        self._goal = start
        self.update()
        self._to_passage()

    def _to_passage(self) -> None:
        self.scroll_to(y=max(0, self._row - _LEAD), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One line; the topmost is always the name of the source."""
        if y == 0 and self._lines:
            return self.selectable(self.strip(self._lines[0], self.frame.width), 0)
        return super().render_line(y)

    def lay_out(self, width: int) -> Sequence[Line]:
        """Name, date and address of the article, then its text."""
        source, view, say = self.source, self._view, self.messages
        if source is None or view is None:
            return []
        article = source.article
        published = line(words(article.published, say.lang, "short")) if article.published else say("published.none")
        address = f" · {line(article.url)}" if article.url else ""
        text = passage(article.text)
        rows = wrap(text, min(width - 3, _WIDEST))
        goal = self._goal
        if goal is None:
            goal = source.accounts[self.account].start if source.accounts else 0
        self._row = _HEAD + next((n for n, (_, end) in enumerate(rows) if goal < end), 0)
        spans = [span for account in source.accounts for span in spans_of(view.lookup, account)]
        hits = [Span(*span, "match") for span in matching_words(article.text, view.query.text)]
        inside = [Span(account.start, account.end, "article") for account in source.accounts]
        current = inside[self.account] if inside else Span(0, 0, "article")

        def draw(start: int, end: int) -> Line:
            told = any(span.start < end and span.end > start for span in inside)
            here = current.start < end and current.end > start
            marks = [*inside, *spans, *hits] if told else hits
            return [
                Piece(" ▌" if here else " ▎" if told else "  ", "accent" if here else "rounding" if told else "dim"),
                *pieces_of(article.text, start, end, marks, "context"),
            ]

        return _Lines(
            [self._header(width), [Piece(" "), Piece(fit(published + address, width - 2), "dim")]], rows, draw
        )

    def _header(self, width: int) -> list[Piece]:
        """The name of the source and, where there are several, which of its accounts is looked at."""
        source = self.source
        assert source is not None
        total = len(source.accounts)
        turn = f"‹ {self.account + 1}/{total} ›" if total > 1 else ""
        new = self._view is not None and self._view.is_new(source.article.id)
        name = fit(named(self.messages, source.article, new=new), width - 3 - cell_len(turn))
        space = max(0, width - 2 - cell_len(name) - cell_len(turn))
        self._turn = (1 + cell_len(name) + space, cell_len(turn))
        return [Piece(" "), Piece(name, "heading"), Piece(" " * space), Piece(turn, "accent"), Piece(" ")]

    def on_click(self, event: events.Click) -> None:
        """A click in the header turns to other accounts, on the address it opens it."""
        start, size = self._turn
        if event.y == 0 and size and event.x >= start:
            self.step(-1 if event.x < start + size // 2 else 1)
        elif event.y + self.scroll_offset.y == 1 and self.source is not None and self.source.article.url:
            self.focus(scroll_visible=False)
            self.post_message(self.Opened())

    def on_focus(self) -> None:
        """The reader looks at this source now."""
        self.post_message(self.Entered(self.number))


class _Lines(Sequence[Line]):
    """The head, then the rows of the text, each drawn when it is asked for: most are never in sight."""

    def __init__(self, head: list[Line], rows: list[tuple[int, int]], draw: Callable[[int, int], Line]) -> None:
        self._head, self._rows, self._draw = head, rows, draw

    def __len__(self) -> int:
        return len(self._head) + len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | Sequence[Line]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        if index < len(self._head):
            return self._head[index]
        return self._draw(*self._rows[index - len(self._head)])


def _hit_in(source: Source, hits: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first hit in an account: where it stands in the text (code points), and which account it is."""
    for start, _ in hits:
        for number, account in enumerate(source.accounts):
            if account.start <= start < account.end:
                return start, number
    return None


def best_account(source: Source, date: str | None) -> Account | None:
    """The account of a source that tells most of an event of this `date`: dated alike first, then by facts told."""

    def worth(account: Account) -> tuple[bool, bool, int]:
        facts = len(account.amounts) + len(account.counts) + len(account.quotes) + len(account.entities)
        return account.date is not None and account.date == date, account.date is not None, facts

    return max(source.accounts, key=worth, default=None)
