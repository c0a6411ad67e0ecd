"""When an article was published, where nothing outside its text says so.

An article may state it ("Publié le 17/06/25 08:49"); else it may be inferred from what the text dates (a weekday with
its day, a dated post); else it stays unknown.  It is never today's date, and never the file's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from store import edtf
from store.extraction.dateline import find_dateline
from store.extraction.timex import Cut, infer_published, tag
from store.languages import Language
from store.model import Article, TimeExpression
from store.reading import GIVEN
from store.text import level

_LINES = 12
"""A line that states the date stands among the first or the last of an article."""
_NAME, _WHOLE_DAY = 4, 4
"""Words: a newspaper's name has so many at the most, a day with weekday, month and year so many at the least."""
_HEAD = 5
"""Lines under an article's title among which "Le Phare, 8 octobre 2024" says when it appeared."""
_MASTHEAD = 6
"""Words of a newspaper's or an author's name, or of a town's, that stands beside a day."""
_SMALL_WORD = 3
"""Letters of a word that may be written small in a name: "de", "the"."""
_FIGURE = re.compile(r"[0-9]")  # the year of a day is written in figures
_LINE = 120
"""Code points: so long a line that states it is at the most."""


def date_article(article: Article, language: Language, tokens: Cut | None = None) -> Article:
    """`article` with its publication date as far as its own words give it; metadata stand before the words.

    A date that the user gave for articles which do not say (`GIVEN`) gives way to a stated one, not to an inference.
    `tokens` are its text as `store.extraction.timex.cut` makes it, where it is cut already.
    """
    if article.published and article.published_evidence != GIVEN:
        return article
    if stated := _stated(article.text, language) or _datelined(article.text, language):
        return replace(article, published=stated[0], published_basis="stated", published_evidence=stated[1])
    if article.published:
        return article
    if inferred := infer_published(article.text, language, article.posts, tokens):
        return replace(article, published=inferred[0], published_basis="inferred", published_evidence=inferred[1])
    return article


def _stated(text: str, language: Language) -> tuple[str, str] | None:
    lines = text.split("\n")
    edges = dict.fromkeys([*range(min(_LINES, len(lines))), *range(max(0, len(lines) - _LINES), len(lines))])
    near = [lines[number].strip() for number in edges if 0 < len(lines[number].strip()) <= _LINE]
    # A line that states it says little else; in a sentence of the article "publié le" dates something told.
    for line in near:
        lowered = level(line).lower()
        for cue in language["published"]["cues"]:
            if 0 <= (at := lowered.find(cue)) <= 40:
                stated = line[at:]
                if date := _day(stated, tag(stated, language), len(cue) + 20):
                    return date, line
    under = [line for line in map(str.strip, lines) if line][1 : _HEAD + 1]
    for line in near:
        if not _FIGURE.search(line):
            continue
        expressions = tag(line, language)
        # "Mardi 8 octobre 2024, 8 h 05": a line of its own that is nothing but a day.
        if date := _day(line, expressions, 2, whole=True):
            return date, line
        # "Le Phare, mardi 8 octobre 2024": a name and a day with its weekday, and no sentence.
        if line[-1].isalnum() and (date := _named_day(line, expressions)):
            return date, line
        # "Le Phare - 08/10/2024": below the title.
        if line in under and (date := _masthead(line, expressions)):
            return date, line
        # "Par Anne Martin | 17/06/2025 à 08h49": no sentence, and a day with its clock time.
        if line[-1] not in ".!?…»”" and (date := _day(line, expressions, len(line), clock=True)):
            return date, line
    return None


def _datelined(text: str, language: Language) -> tuple[str, str] | None:
    span = find_dateline(level(text), language)
    if span is None:
        return None
    words = text[span[0] : span[1]]
    date = _day(words, tag(words, language), len(words))
    return (date, words.strip(" -–—")) if date else None


def _day(
    words: str, expressions: Sequence[TimeExpression], within: int, *, whole: bool = False, clock: bool = False
) -> str | None:
    """The first EDTF day among the `expressions` of the first `within` characters of `words`.

    With `whole` only where dates make up the whole of the words, with `clock` only where a time of day follows at once.
    """
    for number, expression in enumerate(expressions):
        date = edtf.from_timex(expression.value)
        found = edtf.bounds(date)
        if expression.start > within or found is None or found.days != 1:
            continue
        if whole:
            covered = sum(e.end - e.start for e in expressions)
            if covered < sum(c.isalnum() for c in words) or len(words) - covered > 8:
                return None
        if clock and not _has_clock(expressions[number : number + 2]):
            continue
        return date
    return None


def _named_day(line: str, expressions: Sequence[TimeExpression]) -> str | None:
    """The EDTF day that a line of few words ends with, weekday and year given."""
    if len(expressions) != 1 or expressions[0].end != len(line):
        return None
    words = len(line[: expressions[0].start].split())
    whole = len(expressions[0].surface.replace(",", " ").split()) >= _WHOLE_DAY
    found = edtf.bounds(edtf.from_timex(expressions[0].value))
    return str(found.first) if whole and 1 <= words <= _NAME and found and found.days == 1 else None


def _masthead(line: str, expressions: Sequence[TimeExpression]) -> str | None:
    """The EDTF day behind a name and a comma, dash or bar, or in parentheses: all that the line holds.

    A sentence or a heading says more: nothing but names is written with capitals throughout.
    """
    days = [found for e in expressions if (found := edtf.bounds(edtf.from_timex(e.value))) and found.days == 1]
    if not days or len(set(days)) > 1 or len(days) != len(expressions):
        return None
    before, behind = line[: expressions[0].start], line[expressions[-1].end :]
    match = re.fullmatch(r"\s*(.{2,80}?)\s*(?:[,|·•(–—]|\s-)\s*(?:le\s|the\s|on\s)?", level(before))
    if match is None or any(c.isalnum() for c in behind):
        return None
    words = re.findall(r"[^\W_][^\s,.|–—]*", match[1])
    named = all(word[0].isupper() or len(word.split("'")[0]) <= _SMALL_WORD for word in words)
    return str(days[0].first) if 1 <= len(words) <= _MASTHEAD and words[0][0].isupper() and named else None


def _has_clock(expressions: Sequence[TimeExpression]) -> bool:
    near = len(expressions) == 1 or expressions[1].start - expressions[0].end <= 5
    return near and any(re.search(r"T\d\d:\d\d", e.value) for e in expressions)
