"""The tables of a library as TinyDB asks for them: read from their parts when somebody looks into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from itertools import count
from typing import Any

import msgspec

from store.library.errors import LibraryDamagedError
from store.library.head import Head, Rows, Stored
from store.library.parts import Parts
from store.library.ropes import Rope

_decode = msgspec.json.Decoder().decode


class Lines(Mapping[str, Any]):
    """Rows that are JSON texts: they are numbered 1, 2, 3 …, and understood when they are asked for."""

    def __init__(self, rope: Rope, parts: Parts) -> None:
        self.rope = rope
        """The rows, those in files among the `parts`."""
        self._parts = parts

    def __len__(self) -> int:
        return len(self.rope)

    def __iter__(self) -> Iterator[str]:
        return map(str, range(1, len(self.rope) + 1))

    def __getitem__(self, number: str) -> Any:  # noqa: ANN401
        return _decode(self.rope.line(int(number) - 1, self._parts))

    def lines(self) -> Iterator[bytes]:
        """The rows."""
        return self.rope.lines(self._parts)

    def decoded(self) -> Rows:
        """What the rows say.

        Raises:
            LibraryDamagedError: they cannot be read.
        """
        return _decoded(self.lines(), count(1), self._parts)


def _decoded(lines: Iterable[bytes], numbers: Iterable[int], parts: Parts) -> Rows:
    try:
        return {str(number): _decode(line) for number, line in zip(numbers, lines, strict=False)}
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LibraryDamagedError(f"{parts.folder}: a part of the library is damaged", parts.folder.parent) from error


class Tables(MutableMapping[str, Rows]):
    """The tables of a head; the rows of each are read from its parts when they are first asked for."""

    def __init__(self, head: Head, parts: Parts) -> None:
        self.head = head
        """What the disk says."""
        self.given: dict[str, Mapping[str, Any]] = {}
        """Tables that were put in the place of those on the disk."""
        self._gone: set[str] = set()
        self._parts = parts
        self._read: dict[str, Rows] = head.whole
        self._ropes: dict[str, Rope] = {}

    def copy(self) -> Tables:
        """Another one that knows the same; what is put into it stays in it."""
        made = Tables(self.head, self._parts)
        made.given, made._gone = dict(self.given), set(self._gone)
        made._read, made._ropes = self._read, self._ropes
        return made

    def __getitem__(self, name: str) -> Rows:
        if name in self.given:
            rows = self.given[name]
            if not isinstance(rows, dict):
                # TinyDB changes rows in place.
                rows = self.given[name] = rows.decoded() if isinstance(rows, Lines) else dict(rows)
            return rows
        if name in self._gone:
            raise KeyError(name)
        if name not in self._read and name in self.head.stored:
            self._read[name] = self._rows(self.head.stored[name])
        return self._read[name]

    def __setitem__(self, name: str, rows: Rows) -> None:
        self.given[name] = rows

    def __delitem__(self, name: str) -> None:
        if name not in self:
            raise KeyError(name)
        self.given.pop(name, None)
        self._gone.add(name)

    def __iter__(self) -> Iterator[str]:
        known = {**self.head.whole, **self.head.stored}
        yield from dict.fromkeys([*(name for name in known if name not in self._gone), *self.given])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in self.given or (name not in self._gone and (name in self._read or name in self.head.stored))

    def rows(self, name: str) -> int:
        """How many rows a table has, without reading them."""
        if name in self.given:
            return len(self.given[name])
        if name not in self.head.stored:
            return len(self.get(name, {}))
        return 0 if name in self._gone else self.head.stored[name].rows

    def is_as_stored(self, name: str) -> bool:
        """Whether nothing was put in the place of a table that lies in parts."""
        return name in self.head.stored and name not in self.given and name not in self._gone

    def rope(self, name: str) -> Rope | None:
        """The rows of a table as they were stored or put; None where they are not JSON texts."""
        given = self.given.get(name)
        if isinstance(given, Lines):
            return given.rope
        if not self.is_as_stored(name):
            return None
        if name not in self._ropes:
            self._ropes[name] = Rope(self.head.stored[name].parts)
        return self._ropes[name]

    def _rows(self, table: Stored) -> Rows:
        numbers: Iterable[int] = table.numbers if table.numbers is not None else count(1)
        return _decoded(Rope(table.parts).lines(self._parts), numbers, self._parts)
