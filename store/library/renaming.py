"""What names that a person mended make of rows, where no text is looked through for another name of something."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

import msgspec

from store.corrections.model import Correction
from store.corrections.names import Names
from store.corrections.passages import Places
from store.corrections.state import Gone
from store.library.recorded import Recorded, UncertainError
from store.model import Dataset, Entity

NAMING = ("name", "type", "alias")
"""The kinds that are about an entity."""


def renaming(recorded: Recorded, corrections: Iterable[Correction]) -> Names:
    """The names as these corrections, each of which has an effect, leave them.

    Raises:
        UncertainError: they have an effect on more than the entities that are `recorded`.
    """
    rows = sorted(recorded.gone("entities").values(), key=itemgetter(0))
    found = Dataset(entities=tuple(msgspec.convert(row, Entity) for _, row in rows))
    names = Names(found, Places(found))
    try:
        for each in corrections:
            if each.kind in NAMING:
                names.correct(each)
    except Gone as fault:
        # A name that none of these goes by is looked for in all texts.
        raise UncertainError from fault
    return names
