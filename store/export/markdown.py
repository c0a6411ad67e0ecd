"""A timeline as Markdown: every event with its sources' exact words, nothing of which can act as markup.

Written for GitHub, Obsidian and Pandoc alike: front matter in YAML, pipe tables, footnotes.  Each footnote has what
finds its words again in the article (`store.anchor`), and the end of the document the manifest, both in comments that
readers do not see; `store.export.verify` reads them back.  The same events give the same bytes, on any day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from store import edtf, languages
from store.anchor import Anchor, anchor, in_comment
from store.events.sources import sources_of
from store.export import readings
from store.export.manifest import LAYOUT, manifest, sealed
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Disagreement, Event, Quote, Reading
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

_SHOWN = 280
"""Code points of a passage in a table at most; its footnote has more."""
_WEB = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:[/?#][A-Za-z0-9/?#&=+%.,;:!~*'()@$_-]{0,1900})?")

Written = Callable[[str | None], str]
"""How a date (EDTF or None) is written."""


def escape(text: str) -> str:
    """`text` as one line of Markdown that shows exactly its words: no markup, HTML, link or entity is left in it.

    Controls and invisible characters are left out and runs of white space become one space (`store.text.printable`).
    """
    escaped = _SIGNS.sub(lambda match: "\\" + match.group(), printable(text))
    return _NUMBERED.sub(r"\1\\\2", escaped)


def shorten(text: str, length: int = _SHOWN) -> str:
    """`text` on one line, cut after a word with […] where it is longer than `length` code points."""
    text = printable(text)
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(" ", 1)[0]
    return f"{cut} […]"


def address(url: str) -> str:
    """An address as a link that shows exactly itself; what is no plain web address only as text."""
    return f"<{url}>" if _WEB.fullmatch(url) else escape(url)


def _yaml(text: str) -> str:
    # A text in JSON is one in YAML 1.2.
    return in_comment(json.dumps(printable(text), ensure_ascii=False))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def to_markdown(
    dataset: Dataset,
    events: Iterable[Event],
    written: Written | None = None,
    *,
    language: str = "en",
    journal: str | None = None,
    title: str | None = None,
) -> str:
    """`events` of `dataset`, in the order given, as Markdown.

    Args:
        dataset: where the events and their articles are.
        events: what to write.
        written: puts dates into words; without it they are EDTF, a word for "undated" where there is none.
        language: ISO 639-1 code of the language of the words that are not the articles'.
        journal: the hash of the corrections that the dataset rests on (`store.library.imported.journal_hash`).
        title: what the document is called; without it "Timeline", in the language.
    """
    return Writer(Lookup(dataset), written, language, title).document(list(events), journal)


class Writer:
    """Writes events of one dataset."""

    def __init__(
        self, lookup: Lookup, written: Written | None = None, language: str = "en", title: str | None = None
    ) -> None:
        self.lookup = lookup
        self.language = language
        self.words: dict[str, Any] = languages.load(language)["export"]
        """The words that are not the articles'."""
        self.title: str = title or str(self.words["title"])
        """What the document is called."""
        self.written: Written = written or (lambda date: date or str(self.words["undated"]))
        self.notes: dict[tuple[str, int, int], tuple[int, Anchor]] = {}
        """The number of each footnote and what it is about, by its place, in their order."""

    def document(self, events: Sequence[Event], journal: str | None = None) -> str:
        """The whole document."""
        return self.whole(events, self.body(events), journal)

    def whole(self, events: Sequence[Event], body: str, journal: str | None = None, template: str | None = None) -> str:
        """A body that was made of `events`, with front matter and manifest; `template` is the hash of one."""
        articles = self.used(events)
        return sealed(self._front_matter(events, articles), body, self._manifest(events, articles, journal, template))

    def body(self, events: Sequence[Event]) -> str:
        """All between the front matter and the manifest."""
        sections = [line for event in events for line in self.event(event)]
        articles = self.used(events)
        lines = [f"# {escape(self.title)}", "", escape(self.head(events, articles)), "", *sections]
        if articles:
            sources = [f"- {self._source(article)}" for article in articles]
            lines += [f"## {self.words['sources']}", "", *sources, "", self.words["foot"], ""]
        return "\n".join([*lines, *self.all_notes()]).rstrip("\n") + "\n"

    def used(self, events: Sequence[Event]) -> list[Article]:
        """The articles that the events and the footnotes so far rest on."""
        used = dict.fromkeys([*(a for event in events for a in event.articles), *(place[0] for place in self.notes)])
        return [self.lookup.articles[a] for a in used if a in self.lookup.articles]

    def all_notes(self) -> list[str]:
        """The lines of all footnotes that were referred to."""
        return [line for number, note in self.notes.values() for line in (self.note(number, note), "")]

    def _front_matter(self, events: Sequence[Event], articles: Sequence[Article]) -> list[str]:
        """What a reader may want to know of a document (YAML), between lines of dashes; `period` is EDTF."""
        ends = period(events)
        lines = [f"title: {_yaml(self.title)}", f"lang: {self.language}"]
        lines += [f"period: {_yaml('/'.join(dict.fromkeys(ends)))}"] if ends else []
        return ["---", *lines, f"events: {len(events)}", f"sources: {len(articles)}", "---"]

    def _manifest(
        self, events: Sequence[Event], articles: Sequence[Article], journal: str | None, template: str | None
    ) -> list[str]:
        """What was written from what (YAML)."""
        made = manifest(articles, journal)
        lines = [
            "manifest:",
            f"  generator: {_yaml(made.generator)}",
            f"  layout: {LAYOUT}",
            f"  lang: {self.language}",
        ]
        lines.append("  sources:" if made.sources else "  sources: []")
        for source in made.sources:
            lines += [f"    - file: {_yaml(source.file)}", f"      sha256: {source.sha256}"]
        lines += [f"  journal: {made.journal}"] if made.journal else []
        lines += [f"  template: {template}"] if template else []
        lines.append("  events:" if events else "  events: []")
        return lines + [f"    - {_yaml(event.id)}" for event in events]

    def head(self, events: Sequence[Event], articles: Sequence[Article]) -> str:
        """The first sentence: how many events of how many sources, from when to when, how many of no known date."""
        told = []
        if ends := period(events):
            told.append(self.words["between"].join(dict.fromkeys(self.written(end) for end in ends)))
        if undated := sum(event.date is None for event in events):
            told.append(self.counted("undated", undated))
        head: str = self.words["head"]
        return head.format(
            events=self.counted("events", len(events)),
            when=f" ({', '.join(told)})" if told else "",
            sources=self.counted("sources", len(articles)),
        )

    def counted(self, what: str, number: int) -> str:
        """A number of events or sources, in words."""
        forms: list[str] = self.words[f"{what}_counted"]
        return forms[number != 1].format(n=number)

    def event(self, event: Event) -> list[str]:
        """The lines of one event."""
        lines = [f"## {escape(self.written(event.date))} — {escape(event.title)}", ""]
        lines += [_row(self.words["heads"]), "|:-----|:----|:------------------|:-----|"]
        lines += [self._account(account) for account in self.accounts(event)]
        lines += ["", *self._copies(event)]
        if by_hand := [f"- {escape(told)}" for told in self.by_hand(event)]:
            lines += [*by_hand, ""]
        lines += self._quotes(event)
        lines += self._facts(self.words["disagree"], event.disagreements, event)
        lines += self._facts(self.words["same"], readings.others(event), event)
        return lines

    def accounts(self, event: Event) -> list[Account]:
        """The accounts by the publication of their articles, as on the screen."""
        known = [account for source in sources_of(self.lookup, event) for account in source.accounts]
        return known + [account for account in event.accounts if account.article not in self.lookup.articles]

    def _account(self, account: Account) -> str:
        article = self.lookup.articles.get(account.article)
        status = self.words["status"].get(account.status)
        said = f"{self._quoted(shorten(account.text))}{self.noted(account.article, account.start, account.end)}"
        name = f"**{escape(article.name if article else account.article)}**"
        published = self._published(article, short=True) if article else ""
        return _row([name, published, f"{said} ({status})" if status else said, self._dating(account)])

    def by_hand(self, event: Event) -> list[str]:
        """What a person made of an event, in words: what is corrected and was otherwise, the status, notes, tags."""
        if event.by_hand is None:
            return []
        words, known, told = self.words["by_hand"], event.by_hand, []
        corrected = [
            words["was"].format(what=words[c.field], was=self.written(c.was) if c.field == "date" else c.was)
            if c.was
            else words[c.field]
            for c in known.corrected
        ]
        told += [words["corrected"].format(what=", ".join(corrected))] if corrected else []
        if known.status is not None:
            told.append(words["state"].format(what=self.words["status"].get(known.status, words["happened"])))
        told += [words["note"].format(what=known.note)] if known.note else []
        return told + ([words["tags"].format(what=", ".join(known.tags))] if known.tags else [])

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
        surface = f"{self._quoted(expression.surface)} → " if expression else ""
        basis = self.words["basis"].get(account.date_basis or "")
        return f"{surface}{escape(self.written(account.date))}" + (f" ({basis})" if basis else "")

    def _quoted(self, text: str) -> str:
        return str(self.words["quoted"].format(words=escape(text)))

    def noted(self, identifier: str, start: int, end: int) -> str:
        """The reference to the footnote about `start:end` of an article, which is made where it is new."""
        article = self.lookup.articles.get(identifier)
        if article is None:
            return ""
        place = (identifier, start, end)
        if place not in self.notes:
            self.notes[place] = len(self.notes) + 1, anchor(article, start, end)
        return f"[^{self.notes[place][0]}]"

    def note(self, number: int, note: Anchor) -> str:
        """The footnote that gives the words at a place: a line."""
        article = self.lookup.articles[note.article]
        said = self._quoted(f"{note.exact} […]" if note.cut else note.exact)
        place = self.words["characters"].format(a=note.start, b=note.end)
        where = f", {address(article.url)}" if article.url else ""
        return f"[^{number}]: {said} — {self._cited(article)}{where}, {place}. {note.comment}"

    def _cited(self, article: Article) -> str:
        parts = [f"**{escape(article.name)}**"]
        if article.author:
            parts.append(escape(article.author))
        if article.title and article.title != article.name:
            parts.append(f"*{escape(article.title)}*")
        parts.append(self._published(article))
        return ", ".join(parts)

    def _published(self, article: Article, *, short: bool = False) -> str:
        if article.published is None:
            return "?" if short else str(self.words["unpublished"])
        date = escape(self.written(article.published))
        inferred = f" ({self.words['inferred']})" if article.published_basis == "inferred" else ""
        return f"{date if short else self.words['published'].format(date=date)}{inferred}"

    def _source(self, article: Article) -> str:
        where = f", {address(article.url)}" if article.url else ""
        return f"{self._cited(article)}{where}, {self.words['file'].format(file=escape(article.file))}"

    def _quotes(self, event: Event) -> list[str]:
        quotes = [self.lookup.quotes[i] for i in event.quotes if i in self.lookup.quotes]
        if not quotes:
            return []
        lines = [f"### {self.words['quotes']}", ""]
        for speaker, utterances in by_speaker(quotes, self.lookup):
            named = self.words["colon"].format(what=f"**{escape(speaker or self.words['unknown_speaker'])}**")
            told = [[self._rendering(quote) for quote in group] for group in utterances]
            if len(told) == 1 and len(told[0]) == 1:
                lines.append(f"- {named} {told[0][0]}")
                continue
            lines.append(f"- {named}")
            for renderings in told:
                # The first as it was said, as far as it is known; the others of the same words below it.
                lines += [f"    - {renderings[0]}", *(f"        - {one}" for one in renderings[1:])]
        return [*lines, ""]

    def _rendering(self, quote: Quote) -> str:
        original = is_original(quote, self.lookup)
        kind = self.words["kinds"]["original" if original else quote.kind]
        # A paraphrase is never set as if it were the speaker's words.
        said = escape(shorten(quote.text)) if quote.kind == "indirect" else self._quoted(shorten(quote.text))
        note = self.noted(quote.article, quote.start, quote.end)
        date = f", {escape(self.written(quote.date))}" if quote.date else ""
        kind = f"**{kind}**" if original else kind
        return f"{said}{note} — {escape(self.lookup.article_name(quote.article))} ({kind}{date})"

    def _facts(self, heading: str, facts: Sequence[Disagreement], event: Event) -> list[str]:
        if not facts:
            return []
        lines = [f"### {heading}", ""]
        for fact in facts:
            values = self.words["values"].join(
                f"{escape(self.reading(fact, value))} "
                f"({', '.join(self._teller(event, fact, value, article) for article in value.articles)})"
                for value in fact.values
            )
            lines.append(f"- {self.words['colon'].format(what=self.words['facts'][fact.kind])} {values}")
        return [*lines, ""]

    def _teller(self, event: Event, fact: Disagreement, value: Reading, article: str) -> str:
        notes = "".join(self.noted(*place) for place in readings.places(event, fact, value, article))
        return f"{escape(self.lookup.article_name(article))}{notes}"

    def reading(self, fact: Disagreement, value: Reading) -> str:
        """What some sources give of a fact: in their words where they have the same, else the value in words."""
        return readings.words(fact, value) or self.value(fact.kind, value.value)

    def value(self, kind: str, value: str) -> str:
        """A value of the dataset ("3.2 G EUR", an EDTF date) in words."""
        if kind == "date":
            return self.written(value)
        match = _FIGURE.fullmatch(value)
        if match is None:
            return value
        scales = self.words["scales"]
        figure = match[2].replace(".", scales["decimal"])
        return f"{match[1] or ''}{figure}{' ' + scales[match[3]] if match[3] else ''}{match[4] or ''}"


def period(events: Iterable[Event]) -> tuple[str, str] | None:
    """The earliest and the latest date (EDTF) of events, each as precise as it is; None where none has a place.

    What is open towards the past or the future, or is no date, does not count.
    """
    placed = [(found, event.date) for event in events if event.date and (found := edtf.bounds(event.date))]
    placed = [(found, date) for found, date in placed if not edtf.is_open(date)]
    if not placed:
        return None
    # Of dates that cover the same days the one that is no guess.
    first = min(placed, key=lambda item: (item[0].first, item[0].last, edtf.is_guess(item[1]), item[1]))[1]
    last = max(placed, key=lambda item: (item[0].last, item[0].first, not edtf.is_guess(item[1]), item[1]))[1]
    return first.partition("/")[0], last.rpartition("/")[2]


def by_utterance(quotes: Sequence[Quote], lookup: Lookup) -> list[tuple[str | None, list[Quote]]]:
    """The quotes with their speaker, renderings of one utterance together, in the order in which they come."""
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        group = lookup.groups.get(quote.id)
        found.setdefault(group.id if group else quote.id, []).append(quote)
    speakers = ((next((q.speaker for q in members if q.speaker), None), members) for members in found.values())
    return list(speakers)


def by_speaker(quotes: Sequence[Quote], lookup: Lookup) -> list[tuple[str | None, list[list[Quote]]]]:
    """The quotes by speaker, renderings of one utterance together and the original of it first."""
    found: dict[str | None, list[list[Quote]]] = {}
    for speaker, members in by_utterance(quotes, lookup):
        found.setdefault(speaker, []).append(sorted(members, key=lambda quote: not is_original(quote, lookup)))
    return list(found.items())


def is_original(quote: Quote, lookup: Lookup) -> bool:
    """Whether the words are as they were first published."""
    group = lookup.groups.get(quote.id)
    return group is not None and any(member.id == quote.id and member.original for member in group.quotes)
