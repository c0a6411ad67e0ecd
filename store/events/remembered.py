"""Answers that are kept: a sentence, its clauses and what is told in them are often the same words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

_KNOWN = 4_096
"""Passages of which an answer is kept: more than one article has."""

_Reader = TypeVar("_Reader")
_Answer = TypeVar("_Answer")


def remembered(ask: Callable[[_Reader, str], _Answer]) -> Callable[[_Reader, str], _Answer]:
    """The method `ask` of a reader that is there for good: what it says of the last passages is not found out again."""
    return lru_cache(_KNOWN)(ask)
