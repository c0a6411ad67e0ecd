"""What the lines of a text say by their shape: the entries of a live blog or programme, and the headings above them."""

from __future__ import annotations

from collections.abc import Sequence

from store.extraction.timex.pattern import Group

_BULLETS = frozenset("•·-–—[(*|>")
_BEHIND_CLOCK = frozenset("-–—:|])\n")
_SENTENCE_END = frozenset(".!?…;")
_HEADING = 14
"""How many tokens a heading has at the most."""


def opens_line(words: Sequence[str], group: Group) -> bool:
    """Whether an expression is the first of its line, but for a bullet."""
    first = group.first
    if first and words[first - 1] in _BULLETS:
        first -= 1
    return not first or words[first - 1] == "\n"


def opens_entry(words: Sequence[str], group: Group) -> bool:
    """Whether a clock time opens an entry: "08:12 – The fire is out"."""
    after = words[group.last + 1] if group.last + 1 < len(words) else "\n"
    return after in _BEHIND_CLOCK and opens_line(words, group)


def heads(words: Sequence[str], group: Group) -> bool:
    """Whether a day stands in the heading of the entries below it.

    That is a short line that it opens and that is no sentence, or one that ends with a colon.
    """
    last = group.last
    for at in range(group.last + 1, min(len(words), group.last + _HEADING)):
        if words[at] == "\n":
            break
        last = at
    else:
        return False
    return words[last] == ":" or (words[last] not in _SENTENCE_END and opens_line(words, group))
