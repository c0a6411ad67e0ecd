"""What others say in English of what went wrong (the system, the store), in the reader's language."""

from __future__ import annotations

import re

from tui.messages import typeset

_PLACE = re.compile(r"\{(\w+)\}")
_DEEP = 3
"""How often a reason can stand within a reason."""


def told(fault: str, lang: str) -> str:
    """`fault` in the language `lang` (ISO 639-1); what nobody has put into it stays as it is."""
    if lang != "fr":
        return fault
    from tui.messages.foreign_fr import FAULTS

    return _told(fault, FAULTS, _DEEP)


def reason(error: BaseException, lang: str) -> str:
    """Why something failed, in a few words: the system's reason, what the error says, else what kind it is."""
    said = (getattr(error, "strerror", None) or "").lower() or str(error) or type(error).__name__
    return told(said, lang)


def _told(fault: str, table: dict[str, str], deep: int) -> str:
    if fault in table:
        return typeset(table[fault], "fr")
    for known, answer in table.items():
        found = _fits(fault, known) if "{" in known else None
        if found is not None:
            said = {name: _told(value, table, deep - 1) if deep else value for name, value in found.items()}
            return _PLACE.sub(lambda place, said=said: said[place[1]], typeset(answer, "fr"))  # type: ignore[misc]
    return fault


def _fits(fault: str, known: str) -> dict[str, str] | None:
    """What stands in the places of `known`, where `fault` is made after it; linear in its length."""
    parts = _PLACE.split(known)
    words, names = parts[::2], parts[1::2]
    if not fault.startswith(words[0]) or not fault.endswith(words[-1]):
        return None
    found: dict[str, str] = {}
    at, end = len(words[0]), len(fault) - len(words[-1])
    for name, after in zip(names, words[1:], strict=True):
        stop = end if after is words[-1] else fault.find(after, at, end)
        if stop <= at:
            return None
        found[name] = fault[at:stop]
        at = stop + len(after)
    return found
