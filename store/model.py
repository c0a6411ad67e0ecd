"""The things a library is made of, in the words of the dataset format.

Offsets are 0-based code points into `Article.text`, `start` inclusive and `end` exclusive; `text[start:end]` is always
the `surface` (or `text`) of the thing.  Dates of articles, accounts and events are EDTF (ISO 8601-2:2019 level 1);
values of time expressions are TIMEX3 (ISO-TimeML).  `None` means that the article does not say.

Everything is immutable: a rebuild makes new objects, a correction is kept beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

_HASH = re.compile(r"(?<=[^\W_])[_-](?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}$", re.IGNORECASE)
_IS_HASH = re.compile(r"(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}", re.IGNORECASE)

Basis = Literal["explicit", "published", "context", "speech"]
"""What the value of a time expression was resolved against."""
PublishedBasis = Literal["metadata", "stated", "inferred"]
DateBasis = Literal["stated", "published", "context", "other-source"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
CurrencyBasis = Literal["stated", "context"]
EntityType = Literal["person", "organization", "place", "product", "event", "work"]
QuoteKind = Literal["direct", "partial", "unmarked", "indirect"]
Status = Literal["happened", "planned", "denied", "alleged"]
Grade = Literal["conflict", "rounding", "precision"]
FactKind = Literal["amount", "count", "date", "wording", "attribution"]
GradeReason = Literal[
    "differ", "rounded", "approximate", "same-value", "other-days", "coarser", "other-speaker", "other-words", "shorter"
]
"""Why facts have their grade: exact figures that no rounding explains; one has fewer digits; one is called approximate;
the same value, one of them called approximate; dates that exclude each other; dates of which one holds the other."""
DatingKind = Literal["words", "post", "follows", "publication", "year-of-library", "borrowed"]
"""Words of the passage; the date of an embedded post; what the article told just before; a guess from the day of
publication; a day for which the other articles leave one year; the date that another source states."""
_Names = Literal["names", "nobody-shared", "same-agent", "other-agent", "other-persons", "only-names"]
_Deeds = Literal["kinds", "other-kinds", "other-deeds", "words", "planned", "leads", "one-article"]
_Speech = Literal["rendering", "other-words", "other-speakers"]
_Figures = Literal["amount", "near-amount", "other-amount", "count"]
_Days = Literal[
    "lone-date", "same-day", "same-month", "same-year", "within", "same-pattern", "fits-pattern", "rival-days"
]
_Silence = Literal["only-the-day", "only-the-date", "both-undated", "one-dated", "both-news", "old-news"]
ReasonKind = Literal[_Names, _Deeds, _Speech, _Figures, _Days, _Silence]
Apart = Literal["score", "group", "days"]
CorrectedField = Literal["date", "title", "status", "accounts", "added", "speaker", "name", "type", "aliases"]
"""What a person can set: of an event its date, title, status, which accounts tell it, or all of it; of a quote its
speaker; of an entity its name, its type, other names of it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person set in the place of what the program had found.

    `at` is when (RFC 3339, UTC), `correction` the id of the line in the journal, `was` what the program had found, in
    the form of the field (EDTF for a date); None where it had found nothing or that is no single value.
    """

    field: CorrectedField
    at: str
    correction: str
    was: str | None = None


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person made of an event: what is corrected in it, and what is noted beside it.

    `status` is the one given by hand; where it is None, every account has its own.
    """

    corrected: tuple[Corrected, ...] = ()
    status: Status | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a social network embedded in an article: its words at `start:end`, as the embed itself gives them.

    `stamp` is the span of the embed's own signature line (author, handle, date); `date` is EDTF.
    """

    start: int
    end: int
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    stamp: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stood as well: a file, as `Article.file`, and the address that is told there."""

    file: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what it says of itself, and the cleaned text that every offset points into.

    `id` is made from the text alone: the same article added again, under whatever name, gets the same id.  `file` is
    the path relative to the folder that was built, with "/" as separator; `places` are the others where the same text
    stood, under another name or address, by file.
    """

    id: str
    file: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "fr"
    published: str | None = None
    published_basis: PublishedBasis | None = None
    published_evidence: str | None = None
    posts: tuple[Post, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def name(self) -> str:
        """How it is called where there is little room: its publisher, else its file without ending and hash.

        Where that says nothing, being a number or a hash, its title, else the name of the file, a hash cut from it.
        """
        if self.publisher:
            return self.publisher
        file = self.file.rsplit("/", 1)[-1]
        stem, dot, ending = file.rpartition(".")
        stem, ending = (stem, dot + ending) if stem else (file, "")
        named = _HASH.sub("", stem)
        if _IS_HASH.fullmatch(named) is None and any(character.isalpha() for character in named):
            return named
        return self.title or (file if named == stem else f"{stem[: len(named) + 1]}…{ending}")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3: `value` is ISO-TimeML, `basis` what it was resolved against (None: it needs nothing, as a duration).

    `rule` names the rule of the language file that read it, `anchor` the TIMEX3 or EDTF date it was counted from, so
    that the library can say why.
    """

    article: str
    start: int
    end: int
    surface: str
    type: TimexType
    value: str
    basis: Basis | None = None
    rule: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in units of `currency` (ISO 4217); `value` is None where the words name none ("des milliards")."""

    article: str
    start: int
    end: int
    surface: str
    value: float | None
    currency: str | None = None
    currency_basis: CurrencyBasis | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number and its noun: "1 300 morts"."""

    article: str
    start: int
    end: int
    surface: str
    value: float
    unit: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named."""

    article: str
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, place, product (or event, work), one over all articles of the library."""

    id: str
    name: str
    type: EntityType
    mentions: tuple[Mention, ...] = ()
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported words; `text` is the words alone, without marks, and `kind` says whether they are the speaker's own.

    `speaker` is the canonical name of an entity where there is one, else the article's own description, else None.
    `speaker_span` and `cue_span` point to the words that were read as such.  `to` is whom the words are said to, where
    the article tells ("told Reuters"): the canonical name of an entity, else the article's own description.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None = None
    cue: str | None = None
    language: str = "fr"
    date: str | None = None
    url: str | None = None
    speaker_span: tuple[int, int] | None = None
    cue_span: tuple[int, int] | None = None
    to: str | None = None
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True)
class QuoteMember:
    """One rendering in a group of renderings; `original` marks the words as first published (an embedded post)."""

    id: str
    article: str
    text: str
    original: bool = False


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The renderings of one utterance over sources and languages."""

    id: str
    speaker: str | None
    quotes: tuple[QuoteMember, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One article's passage that reports an event: what this source says, and what its date rests on.

    `date_span` points to the words that date it (None where the date comes from elsewhere).  `entities` and `quotes`
    are ids of what stands in the passage.
    """

    id: str
    article: str
    start: int
    end: int
    text: str
    date: str | None = None
    date_basis: DateBasis | None = None
    date_span: tuple[int, int] | None = None
    status: Status = "happened"
    entities: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words `start:end` of an article on which something rests, and the account (its id) that says them."""

    account: str
    article: str
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a fact, the articles that give it, and their words for it."""

    value: str
    articles: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A fact that sources give differently; `reason` says why it has its grade.

    `difference` is how far apart the values are: a share of the larger figure (0.002), or days between two dates.
    """

    kind: FactKind
    what: str
    grade: Grade
    values: tuple[Reading, ...]
    reason: GradeReason | None = None
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What the accounts of one or several articles tell together.

    `disagreements` are conflicts; `same_fact` holds the same fact told at another precision or rounded.  The id is
    that of one of its accounts, and every account's id finds the event, so that an id stays good when articles are
    added.  `copies` are the groups of two or more articles (ids) that tell it in the same words, as papers do that
    print one agency's dispatch: each group is one origin.  `by_hand` is what a person made of it.
    """

    id: str
    date: str | None
    title: str
    accounts: tuple[Account, ...]
    entities: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quotes: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    same_fact: tuple[Disagreement, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    by_hand: ByHand | None = None

    @property
    def corrected(self) -> tuple[CorrectedField, ...]:
        """What of it a person set, each once."""
        return tuple(dict.fromkeys(c.field for c in self.by_hand.corrected)) if self.by_hand else ()

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles that report the event, each once, in the order of the accounts."""
        return tuple(dict.fromkeys(account.article for account in self.accounts))

    @property
    def origins(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the articles that report the event, by origin: copies of each other together, every other alone."""
        group = {article: n for n, copies in enumerate(self.copies) for article in copies}
        found: dict[int | str, list[str]] = {}
        for article in self.articles:
            found.setdefault(group.get(article, article), []).append(article)
        return tuple(tuple(articles) for articles in found.values())

    @property
    def origin_count(self) -> int:
        """How many origins the event has: its articles, those that are copies of each other counted once."""
        return len(self.origins) if self.copies else len(self.articles)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for two accounts `a` and `b` telling of one event, or against it (`points` below 0).

    `shared` is what both have, the most telling first, `a` and `b` what each has for itself: by `kind` ids of entities
    (names, agents, persons), words of the passages (kinds, words), surfaces of sums, dates (EDTF, TIMEX3 where partly
    unknown), ids of quotes or of a group of them.
    """

    kind: ReasonKind
    points: float
    shared: tuple[str, ...] = ()
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two accounts (ids), the score of their telling of one event, and the contributions that it is the sum of."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Dating:
    """What the date of an account rests on; an account without a date has none.

    `value` is the TIMEX3 that was read in the words, `anchor` the date (TIMEX3 or EDTF) that they were counted from or
    that a guess rests on, `rule` the rule of the language file.  `lender` is the account (id) that states a borrowed
    date, or the one before that this one follows; `instead` the guess that a borrowed date replaces.
    """

    account: str
    kind: DatingKind
    words: Evidence | None = None
    value: str | None = None
    anchor: str | None = None
    rule: str | None = None
    lender: str | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why an event is as it is: what its accounts' dates rest on, and the links that made them one event.

    `links` are one fewer than the accounts, the strongest first as they were made: each brought two groups together.
    """

    event: str
    datings: tuple[Dating, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events (ids) that may be one and were not joined; the first account of `link` is of `a`, the other of `b`.

    `apart` is what kept them apart: too low a score, groups that do not agree on the whole, or two days.
    """

    a: str
    b: str
    apart: Apart
    link: Link


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that a library knows: what `timeline export --format json` writes and the explorer shows.

    `hidden` are events, or accounts taken out of one, that a person does not want to see; nothing is deleted.
    """

    articles: tuple[Article, ...] = ()
    time_expressions: tuple[TimeExpression, ...] = ()
    amounts: tuple[Amount, ...] = ()
    counts: tuple[Count, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quote_groups: tuple[QuoteGroup, ...] = ()
    events: tuple[Event, ...] = ()
    whys: tuple[Why, ...] = ()
    pairs: tuple[Pair, ...] = ()
    hidden: tuple[Event, ...] = ()
    format: str = field(default="timeline-dataset/1", kw_only=True)
