"""PDF files that hold text: their lines put together to paragraphs, without the lines that every page repeats.

Days in a PDF's own metadata say when it was made or printed, never when the article was published: they are not read.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from io import BytesIO

from store.reading.content import Content
from store.reading.formats import LONGEST
from store.reading.markup import Unmarked
from store.reading.sources import SourceFacts
from store.text import fold, printable, without_controls

_MOST_PAGES = 1_000
_EDGE = 3
"""Lines at the top and the bottom of a page that may be the same on every page."""
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"(\w{2,40})-\Z")
_NEXT = re.compile(r"\A([^\W\d_]{1,40})")
_END = re.compile(r"[.!?…:»”\"')\]]\s*\Z")
_SHORT = 0.75
"""A line shorter than this share of the usual one that ends a sentence ends its paragraph."""
_HEADING = 0.5
"""A line shorter than this share that begins a paragraph is a heading."""


def read_pdf(data: bytes) -> Content:
    """The text of the PDF `data`, and its title and author where its own text has them too.

    Raises:
        ValueError: it is damaged, locked, or holds pictures of pages only.
    """
    # Only PDF files pay for the import.
    from pypdf import PdfReader

    # What is odd in a file is said by the library on standard error, where a screen may be.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("it is locked with a password")
        pages, length = [], 0
        for number, page in enumerate(reader.pages):
            if number >= _MOST_PAGES or length > LONGEST:
                break
            text = page.extract_text()
            length += len(text)
            pages.append([" ".join(line.split()) for line in without_controls(text).split("\n")])
        told = reader.metadata
        title, author = (printable(str(told.get(name) or "")) if told else "" for name in ("/Title", "/Author"))
    except ValueError as error:
        if "password" in str(error):
            raise
        raise ValueError("it is a damaged PDF") from error
    except Exception as error:  # the library raises whatever its parts raise
        raise ValueError("it is a damaged PDF") from error
    text = "\n\n".join(_paragraphs(_without_repeated(pages)))
    if not any(c.isalnum() for c in text):
        raise ValueError("it holds no text, only pictures of pages (a program for text recognition makes it readable)")
    words = fold(text)
    # Programs put the name of a template or of the machine's owner there.
    facts = SourceFacts(
        title=title if len(title) > 8 and fold(title) in words else None,
        author=author if len(author) > 4 and fold(author) in words else None,
    )
    return Content(Unmarked(text), facts, "")


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """The pages without lines at their edges that most of them have, page numbers apart."""
    if len(pages) < 3:
        return [_without_number(page) for page in pages]
    edges = [{_masked(line) for line in (*page[:_EDGE], *page[-_EDGE:]) if line} for page in pages]
    counts = Counter(line for edge in edges for line in edge)
    repeated = {line for line, times in counts.items() if times >= max(3, len(pages) // 2)}
    found = []
    for page in pages:
        last = len(page) - _EDGE
        kept = [
            line for n, line in enumerate(page) if not ((n < _EDGE or n >= last) and line and _masked(line) in repeated)
        ]
        found.append(_without_number(kept))
    return found


def _without_number(page: list[str]) -> list[str]:
    return page[:-1] if page and re.fullmatch(r"[-–— ]{0,3}\d{1,4}(?: ?/ ?\d{1,4})?[-–— ]{0,3}", page[-1]) else page


def _masked(line: str) -> str:
    return _DIGITS.sub("#", line)


def _paragraphs(pages: list[list[str]]) -> list[str]:
    every = [line for page in pages for line in page]
    lengths = sorted(len(line) for line in every if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    words = Counter(word for line in every for word in re.findall(r"[\w-]{3,80}", line.lower()))
    found: list[str] = []
    pieces: list[str] = []

    def end() -> None:
        if pieces:
            found.append("".join(pieces))
        pieces.clear()

    for page in pages:
        for line in page:
            if not line:
                end()
                continue
            if pieces:
                _join(pieces, line, words)
            else:
                pieces.append(line)
            # The last line of a paragraph does not fill the column; a heading is short, and what follows begins anew.
            ends = len(line) < usual * _SHORT and _END.search(line) is not None
            if ends or (len(pieces) == 1 and len(line) < usual * _HEADING):
                end()
    end()
    return found


def _join(pieces: list[str], line: str, words: Counter[str]) -> None:
    """Add a line to a paragraph; a word that was broken between them becomes one again."""
    broken, rest = _HYPHEN.search(pieces[-1]), _NEXT.match(line)
    if not broken or not rest or not rest[1][0].islower():
        pieces.append(line if pieces[-1].endswith("-") else " " + line)
        return
    whole, compound = (broken[1] + rest[1]).lower(), f"{broken[1]}-{rest[1]}".lower()
    if words[compound] <= words[whole]:
        pieces[-1] = pieces[-1][:-1]
    pieces.append(line)
