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


class EmptyScreen(SheetScreen):
    """Says what to do with a library that has no events, or that cannot be opened."""

    BINDINGS: ClassVar[list[Binding]] = bindings("app.quit")

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
        elif self.articles:
            yield from paragraph(say.count("empty.articles", self.articles), width)
            yield ()
        if self.failure is None:
            yield from paragraph(say("empty.how"), width)
            yield ()
            yield [Piece("   timeline open FOLDER", "key")]
            yield ()
        yield from paragraph(say("empty.example"), width)
        yield ()
        yield [Piece("   timeline open --example", "key")]
        yield ()
        yield from paragraph(say("empty.quit"), width, "dim")

    def action_back(self) -> None:
        """There is nothing behind it: leaves."""
        self.app.exit()
