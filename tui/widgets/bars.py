"""The single lines around the timeline: title, density of the years, active filters, keys."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import sqrt
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from store import edtf
from store.filters import Facet
from tui.cells import cell_len, fit, line
from tui.keys import COMMANDS
from tui.messages import Messages
from tui.view import View
from tui.widgets.sheet import Drawn, Piece

_BARS = " ▁▂▃▄▅▆▇█"
_PRINTABLE = ("slash", "question_mark", "minus", "space")


class Bar(Drawn, can_focus=False):
    """One line that is drawn from `pieces`."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.messages = messages

    def pieces(self, width: int) -> list[Piece]:
        """What stands in the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        return self.strip(self.pieces(width) if y == 0 else (), width)


class TitleBar(Bar):
    """The name of the library, what it holds, and how much of it is shown and selected."""

    def __init__(self, messages: Messages, name: str, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self._library = line(name)
        self.view: View | None = None
        """What is shown."""

    def pieces(self, width: int) -> list[Piece]:
        """Name at the left, numbers at the right; what does not fit is left out, the less important first."""
        say = self.messages
        left = [Piece(" timeline ", "accent strong"), Piece(" ")]
        if self.view is None:
            return [*left, Piece(fit(self._library, max(0, width - 11)), "strong")]
        view = self.view
        parts = [Piece(say.count("n.sources", view.source_count), "dim")]
        if len(view.shown) == view.total:
            parts.append(Piece(say.count("n.events", view.total), "dim"))
        else:
            parts.append(Piece(say("shown", shown=len(view.shown), all=say.count("n.events", view.total)), "strong"))
        if view.selected:
            parts.append(Piece(f"✓ {say.count('n.selected', len(view.selected))}", "selected"))
        room = width - 12 - min(cell_len(self._library), 16)
        while parts and sum(cell_len(part.text) + 3 for part in parts) > room:
            parts.pop(0)
        kept: list[Piece] = []
        for part in parts:
            kept += [Piece(" · ", "dim"), part] if kept else [part]
        used = sum(cell_len(piece.text) for piece in kept)
        name = fit(self._library, max(4, width - 13 - used))
        gap = width - 11 - cell_len(name) - used - 1
        return [*left, Piece(name, "strong"), Piece(" " * max(1, gap)), *kept]


class Density(Bar):
    """How many events each part of the whole span has; bright where they are shown, with the cursor's place."""

    class Clicked(Message):
        """The reader wants to go to the event at this position."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self.view: View | None = None
        """What is shown."""
        self.cursor: int | None = None
        """The position under the cursor."""
        self._span: tuple[int, int] | None = None
        self._width = 0
        self._place: list[int] = []
        self._everything: list[int] = []
        self._shown: list[int] = []

    def show(self, view: View) -> None:
        """Shows the span of a dataset."""
        self.view = view
        days = [_day(bounds) for bounds in set(view.index.days) if bounds is not None]
        self._span = (min(days), max(days)) if days else None
        self._width = 0
        self.changed()

    def changed(self) -> None:
        """Other events are shown: counts again."""
        self._shown = []
        self.refresh()

    def _count(self, width: int) -> None:
        """Counts the events of each column, of all and of those shown, where that has not been done yet."""
        view, span = self.view, self._span
        if view is None or span is None:
            return
        if width != self._width:
            first, last = _year_start(span[0]), _year_end(span[1])
            length = max(1, last - first + 1)
            columns = {
                bounds: min(width - 1, (_day(bounds) - first) * width // length)
                for bounds in set(view.index.days)
                if bounds is not None
            }
            self._width, self._shown = width, []
            self._place = [-1 if bounds is None else columns[bounds] for bounds in view.index.days]
            self._everything = _heights(self._place, width)
        if not self._shown:
            everything = len(view.shown) == view.total
            self._shown = (
                self._everything if everything else _heights([self._place[position] for position in view.shown], width)
            )

    def _labels(self) -> tuple[str, str]:
        span = self._span
        if span is None:
            return "", ""
        return str(date.fromordinal(span[0]).year), str(date.fromordinal(span[1]).year)

    def pieces(self, width: int) -> list[Piece]:
        """The first year, the bars, the last year."""
        first, last = self._labels()
        columns = width - len(first) - len(last) - 4
        if self._span is None or columns < 1:
            return []
        self._count(columns)
        everything, shown = self._everything, self._shown
        most = max(everything, default=1) or 1
        at = self._place[self.cursor] if self.cursor is not None else -1
        found = [Piece(f" {first} ", "dim")]
        for column, count in enumerate(everything):
            visible = shown[column]
            # A column with anything in it is at least the lowest bar; the root keeps the low ones apart.
            height = 0 if not count else max(1, round(sqrt((visible or count) / most) * 8))
            role = "date" if visible else "silent"
            sign = _BARS[height] if count else "·"
            if not count:
                role = "rule"
            if column == at:
                role = "cursor strong accent"
                sign = _BARS[max(1, height)]
            if found[-1].role == role:
                # Fewer pieces, fewer bytes to the terminal.
                sign = found.pop().text + sign
            found.append(Piece(sign, role))
        found.append(Piece(f" {last} ", "dim"))
        return found

    def on_click(self, event: events.Click) -> None:
        """Goes to the event shown that is nearest to the place that was clicked."""
        first, _ = self._labels()
        if self.view is None or not self._place:
            return
        column, place = event.x - len(first) - 2, self._place
        placed = [position for position in self.view.shown if place[position] >= 0]
        if placed:
            self.post_message(self.Clicked(min(placed, key=lambda position: abs(place[position] - column))))


def _day(bounds: edtf.Bounds) -> int:
    """The day (ordinal) at which an event stands in the strip; an open beginning counts as the end."""
    return (bounds.last if bounds.first == date.min else bounds.first).toordinal()


def _heights(places: list[int], width: int) -> list[int]:
    counted = Counter(places)
    return [counted[column] for column in range(width)]


def _year_start(ordinal: int) -> int:
    return date(date.fromordinal(ordinal).year, 1, 1).toordinal()


def _year_end(ordinal: int) -> int:
    return date(date.fromordinal(ordinal).year, 12, 31).toordinal()


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


class KeyBar(Bar):
    """The keys that do something now, as many as fit; a click on one presses it."""

    _LAST: ClassVar[tuple[str, ...]] = ("app.help",)

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self._targets: list[tuple[int, int, str]] = []
        self._tips: dict[str, str] = {}

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The tooltip is that of the key under the mouse."""
        tip = next((self._tips.get(key) for start, end, key in self._targets if start <= event.x < end), None)
        # A content and not a string: nothing here is markup.
        self.tooltip = Content(tip) if tip else None

    def on_mount(self) -> None:
        """Follows the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def keys(self) -> list[tuple[str, str, str]]:
        """Display, label and key of each binding that is shown, one a command."""
        found: dict[str, tuple[str, str, str]] = {}
        # A box that takes letters is the only kind of widget here with a value to edit.
        typing = hasattr(self.screen.focused, "cursor_position")
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or binding.id not in COMMANDS:
                continue
            if typing and (len(binding.key) == 1 or binding.key in _PRINTABLE):
                continue
            # A command is shown by its first key; a name given to that key is none for its others.
            first = binding.key == COMMANDS[binding.id].keys.split(",")[0]
            if binding.id in found and not first:
                continue
            shown = self.app.get_key_display(binding if first else Binding(binding.key, ""))
            found[binding.id] = (shown, binding.description, binding.key)
            self._tips[binding.key] = binding.tooltip
        last = [found.pop(id) for id in self._LAST if id in found]
        return [*found.values(), *last]

    def pieces(self, width: int) -> list[Piece]:
        """Keys and their labels; where there is no room for all, help comes last all the same."""
        keys = self.keys()
        self._targets = []
        if not keys:
            return []
        sizes = [cell_len(shown) + 1 + cell_len(label) + 2 for shown, label, _ in keys]
        room = width - 1 - sizes[-1]
        found: list[Piece] = [Piece(" ")]
        used = 1
        for number, (shown, label, key) in enumerate(keys):
            if number < len(keys) - 1:
                if sizes[number] > room:
                    continue
                room -= sizes[number]
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
