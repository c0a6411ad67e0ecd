"""Zip archives: their members one by one, in memory; nothing is ever written where a name in an archive says."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from store.reading.formats import ARCHIVE, BY_SUFFIX, suffix_of
from store.text import printable

_MOST = 20_000
"""Members of an archive."""
_UNPACKED = 500_000_000
"""Bytes that all its members may have together."""
_RATIO = 200
_SMALL = 1_000_000
"""Bytes up to which a member may be packed as tightly as it likes: a table of zeros is."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")

Member = tuple[str, bytes | None, str]
"""The name of a member, its bytes, and, where these are None, why it was not read."""


def members(path: Path) -> Iterator[Member]:
    """What an archive holds that may be articles, in the order of names; hidden members are left out, as in a folder.

    Raises:
        ValueError: it is no archive that can be read, or holds nothing that may be an article.
        OSError: the file cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise ValueError("it is a damaged archive") from error


def _members(archive: zipfile.ZipFile) -> Iterator[Member]:
    listed = archive.infolist()
    if len(listed) > _MOST:
        raise ValueError(f"it is an archive of more than {_MOST} files")
    wanted = sorted((each for each in listed if _may_be_article(each)), key=lambda each: each.filename)
    if not wanted:
        raise ValueError("the archive holds nothing that can be read")
    left = _UNPACKED
    seen: set[str] = set()
    for each in wanted:
        name = printable(each.filename)
        reason = _fault(each) or ("the archive has this name twice" if each.filename in seen else None)
        seen.add(each.filename)
        if reason is None and each.file_size > left:
            raise ValueError(f"what it holds is larger than {_UNPACKED // 1_000_000} MB")
        content: bytes | None = None
        if reason is None:
            try:
                content = _unpacked(archive, each)
                left -= len(content)
            except ValueError as error:
                reason = str(error)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError):
                reason = "it is damaged"
        yield name, content, reason or ""


def _may_be_article(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    hidden = any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)
    return not member.is_dir() and not hidden and suffix_of(parts[-1]) in BY_SUFFIX


def _fault(member: zipfile.ZipInfo) -> str | None:
    """Why a member is not read; None where nothing speaks against it."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or _DRIVE.match(name):
        return "its path climbs out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link"
    form = BY_SUFFIX[suffix_of(name)]
    if form is ARCHIVE:
        return "it is an archive in an archive"
    if member.flag_bits & 0x1:
        return "it is locked with a password"
    # Other methods let a few bytes ask for gigabytes of memory.
    if member.compress_type not in _METHODS:
        return "it is packed in a way that is not read"
    if member.file_size > form.largest:
        return f"it is larger than {form.largest // 1_000_000} MB"
    if member.file_size > _SMALL and member.file_size > _RATIO * max(1, member.compress_size):
        return f"it unpacks to more than {_RATIO} times its size"
    return None


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member, never more than it says that it has."""
    pieces, length = [], 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            length += len(piece)
            if length > member.file_size:
                raise ValueError("it is larger than it says")
            pieces.append(piece)
    return b"".join(pieces)
