"""What comes of articles that are added to a big library: their accounts find their places among what stands there.

Joining a library anew costs the more the bigger it is, and one article changes next to nothing in it.  So an article
that is added is read as any other, names what it names as the library does, and each of its accounts joins the event
that stands which it resembles most, or makes a new one.  Words count as rare as they were when all was joined the last
time.  What stands is neither split nor joined: where the article shows that two events may be one, these are offered
as a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from store import edtf, named
from store.events import context, merge, renderings
from store.events.accounts import Draft
from store.events.event import event
from store.events.merge import Merged
from store.events.origins import Origins
from store.events.telling import Teller, Telling, tell_each
from store.events.why import Reasons
from store.extraction.document import Document
from store.extraction.extract import Extraction
from store.extraction.names import known
from store.learned import Learned
from store.model import (
    Amount,
    Article,
    Count,
    Dataset,
    Entity,
    Event,
    Pair,
    Quote,
    QuoteGroup,
    TimeExpression,
    Why,
)
from store.reading.entities import NOTHING, Mendings

_T = TypeVar("_T", TimeExpression, Amount, Count, Quote)


class Standing(Protocol):
    """A library as it stands, asked for what lies near what is added."""

    @property
    def learned(self) -> Learned:
        """What was learned when all of it was put together the last time."""

    @property
    def bylines(self) -> Sequence[Article]:
        """Its articles; nobody asks for their texts here."""

    def expect(self, articles: Iterable[str]) -> None:
        """Be told that these articles (ids), with their texts and time expressions, will be asked for soon."""

    def article(self, id: str) -> Article:
        """The article with an id, with its text."""

    def times(self, article: str) -> Sequence[TimeExpression]:
        """The time expressions of the article with an id."""

    def entity(self, id: str) -> Entity | None:
        """The entity with an id."""

    def quote(self, id: str) -> Quote | None:
        """The quote with an id."""

    def group(self, quote: str) -> QuoteGroup | None:
        """The group of renderings that the quote with an id is in."""

    def why(self, event: str) -> Why | None:
        """What the event with an id rests on."""

    def near(self, drafts: Sequence[Draft], published: str | None) -> Sequence[Event]:
        """The events that accounts of one article, which came out on a date (EDTF), may belong to, each once."""

    def telling(self, article: str) -> Telling | None:
        """What the article with an id contributes to the events, under the library's names."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What there is after articles were added that was not there before.

    `entities` are all that these articles name, with their mentions there; those that the library has stay as they are
    but for the mentions.  `events`, `groups` and `whys` stand in the place of those with the same id.  `names` are the
    keys of names that the library did not know, with the ids of their entities.
    """

    articles: tuple[Article, ...]
    time_expressions: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    counts: tuple[Count, ...]
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    names: Mapping[str, str]
    groups: tuple[QuoteGroup, ...]
    events: tuple[Event, ...]
    whys: tuple[Why, ...]
    pairs: tuple[Pair, ...]


def add(
    extractions: Sequence[Extraction],
    standing: Standing,
    mendings: Mendings = NOTHING,
    tell: Teller = tell_each,
) -> Addition:
    """What comes of new articles, of which `extractions` says what was read in each."""
    return _Adder(sorted(extractions, key=lambda e: (e.article.file, e.article.id)), standing, mendings, tell).add()


class _Adder:
    def __init__(self, extractions: Sequence[Extraction], standing: Standing, mendings: Mendings, tell: Teller) -> None:
        self.extractions = extractions
        self.standing = standing
        self.candidates = {e.article.id: e.names for e in extractions}
        self.entities = known.name(self.candidates, mendings, standing.learned.names, standing.entity)
        places = named.mentions(self.entities)
        persons = frozenset(entity.id for entity in self.entities if entity.type == "person")
        self.quotes = named.with_speakers(extractions, self.entities, places)
        tellings = tell(named.told(extractions, self.quotes, places, persons))
        ids = (extraction.article.id for extraction in extractions)
        self.told: dict[str, Telling] = dict(zip(ids, tellings, strict=True))
        """By article id what it contributes; of the new ones, and of all that lie near."""
        self.new = [draft for telling in self.told.values() for draft in telling.drafts]
        self.bylines = [*standing.bylines, *(extraction.article for extraction in extractions)]
        self.near = self.find_near()
        self.members = self.find_members()
        near_quotes = [id for e in self.near if e.id in self.members for id in e.quotes]
        self.known_quotes = [quote for id in near_quotes if (quote := standing.quote(id)) is not None]
        self.involved = self.find_involved()
        self.group_of, self.groups = self.renderings(self.known_quotes, self.involved)

    def add(self) -> Addition:
        merged = self.merged()
        told = {merged.drafts[number].account.article for numbers in merged.groups for number in numbers}
        self.standing.expect(sorted(told - {e.article.id for e in self.extractions}))
        events = self.events(merged)
        made = {each.id for each in events}
        texts = {e.article.id: e.article for e in self.extractions}
        times = [time for e in self.extractions for time in e.times]
        for id in sorted({id for each in events for id in each.articles} - texts.keys()):
            texts[id] = self.standing.article(id)
            times += self.standing.times(id)
        articles = [texts.get(article.id, article) for article in self.bylines]
        reasons = Reasons(merged, articles, times, [*self.quotes, *self.known_quotes])
        return Addition(
            articles=tuple(e.article for e in self.extractions),
            time_expressions=tuple(time for e in self.extractions for time in e.times),
            amounts=tuple(amount for e in self.extractions for amount in e.amounts),
            counts=tuple(count for e in self.extractions for count in e.counts),
            quotes=tuple(self.quotes),
            entities=self.entities,
            names=self.names(),
            groups=self.groups,
            events=tuple(events),
            whys=tuple(self.with_links(why) for why in reasons.whys(events)),
            pairs=reasons.pairs([*events, *(e for e in self.near if e.id not in made)]),
        )

    def merged(self) -> Merged:
        """The new accounts in groups, those that join an event that stands with all of its accounts."""
        stands = [self.members[e.id] for e in self.near if e.id in self.members]
        apart = {draft.account.id for drafts in [self.new, *stands] for draft in drafts}
        told = (draft for telling in self.told.values() for draft in telling.drafts)
        beside = [draft for draft in told if draft.account.id not in apart]
        # Days whose year only the library as a whole tells are placed as they were.
        all_drafts = [*self.new, *beside, *(draft for drafts in stands for draft in drafts)]
        placed = {draft.account.id: draft for draft in context.place(all_drafts, self.bylines)}

        def now(drafts: Iterable[Draft]) -> list[Draft]:
            return [placed[draft.account.id] for draft in drafts]

        frequencies = self.standing.learned.frequencies
        return merge.place(now(self.new), list(map(now, stands)), now(beside), self.group_of, frequencies)

    def events(self, merged: Merged) -> list[Event]:
        """The events that the new articles tell of, those that stood under the ids by which they are known."""
        touched = sorted({merged.drafts[number].account.article for numbers in merged.groups for number in numbers})
        sketches = {id: self.told[id].sketch for id in touched}
        quotes = [*self.quotes, *self.known_quotes]
        documents = {e.article.id: e.document for e in self.extractions}
        documents |= {id: Document.of(self.standing.article(id)) for id in touched if id not in documents}
        origins = Origins([documents[id] for id in touched], quotes, sketches)
        persons = frozenset(entity.name for entity in self.involved if entity.type == "person")
        stood = {account.id: e.id for e in self.near if e.id in self.members for account in e.accounts}
        found = []
        for numbers in merged.groups:
            drafts = [merged.drafts[number] for number in numbers]
            made = event(drafts, origins, self.group_of, persons)
            id = next((stood[d.account.id] for d in drafts if d.account.id in stood), made.id)
            found.append(replace(made, id=id))
        return sorted(found, key=order)

    def find_near(self) -> list[Event]:
        """The events that stand and lie near, in order."""
        drafts = context.place([d for telling in self.told.values() for d in telling.drafts], self.bylines)
        of_article: defaultdict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            of_article[draft.account.article].append(draft)
        near = (self.standing.near(of_article[e.article.id], e.article.published) for e in self.extractions)
        found = {each.id: each for events in near for each in events}
        return sorted(found.values(), key=order)

    def find_members(self) -> dict[str, list[Draft]]:
        """By the id of each event near: its accounts as their articles tell them, where all of these are at hand."""
        for e in self.near:
            for article in e.articles:
                if article not in self.told and (found := self.standing.telling(article)) is not None:
                    self.told[article] = found
        draft_of = {d.account.id: d for telling in self.told.values() for d in telling.drafts}
        return {
            e.id: [draft_of[account.id] for account in e.accounts]
            for e in self.near
            if all(account.id in draft_of for account in e.accounts)
        }

    def find_involved(self) -> list[Entity]:
        """The entities of the new articles and of the events near."""
        here = {entity.id: entity for entity in self.entities}
        ids = sorted({id for e in self.near for id in e.entities} - here.keys())
        return [*here.values(), *(entity for id in ids if (entity := self.standing.entity(id)) is not None)]

    def renderings(
        self, quotes: Sequence[Quote], entities: Sequence[Entity]
    ) -> tuple[dict[str, str], tuple[QuoteGroup, ...]]:
        """By quote id its group, and the groups that have come or become bigger: known ones are not joined."""
        stand = {quote.id: group for quote in quotes if (group := self.standing.group(quote.id)) is not None}
        by_id = {group.id: group for group in stand.values()}
        others = (member.id for group in by_id.values() for member in group.quotes)
        old = {quote.id: quote for quote in quotes}
        old |= {id: quote for id in others if id not in old and (quote := self.standing.quote(id)) is not None}
        stand = {member.id: group for group in by_id.values() for member in group.quotes}
        quote_of = {**old, **{quote.id: quote for quote in self.quotes}}
        speakers = named.speaker_ids(quote_of.values(), entities)
        wider: dict[str, set[str]] = {}
        for found in renderings.group(list(quote_of.values()), speakers):
            ids = {member.id for member in found.quotes}
            if ids <= old.keys():
                continue
            known_groups = Counter(stand[id].id for id in ids if id in stand)
            if not known_groups:
                wider[found.id] = ids
                continue
            best = min(known_groups, key=lambda id: (-known_groups[id], id))
            own = wider.setdefault(best, {member.id for member in by_id[best].quotes})
            own |= {id for id in ids if id not in stand}
        made = {
            id: replace(renderings.as_group([quote_of[each] for each in sorted(ids) if each in quote_of]), id=id)
            for id, ids in wider.items()
        }
        group_of = {id: group.id for id, group in stand.items()}
        group_of |= {member.id: group.id for group in made.values() for member in group.quotes}
        return group_of, tuple(made[id] for id in sorted(made))

    def with_links(self, why: Why) -> Why:
        """With what made the event one before."""
        stood = self.standing.why(why.event)
        return replace(why, links=(*stood.links, *why.links)) if stood else why

    def names(self) -> dict[str, str]:
        """The keys of names that the library does not know, and which entities go by them."""
        learned = self.standing.learned.names
        return {k: id for k, id in known.learn(self.candidates, self.entities).items() if k not in learned}


def order(event: Event) -> tuple[object, str]:
    """What events of a library are ordered by."""
    return edtf.sort_key(event.date), event.id


def extended(dataset: Dataset, addition: Addition) -> Dataset:
    """The dataset of a library with what was added to it, its tables in the order in which `dataset` has them."""
    articles = sorted((*dataset.articles, *addition.articles), key=lambda article: (article.file, article.id))
    place = {article.id: number for number, article in enumerate(articles)}
    mentions = {entity.id: entity.mentions for entity in addition.entities}
    entities = [
        replace(entity, mentions=tuple(sorted((*entity.mentions, *more), key=lambda m: (m.article, m.start))))
        if (more := mentions.pop(entity.id, ()))
        else entity
        for entity in dataset.entities
    ]
    entities += [entity for entity in addition.entities if entity.id in mentions]
    made = {event.id: event for event in addition.events}
    whys = {why.event: why for why in (*dataset.whys, *addition.whys)}
    events = sorted((*(e for e in dataset.events if e.id not in made), *made.values()), key=order)
    groups = {group.id: group for group in (*dataset.quote_groups, *addition.groups)}

    def by_article(rows: Iterable[_T]) -> tuple[_T, ...]:
        return tuple(sorted(rows, key=lambda row: place.get(row.article, len(place))))

    return replace(
        dataset,
        articles=tuple(articles),
        time_expressions=by_article((*dataset.time_expressions, *addition.time_expressions)),
        amounts=by_article((*dataset.amounts, *addition.amounts)),
        counts=by_article((*dataset.counts, *addition.counts)),
        quotes=by_article((*dataset.quotes, *addition.quotes)),
        entities=tuple(entities),
        quote_groups=tuple(groups.values()),
        events=tuple(events),
        whys=tuple(whys[event.id] for event in events),
        pairs=(*dataset.pairs, *addition.pairs),
    )
