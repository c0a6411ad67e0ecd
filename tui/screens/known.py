"""As known on a day: a small dialogue for the date; what no article had told by then disappears."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from store import edtf
from store.clock import out_by
from tui.cells import line
from tui.dates import read, words
from tui.keys import EVERYWHERE, bindings, localize
from tui.messages import Messages
from tui.plain import SIGNS
from tui.view import View
from tui.widgets.buttons import Button, Buttons, TextLine
from tui.widgets.keybar import KeyBar


class KnownBox(Input):
    """Takes an EDTF date; up and down go through the days on which articles came out."""

    BINDINGS: ClassVar[list[Binding]] = bindings("known.apply", "known.earlier", "known.later", "known.back")  # type: ignore[assignment]

    def __init__(self, messages: Messages, text: str) -> None:
        super().__init__(text, placeholder=messages("known.placeholder"), id="known-date", compact=True)
        localize(self, messages)

    async def action_day(self, by: int) -> None:
        """Another day of publication."""
        await self.screen.run_action(f"day({by})")

    async def action_back(self) -> None:
        """Everything stays as it is."""
        await self.screen.run_action("back")


class KnownScreen(ModalScreen[str | None]):
    """Dismissed with an EDTF date, "" for everything, or None where nothing is to change."""

    BINDINGS: ClassVar[list[Binding]] = bindings(*EVERYWHERE)  # type: ignore[assignment]

    def __init__(self, messages: Messages, view: View) -> None:
        super().__init__()
        self.messages = messages
        self._view = view
        published = {article.published for article in view.lookup.bylines if article.published}
        self.days = sorted((date for date in published if edtf.bounds(date) is not None), key=edtf.sort_key)
        """The dates (EDTF) on which articles came out, ascending."""
        localize(self, messages)

    def compose(self) -> ComposeResult:
        """The question, the box, what it means, buttons, keys."""
        say = self.messages
        with Vertical(id="known"):
            yield TextLine(say, say("known.title"), "heading", id="known-title")
            yield KnownBox(say, self._view.query.known or (self._bare(self.days[-1]) if self.days else ""))
            yield TextLine(say, id="known-told")
            yield Buttons(say, self._buttons(), id="known-buttons")
            yield KeyBar(say, id="known-keys")

    def _buttons(self) -> list[Button]:
        """Days before and after, apply, show everything again."""
        say = self.messages
        return [
            Button(SIGNS["left"], "day(-1)"),
            Button(SIGNS["right"], "day(1)"),
            Button(say("known.apply"), "apply", first=True),
            Button(say("known.everything"), "everything"),
        ]

    def on_mount(self) -> None:
        """The box takes the keys."""
        self.box.focus()
        self._tell()

    @property
    def box(self) -> KnownBox:
        """The box with the date."""
        return self.query_one(KnownBox)

    @staticmethod
    def _bare(date: str) -> str:
        return date.rstrip("~?%")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what the date means."""
        self._tell()

    def _tell(self) -> None:
        told, say = self.query_one("#known-told", TextLine), self.messages
        date = read(self.box.value, self.messages.lang) or self.box.value.strip()
        self.box.remove_class("bad")
        if not date:
            told.tell(say("known.empty"), "dim")
        elif not edtf.is_valid(date):
            self.box.add_class("bad")
            told.tell(say("bad_date"), "conflict")
        else:
            articles = self._view.lookup.bylines
            out = say("shown", shown=len(out_by(articles, date)), all=say.count("n.sources", len(articles)))
            left = say.count("n.events", self._view.index.known(date).bit_count())
            unknown = sum(1 for article in articles if edtf.bounds(article.published) is None)
            more = f" · {say.count('known.undated', unknown)}" if unknown else ""
            day = line(words(date, say.lang, "short"))
            told.tell(say("known.told", date=day, what=f"{out}, {left}{more}"), "text")

    def action_day(self, by: int) -> None:
        """The next (1) or previous (-1) day on which an article came out."""
        now = edtf.sort_key(read(self.box.value, self.messages.lang))
        days = [self._bare(date) for date in self.days]
        if by > 0:
            later = [date for date in days if edtf.sort_key(date) > now]
            goal = later[0] if later else None
        else:
            earlier = [date for date in days if edtf.sort_key(date) < now]
            goal = earlier[-1] if earlier else None
        if goal is not None:
            self.box.value = goal
            self.box.cursor_position = len(goal)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The date is put in force."""
        self.action_apply()

    def action_apply(self) -> None:
        """The date is put in force, where it is one."""
        date = read(self.box.value, self.messages.lang) or self.box.value.strip()
        if not self.is_current:
            return
        if not date or edtf.is_valid(date):
            self.dismiss(date)
        else:
            self.app.bell()

    def action_everything(self) -> None:
        """Everything is shown again."""
        if self.is_current:
            self.dismiss("")

    def action_back(self) -> None:
        """Everything stays as it is."""
        # The second click of two comes when it is gone.
        if self.is_current:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.action_back()
