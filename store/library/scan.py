"""What lies in the folders and files that a build is given, without reading it as articles yet."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from store.engine import RULES, Engine
from store.folders import Folders, look_of
from store.library.digests import Digests
from store.library.disk import absolute
from store.library.library import Root, RootKind, Skipped
from store.library.pages import Page
from store.library.program import program
from store.reading.entities import NAME as ENTITIES
from store.reading.files import File, Listing, look
from store.reading.formats import format_of, installed
from store.reading.sources import NAME as SOURCES
from store.text import printable

_SMALL = 1_000_000
"""Bytes: a file up to here is read at once."""


class Found(NamedTuple):
    """A file: where it is, its name in the library, its name in `sources.toml`, and a hash of its bytes.

    The hash is empty where they cannot be read; the name in the library is safe to show.  `page` is set where it was
    fetched.
    """

    where: str
    file: str
    raw: str
    digest: str
    page: Page | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.where)


@dataclass(slots=True)
class Scan:
    """What was found for one root; `root` is as it would be stored, with its new fingerprint.

    `unlisted` are folders in it into which nobody could look; `others` counts files that are no articles, by ending,
    `digests` is to be saved once it is stored.
    """

    root: Root
    folder: Path
    files: list[Found] = field(default_factory=list)
    unlisted: tuple[Skipped, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    digests: Digests | None = None

    def may_hold(self, file: str) -> bool:
        """Whether `file` may lie, by its name, where nobody could look."""
        return any(file == item.file or file.startswith(printable(item.file + "/")) for item in self.unlisted)


def scan(
    path: Path | Page,
    known: Iterable[Root],
    published: str | None,
    language: str | None,
    engine: Engine | None = None,
    *,
    example: bool,
    library: Path | None = None,
    folders: Folders | None = None,
) -> Scan:
    """What is at `path`, or in a page that was fetched.

    An option that is not given is the one `known` has for the same root ("" forgets it).  What was worked out for the
    `library` in that folder is not worked out again; `folders` remembers what lies in each folder.

    Raises:
        OSError: nothing is there, or the folder cannot be listed.
    """
    page = path if isinstance(path, Page) else None
    path = path.path if isinstance(path, Page) else path
    folder = path if path.is_dir() else path.parent
    kind: RootKind = "example" if example else "address" if page else "folder" if path.is_dir() else "file"
    key = page.address if page else kind if example else _decodable(str(absolute(path)))
    before = next((root for root in known if root.key == key), None)
    if published is None and before:
        published = before.published
    if language is None and before:
        language = before.language
    if engine is None:
        engine = before.engine if before else RULES
    facts = _digest(folder / SOURCES)
    if page:
        found = Listing([(path, page.address)])
    elif kind == "file":
        path.stat()
        found = Listing([(path, path.name)])
    else:
        folders = folders or Folders()
        found = look(path, folders)
    digests = Digests(library, key) if library and kind in ("folder", "example") else None
    entries = [
        Found(os.fspath(file), _shown(name), name, _digest(file, digests, folders), page)
        for file, name in found.articles
    ]
    unlisted = tuple(Skipped(_shown(name), reason) for name, reason in found.unlisted)
    forms = {format_of(entry.where) for entry in entries} if page or kind == "file" else found.formats
    others = Counter(found.others)
    for name in (SOURCES, ENTITIES):
        if (folder / name).is_file():
            others[Path(name).suffix] -= 1
    told = (
        program(library),
        kind,
        published or "",
        language or "",
        engine,
        facts,
        _digest(folder / ENTITIES),
        *(part for e in entries for part in (e.file, e.digest)),
        *(part for item in unlisted for part in (item.file, item.reason)),
        # What could not be read for want of a package can be once that is installed.
        *(installed() if any(form.needs for form in forms) else ()),
        *((page.final, page.charset or "") if page else ()),
    )
    fingerprint = hashlib.sha256("\0".join(told).encode()).hexdigest()
    where = page.address if page else _decodable(str(absolute(path)))
    root = Root(key, kind, where, published or None, language or None, fingerprint, facts, engine=engine)
    return Scan(root, folder, entries, unlisted, +others, digests)


def _decodable(name: str) -> str:
    # A file name is bytes, which need not be characters: those that are not are shown as \udcxx.
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _shown(name: str) -> str:
    """The name of a file as it can be shown."""
    return printable(name if name.isascii() else _decodable(name))


def _digest(file: File, digests: Digests | None = None, folders: Folders | None = None) -> str:
    """The SHA-256 of a file, empty where it cannot be read; what `digests` has of files that look so is not read."""
    path = os.fspath(file)
    look = b""
    try:
        if digests:
            look = look_of(path, file.stat()) if folders is None or isinstance(file, Path) else folders.look(file)
            if known := digests.of(look):
                return known
        status = file.stat()
        # A pipe or a device would never end.
        if not stat.S_ISREG(status.st_mode):
            return ""
        # What is too large to be read as an article is not read to be compared either.
        if status.st_size > format_of(path).largest:
            return f"larger:{status.st_size}"
        with Path(path).open("rb", buffering=0) as stream:
            # Most files are small: one read, and no more calls than that.
            small = status.st_size < _SMALL
            found = hashlib.sha256(stream.readall()) if small else hashlib.file_digest(stream, "sha256")
    except OSError:
        return ""
    if digests:
        digests.put(look, status, found.hexdigest())
    return found.hexdigest()
