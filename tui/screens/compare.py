"""Who says what: facts × sources, quotes word by word, and below each source's passage in its article."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen

from store.model import Event
from tui.cells import cell_len, fit, line
from tui.dates import words
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.keybar import KeyBar
from tui.widgets.ledger import LedgerSheet
from tui.widgets.passage import Passage
from tui.widgets.sheet import Piece

if TYPE_CHECKING:
    from tui.app import ExplorerApp

_MOST_PASSAGES = 6
_NARROWEST = 38


class _CompareTitle(Bar):
    """Date and title of the event, which of those shown it is, and whether it is selected."""

    def __init__(self, messages: Messages, screen: CompareScreen) -> None:
        super().__init__(messages, id="title")
        self._compare = screen

    def pieces(self, width: int) -> list[Piece]:
        """One line."""
        screen, say = self._compare, self.messages
        event = screen.event
        told = line(words(event.date, say.lang))
        place = say("shown", shown=screen.ordinal + 1, all=len(screen.view.shown))
        picked = "✓ " if screen.position in screen.view.selected else ""
        mark = "≠ " if event.disagreements else ""
        room = width - cell_len(told) - cell_len(place) - cell_len(picked) - cell_len(mark) - 6
        title = fit(line(event.title) or "—", max(4, room))
        gap = max(1, room - cell_len(title) + 1)
        return [
            Piece(f" {told}  ", "date strong"),
            Piece(picked, "selected"),
            Piece(mark, "conflict"),
            Piece(title, "title strong"),
            Piece(" " * gap),
            Piece(f"{place} ", "dim"),
        ]


class CompareScreen(Screen[int]):
    """The sources of one event side by side; dismissed with the position of the event looked at last."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        # The footer shows them in this order, as many as fit.
        *("screen.back", "compare.next", "compare.table_down", "compare.next_conflict", "compare.right"),
        *("compare.previous", "compare.select", "compare.why", "compare.copy", "compare.open", "compare.export"),
        *("compare.previous_conflict", "compare.left", "compare.table_up"),
    )

    def __init__(self, messages: Messages, view: View, position: int) -> None:
        super().__init__(id="compare")
        self.messages = messages
        self.view = view
        """What is shown."""
        self.position = position
        """The position of the event that is looked at."""
        self.column = 0
        """The source that is looked at."""
        localize(self, messages)

    @property
    def explorer(self) -> ExplorerApp:
        """The app."""
        from tui.app import ExplorerApp

        assert isinstance(self.app, ExplorerApp)
        return self.app

    @property
    def event(self) -> Event:
        """The event that is looked at."""
        return self.view.event(self.position)

    @property
    def ordinal(self) -> int:
        """Which of the events shown it is."""
        return min(bisect_left(self.view.shown, self.position), max(0, len(self.view.shown) - 1))

    @property
    def ledger(self) -> LedgerSheet:
        """Facts × sources."""
        return self.query_one(LedgerSheet)

    def compose(self) -> ComposeResult:
        """Title, table, passages, keys."""
        yield _CompareTitle(self.messages, self)
        yield LedgerSheet(self.messages, id="ledger")
        with Horizontal(id="passages"):
            for number in range(_MOST_PASSAGES):
                yield Passage(self.messages, id=f"passage-{number}")
        yield KeyBar(self.messages, id="keys")

    def on_mount(self) -> None:
        """Shows the event when the sizes are known."""
        self.call_after_refresh(self._show)

    def on_resize(self, event: events.Resize) -> None:
        """Other columns may fit."""
        self.call_after_refresh(self._arrange)

    def _show(self) -> None:
        self.column = 0
        self.ledger.show(self.view, self.event)
        self._arrange()
        self.query_one(_CompareTitle).refresh()

    def _arrange(self) -> None:
        """Gives the table the height it needs, up to most of the screen, and fills the passages in sight."""
        sources = self.ledger.table.sources
        if not sources:
            return
        width, height = self.size
        self.ledger.pick(self.column)
        self.refresh_bindings()
        lines = len(self.ledger.text_lines)
        self.ledger.styles.height = max(4, min(lines, (height - 2) * 5 // 8))
        shown = max(1, min(_MOST_PASSAGES, len(sources), width // _NARROWEST))
        first = max(0, min(self.column, len(sources) - shown))
        for number, passage in enumerate(self.query(Passage)):
            passage.display = number < shown
            if number < shown:
                passage.show(self.view, sources[first + number], first + number, self.event.date)
                if first + number == self.column and not passage.has_focus:
                    passage.focus(scroll_visible=False)

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """The next (1) or previous (-1) of the events shown."""
        shown = self.view.shown
        goal = self.ordinal + by
        if 0 <= goal < len(shown):
            self._go(shown[goal])

    def action_conflict(self, direction: int) -> None:
        """The next (1) or previous (-1) event on which sources disagree."""
        shown, at = self.view.shown, self.ordinal
        later = shown[at + 1 :] if direction > 0 else shown[:at][::-1]
        for position in later:
            if self.view.event(position).disagreements:
                self._go(position)
                return
        self.app.notify(self.messages("no_conflict"), markup=False)

    def _go(self, position: int) -> None:
        self.position = position
        self._show()

    def action_column(self, by: int) -> None:
        """The source to the left (-1) or right (1)."""
        last = len(self.ledger.table.sources) - 1
        self.column = max(0, min(self.column + by, last))
        self._arrange()

    def on_passage_entered(self, event: Passage.Entered) -> None:
        """The table marks the source that has the focus."""
        if event.source != self.column:
            self.column = event.source
            self.ledger.pick(self.column)
            self.refresh_bindings()

    def on_ledger_sheet_picked(self, event: LedgerSheet.Picked) -> None:
        """Looks at the source that was clicked."""
        self.column = event.source
        self._arrange()

    def action_scroll_table(self, lines: int) -> None:
        """Scrolls the table and the quotes, wherever the focus is."""
        self.ledger.action_scroll_lines(lines)

    def action_select(self) -> None:
        """Selects the event, or no longer."""
        self.view.selected ^= {self.position}
        self.query_one(_CompareTitle).refresh()

    def action_why(self) -> None:
        """Why this date?"""
        from tui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(self.messages, self.view, self.event))

    def action_copy(self) -> None:
        """Copies the words of the source looked at, with their citation."""
        from tui.citation import source_text

        sources = self.ledger.table.sources
        if self.column < len(sources):
            source = sources[self.column]
            self.app.copy_to_clipboard(source_text(source, self.messages) + "\n")
            self.app.notify(self.messages("copied", what=line(source.article.name)), timeout=3, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An address is opened where there is one."""
        if action == "open":
            sources = self.ledger.table.sources if self.is_mounted else ()
            return self.column < len(sources) and bool((sources[self.column].article.url or "").strip())
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Opens the address of the source looked at."""
        sources = self.ledger.table.sources
        if self.column < len(sources):
            self.explorer.open_article(sources[self.column].article)

    def action_export(self) -> None:
        """Writes events to a file."""
        self.explorer.open_export(self.view, self.position)

    def action_back(self) -> None:
        """Back to the timeline, on this event."""
        self.dismiss(self.position)
