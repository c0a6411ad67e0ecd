"""What an export was made from: hashes of the sources and of the journal of corrections, the version of the program.

Nothing of it depends on the day, the machine or the order of the files, so that the same articles and the same journal
give the same export, byte for byte (in a library of the same name, which stands in titles), and whoever holds an export
can tell what has changed since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store import __version__
from store.anchor import text_hash
from store.model import Article
from store.text import printable

GENERATOR = f"timeline {__version__}"


@dataclass(frozen=True, slots=True)
class SourceHash:
    """An article: its file, and the SHA-256 (64 hexadecimal digits) of its cleaned text in UTF-8."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export was made from.

    `generator` is the program and its version, `sources` the articles by file, `journal` a hash of the corrections that
    were made by hand (None where there are none).
    """

    generator: str = GENERATOR
    sources: tuple[SourceHash, ...] = ()
    journal: str | None = None


def manifest(articles: Iterable[Article], journal: str | None = None) -> Manifest:
    """The manifest of an export that rests on `articles`, whatever their order, and on a journal of this hash."""
    ordered = sorted(articles, key=lambda article: (article.file, article.id))
    return Manifest(GENERATOR, tuple(SourceHash(printable(a.file), text_hash(a.text)) for a in ordered), journal)


LAYOUT = 2
"""Which layout of the Markdown this program writes; documents that do not say have the first, with their manifest at
the head."""
BEGIN, END = "<!-- timeline: manifest", "-->"
"""Lines around the manifest at the end of a document: a comment, which readers do not see."""
_SEAL = "  document: "


def sealed(front: Sequence[str], body: str, known: Sequence[str]) -> str:
    """A document of front matter (lines with their `---`), a body, and a manifest (lines of YAML) in a comment.

    The manifest ends with a hash of everything but its own line, so that any edit shows.
    """
    text = "\n".join([*front, "", body.strip("\n"), "", BEGIN, *known, f"{_SEAL}{'0' * 64}", END, ""])
    head, _, tail = text.rpartition(f"{_SEAL}{'0' * 64}")
    return f"{head}{_SEAL}{_seal_of(text)}{tail}"


def is_sealed(text: str) -> bool | None:
    """Whether a document is as it was sealed, with whatever line ends it is stored; None where it has no seal."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = list(_SEALED.finditer(plain))
    return found[-1][1] == _seal_of(plain) if found else None


_SEALED = re.compile(rf"^{_SEAL}([0-9a-f]{{64}})$", re.MULTILINE)


def _seal_of(text: str) -> str:
    found = list(_SEALED.finditer(text))
    plain = text[: found[-1].start()] + text[found[-1].end() :] if found else text
    return hashlib.sha256(plain.strip("\n").encode("utf-8", "surrogatepass")).hexdigest()
