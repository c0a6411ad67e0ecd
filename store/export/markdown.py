"""A timeline as Markdown: every event with its sources' exact words, nothing of which can act as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from store.lookup import Lookup
from store.model import Account, Article, Dataset, Disagreement, Event, Quote, QuoteGroup
from store.text import printable

_SIGNS = re.compile(
    r"[\\`*_{}\[\]<>#~^$|@]"  # emphasis, code, links, HTML, headings; math and citations of Pandoc; tables; mentions
    r"|&(?=#?\w{1,32};)"  # entities
    r"|:(?=\w|//)"  # addresses, and :names: of emoji
    r"|\.(?=[^\W\d])"  # addresses without a scheme
    r"|=(?==)|%(?=%)"  # highlights and comments of Obsidian
    r"|\A[-+=:%](?!\w)"  # lists, rules, definitions
)
_NUMBERED = re.compile(r"\A(\d{1,9})([.)])(?!\S)")
"""What would begin a numbered list."""
_STATUS = {"planned": "planned", "denied": "denied", "alleged": "alleged"}
_BASIS = {
    "published": "counted from the publication date",
    "context": "from the context",
    "other-source": "as other sources date it",
}
_COUNTED = "Characters are counted in the articles' cleaned text, as the JSON export carries it."

Written = Callable[[str | None], str]
"""How a date (EDTF or None) is written."""


def escape(text: str) -> str:
    """`text` as one line of Markdown that shows exactly its words: no markup, HTML, link or entity is left in it.

    Controls and invisible characters are left out and runs of white space become one space (`store.text.printable`).
    """
    escaped = _SIGNS.sub(lambda match: "\\" + match.group(), printable(text))
    return _NUMBERED.sub(r"\1\\\2", escaped)


def to_markdown(dataset: Dataset, events: Iterable[Event], written: Written | None = None) -> str:
    """`events` of `dataset`, in the order given, as Markdown.

    `written` puts dates into words; without it they are EDTF, "undated" where there is none.
    """
    return _Writer(Lookup(dataset), written or _plain).document(list(events))


def _plain(date: str | None) -> str:
    return date or "undated"


class _Writer:
    """Writes events of one dataset."""

    def __init__(self, lookup: Lookup, written: Written) -> None:
        self.lookup = lookup
        self.written = written

    def document(self, events: Sequence[Event]) -> str:
        used = dict.fromkeys(article for event in events for article in event.articles)
        articles = [self.lookup.articles[a] for a in used if a in self.lookup.articles]
        lines = ["# Timeline", "", f"{_count(len(events), 'event')} from {_count(len(articles), 'source')}.", ""]
        for event in events:
            lines += self._event(event)
        if articles:
            lines += ["## Sources", "", *(f"- {self._source(article)}" for article in articles), "", _COUNTED, ""]
        return "\n".join(lines).rstrip("\n") + "\n"

    def _event(self, event: Event) -> list[str]:
        lines = [f"## {escape(self.written(event.date))} — {escape(event.title)}", ""]
        for account in event.accounts:
            lines += self._account(account)
        lines += self._quotes(event)
        lines += _facts("Sources disagree", event.disagreements, self.lookup)
        lines += _facts("The same fact, told with another precision", event.same_fact, self.lookup)
        return lines

    def _account(self, account: Account) -> list[str]:
        article = self.lookup.articles.get(account.article)
        status = f", {_STATUS[account.status]}" if account.status in _STATUS else ""
        return [
            f"> {escape(account.text)}",
            "",
            f"— {self._cited(article, account.article)}, characters {account.start}–{account.end}{status}; "
            f"{self._dating(account)}",
            "",
        ]

    def _dating(self, account: Account) -> str:
        if account.date is None:
            return "gives no date"
        expression = self.lookup.dating(account)
        words = f" “{escape(expression.surface)}”" if expression else ""
        basis = _BASIS.get(account.date_basis or "")
        return f"date {escape(account.date)}{words}" + (f" ({basis})" if basis else "")

    def _cited(self, article: Article | None, identifier: str) -> str:
        if article is None:
            return escape(identifier)
        parts = [f"**{escape(article.name)}**"]
        if article.title:
            parts.append(f"*{escape(article.title)}*")
        parts.append(self._published(article))
        return ", ".join(parts)

    def _published(self, article: Article) -> str:
        if article.published is None:
            return "publication date unknown"
        inferred = " (inferred)" if article.published_basis == "inferred" else ""
        return f"published {escape(self.written(article.published))}{inferred}"

    def _source(self, article: Article) -> str:
        cited = self._cited(article, article.id)
        address = f", {escape(article.url)}" if article.url else ""
        return f"{cited}{address}, file {escape(article.file)}"

    def _quotes(self, event: Event) -> list[str]:
        quotes = [self.lookup.quotes[i] for i in event.quotes if i in self.lookup.quotes]
        if not quotes:
            return []
        lines = ["### Quotes", ""]
        for speaker, group in _by_utterance(quotes, self.lookup):
            lines.append(f"- {escape(speaker or 'Speaker unknown')}:")
            lines += [f"    - {self._rendering(quote)}" for quote in group]
        return [*lines, ""]

    def _rendering(self, quote: Quote) -> str:
        group: QuoteGroup | None = self.lookup.groups.get(quote.id)
        original = group is not None and any(m.id == quote.id and m.original for m in group.quotes)
        kind = "original" if original else quote.kind
        date = f", {escape(self.written(quote.date))}" if quote.date else ""
        where = f"{escape(self.lookup.article_name(quote.article))}, characters {quote.start}–{quote.end}"
        return f"“{escape(quote.text)}” ({kind}{date}; {where})"


def _by_utterance(quotes: Sequence[Quote], lookup: Lookup) -> list[tuple[str | None, list[Quote]]]:
    """The quotes with their speaker, renderings of one utterance together, in the order in which they come."""
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        group = lookup.groups.get(quote.id)
        found.setdefault(group.id if group else quote.id, []).append(quote)
    speakers = ((next((q.speaker for q in members if q.speaker), None), members) for members in found.values())
    return list(speakers)


def _facts(heading: str, facts: Sequence[Disagreement], lookup: Lookup) -> list[str]:
    if not facts:
        return []
    lines = [f"### {heading}", ""]
    for fact in facts:
        values = "; ".join(
            f"{escape(value.value)} ({', '.join(escape(lookup.article_name(a)) for a in value.articles)})"
            for value in fact.values
        )
        lines.append(f"- {fact.kind}, {escape(fact.what)}: {values}")
    return [*lines, ""]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
