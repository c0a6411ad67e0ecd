"""Which filters are listed, kind by kind and in which order: what the list of filters draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.filters import KINDS, Choice, Facet, Kind, Query
from store.text import fold
from tui.messages import Messages, number
from tui.view import View
from tui.widgets.chips import facet_name

_FEW, _FEWER = 7, 4  # so many of a kind are listed before "more" has to be asked for; in a low list fewer
_FOUND = 12  # so many of a kind while a name is typed
_WORTH = 3  # so many letters of the name of a kind list all of it


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: a kind's heading, a facet, or "more" of a kind."""

    kind: Kind
    choice: Choice | None = None
    more: int = 0
    total: int = 0
    """Of a heading: how many facets its kind has."""
    matching: bool = False
    """Of a heading: whether all or any of its kind makes a difference."""

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading of its kind."""
        return self.choice is None and not self.more

    def is_same(self, other: Item) -> bool:
        """Whether both stand for the same thing, whatever their counts."""
        facets = self.choice and self.choice.facet, other.choice and other.choice.facet
        return self.kind == other.kind and self.is_heading == other.is_heading and facets[0] == facets[1]


class Sections:
    """The facets of a view in sections, one a kind, that can be folded, opened, and narrowed by typing."""

    def __init__(self, messages: Messages, only: frozenset[Facet] | None = None) -> None:
        self.messages = messages
        self.only = only
        """The facets that are offered; None for all."""
        self.needle = ""
        """What is typed: only facets that hold every word of it are listed, of whatever kind."""
        self.opened: set[Kind] = set()
        """Kinds of which all facets are listed."""
        self.folded: set[Kind] = set()
        """Kinds of which only what is chosen is listed."""
        self.steady: Kind | None = None
        """The kind the reader is working in: it keeps its order, so that nothing moves under the hand."""
        self.count_width = 1
        """The cells that the greatest count takes."""
        self._view: View | None = None
        self._orders: dict[Kind, Sequence[int]] = {}
        self._marks: Sequence[int] = ()
        self._names: dict[Facet, str] = {}

    def lines(self, view: View, low: bool) -> list[Item]:
        """The lines for what `view` shows; where there is little height (`low`) fewer of each kind."""
        if view is not self._view:
            self._view = view
            self._names.clear()
            everywhere = {kind: view.index.counts(kind, Query()) for kind in KINDS}
            self._marks = everywhere["mark"]
            greatest = max((count for counts in everywhere.values() for count in counts), default=0)
            self.count_width = len(number(greatest, self.messages.lang))
        return [item for kind in KINDS for item in self._section(view, kind, low)]

    def anew(self) -> None:
        """The reader comes back: what is chosen is to stand at the top of its kind, then what most events have."""
        self.steady = None
        self._orders.clear()

    def _section(self, view: View, kind: Kind, low: bool) -> list[Item]:
        """The lines of one kind."""
        query, index = view.query, view.index
        facets, counts = index.offered(kind), index.counts(kind, query)
        chosen = {
            n
            for facet in query.include | query.exclude
            if facet.kind == kind and (n := index.number(facet)) is not None
        }
        if kind == "language" and len(facets) < 2 and not chosen:
            return []
        here: Sequence[int] = range(len(facets))
        if self.only is not None:
            here = [n for n in here if facets[n][0] in self.only]
        elif kind == "mark":
            here = [n for n in here if self._marks[n] or n in chosen]
        total = len(here)
        if self.needle:
            here = self._narrowed(view, kind, facets, here)
        if not here:
            return []
        order = self._ordered(kind, here, counts, chosen)

        def item(n: int) -> Item:
            return Item(kind, Choice(*facets[n], counts[n]))

        several = sum(1 for facet in query.include if facet.kind == kind) > 1
        heading = Item(kind, total=total, matching=several or kind in query.any_of)
        if kind in self.folded and not self.needle:
            return [heading, *(item(n) for n in order if n in chosen)]
        few = _FOUND if self.needle else _FEWER if low else _FEW
        if self.only is not None or kind in self.opened or len(order) <= few + 1:
            few = len(order)
        listed = [*order[:few], *(n for n in order[few:] if n in chosen)]
        found = [heading, *map(item, listed)]
        if len(listed) < len(order):
            found.append(Item(kind, more=len(order) - len(listed)))
        return found

    def _narrowed(
        self, view: View, kind: Kind, facets: Sequence[tuple[Facet, str]], here: Sequence[int]
    ) -> Sequence[int]:
        wanted = fold(self.needle).split()
        title = fold(self.messages(f"kind.{kind}"))
        if len("".join(wanted)) >= _WORTH and title.startswith(" ".join(wanted)):
            return here
        found = []
        for n in here:
            facet = facets[n][0]
            if facet not in self._names:
                name = facet_name(view, facet, self.messages)
                more = self.messages(f"mark_words.{facet.value}") if kind == "mark" else ""
                self._names[facet] = fold(f"{name} {more}")
            if all(word in self._names[facet] for word in wanted):
                found.append(n)
        return found

    def _ordered(self, kind: Kind, here: Sequence[int], counts: Sequence[int], chosen: set[int]) -> Sequence[int]:
        known = self._orders.get(kind)
        if known is not None and kind == self.steady:
            if len(known) == len(counts) == len(here):
                return known
            wanted, before = set(here), set(known)
            return [*(n for n in known if n in wanted), *(n for n in here if n not in before)]
        # The sort is stable: those alike stay in the order of how many events of the library have them.
        order = here if kind == "mark" else sorted(here, key=counts.__getitem__, reverse=True)
        if chosen:
            order = [*(n for n in order if n in chosen), *(n for n in order if n not in chosen)]
        self._orders[kind] = order
        return order
