"""The commands by name; what each does is told by the message `help.NAME`."""

from __future__ import annotations

COMMANDS = (
    *("open", "build", "list", "show", "export", "correct", "corrections", "verify", "import"),
    *("libraries", "tag", "serve", "config", "completion", "man"),
)
MODULES = {"import": "importing", "libraries": "libraries_cmd"}
"""The modules of commands that are not called after them."""
