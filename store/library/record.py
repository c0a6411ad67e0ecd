"""What a library holds, as it is stored: the tables that TinyDB keeps, as the things of `store.model`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec
from tinydb import TinyDB

from store.library import disk, order, readers
from store.library.ahead import Stretch, read_ahead
from store.library.errors import LibraryDamagedError, LibraryMissingError, LibraryUnwritableError
from store.library.head import Head
from store.library.kinds import DERIVED, Named
from store.library.memory import without_searching_for_garbage
from store.library.parts import Parts
from store.library.roots import Root, Stored, Text, with_texts
from store.library.snapshot import FILE, NAME
from store.library.storage import AtomicStorage, copy_of
from store.model import Article, Dataset, Why

T = TypeVar("T")
_MADE = ("learned-*.bin", "extracted.bin", "told.bin", "*.json")
"""The files of what is derived that a build reads from end to end."""


class Record:
    """The record in the folder `path`, for reading.  Made by `open` or `create`, not directly.

    With `head` it is what that head says, whatever was written since.
    """

    def __init__(self, path: Path, head: Head | None = None) -> None:
        self.path = path
        """The folder."""
        self._storage = AtomicStorage(path / FILE, head)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The library that is at `path`.

        Raises:
            LibraryMissingError: there is none.
            LibraryDamagedError: its head is missing, and the copy of it is there.
        """
        if not is_library(path):
            raise LibraryMissingError(f"{path}: there is no library")
        _check_head(path)
        return cls(path)

    @classmethod
    def create(cls, path: Path) -> Self:
        """The library at `path`; the folder is made, with its parents, where it is new.

        Raises:
            LibraryUnwritableError: it is no folder and cannot become one.
            LibraryDamagedError: as `open`.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryUnwritableError(
                f"{path}: no library can be made there ({(error.strerror or '').lower()})"
            ) from error
        _check_head(path)
        return cls(path)

    @property
    def exists(self) -> bool:
        """Whether something was ever stored in it."""
        return (self.path / FILE).is_file()

    @property
    def size(self) -> int:
        """Bytes that reading it means to read."""
        return (self.path / FILE).stat().st_size if self.exists else 0

    @property
    def name(self) -> str:
        """What to call it: as a person named it, else the folders it was built from, else its own folder."""
        for row in self._db().table(NAME).all():
            return str(row["name"])
        roots = self.roots()
        if any(root.kind == "example" for root in roots):
            return "example"
        names = [Path(root.path).name for root in roots if root.kind == "folder"]
        return ", ".join(names) or self.path.name

    @property
    def sources_folder(self) -> Path | None:
        """Where its articles lie: the first of the folders it was built from."""
        return next((Path(root.path) for root in self.roots() if root.kind in ("folder", "example")), None)

    def fingerprint(self, *tables: str) -> str:
        """What changes whenever one of these tables does."""
        return self._storage.head().fingerprint(*tables)

    # -- reading -----------------------------------------------------------------------------------------------------

    @without_searching_for_garbage()
    def dataset(self, *, whys: bool = True) -> Dataset:
        """All that the library knows, as it was last stored; without `whys` all but these, which `whys()` gives.

        Raises:
            LibraryError: the library cannot be read.
        """
        if not self._storage.is_still and self.exists:
            # All of one state, whatever is written meanwhile.
            with readers.reading(self.path / FILE) as head:
                return type(self)(self.path, head).dataset(whys=whys)
        db = self._db()
        texts = self.texts()
        articles = (replace(row, text=texts.get(row.id, "")) for row in self._rows(db, "articles", Article))
        wanted = {name: kind for name, kind in DERIVED.items() if whys or kind is not Why}
        derived: dict[str, Any] = {name: tuple(self._rows(db, name, kind)) for name, kind in wanted.items()}
        derived["entities"] = order.with_mentions(derived["entities"], self._rows(db, "mentions", Named))
        return Dataset(articles=tuple(articles), **derived)

    def bylines(self) -> tuple[Article, ...]:
        """What the articles say of themselves, and when they came out as far as that can be told; without their texts.

        Raises:
            LibraryError: the library cannot be read.
        """
        return tuple(self._rows(self._db(), "articles", Article))

    def whys(self) -> tuple[Why, ...]:
        """What is needed only where somebody asks why: for each event what its dates and links rest on."""
        return tuple(self._rows(self._db(), "whys", Why))

    def count(self, table: str) -> int:
        """How many rows a table has: "events", "quotes" …, without making them."""
        return self._storage.rows(table)

    def roots(self) -> tuple[Root, ...]:
        """What it was built from."""
        return tuple(self._rows(self._db(), "roots", Root))

    def stored(self, *, texts: bool = True) -> tuple[Stored, ...]:
        """Its articles as they were read, each as often as files gave it; without `texts` all but these."""
        files = self._rows(self._db(), "files", Stored)
        return tuple(with_texts(files, self.texts()) if texts else files)

    def texts(self) -> dict[str, str]:
        """The texts of all articles by their ids."""
        db = self._db()
        # The first format had them among the files.
        found = {file.article.id: file.article.text for file in self._rows(db, "files", Stored) if file.article.text}
        return found | {row.id: row.text for row in self._rows(db, "texts", Text)}

    def program(self) -> str | None:
        """The version of the program that made what is derived from the articles; None before the first build."""
        rows = self._db().table("meta").all()
        return str(rows[0].get("program")) if rows else None

    def check(self) -> None:
        """Look at every file of rows, whether it is what was written.

        Raises:
            LibraryDamagedError: one is not.
        """
        head = self._storage.head()
        for name, table in head.stored.items():
            for digest in dict.fromkeys(part.digest for part in table.parts):
                if not self.parts.is_right(digest):
                    path = self.parts.path_of(digest)
                    raise LibraryDamagedError(f"{path}: this part of the library ({name}) is damaged", self.path)

    def read_ahead(self, *tables: str) -> None:
        """Have these tables read soon."""
        stored = self._storage.head().stored
        parts = (part for name in tables if name in stored for part in stored[name].parts)
        self.parts.read_ahead(part.digest for part in parts)

    def read_derived_ahead(self) -> None:
        """Have what was made of the whole read soon."""
        read_ahead(Stretch(str(path)) for name in _MADE for path in (self.path / disk.DERIVED).glob(name))

    @property
    def parts(self) -> Parts:
        """The files of rows."""
        return self._storage.parts

    def head(self) -> Head:
        """What the record says now; inside a transaction what it said when that began."""
        return self._storage.head()

    # -- TinyDB ------------------------------------------------------------------------------------------------------

    def _db(self) -> TinyDB:
        # Made for each use: a TinyDB object remembers the next free number of a table, which another program may take.
        return TinyDB(storage=lambda: self._storage)

    def _rows(self, db: TinyDB, table: str, kind: type[T]) -> list[T]:
        lines = self._storage.lines(table)
        if lines is None:
            return self._converted(table, db.table(table).all(), kind)
        # Rows of big tables are read as what they are, without a detour by dictionaries.
        decode = msgspec.json.Decoder(kind).decode
        try:
            return [decode(line) for line in lines]
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LibraryDamagedError(
                f"{self.path}: the library's {table} cannot be understood ({error})", self.path
            ) from error

    def _converted(self, table: str, rows: Sequence[object], kind: type[T]) -> list[T]:
        try:
            return msgspec.convert(rows, list[kind])  # type: ignore[valid-type]
        except msgspec.ValidationError as error:
            raise LibraryDamagedError(
                f"{self.path}: the library's {table} cannot be understood ({error})", self.path
            ) from error


def is_library(path: Path) -> bool:
    """Whether there is a library in the folder `path`, damaged or not."""
    return (path / FILE).is_file() or copy_of(path / FILE).is_file()


def _check_head(path: Path) -> None:
    if not (path / FILE).exists() and copy_of(path / FILE).is_file():
        raise LibraryDamagedError(f"{path / FILE}: this file of the library is missing", path)
