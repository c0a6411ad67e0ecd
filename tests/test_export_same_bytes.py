"""The same folder and the same journal give the same bytes: on any machine, in any order, in one go or in several."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.export.formats import FORMATS
from store.library.journal import FILE

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.t*"))

RUN = """
import os, shutil, sys
from pathlib import Path

from store.export.formats import SUFFIXES
from store.library.journal import FILE
from tui.cli import main

folder, library, out, journal, late = (Path(word) if word else None for word in sys.argv[1:])


def run(*argv):
    if status := main([str(word) for word in argv]):
        sys.exit(f"{argv}: {status}")


here = ("--folder", folder, "--library", library)
run("build", folder, "--library", library)
if late:
    # What came later, in a library that is there already; one article was another before.
    for file in sorted(late.iterdir()):
        shutil.copyfile(file, folder / file.name)
    run("build", folder, "--library", library)
if journal:
    shutil.copyfile(journal, library / FILE)
else:
    run("correct", "--library", library, os.environ["EVENT"], "--date", "2025-02-11~", "--title", "L'offre : # 1")
    run("correct", "--library", library, "--entity", "Sam Altman", "--name", "Samuel Altman")
for form, ending in SUFFIXES.items():
    run("export", "--library", library, "--format", form, "--output", out / ("all" + ending))
    run("export", "--library", library, "--format", form, "--output", out / ("some" + ending), "--mark", "disagreement")
"""


def machine(
    place: Path, files, *, seed, zone, locale, journal=None, late=(), event="", umask=0o022
) -> dict[str, bytes]:
    """What a machine makes of the articles, in this order, with those of `late` built in a second go."""
    folder, library, out, later = (place / name for name in ("articles", "library", "out", "later"))
    for each in (folder, out, later):
        each.mkdir(parents=True)
    for n, file in enumerate(files):
        copy = shutil.copyfile(file, folder / file.name)
        os.utime(copy, (10**9 + n, 10**9 + n))
    for file in late:
        shutil.copyfile(file, later / file.name)
    for file in folder.iterdir():
        if (later / file.name).exists() and file.suffix == ".txt":
            file.write_text("Autre chose.\n\nLe 3 mars 2024, il a plu à Brest.\n", "utf-8")
    known = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", RUN, folder, library, out, journal or "", later if late else ""],
        cwd=ROOT,
        env={
            **known,
            **{"HOME": str(place), "LOCALAPPDATA": str(place), "PYTHONHASHSEED": seed, "TZ": zone},
            **{"LC_ALL": locale, "LANG": locale, "LANGUAGE": "", "EVENT": event},
        },
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        umask=umask if os.name == "posix" else -1,
    )
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in out.iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A machine, its exports, and the journal of what was corrected there."""
    from store.assemble import assemble
    from store.reading import read_article

    events = assemble(tuple(read_article(path, path.name) for path in SEEDS if path.suffix == ".txt")).events
    event = max(events, key=lambda event: (len(event.accounts), event.id)).id
    place = tmp_path_factory.mktemp("first")
    made = machine(place, SEEDS, seed="1", zone="Pacific/Auckland", locale="fr_FR.UTF-8", event=event)
    return made, place / "library" / FILE


def same(made: dict[str, bytes], first: dict[str, bytes]) -> None:
    assert made.keys() == first.keys()
    assert {name for name in made if made[name] != first[name]} == set()


def test_there_is_something_of_each_format_and_of_the_journal(first):
    made, journal = first
    assert len(made) == 2 * len(FORMATS)
    assert all(len(text) > 300 for text in made.values())
    assert len(journal.read_text("utf-8").splitlines()) == 3
    assert "Samuel Altman" in made["all.md"].decode("utf-8")
    assert "L'offre : \\# 1" in made["all.md"].decode("utf-8")
    assert json.loads(made["all.json"])["manifest"]["journal"]


def test_another_machine_gives_the_same_bytes(first, tmp_path):
    made = machine(
        tmp_path / "élan ' \" $x",
        SEEDS[::-1],
        seed="2",
        zone="America/New_York",
        locale="C",
        journal=first[1],
        umask=0o077,
    )
    same(made, first[0])


def test_articles_that_came_later_and_one_that_was_replaced_give_the_same_bytes(first, tmp_path):
    made = machine(
        tmp_path,
        [SEEDS[3], SEEDS[0], SEEDS[-1]],
        seed="random",
        zone="Asia/Kathmandu",
        locale="tr_TR.UTF-8",
        journal=first[1],
        late=SEEDS,
    )
    same(made, first[0])
