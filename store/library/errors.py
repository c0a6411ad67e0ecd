"""What can go wrong with a library."""

from __future__ import annotations

from pathlib import Path


class LibraryError(Exception):
    """A library cannot be read or written; the text names it and says why in words a user understands."""


class LibraryMissingError(LibraryError):
    """There is no library at that place."""


class LibraryDamagedError(LibraryError):
    """A file of a library is not what was written; it is left as it is until it is mended (`store.library.mend`).

    `library` is the folder of the library, where whoever found it knows that.
    """

    def __init__(self, told: str, library: Path | None = None) -> None:
        super().__init__(told)
        self.library = library


class LibraryForeignError(LibraryDamagedError):
    """The file is not the library's own: a newer program wrote it, or another one altogether; never set aside."""


class LibraryNewerError(LibraryForeignError):
    """A newer program wrote the library."""


class JournalUnreadableError(LibraryError):
    """The journal of corrections is there and cannot be read; what was carried out of it stays as it is stored."""


class LibraryUnwritableError(LibraryError):
    """Nothing can be written at that place."""


class LibraryBusyError(LibraryError):
    """Another program is writing to the library, or has written to it since it was read."""
