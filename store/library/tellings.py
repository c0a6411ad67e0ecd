"""What each article contributes to the events, kept beside the library for the names that the library has for things.

A row holds what an account adds to what was read in its article, and names the rest by its number there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec

from store.events.accounts import Draft, Named
from store.events.origins import Sketch
from store.events.telling import Telling, Told, tell
from store.extraction.extract import Extraction
from store.library.extractions import Extractions, decoded
from store.library.kept import Kept, key_of
from store.library.workers import Crew
from store.model import Account, DateBasis, Status

_Speakers = list[tuple[str | None, str | None]]
"""For each quote of an article the speaker, and whom the words are said to, as the library calls them."""
_Numbers = list[int]
_T = TypeVar("_T")


class _Account(msgspec.Struct, array_like=True):
    """A draft; what was read in the article stands as its number in the extraction."""

    id: str
    start: int
    end: int
    focus: tuple[int, int]
    date: str | None
    basis: DateBasis | None
    date_span: tuple[int, int] | None
    status: Status
    named: tuple[str, ...]
    entities: list[str]
    persons: list[str]
    agent: str | None
    words: dict[str, str]
    kinds: list[str]
    naming: tuple[tuple[str, tuple[str, ...]], ...]
    timex: str | None
    sentence: int
    quotes: _Numbers
    spoken: _Numbers
    amounts: _Numbers
    shared_amounts: _Numbers
    counts: _Numbers


class _Row(msgspec.Struct, array_like=True):
    key: str
    length: int
    shingles: list[int]
    accounts: list[_Account]


_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder(_Row).decode


class Tellings:
    """The tellings of the library in the folder `path`, as `program` makes them of `extractions` with a `crew`."""

    def __init__(self, path: Path, program: str, extractions: Extractions, crew: Crew) -> None:
        self._kept = Kept(path, "told", program)
        self._extractions, self._crew = extractions, crew

    def tell_each(self, told: Sequence[Told]) -> Iterator[Telling]:
        """As `store.events.telling.tell_each`, without looking through an article again where that was done before."""
        keys = [self._key(extraction, named) for extraction, named in told]
        new = [n for n, key in enumerate(keys) if key not in self._kept]
        given = [
            (keys[n], self._extractions.line(told[n][0].article.id), told[n][1], _speakers(told[n][0])) for n in new
        ]
        for place, row in self._crew.each(_tell, given):
            self._kept.put(keys[new[place]], row)
        for key, (extraction, named) in zip(keys, told, strict=True):
            yield self._known(key, extraction) or self._found(key, extraction, named)

    def of(self, extraction: Extraction) -> Telling | None:
        """What the article contributed the last time, with the speakers of `extraction`; None where that is lost."""
        key = self._kept.of(extraction.article.id)
        return self._known(key, extraction) if key else None

    def save(self, *, whole: bool = True) -> None:
        """Keep what was asked for since this was made, and where that was the `whole` library nothing else."""
        self._kept.save(whole=whole)

    def _known(self, key: str, extraction: Extraction) -> Telling | None:
        row = self._kept.get(key)
        if not row:
            return None
        try:
            found = _decode(row)
            return _telling(found, extraction) if found.key == key else None
        except (msgspec.MsgspecError, UnicodeDecodeError, IndexError):
            return None

    def _found(self, key: str, extraction: Extraction, named: Sequence[Named]) -> Telling:
        telling = tell(extraction, named)
        self._kept.put(key, _encoded(key, telling, extraction))
        return telling

    def _key(self, extraction: Extraction, named: Sequence[Named]) -> str:
        told = [self._extractions.key(extraction.article.id), named, _speakers(extraction)]
        return key_of(extraction.article.id, _encode(told))


def _speakers(extraction: Extraction) -> _Speakers:
    return [(quote.speaker, quote.to) for quote in extraction.quotes]


def _tell(given: tuple[str, bytes | None, Sequence[Named], _Speakers]) -> bytes:
    """Work of another process; nothing where what was read is lost."""
    key, line, named, speakers = given
    if line is None:
        return b""
    read = decoded(line)
    pairs = zip(read.quotes, speakers, strict=True)
    extraction = replace(read, quotes=tuple(replace(quote, speaker=name, to=to) for quote, (name, to) in pairs))
    return _encoded(key, tell(extraction, named), extraction)


def _encoded(key: str, telling: Telling, extraction: Extraction) -> bytes:
    kinds = (extraction.quotes, extraction.amounts, extraction.counts)
    number = {id(item): n for items in kinds for n, item in enumerate(items)}
    of_quote = {quote.id: n for n, quote in enumerate(extraction.quotes)}

    def numbers(items: Sequence[object]) -> _Numbers:
        return [number[id(item)] for item in items]

    accounts = [
        _Account(
            account.id,
            account.start,
            account.end,
            draft.focus,
            account.date,
            account.date_basis,
            account.date_span,
            account.status,
            account.entities,
            sorted(draft.entities),
            sorted(draft.persons),
            draft.agent,
            dict(draft.words),
            sorted(draft.kinds),
            draft.naming,
            draft.timex,
            draft.sentence,
            [of_quote[id] for id in account.quotes],
            numbers(draft.quotes),
            numbers(account.amounts),
            numbers(draft.amounts),
            numbers(account.counts),
        )
        for draft in telling.drafts
        for account in (draft.account,)
    ]
    return _encode(_Row(key, telling.sketch.length, sorted(telling.sketch.shingles), accounts))


def _telling(row: _Row, extraction: Extraction) -> Telling:
    """What a row says of the article.

    Raises:
        IndexError: the row is not of this extraction.
    """
    article, same = extraction.article, _Same()

    def draft(told: _Account) -> Draft:
        counts = _numbered(extraction.counts, told.counts)
        account = Account(
            told.id,
            article.id,
            told.start,
            told.end,
            article.text[told.start : told.end],
            told.date,
            told.basis,
            told.date_span,
            told.status,
            told.named,
            tuple(quote.id for quote in _numbered(extraction.quotes, told.quotes)),
            _numbered(extraction.amounts, told.amounts),
            counts,
        )
        return Draft(
            account,
            told.focus,
            frozenset(told.words),
            same.set(told.kinds),
            same.set(told.entities),
            same.set(told.persons),
            told.agent,
            article.language,
            told.timex,
            told.sentence,
            _numbered(extraction.amounts, told.shared_amounts),
            counts,
            _numbered(extraction.quotes, told.spoken),
            told.words,
            told.naming,
        )

    return Telling(tuple(map(draft, row.accounts)), Sketch(row.length, frozenset(row.shingles)))


def _numbered(items: Sequence[_T], numbers: _Numbers) -> tuple[_T, ...]:
    return tuple(items[n] for n in numbers)


class _Same:
    """Gives equal sets as one object."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], frozenset[str]] = {}

    def set(self, items: list[str]) -> frozenset[str]:
        key = tuple(items)
        return self._known.setdefault(key, frozenset(key))
