"""`entities.toml`: how a person mends the names that were read in the articles of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import tomli

from store.model import EntityType
from store.reading.errors import ReadingError

NAME = "entities.toml"
_TYPES = get_args(EntityType)
_KEYS = ("type", "aliases")


@dataclass(frozen=True, slots=True)
class Mending:
    """What a person says of one name: its type, and other names of the same thing."""

    name: str
    type: EntityType | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mendings:
    """All that a person says of names; `not_names` are words that the reader takes for names and that are none."""

    entities: tuple[Mending, ...] = ()
    not_names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entities or self.not_names)


NOTHING = Mendings()
"""What is said of names where nobody says anything."""


def load_mendings(folder: Path) -> Mendings:
    """What the folder's `entities.toml` says; nothing where there is none.

    A table is headed by the name that a thing should be called by, and holds `type` (person, organization, place,
    product, event, work) and `aliases`; `not_names` stands before the tables.

    Raises:
        ReadingError: the file is no TOML, a key is unknown, a value cannot be used, or one alias is given to two names.
    """
    path = folder / NAME
    if not path.is_file():
        return NOTHING
    try:
        tables = tomli.loads(path.read_text("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReadingError(NAME, str(error)) from error
    not_names = _words("not_names", tables.pop("not_names", []))
    entities = tuple(_mending(name, table) for name, table in tables.items())
    owners: dict[str, str] = {}
    for entity in entities:
        for alias in (entity.name, *entity.aliases):
            if owners.setdefault(alias, entity.name) != entity.name:
                raise ReadingError(NAME, f'"{alias}" is given to both "{owners[alias]}" and "{entity.name}"')
            if alias in not_names:
                raise ReadingError(NAME, f'"{alias}" is given to "{entity.name}" and stands in not_names')
    return Mendings(entities, not_names)


def merged(all_of: Iterable[Mendings]) -> Mendings:
    """What several folders say together, in the order given: a later type wins, and so does a name over `not_names`.

    An alias that two of them give to different names belongs to the first.
    """
    entities: dict[str, Mending] = {}
    owners: dict[str, str] = {}
    not_names: dict[str, None] = {}
    for mendings in all_of:
        not_names.update(dict.fromkeys(mendings.not_names))
        for entity in mendings.entities:
            name = owners.setdefault(entity.name, entity.name)
            before = entities.get(name, Mending(name))
            aliases = [alias for alias in entity.aliases if owners.setdefault(alias, name) == name and alias != name]
            entities[name] = Mending(
                name, entity.type or before.type, tuple(dict.fromkeys((*before.aliases, *aliases)))
            )
    return Mendings(tuple(entities.values()), tuple(word for word in not_names if word not in owners))


def _mending(name: str, table: object) -> Mending:
    if not name.strip():
        raise ReadingError(NAME, "a name is empty")
    if not isinstance(table, dict):
        raise ReadingError(NAME, f'"{name}" is no table: write ["{name}"] and below it type = "…" or aliases = ["…"]')
    for key in table:
        if key not in _KEYS:
            raise ReadingError(NAME, f'["{name}"] has an unknown key "{key}" (known: {", ".join(_KEYS)})')
    kind = table.get("type")
    if kind is not None and kind not in _TYPES:
        raise ReadingError(NAME, f'["{name}"] type must be one of {", ".join(_TYPES)}')
    return Mending(name, cast(EntityType | None, kind), _words(f'["{name}"] aliases', table.get("aliases", [])))


def _words(what: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise ReadingError(NAME, f'{what} must be a list of texts in quotes, as ["…", "…"]')
    return tuple(dict.fromkeys(value))
