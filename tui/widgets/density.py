"""The density of events over the whole span of the library, in one line."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import sqrt

from textual import events
from textual.message import Message

from store import edtf
from tui.messages import Messages
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece

_BARS = " ▁▂▃▄▅▆▇█"


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
