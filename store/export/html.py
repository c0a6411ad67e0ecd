"""A timeline as one HTML page that needs nothing else: no script, style, font or picture is loaded from anywhere.

What runs and how it looks is inside the page, and its policy (Content Security Policy) allows that alone, by hashes.
Without scripts it is a page to read; with them events can be filtered by words, persons, organizations, sources and
marks.  Every word of an article is escaped, excerpts are capped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

from store import edtf
from store.anchor import anchor, text_hash
from store.export import readings
from store.export.manifest import manifest
from store.export.markdown import Writer, by_utterance, shorten
from store.filters import is_guessed
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Disagreement, Event, Quote
from store.text import printable, without_controls

_WEB = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_SPACE = re.compile(r"\s+")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_CHOICES = 60
"""Persons, organizations to choose from at most: those of most events."""


def to_html(
    dataset: Dataset,
    events: Iterable[Event],
    written: Callable[[str | None], str] | None = None,
    *,
    language: str = "en",
    journal: str | None = None,
    title: str | None = None,
) -> str:
    """`events` of `dataset`, in the order given, as a page; arguments as those of `to_markdown`."""
    return _Page(Writer(Lookup(dataset), written, language, title)).document(list(events), journal)


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _allowed(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _safe(text: str) -> str:
    return escape(printable(text), quote=True)


def _piece(text: str) -> str:
    """A piece of a longer text, with the white space at its ends."""
    return escape(_SPACE.sub(" ", without_controls(text)), quote=True)


class _Page:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.lookup = writer.lookup
        self.words = writer.words
        self.say: dict[str, str] = {key: escape(text, quote=True) for key, text in writer.words["page"].items()}
        self.sources: dict[str, int] = {}
        """The number of each article, in the order in which they are first quoted."""

    def document(self, events: Sequence[Event], journal: str | None) -> str:
        years = self._years(events)
        body = "".join(years)
        articles = [self.lookup.articles[i] for i in self.sources]
        css, js = _part("page.css").rstrip("\n"), _part("page.js").rstrip("\n")
        policy = (
            f"default-src 'none'; style-src {_allowed(css)}; script-src {_allowed(js)}; "
            "base-uri 'none'; form-action 'none'"
        )
        made = manifest(articles, journal)
        title, language = _safe(self.writer.title), escape(self.writer.language)
        counted = self.writer.head(events, articles)
        return "".join(
            [
                f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n',
                f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
                '<meta name="referrer" content="no-referrer">\n',
                f'<meta name="generator" content="{_safe(made.generator)}">\n',
                f"<title>{title}</title>\n<style>{css}</style>\n</head>\n<body>\n",
                f'<a class="skip" href="#timeline">{self.say["skip"]}</a>\n',
                f"<header>\n<h1>{title}</h1>\n<p>{_safe(counted)}</p>\n</header>\n{self._bar(events)}",
                f'<nav class="years" aria-label="{self.say["years"]}">{self._year_links(events)}</nav>\n',
                f'<main id="timeline">\n{body}</main>\n<footer>\n<h2>{_safe(self.words["sources"])}</h2>\n',
                f'<ol class="sources">\n{"".join(self._source(article) for article in articles)}</ol>\n',
                f"<p><small>{_safe(made.generator)}",
                f" · {self.say['journal']} <code>{_safe(journal)}</code>" if journal else "",
                f"</small></p>\n</footer>\n<script>{js}</script>\n</body>\n</html>\n",
            ]
        )

    # -- filters -----------------------------------------------------------------------------------------------------

    def _bar(self, events: Sequence[Event]) -> str:
        menus = "".join(
            self._menu(kind, self._choices(kind, events)) for kind in ("person", "organization", "source", "mark")
        )
        return (
            f'<form class="bar" id="bar" hidden><input type="search" id="search" aria-label="{self.say["search"]}" '
            f'placeholder="{self.say["search"]} (/)" autocomplete="off">{menus}'
            f'<button type="button" id="clear">{self.say["clear"]}</button>'
            f'<button type="button" id="theme">{self.say["theme"]}</button>'
            f'<button type="button" id="print">{self.say["print"]}</button>'
            f'<output id="shown" aria-live="polite" data-of="{self.say["shown"]}"></output></form>\n'
        )

    def _choices(self, kind: str, events: Sequence[Event]) -> list[tuple[str, str, int]]:
        found: Counter[str] = Counter(has for event in events for has in self._has(event) if has[0] == kind[0])
        named = [(has, self._name(has), number) for has, number in found.items()]
        return sorted(named, key=lambda choice: (-choice[2], choice[1]))[:_CHOICES]

    def _name(self, has: str) -> str:
        kind, _, known = has.partition(":")
        if kind == "m":
            return self.say[known]
        if kind == "s":
            return _safe(known)
        entity = self.lookup.entities.get(known)
        return _safe(entity.name if entity else known)

    def _has(self, event: Event) -> list[str]:
        """What an event is found by: persons, organizations, sources, marks."""
        entities = [self.lookup.entities[i] for i in event.entities if i in self.lookup.entities]
        found = [f"{e.type[0]}:{e.id}" for e in entities if e.type in ("person", "organization")]
        found += [f"s:{self.lookup.article_name(i)}" for i in event.articles]
        marks = {
            "disagreement": event.disagreements,
            "quotes": event.quotes,
            "several": len(event.articles) > 1,
            "guessed": is_guessed(event),
        }
        return [*dict.fromkeys(found), *(f"m:{mark}" for mark, is_so in marks.items() if is_so)]

    def _menu(self, kind: str, choices: Sequence[tuple[str, str, int]]) -> str:
        if not choices:
            return ""
        boxes = "".join(
            f'<label><input type="checkbox" data-kind="{kind}" value="{_token(has)}"><span>{name}</span>'
            f"<small>{number}</small></label>"
            for has, name, number in choices
        )
        legend = self.say[kind]
        return f'<details><summary>{legend}</summary><fieldset aria-label="{legend}">{boxes}</fieldset></details>'

    # -- the timeline ------------------------------------------------------------------------------------------------

    def _year(self, event: Event) -> str:
        found = edtf.bounds(event.date)
        if found is None:
            return ""
        return str((found.first if found.first.year > 1 else found.last).year)

    def _groups(self, events: Sequence[Event]) -> dict[str, list[Event]]:
        groups: dict[str, list[Event]] = {}
        for event in events:
            groups.setdefault(self._year(event), []).append(event)
        return groups

    def _year_links(self, events: Sequence[Event]) -> str:
        return " ".join(
            f'<a id="to-y{year}" href="#y{year}">{year or _safe(self.words["undated"])} <small>{len(of)}</small></a>'
            for year, of in self._groups(events).items()
        )

    def _years(self, events: Sequence[Event]) -> Iterator[str]:
        for year, of in self._groups(events).items():
            told = "".join(self._event(event) for event in of)
            heading = year or _safe(self.words["undated"])
            yield f'<section class="year" id="y{year}">\n<h2>{heading}</h2>\n{told}</section>\n'

    def _event(self, event: Event) -> str:
        guess = " guess" if is_guessed(event) else ""
        accounts = "".join(self._account(account) for account in event.accounts)
        has = " ".join(_token(known) for known in self._has(event))
        identifier = re.sub(r"[^\w-]", "", event.id)
        date = _safe(self.writer.written(event.date))
        machine = f' datetime="{event.date}"' if event.date and _DAY.fullmatch(event.date) else ""
        heading = f'<h3><a href="#e-{identifier}"><time{machine}>{date}</time> {_safe(event.title)}</a></h3>\n'
        return (
            f'<article class="event{guess}" id="e-{identifier}" data-has="{has}">\n{heading}{self._facts_of(event)}'
            f'<div class="side">\n{accounts}</div>\n{self._disagreements(event)}{self._quotes(event)}</article>\n'
        )

    def _facts_of(self, event: Event) -> str:
        facts = [_safe(self.writer.counted("sources", len(event.articles)))]
        if event.disagreements:
            facts.append(f"<b>≠ {_safe(self.words['disagree'])}</b>")
        for copies in event.copies:
            names = ", ".join(self.lookup.article_name(i) for i in copies)
            facts.append(_safe(self.words["copies"].format(sources=names)))
        facts += [_safe(told) for told in self.writer.by_hand(event)]
        return f'<p class="facts">{" · ".join(facts)}</p>\n'

    def _number(self, article: str) -> int:
        return self.sources.setdefault(article, len(self.sources) + 1)

    def _account(self, account: Account) -> str:
        article = self.lookup.articles.get(account.article)
        if article is None:
            return ""
        number = self._number(article.id)
        status = self.words["status"].get(account.status)
        published = f" · {_safe(self.writer.written(article.published))}" if article.published else ""
        if article.published_basis == "inferred":
            published += f" ({_safe(self.words['inferred'])})"
        expression = self.lookup.dating(account)
        known = anchor(article, account.start, account.end)
        place = self.words["characters"].format(a=known.start, b=known.end)
        date = _safe(self.writer.written(account.date)) if account.date else _safe(self.words["no_date"])
        basis = self.words["basis"].get(account.date_basis or "")
        dated = f"{self._quoted(expression.surface)} → {date}" if expression else date
        dated += f" ({_safe(basis)})" if basis else ""
        return (
            f'<figure class="account"><figcaption><b>{_safe(article.name)}</b>{published}'
            + (f" · {_safe(status)}" if status else "")
            + f'</figcaption><blockquote lang="{_safe(article.language)}">{self._marked(account, article)}</blockquote>'
            f'<p>{dated}</p><p><a href="#s-{number}">[{number}]</a> {_safe(place)}</p></figure>\n'
        )

    def _marked(self, account: Account, article: Article) -> str:
        """The words of an account, those that date it marked, as long as an excerpt may be."""
        known = anchor(article, account.start, account.end)
        first, last = account.date_span or (known.end, known.end)
        first, last = max(known.start, min(first, known.end)), max(known.start, min(last, known.end))
        text = article.text
        marked = f"<mark>{_piece(text[first:last])}</mark>" if last > first else ""
        words = f"{_piece(text[known.start : first])}{marked}{_piece(text[last : known.end])}".strip()
        return str(self.words["quoted"].format(words=words + (" […]" if known.cut else "")))

    def _quoted(self, text: str) -> str:
        return str(self.words["quoted"].format(words=_safe(text)))

    def _quotes(self, event: Event) -> str:
        quotes = [self.lookup.quotes[i] for i in event.quotes if i in self.lookup.quotes]
        if not quotes:
            return ""
        told = ""
        for speaker, group in by_utterance(quotes, self.lookup):
            renderings = "".join(f"<li>{self._rendering(quote)}</li>" for quote in group)
            told += f"<li><b>{_safe(speaker or self.words['unknown_speaker'])}</b><ul>{renderings}</ul></li>"
        return f'<section class="said"><h4>{_safe(self.words["quotes"])}</h4><ul>{told}</ul></section>\n'

    def _rendering(self, quote: Quote) -> str:
        words = shorten(quote.text)
        said = _safe(words) if quote.kind == "indirect" else self._quoted(words)
        name, kind = _safe(self.lookup.article_name(quote.article)), _safe(self.words["kinds"][quote.kind])
        number = self._number(quote.article) if quote.article in self.lookup.articles else 0
        cited = f' <a href="#s-{number}">[{number}]</a>' if number else ""
        return f'<span lang="{_safe(quote.language)}">{said}</span> <small>— {name}{cited} ({kind})</small>'

    def _disagreements(self, event: Event) -> str:
        told = ""
        if event.disagreements:
            rows = "".join(self._row(fact) for fact in event.disagreements)
            heading = _safe(self.words["disagree"])
            told += f'<section class="conflict"><h4>{heading}</h4><div class="scroll"><table>{rows}</table></div>'
            told += "</section>\n"
        if same := readings.others(event):
            between = _safe(self.words["values"])
            facts = "".join(f"<li>{self._named(fact)} {self._values(fact, between)}</li>" for fact in same)
            told += f'<section class="same"><h4>{_safe(self.words["same"])}</h4><ul>{facts}</ul></section>\n'
        return told

    def _named(self, fact: Disagreement) -> str:
        return _safe(self.words["colon"].format(what=self.words["facts"][fact.kind]))

    def _kind(self, fact: Disagreement) -> str:
        return _safe(self.words["facts"][fact.kind])

    def _row(self, fact: Disagreement) -> str:
        return f'<tr><th scope="row">{self._kind(fact)}</th><td>{self._values(fact, "</td><td>")}</td></tr>'

    def _values(self, fact: Disagreement, between: str) -> str:
        return between.join(
            f"{_safe(self.writer.reading(fact, value))} "
            f"<small>({_safe(', '.join(self.lookup.article_name(i) for i in value.articles))})</small>"
            for value in fact.values
        )

    def _source(self, article: Article) -> str:
        told = [f"<b>{_safe(article.name)}</b>"]
        told += [_safe(article.author)] if article.author else []
        if article.title and article.title != article.name:
            told.append(f'<cite lang="{_safe(article.language)}">{_safe(article.title)}</cite>')
        if article.published:
            told.append(_safe(self.words["published"].format(date=self.writer.written(article.published))))
        else:
            told.append(_safe(self.words["unpublished"]))
        if article.url and _WEB.fullmatch(article.url):
            told.append(f'<a href="{_safe(article.url)}" rel="noopener noreferrer">{_safe(article.url)}</a>')
        told.append(_safe(self.words["file"].format(file=article.file)))
        number = self.sources[article.id]
        hashed = f"<small>SHA-256 <code>{text_hash(article.text)}</code></small>"
        return f'<li id="s-{number}">{", ".join(told)}<br>{hashed}</li>\n'


def _token(has: str) -> str:
    """What an event is found by as one word without a space."""
    kind, _, known = has.partition(":")
    return f"{kind}-{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
