"""A correction: one line of the journal, as data that is checked when it is read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

import msgspec

from store import edtf
from store.model import EntityType, Status

_OnEvents = Literal["date", "title", "status", "merge", "hide", "show", "note", "tag", "untag", "star", "unstar"]
_OnPassages = Literal["split", "hide-account", "show-account", "add", "speaker"]
_OnNames = Literal["name", "type", "alias"]
Kind = Literal[_OnEvents, _OnPassages, _OnNames, "undo", "redo"]
KINDS: tuple[str, ...] = get_args(Kind)
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_ID = re.compile(r"[0-9a-f]{12}")
_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"
LONGEST_NAME = 100
"""Code points at most of the name of whoever corrects."""
LONGEST = 10_000
"""Code points of a value at most: a note is no article."""


class CorrectionError(ValueError):
    """A correction cannot be: `code` says why (a message of the user interface is named after it)."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code}: {value}" if value else code)
        self.code = code
        self.value = value


@dataclass(frozen=True, slots=True)
class Selector:
    """A TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article: the SHA-256 of its cleaned text, and where in it.

    `account` is the id of the account that they are (its words may be those of two), `source` what the article is
    called, for whoever reads the journal.
    """

    sha256: str
    selector: Selector
    account: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an event that was added by hand is told, where that is none of the articles; `words` are quoted from it."""

    words: str
    name: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """An event that a person adds: EDTF date or None, a title, and its source where the passage is of no article."""

    title: str
    date: str | None = None
    status: Status = "happened"
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person sets right.

    `at` is when (RFC 3339 with microseconds, UTC).  `events` are the events concerned, each as the passages of its
    accounts (several for `merge`, else one); `passages` the accounts that are taken out or hidden, the quote whose
    speaker is mended, or the words of an event that is added; `entity` is the name of an entity and `of` the id of the
    correction that is undone or redone.  `by` is who made it, where that person wants it said.
    """

    kind: Kind
    value: str | None = None
    events: tuple[tuple[Passage, ...], ...] = ()
    passages: tuple[Passage, ...] = ()
    entity: str | None = None
    added: Added | None = None
    of: str | None = None
    by: str | None = None
    at: str = ""
    id: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """What corrections are carried out by, whatever the order of the lines."""
        return self.at, self.id


def dated(correction: Correction, at: str) -> Correction:
    """The correction as it is written at a time: with its id, which is a hash of all that it says."""
    plain = replace(correction, at=at, id="")
    return replace(plain, id=_id_of(_plain(plain)))


def _id_of(said: dict[str, Any]) -> str:
    return hashlib.sha256(_encoded(said)).hexdigest()[:12]


def time_after(last: str, now: datetime | None = None) -> str:
    """The time for a new correction: now, but after the `last` one where the clock was set back."""
    told = (now or datetime.now(UTC)).astimezone(UTC).strftime(_FORM)
    if told > last:
        return told
    return (datetime.strptime(last, _FORM) + timedelta(microseconds=1)).strftime(_FORM)


def to_line(correction: Correction) -> bytes:
    """The correction as one line of JSON, with its line end; what it does not say is left out."""
    return _encoded(_plain(correction)) + b"\n"


def from_line(line: bytes) -> Correction:
    """The correction in a line.

    Raises:
        CorrectionError: it is none, or not a whole one.
    """
    try:
        found = msgspec.json.decode(line, type=Correction, strict=True)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise CorrectionError("line", str(error)) from error
    if not _AT.fullmatch(found.at) or not _ID.fullmatch(found.id):
        raise CorrectionError("line", "no time or no id")
    try:
        datetime.strptime(found.at, _FORM)
    except ValueError as error:
        raise CorrectionError("line", str(error)) from error
    if not _says_what_was_written(found, line):
        raise CorrectionError("line", "it was changed: its id is not that of what it says")
    check(found)
    return found


def _says_what_was_written(found: Correction, line: bytes) -> bool:
    if dated(found, found.at).id == found.id:
        return True
    # A later program may say more in a line than this one knows of.
    said: dict[str, Any] = msgspec.json.decode(line)
    del said["id"]
    return _id_of(said) == found.id


def check(correction: Correction) -> None:
    """Make sure that a correction says what its kind needs.

    Raises:
        CorrectionError: it does not, or a value cannot be used.
    """
    kind, value = correction.kind, correction.value
    if value is not None and len(value) > LONGEST:
        raise CorrectionError("too-long")
    if correction.by is not None and (not correction.by.strip() or len(correction.by) > LONGEST_NAME):
        raise CorrectionError("author", correction.by[:LONGEST_NAME])
    if kind in ("undo", "redo") and not correction.of:
        raise CorrectionError("no-correction")
    if kind in _OF_EVENT and (not correction.events or not all(correction.events)):
        raise CorrectionError("no-event")
    if kind == "merge" and len(correction.events) < 2:
        raise CorrectionError("one-event")
    if kind in _OF_PASSAGES and not correction.passages:
        raise CorrectionError("no-passage")
    if kind in _OF_ENTITY and not (correction.entity or "").strip():
        raise CorrectionError("no-entity")
    if kind in _WITH_WORDS and not (value or "").strip():
        raise CorrectionError("no-value")
    if kind == "date" and value is not None and not edtf.is_valid(value):
        raise CorrectionError("date", value)
    if kind == "status" and value not in get_args(Status):
        raise CorrectionError("status", value or "")
    if kind == "type" and value not in get_args(EntityType):
        raise CorrectionError("type", value or "")
    if kind == "add":
        _check_added(correction)


def _check_added(correction: Correction) -> None:
    added = correction.added
    if added is None or not added.title.strip():
        raise CorrectionError("no-value")
    if added.date is not None and not edtf.is_valid(added.date):
        raise CorrectionError("date", added.date)
    if added.source is None and not correction.passages:
        raise CorrectionError("no-passage")
    if added.source is not None:
        if not added.source.words.strip():
            raise CorrectionError("no-passage")
        if added.source.published is not None and not edtf.is_valid(added.source.published):
            raise CorrectionError("date", added.source.published)
        if len(added.source.words) > LONGEST:
            raise CorrectionError("too-long")


_OF_EVENT = get_args(_OnEvents)
_OF_PASSAGES = ("split", "hide-account", "show-account", "speaker")
_OF_ENTITY = get_args(_OnNames)
_WITH_WORDS = ("title", "status", "speaker", "name", "type", "alias", "tag", "untag")
_FIRST = ("at", "id", "by", "kind", "value", "entity", "of", "added", "events", "passages")


def _plain(correction: Correction) -> dict[str, Any]:
    known = msgspec.to_builtins(correction)
    return {name: _said(known[name]) for name in _FIRST if known[name] not in (None, "", (), [])}


def _said(value: object) -> object:
    if isinstance(value, dict):
        return {name: _said(item) for name, item in value.items() if item is not None}
    return [_said(item) for item in value] if isinstance(value, list | tuple) else value


def _encoded(plain: dict[str, Any]) -> bytes:
    return msgspec.json.encode(plain)
