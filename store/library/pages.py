"""Pages that were fetched: kept in the library as they came, so that reading them again needs no network.

Each is two files in the library's folder: its bytes, and a record of where they came from and on which day.  That day
is never a date of publication.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from store.library.disk import write_atomic
from store.library.errors import LibraryUnwritableError
from store.reading.formats import BY_SUFFIX
from store.text import printable

if TYPE_CHECKING:
    from store.reading.fetch import Fetched

FOLDER = "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a user named by `address`, and the file that holds it.

    `final` is its address at the end of all redirects, `charset` what the server said, `day` when it was fetched.
    """

    address: str
    path: Path
    final: str
    charset: str | None
    day: str


def named(address: str) -> str:
    """An address as the library calls it: on one line, without a place in the page."""
    return printable(urldefrag(address.strip())[0])


def keep(library: Path, address: str, fetched: Fetched, day: str) -> Page:
    """Put what was fetched into the folder of the library, in the place of what was kept of this address before.

    Args:
        library: the library's folder.
        address: as the user named it.
        fetched: what was there.
        day: the day of fetching (ISO 8601).

    Raises:
        LibraryUnwritableError: it cannot be written.
    """
    address = named(address)
    folder = library / FOLDER
    stem = _stem(address)
    page = Page(address, folder / f"{stem}{fetched.suffix}", fetched.address, fetched.charset, day)
    record = {"address": address, "final": page.final, "charset": page.charset, "fetched": day, "file": page.path.name}
    try:
        folder.mkdir(exist_ok=True)
        write_atomic(page.path, fetched.content)
        write_atomic(folder / f"{stem}.json", json.dumps(record, indent=1).encode("ascii"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryUnwritableError(f"{library}: the library cannot be written ({reason})") from error
    for suffix in {*BY_SUFFIX} - {fetched.suffix}:
        with suppress(OSError):
            (folder / f"{stem}{suffix}").unlink(missing_ok=True)
    return page


def kept(library: Path, address: str) -> Page | None:
    """What is kept of an address; None where nothing is, or its record cannot be read."""
    folder, stem = library / FOLDER, _stem(named(address))
    try:
        record = json.loads((folder / f"{stem}.json").read_bytes())
        path = folder / f"{stem}{Path(record['file']).suffix}"
        page = Page(record["address"], path, record["final"], record["charset"], record["fetched"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (page.address, page.final, page.day)
    right = all(isinstance(text, str) for text in texts) and isinstance(page.charset, str | None)
    return page if right and path.is_file() else None


def _stem(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:20]
