"""How fast time expressions are read, and how long a language takes to load: `python benchmarks/timex.py [FILE...]`.

Without files the built-in example articles are read.  Where `dateparser` is installed its `search_dates` is timed on
the same text in the same run, for comparison.  It is no part of the project; install it where it leaves nothing behind:

    python -m venv /tmp/peer && /tmp/peer/bin/pip install . dateparser && /tmp/peer/bin/python benchmarks/timex.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import tomli

from store.extraction.timex import tag
from store.extraction.timex.grammar import Grammar
from store.languages import Language, load

ROUNDS = 5
SAMPLE = 20_000
"""So many characters are enough to time the peer."""


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of several times that `work` takes, in seconds."""
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        work()
        times.append(perf_counter() - begin)
    return min(times)


def main(arguments: list[str]) -> int:
    root = Path(__file__).parents[1]
    paths = [Path(name) for name in arguments] or sorted((root / "seeds").glob("*.txt"))
    texts = [path.read_text("utf-8", errors="replace") for path in paths]
    size = sum(map(len, texts))
    language = load("fr")
    source = (files("store.languages") / "fr.toml").read_text("utf-8")
    reading = best(lambda: tomli.loads(source))
    compiling = best(lambda: Grammar(language["timex"], language["sentences"]["abbreviations"]))
    first = best(lambda: [tag(text, language, "2025-02-12") for text in texts], 1)
    again = best(lambda: [tag(text, language, "2025-02-12") for text in texts])
    found = sum(len(tag(text, language, "2025-02-12")) for text in texts)
    print(f"{len(texts)} texts, {size:,} characters, {found} expressions")
    print(f"language file read        {reading * 1000:8.1f} ms")
    print(f"rules compiled            {compiling * 1000:8.1f} ms")
    print(f"loading, both             {(reading + compiling) * 1000:8.1f} ms")
    print(f"tagging, first time       {size / first:12,.0f} characters/s")
    print(f"tagging, after that       {size / again:12,.0f} characters/s")
    compare("\n".join(texts)[:SAMPLE], language)
    return 0


def compare(sample: str, language: Language) -> None:
    """Time the peer on `sample`, and this project on the same."""
    begin = perf_counter()
    try:
        from dateparser.search import search_dates
    except ImportError:
        print("dateparser is not installed: no comparison")
        return
    search_dates("Le 3 mars 2020.", languages=["fr"])
    loading = perf_counter() - begin
    theirs = best(lambda: search_dates(sample, languages=["fr"]), 2)
    ours = best(lambda: tag(sample, language, "2025-02-12"))
    print(f"on the first {len(sample):,} characters:")
    print(f"dateparser, loading       {loading * 1000:8.1f} ms")
    print(f"dateparser, search_dates  {len(sample) / theirs:12,.0f} characters/s")
    print(f"here                      {len(sample) / ours:12,.0f} characters/s, {theirs / ours:.0f} times as fast")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
