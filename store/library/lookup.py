"""Finding the parts of a stored library by id: each is read from the disk when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from store.lookup import Lookup

if TYPE_CHECKING:
    from store.library.snapshot import Snapshot
    from store.model import Article, Entity, Mention, Pair, Quote, QuoteGroup, TimeExpression, Why

T = TypeVar("T")


class ById(Mapping[str, T], Generic[T]):
    """The rows of a table by id; `ids` are all of them, which only a walk through the whole asks for."""

    def __init__(self, find: Callable[[str], T | None], ids: Callable[[], list[str]], kept: int) -> None:
        self._find = lru_cache(maxsize=kept)(find)
        self._all_ids = ids

    @cached_property
    def _ids(self) -> list[str]:
        return self._all_ids()

    def __getitem__(self, id: str) -> T:
        found = self._find(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class StoredLookup(Lookup):
    """The parts of a snapshot by id."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def dataset(self) -> Any:  # type: ignore[override]  # noqa: ANN401
        """The whole dataset."""
        return self._snapshot.dataset

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id, each with its text."""

        def find(id: str) -> Article | None:
            from dataclasses import replace

            article = self.byline(id)
            if article is not None:
                return replace(article, text=self._snapshot.text(id))
            if self._snapshot.fault is not None:
                from store.model import Article

                # What is still on a screen asks for it until the library is read again.
                return Article(id, id, "")
            return None

        return ById(find, lambda: self._ids("articles"), 64)

    @cached_property
    def bylines(self) -> Sequence[Article]:
        """What all articles say of themselves, without their texts."""
        return list(self._snapshot.rows("articles"))

    def article_name(self, article_id: str) -> str:
        """How an article is called where there is little room, without reading its text."""
        article = self.byline(article_id)
        return article.name if article else article_id

    def byline(self, id: str) -> Article | None:
        """The article with an id, without its text."""
        found = (self._snapshot.article(row) for row in self._snapshot.rows_of("articles", id))
        return next((article for article in found if article.id == id), None)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id, without their mentions, which `mentions` gives by article."""
        return self._by_id("entities", lambda entity: entity.id)

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """Quotes by id."""
        return self._by_id("quotes", lambda quote: quote.id)

    @cached_property
    def groups(self) -> Mapping[str, QuoteGroup]:
        """Groups of renderings by the id of each quote in them."""

        def find(id: str) -> QuoteGroup | None:
            for row in self._snapshot.rows_of("quote_groups", id):
                group: QuoteGroup = self._snapshot.rows("quote_groups")[row]
                if any(member.id == id for member in group.quotes):
                    return group
            return None

        def ids() -> list[str]:
            return [member.id for group in self._snapshot.rows("quote_groups") for member in group.quotes]

        return ById(find, ids, 512)

    @cached_property
    def whys(self) -> Mapping[str, Why]:
        """What events rest on, by their ids."""
        by_index = self._by_id("whys", lambda why: why.event)

        def find(id: str) -> Why | None:
            # They stand in the order of the events.
            position, rows = self._snapshot.position(id), self._snapshot.rows("whys")
            why = rows[position] if position is not None and position < len(rows) else None
            return why if why is not None and why.event == id else by_index.get(id)

        return ById(find, lambda: list(by_index), 512)

    @cached_property
    def pairs(self) -> Mapping[str, list[Pair]]:
        """By event id the pairs of events that may be one in which it is, the likeliest first."""
        found: dict[str, list[Pair]] = {}
        pairs: list[Pair] = list(self._snapshot.rows("pairs"))
        for pair in sorted(pairs, key=lambda pair: (-pair.link.score, pair.a, pair.b)):
            found.setdefault(pair.a, []).append(pair)
            found.setdefault(pair.b, []).append(pair)
        return found

    def _expressions_of(self, article_id: str) -> list[TimeExpression]:
        return self._of_article("expressions", "time_expressions", article_id)

    def mentions(self, article_id: str, start: int = 0, end: int | None = None) -> list[tuple[Mention, Entity]]:
        """The places in `start:end` of an article where an entity is named, in the order of the text."""
        found = self._of_article("mentions", "mentions", article_id)
        # An entity may lie in another file of the library: only those that are wanted are read.
        here = [one for one in found if one.mention.end > start and (end is None or one.mention.start < end)]
        return [(one.mention, entity) for one in here if (entity := self.entities.get(one.entity)) is not None]

    def _of_article(self, ranges: str, table: str, article_id: str) -> list[Any]:
        """The rows of an article, which lie together but may have others among them."""
        for row in self._snapshot.rows_of("articles", article_id):
            if self._snapshot.article(row).id == article_id:
                return list(self._snapshot.rows(table)[slice(*self._snapshot.range_of(ranges, row))])
        return []

    def _by_id(self, table: str, id_of: Callable[[Any], str]) -> ById[Any]:
        def find(id: str) -> object:
            rows = self._snapshot.rows(table)
            return next((found for n in self._snapshot.rows_of(table, id) if id_of(found := rows[n]) == id), None)

        return ById(find, lambda: [id_of(found) for found in self._snapshot.rows(table)], 512)

    def _ids(self, table: str) -> list[str]:
        return [found.id for found in self._snapshot.rows(table)]
