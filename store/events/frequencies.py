"""In how many accounts of a library a word, a name, a kind of happening or a date stands: what its rarity rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.events.accounts import Draft


@dataclass(frozen=True, slots=True)
class Frequencies:
    """For so many accounts, `total`: in how many of them each stem, entity (id), kind and stated date (EDTF) stands."""

    total: int
    stems: Mapping[str, int]
    entities: Mapping[str, int]
    kinds: Mapping[str, int]
    dates: Mapping[str, int]

    def within(self, drafts: Sequence[Draft]) -> Frequencies:
        """Those of what stands in `drafts`, which may be new to the library: each at least once."""
        here = count(drafts)
        return Frequencies(
            max(self.total, here.total),
            _at_least_once(here.stems, self.stems),
            _at_least_once(here.entities, self.entities),
            _at_least_once(here.kinds, self.kinds),
            _at_least_once(here.dates, self.dates),
        )


def count(drafts: Sequence[Draft]) -> Frequencies:
    """The frequencies in these accounts."""
    return Frequencies(
        len(drafts),
        Counter(stem for draft in drafts for stem in draft.stems),
        Counter(entity for draft in drafts for entity in draft.entities),
        Counter(kind for draft in drafts for kind in draft.kinds),
        Counter(draft.account.date for draft in drafts if draft.account.date and not draft.is_guessed),
    )


def _at_least_once(items: Iterable[str], known: Mapping[str, int]) -> dict[str, int]:
    return {item: max(1, known.get(item, 0)) for item in items}
