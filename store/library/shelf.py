"""The libraries of this user: which there are and what is in them, their names, and taking one away."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from store.library import places, seen
from store.library.disk import DERIVED, REMAINS, absolute
from store.library.errors import LibraryError, LibraryMissingError, LibraryUnwritableError
from store.library.head import Head, is_ours, load
from store.library.library import FILE, Library
from store.library.pages import FOLDER as PAGES
from store.library.parts import FOLDER as PARTS
from store.library.readers import FOLDER as READERS
from store.library.storage import DAMAGED, copy_of

LONGEST_NAME = 80
"""Characters of a name that a person gives."""
_JOURNAL = "corrections.jsonl"
_OWN = re.compile(
    rf"{re.escape(FILE)}|\.{re.escape(FILE)}\.lock|{PARTS}|{PAGES}|{DERIVED}|{re.escape(seen.NAME)}"
    rf"|{re.escape(copy_of(Path(FILE)).name)}|{READERS}|{DAMAGED}"
    rf"|{re.escape(_JOURNAL)}|corrections\.damaged\.jsonl"
    rf"|{re.escape(Path(FILE).stem)}\.damaged-\d+(?:\.json|\.copy\.json|\.parts)|{REMAINS.pattern}"
)
"""What the program itself puts into the folder of a library."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """What one look at a library tells, without reading its articles or events.

    `folders` are those of its articles; `bytes` is the size of all its files; `corrected`: a person
    has corrected something in it; `changed` when it was last written, in
    seconds since 1970-01-01 UTC.  `fault` says why it cannot be read ("" where it can); then the numbers are None.
    """

    path: Path
    name: str
    folders: tuple[str, ...]
    articles: int | None
    events: int | None
    bytes: int
    changed: float
    corrected: bool = False
    example: bool = False
    fault: str = ""


def shelved() -> tuple[Shelved, ...]:
    """The libraries in the user's data folder, and the one last used wherever it lies; by name."""
    holder = places.data_folder() / "libraries"
    paths = [places.example_library()]
    with suppress(OSError):
        paths += sorted(holder.iterdir())
    last = places.read_last()
    if last is not None:
        paths.append(last)
    return _looked_at(paths)


def found(folder: Path) -> tuple[Shelved, ...]:
    """The libraries in `folder` and below; links are not followed, what cannot be read is passed over."""
    return _looked_at(_below(folder))


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        if FILE in files and is_ours(Path(place) / FILE):
            yield Path(place)
            # Nothing of another library lies inside one.
            folders.clear()


def _looked_at(paths: Iterable[Path]) -> tuple[Shelved, ...]:
    once = {absolute(path): path for path in reversed(list(paths)) if (path / FILE).is_file()}
    return tuple(sorted((look(path) for path in once.values()), key=lambda each: (_folded(each.name), each.path)))


def look(path: Path) -> Shelved:
    """What the library at `path` is; whatever is wrong with it stands in its `fault`."""
    size, changed = _size(path), 0.0
    with suppress(OSError):
        changed = (path / FILE).stat().st_mtime
    journal = 0
    with suppress(OSError):
        journal = (path / _JOURNAL).stat().st_size
    try:
        head = load(path / FILE)
        library = Library(path, head)
        roots = library.roots()
        folders = tuple(root.path for root in roots if root.kind == "folder")
        example = any(root.kind == "example" for root in roots)
        articles, events = _rows(head, "articles"), _rows(head, "events")
        corrected = journal > 0 or _rows(head, "corrections") > 0
        return Shelved(path, library.name, folders, articles, events, size, changed, corrected, example)
    except LibraryError as error:
        example = path == places.example_library()
        return Shelved(path, path.name, (), None, None, size, changed, True, example, str(error))


def _rows(head: Head, table: str) -> int:
    return head.stored[table].rows if table in head.stored else len(head.whole.get(table, {}))


def _size(folder: Path) -> int:
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                total += (Path(place) / name).lstat().st_size
    return total


def named(name: str) -> tuple[Shelved, ...]:
    """The libraries of `shelved` that are called `name` (case does not matter), else those whose folder is."""
    known, wanted = shelved(), _folded(name)
    return tuple(each for each in known if _folded(each.name) == wanted) or tuple(
        each for each in known if _folded(each.path.name) == wanted
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def rename(path: Path, name: str) -> str:
    """Call the library at `path` so from now on; an empty name gives it the name of its folder back.

    Nothing else changes: not where it lies, and not which articles it is of.  Returns the name it now has.

    Raises:
        ValueError: the name cannot be one: it is too "long", has "unseen" characters, or looks like a "path".
        LibraryError: the library cannot be read or written.
    """
    wanted = " ".join(unicodedata.normalize("NFC", name).split())
    if len(wanted) > LONGEST_NAME:
        raise ValueError("long")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in wanted):
        raise ValueError("unseen")
    if "/" in wanted or "\\" in wanted or wanted.startswith(("-", ".", "~")):
        raise ValueError("path")
    library = Library.open(path)
    library.rename(wanted)
    return Library.open(path).name


def delete(path: Path) -> tuple[Path, ...]:
    """Delete the library at `path`: what the program itself has put there, and the folder where nothing else is in it.

    Articles are never touched.  Returns what is left of the folder, because it is not the program's.

    Raises:
        LibraryError: there is none, another program is writing to it, or it cannot be deleted.
    """
    if not (path / FILE).is_file():
        raise LibraryMissingError(f"{path}: there is no library")
    try:
        with Library.open(path).locked():
            # First what makes it a library: whatever comes then, nobody takes the rest for one.
            copy_of(path / FILE).unlink(missing_ok=True)
            (path / FILE).unlink()
        for entry in sorted(path.iterdir()):
            if not _OWN.fullmatch(entry.name):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink(missing_ok=True)
        left = tuple(sorted(path.iterdir()))
        if not left:
            path.rmdir()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise LibraryUnwritableError(f"{path}: the library cannot be deleted ({reason})") from error
    last = places.read_last()
    if last is not None and absolute(last) == absolute(path):
        places.forget_last()
    return left
