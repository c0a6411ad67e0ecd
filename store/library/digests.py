"""Hashes of the files of a folder, kept for as long as a file looks as it did: ten thousand need not be read for one.

A file looks as it did where its name, place, size and times are the same.  What was changed so lately that a second
change might leave no trace is read every time.  What is kept may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

from store.folders import LOOK
from store.library.disk import DERIVED, write_derived
from store.library.program import FRESH_NS

_DIGEST = 32
"""Bytes of a SHA-256."""


class Digests:
    """Of the files of the root `key` of the library in the folder `library`."""

    def __init__(self, library: Path, key: str) -> None:
        name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._file = library / DERIVED / f"files-{name}.bin"
        self._known: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}
        self._limit = time.time_ns() - FRESH_NS
        with suppress(OSError):
            content = self._file.read_bytes()
            body, size = content[:-_DIGEST], LOOK + _DIGEST
            if hashlib.sha256(body).digest() == content[-_DIGEST:]:
                rows = (body[at : at + size] for at in range(0, len(body), size))
                self._known = {row[:LOOK]: row[LOOK:] for row in rows}

    def of(self, look: bytes) -> str | None:
        """The SHA-256 of the file that looks so (`look_of`), in hexadecimal digits; None where it must be read."""
        found = self._known.get(look)
        if found is None:
            return None
        self._now[look] = found
        return found.hex()

    def put(self, look: bytes, status: os.stat_result, digest: str) -> None:
        """Remember the hash of a file that was read after it looked so."""
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._limit:
            self._now[look] = bytes.fromhex(digest)

    def save(self) -> None:
        """Keep the hashes of the files that were asked for, as far as that can be done."""
        if self._now.keys() != self._known.keys():
            body = b"".join(look + digest for look, digest in self._now.items())
            write_derived(self._file, [body, hashlib.sha256(body).digest()])
