"""The bars above and between what is compared: which event it is, and what the signs of its table mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Event
from tui.cells import cell_len, fit, line
from tui.dates import words
from tui.messages import Messages
from tui.plain import SIGNS as PLAIN
from tui.widgets.bar import Bar
from tui.widgets.facts import SIGNS
from tui.widgets.sheet import Piece

if TYPE_CHECKING:
    from tui.screens.compare import CompareScreen


class ComparedEvent(Bar):
    """Date and title of the event, its sources and origins, which of those shown it is, whether it is selected."""

    def __init__(self, messages: Messages, screen: CompareScreen) -> None:
        super().__init__(messages, id="title")
        self._compare = screen

    def pieces(self, width: int) -> list[Piece]:
        """One line."""
        screen, say = self._compare, self.messages
        event = screen.event
        told = line(words(event.date, say.lang))
        place = say("shown", shown=screen.ordinal + 1, all=len(screen.view.shown))
        if width >= 80 or event.copies:
            place = f"{sources_told(say, event)} · {place}"
        picked = "✓ " if screen.position in screen.view.selected else ""
        mark = "≠ " if event.disagreements else ""
        new = f"{PLAIN['new']} " if screen.position in screen.view.new else ""
        told = fit(told, max(4, width // 3))
        room = width - cell_len(told) - cell_len(place) - cell_len(picked) - cell_len(mark) - cell_len(new) - 6
        title = fit(line(event.title) or "—", max(4, room))
        gap = max(1, room - cell_len(title) + 1)
        return [
            Piece(f" {told}  ", "date strong"),
            Piece(picked, "selected"),
            Piece(mark, "conflict"),
            Piece(new, "accent"),
            Piece(title, "title strong"),
            Piece(" " * gap),
            Piece(f"{place} ", "dim"),
        ]


def sources_told(say: Messages, event: Event) -> str:
    """How many sources tell an event and, where some are copies of others, how many origins these are."""
    told = say.count("n.sources", len(event.articles))
    return f"{told}, {say.count('n.origins', event.origin_count)}" if event.copies else told


class Legend(Bar):
    """What the signs of the table mean."""

    def __init__(self, messages: Messages, screen: CompareScreen) -> None:
        super().__init__(messages, id="legend")
        self._compare = screen

    def pieces(self, width: int) -> list[Piece]:
        """One line; of a single source, that there is nothing to compare."""
        say = self.messages
        if len(self._compare.ledger.table.sources) < 2:
            found = [Piece("─ ", "rule"), Piece(fit(say("compare.single"), width - 4), "dim"), Piece(" ")]
        else:
            found = [Piece("─", "rule")]
            for state, (sign, role) in SIGNS.items():
                word = say(f"state.{state}")
                if sum(cell_len(piece.text) for piece in found) + cell_len(word) + 5 > width:
                    break
                found += [Piece(f" {sign} ", role), Piece(f"{word} ", "dim")]
        used = sum(cell_len(piece.text) for piece in found)
        return [*found, Piece("─" * max(0, width - used), "rule")]
