"""What can go wrong with a file."""

from __future__ import annotations


class ReadingError(Exception):
    """A file could not be read as an article: `file` as the user knows it and `reason` in words."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
