"""What a small file says of a library of which only a few rows are others than in a whole file of columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from store.index.bylines import Byline
from store.index.file import IndexDamagedError, Sections, dumped, encoded
from store.index.reading import EDITS, TABLES
from store.index.spliced import Spliced
from store.query import KINDS, OWN_MARKS, Kind

ENTITY = "entity"
"""Stands in `NewEvent.facets` for the kind of an entity, which may become another one."""
ARTICLE = "article"
"""Stands there before the id of an article."""


class NewEvent(NamedTuple):
    """What is painted and filtered from of an event that came.

    `id` is its id; `date` covers the days `first` to `last` (proleptic ordinals; 0 where it has none); `out`, `written`
    and `sources` are as in `Columns`; `marks` has bit n for the mark n of `OWN_MARKS`; `facets` are its values by kind,
    but for marks, and the ids of its articles.
    """

    id: str
    date: str | None
    first: int
    last: int
    sources: int
    out: int
    written: str | None
    marks: int
    facets: Sequence[tuple[str, str]]


class NewEntity(NamedTuple):
    """An entity by its id, with the kind under which it is filtered, and its name.

    Those that had it in the base are `size` from `start` on among all members there.
    """

    id: str
    kind: Kind
    name: str
    start: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Edits:
    """How the tables differ from those of a whole file of columns, and what is in the rows that came.

    `tables` are the cuts by table.  Of the rows that came, in their order: `events`, `bylines` (of articles) and
    `entities`, and by table the numbers of what each is found by in `keys`: its ids, or, where it is of an article,
    the id of that.  `known` are entities that only events that came have, by their rows in the whole file.
    """

    tables: Mapping[str, Spliced]
    events: list[NewEvent] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    entities: list[NewEntity] = field(default_factory=list)
    keys: Mapping[str, list[tuple[int, ...]]] = field(default_factory=lambda: {table: [] for table in TABLES})
    known: Mapping[int, NewEntity] = field(default_factory=dict)

    @classmethod
    def none(cls, rows: Mapping[str, int]) -> Edits:
        """Of tables that have so many rows and are as they were."""
        return cls({table: Spliced((), rows[table]) for table in TABLES})


def written(edits: Edits, file: str, checksum: int, opening: int | None) -> list[bytes]:
    """The parts of the file of edits of the columns in `file`, which has that checksum, beside it."""
    sections: dict[str, bytes] = {}
    for table, spliced in edits.tables.items():
        if spliced.cuts:
            sections[f"cuts-{table}"] = array("I", [number for cut in spliced.cuts for number in cut]).tobytes()
        if keys := edits.keys[table]:
            sections[f"keys-{table}"] = array("Q", [key for each in keys for key in each]).tobytes()
            if any(len(each) != 1 for each in keys):
                sections[f"sizes-{table}"] = array("I", map(len, keys)).tobytes()
    values = list(dict.fromkeys(facet for event in edits.events for facet in event.facets))
    code = {facet: n for n, facet in enumerate(values)}
    sections["values"] = dumped(values)
    sections["events"] = dumped([(*event[:-1], [code[facet] for facet in event.facets]) for event in edits.events])
    sections["bylines"] = dumped(edits.bylines)
    sections["entities"] = dumped(edits.entities)
    sections["known"] = dumped([(row, *entity) for row, entity in edits.known.items()])
    about = {
        "base": file,
        "checksum": checksum,
        "opening": -1 if opening is None else opening,
        "marks": OWN_MARKS,
        "kinds": KINDS,
    }
    return encoded(EDITS, about, sections)


def read(sections: Sections, rows: Mapping[str, int]) -> Edits:
    """What `written` wrote, for a whole file whose tables have so many rows.

    Raises:
        IndexDamagedError: it is damaged, or does not fit that file or this program.
    """
    try:
        if tuple(sections.about["marks"]) != OWN_MARKS or tuple(sections.about["kinds"]) != KINDS:
            raise IndexDamagedError("of another program")
        values = [(str(kind), str(value)) for kind, value in sections.data("values")]
        found = Edits(
            {table: Spliced(_triples(_numbers(sections, f"cuts-{table}")), rows[table]) for table in TABLES},
            [NewEvent._make((*told, [values[code] for code in codes])) for *told, codes in sections.data("events")],
            [(key, name, language) for key, name, language in sections.data("bylines")],
            [NewEntity(*told) for told in sections.data("entities")],
            {table: _keys(sections, table) for table in TABLES},
            {row: NewEntity(*told) for row, *told in sections.data("known")},
        )
        check(found)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise IndexDamagedError(str(error)) from error
    return found


def check(edits: Edits) -> None:
    """Make sure that there is something for each row that came.

    Raises:
        ValueError: there is not.
    """
    contents: Mapping[str, Sequence[Any]] = {
        "events": edits.events,
        "articles": edits.bylines,
        "entities": edits.entities,
    }
    for table, spliced in edits.tables.items():
        told: list[Sequence[Any]] = [edits.keys[table], contents.get(table, edits.keys[table])]
        if any(len(each) != spliced.new for each in told):
            raise ValueError(f"{spliced.new} rows of {table} came, and what is in them is of {[*map(len, told)]}")


def _numbers(sections: Sections, name: str, kind: str = "I") -> array[int]:
    return sections.numbers(name, kind) if name in sections else array(kind)


def _triples(numbers: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    return zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)


def _keys(sections: Sections, table: str) -> list[tuple[int, ...]]:
    keys = _numbers(sections, f"keys-{table}", "Q")
    if f"sizes-{table}" not in sections:
        return [(key,) for key in keys]
    found, at = [], 0
    for size in sections.numbers(f"sizes-{table}"):
        found.append(tuple(keys[at : at + size]))
        at += size
    return found
