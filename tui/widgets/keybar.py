"""The keys that do something now."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.strip import Strip

from tui.cells import cell_len, fit, line
from tui.keys import COMMANDS, keys_of, shown_key
from tui.messages import Messages
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece

_NARROW = 45  # with fewer cells the palette has its place as any other
_PRINTABLE = ("slash", "question_mark", "minus", "space")


_IMPORTANCE = {
    id: rank
    for rank, id in enumerate(
        (
            *("timeline.compare", "main.filters", "main.why", "main.export", "main.search", "main.undo"),
            *("main.correct", "timeline.select", "main.grid", "timeline.zoom", "main.names"),
        )
    )
}
"""Where there is no room for all, the first of these stay; of others, those that come first."""


class KeyBar(Bar):
    """The keys that do something now, as many as fit; a click on one presses it."""

    _LAST: ClassVar[tuple[str, ...]] = ("app.palette", "app.help")

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self._targets: list[tuple[int, int, str]] = []
        self._tips: dict[str, str] = {}
        self._ranks: dict[str, int] = {}
        self._told = ""
        self._lasting = 0
        self._shown: list[tuple[str, str, str]] | None = None

    def tell(self, message: str) -> None:
        """Shows a message above the keys until there is another (plain mode, where this bar has two lines)."""
        self._told = line(message)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The keys; in plain mode, below the last message."""
        if not self.messages.plain:
            return super().render_line(y)
        told = [Piece(f" {fit(self._told, self.size.width - 2)}", "strong")]
        return self.strip(told if y == 0 else self.pieces(self.size.width), self.size.width)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The tooltip is that of the key under the mouse."""
        tip = next((self._tips.get(key) for start, end, key in self._targets if start <= event.x < end), None)
        # A content and not a string: nothing here is markup.
        self.tooltip = Content(tip) if tip else None

    def on_mount(self) -> None:
        """Follows the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed, immediate=True)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        if self._shown is None or self.keys() != self._shown:
            self.refresh()

    def keys(self) -> list[tuple[str, str, str]]:
        """Display, label and key of each binding that is shown, one a command."""
        found: dict[str, tuple[str, str, str]] = {}
        # A box that takes letters is the only kind of widget here with a value to edit.
        typing = hasattr(self.screen.focused, "cursor_position")
        # What has the focus comes first: where there is little room its keys are the last that give way.
        focused = self.screen.focused
        for active in sorted(self.screen.active_bindings.values(), key=lambda active: active.node is not focused):
            binding = active.binding
            if not binding.show or binding.id not in COMMANDS:
                continue
            if typing and (len(binding.key) == 1 or binding.key in _PRINTABLE):
                continue
            # A command is shown by its first key; a name given to that key is none for its others.
            first = binding.key == keys_of(binding.id, self.app._keymap)[0]
            if binding.id in found and not first:
                continue
            shown = (binding.key_display if first else None) or shown_key(binding.key)
            if self.messages.plain:
                from tui.plain import key_words

                shown = key_words(shown)
            found[binding.id] = (shown, binding.description, binding.key)
            otherwise = -1 if active.node is focused else len(_IMPORTANCE)
            self._ranks[binding.key] = _IMPORTANCE.get(binding.id, otherwise)
            self._tips[binding.key] = binding.tooltip
        last = [found.pop(id) for id in self._LAST if id in found]
        self._lasting = len(last)
        return [*found.values(), *last]

    def pieces(self, width: int) -> list[Piece]:
        """Keys and their labels; where there is no room for all, the palette and help come last all the same."""
        self._shown = keys = self.keys()
        self._targets = []
        if not keys:
            return []
        sizes = [cell_len(shown) + 1 + cell_len(label) + 2 for shown, label, _ in keys]
        # Whatever has no room is found in the palette, by the mouse alone too.
        always = len(keys) - (self._lasting if width >= _NARROW else 1)
        room = width - 1 - sum(sizes[always:])
        kept = set(range(always, len(keys)))
        for number in sorted(range(always), key=lambda number: self._ranks[keys[number][2]]):
            if sizes[number] <= room:
                room -= sizes[number]
                kept.add(number)
        found: list[Piece] = [Piece(" ")]
        used = 1
        for number, (shown, label, key) in enumerate(keys):
            if number not in kept:
                continue
            self._targets.append((used, used + sizes[number], key))
            found += [Piece(shown, "key"), Piece(f" {label}  ", "dim")]
            used += sizes[number]
        return found

    def on_click(self, event: events.Click) -> None:
        """Presses the key that was clicked."""
        for start, end, key in self._targets:
            if start <= event.x < end:
                self.app.simulate_key(key)
                return
