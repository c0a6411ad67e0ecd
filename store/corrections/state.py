"""Events while corrections are carried out on them: which accounts are one event, and what is set by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from store import edtf
from store.corrections.compose import Composer
from store.corrections.model import Correction, Passage
from store.corrections.passages import Places, overlapping
from store.model import (
    Account,
    Article,
    ByHand,
    Corrected,
    CorrectedField,
    Dataset,
    Event,
    Pair,
    Quote,
    QuoteGroup,
    Status,
    Why,
)


class Gone(Exception):  # noqa: N818  (nothing went wrong: what a correction is about has gone)
    """What a correction is about is not there; `reason` says what that is."""

    def __init__(self, reason: Any) -> None:  # noqa: ANN401
        super().__init__(reason)
        self.reason = reason


@dataclass
class Node:
    """One event as it comes to be: its accounts (ids), the events of the program's it was made of, what is set."""

    accounts: dict[str, None]
    parts: list[Event]
    fields: dict[CorrectedField, tuple[Any, Correction]] = field(default_factory=dict)
    hidden: bool = False
    note: str = ""
    tags: dict[str, None] = field(default_factory=dict)
    starred: bool = False

    @property
    def is_as_found(self) -> bool:
        """Whether its accounts are those of one event of the program's."""
        return len(self.parts) == 1 and self.accounts.keys() == {a.id for a in self.parts[0].accounts}


class State:
    """The events of a dataset, its quotes, and articles that only a person told of."""

    def __init__(self, dataset: Dataset) -> None:
        self.found = dataset
        self.places = Places(dataset)
        self.account: dict[str, Account] = {}
        self.home: dict[str, Event] = {}
        self.by_article: dict[str, list[Account]] = {}
        for event in dataset.events:
            for account in event.accounts:
                self.account[account.id] = account
                self.home[account.id] = event
                self.by_article.setdefault(account.article, []).append(account)
        self.node_of: dict[str, Node] = {}
        self.nodes: list[Node] = []
        self.touched: set[str] = set()
        """The ids of the program's events that are no longer as they were found."""
        self.concealed: dict[str, None] = {}
        """The accounts that are hidden."""
        self.speakers: dict[str, Quote] = {}
        """By id the quotes whose speakers are mended."""
        self.articles: dict[str, Article] = {}
        self.added: list[tuple[Account, Event]] = []

    # -- finding -----------------------------------------------------------------------------------------------------

    def accounts_at(self, passage: Passage) -> list[str]:
        """The accounts (ids) that a passage is; none where it is gone."""
        place = self.places.find(passage)
        if place is None:
            return []
        article, start, end = place
        known = self.account.get(passage.account or "")
        if known is not None and known.article == article and known.start < end and start < known.end:
            return [known.id]
        here = sorted(self.by_article.get(article, ()), key=lambda a: (a.start, a.end, a.id))
        return [here[n].id for n in overlapping([(a.start, a.end) for a in here], start, end)]

    def node(self, account: str) -> Node:
        """The event that an account is of now."""
        found = self.node_of.get(account)
        if found is None:
            event = self.home[account]
            found = Node(dict.fromkeys(a.id for a in event.accounts), [event])
            self.nodes.append(found)
            self.touched.add(event.id)
            for each in found.accounts:
                self.node_of[each] = found
        return found

    def event(self, passages: Iterable[Passage]) -> Node:
        """The event that most of these passages are of, of several the one named first.

        Raises:
            Gone: none of them is anywhere.
        """
        votes: dict[int, int] = {}
        nodes: dict[int, Node] = {}
        for passage in passages:
            # Where words are those of two accounts they speak for both, but a whole passage for one.
            for account in self.accounts_at(passage)[:1]:
                node = self.node(account)
                nodes[id(node)] = node
                votes[id(node)] = votes.get(id(node), 0) + 1
        if not votes:
            raise Gone("passage-gone")
        return nodes[max(votes, key=lambda key: votes[key])]

    # -- what is done ------------------------------------------------------------------------------------------------

    def on_event(self, correction: Correction) -> None:
        """Set something of an event."""
        node, value = self.event(correction.events[0]), correction.value
        match correction.kind:
            case "date" | "title" | "status":
                node.fields[correction.kind] = value, correction
            case "hide" | "show":
                node.hidden = correction.kind == "hide"
                if correction.kind == "show":
                    for account in node.accounts:
                        self.concealed.pop(account, None)
            case "note":
                node.note = value or ""
            case "tag":
                node.tags[value or ""] = None
            case "untag":
                node.tags.pop(value or "", None)
            case "star" | "unstar":
                node.starred = correction.kind == "star"

    def merge(self, correction: Correction) -> None:
        """Make several events one; what was set by hand of the first goes before what was set of the others."""
        found = []
        for passages in correction.events:
            # A part that later articles drove asunder is brought together again.
            nodes = {id(n): n for p in passages for a in self.accounts_at(p)[:1] for n in [self.node(a)]}
            found.append(list(nodes.values()))
        if sum(1 for nodes in found if nodes) < 2:
            raise Gone("passage-gone")
        together = list({id(node): node for nodes in found for node in nodes}.values())
        first = self.event(next(p for p, nodes in zip(correction.events, found, strict=True) if nodes))
        for other in together:
            if other is first:
                continue
            first.accounts |= other.accounts
            first.parts += [part for part in other.parts if all(part is not p for p in first.parts)]
            for account in other.accounts:
                self.node_of[account] = first
            first.fields = other.fields | first.fields
            first.note = "\n".join(dict.fromkeys(note for note in (first.note, other.note) if note))
            first.tags |= other.tags
            first.starred |= other.starred
            first.hidden &= other.hidden
            other.accounts = {}
        first.fields["accounts"] = None, correction

    def split(self, correction: Correction) -> None:
        """Make accounts an event of their own."""
        wanted = dict.fromkeys(account for p in correction.passages for account in self.accounts_at(p))
        if not wanted:
            raise Gone("passage-gone")
        nodes = {id(node): node for account in wanted for node in [self.node(account)]}
        for node in nodes.values():
            if node.accounts.keys() == wanted.keys():
                return  # they are already
        made = Node({}, [])
        for node in nodes.values():
            for account in [account for account in node.accounts if account in wanted]:
                del node.accounts[account]
                made.accounts[account] = None
                self.node_of[account] = made
            made.parts += [part for part in node.parts if all(part is not p for p in made.parts)]
            if node.accounts:
                node.fields["accounts"] = None, correction
        made.fields["accounts"] = None, correction
        self.nodes.append(made)

    def show_accounts(self, correction: Correction, *, shown: bool) -> None:
        """Hide accounts, or show them again."""
        found = [account for p in correction.passages for account in self.accounts_at(p)]
        if not found:
            raise Gone("passage-gone")
        for account in found:
            node = self.node(account)
            if shown:
                self.concealed.pop(account, None)
            else:
                self.concealed[account] = None
                node.fields["accounts"] = None, correction

    def speaker(self, correction: Correction, name: str) -> None:
        """Give a quote to somebody."""
        place = self.places.find(correction.passages[0])
        if place is None:
            raise Gone("passage-gone")
        article, start, end = place
        here = sorted(self._quotes_of.get(article, ()), key=lambda q: (q.start, q.end, q.id))
        numbers = overlapping([(q.start, q.end) for q in here], start, end)
        if not numbers:
            raise Gone("quote-gone")
        quote = here[numbers[0]]
        corrected = Corrected("speaker", correction.at, correction.id, quote.speaker)
        self.speakers[quote.id] = replace(quote, speaker=name, corrected=corrected)
        for account in self.by_article.get(article, ()):
            if quote.id in account.quotes:
                self.node(account.id).fields["speaker"] = quote.speaker, correction

    def add(self, correction: Correction) -> None:
        """Add an event with the words that tell it."""
        added = correction.added
        assert added is not None  # as it is checked when it is read
        source = added.source
        if source is not None:
            digest = hashlib.sha256(source.words.encode("utf-8", "surrogatepass")).hexdigest()
            article = self.places.articles.get(digest[:12]) or _article(digest[:12], correction, self.found)
            if article.id not in self.places.articles:
                self.articles[article.id] = article
                self.places.add(article)
            place = article.id, 0, len(article.text)
        else:
            found = self.places.find(correction.passages[0])
            if found is None:
                raise Gone("article-gone")
            place = found
        where, start, end = place
        named = {e.id: None for e in self.found.entities for m in e.mentions if _within(m, where, start, end)}
        quotes = (q for q in self._quotes_of.get(where, ()) if start <= q.start and q.end <= end)
        account = Account(
            id=hashlib.sha256(f"added\0{correction.id}".encode()).hexdigest()[:10],
            article=where,
            start=start,
            end=end,
            text=self.places.articles[where].text[start:end],
            date=added.date,
            status=added.status,
            entities=tuple(sorted(named)),
            quotes=tuple(quote.id for quote in sorted(quotes, key=lambda q: (q.start, q.id))),
            amounts=tuple(a for a in self.found.amounts if _within(a, where, start, end)),
            counts=tuple(c for c in self.found.counts if _within(c, where, start, end)),
        )
        event = Event(
            account.id, added.date, added.title, (account,), account.entities, account.amounts, account.quotes
        )
        self.account[account.id], self.home[account.id] = account, event
        self.by_article.setdefault(where, []).append(account)
        self.node(account.id).fields["added"] = None, correction

    @cached_property
    def _quotes_of(self) -> Mapping[str, Sequence[Quote]]:
        found: dict[str, list[Quote]] = {}
        for quote in self.found.quotes:
            found.setdefault(quote.article, []).append(quote)
        return found

    # -- what comes of it --------------------------------------------------------------------------------------------

    def dataset(self) -> Dataset:
        """The dataset with all that was done."""
        quotes, groups = self.found.quotes, self.found.quote_groups
        if self.speakers:
            quotes = tuple(self.speakers.get(quote.id, quote) for quote in quotes)
            groups = self._groups({quote.id: quote for quote in quotes})
        articles = (*self.found.articles, *self.articles.values())
        found = replace(self.found, quotes=quotes, quote_groups=groups, articles=articles)
        composer = Composer(found)
        events: list[Event] = []
        hidden: list[Event] = []
        whys: list[Why] = []
        for node in self.nodes:
            seen = [self.account[a] for a in node.accounts if a not in self.concealed]
            unseen = [self.account[a] for a in node.accounts if a in self.concealed]
            if seen:
                event = self._event(node, seen, composer)
                (hidden if node.hidden else events).append(event)
                if not node.hidden:
                    whys.append(composer.why(event, node.parts))
            if unseen:
                bare = replace(node, fields={}, note="", tags={}, starred=False)
                hidden.append(self._event(bare, unseen, composer))
        kept = [event for event in self.found.events if event.id not in self.touched]
        keys = {date: edtf.sort_key(date) for date in {event.date for event in (*kept, *events)}}
        ordered = tuple(sorted((*kept, *events), key=lambda event: (keys[event.date], event.id)))
        known = {why.event: why for why in (*(w for w in self.found.whys if w.event not in self.touched), *whys)}
        return replace(
            found,
            events=ordered,
            whys=tuple(known[event.id] for event in ordered if event.id in known) if self.found.whys else (),
            pairs=self._pairs(events),
            hidden=tuple(sorted(hidden, key=lambda event: event.id)),
        )

    def _event(self, node: Node, accounts: Sequence[Account], composer: Composer) -> Event:
        whole = node.is_as_found and len(accounts) == len(node.accounts)
        base = node.parts[0] if whole else composer.event(accounts, node.parts)
        if "speaker" in node.fields:
            base = composer.with_attributions(base)
        corrected = []
        date, title, status = base.date, base.title, None
        for name, (value, correction) in sorted(node.fields.items(), key=lambda item: (item[1][1].order, item[0])):
            was: str | None = value if name == "speaker" else None
            if name == "date":
                date, was = value, base.date
            elif name == "title":
                title, was = value, base.title
            elif name == "status":
                status, was = value, _status(base.accounts)
            corrected.append(Corrected(name, correction.at, correction.id, was))
        by_hand = ByHand(tuple(corrected), _as_status(status), node.note, tuple(sorted(node.tags)), node.starred)
        return replace(base, date=date, title=title, by_hand=by_hand if by_hand != ByHand() else None)

    def _groups(self, quotes: Mapping[str, Quote]) -> tuple[QuoteGroup, ...]:
        found = []
        for group in self.found.quote_groups:
            if any(member.id in self.speakers for member in group.quotes):
                named = [q.speaker for m in group.quotes if (q := quotes.get(m.id)) and q.speaker]
                original = next((quotes[m.id].speaker for m in group.quotes if m.original and m.id in quotes), None)
                most = max(named, key=lambda name: (named.count(name), -named.index(name)), default=None)
                group = replace(group, speaker=original or most)
            found.append(group)
        return tuple(found)

    def _pairs(self, events: Sequence[Event]) -> tuple[Pair, ...]:
        """The pairs that may be one, between the events that there are now."""
        now = {account.id: event.id for event in events for account in event.accounts}
        found: dict[tuple[str, str], Pair] = {}
        for pair in self.found.pairs:
            if pair.a not in self.touched and pair.b not in self.touched:
                found.setdefault((pair.a, pair.b), pair)
                continue
            ends = [
                now.get(account) if event in self.touched else event
                for event, account in ((pair.a, pair.link.a), (pair.b, pair.link.b))
            ]
            if ends[0] and ends[1] and ends[0] != ends[1] and (ends[1], ends[0]) not in found:
                found.setdefault((ends[0], ends[1]), replace(pair, a=ends[0], b=ends[1]))
        return tuple(found.values())


def _status(accounts: Sequence[Account]) -> str | None:
    told = {account.status for account in accounts}
    return told.pop() if len(told) == 1 else None


def _as_status(status: Any) -> Status | None:  # noqa: ANN401
    checked: Status | None = status
    return checked


def _within(item: Any, article: str, start: int, end: int) -> bool:  # noqa: ANN401
    return bool(item.article == article and start <= item.start and item.end <= end)


def _article(id: str, correction: Correction, dataset: Dataset) -> Article:
    """What stands for a source that is none of the articles: its words, and what is known of it."""
    from store import languages

    source = correction.added.source if correction.added else None
    assert source is not None
    name = source.name or source.url or source.title or ""
    return Article(
        id=id,
        file=name,
        text=source.words,
        title=source.title,
        publisher=source.name,
        url=source.url,
        language=languages.guess(source.words),
        published=source.published,
        published_basis="metadata" if source.published else None,
    )
