"""Which files of a folder are articles."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from store.folders import Folders
from store.reading.formats import BY_SUFFIX, Format, suffix_of

_LONGEST_ENDING = 12
_SAVED = re.compile(r"(.+)[_.-](?:files|[a-zA-Z]*(?:fichiers|dateien|archivos))")


File = Path | os.DirEntry[str]
"""A file, to be asked for its path (`os.fspath`) and what it looks like (`stat`)."""


@dataclass(slots=True)
class Listing:
    """What lies below a folder: where its articles are, and their names relative to it ("/" as separator), by name.

    `unlisted` are folders (and links) into which nobody could look, by name, with the reason; what lies in them is
    unknown.  `others` counts the files that are no articles by their endings (".pdf"; "" for none), `formats` are those
    of the articles.
    """

    articles: list[tuple[File, str]] = field(default_factory=list)
    unlisted: list[tuple[str, str]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)
    formats: set[Format] = field(default_factory=set)


def discover(folder: Path) -> list[tuple[Path, str]]:
    """The articles below `folder`, as `look` finds them.

    Raises:
        OSError: the folder cannot be listed.
    """
    return [(Path(path), name) for path, name in look(folder).articles]


def look(folder: Path, folders: Folders | None = None) -> Listing:
    """What lies below `folder`.

    Hidden files and folders are left out; a folder that is reached a second time through a link is not entered again.
    `folders` remembers what lies in each.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    folders = folders or Folders()
    found = Listing()
    seen: set[tuple[int, int]] = set()
    suffixes: set[str] = set()

    # Folders of ten thousand files are looked at with every build: paths stay text here.
    def enter(directory: str, prefix: str) -> None:
        status = os.stat(directory)  # noqa: PTH116
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        listed = folders.entries(directory)
        pages = {Path(entry.name).stem for entry in listed if entry.name.lower().endswith((".html", ".htm"))}
        for entry in listed:
            if entry.name.startswith(".") or (pages and _belongs_to_page(entry.name, pages)):
                continue
            name = prefix + entry.name
            try:
                if entry.is_dir():
                    enter(entry.path, name + "/")
                elif entry.is_file():
                    suffix = suffix_of(entry.name)
                    if suffix in BY_SUFFIX:
                        found.articles.append((entry, name))
                        suffixes.add(suffix)
                    else:
                        found.others[suffix if len(suffix) <= _LONGEST_ENDING else ""] += 1
            except OSError as error:
                # What cannot be looked into may hold articles still: it is not the same as nothing.
                found.unlisted.append((name, (error.strerror or str(error)).lower()))

    enter(str(folder), "")
    found.articles.sort(key=lambda item: item[1])
    found.formats = {BY_SUFFIX[suffix] for suffix in suffixes}
    return found


def _belongs_to_page(name: str, pages: set[str]) -> bool:
    """Whether a folder was saved beside a page: "page_files" (in French "page_fichiers"), "page.files"."""
    match = _SAVED.fullmatch(name)
    return match is not None and match[1] in pages
