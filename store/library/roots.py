"""What a library was built from, and the articles as they were read there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from store.engine import RULES, Engine
from store.model import Article
from store.reading.entities import NOTHING, Mendings

RootKind = Literal["folder", "file", "address", "example"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, folder or table that could not be read or has nothing to do, as the user knows it, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Root:
    """What was given to a build: a folder, a file, an address, or the example, with the options it was given with.

    `key` tells it from others and stays the same from build to build; `path` is where it lay.  `fingerprint` stands for
    all that its articles were made from: names, contents, `sources.toml`, `entities.toml`, options and program.
    `skipped` could not be read, `notes` are worth a look though nothing is lost by them.  `mendings` is what its
    `entities.toml` said, `engine` what reads the names in its articles.
    """

    key: str
    kind: RootKind
    path: str
    published: str | None = None
    language: str | None = None
    fingerprint: str = ""
    facts: str = ""
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Skipped, ...] = ()
    mendings: Mendings = NOTHING
    engine: Engine = RULES


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as one file of one root gave it, before extraction; `digest` is of the file's bytes.

    The digest is empty where the bytes could not be read.  `since` is the number of the build that brought this text,
    `modified` when its source says that it was changed last (ISO 8601): of two versions the later counts.
    """

    root: str
    digest: str
    article: Article
    since: int = 0
    modified: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What no other stored article has: the root and the file in it."""
        return self.root, self.article.file


@dataclass(frozen=True, slots=True)
class Text:
    """The text of the article with an id; texts lie apart, since whoever wants to know what there is needs none."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Articles (ids) that were added together to what stands, and the names (keys) new by them, with their entities."""

    articles: tuple[str, ...]
    names: dict[str, str]


def with_texts(stored: Iterable[Stored], texts: Mapping[str, str]) -> list[Stored]:
    """What was read, with those of the `texts` (by article id) that it is without."""
    return [
        replace(item, article=replace(item.article, text=text))
        if not item.article.text and (text := texts.get(item.article.id))
        else item
        for item in stored
    ]
