"""The commands by name."""

from __future__ import annotations

COMMANDS = {
    "open": "open the explorer on a folder of articles (short: timeline FOLDER)",
    "build": "read articles into a library, without opening it",
    "list": "print the timeline as text",
    "show": "print one event with every source's words side by side",
    "export": "write events as Markdown or as a JSON dataset",
    "tag": "find the time expressions of any text, as JSON lines",
}
"""Each command and what it does, in a line."""
