"""What can go wrong with a library."""

from __future__ import annotations


class LibraryError(Exception):
    """A library cannot be read or written; the text names it and says why in words a user understands."""


class LibraryMissingError(LibraryError):
    """There is no library at that place."""


class LibraryDamagedError(LibraryError):
    """The library's file is not what was written; it is left as it is until a build sets it aside."""


class LibraryForeignError(LibraryDamagedError):
    """The file is not the library's own: a newer program wrote it, or another one altogether; never set aside."""


class LibraryUnwritableError(LibraryError):
    """Nothing can be written at that place."""


class LibraryBusyError(LibraryError):
    """Another program is writing to the library, or has written to it since it was read."""
