"""Files on their way into a library: which articles are of which file, and what reading one gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.library.library import Root, Skipped, Stored
from store.library.scan import Found

if TYPE_CHECKING:
    from store.reading import SourceFacts

_AFTER = ("#", "/")
"""What stands between the name of a file that holds several articles and that of one of them."""


@dataclass(slots=True)
class FileRead:
    """What reading a file gave: its articles as they are stored from now on, how many were read, what was not."""

    stored: list[Stored] = field(default_factory=list)
    read: int = 0
    skipped: list[Skipped] = field(default_factory=list)


def holder(name: str, files: Collection[str]) -> str | None:
    """Which of `files` holds what is called `name`: the file itself, or one of several articles; None: none does."""
    if name in files:
        return name
    ends = (at for at in range(len(name) - 1, 0, -1) if name[at] in _AFTER)
    return next((name[:at] for at in ends if name[:at] in files), None)


def by_file(stored: Iterable[Stored], files: Collection[str]) -> dict[str, list[Stored]]:
    """Stored articles by the file that holds them."""
    found: dict[str, list[Stored]] = {}
    for item in stored:
        if (name := holder(item.article.file, files)) is not None:
            found.setdefault(name, []).append(item)
    return found


def read_entry(entry: Found, root: Root, said: Mapping[str, SourceFacts], old: Iterable[Stored], turn: int) -> FileRead:
    """What is in a file now.

    Args:
        entry: the file.
        root: what it is of, with its options.
        said: what `sources.toml` says, by name.
        old: what is stored of it; what cannot be read now stays.
        turn: the number of this build.
    """
    from store.library import apart
    from store.reading.errors import ReadingError
    from store.reading.several import Origin

    before = {item.article.file: item for item in old}
    found = FileRead()
    kept: set[str] = set()
    origin = Origin(entry.page.charset, entry.page.final) if entry.page else None
    for each in apart.read(apart.Task(entry.path, entry.file, entry.raw, said, root.published, root.language, origin)):
        if isinstance(each, ReadingError):
            found.skipped.append(Skipped(each.file, each.reason))
            kept.add(each.file)
            continue
        article = each.article
        was = before.get(article.file)
        same = was is not None and (was.digest == entry.digest != "" or was.article.id == article.id)
        since = was.since if same and was is not None else turn
        found.stored.append(Stored(root.key, entry.digest, article, since, each.modified))
        found.read += 1
    now = {item.article.file for item in found.stored}
    # What a file is damaged in is not lost; and a feed on the net lets go of what is old, which is no retraction.
    if entry.file in kept or root.kind == "address":
        kept |= before.keys()
    found.stored += (item for name, item in before.items() if name in kept - now)
    return found
