"""Every key of the explorer in one table: footer, help, command palette and user keymaps all come from it.

A binding's id never changes; its label and tooltip are looked up in `tui.messages` under the id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import punctuation
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key, format_key

from tui.messages import Messages


class Command(NamedTuple):
    """Keys (several separated by commas), the action they run, and whether the footer shows them."""

    keys: str
    action: str
    show: bool = False
    display: str | None = None
    priority: bool = False


COMMANDS: dict[str, Command] = {
    # everywhere
    "app.help": Command("question_mark,f1", "app.help", True, "?"),
    "app.palette": Command("ctrl+p,colon", "app.command_palette", True),
    "app.theme": Command("t", "app.next_theme"),
    "app.reload": Command("L", "app.reload"),
    "app.quit": Command("q", "app.quit"),
    "app.suspend": Command("ctrl+z", "app.suspend_process", priority=True),
    "app.interrupt": Command("ctrl+c", "app.help_quit"),
    "screen.back": Command("escape,q", "back", True, "esc"),
    # the first minute
    "start.begin": Command("enter,escape,space", "begin", True, "⏎"),
    "start.retry": Command("r", "retry", True),
    # the help
    "help.find": Command("slash", "find", True, "/"),
    "find.list": Command("enter,down,up,tab", "list", True, "⏎"),
    "find.close": Command("escape", "close", True, "esc"),
    # the timeline
    "timeline.up": Command("up,k,K", "move(-1)"),
    "timeline.down": Command("down,j,J", "move(1)"),
    "timeline.page_up": Command("pageup,ctrl+u,ctrl+b", "page(-1)"),
    "timeline.page_down": Command("pagedown,ctrl+d,ctrl+f", "page(1)"),
    "timeline.first": Command("home,g", "go_to(0)"),
    "timeline.last": Command("end,G", "go_to(-1)"),
    "timeline.compare": Command("enter", "compare", True, "⏎"),
    "timeline.select": Command("space", "select", True, "space"),
    "timeline.select_up": Command("shift+up", "extend(-1)"),
    "timeline.select_down": Command("shift+down", "extend(1)"),
    "timeline.range": Command("v", "range"),
    "timeline.select_all": Command("a", "select_all"),
    "timeline.zoom": Command("z", "zoom", True),
    "timeline.zoom_in": Command("plus,equals_sign", "zoom_by(-1)"),
    "timeline.zoom_out": Command("minus", "zoom_by(1)"),
    "timeline.tray": Command("U", "tray"),
    "timeline.next_conflict": Command("d", "conflict(1)"),
    "timeline.previous_conflict": Command("D", "conflict(-1)"),
    # around it
    "main.filters": Command("f", "filters", True),
    "main.search": Command("slash", "search", True, "/"),
    "main.next_hit": Command("n", "hit(1)"),
    "main.previous_hit": Command("N", "hit(-1)"),
    "main.hide_others": Command("H", "hide_others"),
    "main.new": Command("b", "new"),
    "main.clear": Command("c", "clear"),
    "main.undo": Command("backspace", "undo", True, "⌫"),
    "main.redo": Command("ctrl+r", "redo"),
    "main.chips": Command("C", "chips"),
    "main.names": Command("F", "names", True),
    "main.from_here": Command("left_square_bracket", "from_here"),
    "main.to_here": Command("right_square_bracket", "to_here"),
    "main.why": Command("w", "why", True),
    "main.grid": Command("m", "grid", True),
    "main.clock": Command("s", "clock"),
    "main.known": Command("A", "known"),
    "main.correct": Command("x", "correct", True),
    "main.corrections": Command("X", "corrections"),
    "main.undo_correction": Command("u", "correction(-1)"),
    "main.redo_correction": Command("R", "correction(1)"),
    "main.missed": Command("exclamation_mark", "missed", False, "!"),
    "main.export": Command("e", "export", True),
    "main.copy": Command("y", "copy"),
    "main.copy_markdown": Command("Y", "copy('markdown')"),
    "main.open": Command("o", "open"),
    "main.sources_left": Command("left,h", "sources(-1)"),
    "main.sources_right": Command("right,l", "sources(1)"),
    "main.escape": Command("escape", "escape"),
    # the sources under it
    "sources.down": Command("down,j", "scroll_lines(1)", True, "↑ ↓"),
    "sources.up": Command("up,k", "scroll_lines(-1)"),
    "sources.return": Command("escape", "return", True, "esc"),
    # events × sources
    "grid.compare": Command("enter", "compare", True, "⏎"),
    "grid.select": Command("space", "select", True, "space"),
    "grid.up": Command("up,k", "move(-1)"),
    "grid.down": Command("down,j", "move(1)"),
    "grid.left": Command("left,h", "source(-1)"),
    "grid.right": Command("right,l", "source(1)"),
    "grid.page_up": Command("pageup,ctrl+u,ctrl+b", "page(-1)"),
    "grid.page_down": Command("pagedown,ctrl+d,ctrl+f", "page(1)"),
    "grid.first": Command("home,g", "go_to(0)"),
    "grid.last": Command("end,G", "go_to(-1)"),
    "grid.first_source": Command("ctrl+home,0", "go_to_source(0)"),
    "grid.last_source": Command("ctrl+end,dollar_sign", "go_to_source(-1)"),
    "grid.next_conflict": Command("d", "conflict(1)", True),
    "grid.previous_conflict": Command("D", "conflict(-1)"),
    "grid.back": Command("escape,m,q", "back", True, "esc"),
    # as known on a day
    "known.apply": Command("enter", "submit", True, "⏎"),
    "known.earlier": Command("up", "day(-1)", True, "↑ ↓"),
    "known.later": Command("down", "day(1)"),
    "known.back": Command("escape", "back", True, "esc"),
    # correcting
    "pick.choose": Command("enter,space", "choose", True, "⏎"),
    "pick.up": Command("up,k", "move(-1)"),
    "pick.down": Command("down,j", "move(1)"),
    "pick.first": Command("home,g", "go_to(0)"),
    "pick.last": Command("end,G", "go_to(-1)"),
    "pick.back": Command("escape,q", "back", True, "esc"),
    "ask.apply": Command("enter", "submit", True, "⏎"),
    "ask.back": Command("escape", "back", True, "esc"),
    # what the library lacks
    "missed.copy": Command("y", "copy", True),
    # the filters
    "filters.up": Command("up,k", "move(-1)"),
    "filters.down": Command("down,j", "move(1)"),
    "filters.page_up": Command("pageup,ctrl+u", "page(-1)"),
    "filters.page_down": Command("pagedown,ctrl+d", "page(1)"),
    "filters.first": Command("home,g", "go_to(0)"),
    "filters.last": Command("end,G", "go_to(-1)"),
    "filters.include": Command("space,enter", "include", True, "space"),
    "filters.exclude": Command("x,minus", "exclude", True, "x"),
    "filters.fold": Command("left,h", "fold"),
    "filters.unfold": Command("right,l", "unfold", True, "← →"),
    "filters.match": Command("m", "match", True),
    "filters.narrow": Command("slash", "narrow", True, "/"),
    "filters.close": Command("escape,f", "close", True, "esc"),
    "narrow.include": Command("enter", "include", True, "⏎"),
    "narrow.list": Command("down,up,tab", "list", True, "↓"),
    "narrow.close": Command("escape", "close", True, "esc"),
    # the chips
    "chips.left": Command("left,h", "move(-1)"),
    "chips.right": Command("right,l", "move(1)", True, "← →"),
    "chips.remove": Command("backspace,delete,x", "remove", True, "⌫"),
    "chips.change": Command("enter,space", "change", True, "⏎"),
    "chips.return": Command("escape,down,j,C", "return", True, "esc"),
    # the names of one event
    "names.include": Command("enter,space", "include", True, "⏎"),
    "names.exclude": Command("x,minus", "exclude", True, "x"),
    "names.back": Command("escape,q,F", "close", True, "esc"),
    # searching
    "search.keep": Command("enter,down,up,tab", "submit", True, "⏎"),
    "search.hide": Command("ctrl+t", "hide_others", True),
    "search.end": Command("escape", "cancel", True, "esc"),
    # comparing
    "compare.next": Command("J,right_square_bracket", "step(1)", True, "J K"),
    "compare.previous": Command("K,left_square_bracket", "step(-1)"),
    "compare.next_conflict": Command("d", "conflict(1)", True),
    "compare.previous_conflict": Command("D", "conflict(-1)"),
    "compare.next_hit": Command("n", "hit(1)"),
    "compare.previous_hit": Command("N", "hit(-1)"),
    "compare.left": Command("left,h", "column(-1)"),
    "compare.right": Command("right,l", "column(1)", True, "← →"),
    "compare.next_account": Command("p", "account(1)", True),
    "compare.previous_account": Command("P", "account(-1)"),
    "compare.table_down": Command("shift+down,ctrl+e", "scroll_table(1)", True, "⇧↓"),
    "compare.table_up": Command("shift+up,ctrl+y", "scroll_table(-1)"),
    "compare.quotes": Command("quotation_mark", "quotes", True),
    "compare.columns": Command("r", "columns", True),
    "compare.quotes_right": Command("greater_than_sign,shift+right", "sideways(1)", True, "< >"),
    "compare.quotes_left": Command("less_than_sign,shift+left", "sideways(-1)"),
    "compare.select": Command("space", "select", True, "space"),
    "compare.why": Command("w", "why", True),
    "compare.correct": Command("x", "correct", True),
    "compare.undo_correction": Command("u", "correction(-1)"),
    "compare.redo_correction": Command("R", "correction(1)"),
    "compare.copy": Command("y", "copy", True),
    "compare.copy_markdown": Command("Y", "copy('markdown')"),
    "compare.copy_quote": Command("c", "copy_quote", True),
    "compare.open": Command("o", "open", True),
    "compare.export": Command("e", "export"),
    # why an event is as it is
    "why.next_part": Command("right,l,tab", "turn(1)", True, "← →"),
    "why.previous_part": Command("left,h,shift+tab", "turn(-1)"),
    "why.next_pair": Command("J", "mark(1)", True, "J K"),
    "why.previous_pair": Command("K", "mark(-1)"),
    "why.go": Command("enter", "go", True, "⏎"),
    # anything that scrolls
    "sheet.up": Command("up,k", "scroll_lines(-1)"),
    "sheet.down": Command("down,j", "scroll_lines(1)"),
    "sheet.page_up": Command("pageup,ctrl+u,ctrl+b", "scroll_pages(-1)"),
    "sheet.page_down": Command("pagedown,ctrl+d,ctrl+f", "scroll_pages(1)"),
    "sheet.top": Command("home,g", "scroll_top"),
    "sheet.bottom": Command("end,G", "scroll_bottom"),
    # exporting
    "export.write": Command("enter,ctrl+s", "write", True, "⏎"),
    "export.back": Command("escape", "back", True, "esc"),
    "export.complete": Command("tab", "complete", True),
    "export.next_option": Command("right,space,l", "turn(1)", True, "← →"),
    "export.previous_option": Command("left,h", "turn(-1)"),
}


EVERYWHERE = ("app.help", "app.palette", "app.theme", "app.suspend", "app.interrupt")
"""What holds over a modal screen too, where the app's own keys are out of reach: to be among its bindings."""

_MOVES = (
    "up",
    "down",
    "page_up",
    "page_down",
    "first",
    "last",
    "top",
    "bottom",
    "left",
    "right",
    "list",
    "palette",
    "interrupt",
)


_CHARACTERS = {_character_to_key(sign): sign for sign in punctuation}


def shown_key(key: str) -> str:
    """A key as it is shown: the sign it types where Textual would give its name, ctrl as ^."""
    *modifiers, base = key.split("+")
    told = "".join("^" if name == "ctrl" else f"{name}+" for name in modifiers)
    return told + _CHARACTERS.get(base, format_key(base))


def group_of(id: str) -> str:
    """The part of an id that says where the command holds."""
    return id.partition(".")[0]


def keys_of(id: str, keymap: Mapping[str, str]) -> list[str]:
    """The keys of a command: those that the user's `keymap` (id → keys) gives it, else its own."""
    return [key.strip() for key in keymap.get(id, COMMANDS[id].keys).split(",")]


def in_palette(id: str) -> bool:
    """Whether a command is worth finding by its name: not what only moves."""
    return id in COMMANDS and id.rsplit(".", 1)[-1] not in _MOVES


def bindings(*ids: str) -> list[Binding]:
    """The bindings of these commands; `localize` gives them their labels when there is somebody to read them."""
    return [_binding(id) for id in ids]


def localize(node: DOMNode, messages: Messages) -> None:
    """Gives a widget's or screen's own bindings their labels and tooltips in the user's language."""
    table = node._bindings.key_to_bindings
    for key, found in table.items():
        table[key] = [
            replace(
                binding,
                description=messages(f"key.{binding.id}"),
                tooltip=messages(f"tip.{binding.id}"),
                key_display=messages(f"name.{binding.key_display}") if binding.key_display else None,
            )
            if binding.id in COMMANDS
            else binding
            for binding in found
        ]


def _binding(id: str) -> Binding:
    command = COMMANDS[id]
    return Binding(
        command.keys,
        command.action,
        id,
        show=command.show,
        key_display=command.display,
        priority=command.priority,
        id=id,
    )
