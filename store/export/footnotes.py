"""A Markdown export read back: its manifest, its footnotes, and where the words of each stand in a library.

A document may have been edited by anybody: whatever is missing or broken in it is told, nothing raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from store.anchor import text_hash
from store.export.manifest import BEGIN, END
from store.lookup import Lookup
from store.model import Article
from store.text import fold, printable

State = Literal["intact", "moved", "changed", "lost"]
Part = Literal["words", "selector", "hash", "place", "citation", "text", "article", "line", "seal"]
"""What is not as it should be: the words shown, the selector, the hash, the place given, the citation; the article's
text, which is another now; the whole article; a line; the document as a whole."""

_FENCE = "---"
_LANG = re.compile(r"(?:  )?lang: ([a-z]{2,3})")
_TITLE = re.compile(r'title: (".{0,4000}")')
_LAYOUT = re.compile(r"  layout: (\d{1,4})")
_GENERATOR = re.compile(r'  generator: "(.{0,100})"')
_FILE = re.compile(r'    - file: (".{0,4000}")')
_SHA = re.compile(r"      sha256: ([0-9a-f]{64})")
_EVENT = re.compile(r'    - "(.{1,200})"')
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]: ?(.*)")
HASH = re.compile(r"SHA-256 `([^`]{1,80})`")
_SELECTOR = re.compile(r"`(\{[^`]*\})`")
"""The anchor in documents of the first layout, where it was shown."""
REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_LIKE_WORDS = 0.6
"""Share of letters that words have in common with those they may have been made from."""
_CANDIDATES = 3


@dataclass(slots=True)
class Document:
    """A Markdown export, by lines: `body` and `notes` give each line with its number, counted from 1.

    `title` is that of the front matter, `layout` the number of the layout, `template` tells whether a template of
    somebody's own laid it out; `sources` are the files of the manifest by the hash of their text.
    """

    language: str | None = None
    title: str | None = None
    generator: str | None = None
    layout: int = 1
    template: bool = False
    sources: dict[str, str] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    body: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, tuple[int, str]] = field(default_factory=dict)
    twice: list[tuple[int, str]] = field(default_factory=list)
    """Footnotes whose name another has already."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a footnote: where its words stand in the library, and which part of it is not as it should be.

    `said` is what the document says, `now` what it would have to say; `place` is (article id, start, end).
    """

    state: State
    place: tuple[str, int, int] | None = None
    part: Part | None = None
    said: str = ""
    now: str | None = None


def read(text: str) -> Document:
    """The document in `text`; lines of white space are left out."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    found = Document()
    begin = 0
    if lines[0].rstrip() == _FENCE and _FENCE in (rest := [line.rstrip() for line in lines[1:]]):
        begin = rest.index(_FENCE) + 2
        _read_manifest(rest[: begin - 2], found)
    hidden = _hidden(lines, begin)
    _read_manifest([lines[n].rstrip() for n in hidden], found)
    label = None
    for number, line in enumerate(lines[begin:], begin + 1):
        if number - 1 in hidden:
            continue
        match = _NOTE.match(line)
        if match and match[1] not in found.notes:
            label = match[1]
            found.notes[label] = number, match[2].strip()
        elif match:
            label = None
            found.twice.append((number, match[1]))
        elif label is not None and line.startswith("    ") and line.strip():
            # An editor may have wrapped the footnote.
            at, words = found.notes[label]
            found.notes[label] = at, f"{words} {line.strip()}"
        elif line.strip():
            label = None
            found.body.append((number, line.rstrip()))
    return found


def _hidden(lines: Sequence[str], begin: int) -> range:
    """The lines of the comment that holds the manifest, with its ends: the last one there is."""
    for start in range(len(lines) - 1, begin - 1, -1):
        if lines[start].rstrip() == BEGIN:
            end = next((n for n in range(start, len(lines)) if lines[n].rstrip() == END), len(lines) - 1)
            return range(start, end + 1)
    return range(0)


def _read_manifest(lines: Sequence[str], found: Document) -> None:
    file = ""
    for line in lines:
        if match := _LANG.fullmatch(line):
            found.language = match[1]
        elif match := _TITLE.fullmatch(line):
            with suppress(ValueError):
                found.title = str(json.loads(match[1]))
        elif match := _GENERATOR.fullmatch(line):
            found.generator = match[1]
        elif match := _LAYOUT.fullmatch(line):
            found.layout = int(match[1])
        elif line.startswith("  template: "):
            found.template = True
        elif match := _FILE.fullmatch(line):
            file = match[1]
            try:
                file = str(json.loads(file))
            except ValueError:
                file = file.strip('"')
        elif match := _SHA.fullmatch(line):
            found.sources[match[1]] = file
        elif match := _EVENT.fullmatch(line):
            found.events.append(match[1])


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote taken apart; what cannot be read of it is None."""

    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    sha256: str | None = None


def taken_apart(note: str) -> Note:
    """The selector and the hash of a footnote, of this layout or of the first."""
    hashes = HASH.findall(note)
    if hashes:
        selectors = _SELECTOR.findall(note)
        sha, selector = hashes[-1], selectors[-1] if selectors else ""
    else:
        comment = note.rpartition(OPENED)[2].removesuffix(CLOSED)
        selector, _, rest = comment.rpartition(" SHA-256 ")
        sha = rest or None
    try:
        known = json.loads(selector) if selector else None
    except (ValueError, RecursionError):
        known = None
    if not isinstance(known, dict) or known.get("type") != "TextQuoteSelector" or set(known) - _KEYS:
        return Note(sha256=sha)
    exact, prefix, suffix = (known.get(name) for name in ("exact", "prefix", "suffix"))
    if not (isinstance(exact, str) and isinstance(prefix, str) and isinstance(suffix, str)):
        return Note(sha256=sha)
    return Note(exact, prefix, suffix, sha)


OPENED, CLOSED = " <!-- ", " -->"
_KEYS = {"type", "exact", "prefix", "suffix"}


class Finder:
    """Finds the words of footnotes in the articles of a library."""

    def __init__(self, lookup: Lookup, sources: Mapping[str, str]) -> None:
        self._articles = sorted(lookup.articles.values(), key=lambda article: (article.file, article.id))
        self._by_hash = {text_hash(article.text): article for article in self._articles}
        self._sources = sources
        self._words: dict[str, frozenset[str]] = {}

    def find(self, note: Note, start: int | None) -> Found:
        """Where the words of `note` stand; `start` is where the document says, a code point of the article's text."""
        if note.exact is None:
            return Found("changed", part="selector")
        article = self._by_hash.get(note.sha256 or "")
        if article is not None:
            return self._in_same(article, note, start)
        part: Part = "hash" if note.sha256 not in self._sources else "text"
        candidates = self._candidates(note)
        for whole in (True, False):
            for candidate in candidates:
                places = list(_places(candidate.text, note, whole=whole))
                if not places:
                    continue
                place = _span(candidate, note, min(places, key=lambda p: abs(p - (start or 0))))
                if part == "hash":
                    return Found("changed", place, part, note.sha256 or "", text_hash(candidate.text))
                return Found("moved", place, part)
        return self._near(candidates, note)

    def _in_same(self, article: Article, note: Note, start: int | None) -> Found:
        assert note.exact is not None
        places = list(_places(article.text, note, whole=True))
        if places and (start is None or start in places):
            # A footnote that was written by hand need not say where.
            return Found("intact", _span(article, note, places[0] if start is None else start))
        if places:
            return Found("changed", _span(article, note, places[0]), "place", str(start), str(places[0]))
        exact = list(_places(article.text, note, whole=False))
        if exact:
            at = min(exact, key=lambda place: abs(place - (start or 0)))
            end = at + len(note.exact)
            now = f"{article.text[max(0, at - 32) : at]}[…]{article.text[end : end + 32]}"
            return Found("changed", _span(article, note, at), "selector", f"{note.prefix}[…]{note.suffix}", now)
        return self._near([article], note)

    def _near(self, candidates: Sequence[Article], note: Note) -> Found:
        """Where words like these stand: between those before and after, else what has most letters in common."""
        assert note.exact is not None
        best: tuple[float, Article, int, int] | None = None
        for article in candidates:
            for start, end in _near_spans(article.text, note):
                least = best[0] if best else _LIKE_WORDS
                alike = SequenceMatcher(None, article.text[start:end], note.exact, autojunk=False)
                if alike.real_quick_ratio() > least and alike.quick_ratio() > least and alike.ratio() > least:
                    best = alike.ratio(), article, start, end
        if best is None:
            gone: Part = "words" if any(text_hash(a.text) == note.sha256 for a in candidates) else "article"
            return Found("lost", None, gone, note.exact)
        _, article, start, end = best
        return Found("changed", (article.id, start, end), "words", note.exact, article.text[start:end])

    def _candidates(self, note: Note) -> list[Article]:
        """Articles in which the words may stand: of the file that the manifest names, then those most like them."""
        file = self._sources.get(note.sha256 or "")
        named = [article for article in self._articles if file is not None and printable(article.file) == file]
        exact = note.exact or ""
        holding = [article for article in self._articles if exact and exact in article.text]
        found = {article.id: article for article in [*named, *holding]}
        if not found:
            # Words that were rewritten have many in common with what stands there now.
            wanted = frozenset(fold(exact).split())
            shared = {article.id: len(wanted & self._known(article)) for article in self._articles}
            near = [article for article in self._articles if shared[article.id] > len(wanted) * _LIKE_WORDS]
            found = {article.id: article for article in sorted(near, key=lambda a: -shared[a.id])[:_CANDIDATES]}
        return list(found.values())

    def _known(self, article: Article) -> frozenset[str]:
        if article.id not in self._words:
            self._words[article.id] = frozenset(fold(article.text).split())
        return self._words[article.id]


def _places(text: str, note: Note, *, whole: bool) -> Iterator[int]:
    """Where the words begin: between those before and after them, or anywhere."""
    exact = note.exact or ""
    sought, before = (note.prefix + exact + note.suffix, len(note.prefix)) if whole else (exact, 0)
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at + before
        at = text.find(sought, at + 1)


def _span(article: Article, note: Note, start: int) -> tuple[str, int, int]:
    return article.id, start, start + len(note.exact or "")


def _near_spans(text: str, note: Note) -> Iterator[tuple[int, int]]:
    exact = note.exact or ""
    for before in (note.prefix, note.prefix[-12:]):
        at = text.find(before) if before else -1
        if at < 0:
            continue
        start = at + len(before)
        for after in (note.suffix, note.suffix[:12]):
            end = text.find(after, start, start + 2 * len(exact) + 200) if after else -1
            if end >= 0:
                yield start, end
    block = SequenceMatcher(None, text, exact, autojunk=False).find_longest_match()
    if block.size:
        start = max(0, block.a - block.b)
        yield start, min(len(text), start + len(exact))
