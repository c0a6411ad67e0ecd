"""Bringing a library up to date with folders and files: what is new, changed or gone, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import monotonic_ns
from typing import TYPE_CHECKING, Literal

from store.engine import RULES, Engine, EngineError, check
from store.folders import Folders
from store.library import growth, seen
from store.library.disk import absolute
from store.library.errors import JournalUnreadableError, LibraryError, LibraryUnwritableError
from store.library.gathering import Gathering
from store.library.inputs import paths, scan_all
from store.library.library import Library, Root, Skipped, Stored, chosen
from store.library.memory import without_searching_for_garbage
from store.library.news import NOTHING_NEW, news
from store.library.pages import Page
from store.library.program import FRESH_NS, program, remember
from store.library.roots import with_texts
from store.library.scan import Scan, scan
from store.library.summary import Duplicate, Moved, Rejoined, Summary, duplicates, unpublished
from store.library.versions import Corrected, corrected, in_question, superseded
from store.model import Article
from store.reading.entities import Mendings, merged

if TYPE_CHECKING:
    from store.library.workers import Crew

__all__ = ["Duplicate", "Moved", "Progress", "Stage", "Summary", "update"]

Stage = Literal["fetching", "reading", "finding", "joining"]
"""What a build is at: fetching pages, reading files, finding what is in each, putting together what they tell."""
Progress = Callable[[Stage, int, int, str], None]
"""Called with the stage, how much of it is done, how much there is (0: nobody can say), and what is being done."""


def update(
    library: Library,
    inputs: Sequence[Path | Page],
    *,
    published: str | None = None,
    language: str | None = None,
    engine: Engine | None = None,
    example: bool = False,
    rejoin: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Bring `library` up to date with `inputs`: folders, files, and pages that were fetched.

    A folder is synchronised: articles whose files have gone from it leave the library.  A file is added, or replaced.
    Articles of other folders and files stay, and so does what a person corrected.  Where nothing has changed, nothing
    is done and nothing of extraction is imported.  A file that cannot be read is skipped and named in the summary; what
    was stored of it stays.

    Args:
        library: the library, which may be new.
        inputs: what to read.
        published: EDTF date for articles that do not say theirs; kept for the next time, "" forgets it.
        language: ISO 639-1 code for articles that do not say theirs; kept as well.
        engine: what reads the names in these articles; kept as well (first: the rules).
        example: `inputs` is the built-in example, which is never mixed with other articles.
        rejoin: articles that were only placed among what stood (`store.library.growth`) are joined with all others.
        progress: is told how far it is.

    Raises:
        LibraryError: the library cannot be read or written, or the example would be mixed with other articles,
            or an engine is not installed.
    """
    known = library.roots()
    if known and (example or any(root.kind == "example" for root in known)) and {r.kind for r in known} != {"example"}:
        raise LibraryError(f"{library.path}: it holds other articles, with which the example is not mixed")
    if not example and any(root.kind == "example" for root in known):
        raise LibraryError(f"{library.path}: it holds the built-in example, which is not mixed with other articles")
    if library.exists:
        library.read_ahead("files", "articles")
    # Looked at before they are read: what changes meanwhile is seen the next time.
    folders, begin = Folders(), monotonic_ns()
    given = {"example" if example else str(absolute(path)): path for path in paths(inputs) if path.is_dir()}
    looks = {key: seen.look(path, folders) for key, path in given.items()}
    rejoined = Rejoined(_placed(library), library.count("events")) if rejoin and library.exists else None
    summary = _updated(library, inputs, known, folders, published, language, engine, example, rejoin, progress)
    summary = replace(summary, rejoined=rejoined)
    # A journal that came from elsewhere; where nothing can be written, it waits for the next time.
    with suppress(LibraryUnwritableError, JournalUnreadableError):
        library.bring_corrections_in()
    if library.exists:
        for key in [key for key, told in looks.items() if told is None and monotonic_ns() - begin > FRESH_NS]:
            looks[key] = _trusted_by_now(library, given[key], key, example=example)
    if library.exists and not any(option is not None for option in (published, language, engine)):
        seen.remember(library.path, looks, library.fingerprint("roots"))
    if library.exists:
        remember(library.path)
    return summary


def _trusted_by_now(library: Library, path: Path, key: str, *, example: bool) -> str | None:
    """What the folder looks like that is the root `key`, of which some files were too new to be trusted before.

    They are read once more, where that is long enough ago by now; None where it is not, or something has changed.
    """
    folders = Folders()
    told = seen.look(path, folders)
    root = next((root for root in library.roots() if root.key == key), None)
    if told is None or root is None:
        return None
    try:
        found = scan(path, [root], None, None, example=example, library=library.path, folders=folders)
    except OSError:
        return None
    _remember([found])
    return told if found.root.fingerprint == root.fingerprint else None


def _updated(
    library: Library,
    inputs: Sequence[Path | Page],
    known: tuple[Root, ...],
    folders: Folders,
    published: str | None,
    language: str | None,
    engine: Engine | None,
    example: bool,
    rejoin: bool,
    progress: Progress | None,
) -> Summary:
    scans, missing = scan_all(inputs, known, folders, published, language, engine, library.path, example=example)
    if not library.exists and not scans:
        return Summary(skipped=missing)
    rejoin = rejoin and library.exists and bool(library.placed())
    if not rejoin and _is_current(library, scans):
        _remember(scans)
        return _unchanged(library, scans, missing)
    _check_engines([*known, *(found.root for found in scans)])
    # Imported here: a library that has not changed opens without it.
    from store.library.workers import Crew

    with library.transaction(), without_searching_for_garbage(), Crew() as crew:
        summary = _Update(library, scans, missing, rejoin, progress, crew).run()
    _remember(scans)
    return summary


def _remember(scans: Iterable[Scan]) -> None:
    """What was worked out of the files of folders; what cannot be kept is not."""
    for found in scans:
        if found.digests:
            found.digests.save()


def _check_engines(roots: Sequence[Root]) -> None:
    # What the scans give stands behind what was known, and goes before it.
    for root in {root.key: root for root in roots}.values():
        try:
            check(root.engine)
        except EngineError as error:
            raise LibraryError(str(error)) from error


def _is_current(library: Library, scans: Sequence[Scan]) -> bool:
    if not library.exists or library.program() != program(library.path):
        return False
    stored = {root.key: root.fingerprint for root in library.roots()}
    return all(stored.get(found.root.key) == found.root.fingerprint for found in scans)


def _unchanged(library: Library, scans: Sequence[Scan], missing: tuple[Skipped, ...]) -> Summary:
    keys = {found.root.key for found in scans}
    roots = [root for root in library.roots() if root.key in keys]
    skipped = tuple(item for root in roots for item in root.skipped)
    stored = _told(library, library.stored(texts=False))
    articles = chosen(stored)
    return Summary(
        unchanged=sum(item.root in keys for item in stored),
        skipped=missing + skipped,
        duplicates=duplicates(stored, articles, keys),
        articles=len(articles),
        events=library.count("events"),
        quotes=library.count("quotes"),
        notes=tuple(note for root in roots for note in root.notes),
        unpublished=unpublished(library.bylines(), stored, keys),
        others=_others(scans),
        placed=_placed(library),
    )


def _others(scans: Iterable[Scan]) -> tuple[tuple[str, int], ...]:
    total: Counter[str] = Counter()
    for found in scans:
        total.update(found.others)
    return tuple(sorted(total.items(), key=lambda item: (-item[1], item[0])))


class _Update:
    """One run of `update` on a locked library."""

    def __init__(
        self,
        library: Library,
        scans: Sequence[Scan],
        missing: tuple[Skipped, ...],
        rejoin: bool,
        progress: Progress | None,
        crew: Crew,
    ) -> None:
        self.library = library
        self.scans = scans
        self.missing = missing
        self.rejoin = rejoin
        self.progress = progress
        self.crew = crew
        library.read_derived_ahead()
        self.before = _told(library, library.stored(texts=False))
        """What was stored, as a rule without the texts: to read them all takes longer than anything else here."""
        self.known = {root.key: root for root in library.roots()}
        self.same_program = library.program() == program(library.path)
        self.fresh: Set[str] = frozenset()
        """The ids of the texts that came now."""
        self.news = NOTHING_NEW
        self.bylines: Sequence[Article] = ()
        """What all articles say of themselves, where that was read."""

    def run(self) -> Summary:
        """Store what the inputs hold now, and what follows from it."""
        gathered = self._gathered()
        roots, stored = gathered.roots, gathered.stored
        keys = {root.key for root in roots}
        kept = {item.place for item in stored}
        gone = [item.article for item in self.before if item.root in keys and item.place not in kept]
        roots = [*(root for root in self.known.values() if root.key not in keys), *roots]
        stored = [*(item for item in self.before if item.root not in keys), *stored]
        roots, stored = _without_absorbed(roots, stored)
        stored = _told(self.library, stored)
        before, articles = chosen(self.before), chosen(stored)
        now = {article.id: article.file for article in articles}
        mended = _mended(roots)
        engines, engines_before = _engines(roots, stored), _engines(self.known.values(), self.before)
        rebuilt = (
            self.rejoin
            or not self.same_program
            or _without_texts(articles) != _without_texts(before)
            or mended != _mended(self.known.values())
            or engines != engines_before
        )
        replaced = self._corrected(stored)
        # A newer program may read a file that is known in another way: that is not new.
        self.fresh = {i.article.id for i in stored if i.since == gathered.turn} - {i.article.id for i in self.before}
        new = None
        if not self.rejoin and self.same_program and mended == _mended(self.known.values()):
            new = growth.grown(_without_texts(before), _without_texts(articles), self.library.placed())
        if not rebuilt or new is None or not self._place(roots, stored, new, mended, engines, engines_before):
            self.library.store_articles(roots, stored)
            if rebuilt:
                self._join(chosen(with_texts(stored, self.library.texts())), mended, engines)
        if not self.fresh.isdisjoint(now) and not any(root.kind == "example" for root in roots):
            self.library.note_new(self.news.articles)
        return Summary(
            read=gathered.read,
            unchanged=gathered.unchanged,
            skipped=(*self.missing, *gathered.skipped),
            gone=tuple(article.file for article in gone if article.id not in now),
            moved=tuple(Moved(article.file, now[article.id]) for article in gone if article.id in now),
            duplicates=duplicates(stored, articles, keys),
            articles=len(now),
            events=self.library.count("events"),
            quotes=self.library.count("quotes"),
            rebuilt=rebuilt,
            notes=tuple(gathered.notes),
            others=_others(self.scans),
            corrected=replaced,
            news=self.news,
            unpublished=unpublished(self.bylines or self.library.bylines(), stored, keys),
            placed=_placed(self.library),
        )

    def _gathered(self) -> Gathering:
        """What the inputs hold now."""
        total, done = sum(len(found.files) for found in self.scans), count()
        # They begin while this process reads files.
        self.crew.expect(total - len(self.before))

        def reading(file: str) -> None:
            if self.progress:
                self.progress("reading", next(done), total, file)

        gathering = Gathering(self.known, self.before, reading, same_program=self.same_program)
        for found in self.scans:
            gathering.gather(found)
        return gathering

    def _corrected(self, stored: Sequence[Stored]) -> tuple[Corrected, ...]:
        """The articles of which a later version has come: another text in the same file, or of the same address."""
        before = {item.place: item for item in self.before}
        pairs = [
            (item.article, old.article)
            for item in stored
            if (old := before.get(item.place)) and old.digest != item.digest and old.article.id != item.article.id
        ]
        article_of = {item.article.id: item.article for item in stored}
        known = superseded(self.before)
        pairs += [(article_of[new], article_of[old]) for old, new in superseded(stored).items() if old not in known]
        # What was there before may be without its text, and so may what has not changed since.
        texts = self.library.texts() if pairs else {}
        whole = [[a if a.text else replace(a, text=texts.get(a.id, "")) for a in pair] for pair in pairs]
        found = {(new.id, old.id): corrected(new, old) for new, old in reversed(whole)}
        return tuple(sorted(found.values(), key=lambda each: (each.file, each.before)))

    def _place(
        self,
        roots: Sequence[Root],
        stored: Sequence[Stored],
        ids: Set[str],
        mendings: Mendings,
        engines: Mapping[str, Engine],
        engines_before: Mapping[str, Engine],
    ) -> bool:
        """Place the articles that are new among what stands; whether that could be done."""
        if {id: engine for id, engine in engines.items() if id not in ids} != engines_before:
            return False
        new = [article for article in chosen(stored) if article.id in ids]
        if self.progress:
            self.progress("joining", 0, 0, "")
        from store.library.adding import place

        found = place(self.library, roots, stored, self.before, new, mendings, engines, self.crew)
        if found is None:
            return False
        self.news, self.bylines = found.news, found.bylines
        return True

    def _join(self, articles: tuple[Article, ...], mendings: Mendings, engines: Mapping[str, Engine]) -> None:
        """Put all articles together."""
        if self.progress:
            self.progress("finding", 0, len(articles), "")
        # Imported here: a library that has not changed opens without it.
        from store.library.joining import join

        dataset = join(self.library, articles, mendings, engines, program(self.library.path), self.progress, self.crew)
        self.news = news(replace(dataset, events=self.library.as_shown(dataset.events)), self.fresh)


def _placed(library: Library) -> int:
    """How many articles were placed among what stood since all of it was joined."""
    return sum(len(each.articles) for each in library.placed())


def _told(library: Library, stored: Iterable[Stored]) -> list[Stored]:
    """What was read, with the texts that tell whether one article is a version of another."""
    items = list(stored)
    wanted = in_question(items)
    if all(item.article.text for item in items if item.article.id in wanted):
        return items
    return with_texts(items, {id: text for id, text in library.texts().items() if id in wanted})


def _without_texts(articles: Iterable[Article]) -> list[Article]:
    """Articles as they can be told apart: an id is made from the text."""
    return [replace(article, text="") if article.text else article for article in articles]


def _mended(roots: Iterable[Root]) -> Mendings:
    """What all roots say of names, the same in whatever order they were given."""
    return merged(root.mendings for root in sorted(roots, key=lambda root: root.key))


def _engines(roots: Iterable[Root], stored: Sequence[Stored]) -> dict[str, Engine]:
    """By article id: the engine of a root that holds it, where that is not the rules."""
    of_root = {root.key: root.engine for root in roots if root.engine != RULES}
    return {item.article.id: of_root[item.root] for item in stored if item.root in of_root}


def _without_absorbed(roots: list[Root], stored: list[Stored]) -> tuple[list[Root], list[Stored]]:
    """Without files that were given by name once and now lie in a folder that is synchronised as a whole."""
    folders = {Path(root.path) for root in roots if root.kind == "folder"}
    absorbed = {
        root.key for root in roots if root.kind == "file" and any(p in folders for p in Path(root.path).parents)
    }
    return [r for r in roots if r.key not in absorbed], [s for s in stored if s.root not in absorbed]
