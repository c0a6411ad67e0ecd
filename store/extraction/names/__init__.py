"""Proper names: `find` reads one article, `join` makes the entities of a library.

Both heed what a person mended (`store.reading.entities`).
"""

from store.extraction.names.candidate import Candidate
from store.extraction.names.joining import join
from store.extraction.names.mentions import find

__all__ = ["Candidate", "find", "join"]
