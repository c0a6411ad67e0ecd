"""When a text was published, where it does not say so but lets one infer it."""

from __future__ import annotations

from collections.abc import Sequence

from store.languages import Language
from store.model import Post


def infer_published(text: str, language: Language, posts: Sequence[Post] = ()) -> tuple[str, str] | None:
    """The publication date that `text` proves (EDTF) and the words that prove it; None where nothing is proved."""
    del text, language, posts
    return None
