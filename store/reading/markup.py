"""Traces of HTML and Markdown in a text: taken out, with what they tell of the words between them kept.

Some collections hold pages whose angle brackets were replaced by other signs, so that `<p lang="en">` reads
`☺p lang=« en »☻`.  Which two signs stand for the brackets is seen from the text itself: they enclose the names of HTML
elements again and again, closing tags among them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_ELEMENTS = (
    "a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer|form|"
    "h1|h2|h3|h4|h5|h6|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|ol|option|p|picture|"
    "pre|q|s|script|section|select|small|source|span|strong|style|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|"
    "title|tr|u|ul|video"
)
_CLOSING_TAG = re.compile(rf"([^\w\s/.,;:!?()\"'«»“”’…-]) ?/ ?(?:{_ELEMENTS}) ?([^\w\s])", re.IGNORECASE)
_UNTAGGED = re.compile(
    r"&\d{1,6};|&#\w{1,6};|&(?:amp|lt|gt|quot|apos|nbsp|hellip|laquo|raquo|rsquo|lsquo|ndash|mdash);"
)
_ENTITIES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " ", "&hellip;": "…",
    "&laquo;": "«", "&raquo;": "»", "&rsquo;": "’", "&lsquo;": "‘", "&ndash;": "–", "&mdash;": "—",
}  # fmt: skip
_BLOCK_NAMES = (
    "article aside blockquote body br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 head header "
    "hr html iframe li main nav ol p pre section table tbody td tfoot th thead title tr ul video"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
# Elements whose content is for the machine or for operating the page, not words of the article.
_SILENT = frozenset(
    {"script", "style", "noscript", "label", "button", "select", "option", "textarea", "svg", "nav", "form"}
)
_ATTRIBUTE = re.compile(r"([a-z][a-z-]{1,40})\s?=\s?[\"'«»“”’‘\s]{0,3}([^\"'«»“”’‘]{1,400})", re.IGNORECASE)
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\)")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that an element gave for the words at `start:end` of the cleaned text."""

    start: int
    end: int
    url: str


@dataclass
class Unmarked:
    """A text without its markup; `links` and `languages` point into it."""

    text: str
    links: list[Link] = field(default_factory=list)
    languages: list[tuple[int, int, str]] = field(default_factory=list)


def unmark(text: str) -> Unmarked:
    """`text` without HTML (whole or mangled) and Markdown images; a text that has none comes back as it is."""
    text = _MARKDOWN_IMAGE.sub("", text)
    brackets = _brackets(text)
    if brackets is None:
        return Unmarked(_UNTAGGED.sub(_entity, text))
    return _Cleaner(*brackets).clean(text)


def _brackets(text: str) -> tuple[str, str] | None:
    """The two signs that stand for "<" and ">", None where the text holds no closing tags to see them from."""
    pairs = Counter((m[1], m[2]) for m in _CLOSING_TAG.finditer(text) if m[1] != m[2])
    if not pairs:
        return None
    (opening, closing), times = max(pairs.items(), key=lambda item: (item[1], item[0]))
    return (opening, closing) if times >= 2 or (opening, closing) == ("<", ">") else None


def _entity(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0], "")


class _Cleaner:
    def __init__(self, opening: str, closing: str) -> None:
        o, c = re.escape(opening), re.escape(closing)
        # A tag without an end reaches to the next one: attributes that were cut hold no words of the article.
        self.tag = re.compile(rf"{o} ?(/?) ?({_ELEMENTS})\b([^{o}{c}]{{0,3000}})({c}?)", re.IGNORECASE)
        self.stray = re.compile(rf"(?m)^[ \t\"'’‘«»“”]{{0,5}}[{o}{c}]+[ \t]*$")
        self.out: list[str] = []
        self.length = 0
        self.links: list[Link] = []
        self.languages: list[tuple[int, int, str]] = []

    def clean(self, text: str) -> Unmarked:
        at = 0
        silent: str | None = None
        open_links: list[tuple[int, str]] = []
        open_languages: list[tuple[int, str, str]] = []
        for match in self.tag.finditer(text):
            if silent is None:
                self.say(text[at : match.start()])
            at = match.end()
            closes, name = bool(match[1]), match[2].lower()
            attributes = dict(_ATTRIBUTE.findall(match[3]))
            if silent is not None:
                if closes and name == silent:
                    silent = None
                continue
            if name in _SILENT and not closes:
                silent = name
            elif name == "a":
                if not closes:
                    open_links.append((self.length, re.sub(r"\s", "", attributes.get("href", ""))))
                elif open_links:
                    start, url = open_links.pop()
                    if url:
                        self.links.append(Link(start, self.length, url))
            elif name in _BLOCKS:
                self.say("\n")
            if not closes and "lang" in attributes:
                open_languages.append((self.length, name, attributes["lang"].strip()[:2].lower()))
            elif closes:
                open_languages = self.end_language(open_languages, name)
        if silent is None:
            self.say(text[at:])
        # An unclosed link or language ends where its line does.
        for start, url in open_links:
            if url:
                self.links.append(Link(start, self.line_end(start), url))
        for start, _, code in open_languages:
            self.languages.append((start, self.line_end(start), code))
        return Unmarked("".join(self.out), self.links, self.languages)

    def end_language(self, pending: list[tuple[int, str, str]], name: str) -> list[tuple[int, str, str]]:
        if pending and pending[-1][1] == name:
            start, _, code = pending[-1]
            self.languages.append((start, self.length, code))
            return pending[:-1]
        return pending

    def say(self, words: str) -> None:
        words = _UNTAGGED.sub(_entity, self.stray.sub("", words))
        self.out.append(words)
        self.length += len(words)

    def line_end(self, start: int) -> int:
        text = "".join(self.out)
        begin = start + len(text[start:]) - len(text[start:].lstrip())
        end = text.find("\n", begin)
        return len(text) if end < 0 else end
