"""Naming what new articles name as the library that they come to names it.

A library remembers for each key of a name which entity goes by it; of a bare family name that is the person whom most
of its mentions mean, and nobody where several persons share it.  A name that the library does not know, or knows only
a part of, becomes a new entity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from store.extraction.names import keys
from store.extraction.names.candidate import Candidate
from store.extraction.names.joining import is_no_person, join
from store.model import Entity, Mention
from store.reading.entities import Mendings

NOBODY = ""
"""Stands for whom a family name means that several persons of a library share."""
_FAR_MORE = 5
"""A family name alone is a person's who is named so many times as often as all others of that name together."""


def learn(candidates_by_article: Mapping[str, Sequence[Candidate]], entities: Sequence[Entity]) -> dict[str, str]:
    """By the key of each name of a library the id of the entity that most of its mentions mean, or `NOBODY`.

    `entities` are those that `join` made of the candidates.
    """
    meant = {(m.article, m.start): entity.id for entity in entities for m in entity.mentions}
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article, candidates in candidates_by_article.items():
        for candidate in candidates:
            entity = meant.get((article, candidate.start))
            if entity is not None:
                found[keys.compact(candidate.key)][entity] += 1
    usual = {key: min(ids, key=lambda id: (-ids[id], id)) for key, ids in sorted(found.items())}
    families = _families(entities)
    persons = {NOBODY, *(entity.id for entity in entities if entity.type == "person")}
    shared = {key for key, id in families.items() if id == NOBODY and usual.get(key, NOBODY) in persons}
    return families | usual | dict.fromkeys(sorted(shared), NOBODY)


def _families(entities: Iterable[Entity]) -> dict[str, str]:
    """By the key of each family name the person of that name whom the library names far more than all others."""
    found: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        words = keys.of(entity.name).split()
        if entity.type == "person" and len(words) > 1:
            found[keys.compact(words[-1])].append(entity)
    usual: dict[str, str] = {}
    for key, persons in sorted(found.items()):
        first = min(persons, key=lambda entity: (-len(entity.mentions), entity.id))
        others = sum(len(entity.mentions) for entity in persons) - len(first.mentions)
        usual[key] = first.id if len(first.mentions) >= _FAR_MORE * others else NOBODY
    return usual


def name(
    candidates_by_article: Mapping[str, Sequence[Candidate]],
    mended: Mendings,
    known: Mapping[str, str],
    entity: Callable[[str], Entity | None],
) -> tuple[Entity, ...]:
    """The entities that new articles name, with their mentions there, in the order of their ids.

    What is surely a place or a company is not the person of that family name.

    Args:
        candidates_by_article: what may be a name in them, by the article's id.
        mended: what a person says of names.
        known: what `learn` gave.
        entity: the library's entity with an id.
    """
    told = {
        article: [replace(c, certain=c.certain or keys.compact(c.key) in known) for c in candidates]
        for article, candidates in candidates_by_article.items()
    }
    found: dict[str, Entity] = {}
    for local in join(told, mended):
        id = next((known[key] for key in _keys(local) if key in known), None)
        same = entity(id) if id else None
        if same is None or (same.type == "person" and is_no_person(_candidates(local, told))):
            same = replace(local, id=_free(local.id, entity, found))
        before = found[same.id].mentions if same.id in found else ()
        found[same.id] = replace(same, mentions=_in_order((*before, *local.mentions)))
    return tuple(found[id] for id in sorted(found))


def _keys(entity: Entity) -> Iterable[str]:
    """The keys by which an entity of new articles may be known: a part of a full name does not tell who it is."""
    surfaces = Counter(" ".join(mention.surface.split()) for mention in entity.mentions)
    words = {surface: len(keys.of(surface).split()) for surface in [entity.name, *surfaces]}
    usual = sorted(surfaces, key=lambda surface: (-words[surface], -surfaces[surface], surface))
    full = (surface for surface in usual if words[surface] > 1 or words[entity.name] == 1)
    return dict.fromkeys(keys.compact(keys.of(surface)) for surface in (entity.name, *full))


def _candidates(entity: Entity, told: Mapping[str, Sequence[Candidate]]) -> list[Candidate]:
    places = {(mention.article, mention.start) for mention in entity.mentions}
    return [c for article, candidates in told.items() for c in candidates if (article, c.start) in places]


def _free(id: str, entity: Callable[[str], Entity | None], taken: Collection[str]) -> str:
    """The id, or with the first number behind it that makes it one that the library does not have."""
    number, free = 1, id
    while free in taken or entity(free) is not None:
        number += 1
        free = f"{id}-{number}"
    return free


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: (mention.article, mention.start)))
