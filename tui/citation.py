"""What is copied to the clipboard: words with the source they are from."""

from __future__ import annotations

from store.events.ledger import Source, sources_of
from store.lookup import Lookup
from store.model import Article, Event, Quote
from tui.cells import line
from tui.dates import words
from tui.messages import Messages


def event_text(lookup: Lookup, event: Event, messages: Messages) -> str:
    """Date and title of an event, then what each source says, each with its citation."""
    parts = [f"{line(words(event.date, messages.lang))} : {line(event.title)}"]
    parts += [source_text(source, messages) for source in sources_of(lookup, event)]
    return "\n\n".join(parts) + "\n"


def source_text(source: Source, messages: Messages) -> str:
    """The words of one source's accounts, and where they are from."""
    said = " […] ".join(line(account.text) for account in source.accounts)
    return f"« {said} »\n— {citation(source.article, messages)}"


def quote_text(quote: Quote, article: Article, messages: Messages) -> str:
    """A quote alone, who said it, and where it is from; what is no one's own words stands without quotation marks."""
    speaker = line(quote.speaker) if quote.speaker else messages("speaker.unknown")
    said = line(quote.text)
    if quote.kind == "indirect":
        told = messages("quote.reported", speaker=speaker, words=said)
    else:
        told = f"« {said} » ({speaker})"
    return f"{told}\n— {citation(article, messages)}"


def citation(article: Article, messages: Messages) -> str:
    """Author, title, publisher, date of publication and address, as far as the article gives them."""
    parts = [line(part) for part in (article.author, article.title, article.name) if part]
    if article.published:
        parts.append(line(words(article.published, messages.lang)))
    if article.url:
        parts.append(line(article.url))
    return ", ".join(dict.fromkeys(parts))
