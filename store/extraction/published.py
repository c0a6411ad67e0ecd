"""When an article was published, where nothing outside its text says so.

An article may state it ("Publié le 17/06/25 08:49"); else it may be inferred from what the text dates (a weekday with
its day, a dated post); else it stays unknown.  It is never today's date, and never the file's.
"""

from __future__ import annotations

from dataclasses import replace

from store import edtf
from store.extraction.timex import infer_published, tag
from store.languages import Language
from store.model import Article
from store.reading import GIVEN
from store.text import level

_LINES = 12
"""A line that states the date stands among the first or the last of an article."""


def date_article(article: Article, language: Language) -> Article:
    """`article` with its publication date as far as its own words give it; metadata stand before the words.

    A date that the user gave for articles which do not say (`GIVEN`) gives way to a stated one, not to an inference.
    """
    if article.published and article.published_evidence != GIVEN:
        return article
    if stated := _stated(article.text, language):
        return replace(article, published=stated[0], published_basis="stated", published_evidence=stated[1])
    if article.published:
        return article
    if inferred := infer_published(article.text, language, article.posts):
        return replace(article, published=inferred[0], published_basis="inferred", published_evidence=inferred[1])
    return article


def _stated(text: str, language: Language) -> tuple[str, str] | None:
    lines = text.split("\n")
    edges = dict.fromkeys([*range(min(_LINES, len(lines))), *range(max(0, len(lines) - _LINES), len(lines))])
    for number in edges:
        line = lines[number][:200]
        lowered = level(line).lower()
        for cue in language["published"]["cues"]:
            at = lowered.find(cue)
            # A line that states it says little else; in a sentence of the article "publié le" dates something told.
            if not 0 <= at <= 40 or len(line) > 120:
                continue
            for expression in tag(line[at:], language):
                date = edtf.from_timex(expression.value)
                found = edtf.bounds(date)
                if expression.start <= len(cue) + 20 and date and found and found.days == 1:
                    return date, line.strip()
    return None
