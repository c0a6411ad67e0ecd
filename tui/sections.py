"""Which filters are listed, kind by kind and in which order: what the list of filters draws."""

from __future__ import annotations

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
        self._orders: dict[Kind, dict[Facet, int]] = {}
        self._everywhere: dict[Facet, int] = {}
        self._names: dict[Facet, str] = {}

    def lines(self, view: View, low: bool) -> list[Item]:
        """The lines for what `view` shows; where there is little height (`low`) fewer of each kind."""
        if view is not self._view:
            self._view = view
            self._names.clear()
            found = [choice for kind in KINDS for choice in view.index.choices(kind, Query())]
            self._everywhere = {choice.facet: choice.events for choice in found}
            self.count_width = max((len(number(choice.events, self.messages.lang)) for choice in found), default=1)
        return [item for kind in KINDS for item in self._section(view, kind, low)]

    def anew(self) -> None:
        """The reader comes back: what is chosen is to stand at the top of its kind, then what most events have."""
        self.steady = None
        self._orders.clear()

    def _section(self, view: View, kind: Kind, low: bool) -> list[Item]:
        """The lines of one kind."""
        query = view.query
        chosen = query.include | query.exclude
        choices = view.index.choices(kind, query)
        if kind == "language" and len(choices) < 2 and not any(choice.facet in chosen for choice in choices):
            return []
        if self.only is not None:
            choices = [choice for choice in choices if choice.facet in self.only]
        elif kind == "mark":
            choices = [c for c in choices if self._everywhere.get(c.facet) or c.facet in chosen]
        total = len(choices)
        if self.needle:
            choices = self._narrowed(view, kind, choices)
        if not choices:
            return []
        choices = self._ordered(kind, choices, chosen)
        several = sum(1 for facet in query.include if facet.kind == kind) > 1
        found = [Item(kind, total=total, matching=several or kind in query.any_of)]
        if kind in self.folded and not self.needle:
            return found + [Item(kind, choice) for choice in choices if choice.facet in chosen]
        few = _FOUND if self.needle else _FEWER if low else _FEW
        if self.only is not None or kind in self.opened or len(choices) <= few + 1:
            few = len(choices)
        listed = choices[:few] + [choice for choice in choices[few:] if choice.facet in chosen]
        found += [Item(kind, choice) for choice in listed]
        if len(listed) < len(choices):
            found.append(Item(kind, more=len(choices) - len(listed)))
        return found

    def _narrowed(self, view: View, kind: Kind, choices: list[Choice]) -> list[Choice]:
        wanted = fold(self.needle).split()
        title = fold(self.messages(f"kind.{kind}"))
        if len("".join(wanted)) >= _WORTH and title.startswith(" ".join(wanted)):
            return choices
        for choice in choices:
            if choice.facet not in self._names:
                name = facet_name(view, choice.facet, self.messages)
                more = self.messages(f"mark_words.{choice.facet.value}") if kind == "mark" else ""
                self._names[choice.facet] = fold(f"{name} {more}")
        return [choice for choice in choices if all(word in self._names[choice.facet] for word in wanted)]

    def _ordered(self, kind: Kind, choices: list[Choice], chosen: frozenset[Facet]) -> list[Choice]:
        known = self._orders.get(kind)
        if known is not None and kind == self.steady:
            return sorted(choices, key=lambda choice: known.get(choice.facet, len(known)))
        # The sort is stable: those alike stay in the order of how many events of the library have them.
        fixed = kind == "mark"
        ordered = sorted(choices, key=lambda c: (c.facet not in chosen, 0 if fixed else -c.events))
        self._orders[kind] = {choice.facet: rank for rank, choice in enumerate(ordered)}
        return ordered
