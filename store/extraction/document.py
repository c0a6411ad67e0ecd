"""An article on its way through extraction: its text, the same text levelled, its language and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from store.extraction import numbers
from store.extraction.headings import headings
from store.extraction.numbers import Number
from store.extraction.sentences import Sentence, split
from store.languages import Language, load
from store.model import Article
from store.text import level, lower


@dataclass(frozen=True)
class Document:
    """What every extractor is given.  `levelled` and `lowered` are as long as `text`: offsets hold in all."""

    article: Article
    language: Language

    @classmethod
    def of(cls, article: Article) -> Document:
        """The document of an article, in the article's own language."""
        return cls(article, load(article.language))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def levelled(self) -> str:
        """The text with look-alike characters made one (`store.text.level`)."""
        return level(self.article.text)

    @cached_property
    def lowered(self) -> str:
        """The levelled text in lower case (`store.text.lower`)."""
        return lower(self.levelled)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers, in order."""
        return tuple(numbers.find(self.lowered, self.language))

    @cached_property
    def headings(self) -> frozenset[int]:
        """Where a line begins that is a title or a crosshead."""
        return headings(self.levelled)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        return split(self.levelled, self.language)
