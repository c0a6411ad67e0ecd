"""Characters that could act on a terminal, and what is left of a text without them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.text import printable, without_controls


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[31mrouge\x1b[0m \x1b]0;PWNED\x07", "rouge "),
        ("a\x1b]8;;https://example.org\x1b\\lien\x1b]8;;\x1b\\ b", "alien b"),
        ("a\x9b1;31mb\x9d0;titre\x9cc", "abc"),
        ("a\x1b[?1049h\x1b[2J\x1b[10;20Hb", "ab"),
        ("a\x1bPq#0;2;0\x1b\\b\x1b_appel\x1b\\c", "abc"),
        ("a\x1b(Bb", "ab"),
        # Without an end nothing but the control itself goes: the words after it are the article's.
        ("a\x1b]0;sans fin\nLa suite.", "a]0;sans fin\nLa suite."),
        ("a\x1b[ le reste", "ae reste"),
        ("a\x1bb", "ab"),
        ("[31m n'est rien", "[31m n'est rien"),
        ("fin\x1b", "fin"),
        ("fin\x1b[", "fin["),
    ],
)
def test_terminal_sequences_vanish_as_a_whole(text, left):
    assert without_controls(text) == left


@given(st.text(alphabet="\x1b\x9b\x9d\x90\x9c\x07[]()P\\;0m1 ab\n\r\u202e", max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_control_is_ever_left(text):
    left = without_controls(text)
    assert not set(left) & set("\x1b\x9b\x9d\x90\x9c\x07\r\u202e")
    assert without_controls(left) == left
    assert "\n" not in printable(text)


@pytest.mark.parametrize("piece", ["\x1b]", "\x1b[", "\x1b[1;", "\x9d", "\x1bP0", "\x1b(", "\x1b[0 ", "\x1b"])
def test_beginnings_without_end_cost_no_more_than_their_length(piece):
    started = time.process_time()
    without_controls(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5
