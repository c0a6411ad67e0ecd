"""Corrections that go along with a dataset, so that whoever imports it can undo them and add to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Replaced:
    """What corrections changed in a table of a dataset: the keys of the rows they `made`, and the rows `found` before.

    The key of a row is its id; of reasons (`whys`) it is the event's, of `pairs` both events' with a space between.
    """

    table: str
    made: tuple[str, ...]
    found: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """The journal of a dataset and what the program had found in the place of what is corrected.

    `journal` are the lines of the journal (docs/corrections.md).  `base` is the hash of a journal that an earlier
    dataset rested on and that did not come with it.
    """

    journal: tuple[dict[str, Any], ...]
    replaced: tuple[Replaced, ...] = ()
    base: str | None = None
