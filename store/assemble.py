"""From articles to a dataset: everything that is derived, in one pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from store import edtf
from store.engine import RULES, Engine
from store.events import context, merge, renderings
from store.events.accounts import Named
from store.events.event import event
from store.events.origins import Origins
from store.events.telling import Teller, Told, tell_each
from store.events.why import Reasons
from store.extraction import names
from store.extraction.extract import Extraction, extract
from store.model import Article, Dataset, Entity, Mention, Quote
from store.reading.entities import NOTHING, Mendings

Progress = Callable[[int, int, str], None]
"""Called with how many of how many articles are read, and the file of the one that is next ("" at the end)."""

Reader = Callable[[Article, Mendings, Engine], Extraction]
"""Says what stands in an article, names as a person mended them and an engine reads them."""


def assemble(
    articles: Sequence[Article],
    progress: Progress | None = None,
    *,
    mendings: Mendings = NOTHING,
    engines: Mapping[str, Engine] | None = None,
    read: Reader = extract,
    tell: Teller = tell_each,
) -> Dataset:
    """Everything that can be read in `articles` and put together over them.

    The same articles give the same dataset in whatever order they come.  Two articles with one id are one.
    `mendings` is what a person says of the names in them; `engines` says by id
    which articles are not read by the rules.  `read` says what stands in one article: `extract`, or what did so before;
    `tell` what each contributes to the events.
    """
    unique = {article.id: article for article in sorted(articles, key=lambda a: (a.id, a.file), reverse=True)}
    ordered = sorted(unique.values(), key=lambda a: (a.file, a.id))
    extractions = []
    for number, article in enumerate(ordered):
        if progress:
            progress(number, len(ordered), article.file)
        extractions.append(read(article, mendings, (engines or {}).get(article.id, RULES)))
    if progress:
        progress(len(ordered), len(ordered), "")
    entities = names.join({e.article.id: e.names for e in extractions}, mendings)
    mentions = _mentions(entities)
    quotes = _with_speakers(extractions, entities, mentions)
    persons = frozenset(entity.id for entity in entities if entity.type == "person")
    speakers = _speaker_ids(quotes, entities)
    groups = renderings.group(quotes, speakers)
    group_of = {member.id: group.id for group in groups for member in group.quotes}
    tellings = list(tell(_told(extractions, quotes, mentions, persons)))
    drafts = [draft for telling in tellings for draft in telling.drafts]
    merged = merge.merge(context.place(drafts, [e.article for e in extractions]), group_of)
    told = [frozenset(q.id for i in group for q in merged.drafts[i].quotes) for group in merged.groups]
    groups = renderings.widen(groups, quotes, told, speakers)
    group_of = {member.id: group.id for group in groups for member in group.quotes}
    sketches = {e.article.id: telling.sketch for e, telling in zip(extractions, tellings, strict=True)}
    origins = Origins([e.document for e in extractions], quotes, sketches)
    names_of = frozenset(entity.name for entity in entities if entity.type == "person")
    found = (event([merged.drafts[i] for i in group], origins, group_of, names_of) for group in merged.groups)
    events = tuple(sorted(found, key=lambda e: (edtf.sort_key(e.date), e.id)))
    times = [time for extraction in extractions for time in extraction.times]
    reasons = Reasons(merged, [e.article for e in extractions], times, quotes)
    return Dataset(
        articles=tuple(e.article for e in extractions),
        time_expressions=tuple(times),
        amounts=tuple(a for e in extractions for a in e.amounts),
        counts=tuple(c for e in extractions for c in e.counts),
        entities=entities,
        quotes=tuple(quotes),
        quote_groups=groups,
        events=events,
        whys=reasons.whys(events),
        pairs=reasons.pairs(events),
    )


def _mentions(entities: Sequence[Entity]) -> dict[str, dict[int, tuple[str, Mention]]]:
    """By article and offset: the entity that is named there, and the mention."""
    found: dict[str, dict[int, tuple[str, Mention]]] = {}
    for entity in entities:
        for mention in entity.mentions:
            found.setdefault(mention.article, {})[mention.start] = (entity.id, mention)
    return found


def _with_speakers(
    extractions: Sequence[Extraction],
    entities: Sequence[Entity],
    mentions: Mapping[str, Mapping[int, tuple[str, Mention]]],
) -> list[Quote]:
    """The quotes of all articles, their speakers under the names that the whole library knows them by."""
    canonical = {entity.id: entity.name for entity in entities}
    by_surface = {m.surface: entity.name for entity in entities for m in entity.mentions}
    result = []
    for extraction in extractions:
        named = mentions.get(extraction.article.id, {})
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


def _speaker_ids(quotes: Sequence[Quote], entities: Sequence[Entity]) -> dict[str, str]:
    by_name = {entity.name: entity.id for entity in entities}
    return {q.id: by_name.get(q.speaker, q.speaker.casefold()) for q in quotes if q.speaker}


def _told(
    extractions: Sequence[Extraction],
    quotes: Sequence[Quote],
    mentions: Mapping[str, Mapping[int, tuple[str, Mention]]],
    persons: frozenset[str],
) -> list[Told]:
    """Each article with its speakers and names as the whole library knows them."""
    said: dict[str, list[Quote]] = {}
    for quote in quotes:
        said.setdefault(quote.article, []).append(quote)
    found: list[Told] = []
    for extraction in extractions:
        here = mentions.get(extraction.article.id, {})
        named = [Named(start, here[start][1].end, here[start][0], here[start][0] in persons) for start in sorted(here)]
        found.append((replace(extraction, quotes=tuple(said.get(extraction.article.id, ()))), named))
    return found
