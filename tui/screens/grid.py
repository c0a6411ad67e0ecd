"""The grid: every event shown, every source, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.cells import cell_len, fit, line
from tui.dates import words
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.plain import SIGNS as PLAIN_SIGNS
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.grid import SIGNS, Grid
from tui.widgets.keybar import KeyBar
from tui.widgets.sheet import Line, Piece, Sheet
from tui.widgets.sources import account_lines

if TYPE_CHECKING:
    from tui.app import ExplorerApp

_WORDS = 3  # lines from which on the words of a source are shown
_WIDEST = 110  # longer lines are hard to read


class _Title(Bar):
    """What it is, what the signs mean, and how many events it shows."""

    def pieces(self, width: int) -> list[Piece]:
        """Name at the left, numbers at the right, the signs between them as far as there is room."""
        screen, say = self.screen, self.messages
        assert isinstance(screen, GridScreen)
        view = screen.view
        count = say.count("n.events", len(view.shown))
        if len(view.shown) < view.total:
            count = say("shown", shown=len(view.shown), all=say.count("n.events", view.total))
        if view.selected:
            count = f"{count} · ✓ {say.count('n.selected', len(view.selected))}"
        title = fit(say("grid.title"), max(4, width - cell_len(count) - 4))
        room = width - cell_len(title) - cell_len(count) - 6
        legend: list[Piece] = []
        for name, (sign, role) in SIGNS.items():
            mark = "●2" if name == "several" else sign
            legend += [Piece(f"  {mark} ", role), Piece(say(f"legend.{name}"), "dim")]
        if any(map(screen.grid.is_unordered, screen.grid.articles)):
            legend += [Piece(f"  {PLAIN_SIGNS['unordered']} ", "dim"), Piece(say("legend.unordered"), "dim")]
        used = sum(cell_len(piece.text) for piece in legend)
        if used > room or say.plain:
            legend, used = [], 0
        gap = max(1, width - cell_len(title) - cell_len(count) - used - 3)
        return [Piece(f" {title} ", "accent strong"), *legend, Piece(" " * gap), Piece(count, "dim")]


class _Cell(Sheet, can_focus=False):
    """The cell under the cursor in words: who it is, what it does, and its passages."""

    def __init__(self, screen: GridScreen) -> None:
        super().__init__(id="cell")
        self._grid_screen = screen

    def lay_out(self, width: int) -> Iterable[Line]:
        """Source, publication, what it does; then what it says."""
        screen = self._grid_screen
        say, grid, view = screen.messages, screen.grid, screen.view
        article, position = grid.article, grid.position
        if article is None or position is None:
            return
        state, count = grid.cells(position).get(article.id, ("silent", 0))
        told = say(f"cell.{state}", n=count)
        when = line(words(article.published, say.lang, "short")) if article.published else say("published.none")
        if grid.is_unordered(article):
            when = say("grid.unordered", date=when)
        sign, role = SIGNS[state]
        room = max(4, width - cell_len(told) - cell_len(when) - 8)
        yield [
            Piece(f" {fit(line(article.name), room)} ", "heading"),
            Piece(f" {when} ", "dim"),
            Piece("" if say.plain else f" {sign} ", role),
            Piece(fit(told, max(1, width - 8)), "text"),
        ]
        if self.size.height < _WORDS:
            return
        for account in view.event(position).accounts:
            if account.article == article.id:
                text = view.lookup.articles[article.id].text
                for words_of in account_lines(view, account, text, min(width - 3, _WIDEST)):
                    yield [Piece(" " if say.plain else " ▎", "accent"), *words_of]


class GridScreen(Screen[int | None]):
    """Events × sources; dismissed with the position of the event under the cursor."""

    BINDINGS: ClassVar[list[Binding]] = bindings("grid.back")  # type: ignore[assignment]

    def __init__(self, messages: Messages, view: View, position: int | None) -> None:
        super().__init__(id="grid")
        self.messages = messages
        self.view = view
        """What is shown."""
        self._position = position
        localize(self, messages)

    @property
    def explorer(self) -> ExplorerApp:
        """The app."""
        from tui.app import ExplorerApp

        assert isinstance(self.app, ExplorerApp)
        return self.app

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    def compose(self) -> ComposeResult:
        """Title, table, the cell in words, keys."""
        yield _Title(self.messages, id="title")
        yield self._grid_of()(self.messages, self.view, self._position, id="cells")
        yield _Cell(self)
        yield KeyBar(self.messages, id="keys")

    def _grid_of(self) -> type[Grid]:
        if not self.messages.plain:
            return Grid
        from tui.widgets.plaingrid import PlainGrid

        return PlainGrid

    def on_mount(self) -> None:
        """The table takes the keys."""
        self.grid.focus()

    def on_grid_moved(self) -> None:
        """The cell is told anew."""
        cell = self.query_one(_Cell)
        cell.scroll_to(y=0, animate=False)
        cell.update()
        self.query_one(_Title).refresh()

    def on_grid_chosen(self, event: Grid.Chosen) -> None:
        """Sets the sources side by side, the one of the column first looked at."""
        from tui.screens.compare import CompareScreen

        def back(position: int | None) -> None:
            if position is not None:
                self.grid._go(self.view.ordinal(position), self.grid.column)
            self.grid.refresh()

        self.app.push_screen(CompareScreen(self.messages, self.view, event.position, event.article), back)

    def follow(self, view: View, position: int) -> None:
        """Shows the library as it is now."""
        self.view = view
        self.grid.show(view, position)

    def action_back(self) -> None:
        """Back to the timeline, on the event under the cursor."""
        if self.is_current:
            self.dismiss(self.grid.position)
