"""The head of a library: which tables it has, and which parts hold their rows.  Read without TinyDB at every start.

The file is a line with the format, the SHA-256 and the length of what follows, then one JSON object: each table either
whole, where it is small, or as the list of its parts (`store.library.parts`): each the hash of a file, how many of
its rows are meant and, where these are not its first, from which on; a file that was named before in the list stands
as its number there.  With the list stands its fingerprint, so that nobody who reads it need work that out.  In version
2 a part was always a whole file; version 1 had all tables whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from store.library.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryForeignError,
    LibraryNewerError,
    LibraryUnwritableError,
)

FORMAT = "timeline-library"
VERSION = 3
BEGINNING = b'{"format":"timeline-library/'

Rows = dict[str, Any]
"""The rows of a table by their number, which TinyDB keeps as text."""


class Part(NamedTuple):
    """Rows of a file that follow each other: the hash that is its name, how many they are, and the first of them.

    Several parts may be of one file, in any order, and a file may hold rows that are in none.
    """

    digest: str
    rows: int
    first: int = 0


@dataclass(frozen=True)
class Stored:
    """A table in parts; `numbers` of the rows where they are not 1, 2, 3 …

    `known` is its fingerprint, where that is known already.
    """

    parts: tuple[Part, ...]
    numbers: tuple[int, ...] | None = None
    known: str | None = field(default=None, compare=False, repr=False)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(part.rows for part in self.parts)

    @cached_property
    def fingerprint(self) -> str:
        """What changes whenever the table does: 16 hexadecimal digits."""
        if self.known:
            return self.known
        told = [f"{digest} {rows} {first}" for digest, rows, first in self.parts]
        told += map(str, self.numbers or ())
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(slots=True)
class Head:
    """The tables of a library: `whole` those whose rows are here, `stored` those that are in parts."""

    version: int = VERSION
    whole: dict[str, Rows] = field(default_factory=dict)
    stored: dict[str, Stored] = field(default_factory=dict)

    def fingerprint(self, *tables: str) -> str:
        """What changes whenever one of these tables does: 16 hexadecimal digits."""
        told = [
            [name, self.stored[name].fingerprint if name in self.stored else self.whole.get(name)] for name in tables
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode("ascii")).hexdigest()[:16]

    def encoded(self) -> bytes:
        """The whole file."""
        tables: dict[str, Any] = {name: {"whole": rows} for name, rows in self.whole.items()}
        for name, table in self.stored.items():
            tables[name] = {"print": table.fingerprint, "parts": _told(table.parts)}
            if table.numbers:
                tables[name]["numbers"] = table.numbers
        # Rows keep their order, which is that of the timeline.
        body = json.dumps({"tables": tables}, ensure_ascii=False, separators=(",", ":"))
        told = body.encode("utf-8", "surrogatepass")
        about = {
            "format": f"{FORMAT}/{VERSION}",
            "sha256": hashlib.sha256(told).hexdigest(),
            "bytes": len(told),
        }
        return json.dumps(about, separators=(",", ":")).encode("ascii") + b"\n" + told


def copy_of(path: Path) -> Path:
    """Where the second copy of the head at `path` lies, which stands in for it where that is damaged."""
    return path.with_name(f"{path.stem}.copy{path.suffix}")


def is_ours(path: Path) -> bool:
    """Whether a file begins as heads do."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(BEGINNING)) == BEGINNING
    except OSError:
        return False


def load(path: Path) -> Head:
    """The head in the file at `path`.

    Raises:
        LibraryDamagedError: the file is not what was written, or is of a newer program.
        LibraryError: it cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot("read", path, error) from error
    head, _, body = content.partition(b"\n")
    try:
        about = json.loads(head)
        name, _, version = str(about["format"]).partition("/")
        if name != FORMAT:
            raise ValueError(name)
        number = int(version)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if content.strip(b"\x00") and not content.startswith(BEGINNING) and not is_ours(copy_of(path)):
            raise LibraryForeignError(
                f"{path}: this is no library of timeline, or its beginning is damaged; it is left as it is: "
                "move it away, or take another place (--library PATH)",
                path.parent,
            ) from error
        raise LibraryDamagedError(f"{path}: the library is damaged", path.parent) from error
    if number > VERSION:
        raise LibraryNewerError(
            f"{path}: a newer timeline wrote this library (format {number}, this one knows {VERSION}); "
            "it is left as it is",
            path.parent,
        )
    if about.get("sha256") != hashlib.sha256(body).hexdigest():
        raise LibraryDamagedError(f"{path}: the library is damaged (its checksum does not fit)", path.parent)
    try:
        return _head(json.loads(body.decode("utf-8", "surrogatepass")), number)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise LibraryDamagedError(f"{path}: the library is damaged", path.parent) from error


def _head(body: dict[str, Any], version: int) -> Head:
    found = Head(version)
    if version < 2:
        found.whole = {name: dict(rows) for name, rows in body.items()}
        return found
    for name, table in body["tables"].items():
        if "whole" in table:
            found.whole[name] = dict(table["whole"])
        else:
            parts = tuple(_parts(table["parts"]))
            numbers = tuple(table["numbers"]) if "numbers" in table else None
            found.stored[name] = Stored(parts, numbers, table.get("print"))
    return found


def _told(parts: Sequence[Part]) -> list[list[str | int]]:
    """Parts as the file says them: whoever reads it at every start, and writes it with every change, wants it short."""
    named: dict[str, int] = {}
    found: list[list[str | int]] = []
    for number, (digest, rows, first) in enumerate(parts):
        known = named.setdefault(digest, number)
        file = digest if known == number else known
        found.append([file, rows, first] if first else [file, rows])
    return found


def _parts(told: Sequence[Sequence[Any]]) -> list[Part]:
    """The parts that the file says.

    Raises:
        TypeError, IndexError: they are none.
    """
    found: list[Part] = []
    make = tuple.__new__
    for each in told:
        file = each[0]
        # A big library has thousands of them, and every start reads them: what a named tuple does by itself is slower.
        digest = file if type(file) is str else found[file][0]
        found.append(make(Part, (digest, each[1], each[2] if len(each) > 2 else 0)))
    return found


def cannot(what: str, path: Path, error: OSError) -> LibraryError:
    """The error to raise where a file of a library cannot be "read" or "written"."""
    kind = LibraryUnwritableError if what == "written" else LibraryError
    return kind(f"{path.parent}: the library cannot be {what} ({(error.strerror or str(error)).lower()})")
