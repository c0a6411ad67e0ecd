"""The active filters, each in a chip that a click or a key removes."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from textual import events
from textual.binding import Binding
from textual.message import Message

from store.filters import Facet
from tui.cells import cell_len, fit, line
from tui.dates import words
from tui.keys import bindings, localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.sheet import Piece

What = Facet | Literal["text", "dates", "known"]
"""What a chip stands for."""
_Add = Callable[..., None]
_NAME = 28  # the cells of a long name
_SEVERAL = 76  # from so many columns on there is room for more than one key


class Chips(Bar, can_focus=True, inherit_bindings=False):
    """The filters in force, in the order in which they were added; what searches tells its hits."""

    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        "chips.left", "chips.right", "chips.remove", "chips.change", "chips.return"
    )

    FOCUS_ON_CLICK = False
    """A click leaves the keys where they are."""

    class Removed(Message):
        """A filter is to go."""

        def __init__(self, what: What) -> None:
            super().__init__()
            self.what = what

    class Changed(Message):
        """A filter is to be changed: included instead of excluded or the other way round, or written anew."""

        def __init__(self, what: What) -> None:
            super().__init__()
            self.what = what

    class Left(Message):
        """The reader goes back to the timeline."""

    def __init__(self, messages: Messages, *, id: str | None = None) -> None:
        super().__init__(messages, id=id)
        self.view: View | None = None
        """What is shown."""
        self.place: tuple[int | None, int] | None = None
        """The number of the hit under the cursor (from 1; None: it is none) and of all hits shown."""
        self.cursor = 0
        """The chip the keys are on."""
        self._order: list[What] = []
        self._first = 0
        self._targets: list[tuple[int, int, What | str]] = []
        localize(self, messages)

    def allow_focus(self) -> bool:
        """The keys have nothing to do here while nothing is in force."""
        return super().allow_focus() and self.view is not None and bool(self.view.query)

    # -- what there is -----------------------------------------------------------------------------------------------

    def chips(self) -> list[What]:
        """What is in force, in the order in which it was added; those of which any is enough stand together."""
        view = self.view
        if view is None:
            return []
        query = view.query
        wanted: list[What] = ["text"] if query.text.strip() else []
        wanted += [*sorted(query.include), *sorted(query.exclude)]
        if query.first or query.last:
            wanted.append("dates")
        if query.known:
            wanted.append("known")
        kept = [what for what in self._order if what in wanted]
        self._order = kept + [what for what in wanted if what not in kept]
        places: dict[object, int] = {}
        for place, what in enumerate(self._order):
            places.setdefault(self._group(what), place)
        return sorted(self._order, key=lambda what: places[self._group(what)])

    def _group(self, what: What) -> object:
        """The kind of what is included where any of its kind is enough, else the thing itself."""
        if self.view is None or not isinstance(what, Facet):
            return what
        query = self.view.query
        return what.kind if what in query.include and what.kind in query.any_of else what

    def text_of(self, what: What) -> str:
        """What a chip says, without its cross."""
        view, say = self.view, self.messages
        assert view is not None
        if what == "text":
            text = f"⌕ {fit(line(view.query.text), _NAME)}"
            return text if self.place is None else f"{text} ‹ {hits(self.place, say)} ›"
        if what == "dates":
            ends = (view.query.first, view.query.last)
            told = [fit(line(words(end, say.lang, "short")), _NAME) if end else "…" for end in ends]
            return told[0] if told[0] == told[1] else " – ".join(told)
        if what == "known":
            return say("known_on", date=fit(line(words(view.query.known, say.lang, "short")), _NAME))
        name = fit(facet_name(view, what, say), _NAME)
        return f"{say('not')} {name}" if what in view.query.exclude else name

    # -- drawing -----------------------------------------------------------------------------------------------------

    def pieces(self, width: int) -> list[Piece]:
        """As many chips as fit, the number of the others, and the keys that take back and clear."""
        chips = self.chips()
        self._targets = []
        if not chips or self.view is None:
            return []
        self.cursor = max(0, min(self.cursor, len(chips) - 1))
        ends = [("all", self._key("main.clear"), self.messages("clear"))]
        if width >= _SEVERAL:
            ends.insert(0, ("undo", self._key("main.undo"), self.messages("undo")))
        taken = sum(cell_len(key) + cell_len(label) + 3 for _, key, label in ends)
        room = width - taken - 5
        sizes = [cell_len(self.text_of(what)) + 5 + len(self._joint(chips, n)) for n, what in enumerate(chips)]
        self._first = min(self._first, self.cursor, len(chips) - 1) if self.has_focus else 0
        while self._first < self.cursor and self.has_focus and sum(sizes[self._first : self.cursor + 1]) > room:
            self._first += 1
        found: list[Piece] = [Piece(" ")]
        used = 1

        def add(text: str, role: str, target: What | str | None = None) -> None:
            nonlocal used
            size = cell_len(text)
            if target is not None:
                self._targets.append((used, used + size, target))
            found.append(Piece(text, role))
            used += size

        if self._first:
            add(f"‹{self._first} ", "dim", "earlier")
        for number in range(self._first, len(chips)):
            if used + sizes[number] > room + 4 and number > self._first:
                add(f"+{len(chips) - number}", "dim", "later")
                break
            self._chip(chips, number, room, add)
        gap = max(1, width - used - taken)
        add(" " * gap, "text")
        for target, key, label in ends:
            add(key, "key", target)
            add(f" {label}  ", "dim", target)
        return found

    def _chip(self, chips: list[What], number: int, room: int, add: _Add) -> None:
        """Adds one chip; the one the keys are on stands in brackets."""
        view, what = self.view, chips[number]
        assert view is not None
        if joint := self._joint(chips, number):
            add(joint, "dim")
        on = self.has_focus and number == self.cursor
        role = "chip-off" if isinstance(what, Facet) and what in view.query.exclude else "chip"
        if on:
            role += " strong"
        left, right = ("[", "]") if on else (" ", " ")
        text = self.text_of(what)
        if what == "text" and self.place is not None and cell_len(text) + 5 <= room:
            before, _, rest = text.partition(" ‹ ")
            middle = rest.rpartition(" ›")[0]
            add(f"{left}{before} ", role, "search")
            add("‹ ", role, "previous")
            add(middle, role, "search")
            add(" › ", role, "next")
            add(f"✕{right}", role, what)
        else:
            add(f"{left}{fit(text, max(1, room - 5))} ✕{right}", role, what)
        add(" ", "text")

    def _joint(self, chips: list[What], number: int) -> str:
        """The word between two chips of which one is enough."""
        joined = number > self._first and self._group(chips[number]) == self._group(chips[number - 1])
        return f"{self.messages('or')} " if joined else ""

    def _key(self, id: str) -> str:
        """How the key of a command of the screen is called."""
        for active in self.screen.active_bindings.values():
            if active.binding.id == id:
                return self.app.get_key_display(active.binding)
        return ""

    # -- keys --------------------------------------------------------------------------------------------------------

    @property
    def what(self) -> What | None:
        """What the chip stands for that the keys are on."""
        chips = self.chips()
        return chips[min(self.cursor, len(chips) - 1)] if chips else None

    def action_move(self, by: int) -> None:
        """To the chip to the left (-1) or right (1)."""
        self.cursor = max(0, min(self.cursor + by, len(self.chips()) - 1))
        self.refresh()

    def action_remove(self) -> None:
        """Removes the filter."""
        if self.what is not None:
            self.post_message(self.Removed(self.what))

    def action_change(self) -> None:
        """Excludes what is included, includes what is excluded; words and dates are written anew."""
        if self.what is not None:
            self.post_message(self.Changed(self.what))

    def action_return(self) -> None:
        """Back to the timeline."""
        self.post_message(self.Left())

    def on_focus(self) -> None:
        """The keys come to the filter that was added last."""
        chips = self.chips()
        if self._order:
            self.cursor = chips.index(self._order[-1])
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The brackets are seen with the focus only."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Removes the chip that was clicked, steps through the hits, takes back, or clears."""
        target = next((what for start, end, what in self._targets if start <= event.x < end), None)
        if target in ("earlier", "later"):
            self.focus()
            self.cursor = 0 if target == "earlier" else len(self.chips()) - 1
            self.refresh()
        elif target == "search":
            self.post_message(self.Changed("text"))
        elif target is not None and not isinstance(target, Facet) and target not in ("text", "dates", "known"):
            actions = {"all": "clear", "undo": "undo", "previous": "hit(-1)", "next": "hit(1)"}
            await self.screen.run_action(actions[target])
        elif target is not None:
            self.post_message(self.Removed(target))  # type: ignore[arg-type]


def hits(place: tuple[int | None, int], messages: Messages) -> str:
    """The place among the hits: "3/12", "12 hits" where the cursor is on none, or that there is none."""
    at, count = place
    if not count:
        return messages("no_hits")
    return messages.count("n.hits", count) if at is None else f"{at}/{count}"


def facet_name(view: View, facet: Facet, messages: Messages) -> str:
    """The name of a facet in the user's language."""
    if facet.kind == "mark":
        return messages(f"mark.{facet.value}")
    if facet.kind == "language":
        return messages(f"language.{facet.value}")
    return line(view.index.name(facet)) or "—"
