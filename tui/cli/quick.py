"""A start on a library that is up to date: nothing is imported for it but what the first paint needs.

Whatever is not plainly so (options, a first start, articles that have changed, a library that must be mended or built)
is left to `tui.cli.open`, which does the same and more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.library import places
from store.library.errors import LibraryError
from store.library.snapshot import Snapshot
from tui.cli.commands import COMMANDS

if TYPE_CHECKING:
    from store.library.news import News


def explore(argv: Sequence[str]) -> int | None:
    """Opens the explorer where that is all that `argv` asks for and all that there is to do; else None."""
    try:
        asked = _asked(list(argv))
        if asked is None or not sys.stdout.isatty() or not can_draw():
            return None
        library, folder = asked
        found = Snapshot.open(library, make=False)
        if found is None or (folder is not None and not _is_current(found, folder)):
            return None
        if not _has_corrections(found):
            return None
    except (LibraryError, OSError):
        return None
    return show(found)


def show(
    found: Snapshot,
    *,
    kept: bool = True,
    lang: str | None = None,
    plain: bool | None = None,
    fresh: bool = False,
    welcome: bool = False,
    news: News | None = None,
) -> int:
    """Opens the explorer on a library; where it is `kept` it is from now on the one used last.

    For the other options see `tui.startup.run`.
    """
    # A place for the record that cannot be written must not keep anybody from reading.
    with suppress(OSError):
        if kept and places.read_last() != found.path:
            places.write_last(found.path)
    from tui.startup import run

    return run(
        found,
        name=found.name,
        place=found.path,
        sources_folder=found.sources_folder,
        lang=lang,
        plain=plain,
        fresh=fresh,
        welcome=welcome,
        news=news,
    )


def can_draw() -> bool:
    """Whether the terminal can put the cursor where it is wanted; one that nobody knows is taken to be able."""
    if os.environ.get("TERM", "") in ("dumb", "unknown", ""):
        return os.name == "nt"
    try:
        import curses
    except ImportError:
        return True
    try:
        curses.setupterm()
        return bool(curses.tigetstr("cup"))
    except (curses.error, OSError, ValueError):
        return True


def _asked(words: list[str]) -> tuple[Path, Path | None] | None:
    """The library that is asked for, and the folder of articles that it must be up to date with."""
    if words[:1] == ["open"]:
        del words[0]
    elif words and words[0] in COMMANDS:
        return None
    last = places.read_last()
    if words == ["--example"]:
        # Who is here for the first time is welcomed.
        return None if last is None else (places.example_library(), places.example_articles())
    if len(words) == 2 and words[0] == "--library":
        return Path(words[1]), None
    if len(words) == 1 and not words[0].startswith("-") and Path(words[0]).is_dir():
        return places.library_of(Path(words[0])), Path(words[0])
    if words or last is None:
        return None
    if last != places.example_library():
        return last, None
    return places.example_library(), places.example_articles()


def _has_corrections(found: Snapshot) -> bool:
    """Whether what is stored is corrected as the journal says, by a look at its file."""
    from store.library.journal import FILE, Journal

    meta: dict[str, object] = next(iter(found.head.whole.get("meta", {}).values()), {})
    told: object = meta.get("journal")
    return told == Journal(found.path / FILE).signature()


def _is_current(found: Snapshot, folder: Path) -> bool:
    from store.library import seen
    from store.library.disk import absolute

    key = "example" if found.path == places.example_library() else str(absolute(folder))
    root = next((root for root in found.roots if root.get("key") == key), None)
    # What could not be read is said at every start.
    if root is None or root.get("skipped") or not found.articles:
        return False
    told = seen.look(folder)
    return told is not None and seen.is_same(found.path, key, told, found.head.fingerprint("roots"))
