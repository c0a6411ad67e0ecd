"""Whether a folder of articles looks as it did when its library was last brought up to date, without reading it.

Names, sizes and times are compared, not contents: a start must not read every article.  What was changed so lately that
a second change might leave no trace is not trusted; then the files themselves are looked at, as always.  The record of
it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from store.folders import Folders
from store.library.program import FRESH_NS, files

NAME = "seen.json"


def look(folder: Path, folders: Folders | None = None) -> str | None:
    """What stands for all names, sizes and times below `folder` and in the program; None where they cannot be trusted.

    Hidden files and folders are left out, links followed, each folder looked into once; `folders` remembers what lies
    in each.
    """
    folders = folders or Folders()
    limit = time.time_ns() - FRESH_NS
    try:
        told = [folders.look(entry) for entry in files(folders)]
        for entry in _entries(str(folder), set(), folders):
            status = entry.stat()
            if status.st_mtime_ns > limit or status.st_ctime_ns > limit:
                return None
            told.append(folders.look(entry))
    except OSError:
        return None
    return hashlib.sha256(b"".join(told)).hexdigest()


def is_same(library: Path, key: str, told: str, roots: str) -> bool:
    """Whether the root `key` of the library in the folder `library` was last brought up to date looking as `told`.

    `roots` stands for what the library says of its roots: whoever changed that has to be heard first.
    """
    try:
        return bool(json.loads((library / NAME).read_bytes())[key] == [told, roots])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def remember(library: Path, looks: Mapping[str, str | None], roots: str) -> None:
    """Keep what roots looked like before they were brought up to date, by their keys; what cannot be kept is not."""
    from store.library.disk import remove_remains, write_atomic

    remove_remains(library / NAME)
    found = {}
    with suppress(OSError, ValueError, TypeError, RecursionError):
        before = json.loads((library / NAME).read_bytes())
        found = {key: told for key, told in before.items() if key not in looks and told[1] == roots}
    found |= {key: [told, roots] for key, told in looks.items() if told is not None}
    with suppress(OSError):
        write_atomic(library / NAME, json.dumps(found, indent=1).encode("ascii"))


def _entries(folder: str, seen: set[tuple[int, int]], folders: Folders) -> Iterator[os.DirEntry[str]]:
    status = Path(folder).stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in folders.entries(folder):
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if not entry.is_dir():
            yield entry
        else:
            yield from _entries(entry.path, seen, folders)
