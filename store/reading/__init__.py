"""From a file to an article: decoding, cleaning, and what the article says of itself."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.reading.article import GIVEN, make_article, read_article
    from store.reading.entities import Mending, Mendings, load_mendings
    from store.reading.errors import ReadingError
    from store.reading.files import discover
    from store.reading.sources import SourceFacts, Sources, load_sources

__all__ = [
    "GIVEN",
    "Mending",
    "Mendings",
    "ReadingError",
    "SourceFacts",
    "Sources",
    "discover",
    "load_mendings",
    "load_sources",
    "make_article",
    "read_article",
]

_MODULES = {
    "GIVEN": "article",
    "Mending": "entities",
    "Mendings": "entities",
    "ReadingError": "errors",
    "SourceFacts": "sources",
    "Sources": "sources",
    "discover": "files",
    "load_mendings": "entities",
    "load_sources": "sources",
    "make_article": "article",
    "read_article": "article",
}


def __getattr__(name: str) -> object:
    # Opening a library that has not changed lists files but reads none: the reader is imported when it is needed.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
