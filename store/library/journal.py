"""The journal of corrections in a library's folder: written so that nothing is lost that was acknowledged."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.library.disk import sync_folder, write_atomic

if TYPE_CHECKING:
    from store.corrections.journal import Contents
    from store.corrections.model import Correction

FILE = "corrections.jsonl"
ASIDE = "corrections.damaged.jsonl"


class Journal:
    """The journal in the file at `path`, which need not be there yet.

    Whoever writes holds the library's lock; readers need none, since a line that is not whole counts for nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Contents:
        """What stands in it; lines that are damaged are told apart and do not keep others from being read.

        Raises:
            OSError: it is there and cannot be read.
        """
        from store.corrections.journal import Contents, read

        try:
            return read(self.path.read_bytes())
        except FileNotFoundError:
            return Contents()

    def signature(self) -> list[int] | None:
        """Size and time of the last change (nanoseconds) of the file, None where there is none: for a quick look."""
        try:
            known = self.path.stat()
        except OSError:
            return None
        return [known.st_size, known.st_mtime_ns]

    def append(self, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
        """Write corrections behind those that are there; returns them as they are written, with time and id.

        When this returns they are on the disk.  Lines that are damaged are set aside first.  The caller holds the
        library's lock.

        Raises:
            CorrectionError: one of them cannot be.
            OSError: they cannot be written; the journal is as it was.
        """
        from store.corrections.model import check, dated, time_after, to_line

        for correction in corrections:
            check(correction)
        if self.read().damaged:
            self.set_aside()
        contents = self.read()
        last = max((c.at for c in contents.corrections), default="")
        made: list[Correction] = []
        for correction in corrections:
            last = time_after(last)
            made.append(dated(correction, last))
        self._write(b"".join(to_line(correction) for correction in made))
        return tuple(made)

    def set_aside(self) -> Path:
        """Move damaged lines to a file beside the journal, where they are kept; returns its path.

        Raises:
            OSError: it cannot be written; the journal is as it was.
        """
        from store.corrections.journal import read

        aside = self.path.with_name(ASIDE)
        content = self.path.read_bytes()
        damaged = {found.number for found in read(content).damaged}
        lines = content.split(b"\n")
        taken = [line for number, line in enumerate(lines, 1) if number in damaged]
        kept = [line for number, line in enumerate(lines, 1) if number not in damaged and line.strip()]
        with suppress(FileNotFoundError):
            before = aside.read_bytes()
            taken = [*(before.rstrip(b"\n").split(b"\n") if before.strip() else ()), *taken]
        write_atomic(aside, b"".join(line + b"\n" for line in dict.fromkeys(taken)))
        write_atomic(self.path, b"".join(line + b"\n" for line in kept))
        return aside

    def _write(self, lines: bytes) -> None:
        new = not self.path.exists()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self.path, flags, 0o666)
        try:
            size = os.fstat(descriptor).st_size
            if size:
                os.lseek(descriptor, size - 1, os.SEEK_SET)
                # A line without its end would swallow the next; it was written by hand, since ours end at once.
                if os.read(descriptor, 1) != b"\n":
                    lines = b"\n" + lines
            try:
                view = memoryview(lines)
                while view:
                    view = view[os.write(descriptor, view) :]
                os.fsync(descriptor)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
        if new:
            sync_folder(self.path.parent)
