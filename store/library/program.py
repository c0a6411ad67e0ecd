"""What made a library: the program, known by all that reads and extracts, since another one may find other things."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import store
from store.folders import Folders
from store.library.disk import DERIVED, write_derived

_MAKERS = ("reading", "extraction", "events", "languages")
"""The packages that decide what a library holds; what lies beside them does as well."""
_MADE_OF = (".py", ".toml", ".txt")
_NAME = "program.json"
FRESH_NS = 3_000_000_000
"""Nanoseconds: what was changed so lately may change again and look the same; file systems tell two seconds apart."""


@cache
def program(library: Path | None = None) -> str:
    """The version of the program, and a hash of all that reads and extracts.

    In the folder `library` may stand what it is as long as its files look as they do: hundreds are not read for it.
    """
    look = _look() if library else None
    with suppress(OSError, ValueError, TypeError, AttributeError, LookupError):
        if library and look:
            told = json.loads((library / DERIVED / _NAME).read_bytes())
            if told.get("look") == look:
                return str(told["program"])
    return _read()


def remember(library: Path) -> None:
    """Keep in the folder of a library, as far as that can be done, what the program is."""
    file, look = library / DERIVED / _NAME, _look()
    told = json.dumps({"look": look, "program": program(library)}).encode("ascii")
    with suppress(OSError):
        if look is None or (file.is_file() and file.read_bytes() == told):
            return
    write_derived(file, [told])


def files(folders: Folders) -> Iterator[os.DirEntry[str]]:
    """All files that it is made of, in order; `folders` remembers what lies in each folder.

    Raises:
        OSError: they cannot be listed.
    """
    package = str(Path(store.__file__ or "").parent)
    yield from (entry for entry in folders.entries(package) if entry.is_file() and entry.name.endswith(".py"))
    for name in _MAKERS:
        yield from _below(os.path.join(package, name), folders)  # noqa: PTH118  (as the entries say it)


def _below(folder: str, folders: Folders) -> Iterator[os.DirEntry[str]]:
    for entry in folders.entries(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _below(entry.path, folders)
        elif entry.name.endswith(_MADE_OF):
            yield entry


@cache
def _look() -> str | None:
    """What stands for the names, sizes and times of all files that it is made of; None where they are too new."""
    folders, told = Folders(), []
    try:
        for entry in files(folders):
            status = entry.stat()
            if max(status.st_mtime_ns, status.st_ctime_ns) > time.time_ns() - FRESH_NS:
                return None
            told.append(folders.look(entry))
    except OSError:
        return None
    return hashlib.sha256(b"".join(told)).hexdigest()


@cache
def _read() -> str:
    package = Path(store.__file__ or "").parent
    digest = hashlib.sha256()
    for path in sorted(Path(entry.path) for entry in files(Folders())):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{store.__version__}+{digest.hexdigest()[:16]}"
