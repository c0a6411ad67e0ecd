"""How quick the explorer is, with five articles and with a hundred thousand events.

    .venv/bin/python benchmarks/explorer.py [--rounds N] [--events N] [--folder FOLDER]

Everything is measured in a pseudo-terminal of 120×40.  A start runs from the start of the process to data on the
screen, and takes turns with a Textual app that shows one Static and nothing else, so that both meet the same machine.
A key is measured from the byte that is sent to the last byte of the repaint that follows it.  Medians are printed, with
what must be reached and what is aimed at; the exit status is 1 where something that must be is not.  Beside them stands
the processor time of the same keys on average (Linux), which says how much of it is a busy machine's.

The library of made-up events (`made.py`) is written once and kept in FOLDER, at first in the temporary folder.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import made
import pexpect
import pyte
from start import BARE, COLUMNS, DATA, LIMIT_SECONDS, LINES, seconds_until

QUIET = 0.25
"""Seconds without a byte after which a repaint is over."""
FIRST = 1.0
"""Seconds within which a repaint must have begun: longer, since a busy machine may come to it late."""
PROGRAM = str(Path(sys.executable).with_name("timeline"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "timeline-benchmark")
    args = parser.parse_args()
    library = args.folder / f"{args.events}-{made.VERSION}"
    if not library.exists():
        print(f"writing {args.events} made-up events into {library} …", file=sys.stderr)
    made.library(library, args.events)
    with tempfile.TemporaryDirectory() as home:
        told = Table(args.events)
        environment = surroundings(home)
        starts(told, environment, library, args.rounds)
        keys(told, environment, library, args.rounds)
    return told.printed()


class Table:
    """What was measured, beside what must be and what is aimed at."""

    def __init__(self, events: int) -> None:
        self.events = f"{events:,} events"
        self.rows: list[tuple[str, str, float, float, float, float | None]] = []

    def add(
        self, measure: str, unit: str, found: float, must: float, aim: float, processor: float | None = None
    ) -> None:
        """A measure with its unit: ms, MB, or × (so many times the bare app)."""
        self.rows.append((measure, unit, found, must, aim, processor))

    def add_keys(self, measure: str, pressed: Sequence[tuple[float, float]], must: float, aim: float) -> None:
        """The median of what some keys took, and the mean of their processor time."""
        processor = statistics.mean(time for _, time in pressed)
        self.add(measure, "ms", statistics.median(time for time, _ in pressed), must, aim, processor)

    def printed(self) -> int:
        """Print all rows; 1 where one is over what it must be."""
        wide = max(len(row[0]) for row in self.rows)
        print(f"{'measure':<{wide}}  {'found':>9}  {'must':>6}  {'aim':>6}  {'processor':>9}")
        for measure, unit, found, must, aim, processor in self.rows:
            shown = f"{found:.2f}" if unit == "×" else f"{found:.1f}" if found < 100 else f"{found:.0f}"
            verdict = "aim" if found <= aim else "must" if found <= must else "OVER"
            print(
                f"{measure:<{wide}}  {shown:>6} {unit:<2}  {must:>6g}  {aim:>6g}"
                f"  {'' if processor is None else f'{processor:.1f} ms':>9}  {verdict}"
            )
        return int(any(row[2] > row[3] for row in self.rows))


def surroundings(home: str) -> dict[str, str]:
    """The environment of a user who has nothing yet."""
    found = {**os.environ, "HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    found |= {f"XDG_{name}_HOME": f"{home}/{name}" for name in ("DATA", "STATE", "CONFIG", "CACHE")}
    # These would stand before the size of the pseudo-terminal, change what is drawn, or compile all modules every time,
    # which an installed program never does.
    without = ("COLUMNS", "LINES", "NO_COLOR", "TMUX", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in found.items() if name not in without}


def starts(told: Table, environment: dict[str, str], library: Path, rounds: int) -> None:
    static = re.compile("one static")
    commands: dict[str, tuple[re.Pattern[str], list[str]]] = {
        "bare": (static, [sys.executable, "-c", BARE]),
        "example": (DATA, [PROGRAM, "open", "--example"]),
        "big": (DATA, [PROGRAM, "open", "--library", str(library)]),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (shown, command) in commands.items():
            seconds = seconds_until(shown, command, environment)
            if number:  # the first builds the example, and warms the caches of the system
                times[name].append(seconds)
    bare = statistics.median(times["bare"])
    for name in commands:
        found = statistics.median(times[name])
        print(
            f"start, {name:<8} {found:.3f} s (median of {rounds}, {min(times[name]):.3f} to {max(times[name]):.3f})",
            file=sys.stderr,
        )
    told.add("start on the example, to the bare app", "×", statistics.median(times["example"]) / bare, 1.6, 1.4)
    told.add(f"start with {told.events}, the same", "×", statistics.median(times["big"]) / bare, 2.5, 1.8)


def keys(told: Table, environment: dict[str, str], library: Path, rounds: int) -> None:
    of = f"with {told.events}"
    with explorer(environment, library) as screen:
        # The cursor is on the event that most sources tell.
        opened = [screen.press("\r") for _ in range(rounds) if screen.press("\x1b")]
        screen.press("\x1b")
        told.add_keys(f"opening Compare on {made.WIDELY_TOLD} sources", opened, 100, 50)
        told.add_keys(f"down {of}", screen.presses(["\x1b[B"] * (3 * rounds)), 8, 4)
        told.add_keys(f"pagedown {of}", screen.presses(["\x1b[6~"] * rounds), 16, 8)
        told.add_keys(f"end {of}", screen.presses(["\x1b[F", "\x1b[H"] * rounds), 16, 8)
        told.add("resident memory after these", "MB", screen.megabytes, 200, 120)
    with explorer(environment, library) as screen:
        screen.press("f")
        screen.press("\x1b[B")
        told.add_keys(f"filter by one name {of}", screen.presses([" "] * rounds), 60, 30)
    with explorer(environment, library) as screen:
        screen.press("/")
        time.sleep(1)
        letters = [screen.press(letter) for word in made.searched() for letter in [*word, *["\x7f"] * len(word)]]
        told.add_keys(f"each letter of a search {of}, median", letters, 100, 40)
        told.add_keys("the slowest of them", [max(letters)], 100, 40)
        told.add(f"resident memory {of}", "MB", screen.megabytes, 200, 120)


class Screen:
    """A program in a pseudo-terminal, that keys are sent to."""

    def __init__(self, child: pexpect.spawn) -> None:
        self._child = child
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def press(self, key: str) -> tuple[float, float]:
        """Milliseconds from the sending of a key to the last byte of what follows, and of the processor's time."""
        before, sent = self._processor, time.perf_counter()
        os.write(self._child.child_fd, key.encode())
        last = self._until_quiet(sent)
        return (last - sent) * 1000, self._processor - before

    def presses(self, keys: Sequence[str]) -> list[tuple[float, float]]:
        """What several keys took."""
        return [self.press(key) for key in keys]

    @property
    def _processor(self) -> float:
        """Milliseconds of processor time so far."""
        try:
            threads = Path(f"/proc/{self._child.pid}/task").iterdir()
            return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e6
        except (OSError, ValueError, IndexError):
            return float("nan")

    def wait(self, ready: Callable[[str], bool]) -> None:
        """Read until the screen is as it should be and nothing more comes."""
        end = time.perf_counter() + LIMIT_SECONDS
        while not ready(self.text):
            if time.perf_counter() > end:
                raise SystemExit(f"it did not come:\n{self.text}")
            self._until_quiet(time.perf_counter())

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    @property
    def megabytes(self) -> float:
        """What of the program's memory is resident (Linux)."""
        try:
            status = Path(f"/proc/{self._child.pid}/status").read_text()
        except OSError:
            return float("nan")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else float("nan")

    def _until_quiet(self, last: float) -> float:
        """The time of the last byte before nothing comes."""
        read = bytearray()
        wait = FIRST
        while select.select([self._child.child_fd], [], [], wait)[0]:
            wait = QUIET
            try:
                read += os.read(self._child.child_fd, 1 << 16)
            except OSError:
                break
            last = time.perf_counter()
        self._stream.feed(bytes(read))
        return last


@contextmanager
def explorer(environment: dict[str, str], library: Path) -> Iterator[Screen]:
    """The explorer on a library, with data on its screen."""
    command = [PROGRAM, "open", "--fresh", "--library", str(library)]
    child = pexpect.spawn(command[0], command[1:], env=environment, dimensions=(LINES, COLUMNS), timeout=None)
    try:
        screen = Screen(child)
        screen.wait(lambda text: DATA.search(text) is not None)
        time.sleep(1)  # what is done after the first paint is done
        screen.wait(lambda text: True)
        yield screen
    finally:
        child.terminate(force=True)


if __name__ == "__main__":
    sys.exit(main())
