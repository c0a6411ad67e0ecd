"""Web pages: the article in them without what stands around it, and what they say of it.

What is the article and what is navigation, advertising or a banner is told by trafilatura.  Embedded posts are taken
out before and put back behind: their words, and below them their signature, as `store.reading.posts` reads them.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.reading.blocks import lines
from store.reading.content import Content
from store.reading.decode import decode
from store.reading.formats import LONGEST, TOO_LONG
from store.reading.markup import Link, Unmarked
from store.reading.metadata import read_metadata
from store.text import fold, printable, without_controls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"\A\s{0,20}<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{2,30})")
_HEAD = 4_096
# What a page carries along in its own text (pictures, fonts) is no words, and may be most of it.
_CARRIED = re.compile(r"data:[\w/+.;=-]{0,100},[\w+/=%.-]{64,}")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}>")
_SIGNED = re.compile(r"[—–-]{1,2}\s{0,4}(?P<author>[^()]{1,80}?)\s{0,4}\((?P<handle>@\w{1,40}(?:[.@][\w.-]{1,60})?)\)")
# Words that no article has: they stand in the place of an embedded post while the page is cleaned.
_PLACE = "Embedded post number {number} of this page stands exactly here, between its paragraphs, qzx{number}qzx."
_PLACED = re.compile(
    r"Embedded post number (\d+) of this page stands exactly here, between its paragraphs, qzx\d+qzx\."
)
_TEASER = 60
"""Characters that stand before a link to another article ("Lire aussi :") at the most."""
_LINKED = 20
"""Characters that the words of such a link have at least."""
_SMALL = 400
"""Characters: of a page with fewer it cannot be told well what the article is."""
_MOST_ELEMENTS = 50_000
"""Elements: no page of an article has so many, and what tells articles apart looks at each again and again."""
_DEEP = 200
"""Elements within each other: no page needs more, and readers of pages call themselves for each."""


@dataclass(slots=True)
class _Embed:
    words: str
    signature: str
    language: str | None
    url: str | None


def read_page(data: bytes, charset: str | None = None, address: str | None = None) -> Content:
    """The article of the page `data`; `charset` and `address` are told by whoever fetched it.

    Raises:
        ValueError: it is no text, or there is no article in it.
    """
    # Imported here, as all of this is: only pages pay for it.
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    source = _CARRIED.sub("", without_controls(decode_page(data, charset)))
    source = _DECLARATION.sub("", source)
    try:
        parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ValueError("there is no article in this page") from error
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise ValueError("its elements are nested too deeply")
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise ValueError(f"it has more than {_MOST_ELEMENTS} elements")
    if sum(len(words) for words in tree.itertext("p", "div", "li", "td", "span", "a", "b", "i")) > LONGEST:
        raise ValueError(TOO_LONG)
    said = read_metadata(tree, source, address)
    _flatten(tree)
    embeds = _take_posts(tree)
    _drop_teasers(tree)
    paragraphs = _article(tree)
    if len(said.body) > 2 * sum(map(len, paragraphs)) and not embeds:
        paragraphs = [line for line in (printable(line) for line in said.body.split("\n")) if line]
    if not paragraphs:
        raise ValueError("there is no article in this page")
    title = said.facts.title
    if title and not any(fold(title) == fold(paragraph) for paragraph in paragraphs[:3]):
        paragraphs = [title, *paragraphs]
    return Content(_placed(paragraphs, embeds), said.facts, said.evidence, said.modified)


def decode_page(data: bytes, charset: str | None = None) -> str:
    """The characters of a page: by its byte-order mark, what the server says, what the page says, else as any text.

    Raises:
        ValueError: the bytes are no text.
    """
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = _META.search(data[:_HEAD]) or _XML.match(data[:_HEAD])
        for name in (charset, found[1].decode("ascii") if found else None):
            if name and (text := _decoded(data, name)) is not None:
                return text
    return decode(data)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
        # As browsers do: pages that say Latin-1 mean the Windows code page, and none that says UTF-16 is.
        codec = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(codec, codec)
        text = None if codec.startswith("utf-16") else codecs.decode(data, codec)
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) and "\x00" not in text else None


def _flatten(tree: HtmlElement) -> None:
    """What is nested deeper than any page needs loses its elements and keeps its words."""
    deep: list[HtmlElement] = []
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if depth >= _DEEP:
            deep.append(node)
        else:
            stack += [(child, depth + 1) for child in node]
    for node in deep:
        words = "\n".join(lines(node))
        tail = node.tail
        for child in list(node):
            node.remove(child)
        node.text, node.tail = words, tail


def _take_posts(tree: HtmlElement) -> list[_Embed]:
    found: list[_Embed] = []
    for quote in list(tree.iter("blockquote")):
        words = lines(quote)
        signed = next((n for n in range(len(words) - 1, -1, -1) if _SIGNED.match(words[n])), None)
        if not signed:
            continue
        links = [link.get("href") or "" for link in quote.iter("a")]
        url = next((link for link in reversed(links) if "/status/" in link or "/post/" in link or "/@" in link), None)
        spoken = next((p.get("lang") for p in quote.iter("p") if p.get("lang")), quote.get("lang"))
        language = spoken[:2].lower() if spoken else None
        found.append(_Embed(" ".join(" ".join(words[:signed]).split()), words[signed], language, url))
        for child in list(quote):
            quote.remove(child)
        quote.tag, quote.text = "p", _PLACE.format(number=len(found) - 1)
        quote.attrib.clear()
    return found


def _drop_teasers(tree: HtmlElement) -> None:
    """Without paragraphs that are nothing but a link to another page, with a few words and a colon before it."""
    for block in [*tree.iter("p"), *tree.iter("li"), *tree.iter("h3"), *tree.iter("h4")]:
        links = [link for link in block.iter("a") if link.get("href")]
        if len(links) != 1 or any(child.tag in ("p", "ul", "ol", "blockquote", "div") for child in block):
            continue
        whole, linked = printable(block.text_content()), printable(links[0].text_content())
        before, found, after = whole.partition(linked) if linked else ("", "", "")
        teased = before.rstrip().endswith((":", ">", "→", "»", "|")) and len(before) <= _TEASER
        if found and len(linked) >= _LINKED and len(after.strip(" .»→>")) == 0 and (teased or not before):
            block.drop_tree()


def _article(tree: HtmlElement) -> list[str]:
    from copy import deepcopy

    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            deepcopy(tree), include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
        )
        body = getattr(found, "body", None)
        paragraphs = lines(body) if body is not None else []
    except Exception:  # whatever a hostile page does to it: the page is read as it stands
        paragraphs = []
    if len(paragraphs) > 1 or sum(map(len, paragraphs)) > _SMALL:
        return paragraphs
    # A page too small or too odd to tell the article from what is around it; then its paragraphs are run together.
    for tag in ("article", "main", "body"):
        node = next(tree.iter(tag), None)
        if node is not None and (words := [w for p in node.iter("p") for w in lines(p)] or lines(node)):
            return words if len(words) > 1 or not paragraphs else paragraphs
    return paragraphs


def _placed(paragraphs: list[str], embeds: list[_Embed]) -> Unmarked:
    """The paragraphs as one text with embedded posts in their places, and what points into it."""
    made = Unmarked("")
    out: list[str] = []
    length = 0

    def say(words: str) -> None:
        nonlocal length
        out.append(words)
        length += len(words)

    for paragraph in paragraphs:
        at = 0
        for match in _PLACED.finditer(paragraph):
            number = int(match[1])
            if number >= len(embeds):
                continue
            if before := paragraph[at : match.start()].strip():
                say(before + "\n\n")
            at = match.end()
            embed = embeds[number]
            start = length
            say(embed.words)
            if embed.language:
                made.languages.append((start, length, embed.language))
            say("\n")
            start = length
            say(embed.signature)
            if embed.url:
                made.links.append(Link(start, length, embed.url))
            say("\n\n")
        if rest := paragraph[at:].strip():
            say(rest + "\n\n")
    made.text = "".join(out)
    return made
