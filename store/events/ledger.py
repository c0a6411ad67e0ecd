"""Who says what about one event: a table of facts × sources, each cell the same as most, different, or silent.

Nothing is decided here about who is right: `differs` follows the event's own list of disagreements; what merely is
not told alike is `other`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from store import edtf
from store.lookup import Lookup
from store.model import Account, Article, Disagreement, Event, FactKind, Quote

State = Literal["same", "rounding", "differs", "other", "silent"]
Fact = Literal["date", "rests", "amount", "count", "names", "quote", "status"]


class Cell(NamedTuple):
    """What one source says (EDTF dates, the article's own words, names of entities, status codes), and how it stands.

    `rounding` is the same fact at another precision or rounded; `differs` is a graded conflict, one of the event's
    disagreements; `other` is told otherwise than by most without being graded as a conflict.
    """

    values: tuple[str, ...]
    state: State


class Row(NamedTuple):
    """One fact over all sources, cells in the order of `Ledger.sources`."""

    fact: Fact
    cells: tuple[Cell, ...]


class Source(NamedTuple):
    """One article and its accounts of the event, in the order of the text."""

    article: Article
    accounts: tuple[Account, ...]


class Ledger(NamedTuple):
    """The sources in the order of publication (unknown dates last), and the facts that any of them gives."""

    sources: tuple[Source, ...]
    rows: tuple[Row, ...]


_SILENT = Cell((), "silent")


def ledger(lookup: Lookup, event: Event) -> Ledger:
    """The table of facts × sources of `event`."""
    sources = sources_of(lookup, event)
    rows = [
        _dates(event, sources),
        _rests(lookup, sources),
        _told(event, sources, "amount", lambda source: _amounts(source)),
        _told(event, sources, "count", lambda source: [c.surface for a in source.accounts for c in a.counts]),
        _plain("names", sources, lambda source: _names(lookup, source)),
        _plain("quote", sources, lambda source: [quote.text for quote in quotes_of(lookup, event, source)]),
        _statuses(sources),
    ]
    return Ledger(sources, tuple(row for row in rows if any(cell.values for cell in row.cells)))


def sources_of(lookup: Lookup, event: Event) -> tuple[Source, ...]:
    """The articles that tell `event`, by publication, each with its accounts; unknown articles are left out."""
    found: list[Source] = []
    for article_id in event.articles:
        article = lookup.articles.get(article_id)
        if article is not None:
            accounts = sorted((a for a in event.accounts if a.article == article_id), key=lambda a: a.start)
            found.append(Source(article, tuple(accounts)))
    return tuple(sorted(found, key=lambda s: (edtf.sort_key(s.article.published), s.article.name, s.article.id)))


def quotes_of(lookup: Lookup, event: Event, source: Source) -> list[Quote]:
    """The quotes of `event` that stand in this source, in the order of the text."""
    wanted = dict.fromkeys((*event.quotes, *(q for account in source.accounts for q in account.quotes)))
    found = [quote for quote_id in wanted if (quote := lookup.quotes.get(quote_id)) is not None]
    return sorted((q for q in found if q.article == source.article.id), key=lambda q: q.start)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _dates(event: Event, sources: tuple[Source, ...]) -> Row:
    cells = []
    usual = event.date or _most_common(account.date for source in sources for account in source.accounts)
    for source in sources:
        values = _unique(account.date or "" for account in source.accounts)
        if not values:
            cells.append(_SILENT)
            continue
        marked = _graded(event, "date", source.article.id)
        if marked:
            state = marked
        elif usual in values:
            state = "same"
        elif any(edtf.compatible(value, usual) for value in values):
            state = "rounding"
        else:
            state = "other"
        cells.append(Cell(values, state))
    return Row("date", tuple(cells))


def _rests(lookup: Lookup, sources: tuple[Source, ...]) -> Row:
    cells = []
    for source in sources:
        words = []
        for account in source.accounts:
            if account.date_span is not None:
                start, end = account.date_span
                words.append(source.article.text[start:end])
            elif account.date and account.date_basis:
                words.append("")
        values = _unique(words)
        cells.append(Cell(values, "same") if values else _SILENT)
    return Row("rests", tuple(cells))


def _amounts(source: Source) -> list[str]:
    return [amount.surface for account in source.accounts for amount in account.amounts]


def _told(event: Event, sources: tuple[Source, ...], kind: FactKind, tell: Callable[[Source], list[str]]) -> Row:
    fact: Fact = "amount" if kind == "amount" else "count"
    cells = []
    for source in sources:
        values = _unique(tell(source))
        graded = _graded(event, kind, source.article.id)
        cells.append(Cell(values, graded or "same") if values else _SILENT)
    return Row(fact, tuple(cells))


def _graded(event: Event, kind: FactKind, article_id: str) -> State | None:
    """How the source stands in the disagreements of a kind; the reading of most sources is the usual one."""
    if any(_stands_apart(found, article_id) for found in event.disagreements if found.kind == kind):
        return "differs"
    if any(_stands_apart(found, article_id, tie=False) for found in event.same_fact if found.kind == kind):
        return "rounding"
    return None


def _stands_apart(disagreement: Disagreement, article_id: str, *, tie: bool = True) -> bool:
    """Whether the source is of another reading than most; without a majority `tie` says of everyone who speaks."""
    most = max((len(reading.articles) for reading in disagreement.values), default=0)
    usual = [reading for reading in disagreement.values if len(reading.articles) == most]
    for reading in disagreement.values:
        if article_id in reading.articles:
            return reading not in usual or (tie and len(usual) > 1)
    return False


def _plain(fact: Fact, sources: tuple[Source, ...], tell: Callable[[Source], Iterable[str]]) -> Row:
    cells = [Cell(values, "same") if (values := _unique(tell(source))) else _SILENT for source in sources]
    return Row(fact, tuple(cells))


def _names(lookup: Lookup, source: Source) -> list[str]:
    found = []
    for account in source.accounts:
        for entity_id in account.entities:
            entity = lookup.entities.get(entity_id)
            if entity is not None and entity.type in ("person", "organization"):
                found.append(entity.name)
    return found


def _statuses(sources: tuple[Source, ...]) -> Row:
    told = [_unique(account.status for account in source.accounts) for source in sources]
    counted = Counter(value for values in told for value in values)
    most = max(counted.values(), default=0)
    # A tie marks nobody.
    usual = {value for value, count in counted.items() if count == most}
    cells = [Cell(values, "same" if usual & set(values) else "other") if values else _SILENT for values in told]
    return Row("status", tuple(cells))


def _most_common(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None
