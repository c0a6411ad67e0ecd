"""All keys and signs, made from the bindings in force: a key that was rebound is shown as it is now."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.screen import Screen

from tui.cells import pad
from tui.keys import COMMANDS
from tui.messages import Messages
from tui.screens.sheets import SheetScreen, paragraph
from tui.widgets.sheet import Line, Piece

_SIGNS = (
    ("●●○", "sources", "help.sources"),
    ("≠", "conflict", "help.conflict"),
    ("≈", "date", "help.guess"),
    ("?", "date", "help.uncertain"),
    ("❝3", "quotes", "help.quotes"),
    ("✓", "selected", "help.selected"),
)
_GROUPS = ("timeline", "main", "sources", "search", "filters", "narrow", "compare", "sheet", "export", "app")


class HelpScreen(SheetScreen):
    """What every key does; the keys of the screen it was called from come first."""

    def __init__(self, messages: Messages, caller: Screen[object]) -> None:
        super().__init__(messages)
        self._caller = caller

    def heading(self) -> str:
        """Keys."""
        return self.messages("help.title")

    def lines(self, width: int) -> Iterable[Line]:
        """Groups of keys, then signs, then the mouse."""
        say = self.messages
        groups = list(_GROUPS)
        if self._caller.id in ("compare", "export"):
            groups.remove(str(self._caller.id))
            groups.insert(0, str(self._caller.id))
        column = 20 if width > 56 else 14
        for group in groups:
            yield [Piece(f" {say(f'group.{group}')}", "heading")]
            for id in (id for id in COMMANDS if id.startswith(f"{group}.")):
                keys = pad(" ".join(self._display(key) for key in self._keys(id)), column)
                for number, text in enumerate(_wrapped(say(f"tip.{id}"), width - column - 4)):
                    yield [Piece("  "), Piece(keys if number == 0 else " " * column, "key"), Piece(f" {text}")]
            yield ()
        yield [Piece(f" {say('help.marks')}", "heading")]
        for sign, role, text in _SIGNS:
            yield [Piece("  "), Piece(pad(sign, 8), role), Piece(say(text))]
        yield ()
        yield [Piece(f" {say('help.mouse')}", "heading")]
        yield from paragraph(say("help.mouse_text"), width, indent=2)

    def _keys(self, id: str) -> list[str]:
        keymap = self.app._keymap
        return [key.strip() for key in keymap.get(id, COMMANDS[id].keys).split(",")]

    def _display(self, key: str) -> str:
        return self.app.get_key_display(Binding(key, ""))


def _wrapped(text: str, width: int) -> list[str]:
    from tui.cells import wrap

    return [text[start:end] for start, end in wrap(text, width)]
