"""The explorer: an app that shows a dataset.  It reads nothing itself; what it shows is given to it, or by a loader."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.geometry import Offset
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import get_current_worker

from tui.cells import line
from tui.keys import bindings, keys_of, localize, shown_key
from tui.messages import Messages, default_language, number
from tui.screens.main import MainScreen
from tui.theme import THEMES
from tui.view import Missed, View
from tui.widgets.sheet import Drawn
from tui.widgets.title import missed_words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider

    from store.export.formats import Format
    from store.index.columns import Columns
    from store.library.news import News
    from store.model import Article, Dataset, Event
    from tui.citation import Form
    from tui.config import Config
    from tui.state import Place
    from tui.watching import Watch

MarkdownWriter = Callable[["Dataset", "Sequence[Event]"], str]
JsonWriter = Callable[["Dataset", "Sequence[Event] | None"], str]


_OPENING = 2.0  # seconds that a box to type in takes to open at the most


class ExplorerApp(App[None]):
    """Shows a dataset: the timeline first, everything else from there.

    `dataset` is what to show, or `loader` gives it from a thread after the first paint.  `name` is what the library is
    called, `place` where it lies, `sources_folder` where its articles lie (told in hints).  `lang` is "en" or
    "fr", by default that of the environment.  `to_markdown` and `to_json` write exports.  `news` is what articles
    that were read just now brought.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (76, "-narrow"), (100, "-normal"), (156, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012
    CSS_PATH = "explorer.tcss"
    TITLE = "timeline"
    NOTIFICATION_TIMEOUT = 3
    _plain_cursor = False
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Callable[[], type[Provider]]]] = {lambda: _commands()}  # type: ignore[assignment]
    BINDINGS: ClassVar[list[Binding]] = bindings(  # type: ignore[assignment]
        "app.quit", "app.theme", "app.palette", "app.help", "app.reload", "app.suspend", "app.interrupt"
    )

    def __init__(
        self,
        dataset: Dataset | Columns | None = None,
        *,
        name: str = "",
        place: Path | None = None,
        sources_folder: Path | None = None,
        loader: Callable[[], Dataset | Columns] | None = None,
        lang: str | None = None,
        to_markdown: MarkdownWriter | None = None,
        to_json: JsonWriter | None = None,
        start_folder: Path | None = None,
        config: Config | None = None,
        plain: bool = False,
        remembered: Place | None = None,
        theme: str | None = None,
        welcome: bool = False,
        news: News | None = None,
    ) -> None:
        super().__init__(css_path=["explorer.tcss", "plain.tcss"] if plain else None)
        self._early: list[events.Key] | None = None  # letters for a box that is opening
        self.messages = Messages(lang or (config and config.language) or default_language())
        self.messages.plain = plain
        self.set_class(plain, "-plain")
        self._plain_cursor = plain
        self.place = place
        """Where the library lies."""
        self.library_name = self._called(name)
        """How the library is called."""
        self.sources_folder = sources_folder
        """Where its articles lie."""
        self.start_folder = start_folder
        """Where exports are proposed to be written: the current folder by default."""
        self.view: View | None = None
        """What is shown."""
        self.correcting = Lock()
        """Held while a correction is carried out and shown."""
        self.watch_on: Watch | None = None
        """Notices that another program changes the library that is shown, once that is painted."""
        self.left: Place | None = None
        """Where the reader was when leaving."""
        self._remembered = remembered
        self._welcome = welcome
        self._news = news
        self._filtered = False  # by what is remembered
        self._greeted = False
        self.choices_file: Path | None = None
        """Where the choices of the export dialogue are remembered."""
        self._export_choices: dict[str, str] = {}
        self._dataset = dataset
        self._loader = loader
        self._to_markdown = to_markdown
        self._to_json = to_json
        for own in THEMES:
            self.register_theme(own)
        wanted = (config and config.theme) or theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name
        if self.no_color:
            from tui.colourless import Colourless

            # The theme of the terminal's own colours tells by weight and reverse what others tell by colour.
            self.theme = "ansi-dark"
            self._filters[:] = [Colourless()]
        self._config = config
        if config is not None and config.keys:
            self.set_keymap(dict(config.keys))
        localize(self, self.messages)

    def _called(self, name: str) -> str:
        """The built-in example is called so in the user's language; every other library as it is."""
        return self.messages("example") if name == "example" and self.is_example else name

    @property
    def is_example(self) -> bool:
        """Whether it is the built-in example, in whose folder a reader has nothing to change."""
        from store.library.places import example_library

        return self.place is not None and self.place == example_library()

    def announce(self, missed: Missed) -> bool:
        """Says what the library lacks; not of the example, nor of what is no library.  Returns whether it was said."""
        if self.is_example or (self.place is None and not missed.left_out):
            return False
        told = missed_words(self.messages, missed)
        key = self.key_of("main.missed")
        severity: SeverityLevel = "warning" if missed.left_out else "information"
        # What was said at the opening would be covered by this message: it is told in it.
        self._greet([*self._at_opening(), self.messages("missed.told", what=told, by=key)], severity)
        return True

    def greet(self) -> None:
        """Says once what new articles brought, and that filters of the last time are on, where that is so."""
        if not self._greeted and (told := self._at_opening()):
            self._greet(told)

    def _greet(self, told: Sequence[str], severity: SeverityLevel = "information") -> None:
        self._greeted = True
        # In plain mode there is one line for messages.
        self.notify(("; " if self.messages.plain else "\n").join(told), timeout=10, severity=severity, markup=False)

    def _at_opening(self) -> list[str]:
        """What is worth a word when the explorer opens, a line each."""
        view = self.view
        query = view.query if self._filtered and view is not None else None
        unseen = 0
        if view is not None and view.new:
            from tui.state import new_articles

            before = self._remembered.new if self._remembered is not None else ""
            unseen = len(view.new) if new_articles(view) != before else 0
        if self._news is None and not query and not unseen:
            return []
        from tui.greeting import greeting

        return greeting(self.messages, self._news, query, self.key_of("main.clear"), self.key_of("main.new"), unseen)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands: in plain mode at what has the keys, since screen readers follow it."""
        focused = self.screen.focused if self._plain_cursor and self.screen_stack else None
        if isinstance(focused, Drawn):
            return focused.content_region.offset + Offset(0, max(0, focused.cursor_line))
        return self._cursor_position

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        self._cursor_position = place

    def _load_screen_css(self, screen: Screen[object]) -> None:
        """Reads the style sheets of a screen, which are about that screen alone: what is parsed stays as it is."""
        if screen.CSS or self.css_monitor is not None:
            super()._load_screen_css(screen)
            return
        unread = [path for path in screen.css_path if not self.stylesheet.has_source(str(path))]
        if unread:
            self.stylesheet.read_all(unread)
            self.stylesheet.parse()

    def get_default_screen(self) -> Screen[None]:
        """The main screen is there from the first paint."""
        return MainScreen(self.messages, self.library_name)

    @property
    def main(self) -> MainScreen:
        """The main screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def begin(self) -> None:
        """Shows what there is, or begins to load it; the main screen calls this when it stands."""
        # The terminal has forgotten the screen when a suspended program comes back.
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True), immediate=True)
        if self._plain_cursor and self._driver is not None:
            self._driver.write("\x1b[?25h")  # which Textual has hidden
        if self._config is not None and self._config.problems:
            self.call_after_refresh(self._say_problems, self._config)
        if self._dataset is not None:
            self.show(self._dataset)
        elif self._loader is not None:
            self.main.timeline.waiting = self.messages("loading", name=line(self.library_name))
            self._load(self._loader)

    def _say_problems(self, config: Config) -> None:
        """What of the user's settings cannot be used."""
        say = Messages(self.messages.lang, ("config",))
        told = config.problems[0].told(config.path, say)
        if len(config.problems) > 1:
            told = say("config.several", told=told, n=len(config.problems) - 1)
        self.notify(told, severity="warning", timeout=12, markup=False)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, loader: Callable[[], Dataset | Columns]) -> None:
        worker = get_current_worker()
        try:
            view = View(loader())
        except Exception as error:  # whatever is wrong with a library, the reader must be told and not thrown out
            if not worker.is_cancelled:
                self.call_from_thread(self.load_failed, error)
            return
        if not worker.is_cancelled:
            self.call_from_thread(self._show_view, view)

    def show(self, dataset: Dataset | Columns) -> None:
        """Shows a dataset."""
        self._show_view(View(dataset))

    def _show_view(self, view: View) -> None:
        self.view = view
        view.index.columns.on_fault = self.library_fault
        self._leave_empty()
        if view.total:
            if self._remembered is not None:
                from tui.state import restore

                restore(self._remembered, view, self.main)
                self._filtered = bool(view.query)
            else:
                self.main.show(view)
            if self._welcome:
                self._welcome = False
                from tui.screens.empty import WelcomeScreen

                self.push_screen(WelcomeScreen(self.messages))
        else:
            from tui.screens.empty import EmptyScreen

            self.push_screen(EmptyScreen(self.messages, view.source_count, left_out=view.index.columns.left_out))
            self.watch_library()

    def _leave_empty(self) -> None:
        """What said that there was nothing to show, and what is over it, goes away."""
        if any(type(screen).__name__ == "EmptyScreen" for screen in self.screen_stack):
            while len(self.screen_stack) > 1:
                self.pop_screen()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leaves; where the reader was can be remembered."""
        view = self.view
        if view is not None and view.total:
            from tui.state import place_of

            self.left = place_of(view, self.main.timeline.position, self.main.timeline.zoom)
        super().exit(result, return_code, message)

    def load_failed(self, error: Exception) -> None:
        """Says why the library cannot be shown."""
        from tui.screens.empty import EmptyScreen

        if isinstance(self.screen, EmptyScreen):
            self.screen.still(error)
        elif not any(isinstance(screen, EmptyScreen) for screen in self.screen_stack):
            self.push_screen(EmptyScreen(self.messages, 0, error))

    def library_fault(self, error: Exception) -> None:
        """What is shown can no longer be read: it is opened again.  Called from any thread, within a paint."""
        from tui.carrying import reopen

        self.call_later(reopen, self, error)

    def watch_library(self) -> None:
        """From now on it is noticed that another program has changed the library."""
        if self.watch_on is None and self.place is not None:
            from tui.watching import Watch

            self.watch_on = Watch(self)

    def action_reload(self) -> None:
        """Shows the library as it is now, where another program has changed it."""
        from tui.carrying import load_anew

        if self.view is None:
            self.load_again()
        else:
            load_anew(self)

    @property
    def can_load_again(self) -> bool:
        """Whether there is something to load again."""
        return self._loader is not None

    def load_again(self) -> None:
        """Tries once more to open what could not be opened."""
        if self._loader is not None and self.view is None:
            self._load(self._loader)

    def _on_notify(self, event: Notify) -> None:
        """One message at a time: the last is the one that counts.  In plain mode it stays, above the keys."""
        self._notifications.clear()
        if self.messages.plain:
            event.prevent_default()
            from tui.widgets.keybar import KeyBar

            for bar in self.screen.query(KeyBar):
                bar.tell(event.notification.message)

    # -- what several screens do -------------------------------------------------------------------------------------

    def open_export(self, view: View, position: int) -> None:
        """Opens the dialogue that writes events to a file."""
        from tui import state
        from tui.screens.export import ExportScreen

        file, choices = self.choices_file, self._export_choices
        if file is not None and not choices:
            choices.update(state.read_choices(file))

        def remember() -> None:
            if file is not None:
                state.write_choices(file, choices)

        chosen = Path(choices.get("folder", ""))
        folder = self.start_folder or (chosen if chosen.is_absolute() and chosen.is_dir() else Path.cwd())
        self.push_screen(
            ExportScreen(self.messages, view, position, self.library_name, folder, self.export_text, choices, remember)
        )

    def copy_events(self, view: View, chosen: Sequence[Event], form: Form = "text") -> None:
        """Copies events and what every source says of them, with citations."""
        from tui.citation import events_text

        what = self.messages("copied.event") if len(chosen) == 1 else self.messages.count("copied.events", len(chosen))
        if form == "markdown":
            what = self.messages("copied.markdown", what=what)
        self.copy(events_text(view.lookup, chosen, self.messages, form), what)

    def copy(self, text: str, what: str) -> bool:
        """Copies a text and says what it is, or why it cannot be copied; returns whether it was."""
        from tui.clipboard import fits, is_deaf

        say = self.messages
        if not fits(text):
            size = number(len(text), say.lang)
            self.notify(say("copied.too_long", n=size), severity="warning", markup=False)
            return False
        self.copy_to_clipboard(text)
        if is_deaf(os.environ):
            self.notify(say("copied.deaf"), severity="warning", markup=False)
            return False
        self.notify(say("copied", what=what), timeout=3, markup=False)
        return True

    def copy_to_clipboard(self, text: str) -> None:
        """Puts a text into the clipboard of the terminal, through tmux and screen too."""
        from tui.clipboard import sequence

        self._clipboard = text
        if self._driver is not None:
            self._driver.write(sequence(text, os.environ))

    def open_article(self, article: Article) -> None:
        """Opens an article's address in the browser; only web addresses are opened."""
        url = (article.url or "").strip()
        if not url:
            self.notify(self.messages("no_url"), markup=False)
        elif not url.lower().startswith(("http://", "https://")):
            self.notify(self.messages("bad_url", url=line(url)), severity="warning", markup=False)
        else:
            self.notify(self.messages("opened", url=line(url)), timeout=3, markup=False)
            self.open_url(url)

    def export_text(
        self, form: Format, dataset: Dataset, chosen: Sequence[Event], whole: bool, *, picked: bool = False
    ) -> str:
        """Events in a format, with words and dates in the reader's language; `picked` one by one, not by filters."""
        if form == "markdown" and self._to_markdown is not None:
            return self._to_markdown(dataset, chosen)
        if form == "json" and self._to_json is not None:
            return self._to_json(dataset, None if whole else chosen)
        from store.export.formats import write
        from store.library.imported import journal_hash
        from tui.dates import words

        lang = self.messages.lang
        journal = journal_hash(self.place) if self.place is not None else None
        carried = None
        if whole and form == "json" and self.place is not None:
            from tui.carrying import library_of

            library = library_of(self)
            carried = library.carried() if library is not None else None
        in_words = partial(words, lang=lang)
        called = self._entitled(None if whole else picked)
        return write(form, dataset, chosen, in_words, lang, whole=whole, journal=journal, carried=carried, title=called)

    def _entitled(self, picked: bool | None) -> str:
        """The title of an export: of all events (None), of those `picked`, or of those that the filters leave."""
        from tui.carrying import library_of
        from tui.entitled import known_as, title

        library, view = library_of(self), self.view
        name = known_as(library) if library is not None else None
        query = view.query if view is not None and picked is not None else None
        return title(self.messages.lang, name, query, view.index.name if view else str, picked=bool(picked))

    def action_help(self) -> None:
        """All keys and signs."""
        from tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.messages, self.screen))

    # -- keys that come quicker than a box opens ---------------------------------------------------------------------

    def expect_typing(self) -> None:
        """A box to type in is opening: letters that come before it has the keys are kept for it."""
        if self._early is None:
            self._early = []
            # A box that does not come must not keep the keys.
            self.set_timer(_OPENING, lambda: self.begin_typing(None))

    def begin_typing(self, box: Widget | None) -> None:
        """The box has the keys: it gets the letters that came too early, in their order."""
        early, self._early = self._early or [], None
        for event in early:
            if box is not None:
                box.post_message(events.Key(event.key, event.character))

    async def _on_key(self, event: events.Key) -> None:
        """Letters that were sent to what had the keys before go to the box that is opening, or open by now."""
        if event.is_printable or event.key == "backspace":
            if self._early is not None:
                self._early.append(event)
                event.prevent_default()
                return
            if event.is_printable and hasattr(self.focused, "cursor_position"):
                # A box keeps what it is given: this was on its way to another widget when the box opened.
                assert self.focused is not None
                self.focused.post_message(events.Key(event.key, event.character))
                event.prevent_default()

    def action_help_quit(self) -> None:
        """What a reader who wants to interrupt the program should press."""
        here = self.screen is self.main or type(self.screen).__name__ == "EmptyScreen"
        typing = hasattr(self.focused, "cursor_position")
        self.notify(self.messages("quit_hint" if here and not typing else "quit_hint_back"), timeout=3, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Suspending is offered where the platform can, and help where it is not open already."""
        if action == "help" and self.screen_stack:
            return type(self.screen).__name__ != "HelpScreen"
        if action == "reload":
            return self.place is not None
        if action == "suspend_process":
            return self._driver is not None and self._driver.can_suspend
        return super().check_action(action, parameters)

    def action_next_theme(self) -> None:
        """The next of the explorer's own themes; Textual's are in the command palette."""
        if self.no_color:
            self.notify(self.messages("no_color"), markup=False)
            return
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]

    def action_command_palette(self) -> None:
        """Opens the command palette."""
        from tui.commands import Palette

        if self.use_command_palette and not Palette.is_open(self):  # type: ignore[arg-type]
            self.push_screen(Palette(placeholder=self.messages("palette.search"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: what can be done on this screen and on those under it, then what Textual offers."""
        from tui.commands import offers

        yield from offers(self, screen)
        yield SystemCommand(
            self.messages("palette.themes"), self.messages("palette.themes_tip"), self.action_change_theme
        )

    def keys_shown(self, id: str) -> list[str]:
        """The keys of a command as they are shown, the user's own where there are any."""
        say = self.messages
        found = [shown_key(key) for key in keys_of(id, self._keymap)]
        found = [say(f"name.{key}") if say.knows(f"name.{key}") else key for key in found]
        if self.messages.plain:
            from tui.plain import key_words

            return [key_words(key) for key in found]
        return found

    def key_of(self, id: str) -> str:
        """The first key of a command as it is shown."""
        return self.keys_shown(id)[0]


def _commands() -> type[Provider]:
    from tui.commands import ExplorerCommands

    return ExplorerCommands
