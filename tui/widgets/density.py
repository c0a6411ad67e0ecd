"""The density of events over the whole span of the library: bars, an axis of years, the place of the cursor."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from math import sqrt

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from store.edtf import Bounds
from tui.cells import cell_len, fit, line, pad
from tui.dates import month_name, words
from tui.messages import Messages, number
from tui.rows import Run
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece

_BARS = " ▁▂▃▄▅▆▇█"
_FULL = 8  # levels of one cell
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTHS = (1, 2, 3, 6)
_ROOMY = 100  # with so many cells the undated are told beside the span
_APART = 8  # cells from label to label, at the least


class Density(Bar):
    """How many events each part of the whole span has: weak those of all, strong those shown.

    In one line the first and last year stand beside the bars; with more room the bars are two lines high over an axis,
    on which the cursor's date is told.  A click, or the mouse drawn along it, goes to the event shown that is nearest.
    """

    ALLOW_SELECT = False  # the pressed mouse goes through the years

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
        self._days: object = None
        self._runs: list[Run] = []
        self._width = 0
        self._place: list[int] = []
        self._columns: list[int] = []
        self._everything: list[int] = []
        self._shown: list[int] = []
        self._undated = 0
        self._placed: list[int] | None = None
        self._pressed = False
        self._last: int | None = None

    def show(self, view: View) -> None:
        """Shows the span of a dataset."""
        self.view = view
        self._days = None
        self.changed()

    def changed(self) -> None:
        """Other events are shown, or by another clock: counts again."""
        self._shown, self._placed = [], None
        if self.view is not None and self._days is not self.view.days:
            self._days = self.view.days
            self._width = 0
            self._runs = self.view.runs
            found = [_day(run.days) for run in self._runs if run.days is not None]
            self._span = _whole(min(found), max(found)) if found else None
            self._undated = sum(run.end - run.start for run in self._runs if run.days is None)
        self.refresh()

    def follow(self, position: int | None) -> None:
        """The cursor is at another position: draws again only what that changes."""
        view, before, was = self.view, self._at, self.cursor
        self.cursor = position
        if view is None or self._at != before or was is None or position is None or self.size.height <= 1:
            self.refresh()
        elif view.date(was) != view.date(position):
            self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    # -- counting ----------------------------------------------------------------------------------------------------

    def _count(self, width: int) -> None:
        """Counts the events of each column, of all and of those shown, where that has not been done yet."""
        view, span = self.view, self._span
        if view is None or span is None:
            return
        if width != self._width:
            self._width, self._shown, self._placed = width, [], None
            self._place, self._everything = [], [0] * width
            self._columns = [-1 if days is None else self._column(_day(days), width) for days, _, _ in self._runs]
            for column, (_, start, end) in zip(self._columns, self._runs, strict=True):
                self._place += [column] * (end - start)
                if column >= 0:
                    self._everything[column] += end - start
        if not self._shown:
            self._shown = self._everything
            if len(view.shown) < view.total:
                self._shown = [0] * width
                for column, count in zip(self._columns, view.shown_by_run, strict=True):
                    if count and column >= 0:
                        self._shown[column] += count

    def _column(self, day: int, width: int) -> int:
        assert self._span is not None
        first, last = self._span
        return max(0, min(width - 1, (day - first) * width // (last - first + 1)))

    def _edges(self) -> tuple[int, int]:
        """Cells left and right of the bars."""
        if self._span is None:
            return 0, 0
        if self.size.height > 1:
            return 2, self._tray + 1 if self._tray else 2
        first, last = self._ends()
        return len(first) + 2, len(last) + 2

    @property
    def _tray(self) -> int:
        """The cells that the number of the undated takes at the right."""
        return cell_len(self._undated_name) + 4 if self._undated and self.size.width >= _ROOMY else 0

    @property
    def _undated_name(self) -> str:
        written = self.view is not None and self.view.clock == "written"
        return self.messages("published.unknown" if written else "undated")

    def _ends(self) -> tuple[str, str]:
        assert self._span is not None
        return str(date.fromordinal(self._span[0]).year), str(date.fromordinal(self._span[1]).year)

    @property
    def _at(self) -> int:
        """The column of the cursor, -1 where it has none."""
        return self._place[self.cursor] if self.cursor is not None and self.cursor < len(self._place) else -1

    # -- drawing -----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, height = self.size
        if height <= 1 or self._span is None:
            return self.strip(self.pieces(width) if y == 0 else (), width)
        left, right = self._edges()
        columns = width - left - right
        if columns < 1:
            return self.strip((), width)
        self._count(columns)
        if y == height - 1:
            return self.strip(self._axis(columns, left, right), width)
        bars = self._bars(columns, height - 1, height - 2 - y)
        count = number(self._undated, self.messages.lang) if self._tray and y == height - 2 else ""
        edge = [Piece(" ┊ ", "rule"), Piece(pad(count, right - 3), "silent")] if self._tray else []
        return self.strip([Piece(" " * left), *bars, *edge], width)

    def pieces(self, width: int) -> list[Piece]:
        """All in one line: the first year, the bars, the last year."""
        left, right = self._edges()
        columns = width - left - right
        if self._span is None or columns < 1:
            return []
        self._count(columns)
        first, last = self._ends()
        return [Piece(f" {first} ", "dim"), *self._bars(columns, 1, 0), Piece(f" {last} ", "dim")]

    def _bars(self, columns: int, rows: int, row: int) -> list[Piece]:
        """The cells of a line of bars; `row` counts from below."""
        most = max(self._everything, default=1) or 1
        top, at = rows * _FULL, self._at
        # Over the terminal's own colours nothing weaker than the text can lie.
        over = "date on-silent" if self.style_of("on-silent").bgcolor is not None else "date"
        found: list[Piece] = []
        for column in range(columns):
            everything, shown = self._everything[column], self._shown[column]
            # What has anything in it is at least the lowest bar; the root keeps the low ones apart.
            full = max(1, round(sqrt(everything / most) * top)) if everything else 0
            part = max(1, round(sqrt(shown / most) * top)) if shown else 0
            weak = max(0, min(full - row * _FULL, _FULL))
            strong = max(0, min(part - row * _FULL, _FULL))
            if strong:
                sign, role = _BARS[strong], over if weak == _FULL and strong < _FULL else "date"
            elif weak:
                sign, role = _BARS[weak] if shown or rows > 1 else "░", "silent"
            else:
                sign, role = "·" if row == 0 else " ", "rule"
            if column == at:
                sign = "┃" if sign in "· " or rows == 1 else sign
                role = "cursor strong accent"
            if found and found[-1].role == role:
                # Fewer pieces, fewer bytes to the terminal.
                sign = found.pop().text + sign
            found.append(Piece(sign, role))
        return found

    def _axis(self, columns: int, left: int, right: int) -> list[Piece]:
        """Labels of years (and months), the cursor's date over them, and the number of the undated."""
        lang = self.messages.lang
        cells: list[tuple[str, str]] = [(" ", "rule")] * (columns + left + right)
        limit = columns + left

        def put(text: str, at: int, role: str) -> None:
            for n, character in enumerate(text):
                cells[at + n] = (character, role)

        told, start = "", 0
        view, at = self.view, self._at
        if view is not None and at >= 0 and self.cursor is not None:
            date = fit(line(words(view.date(self.cursor), lang, "short")), max(1, columns - 4))
            right_of = at + len(date) + 3 <= columns
            told = f"▲ {date}" if right_of else f"{date} ▲"
            start = at + left if right_of else at + left - len(told) + 1
        end = -_APART
        for column, label in self._labels(columns):
            begin = column + left
            beside = not told or begin + len(label) < start or begin > start + len(told)
            if begin >= end + 2 and begin + len(label) <= limit and beside:
                put(label, begin, "dim")
                end = begin + len(label)
        if self._tray:
            put("┊", limit + 1, "rule")
            put(self._undated_name, limit + 3, "dim")
        put(told, start, "accent")
        found: list[Piece] = []
        for character, role in cells:
            if found and found[-1].role == role:
                character = found.pop().text + character
            found.append(Piece(character, role))
        return found

    def _labels(self, columns: int) -> Iterator[tuple[int, str]]:
        """The column at which each label stands: years, and months where they have room."""
        assert self._span is not None
        first, last = (date.fromordinal(day).year for day in self._span)
        room = columns / (self._span[1] - self._span[0] + 1) * 365.25
        if room >= 2 * _APART:
            lang = self.messages.lang
            days = 7 if room / 12 >= 5 * _APART else 31
            step = next((n for n in _MONTHS if room * n / 12 >= _APART), 12)
            begin, end = (date.fromordinal(day) for day in self._span)
            for month in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month):
                year, number = divmod(month, 12)
                for day in range(1, 28, days) if number % step == 0 or days == 7 else ():
                    name = month_name(number + 1, lang, "short")
                    label = str(year) if number == 0 and days > 7 else name if day == 1 else str(day)
                    if month == begin.year * 12 + begin.month - 1 and day == 1:
                        label = f"{name} {year}" if number else str(year)
                    yield self._column(date(year, number + 1, day).toordinal(), columns), label
            return
        years = next((n for n in _YEARS if room * n >= _APART), _YEARS[-1])
        yield 0, str(first)
        for year in range(first + -first % years, last + 1, years):
            if year > first:
                yield self._column(date(year, 1, 1).toordinal(), columns), str(year)

    # -- mouse -------------------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Goes there, and follows the mouse until it is let go."""
        if event.button == 1:
            self._pressed, self._last = True, None
            self.capture_mouse()
            self._go(event.x, event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Goes along with the pressed mouse; else tells what lies under it."""
        if self._pressed:
            self._go(event.x, event.y)
            return
        told = self._told(event.x - self._edges()[0])
        # A content and not a string: nothing here is markup.
        self.tooltip = Content(told) if told else None

    def _told(self, column: int) -> str:
        """The days that a column stands for and its events, "" beside the bars."""
        if self._span is None or not 0 <= column < self._width or not self._shown:
            return ""
        first, last = self._span
        days = last - first + 1
        begin = date.fromordinal(first + -(-column * days // self._width))
        end = date.fromordinal(max(begin.toordinal(), first + -(-(column + 1) * days // self._width) - 1))
        lang, say = self.messages.lang, self.messages
        told = words(begin.isoformat() if begin == end else f"{begin}/{end}", lang, "short")
        count = say.count("n.events", self._everything[column])
        if self._shown[column] != self._everything[column]:
            count = say("shown", shown=number(self._shown[column], lang), all=count)
        return f"{told} · {count}"

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The mouse is let go."""
        if self._pressed:
            self._pressed = False
            self.release_mouse()

    def _go(self, x: int, y: int) -> None:
        """Goes to the event shown that is nearest to a place; to the first undated on their label."""
        view = self.view
        if view is None or not self._place or not view.shown:
            return
        left, _ = self._edges()
        width, height = self.size
        if self._tray and height > 1 and x >= width - self._tray:
            self._tell(next((n for n in view.shown if self._place[n] < 0), None))
            return
        place = self._place
        if self._placed is None:
            self._placed = sorted((n for n in view.shown if place[n] >= 0), key=place.__getitem__)
        self._tell(_nearest(self._placed, place, x - left))

    def _tell(self, position: int | None) -> None:
        if position is not None and position != self._last:
            self._last = position
            self.post_message(self.Clicked(position))


def _nearest(placed: list[int], place: list[int], column: int) -> int | None:
    """Of positions whose places ascend the one nearest to a column, the first of those in one column."""
    if not placed:
        return None
    found = bisect_left(placed, column, key=place.__getitem__)
    best = min(placed[max(0, found - 1) : found + 1], key=lambda position: abs(place[position] - column))
    return placed[bisect_left(placed, place[best], key=place.__getitem__)]


def _day(bounds: Bounds) -> int:
    """The day (ordinal) at which an event stands in the strip; an open beginning counts as the end."""
    return (bounds.last if bounds.first == date.min else bounds.first).toordinal()


def _whole(first: int, last: int) -> tuple[int, int]:
    """The span from day to day (ordinals) widened to whole years, or to whole months where that is under a year."""
    begin, end = date.fromordinal(first), date.fromordinal(last)
    if last - first > 300:
        return date(begin.year, 1, 1).toordinal(), date(end.year, 12, 31).toordinal()
    final = date(end.year, end.month, monthrange(end.year, end.month)[1])
    return date(begin.year, begin.month, 1).toordinal(), final.toordinal()
