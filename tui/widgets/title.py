"""The first line: the name of the library, what it holds, and how much of it is shown and selected."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.cells import cell_len, fit, line
from tui.messages import Messages
from tui.plain import SIGNS, sign
from tui.view import Missed, View
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece


class TitleBar(Bar):
    """The name of the library, what it holds, and how much of it is shown and selected."""

    class Missed(Message):
        """What the library lacks is wanted."""

    class Changed(Message):
        """The library is wanted as it is now."""

    class New(Message):
        """What is new is wanted alone."""

    class Clocked(Message):
        """Another order is wanted."""

    def __init__(self, messages: Messages, name: str, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self._library = line(name)
        self.view: View | None = None
        """What is shown."""
        self._clock = self._mark = self._new = self._changed = ""

    def on_click(self, event: events.Click) -> None:
        """A click on the name of the order changes it, one on what is missing, new or changed shows it."""
        mark = self.render_line(0).text.find(self._mark) if self._mark else -1
        if 0 <= mark <= event.x < mark + len(self._mark):
            self.post_message(self.Missed())
            return
        wanted: tuple[tuple[str, Message], ...] = (
            (self._clock, self.Clocked()),
            (self._new, self.New()),
            (self._changed, self.Changed()),
        )
        for told, message in wanted:
            at = self.render_line(0).text.find(told) if told else -1
            if 0 <= at <= event.x < at + len(told):
                self.post_message(message)
                return

    def pieces(self, width: int) -> list[Piece]:
        """Name at the left, numbers at the right; what does not fit is left out, the less important first."""
        say = self.messages
        left = [Piece(" timeline ", "accent strong"), Piece(" ")]
        if self.view is None:
            return [*left, Piece(fit(self._library, max(0, width - 11)), "strong")]
        view = self.view
        parts = [Piece(say.count("n.sources", view.source_count), "dim")]
        self._new = ""
        if view.new:
            told = say.count("n.new", len(view.new))
            self._new = told if say.plain else f"{SIGNS['new']} {told}"
            parts.append(Piece(self._new, "accent"))
        if view.clock == "written":
            unsure = "" if view.written.is_certain else f" {sign(say, 'unordered')}"
            parts.append(Piece(f"⇅ {say('order.written')}{unsure}", "accent strong"))
        if len(view.shown) == view.total:
            parts.append(Piece(say.count("n.events", view.total), "dim"))
        else:
            parts.append(Piece(say("shown", shown=len(view.shown), all=say.count("n.events", view.total)), "strong"))
        if view.selected:
            parts.append(Piece(f"✓ {say.count('n.selected', len(view.selected))}", "selected"))
        self._changed = ""
        if self._is_changed():
            self._changed = f"{SIGNS['changed']} {say('changed.mark')}"
            parts.append(Piece(self._changed, "accent strong"))
        mark = Piece("")
        missed = view.known_missed
        if missed:
            role = "conflict" if missed.left_out else "dim"
            mark = Piece(f"! {missed_words(say, missed)}", role)
            parts.append(mark)
        room = width - 12 - min(cell_len(self._library), 16)
        while parts and sum(cell_len(part.text) + 3 for part in parts) > room:
            if " " in mark.text:
                # It stays, without its words.
                short = Piece(f"!{len(missed.left_out) + len(missed.unpublished)}", mark.role) if missed else mark
                parts[-1] = mark = short
                continue
            parts.pop(0)
        self._mark = mark.text
        kept: list[Piece] = []
        for part in parts:
            kept += [Piece(" · ", "dim"), part] if kept else [part]
        used = sum(cell_len(piece.text) for piece in kept)
        self._clock = next((piece.text for piece in kept if piece.text.startswith("⇅")), "")
        name = fit(self._library, max(4, width - 13 - used))
        gap = width - 11 - cell_len(name) - used - 1
        return [*left, Piece(name, "strong"), Piece(" " * max(1, gap)), *kept]

    def _is_changed(self) -> bool:
        from tui.app import ExplorerApp

        app = self.app
        return isinstance(app, ExplorerApp) and app.watch_on is not None and app.watch_on.changed


def missed_words(say: Messages, missed: Missed) -> str:
    """What a library lacks in a few words: 1 file left out, 2 articles undated."""
    told = []
    if missed.left_out:
        told.append(say.count("missed.files", len(missed.left_out)))
    if missed.unpublished:
        told.append(say.count("missed.undated", len(missed.unpublished)))
    return say("list_of").join(told)
