"""Documents by a template of the user's own (Jinja): Markdown or HTML.

What a template prints is escaped for its format unless it is made for it already (references, footnotes), so that no
word of an article acts; `| safe` is the template's own decision.  Templates run in Jinja's sandbox and read no files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from html import escape as escape_html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.anchor import text_hash
from store.export import readings
from store.export.markdown import Writer, Written, address, by_utterance, escape, shorten
from store.export.readings import Place
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Disagreement, Event
from store.text import printable

if TYPE_CHECKING:
    from jinja2 import Template


class TemplateFaultError(Exception):
    """A template cannot be read, understood or carried out; says which line, where that is known."""


class MissingJinjaError(Exception):
    """Jinja is not installed: it is an extra."""


class Made(str):
    """Text that is made for its format and needs no escape."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Layout:
    """A template in the file `path`, for Markdown or HTML.

    Raises:
        MissingJinjaError: Jinja is not installed.
        TemplateFaultError: the file cannot be read or understood.
    """

    def __init__(self, path: Path, *, html: bool = False) -> None:
        self.path = path
        self.html = html
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            raise TemplateFaultError(f"{path}: {(error.strerror or str(error)).lower()}") from error
        except UnicodeDecodeError as error:
            raise TemplateFaultError(f"{path}: not UTF-8 (byte {error.start})") from error
        self.digest = hashlib.sha256(text.encode()).hexdigest()
        """The SHA-256 of the template."""
        self._template = _load(path, text, html)

    def document(
        self,
        dataset: Dataset,
        events: Sequence[Event],
        written: Written | None = None,
        *,
        language: str = "en",
        journal: str | None = None,
        title: str | None = None,
    ) -> str:
        """`events` in this layout; Markdown has front matter before it, and after it the manifest that `verify` reads.

        Raises:
            TemplateFaultError: the template cannot be carried out.
        """
        writer = Writer(Lookup(dataset), written, language, title)
        body = self.body(writer, events)
        if self.html:
            return body.rstrip("\n") + "\n"
        return writer.whole(events, body, journal, self.digest)

    def body(self, writer: Writer, events: Sequence[Event]) -> str:
        """What the template makes of `events`, whose footnotes `writer` counts."""
        from jinja2 import TemplateError

        try:
            return self._template.render(_context(writer, events, html=self.html))
        except TemplateError as error:
            raise TemplateFaultError(_told(self.path, error)) from error
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
            raise TemplateFaultError(f"{self.path}: {error}") from error


def _load(path: Path, text: str, html: bool) -> Template:
    try:
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
        from markupsafe import Markup
    except ImportError as error:
        raise MissingJinjaError from error

    def shown(value: object) -> object:
        return value if isinstance(value, Made | Markup) else Made(escape(str(value)))

    environment = ImmutableSandboxedEnvironment(
        autoescape=html,
        finalize=None if html else shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = lambda value: value if isinstance(value, Made) else Made(escape(str(value)))
    environment.filters["html"] = lambda value: Made(escape_html(printable(str(value)), quote=True))
    environment.filters["shorten"] = lambda value, length=280: shorten(str(value), int(length))
    try:
        return environment.from_string(text)
    except TemplateError as error:
        raise TemplateFaultError(_told(path, error)) from error


def _told(path: Path, error: Exception) -> str:
    line = getattr(error, "lineno", None)
    return f"{path}, line {line}: {error}" if line else f"{path}: {error}"


def _context(writer: Writer, events: Sequence[Event], *, html: bool) -> dict[str, Any]:
    """What a template knows: plain dictionaries and lists, described in docs/exports.md."""
    made = _Context(writer, html)
    told = [made.event(event) for event in events]
    return {
        "title": writer.title,
        "language": writer.language,
        "words": writer.words,
        "events": told,
        "sources": [made.source(article) for article in writer.used(events)],
        "footnotes": [made.footnote(number) for number in range(1, len(writer.notes) + 1)],
        "notes": "" if html else Made("\n".join(writer.all_notes())),
    }


class _Context:
    def __init__(self, writer: Writer, html: bool) -> None:
        self.writer = writer
        self.lookup = writer.lookup
        self.html = html
        self.made: Callable[[str], str] = str if html else Made

    def reference(self, article: str, start: int, end: int) -> str:
        made = self.writer.noted(article, start, end)
        return made[2:-1] if self.html else Made(made)

    def references(self, places: Iterable[Place]) -> str:
        found = [self.reference(*place) for place in places]
        # A page has one address for a note.
        return "".join(found[:1]) if self.html else Made("".join(found))

    def quoted(self, text: str) -> str:
        return str(self.writer.words["quoted"].format(words=printable(text))) if self.html else Made(self._quoted(text))

    def _quoted(self, text: str) -> str:
        return str(self.writer.words["quoted"].format(words=escape(text)))

    def event(self, event: Event) -> dict[str, Any]:
        quotes = [self.lookup.quotes[i] for i in event.quotes if i in self.lookup.quotes]
        accounts = [self.account(account) for account in self.writer.accounts(event)]
        return {
            "id": event.id,
            "edtf": event.date,
            "date": self.writer.written(event.date),
            "title": event.title,
            "accounts": accounts,
            "names": [
                {"name": self.lookup.entities[i].name, "type": self.lookup.entities[i].type}
                for i in event.entities
                if i in self.lookup.entities
            ],
            "quotes": [
                {
                    "speaker": speaker or self.writer.words["unknown_speaker"],
                    "renderings": [
                        {
                            "words": quote.text,
                            "quoted": self.quoted(quote.text) if quote.kind != "indirect" else quote.text,
                            "note": self.reference(quote.article, quote.start, quote.end),
                            "kind": self.writer.words["kinds"][quote.kind],
                            "source": self.lookup.article_name(quote.article),
                            "date": self.writer.written(quote.date) if quote.date else None,
                        }
                        for quote in group
                    ],
                }
                for speaker, group in by_utterance(quotes, self.lookup)
            ],
            "disagreements": [self.fact(fact, event) for fact in event.disagreements],
            "same": [self.fact(fact, event) for fact in readings.others(event)],
            "by_hand": self.writer.by_hand(event),
            "copies": [[self.lookup.article_name(i) for i in copies] for copies in event.copies],
        }

    def account(self, account: Account) -> dict[str, Any]:
        article = self.lookup.articles.get(account.article)
        expression = self.lookup.dating(account)
        return {
            "source": self.lookup.article_name(account.article),
            "published": self.writer.written(article.published) if article and article.published else None,
            "url": article.url if article else None,
            "words": account.text,
            "quoted": self.quoted(shorten(account.text)),
            "note": self.reference(account.article, account.start, account.end),
            "status": self.writer.words["status"].get(account.status),
            "edtf": account.date,
            "date": self.writer.written(account.date) if account.date else None,
            "date_words": expression.surface if expression else None,
            "date_basis": self.writer.words["basis"].get(account.date_basis or ""),
        }

    def fact(self, fact: Disagreement, event: Event) -> dict[str, Any]:
        return {
            "kind": self.writer.words["facts"][fact.kind],
            "readings": [
                {
                    "value": self.writer.reading(fact, value),
                    "sources": [
                        {
                            "name": self.lookup.article_name(i),
                            "note": self.references(readings.places(event, fact, value, i)),
                        }
                        for i in value.articles
                    ],
                }
                for value in fact.values
            ],
        }

    def source(self, article: Article) -> dict[str, Any]:
        return {
            "name": article.name,
            "title": article.title,
            "author": article.author,
            "publisher": article.publisher,
            "published": self.writer.written(article.published) if article.published else None,
            "url": article.url if self.html or article.url is None else Made(address(article.url)),
            "file": article.file,
            "language": article.language,
            "sha256": text_hash(article.text),
        }

    def footnote(self, number: int) -> dict[str, Any]:
        note = next(note for at, note in self.writer.notes.values() if at == number)
        return {
            "number": number,
            "source": self.lookup.article_name(note.article),
            "exact": note.exact,
            "prefix": note.prefix,
            "suffix": note.suffix,
            "cut": note.cut,
            "start": note.start,
            "end": note.end,
            "sha256": note.sha256,
        }
