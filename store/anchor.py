"""Where words stand in an article, so that anybody can find them again: the TextQuoteSelector of the W3C.

https://www.w3.org/TR/annotation-model/#text-quote-selector: the exact words and some of what stands before and after
them; with the hash of the text they were taken from, which tells whether that is still the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache

from store.model import Article

LONGEST = 500
"""Code points of an excerpt at most: exports quote articles, they never hold them whole."""
_AROUND = 32
_LAST_SPACE = re.compile(r"\s+\S*\Z")


@dataclass(frozen=True, slots=True)
class Anchor:
    """`exact` stands at `start:end` of an article whose text has the hash `sha256`, between `prefix` and `suffix`.

    `cut` tells that the words go on after `end`: an excerpt has at most `LONGEST` code points.
    """

    article: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    sha256: str
    cut: bool = False

    @property
    def selector(self) -> str:
        """The selector as JSON (RFC 8259) on one line; no character of it acts in a terminal or ends a span of code."""
        known = {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        written = json.dumps(known, ensure_ascii=False)
        if written.isprintable() and "`" not in written:
            return written
        # What is printable is no control, and turns nothing (Unicode: neither Cc, Cf, Zl nor Zp).
        return "".join(c if c != "`" and c.isprintable() else _escaped(c) for c in written)

    @property
    def comment(self) -> str:
        """The selector and the hash as a comment of Markdown and HTML, which readers do not see."""
        return f"<!-- {in_comment(self.selector)} SHA-256 {self.sha256} -->"


def anchor(article: Article, start: int, end: int) -> Anchor:
    """The anchor of `article.text[start:end]`, cut at a word where it is too long for an excerpt."""
    text = article.text
    cut = end - start > LONGEST
    if cut:
        end = start + LONGEST
        space = _LAST_SPACE.search(text, max(start, end - 80), end)
        end = space.start() if space and space.start() > start else end
    prefix, suffix = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Anchor(article.id, start, end, text[start:end], prefix, suffix, text_hash(text), cut)


@lru_cache(maxsize=1024)
def text_hash(text: str) -> str:
    """SHA-256 of an article's cleaned text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_ACTING = re.compile(r"(?<=-)-|[<>]|(?<=%)%|(?<=\{)[{%]")
"""What would end a comment or act in it: comments of HTML and Obsidian, and Liquid, of which sites are made."""


def in_comment(json: str) -> str:
    """A text in JSON that can stand in a comment of Markdown or HTML, and is the same JSON."""
    return _ACTING.sub(lambda match: _escaped(match.group()), json)


def _escaped(character: str) -> str:
    # Beyond the basic plane JSON writes two surrogates.
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
