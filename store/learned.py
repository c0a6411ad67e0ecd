"""What putting a library together tells whoever adds an article to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.events.frequencies import Frequencies


@dataclass(frozen=True, slots=True)
class Learned:
    """How rare words are in a library, and who is called how.

    `names` has for each key of a name the id of the entity that most of its mentions mean, empty for a family name that
    several persons share.
    """

    frequencies: Frequencies
    names: Mapping[str, str]
