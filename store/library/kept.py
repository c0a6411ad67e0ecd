"""What was worked out for each article, kept beside the library, so that a build works out only what is new.

Rows lie one after another in a few big files, and a list says where each begins, so that one can be read alone.
Everything here can be had again from the articles: what is missing, damaged or of another program is not used, and the
files may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store.index.file import IndexDamagedError, Sections, encoded
from store.library.ahead import Stretch, read_ahead
from store.library.disk import DERIVED, REMAINS, remove_remains, sync_folder, write_atomic, write_whole

_FORM = "timeline-kept/1"
_NAME = re.compile(r"[0-9a-f]{32}\.(bin|json)")
_MOST = 2_000_000
"""Bytes of rows that are written into one file."""
_SMALL, _FEW = _MOST // 4, 16
"""Bytes of a file that is small, and how many of these there may be before they become one."""


def key_of(article: str, made_of: bytes) -> str:
    """The key of a row about the article with an id, that was worked out from what `made_of` says."""
    return f"{article}:{hashlib.sha256(made_of).hexdigest()[:24]}"


class _Place(NamedTuple):
    """Where a row is: the number of its file, where it begins there, its length, and its CRC-32."""

    file: int
    start: int
    length: int
    checksum: int


class Kept:
    """Rows by key that `program` worked out for the library in the folder `path`."""

    def __init__(self, path: Path, name: str, program: str) -> None:
        self._list = path / DERIVED / f"{name}.bin"
        self._folder = path / DERIVED / name
        self._program = program
        self._files: list[str] = []
        """The names of the files."""
        self._places: dict[str, _Place] = {}
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
        places = (self._places[key] for key in keys if key in self._places)
        read_ahead(Stretch(self._path(place), place.start, place.length) for place in places)

    def get(self, key: str) -> bytes | None:
        """The row of this key; None where there is none, or it cannot be read."""
        self._used[key] = None
        if key in self._new:
            return self._new[key]
        place = self._places.get(key)
        return self._row(place) if place is not None else None

    def put(self, key: str, row: bytes) -> None:
        """Keep a row, in the place of what was kept under its key; it is in use once it is asked for."""
        self._new[key] = row
        self._newest = None

    def save(self, *, whole: bool = True) -> None:
        """Bring to the disk what was asked for since this was made; where that is not the `whole`, the rest as well.

        Rows that lie in files stay there as long as these hold little else.  Nothing is kept, and nothing raised, where
        it cannot be written.
        """
        if not whole:
            self._used |= dict.fromkeys([*self._places, *self._new])
        if not self._new and len(self._used) == len(self._places):
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            remove_remains(self._list)
            stay = {key: place for key, place in self._places.items() if key in self._used and key not in self._new}
            if moving := self._moving(stay.values()):
                # What cannot be read any more is not kept.
                moved = {k: row for k, p in stay.items() if p.file in moving and (row := self._row(p)) is not None}
                stay = {key: place for key, place in stay.items() if place.file not in moving}
            else:
                moved = {}
            new = self._written(moved | {key: self._new[key] for key in self._used if key in self._new})
            self._places, self._new, self._newest = stay | new, {}, None
            self._forget_files()
            write_atomic(self._list, *self._encoded())
            self._clean()

    def _moving(self, stay: Iterable[_Place]) -> set[int]:
        """The files whose rows that stay are to be written anew: most of them is of no use, or there are many small."""
        used, sizes = [0] * len(self._files), [0] * len(self._files)
        for file, _, length, _ in stay:
            used[file] += length
        # A file is as long as the list says: up to the end of the last row that it has there.
        for file, start, length, _ in self._places.values():
            sizes[file] = max(sizes[file], start + length)
        found = {n for n, size in enumerate(used) if 0 < 2 * size < sizes[n]}
        small = {n for n, size in enumerate(used) if size and sizes[n] < _SMALL}
        return found | small if len(small) >= _FEW else found

    def _forget_files(self) -> None:
        """Files that hold no row that is listed are known no more; others change their numbers by it."""
        in_use = sorted({place[0] for place in self._places.values()})
        if len(in_use) < len(self._files):
            number = {file: n for n, file in enumerate(in_use)}
            self._files = [self._files[file] for file in in_use]
            self._places = {key: place._replace(file=number[place.file]) for key, place in self._places.items()}

    def _written(self, rows: Mapping[str, bytes]) -> dict[str, _Place]:
        """Write rows into new files; where each is."""
        found: dict[str, _Place] = {}
        for keys in _shared_out(rows):
            content = b"".join(rows[key] for key in keys)
            name = f"{hashlib.sha256(content).hexdigest()[:32]}.bin"
            write_whole(self._folder / name, content)
            start = 0
            for key in keys:
                row = rows[key]
                found[key] = _Place(len(self._files), start, len(row), zlib.crc32(row))
                start += len(row)
            self._files.append(name)
        if found:
            sync_folder(self._folder)
        return found

    def _row(self, place: _Place) -> bytes | None:
        try:
            with open(self._path(place), "rb", buffering=0) as stream:  # noqa: PTH123  (asked for often)
                stream.seek(place.start)
                row: bytes = stream.read(place.length)
        except OSError:
            return None
        return row if len(row) == place.length and zlib.crc32(row) == place.checksum else None

    def _path(self, place: _Place) -> str:
        return f"{self._folder}/{self._files[place.file]}"

    def _encoded(self) -> list[bytes]:
        columns = zip(*self._places.values(), strict=True) if self._places else ((), (), (), ())
        names = ("files", "starts", "lengths", "checksums-of-rows")
        sections = {name: array("I", column).tobytes() for name, column in zip(names, columns, strict=True)}
        sections["keys"] = "\n".join(self._places).encode("utf-8", "surrogatepass")
        return encoded(_FORM, {"program": self._program, "files": self._files}, sections)

    def _read_list(self) -> None:
        with suppress(IndexDamagedError, UnicodeDecodeError, LookupError, ValueError, TypeError):
            told = Sections.open(self._list, _FORM)
            if told.about["program"] != self._program:
                return
            keys = told.read("keys").decode("utf-8", "surrogatepass").split("\n")
            columns = [told.numbers(name) for name in ("files", "starts", "lengths", "checksums-of-rows")]
            files = [Path(str(name)).name for name in told.about["files"]]
            if not columns[0] or max(columns[0]) >= len(files):
                return
            self._places = dict(zip(keys, map(_Place._make, zip(*columns, strict=True)), strict=True))
            self._files = files

    def _clean(self) -> None:
        """Delete the files of which no row is listed, and what a killed writer left."""
        wanted = set(self._files)
        for path in self._folder.iterdir():
            if path.name not in wanted and (_NAME.fullmatch(path.name) or REMAINS.fullmatch(path.name)):
                with suppress(OSError):
                    path.unlink()


def _shared_out(rows: Mapping[str, bytes]) -> Iterator[list[str]]:
    """The keys of rows in groups: those of one file each."""
    group: list[str] = []
    size = 0
    for key, row in rows.items():
        if group and size + len(row) > _MOST:
            yield group
            group, size = [], 0
        group.append(key)
        size += len(row)
    if group:
        yield group
