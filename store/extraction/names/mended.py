"""Names as a person mended them: words that are none, and surfaces that are surely names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.extraction.document import Document
from store.extraction.names import keys
from store.extraction.names.candidate import Candidate
from store.extraction.names.tokens import folded
from store.extraction.numbers import alternatives
from store.reading.entities import Mending, Mendings
from store.text import level


def without_not_names(candidates: Sequence[Candidate], mended: Mendings) -> list[Candidate]:
    """The candidates but for those whose surface a person said is no name."""
    wrong = {folded(word) for word in mended.not_names}
    return [candidate for candidate in candidates if folded(candidate.surface) not in wrong]


def with_mended(document: Document, candidates: Sequence[Candidate], mended: Mendings) -> list[Candidate]:
    """The candidates, and every place where a mended name stands in the text, as it is written in `mended`.

    It takes the place of candidates that are parts of it, or that overlap with it; one that it is part of stays.
    """
    surfaces = [level(surface) for entity in mended.entities for surface in (entity.name, *entity.aliases)]
    if not surfaces:
        return list(candidates)
    pattern = re.compile(rf"(?<!\w)(?:{alternatives(surfaces)})(?!\w)")
    spans = [match.span() for match in pattern.finditer(document.levelled)]
    kept: list[Candidate] = []
    at = 0
    for start, end in spans:
        while at < len(candidates) and candidates[at].end <= start:
            kept.append(candidates[at])
            at += 1
        first = candidates[at] if at < len(candidates) else None
        if first is not None and first.start <= start and end <= first.end:
            continue
        while at < len(candidates) and candidates[at].start < end:
            at += 1
        surface = document.text[start:end]
        kept.append(Candidate(start, end, surface, keys.of(surface)))
    return [*kept, *candidates[at:]]


def by_key(mended: Mendings) -> dict[str, Mending]:
    """The mendings by the compact keys of all their names."""
    found: dict[str, Mending] = {}
    for entity in mended.entities:
        for surface in (entity.name, *entity.aliases):
            found.setdefault(keys.compact(keys.of(surface)), entity)
    return {key: entity for key, entity in found.items() if key}
