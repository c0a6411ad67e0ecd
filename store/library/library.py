"""A library: what is stored in it, with what a person corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tinydb import TinyDB

from store.library import machine, order
from store.library.columns import columns_before, write_columns, write_edited_columns
from store.library.head import Head, cannot
from store.library.journaled import PLACED, Journaled
from store.library.kinds import DERIVED, KEYS
from store.library.memory import without_searching_for_garbage
from store.library.record import is_library
from store.library.roots import Placed, Root, RootKind, Skipped, Stored
from store.library.ropes import Edit
from store.library.snapshot import FILE, NAME, NEW_ARTICLES, Snapshot
from store.library.stored import inserted, line
from store.library.versions import chosen, with_places
from store.model import Article, Dataset

if TYPE_CHECKING:
    from store.corrections.model import Correction
    from store.index.editing import Before
    from store.library.placing import Placement
    from store.library.recorded import CarriedOut

_ON_NAMES = ("name", "type", "alias", "add")
"""The kinds of corrections for which it must be known where entities are named."""
_APART = ("time_expressions", "amounts", "counts", "quotes")
"""The tables that most other kinds of corrections do not look at."""

__all__ = ["FILE", "Library", "Root", "RootKind", "Skipped", "Stored", "chosen", "is_library"]


class Library(Journaled):
    """The library in the folder `path`: its record, with what a person corrected.  Made by `open` or `create`."""

    def __init__(self, path: Path, head: Head | None = None) -> None:
        super().__init__(path, head)
        self._fresh: Dataset | None = None
        self._before: Before | None = None
        self._edited: tuple[Head, Placement] | None = None

    # -- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything stored inside is written at once at its end, or nothing is; other writers wait."""
        try:
            with self._storage.transaction():
                yield
        except BaseException:
            # What was not stored is nothing that screens may read.
            self._fresh = self._before = self._edited = None
            raise
        if self._fresh is not None and not self._storage.in_transaction:
            # What screens read is made from what was just written; where that fails, the next reader makes it.
            write_columns(self.path, self._storage.head(), self._fresh, self._before)
            self._fresh = self._before = None
        if self._edited is not None and not self._storage.in_transaction:
            before, placement = self._edited
            write_edited_columns(self.path, before, self._storage.head(), placement.change, placement.columns)
            self._edited = None

    def store_articles(self, roots: Sequence[Root], stored: Sequence[Stored]) -> None:
        """Put these in the place of all roots and of all that was read from them."""
        with self.transaction():
            db = self._db()
            self._fill("roots", roots)
            self._put_files(stored)
            known, own = self.texts(), self._added_by_hand(db)
            texts = {id: text for id, text in known.items() if id in own}
            # What is given without its text has the one that is stored.
            texts |= {item.article.id: item.article.text or known.get(item.article.id, "") for item in stored}
            self._fill_texts(texts, own | {article.id for article in chosen(stored)})
            # A file that came or went may change nothing else.
            told = self._rows(db, "articles", Article)
            placed = with_places(told, stored)
            if any(one is not other for one, other in zip(placed, told, strict=True)):
                self._fill("articles", placed)

    def store_derived(
        self, dataset: Dataset, program: str, stored: Dataset | None = None, learned: str | None = None
    ) -> None:
        """Put what `program` made of the articles in the place of what was derived before.

        What a person corrected is carried out on it.  `stored` is what the library holds now, where that is known:
        what of it stays the same is not written again.  `learned` names what was learned of the articles, where all of
        them were put together anew (`store.library.learned`).
        """
        with self.transaction():
            db = self._db()
            if stored is None:
                places = with_places(dataset.articles, self._rows(db, "files", Stored))
                dataset = replace(dataset, articles=places)
            found = order.as_stored(dataset, stored)
            dataset, journal = self._replayed(db, found, stored)
            # What extraction adds to an article (its inferred date) is kept; its text is in the other table.
            kept = {name for name in ("articles", *DERIVED) if stored and order.is_same(dataset, stored, name)}
            if "articles" not in kept:
                self._fill("articles", [replace(article, text="") for article in dataset.articles])
            if "entities" not in kept:
                self._fill("mentions", order.named(dataset))
                self._fill("entities", order.without_mentions(dataset.entities))
            for name in DERIVED:
                if name not in kept and name != "entities":
                    self._put(name, getattr(dataset, name), stored)
            self._fresh = dataset
            if stored is not None:
                whole = not isinstance(stored.time_expressions, order.Later)
                self._before = columns_before(self.path, self._storage.head(), stored, whole=whole)
                if self._before is None and not whole:
                    self._fresh = None
            if stored is None:
                db.drop_table(PLACED)
            else:
                learned = self.learned()
            meta = db.table("meta")
            meta.truncate()
            about = {"program": program, "dataset": dataset.format, **journal}
            meta.insert(about | ({"learned": learned} if learned else {}))

    def store_placed(
        self,
        roots: Sequence[Root],
        stored: Sequence[Stored],
        before: Sequence[Stored],
        placement: Placement,
        placed: Placed,
    ) -> None:
        """Put what articles that were `placed` change in the place of what was there; nothing else is looked at.

        `before` is what `stored` gave until now, in its order.
        """
        with self.transaction():
            self._fill("roots", roots)
            files = inserted(before, stored) if len(before) == self._storage.rows("files") else None
            if files is None:
                self._put_files(stored)
            else:
                self._storage.splice("files", files)
            for table, edits in placement.edits.items():
                self._storage.splice(table, edits)
            self.note_placed(placed)
            self._edited = self._storage.head(), placement

    def note_placed(self, placed: Placed) -> None:
        """Remember which articles were added to what stands, until all of it is put together anew."""
        end = self._storage.rows(PLACED)
        self._storage.splice(PLACED, [Edit(end, 0, [msgspec.json.encode(placed)])])

    def note_new(self, articles: Sequence[str]) -> None:
        """Remember which articles (ids) a build brought; those that an earlier one brought are new no longer."""
        if articles:
            self._fill(NEW_ARTICLES, [{"articles": sorted(articles)}])
        else:
            self._db().drop_table(NEW_ARTICLES)

    def _put_files(self, stored: Sequence[Stored]) -> None:
        """What was read of which file; texts lie apart: whoever wants to know which articles there are needs none."""
        self._storage.put_lines("files", [line(item) for item in stored])

    def _put(self, table: str, rows: Sequence[object], stored: Dataset | None) -> None:
        """Put rows in the place of those of a table; those of them that are stored are not written out anew."""
        lines = self._storage.lines(table) if stored else None
        if lines is None:
            self._fill(table, rows)
            return
        before = dict(zip(map(id, getattr(stored, table)), lines, strict=True))
        encode = msgspec.json.encode
        self._storage.put_lines(table, [before.get(id(row)) or encode(row) for row in rows])

    def _replayed(self, db: TinyDB, found: Dataset, stored: Dataset | None) -> tuple[Dataset, dict[str, Any]]:
        """The dataset with the corrections of the journal, and what says of which journal they are."""
        signature, contents = self._journal.signature(), self.corrections()
        if not contents.corrections and not db.table("machine").all():
            return found, {"journal": signature} if signature else {}
        # Imported here: most libraries have no corrections.
        from store.corrections.replay import apply

        replayed = apply(found, contents.corrections)
        corrected = order.as_stored(replayed.dataset, found)
        corrected = order.settled(corrected, (found,) if stored is None else (found, stored), KEYS)
        own, gone = machine.added(found, corrected), self._added_by_hand(db)
        if own or gone:
            texts = {id: text for id, text in self.texts().items() if id not in gone}
            texts |= {article.id: article.text for article in own}
            self._fill_texts(texts, {article.id for article in corrected.articles})
        self._fill("machine", machine.changes(found, corrected))
        self._fill("unapplied", [{"id": n.correction.id, "reason": n.reason} for n in replayed.not_applicable])
        return corrected, {"corrections": contents.digest, "journal": signature}

    def snapshot(self) -> Snapshot:
        """The library as it stands, for screens; its derived files are made where they are missing.

        Raises:
            LibraryError: the library cannot be read, or, where it is of an older format, not be written.
        """
        # Nobody else writes meanwhile: what was read need not be read again, and not be held.
        known = self._storage.head() if self._storage.in_transaction else None
        found = Snapshot.open(self.path, head=known)
        if found is None:
            self.bring_up_to_date()
            found = Snapshot.open(self.path)
        assert found is not None
        return found

    def bring_up_to_date(self) -> None:
        """Write a library of an older format in that of today; all that is in it stays.

        Raises:
            LibraryError: it cannot be read or written.
        """
        with self.transaction():
            roots, stored, dataset, program = self.roots(), self.stored(), self.found(), self.program()
            self.store_articles(roots, stored)
            self.store_derived(dataset, program or "")

    def rename(self, name: str) -> None:
        """Call it so, whatever its folders are called; with "" it is called after them again."""
        with self.transaction():
            self._db().drop_table(NAME)
            if name:
                self._db().table(NAME).insert({"name": name})

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Inside, no other program writes.

        Raises:
            LibraryBusyError: one is writing, and goes on for long.
        """
        with self._storage.lock():
            yield

    def correct(self, corrections: Sequence[Correction], by: str | None = None) -> tuple[Correction, ...]:
        """Write corrections into the journal and carry them out; returns them with their times and ids.

        `by` is who makes them; None leaves that unsaid.

        What is in the journal is not lost, even where carrying it out fails: then it is done at the next opening.

        Raises:
            CorrectionError: one of them cannot be.
            LibraryError: the library cannot be read or written.
        """
        alone = not self._storage.in_transaction
        with without_searching_for_garbage(), self.transaction():
            # Read before anything is written: what is damaged must be mended first.
            before = self.corrections().corrections
            carried = self.carried_out() if alone else None
            snapshot = self.snapshot() if carried else None
            stored = self._needed((*before, *corrections)) if snapshot is None else None
            try:
                made = self._journal.append([replace(each, by=by or each.by) for each in corrections])
            except OSError as error:
                raise cannot("written", self._journal.path, error) from error
            if snapshot is None or carried is None or not self._corrected_alone(snapshot, carried):
                self._replay(stored or self._needed(self.corrections().corrections))
        return made

    def _corrected_alone(self, snapshot: Snapshot, carried: CarriedOut) -> bool:
        """Change the events that the journal says other things of than it did; whether that can be done."""
        from store.library.correcting import quick

        signature, contents = self._journal.signature(), self.corrections()
        found = quick(snapshot, carried, contents.corrections)
        if found is None:
            return False
        for table, edits in found.placement.edits.items():
            self._storage.splice(table, edits)
        self._fill("unapplied", found.unapplied)
        self.note_carried_out(found.recorded, {"corrections": contents.digest, "journal": signature})
        self._edited = self._storage.head(), found.placement
        return True

    def note_carried_out(self, recorded: Sequence[machine.Change], about: Mapping[str, Any]) -> None:
        """Remember that a journal was carried out: what leads back to what was found, and what the journal is known by.

        Raises:
            LibraryError: it cannot be written.
        """
        with self.transaction():
            self._fill("machine", recorded)
            meta = self._db().table("meta")
            known = {name: value for name, value in dict(meta.all()[0]).items() if name not in about}
            learned = {name: known.pop(name) for name in ("learned",) if name in known}
            meta.truncate()
            meta.insert({**known, **about, **learned})

    def replay(self) -> None:
        """Carry the journal out on what the program found, as it is stored; no article is read for it.

        Raises:
            LibraryError: the library cannot be read or written.
        """
        with without_searching_for_garbage(), self.transaction():
            self._replay(self._needed(self.corrections().corrections))

    def _needed(self, corrections: Iterable[Correction]) -> Dataset:
        """What the library knows, as far as these corrections take it; the rest is read when somebody asks for it."""
        db = self._db()
        named = {change.table for change in self._rows(db, "machine", machine.Change)} & {"entities", "articles"}
        if named or any(each.kind in _ON_NAMES for each in corrections):
            return self.dataset()
        texts = self.texts()
        articles = (replace(row, text=texts.get(row.id, "")) for row in self._rows(db, "articles", Article))
        tables: dict[str, Any] = {}
        for name, kind in DERIVED.items():
            read = partial(self._rows, db, name, kind)
            tables[name] = order.Later(read) if name in _APART else tuple(read())
        return Dataset(articles=tuple(articles), **tables)

    def _replay(self, stored: Dataset) -> None:
        found = self.found_of(stored)
        self.store_derived(found, self.program() or "", stored)

    def bring_corrections_in(self) -> bool:
        """Carry the journal out where it is another one than the last time; returns whether it was.

        Raises:
            LibraryError: the library cannot be read or written.
        """
        if not self.exists or self.corrections_current:
            return False
        self.replay()
        return True

    def put_instead(self, tables: Mapping[str, Sequence[object]]) -> None:
        """Put these tables in the place of all that there are."""
        with self.transaction():
            db = self._db()
            for name in db.tables():
                db.drop_table(name)
            for name, rows in tables.items():
                self._fill(name, rows)

    def _fill(self, table: str, rows: Iterable[object]) -> None:
        """Put rows in the place of those of a table, as what they are, without a detour by dictionaries."""
        encode = msgspec.json.encode
        self._storage.put_lines(table, [encode(row) for row in rows])

    def _fill_texts(self, texts: Mapping[str, str], current: Set[str]) -> None:
        # Those of the articles that are shown first, where the columns say they are; then those of older versions.
        order = sorted(texts, key=lambda id: (id not in current, id))
        self._fill("texts", ({"id": id, "text": texts[id]} for id in order))
