"""Phrases of a list, found where they begin: one look-up where a regular expression tries each of them in turn."""

from __future__ import annotations

from collections.abc import Iterable

_HEAD = 3
"""So many characters of a phrase are looked up."""


class Listed:
    """The phrases of a list, as they are written."""

    def __init__(self, phrases: Iterable[str]) -> None:
        longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
        self._head = min([_HEAD, *map(len, longest_first)])
        self._phrases: dict[str, list[str]] = {}
        for phrase in longest_first:
            self._phrases.setdefault(phrase[: self._head], []).append(phrase)

    def end(self, text: str, at: int) -> int:
        """Behind the longest phrase that stands at `at` and ends with its word; 0 where there is none."""
        for phrase in self._phrases.get(text[at : at + self._head], ()):
            end = at + len(phrase)
            if text.startswith(phrase, at) and not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                return end
        return 0
