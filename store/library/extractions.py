"""What was found in each article, kept beside the library, so that a build reads only articles that are new.

Everything here can be found again from the articles: what is missing, damaged or of another program is not used, and
the files may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from store import languages
from store.engine import RULES, Engine
from store.extraction.document import Document
from store.extraction.extract import Extraction, extract
from store.extraction.names import Candidate
from store.library import workers
from store.library.disk import remove_remains, write_atomic
from store.library.errors import LibraryError
from store.library.head import Part
from store.library.parts import Parts
from store.library.snapshot import DERIVED
from store.model import Amount, Article, Count, Quote, TimeExpression
from store.reading.entities import NOTHING, Mendings

FOLDER = "extracted"
_LIST = "extracted.json"


@dataclass(frozen=True, slots=True)
class _Kept:
    """An extraction without what can be had from its article at once."""

    key: str
    article: Article
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    counts: tuple[Count, ...]
    names: tuple[Candidate, ...]
    quotes: tuple[Quote, ...]


_encode = msgspec.json.Encoder(order="deterministic").encode


def _encoded(key: str, made: Extraction) -> bytes:
    return _encode(_Kept(key, made.article, made.times, made.amounts, made.counts, made.names, made.quotes))


def _read(new: tuple[str, Article, Mendings]) -> bytes:
    key, article, mendings = new
    return _encoded(key, extract(article, mendings))


class Extractions:
    """The extractions of the library in the folder `path`, as `program` makes them."""

    def __init__(self, path: Path, program: str) -> None:
        self._list = path / DERIVED / _LIST
        self._parts = Parts(path / DERIVED / FOLDER, cached=4)
        self._program = program
        self._decode = msgspec.json.Decoder(_Kept).decode
        self._places: dict[str, tuple[str, int]] = {}
        """By key: the part that holds it, and the row in it."""
        self._new: dict[str, bytes] = {}
        self._used: list[str] = []
        self._read_list()

    def read(self, article: Article, mendings: Mendings = NOTHING, engine: Engine = RULES) -> Extraction:
        """As `store.extraction.extract.extract`, without reading the article again where that was done before."""
        key = self._key(article, mendings, engine)
        self._used.append(key)
        found = self._kept(key)
        if found is None:
            made = extract(article, mendings, engine)
            self._new[key] = _encoded(key, made)
            return made
        document = Document(found.article, languages.load(found.article.language))
        return Extraction(found.article, document, found.times, found.amounts, found.counts, found.names, found.quotes)

    def read_ahead(self, articles: Sequence[Article], mendings: Mendings, done: Callable[[int, str], None]) -> None:
        """Read those of `articles`, which the rules read, that are new in several processes, where they are many.

        `read` then has them.  `done` is told how many are there already, and the file of the last.
        """
        keys = {self._key(article, mendings, RULES): article for article in articles}
        new = [(key, article, mendings) for key, article in keys.items() if key not in self._places]
        known = len(keys) - len(new)
        for number, (place, line) in enumerate(workers.each(_read, new), 1):
            key, article, _ = new[place]
            self._new[key] = line
            done(known + number, article.file)

    def _key(self, article: Article, mendings: Mendings, engine: Engine) -> str:
        return hashlib.sha256(_encode([self._program, engine, mendings, article])).hexdigest()[:24]

    def save(self, *, whole: bool = True) -> None:
        """Keep what was read since this was made, and where that was the `whole` library nothing else.

        Nothing is kept, and nothing raised, where it cannot be written.
        """
        if not whole:
            self._used += [*self._places, *self._new]
        if not self._new and len(set(self._used)) == len(self._places):
            return
        with suppress(OSError, LibraryError):
            self._list.parent.mkdir(exist_ok=True)
            remove_remains(self._list)
            keys = list(dict.fromkeys(self._used))
            parts = self._parts.write(self._lines(keys))
            told = {"program": self._program, "parts": parts, "keys": keys}
            write_atomic(self._list, json.dumps(told, separators=(",", ":")).encode("ascii"))
            self._parts.keep_only({part.digest for part in parts})

    def _lines(self, keys: list[str]) -> Iterator[bytes]:
        for key in keys:
            line = self._new.get(key)
            if line is None:
                digest, row = self._places[key]
                line = self._parts.lines(digest)[row]
            yield line

    def _kept(self, key: str) -> _Kept | None:
        if key in self._new:
            return self._decode(self._new[key])
        place = self._places.get(key)
        if place is None:
            return None
        try:
            found = self._decode(self._parts.lines(place[0])[place[1]])
        except (LibraryError, IndexError, msgspec.MsgspecError, UnicodeDecodeError):
            del self._places[key]
            return None
        return found if found.key == key else None

    def _read_list(self) -> None:
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            told = json.loads(self._list.read_bytes())
            if told["program"] != self._program:
                return
            keys = iter(told["keys"])
            for digest, rows in (Part(*part) for part in told["parts"]):
                for row, key in zip(range(rows), keys, strict=False):
                    self._places[key] = digest, row
