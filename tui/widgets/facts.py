"""Cells of the table of facts × sources: what a source says, behind the sign of how that stands to what others say."""

from __future__ import annotations

from store.events.ledger import Cell, Ledger, Row, State, Told
from store.model import Article
from tui.cells import fit, line
from tui.dates import words
from tui.messages import Messages
from tui.widgets.flow import flow, shortened
from tui.widgets.sheet import Piece

SIGNS: dict[State, tuple[str, str]] = {
    "same": ("=", "dim"),
    "rounding": ("≈", "rounding"),
    "conflict": ("≠", "conflict"),
    "silent": ("–", "silent"),
    "other": ("~", "rounding"),
    "alone": ("+", "dim"),
}
"""The sign and the role of each state; its word is the message `state.…`."""
_SAID = ("conflict", "rounding", "other")
"""What is so rare that the word stands in every cell; the others are told by the legend."""


def published_basis(say: Messages, article: Article) -> str:
    """How it is known when an article was published; what a person said of it is no metadata of the article's own."""
    if article.published_basis == "metadata":
        from store.reading.sources import GIVEN, NAME

        if article.published_evidence in (NAME, GIVEN):
            return say("published.by_hand")
    return say(f"published.{article.published_basis or 'unknown'}")


class Facts:
    """Words for the cells of a table."""

    def __init__(self, messages: Messages, table: Ledger) -> None:
        self.messages = messages
        self.table = table
        """Facts and sources."""

    def label(self, row: Row) -> str:
        """What a fact is called: a count by its unit, sums of several currencies by theirs."""
        say = self.messages
        label = say(f"fact.{row.fact}")
        if row.fact == "count" and row.what:
            label = line(row.what)
        elif row.fact == "amount" and row.what and sum(one.fact == "amount" for one in self.table.rows) > 1:
            label = f"{label} {line(row.what)}"
        return f"{label} ({say('status.planned')})" if row.planned else label

    def published(self, number: int, width: int) -> list[list[Piece]]:
        """When a source was published, and how that is known."""
        article, say = self.table.sources[number].article, self.messages
        if article.published is None:
            return [[Piece("  "), Piece(fit(say("published.unknown"), width - 2), "dim")]]
        basis = published_basis(say, article)
        told = line(words(article.published, say.lang, "short"))
        lines = flow([Piece(told), Piece(f" ({basis})", "dim")], width - 2, 2)
        return [[Piece("  "), *found] for found in lines]

    def cell(self, row: Row, cell: Cell, width: int, most: int | None) -> list[list[Piece]]:
        """A cell as lines: each value behind its sign, what is rare with its word."""
        say, several = self.messages, len(self.table.sources) > 1
        if not cell.told:
            sign, role = SIGNS["silent"]
            return [[Piece(f"{sign} ", role), Piece(fit(say("state.silent"), width - 2), role)]]
        if row.fact == "names":
            groups = [_names(cell)]
            signs: list[State] = [cell.state]
        else:
            groups = [self._value(row, told) for told in cell.told]
            signs = [told.state for told in cell.told]
        lines: list[list[Piece]] = []
        for pieces, state in zip(groups, signs, strict=True):
            # The words that a source dates by are its own: nothing to compare.
            compared = several and row.fact != "rests"
            sign, role = SIGNS[state] if compared else (" ", "text")
            if compared and (state in _SAID or say.plain):
                pieces = [*pieces, Piece(" · ", "dim"), Piece(say(self._word(row, state)), role)]
                if pieces[0].text.startswith(f"{sign} ") and not say.plain:
                    # A date that says itself that it is approximate does not need a second sign.
                    pieces[0] = Piece(pieces[0].text[2:], pieces[0].role)
            # The quotes stand in full below the table.
            wrapped = flow(pieces, width - 2, 1 if row.fact == "quote" else most)
            lines += [[Piece(f"{sign} " if n == 0 else "  ", role), *found] for n, found in enumerate(wrapped)]
        if most is not None and len(lines) > most:
            lines = [*lines[: most - 1], shortened(lines[most - 1], width)]
        return lines

    @staticmethod
    def _word(row: Row, state: State) -> str:
        """The message with the word of a state: a date is not rounded but of another precision."""
        return "state.precision" if row.fact == "date" and state == "rounding" else f"state.{state}"

    def _value(self, row: Row, told: Told) -> list[Piece]:
        say = self.messages
        match row.fact:
            case "date":
                found = [Piece(line(words(told.text, say.lang, "short")), "date")]
                if told.basis and told.basis != "stated":
                    found.append(Piece(f" ({say(f'short_basis.{told.basis}')})", "dim"))
                return found
            case "rests":
                return [Piece(say("quoted", words=line(told.text)), "dating")]
            case "quote" if told.kind == "indirect":
                return [Piece(line(told.text), "context")]
            case "quote":
                return [Piece(say("quoted", words=line(told.text)), "quote")]
            case "status":
                return [Piece(say(f"status.{told.text}"))]
            case _:
                return [Piece(line(told.text), "amount")]

    def others(self, row: Row, number: int, width: int) -> list[list[Piece]]:
        """What the other sources say of a fact: each value with how many say it, then how many are silent."""
        say = self.messages
        mine = {told.key for told in row.cells[number].told}
        tellers: dict[str, list[Told]] = {}
        silent = 0
        for n, cell in enumerate(row.cells):
            if n != number:
                silent += not cell.told
                for told in cell.told:
                    tellers.setdefault(told.key, []).append(told)
        lines: list[list[Piece]] = []
        if row.fact in ("names", "rests", "quote", "amounts", "counts"):
            speaking = len(row.cells) - 1 - silent
            if speaking:
                lines.append([Piece(fit(f"  {say.count('n.sources', speaking)}", width), "dim")])
        else:
            for key, given in sorted(tellers.items(), key=lambda item: (item[0] not in mine, -len(item[1]))):
                sign, role = SIGNS["same"] if key in mine else (" ", "text")
                count = f" ×{len(given)}"
                value = "".join(piece.text for piece in self._value(row, given[0]))
                lines.append([Piece(f"{sign} ", role), Piece(fit(value, width - 2 - len(count))), Piece(count, "dim")])
        if silent:
            lines.append([Piece(fit(f"– {say.count('silent', silent)}", width), "silent")])
        return lines


def _names(cell: Cell) -> list[Piece]:
    """Names in a row, those that only this source gives behind a plus."""
    found: list[Piece] = []
    lone = cell.state != "alone"
    for told in cell.told:
        if found:
            found.append(Piece(", ", "dim"))
        if told.state == "alone" and lone:
            found.append(Piece("+", "dim"))
        found.append(Piece(line(told.text), "name"))
    return found
