"""Every sign that is drawn, and the word that stands for it in plain mode.

Plain mode is for screen readers and braille: no lines, bars, dots or signs, one thing under the other, and no message
that goes away by itself.  Widgets ask `sign` for what they draw, and `Messages.plain` where a whole line is worded
otherwise; the words are the messages `sign.…`.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tui.cells import cell_len

if TYPE_CHECKING:
    from tui.messages import Messages

SIGNS: dict[str, str] = {
    # the timeline
    "cursor": "▌",
    "copied": "◐",
    "corrected": "✎",
    "order": "⇅",
    "selected": "✓",
    "tells": "●",
    "silent": "○",
    "conflict": "≠",
    "guess": "≈",
    "uncertain": "?",
    "quotes": "❝",
    # filters, search, choices
    "included": "■",
    "possible": "□",
    "excluded": "⊘",
    "remove": "✕",
    "search": "⌕",
    "taken": "●",
    "not_taken": "○",
    # comparing
    "rounding": "≈",
    "nothing": "·",
    "looked_at": "▸",
    "passage": "▎",
    "left": "‹",
    "right": "›",
}
"""The signs by what they mean."""

_KEYS = {"⏎": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right", "⌫": "backspace", "⇧": "shift "}
_GAP = re.compile(" {2,}")
_DOTS = re.compile("[●◐○]{2,}")
_NAMES = {shown: name for name, shown in SIGNS.items() if name not in ("not_taken", "rounding", "taken", "uncertain")}
_NAMES |= {"⧉": "copied", "▾": "left"}
_QUOTED = frozenset({"title", "article", "context", "quote", "dating", "name", "amount", "differs"})
"""Roles of words that are not the program's own: they stay as they are."""
_NEEDED = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2500-\u25ff\u2700-\u27bf≈≠·" + re.escape("".join(_NAMES)) + "]")


def wanted(given: bool | None = None, configured: bool | None = None) -> bool:
    """Whether plain mode is wanted: by the command line, else TIMELINE_PLAIN (1 or 0), else the settings."""
    if given is not None:
        return given
    said = os.environ.get("TIMELINE_PLAIN", "").strip().lower()
    if said:
        return said not in ("0", "no", "off", "false")
    return bool(configured)


def sign(say: Messages, name: str) -> str:
    """The sign called `name` in `SIGNS`, or in plain mode the word for it, which may be empty."""
    return say(f"sign.{name}") if say.plain else SIGNS[name]


def worded(say: Messages, text: str, role: str) -> str:
    """What plain mode says in place of a piece of text of this role: words for signs, nothing for what is only drawn.

    Widgets that word their lines themselves pass through it unchanged; it is what makes sure of all others.
    """
    if not _NEEDED.search(text) or not _QUOTED.isdisjoint(role.split()):
        return text
    if text == SIGNS["nothing"]:
        return say("sign.nothing")
    text = _DOTS.sub(lambda dots: say("plain.of", n=len(dots[0]) - dots[0].count("○"), all=len(dots[0])), text)
    return "".join(_word(say, character) for character in text.replace(" · ", ", "))


def narrowed(texts: list[str], width: int) -> list[str]:
    """Pieces of a line that words have made too long, with the gaps between them closed as far as it needs."""
    over = sum(map(cell_len, texts)) - width
    found = list(texts)
    for number in range(len(found) - 1, -1, -1):
        if over <= 0:
            break
        short = _GAP.sub(" ", found[number])
        over -= cell_len(found[number]) - cell_len(short)
        found[number] = short
    return found


def _word(say: Messages, character: str) -> str:
    if character in _KEYS:
        return _KEYS[character]
    if character in _NAMES:
        word = say(f"sign.{_NAMES[character]}")
        return f"{word} " if word else " "
    if character == "·":
        return ","
    return " " if "\u2500" <= character <= "\u25ff" else character
