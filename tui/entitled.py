"""What an export is called: a timeline, of which library, and of which of its events.

Nothing of it is of this machine but the name of the library: that which a person gave it, or the name of the folder of
its articles, never its path.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store import languages
from store.query import KINDS, Facet, Kind, Query
from store.text import printable
from tui.dates import words
from tui.messages import Messages

if TYPE_CHECKING:
    from store.library.library import Library

_NAME = 80
"""Characters of the name of a library, or of one thing that is filtered by."""
_ALL = 240
"""Characters of all that is filtered by."""


def known_as(library: Library) -> str | None:
    """The name of a library that a person would recognise; None where it has none but that of its own folder."""
    kinds = {root.kind for root in library.roots()}
    name = library.name
    return None if "example" in kinds or ("folder" not in kinds and name == library.path.name) else name


def title(
    lang: str, name: str | None, query: Query | None, facet_name: Callable[[Facet], str], *, picked: bool = False
) -> str:
    """The title of an export.

    Args:
        lang: ISO 639-1 code of its language.
        name: what the library is called, None where no name would be recognised.
        query: the filters that chose its events.
        facet_name: the name of an entity or a source.
        picked: a person chose its events one by one, which goes before `query`.
    """
    say = Messages(lang)
    found: str = languages.load(lang)["export"]["title"]
    if name and (shown := _cut(name)):
        found = f"{found} — {shown}"
    told = say("titled.picked") if picked else _asked(query, facet_name, say) if query else ""
    # As formats write it that have no other spaces: the same in each.
    return printable(f"{found} ({told})" if told else found)


def _asked(query: Query, facet_name: Callable[[Facet], str], say: Messages) -> str:
    def name(facet: Facet) -> str:
        if facet.kind in ("mark", "language"):
            return say(f"{facet.kind}.{facet.value}")
        return _cut(facet_name(facet)) or "—"

    def names(facets: frozenset[Facet], kind: Kind) -> list[str]:
        return sorted(name(facet) for facet in facets if facet.kind == kind)

    parts: list[str] = []
    for kind in KINDS:
        included = names(query.include, kind)
        parts += [say("titled.or").join(included)] if kind in query.any_of and included else included
    parts += [f"{say('not')} {each}" for kind in KINDS for each in names(query.exclude, kind)]
    ends = [words(end, say.lang) if end else "…" for end in (query.first, query.last)]
    if query.first or query.last:
        parts.append(" – ".join(dict.fromkeys(ends)))
    if query.known:
        parts.append(say("known_on", date=words(query.known, say.lang)))
    if text := _cut(query.text):
        parts.append(languages.load(say.lang)["export"]["quoted"].format(words=text.strip('"“”«» ')))
    return _cut(", ".join(parts), _ALL)


def _cut(text: str, length: int = _NAME) -> str:
    plain = printable(text).strip()
    return plain if len(plain) <= length else f"{plain[: length - 1].rstrip()}…"
