"""The user's own keys: which names of keys are understood, and which commands would get in each other's way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from string import punctuation
from typing import NamedTuple

from textual.keys import Keys, _character_to_key

from tui.keys import COMMANDS, group_of, keys_of

CONTEXTS: tuple[tuple[str, ...], ...] = (
    ("timeline", "main", "app"),
    ("sources", "sheet", "main", "app"),
    ("filters", "main", "app"),
    ("narrow", "main", "app"),
    ("search", "main", "app"),
    ("sheet", "compare", "screen", "app"),
    ("sheet", "help", "screen", "app"),
    ("find", "screen", "app"),
    ("start", "sheet", "app"),
    ("export", "sheet", "app"),
)
"""Groups of commands that hold at the same time, the nearest first; a group that is in none stands beside "app"."""

TYPING = ("search", "narrow", "find")
"""Groups that hold where text is typed: no letter, figure or sign can be a key there."""

_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")
_NAMED = frozenset(key.value for key in Keys if not key.value.startswith("<")) | {"space", "escape", "enter", "tab"}
_SIGNS = frozenset(_character_to_key(sign) for sign in punctuation)
_ALIASES = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "spacebar": "space",
}


class Clash(NamedTuple):
    """Two commands that hold at the same time and have the same key."""

    key: str
    one: str
    other: str


def key_name(text: str) -> str | None:
    """The name that Textual gives to a key written as `text` ("j", "G", "/", "ctrl+f", "page_up"); None if unknown."""
    text = text.strip()
    if text.startswith("^") and len(text) == 2:
        text = f"ctrl+{text[1]}"
    *modifiers, key = text.split("+") if text != "+" and not text.endswith("++") else (*text[:-2].split("+"), "+")
    modifiers = [name.strip().lower() for name in modifiers if name.strip()]
    if any(name not in _MODIFIERS for name in modifiers):
        return None
    base = _base(key.strip())
    if base is None:
        return None
    if len(base) == 1 and modifiers == ["shift"]:
        # What a terminal sends for it.
        return base.upper()
    if len(base) == 1 and "ctrl" in modifiers:
        base = base.lower()
    return "+".join([*sorted(set(modifiers), key=_MODIFIERS.index), base])


def _base(key: str) -> str | None:
    if len(key) == 1:
        return _character_to_key(key) if key.isprintable() and key != "," else None
    name = key.lower().replace(" ", "_")
    name = _ALIASES.get(name, name)
    if name in _NAMED or name in _SIGNS:
        return name
    try:
        return _character_to_key(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return None


def types(key: str) -> bool:
    """Whether a key, by its name, puts a character into a box."""
    return "+" not in key and (len(key) == 1 or key not in _NAMED or key == "space")


def clashes(keymap: Mapping[str, str]) -> Iterator[Clash]:
    """Pairs of commands that `keymap` (id → keys) gives the same key in the same place, and the table does not."""
    told = set()
    for context in _contexts():
        members = [id for id in COMMANDS if group_of(id) in context]
        for one, other in _sharing(members, keymap):
            if (one, other) in told or (one not in keymap and other not in keymap):
                continue
            # Some commands give way to nearer ones on purpose; their users may keep that.
            if set(COMMANDS[one].keys.split(",")) & set(COMMANDS[other].keys.split(",")):
                continue
            told.add((one, other))
            shared = next(key for key in keys_of(one, keymap) if key in keys_of(other, keymap))
            yield Clash(shared, one, other)


def _contexts() -> Iterable[tuple[str, ...]]:
    known = {group for context in CONTEXTS for group in context}
    others = dict.fromkeys(group_of(id) for id in COMMANDS)
    return (*CONTEXTS, *((group, "app") for group in others if group not in known))


def _sharing(members: list[str], keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    owners: dict[str, list[str]] = {}
    for id in members:
        for key in keys_of(id, keymap):
            owners.setdefault(key, []).append(id)
    for several in owners.values():
        yield from combinations(dict.fromkeys(several), 2)
