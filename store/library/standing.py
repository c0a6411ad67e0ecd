"""A library as it stands, for articles that are added to it (`store.addition`): only what lies near them is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.addition import Told
from store.events.accounts import Draft
from store.index.columns import Columns
from store.learned import Learned
from store.library.extractions import Extractions
from store.library.near import near
from store.library.tellings import Tellings
from store.model import Article, Entity, Event, Quote, QuoteGroup, Why


class StandingLibrary:
    """The library whose `columns` are given, with what was kept of each of its articles."""

    def __init__(self, columns: Columns, learned: Learned, extractions: Extractions, tellings: Tellings) -> None:
        self.columns = columns
        """Its events."""
        self.learned = learned
        """What was learned when all of it was put together the last time."""
        self._lookup = columns.lookup
        self._extractions, self._tellings = extractions, tellings

    @property
    def bylines(self) -> Sequence[Article]:
        """Its articles."""
        return self._lookup.bylines

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
        return [self.columns.events[at] for at in near(drafts, published, self.columns, self.entity)]

    def told(self, article: str) -> Told | None:
        """What was read in the article with an id, under the library's names, and what it contributes."""
        read = self._extractions.of(article)
        if read is None:
            return None
        quotes: Mapping[str, Quote] = self._lookup.quotes
        read = replace(read, quotes=tuple(quotes.get(quote.id, quote) for quote in read.quotes))
        telling = self._tellings.of(read)
        return None if telling is None else (read, telling)
