"""The dialogue that writes events to a file: which ones, in which format, where; with a preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from store.export.formats import FORMATS, SUFFIXES
from store.library.disk import absolute, write_atomic
from store.model import Dataset
from store.text import fold
from tui.cells import fit, line, passage, wrap
from tui.faults import reason
from tui.keys import EVERYWHERE, bindings, localize
from tui.messages import Messages, number
from tui.view import View
from tui.widgets.bar import Bar
from tui.widgets.buttons import Button, Buttons, TextLine
from tui.widgets.choice import Choice
from tui.widgets.keybar import KeyBar
from tui.widgets.pathinput import PathInput, can_be_typed
from tui.widgets.sheet import Line, Piece, Sheet

if TYPE_CHECKING:
    from store.export.formats import Format
    from store.lookup import Lookup
    from store.model import Event

Which = Literal["selected", "shown", "this"]


class Writer(Protocol):
    """Writes events of a dataset in a format.

    `whole`: these are all there are; `picked`: they were chosen one by one, not by filters.
    """

    def __call__(
        self, form: Format, dataset: Dataset, chosen: Sequence[Event], whole: bool, *, picked: bool = False
    ) -> str:
        """The text."""


_PREVIEW = 400
"""Lines of the preview at most."""
_EVENTS = 200
"""Events of the preview at most: it is made anew at every choice."""
_MANY = 300
"""So many events are written beside the screen, which goes on."""


class _Preview(Sheet):
    """The beginning of what would be written."""

    def __init__(self, messages: Messages) -> None:
        super().__init__(id="preview")
        self.messages = messages
        self.text = ""
        """What would be written."""
        self.rest = 0
        """How many events are written that are not in it."""
        localize(self, messages)

    def lay_out(self, width: int) -> Iterable[Line]:
        """Its lines, wrapped."""
        lines = passage(self.text.lstrip("\ufeff")).split("\n")
        if lines[0] == "---" and "---" in lines[1:]:
            # What a Markdown file says of itself is for programs; what it tells is to be seen at once.
            ahead = lines.index("---", 1) + 1
            yield [Piece(" " + fit(self.messages.count("export.front_matter", ahead), width - 2), "dim")]
            lines = lines[ahead:]
        for text in lines[:_PREVIEW]:
            # What is indented stays so: in lists and front matter it says what belongs together.
            indent = min(len(text) - len(text.lstrip(" ")), width // 3)
            for start, end in wrap(text, width - 2 - indent):
                yield [
                    Piece(" " * (indent + 1)),
                    Piece(text[start:end], "heading" if text.startswith("#") else "article"),
                ]
        if self.rest:
            yield [Piece(" " + self.messages.count("export.more_events", self.rest), "dim")]
        elif len(lines) > _PREVIEW:
            yield [Piece(" " + self.messages("export.more", n=len(lines) - _PREVIEW), "dim")]


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
        write: Writer,
        remembered: dict[str, str],
        remember: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(id="export")
        self.messages = messages
        self.view = view
        """What is shown."""
        self.position = position
        """The position of the event under the cursor."""
        self._folder = folder if can_be_typed(str(folder)) else Path.home()
        self._stem = _file_stem(name)
        self._write = write
        self._remembered = remembered
        self._remember = remember
        self._writing = False
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
        formats = [(form, say(f"export.{form}")) for form in FORMATS]
        taken = self._remembered.get("format", "markdown")
        asked = which[0][0] if view.selected else self._remembered.get("which", "shown")
        with Vertical(id="box"):
            yield _Heading(say, id="heading")
            yield Choice(say, say("export.events"), which, asked, "which")
            yield Choice(say, say("export.format"), formats, taken, "format")
            with Horizontal(id="file"):
                yield _Label(say, id="label")
                yield PathInput(say, id="path")
            yield _Preview(say)
            with Vertical(id="foot"):
                yield TextLine(say, id="told")
                words = [Button(say("export.write"), "write", first=True), Button(say("export.cancel"), "back")]
                yield Buttons(say, words, indent=12, id="buttons")
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

    def _text(self, form: Format, chosen: Sequence[Event]) -> str:
        whole = len(chosen) == self.view.total
        return self._write(form, self.view.dataset, chosen, whole, picked=self.which != "shown")

    def _propose(self) -> None:
        value, ending = self.path.value, SUFFIXES[self.format]
        # A path that the reader has written himself stays, with the ending of the format.
        if value in ("", self._proposed):
            self._proposed = self.path.value = str(self._folder / f"{self._stem}{ending}")
        else:
            known = sorted(SUFFIXES.values(), key=len, reverse=True)
            worn = next((end for end in known if value.endswith(end)), None)
            if worn is not None:
                self.path.value = value.removesuffix(worn) + ending
        self.path.cursor_position = len(self.path.value)

    def _preview(self) -> None:
        preview = self.query_one(_Preview)
        try:
            chosen = self.chosen()
            some, preview.rest = chosen[:_EVENTS], max(0, len(chosen) - _EVENTS)
            dataset, whole = part(self.view.lookup, some), len(some) == self.view.total
            preview.text = self._write(self.format, dataset, some, whole, picked=self.which != "shown")
        except Exception as error:  # a writer's fault is told, the explorer goes on
            preview.text, preview.rest = "", 0
            self._fail(error)
        preview.scroll_to(y=0, animate=False)
        preview.update()

    def on_choice_changed(self) -> None:
        """Another path, another preview."""
        self._remembered["format"] = self.format
        if self.which != "selected":
            self._remembered["which"] = self.which
        self._confirmed = ""
        self.query_one("#told", TextLine).tell("")
        self._propose()
        self._preview()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another path has to be confirmed anew."""
        event.stop()
        if event.value == self._proposed:
            return
        self._confirmed = ""
        self.query_one("#told", TextLine).tell("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the path writes."""
        event.stop()
        self.action_write()

    def _fail(self, error: Exception) -> None:
        said = reason(error, self.messages.lang)
        self.query_one("#told", TextLine).tell(self.messages("export.failed", reason=said), "conflict")

    def action_write(self) -> None:
        """Writes the file; asks once more where it would replace one or make a folder."""
        if self._writing:
            return
        told = self.query_one("#told", TextLine)
        value = self.path.value.strip()
        if not value:
            told.tell(self.messages("export.no_path"), "conflict")
            return
        try:
            path = Path(value).expanduser()
            if path.is_dir():
                told.tell(self.messages("export.folder", path=line(value)), "conflict")
                return
            # A slip in the path should neither replace a file nor leave a new folder behind.
            if self._confirmed != value and (path.exists() or not path.parent.exists()):
                self._confirmed = value
                if path.exists():
                    told.tell(self.messages("export.overwrite", path=line(path.name)), "rounding")
                else:
                    told.tell(self.messages("export.new_folder", path=line(str(path.parent))), "rounding")
                return
            chosen, form = self.chosen(), self.format
            if len(chosen) > _MANY:
                self._writing = True
                told.tell(self.messages("export.writing", n=number(len(chosen), self.messages.lang)), "dim")
                self.run_worker(lambda: self._put_beside(path, form, chosen), thread=True)
                return
            put(path, self._text(form, chosen))
        except Exception as error:  # whatever it is, the reader's selection must not be lost over it
            self._fail(error)
            return
        self._done(path)

    def _put_beside(self, path: Path, form: Format, chosen: Sequence[Event]) -> None:
        """Writes from a thread; what comes of it is told on the screen, where that is still there."""
        try:
            put(path, self._text(form, chosen))
        except Exception as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._done, path)

    def _failed(self, error: Exception) -> None:
        self._writing = False
        if self.is_current:
            self._fail(error)

    def _done(self, path: Path) -> None:
        self._writing = False
        self._remembered["folder"] = str(absolute(path).parent)
        self._remember()
        self.app.notify(self.messages("export.done", path=line(str(path))), markup=False)
        if self.is_current:
            self.dismiss(path)

    def on_path_input_ways(self, event: PathInput.Ways) -> None:
        """How the path can go on."""
        self.query_one("#told", TextLine).tell("  ".join(line(name) for name in event.names), "dim")

    def action_back(self) -> None:
        """Nothing is written."""
        # The second click of two comes when it is gone.
        if self.is_current:
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


def put(path: Path, text: str) -> None:
    """Writes the whole file or nothing; a device or a pipe is written to, never replaced.

    Raises:
        OSError: it cannot be written; what was there is as it was.
    """
    data = text.encode("utf-8", "replace")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        write_atomic(path, data)


def part(lookup: Lookup, chosen: Sequence[Event]) -> Dataset:
    """What some events rest on, found by id: a big library is not read from end to end for a preview."""
    quotes = [lookup.quotes[i] for event in chosen for i in event.quotes if i in lookup.quotes]
    used = dict.fromkeys([*(a for event in chosen for a in event.articles), *(quote.article for quote in quotes)])
    groups = {group.id: group for quote in quotes if (group := lookup.groups.get(quote.id)) is not None}
    named = dict.fromkeys(i for event in chosen for i in event.entities)
    return Dataset(
        articles=tuple(lookup.articles[i] for i in used if i in lookup.articles),
        time_expressions=tuple(found for article in used for found in lookup.time_expressions(article)),
        entities=tuple(lookup.entities[i] for i in named if i in lookup.entities),
        quotes=tuple(quotes),
        quote_groups=tuple(groups.values()),
        events=tuple(chosen),
    )


def _file_stem(name: str) -> str:
    """A plain file name made from the library's name."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name))[:40].strip("-") or "timeline"
