"""What a reader takes from a file: the words, and what the file says of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.model import Article
from store.reading.markup import Unmarked
from store.reading.sources import SourceFacts


@dataclass(slots=True)
class Content:
    """One article as its file gives it.

    `facts` is what the file says of itself, `evidence` where it says when it was published.  `modified` is when it was
    changed last (ISO 8601), of which a library that has two versions takes the later.  `key` tells it from the others
    of a file that holds several: "" for one alone, else how it is called behind the file's name.
    """

    unmarked: Unmarked
    facts: SourceFacts = field(default_factory=SourceFacts)
    evidence: str = "front matter"
    modified: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read, and when its source says that it was changed last (ISO 8601)."""

    article: Article
    modified: str | None = None
