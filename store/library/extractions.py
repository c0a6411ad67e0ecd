"""What was found in each article, kept beside the library, so that a build reads only articles that are new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from store import languages
from store.engine import RULES, Engine
from store.extraction.document import Document
from store.extraction.extract import Extraction, extract
from store.extraction.names import Candidate
from store.library.kept import Kept, key_of
from store.library.workers import Crew
from store.model import Amount, Article, Count, Quote, TimeExpression
from store.reading.entities import NOTHING, Mendings


@dataclass(frozen=True, slots=True)
class _Row:
    """An extraction without what can be had from its article at once."""

    key: str
    article: Article
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    counts: tuple[Count, ...]
    names: tuple[Candidate, ...]
    quotes: tuple[Quote, ...]


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(_Row).decode


def _encoded(key: str, made: Extraction) -> bytes:
    return _encode(_Row(key, made.article, made.times, made.amounts, made.counts, made.names, made.quotes))


def decoded(line: bytes) -> Extraction:
    """The extraction of a row.

    Raises:
        msgspec.MsgspecError, UnicodeDecodeError: it is none.
    """
    return _made(_decode(line))


def _made(row: _Row) -> Extraction:
    document = Document(row.article, languages.load(row.article.language))
    return Extraction(row.article, document, row.times, row.amounts, row.counts, row.names, row.quotes)


def _read(new: tuple[str, Article, Mendings]) -> bytes:
    key, article, mendings = new
    return _encoded(key, extract(article, mendings))


class Extractions:
    """The extractions of the library in the folder `path`, as `program` makes them with a `crew`."""

    def __init__(self, path: Path, program: str, crew: Crew) -> None:
        self._program, self._crew = program, crew
        self._kept = Kept(path, "extracted", program)
        self._key_of: dict[str, str] = {}

    def read(self, article: Article, mendings: Mendings = NOTHING, engine: Engine = RULES) -> Extraction:
        """As `store.extraction.extract.extract`, without reading the article again where that was done before."""
        key = self._key_of[article.id] = self._key(article, mendings, engine)
        line = self._kept.get(key)
        if line is not None:
            try:
                row = _decode(line)
                if row.key == key:
                    return _made(row)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                pass
        made = extract(article, mendings, engine)
        self._kept.put(key, _encoded(key, made))
        return made

    def read_ahead(self, articles: Sequence[Article], mendings: Mendings, done: Callable[[int, str], None]) -> None:
        """Read those of `articles`, which the rules read, that are new in several processes, where they are many.

        `read` then has them.  `done` is told how many are there already, and the file of the last.
        """
        keys = {self._key(article, mendings, RULES): article for article in articles}
        new = [(key, article, mendings) for key, article in keys.items() if key not in self._kept]
        known = len(keys) - len(new)
        for number, (place, line) in enumerate(self._crew.each(_read, new), 1):
            key, article, _ = new[place]
            self._kept.put(key, line)
            done(known + number, article.file)

    def key(self, article: str) -> str:
        """The key of what was read of the article with this id."""
        return self._key_of[article]

    def line(self, article: str) -> bytes | None:
        """What was read of the article with this id, for `decoded`."""
        return self._kept.get(self._key_of[article])

    def save(self, *, whole: bool = True) -> None:
        """Keep what was read since this was made, and where that was the `whole` library nothing else."""
        self._kept.save(whole=whole)

    def _key(self, article: Article, mendings: Mendings, engine: Engine) -> str:
        return key_of(article.id, _encode([self._program, engine, mendings, article]))
