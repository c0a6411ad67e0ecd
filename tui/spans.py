"""What stands where in an article: the spans to highlight, cut so that they never overlap."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.cells import passage
from tui.widgets.sheet import Piece

if TYPE_CHECKING:
    from store.lookup import Lookup
    from store.model import Account


class Span(NamedTuple):
    """A stretch of an article with a role; later ones in a list lie over earlier ones."""

    start: int
    end: int
    role: str


def spans_of(lookup: Lookup, account: Account) -> list[Span]:
    """Quotes, names, amounts and the words that date an account, in offsets of the article."""
    found = [
        Span(quote.start, quote.end, "quote")
        for quote_id in account.quotes
        if (quote := lookup.quotes.get(quote_id)) is not None and quote.article == account.article
    ]
    found += [
        Span(mention.start, mention.end, "name")
        for mention, _ in lookup.mentions(account.article, account.start, account.end)
    ]
    found += [Span(amount.start, amount.end, "amount") for amount in account.amounts]
    found += [Span(count.start, count.end, "amount") for count in account.counts]
    if account.date_span is not None:
        found.append(Span(*account.date_span, "dating"))
    return found


def pieces_of(text: str, start: int, end: int, spans: Iterable[Span], base: str) -> list[Piece]:
    """`text[start:end]` as pieces of the role `base`, with the roles of the spans laid over it."""
    edges = {start, end}
    touching = [span for span in spans if span.start < end and span.end > start]
    for span in touching:
        edges.update((max(start, span.start), min(end, span.end)))
    ordered = sorted(edges)
    found: list[Piece] = []
    for left, right in pairwise(ordered):
        roles = [base, *(span.role for span in touching if span.start <= left and right <= span.end)]
        found.append(Piece(passage(text[left:right]).replace("\n", " "), " ".join(dict.fromkeys(roles))))
    return found
