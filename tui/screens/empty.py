"""The first minute: what is shown where there is no event to show, what went wrong, and what to do next."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding

from tui.cells import line
from tui.keys import EVERYWHERE, bindings
from tui.messages import Messages
from tui.screens.sheets import SheetScreen, paragraph
from tui.widgets.sheet import Line, Piece, Sheet

if TYPE_CHECKING:
    from store.index.columns import LeftOut
    from tui.app import ExplorerApp

Fault = Literal["busy", "damaged", "foreign", "missing", "failed"]
"""Why a library cannot be shown: another program writes to it, it is damaged, a newer program made it, it is not there,
or something else."""
_PATIENCE = 2.0
"""Seconds between two looks at whether the other program is done."""


def fault_of(error: BaseException) -> Fault:
    """What an error that came while a library was opened means to the reader."""
    from store.library.errors import (
        LibraryBusyError,
        LibraryDamagedError,
        LibraryForeignError,
        LibraryMissingError,
    )

    kinds: Sequence[tuple[type[BaseException], Fault]] = (
        (LibraryBusyError, "busy"),
        (LibraryForeignError, "foreign"),
        (LibraryDamagedError, "damaged"),
        (LibraryMissingError, "missing"),
    )
    return next((fault for kind, fault in kinds if isinstance(error, kind)), "failed")


def typed(words: str) -> str:
    """A command line that begins with "timeline" as it must be typed: with the path where the name alone is unknown."""
    program = sys.argv[0]
    if not words.startswith("timeline ") or Path(program).stem != "timeline" or which("timeline"):
        return words
    with suppress(ValueError, OSError):  # there is no way from one drive to another
        program = min(program, os.path.relpath(program), key=len)
    return line(program) + words.removeprefix("timeline")


class _Card(SheetScreen, inherit_bindings=False):
    """A card that stands for the whole program: a click beside it is no wish to leave."""

    @property
    def explorer(self) -> ExplorerApp:
        """The app."""
        from tui.app import ExplorerApp

        assert isinstance(self.app, ExplorerApp)
        return self.app

    def action_back(self) -> None:
        """There is nothing behind it."""

    def _command(self, words: str) -> Line:
        return [Piece(f"   {typed(words)}", "key")]

    def _with_keys(self, message: str, **ids: str) -> str:
        """A message that names keys, as they are now."""
        return self.messages(message, **{name: self.explorer.key_of(id) for name, id in ids.items()})


class EmptyScreen(_Card, inherit_bindings=False):
    """Says what to do with a library that has no events, or that cannot be opened; only q leaves it.

    `articles` is how many articles the library has, `error` what went wrong, if anything did, `left_out` the files
    that could not be read.
    """

    BINDINGS: ClassVar[list[Binding]] = bindings("start.retry", "app.quit", "app.reload", *EVERYWHERE)  # type: ignore[assignment]

    def __init__(
        self,
        messages: Messages,
        articles: int,
        error: BaseException | None = None,
        left_out: Sequence[LeftOut] = (),
    ) -> None:
        self._left_out = left_out
        self.articles = articles
        """How many articles the library has."""
        self.fault: Fault | None = None if error is None else fault_of(error)
        """Why it cannot be shown, if it cannot."""
        self._reason = "" if error is None else str(error) or type(error).__name__
        super().__init__(messages)

    def on_mount(self) -> None:
        """Looks again from time to time whether another program is done."""
        super().on_mount()
        if self.fault == "busy":
            self.set_interval(_PATIENCE, self.explorer.load_again)

    def heading(self) -> str:
        """No events, or what is wrong."""
        return self.messages(f"empty.title.{self.fault}" if self.fault else "empty.title")

    def lines(self, width: int) -> Iterable[Line]:
        """What is wrong, and commands to go on with."""
        say = self.messages
        if self.fault is None:
            told = say.count("empty.articles", self.articles) if self.articles else say("empty.no_articles")
            if self.articles or not self._left_out:
                yield from paragraph(told, width)
                yield ()
            if self._left_out:
                from tui.screens.missed import left_out_lines

                yield from left_out_lines(say, self._left_out, width)
            yield from paragraph(say("empty.how"), width)
            yield ()
            yield self._command(say("empty.command"))
            yield ()
        else:
            from tui.faults import told as translated

            if self.fault != "busy":
                yield from paragraph(line(translated(self._reason, say.lang)), width, "conflict")
                yield ()
            yield from paragraph(self._with_keys(f"empty.{self.fault}", retry="start.retry"), width)
            yield ()
            if self.fault in ("damaged", "missing"):
                yield self._command(say("empty.command"))
                yield ()
        if self.fault != "busy":
            yield from paragraph(say("empty.example"), width)
            yield ()
            yield self._command("timeline open --example")
            yield ()
        yield from paragraph(self._with_keys("empty.quit", quit="app.quit"), width, "dim")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again makes sense where something else stands in the way."""
        if action == "retry":
            return self.fault in ("busy", "failed", "missing") and self.explorer.can_load_again
        return super().check_action(action, parameters)

    def action_retry(self) -> None:
        """Tries to open the library again."""
        self.explorer.load_again()

    def still(self, error: BaseException) -> None:
        """Another try has failed: says why."""
        self.fault, self._reason = fault_of(error), str(error) or type(error).__name__
        self.query_one("#sheet", Sheet).update()
        self.refresh_bindings()


class WelcomeScreen(_Card, inherit_bindings=False):
    """The very first start: what is seen, the few keys to begin with, and how to go on with articles of one's own."""

    BINDINGS: ClassVar[list[Binding]] = bindings("start.begin", "app.quit", *EVERYWHERE)  # type: ignore[assignment]

    def heading(self) -> str:
        """Welcome."""
        return self.messages("welcome.title")

    def lines(self, width: int) -> Iterable[Line]:
        """What it is, the keys, the reader's own articles."""
        say, key = self.messages, self.explorer.key_of
        yield from paragraph(say("welcome.what"), width)
        yield ()
        for ids, text in (
            (("timeline.up", "timeline.down"), "welcome.move"),
            (("timeline.compare",), "welcome.compare"),
            (("main.why",), "welcome.why"),
            (("main.filters", "main.search"), "welcome.find"),
            (("timeline.select", "main.export"), "welcome.export"),
            (("app.help",), "welcome.help"),
        ):
            keys = " ".join(key(id) for id in ids)
            for number, text_line in enumerate(paragraph(say(text), width - 12, indent=0)):
                yield [Piece(f"  {keys if not number else '':<10}", "key"), *text_line]
        yield ()
        yield from paragraph(say("welcome.own"), width)
        yield ()
        yield self._command(say("empty.command"))
        yield ()
        yield from paragraph(self._with_keys("welcome.begin", begin="start.begin", quit="app.quit"), width, "dim")

    def action_begin(self) -> None:
        """To the example."""
        if self.is_current:
            self.dismiss(None)
