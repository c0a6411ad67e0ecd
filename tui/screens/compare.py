"""Who says what: facts × sources, quotes word by word, and below each source's passage in its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size

from store.events.ledger import Source, quotes_of
from store.model import Event
from tui.cells import fit, line
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.screens.compared import ComparedEvent, Legend
from tui.screens.settled import SettledScreen
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.kept import underlay
from tui.widgets.keybar import KeyBar
from tui.widgets.ledger import TABS_BELOW, LedgerSheet
from tui.widgets.passage import Passage

if TYPE_CHECKING:
    from tui.app import ExplorerApp
    from tui.citation import Form

_MOST_PASSAGES = 6
_NARROWEST = 38
_SIDEWAYS = 12  # cells of one step sideways


class CompareScreen(SettledScreen):
    """The sources of one event side by side; dismissed with the position of the event looked at last."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        # The footer shows them in this order, as many as fit.
        *("screen.back", "compare.right", "compare.next", "compare.next_conflict", "compare.quotes", "compare.why"),
        *("compare.next_account", "compare.correct", "compare.copy", "compare.copy_quote", "compare.open"),
        *("compare.select", "compare.undo_correction", "compare.redo_correction"),
        *("compare.columns", "compare.quotes_right", "compare.table_down", "compare.export", "compare.next_hit"),
        *("compare.copy_markdown", "compare.previous", "compare.previous_conflict", "compare.previous_hit"),
        *("compare.left", "compare.previous_account", "compare.table_up", "compare.quotes_left"),
    )

    def __init__(self, messages: Messages, view: View, position: int, article: str | None = None) -> None:
        super().__init__(id="compare")
        self.messages = messages
        self.view = view
        """What is shown."""
        self.position = position
        """The position of the event that is looked at."""
        self.column = 0
        """The source that is looked at."""
        self._article = article  # the source (article id) to look at first
        self._quote: str | None = None  # the one that was clicked or copied last
        self._copied: str | None = None  # the one that was copied last
        underlay(self)
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
        return self.view.ordinal(self.position)

    @property
    def ledger(self) -> LedgerSheet:
        """Facts × sources."""
        return self.query_one(LedgerSheet)

    @property
    def source(self) -> Source | None:
        """The source that is looked at."""
        sources = self.ledger.table.sources if self.is_mounted else ()
        return sources[self.column] if self.column < len(sources) else None

    @property
    def passage(self) -> Passage | None:
        """The article of the source that is looked at."""
        return next((p for p in self.query(Passage) if p.display and p.number == self.column), None)

    def compose(self) -> ComposeResult:
        """Title, table, what its signs mean, passages, keys."""
        yield ComparedEvent(self.messages, self)
        yield LedgerSheet(self.messages, id="ledger")
        yield Legend(self.messages, self)
        with underlay(Horizontal(id="passages")):
            for number in range(self._fitting()):
                yield Passage(self.messages, id=f"passage-{number}")
        yield KeyBar(self.messages, id="keys")

    def _fitting(self) -> int:
        """How many passages have room beside each other."""
        width = self.app.size.width
        return 1 if self.messages.plain or width < TABS_BELOW else min(_MOST_PASSAGES, width // _NARROWEST)

    def on_mount(self) -> None:
        """Shows the event: all of it is there when the screen is painted first."""
        self._show()

    def resized(self) -> None:
        """Other columns may fit."""
        self.call_after_refresh(self._fill)

    async def _fill(self) -> None:
        there = len(self.query(Passage))
        if self._fitting() > there:
            more = [Passage(self.messages, id=f"passage-{number}") for number in range(there, self._fitting())]
            await self.query_one("#passages").mount_all(more)
        self._arrange()

    def on_ledger_sheet_completed(self) -> None:
        """The quotes are there: their keys do something now."""
        self._arrange()

    def _show(self) -> None:
        self._quote = None
        self.ledger.show(self.view, self.event, self._article)
        self.column, self._article = self.ledger.column, None
        self.query_one(ComparedEvent).refresh()
        self.query_one(Legend).refresh()
        self._arrange()

    def _arrange(self) -> None:
        """Gives the table the height it needs, up to most of the screen, fills the passages in sight, and paints."""
        ledger = self.ledger
        sources = ledger.table.sources
        if not sources:
            return
        width, height = self.app.size
        ledger.pick(self.column)
        wanted = max(4, min(ledger.wanted, (height - 3) * 5 // 8))
        if ledger.styles.height is None or ledger.styles.height.value != wanted:
            ledger.styles.height = wanted
        ledger.settle(Size(width, wanted))
        bars = sum(int(bar.styles.height.value) for bar in self.query(Bar) if bar.display and bar.styles.height)
        below = max(0, height - wanted - bars)
        shown = max(1, min(len(sources), self._fitting()))
        first = max(0, min(self.column, len(sources) - shown))
        for number, passage in enumerate(self.query(Passage)):
            passage.display = number < shown
            if number < shown:
                size = Size(width * (number + 1) // shown - width * number // shown, below)
                passage.show(self.view, sources[first + number], first + number, self.event.date, size)
                if first + number == self.column and not passage.has_focus and not ledger.has_focus:
                    passage.focus(scroll_visible=False)
        self.refresh_bindings()
        self.paint()

    # -- from event to event -----------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """The next (1) or previous (-1) of the events shown."""
        shown = self.view.shown
        goal = self.ordinal + by
        if 0 <= goal < len(shown):
            self._go(shown[goal])
        else:
            self.app.notify(self.messages("compare.last" if by > 0 else "compare.first"), timeout=3, markup=False)

    def action_conflict(self, direction: int) -> None:
        """The next (1) or previous (-1) event on which sources disagree."""
        shown, at = self.view.shown, self.ordinal
        later = shown[at + 1 :] if direction > 0 else shown[:at][::-1]
        for position in later:
            if self.view.has(position, "disagreement"):
                self._go(position)
                return
        self.app.notify(self.messages("no_conflict" if self.view.disagreeing else "no_conflict_at_all"), markup=False)

    def action_hit(self, direction: int) -> None:
        """The next (1) or previous (-1) event that the search found, round the ends."""
        view = self.view
        if not view.query.text.strip():
            self.app.notify(self.messages("compare.no_search"), markup=False)
            return
        shown = set(view.shown)
        hits = sorted((position for position in view.hit_positions if position in shown), key=view.place)
        here = view.place(self.position)
        if not hits:
            self.app.notify(self.messages("no_hit", text=line(view.query.text)), markup=False)
        elif direction > 0:
            self._go(next((n for n in hits if view.place(n) > here), hits[0]))
        else:
            self._go(next((n for n in reversed(hits) if view.place(n) < here), hits[-1]))

    def _go(self, position: int) -> None:
        self.position = position
        self._show()

    # -- from source to source, from account to account --------------------------------------------------------------

    def action_column(self, by: int) -> None:
        """The source to the left (-1) or right (1)."""
        self._pick(self.column + by)

    def _pick(self, column: int) -> None:
        goal = max(0, min(column, len(self.ledger.table.sources) - 1))
        if goal != self.column:
            self._quote = None
        self.column = goal
        self._arrange()

    def action_account(self, by: int) -> None:
        """The next (1) or previous (-1) passage of this source that tells the event."""
        passage = self.passage
        if passage is not None and not passage.step(by):
            self.app.notify(self.messages("compare.no_account"), timeout=3, markup=False)

    def on_passage_entered(self, event: Passage.Entered) -> None:
        """The table marks the source that has the focus."""
        if event.source != self.column:
            self.column = event.source
            self._quote = None
            self.ledger.pick(self.column)
            self.refresh_bindings()

    def on_passage_opened(self) -> None:
        """Opens the address that was clicked."""
        self.action_open()

    def on_ledger_sheet_picked(self, event: LedgerSheet.Picked) -> None:
        """Looks at the source that was clicked, at the quote that was."""
        self._pick(event.source)
        quote = self.view.lookup.quotes.get(event.quote) if event.quote else None
        if quote is not None:
            self._quote = quote.id
            self.call_after_refresh(self._look_at, quote.start)

    def _look_at(self, start: int) -> None:
        if self.passage is not None:
            self.passage.look_at(start)

    # -- table and quotes --------------------------------------------------------------------------------------------

    def action_scroll_table(self, lines: int) -> None:
        """Scrolls the table and the quotes, wherever the focus is."""
        self.ledger.action_scroll_lines(lines)

    def action_quotes(self) -> None:
        """Goes to the quotes, or back to the table."""
        self.ledger.to_quotes()

    def action_columns(self) -> None:
        """Quotes word under word, or each as a paragraph."""
        self.ledger.turn_columns()
        self.refresh_bindings()

    def action_sideways(self, by: int) -> None:
        """Scrolls long quotes that stand word under word."""
        self.ledger.sideways(by * _SIDEWAYS)

    # -- the source that is looked at --------------------------------------------------------------------------------

    def action_select(self) -> None:
        """Selects the event, or no longer."""
        self.view.selected ^= {self.position}
        self.query_one(ComparedEvent).refresh()

    def action_why(self) -> None:
        """Why this date, why one event, why a disagreement; from there perhaps to another event."""
        from tui.screens.why import WhyScreen

        def back(position: int | None) -> None:
            if position is not None:
                self._go(position)

        self.app.push_screen(WhyScreen(self.messages, self.view, self.event), back)

    def action_correct(self) -> None:
        """Asks what to correct of the event, or of the passage looked at."""
        from tui.screens.correcting import Correcting

        passage, source = self.passage, self.source
        account = source.accounts[passage.account] if passage is not None and source and source.accounts else None
        Correcting(self.explorer, self.view, self.position, account).open()

    def action_correction(self, by: int) -> None:
        """Undoes (-1) or redoes (1) a correction."""
        from tui.carrying import again

        again(self.explorer, back=by < 0)

    def follow(self, view: View, position: int) -> None:
        """Shows the event at a position of the library as it is now, and the same source."""
        self._article = self.source.article.id if self.source is not None else None
        self.view, self._quote, self._copied = view, None, None
        self._go(position)

    def action_copy(self, form: Form = "text") -> None:
        """Copies the words of the source looked at, with their citation."""
        from tui.citation import source_text

        if self.source is not None:
            text = source_text(self.source, self.messages, form) + "\n"
            self.explorer.copy(text, line(self.source.article.name))

    def action_copy_quote(self) -> None:
        """Copies a quote of the source looked at, with its citation; once more copies its next quote."""
        from tui.citation import quote_text

        if self.source is None:
            return
        quotes = quotes_of(self.view.lookup, self.event, self.source)
        if not quotes:
            self.app.notify(self.messages("compare.no_quote"), timeout=3, markup=False)
            return
        ids = [quote.id for quote in quotes]
        passage = self.passage
        if self._quote in ids:
            # A quote that was clicked is copied first; one that was copied is followed by the next.
            number = ids.index(self._quote)
            if self._copied == self._quote:
                number = (number + 1) % len(ids)
        else:
            account = self.source.accounts[passage.account] if passage is not None and self.source.accounts else None
            number = next(
                (n for n, q in enumerate(quotes) if account is not None and account.start <= q.start < account.end), 0
            )
        self._quote = self._copied = ids[number]
        told = self.messages("compare.quote", n=number + 1, all=len(ids), words=fit(line(quotes[number].text), 40))
        self.explorer.copy(quote_text(quotes[number], self.source.article, self.messages) + "\n", told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is offered depends on the source: an address, quotes, several passages, quotes too wide."""
        if action in ("open", "copy_quote", "account", "columns", "sideways", "quotes"):
            source = self.source
            if source is None:
                return False
            if action == "open":
                return bool((source.article.url or "").strip())
            if action == "copy_quote":
                return bool(quotes_of(self.view.lookup, self.event, source))
            if action == "account":
                return len(source.accounts) > 1
            if action == "quotes":
                return self.ledger.has_quotes
            return self.ledger.too_wide and (action == "columns" or self.ledger.columns)
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Opens the address of the source looked at."""
        if self.source is not None:
            self.explorer.open_article(self.source.article)

    def action_export(self) -> None:
        """Writes events to a file."""
        self.explorer.open_export(self.view, self.position)

    def action_back(self) -> None:
        """Back to the timeline, on this event."""
        self.dismiss(self.position)
