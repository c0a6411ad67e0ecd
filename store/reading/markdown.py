"""Markdown files: their words without the marks, and what their front matter says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.reading.frontmatter import take_front_matter
from store.reading.sources import SourceFacts

if TYPE_CHECKING:
    from markdown_it.token import Token


_MARKS = "[*_`!<>"
_MOST_MARKS = 30_000
"""A text with more is no Markdown that anybody wrote: its marks stay as they are."""


def read_markdown(text: str) -> tuple[str, SourceFacts]:
    """The words of a Markdown file, a line a block, and what its front matter says."""
    facts, text = take_front_matter(text)
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        return text, facts
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
