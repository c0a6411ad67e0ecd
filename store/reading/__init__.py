"""From a file to an article: decoding, cleaning, and what the article says of itself."""

from store.reading.article import GIVEN, make_article, read_article
from store.reading.errors import ReadingError
from store.reading.files import discover
from store.reading.sources import SourceFacts, load_sources

__all__ = ["GIVEN", "ReadingError", "SourceFacts", "discover", "load_sources", "make_article", "read_article"]
