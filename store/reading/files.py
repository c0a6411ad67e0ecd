"""Which files of a folder are articles."""

from __future__ import annotations

import os
from pathlib import Path

SUFFIXES = frozenset({".txt", ".md"})


def discover(folder: Path) -> list[tuple[Path, str]]:
    """The articles below `folder` with their names relative to it ("/" as separator), sorted by name.

    Hidden files and folders are left out; a folder that is reached a second time through a link is not entered again.

    Raises:
        OSError: the folder cannot be listed.
    """
    found: list[tuple[Path, str]] = []
    seen: set[tuple[int, int]] = set()

    def enter(directory: Path, prefix: str) -> None:
        status = directory.stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(directory) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.name.startswith("."):
                    continue
                path, name = directory / entry.name, prefix + entry.name
                try:
                    if entry.is_dir():
                        enter(path, name + "/")
                    elif entry.is_file() and path.suffix.lower() in SUFFIXES:
                        found.append((path, name))
                except PermissionError:
                    # Named as an unreadable article would be: the reader says why it cannot be read.
                    found.append((path, name))

    enter(folder, "")
    return sorted(found, key=lambda item: item[1])
