"""What a web page says of its article: schema.org (JSON-LD), Open Graph and its relatives, `<time>`, `<link>`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from store.reading import jsonld
from store.reading.dates import instant, written_day
from store.reading.sources import SourceFacts
from store.text import fold, printable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "rnews:datepublished", "datepublished", "citation_publication_date", "citation_date", "dcterms.issued",
    "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "publish-date", "publish_date", "pubdate",
    "publication_date", "publication-date", "article.published", "published_date", "date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_PUBLISHER = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
    "application-name",
)
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "byl")
_HANDLES = re.compile(r"@\w+|https?://\S*")
# "saved from url=(0030)https://…" (browsers), "url: https://…" (page savers), in a comment at the beginning.
_SAVED = re.compile(r"(?:saved from url=\(\d{1,6}\)|\burl: ?)(https?://[^\s<>\"]{1,2000})")
_BEGINNING = 4_000
_UPDATED = re.compile(r"updat|modif|maj\b|mise", re.IGNORECASE)
_BETWEEN = r"\s*[|–—·:-]\s*"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; `evidence` names the tag that gives the day of publication, with its words.

    `body` is the article's text where the metadata hold all of it.
    """

    facts: SourceFacts
    evidence: str = ""
    modified: str | None = None
    body: str = ""


def read_metadata(tree: HtmlElement, source: str, address: str | None = None) -> Metadata:
    """The metadata of a parsed page; `source` is its text, `address` where it was fetched (None: it is a file)."""
    scripts = [
        node.text or ""
        for node in tree.iter("script")
        if (node.get("type") or "").strip().lower() == "application/ld+json"
    ]
    node = jsonld.article_node(scripts)
    metas = _metas(tree)
    published, evidence = _published(tree, node, metas)
    publisher = next(iter(jsonld.names(node.get("publisher"))), None) or _first(metas, _PUBLISHER)
    facts = SourceFacts(
        title=_title(tree, node, metas, publisher),
        publisher=publisher,
        author=", ".join(jsonld.names(node.get("author"))) or _author(metas, publisher),
        url=_address(tree, node, metas, source, address),
        published=published,
    )
    modified = instant(node.get("dateModified")) or next(
        (value for value in (instant(said) for said in (_first(metas, (name,)) for name in _MODIFIED)) if value), None
    )
    body = node.get("articleBody")
    return Metadata(facts, evidence, modified, body if isinstance(body, str) else "")


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of `<meta>` by property, name or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = printable(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            if content and (name := meta.get(attribute)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _published(tree: HtmlElement, node: jsonld.Node, metas: dict[str, list[str]]) -> tuple[str | None, str]:
    if day := written_day(node.get("datePublished")):
        return day, f"JSON-LD datePublished {node['datePublished']}"
    for name in _PUBLISHED:
        for value in metas.get(name, ()):
            if day := written_day(value):
                return day, f"meta {name} {value}"
    # Times of other articles ("read also") stand beside this one, and those of its updates say so.
    for time in tree.iter("time"):
        value = time.get("datetime")
        told = " ".join((time.get("itemprop") or "", time.get("class") or ""))
        within = any(parent.tag in ("article", "main", "header") for parent in time.iterancestors())
        own = "datepublished" in told.lower() or time.get("pubdate") is not None or within
        if own and not _UPDATED.search(told) and (day := written_day(value)):
            return day, f"time datetime {value}"
    return None, ""


def _title(tree: HtmlElement, node: jsonld.Node, metas: dict[str, list[str]], publisher: str | None) -> str | None:
    headline = node.get("headline")
    if isinstance(headline, str) and headline.strip():
        return printable(_unescaped(headline))
    headings = [printable(each.text_content()) for each in tree.iter("h1")]
    title = _first(metas, _TITLE) or (headings[0] if len(headings) == 1 and headings[0] else None)
    if title is None:
        title = next((printable(each.text_content()) for each in tree.iter("title")), "")
    if publisher:
        # "A headline | The Paper": the paper is told apart.
        pieces = re.split(_BETWEEN, title)
        if len(pieces) > 1 and fold(pieces[-1]) == fold(publisher):
            title = title[: title.rindex(pieces[-1])].rstrip(" |–—·:-\t")
    return title or None


def _author(metas: dict[str, list[str]], publisher: str | None) -> str | None:
    for name in _AUTHOR:
        found = [value for value in metas.get(name, ()) if not _HANDLES.fullmatch(value)]
        found = [value for value in found if not publisher or fold(value) != fold(publisher)]
        if found:
            return ", ".join(dict.fromkeys(found))
    return None


def _address(
    tree: HtmlElement, node: jsonld.Node, metas: dict[str, list[str]], source: str, fetched: str | None
) -> str | None:
    saved = _SAVED.search(source[:_BEGINNING])
    base = fetched or (saved[1] if saved else None)
    canonical = [
        link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    said = (*canonical, _first(metas, ("og:url",)), jsonld.address(node.get("url")))
    for value in (*said, jsonld.address(node.get("mainEntityOfPage"))):
        if value and (address := page_address(value, base)):
            return address
    return page_address(base) if base else None


def page_address(value: str, base: str | None = None) -> str | None:
    """`value` as the address of one page (against `base` where it is relative): no fragment, no name of a user.

    None where it is none, or that of a whole site.
    """
    try:
        parts = urlsplit(urljoin(base, value.strip()) if base else value.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or (parts.path in ("", "/") and not parts.query):
        return None
    return parts._replace(netloc=f"{host}:{port}" if port else host, fragment="").geturl()


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)
