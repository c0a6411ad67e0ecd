"""A title for an event: words of its best account, shortened, never invented."""

from __future__ import annotations

from collections.abc import Sequence

from store import languages
from store.events.accounts import Draft
from store.events.wording import wording
from store.extraction.dateline import find_dateline
from store.text import level, printable

_MARKS = (("«", "»"), ("“", "”"), ('"', '"'))
LENGTH = 100
"""Characters at the most, ellipses and quotation marks that are closed again included."""
_ROOM = LENGTH - 12
_SHARED = 2.0
"""What it is worth that all words of a passage stand in those of the other articles."""
_COMPARED = 40
"""Accounts of one event that a passage is compared with at the most."""


def title(drafts: Sequence[Draft]) -> str:
    """The title of the event that `drafts` tell."""
    best = max(drafts, key=lambda draft: _worth(draft, drafts)) if len(drafts) > 1 else drafts[0]
    return _shortened(best)


def _worth(draft: Draft, drafts: Sequence[Draft]) -> tuple[float, str]:
    """The more names, kinds and amounts a passage holds and the nearer it comes to a line, the better it is.

    Better still is what the others tell too.
    """
    length = draft.focus[1] - draft.focus[0]
    tells = _tells(draft)
    # Names say little where what happened stands but in passing.
    value = min(len(draft.entities), 3 if tells else 2) + 1.5 * tells + 1.0 * bool(draft.amounts)
    value += _SHARED * _agreement(draft, drafts)
    value += 1.5 if draft.agent else 0.0
    value += 0.5 * (draft.account.date_basis == "stated") + 0.5 * (draft.account.status == "happened")
    value -= abs(length - 90) / 90
    # A passage that begins with somebody's words tells what happened only behind them.
    value -= 0.7 if draft.account.text[draft.focus[0] - draft.account.start :].lstrip()[:1] in "«“\"'" else 0.0
    # What somebody says of themselves ("I left in 2018") does not say who it is.
    own = [q for q in draft.quotes if q.kind in ("direct", "unmarked")]
    value -= 2.0 if any(q.start <= draft.focus[0] < q.end for q in own) else 0.0
    # A clause from the middle of a sentence has lost its subject.
    value -= 2.0 if draft.focus[0] > draft.account.start else 0.0
    # "She …", "The accident …": who or what is told elsewhere.
    words = wording(draft.language)
    value -= 1.0 if words.opens_with_pronoun(draft.account.text) else 0.0
    value -= 0.7 if words.resumes(level(draft.account.text)) else 0.0
    return value, draft.account.id


def _tells(draft: Draft) -> bool:
    """Whether a passage says that a kind of happening took place, and not only in a clause about somebody ("who …")."""
    if not draft.kinds:
        return False
    account, words = draft.account, wording(draft.language)
    text = level(account.text[draft.focus[0] - account.start : draft.focus[1] - account.start])
    main = " ".join(text[a:b] for a, b in words.clauses(text) if not words.is_relative(text[a:b]))
    return bool(draft.kinds & words.kinds(main)) and (words.is_past(main) or words.is_future(main))


def _agreement(draft: Draft, drafts: Sequence[Draft]) -> float:
    """Which share of its words the accounts of other articles have too, on the mean, 0 to 1."""
    others = [
        d for d in drafts[:_COMPARED] if d.account.article != draft.account.article and d.language == draft.language
    ]
    if not others or not draft.stems:
        return 0.0
    return sum(len(draft.stems & other.stems) for other in others) / (len(draft.stems) * len(others))


def _shortened(draft: Draft) -> str:
    account = draft.account
    a, b = draft.focus
    text = account.text[a - account.start : b - account.start]
    words = wording(draft.language)
    # What an agency writes before its story is none of it ("LYON, 9 oct. 2024 (AFP) - …").
    dateline = find_dateline(level(text), languages.load(draft.language))
    opener = (dateline[1] if dateline else 0) or words.without_opener(level(text))
    text = printable(text[opener:].strip(" \t\n,;:–—-•*"))
    if opener:
        text = text[:1].upper() + text[1:]
    elif a > account.start and text[:1].islower():
        text = "… " + text
    if len(text) <= _ROOM:
        return _closed(text.rstrip(" .,;:"))
    ends = [end for _, end in words.clauses(level(text)) if LENGTH // 2 <= end <= _ROOM]
    cut = max(ends, default=0) or max(text.rfind(" ", 0, _ROOM), LENGTH // 2)
    return _closed(text[:cut].rstrip(' ,;:–—(«“"') + " …")


def _closed(text: str) -> str:
    """Without a parenthesis or a quotation mark that lost its other half when the text was cut.

    Words that were somebody's stay marked: what opens with a mark and was cut before its end is closed again.
    """
    if text.count(")") > text.count("("):
        text = text.rstrip(" .)")
    elif text.count("(") > text.count(")"):
        text = text[: text.rfind("(")].rstrip(" ,;:–—")
    for opening, closing in _MARKS:
        thin = " " if opening == "«" else ""
        opened = text.count(opening) % 2 if opening == closing else text.count(opening) - text.count(closing)
        if opened > 0 and text.endswith(opening):
            text = text[: -len(opening)].rstrip()
        elif opened > 0:
            text = f"{text.removesuffix(' …').rstrip(' .,')} …{thin}{closing}"
        elif opened < 0:
            text = f"{opening}{thin}… {text}"
    return text
