"""What was worked out for each article, kept beside the library, so that a build works out only what is new.

Everything here can be had again from the articles: what is missing, damaged or of another program is not used, and the
files may be deleted at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from store.library.disk import remove_remains, write_atomic
from store.library.errors import LibraryError
from store.library.head import Part
from store.library.parts import Parts
from store.library.snapshot import DERIVED


class Kept:
    """Rows by key, each one JSON text, that `program` worked out for the library in the folder `path`."""

    def __init__(self, path: Path, name: str, program: str) -> None:
        self._list = path / DERIVED / f"{name}.json"
        self._parts = Parts(path / DERIVED / name, cached=4)
        self._program = program
        self._places: dict[str, tuple[str, int]] = {}
        """By key: the part that holds it, and the row in it."""
        self._new: dict[str, bytes] = {}
        self._used: dict[str, None] = {}
        self._read_list()

    def __contains__(self, key: str) -> bool:
        return key in self._new or key in self._places

    def get(self, key: str) -> bytes | None:
        """The row of this key; None where there is none, or it cannot be read."""
        self._used[key] = None
        if key in self._new:
            return self._new[key]
        place = self._places.get(key)
        if place is None:
            return None
        try:
            return self._parts.lines(place[0])[place[1]]
        except (LibraryError, IndexError):
            return None

    def put(self, key: str, row: bytes) -> None:
        """Keep a row, in the place of what was kept under its key; it is in use once it is asked for."""
        self._new[key] = row

    def save(self, *, whole: bool = True) -> None:
        """Bring to the disk what was asked for since this was made; where that is not the `whole`, the rest as well.

        Nothing is kept, and nothing raised, where it cannot be written.
        """
        if not whole:
            self._used |= dict.fromkeys([*self._places, *self._new])
        if not self._new and len(self._used) == len(self._places):
            return
        with suppress(OSError, LibraryError):
            self._list.parent.mkdir(exist_ok=True)
            remove_remains(self._list)
            keys = [key for key in self._used if key in self]
            parts = self._parts.write(self._rows(keys))
            told = {"program": self._program, "parts": parts, "keys": keys}
            write_atomic(self._list, json.dumps(told, separators=(",", ":")).encode("ascii"))
            self._parts.keep_only({part.digest for part in parts})

    def _rows(self, keys: list[str]) -> Iterator[bytes]:
        for key in keys:
            row = self._new.get(key)
            if row is None:
                digest, number = self._places[key]
                row = self._parts.lines(digest)[number]
            yield row

    def _read_list(self) -> None:
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            told = json.loads(self._list.read_bytes())
            if told["program"] != self._program:
                return
            keys = iter(told["keys"])
            for digest, rows in (Part(*part) for part in told["parts"]):
                for row, key in zip(range(rows), keys, strict=False):
                    self._places[key] = digest, row
