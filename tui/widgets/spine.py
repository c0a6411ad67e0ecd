"""How one row of the timeline is drawn: date, spine, what happened, how many tell it, what is odd about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store import edtf
from store.filters import matching_words
from store.query import Mark
from tui.cells import cell_len, fit, line, pad
from tui.dates import fitted, month_name, weekday, words
from tui.messages import Messages, number
from tui.plain import SIGNS
from tui.rows import OUTER, Fold, Heading, Rows
from tui.spans import Span, pieces_of
from tui.view import View
from tui.widgets.sheet import Piece

if TYPE_CHECKING:
    from store.clock import Clock
    from store.index.columns import Row

_STATUSES: tuple[Mark, ...] = ("planned", "denied", "alleged")
BY_HAND: tuple[Mark, ...] = ("starred", "noted", "tagged", "corrected")
"""What a person made of an event, in the order of its signs."""
_SIGNS = {"before": "…", "undated": "?"}  # where there is no room for the word
_DOTS = 7  # up to so many sources in the library are drawn as dots, more as a fraction
_YEAR = 5
_BARS = "·▁▂▃▄▅▆▇█"


class State(NamedTuple):
    """What makes a row look different: the cursor is on it, it is selected (or some of its fold), it is the topmost."""

    on: bool
    picked: bool
    partly: bool = False
    top: bool = False


class Spine:
    """Draws rows as pieces for a width; the columns stand straight from row to row.

    Left of the spine the year and what the heading does not say of the date, right of it the title, the sources (one
    dot each, `◐` a copy of another's words) and the marks.
    """

    def __init__(self, messages: Messages) -> None:
        self.messages = messages

    def date_width(self, width: int) -> int:
        """The cells of the column of days."""
        return 9 if width < 76 else 11 if width < 100 else 13 if width < 150 else 17

    def heading(self, heading: Heading, width: int, clock: Clock = "happened") -> list[Piece]:
        """A heading in a row of its own, with the number of its events."""
        lang = self.messages.lang
        left = 2 + _YEAR + self.date_width(width) + 1
        count = number(heading.events, lang)
        if heading.level in OUTER:
            title = str(heading.day.year) if heading.level == "year" else self._outer(heading.level, clock)
            sign = " ▾" if heading.level == "undated" else ""
            title = f"  {title}{sign} "
            title = fit(title, max(1, width - len(count) - 4))
            rule = "─" * max(0, left - cell_len(title)) + ("┼" if cell_len(title) <= left else "")
            rule += "─" * max(0, width - max(left + 1, cell_len(title)) - len(count) - 2)
            return [Piece(title, "heading"), Piece(rule, "rule"), Piece(f" {count} ", "dim")]
        name = month_name(heading.day.month, lang)
        if heading.level == "day":
            name = words(heading.day.isoformat(), lang, year=False)
            if cell_len(name) > left - _YEAR:
                name = words(heading.day.isoformat(), lang, "short", year=False)
        after = "╌" * max(0, width - left - len(count) - 3)
        return [
            Piece(pad(name, left - 1, right=True) + " ", "date strong"),
            Piece("├" + after, "rule"),
            Piece(f" {count} ", "dim"),
        ]

    def _outer(self, level: str, clock: Clock) -> str:
        return self.messages("undated.written" if level == "undated" and clock == "written" else level)

    # -- events ------------------------------------------------------------------------------------------------------

    def event(self, view: View, rows: Rows, ordinal: int, width: int, state: State) -> list[Piece]:
        """An event."""
        position = view.shown[ordinal]
        row = view.row(position)
        by_fact = view.clock == "happened"
        guessed = view.has(position, "guessed") if by_fact else edtf.is_guess(view.date(position))
        told, rest, role = self._date(view, rows, ordinal, guessed, self.date_width(width), state)
        dated = view.days[position] is not None
        tick = "┊ " if not dated else "├╌" if guessed else "├╴"
        lead = [*self._signs(view, position), *self._status(view, position)]
        if rest:
            lead.insert(0, Piece(f"{rest} · ", "date"))
        if view.clock == "written" and width >= 76:
            when = line(words(row.date, self.messages.lang, "short")) if row.date else "?"
            lead.insert(0, Piece(f"{when:<15} ", "date"))
        return [
            *self._edge(rows, ordinal, state),
            Piece(pad(told, self.date_width(width), right=True), role),
            Piece(f" {tick} ", "accent" if state.on else "rule"),
            *self._body(view, row, position, width, lead),
        ]

    def fold(self, view: View, rows: Rows, fold: Fold, lead: int, width: int, state: State) -> list[Piece]:
        """Several events in one row: how many, how they lie in the year, and the one that most sources tell."""
        lang = self.messages.lang
        position = view.shown[lead]
        row, days = view.row(position), view.days[position]
        label = rest = ""
        if fold.level == "undated":
            label = ""
        elif fold.level == "month" and days is not None:
            label = month_name(days.first.month, lang)
        elif fold.level == "day":
            label, rest = self._words(view.date(position) or "", self.date_width(width))
            if days is not None and label == str(days.first.year):
                label = "" if fold.start in rows.beside else self.messages("in.year")
        count = number(fold.end - fold.start, lang)
        parts = [Piece(f"{count:>3} ", "strong"), Piece("▸ ", "accent")]
        if new := new_in(view, fold):
            parts.append(Piece(f"{SIGNS['new']}{number(new, lang)} ", "accent"))
        if rest:
            parts.append(Piece(f"{rest} · ", "date"))
        if fold.level == "year" and width >= 76:
            parts.insert(1, Piece(self._months(view, fold) + " ", "sources"))
        edge = self._edge(rows, fold.start, state)
        if fold.level == "undated":
            edge = [*edge[:2], Piece(pad(self._outer("undated", view.clock), _YEAR + 8), "heading")]
            label_width = self.date_width(width) - 8
        else:
            label_width = self.date_width(width)
        return [
            *edge,
            Piece(pad(label, label_width, right=True), "date"),
            Piece(" ╞═ ", "accent" if state.on else "rule"),
            *self._body(view, row, position, width, parts, fold),
        ]

    def _edge(self, rows: Rows, ordinal: int, state: State) -> list[Piece]:
        """Cursor, selection, and the year where it changes or is out of sight."""
        heading = rows.beside.get(ordinal)
        beside = heading is not None
        if heading is None and state.top:
            heading = rows.heading_above(rows.row_of[ordinal])
        year = ""
        if heading is not None:
            year = str(heading.day.year) if heading.level == "year" else _SIGNS.get(heading.level, "")
        return [
            Piece("▌" if state.on else " ", "accent"),
            Piece("✓" if state.picked else SIGNS["partly"] if state.partly else " ", "selected"),
            Piece(pad(year, _YEAR), "heading" if beside else "dim"),
        ]

    def _body(
        self, view: View, row: Row, position: int, width: int, lead: list[Piece], fold: Fold | None = None
    ) -> list[Piece]:
        """What stands to the right of the spine."""
        sources, sources_width = self._sources(row, view.source_count)
        marks = self._marks(view, row, position, width, fold)
        marks_width = sum(cell_len(piece.text) for piece in marks)
        room = width - (2 + _YEAR + self.date_width(width) + 4) - (sources_width + 1) - marks_width - 1
        used = sum(cell_len(piece.text) for piece in lead)
        while used > room - 8 and len(lead) > (fold is not None):
            *lead, last = lead
            used -= cell_len(last.text)
        hidden = view.query.text.strip() and not view.is_hit(position)
        title = pad(shortened(line(row.title), max(4, room - used)) or "—", max(4, room - used))
        found = [Span(*span, "match") for span in matching_words(title, view.query.text)] if view.query.text else []
        base = "dim" if hidden or fold is not None else "title"
        return [
            *lead,
            *pieces_of(title, 0, len(title), found, base),
            Piece(" "),
            *sources,
            *marks,
            Piece(" "),
        ]

    def _signs(self, view: View, position: int) -> list[Piece]:
        """Whether it is new, and what a person made of it, a sign each."""
        found = [Piece(f"{SIGNS['new']} ", "accent")] if position in view.new else []
        marks = [mark for mark in BY_HAND if view.has(position, mark)]
        if marks:
            found.append(Piece("".join(SIGNS[mark] for mark in marks) + " ", "selected"))
        return found

    def _status(self, view: View, position: int) -> list[Piece]:
        """What no source says to have happened is told apart before its title."""
        if not any(view.has(position, status) for status in _STATUSES):
            return []
        status = view.row(position).status
        return [Piece(f"{self.messages(f'status.{status}')} · ", "dim")] if status else []

    # -- dates -------------------------------------------------------------------------------------------------------

    def _date(
        self, view: View, rows: Rows, ordinal: int, guessed: bool, width: int, state: State
    ) -> tuple[str, str, str]:
        """What the heading does not say of a date, the end of a range that has no room in its column, and its role.

        The role is weak where the date is that of the event before.
        """
        position = view.shown[ordinal]
        date, days = view.date(position), view.days[position]
        if days is None or date is None:
            return (fit(line(date), width) if date else "", "", "dim")
        told, rest = self._under(rows, ordinal, date, state.top), ""
        if told is None:
            told, rest = self._words(date, width, guessed)
        elif guessed and told and not told.startswith("≈") and "?" not in told:
            told = f"≈ {told}"
        repeated = ordinal > 0 and not state.top and view.date(view.shown[ordinal - 1]) == date
        return fit(told, width), rest, "date repeat" if repeated and not state.on else "date"

    def _under(self, rows: Rows, ordinal: int, date: str, top: bool) -> str | None:
        """The words for a date that its heading says in part or in full; None where all must be said."""
        if len(date) == 4 and date.isdigit():
            # The year itself: said beside the first, told apart from the months that follow for the others.
            if ordinal in rows.beside or top:
                return ""
            return self.messages("in.year") if rows.titled(ordinal) else None
        above = rows.heading_of(ordinal)
        bare = date.rstrip("~?%")
        if top or above is None or above.level not in ("month", "day") or len(bare) not in (7, 10) or "X" in bare:
            return None
        if bare[:7] != above.day.isoformat()[:7]:
            return None
        if len(bare) == 7:
            return self.messages("in.month") if bare == date else None
        if above.level == "day" and bare == above.day.isoformat() and bare == date:
            return ""
        found = edtf.bounds(bare)
        if found is None:
            return None
        name = f"{weekday(found.first, self.messages.lang)} {found.first.day}"
        about = "≈ " if date[-1] in "~%" else ""
        return f"{about}{name}{' ?' if date[-1] in '?%' else ''}"

    def _words(self, date: str, width: int, about: bool = False) -> tuple[str, str]:
        """A date in the column of days, without its year, and what of a range has no room there."""
        told, rest = fitted(date, self.messages.lang, width, year=False, about=about)
        return fit(line(told), width), line(rest)

    # -- signs -------------------------------------------------------------------------------------------------------

    def _sources(self, row: Row, total: int) -> tuple[list[Piece], int]:
        telling, origins = row.sources, row.origins
        if total <= _DOTS:
            return [
                Piece("●" * origins, "sources"),
                Piece("◐" * (telling - origins), "sources"),
                Piece("○" * (total - telling), "silent"),
            ], total
        width = len(str(total))
        copied = "⧉" if origins < telling else " "
        return [Piece(f"{telling:>{width}}", "sources"), Piece(f"/{total}{copied}", "silent")], 2 * width + 2

    def _marks(self, view: View, row: Row, position: int, width: int, fold: Fold | None) -> list[Piece]:
        if fold is not None:
            here = (view.shown[n] for n in range(fold.start, fold.end))
            if view.query.known:
                disagreeing = any(view.has(one, "disagreement") for one in here)
            else:
                disagreeing = any(one in view.disagreeing_set for one in here)
            quotes = 0
        else:
            disagreeing, quotes = view.has(position, "disagreement"), row.quotes
        told = f"❝{min(quotes, 99)}" if quotes else ""
        return [
            Piece(" ≠" if disagreeing else "  ", "conflict"),
            Piece(pad(f" {told}", 4) if width >= 76 else pad(told, 3), "quotes"),
        ]

    def _months(self, view: View, fold: Fold) -> str:
        """How the events of a year lie in its months, one sign each."""
        counts = [0] * 12
        for ordinal in range(fold.start, fold.end):
            days = view.days[view.shown[ordinal]]
            if days is not None and days.days <= 31:
                counts[days.first.month - 1] += 1
        most = max(counts) or 1
        return "".join(_BARS[-(-count * 8 // most)] for count in counts)


def new_in(view: View, fold: Fold) -> int:
    """How many of the events in a fold are new."""
    return sum(view.shown[n] in view.new for n in range(fold.start, fold.end)) if view.new else 0


def shortened(title: str, width: int) -> str:
    """A title cut to so many cells; one that ends with an ellipsis already gets no second one."""
    if cell_len(title) <= width:
        return title
    whole = title.rstrip(" …")
    if cell_len(whole) < width:
        return f"{whole}…"
    cut = fit(title, width)
    return f"{cut[:-1].rstrip(' …')}…" if cut else cut
