"""A box for a path, which tab completes as a shell does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from tui.cells import passage
from tui.keys import bindings, localize
from tui.messages import Messages

_MOST = 10_000
"""Names of a folder that are looked at."""


class PathInput(Input):
    """Tab completes as far as there is only one way to go on, and tells the ways; else it goes to the next widget."""

    BINDINGS: ClassVar[list[Binding]] = bindings("export.complete")  # type: ignore[assignment]

    class Ways(Message):
        """There are several names to go on with."""

        def __init__(self, names: list[str]) -> None:
            super().__init__()
            self.names = names

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, select_on_focus=False)
        self._told = ""
        localize(self, messages)

    def action_complete(self) -> None:
        """Completes the path, tells how it can go on, or leaves the box."""
        value = self.value
        names = ways(value)
        grown = completed(value, names)
        if grown != value:
            self.value = grown
            self.cursor_position = len(grown)
            names = ways(grown)
        if len(names) > 1 and self._told != grown:
            self._told = grown
            self.post_message(self.Ways(names))
        elif grown == value:
            self.screen.focus_next()


def ways(value: str) -> list[str]:
    """The names in the folder of a path that begin as its last part does; folders end with a stroke."""
    folder, _, beginning = value.rpartition("/")
    try:
        place = Path(f"{folder}/" if "/" in value else ".").expanduser()
        with os.scandir(place) as found:
            names = [
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry, _ in zip(found, range(_MOST), strict=False)
                if entry.name.startswith(beginning)
                and (beginning.startswith(".") or not entry.name.startswith("."))
                and can_be_typed(entry.name)
            ]
    except (OSError, ValueError, RuntimeError):
        return []
    return sorted(names)


def can_be_typed(path: str) -> bool:
    """Whether a path can stand in a box: nothing in it acts on a terminal, and all of it is text."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return passage(path) == path and "\n" not in path


def completed(value: str, names: list[str]) -> str:
    """`value` as far as all of `names`, which `ways` gave for it, go on alike."""
    if not names:
        return value
    folder, stroke, _ = value.rpartition("/")
    # What the first and the last in order have in common, all between them have.
    pairs = zip(names[0], names[-1], strict=False)
    alike = next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(names[0]), len(names[-1])))
    return f"{folder}{stroke}{names[0][:alike]}"
