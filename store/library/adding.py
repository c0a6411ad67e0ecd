"""Bringing new articles into a big library: they are placed among what stands, and all the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from store.addition import Addition, add, extended
from store.engine import RULES, Engine
from store.index.columns import Columns
from store.index.memory import MemoryColumns
from store.learned import Learned
from store.library import learned as learnt
from store.library.extractions import Extractions
from store.library.library import Library, Root, Stored
from store.library.news import News, news
from store.library.placing import placement
from store.library.roots import Placed
from store.library.scan import program
from store.library.standing import StandingLibrary
from store.library.tellings import Tellings
from store.library.versions import with_places
from store.library.workers import Crew
from store.model import Article, Dataset
from store.reading.entities import Mendings


def place(
    library: Library,
    roots: Sequence[Root],
    stored: Sequence[Stored],
    before: Sequence[Stored],
    new: Sequence[Article],
    mendings: Mendings,
    engines: Mapping[str, Engine],
) -> News | None:
    """Add the `new` articles to a library that is locked; None where all of it must be put together anew.

    Args:
        library: the library.
        roots: what it is built from, from now on.
        stored: its articles as they were read, from now on.
        before: its articles as they were read, until now.
        new: those of them that it does not have.
        mendings: what a person says of names.
        engines: by article id what reads its names, where that is not the rules.
    """
    digest = library.learned()
    learned = learnt.read(library.path, digest) if digest else None
    if learned is None:
        return None
    bylines = library.bylines()
    if any(one is not other for one, other in zip(with_places(bylines, stored), bylines, strict=True)):
        return None
    names = dict(learned.names)
    for placed in library.placed():
        names |= {key: id for key, id in placed.names.items() if key not in names}
    known = Learned(learned.frequencies, names)
    with Crew() as crew:
        extractions = Extractions(library.path, program(), crew)
        tellings = Tellings(library.path, program(), extractions, crew)
        read = [extractions.read(article, mendings, engines.get(article.id, RULES)) for article in new]

        def added_to(columns: Columns) -> Addition:
            standing = StandingLibrary(columns, known, tellings)
            found = add(read, standing, mendings, tellings.tell_each)
            return replace(found, articles=with_places(found.articles, stored))

        addition = None
        if not library.has_corrections:
            addition = _put(library, roots, stored, before, added_to)
        else:
            addition = _put_and_correct(library, roots, stored, before, added_to)
            addition = addition or _put_beside(library, roots, stored, added_to)
        if addition is None:
            return None
        extractions.save(whole=False)
        tellings.save(whole=False)
    articles = (*bylines, *addition.articles)
    return news(Dataset(articles=articles, events=addition.events), {article.id for article in new})


_Adder = Callable[[Columns], Addition]


def _put(
    library: Library, roots: Sequence[Root], stored: Sequence[Stored], before: Sequence[Stored], added_to: _Adder
) -> Addition | None:
    """Only the rows that change are written; None where the tables are not as they should be."""
    snapshot = library.snapshot()
    addition = added_to(snapshot)
    changes = placement(snapshot, addition)
    if changes is None:
        return None
    library.store_placed(roots, stored, before, changes, _placed(addition))
    return addition


def _put_and_correct(
    library: Library, roots: Sequence[Root], stored: Sequence[Stored], before: Sequence[Stored], added_to: _Adder
) -> Addition | None:
    """As `_put`, where a person corrected something; None where more must be looked at to know what comes of it."""
    # Imported here: most libraries have no corrections.
    from store.library.enlarging import enlarged

    carried = library.carried_out()
    if carried is None:
        return None
    found = enlarged(library.snapshot(), carried, added_to)
    if found is None:
        return None
    library.store_placed(roots, stored, before, found.placement, _placed(found.addition))
    library.note_carried_out(found.recorded, carried.about)
    return found.addition


def _put_beside(library: Library, roots: Sequence[Root], stored: Sequence[Stored], added_to: _Adder) -> Addition:
    """Where a person corrected something, all that the program found is read, and corrected again with what is new."""
    before = library.dataset()
    found = library.found_of(before)
    addition = added_to(MemoryColumns(found))
    library.store_articles(roots, stored)
    library.store_derived(extended(found, addition), library.program() or "", before)
    library.note_placed(_placed(addition))
    return addition


def _placed(addition: Addition) -> Placed:
    return Placed(tuple(article.id for article in addition.articles), dict(addition.names))
