"""A derived file of named sections: written at once, read section by section, its damage found when it is read."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO


class IndexDamagedError(Exception):
    """A derived file is missing, damaged, or of another program: it is to be made anew."""


class Sections:
    """The sections of a file that `encoded` made; they are read when they are asked for."""

    def __init__(self, stream: BinaryIO, *forms: str) -> None:
        self._stream = stream
        # A search and a paint may ask from two threads, and a place in a file is one.
        self._lock = Lock()
        try:
            line = stream.readline(50_000_000)
            told = json.loads(line)
            if told["format"] not in forms or told["order"] != sys.byteorder:
                raise IndexDamagedError(f"not {forms}")
            self.form: str = told["format"]
            """Its format, one of those that were asked for."""
            self.checksum = zlib.crc32(line)
            """What changes whenever anything in it does."""
            self.about: dict[str, Any] = told["about"]
            """What was said of the whole."""
            self._places: dict[str, tuple[int, int, int]] = {name: tuple(at) for name, at in told["sections"].items()}
            self._start = stream.tell()
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexDamagedError(str(error)) from error
        self._checked: set[str] = set()

    @classmethod
    def open(cls, path: Path, *forms: str) -> Sections:
        """Those of the file at `path`, whose format must be one of `forms`.

        Raises:
            IndexDamagedError: it is not there or not such a file.
        """
        try:
            stream = path.open("rb")
        except OSError as error:
            raise IndexDamagedError(str(error)) from error
        try:
            return cls(stream, *forms)
        except IndexDamagedError:
            stream.close()
            raise

    @classmethod
    def of(cls, parts: Iterable[bytes], form: str) -> Sections:
        """Those that were just `encoded`, where they cannot be written."""
        return cls(BytesIO(b"".join(parts)), form)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    @property
    def names(self) -> Iterable[str]:
        """The names of all sections."""
        return self._places

    def read(self, name: str) -> bytes:
        """The bytes of a section.

        Raises:
            IndexDamagedError: they are not what was written, or there is no such section.
        """
        offset, length, checksum = self._place(name)
        try:
            with self._lock:
                self._stream.seek(self._start + offset)
                found = self._stream.read(length)
        except (OSError, ValueError) as error:
            raise IndexDamagedError(name) from error
        self._check(name, found, length, checksum)
        return found

    def _place(self, name: str) -> tuple[int, int, int]:
        try:
            return self._places[name]
        except KeyError as error:
            raise IndexDamagedError(name) from error

    def _check(self, name: str, found: bytes, length: int, checksum: int) -> None:
        """What was right once stays right, and a search goes through it with every letter."""
        if name not in self._checked:
            if len(found) != length or zlib.crc32(found) != checksum:
                raise IndexDamagedError(name)
            self._checked.add(name)

    def read_all(self, names: Sequence[str], most: int = 1_000_000) -> Iterator[tuple[str, bytes]]:
        """Several sections after each other, those that lie together read together, up to `most` bytes at once.

        Raises:
            IndexDamagedError: as `read`.
        """
        at = 0
        while at < len(names):
            end = at + 1
            start, length, _ = self._place(names[at])
            while end < len(names):
                offset, size, _ = self._place(names[end])
                if offset != start + length or length + size > most:
                    break
                length += size
                end += 1
            with self._lock:
                self._stream.seek(self._start + start)
                content = self._stream.read(length)
            begin = 0
            for name in names[at:end]:
                _, size, checksum = self._place(name)
                found = content[begin : begin + size]
                self._check(name, found, size, checksum)
                yield name, found
                begin += size
            at = end

    def numbers(self, name: str, kind: str = "I") -> array[int]:
        """A section of numbers, of the type code `kind` of `array`.

        Raises:
            IndexDamagedError: as `read`.
        """
        found = array(kind)
        try:
            found.frombytes(self.read(name))
        except ValueError as error:
            raise IndexDamagedError(name) from error
        return found

    def data(self, name: str) -> Any:  # noqa: ANN401
        """A section of JSON.

        Raises:
            IndexDamagedError: as `read`.
        """
        try:
            return json.loads(self.read(name))
        except (ValueError, RecursionError) as error:
            raise IndexDamagedError(name) from error


def encoded(form: str, about: Mapping[str, Any], sections: Mapping[str, bytes]) -> list[bytes]:
    """The parts of a file with these sections, in the byte order of this machine."""
    places, offset = {}, 0
    for name, content in sections.items():
        places[name] = (offset, len(content), zlib.crc32(content))
        offset += len(content)
    told = {"format": form, "order": sys.byteorder, "about": about, "sections": places}
    return [json.dumps(told, separators=(",", ":")).encode("ascii") + b"\n", *sections.values()]


def dumped(data: Any) -> bytes:  # noqa: ANN401
    """Data as a section of JSON."""
    return json.dumps(data, separators=(",", ":")).encode("ascii")
