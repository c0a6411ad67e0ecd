"""From articles to a dataset: everything that is derived, in one pure function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from store import edtf, named
from store.engine import RULES, Engine
from store.events import context, merge, renderings
from store.events.event import event
from store.events.origins import Origins
from store.events.telling import Teller, tell_each
from store.events.why import Reasons
from store.extraction import names
from store.extraction.extract import Extraction, extract
from store.extraction.names.known import learn
from store.learned import Learned
from store.model import Article, Dataset
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
    learned: Callable[[Learned], None] | None = None,
) -> Dataset:
    """Everything that can be read in `articles` and put together over them.

    The same articles give the same dataset in whatever order they come.  Two articles with one id are one.
    `mendings` is what a person says of the names in them; `engines` says by id
    which articles are not read by the rules.  `read` says what stands in one article: `extract`, or what did so before;
    `tell` what each contributes to the events; `learned` is given what was learned on the way.
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
    mentions = named.mentions(entities)
    quotes = named.with_speakers(extractions, entities, mentions)
    persons = frozenset(entity.id for entity in entities if entity.type == "person")
    speakers = named.speaker_ids(quotes, entities)
    groups = renderings.group(quotes, speakers)
    group_of = {member.id: group.id for group in groups for member in group.quotes}
    tellings = list(tell(named.told(extractions, quotes, mentions, persons)))
    drafts = [draft for telling in tellings for draft in telling.drafts]
    merged = merge.merge(context.place(drafts, [e.article for e in extractions]), group_of)
    if learned:
        candidates = {e.article.id: e.names for e in extractions}
        learned(Learned(merged.scorer.frequencies, learn(candidates, entities)))
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
