"""The journal as a format: a file of corrections, one JSON object a line, that only grows.

It can be read, sent to others and kept under git: the order of its lines means nothing, one that is there twice counts
once, so that two journals are joined by putting their lines together (`merge=union` in `.gitattributes`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from store.corrections.model import Correction, CorrectionError, from_line, to_line


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line that is no correction: its number, from 1, its bytes, and what is wrong with it."""

    number: int
    line: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a journal; `digest` is another one whenever something else is in force."""

    corrections: tuple[Correction, ...] = ()
    damaged: tuple[Damaged, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of which corrections there are, whatever the order of their lines; "" where there is none."""
        ids = sorted({c.id for c in self.corrections})
        return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16] if ids else ""


def read(content: bytes) -> Contents:
    """The corrections in the bytes of a journal, in the order of their lines, each once."""
    found: dict[str, Correction] = {}
    damaged: list[Damaged] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            correction = from_line(line.rstrip(b"\r"))
        except CorrectionError as error:
            damaged.append(Damaged(number, line, error.value or error.code))
        else:
            found.setdefault(correction.id, correction)
    return Contents(tuple(found.values()), tuple(damaged))


def joined(journals: Iterable[bytes]) -> bytes:
    """Several journals as one: each line once, in the order of time."""
    found = {c.id: c for content in journals for c in read(content).corrections}
    return b"".join(to_line(c) for c in sorted(found.values(), key=lambda c: c.order))
