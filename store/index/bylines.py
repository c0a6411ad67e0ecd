"""What articles are found by: their sources and languages."""

from __future__ import annotations

from collections.abc import Sequence

from store.query import Facet

Byline = tuple[str, str, str]
"""Of an article: the key of its source, its name, its language."""


def names_of(bylines: Sequence[Byline]) -> dict[Facet, str]:
    """The names of the sources and languages of articles, in the order in which they are offered."""
    # Several articles of one source may call it by several names: the first is heard.
    sources = dict.fromkeys(key for key, _, _ in reversed(bylines))
    named = {key: name for key, name, _ in reversed(dict.fromkeys(bylines))}
    names = {Facet("source", key): named[key] for key in sources}
    return names | {Facet("language", language): language for language in dict.fromkeys(said for _, _, said in bylines)}
