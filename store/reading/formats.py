"""What kinds of files articles come in: their endings, how large they may be, and what has to be installed for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

_MB = 1_000_000
LARGEST = 20 * _MB
"""Bytes: no article is larger, and reading one that is would only make the program slow."""
LONGEST = 1_000_000
"""Code points: no article's text is longer; a book of six hundred pages is not."""
TOO_LONG = f"it is no article: its text has more than {LONGEST} characters"
"""What is said of one that is."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    `largest` is in bytes; `needs` are the modules of other packages that read it, which the extra `extra` installs.
    With `several` a file of it may hold any number of articles.
    """

    name: str
    what: str
    largest: int = LARGEST
    needs: tuple[str, ...] = ()
    extra: str = ""
    several: bool = False


TEXT = Format("text", "a text")
MARKDOWN = Format("markdown", "a Markdown file")
PAGE = Format("page", "a web page", needs=("lxml.html", "trafilatura"), extra="web")
PDF = Format("pdf", "a PDF", 50 * _MB, ("pypdf",), "pdf")
FEED = Format("feed", "a feed", needs=("lxml.html", "feedparser"), extra="web", several=True)
LINES = Format("lines", "a file of JSON lines", 100 * _MB, several=True)
ARCHIVE = Format("archive", "an archive", 100 * _MB, several=True)

BY_SUFFIX: Mapping[str, Format] = {
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".html": PAGE,
    ".htm": PAGE,
    ".pdf": PDF,
    ".rss": FEED,
    ".atom": FEED,
    ".xml": FEED,
    ".jsonl": LINES,
    ".zip": ARCHIVE,
}
"""Formats by the endings of file names, in lower case."""


def suffix_of(name: str) -> str:
    """The ending of a file's name, in lower case, with its dot; "" where it has none."""
    last = name.rsplit("/", 1)[-1]
    stem, dot, ending = last.rpartition(".")
    return f".{ending.lower()}" if dot and stem and ending else ""


def format_of(name: str) -> Format:
    """The format of a file by its name; what has no known ending is taken for a text."""
    return BY_SUFFIX.get(suffix_of(name), TEXT)


@cache
def is_readable(form: Format) -> bool:
    """Whether all that reads this format is installed."""
    return all(find_spec(name.partition(".")[0]) is not None for name in form.needs)


def installed() -> tuple[str, ...]:
    """The extras for reading that are installed: what cannot be read today may be readable tomorrow."""
    return tuple(sorted({form.extra for form in BY_SUFFIX.values() if form.needs and is_readable(form)}))
