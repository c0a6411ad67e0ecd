"""Which accounts are worth comparing: those that an index brings together, never all with all."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from store import edtf
from store.events.accounts import Draft

_MONTH = 31
COMMON = 60
"""A key that more accounts share than this leads to candidates only among those of one date."""


def candidates(
    drafts: Sequence[Draft], renderings: Sequence[frozenset[str]], stories: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of drafts, the smaller first, each pair once, in order.

    Args:
        drafts: the accounts of all articles.
        renderings: for each draft the groups of renderings that its quotes belong to.
        stories: for each draft the names that its article is about.
    """
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, draft in enumerate(drafts):
        for key in _keys(draft, renderings[i], stories[i]):
            index[key].append(i)
    blocks_of: list[list[list[int]]] = [[] for _ in drafts]
    for members in index.values():
        for block in _blocks(list(dict.fromkeys(members)), drafts):
            for i in block[:-1]:
                blocks_of[i].append(block)
    index.clear()
    # One account after the other: the pairs of a large library together would fill the memory.
    for a, blocks in enumerate(blocks_of):
        partners: set[int] = set().union(*[block[bisect_right(block, a) :] for block in blocks])
        yield from ((a, b) for b in sorted(partners))


def _keys(draft: Draft, renderings: Iterable[str], story: Iterable[str]) -> Iterable[tuple[str, ...]]:
    yield from (("rendering", group) for group in renderings)
    yield from (("kind", kind, entity) for kind in draft.kinds for entity in draft.entities)
    yield from (("amount", f"{a.value:.2g}", a.currency or "") for a in draft.amounts if a.value)
    yield from (("amount", f"{a.value:.2g}", "") for a in draft.amounts if a.value and a.currency)
    yield from (("stem", stem) for stem in draft.stems)
    if bounds := edtf.bounds(draft.account.date):
        # "fin 2021" and a day of November 2021 may be one date, so that the year is what they share.
        for year in {bounds.first.year, bounds.last.year}:
            yield from (("date", str(year), entity) for entity in draft.entities)
        # An article that tells one thing of a date may name nobody there: its story does.
        if bounds.days > _MONTH:
            yield from (("year", str(bounds.first.year), name) for name in story)
        else:
            months = {day.isoformat()[:7] for day in (bounds.first, bounds.last)}
            yield from (("month", month, name) for month in months for name in story)


def _blocks(members: list[int], drafts: Sequence[Draft]) -> Iterable[list[int]]:
    """`members` whole where they are few, else those of one year, month or day, as far as that makes them few."""
    if len(members) <= COMMON:
        yield members
        return
    for length in (4, 7, 10):
        by_date: dict[str, list[int]] = defaultdict(list)
        for i in members:
            if drafts[i].account.date:
                by_date[(drafts[i].account.date or "")[:length]].append(i)
        few = [block for block in by_date.values() if len(block) <= COMMON]
        yield from few
        members = [i for block in by_date.values() if len(block) > COMMON for i in block]
        if not members:
            return
