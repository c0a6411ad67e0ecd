"""What was worked out for each article, kept beside the library, so that a build works out only what is new.

Everything here can be had again from the articles: what is missing, damaged or of another program is not used, and the
files may be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from store.library import upkeep
from store.library.disk import DERIVED, remove_remains, write_atomic
from store.library.errors import LibraryError
from store.library.head import Part
from store.library.parts import Parts
from store.library.ropes import New, Piece, Rope


def key_of(article: str, made_of: bytes) -> str:
    """The key of a row about the article with an id, that was worked out from what `made_of` says."""
    return f"{article}:{hashlib.sha256(made_of).hexdigest()[:24]}"


class _List(msgspec.Struct):
    program: str
    parts: tuple[Part, ...]
    keys: list[str]


class Kept:
    """Rows by key, each one JSON text, that `program` worked out for the library in the folder `path`."""

    def __init__(self, path: Path, name: str, program: str) -> None:
        self._list = path / DERIVED / f"{name}.json"
        self._parts = Parts(path / DERIVED / name, cached=4)
        self._program = program
        self._rope = Rope(())
        """The rows that lie in files."""
        self._places: dict[str, int] = {}
        """By key the row, in the order of the rows."""
        self._new: dict[str, bytes] = {}
        self._used: dict[str, None] = {}
        self._newest: dict[str, str] | None = None
        """By the id of an article the key of what was worked out last."""
        self._read_list()

    def __contains__(self, key: str) -> bool:
        return key in self._new or key in self._places

    def of(self, article: str) -> str | None:
        """The key that `key_of` gave for what was worked out last about the article with an id; None: there is none."""
        if self._newest is None:
            self._newest = {key.partition(":")[0]: key for key in [*self._places, *self._new]}
        return self._newest.get(article)

    def read_ahead(self, articles: Iterable[str]) -> None:
        """Have the rows read soon that were worked out last about these articles (ids)."""
        keys = map(self.of, articles)
        pieces = (self._rope.piece(self._places[key]) for key in keys if key in self._places)
        self._parts.read_ahead(piece.digest for piece in pieces if isinstance(piece, Part))

    def get(self, key: str) -> bytes | None:
        """The row of this key; None where there is none, or it cannot be read."""
        self._used[key] = None
        if key in self._new:
            return self._new[key]
        place = self._places.get(key)
        if place is None:
            return None
        try:
            return self._rope.line(place, self._parts)
        except (LibraryError, IndexError):
            return None

    def put(self, key: str, row: bytes) -> None:
        """Keep a row, in the place of what was kept under its key; it is in use once it is asked for."""
        self._new[key] = row
        self._newest = None

    def save(self, *, whole: bool = True) -> None:
        """Bring to the disk what was asked for since this was made; where that is not the `whole`, the rest as well.

        Rows that lie in files stay there.  Nothing is kept, and nothing raised, where it cannot be written.
        """
        if not whole:
            self._used |= dict.fromkeys([*self._places, *self._new])
        if not self._new and len(self._used) == len(self._places):
            return
        with suppress(OSError, LibraryError):
            self._list.parent.mkdir(exist_ok=True)
            remove_remains(self._list)
            old = [key for key in self._places if key in self._used and key not in self._new]
            new = [key for key in self._used if key in self._new]
            rope = Rope([*self._rows(old), New([self._new[key] for key in new])])
            runs = upkeep.written(rope, self._parts, self._rope.runs)
            write_atomic(self._list, msgspec.json.encode(_List(self._program, runs, [*old, *new])))
            self._parts.keep_only({run.digest for run in runs})

    def _rows(self, keys: Sequence[str]) -> list[Piece]:
        if len(keys) == len(self._places):
            return list(self._rope.pieces)
        found: list[Piece] = []
        start = end = 0
        for key in keys:
            row = self._places[key]
            if row != end:
                found += self._rope.cut(start, end)
                start = row
            end = row + 1
        return [*found, *self._rope.cut(start, end)]

    def _read_list(self) -> None:
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            told = msgspec.json.decode(self._list.read_bytes(), type=_List)
            rope = Rope(told.parts)
            if told.program == self._program and len(rope) == len(told.keys):
                self._rope, self._places = rope, {key: row for row, key in enumerate(told.keys)}
