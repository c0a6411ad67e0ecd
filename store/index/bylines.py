"""What articles are found by: their sources and languages."""

from __future__ import annotations

from collections.abc import Sequence

Byline = tuple[str, str, str]
"""Of an article: the key of its source, its name, its language."""


def names_of(bylines: Sequence[Byline]) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the sources by their keys, and those of the languages, in the order in which they are offered."""
    # Several articles of one source may call it by several names: the first is heard.
    named = {key: name for key, name, _ in reversed(dict.fromkeys(bylines))}
    sources = {key: named[key] for key, _, _ in dict.fromkeys(reversed(bylines))}
    return sources, {language: language for _, _, language in dict.fromkeys(bylines)}
