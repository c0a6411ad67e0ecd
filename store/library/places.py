"""Where things lie: every folder's own library, the example's, and the record of which was used last."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from contextlib import suppress
from functools import cache
from pathlib import Path

from platformdirs import PlatformDirs

from store.library.disk import absolute, write_atomic

_LAST = "last.json"


def _dirs() -> PlatformDirs:
    # Asked anew each time, since the environment (XDG_DATA_HOME …) decides.
    return PlatformDirs("timeline", appauthor=False)


def data_folder() -> Path:
    """The folder that holds all libraries of this user."""
    return _dirs().user_data_path


def library_of(folder: Path) -> Path:
    """The library of a folder of articles: a readable name, and a hash of the path that tells namesakes apart."""
    path = absolute(folder)
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
    return data_folder() / "libraries" / f"{_slug(path.name)}-{digest}"


def example_library() -> Path:
    """The library of the built-in example, apart from every library of the user's."""
    return data_folder() / "example"


@cache
def example_articles() -> Path:
    """The folder of the built-in articles: in the installed package, or beside it where it runs from its repository.

    Raises:
        FileNotFoundError: the program was installed without them.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "seeds", package.parent / "seeds"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the built-in example is missing from this installation")


def read_last() -> Path | None:
    """The library last used, whether or not it is still there; None where none was, or the record is unreadable."""
    try:
        record = json.loads((_dirs().user_state_path / _LAST).read_text("utf-8"))
        return Path(record["library"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_last(library: Path) -> None:
    """Remember `library` as the one last used.

    Raises:
        OSError: the record cannot be written.
    """
    folder = _dirs().user_state_path
    folder.mkdir(parents=True, exist_ok=True)
    record = json.dumps({"library": str(absolute(library))}, indent=1)
    write_atomic(folder / _LAST, record.encode("ascii"))


def forget_last() -> None:
    """Remember no library as the one last used."""
    with suppress(OSError):
        (_dirs().user_state_path / _LAST).unlink()


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-") or "folder"
