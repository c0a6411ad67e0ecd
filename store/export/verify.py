"""Whether a Markdown export still says what the articles say: every footnote, and every line that refers to one.

A footnote is *intact* where its words stand where it says; *moved* where the article has changed but has the words, at
another place or not; *changed* where the words are other ones; *lost* where they are nowhere.  The lines of the
document, with their dates, speakers and figures, are compared with those that the library would write now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from store import languages
from store.anchor import Anchor, anchor, text_hash
from store.export.differing import different
from store.export.footnotes import HASH, OPENED, REFERENCE, Document, Finder, Found, Part, State, read, taken_apart
from store.export.manifest import GENERATOR, LAYOUT, is_sealed
from store.export.markdown import Writer, Written
from store.export.narrowed import narrowed
from store.export.quoted import any_holds, quotations
from store.lookup import Lookup
from store.model import Dataset, Event
from store.text import printable

_LIKE_LINE = 0.5
_SAME_LINE = 0.85
"""Share of letters in common: a line that is so like one of the program's was made from it."""
_ESCAPED = re.compile(r"\\(.)")
_CELL = re.compile(r"(?<!\\)\|")
_QUOTATION = re.compile(r"[«»“”„\"❝]")
_MANY = 40_000
"""Pairs of lines that are compared letter by letter at most."""

Bodies = Callable[[Sequence[Event]], str]
"""Makes the body of a document from events."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: a footnote, or a line that is not as the library would write it.

    `line` counts from 1, `note` is the footnote's label (None for a line), `part` what is not as it should be, `said`
    what the document says and `now` what it would have to say; `file` is the article.
    """

    state: State
    line: int
    note: str | None = None
    part: Part | None = None
    said: str = ""
    now: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it.

    `notes` has every footnote, `lines` only those lines that are not as they should be.  `sealed` tells whether the
    document is as it was written (None: it has no seal), `added` are numbers of lines of somebody's own, `left_out`
    counts lines that the library would write and that are not in the document, `compared` tells whether the lines could
    be compared (else only the words before each reference were).
    """

    notes: tuple[Finding, ...]
    lines: tuple[Finding, ...]
    sealed: bool | None
    compared: bool
    added: tuple[int, ...] = ()
    left_out: int = 0

    @property
    def holds(self) -> bool:
        """Whether every footnote is intact or moved and every line as it should be."""
        return not self.lines and all(note.state in ("intact", "moved") for note in self.notes)

    def counts(self) -> Mapping[State, int]:
        """How many footnotes are in each state."""
        return Counter(note.state for note in self.notes)


def verify(
    text: str,
    dataset: Dataset,
    written: Callable[[str], Written],
    bodies: Callable[[str], Bodies] | None = None,
) -> Report:
    """Compare a document with a library.

    Args:
        text: the document, as `timeline export --format markdown` wrote it, and as others may have edited it.
        dataset: what the library knows.
        written: for a language (ISO 639-1) what puts its dates into words.
        bodies: for a language what makes the body of a document from events, where that was not the built-in layout.
    """
    return _Verifier(read(text), is_sealed(text), dataset, written, bodies).run()


class _Verifier:
    """One run."""

    def __init__(
        self,
        document: Document,
        sealed: bool | None,
        dataset: Dataset,
        written: Callable[[str], Written],
        bodies: Callable[[str], Bodies] | None,
    ) -> None:
        self.document = document
        self.sealed = sealed
        self.lookup = Lookup(dataset)
        language = document.language if document.language in languages.codes() else _language(document)
        assert language is not None
        self.words = languages.load(language)["export"]
        self.writer = Writer(self.lookup, written(language), language, document.title)
        self.made = bodies(language) if bodies else self.writer.body
        self.laid_out = document.template and bodies is None
        """Whether it was laid out in a way that is not known here."""
        self.finder = Finder(self.lookup, document.sources)
        self.places: dict[str, tuple[str, int, int]] = {}
        """Where the words of each footnote stand, by its label."""
        self.findings: list[Finding] = []
        self.marks = str(self.words["quoted"]).partition("{words}")[::2]
        self._offsets = _offsets(self.words)

    def run(self) -> Report:
        notes = [self._footnote(label, line, note) for label, (line, note) in self.document.notes.items()]
        for line, label in self.document.twice:
            self.findings.append(Finding("changed", line, label, "line", f"[^{label}]"))
        events = [self._event(position) for position in range(len(self.document.events))]
        same = self.document.generator == GENERATOR or not self.sealed
        known = same and self.document.layout == LAYOUT and not self.laid_out
        compared = known and bool(events) and None not in events
        added: list[int] = []
        left_out = 0
        if compared:
            known_then = self._articles
            told = [narrowed(event, known_then, self.lookup.quotes) for event in events if event is not None]
            added, left_out = self._compare(self.made(told))
        else:
            self._references()
        found = [*notes, *self.findings]
        bad = any(each.state not in ("intact", "moved") for each in found)
        # An edit that no line shows: in front matter, manifest or white space, or where lines could not be compared.
        unseen = not (compared and (added or left_out))
        if self.sealed is not True and not bad and unseen:
            self.findings.append(Finding("changed", 1, None, "seal"))
        lines = sorted(self.findings, key=lambda finding: finding.line)
        return Report(tuple(notes), tuple(lines), self.sealed, compared, tuple(added), left_out)

    # -- footnotes ---------------------------------------------------------------------------------------------------

    def _footnote(self, label: str, line: int, note: str) -> Finding:
        start = self._stated(note)
        apart = taken_apart(note)
        found = self.finder.find(apart, start)
        if found.place is not None:
            self.places[label] = found.place
            if found.state in ("intact", "moved"):
                found = self._shown(label, note, found)
        elif found.part == "selector":
            found = replace(found, said=note)
        article = self.lookup.articles.get(found.place[0]) if found.place else None
        file = article.file if article else self.document.sources.get(apart.sha256 or "")
        return Finding(found.state, line, label, found.part, found.said, found.now, file)

    def _shown(self, label: str, note: str, found: Found) -> Found:
        """Whether the rest of a footnote, what a reader sees of it, is as the library writes it."""
        assert found.place is not None
        article, start, end = found.place
        known = anchor(self.lookup.articles[article], start, end)
        number = int(label) if label.isdecimal() and len(label) < 9 else 0
        expected = [self._due(number, known, note)]
        if found.state == "intact" and note == expected[0]:
            return found
        expected.append(self._due(number, replace(known, cut=not known.cut), note))
        if found.state == "intact" and note == expected[1]:
            return found
        told = [self._visible(line) for line in expected]
        if self._visible(note) in told:
            if found.state == "moved":
                return found
            # What is left of an intact footnote are its offsets, its hash and the form of the selector.
            return replace(found, state="changed", part="place", said=note[-200:], now=expected[0][-200:])
        said, now = self._visible(note), told[0]
        quoted = self.marks[0] + said.removeprefix(self.marks[0]).partition(self.marks[1] + " —")[0]
        part: Part = "citation" if told[0].startswith(quoted) or told[1].startswith(quoted) else "words"
        return replace(found, state="changed", part=part, said=_plain(said), now=_plain(now))

    def _due(self, number: int, known: Anchor, said: str) -> str:
        """A footnote as the library writes it, in the layout of the one that is in the document."""
        note = self.writer.note(number, known).partition("]: ")[2]
        if not HASH.search(said):
            return note
        return note.replace(known.comment, f"`{known.selector}` SHA-256 `{known.sha256}`")

    def _stated(self, note: str) -> int | None:
        """Where a footnote says that its words begin: the last such place in it, since the words may tell of one."""
        found = self._offsets.findall(note)
        return int(found[-1][0]) if found else None

    def _visible(self, note: str) -> str:
        """A footnote without what only a program reads, and without the place in the text."""
        shown = note.partition(OPENED)[0].partition(" `{")[0]
        return " ".join(self._offsets.sub("", shown).split())

    # -- lines -------------------------------------------------------------------------------------------------------

    def _event(self, position: int) -> Event | None:
        """The event of the manifest at a position; where the library knows none of that id, the one with its words."""
        wanted = self.document.events[position]
        if wanted in self._events:
            return self._events[wanted]
        sections = self._sections
        if len(sections) < len(self.document.events):
            return None
        found = Counter(
            event.id
            for _, line in sections[position]
            for label in REFERENCE.findall(line)
            if label in self.places
            for event in self._at.get(self.places[label], ())
        )
        return self._events[found.most_common(1)[0][0]] if found else None

    @property
    def _events(self) -> Mapping[str, Event]:
        if not hasattr(self, "_by_id"):
            events = self.lookup.dataset.events
            own = {event.id: event for event in events}
            self._by_id = {account.id: event for event in events for account in event.accounts} | own
        return self._by_id

    @property
    def _articles(self) -> Set[str]:
        """The articles that the document was written from, and the versions that have replaced them."""
        files = set(self.document.sources.values())
        return {
            identifier
            for identifier, article in self.lookup.articles.items()
            if text_hash(article.text) in self.document.sources or printable(article.file) in files
        }

    @property
    def _at(self) -> Mapping[tuple[str, int, int], list[Event]]:
        if not hasattr(self, "_by_place"):
            self._by_place: dict[tuple[str, int, int], list[Event]] = {}
            for event in self.lookup.dataset.events:
                for account in event.accounts:
                    article = self.lookup.articles.get(account.article)
                    if article is not None:
                        end = anchor(article, account.start, account.end).end
                        self._by_place.setdefault((account.article, account.start, end), []).append(event)
        return self._by_place

    @cached_property
    def _sections(self) -> list[list[tuple[int, str]]]:
        sections: list[list[tuple[int, str]]] = []
        for number, line in self.document.body:
            if line.startswith("## "):
                sections.append([])
            if sections:
                sections[-1].append((number, line))
        return sections

    def _compare(self, made: str) -> tuple[list[int], int]:
        """Compare the body with what the library would write: which lines are added, and how many left out."""
        expected = read(made)
        places: dict[str, tuple[str, int, int]] = {}
        for label, (_, note) in expected.notes.items():
            found = self.finder.find(taken_apart(note), self._stated(note))
            if found.place is not None:
                places[label] = found.place
        for label in self.document.notes.keys() - self.places.keys() & places.keys():
            self.places[label] = places[label]  # a footnote that cannot be read: its number still says which it was
        said = [_keyed(line, self.places) for _, line in self.document.body]
        due = [_keyed(line, places) for _, line in expected.body]
        added: list[int] = []
        left_out = 0
        for lines, others in different(said, due):
            own = [n for n in lines if self._is_own(*self.document.body[n], [due[m] for m in others])]
            added += (self.document.body[n][0] for n in own)
            rest_of = [n for n in lines if n not in own]
            pairs, rest = _paired([said[n] for n in rest_of], [due[n] for n in others])
            left_out += rest
            for position, other in zip(rest_of, pairs, strict=True):
                number, line = self.document.body[position]
                if other is not None:
                    self.findings.append(_changed(number, line, expected.body[others[other]][1]))
                elif _is_prose(line):
                    self.findings += self._false(number, line)
                elif _claims(line):
                    self.findings.append(Finding("lost", number, None, "line", _unkeyed(line)))
                else:
                    added.append(number)
        return sorted(added), left_out

    def _is_own(self, number: int, line: str, due: Sequence[str]) -> bool:
        """Whether a line is somebody's own sentence, quotes what its notes say, and was not made from one of `due`."""
        if not _is_prose(line) or self._false(number, line):
            return False
        said = _keyed(line, self.places)
        return not any(
            alike.quick_ratio() > _SAME_LINE and alike.ratio() > _SAME_LINE
            for other in due
            for alike in (SequenceMatcher(None, said, other, autojunk=False),)
        )

    def _references(self) -> None:
        """Look at what each line quotes, where the lines cannot be compared as a whole."""
        for number, line in self.document.body:
            if REFERENCE.search(line):
                self.findings += self._false(number, line)

    def _false(self, number: int, line: str) -> list[Finding]:
        """What a line quotes and none of the notes that it refers to says; without a note, what no article says."""
        labels = REFERENCE.findall(line)
        unknown = [label for label in labels if label not in self.document.notes]
        found = [Finding("lost", number, label, "line", f"[^{label}]") for label in unknown]
        noted = [taken_apart(self.document.notes[label][1]).exact for label in labels if label not in unknown]
        texts = [text for text in noted if text is not None] if labels else self._texts
        if labels and not texts:
            return found
        for words in quotations(_unkeyed(line)):
            if not any_holds(texts, words):
                state: State = "changed" if labels else "lost"
                instead = texts[0] if len(texts) == 1 else None
                found.append(Finding(state, number, labels[0] if labels else None, "words", words, instead))
        return found

    @cached_property
    def _texts(self) -> list[str]:
        return [article.text for article in self.lookup.articles.values()]


def _offsets(words: Mapping[str, Any]) -> re.Pattern[str]:
    """What says in a language where the words of a footnote stand in the text."""
    a, _, b = str(words["characters"]).partition("{a}")
    between, _, after = b.partition("{b}")
    number = r"(\d{1,12})"
    return re.compile(f"{re.escape(a)}{number}{re.escape(between)}{number}{re.escape(after)}")


def _language(document: Document) -> str:
    """The language of a document that does not say its own: that in which most footnotes give their places."""

    def fitting(code: str) -> int:
        pattern = _offsets(languages.load(code)["export"])
        return sum(pattern.search(note) is not None for _, note in document.notes.values())

    return max(sorted(languages.codes()), key=lambda code: (fitting(code), code == "en"))


def _changed(number: int, line: str, due: str) -> Finding:
    """A line that was made from another one; where nothing but its notes are others, these are shown."""
    said, now = _unkeyed(line), _unkeyed(due)
    if said == now:
        said, now = _plain(line), _plain(due)
    return Finding("changed", number, None, "line", said, now)


def _plain(text: str) -> str:
    """Markdown as its words."""
    return _ESCAPED.sub(r"\1", text)


def _unkeyed(line: str) -> str:
    return _plain(REFERENCE.sub("", line))


def _keyed(line: str, places: Mapping[str, tuple[str, int, int]]) -> str:
    """A line with the places of its footnotes instead of their labels, which change when others come before them."""
    told = REFERENCE.sub(lambda match: f"[^{':'.join(map(str, places.get(match[1], (match[1],))))}]", line)
    if told.startswith("|"):
        return " | ".join(cell.strip() for cell in _CELL.split(told))
    return told.strip()


def _is_prose(line: str) -> bool:
    """Whether a line that quotes or refers to a note is none that the program lays out so: somebody's own sentence."""
    return not line.lstrip().startswith(("#", "|", "- ", "[^")) and bool(
        _QUOTATION.search(line) or REFERENCE.search(line)
    )


def _claims(line: str) -> bool:
    """Whether a line says something that has to be in a source: a heading, a row, a quotation, a reference."""
    return line.startswith(("## ", "|")) or bool(_QUOTATION.search(line)) or bool(REFERENCE.search(line))


def _paired(said: Sequence[str], due: Sequence[str]) -> tuple[list[int | None], int]:
    """For each line that of the others it was made from, the likest first; how many of the others are left."""
    pairs: list[int | None] = [None] * len(said)
    if len(said) * len(due) > _MANY:
        for n in range(min(len(said), len(due))):
            pairs[n] = n
        return pairs, max(0, len(due) - len(said))
    shares = sorted(
        (-SequenceMatcher(None, a, b, autojunk=False).ratio(), n, m)
        for n, a in enumerate(said)
        for m, b in enumerate(due)
    )
    taken: set[int] = set()
    for share, n, m in shares:
        if -share >= _LIKE_LINE and pairs[n] is None and m not in taken:
            pairs[n] = m
            taken.add(m)
    return pairs, len(due) - len(taken)
