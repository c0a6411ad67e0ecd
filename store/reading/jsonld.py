"""Schema.org metadata of a page (JSON-LD): the node that describes its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

_KINDS = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|Review|WebPage)")
_PAGE = "WebPage"
_MOST = 2_000
"""Nodes: no page has more, and hostile ones are not walked through to their end."""
_BEFORE = ("/*", "<!--", "<![CDATA[", "*/", "//")
_BEHIND = ("*/", "-->", "]]>", "/*", "//")
"""What pages put around a script, so that old readers pass over it."""


def article_node(scripts: Iterable[str]) -> Node:
    """The node of the page's article in the texts of its `application/ld+json` scripts, empty where there is none.

    An article goes before the page that holds it; of several the first.  What is no JSON is passed over.
    """
    found: list[Node] = []
    for script in scripts:
        try:
            found += _nodes(json.loads(_bare(script), strict=False))
        except (ValueError, RecursionError):
            continue
    articles = [node for node in found if any(_KINDS.fullmatch(kind) for kind in _texts(node.get("@type")))]
    return min(articles, key=lambda node: _PAGE in _texts(node.get("@type")), default={})


def names(value: object) -> list[str]:
    """The names in a value that may be a text, a node with a `name`, or a list of these."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        name = each.get("name") if isinstance(each, dict) else each
        name = name[0] if isinstance(name, list) and name else name
        if isinstance(name, str) and name.strip() and "://" not in name:
            found.append(" ".join(name.split()))
    return list(dict.fromkeys(found))


def address(value: object) -> str | None:
    """The address in a value that may be a text or a node with an `@id`."""
    found = value.get("@id") or value.get("url") if isinstance(value, dict) else value
    return found if isinstance(found, str) else None


def _bare(script: str) -> str:
    text = script.strip()
    for _ in range(3):
        for sign in _BEFORE:
            text = text.removeprefix(sign).lstrip()
        for sign in _BEHIND:
            text = text.removesuffix(sign).rstrip()
    return text


def _nodes(read: object) -> Iterator[Node]:
    pending, count = [read], 0
    while pending and count < _MOST:
        count += 1
        each = pending.pop(0)
        if isinstance(each, list):
            pending[:0] = each[:_MOST]
        elif isinstance(each, dict):
            yield each
            pending += [each[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in each]


def _texts(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]
