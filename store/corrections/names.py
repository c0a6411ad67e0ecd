"""Names that a person mends: how something is called, what it is, and that two names are one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import cast

from store.corrections.model import Correction
from store.corrections.passages import Places
from store.corrections.state import Gone
from store.model import Account, Corrected, Dataset, Disagreement, Entity, EntityType, Event, Mention, Quote, Reading
from store.text import fold


class Names:
    """The entities of a dataset while they are corrected."""

    def __init__(self, dataset: Dataset, places: Places) -> None:
        self.found = dataset
        self.places = places
        self.entities = {entity.id: entity for entity in dataset.entities}
        self.instead: dict[str, str] = {}
        """By the id of an entity that was joined to another: the id of that one."""
        self._given: dict[str, list[str]] = {}
        self.renamed: dict[str, str] = {}
        """By the name that quotes have: the one they get."""
        self.new: dict[str, list[Mention]] = {}
        """By entity the places where it is named as only a person knows."""

    def find(self, name: str) -> Entity | None:
        """The entity of that name; else the one that is called so somewhere, or was called so by the program."""
        wanted = fold(name)
        if not wanted:
            return None
        for names in (self._given, self._by_name, self._by_surface):
            if ids := names.get(wanted):
                return self.entities[self.now(ids[0])]
        return None

    def canonical(self, name: str) -> str:
        """How the library calls what is called `name`; the same where it knows nothing of that name."""
        now = self.find(name)
        return now.name if now else " ".join(name.split())

    def correct(self, correction: Correction) -> None:
        """Carry out a correction of a name.

        Raises:
            Gone: there is no such name.
        """
        entity = self.find(correction.entity or "")
        if entity is None:
            raise Gone("entity-gone")
        value = " ".join((correction.value or "").split())
        other = self.find(value) if correction.kind in ("name", "alias") else None
        if correction.kind == "type":
            entity = self._with(entity, correction, entity.type, type=cast(EntityType, value))
        elif other is not None and other.id != entity.id:
            # A name that is known already makes two things one.
            self._join(entity, other, correction)
            entity = self.entities[entity.id]
        elif correction.kind == "alias" and other is None:
            self._look_for(entity, value, correction)
        if correction.kind == "name":
            entity = self.entities[entity.id]
            self._rename(entity.name, value)
            self._given[fold(value)] = [entity.id]
            self._with(entity, correction, entity.name, name=value)

    def _with(self, entity: Entity, correction: Correction, was: str | None, **changed: str) -> Entity:
        field = {"name": "name", "type": "type"}.get(correction.kind, "aliases")
        before = next((c.was for c in entity.corrected if c.field == field), was)
        kept = tuple(c for c in entity.corrected if c.field != field)
        mark = Corrected(field, correction.at, correction.id, before)  # type: ignore[arg-type]
        made: Entity = replace(entity, corrected=(*kept, mark), **changed)  # type: ignore[arg-type]
        self.entities[made.id] = made
        return made

    def _join(self, entity: Entity, other: Entity, correction: Correction) -> None:
        del self.entities[other.id]
        self.instead[other.id] = entity.id
        self._rename(other.name, entity.name)
        both = sorted({*entity.mentions, *other.mentions}, key=lambda m: (m.article, m.start, m.end))
        joined = replace(entity, mentions=tuple(both))
        if correction.kind == "alias":
            self._with(joined, correction, None)
        else:
            self.entities[entity.id] = joined

    def _look_for(self, entity: Entity, surface: str, correction: Correction) -> None:
        """Take all places where words stand that nobody read as a name for places where the entity is named."""
        words = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)")
        found = [
            Mention(article.id, match.start(), match.end(), match.group())
            for article in self.places.articles.values()
            for match in words.finditer(article.text)
            if not any(m.start < match.end() and match.start() < m.end for m in self._mentions.get(article.id, ()))
        ]
        if not found:
            raise Gone("entity-gone")
        for mention in found:
            self._mentions.setdefault(mention.article, []).append(mention)
        self.new.setdefault(entity.id, []).extend(found)
        mentions = tuple(sorted((*entity.mentions, *found), key=lambda m: (m.article, m.start)))
        self._with(replace(entity, mentions=mentions), correction, None)
        self._by_surface.setdefault(fold(surface), []).append(entity.id)

    def _rename(self, old: str, new: str) -> None:
        for name, now in self.renamed.items():
            if now == old:
                self.renamed[name] = new
        self.renamed[old] = new
        self.renamed.pop(new, None)

    def now(self, id: str) -> str:
        """The id of what the entity with an id is now, which may be another one that it was joined to."""
        while id in self.instead:
            id = self.instead[id]
        return id

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        return _grouped((fold(entity.name), entity.id) for entity in self.found.entities)

    @cached_property
    def _by_surface(self) -> dict[str, list[str]]:
        return _grouped((fold(m.surface), entity.id) for entity in self.found.entities for m in entity.mentions)

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for entity in self.found.entities:
            for mention in entity.mentions:
                found.setdefault(mention.article, []).append(mention)
        return found

    # -- what comes of it --------------------------------------------------------------------------------------------

    def applied(self, dataset: Dataset) -> Dataset:
        """The dataset with its names as they are now."""
        if all(self.entities.get(entity.id) is entity for entity in self.found.entities):
            return dataset
        entities = tuple(self.entities[e.id] for e in dataset.entities if e.id in self.entities)
        quotes = tuple(self._quote(quote) for quote in dataset.quotes) if self.renamed else dataset.quotes
        groups = tuple(
            replace(group, speaker=self.renamed[group.speaker]) if group.speaker in self.renamed else group
            for group in dataset.quote_groups
        )
        return replace(
            dataset,
            entities=entities,
            quotes=quotes,
            quote_groups=groups,
            events=tuple(self._event(event) for event in dataset.events),
            hidden=tuple(self._event(event) for event in dataset.hidden),
        )

    def _quote(self, quote: Quote) -> Quote:
        speaker, to = self.renamed.get(quote.speaker or ""), self.renamed.get(quote.to or "")
        if speaker is None and to is None:
            return quote
        return replace(quote, speaker=speaker or quote.speaker, to=to or quote.to)

    def _event(self, event: Event) -> Event:
        if not self._is_concerned(event):
            return event
        accounts = tuple(self._account(account) for account in event.accounts)
        entities = self._mapped(event.entities) | {e for account in accounts for e in account.entities}
        told = (self._fact(fact) for fact in event.disagreements)
        return replace(
            event,
            accounts=accounts,
            entities=tuple(sorted(entities)),
            disagreements=tuple(fact for fact in told if fact is not None),
        )

    def _is_concerned(self, event: Event) -> bool:
        return (
            any(id in self.instead for id in event.entities)
            or any(self._new_in(account) for account in event.accounts if account.article in self._places_of_new)
            or (bool(self.renamed) and any(fact.kind == "attribution" for fact in event.disagreements))
        )

    def _account(self, account: Account) -> Account:
        entities = tuple(sorted(self._mapped(account.entities) | self._new_in(account)))
        return account if entities == tuple(sorted(account.entities)) else replace(account, entities=entities)

    def _mapped(self, ids: Iterable[str]) -> set[str]:
        return {self.now(id) for id in ids}

    @cached_property
    def _places_of_new(self) -> dict[str, list[tuple[Mention, str]]]:
        found: dict[str, list[tuple[Mention, str]]] = {}
        for id, mentions in self.new.items():
            for mention in mentions:
                found.setdefault(mention.article, []).append((mention, self.now(id)))
        return found

    def _new_in(self, account: Account) -> set[str]:
        here = self._places_of_new.get(account.article, ())
        return {id for mention, id in here if account.start <= mention.start and mention.end <= account.end}

    def _fact(self, fact: Disagreement) -> Disagreement | None:
        """Of two names that are one nobody disagrees."""
        if fact.kind != "attribution" or not any(reading.value in self.renamed for reading in fact.values):
            return fact
        values: dict[str, Reading] = {}
        for reading in fact.values:
            name = self.renamed.get(reading.value, reading.value)
            before = values.get(name, Reading(name, ()))
            articles = tuple(dict.fromkeys((*before.articles, *reading.articles)))
            values[name] = Reading(name, articles, (*before.evidence, *reading.evidence))
        return replace(fact, values=tuple(values[name] for name in sorted(values))) if len(values) > 1 else None


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, id in pairs:
        ids = found.setdefault(key, [])
        if id not in ids:
            ids.append(id)
    return found
