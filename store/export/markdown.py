"""A timeline as Markdown: every event with its sources' exact words, nothing of which can act as markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from store import languages
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
_FIGURE = re.compile(r"(≈ )?(\d[\d.]{0,30})(?: ([TGMk]))?( .{1,40})?")

Written = Callable[[str | None], str]
"""How a date (EDTF or None) is written."""


def escape(text: str) -> str:
    """`text` as one line of Markdown that shows exactly its words: no markup, HTML, link or entity is left in it.

    Controls and invisible characters are left out and runs of white space become one space (`store.text.printable`).
    """
    escaped = _SIGNS.sub(lambda match: "\\" + match.group(), printable(text))
    return _NUMBERED.sub(r"\1\\\2", escaped)


def to_markdown(
    dataset: Dataset, events: Iterable[Event], written: Written | None = None, *, language: str = "en"
) -> str:
    """`events` of `dataset`, in the order given, as Markdown.

    Args:
        dataset: where the events and their articles are.
        events: what to write.
        written: puts dates into words; without it they are EDTF, a word for "undated" where there is none.
        language: ISO 639-1 code of the language of the words that are not the articles'.
    """
    words = languages.load(language)["export"]
    return _Writer(Lookup(dataset), written or (lambda date: date or str(words["undated"])), words).document(
        list(events)
    )


class _Writer:
    """Writes events of one dataset."""

    def __init__(self, lookup: Lookup, written: Written, words: dict[str, Any]) -> None:
        self.lookup = lookup
        self.written = written
        self.words = words

    def document(self, events: Sequence[Event]) -> str:
        used = dict.fromkeys(article for event in events for article in event.articles)
        articles = [self.lookup.articles[a] for a in used if a in self.lookup.articles]
        counts = {"events": self._counted("events", len(events)), "sources": self._counted("sources", len(articles))}
        lines = [f"# {self.words['title']}", "", self.words["head"].format(**counts), ""]
        for event in events:
            lines += self._event(event)
        if articles:
            sources = [f"- {self._source(article)}" for article in articles]
            lines += [f"## {self.words['sources']}", "", *sources, "", self.words["counted"], ""]
        return "\n".join(lines).rstrip("\n") + "\n"

    def _counted(self, what: str, number: int) -> str:
        forms: list[str] = self.words[f"{what}_counted"]
        return forms[number != 1].format(n=number)

    def _event(self, event: Event) -> list[str]:
        lines = [f"## {escape(self.written(event.date))} — {escape(event.title)}", ""]
        for account in event.accounts:
            lines += self._account(account)
        lines += self._copies(event)
        lines += self._quotes(event)
        lines += self._facts(self.words["disagree"], event.disagreements)
        lines += self._facts(self.words["same"], event.same_fact)
        return lines

    def _account(self, account: Account) -> list[str]:
        article = self.lookup.articles.get(account.article)
        status = self.words["status"].get(account.status)
        place = self.words["characters"].format(a=account.start, b=account.end)
        said = ", ".join([self._cited(article, account.article), place, *([status] if status else [])])
        return [f"> {escape(account.text)}", "", f"— {said}; {self._dating(account)}", ""]

    def _copies(self, event: Event) -> list[str]:
        lines = []
        for copies in event.copies:
            sources = ", ".join(escape(self.lookup.article_name(article)) for article in copies)
            lines.append(f"- {self.words['copies'].format(sources=sources)}")
        return [*lines, ""] if lines else []

    def _dating(self, account: Account) -> str:
        if account.date is None:
            return str(self.words["no_date"])
        expression = self.lookup.dating(account)
        surface = f" “{escape(expression.surface)}”" if expression else ""
        basis = self.words["basis"].get(account.date_basis or "")
        said = self.words["date"].format(date=escape(self.written(account.date)))
        return f"{said}{surface}" + (f" ({basis})" if basis else "")

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
            return str(self.words["unpublished"])
        inferred = f" ({self.words['inferred']})" if article.published_basis == "inferred" else ""
        return f"{self.words['published'].format(date=escape(self.written(article.published)))}{inferred}"

    def _source(self, article: Article) -> str:
        cited = self._cited(article, article.id)
        address = f", {escape(article.url)}" if article.url else ""
        return f"{cited}{address}, {self.words['file'].format(file=escape(article.file))}"

    def _quotes(self, event: Event) -> list[str]:
        quotes = [self.lookup.quotes[i] for i in event.quotes if i in self.lookup.quotes]
        if not quotes:
            return []
        lines = [f"### {self.words['quotes']}", ""]
        for speaker, group in _by_utterance(quotes, self.lookup):
            lines.append(f"- {escape(speaker or self.words['unknown_speaker'])}:")
            lines += [f"    - {self._rendering(quote)}" for quote in group]
        return [*lines, ""]

    def _rendering(self, quote: Quote) -> str:
        group: QuoteGroup | None = self.lookup.groups.get(quote.id)
        original = group is not None and any(m.id == quote.id and m.original for m in group.quotes)
        kind = self.words["kinds"]["original" if original else quote.kind]
        date = f", {escape(self.written(quote.date))}" if quote.date else ""
        place = self.words["characters"].format(a=quote.start, b=quote.end)
        return f"“{escape(quote.text)}” ({kind}{date}; {escape(self.lookup.article_name(quote.article))}, {place})"

    def _facts(self, heading: str, facts: Sequence[Disagreement]) -> list[str]:
        if not facts:
            return []
        lines = [f"### {heading}", ""]
        for fact in facts:
            values = "; ".join(
                f"{escape(self._value(fact.kind, value.value))} "
                f"({', '.join(escape(self.lookup.article_name(a)) for a in value.articles)})"
                for value in fact.values
            )
            lines.append(f"- {self.words['facts'][fact.kind]}: {values}")
        return [*lines, ""]

    def _value(self, kind: str, value: str) -> str:
        """A value of the dataset ("3.2 G EUR", an EDTF date) in words."""
        if kind == "date":
            return self.written(value)
        match = _FIGURE.fullmatch(value)
        if match is None:
            return value
        scales = self.words["scales"]
        figure = match[2].replace(".", scales["decimal"])
        return f"{match[1] or ''}{figure}{' ' + scales[match[3]] if match[3] else ''}{match[4] or ''}"


def _by_utterance(quotes: Sequence[Quote], lookup: Lookup) -> list[tuple[str | None, list[Quote]]]:
    """The quotes with their speaker, renderings of one utterance together, in the order in which they come."""
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        group = lookup.groups.get(quote.id)
        found.setdefault(group.id if group else quote.id, []).append(quote)
    speakers = ((next((q.speaker for q in members if q.speaker), None), members) for members in found.values())
    return list(speakers)
