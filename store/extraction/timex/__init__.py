"""Time expressions: TIMEX3 for French and English text, by rules that live in the language files."""

from store.extraction.timex.inference import infer_published
from store.extraction.timex.tagger import Cut, cut, tag

__all__ = ["Cut", "cut", "infer_published", "tag"]
