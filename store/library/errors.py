"""What can go wrong with a library."""

from __future__ import annotations


class LibraryError(Exception):
    """A library cannot be read or written; the text names it and says why in words a user understands."""


class LibraryMissingError(LibraryError):
    """There is no library at that place."""


class LibraryDamagedError(LibraryError):
    """The library's file is not what was written, or was written by a newer program; it is left as it is."""


class LibraryBusyError(LibraryError):
    """Another program is writing to the library, or has written to it since it was read."""
