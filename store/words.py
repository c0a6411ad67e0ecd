"""Words as a search sees them: one form for what is written with and without accents, capitals, thin spaces."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from store.text import fold

# What stands between the words of two events; never part of a search.
_SEPARATOR = "\x00"


@cache
def _decimal_comma() -> re.Pattern[str]:
    return re.compile(r"(?<=\d),(?=\d)")


@cache
def _grouped() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.])\d{1,3}(?: \d{3}){1,4}(?!\d)")


@cache
def _word() -> re.Pattern[str]:
    # A number with its thousands set apart by spaces (of whatever width) is one word.
    return re.compile(r"(?<!\S)\d{1,3}(?:[^\S\n]\d{3}){1,4}(?!\d)\S*|\S+")


def searchable(text: str) -> str:
    """`text` folded for searching, numbers in one form: 97,6 and 97.6 alike, 1 300 and 1300 alike."""
    grouped = _grouped().sub(lambda found: found[0].replace(" ", ""), fold(text))
    return _decimal_comma().sub(".", grouped)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    return searchable(word)


def terms(text: str) -> list[str]:
    """What a search looks for: the folded words of `text`, what stands between double quotes as one."""
    pieces = text.translate(str.maketrans("«»“”„", '"""""')).split('"')
    found: list[str] = []
    for number, piece in enumerate(pieces):
        folded = searchable(piece).replace(_SEPARATOR, "")
        # Odd pieces stand between two marks; a mark without its partner (still being typed) counts too.
        if number % 2 and folded:
            found.append(folded)
        elif folded:
            found.extend(folded.split())
    return found


def matching_words(text: str, query: str) -> list[tuple[int, int]]:
    """Spans of the words of `text` that hold a word of the search `query`, case and accents folded."""
    wanted = {word for term in terms(query) for word in term.split()} if query else None
    if not wanted:
        return []
    found = []
    for match in _word().finditer(text):
        folded = _folded(match[0])
        if any(word in folded for word in wanted):
            found.append(match.span())
    return found
