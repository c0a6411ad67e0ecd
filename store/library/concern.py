"""Which corrections are about which events, where a look at a few events tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec

from store.addition import order
from store.anchor import text_hash
from store.corrections.model import Correction, Passage
from store.corrections.passages import Places, overlapping
from store.library.found import FoundSnapshot
from store.library.recorded import Recorded, UncertainError
from store.library.renaming import NAMING
from store.model import Account, Article, Dataset, Event, Why

SIMPLE = ("date", "title", "status", "hide", "show", "note", "tag", "untag", "star", "unstar")
"""The kinds that set something of an event and leave its accounts as they are."""
COMPOSING = ("merge", "split", "hide-account", "show-account")
"""The kinds that say which accounts are an event."""
_ELSEWHERE = (*COMPOSING, "speaker", "add")
"""Other kinds that concern nothing but what their passages are of."""
_MOST = 200
"""So many events at most are corrected on their own."""


class Concern:
    """The events that corrections are about, and the corrections that are about those, and so on.

    Args:
        found: what the program found in the library, as it stands.
        recorded: what is known of where that is not what is shown.
        journal: all corrections in force.
        void: the ids of those that could not be carried out.
        instead: by id what the program finds in the place of events that stand.
        new: articles that come to the library.
        composed: whether events may be put together of others, and hence others of them.

    Raises:
        UncertainError: some of the corrections are about all of it, or may be about what is new.
    """

    def __init__(
        self,
        found: FoundSnapshot,
        recorded: Recorded,
        journal: Sequence[Correction],
        void: Set[str],
        instead: Mapping[str, Event] | None = None,
        new: Sequence[Article] = (),
        *,
        composed: bool = False,
    ) -> None:
        if any(each.kind not in (*SIMPLE, *_ELSEWHERE, *NAMING) for each in journal):
            raise UncertainError
        self.events: dict[str, Event] = {}
        """By id the events that corrections are about, as the program finds them."""
        self.corrections: dict[str, Correction] = {}
        """By id the corrections that are about them."""
        self._found = found
        self._composed = composed
        self._instead = instead or {}
        # Of events that can only partly be merged it is certain that they are looked at.
        self._left = {each.id: each for each in journal if each.id not in void or each.kind == "merge"}
        self._home: dict[str, tuple[Account, Event]] = {}
        """By id the accounts that were looked at, with the events in which the program found them."""
        for _, row in recorded.gone("events").values():
            self._know(msgspec.convert(row, Event))
        self._accounts: dict[str, list[tuple[Account, Event]]] = {}
        self._added_in = {p.sha256[:12] for each in journal if each.kind == "add" for p in passages_of(each)}
        """The articles of which there are accounts that only a person knows."""
        quotes = found.shown.lookup.quotes
        self._spoken = {id for id in recorded.made("quotes") if quotes[id].corrected is not None}
        """The quotes whose speakers are mended."""
        self._texts = {article.id: article for article in new}
        # Texts lie in the order of their ids.
        pointed = sorted({passage.sha256 for each in journal for passage in passages_of(each)})
        self._there = {sha256 for sha256 in pointed if self._hash_of(sha256[:12]) == sha256}
        """The hashes of texts that stand as they were when they were pointed to."""
        lost = [(each, p) for each in journal for p in passages_of(each) if p.sha256 not in self._there]
        self._search((passage for _, passage in lost), new)
        self._lost = [passage for each, passage in lost if each.id in self._left]
        """Passages of other texts: they may be found again wherever their words, or words like them, stand."""

    def take(self, correction: Correction) -> None:
        """Have a correction and its events concerned.

        Raises:
            UncertainError: more than that is.
        """
        if correction.kind not in (*SIMPLE, *(COMPOSING if self._composed else ())):
            raise UncertainError
        self._left.pop(correction.id, None)
        self.corrections[correction.id] = correction
        told = [self._events_at(passage)[:1] for passages in correction.events for passage in passages]
        told += [self._events_at(passage) for passage in correction.passages]
        for event in (event for events in told for event in events):
            self.events[event.id] = self._instead.get(event.id, event)
        if len(self.events) > _MOST:
            raise UncertainError

    def close(self, events: Iterable[Event] = ()) -> None:
        """Take all corrections that are about these events or about those that are concerned already.

        Raises:
            UncertainError: some of them are about more.
        """
        asked = {event.id: event for event in events}
        size = -1
        while size != len(self.events):
            size = len(self.events)
            asked |= self.events
            articles = {article for event in asked.values() for article in event.articles}
            if self._lost:
                self._search(self._lost, [self._article(id) for id in sorted(articles)])
            if any(
                id in self._spoken for event in asked.values() for account in event.accounts for id in account.quotes
            ):
                raise UncertainError
            for correction in list(self._left.values()):
                # An event that was added has none of the accounts that were found; quotes were looked at.
                if correction.kind in ("add", "speaker"):
                    continue
                near = [passage for passage in passages_of(correction) if passage.sha256[:12] in articles]
                if any(event.id in asked for passage in near for event in self._events_at(passage)):
                    self.take(correction)

    @property
    def is_composed(self) -> bool:
        """Whether some of the events are put together of others."""
        return any(each.kind in COMPOSING for each in self.corrections.values())

    @property
    def stood(self) -> dict[str, Event]:
        """By id the events that are concerned as the program had found them."""
        places = {id: self._found.position(id) for id in self.events}
        return {id: self._found.events[place] for id, place in places.items() if place is not None}

    def dataset(self, whys: Mapping[str, Why], events: Mapping[str, Event] | None = None) -> Dataset:
        """What is found of the events that are concerned, with the articles that tell them or are pointed to.

        `whys` are, by event, those that are other than they were; `events` are these events, where they were others.
        """
        wanted = self.events if events is None else events
        told = {article for event in wanted.values() for article in event.articles}
        told |= {passage.sha256[:12] for each in self.corrections.values() for passage in passages_of(each)}
        ordered = tuple(sorted(wanted.values(), key=order))
        return Dataset(
            articles=tuple(self._article(id) for id in sorted(told)),
            events=ordered,
            whys=tuple(whys[event.id] if event.id in whys else self._why(event.id) for event in ordered),
        )

    def _search(self, lost: Iterable[Passage], articles: Sequence[Article]) -> None:
        """Make sure that passages are not found in these articles."""
        places, hashes = Places(Dataset(articles=tuple(articles))), {text_hash(article.text) for article in articles}
        if any(passage.sha256 in hashes or places.find(passage) is not None for passage in lost):
            raise UncertainError

    def _hash_of(self, id: str) -> str | None:
        """The hash of the text of an article that stands."""
        found = self._found.lookup.articles.get(id)
        if found is None:
            return None
        self._texts[id] = found
        return text_hash(found.text)

    def _article(self, id: str) -> Article:
        if id not in self._texts:
            found = self._found.lookup.articles.get(id)
            if found is None:
                raise UncertainError
            self._texts[id] = found
        return self._texts[id]

    def _article_of(self, passage: Passage) -> Article:
        """The article of a passage, with the very text that it was when the correction was made."""
        if passage.sha256 not in self._there:
            raise UncertainError
        return self._article(passage.sha256[:12])

    def _why(self, event: str) -> Why:
        found: Why | None = self._found.lookup.whys.get(event)
        if found is None:
            raise UncertainError
        return found

    def _events_at(self, passage: Passage) -> list[Event]:
        """The events that the program found of the accounts that a passage is, as `State.accounts_at` gives these."""
        article = self._article_of(passage)
        place = Places(Dataset(articles=(article,))).find(passage)
        if place is None:
            return []
        _, start, end = place
        known = self._home.get(passage.account or "") or self._look_for(passage, article.id)
        if known is not None and known[0].start < end and start < known[0].end and known[0].article == article.id:
            return [known[1]]
        if article.id in self._added_in:
            raise UncertainError
        here = self._accounts_in(article.id)
        return [here[n][1] for n in overlapping([(a.start, a.end) for a, _ in here], start, end)]

    def _look_for(self, passage: Passage, article: str) -> tuple[Account, Event] | None:
        """The account that a passage names, and the event in which the program found it."""
        for place in self._found.told_by(article) if passage.account else ():
            self._know(self._found.events[place])
            if passage.account in self._home:
                return self._home[passage.account]
        return None

    def _know(self, event: Event) -> None:
        self._home.update((account.id, (account, event)) for account in event.accounts)

    def _accounts_in(self, article: str) -> list[tuple[Account, Event]]:
        """The accounts of an article, with the events in which the program found them."""
        if article not in self._accounts:
            events = [self._found.events[place] for place in self._found.told_by(article)]
            accounts = [(a, event) for event in events for a in event.accounts if a.article == article]
            self._accounts[article] = sorted(accounts, key=lambda each: (each[0].start, each[0].end, each[0].id))
        return self._accounts[article]


def passages_of(correction: Correction) -> Sequence[Passage]:
    """All that a correction points to."""
    return [*correction.passages, *(passage for told in correction.events for passage in told)]
