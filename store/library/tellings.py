"""What each article contributes to the events, kept beside the library for the names that the library has for things.

A row says all that comparing accounts takes, so that those of an article can be had without what was read in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from store.events.accounts import Draft, Named
from store.events.origins import Sketch
from store.events.telling import Telling, Told, tell
from store.extraction.extract import Extraction
from store.library.extractions import Extractions, decoded
from store.library.kept import Kept, key_of
from store.library.workers import Crew
from store.model import Account, Amount, Count, DateBasis, Quote, Status

_Speakers = list[tuple[str | None, str | None]]
"""For each quote of an article the speaker, and whom the words are said to, as the library calls them."""
_Numbers = list[int]
_T = TypeVar("_T")


class _Account(msgspec.Struct, array_like=True):
    """A draft; quotes, amounts and counts stand as their numbers in the row."""

    id: str
    start: int
    end: int
    text: str
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
    article: str
    language: str
    length: int
    shingles: list[int]
    quotes: list[Quote]
    amounts: list[Amount]
    counts: list[Count]
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
            yield self._known(key) or self._found(key, extraction, named)

    def read_ahead(self, articles: Iterable[str]) -> None:
        """What these articles (ids) contributed will be asked for soon."""
        self._kept.read_ahead(articles)

    def of(self, article: str) -> Telling | None:
        """What the article with an id contributed the last time; None where that is lost."""
        key = self._kept.of(article)
        return self._known(key) if key else None

    def save(self, *, whole: bool = True) -> None:
        """Keep what was asked for since this was made, and where that was the `whole` library nothing else."""
        self._kept.save(whole=whole)

    def _known(self, key: str) -> Telling | None:
        row = self._kept.get(key)
        if not row:
            return None
        try:
            found = _decode(row)
            return _telling(found) if found.key == key else None
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
    of_quote = {quote.id: quote for quote in extraction.quotes}
    quotes, amounts, counts = _Numbered[Quote](), _Numbered[Amount](), _Numbered[Count]()
    accounts = [
        _Account(
            account.id,
            account.start,
            account.end,
            account.text,
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
            quotes.numbers(of_quote[id] for id in account.quotes),
            quotes.numbers(draft.quotes),
            amounts.numbers(account.amounts),
            amounts.numbers(draft.amounts),
            counts.numbers(account.counts),
        )
        for draft in telling.drafts
        for account in (draft.account,)
    ]
    article, sketch = extraction.article, telling.sketch
    told = quotes.items, amounts.items, counts.items
    return _encode(_Row(key, article.id, article.language, sketch.length, sorted(sketch.shingles), *told, accounts))


class _Numbered(Generic[_T]):
    """Things that several accounts may have, each with a number."""

    def __init__(self) -> None:
        self.items: list[_T] = []
        """By their numbers."""
        self._number: dict[int, int] = {}

    def numbers(self, items: Iterable[_T]) -> _Numbers:
        """The numbers of things, which must live as long as this does."""
        found = []
        for item in items:
            number = self._number.setdefault(id(item), len(self.items))
            if number == len(self.items):
                self.items.append(item)
            found.append(number)
        return found


def _telling(row: _Row) -> Telling:
    """What a row says.

    Raises:
        IndexError: it is damaged.
    """
    same = _Same()

    def draft(told: _Account) -> Draft:
        counts = _those(row.counts, told.counts)
        account = Account(
            told.id,
            row.article,
            told.start,
            told.end,
            told.text,
            told.date,
            told.basis,
            told.date_span,
            told.status,
            told.named,
            tuple(quote.id for quote in _those(row.quotes, told.quotes)),
            _those(row.amounts, told.amounts),
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
            row.language,
            told.timex,
            told.sentence,
            _those(row.amounts, told.shared_amounts),
            counts,
            _those(row.quotes, told.spoken),
            told.words,
            told.naming,
        )

    return Telling(tuple(map(draft, row.accounts)), Sketch(row.length, frozenset(row.shingles)))


def _those(items: Sequence[_T], numbers: _Numbers) -> tuple[_T, ...]:
    return tuple(items[n] for n in numbers)


class _Same:
    """Gives equal sets as one object."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], frozenset[str]] = {}

    def set(self, items: list[str]) -> frozenset[str]:
        key = tuple(items)
        return self._known.setdefault(key, frozenset(key))
