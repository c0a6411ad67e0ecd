"""One article: from a file to its cleaned text and what is known of it before its sentences are read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from store import edtf, languages
from store.model import Article, PublishedBasis
from store.reading.content import Content
from store.reading.errors import ReadingError
from store.reading.formats import LARGEST, LONGEST, TOO_LONG
from store.reading.markup import Unmarked, unmark
from store.reading.posts import find_posts
from store.reading.sources import GIVEN, SourceFacts
from store.reading.sources import NAME as SOURCES
from store.reading.stamp import take_stamp
from store.text import level, printable, without_controls

__all__ = ["GIVEN", "LARGEST", "article_of", "content_of", "make_article", "read_article"]

_WITH_MARKUP = 3 * LONGEST
_MANY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_TITLE = re.compile(r"[^\n]{12,180}(?<![.:,;…»”\"])")


def read_article(
    path: Path,
    file: str,
    facts: SourceFacts | None = None,
    *,
    published: str | None = None,
    language: str | None = None,
) -> Article:
    """The article in the file at `path`, called `file` in the library; of several in one file the first.

    Args:
        path: where the file lies.
        file: its name in the library ("/" as separator).
        facts: what `sources.toml` says of it.
        published: EDTF date for an article that does not say when it was published.
        language: ISO 639-1 code for an article of which `facts` does not say it; else it is guessed from the text.

    Raises:
        ReadingError: the file cannot be read, is none of the formats, or holds no words.
    """
    from store.reading.several import read_file

    said = {file: facts} if facts else {}
    found = next(read_file(path, file, said=said, published=published, language=language))
    if isinstance(found, ReadingError):
        raise found
    return found.article


def make_article(
    text: str,
    file: str,
    facts: SourceFacts | None = None,
    *,
    published: str | None = None,
    language: str | None = None,
    markdown: bool = False,
) -> Article:
    """As `read_article`, of characters that are read already."""
    return article_of(content_of(text, markdown=markdown), file, facts, published=published, language=language)


def content_of(text: str, *, markdown: bool = False) -> Content:
    """The words of a plain text or Markdown file, with what stands before them and its traces of HTML.

    Raises:
        ValueError: it is longer than any article.
    """
    if len(text) > _WITH_MARKUP:
        raise ValueError(TOO_LONG)
    text = without_controls(text)
    own = SourceFacts()
    evidence = "front matter"
    if markdown:
        # Only Markdown files pay for the import.
        from store.reading.markdown import read_markdown

        text, own = read_markdown(text)
        # Markdown has signs written as numbers, which may be any.
        text = without_controls(text)
    stamp, text = take_stamp(text)
    if stamp and not (own.published and edtf.is_valid(own.published)):
        own, evidence = replace(own, published=stamp), f"date {stamp}"
    return Content(unmark(text), own, evidence)


def article_of(
    content: Content,
    file: str,
    facts: SourceFacts | None = None,
    *,
    published: str | None = None,
    language: str | None = None,
) -> Article:
    """The article that `content` is, called `file`; `facts`, from outside, goes before what it says of itself.

    Raises:
        ReadingError: it holds no words, or more than an article has.
    """
    facts, own = facts or SourceFacts(), content.facts
    unmarked = _tidy(content.unmarked)
    if not any(c.isalnum() for c in unmarked.text):
        raise ReadingError(file, "it holds no words")
    if len(unmarked.text) > LONGEST:
        raise ReadingError(file, TOO_LONG)
    known = _published(facts.published, own.published, content.evidence, published)
    code = facts.language or own.language or language
    if code not in languages.codes():
        code = languages.guess(unmarked.text)
    return Article(
        id=hashlib.sha256(unmarked.text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        file=printable(file),
        text=unmarked.text,
        title=_one_line(facts.title or own.title) or _title(unmarked.text, code),
        publisher=_one_line(facts.publisher or own.publisher),
        author=_one_line(facts.author or own.author),
        url=_one_line(facts.url or own.url),
        language=code,
        published=known[0],
        published_basis=known[1],
        published_evidence=known[2],
        posts=find_posts(unmarked),
    )


def _published(
    from_sources: str | None, own: str | None, evidence: str, given: str | None
) -> tuple[str | None, PublishedBasis | None, str | None]:
    for date, said_by in ((from_sources, SOURCES), (own, evidence), (given, GIVEN)):
        if date and edtf.is_valid(date):
            return date, "metadata", printable(said_by)
    return None, None, None


def _tidy(unmarked: Unmarked) -> Unmarked:
    """Without blank lines at the ends and runs of them inside; what points into the text moves along."""
    text = unmarked.text
    cuts = [(m.start() + 2, m.end()) for m in _MANY_LINES.finditer(text) if m.end() - m.start() > 2]
    # "\n   \n" as two plain line ends: what stands between them is white space alone.
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    cuts = [(0, left), *((max(a, left), min(b, right)) for a, b in cuts if b > left and a < right), (right, len(text))]
    pieces, keep = [], 0
    for a, b in cuts:
        pieces.append(text[keep:a])
        keep = max(keep, b)
    moved = Unmarked("".join(pieces))

    def move(offset: int) -> int:
        return offset - sum(min(b, offset) - a for a, b in cuts if a < offset)

    for link in unmarked.links:
        moved.links.append(type(link)(move(link.start), move(link.end), link.url))
    for start, end, code in unmarked.languages:
        moved.languages.append((move(start), move(end), code))
    return moved


def _title(text: str, code: str) -> str | None:
    """The first line, where it looks like a headline: one line of some words, no full stop, more text below it."""
    first, _, rest = text.partition("\n")
    if level(first).lower().startswith(tuple(languages.load(code)["published"]["cues"])):
        return None
    words = first.split()
    looks = len(words) >= 3 and first[0].isalpha() and first[0].isupper() and _TITLE.fullmatch(first.strip())
    return printable(first) if looks and rest.strip() else None


def _one_line(text: str | None) -> str | None:
    return (printable(text) or None) if text else None
