"""What folders, files and pages hold now, for a library that is brought up to date: only what is new is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from store.engine import RULES
from store.library.entries import by_file, holder, read_entry
from store.library.roots import Root, Skipped, Stored
from store.library.scan import Scan
from store.reading.entities import NOTHING, Mendings

if TYPE_CHECKING:
    from store.reading import SourceFacts


class Gathering:
    """What is gathered from one root after the other.

    Args:
        known: the roots that the library has, by their keys.
        before: its articles.
        same_program: whether this program read them.
        reading: is told of each file before it is looked at.
    """

    def __init__(
        self,
        known: Mapping[str, Root],
        before: Sequence[Stored],
        reading: Callable[[str], None],
        *,
        same_program: bool,
    ) -> None:
        self.known, self.before = known, before
        self.same_program = same_program
        self.reading = reading
        self.turn = 1 + max((item.since for item in before), default=-1)
        """The number of this build."""
        self.skipped: list[Skipped] = []
        """What could not be read."""
        self.notes: list[Skipped] = []
        """What is worth a look, though nothing is lost by it."""
        self.roots: list[Root] = []
        self.stored: list[Stored] = []
        """What was gathered: the roots as they are to be stored, and their articles."""
        self.read = 0
        self.unchanged = 0
        """How many articles were read now, and how many needed not be."""

    def gather(self, found: Scan) -> None:
        """Add what one root holds."""
        skipped, notes = len(self.skipped), len(self.notes)
        self.skipped += found.unlisted
        self.stored += self._articles(found)
        self.stored += self._out_of_sight(found)
        mendings = self._mendings(found)
        self.roots.append(
            replace(
                found.root,
                skipped=tuple(self.skipped[skipped:]),
                notes=tuple(self.notes[notes:]),
                mendings=mendings,
            )
        )

    def _articles(self, found: Scan) -> list[Stored]:
        root, before = found.root, self.known.get(found.root.key)
        names = {entry.file for entry in found.files}
        stored = by_file((item for item in self.before if item.root == root.key), names)
        same = (
            self.same_program
            and before is not None
            and replace(root, fingerprint="", engine=RULES)
            == replace(before, fingerprint="", skipped=(), notes=(), mendings=NOTHING, engine=RULES)
        )
        facts = self._facts(found)
        # What could not be read of a file that holds several articles still cannot, where the file is the same.
        skipped: defaultdict[str, list[Skipped]] = defaultdict(list)
        for item in before.skipped if before else ():
            if item.file not in names and (name := holder(item.file, names)) is not None:
                skipped[name].append(item)
        articles: list[Stored] = []
        for entry in found.files:
            self.reading(entry.file)
            old = stored.get(entry.file, [])
            if same and entry.digest and any(item.digest == entry.digest for item in old):
                self.unchanged += len(old)
                articles += old
                self.skipped += skipped.get(entry.file, ())
                continue
            now = read_entry(entry, root, facts, old, self.turn)
            self.read += now.read
            self.skipped += now.skipped
            articles += now.stored
        return articles

    def _out_of_sight(self, found: Scan) -> list[Stored]:
        """What is stored of files that lie where nobody can look now: it stays."""
        if not found.unlisted:
            return []
        seen = {entry.file for entry in found.files}
        stored = (i for i in self.before if i.root == found.root.key and holder(i.article.file, seen) is None)
        return [item for item in stored if found.may_hold(item.article.file)]

    def _facts(self, found: Scan) -> Mapping[str, SourceFacts]:
        """What the root's `sources.toml` says that can be used; its faults are skipped, strays noted."""
        from store.reading import ReadingError, load_sources
        from store.reading.sources import NAME

        try:
            said = load_sources(found.folder)
        except ReadingError as error:
            self.skipped.append(Skipped(error.file, error.reason))
            return {}
        self.skipped += (Skipped(NAME, fault) for fault in said.faults)
        names = [entry.raw for entry in found.files]
        for name in said.tables:
            if found.root.kind == "file" or holder(name, names) is not None or found.may_hold(name):
                continue
            near = get_close_matches(name, names, 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            self.notes.append(Skipped(NAME, f'["{name}"] is no article of this folder{hint}'))
        return said.tables

    def _mendings(self, found: Scan) -> Mendings:
        """What the root's `entities.toml` says; where it is broken, what it said before."""
        from store.reading import ReadingError, load_mendings

        try:
            return load_mendings(found.folder)
        except ReadingError as error:
            self.skipped.append(Skipped(error.file, error.reason))
            before = self.known.get(found.root.key)
            return before.mendings if before else NOTHING
