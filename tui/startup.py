"""What a start looks at before anything is shown.  Every start imports it, so it does little and imports less."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.config import Config

FILE = "config.toml"


def config_path() -> Path:
    """Where the user's settings are looked for; TIMELINE_CONFIG names another file."""
    given = os.environ.get("TIMELINE_CONFIG")
    if given:
        return Path(given)
    from platformdirs import PlatformDirs

    return PlatformDirs("timeline", appauthor=False).user_config_path / FILE


def settings() -> Config | None:
    """The user's settings, None where there is no file of them."""
    path = config_path()
    if not os.path.lexists(path):
        return None
    from tui.config import load

    return load(path)


def plain_wanted(given: bool | None = None, configured: bool | None = None) -> bool:
    """Whether plain mode is wanted: by the command line, else TIMELINE_PLAIN (1 or 0), else the settings."""
    if given is not None:
        return given
    said = os.environ.get("TIMELINE_PLAIN", "").strip().lower()
    if said:
        return said not in ("0", "no", "off", "false")
    return bool(configured)
