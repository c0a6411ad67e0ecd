"""The small dialogues of correcting: one of several things is picked, or a line is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tui.keys import EVERYWHERE, bindings, localize
from tui.messages import Messages
from tui.widgets.buttons import Button, Buttons, TextLine
from tui.widgets.keybar import KeyBar
from tui.widgets.picklist import Pick, PickList

Told = tuple[bool, str]
"""Whether what is typed can be used, and what is said of it."""
_FRAME = 6  # lines of the box that are not the list's


class PickScreen(ModalScreen[str | None]):
    """A question and its answers; dismissed with the value of the one that was picked, or None."""

    CSS_PATH = "correct.tcss"
    BINDINGS: ClassVar[list[Binding]] = bindings(*EVERYWHERE)  # type: ignore[assignment]

    def __init__(
        self, messages: Messages, question: str, picks: Sequence[Pick], *, hint: str = "", at: int = 0
    ) -> None:
        super().__init__()
        self.messages = messages
        self._question, self._hint = question, hint
        self.list = PickList(messages, picks, at=at, id="pick-list")
        """The answers."""
        localize(self, messages)

    def compose(self) -> ComposeResult:
        """Question, answers, keys."""
        with Vertical(id="pick"):
            yield TextLine(self.messages, self._question, "heading", id="pick-title")
            if self._hint:
                yield TextLine(self.messages, self._hint)
            yield self.list
            yield KeyBar(self.messages, id="pick-keys")

    def on_mount(self) -> None:
        """As high as the list is long."""
        self.query_one("#pick").styles.height = len(self.list.picks) + _FRAME + bool(self._hint)
        self.list.focus()
        self.call_after_refresh(self.list.go_to, self.list.at)

    def on_pick_list_picked(self, event: PickList.Picked) -> None:
        """One answer is enough."""
        if self.is_current:
            self.dismiss(event.value)

    def action_back(self) -> None:
        """Nothing is picked."""
        if self.is_current:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.action_back()


class AskBox(Input):
    """Takes a line of text."""

    BINDINGS: ClassVar[list[Binding]] = bindings("ask.apply", "ask.back")  # type: ignore[assignment]

    def __init__(self, messages: Messages, text: str) -> None:
        super().__init__(text, id="ask-box", compact=True)
        localize(self, messages)

    async def action_back(self) -> None:
        """Everything stays as it is."""
        await self.screen.run_action("back")


class AskScreen(ModalScreen[str | None]):
    """A question that is answered by a line of text; dismissed with it, or with None where nothing is to change.

    `check` says of what is typed whether it can be used, and something about it.
    """

    CSS_PATH = "correct.tcss"
    BINDINGS: ClassVar[list[Binding]] = bindings(*EVERYWHERE)  # type: ignore[assignment]

    def __init__(
        self, messages: Messages, question: str, text: str, buttons: Sequence[str], check: Callable[[str], Told]
    ) -> None:
        super().__init__()
        self.messages = messages
        self._question, self._text, self._words, self._check = question, text, buttons, check
        localize(self, messages)

    def compose(self) -> ComposeResult:
        """The question, the box, what it means, buttons, keys."""
        say, (apply, cancel) = self.messages, self._words
        with Vertical(id="ask"):
            yield TextLine(say, self._question, "heading", id="ask-title")
            yield AskBox(say, self._text)
            yield TextLine(say, id="ask-told")
            yield Buttons(say, [Button(apply, "apply", first=True), Button(cancel, "back")], id="ask-buttons")
            yield KeyBar(say, id="ask-keys")

    def on_mount(self) -> None:
        """The box takes the keys."""
        self.box.focus()
        self._tell()

    @property
    def box(self) -> AskBox:
        """The box."""
        return self.query_one(AskBox)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Says what it means."""
        self._tell()

    def _tell(self) -> None:
        good, told = self._check(self.box.value.strip())
        self.box.set_class(not good, "bad")
        self.query_one("#ask-told", TextLine).tell(told, "dim" if good else "conflict")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """It is done."""
        self.action_apply()

    def action_apply(self) -> None:
        """It is done, where it can be."""
        value = self.box.value.strip()
        if not self.is_current:
            return
        if self._check(value)[0]:
            self.dismiss(value)
        else:
            self.app.bell()

    def action_back(self) -> None:
        """Everything stays as it is."""
        if self.is_current:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.action_back()
