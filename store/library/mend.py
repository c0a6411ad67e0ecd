"""Mending a library of which files are damaged: what can be made again is, what cannot is set aside, never deleted.

Articles (their entries and their texts) and corrections are the record; all else follows from them.  Of the head there
is a second copy.  Corrections are lines that are damaged one by one (`store.library.journal`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from store.library.disk import write_atomic
from store.library.errors import LibraryDamagedError, LibraryError, LibraryForeignError, LibraryNewerError
from store.library.head import Head, cannot, load
from store.library.library import FILE, Library
from store.library.machine import Change
from store.library.parts import Parts
from store.library.roots import Root, Stored, Text
from store.library.snapshot import NAME, NEW_ARTICLES
from store.library.storage import DAMAGED, AtomicStorage, copy_of
from store.model import Article

RECORD = ("roots", "files", "texts", NAME, NEW_ARTICLES)
"""The tables that cannot be made again from others."""
IMPORTED = "dataset:"
"""How the keys of roots begin whose events came with a dataset and were not found in its articles."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was done to a damaged library, for whoever tells the user.

    `aside` names what is kept aside, in the library's folder.  `copy`: the head was damaged, and its copy stands in for
    it; `new`: so was the copy, and the library is empty until it is built.  `derived`: what follows from articles and
    corrections was made again.  `lost` are the files of articles that left the library: they are read again when their
    folder is built; `unnamed`: there are others, whose names are lost too.  `imported`: what came with a dataset is
    found anew by the program.
    """

    library: Path
    aside: tuple[str, ...] = ()
    copy: bool = False
    new: bool = False
    derived: bool = False
    lost: tuple[str, ...] = ()
    unnamed: bool = False
    imported: bool = False


def mend(path: Path, *, anew: bool = False) -> Mended | None:
    """Mend the library in the folder `path`; None where nothing of it is damaged.

    Every file of rows is read for it.  What is derived is made again, which may take as long as joining all that the
    articles tell.  `anew`: where the head and its copy are damaged, all of it is set aside, for a new library.

    Raises:
        LibraryForeignError: what is there is not this program's to mend.
        LibraryDamagedError: the head and its copy are damaged, and nobody wants a new library.
        LibraryBusyError: another program is writing.
        LibraryError: nothing can be written there.
    """
    storage = AtomicStorage(path / FILE)
    with storage.lock():
        done = _mend_head(path, Mended(path), anew=anew)
    if done.new:
        aside = storage.set_aside()
        return replace(done, aside=(aside.name,))
    library = Library(path)
    with library.transaction():
        done = _mend_parts(library, done)
    return None if done == Mended(path) else done


# -- the head --------------------------------------------------------------------------------------------------------


def _mend_head(path: Path, done: Mended, *, anew: bool) -> Mended:
    file, copy = path / FILE, copy_of(path / FILE)
    try:
        load(file)
    except LibraryNewerError:
        raise
    except LibraryDamagedError as error:
        if _is_whole(copy):
            return _with_copy(path, done)
        # A file that does not even begin like ours may be another program's.
        if isinstance(error, LibraryForeignError) or not anew:
            raise
        return replace(done, new=True)
    except LibraryError:
        if file.exists() or not _is_whole(copy):
            raise
        return _with_copy(path, done)
    return done


def _is_whole(copy: Path) -> bool:
    try:
        load(copy)
    except LibraryError:
        return False
    return True


def _with_copy(path: Path, done: Mended) -> Mended:
    file, names = path / FILE, list(done.aside)
    try:
        if file.exists():
            aside = _aside(path / DAMAGED, file.name)
            write_atomic(aside, file.read_bytes())
            names.append(f"{DAMAGED}/{aside.name}")
        write_atomic(file, copy_of(file).read_bytes())
    except OSError as error:
        raise cannot("written", file, error) from error
    return replace(done, copy=True, aside=tuple(names))


def _aside(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    stem, _, ending = name.rpartition(".")
    names = (folder / (f"{stem}-{n}.{ending}" if n else name) for n in range(1_000_000))
    return next(place for place in names if not place.exists())


# -- the parts -------------------------------------------------------------------------------------------------------


def _mend_parts(library: Library, done: Mended) -> Mended:
    """Inside a transaction: all tables without what is damaged, and all that follows from them made again."""
    head, parts = library.head(), library.parts
    used = {part.digest: name for name, table in head.stored.items() for part in table.parts}
    bad = {digest: name for digest, name in used.items() if not parts.is_right(digest)}
    if not bad and _can_be_read(library):
        return done
    parts.forget()
    said = {name: list(_rows(head, parts, name, bad)) for name in (*RECORD, "articles", "machine")}
    roots, files = said["roots"], said["files"]
    texts = {row["id"] for row in said["texts"]}
    whole = [row for row in files if row["article"]["id"] in texts or row["article"]["text"]]
    kept, torn = {row["article"]["id"] for row in whole}, set(bad.values())
    by_hand = {id for row in said["machine"] if row["table"] == "articles" for id in row["made"]}
    lost = {row["article"]["file"] for row in files if row["article"]["id"] not in kept}
    lost |= {row["file"] for row in said["articles"] if row["id"] not in kept and row["id"] not in by_hand}
    of_lost = {row["root"] for row in files if row["article"]["id"] not in kept}
    for row in roots:
        if torn & {"files", "roots"} or row["key"] in of_lost:
            # So its articles are looked at again when it is built the next time.
            row["fingerprint"] = ""
    imported = any(str(row["key"]).startswith(IMPORTED) for row in roots)
    try:
        aside = _keep_all(library.path, head, parts) if imported else ()
        aside += tuple(_put_aside(library.path, parts, digest) for digest, name in bad.items() if name in RECORD)
        for digest in bad:
            parts.path_of(digest).unlink(missing_ok=True)
    except OSError as error:
        raise cannot("written", library.path / FILE, error) from error
    library.put_instead({name: said[name] for name in RECORD} | {"files": whole})
    if head.whole.get("meta"):
        from store.library.build import update

        update(library, [], example=any(row["kind"] == "example" for row in roots))
    return replace(
        done,
        aside=(*done.aside, *(name for name in aside if name)),
        derived=True,
        lost=tuple(sorted(lost)),
        unnamed="files" in torn and not lost,
        imported=imported,
    )


def _can_be_read(library: Library) -> bool:
    """Whether rows are what they should be, where files are what was written."""
    try:
        library.dataset(), library.roots(), library.stored(), library.program(), library.not_applicable()
    except LibraryDamagedError:
        return False
    return True


def _rows(head: Head, parts: Parts, name: str, bad: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of a table as far as they can be read and understood."""
    stored = head.stored.get(name)
    lines: Iterable[bytes | dict[str, Any]] = head.whole.get(name, {}).values()
    if stored is not None:
        lines = (line for part in stored.parts if part.digest not in bad for line in parts.rows(part))
    for line in lines:
        try:
            row: dict[str, Any] = msgspec.json.decode(line) if isinstance(line, bytes) else dict(line)
            if name in _KINDS:
                msgspec.convert(row, _KINDS[name])
        except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, ValueError):
            continue
        yield row


_KINDS: Mapping[str, Any] = {"roots": Root, "files": Stored, "articles": Article, "texts": Text, "machine": Change}


def _put_aside(library: Path, parts: Parts, digest: str) -> str:
    source = parts.path_of(digest)
    if not os.path.lexists(source):
        return ""
    aside = _aside(library / DAMAGED, source.name)
    source.rename(aside)
    return f"{DAMAGED}/{aside.name}"


def _keep_all(library: Path, head: Head, parts: Parts) -> tuple[str, ...]:
    """Copies of the head and all its parts, where some of it cannot be made again as it was."""
    folder = _aside(library / DAMAGED, "library.parts")
    folder.mkdir()
    for digest in {part.digest for table in head.stored.values() for part in table.parts}:
        with suppress(FileNotFoundError, PermissionError):
            shutil.copyfile(parts.path_of(digest), folder / parts.path_of(digest).name)
    write_atomic(folder / FILE, head.encoded())
    return (f"{DAMAGED}/{folder.name}",)
