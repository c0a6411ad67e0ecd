"""Which of the files that a build could not read it has named before: those fail no build again.

A record in the library's folder of derived files says for which reason each was skipped and what it looked like (size,
times, place on the disk).  It may be deleted at any time: then all of them are new once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.library.disk import DERIVED, write_derived

if TYPE_CHECKING:
    from store.library.library import Library
    from store.library.roots import Root, Skipped

_NAME = "skipped.json"
_Look = list[int]
_Record = dict[str, dict[str, _Look]]
"""By the key of a root and what was said of a file in it: what the file looked like."""


def known_before(library: Library, skipped: Iterable[Skipped]) -> frozenset[Skipped]:
    """Those of the files that a build of `library` has just `skipped` that are as they were when it did so before.

    Of the same file, for the same reason, and unchanged since; what cannot be looked at, a folder or an address, is
    never among them.  What is to be known the next time is written down.
    """
    told = set(skipped)
    path = library.path / DERIVED / _NAME
    if not library.exists or not (told or path.exists()):
        return frozenset()
    before = _read(path)
    now: _Record = {}
    known: set[Skipped] = set()
    new: set[Skipped] = set()
    for root in library.roots():
        record = before.get(root.key, {})
        for item in root.skipped:
            said = f"{item.file}\n{item.reason}"
            # What this build did not look at stays as it was told.
            look = _look(root, item.file) if item in told else record.get(said)
            if look is not None:
                now.setdefault(root.key, {})[said] = look
            if item in told:
                (known if look is not None and record.get(said) == look else new).add(item)
    if now != before:
        write_derived(path, [json.dumps(now, indent=1).encode("ascii")])
    return frozenset(known - new)


def _look(root: Root, file: str) -> _Look | None:
    """What a file of a root looks like: that which holds it, where it is one of several in a file."""
    if root.kind == "address":
        return None
    place = Path(root.path)
    place = place.parent if root.kind == "file" else place
    # A name that is shown otherwise than it is written is not found, and counts as new.
    ends = [len(file), *(at for at in range(len(file) - 1, 0, -1) if file[at] in "#/")]
    for end in ends:
        with suppress(OSError, ValueError):
            found = place / file[:end]
            if found.is_file():
                status = found.stat()
                return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
            if found.exists():
                return None
    return None


def _read(path: Path) -> _Record:
    with suppress(OSError, ValueError, RecursionError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and all(isinstance(each, dict) for each in found.values()):
            return found
    return {}
