"""`sources.toml`: what a person knows of the articles in a folder and the articles do not say themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import tomli

from store import edtf, languages
from store.reading.errors import ReadingError

NAME = "sources.toml"
GIVEN = "given by the user"
"""Evidence of a publication date that stands only where the article itself says nothing."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of an article from outside its text; `published` is EDTF, `language` ISO 639-1."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What `sources.toml` says: `tables` by file name ("/" as separator), and `faults`, what of it cannot be used.

    Of a table with a fault everything else counts.
    """

    tables: dict[str, SourceFacts] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


_KEYS = tuple(key.name for key in fields(SourceFacts))


def load_sources(folder: Path) -> Sources:
    """What the folder's `sources.toml` says; nothing where there is none.

    Raises:
        ReadingError: the file cannot be read, or is no TOML.
    """
    path = folder / NAME
    if not path.is_file():
        return Sources()
    try:
        read = tomli.loads(path.read_text("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadingError(NAME, f"nothing of it is used, for it is no TOML: {error}") from error
    except OSError as error:
        raise ReadingError(NAME, (error.strerror or str(error)).lower()) from error
    tables: dict[str, SourceFacts] = {}
    faults: list[str] = []
    for name, table in read.items():
        if isinstance(table, dict):
            tables[name] = _facts(name, table, faults)
        else:
            faults.append(f'"{name}" is no table: write ["{name}"] and below it title = "…" and so on')
    return Sources(tables, tuple(faults))


def _facts(name: str, table: dict[str, object], faults: list[str]) -> SourceFacts:
    """What is right in a table; what is wrong is added to `faults`."""
    known: dict[str, str] = {}
    for key, value in table.items():
        if key == "published" and isinstance(value, date):
            # TOML has dates of its own: published = 2025-02-10 without quotes is the same day.
            value = value.isoformat()[:10]
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(_KEYS)}"
            # Dots make tables in TOML: [a.txt] without quotes is the table "txt" of "a".
            hint = f'write ["{name}.{key}"], with quotes' if isinstance(value, dict) else hint
            faults.append(f'["{name}"] has an unknown key "{key}" ({hint})')
        elif not isinstance(value, str):
            faults.append(f'["{name}"] {key} must be a text in quotes')
        elif key == "published" and not edtf.is_valid(value):
            faults.append(f'["{name}"] published = "{value}" is no EDTF date (as 2025-02-10, 2025-02 or 2025)')
        elif key == "language" and value not in languages.codes():
            faults.append(f'["{name}"] language = "{value}" is not known (known: {", ".join(languages.codes())})')
        else:
            known[key] = value
    return SourceFacts(**known)
