"""What lies in folders, each listed once: whoever looks at the same files twice asks the file system once."""

from __future__ import annotations

import hashlib
import os

LOOK = 12
"""Bytes of what stands for the looks of a file."""


class Folders:
    """The entries of folders as they were when each was first asked for."""

    def __init__(self) -> None:
        self._listed: dict[str, list[os.DirEntry[str]]] = {}
        self._looks: dict[str, bytes] = {}

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What lies in a folder, by name; what an entry once said of itself it says from then on.

        Raises:
            OSError: it cannot be listed.
        """
        found = self._listed.get(folder)
        if found is None:
            with os.scandir(folder) as listed:
                found = sorted(listed, key=lambda entry: entry.name)
            self._listed[folder] = found
        return found

    def look(self, entry: os.DirEntry[str]) -> bytes:
        """As `look_of`, worked out once.

        Raises:
            OSError: the file is not there any more.
        """
        found = self._looks.get(entry.path)
        if found is None:
            found = self._looks[entry.path] = look_of(entry.path, entry.stat())
        return found


def look_of(path: str, status: os.stat_result) -> bytes:
    """What stands for the name, place, size and times of a file, links followed: another look, perhaps another file."""
    told = (path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=LOOK).digest()
