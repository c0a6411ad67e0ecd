"""Front matter: the simple part of YAML that stands before an article (`title: …`, lists of authors)."""

from __future__ import annotations

import re

from store.reading.dates import written_day
from store.reading.sources import SourceFacts
from store.text import printable

_BLOCK = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"([A-Za-z_-]{2,30})[ \t]*:(?:[ \t]+(.*)|)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_NAMES = {
    "title": "title", "headline": "title", "publisher": "publisher", "source": "publisher", "site": "publisher",
    "author": "author", "authors": "author", "url": "url", "link": "url", "canonical": "url", "date": "published",
    "published": "published", "pubdate": "published", "language": "language", "lang": "language",
}  # fmt: skip
_LONGEST = 2_000


def take_front_matter(text: str) -> tuple[SourceFacts, str]:
    """What the front matter says (nothing where there is none), and the text behind it.

    Of YAML it reads what front matter is made of: plain and quoted texts, texts over several lines, lists.
    """
    match = _BLOCK.match(text)
    if match is None:
        return SourceFacts(), text
    said: dict[str, str] = {}
    lines = match[1].split("\n")
    at = 0
    while at < len(lines):
        line = _LINE.fullmatch(lines[at])
        at += 1
        if line is None:
            continue
        below = []
        while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t" or _ITEM.fullmatch(lines[at])):
            below.append(lines[at])
            at += 1
        if name := _NAMES.get(line[1].lower()):
            said.setdefault(name, _value((line[2] or "").strip()[:_LONGEST], below))
    if "published" in said:
        said["published"] = written_day(said["published"]) or ""
    if "language" in said:
        said["language"] = said["language"][:2].lower()
    return SourceFacts(**{name: value for name, value in said.items() if value}), text[match.end() :]


def _value(first: str, below: list[str]) -> str:
    if first.startswith("[") and first.endswith("]"):
        return ", ".join(filter(None, (_scalar(part) for part in _parts(first[1:-1]))))
    items = [match[1] for match in map(_ITEM.fullmatch, below) if match]
    if not first and items:
        return ", ".join(filter(None, (_scalar(item) for item in items)))
    if first in ("", "|", ">", "|-", ">-", "|+", ">+"):
        return printable(" ".join(below))
    return _scalar(" ".join((first, *below)) if first[0] not in "\"'" or not _closed(first) else first)


def _scalar(text: str) -> str:
    text = text.strip()
    quote = text[:1]
    if quote and quote in "\"'" and (end := _closing(text)) > 0:
        inner = text[1:end]
        return printable(inner.replace("''", "'") if quote == "'" else re.sub(r"\\(.)", r"\1", inner))
    # "#" begins a comment only behind a space.
    return printable(re.split(r"(?:^|\s)#", text, maxsplit=1)[0])


def _closed(text: str) -> bool:
    return _closing(text) > 0


def _closing(text: str) -> int:
    """Where the quote that begins `text` ends; 0 where it does not."""
    quote, at = text[0], 1
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 1
        elif text[at] == quote:
            if quote == '"' or text[at + 1 : at + 2] != "'":
                return at
            at += 1
        at += 1
    return 0


def _parts(text: str) -> list[str]:
    """The items of a list in brackets."""
    return re.findall(r"\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,]+)", text)
