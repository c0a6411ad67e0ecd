"""`sources.toml`: what a person knows of the articles in a folder and the articles do not say themselves."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from store import edtf
from store.reading.errors import ReadingError

NAME = "sources.toml"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of an article from outside its text; `published` is EDTF, `language` ISO 639-1."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


_KEYS = tuple(field.name for field in fields(SourceFacts))


def load_sources(folder: Path) -> dict[str, SourceFacts]:
    """The tables of the folder's `sources.toml` by file name ("/" as separator); empty where there is none.

    Raises:
        ReadingError: the file is no TOML, or a table holds an unknown key or a value that cannot be used.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReadingError(NAME, str(error)) from error
    return {name: _facts(name, table) for name, table in tables.items()}


def _facts(name: str, table: object) -> SourceFacts:
    if not isinstance(table, dict):
        raise ReadingError(NAME, f'"{name}" is no table: write ["{name}"] and below it title = "…" and so on')
    for key, value in table.items():
        if key not in _KEYS:
            raise ReadingError(NAME, f'["{name}"] has an unknown key "{key}" (known: {", ".join(_KEYS)})')
        # TOML has dates of its own: published = 2025-02-10 without quotes is the same day.
        if not isinstance(value, str) and not (key == "published" and hasattr(value, "isoformat")):
            raise ReadingError(NAME, f'["{name}"] {key} must be a text in quotes')
    facts = SourceFacts(
        **{
            key: str(value)[:10] if key == "published" and not isinstance(value, str) else value
            for key, value in table.items()
        }
    )
    if facts.published is not None and not edtf.is_valid(facts.published):
        raise ReadingError(NAME, f'["{name}"] published = "{facts.published}" is no EDTF date (as 2025-02-10, 2025-02)')
    return facts
