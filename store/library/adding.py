"""Bringing new articles into a big library: they are placed among what stands, and all the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from store.addition import Addition, add, extended
from store.engine import RULES, Engine
from store.index.columns import Columns
from store.index.memory import MemoryColumns
from store.learned import Learned
from store.library import learned as learnt
from store.library.extractions import Extractions
from store.library.library import Library, Root, Stored
from store.library.news import News, news
from store.library.placing import Placement, placement
from store.library.program import program
from store.library.roots import Placed
from store.library.snapshot import Snapshot
from store.library.standing import StandingLibrary
from store.library.tellings import Tellings
from store.library.versions import with_places
from store.library.workers import Crew
from store.model import Article, Dataset
from store.reading.entities import Mendings

_Adder = Callable[[Columns], Addition]


@dataclass(frozen=True, slots=True)
class Brought:
    """What new articles brought to a library, and what all of its articles say of themselves now."""

    news: News
    bylines: Sequence[Article]


def place(
    library: Library,
    roots: Sequence[Root],
    stored: Sequence[Stored],
    before: Sequence[Stored],
    new: Sequence[Article],
    mendings: Mendings,
    engines: Mapping[str, Engine],
    crew: Crew,
) -> Brought | None:
    """Add the `new` articles to a library that is locked; None where all of it must be put together anew.

    Args:
        library: the library.
        roots: what it is built from, from now on.
        stored: its articles as they were read, from now on.
        before: its articles as they were read, until now.
        new: those of them that it does not have.
        mendings: what a person says of names.
        engines: by article id what reads its names, where that is not the rules.
        crew: reads many articles.
    """
    digest = library.learned()
    learned = learnt.read(library.path, digest) if digest else None
    if learned is None:
        return None
    snapshot = library.snapshot()
    bylines = snapshot.lookup.bylines
    if any(one is not other for one, other in zip(with_places(bylines, stored), bylines, strict=True)):
        return None
    names = dict(learned.names)
    for placed in library.placed():
        names |= {key: id for key, id in placed.names.items() if key not in names}
    known = Learned(learned.frequencies, names)
    extractions = Extractions(library.path, program(library.path), crew)
    tellings = Tellings(library.path, program(library.path), extractions, crew)
    read = [extractions.read(article, mendings, engines.get(article.id, RULES)) for article in new]

    def added_to(columns: Columns) -> Addition:
        standing = StandingLibrary(columns, known, tellings)
        found = add(read, standing, mendings, tellings.tell_each)
        return replace(found, articles=with_places(found.articles, stored))

    putting = _Putting(library, roots, stored, before, snapshot)
    if not library.has_corrections:
        addition = putting.alone(added_to)
    else:
        addition = putting.corrected(added_to) or putting.with_all(added_to)
    if addition is None:
        return None
    extractions.save(whole=False)
    tellings.save(whole=False)
    articles = (*bylines, *addition.articles)
    told = news(Dataset(articles=articles, events=addition.events), {article.id for article in new})
    return Brought(told, articles)


@dataclass(frozen=True, slots=True)
class _Putting:
    """Ways to write what is added; each does all of it, or nothing and returns None.

    What is returned has the events as they are shown, with what a person corrected.
    """

    library: Library
    roots: Sequence[Root]
    stored: Sequence[Stored]
    before: Sequence[Stored]
    snapshot: Snapshot

    def alone(self, added_to: _Adder) -> Addition | None:
        """Only the rows that change are written; None where the tables are not as they should be."""
        addition = added_to(self.snapshot)
        changes = placement(self.snapshot, addition)
        if changes is not None:
            self._put(changes, addition)
        return addition if changes is not None else None

    def corrected(self, added_to: _Adder) -> Addition | None:
        """The same where a person corrected something; None where more must be known to tell what comes of it."""
        # Imported here: most libraries have no corrections.
        from store.library.enlarging import enlarged

        carried = self.library.carried_out()
        found = enlarged(self.snapshot, carried, added_to) if carried is not None else None
        if carried is None or found is None:
            return None
        self._put(found.placement, found.addition)
        self.library.note_carried_out(found.recorded, carried.about)
        # What is said of it is what is shown.
        shown = {event.id: event for event in found.placement.change.new.events}
        return replace(found.addition, events=tuple(shown.get(e.id, e) for e in found.addition.events))

    def with_all(self, added_to: _Adder) -> Addition:
        """All that the program found is read, and corrected again with what is new."""
        before = self.library.dataset()
        found = self.library.found_of(before)
        addition = added_to(MemoryColumns(found))
        self.library.store_articles(self.roots, self.stored)
        self.library.store_derived(extended(found, addition), self.library.program() or "", before)
        self.library.note_placed(_placed(addition))
        return replace(addition, events=self.library.as_shown(addition.events))

    def _put(self, changes: Placement, addition: Addition) -> None:
        self.library.store_placed(self.roots, self.stored, self.before, changes, _placed(addition))


def _placed(addition: Addition) -> Placed:
    return Placed(tuple(article.id for article in addition.articles), dict(addition.names))
