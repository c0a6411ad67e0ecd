"""What articles of one file are called: by what stays theirs when others come before them."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from store.text import fold, printable

_LONGEST = 60
_NO_WORD = re.compile(r"[^\w.-]+")


class Keys:
    """Makes names for the articles of one file, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def make(self, address: object, title: object, number: int) -> str:
        """A short name from an address (or another sign of identity), else a title, else the place in the file."""
        key = _slug(_last(address)) if isinstance(address, str) else ""
        if not key and isinstance(title, str):
            key = _slug(title)
        key = key or str(number)
        if key in self._taken:
            told = "\0".join(str(each) for each in (address, title))
            key = f"{key}-{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"
        if key in self._taken:
            key = f"{key}-{number}"
        self._taken.add(key)
        return key


def _last(address: str) -> str:
    """The last part of an address that is a word."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = [part for part in parts.path.split("/") if part]
    return f"{path[-1] if path else parts.netloc}{'-' + parts.query if parts.query else ''}"


def _slug(text: str) -> str:
    return _NO_WORD.sub("-", fold(printable(text[:400])))[:_LONGEST].strip("-.")
