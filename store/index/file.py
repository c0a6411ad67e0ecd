"""A derived file of named sections: written at once, read section by section, its damage found when it is read.

Of a long section of numbers a few can be read alone: what stands in the file has a checksum for every block of it too.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

_BLOCK = 16_384
"""Bytes that have a checksum together, from the beginning of the first section on."""
_CHECKSUMS = "checksums"
"""The section of these checksums, the last one."""
_FEW_BLOCKS = 3
"""A section of no more than so many blocks is read as a whole."""


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
        self._block = lru_cache(maxsize=512)(self._read_block)
        # What is asked for is read, and not what lies behind it.
        with suppress(OSError, ValueError, AttributeError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_RANDOM)

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

    def some_numbers(self, name: str, kind: str = "I") -> Numbers | array[int]:
        """A section of numbers, as `numbers`, of which no more is read than is asked for, where it is a long one.

        Raises:
            IndexDamagedError: there is no such section, or, where it is a short one, as `read`.
        """
        _, length, _ = self._place(name)
        return Numbers(self, name, kind) if length > _FEW_BLOCKS * _BLOCK else self.numbers(name, kind)

    def length(self, name: str) -> int:
        """The bytes of a section.

        Raises:
            IndexDamagedError: there is no such section.
        """
        return self._place(name)[1]

    def stretch(self, name: str, start: int, end: int) -> bytes:
        """The bytes of a section from `start` to before `end`, of which no others are read but those of their blocks.

        Raises:
            IndexDamagedError: they are not what was written, or there is no such section.
        """
        offset, length, _ = self._place(name)
        begin, stop = offset + max(0, start), offset + min(length, end)
        if begin >= stop:
            return b""
        first, last = begin // _BLOCK, (stop - 1) // _BLOCK
        found = self._block(first) if first == last else b"".join(map(self._block, range(first, last + 1)))
        return found[begin - first * _BLOCK : stop - first * _BLOCK]

    def _read_block(self, number: int) -> bytes:
        end = self._place(_CHECKSUMS)[0]
        length = min(_BLOCK, end - number * _BLOCK)
        try:
            with self._lock:
                self._stream.seek(self._start + number * _BLOCK)
                found = self._stream.read(length)
            if zlib.crc32(found) != self._checksums[number]:
                raise IndexDamagedError(f"block {number}")
        except (OSError, ValueError, IndexError) as error:
            raise IndexDamagedError(f"block {number}") from error
        return found

    @cached_property
    def _checksums(self) -> array[int]:
        return self.numbers(_CHECKSUMS)

    def data(self, name: str) -> Any:  # noqa: ANN401
        """A section of JSON.

        Raises:
            IndexDamagedError: as `read`.
        """
        try:
            return json.loads(self.read(name))
        except (ValueError, RecursionError) as error:
            raise IndexDamagedError(name) from error


class Numbers(Sequence[int]):
    """The numbers of a section, of the type code `kind` of `array`: read when they are asked for, block by block.

    Raises (all of it):
        IndexDamagedError: they are not what was written.
    """

    def __init__(self, sections: Sections, name: str, kind: str) -> None:
        self._sections, self._name, self._kind = sections, name, kind
        self._size = array(kind).itemsize
        self._length, rest = divmod(sections.length(name), self._size)
        if rest:
            raise IndexDamagedError(name)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401
        if isinstance(at, slice):
            start, end, step = at.indices(self._length)
            return self._some(start, end)[::step] if step > 0 else self._some(end + 1, start + 1)[::step]
        if not -self._length <= at < self._length:
            raise IndexError(at)
        return self._some(at % self._length, at % self._length + 1)[0]

    def _some(self, start: int, end: int) -> array[int]:
        found = array(self._kind)
        found.frombytes(self._sections.stretch(self._name, start * self._size, end * self._size))
        return found


def place_of_hash(numbers: Sequence[int], wanted: int) -> int:
    """As `bisect_left` in ascending 64-bit numbers that are hashes: as many lie below one as its share of them says."""
    total = len(numbers)
    guess, by = wanted * total >> 64, total
    if isinstance(numbers, Numbers):
        # Few hashes lie farther from where they should than so many times the root of how many there are.
        by = 2 * int(total**0.5)
        start, end = max(0, guess - by), min(total, guess + by)
        near = numbers[start:end]
        at = bisect_left(near, wanted)
        if (at > 0 or start == 0) and (at < len(near) or end == total):
            return start + at
    return bisect_left(numbers, wanted)


def encoded(form: str, about: Mapping[str, Any], sections: Mapping[str, bytes]) -> list[bytes]:
    """The parts of a file with these sections, in the byte order of this machine."""
    told = {**sections, _CHECKSUMS: array("I", _checksums(sections.values())).tobytes()}
    places, offset = {}, 0
    for name, content in told.items():
        places[name] = (offset, len(content), zlib.crc32(content))
        offset += len(content)
    head = {"format": form, "order": sys.byteorder, "about": about, "sections": places}
    return [json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n", *told.values()]


def _checksums(contents: Iterable[bytes]) -> Iterator[int]:
    """Those of the blocks of what stands after each other."""
    checksum = length = 0
    for content in contents:
        at = 0
        while at < len(content):
            part = memoryview(content)[at : at + _BLOCK - length]
            checksum = zlib.crc32(part, checksum)
            at, length = at + len(part), length + len(part)
            if length == _BLOCK:
                yield checksum
                checksum = length = 0
    if length:
        yield checksum


def dumped(data: Any) -> bytes:  # noqa: ANN401
    """Data as a section of JSON."""
    return json.dumps(data, separators=(",", ":")).encode("ascii")
