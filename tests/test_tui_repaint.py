"""What is sent to the terminal, and what is worked out before it is asked for."""

from __future__ import annotations

import pyte
import pytest
from build import many
from drive import current, explore, lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from store.library.errors import LibraryDamagedError
from tui.widgets.density import Density
from tui.widgets.sparing import Change, Changes, Sparing

KEYS = [
    *("down", "down", "up", "pagedown", "pageup", "end", "home", "z", "space", "v", "shift+down", "d", "s", "U"),
    *("f", "escape", "slash", "p", "o", "backspace", "enter", "n", "H", "c", "tab", "C", "right", "t", "question_mark"),
]


class Terminal:
    """A terminal that is sent what the compositor says."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.Stream(self.screen)
        self.sent = 0

    def feed(self, text: str) -> None:
        self.sent += len(text)
        self.stream.feed(text)

    @property
    def cells(self) -> list[list[tuple[object, ...]]]:
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        return [[tuple(self.screen.buffer[y][x]) for x in columns] for y in rows]


def watched(app, terminal: Terminal) -> None:
    """Sends to `terminal` what `app` would send to its own."""
    console = Console(color_system="truecolor", force_terminal=True, width=terminal.screen.columns)

    def display(screen, update):
        if update is not None and screen is app.screen:
            terminal.feed(update.render_segments(console).replace("\n", "\r\n"))

    app._display = display


def whole(app, terminal: Terminal) -> Terminal:
    """A terminal of the same size that is sent the whole screen."""
    other = Terminal(terminal.screen.columns, terminal.screen.lines)
    console = Console(color_system="truecolor", force_terminal=True, width=other.screen.columns)
    background = app._background_screens
    update = app.screen._compositor.render_update(full=True, screen_stack=background)
    other.feed(update.render_segments(console).replace("\n", "\r\n"))
    return other


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
@given(keys=st.lists(st.sampled_from(KEYS), min_size=25, max_size=25))
@settings(deadline=None, max_examples=2, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
def test_the_terminal_shows_the_screen_whatever_was_left_out(size, keys):
    terminal = Terminal(*size)

    async def scenario(app, pilot):
        watched(app, terminal)
        app.screen.refresh()
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            # An animation or a message would go on meanwhile.
            app._notifications.clear()
            app.screen._on_timer_update()
        await pilot.pause()
        app.screen._on_timer_update()
        assert terminal.cells == whole(app, terminal).cells

    explore(scenario, many(300), size=size)


def test_a_step_sends_little():
    terminal = Terminal(120, 40)

    async def scenario(app, pilot):
        watched(app, terminal)
        app.screen.refresh()
        await pilot.pause()
        everything = terminal.sent
        terminal.sent = 0
        await pilot.press("down")
        await pilot.pause()
        assert 0 < terminal.sent < everything / 2
        # What is drawn again and looks the same is not sent again.
        for sent in (True, False):
            terminal.sent = 0
            app.main.query_one(Density).refresh()
            await pilot.pause()
            assert bool(terminal.sent) is sent
        # Another screen stood here: all of it is sent again.
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert terminal.sent > everything

    explore(scenario, many(300))


def test_wide_signs_are_sent_with_their_whole_line():
    from rich.segment import Segment
    from textual.strip import Strip

    console = Console(color_system="truecolor", force_terminal=True)

    def sent(before: list[str], after: list[str]) -> str:
        strips = [Strip([Segment(text) for text in texts]) for texts in (before, after)]
        return Changes([Change(4, 1, *strips)]).render_segments(console)

    assert sent(["ab", "c", "de"], ["ab", "x", "de"]) == "\x1b[2;7Hx"
    assert sent(["ab", "c", "de"], ["日", "x", "de"]) == "\x1b[2;5H日xde"
    assert sent(["日", "c", "de"], ["日", "x", "de"]) == "\x1b[2;5H日xde"
    assert sent(["ab", "c"], ["ab", "c", "d"]) == "\x1b[2;5Habcd"


def test_the_main_screen_repaints_sparingly():
    async def scenario(app, pilot):
        assert isinstance(app.main._compositor, Sparing)

    explore(scenario)


@pytest.mark.parametrize("key", ["down", "pagedown", "up"])
def test_what_was_prepared_is_what_would_be_shown(key):
    async def scenario(app, pilot):
        for _ in range(3):
            await pilot.press("pagedown")
        await pilot.pause()
        for _ in range(4):
            await pilot.press(key)
            await pilot.pause()
            app.main._prepare_step()
            before = current(app)
            await pilot.press(key)
            await pilot.pause()
            assert current(app) != before
            told = lines(app.main.sources), lines(app.main.timeline)
            app.main.sources._prepared = None
            app.main.sources.show(app.main.view, app.main.view.event(app.main.timeline.position))
            app.main.timeline.redraw()
            assert (lines(app.main.sources), lines(app.main.timeline)) == told

    explore(scenario, many(300))


def test_what_is_typed_moves_nothing_and_scrolls_in_its_box():
    async def scenario(app, pilot):
        await pilot.press("slash")
        await pilot.pause()
        box, layouts = app.focused, []
        reflow = app.main._compositor.reflow
        app.main._compositor.reflow = lambda *arguments: layouts.append(1) or reflow(*arguments)
        await pilot.press(*"port de la ville ")
        await pilot.pause()
        assert not layouts
        for _ in range(7):
            await pilot.press(*"et encore ")
        await pilot.pause()
        assert box.value.endswith("et encore ")
        assert box.virtual_size.width > box.size.width
        assert box.scroll_offset.x > 0
        assert "encore" in box.render_line(0).text

    explore(scenario)


def test_keys_that_come_quicker_than_frames_are_painted_together(monkeypatch):
    async def scenario(app, pilot):
        painted = []
        monkeypatch.setattr(app.main, "_on_timer_update", lambda: painted.append(1))
        monkeypatch.setattr("tui.widgets.sparing.monotonic", lambda: 100.0)
        app.main._compositor.painted = 0.0
        app.main.timeline.action_move(1)
        assert len(painted) == 1
        app.main.timeline.action_move(1)
        assert len(painted) == 1
        app.main._compositor.painted = 90.0
        app.main._layout_required = True
        app.main.timeline.action_move(1)
        assert len(painted) == 1
        app.main._layout_required = False

    explore(scenario, many(100))


def test_what_cannot_be_read_is_not_told_before_somebody_goes_there(monkeypatch):
    async def scenario(app, pilot):
        await pilot.press("down", "down")
        await pilot.pause()
        asked = []

        def damaged(position):
            asked.append(position)
            raise LibraryDamagedError("this part of the library is missing")

        monkeypatch.setattr(app.main.view, "event", damaged)
        app.main._prepare_step()
        assert asked == [app.main.timeline.position + 1]

    explore(scenario, many(100))
