"""The words of HTML elements in lines: a block a paragraph, a heading a line of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.text import printable, without_controls

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# HTML, and what trafilatura makes of it (TEI: head, quote, list, item, row).
_BLOCK_NAMES = (
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 "
    "h5 h6 head header hr html item li list main nav ol p pre quote row section table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"cell", "td", "th"})
_SILENT_NAMES = "script style noscript template svg math iframe object audio video button select"
_SILENT = frozenset(_SILENT_NAMES.split())


def lines(element: Element) -> list[str]:
    """The paragraphs of an element, in order, each without line ends but for those that a `<br>` makes."""
    found: list[str] = []
    pieces: list[str] = []

    def end() -> None:
        words = "".join(pieces)
        pieces.clear()
        text = "\n".join(line for line in (printable(line) for line in words.split("\v")) if line)
        if text:
            found.append(text)

    for entering, node in _walk(element):
        tag = node.tag if isinstance(node.tag, str) else ""
        if entering:
            if tag in _BLOCKS:
                end()
            elif tag in ("br", "lb"):
                pieces.append("\v")
            elif tag in _CELLS and pieces:
                pieces.append(" | ")
            if tag and tag not in _SILENT:
                pieces.append(_text(node.text))
        else:
            if tag in _BLOCKS:
                end()
            if node is not element:
                pieces.append(_text(node.tail))
    end()
    return found


def fragment(html: str) -> list[str]:
    """The paragraphs of a piece of HTML; of a plain text its own."""
    if "<" not in html and "&" not in html:
        return [line for line in (printable(line) for line in html.split("\n")) if line]
    from lxml.etree import LxmlError
    from lxml.html import fragment_fromstring

    try:
        return lines(fragment_fromstring(without_controls(html), create_parent="div"))
    except (LxmlError, ValueError):
        return []


def _text(words: str | None) -> str:
    return (words or "").replace("\v", " ")


def _walk(element: Element) -> Iterable[tuple[bool, Element]]:
    """Every element as it begins (True) and as it ends, however deep they are nested."""
    stack: list[tuple[bool, Element]] = [(True, element)]
    while stack:
        entering, node = stack.pop()
        yield entering, node
        if entering:
            stack.append((False, node))
            if node.tag not in _SILENT and isinstance(node.tag, str):
                stack.extend((True, child) for child in reversed(node))
