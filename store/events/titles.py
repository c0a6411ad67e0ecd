"""A title for an event: words of its best account, shortened, never invented."""

from __future__ import annotations

from collections.abc import Sequence

from store.events.accounts import Draft
from store.events.wording import wording
from store.text import level, printable

LENGTH = 100
"""Characters at the most, the ellipsis included."""


def title(drafts: Sequence[Draft]) -> str:
    """The title of the event that `drafts` tell."""
    best = max(drafts, key=_worth)
    return _shortened(best)


def _worth(draft: Draft) -> tuple[float, str]:
    """The more names, kinds and amounts a passage holds and the nearer it comes to a line, the better it is."""
    length = draft.focus[1] - draft.focus[0]
    value = min(len(draft.entities), 3) + 1.0 * bool(draft.kinds) + 1.0 * bool(draft.amounts)
    value += 1.5 if draft.agent else 0.0
    value += 0.5 * (draft.account.date_basis == "stated") + 0.5 * (draft.account.status == "happened")
    value -= abs(length - 90) / 90
    # A passage that begins with somebody's words tells what happened only behind them.
    value -= 0.7 if draft.account.text[draft.focus[0] - draft.account.start :].lstrip()[:1] in "«“\"'" else 0.0
    # A clause from the middle of a sentence has lost its subject.
    value -= 2.0 if draft.focus[0] > draft.account.start else 0.0
    value -= 1.0 if wording(draft.language).opens_with_pronoun(draft.account.text) else 0.0
    return value, draft.account.id


def _shortened(draft: Draft) -> str:
    account = draft.account
    a, b = draft.focus
    text = account.text[a - account.start : b - account.start]
    words = wording(draft.language)
    opener = words.without_opener(level(text))
    text = printable(text[opener:].strip(" \t\n,;:–—-•*"))
    if opener:
        text = text[:1].upper() + text[1:]
    elif a > account.start and text[:1].islower():
        text = "… " + text
    if len(text) <= LENGTH:
        return _closed(text.rstrip(" .,;:"))
    ends = [end for _, end in words.clauses(level(text)) if LENGTH // 2 <= end <= LENGTH - 2]
    cut = max(ends, default=0) or max(text.rfind(" ", 0, LENGTH - 2), LENGTH // 2)
    return _closed(text[:cut].rstrip(' ,;:–—(«“"')) + " …"


def _closed(text: str) -> str:
    """Without a closing parenthesis whose opening one was cut off, or the other way round."""
    if text.count(")") > text.count("("):
        return text.rstrip(" .)")
    if text.count("(") > text.count(")"):
        return text[: text.rfind("(")].rstrip(" ,;:–—")
    return text
