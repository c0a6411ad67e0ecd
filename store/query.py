"""What can be asked of a library: a query over entities, sources, languages, marks, dates and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from store import edtf

if TYPE_CHECKING:
    from store.lookup import Lookup
    from store.model import Article, Entity, Event

Kind = Literal["person", "organization", "place", "product", "other", "source", "language", "mark"]
_Found = Literal["quotes", "disagreement", "single", "guessed", "undated", "planned", "denied", "alleged"]
_ByHand = Literal["corrected", "starred", "noted", "tagged"]
Mark = Literal["new", _Found, _ByHand]

KINDS: tuple[Kind, ...] = ("person", "organization", "place", "product", "other", "source", "language", "mark")
ENTITIES: tuple[Kind, ...] = KINDS[:5]
"""The kinds whose values are ids of entities."""
OWN_MARKS: tuple[Mark, ...] = (
    *("quotes", "disagreement", "single", "guessed", "undated"),
    *("planned", "denied", "alleged"),
    *("corrected", "starred", "noted", "tagged"),
)
"""The marks that an event has by itself."""
MARKS: tuple[Mark, ...] = ("new", *OWN_MARKS)
"""All marks; what is new is so by its articles, until a later build brings others."""


class Facet(NamedTuple):
    """One thing to filter by: an entity id, a source (`source_key`), a language code or a mark."""

    kind: Kind
    value: str


NEW = Facet("mark", "new")
"""What has an article that came with the last build that brought any."""


class Choice(NamedTuple):
    """A facet with the name to show and the number of events that choosing it would leave."""

    facet: Facet
    name: str
    events: int


@dataclass(frozen=True, slots=True)
class Query:
    """What to show; the empty query shows everything.

    Several included facets of one kind must all hold, or any of them where the kind is in `any_of`; kinds always add
    up.  Whatever has an excluded facet is left out.
    `first` and `last` are EDTF dates, both inclusive: an event is shown when some day of it may lie between them.
    `known` is an EDTF date: an event is shown when an article that was certainly out by then tells it.
    `text` is looked for in titles and accounts' words without case and accents: every word, or "a phrase" in marks.
    `named` is the EDTF date that `text` is the words of, if it is: what may have happened then is found too.
    """

    include: frozenset[Facet] = frozenset()
    exclude: frozenset[Facet] = frozenset()
    any_of: frozenset[Kind] = frozenset()
    first: str | None = None
    last: str | None = None
    text: str = ""
    known: str | None = None
    named: str | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude or self.first or self.last or self.text.strip() or self.known)

    def including(self, facet: Facet) -> Query:
        """With `facet` included, or no longer so where it was."""
        return replace(self, include=self.include ^ {facet}, exclude=self.exclude - {facet})

    def excluding(self, facet: Facet) -> Query:
        """With `facet` excluded, or no longer so where it was."""
        return replace(self, exclude=self.exclude ^ {facet}, include=self.include - {facet})

    def without(self, facet: Facet) -> Query:
        """With `facet` neither included nor excluded."""
        return replace(self, include=self.include - {facet}, exclude=self.exclude - {facet})

    def matching(self, kind: Kind) -> Query:
        """With any instead of all of the included facets of `kind` wanted, or all instead of any."""
        return replace(self, any_of=self.any_of ^ {kind})

    def cleared(self) -> Query:
        """With nothing asked for; whether any or all are wanted stays."""
        return Query(any_of=self.any_of)


def kind_of(entity: Entity) -> Kind:
    """The kind under which an entity is filtered: named events and works are "other"."""
    match entity.type:
        case "person" | "organization" | "place" | "product":
            return entity.type
        case _:
            return "other"


def source_key(article: Article) -> str:
    """What groups articles as one source: the publisher, else the article itself."""
    return article.publisher or article.file


def facets_of(event: Event, lookup: Lookup) -> list[Facet]:
    """All that an event can be found by, kind by kind in the order of `KINDS`."""
    found = [
        Facet(kind_of(entity), entity.id) for id in event.entities if (entity := lookup.entities.get(id)) is not None
    ]
    articles = [article for id in event.articles if (article := lookup.articles.get(id)) is not None]
    found += [Facet("source", source_key(article)) for article in articles]
    found += [Facet("language", article.language) for article in articles]
    found += [Facet("mark", mark) for mark in marks_of(event)]
    return sorted(dict.fromkeys(found), key=lambda facet: KINDS.index(facet.kind))


def is_guessed(event: Event) -> bool:
    """Whether the date is approximate, uncertain, or said by no source in its own words."""
    if event.date is None:
        return False
    if "date" in event.corrected:
        return edtf.is_guess(event.date)
    bases = {account.date_basis for account in event.accounts if account.date}
    return edtf.is_guess(event.date) or bool(bases and bases <= {"context", "other-source"})


def marks_of(event: Event) -> Iterator[Mark]:
    """What is worth noticing about an event by itself, in the order of `OWN_MARKS`.

    A status is a mark where some source gives it: that another one takes the event for granted is no reason to hide it.
    """
    if event.quotes:
        yield "quotes"
    if event.disagreements:
        yield "disagreement"
    if len(event.articles) == 1:
        yield "single"
    if is_guessed(event):
        yield "guessed"
    if edtf.bounds(event.date) is None:
        yield "undated"
    given = event.by_hand.status if event.by_hand else None
    told = {given} if given else {account.status for account in event.accounts}
    if "planned" in told:
        yield "planned"
    if "denied" in told:
        yield "denied"
    if "alleged" in told:
        yield "alleged"
    if event.corrected:
        yield "corrected"
    if event.by_hand and event.by_hand.starred:
        yield "starred"
    if event.by_hand and event.by_hand.note:
        yield "noted"
    if event.by_hand and event.by_hand.tags:
        yield "tagged"
