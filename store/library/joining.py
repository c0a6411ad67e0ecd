"""Putting all articles of a library together: read, told and joined, in several processes where they are many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from store.assemble import assemble
from store.engine import RULES, Engine
from store.learned import Learned
from store.library import growth
from store.library import learned as learnt
from store.library.extractions import Extractions
from store.library.library import Library
from store.library.tellings import Tellings
from store.library.workers import Crew
from store.model import Article, Dataset
from store.reading.entities import Mendings

Progress = Callable[[Literal["finding", "joining"], int, int, str], None]
"""Called with the stage, how much of it is done, how much there is (0: nobody can say), and what is being done."""


def join(
    library: Library,
    articles: Sequence[Article],
    mendings: Mendings,
    engines: Mapping[str, Engine],
    program: str,
    progress: Progress | None,
    crew: Crew,
) -> Dataset:
    """Put `articles` together and store what follows from them; the library is locked.  Returns what was found.

    `mendings` is what a person says of names, `engines` says by article id what reads its names, where that is not the
    rules; `program` is what all that follows is made by, `crew` reads many articles.
    """
    reached = 0

    def found(done: int, total: int, file: str) -> None:
        nonlocal reached
        if progress and reached <= done < total:
            reached = done
            progress("finding", done, total, file)
        elif progress and done == total:
            progress("joining", 0, 0, "")

    def ahead(done: int, file: str) -> None:
        # Not the last: joining begins when all that was found is had.
        found(min(done, len(articles) - 1), len(articles), file)

    known: list[Learned] = []
    extractions = Extractions(library.path, program, crew)
    tellings = Tellings(library.path, program, extractions, crew)
    try:
        extractions.read_ahead([a for a in articles if engines.get(a.id, RULES) == RULES], mendings, ahead)
        dataset = assemble(
            articles,
            found if progress else None,
            mendings=mendings,
            engines=engines,
            read=extractions.read,
            tell=tellings.tell_each,
            learned=known.append if len(articles) >= growth.LEAST else None,
        )
    except BaseException:
        # Whoever stops a long build goes on later where it was.
        extractions.save(whole=False)
        raise
    crew.close()
    extractions.save()
    tellings.save()
    digest = learnt.write(library.path, known[0]) if known else None
    library.store_derived(dataset, program, learned=digest)
    learnt.keep_only(library.path, digest)
    return dataset
