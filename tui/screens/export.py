"""The dialogue that writes events to a file: which ones, in which format, where; with a preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from store.text import fold
from tui.cells import line, passage, wrap
from tui.keys import EVERYWHERE, bindings, localize
from tui.messages import Messages
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.keybar import KeyBar
from tui.widgets.sheet import Line, Piece, Sheet

if TYPE_CHECKING:
    from store.model import Dataset, Event

Which = Literal["selected", "shown", "this"]
Format = Literal["markdown", "json"]
_ENDINGS: dict[Format, str] = {"markdown": ".md", "json": ".json"}
_PREVIEW = 400  # lines


class Writers(NamedTuple):
    """What turns events into text."""

    markdown: Callable[[Dataset, Sequence[Event]], str]
    json: Callable[[Dataset, Sequence[Event] | None], str]


class Choice(Bar, can_focus=True):
    """A label and some options in one line, one of them taken: arrows, space or a click take another."""

    BINDINGS: ClassVar[list[Binding]] = bindings("export.next_option", "export.previous_option")  # type: ignore[assignment]

    class Changed(Message):
        """Another option is taken."""

    def __init__(self, messages: Messages, label: str, options: Sequence[tuple[str, str]], taken: str, id: str) -> None:
        super().__init__(messages, id=id)
        self.label = label
        """What is asked."""
        self.options = options
        """Value and text of each option."""
        self.value = taken
        """The value of the option that is taken."""
        self._targets: list[tuple[int, int, str]] = []
        localize(self, messages)

    def pieces(self, width: int) -> list[Piece]:
        """Label and options, the taken one marked by a filled circle."""
        found = [Piece(f" {self.label:<11}", "dim")]
        used = 12
        self._targets = []
        for value, text in self.options:
            on = value == self.value
            shown = f"{'●' if on else '○'} {text}"
            role = ("key" if self.has_focus else "strong") if on else "text"
            found += [Piece(shown, role), Piece("   ")]
            self._targets.append((used, used + len(shown) + 3, value))
            used += len(shown) + 3
        return found

    def action_turn(self, by: int) -> None:
        """Takes the next or previous option."""
        values = [value for value, _ in self.options]
        self._take(values[(values.index(self.value) + by) % len(values)])

    def _take(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Takes the option that was clicked."""
        for start, end, value in self._targets:
            if start <= event.x < end:
                self._take(value)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The focus is seen."""
        super().watch_has_focus(_has_focus)
        self.refresh()


class _Preview(Sheet):
    """The beginning of what would be written."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(id="preview")
        self.messages = messages
        self.text = ""
        """What would be written."""
        localize(self, messages)

    def lay_out(self, width: int) -> Iterable[Line]:
        """Its lines, wrapped."""
        lines = passage(self.text).split("\n")
        for text in lines[:_PREVIEW]:
            for start, end in wrap(text, width - 2):
                yield [Piece(" "), Piece(text[start:end], "heading" if text.startswith("#") else "article")]
        if len(lines) > _PREVIEW:
            yield [Piece(" " + self.messages("export.more", n=len(lines) - _PREVIEW), "dim")]


class _Buttons(Bar):
    """Write and cancel."""

    class Write(Message):
        """Write was clicked."""

    class Cancel(Message):
        """Cancel was clicked."""

    def pieces(self, width: int) -> list[Piece]:
        """Two buttons."""
        say = self.messages
        return [
            Piece(" " * 12),
            Piece(f" {say('export.write')} ", "chip strong"),
            Piece("  "),
            Piece(f" {say('export.cancel')} ", "hover"),
        ]

    def on_click(self, event: events.Click) -> None:
        """One of the two."""
        first = 12 + len(self.messages("export.write")) + 2
        if 12 <= event.x < first:
            self.post_message(self.Write())
        elif first + 2 <= event.x < first + 4 + len(self.messages("export.cancel")):
            self.post_message(self.Cancel())


class _Told(Bar):
    """What went wrong, or what has to be confirmed."""

    text = ""
    role = "conflict"

    def tell(self, text: str, role: str = "conflict") -> None:
        """Says it."""
        self.text, self.role = text, role
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        """One line."""
        from tui.cells import fit

        return [Piece(" " + fit(line(self.text), width - 2), self.role)] if self.text else []


class ExportScreen(ModalScreen[Path | None]):
    """Dismissed with the path written, or None."""

    CSS_PATH = "export.tcss"
    BINDINGS: ClassVar[list[Binding]] = bindings("export.write", "export.back", *EVERYWHERE)  # type: ignore[assignment]

    def __init__(
        self,
        messages: Messages,
        view: View,
        position: int,
        name: str,
        folder: Path,
        writers: Writers,
        remembered: dict[str, str],
    ) -> None:
        super().__init__(id="export")
        self.messages = messages
        self.view = view
        """What is shown."""
        self.position = position
        """The position of the event under the cursor."""
        self._folder = folder
        self._stem = _file_stem(name)
        self._writers = writers
        self._remembered = remembered
        self._proposed = ""
        self._confirmed = ""
        localize(self, messages)

    def compose(self) -> ComposeResult:
        """The questions, the preview, the buttons."""
        say, view = self.messages, self.view
        which: list[tuple[str, str]] = []
        if view.selected:
            which.append(("selected", say("export.selected", n=len(view.selected))))
        which += [("shown", say("export.shown", n=len(view.shown))), ("this", say("export.this"))]
        formats = [("markdown", say("export.markdown")), ("json", say("export.json"))]
        with Vertical(id="box"):
            yield _Heading(say, id="heading")
            yield Choice(say, say("export.events"), which, which[0][0], "which")
            yield Choice(say, say("export.format"), formats, self._remembered.get("format", "markdown"), "format")
            with Horizontal(id="file"):
                yield _Label(say, id="label")
                yield Input(id="path", compact=True)
            yield _Preview(say)
            with Vertical(id="foot"):
                yield _Told(say, id="told")
                yield _Buttons(say, id="buttons")
                yield KeyBar(say, id="keys")

    def on_mount(self) -> None:
        """Proposes a path, shows the preview."""
        self._propose()
        self._preview()
        self.query_one("#which", Choice).focus()

    @property
    def path(self) -> Input:
        """Where to write to."""
        return self.query_one("#path", Input)

    @property
    def which(self) -> Which:
        """Which events are written."""
        return self.query_one("#which", Choice).value  # type: ignore[return-value]

    @property
    def format(self) -> Format:
        """In which format."""
        return self.query_one("#format", Choice).value  # type: ignore[return-value]

    def chosen(self) -> list[Event]:
        """The events that are written, in the order of the timeline."""
        view = self.view
        if self.which == "this":
            return [view.event(self.position)]
        return view.events_at(view.selected if self.which == "selected" else view.shown)

    def _text(self) -> str:
        chosen = self.chosen()
        if self.format == "markdown":
            return self._writers.markdown(self.view.dataset, chosen)
        return self._writers.json(self.view.dataset, None if len(chosen) == self.view.total else chosen)

    def _propose(self) -> None:
        # A path that the reader has written himself stays.
        if self.path.value in ("", self._proposed):
            self._proposed = str(self._folder / f"{self._stem}{_ENDINGS[self.format]}")
            self.path.value = self._proposed
        elif self.path.value.endswith(tuple(_ENDINGS.values())):
            self.path.value = str(Path(self.path.value).with_suffix(_ENDINGS[self.format]))

    def _preview(self) -> None:
        preview = self.query_one(_Preview)
        try:
            preview.text = self._text()
        except Exception as error:  # a writer's fault is told, the explorer goes on
            preview.text = ""
            self._fail(error)
        preview.scroll_to(y=0, animate=False)
        preview.update()

    def on_choice_changed(self) -> None:
        """Another path, another preview."""
        self._remembered["format"] = self.format
        self._confirmed = ""
        self.query_one(_Told).tell("")
        self._propose()
        self._preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another path has to be confirmed anew."""
        event.stop()
        if event.value == self._proposed:
            return
        self._confirmed = ""
        self.query_one(_Told).tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the path writes."""
        event.stop()
        self.action_write()

    def on__buttons_write(self) -> None:
        """Writes."""
        self.action_write()

    def on__buttons_cancel(self) -> None:
        """Does not."""
        self.action_back()

    def _fail(self, error: Exception) -> None:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        self.query_one(_Told).tell(self.messages("export.failed", reason=reason))

    def action_write(self) -> None:
        """Writes the file; asks once more where it would replace one or make a folder."""
        told = self.query_one(_Told)
        value = self.path.value.strip()
        if not value:
            told.tell(self.messages("export.no_path"))
            return
        try:
            path = Path(value).expanduser()
            if path.is_dir():
                told.tell(self.messages("export.folder", path=line(value)))
                return
            # A slip in the path should neither replace a file nor leave a new folder behind.
            if self._confirmed != value and (path.exists() or not path.parent.exists()):
                self._confirmed = value
                if path.exists():
                    told.tell(self.messages("export.overwrite", path=line(path.name)), "rounding")
                else:
                    told.tell(self.messages("export.new_folder", path=line(str(path.parent))), "rounding")
                return
            _write(path, self._text())
        except Exception as error:  # whatever it is, the reader's selection must not be lost over it
            self._fail(error)
            return
        self.app.notify(self.messages("export.done", path=line(str(path))), markup=False)
        self.dismiss(path)

    def action_back(self) -> None:
        """Nothing is written."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.action_back()


class _Heading(Bar):
    """What this is."""

    def pieces(self, width: int) -> list[Piece]:
        """One line."""
        return [Piece(f" {self.messages('export.title')}", "heading")]


class _Label(Bar):
    """What stands before the path."""

    def pieces(self, width: int) -> list[Piece]:
        """One line."""
        return [Piece(f" {self.messages('export.to')}", "dim")]


def _write(path: Path, text: str) -> None:
    """Writes the whole file or nothing: first beside it, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _file_stem(name: str) -> str:
    """A plain file name made from the library's name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name))[:40].strip("-") or "timeline"
