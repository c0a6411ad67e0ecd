"""An event made of accounts by hand: its date, title, disagreements and reasons, by the rules of `store.events`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from store.model import Account, Dataset, Dating, Event, Quote, Why
from store.text import fold

if TYPE_CHECKING:
    from store.events.accounts import Draft

_BEGINNING = 30
"""So many characters of a title are looked for in a passage that it may be made of."""


class Composer:
    """Puts accounts of a dataset together as events."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def event(self, accounts: Sequence[Account], parts: Sequence[Event]) -> Event:
        """The event that `accounts` tell, which are of `parts`, the events that the program found.

        The title is that of the first part which it holds as a whole, or whose title it has the words of; where there
        is none, one is made.
        """
        # Imported here: what needs a language is not read where nothing is merged or split.
        from store.events.event import event

        drafts = [self._draft(self._own(account)) for account in accounts]
        made = event(drafts, _Copies(parts), self._groups, self._persons)  # type: ignore[arg-type]
        words = [fold(account.text) for account in accounts]
        ids = {account.id for account in accounts}
        whole = (part.title for part in parts if all(account.id in ids for account in part.accounts))
        told = (part.title for part in parts if any(_beginning(part.title) in text for text in words))
        kept = next((title for titles in (whole, told) for title in titles), None)
        return replace(made, title=kept) if kept else made

    def with_attributions(self, event: Event) -> Event:
        """The event with what its sources say of speakers compared anew."""
        from store.events import sayings

        drafts = [self._draft(account) for account in event.accounts]
        told = [d for d in sayings.compare(drafts, self._groups, self._persons) if d.kind == "attribution"]
        others = [d for d in event.disagreements if d.kind != "attribution"]
        return replace(event, disagreements=(*others, *told))

    def why(self, event: Event, parts: Sequence[Event]) -> Why:
        """What the event rests on, as far as that is known of its parts; what was done by hand is in itself."""
        ids = {account.id for account in event.accounts}
        whys = [why for part in parts if (why := self._whys.get(part.id)) is not None]
        date_of = {account.id: account.date for account in event.accounts}
        datings = {d.account: d for why in whys for d in why.datings if d.account in ids}
        found: list[Dating] = []
        for account in event.accounts:
            dating = datings.get(account.id)
            borrows = account.date_basis == "other-source" and account.date_span is None
            if borrows and (dating is None or dating.kind != "borrowed" or dating.lender not in ids):
                lender = next((a.id for a in event.accounts if a.id != account.id and a.date == account.date), None)
                dating = Dating(account.id, "borrowed", lender=lender)
            elif dating is not None and dating.kind == "borrowed" and not borrows:
                dating = Dating(account.id, "publication", anchor=self._published.get(account.article))
            if dating is not None and date_of[account.id] is not None:
                found.append(dating)
        links = tuple(link for why in whys for link in why.links if link.a in ids and link.b in ids)
        return Why(event.id, tuple(found), links)

    def _own(self, account: Account) -> Account:
        """The account with the date that its own article gives it, which may be none."""
        dating = self._borrowed.get(account.id)
        if dating is None:
            return account
        return replace(account, date=dating.instead, date_basis="published" if dating.instead else None)

    def _draft(self, account: Account) -> Draft:
        from store.events.accounts import Draft

        entities = frozenset(account.entities)
        return Draft(
            account=account,
            focus=(account.start, account.end),
            stems=frozenset(),
            kinds=frozenset(),
            entities=entities,
            persons=frozenset(entities & self._person_ids),
            agent=None,
            language=self._languages.get(account.article, "fr"),
            amounts=account.amounts,
            counts=account.counts,
            quotes=tuple(self._quotes[id] for id in account.quotes if id in self._quotes),
        )

    @cached_property
    def _quotes(self) -> dict[str, Quote]:
        return {quote.id: quote for quote in self.dataset.quotes}

    @cached_property
    def _languages(self) -> dict[str, str]:
        return {article.id: article.language for article in self.dataset.articles}

    @cached_property
    def _published(self) -> dict[str, str | None]:
        return {article.id: article.published for article in self.dataset.articles}

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {member.id: group.id for group in self.dataset.quote_groups for member in group.quotes}

    @cached_property
    def _persons(self) -> frozenset[str]:
        return frozenset(entity.name for entity in self.dataset.entities if entity.type == "person")

    @cached_property
    def _person_ids(self) -> frozenset[str]:
        return frozenset(entity.id for entity in self.dataset.entities if entity.type == "person")

    @cached_property
    def _whys(self) -> dict[str, Why]:
        return {why.event: why for why in self.dataset.whys}

    @cached_property
    def _borrowed(self) -> dict[str, Dating]:
        return {d.account: d for why in self.dataset.whys for d in why.datings if d.kind == "borrowed"}


class _Copies:
    """Which articles are copies of each other, as far as the program found it of the parts of an event."""

    def __init__(self, parts: Iterable[Event]) -> None:
        self.parts = list(parts)

    def copies(self, accounts: Sequence[Account]) -> tuple[tuple[str, ...], ...]:
        """As `store.events.origins.Origins.copies`."""
        here = {account.article for account in accounts}
        groups: list[set[str]] = []
        for part in self.parts:
            for copies in part.copies:
                together = set(copies) & here
                for group in [group for group in groups if group & together]:
                    together |= group
                    groups.remove(group)
                if len(together) > 1:
                    groups.append(together)
        return tuple(sorted(tuple(sorted(group)) for group in groups))


def _beginning(title: str) -> str:
    plain = fold(title).strip(" …«»\"“”'")
    # A title may begin with a capital that its words have not, or be cut within a word.
    return plain.partition("…")[0].strip()[:_BEGINNING]
