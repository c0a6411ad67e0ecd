"""Reading exported Markdown with markdown-it: what is shown, and what stands in comments."""

from __future__ import annotations

import json
import re

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

READER = MarkdownIt("gfm-like", {"html": True, "linkify": True}).use(footnote_plugin).use(front_matter_plugin)
# As the HTML standard and the older CommonMark have it, which is narrower.
COMMENT = re.compile(r"<!-- (?:(?!--)[^<>])*? -->|<!-- timeline: manifest\n(?:(?!--)[^<>])*?\n-->\n?")


def read(text):
    """Tokens of the document and of its lines, with the kinds of all of them; comments are told as "comment"."""
    tokens = READER.parse(text)
    leaves = [leaf for token in tokens for leaf in token.children or ()]
    kinds = set()
    for token in (*tokens, *leaves):
        html = token.type in ("html_inline", "html_block")
        kinds.add("comment" if html and COMMENT.fullmatch(token.content) else token.type)
    return tokens, leaves, kinds


def anchors(leaves):
    """The selector and the hash that stand in each comment of the lines, in their order."""
    found = []
    for leaf in leaves:
        if leaf.type == "html_inline":
            selector, sha = leaf.content.removeprefix("<!-- ").removesuffix(" -->").rsplit(" SHA-256 ", 1)
            found.append((json.loads(selector), sha))
    return found


def front(text):
    """The front matter, read as YAML."""
    (token,) = [token for token in READER.parse(text) if token.type == "front_matter"]
    return yaml.safe_load(token.content)


def manifest(text):
    """The manifest at the end, read as YAML."""
    (block,) = [token.content for token in READER.parse(text) if token.type == "html_block"]
    assert COMMENT.fullmatch(block)
    return yaml.safe_load(block.split("\n", 1)[1].rpartition("-->")[0])["manifest"]
