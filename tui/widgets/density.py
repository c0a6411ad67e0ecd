"""The density of events over the whole span of the library: bars, an axis of years, the place of the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import sqrt

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.cells import cell_len, fit, line, pad
from tui.dates import month_name, words
from tui.messages import Messages, number
from tui.runs import Run
from tui.timespan import day_of, nearest, whole
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece

_BARS = " ▁▂▃▄▅▆▇█"
_FULL = 8  # levels of one cell
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTHS = (1, 2, 3, 6)
_ROOMY = 100  # with so many cells the undated are told beside the span
_APART = 8  # cells from label to label, at the least
_BY_YEARS, _BY_MONTHS = 300, 20  # days of one column from which on a stretch is one of whole years, of whole months


class Density(Bar):
    """How many events each part of the whole span has: weak those of all, strong those shown.

    In one line the first and last year stand beside the bars; with more room the bars are two lines high over an axis,
    on which the cursor's date is told.  A click goes to the event shown that is nearest; the mouse drawn along
    it chooses a stretch of time (by the time of writing, for which there is no filter, it goes through the events).
    """

    ALLOW_SELECT = False  # the pressed mouse is drawn along the years

    class Clicked(Message):
        """The reader wants to go to the event at this position."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    class Drawn(Message):
        """The reader wants to see what happened from `first` to `last` (EDTF)."""

        def __init__(self, first: str, last: str) -> None:
            super().__init__()
            self.first, self.last = first, last

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
        self._stretches: list[tuple[int, int, int]] = []  # columns with the runs that follow each other in them
        self._everything: list[int] = []
        self._shown: list[int] = []
        self._undated = 0
        self._placed: list[int] | None = None
        self._pressed = False
        self._begun: int | None = None  # the column that was pressed
        self._drawn: int | None = None  # the one that the mouse was drawn to
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
            found = [day_of(run.days) for run in self._runs if run.days is not None]
            self._span = whole(min(found), max(found)) if found else None
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
            columns = [-1 if days is None else self._column(day_of(days), width) for days, _, _ in self._runs]
            for column, (_, start, end) in zip(columns, self._runs, strict=True):
                self._place += [column] * (end - start)
                if column >= 0:
                    self._everything[column] += end - start
            # There are thousands of runs, and few columns: a letter of a search counts them anew.
            changes = [n for n in range(len(columns)) if not n or columns[n] != columns[n - 1]]
            ends = [*changes[1:], len(columns)]
            self._stretches = [(columns[n], n, end) for n, end in zip(changes, ends, strict=True) if columns[n] >= 0]
        if not self._shown:
            self._shown = self._everything
            if len(view.shown) < view.total:
                self._shown = [0] * width
                counts = view.shown_by_run
                for column, start, end in self._stretches:
                    self._shown[column] += sum(counts[start:end])

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
        chosen = self._chosen
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
            if column in chosen:
                role = f"{role} cursor"
                if row == 0 and column in (chosen[0], chosen[-1]):
                    sign = "[" if column == chosen[0] else "]"
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
        if chosen := self._chosen:
            told = fit(self._stretch(chosen), columns)
            start = left + max(0, min(chosen[0], columns - len(told)))
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
            column = event.x - self._edges()[0]
            by_fact = self.view is not None and self.view.clock == "happened"
            self._begun = column if by_fact and self._shown and 0 <= column < self._width else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draws a stretch of time with the pressed mouse; else tells what lies under it."""
        if self._pressed and self._begun is None:
            self._go(event.x, event.y)
            return
        if self._pressed:
            column = max(0, min(event.x - self._edges()[0], self._width - 1))
            if column != (self._begun if self._drawn is None else self._drawn):
                self._drawn = column
                self.refresh()
            return
        told = self._told(event.x - self._edges()[0])
        # A content and not a string: nothing here is markup.
        self.tooltip = Content(told) if told else None

    def _told(self, column: int) -> str:
        """The days that a column stands for and its events, "" beside the bars."""
        if self._span is None or not 0 <= column < self._width or not self._shown:
            return ""
        begin, end = self._days_of(column)
        lang, say = self.messages.lang, self.messages
        told = words(begin.isoformat() if begin == end else f"{begin}/{end}", lang, "short")
        count = say.count("n.events", self._everything[column])
        if self._shown[column] != self._everything[column]:
            count = say("shown", shown=number(self._shown[column], lang), all=count)
        return f"{told} · {count}"

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The mouse is let go."""
        if not self._pressed:
            return
        chosen, self._pressed, self._begun, self._drawn = self._chosen, False, None, None
        self.release_mouse()
        if chosen:
            self.refresh()
            self.post_message(self.Drawn(*self._dates(chosen)))

    @property
    def _chosen(self) -> range:
        """The columns that the mouse was drawn over; none where it was only pressed, or drawn back."""
        if self._begun is None or self._drawn is None or self._begun == self._drawn:
            return range(0)
        return range(min(self._begun, self._drawn), min(max(self._begun, self._drawn) + 1, self._width))

    def _days_of(self, column: int) -> tuple[date, date]:
        """The first and the last day that a column stands for."""
        assert self._span is not None
        first, last = self._span
        begin, after = (first + -(-one * (last - first + 1) // self._width) for one in (column, column + 1))
        return date.fromordinal(begin), date.fromordinal(max(begin, after - 1))

    def _dates(self, columns: range) -> tuple[str, str]:
        """The first and the last date (EDTF) of a stretch, no finer than what one column stands for."""
        assert self._span is not None
        days = (self._span[1] - self._span[0] + 1) / self._width
        fine = 4 if days >= _BY_YEARS else 7 if days >= _BY_MONTHS else 10
        begin, end = self._days_of(columns[0])[0], self._days_of(columns[-1])[1]
        return begin.isoformat()[:fine], end.isoformat()[:fine]

    def _stretch(self, columns: range) -> str:
        """A stretch of time and its events, in words."""
        first, last = self._dates(columns)
        told = words(first if first == last else f"{first}/{last}", self.messages.lang, "short")
        return f"{told} · {self.messages.count('n.events', sum(self._shown[n] for n in columns))}"

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
        self._tell(nearest(self._placed, place, x - left))

    def _tell(self, position: int | None) -> None:
        if position is not None and position != self._last:
            self._last = position
            self.post_message(self.Clicked(position))
