"""Who corrects: said by the user, in the settings or the environment, never guessed from the name of the login."""

from __future__ import annotations

import os

from store.text import printable

LONGEST = 100
"""Characters of a name."""
VARIABLE = "TIMELINE_AUTHOR"


def author() -> str | None:
    """The name that corrections are signed with: TIMELINE_AUTHOR, else the setting `author`, else none."""
    said = os.environ.get(VARIABLE)
    if said is None:
        from tui.startup import settings

        config = settings()
        said = config.author if config is not None else None
    return name(said or "")


def name(said: str) -> str | None:
    """A name as it can be kept: on one line, without controls, not too long; None where nothing is left."""
    plain = " ".join(printable(said.encode("utf-8", "replace").decode()).split())
    return plain[:LONGEST].rstrip() or None
