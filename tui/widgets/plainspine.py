"""How one row of the timeline is worded in plain mode: a sentence, without columns, lines or signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cell_len, line
from tui.dates import words
from tui.plain import of, sign, when
from tui.rows import OUTER, Fold, Heading, Rows
from tui.spans import Span, pieces_of
from tui.view import View
from tui.widgets.sheet import Piece
from tui.widgets.spine import BY_HAND, Spine, State, new_in, shortened

if TYPE_CHECKING:
    from store.clock import Clock


class PlainSpine(Spine):
    """Words rows: the date in full, what happened, how many sources tell it, what is odd about it."""

    def heading(self, heading: Heading, width: int, clock: Clock = "happened") -> list[Piece]:
        """A heading, with the number of its events."""
        say = self.messages
        if heading.level in OUTER:
            what = str(heading.day.year) if heading.level == "year" else self._outer(heading.level, clock)
        else:
            what = words(heading.day.isoformat()[: 7 if heading.level == "month" else 10], say.lang)
        return [Piece(say("plain.rows", what=what, events=say.count("n.events", heading.events)), "heading")]

    def event(self, view: View, rows: Rows, ordinal: int, width: int, state: State) -> list[Piece]:
        """An event."""
        position = view.shown[ordinal]
        return self._sentence(view, position, self._tail(view, position, state), width, "")

    def fold(self, view: View, rows: Rows, fold: Fold, lead: int, width: int, state: State) -> list[Piece]:
        """Several events in one row: how many, and the one that most sources tell."""
        say, position = self.messages, view.shown[lead]
        events, new = say.count("n.events", fold.end - fold.start), new_in(view, fold)
        before = say("plain.fold", events=f"{events} ({say.count('n.new', new)})" if new else events)
        return self._sentence(view, position, self._tail(view, position, state), width, f"{before} ")

    def _sentence(self, view: View, position: int, tail: list[str], width: int, before: str) -> list[Piece]:
        told = self.messages("plain.pair", name=self._when(view, position), what="")
        after = "".join(f", {part}" for part in tail)
        room = width - cell_len(before) - cell_len(told) - cell_len(after)
        title = shortened(line(view.row(position).title), max(8, room)) or self.messages("plain.untitled")
        found = [Span(*span, "match") for span in self._matches(title, view)]
        return [
            Piece(before, "strong"),
            Piece(told, "date"),
            *pieces_of(title, 0, len(title), found, "title"),
            Piece(after, "dim"),
        ]

    def _matches(self, title: str, view: View) -> list[tuple[int, int]]:
        from store.filters import matching_words

        return matching_words(title, view.query.text) if view.query.text else []

    def _when(self, view: View, position: int) -> str:
        say, date = self.messages, view.date(position)
        if date is None or view.days[position] is None:
            return line(date or self._outer("undated", view.clock))
        return when(say, date, guessed=view.clock == "happened" and view.has(position, "guessed"))

    def _tail(self, view: View, position: int, state: State) -> list[str]:
        say, row = self.messages, view.row(position)
        found = [of(say, row.sources, view.source_count)]
        if row.origins < row.sources:
            found.append(say.count("plain.copies", row.sources - row.origins))
        if view.has(position, "disagreement"):
            found.append(sign(say, "conflict"))
        if row.quotes:
            found.append(say.count("plain.quotes", row.quotes))
        found += [piece.text.strip(" ·") for piece in self._status(view, position)]
        if position in view.new:
            found.append(sign(say, "new"))
        found += [sign(say, mark) for mark in BY_HAND if view.has(position, mark)]
        if state.picked or state.partly:
            found.append(sign(say, "selected"))
        return found
