"""The rows of one table, decoded one by one when they are asked for."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from store.library.errors import LibraryDamagedError
from store.library.head import Head, Part
from store.library.parts import Parts

if TYPE_CHECKING:
    from store.index.spliced import Spliced

T = TypeVar("T")
_NOWHERE: Mapping[str, Any] = {"article": "", "start": 0, "end": 0, "surface": ""}
_EVENT: Mapping[str, Any] = {"id": "", "date": None, "title": "…", "accounts": [], "quotes": []}
BLANK: Mapping[str, Mapping[str, Any]] = {
    "roots": {"key": "", "kind": "file", "path": ""},
    "articles": {"id": "", "file": "", "text": ""},
    "texts": {"id": "", "text": ""},
    "events": _EVENT,
    "hidden": _EVENT,
    "entities": {"id": "", "name": "…", "type": "work"},
    "mentions": {"entity": "", "mention": _NOWHERE},
    "time_expressions": {**_NOWHERE, "type": "DATE", "value": ""},
    "amounts": {**_NOWHERE, "value": None},
    "counts": {**_NOWHERE, "value": 0, "unit": ""},
    "quotes": {"id": "", "article": "", "start": 0, "end": 0, "text": "", "kind": "direct"},
    "quote_groups": {"id": "", "speaker": None, "quotes": []},
    "pairs": {"a": "", "b": "", "apart": "score", "link": {"a": "", "b": "", "score": 0, "reasons": []}},
    "whys": {"event": ""},
    "new": {"articles": []},
}
"""A row of each table that a screen reads, for where its own cannot be read any more."""


class Table:
    """A table of a head; rows count from 0 in the order in which they are stored.

    `missed` is told of rows that cannot be read: what it does not raise is answered with a blank row.
    """

    def __init__(
        self, head: Head, parts: Parts, name: str, missed: Callable[[LibraryDamagedError], None] | None = None
    ) -> None:
        self.name = name
        """What it is called."""
        self._missed = missed
        stored = head.stored.get(name)
        self._whole = list(head.whole.get(name, {}).values()) if stored is None else []
        self._parts = parts
        self.runs: Sequence[Part] = stored.parts if stored else ()
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
        if not self.runs:
            found: dict[str, Any] = self._whole[row]
            return found
        number = bisect_right(self.starts, row) - 1
        run = self.runs[number]
        try:
            return self._parts.lines(run.digest)[run.first + row - self.starts[number]]
        except IndexError:
            error = LibraryDamagedError(f"{self._parts.folder}: a part of the library is damaged", self.library)
        except LibraryDamagedError as damage:
            error = damage
        return self.blank(error)

    def lines(self) -> Iterator[bytes]:
        """All rows, each as one JSON text.

        Raises:
            LibraryError: they cannot be read.
        """
        for row in self._whole:
            yield _encoded(row)
        for run in self.runs:
            yield from self._parts.rows(run)

    def read_ahead(self, rows: Iterable[int]) -> None:
        """Have these rows read soon."""
        if self.runs:
            self._parts.read_ahead(self.runs[bisect_right(self.starts, row) - 1].digest for row in rows)

    def blank(self, error: LibraryDamagedError) -> dict[str, Any]:
        """What stands for a row that cannot be read.

        Raises:
            LibraryDamagedError: nobody has said what to do then.
        """
        if self._missed is None:
            raise error
        self._missed(error)
        return dict(BLANK[self.name])

    def plain(self, row: int) -> dict[str, Any]:
        """What a row says, without more ado: nothing is imported for it.

        Raises:
            LibraryError: it cannot be read.
        """
        found = self.line(row)
        if isinstance(found, bytes):
            try:
                made: dict[str, Any] = json.loads(found)
            except ValueError:
                return self.blank(
                    LibraryDamagedError(f"{self._parts.folder}: a part of the library is damaged", self.library)
                )
            return made
        return found


class SplicedTable(Table):
    """A `table` after cuts, with the rows that come by them; it lies nowhere, and can only be read row by row."""

    def __init__(self, table: Table, spliced: Spliced, new: Sequence[dict[str, Any]]) -> None:
        self.name = table.name
        self.runs = ()
        self.starts = [0, spliced.rows]
        self._table, self._spliced, self._new = table, spliced, new
        self._missed, self._parts = table._missed, table._parts

    def lines(self) -> Iterator[bytes]:
        """As `Table.lines`."""
        for row in range(len(self)):
            line = self.line(row)
            yield line if isinstance(line, bytes) else _encoded(line)

    def line(self, row: int) -> bytes | dict[str, Any]:
        """As `Table.line`."""
        was = self._spliced.was(row)
        return self._table.line(was) if was >= 0 else self._new[~was]


def _encoded(row: Mapping[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


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
            told = f"row {row} of the library cannot be understood ({error})"
            return msgspec.convert(self._table.blank(LibraryDamagedError(told, self._table.library)), self._kind())
