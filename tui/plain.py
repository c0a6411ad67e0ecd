"""Every sign that is drawn, and the word that stands for it in plain mode.

Plain mode is for screen readers and braille: no lines, bars, dots or signs, one thing under the other, and no message
that goes away by itself.  Widgets ask `sign` for what they draw, and `Messages.plain` where a whole line is worded
otherwise; the words are the messages `sign.…`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.cells import cell_len, line
from tui.dates import Form, words
from tui.messages import number

if TYPE_CHECKING:
    from store.model import Article
    from tui.messages import Messages

SIGNS: dict[str, str] = {
    # the timeline
    "cursor": "▌",
    "copied": "◐",
    "corrected": "✎",
    "starred": "★",
    "noted": "¶",
    "tagged": "#",
    "new": "✚",
    "changed": "↻",
    "order": "⇅",
    "unordered": "↔",
    "selected": "✓",
    "partly": "◧",
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
# Patterns are compiled when plain mode first needs them: a start in any other mode reads this module too.
_GAP = " {2,}"
_DOTS = "[●◐○]{2,}"
_OTHERWISE = ("not_taken", "rounding", "taken", "uncertain", "noted", "tagged")
"""Signs that mean something else elsewhere: where they are drawn, plain mode has its own words."""
_NAMES = {shown: name for name, shown in SIGNS.items() if name not in _OTHERWISE}
_NAMES |= {"⧉": "copied", "▾": "left"}
_QUOTED = frozenset({"title", "article", "context", "quote", "dating", "name", "amount", "differs"})
"""Roles of words that are not the program's own: they stay as they are."""
_SIGN = "([\u2190-\u21ff\u2300-\u23ff\u2500-\u25ff\u2700-\u27bf≈≠·" + re.escape("".join(_NAMES)) + "])( ?)"


def sign(say: Messages, name: str) -> str:
    """The sign called `name` in `SIGNS`, or in plain mode the word for it, which may be empty."""
    return say(f"sign.{name}") if say.plain else SIGNS[name]


def named(say: Messages, article: Article, *, new: bool) -> str:
    """How a source is called, and whether it is `new`."""
    name = line(article.name)
    if not new:
        return name
    return f"{name} ({sign(say, 'new')})" if say.plain else f"{SIGNS['new']} {name}"


def worded(say: Messages, text: str, role: str) -> str:
    """What plain mode says in place of a piece of text of this role: words for signs, nothing for what is only drawn.

    Widgets that word their lines themselves pass through it unchanged; it is what makes sure of all others.
    """
    if not re.search(_SIGN, text) or not _QUOTED.isdisjoint(role.split()):
        return text
    if text == SIGNS["nothing"]:
        return say("sign.nothing")
    text = re.sub(_DOTS, lambda dots: of(say, len(dots[0]) - dots[0].count("○"), len(dots[0])), text)
    return re.sub(_SIGN, lambda found: _word(say, found[1], found[2]), text.replace(" · ", ", "))


def of(say: Messages, telling: int, total: int) -> str:
    """How many of the sources tell an event."""
    return say("plain.of", n=number(telling, say.lang), sources=say.count("n.sources", telling), all=total)


def when(say: Messages, date: str, *, guessed: bool = False, form: Form = "short") -> str:
    """A date (EDTF) in words, what is doubtful of it too; `guessed` where no source states it."""
    told = line(words(date, say.lang, form)).replace("≈ ", f"{sign(say, 'guess')} ")
    if told.endswith("?"):
        return f"{told.rstrip(' ?')} ({sign(say, 'uncertain')})"
    return f"{sign(say, 'guess')} {told}" if guessed and sign(say, "guess") not in told else told


def key_words(shown: str) -> str:
    """A key as it is shown, in words."""
    return "".join(_KEYS.get(character, character) for character in shown)


def narrowed(texts: list[str], width: int) -> list[str]:
    """Pieces of a line that words have made too long, with the gaps between them closed as far as it needs."""
    over = sum(map(cell_len, texts)) - width
    found = list(texts)
    for place in range(len(found) - 1, -1, -1):
        if over <= 0:
            break
        short = re.sub(_GAP, " ", found[place])
        over -= cell_len(found[place]) - cell_len(short)
        found[place] = short
    return found


def _word(say: Messages, sign: str, space: str) -> str:
    if sign in _NAMES:
        word = say(f"sign.{_NAMES[sign]}")
        return f"{word} " if word else space
    if sign in _KEYS:
        return _KEYS[sign] + space
    if sign == SIGNS["nothing"]:
        return f",{space}"
    return f" {space}" if "\u2190" <= sign <= "\u21ff" or "\u2500" <= sign <= "\u25ff" else sign + space
