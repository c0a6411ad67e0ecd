"""What is copied to the clipboard: words with the source they are from, as plain text or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from store.events.ledger import Source, sources_of
from store.lookup import Lookup
from store.model import Article, Event, Quote
from tui.cells import line
from tui.dates import words
from tui.messages import Messages

Form = Literal["text", "markdown"]


def events_text(lookup: Lookup, events: Sequence[Event], messages: Messages, form: Form = "text") -> str:
    """Several events as `event_text` gives each, one below the other."""
    return "\n".join(event_text(lookup, event, messages, form) for event in events)


def event_text(lookup: Lookup, event: Event, messages: Messages, form: Form = "text") -> str:
    """Date and title of an event, what each source says, then its quotes with their speakers; each with its citation.

    A rendering that stands in a passage already is not said twice.
    """
    write = _Writer(messages, form)
    sources = sources_of(lookup, event)
    parts = [
        write.heading(words(event.date, messages.lang), event.title),
        *(write.source(source) for source in sources),
    ]
    passages = [account for source in sources for account in source.accounts]
    for quote in (lookup.quotes[i] for i in event.quotes if i in lookup.quotes):
        within = any(p.article == quote.article and p.start <= quote.start and quote.end <= p.end for p in passages)
        article = lookup.articles.get(quote.article)
        if article is not None and not within:
            parts.append(write.quote(quote, article))
    return "\n\n".join(parts) + "\n"


def source_text(source: Source, messages: Messages, form: Form = "text") -> str:
    """The words of one source's accounts, and where they are from."""
    return _Writer(messages, form).source(source)


def quote_text(quote: Quote, article: Article, messages: Messages, form: Form = "text") -> str:
    """A quote alone, who said it, and where it is from; what is no one's own words stands without quotation marks."""
    return _Writer(messages, form).quote(quote, article)


def citation(article: Article, messages: Messages, form: Form = "text") -> str:
    """Author, title, publisher, date of publication and address, as far as the article gives them."""
    return _Writer(messages, form).citation(article)


class _Writer:
    """Writes in one form.  Nothing of an article can act: controls go, and in Markdown its signs are escaped."""

    def __init__(self, messages: Messages, form: Form) -> None:
        self.messages = messages
        self.markdown = form == "markdown"

    def plain(self, text: str) -> str:
        if not self.markdown:
            return line(text)
        from store.export.markdown import escape

        return escape(text)

    def quoted(self, text: str) -> str:
        return self.messages("quoted", words=self.plain(text))

    def block(self, said: str, source: str) -> str:
        return f"> {said}\n>\n> — {source}" if self.markdown else f"{said}\n— {source}"

    def heading(self, date: str, title: str) -> str:
        date = self.plain(date)
        return f"**{date}** — {self.plain(title)}" if self.markdown else f"{date} — {self.plain(title)}"

    def source(self, source: Source) -> str:
        said = " […] ".join(self.quoted(account.text) for account in source.accounts)
        return self.block(said, self.citation(source.article))

    def quote(self, quote: Quote, article: Article) -> str:
        speaker = self.plain(quote.speaker or self.messages("speaker.unknown"))
        if quote.kind == "indirect":
            said = self.messages("quote.reported", speaker=speaker, words=self.plain(quote.text))
        else:
            said = self.messages("quote.said", speaker=speaker, words=self.quoted(quote.text))
        return self.block(said, self.citation(article))

    def citation(self, article: Article) -> str:
        title = self.plain(article.title or "")
        parts = [self.plain(article.author or ""), f"*{title}*" if self.markdown and title else title]
        if article.name != article.title:
            parts.append(self.plain(article.name))
        if article.published:
            parts.append(self.plain(words(article.published, self.messages.lang)))
        if article.url:
            parts.append(self.address(article.url))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def address(self, url: str) -> str:
        if not self.markdown:
            return line(url)
        from store.export.markdown import address

        return address(url)
