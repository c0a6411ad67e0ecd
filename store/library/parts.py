"""The rows of tables in files of about a hundred thousand bytes, each named after its content.

A file never changes: a table that has changed gets new files for what is new, and keeps the others, of which it may
use some rows and others no more (`store.library.upkeep`).  Rows that are written together are cut into files where
their own content says, so that the same rows lie in the same files.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from store.library.ahead import Stretch, read_ahead
from store.library.disk import REMAINS, sync_folder, write_whole
from store.library.errors import LibraryDamagedError
from store.library.head import Part

FOLDER = "parts"
_NAME = re.compile(r"[0-9a-f]{32}\.json")
LEAST = 48_000
"""Bytes: no file of rows need be smaller."""
_MOST = 400_000
# Once a file has the least size, every so many bytes on average some row ends it.
_ONE_IN = 32_000
_BETWEEN = b",\n"


class Parts:
    """The files of rows in the folder `folder`."""

    def __init__(self, folder: Path, cached: int = 48) -> None:
        self.folder = folder
        """The folder, which need not be there yet."""
        self._right: set[str] = set()
        self.lines = lru_cache(maxsize=cached)(self._lines)
        """The rows of a file by its hash, each as one JSON text; the files read last are kept.

        Raises:
            LibraryDamagedError: the file is gone, cannot be read, or is not what was written.
        """

    def _lines(self, digest: str) -> list[bytes]:
        path = self.path_of(digest)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise self._damaged(f"{path}: this part of the library is missing") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise self._damaged(f"{path}: this part of the library cannot be read ({reason})") from error
        # What was right once stays right: a file never changes.
        if digest not in self._right and _digest(content) != digest:
            raise self._damaged(f"{path}: this part of the library is damaged (its checksum does not fit)")
        self._right.add(digest)
        # JSON keeps line ends in texts as \n, so that a comma before one can only stand between two rows.
        return content[2:-3].split(_BETWEEN)

    def rows(self, part: Part) -> list[bytes]:
        """The rows of a part, each as one JSON text.

        Raises:
            LibraryDamagedError: as `lines`.
        """
        lines = self.lines(part.digest)
        found = lines[part.first : part.first + part.rows]
        if len(found) != part.rows:
            raise self._damaged(f"{self.path_of(part.digest)}: this part of the library has no such rows")
        return found

    def read_ahead(self, digests: Iterable[str]) -> None:
        """Have the files of these hashes read soon."""
        read_ahead(Stretch(f"{self.folder}/{digest}.json") for digest in digests)

    def size(self, digest: str) -> int:
        """Bytes of the file of that hash; none where it is not there."""
        try:
            # Asked for thousands of files with every change.
            return os.stat(f"{self.folder}/{digest}.json").st_size  # noqa: PTH116
        except OSError:
            return 0

    def is_right(self, digest: str) -> bool:
        """Whether the file of that hash is there and what was written, by what lies on the disk now."""
        try:
            return _digest(self.path_of(digest).read_bytes()) == digest
        except OSError:
            return False

    def forget(self) -> None:
        """Nothing that was read before counts any more."""
        self._right.clear()
        self.lines.cache_clear()

    def _damaged(self, told: str) -> LibraryDamagedError:
        return LibraryDamagedError(told, self.folder.parent)

    def write(self, rows: Iterable[bytes], times: int = 1) -> tuple[Part, ...]:
        """Bring rows, each one JSON text, to the disk; what is there already is not written again.

        The files are `times` as big as others.

        Raises:
            OSError: they cannot be written.
        """
        found: list[Part] = []
        new = False
        for lines in cut(rows, times):
            content = b"[\n" + _BETWEEN.join(lines) + b"\n]\n"
            part = Part(_digest(content), len(lines))
            path = self.path_of(part.digest)
            if not _has(path, len(content)):
                if not new:
                    self.folder.mkdir(parents=True, exist_ok=True)
                write_whole(path, content)
                new = True
            found.append(part)
        if new:
            sync_folder(self.folder)
        return tuple(found)

    def keep_only(self, digests: set[str]) -> None:
        """Delete all other files of rows, and what a killed writer left; only while no other writer can be at work."""
        wanted = {f"{digest}.json" for digest in digests}
        with suppress(OSError), os.scandir(self.folder) as listed:
            left = [entry.name for entry in listed if entry.name not in wanted]
            for name in left:
                if _NAME.fullmatch(name) or REMAINS.fullmatch(name):
                    with suppress(OSError):
                        (self.folder / name).unlink()

    def path_of(self, digest: str) -> Path:
        """Where the file of that hash lies."""
        return self.folder / f"{digest}.json"


def cut(rows: Iterable[bytes], times: int = 1) -> Iterator[Sequence[bytes]]:
    """Rows in groups; where a group ends is said by the row that ends it, or by the size of the group."""
    least, most, one_in = times * LEAST, times * _MOST, times * _ONE_IN
    group: list[bytes] = []
    size = 0
    for row in rows:
        group.append(row)
        size += len(row)
        if size >= most or (size >= least and zlib.crc32(row) % max(1, one_in // max(1, len(row))) == 0):
            yield group
            group, size = [], 0
    if group:
        yield group


def _has(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
