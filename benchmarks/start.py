"""How long the program takes to start, and how much room its installation takes.

    .venv/bin/python benchmarks/start.py [--rounds N]

Time runs from the start of the process to data on the screen, in a pseudo-terminal of 120×40 whose output goes through
a terminal emulator.  `timeline open --example` takes turns with a Textual app that shows one Static and nothing else,
so that both meet the same machine; medians and their ratio are printed.  Then the size of the installed packages: what
`pip install timeline-explorer` brings, without pip and without what only tests need.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pexpect
import pyte

COLUMNS, LINES = 120, 40
BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("one static is on the screen")

Bare().run()
"""
LIMIT_SECONDS = 30
# A year in a heading or a row: something of the library is drawn, not only the frame around it.
DATA = re.compile(r"\b(?:19|20)\d\d\b")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        names = ("DATA", "STATE", "CONFIG", "CACHE")
        environment = {**os.environ, "HOME": home, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment |= {f"XDG_{name}_HOME": f"{home}/{name}" for name in names}
        # These would stand before the size of the pseudo-terminal, or compile all modules every time.
        without = ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
        environment = {name: value for name, value in environment.items() if name not in without}
        ours = [str(Path(sys.executable).with_name("timeline")), "open", "--example"]
        bare = [sys.executable, "-c", BARE]
        first = seconds_until(DATA, ours, environment)
        seconds_until(re.compile("one static"), bare, environment)
        times: dict[str, list[float]] = {"timeline": [], "bare": []}
        for _ in range(rounds):
            times["bare"].append(seconds_until(re.compile("one static"), bare, environment))
            times["timeline"].append(seconds_until(DATA, ours, environment))
    one, other = (statistics.median(times[name]) for name in ("timeline", "bare"))
    print(f"first start, the example is built:  {first:.3f} s")
    print(f"timeline open --example:            {one:.3f} s (median of {rounds}, {spread(times['timeline'])})")
    print(f"bare one-Static Textual app:        {other:.3f} s (median of {rounds}, {spread(times['bare'])})")
    print(f"ratio:                              {one / other:.2f}")
    packages = installed("timeline-explorer")
    total = sum(packages.values())
    print(f"installed packages without pip:     {total / 1e6:.1f} MB ({len(packages)} packages)")
    for name, size in sorted(packages.items(), key=lambda item: -item[1])[:5]:
        print(f"    {name:<24} {size / 1e6:5.1f} MB")


def spread(times: Sequence[float]) -> str:
    return f"{min(times):.3f} to {max(times):.3f}"


def seconds_until(shown: re.Pattern[str], command: Sequence[str], environment: dict[str, str]) -> float:
    """Seconds from the start of `command` until something that matches `shown` stands on its screen."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    started = time.perf_counter()
    child = pexpect.spawn(command[0], list(command[1:]), env=environment, dimensions=(LINES, COLUMNS), timeout=None)
    try:
        while time.perf_counter() - started < LIMIT_SECONDS:
            try:
                stream.feed(child.read_nonblocking(65536, timeout=LIMIT_SECONDS))
            except (pexpect.EOF, pexpect.TIMEOUT):
                break
            if shown.search("\n".join(screen.display)):
                return time.perf_counter() - started
    finally:
        child.terminate(force=True)
    raise SystemExit(f"{' '.join(command)}: nothing like {shown.pattern!r} came:\n" + "\n".join(screen.display))


def installed(name: str) -> dict[str, int]:
    """The packages that an installation of `name` brings, with the bytes of their files."""
    sizes: dict[str, int] = {}
    waiting = [name]
    while waiting:
        wanted = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if wanted in sizes:
            continue
        try:
            found = distribution(wanted)
        except PackageNotFoundError:
            continue  # for another system or another Python
        sizes[wanted] = size_of(found)
        for requirement in found.requires or ():
            spec, _, marker = requirement.partition(";")
            if "extra" not in marker:
                waiting.append(re.split(r"[^\w.-]", spec.strip())[0])
            waiting += extras(spec)
    return sizes


def extras(spec: str) -> list[str]:
    """The packages that the extras in a requirement like "markdown-it-py[linkify]" bring."""
    match = re.match(r"([\w.-]+)\[([\w, -]+)\]", spec)
    if not match:
        return []
    wanted = {extra.strip() for extra in match[2].split(",")}
    brought = []
    for requirement in distribution(match[1]).requires or ():
        other, _, marker = requirement.partition(";")
        named = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", marker)
        if named and named[1] in wanted:
            brought.append(re.split(r"[^\w.-]", other.strip())[0])
    return brought


def size_of(found: Distribution) -> int:
    """Bytes of a package's files; of one that is installed as a link to its source, the source's packages."""
    files = [Path(str(found.locate_file(file))) for file in found.files or ()]
    size = sum(file.stat().st_size for file in files if file.is_file())
    if found.name == "timeline-explorer" and size < 100_000:
        root = Path(__file__).parent.parent
        for folder in ("store", "tui", "seeds"):
            size += sum(file.stat().st_size for file in (root / folder).rglob("*") if file.is_file())
    return size


if __name__ == "__main__":
    main()
