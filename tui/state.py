"""What the explorer remembers from one time to the next: for each library where the reader was, and the theme.

Small JSON files in the platform's state folder, read at the start and written after leaving.  A file that is missing,
damaged or of another time is as good as none: nothing here is ever raised.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from store.query import Facet, Query
    from tui.screens.main import MainScreen
    from tui.view import View

_LARGEST = 200_000  # bytes: what is larger is none of ours
_LONGEST = 400  # characters of one value


class Place(NamedTuple):
    """Where the reader was in one library."""

    event: str = ""
    """The id of the event under the cursor."""
    position: int = 0
    """Its position then, where it is looked for first."""
    zoom: str = "auto"
    clock: str = "happened"
    """By which clock the events are ordered: "happened" or "written"."""
    hide_others: bool = True
    query: dict[str, Any] = {}  # noqa: RUF012  (never changed)
    """The filters in force, as `query_to_json` gives them."""
    new: str = ""
    """Which articles were new then, as `new_articles` gives them."""


def place_file(library: Path) -> Path:
    """The file that holds the place in the library at `library`."""
    import hashlib

    digest = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:16]
    return _folder() / "places" / f"{digest}.json"


def theme_file() -> Path:
    """The file that holds the theme chosen last."""
    return _folder() / "theme.json"


def _folder() -> Path:
    from platformdirs import PlatformDirs

    return PlatformDirs("timeline", appauthor=False).user_state_path


def read_place(path: Path) -> Place | None:
    """The place that is remembered in a file, if any."""
    found = _read(path)
    if not isinstance(found, dict):
        return None
    kept: dict[str, Any] = {}
    texts = ((name, str) for name in ("event", "zoom", "clock", "new"))
    for name, kind in (*texts, ("position", int), ("hide_others", bool)):
        value = found.get(name)
        if type(value) is kind and (not isinstance(value, str) or len(value) <= _LONGEST):
            kept[name] = value
    query = found.get("query")
    return Place(**kept, query=query if isinstance(query, dict) else {})


def read_theme(path: Path) -> str | None:
    """The name of the theme chosen last, whether or not there still is one of that name."""
    found = _read(path)
    name = found.get("theme") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None


def choices_file() -> Path:
    """The file that holds the choices of the export dialogue."""
    return _folder() / "export.json"


def read_choices(path: Path) -> dict[str, str]:
    """What was chosen last, by the name of the choice."""
    found = _read(path)
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(value, str) and len(value) <= _LONGEST}


def write_choices(path: Path, choices: dict[str, str]) -> None:
    """Remembers what was chosen."""
    _write(path, dict(choices))


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            return json.loads(file.read(_LARGEST).decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def write_place(path: Path, place: Place) -> None:
    """Remembers a place; where that cannot be written, nothing is."""
    _write(path, {name: value for name, value in place._asdict().items() if value != Place._field_defaults[name]})


def write_theme(path: Path, name: str) -> None:
    """Remembers a theme; where that cannot be written, nothing is."""
    _write(path, {"theme": name})


def _write(path: Path, record: dict[str, Any]) -> None:
    from store.library.disk import write_atomic

    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, json.dumps(record, ensure_ascii=True, indent=1).encode("ascii"))


def query_to_json(query: Query) -> dict[str, Any]:
    """The filters as plain data; what is not asked for is left out."""
    record: dict[str, Any] = {
        "include": [list(facet) for facet in sorted(query.include)],
        "exclude": [list(facet) for facet in sorted(query.exclude)],
        "any_of": sorted(query.any_of),
        "first": query.first,
        "last": query.last,
        "text": query.text,
        "known": query.known,
    }
    return {name: value for name, value in record.items() if value}


def query_from_json(record: dict[str, Any], view: View) -> Query:
    """The filters that `record` holds, as far as the library still knows what they are about."""
    from store import edtf
    from store.query import KINDS, Query

    def date(name: str) -> str | None:
        value = record.get(name)
        return value if isinstance(value, str) and edtf.is_valid(value) else None

    any_of = record.get("any_of")
    text = record.get("text")
    return Query(
        include=_facets(record.get("include"), view),
        exclude=_facets(record.get("exclude"), view),
        any_of=frozenset(kind for kind in KINDS if isinstance(any_of, list) and kind in any_of),
        first=date("first"),
        last=date("last"),
        text=text[:_LONGEST] if isinstance(text, str) else "",
        known=date("known"),
    )


def _facets(found: object, view: View) -> frozenset[Facet]:
    from store.query import KINDS, Facet

    if not isinstance(found, list):
        return frozenset()
    given = [tuple(item) for item in found[:1000] if isinstance(item, list) and len(item) == 2]
    asked = [item for item in given if all(isinstance(part, str) for part in item)]
    known: dict[str, set[Facet]] = {}
    for kind in KINDS:
        if any(item[0] == kind for item in asked):
            known[kind] = {facet for facet, _ in view.index.facets(kind)}
    return frozenset(Facet(*item) for item in asked if Facet(*item) in known.get(item[0], ()))


def place_of(view: View, position: int | None, zoom: str) -> Place:
    """Where the reader is: what `view` shows, the cursor at a position, headings by `zoom`."""
    return Place(
        event=view.event(position).id if position is not None else "",
        position=position or 0,
        zoom=zoom,
        clock=view.clock,
        hide_others=view.hide_others,
        new=new_articles(view),
        query=query_to_json(view.query),
    )


def new_articles(view: View) -> str:
    """What stands for the articles that are new; "" where none is."""
    import hashlib

    new = view.index.columns.new
    return hashlib.sha256(" ".join(sorted(new)).encode("utf-8", "surrogatepass")).hexdigest()[:16] if new else ""


def position_of(place: Place, view: View) -> int | None:
    """Where the event that was looked at last stands now; None where it is gone."""
    if 0 <= place.position < view.total and view.index.events[place.position].id == place.event:
        return place.position
    return view.index.columns.position(place.event) if place.event else None


def restore(place: Place, view: View, screen: MainScreen) -> None:
    """Shows `view` on the main screen as it was left."""
    from tui.rows import ZOOMS

    screen.timeline.zoom = next((zoom for zoom in ZOOMS if zoom == place.zoom), "auto")
    view.hide_others = place.hide_others
    if place.clock == "written":
        view.clock = "written"
    view.set_query(query_from_json(place.query, view))
    screen.show(view, position_of(place, view))
