"""What the library lacks: files that could not be read, articles of unknown date; and what to do about both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from tui.cells import line, wrap
from tui.faults import told
from tui.keys import bindings
from tui.messages import Messages
from tui.screens.sheets import SheetScreen, entry, paragraph
from tui.view import Missed
from tui.widgets.sheet import Line, Piece

if TYPE_CHECKING:
    from pathlib import Path

    from store.index.columns import LeftOut
    from store.model import Article

_A_DAY = "2025-02-11"
"""A date as it is to be written."""
_MOST = 200
"""So many of each are named; of the others the number is told."""


class MissedScreen(SheetScreen):
    """The card of what is missing; `folder` is where the articles lie, None where that is not the reader's own."""

    BINDINGS: ClassVar[list[Binding]] = bindings("missed.copy")

    def __init__(self, messages: Messages, missed: Missed, folder: Path | None) -> None:
        super().__init__(messages)
        self._missed = missed
        self._folder = folder

    def heading(self) -> str:
        """What is missing."""
        return self.messages("missed.title")

    def lines(self, width: int) -> Iterable[Line]:
        """The files with the reason and the remedy, then the articles with the hint."""
        say, missed = self.messages, self._missed
        if not missed:
            yield from paragraph(say("missed.nothing"), width)
        if missed.left_out:
            yield from left_out_lines(say, missed.left_out, width)
            if _command(missed.left_out):
                yield from paragraph(say("missed.copy_command", by=self._key()), width)
                yield ()
        if missed.unpublished:
            yield from self._unpublished(width)

    def _unpublished(self, width: int) -> Iterable[Line]:
        say, articles = self.messages, self._missed.unpublished
        yield [Piece(f" {say.count('missed.unpublished', len(articles))}", "heading")]
        for article in articles[:_MOST]:
            title = f" {line(article.title)}" if article.title else ""
            yield from paragraph(f"{line(article.file)}{title}", width, indent=3)
        yield from _more(say, len(articles))
        yield ()
        yield from paragraph(say("missed.why_dates"), width)
        yield ()
        if self._folder is None:
            yield from paragraph(say("missed.example"), width, "dim")
            return
        yield from paragraph(say("missed.sources", file=line(str(self._folder / "sources.toml"))), width)
        yield ()
        for words in _tables(articles[:1]).splitlines():
            yield [Piece(f"   {words}", "key")]
        yield ()
        yield from paragraph(say("missed.then"), width)
        if not _command(self._missed.left_out):
            yield from paragraph(say("missed.copy", by=self._key()), width)

    def _key(self) -> str:
        from tui.app import ExplorerApp

        assert isinstance(self.app, ExplorerApp)
        return self.app.key_of("missed.copy")

    def action_copy(self) -> None:
        """Copies the command that installs what is missing, or else the lines for sources.toml."""
        from tui.app import ExplorerApp

        app, missed = self.app, self._missed
        assert isinstance(app, ExplorerApp)
        typed = _command(missed.left_out)
        if not typed and self._folder is not None:
            typed = _tables(missed.unpublished)
        if typed:
            app.copy(typed, self.messages("missed.copied"))
        else:
            app.notify(self.messages("missed.nothing_to_copy"), timeout=3, markup=False)


def _tables(articles: Sequence[Article]) -> str:
    """Lines of sources.toml that wait for the dates of articles."""
    # What could end a name in TOML is escaped.
    names = (line(article.file).replace("\\", "\\\\").replace('"', '\\"') for article in articles)
    return "\n".join(f'["{name}"]\npublished = "{_A_DAY}"\n' for name in names)


def _command(files: Sequence[LeftOut]) -> str:
    """The command that makes files readable where it is an extra that they need."""
    from store.extras import command, wanted

    extras = sorted({extra for item in files if (extra := wanted(item.reason))})
    return command(*extras) if extras else ""


def left_out_lines(say: Messages, files: Sequence[LeftOut], width: int) -> Iterable[Line]:
    """Files that could not be read, each with the reason, and the command that makes them readable if one does."""
    yield [Piece(f" {say.count('missed.left_out', len(files))}", "heading")]
    for item in islice(files, _MOST):
        yield from entry(line(item.file), line(told(item.reason, say.lang)), width, column=24)
    yield from _more(say, len(files))
    yield ()
    typed = _command(files)
    if typed:
        yield from paragraph(say("missed.install"), width)
        yield ()
        for start, end in wrap(typed, max(8, width - 4)):
            yield [Piece(f"   {line(typed[start:end])}", "key")]
        yield ()


def _more(say: Messages, number: int) -> Iterable[Line]:
    if number > _MOST:
        yield [Piece(f"   {say.count('missed.more', number - _MOST)}", "dim")]
