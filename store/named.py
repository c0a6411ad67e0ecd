"""What stands in articles under the names that a library knows its entities by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from store.events.accounts import Named
from store.events.telling import Told
from store.extraction.extract import Extraction
from store.model import Entity, Mention, Quote

Mentions = Mapping[str, Mapping[int, tuple[str, Mention]]]
"""By article and offset: the entity (id) that is named there, and the mention."""


def mentions(entities: Sequence[Entity]) -> dict[str, dict[int, tuple[str, Mention]]]:
    """By article and offset: the entity that is named there, and the mention."""
    found: dict[str, dict[int, tuple[str, Mention]]] = {}
    for entity in entities:
        for mention in entity.mentions:
            found.setdefault(mention.article, {})[mention.start] = (entity.id, mention)
    return found


def with_speakers(
    extractions: Sequence[Extraction],
    entities: Sequence[Entity],
    places: Mentions,
) -> list[Quote]:
    """The quotes of all articles, their speakers under the names that the whole library knows them by."""
    canonical = {entity.id: entity.name for entity in entities}
    by_surface = {m.surface: entity.name for entity in entities for m in entity.mentions}
    result = []
    for extraction in extractions:
        named = places.get(extraction.article.id, {})
        candidates = {(candidate.start, candidate.end) for candidate in extraction.names}
        for quote in extraction.quotes:
            found = named.get(quote.speaker_span[0]) if quote.speaker_span in candidates else None
            if found is None and quote.speaker_span in candidates:
                # What was read as one name may have been joined as another that begins within it.
                start, end = quote.speaker_span
                inside = [named[at] for at in sorted(named) if start <= at < end]
                found = inside[-1] if inside else None
            speaker = canonical[found[0]] if found is not None else by_surface.get(quote.speaker or "", quote.speaker)
            result.append(replace(quote, speaker=speaker, to=by_surface.get(quote.to or "", quote.to)))
    return result


def speaker_ids(quotes: Iterable[Quote], entities: Iterable[Entity]) -> dict[str, str]:
    """By quote id what stands for its speaker, where it is known: the id of an entity, else the words for it."""
    by_name = {entity.name: entity.id for entity in entities}
    return {q.id: by_name.get(q.speaker, q.speaker.casefold()) for q in quotes if q.speaker}


def told(
    extractions: Sequence[Extraction],
    quotes: Sequence[Quote],
    places: Mentions,
    persons: frozenset[str],
) -> list[Told]:
    """Each article with its speakers and names as the whole library knows them."""
    said: dict[str, list[Quote]] = {}
    for quote in quotes:
        said.setdefault(quote.article, []).append(quote)
    found: list[Told] = []
    for extraction in extractions:
        here = places.get(extraction.article.id, {})
        named = [Named(start, here[start][1].end, here[start][0], here[start][0] in persons) for start in sorted(here)]
        found.append((replace(extraction, quotes=tuple(said.get(extraction.article.id, ()))), named))
    return found
