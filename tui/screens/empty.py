"""What is shown where there is no event to show: what to do next, or what went wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding

from tui.cells import line
from tui.keys import bindings
from tui.messages import Messages
from tui.screens.sheets import SheetScreen, paragraph
from tui.widgets.sheet import Line, Piece


class EmptyScreen(SheetScreen, inherit_bindings=False):
    """Says what to do with a library that has no events, or that cannot be opened; only q leaves it."""

    BINDINGS: ClassVar[list[Binding]] = bindings("app.quit", "app.suspend", "app.interrupt")

    def __init__(self, messages: Messages, articles: int, failure: str | None = None) -> None:
        super().__init__(messages)
        self.articles = articles
        """How many articles the library has."""
        self.failure = failure
        """What went wrong, if anything did."""

    def heading(self) -> str:
        """No events, or the failure."""
        return self.messages("load_failed" if self.failure is not None else "empty.title")

    def lines(self, width: int) -> Iterable[Line]:
        """Commands to go on with."""
        say = self.messages
        if self.failure is not None:
            yield from paragraph(line(self.failure), width, "conflict")
            yield ()
        else:
            told = say.count("empty.articles", self.articles) if self.articles else say("empty.no_articles")
            yield from paragraph(told, width)
            yield ()
        if self.failure is None:
            yield from paragraph(say("empty.how"), width)
            yield ()
            yield [Piece(f"   {say('empty.command')}", "key")]
            yield ()
        yield from paragraph(say("empty.example"), width)
        yield ()
        yield [Piece("   timeline open --example", "key")]
        yield ()
        yield from paragraph(say("empty.quit"), width, "dim")

    def action_back(self) -> None:
        """There is nothing behind it, and a click beside the box is no wish to leave."""
