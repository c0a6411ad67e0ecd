"""Posts of a social network that are embedded in an article: found by the signature that every embed carries.

An embed ends in a line such as "— Name (@handle) 10 février 2025"; the line above it is the post's words.
"""

from __future__ import annotations

import re

from store.model import Post
from store.reading.markup import Unmarked

_SIGNATURE = re.compile(
    r"^[ \t]{0,8}(?:—|–|--)[ \t]{0,4}(?P<author>[^\n(]{1,80}?)[ \t]{0,4}"
    r"\((?P<handle>@\w{1,40}(?:[.@][\w.-]{1,60})?)\)(?P<rest>[^\n]{0,120})$",
    re.MULTILINE,
)


def find_posts(unmarked: Unmarked) -> tuple[Post, ...]:
    """The posts of a cleaned text, in order; dates are left to the reader of dates (they stand in `Post.stamp`)."""
    text = unmarked.text
    posts = []
    for match in _SIGNATURE.finditer(text):
        words = _line_above(text, match.start())
        if words is None:
            continue
        start, end = words
        spoken = next((code for a, b, code in unmarked.languages if a <= start and end <= b), None)
        link = next((k.url for k in unmarked.links if match.start() <= k.start and k.end <= match.end() + 1), None)
        posts.append(
            Post(start, end, match["author"].strip(), match["handle"], None, _address(link), spoken, match.span())
        )
    return tuple(posts)


def _line_above(text: str, at: int) -> tuple[int, int] | None:
    end = len(text[:at].rstrip())
    if not end or text.count("\n", end, at) > 3:
        return None
    start = text.rfind("\n", 0, end) + 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, end


def _address(url: str | None) -> str | None:
    """The address without the tracking that embeds put behind "?"."""
    if url is None or not re.match(r"https?://", url):
        return None
    return url.split("?", 1)[0]
