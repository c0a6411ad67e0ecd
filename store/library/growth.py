"""Whether a library only grows, and by little: then what comes is placed among what stands (`store.library.adding`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.library.roots import Placed
from store.model import Article

LEAST = 200
"""A library of fewer articles is put together anew: that is quick, and the same whatever came first."""
AT_ONCE, IN_ALL = 20, 4
"""Of so many articles of a library one may be added at once, and of so many one since all was joined."""


def grown(before: Sequence[Article], now: Sequence[Article], placed: Iterable[Placed]) -> set[str] | None:
    """The ids of articles that are new, where a library changes by nothing else and by few; None where it does.

    Args:
        before: its articles, without their texts.
        now: those that it is to have, without their texts.
        placed: what was added since all of it was put together.
    """
    count = sum(len(each.articles) for each in placed)
    known = {article.id: article for article in before}
    new = [article for article in now if article.id not in known]
    joined = len(before) - count
    if joined < LEAST or not new or len(new) * AT_ONCE > joined or (count + len(new)) * IN_ALL > joined:
        return None
    if len(now) - len(new) != len(before) or any(known.get(a.id, a) != a for a in now):
        return None
    return {article.id for article in new}
