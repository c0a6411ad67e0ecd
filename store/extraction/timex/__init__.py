"""Time expressions: TIMEX3 for French and English text, by rules that live in the language files."""

from store.extraction.timex.inference import infer_published
from store.extraction.timex.tagger import tag

__all__ = ["infer_published", "tag"]
