"""The installed program in a real pseudo-terminal, its screen read through a terminal emulator."""

from __future__ import annotations

import re
import signal

import pytest
from conftest import write
from terminal import Terminal

from store.library import places

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (120, 40), (200, 50)])
def test_the_example_opens_and_closes(home_with_example, columns, lines):
    with Terminal("open", "--example", home=home_with_example, columns=columns, lines=lines) as terminal:
        screen = terminal.begin(r"20\d\d")
        assert len(screen.splitlines()) <= lines
        terminal.press("q")
        assert terminal.end() == 0
        assert LEAVE_ALTERNATE_SCREEN in terminal.raw, "the terminal is given back as it was"
        assert b"Traceback" not in terminal.raw
    assert places.read_last() == places.example_library()


def test_the_very_first_start_builds_the_example_and_the_next_goes_on_with_it(home):
    for _ in range(2):
        with Terminal(home=home) as terminal:
            terminal.wait("2015")
            terminal.press("q")
            assert terminal.end() == 0


def test_a_reader_goes_through_it_with_the_keyboard_alone(home_with_example):
    with Terminal("open", "--example", home=home_with_example) as terminal:
        terminal.begin("2015")
        # It opens on the event that most sources tell; from here on it is looked at from its two ends.
        terminal.press("G")
        last = terminal.settle()
        terminal.press("g")
        terminal.wait(lambda text: text != last)
        first = terminal.settle()
        for key, wanted in (
            ("G", lambda text: text != first),
            ("g", lambda text: text == first),
            ("?", lambda text: "vi" in text and text != first),
            ("\x1b", lambda text: text == first),
            ("\r", lambda text: text != first),
            ("\x1b", lambda text: text == first),
        ):
            terminal.press(key)
            terminal.wait(wanted)
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize("opening", ["/", "f"])
def test_letters_that_come_before_a_box_is_open_are_typed_into_it(home_with_example, opening):
    with Terminal("open", "--example", home=home_with_example) as terminal:
        terminal.begin("2015")
        # All at once, as a slow line brings it: e, q and x would export, leave and correct.
        terminal.press(f"{opening}exqe")
        terminal.wait("exqe")
        terminal.press("\x1b")
        terminal.settle()
        terminal.press("\x1b")
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0


def test_a_folder_is_built_and_opened_and_its_text_cannot_act(home, articles):
    write(articles, c="Le 3 mars 2024, le maire a dit [b]non[/b] à \x1b[31mtous\x1b]0;pris\x07 les syndicats du port.")
    with Terminal(articles, home=home) as terminal:
        screen = terminal.wait("2024")
        assert "grève du port" in screen
        terminal.press("q")
        assert terminal.end() == 0
        assert b"\x1b]0;pris" not in terminal.raw
    assert places.read_last() == places.library_of(articles)


def test_what_another_program_adds_is_noticed_and_shown_by_a_key(home, articles):
    with Terminal(articles, home=home) as terminal:
        terminal.wait(r"\d events")
        terminal.settle()
        write(articles, c="Le 5 mai 2020, la foudre a frappé le clocher de Kerlan.\n")
        with Terminal("build", articles, home=home) as other:
            assert other.end() == 0
        terminal.wait("Another program has changed")
        assert "Kerlan" not in terminal.text
        terminal.press("L")
        terminal.wait("Kerlan")
        terminal.wait("✚ 1 new")
        terminal.press("q")
        assert terminal.end() == 0


def test_ctrl_c_never_leaves_the_terminal_in_a_mess(home_with_example):
    with Terminal("open", "--example", home=home_with_example) as terminal:
        terminal.wait("2015")
        terminal.child.kill(signal.SIGTERM)
        terminal.end()
        assert b"Traceback" not in terminal.raw


def test_a_terminal_that_cannot_place_the_cursor_gets_text(home_with_example):
    with Terminal("open", "--example", home=home_with_example, TERM="dumb") as terminal:
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.raw
        assert re.search(r"^[0-9a-f]{6}  ", terminal.text, re.MULTILINE)


def test_build_shows_progress_and_a_summary(home, articles):
    with Terminal("build", articles, home=home) as terminal:
        assert terminal.end() == 0
        assert "2 articles read; the library holds 2 articles" in terminal.text
        assert "open it:  timeline open '" in terminal.text
        assert b"reading" in terminal.raw
        assert b"putting together" in terminal.raw


def test_list_and_show_in_colour_unless_they_are_not_wanted(home_with_example):
    with Terminal("list", home=home_with_example) as terminal:
        assert terminal.end() == 0
        assert b"\x1b[" in terminal.raw
        rows = terminal.text.rstrip().split("\n")
        assert len(rows[-1]) > 60
        assert all(row[6:8] == "  " for row in rows if row), "an event is a line, cut where the terminal ends"
        identifier = rows[-1].split()[0]
    with Terminal("list", home=home_with_example, NO_COLOR="1") as terminal:
        terminal.end()
        assert b"\x1b[3" not in terminal.raw
    with Terminal("list", home=home_with_example, columns=40) as terminal:
        assert terminal.end() == 0
        rows = [row for row in terminal.text.split("\n") if row]
        assert all(len(row) <= 40 and re.match(r"[0-9a-f]{6}  [-–≈?….\w ]{1,22} +\w", row) for row in rows)
        assert rows[-1].endswith("…")
    with Terminal("show", identifier, home=home_with_example, columns=60) as terminal:
        assert terminal.end() == 0
        assert "“" in terminal.text
