"""How long writing, reading back and verifying takes for a big library, and whether it grows as the library does.

python benchmarks/exports.py [EVENTS ...]      (20,000 and a quarter of that, unless told otherwise)
"""

from __future__ import annotations

import sys
import time
from functools import partial

from made import dataset

from store.export.dataset import from_json
from store.export.formats import FORMATS, write
from store.export.verify import verify
from store.filters import Index
from tui.dates import words


def main() -> int:
    """Print a table: seconds and megabytes for each number of events."""
    sizes = [int(word) for word in sys.argv[1:]] or [5_000, 20_000]
    for size in sizes:
        print(f"{size} events")
        known = dataset(size)
        events = Index(known).events
        made = {}
        for form in FORMATS:
            start = time.process_time()
            made[form] = write(form, known, events, partial(words, lang="fr"), "fr", whole=True)
            told(form, start, f"{len(made[form].encode()) / 1e6:7.1f} MB")
        start = time.process_time()
        from_json(made["json"])
        told("json, read", start)
        start = time.process_time()
        report = verify(made["markdown"], known, lambda lang: partial(words, lang=lang))
        told("verify", start, f"{len(report.notes)} footnotes, holds: {report.holds}")
        edited = "\n".join(line[:-1] if line.startswith("## ") else line for line in made["markdown"].split("\n"))
        start = time.process_time()
        report = verify(edited, known, lambda lang: partial(words, lang=lang))
        told("every title edited", start, f"holds: {report.holds}")
    return 0


def told(what: str, start: float, more: str = "") -> None:
    """Print a row."""
    print(f"  {what:18} {time.process_time() - start:7.2f} s  {more}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
