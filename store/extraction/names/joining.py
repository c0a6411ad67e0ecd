"""One entity for one thing over a whole library, from the names in its articles.

Names are grouped by their key; a bare family name goes to a person fully named; what articles say to be the same thing
is joined; and every name gets one type by all that speaks for it anywhere.  Every step looks names up by key or by last
word, so that time grows with the number of mentions and not with its square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from store.extraction.names import keys
from store.extraction.names.candidate import Candidate, Evidence, Score
from store.extraction.names.company import Company
from store.extraction.names.lexicon import TYPES, everywhere
from store.extraction.names.mended import by_key, without_not_names
from store.extraction.names.tokens import folded
from store.model import Entity, EntityType, Mention
from store.reading.entities import NOTHING, Mending, Mendings
from store.text import fold

_SLUG = re.compile(r"[^a-z0-9]+")
_HEADLINE = 100  # up to this offset a short name may come first
_SURE = 1e6  # what a person says of a type
_BESIDE = 0.5  # what the type of the other names of a list says
_STRONG = 2.0  # from here on a full name is surely a person's
_FIRM = 1.5  # from here on a bare name's own type keeps it from being a family name


@dataclass
class _Name:
    """All mentions of one key."""

    key: str
    words: tuple[str, ...]
    mentions: list[tuple[str, Candidate]] = field(default_factory=list)
    score: Score = field(default_factory=Score)
    shapes: dict[Evidence, None] = field(default_factory=dict)
    beside: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    mending: Mending | None = None

    @property
    def type(self) -> str:
        return max(TYPES, key=lambda kind: (self.score[kind], -TYPES.index(kind)))

    @property
    def certain(self) -> bool:
        return any(candidate.certain for _, candidate in self.mentions)


def join(candidates_by_article: Mapping[str, Sequence[Candidate]], mended: Mendings = NOTHING) -> tuple[Entity, ...]:
    """The entities of a library, from the candidates of each of its articles by the article's id.

    The result does not depend on the order of the articles.  Entities come in the order of their names' first
    mention, by article id; ids are slugs of the names ("jane-doe").  What a person `mended` goes before all evidence:
    names that are given to one thing are that thing, it has the type given, and no two mended things are joined.
    """
    names = _group(candidates_by_article, mended)
    _spread(names)
    _inherit(names)
    owner = _Union(names)
    places: dict[tuple[str, int], str] = {}
    firms = _firms(names)
    _join_persons(names, owner, places, firms)
    _join_short(names, owner)
    for key, name in names.items():
        for alias in sorted(name.aliases):
            if alias in names and _agree(names[owner.find(key)], names[owner.find(alias)]):
                owner.unite(key, alias)
    return _entities(names, owner, places)


def _group(candidates_by_article: Mapping[str, Sequence[Candidate]], mended: Mendings) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    mendings = by_key(mended)
    for article in sorted(candidates_by_article):
        for candidate in without_not_names(candidates_by_article[article], mended):
            key = keys.compact(candidate.key)
            mending = mendings.get(key)
            if mending is not None:
                key = keys.compact(keys.of(mending.name))
            name = names.get(key)
            if name is None:
                whole = keys.of(mending.name) if mending else candidate.key
                name = names[key] = _Name(key, tuple(whole.split()), mending=mending)
                if mending is not None and mending.type:
                    name.score[mending.type] += _SURE
            elif mending is not None:
                pass
            elif len(candidate.key.split()) > len(name.words):
                name.words = tuple(candidate.key.split())
            name.mentions.append((article, candidate))
            name.shapes.setdefault(candidate.shape, None)
            name.score.add(candidate.evidence)
            name.aliases.update(keys.compact(alias) for alias in candidate.aliases)
            name.beside.update(keys.compact(other) for other in candidate.beside)
    for name in names.values():
        # The words of a name say the same at every mention, so they count once; of several spellings the best.
        for kind in TYPES:
            name.score[kind] += max((dict(shape).get(kind, 0.0) for shape in name.shapes), default=0.0)
    return {key: name for key, name in names.items() if name.certain}


def _spread(names: Mapping[str, _Name]) -> None:
    """Names of one list are mostly of one type."""
    gains: dict[str, Score] = {}
    for key, name in names.items():
        gain = Score()
        for other, times in sorted(name.beside.items()):
            if other in names and other != key:
                neighbour = names[other]
                if neighbour.score[neighbour.type] >= 1:
                    gain[neighbour.type] += min(times, 2) * _BESIDE
        gains[key] = gain
    for key, gain in gains.items():
        names[key].score.add(gain.items())


def _inherit(names: Mapping[str, _Name]) -> None:
    """A name that begins with another ("Orvex Plus") and of which little is known is of that one's type."""
    gains = {}
    for key, name in names.items():
        if len(name.words) > 1 and name.score[name.type] < _FIRM:
            first = names.get(keys.compact(name.words[0]))
            if first is not None and first.type != "person" and first.score[first.type] > 0:
                gains[key] = first.type
    for key, kind in gains.items():
        names[key].score[kind] += 1.0


class _Union:
    """Disjoint sets of keys (union by find with path halving); the smaller key of two with equal weight leads."""

    def __init__(self, names: Mapping[str, _Name]) -> None:
        self._names = names
        self._parent = {key: key for key in names}

    def find(self, key: str) -> str:
        parent = self._parent
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def unite(self, one: str, other: str) -> None:
        """Join the sets; the leader is the one with more mentions, then the longer, then the first by alphabet."""
        a, b = self.find(one), self.find(other)
        mending = self._names[a].mending or self._names[b].mending
        if a == b or (self._names[a].mending and self._names[b].mending):
            return
        lead, follow = sorted((a, b), key=lambda key: (-len(self._names[key].mentions), -len(key), key))
        self._parent[follow] = lead
        self._names[lead].score.add(self._names[follow].score.items())
        self._names[lead].mending = mending


def _agree(one: _Name, other: _Name) -> bool:
    """Whether a statement of identity may be believed; "Untel, maintenant Orvex" says where a person works."""
    return one.type != "person" and other.type != "person"


def _firms(names: Mapping[str, _Name]) -> dict[str, str]:
    """Bare names that are short for a company's of two words: "Orvex" for "Orvex Marine".

    So news writes where the full name comes first; where an article names the short one alone, they are two.
    """
    full: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        if len(name.words) == 2 and name.type == "organization" and not _is_place(name.words[1], names):
            full[name.words[0]].append(key)
    found: dict[str, str] = {}
    for word, listed in full.items():
        short = keys.compact(word)
        bare = names.get(short)
        if (
            bare is None
            or len(bare.words) > 1
            or len(listed) > 1
            or bare.type == "place"
            or word in everywhere().places
        ):
            continue
        whole: dict[str, int] = {}
        for article, candidate in names[listed[0]].mentions:
            whole[article] = min(candidate.start, whole.get(article, candidate.start))
        if (
            all(c.start < _HEADLINE or whole.get(article, c.start) < c.start for article, c in bare.mentions)
            and {article for article, _ in bare.mentions} <= whole.keys()
        ):
            found[short] = listed[0]
    return found


def _join_persons(
    names: Mapping[str, _Name], owner: _Union, places: dict[tuple[str, int], str], firms: Mapping[str, str]
) -> None:
    """Full names of one person to one another, then bare family (or first) names, mention by mention, to a person.

    Where the bare name is short for one of `firms` as well, the one that was last named in full is meant.
    """
    full: dict[str, list[str]] = defaultdict(list)
    given: dict[str, list[str]] = defaultdict(list)
    for key, name in sorted(names.items()):
        if len(name.words) > 1 and name.type == "person":
            full[name.words[-1]].append(key)
            given[name.words[0]].append(key)
    for group in full.values():
        by_first: dict[str, str] = {}
        for key in sorted(group, key=lambda k: (-len(names[k].words[0]), -len(names[k].mentions), k)):
            first = names[key].words[0]
            same = by_first.get(first)
            if same is None and len(first) == 1:
                starts = sorted({k for f, k in by_first.items() if f[:1] == first})
                same = starts[0] if len(starts) == 1 else None
            if same is None:
                by_first[first] = key
            else:
                owner.unite(same, key)
    by_article: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for group in full.values():
        for key in group:
            for article, candidate in names[key].mentions:
                by_article[article].append((candidate.start, key))
    for firm in set(firms.values()):
        for article, candidate in names[firm].mentions:
            by_article[article].append((candidate.start, firm))
    for listed in by_article.values():
        listed.sort()
    particles = everywhere().particles
    company = Company(lambda: {key: {article for article, _ in name.mentions} for key, name in names.items()})
    for key, name in sorted(names.items()):
        bare = name.words
        if bare[0] == "country":
            _namesake(name, full, by_article, places)
            continue
        while len(bare) > 1 and bare[0] in particles:
            bare = bare[1:]
        if len(bare) != 1:
            continue
        persons = [k for k in full.get(bare[0], []) if k != key]
        if key in firms:
            if persons:
                _assign(name, [*persons, firms[key]], by_article, names, owner, places, company, anywhere=True)
            else:
                owner.unite(key, firms[key])
            continue
        if persons and _own(name) < _FIRM * _times(name):
            _assign(name, persons, by_article, names, owner, places, company, anywhere=True)
            continue
        persons = [k for k in given.get(bare[0], []) if k != key]
        persons = [k for k in persons if names[k].score["person"] >= _STRONG]
        if persons and (name.type == "person" or _own(name) < _FIRM):
            _assign(name, persons, by_article, names, owner, places, company, anywhere=False)


def _namesake(
    name: _Name,
    full: Mapping[str, Sequence[str]],
    by_article: Mapping[str, Sequence[tuple[int, str]]],
    places: dict[tuple[str, int], str],
) -> None:
    """A country's name that is a family name, in articles that name such a person before: "Jordan"."""
    for article, candidate in name.mentions:
        persons = set(full.get(folded(candidate.surface), ()))
        if persons and dict(candidate.evidence).get("place", 0.0) <= 0:
            before = [key for start, key in by_article.get(article, ()) if key in persons and start < candidate.start]
            if before:
                places[article, candidate.start] = before[-1]


def _own(name: _Name) -> float:
    """How much speaks for a bare name's being something else than a person."""
    score = name.score
    return score["place"] + score["organization"] + score["product"] - score["person"]


def _times(name: _Name) -> float:
    return max(1.0, math.sqrt(len(name.mentions)))


def is_no_person(candidates: Sequence[Candidate]) -> bool:
    """Whether too much speaks against these mentions of one bare name being of a person's family name."""
    name = _Name("", (), [("", candidate) for candidate in candidates])
    for candidate in candidates:
        name.score.add(candidate.evidence)
    for kind in TYPES:
        name.score[kind] += max((dict(candidate.shape).get(kind, 0.0) for candidate in candidates), default=0.0)
    return _own(name) >= _FIRM * _times(name)


def _assign(
    name: _Name,
    persons: Sequence[str],
    by_article: Mapping[str, Sequence[tuple[int, str]]],
    names: Mapping[str, _Name],
    owner: _Union,
    places: dict[tuple[str, int], str],
    company: Company,
    *,
    anywhere: bool,
) -> None:
    """Give each mention of a bare name to one of `persons`.

    That is the one last fully named before it in its article, else the first named after it, else (`anywhere`) the
    one with whom the article has most other names in common, else the one most named in the library.
    """
    # Two names that a person tells apart stay apart.
    wanted = {key for key in persons if name.mending is None or names[key].mending is None}
    if not wanted:
        return
    usual = min(wanted, key=lambda k: (-len(names[k].mentions), k))
    several = len({owner.find(key) for key in wanted}) > 1
    last: dict[str, list[tuple[int, str]]] = {}
    meant: dict[str, str] = {}
    for article, candidate in name.mentions:
        if article not in last:
            last[article] = [pair for pair in by_article.get(article, ()) if pair[1] in wanted]
            if anywhere and several and not last[article]:
                near = company.nearest(article, wanted, name.key)
                meant[article] = near[0] if len({owner.find(key) for key in near}) == 1 else usual
        here = last[article]
        before = [key for start, key in here if start < candidate.start]
        person = before[-1] if before else here[0][1] if here else meant.get(article, usual) if anywhere else None
        if person is not None:
            places[article, candidate.start] = person


def _join_short(names: Mapping[str, _Name], owner: _Union) -> None:
    """A body's first word alone ("la Fédération") to the one body of the library that begins with it.

    So too the last word after a place ("the Celtics").
    """
    begins: dict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        if len(name.words) > 2 and name.type == "organization":
            begins[name.words[0]].add(key)
        if len(name.words) == 2 and name.type == "organization" and _is_place(name.words[0], names):
            begins[name.words[1]].add(key)
    for word, bodies in sorted(begins.items()):
        if word in names and len(bodies) == 1 and names[word].type == "organization":
            body = next(iter(bodies))
            if {a for a, _ in names[word].mentions} <= {a for a, _ in names[body].mentions}:
                owner.unite(word, body)


def _is_place(word: str, names: Mapping[str, _Name]) -> bool:
    name = names.get(keys.compact(word))
    return word in everywhere().places or word in everywhere().countries or (name is not None and name.type == "place")


def _entities(names: Mapping[str, _Name], owner: _Union, places: Mapping[tuple[str, int], str]) -> tuple[Entity, ...]:
    members: dict[str, list[tuple[str, Candidate]]] = defaultdict(list)
    types: dict[str, str] = {}
    for key in sorted(names):
        for article, candidate in names[key].mentions:
            person = places.get((article, candidate.start))
            members[owner.find(person or key)].append((article, candidate))
    for lead in members:
        types[lead] = names[lead].type
    entities: list[Entity] = []
    taken: Counter[str] = Counter()
    titles = {
        lead: mending.name if (mending := names[lead].mending) else _title(mentions, types[lead])
        for lead, mentions in members.items()
    }
    for lead in sorted(members, key=lambda k: (-len(members[k]), k)):
        slug = _SLUG.sub("-", fold(titles[lead])).strip("-") or "name"
        taken[slug] += 1
        identity = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        mentions = sorted(members[lead], key=lambda pair: (pair[0], pair[1].start))
        entities.append(
            Entity(
                id=identity,
                name=titles[lead],
                type=cast(EntityType, types[lead]),
                mentions=tuple(Mention(article, c.start, c.end, c.surface) for article, c in mentions),
            )
        )
    return tuple(entities)


def _title(mentions: Iterable[tuple[str, Candidate]], kind: str) -> str:
    """The best full surface: a person's fullest, else the most frequent; not in capitals where there is a choice."""
    counts = Counter(" ".join(candidate.surface.split()) for _, candidate in mentions)

    def rank(surface: str) -> tuple[bool, int, int, int, str]:
        words = len(surface.split())
        full = min(words, 3) if kind == "person" else 0
        shouted = surface.isupper() and len(surface) > 5
        return (shouted, -full, -counts[surface], -len(surface), surface)

    return min(counts, key=rank)
