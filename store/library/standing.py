"""A library as it stands, for articles that are added to it (`store.addition`): only what lies near them is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from store.events.accounts import Draft
from store.events.telling import Telling
from store.index.columns import Columns
from store.learned import Learned
from store.library.near import near
from store.library.tellings import Tellings
from store.model import Article, Entity, Event, Quote, QuoteGroup, TimeExpression, Why


class StandingLibrary:
    """The library whose `columns` are given, with what was kept of each of its articles."""

    def __init__(self, columns: Columns, learned: Learned, tellings: Tellings) -> None:
        self.columns = columns
        """Its events."""
        self.learned = learned
        """What was learned when all of it was put together the last time."""
        self._lookup = columns.lookup
        self._tellings = tellings

    @property
    def bylines(self) -> Sequence[Article]:
        """Its articles."""
        return self._lookup.bylines

    def expect(self, articles: Iterable[str]) -> None:
        """These articles will be asked for soon."""
        self.columns.expect_articles(articles)

    def article(self, id: str) -> Article:
        """The article with an id, with its text."""
        return self._lookup.articles[id]

    def times(self, article: str) -> Sequence[TimeExpression]:
        """The time expressions of the article with an id."""
        return self._lookup.time_expressions(article)

    def entity(self, id: str) -> Entity | None:
        """The entity with an id, without its mentions."""
        found = self._lookup.entities.get(id)
        return replace(found, mentions=()) if found and found.mentions else found

    def quote(self, id: str) -> Quote | None:
        """The quote with an id."""
        return self._lookup.quotes.get(id)

    def group(self, quote: str) -> QuoteGroup | None:
        """The group of renderings that the quote with an id is in."""
        return self._lookup.groups.get(quote)

    def why(self, event: str) -> Why | None:
        """What the event with an id rests on."""
        return self._lookup.whys.get(event)

    def near(self, drafts: Sequence[Draft], published: str | None) -> list[Event]:
        """The events that accounts of one article may belong to."""
        positions = near(drafts, published, self.columns, self.entity)
        self.columns.expect(positions)
        found = [self.columns.events[at] for at in positions]
        self._tellings.read_ahead(article for each in found for article in each.articles)
        return found

    def telling(self, article: str) -> Telling | None:
        """What the article with an id contributes to the events, under the library's names."""
        return self._tellings.of(article)
