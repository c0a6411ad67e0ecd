"""The rows of one table, decoded one by one when they are asked for."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, TypeVar

from store.library.errors import LibraryDamagedError
from store.library.head import Head
from store.library.parts import Parts

T = TypeVar("T")


class Table:
    """A table of a head; rows count from 0 in the order in which they are stored."""

    def __init__(self, head: Head, parts: Parts, name: str) -> None:
        stored = head.stored.get(name)
        self._whole = list(head.whole.get(name, {}).values()) if stored is None else []
        self._parts = parts
        self.digests = [part.digest for part in stored.parts] if stored else []
        """The parts that hold the rows; none where the head does."""
        self.starts = [0, *accumulate(part.rows for part in stored.parts)] if stored else [0, len(self._whole)]
        """The first row of each part, and the end of the last."""

    @property
    def library(self) -> Path:
        """The folder of the library."""
        return self._parts.folder.parent

    def __len__(self) -> int:
        return self.starts[-1]

    def line(self, row: int) -> bytes | dict[str, Any]:
        """A row as it is stored: one JSON text, or what it says.

        Raises:
            LibraryError: it cannot be read.
        """
        if not self.digests:
            found: dict[str, Any] = self._whole[row]
            return found
        part = bisect_right(self.starts, row) - 1
        lines = self._parts.lines(self.digests[part])
        try:
            return lines[row - self.starts[part]]
        except IndexError as error:
            raise LibraryDamagedError(
                f"{self._parts.folder}: a part of the library is damaged", self._parts.folder.parent
            ) from error

    def plain(self, row: int) -> dict[str, Any]:
        """What a row says, without more ado: nothing is imported for it.

        Raises:
            LibraryError: it cannot be read.
        """
        found = self.line(row)
        if isinstance(found, bytes):
            try:
                made: dict[str, Any] = json.loads(found)
            except ValueError as error:
                raise LibraryDamagedError(
                    f"{self._parts.folder}: a part of the library is damaged", self._parts.folder.parent
                ) from error
            return made
        return found


class Decoded(Sequence[T], Generic[T]):
    """The rows of a table as things of the model; those asked for last are kept."""

    def __init__(self, table: Table, kind: Callable[[], type[T]], kept: int = 512) -> None:
        self._table = table
        self._kind = kind
        self._get = lru_cache(maxsize=kept)(self._decode)
        self._decoder: Callable[[bytes], T] | None = None

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, row: Any) -> Any:  # noqa: ANN401
        if isinstance(row, slice):
            return [self._get(n) for n in range(*row.indices(len(self)))]
        if row < 0:
            row += len(self)
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._get(row)

    def __iter__(self) -> Iterator[T]:
        # Whoever wants them all has no use for those that are kept, and would drive them out.
        return map(self._decode, range(len(self)))

    def _decode(self, row: int) -> T:
        import msgspec

        if self._decoder is None:
            self._decoder = msgspec.json.Decoder(self._kind()).decode
        line = self._table.line(row)
        try:
            return self._decoder(line) if isinstance(line, bytes) else msgspec.convert(line, self._kind())
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise LibraryDamagedError(
                f"row {row} of the library cannot be understood ({error})", self._table.library
            ) from error
