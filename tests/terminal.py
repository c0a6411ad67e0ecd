"""A real pseudo-terminal with a program in it, read through a terminal emulator."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

PATIENCE = 30
"""Seconds until something that must come is missed; machines that run tests are slow at times."""


class Terminal:
    """`timeline` with `arguments` in a terminal of `columns` and `lines`; use it in a with statement."""

    def __init__(self, *arguments: object, home: Path, columns: int = 120, lines: int = 40, **variables: str) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        """All that came, with its control sequences."""
        environment = {**os.environ, "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", **variables}
        # Whoever runs the tests may have set these; COLUMNS and LINES would stand before the terminal's own size.
        for name in ("NO_COLOR", "COLUMNS", "LINES", "TIMELINE_PLAIN", "TIMELINE_CONFIG"):
            environment.pop(name, None)
        environment |= variables
        program = Path(sys.executable).with_name("timeline")
        self.child = pexpect.spawn(
            str(program), [str(a) for a in arguments], env=environment, dimensions=(lines, columns), timeout=PATIENCE
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *error: object) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What stands on the screen, a line for each."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def begin(self, wanted: str) -> str:
        """Leave the card of a very first start; returns the screen behind it, when a pattern is on it."""
        self.wait("Welcome")
        self.press("\r")
        self.wait(lambda text: "Welcome" not in text and re.search(wanted, text) is not None)
        return self.settle()

    def wait(self, wanted: str | Callable[[str], bool]) -> str:
        """Read until a pattern (or what a function looks for) is on the screen; returns the screen."""
        found = wanted if callable(wanted) else lambda text: re.search(wanted, text) is not None
        end = time.monotonic() + PATIENCE
        while not found(self.text):
            assert time.monotonic() < end, f"{wanted} did not come:\n{self.text}"
            try:
                self._feed(self.child.read_nonblocking(65536, timeout=0.2))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                assert found(self.text), f"{wanted} did not come before it ended:\n{self.text}"
        return self.text

    def settle(self, seconds: float = 0.4) -> str:
        """Read until nothing has come for some time; returns the screen."""
        while True:
            try:
                self._feed(self.child.read_nonblocking(65536, timeout=seconds))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return self.text

    def press(self, keys: str) -> None:
        """Type `keys`."""
        self.child.send(keys)

    def end(self) -> int | None:
        """Read to the end; returns the exit status."""
        try:
            while True:
                self._feed(self.child.read_nonblocking(65536, timeout=PATIENCE))
        except pexpect.EOF:
            pass
        self.child.wait()
        return self.child.exitstatus

    def _feed(self, data: bytes) -> None:
        self.raw += data
        self._stream.feed(data)
