"""A span that may be a name."""

from __future__ import annotations

from msgspec import Struct

from store.extraction.names.tokens import Token


class Run(Struct, frozen=True, gc=False):
    """A span that may be a name: its words with a capital, and what was cut off around them.

    `titled`: a role or a title of honour stands right before it.  `of_role`: a role with a capital right after it
    ("Microsoft CEO").  `kind` is the type that its first word gives it ("Fédération …").  `cut`: function words that
    began the sentence were cut off.
    """

    tokens: tuple[Token, ...]
    start: int
    end: int
    titled: float = 0.0
    of_role: bool = False
    kind: str | None = None
    cut: bool = False
