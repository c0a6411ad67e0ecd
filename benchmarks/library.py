"""What a library withstands, and how fast it is: `python benchmarks/library.py [--articles N] [--kills N] [--large]`.

Prints articles a second of a first build, seconds and bytes written to add one article to libraries of several sizes
(in a process of its own, as a user does), kills survived of kills tried, and what else was tried: bad inputs, a full
disk, a read-only folder, two programs at once, clocks set back.  All articles are made up (`articles.py`).  Needs a
system with `fork`.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import perf_counter, sleep

import articles

from store.corrections import make
from store.export.dataset import to_json
from store.library import growth
from store.library.build import Summary, update
from store.library.errors import LibraryError
from store.library.library import Library

SMALL = 8
"""Articles in a library that is killed: what matters is the moments of writing, not the time of reading."""
STARS = 20
"""So many events are starred before an article is added to a library with corrections."""
PLACING = ("placing", "corrected")
"""What is tried in libraries that count as big: an article is placed, where nothing or everything is starred."""
LETTERS = 1_500
"""Bytes of one of its articles."""
SIZES, LARGE = (100, 1_000), 10_000
DONE, JOINING = b"d", b"j"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000, help="articles of the first build (1000; 0: none)")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="libraries to add one article to")
    parser.add_argument("--large", action="store_true", help=f"and to one of {LARGE:,}, which takes long to build")
    parser.add_argument(
        "--kills",
        type=int,
        default=200,
        help="kills to try, a fifth each of build, add (anew, placed, placed and corrected) and correction",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the moments of the kills")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        # Readable to a user who may not write, for the read-only folder.
        place.chmod(0o755)
        if given.articles:
            print(first_build(place, given.articles), flush=True)
        for size in [*given.sizes, *([LARGE] if given.large else ())]:
            for line in one_more(place, size):
                print(line, flush=True)
        ok = True
        if given.kills:
            survived, faults = kills(place, given.kills, given.seed)
            ok = survived == given.kills
            print(f"{'kills survived':<36}{survived:>6} of {given.kills}", flush=True)
            print("".join(f"  {fault}\n" for fault in faults), end="")
        for what, trial in (
            ("bad inputs refused", bad_inputs),
            ("full disk: library whole", full_disk),
            ("read-only folder: library whole", read_only),
            ("two programs at once: nothing lost", two_at_once),
            ("clocks set back: nothing lost", clock_set_back),
        ):
            held, tried = trial(_emptied(place / "trial"))
            ok &= held == tried
            print(f"{what:<36}{held:>6} of {tried}", flush=True)
    return 0 if ok else 1


# -- speed -----------------------------------------------------------------------------------------------------------


def first_build(place: Path, number: int) -> str:
    """Builds a library of so many articles of 5 kB."""
    folder = articles.write(place / "first", range(number))
    begin = perf_counter()
    summary = update(Library.create(place / "first library"), [folder])
    took = perf_counter() - begin
    assert summary.articles == number, summary
    return (
        f"{f'build {number:,} articles':<36}{took:>6.1f} s  {number / took:.1f} articles/s, "
        f"{summary.events:,} events, {os.cpu_count()} cores"
    )


def one_more(place: Path, size: int) -> Iterator[str]:
    """Adds one article to a library of `size`, as a program that has just started does; then to one with stars."""
    folder = articles.write(place / f"of {size}", range(size))
    library = place / f"library of {size}"
    # The first build is made already where it is of that size.
    if size == len(list((place / "first").glob("*.txt"))) and (place / "first library").is_dir():
        folder, library = place / "first", place / "first library"
    else:
        _apart(library, folder)
    yield f"{f'add one to {size:,}':<36}{_added(folder, library, size)}"
    if size >= growth.LEAST:
        snapshot = Library.open(library).snapshot()
        events = snapshot.events[:: max(1, len(snapshot.events) // STARS)]
        known = {id: snapshot.lookup.articles[id] for event in events for id in event.articles}
        for event in events:
            Library.open(library).correct([make.of("star", event, known)])
        yield f"{f'add one more, {len(events)} events starred':<36}{_added(folder, library, size + 1)}"


def _added(folder: Path, library: Path, size: int) -> str:
    """Adds one article to a library of `size`: how long that takes, and what is written."""
    articles.write(folder, range(size, size + 1))
    before = _files(library)
    took, summary = _apart(library, folder)
    assert summary.articles == size + 1, summary
    # Nothing is written in place: what is new or another file was written as a whole.
    written = sum(entry[1] for name, entry in _files(library).items() if before.get(name) != entry)
    how = "placed" if summary.placed else "joined anew"
    return f"{took:>6.2f} s  {written / 1e6:.2f} MB written, {how}"


def _apart(library: Path, folder: Path) -> tuple[float, Summary]:
    """Bring a library up to date in a process of its own: the seconds that it took there, and what was done."""
    spawn = get_context("spawn")
    told, telling = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_bring_up_to_date, args=(library, folder, telling))
    process.start()
    telling.close()
    found: tuple[float, Summary] = told.recv()
    process.join()
    return found


def _bring_up_to_date(library: Path, folder: Path, told: Connection) -> None:
    begin = perf_counter()
    summary = update(Library.create(library), [folder])
    told.send((perf_counter() - begin, summary))


def _files(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return {str(path): (status.st_ino, status.st_size, status.st_mtime_ns) for path, status in found}


# -- kills -----------------------------------------------------------------------------------------------------------


def kills(place: Path, number: int, seed: int = 1) -> tuple[int, list[str]]:
    """Kills so many programs at random moments of a build, of adding and of correcting.

    Returns how many libraries opened afterwards with all that was acknowledged, were brought up to date by the next
    build and then held what one that was never killed holds; and what was wrong with the others.
    """
    random = Random(seed)
    folder = articles.write(_emptied(place / "killed") / "articles", range(SMALL), LETTERS)
    base = place / "killed" / "base"
    # Read once: all children know the words of the language, as a program that has run for a while.
    with _big(True):
        update(Library.create(base), [folder])
    corrected = place / "killed" / "corrected"
    shutil.copytree(base, corrected)
    starred = Library.open(corrected)
    dataset = starred.dataset()
    known = {article.id: article for article in dataset.articles}
    starred.correct([make.of("star", event, known) for event in dataset.events])
    articles.write(folder, range(SMALL, SMALL + 1), LETTERS)
    full = place / "killed" / "full"

    def grown(start: Path, placed: bool) -> dict[int, str]:
        """By the number of articles: what a library holds before and after it has one more."""
        shutil.rmtree(full, ignore_errors=True)
        shutil.copytree(start, full)
        with _big(placed):
            _expect(update(Library.open(full), [folder]).placed == placed, "an article was not added as it should be")
        return {SMALL + n: to_json(Library.open(library).dataset()) for n, library in enumerate((start, full))}

    wanted = {"corrected": grown(corrected, True), "placing": grown(base, True), "add": grown(base, False)}
    wanted["build"] = wanted["correction"] = wanted["add"]
    starts = {"build": None, "add": base, "correction": full, "placing": base, "corrected": corrected}
    spans: dict[str, tuple[float, float]] = {}
    faults = []
    for turn in range(number):
        work, start = list(starts.items())[turn % len(starts)]
        target = place / "killed" / "library"
        shutil.rmtree(target, ignore_errors=True)
        if start:
            shutil.copytree(start, target)
        if work not in spans:
            spans[work] = _measured(work, folder, target)
            shutil.rmtree(target)
            if start:
                shutil.copytree(start, target)
        acknowledged = _killed(work, folder, target, spans[work], random)
        try:
            with _big(work in PLACING):
                _check(work, folder, target, acknowledged, wanted[work])
        # Whatever is raised: this library has not survived.
        except Exception as error:
            faults.append(f"kill {turn} of {work}: {type(error).__name__}: {error}")
    return number - len(faults), faults


def _measured(work: str, folder: Path, target: Path) -> tuple[float, float]:
    """Seconds that work takes: until it begins to put together what it found, and from there to its end."""
    child, pipe = _forked(lambda told: _work(work, folder, target, told, corrections=1))
    begin, joining = perf_counter(), None
    while said := os.read(pipe, 1):
        if said == JOINING:
            joining = perf_counter()
    os.waitpid(child, 0)
    os.close(pipe)
    joining = joining or begin
    return joining - begin, perf_counter() - joining


def _killed(work: str, folder: Path, target: Path, spans: tuple[float, float], random: Random) -> int:
    """Let a child work and kill it at some moment; returns how often it said that something was done."""
    child, pipe = _forked(lambda told: _work(work, folder, target, told))
    said = b""
    until, after = spans
    # Half of them while it puts together and writes, which is short; the others at any moment.
    if work != "correction" and random.random() < 0.5:
        while JOINING not in said and (read := os.read(pipe, 1)):
            said += read
        sleep(random.random() * after * 1.1)
    else:
        sleep(random.random() * (until + after) * (4 if work == "correction" else 1.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while read := os.read(pipe, 4096):
        said += read
    os.close(pipe)
    return said.count(DONE)


def _work(work: str, folder: Path, target: Path, told: int, corrections: int = 1_000) -> None:
    if work != "correction":
        joining = JOINING

        def progress(stage: str, *_: object) -> None:
            if stage == "joining":
                os.write(told, joining)

        with _big(work in PLACING):
            update(Library.create(target), [folder], progress=progress)
        os.write(told, DONE)
        return
    library = Library.open(target)
    dataset = library.dataset()
    known = {article.id: article for article in dataset.articles}
    for number in range(corrections):
        library.correct([make.of("title", dataset.events[0], known, f"Titre {number}")])
        os.write(told, DONE)


def _check(work: str, folder: Path, target: Path, acknowledged: int, wanted: dict[int, str]) -> None:
    if (target / "library.json").is_file():
        library = Library.open(target)
        dataset = library.dataset()
        if work == "build" and not acknowledged:
            _expect(len(dataset.articles) == SMALL + 1, "half a build")
        if work != "correction":
            _expect(to_json(dataset) == wanted[len(dataset.articles)], "what opens is neither the old nor the new")
            _expect(not acknowledged or len(dataset.articles) == SMALL + 1, "an acknowledged article is gone")
        library.snapshot()
    else:
        _expect(work == "build" and not acknowledged, "the library is gone")
    summary = update(Library.create(target), [folder])
    library = Library.open(target)
    _expect(summary.articles == SMALL + 1 and not summary.skipped, f"the next build: {summary}")
    _expect(library.corrections_current, "the corrections are not carried out")
    if work == "correction":
        contents = library.corrections()
        titles = [correction.value for correction in contents.corrections]
        _expect(titles == [f"Titre {n}" for n in range(len(titles))], "the journal has holes")
        _expect(acknowledged <= len(titles) <= acknowledged + 1, f"{acknowledged} acknowledged, {len(titles)} there")
        shown = {event.title for event in library.dataset().events}
        _expect(not titles or titles[-1] in shown, "the last correction is not shown")
        _expect(to_json(library.found()) == wanted[SMALL + 1], "the program's work has changed")
    else:
        _expect(to_json(library.dataset()) == wanted[SMALL + 1], "the next build gave something else")
    remains = [path.name for path in target.rglob("*.new")]
    _expect(work == "correction" or not remains or not summary.rebuilt, f"remains: {remains}")


@contextmanager
def _big(big: bool) -> Iterator[None]:
    """Inside, a library of a few articles is big or small: in big ones, articles that come are placed."""
    before = growth.LEAST, growth.AT_ONCE, growth.IN_ALL
    if big:
        growth.LEAST, growth.AT_ONCE, growth.IN_ALL = 1, 1, 1
    try:
        yield
    finally:
        growth.LEAST, growth.AT_ONCE, growth.IN_ALL = before


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        raise AssertionError(otherwise)


def _forked(work: Callable[[int], object]) -> tuple[int, int]:
    """A child that does `work` with a pipe to speak into, and what is read from; it ends with 0 if all goes well."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        work(writing)
        status = 0
    except LibraryError:
        status = 2
    finally:
        os._exit(status)


def _status(work: Callable[[int], object]) -> int:
    """How a child that did `work` ended: 0, 2 where the library refused it, or 1."""
    child, pipe = _forked(work)
    os.close(pipe)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# -- other trials: each returns how often all was well, and how often it was tried ------------------------------------


def bad_inputs(place: Path) -> tuple[int, int]:
    """Files that cannot be read are named with a reason, and the article beside them is read."""
    folder = articles.write(place / "articles", range(1), LETTERS)
    kinds: dict[str, bytes] = {
        "null.txt": b"\x00" * 2_000,
        "inside.txt": b"Le port rouvre.\x00" + b" a" * 50,
        "empty.txt": b"",
        "broken.pdf": b"%PDF-1.7\nnothing",
        "broken.zip": b"PK\x03\x04nothing",
        "broken.jsonl": b'{"text": "a\n',
        "null.jsonl": b'{"text": "\x00"}',
        "deep.jsonl": b"[" * 100_000 + b"]" * 100_000,
        "empty.html": b"<html><body></body></html>",
        "deep.html": b"<div>" * 100_000 + b"x",
        "null.rss": b"<rss version='2.0'>\x00</rss>",
        "laughs.rss": b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss version='2.0'>&b;</rss>",
    }
    for name, content in kinds.items():
        (folder / name).write_bytes(content)
    with (folder / "large.txt").open("wb") as stream:
        stream.write(b"x")
        stream.truncate(200_000_000)
    for name, member in (("climbs.zip", "../../out.txt"), ("nested.zip", "inner.zip")):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr(member, articles.article(7, LETTERS))
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 300_000_000)
    (folder / "loop.txt").symlink_to("loop.txt")
    # No file: passed over, and nobody waits for it.
    os.mkfifo(folder / "pipe.txt")
    summary = update(Library.create(place / "library"), [folder])
    names = [*kinds, "large.txt", "climbs.zip", "nested.zip", "bomb.zip", "loop.txt"]
    refused = {name for name in names for each in summary.skipped if each.file.startswith(name) and each.reason}
    for name in sorted(set(names) - refused):
        print(f"  not refused: {name}")
    assert any(article.file == "00000.txt" for article in Library.open(place / "library").dataset().articles)
    return len(refused), len(names)


def full_disk(place: Path) -> tuple[int, int]:
    """No file may grow over a limit: the build says so, and the library is as it was; then it is brought up to date."""
    folder, library = _built(place)
    articles.write(folder, range(SMALL, SMALL + 1), LETTERS)
    limits = (0, 100, 1_000, 4_096, 10_000, 50_000)

    def limited(limit: int) -> Callable[[int], object]:
        def work(_: int) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            update(Library.open(library), [folder])

        return work

    held = 0
    for limit in limits:
        target = place / "before"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(library, target)
        before = to_json(Library.open(library).dataset())
        status = _status(limited(limit))
        after = to_json(Library.open(library).dataset())
        next_build = update(Library.open(library), [folder])
        held += ((status == 2) == (after == before)) and status in (0, 2) and next_build.articles == SMALL + 1
        shutil.rmtree(library)
        shutil.copytree(target, library)
    return held, len(limits)


def read_only(place: Path) -> tuple[int, int]:
    """Where nothing can be written, a build and a correction say so, and the library can be read."""
    folder, library = _built(place)
    articles.write(folder, range(SMALL, SMALL + 1), LETTERS)
    before = to_json(Library.open(library).dataset())
    paths = [library, *library.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def unprivileged(work: Callable[[], object]) -> Callable[[int], object]:
        def run(_: int) -> None:
            if os.getuid() == 0:
                os.setuid(65534)
            work()

        return run

    def correct() -> None:
        opened = Library.open(library)
        dataset = opened.dataset()
        known = {article.id: article for article in dataset.articles}
        opened.correct([make.of("title", dataset.events[0], known, "Titre")])

    held = 0
    held += _status(unprivileged(lambda: update(Library.open(library), [folder]))) == 2
    held += _status(unprivileged(correct)) == 2
    held += _status(unprivileged(lambda: _expect(to_json(Library.open(library).dataset()) == before, "another"))) == 0
    held += _status(unprivileged(lambda: Library.open(library).snapshot())) == 0
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    held += update(Library.open(library), [folder]).articles == SMALL + 1
    return held, 5


def two_at_once(place: Path) -> tuple[int, int]:
    """Two programs add to one library at once: what each acknowledged is there."""
    _, library = _built(place)
    tried, held = 5, 0
    for turn in range(tried):
        files = []
        for number in (100 + 2 * turn, 101 + 2 * turn):
            other = articles.write(place / f"other {number}", range(number, number + 1), LETTERS)
            files.append(next(other.iterdir()))
        children = [_forked(_adding(library, file)) for file in files]
        ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in children]
        for _, pipe in children:
            os.close(pipe)
        there = {article.file for article in Library.open(library).dataset().articles}
        held += all(
            status == 2 or (status == 0 and file.name in there) for status, file in zip(ended, files, strict=True)
        )
    return held, tried


def _adding(library: Path, file: Path) -> Callable[[int], Summary]:
    return lambda _: update(Library.open(library), [file])


def clock_set_back(place: Path) -> tuple[int, int]:
    """Files of today that say they are of 1990: a changed article is seen, corrections keep their order."""
    folder, library = _built(place)
    opened = Library.open(library)
    dataset = opened.dataset()
    known = {article.id: article for article in dataset.articles}
    event = dataset.events[0]
    opened.correct([make.of("title", event, known, "Avant")])
    for path in [*library.rglob("*"), *folder.iterdir()]:
        os.utime(path, (631_152_000, 631_152_000))
    Library.open(library).correct([make.of("title", event, known, "Après")])
    held = 0
    held += any(each.title == "Après" for each in Library.open(library).dataset().events)
    held += [c.value for c in Library.open(library).corrections().corrections] == ["Avant", "Après"]
    changed = folder / "00000.txt"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("Le montant", "La somme"), encoding="utf-8")
    os.utime(changed, (631_152_000, 631_152_000))
    summary = update(Library.open(library), [folder])
    held += any("La somme" in article.text for article in Library.open(library).dataset().articles)
    held += summary.articles == SMALL
    return held, 4


def _built(place: Path) -> tuple[Path, Path]:
    folder = articles.write(place / "articles", range(SMALL), LETTERS)
    update(Library.create(place / "library"), [folder])
    return folder, place / "library"


def _emptied(place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return place


if __name__ == "__main__":
    sys.exit(main())
