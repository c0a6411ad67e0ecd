"""Who says what about one event: a table of facts × sources, each cell the same, rounded, in conflict, or silent.

Nothing is decided here about who is right: `conflict` follows the event's own list of disagreements.  Only what can be
one fact stands in one row: sums of one currency, counts of one unit, figures that are planned apart from those that
are achieved, and of different figures only those that the event itself has compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from store import edtf
from store.events.clusters import Clusters
from store.events.facts import figure
from store.events.sources import Source, quotes_of, sources_of
from store.lookup import Lookup
from store.model import Account, DateBasis, Disagreement, Event, FactKind, QuoteGroup, QuoteKind
from store.text import fold

__all__ = ["Cell", "Fact", "Ledger", "Row", "Source", "State", "Told", "ledger", "quotes_of", "sources_of"]

State = Literal["same", "rounding", "conflict", "other", "alone", "silent"]
Fact = Literal["date", "rests", "amount", "amounts", "count", "counts", "names", "quote", "status"]

# The worst first: a cell stands as the worst of what it tells.
_ORDER: tuple[State, ...] = ("conflict", "rounding", "other", "same", "alone", "silent")


class Told(NamedTuple):
    """One thing that a source says of a fact.

    `text` is an EDTF date, the article's own words, the name of an entity, or a status; `key` is equal for what is
    told alike; `basis` is what a date rests on, `kind` how words are quoted.
    """

    text: str
    state: State
    key: str
    basis: DateBasis | None = None
    kind: QuoteKind | None = None


class Cell(NamedTuple):
    """What one source says of a fact, in the order of its text; nothing where it is silent."""

    told: tuple[Told, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The texts of what is told."""
        return tuple(told.text for told in self.told)

    @property
    def state(self) -> State:
        """How the source stands, the worst of what it says.

        `conflict` is one of the event's graded disagreements; `rounding` is the same fact rounded or at another
        precision; `other` is told otherwise than by most without being graded a conflict; `alone` is told by no other
        source.
        """
        return min((told.state for told in self.told), key=_ORDER.index, default="silent")


class Row(NamedTuple):
    """One fact over all sources, cells in the order of `Ledger.sources`.

    `what` is the currency (ISO 4217) or unit of a figure; `planned` is set where planned and achieved stand apart.
    """

    fact: Fact
    cells: tuple[Cell, ...]
    what: str = ""
    planned: bool = False


class Ledger(NamedTuple):
    """The sources in the order of publication (unknown dates last), and the facts that any of them gives.

    `copy_of` gives for each source the number of the first one whose words it repeats (wire copy), else None.
    """

    sources: tuple[Source, ...]
    rows: tuple[Row, ...]
    copy_of: tuple[int | None, ...] = ()


class _Figure(NamedTuple):
    """A sum or a count of one source; `start` is its place in the source's article."""

    source: int
    text: str
    key: str
    what: str
    planned: bool
    start: int


def ledger(lookup: Lookup, event: Event) -> Ledger:
    """The table of facts × sources of `event`."""
    sources = sources_of(lookup, event)
    rows = [
        *_dates(event, sources),
        _rests(sources),
        *_figures(event, sources, "amount"),
        *_figures(event, sources, "count"),
        _names(lookup, sources),
        _quotes(lookup, event, sources),
        _statuses(sources),
    ]
    return Ledger(sources, tuple(row for row in rows if any(cell.told for cell in row.cells)), _copies(event, sources))


def _copies(event: Event, sources: Sequence[Source]) -> tuple[int | None, ...]:
    """For each source the number of the first of its origin, None where it is that itself."""
    group = {article: n for n, articles in enumerate(event.copies) for article in articles}
    first: dict[int, int] = {}
    found: list[int | None] = []
    for number, source in enumerate(sources):
        origin = group.get(source.article.id)
        known = None if origin is None else first.setdefault(origin, number)
        found.append(None if known == number else known)
    return tuple(found)


# -- how what one source says stands to what the others say ----------------------------------------------------------


def _row(
    fact: Fact,
    said: Sequence[Sequence[tuple[str, str]]],
    graded: Iterable[tuple[int, str, State]] = (),
    *,
    what: str = "",
    planned: bool = False,
    lone: State = "other",
) -> Row:
    """A row of what is said (texts with their keys), source by source.

    `graded` holds sources and keys whose state is known; of the rest, what two sources say alike is `same`, what one
    source says alone is `lone` where others say something else.
    """
    known = {(number, key): state for number, key, state in graded}
    tellers = Counter(key for told in said for key in {key for _, key in told})
    speaking = sum(1 for told in said if told)
    cells = []
    for number, told in enumerate(said):
        unique = {key: text for text, key in reversed(told)}
        cells.append(
            Cell(
                tuple(
                    Told(
                        unique[key],
                        known.get((number, key), "same" if tellers[key] > 1 else "alone" if speaking == 1 else lone),
                        key,
                    )
                    for key in dict.fromkeys(key for _, key in told)
                )
            )
        )
    return Row(fact, tuple(cells), what, planned)


def _graded(
    event: Event, kind: FactKind, sources: Sequence[Source], said: Sequence[Iterable[str]]
) -> Iterator[tuple[int, str, State]]:
    """Sources and keys (values of readings) that stand apart in the event's disagreements, within one row.

    The reading of most sources is the usual one; in a conflict without a majority everyone who speaks stands apart.
    """
    told = {
        source.article.id: (number, frozenset(keys))
        for number, (source, keys) in enumerate(zip(sources, said, strict=True))
    }
    states: list[tuple[State, tuple[Disagreement, ...]]] = [
        ("rounding", event.same_fact),
        ("conflict", event.disagreements),
    ]
    for state, found in states:
        for disagreement in found:
            if disagreement.kind != kind:
                continue
            readings: dict[str, list[int]] = {}
            for reading in disagreement.values:
                key = _bare(reading.value, kind)
                here = [told[a][0] for a in reading.articles if a in told and key in told[a][1]]
                readings[key] = [*readings.get(key, ()), *here]
            readings = {key: numbers for key, numbers in readings.items() if numbers}
            if len(readings) < 2:
                continue
            most = max(len(set(numbers)) for numbers in readings.values())
            usual = [key for key, numbers in readings.items() if len(set(numbers)) == most]
            for key, numbers in readings.items():
                if key not in usual or (state == "conflict" and len(usual) > 1):
                    yield from ((number, key, state) for number in numbers)


def _bare(value: str, kind: FactKind) -> str:
    """The value of a reading without what says that it is approximate."""
    return value.removesuffix("?").removesuffix("~") if kind == "date" else value.removeprefix("≈ ")


# -- dates -----------------------------------------------------------------------------------------------------------


def _dates(event: Event, sources: Sequence[Source]) -> Iterator[Row]:
    """When it happened and, apart from it, when it was or is to happen by plan."""
    mixed = {account.status == "planned" for account in event.accounts if _own_date(account)} == {True, False}
    for planned in (False, True) if mixed else (None,):
        yield _dates_row(event, sources, planned)


def _own_date(account: Account) -> str | None:
    """The date that a source gives; one that was borrowed from another source is none of its own."""
    return None if account.date_basis == "other-source" else account.date


def _dates_row(event: Event, sources: Sequence[Source], planned: bool | None) -> Row:
    said: list[list[tuple[str, str]]] = []
    bases: dict[tuple[int, str], DateBasis | None] = {}
    for number, source in enumerate(sources):
        told = []
        for account in source.accounts:
            date = _own_date(account)
            if date and (planned is None or (account.status == "planned") == planned):
                told.append((date, _bare(date, "date")))
                bases.setdefault((number, _bare(date, "date")), account.date_basis)
        said.append(told)
    keys = [[key for _, key in told] for told in said]
    counted = Counter(key for told in keys for key in set(told))
    usual = (
        _bare(event.date, "date") if event.date and not planned else max(counted, key=lambda k: counted[k], default="")
    )
    states: dict[tuple[int, str], State] = {}
    if sum(1 for told in said if told) > 1:
        for number, given in enumerate(keys):
            for key in given:
                if key == usual:
                    states[number, key] = "same"
                elif edtf.compatible(key, usual):
                    states[number, key] = "rounding"
    states.update({(number, key): state for number, key, state in _graded(event, "date", sources, keys)})
    row = _row("date", said, ((n, key, state) for (n, key), state in states.items()), planned=bool(planned))
    cells = (
        Cell(tuple(told._replace(basis=bases[number, told.key]) for told in cell.told))
        for number, cell in enumerate(row.cells)
    )
    return row._replace(cells=tuple(cells))


def _rests(sources: Sequence[Source]) -> Row:
    """The words that date the accounts."""
    said = []
    for source in sources:
        words = [source.article.text[slice(*a.date_span)] for a in source.accounts if a.date_span is not None]
        said.append([(text, fold(text)) for text in words if text])
    return _row("rests", said, lone="alone")


# -- figures ---------------------------------------------------------------------------------------------------------


def _figures(event: Event, sources: Sequence[Source], kind: Literal["amount", "count"]) -> Iterator[Row]:
    """A row for each figure that several sources give or that the event has compared, then one for all others."""
    found = list(_amounts(sources) if kind == "amount" else _counts(sources))
    # What the event has compared has one name there, whatever noun each source counts it by.
    named = {
        (evidence.article, evidence.start): _bare(reading.value, kind)
        for disagreement in (*event.same_fact, *event.disagreements)
        if disagreement.kind == kind
        for reading in disagreement.values
        for evidence in reading.evidence
    }
    articles = [source.article.id for source in sources]
    found = [one._replace(key=named.get((articles[one.source], one.start), one.key)) for one in found]
    achieved = {one.key for one in found if not one.planned}
    # A sum that is planned here and achieved there is the same.
    found = [one._replace(planned=one.planned and one.key not in achieved) for one in found]
    if len(sources) < 2:
        yield _figures_row(event, sources, kind, kind, found)
        return
    mixed = len({f.planned for f in found}) > 1
    rows, rest = [], set()
    for facts in _one_fact(event, sources, kind, found):
        if len({f.source for f in facts}) > 1:
            rows.append(facts)
        else:
            rest.update(facts)
    told = [(_figures_row(event, sources, kind, kind, facts, mixed=mixed), facts) for facts in rows]
    # What is in dispute comes first, then what most sources tell.
    told.sort(
        key=lambda pair: (
            min(_ORDER.index(cell.state) for cell in pair[0].cells) > 0,
            -len({f.source for f in pair[1]}),
        )
    )
    yield from (row for row, _ in told)
    for planned in (False, True):
        # In the order of the text.
        lone = [one for one in found if one in rest and one.planned == planned]
        if lone:
            yield _figures_row(event, sources, kind, "amounts" if kind == "amount" else "counts", lone, mixed=mixed)


def _amounts(sources: Sequence[Source]) -> Iterator[_Figure]:
    currencies = {a.currency for s in sources for account in s.accounts for a in account.amounts if a.currency}
    # A sum without a currency of its own is one of the only currency that the event knows.
    only = next(iter(currencies)) if len(currencies) == 1 else ""
    for number, source in enumerate(sources):
        for account in source.accounts:
            for amount in account.amounts:
                currency = amount.currency or only
                key = figure(amount.value, currency) if amount.value else fold(amount.surface)
                yield _Figure(number, amount.surface, key, currency, account.status == "planned", amount.start)


def _counts(sources: Sequence[Source]) -> Iterator[_Figure]:
    for number, source in enumerate(sources):
        for account in source.accounts:
            for count in account.counts:
                key = f"{count.value:.12g} {count.unit}"
                yield _Figure(number, count.surface, key, count.unit, account.status == "planned", count.start)


def _one_fact(
    event: Event, sources: Sequence[Source], kind: FactKind, found: Sequence[_Figure]
) -> Iterator[list[_Figure]]:
    """What is one fact: the same figure, or figures that the event has compared; planned and achieved ones apart."""
    articles = [source.article.id for source in sources]
    by_value: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        by_value[one.key, one.planned].append(n)
    clusters = Clusters(len(found))
    for members in by_value.values():
        for member in members[1:]:
            clusters.join(members[0], member)
    for disagreement in (*event.disagreements, *event.same_fact):
        if disagreement.kind != kind:
            continue
        for planned in (False, True):
            members = [
                n
                for reading in disagreement.values
                for n in by_value.get((_bare(reading.value, kind), planned), ())
                if articles[found[n].source] in reading.articles
            ]
            for member in members[1:]:
                clusters.join(members[0], member)
    for group in clusters.groups():
        yield [found[n] for n in group]


def _figures_row(
    event: Event,
    sources: Sequence[Source],
    kind: FactKind,
    fact: Fact,
    facts: Sequence[_Figure],
    *,
    mixed: bool = False,
) -> Row:
    said: list[list[tuple[str, str]]] = [[] for _ in sources]
    for one in facts:
        said[one.source].append((one.text, one.key))
    graded = (
        () if fact in ("amounts", "counts") else _graded(event, kind, sources, [[k for _, k in told] for told in said])
    )
    whats = {one.what for one in facts}
    planned = mixed and bool(facts) and facts[0].planned
    return _row(fact, said, graded, what=whats.pop() if len(whats) == 1 else "", planned=planned, lone="alone")


# -- who, which words, which status ----------------------------------------------------------------------------------


def _names(lookup: Lookup, sources: Sequence[Source]) -> Row:
    said = []
    for source in sources:
        ids = dict.fromkeys(entity_id for account in source.accounts for entity_id in account.entities)
        found = [entity for entity_id in ids if (entity := lookup.entities.get(entity_id)) is not None]
        said.append([(e.name, e.id) for e in found if e.type in ("person", "organization")])
    return _row("names", said, lone="alone")


def _quotes(lookup: Lookup, event: Event, sources: Sequence[Source]) -> Row:
    """Quotes; renderings of one utterance in the same words are the same, in other words told otherwise."""
    quotes = [quotes_of(lookup, event, source) for source in sources]
    groups = {q.id: lookup.groups.get(q.id) for told in quotes for q in told}
    in_group = Counter(group.id for told in quotes for group in {groups[q.id] for q in told} if group is not None)
    apart = {
        article
        for found in event.disagreements
        if found.kind in ("wording", "attribution")
        for reading in found.values
        for article in reading.articles
    }
    said: list[list[tuple[str, str]]] = []
    graded: list[tuple[int, str, State]] = []
    words = Counter(key for told in quotes for key in {fold(q.text) for q in told})
    for number, told in enumerate(quotes):
        said.append([(q.text, fold(q.text)) for q in told])
        for q in told:
            group: QuoteGroup | None = groups[q.id]
            shared = group is not None and in_group[group.id] > 1
            if shared and q.article in apart:
                graded.append((number, fold(q.text), "conflict"))
            elif shared and words[fold(q.text)] == 1:
                graded.append((number, fold(q.text), "other"))
    kinds = {(number, fold(q.text)): q.kind for number, told in enumerate(quotes) for q in reversed(told)}
    row = _row("quote", said, graded, lone="alone")
    cells = (
        Cell(tuple(told._replace(kind=kinds[number, told.key]) for told in cell.told))
        for number, cell in enumerate(row.cells)
    )
    return row._replace(cells=tuple(cells))


def _statuses(sources: Sequence[Source]) -> Row:
    said = [[(account.status, account.status) for account in source.accounts] for source in sources]
    counted = Counter(key for told in said for key in {key for _, key in told})
    most = max(counted.values(), default=0)
    # A tie marks nobody.
    graded: list[tuple[int, str, State]] = [
        (number, key, "same" if counted[key] == most else "other")
        for number, told in enumerate(said)
        for _, key in told
        if len(sources) > 1
    ]
    return _row("status", said, graded)
