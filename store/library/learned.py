"""What was learned when a library was put together, in a file beside it, for whoever adds an article to it.

The record names the file by its content.  Where it is missing or damaged, all is put together anew.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec

from store.events.frequencies import Frequencies
from store.learned import Learned
from store.library.disk import DERIVED, write_derived

_NAME = "learned-{}.bin"


class _Row(msgspec.Struct, array_like=True):
    total: int
    stems: dict[str, int]
    entities: dict[str, int]
    kinds: dict[str, int]
    dates: dict[str, int]
    names: dict[str, str]


_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(_Row).decode


def write(library: Path, learned: Learned) -> str:
    """Keep what was learned of the library in a folder, as far as it can be written; returns what names it."""
    found = learned.frequencies
    content = _encode(
        _Row(
            found.total,
            dict(found.stems),
            dict(found.entities),
            dict(found.kinds),
            dict(found.dates),
            dict(learned.names),
        )
    )
    digest = _digest(content)
    write_derived(_file(library, digest), [content])
    return digest


def read(library: Path, digest: str) -> Learned | None:
    """What was learned of the library in a folder; None where it is not there any more."""
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        content = _file(library, digest).read_bytes()
        if _digest(content) == digest:
            row = _decode(content)
            return Learned(Frequencies(row.total, row.stems, row.entities, row.kinds, row.dates), row.names)
    return None


def keep_only(library: Path, digest: str | None) -> None:
    """Delete what was learned of earlier states."""
    with suppress(OSError):
        for path in (library / DERIVED).glob(_NAME.format("*")):
            if digest is None or path != _file(library, digest):
                path.unlink(missing_ok=True)


def _file(library: Path, digest: str) -> Path:
    return library / DERIVED / _NAME.format(digest)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
