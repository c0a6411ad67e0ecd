"""Markdown files: their words without the marks, and what their front matter says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.reading.sources import SourceFacts

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,200}?)---[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"(\w{2,20})[ \t]*:[ \t]*[\"']?([^\n\"']{1,500})")
_NAMES = {
    "title": "title", "publisher": "publisher", "source": "publisher", "author": "author", "url": "url", "link": "url",
    "date": "published", "published": "published", "language": "language", "lang": "language",
}  # fmt: skip
_EDTF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_markdown(text: str) -> tuple[str, SourceFacts]:
    """The words of a Markdown file, a line a block, and the simple lines of its front matter (`title: …`)."""
    facts = SourceFacts()
    if match := _FRONT_MATTER.match(text):
        facts = _facts(match[1])
        text = text[match.end() :]
    # Only Markdown files pay for the import.
    from markdown_it import MarkdownIt

    lines: list[str] = []
    for token in MarkdownIt("commonmark").parse(text):
        if token.type == "inline":
            lines.append(_words(token.children or []))
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            # The reader of HTML traces, which comes next, knows which of it are words.
            lines.append(token.content.strip("\n"))
    return "\n\n".join(lines), facts


def _words(tokens: list[Token]) -> str:
    return "".join("\n" if t.type in ("softbreak", "hardbreak") else t.content for t in tokens if t.type != "image")


def _facts(block: str) -> SourceFacts:
    said: dict[str, str] = {}
    for match in _LINE.finditer(block):
        if name := _NAMES.get(match[1].lower()):
            said.setdefault(name, match[2].strip())
    if "published" in said:
        day = _EDTF.match(said["published"])
        said["published"] = day[0] if day else ""
    return SourceFacts(**{name: value for name, value in said.items() if value})
