"""A start of the explorer: the user's settings, what is remembered, the app, and what is to be remembered of it.

Every start imports it, so it imports little.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.index.columns import Columns
    from store.library.news import News
    from store.model import Dataset
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


def run(
    dataset: Dataset | Columns | None = None,
    *,
    name: str,
    place: Path | None = None,
    sources_folder: Path | None = None,
    loader: Callable[[], Dataset | Columns] | None = None,
    lang: str | None = None,
    plain: bool | None = None,
    fresh: bool = False,
    welcome: bool = False,
    news: News | None = None,
) -> int:
    """Shows a dataset, or what `loader` gives, until the reader leaves; returns the exit status.

    The user's settings hold; `plain` (see `tui.plain`) goes before them.  `fresh`: nothing that was remembered counts;
    `welcome`: a reader who is here for the first time is told what to do; `news`: what articles read just now brought.
    """
    from tui import state
    from tui.app import ExplorerApp

    config = settings()
    file = None if place is None else state.place_file(place)
    app = ExplorerApp(
        dataset,
        name=name,
        place=place,
        sources_folder=sources_folder,
        loader=loader,
        lang=lang,
        config=config,
        plain=plain_wanted(plain, None if config is None else config.plain),
        remembered=None if file is None or fresh else state.read_place(file),
        theme=None if fresh else state.read_theme(state.theme_file()),
        welcome=welcome,
        news=news,
    )
    app.choices_file = None if fresh else state.choices_file()
    began_with = app.theme
    app.run(mouse=config is None or config.mouse is not False)
    if file is not None and app.left is not None:
        state.write_place(file, app.left)
    if app.theme != began_with and (config is None or config.theme is None) and not app.no_color:
        state.write_theme(state.theme_file(), app.theme)
    return app.return_code or 0
