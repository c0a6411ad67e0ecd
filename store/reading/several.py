"""From a file of any format to its articles: one, or one after another."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from store.extras import missing
from store.reading.article import article_of, content_of
from store.reading.content import Content, Read
from store.reading.decode import decode
from store.reading.errors import ReadingError
from store.reading.formats import ARCHIVE, FEED, LINES, MARKDOWN, PAGE, PDF, Format, format_of, is_readable
from store.reading.sources import SourceFacts
from store.text import printable


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a file that was fetched: the character set as the server told it, and the address."""

    charset: str | None = None
    address: str | None = None


_NOWHERE = Origin()


def read_file(
    path: Path,
    file: str,
    raw: str | None = None,
    said: Mapping[str, SourceFacts] | None = None,
    *,
    published: str | None = None,
    language: str | None = None,
    origin: Origin | None = None,
) -> Iterator[Read | ReadingError]:
    """The articles of the file at `path`, and, for each that cannot be read, why; it goes on with the others.

    An article of several is called `file#key` (feeds, JSON lines) or `file/name` (archives).

    Args:
        path: where the file lies.
        file: its name in the library ("/" as separator), safe to show.
        raw: its name in `sources.toml`, where that differs.
        said: what `sources.toml` says of articles, by name; a table of the whole file is of every article in it.
        published: EDTF date for articles that do not say when they were published.
        language: ISO 639-1 code for articles that do not say their language.
        origin: where the file was fetched.
    """
    raw = file if raw is None else raw
    tables = said or {}
    form = format_of(path.name)
    make = partial(_articles, tables=tables, whole=tables.get(raw), published=published, language=language)
    try:
        _check(path, form)
        if form is not ARCHIVE:
            with path.open("rb") as stream:
                # A file may grow while it is read.
                data = stream.read(form.largest + 1)
            if len(data) > form.largest:
                raise ValueError(_too_large(form))
            yield from make(data, form, file, raw, origin=origin or _NOWHERE)
            return
        from store.reading.archive import members

        for name, content, reason in members(path):
            inner = f"{file}/{name}"
            if content is None:
                yield ReadingError(inner, reason)
            else:
                yield from make(content, format_of(name), inner, f"{raw}/{name}", origin=_NOWHERE)
    except OSError as error:
        yield ReadingError(file, (error.strerror or str(error)).lower())
    except ValueError as error:
        yield ReadingError(file, str(error))


def _check(path: Path, form: Format) -> None:
    """Look at a file before it is read.

    Raises:
        OSError: it cannot be looked at.
        ValueError: it is not to be read.
    """
    status = path.stat()
    # A pipe or a device would never end.
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is no regular file")
    if status.st_size > form.largest:
        raise ValueError(_too_large(form))


def _too_large(form: Format) -> str:
    return f"it is larger than {form.largest // 1_000_000} MB"


def _articles(
    data: bytes,
    form: Format,
    file: str,
    raw: str,
    *,
    tables: Mapping[str, SourceFacts],
    whole: SourceFacts | None,
    published: str | None,
    language: str | None,
    origin: Origin,
) -> Iterator[Read | ReadingError]:
    try:
        for content in _contents(data, form, origin):
            if not isinstance(content, Content):
                yield ReadingError(f"{file}#{content[0]}", content[1])
                continue
            key = f"#{printable(content.key)}" if content.key else ""
            facts = tables.get(raw + key) or tables.get(raw) or whole
            try:
                article = article_of(content, file + key, facts, published=published, language=language)
                yield Read(article, content.modified)
            except ReadingError as error:
                yield error
    except ValueError as error:
        yield ReadingError(file, str(error))
    except (RecursionError, MemoryError):
        yield ReadingError(file, "it is nested or packed beyond all measure")


def _contents(data: bytes, form: Format, origin: Origin) -> Iterable[Content | tuple[str, str]]:
    """What a file holds; readers of formats are imported when a file needs them.

    Raises:
        ValueError: it cannot be read.
    """
    if not is_readable(form):
        raise ValueError(f"{form.what} needs a reader, {missing(form.extra)}")
    if form is PAGE:
        from store.reading.page import read_page

        return (read_page(data, origin.charset, origin.address),)
    if form is PDF:
        from store.reading.pdf import read_pdf

        return (read_pdf(data),)
    if form is FEED:
        from store.reading.feed import read_feed

        return read_feed(data, origin.charset)
    if form is LINES:
        from store.reading.jsonlines import read_lines

        return read_lines(data)
    return (content_of(decode(data), markdown=form is MARKDOWN),)
