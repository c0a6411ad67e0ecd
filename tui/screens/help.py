"""All keys and signs, made from the bindings in force: a key that was rebound is shown as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from store.text import fold
from tui.cells import cell_len, pad, wrap
from tui.keys import COMMANDS, bindings, group_of, localize
from tui.messages import Messages
from tui.plain import SIGNS
from tui.screens.sheets import SheetScreen, paragraph
from tui.widgets.keybar import KeyBar
from tui.widgets.sheet import Line, Piece, Sheet

MARKS: tuple[tuple[str, str, str], ...] = (
    (SIGNS["tells"] * 2 + SIGNS["silent"], "sources", "help.sources"),
    (SIGNS["conflict"], "conflict", "help.conflict"),
    (SIGNS["guess"], "date", "help.guess"),
    (SIGNS["uncertain"], "date", "help.uncertain"),
    (f"{SIGNS['quotes']}3", "quotes", "help.quotes"),
    (SIGNS["selected"], "selected", "help.selected"),
    (SIGNS["partly"], "selected", "help.partly"),
    (SIGNS["cursor"], "accent", "help.cursor"),
    ("▂▅█", "date", "help.bars"),
    (f"{SIGNS['included']} {SIGNS['excluded']}", "accent", "help.filters"),
    (SIGNS["looked_at"], "accent", "help.looked_at"),
    (SIGNS["copied"], "sources", "help.copied"),
    ("├╌", "rule", "help.dashed"),
    ("╞═", "rule", "help.fold"),
    (SIGNS["corrected"], "selected", "help.corrected"),
    (SIGNS["starred"], "selected", "help.starred"),
    (SIGNS["noted"], "selected", "help.noted"),
    (SIGNS["tagged"], "selected", "help.tagged"),
    (SIGNS["new"], "accent", "help.new"),
    (SIGNS["changed"], "accent", "help.changed"),
    (SIGNS["order"], "accent", "help.order"),
    (SIGNS["unordered"], "dim", "help.unordered"),
    ("!", "conflict", "help.missed"),
    (SIGNS["passage"], "accent", "help.passage"),
    ("= ≈ ~", "rounding", "help.cells"),
    ("+ –", "dim", "help.alone"),
    ("[…]", "differs", "help.differs"),
    (SIGNS["nothing"], "dim", "help.nothing"),
)
"""The signs that are explained: how each looks, its role, and the message that says what it means."""

_FIRST = ("timeline", "main", "sources", "search", "filters", "narrow", "compare", "sheet", "screen", "export")
_LAST = ("start", "help", "find", "app")


def sections(caller: str | None = None) -> list[str]:
    """Groups of commands in the order to explain them: those of the screen `caller` (its id) first."""
    known = dict.fromkeys(group_of(id) for id in COMMANDS)
    first = [caller] if caller in known and caller != "main" else []
    rest = [group for group in (*_FIRST, *known) if group not in _LAST]
    return [group for group in dict.fromkeys((*first, *rest, *_LAST)) if group in known]


class _FindBox(Input):
    """What is typed here narrows the help."""

    BINDINGS: ClassVar[list[Binding]] = bindings("find.list", "find.close")  # type: ignore[assignment]

    def __init__(self, messages: Messages) -> None:
        super().__init__(placeholder=messages("help.find_placeholder"), id="find", compact=True)
        localize(self, messages)

    def action_list(self) -> None:
        """To the text."""
        self.screen.query_one("#sheet", Sheet).focus()

    def action_close(self) -> None:
        """Everything again."""
        self.action_list()
        self.value = ""
        self.display = False


class HelpScreen(SheetScreen):
    """What every key does; the keys of the screen it was called from come first."""

    BINDINGS: ClassVar[list[Binding]] = bindings("help.find")

    def __init__(self, messages: Messages, caller: Screen[object]) -> None:
        super().__init__(messages)
        self._called_from = caller
        self._wanted = ""

    def heading(self) -> str:
        """Keys."""
        return self.messages("help.title")

    def action_find(self) -> None:
        """Opens the box to type into."""
        for box in self.query(_FindBox):
            box.display = True
            box.focus()
            return
        box = _FindBox(self.messages)
        self.query_one("#box").mount(box, before=self.query_one(KeyBar))
        box.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Each letter narrows."""
        self._wanted = fold(event.value.strip())
        sheet = self.query_one("#sheet", Sheet)
        sheet.update()
        sheet.action_scroll_top()

    def lines(self, width: int) -> Iterable[Line]:
        """Groups of keys, then signs, then the mouse; of these, what holds the words that were typed."""
        say = self.messages
        anything = False
        for heading, found in self._parts(width):
            kept = [lines for told, lines in found if all(word in fold(told) for word in self._wanted.split())]
            if not kept:
                continue
            anything = True
            yield [Piece(f" {heading}", "heading")]
            for lines in kept:
                yield from lines
            yield ()
        if not anything:
            yield from paragraph(say("help.nothing_found"), width, "dim")

    def _parts(self, width: int) -> Iterator[tuple[str, list[tuple[str, list[Line]]]]]:
        """Headings, and under each what can be found, as words and as lines."""
        say = self.messages
        for group in sections(self._called_from.id):
            name = say(f"group.{group}")
            ids = [id for id in COMMANDS if group_of(id) == group]
            yield name, [(f"{name} {self._keys(id)} {say(f'tip.{id}')}", self._command(id, width)) for id in ids]
        if not say.plain:
            name = say("help.marks")
            yield (
                name,
                [
                    (f"{name} {sign} {say(text)}", self._row(sign, role, say(text), width, 8))
                    for sign, role, text in MARKS
                ],
            )
        name, told = say("help.mouse"), say("help.mouse_text")
        yield name, [(f"{name} {told}", list(paragraph(told, width, indent=2)))]

    def _command(self, id: str, width: int) -> list[Line]:
        return self._row(self._keys(id), "key", self.messages(f"tip.{id}"), width, 20 if width > 56 else 14)

    def _row(self, sign: str, role: str, text: str, width: int, column: int) -> list[Line]:
        """A key or sign and what it means, wrapped beside it; below it where the key takes more than its column."""
        room = max(12, width - column - 4)
        found: list[Line] = []
        if cell_len(sign) > column:
            found.append([Piece("  "), Piece(sign, role)])
            sign = ""
        for number, (start, end) in enumerate(wrap(text, room)):
            shown = pad(sign if number == 0 else "", column)
            found.append([Piece("  "), Piece(shown, role), Piece(f" {text[start:end]}")])
        return found

    def _keys(self, id: str) -> str:
        from tui.app import ExplorerApp

        assert isinstance(self.app, ExplorerApp)
        return " ".join(self.app.keys_shown(id))
