"""A damaged library on the command line: it is mended, and what was done is said."""

from __future__ import annotations

from store.library.errors import LibraryDamagedError, LibraryForeignError, LibraryUnwritableError
from store.library.mend import Mended, mend
from tui.cli.console import say, say_below
from tui.cli.speech import count, phrase, told

_SHOWN = 8


def mended(error: LibraryDamagedError, *, anew: bool = False) -> bool:
    """Mend the library in which `error` was found, and say so; whether there is anything to try again.

    `anew`: a library of which nothing can be read is set aside, since a new one is built.
    """
    if error.library is None or (isinstance(error, LibraryForeignError) and not anew):
        return False
    try:
        done = mend(error.library, anew=anew)
    except LibraryUnwritableError:
        return False
    if done is None:
        return False
    if done.new:
        say(phrase("library.set_aside", error=told(str(error)), name=done.aside[0]))
        return True
    say(phrase("library.mended", error=told(str(error))))
    say_below(_lines(done))
    return True


def _lines(done: Mended) -> list[str]:
    lines = [phrase("mended.copy")] if done.copy else []
    if done.derived:
        lines.append(phrase("mended.imported" if done.imported else "mended.derived"))
    if done.lost:
        files = phrase("list_of").join(done.lost[:_SHOWN]) + (" …" if len(done.lost) > _SHOWN else "")
        lines.append(phrase("mended.lost", articles=count(len(done.lost), "article"), files=files))
    elif done.unnamed:
        lines.append(phrase("mended.unnamed"))
    if done.aside:
        lines.append(phrase("mended.aside", names=phrase("list_of").join(done.aside), folder=done.library))
    return lines
