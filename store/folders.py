"""What lies in folders, each listed once: whoever looks at the same files twice asks the file system once."""

from __future__ import annotations

import os


class Folders:
    """The entries of folders as they were when each was first asked for."""

    def __init__(self) -> None:
        self._listed: dict[str, list[os.DirEntry[str]]] = {}

    def entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What lies in a folder, by name; what an entry once said of itself it says from then on.

        Raises:
            OSError: it cannot be listed.
        """
        found = self._listed.get(folder)
        if found is None:
            with os.scandir(folder) as listed:
                found = sorted(listed, key=lambda entry: entry.name)
            self._listed[folder] = found
        return found
