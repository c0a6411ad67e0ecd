"""The active filters, each in a chip that a click removes."""

from __future__ import annotations

from textual import events
from textual.message import Message

from store.filters import Facet
from tui.cells import cell_len, fit, line
from tui.messages import Messages
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece


class Chips(Bar):
    """The filters in force, each with a cross that removes it, and one to clear them all."""

    class Removed(Message):
        """A filter is to go: a facet, "text", "dates", or "all"."""

        def __init__(self, what: Facet | str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self.view: View | None = None
        """What is shown."""
        self._targets: list[tuple[int, int, Facet | str]] = []

    def chips(self) -> list[tuple[str, str, Facet | str]]:
        """Each chip as text, role and what it stands for."""
        view, say = self.view, self.messages
        if view is None:
            return []
        query = view.query
        found: list[tuple[str, str, Facet | str]] = []
        if query.text.strip():
            found.append((f" ⌕ {fit(line(query.text), 24)} ✕ ", "chip", "text"))
        found += [(f" {fit(facet_name(view, f, say), 24)} ✕ ", "chip", f) for f in sorted(query.include)]
        found += [
            (f" {say('not')} {fit(facet_name(view, f, say), 24)} ✕ ", "chip-off", f) for f in sorted(query.exclude)
        ]
        if query.first or query.last:
            found.append((f" {line(query.first or '…')} – {line(query.last or '…')} ✕ ", "chip", "dates"))
        return found

    def pieces(self, width: int) -> list[Piece]:
        """As many chips as fit, the number of the others, and the way to clear them."""
        chips = self.chips()
        self._targets = []
        clear = f"c {self.messages('clear')} "
        room = width - cell_len(clear) - 6
        found: list[Piece] = [Piece(" ")]
        used = 1
        for number, (text, role, what) in enumerate(chips):
            size = cell_len(text)
            if used + size + 1 > room:
                found.append(Piece(f"+{len(chips) - number} ", "dim"))
                used += len(f"+{len(chips) - number} ")
                break
            self._targets.append((used, used + size, what))
            found += [Piece(text, role), Piece(" ")]
            used += size + 1
        gap = max(1, width - used - cell_len(clear))
        self._targets.append((used + gap, width, "all"))
        return [*found, Piece(" " * gap), Piece("c", "key"), Piece(clear[1:], "dim")]

    def on_click(self, event: events.Click) -> None:
        """Removes the chip that was clicked."""
        for start, end, what in self._targets:
            if start <= event.x < end:
                self.post_message(self.Removed(what))
                return


def facet_name(view: View, facet: Facet, messages: Messages) -> str:
    """The name of a facet in the user's language."""
    if facet.kind == "mark":
        return messages(f"mark.{facet.value}")
    if facet.kind == "language":
        return messages(f"language.{facet.value}")
    return line(view.index.name(facet)) or "—"
