"""What the command palette finds: the explorer's commands by their names, with or without accents."""

from __future__ import annotations

from textual.command import Hit, Hits
from textual.content import Content
from textual.system_commands import SystemCommandsProvider

from store.text import fold


class ExplorerCommands(SystemCommandsProvider):
    """The commands of the screen that is shown."""

    async def search(self, query: str) -> Hits:
        """The commands whose name or explanation is like `query`, case and accents folded."""
        matcher = self.matcher(fold(query))
        for name, told, callback, *_ in self.app.get_system_commands(self.screen):
            worth = matcher.match(fold(name))
            if worth > 0:
                yield Hit(worth, Content(name), callback, help=told)
