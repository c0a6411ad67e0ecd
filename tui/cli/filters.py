"""The filters of `list` and `export`, and the events that are given by the beginning of an id."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from store import edtf
from store.filters import KINDS, MARKS, Facet, Index, Kind, Query, source_key
from store.model import Dataset, Event
from store.query import NEW
from store.text import fold
from tui.cli.console import USAGE, CommandError
from tui.cli.given import date_fault
from tui.cli.speech import language, phrase
from tui.dates import read, words

_FACETS: dict[str, tuple[Kind, str]] = {
    "--person": ("person", "name"),
    "--organization": ("organization", "name"),
    "--place": ("place", "name"),
    "--product": ("product", "name"),
    "--other": ("other", "name"),
    "--source": ("source", "name"),
    "--language": ("language", "code"),
    "--mark": ("mark", "mark"),
}
"""Each option, the kind of facet it chooses, and what its value is called (the message `meta.…`)."""
_SHOWN = 12
_ID = re.compile(r"[0-9a-f]{1,64}")
_SURE = 4
"""So many digits of an id tell a hidden event."""
_BY_CHANCE = 200
"""Ids that begin alike by chance once in so many times are told."""


def add_filters(parser: argparse.ArgumentParser) -> None:
    """The options that choose events."""
    group = parser.add_argument_group(phrase("help.filters"), phrase("help.filters.text"))
    for option, (kind, value) in _FACETS.items():
        told = phrase(f"help.filter.{kind}", marks=", ".join(MARKS))
        group.add_argument(
            option, dest=f"with_{kind}", metavar=phrase(f"meta.{value}"), action="append", default=[], help=told
        )
    name, date = phrase("meta.name"), phrase("meta.date")
    group.add_argument("--new", action="store_true", help=phrase("help.filter.new"))
    group.add_argument("--without", metavar=name, action="append", default=[], help=phrase("help.filter.without"))
    group.add_argument("--any", action="store_true", help=phrase("help.filter.any"))
    group.add_argument(
        "--any-of",
        metavar=phrase("meta.kind"),
        choices=KINDS,
        action="append",
        default=[],
        help=phrase("help.filter.any_of", kinds=", ".join(KINDS)),
    )
    group.add_argument("--from", dest="first", metavar=date, help=phrase("help.filter.from"))
    group.add_argument("--to", dest="last", metavar=date, help=phrase("help.filter.to"))
    group.add_argument("--search", metavar=phrase("meta.words"), default="", help=phrase("help.filter.search"))


def check(args: argparse.Namespace) -> bool:
    """Make sure that the dates of the filters can be understood; returns whether there is any filter.

    Raises:
        CommandError: a date is none, or the last is before the first.
    """
    args.first, args.last = (value and (read(value, language()) or value) for value in (args.first, args.last))
    for option, value in (("--from", args.first), ("--to", args.last)):
        if value is not None and (fault := date_fault(value)):
            raise CommandError(phrase("colon", what=option, why=fault), USAGE)
    first, last = edtf.bounds(args.first), edtf.bounds(args.last)
    if first and last and first.first > last.last:
        raise CommandError(phrase("filter.order", first=args.first, last=args.last), USAGE)
    names = (*(getattr(args, f"with_{kind}") for kind, _ in _FACETS.values()), args.without)
    return bool(args.new or args.first or args.last or args.search.strip() or any(names))


def query_of(args: argparse.Namespace, index: Index) -> Query:
    """The query that the arguments, which are checked already, ask for.

    Raises:
        CommandError: a name is that of nothing or of several things.
    """
    include = [
        _facet(index, (kind,), name, option)
        for option, (kind, _) in _FACETS.items()
        for name in getattr(args, f"with_{kind}")
    ]
    if args.new:
        include.append(NEW)
    exclude = [_excluded(index, name) for name in args.without]
    any_of: frozenset[Kind] = frozenset(KINDS if args.any else args.any_of)
    query = Query(include=frozenset(include), exclude=frozenset(exclude), any_of=any_of)
    return replace(query, first=args.first, last=args.last, text=args.search, named=read(args.search))


def _excluded(index: Index, name: str) -> Facet:
    """What `--without` names: of whatever kind, or of the one that is written before it with a colon."""
    before, colon, rest = name.partition(":")
    kinds = [kind for kind in KINDS if colon and kind == fold(before)]
    if kinds and rest.strip() and not any(_called(index, kind, name) for kind in KINDS):
        return _facet(index, kinds, rest.strip(), "--without")
    return _facet(index, KINDS, name, "--without")


def _facet(index: Index, kinds: Sequence[Kind], name: str, option: str) -> Facet:
    found = [facet for kind in kinds for facet in _called(index, kind, name)]
    if len(found) == 1:
        return found[0]
    if not found:
        if choices := _choices(index, kinds):
            raise CommandError(phrase("filter.none_of", option=option, name=name, names=choices))
        raise CommandError(phrase("filter.none", option=option, name=name))
    names = _names(index, found, kinds=len({facet.kind for facet in found}) > 1)
    raise CommandError(phrase("filter.which", option=option, name=name, names=names))


def _called(index: Index, kind: Kind, name: str) -> list[Facet]:
    if kind != "source":
        return index.find(kind, name)
    # A source is called by its publisher or its file, with or without folder and ending, or by the beginning of these.
    wanted = fold(name)
    names: dict[Facet, set[str]] = {facet: {fold(shown)} for facet, shown in index.facets("source")}
    for article in index.dataset.articles:
        base = article.file.rpartition("/")[2]
        file_names = {article.file, article.file.rpartition(".")[0], base, base.rpartition(".")[0]}
        names.get(Facet("source", source_key(article)), set()).update(fold(known) for known in file_names if known)
    equal = [facet for facet, known in names.items() if wanted in known]
    begun = [facet for facet, known in names.items() if wanted and any(word.startswith(wanted) for word in known)]
    return equal or begun or index.find(kind, name)


def _choices(index: Index, kinds: Sequence[Kind]) -> str:
    if len(kinds) > 1:
        return ""
    facets = [choice.facet for choice in index.choices(kinds[0], Query())]
    return _names(index, facets)


def _names(index: Index, facets: Sequence[Facet], *, kinds: bool = False) -> str:
    """The names of facets, each with its kind before it where that tells them apart."""
    told = [f"{facet.kind}:{index.name(facet)}" if kinds else index.name(facet) for facet in facets[:_SHOWN]]
    names = ", ".join(told)
    rest = len(facets) - _SHOWN
    return phrase("filter.and_more", names=names, n=rest) if rest > 0 else names


def find_event(dataset: Dataset, beginning: str, args: argparse.Namespace | None = None) -> Event:
    """The event whose id, or an id of whose accounts, begins with `beginning`; a whole id stands before beginnings.

    `args` say which library was asked for, for the commands that are told.

    Raises:
        CommandError: there is none, or there are several.
    """
    for exact in (True, False):
        found = [event for event in dataset.events if _has(event, beginning.strip().lower(), exact)]
        if len(found) == 1:
            return found[0]
        if found:
            lengths = abbreviated(dataset.events)
            lines = [_line(event, lengths) for event in found[:_SHOWN]]
            if len(found) > _SHOWN:
                lines.append(phrase("event.more", n=len(found) - _SHOWN))
            raise CommandError(phrase("event.several", beginning=beginning, n=len(found)), details=lines)
    raise CommandError(phrase("event.none", beginning=beginning), details=_instead(dataset, beginning, args))


def _line(event: Event, lengths: Mapping[str, str]) -> str:
    return f"{lengths[event.id]}  {words(event.date, language(), 'short')}  {event.title}"


def _instead(dataset: Dataset, given: str, args: argparse.Namespace | None) -> list[str]:
    """What helps whoever gives an id that no event has: what it is the id of, or how events are found."""
    wanted, place = given.strip().lower(), "" if args is None else same_library(args)
    if not _ID.fullmatch(wanted):
        if not given.strip() or not all(_ID.fullmatch(event.id) for event in dataset.events):
            return []
        is_word = any(sign.isdigit() for sign in given) and " " not in given.strip()
        sought = f"timeline list --search {phrase('meta.words') if is_word else shlex.quote(given)}{place}"
        return [phrase("event.no_id"), phrase("event.search", command=sought)]
    hidden = [event for event in dataset.hidden if _has(event, wanted, exact=False)] if len(wanted) >= _SURE else []
    if len(hidden) == 1:
        command = f"timeline correct {hidden[0].id} --show{place}"
        return [phrase("event.hidden", title=hidden[0].title, command=command)]
    lengths = abbreviated(dataset.events)
    lines = [_line(event, lengths) for event in _alike(dataset.events, wanted)]
    told = [phrase("event.alike"), *lines] if lines else []
    sought = f"timeline list --search {phrase('meta.words')}{place}"
    return [*told, phrase("event.ids_change"), phrase("event.search", command=sought)]


def same_library(args: argparse.Namespace) -> str:
    """The options, with a space before them, that make another command work on the library that `args` ask for."""
    asked = ((option, getattr(args, option, None)) for option in ("library", "folder"))
    return "".join(f" --{option} {shlex.quote(str(place))}" for option, place in asked if place is not None)


def _alike(events: Sequence[Event], wanted: str) -> list[Event]:
    """The events with an id that begins as the one wanted does, for longer than ids do by chance.

    Ids are hashes: of n of them one begins with the same k digits by chance once in 16**k / n times.
    """
    ids = [(each, event) for event in events for each in {event.id, *(account.id for account in event.accounts)}]
    digits = 1
    while 16**digits < _BY_CHANCE * len(ids):
        digits += 1
    found = {event.id: event for each, event in ids if len(wanted) > digits and each.startswith(wanted[:digits])}
    return list(found.values())[:_SHOWN]


def _has(event: Event, beginning: str, exact: bool) -> bool:
    ids = (event.id, *(account.id for account in event.accounts))
    return any(i == beginning if exact else bool(beginning) and i.startswith(beginning) for i in ids)


def abbreviated(events: Iterable[Event], shortest: int = 6) -> dict[str, str]:
    """For each event's id the beginning by which it is shown: long enough for every event to be found by it."""
    owners: dict[str, set[str]] = {}
    events = list(events)
    for event in events:
        for identifier in {event.id, *(account.id for account in event.accounts)}:
            for length in range(shortest, len(identifier) + 1):
                owners.setdefault(identifier[:length], set()).add(event.id)
    length = shortest
    longest = max((len(event.id) for event in events), default=shortest)
    while length < longest and any(len(owners.get(event.id[:length], ())) > 1 for event in events):
        length += 1
    return {event.id: event.id[:length] for event in events}
