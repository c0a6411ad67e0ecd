"""All that is read in one article."""

from __future__ import annotations

from dataclasses import dataclass, replace

from store import edtf, languages
from store.engine import RULES, Engine
from store.extraction import amounts, counts, names, quotes
from store.extraction.document import Document
from store.extraction.published import date_article
from store.extraction.timex import cut, tag
from store.model import Amount, Article, Count, Post, Quote, TimeExpression
from store.reading.entities import NOTHING, Mendings


@dataclass(frozen=True)
class Extraction:
    """One article with what stands in it, each in text order.

    `article` is dated as far as its words allow; names are not yet joined to entities, and speakers are named as the
    text names them.
    """

    article: Article
    document: Document
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]
    counts: tuple[Count, ...]
    names: tuple[names.Candidate, ...]
    quotes: tuple[Quote, ...]


def extract(article: Article, mendings: Mendings = NOTHING, engine: Engine = RULES) -> Extraction:
    """What stands in `article`, names as `engine` reads and a person mended them.

    Never raises on account of what the text says.
    """
    language = languages.load(article.language)
    article = replace(article, posts=tuple(_dated(post, article.text, language) for post in article.posts))
    tokens = cut(article.text, language)
    article = date_article(article, language, tokens)
    document = Document(article, language)
    candidates = _names(document, mendings, engine)
    sums = amounts.find(document)
    return Extraction(
        article,
        document,
        tag(article.text, language, article.published, article=article.id, posts=article.posts, tokens=tokens),
        sums,
        counts.find(document, sums),
        candidates,
        quotes.find(document, candidates),
    )


def _names(document: Document, mendings: Mendings, engine: Engine) -> tuple[names.Candidate, ...]:
    """The names; spaCy's pipeline is one for French, and other languages are read by the rules."""
    if engine == "spacy" and document.language.code == "fr":
        # Imported here: spaCy takes seconds to load, and most libraries do without.
        from store.extraction.names import spacy

        return spacy.find(document, mendings)
    return names.find(document, mendings)


def _dated(post: Post, text: str, language: languages.Language) -> Post:
    """The post with the day that its signature gives, in the article's language or another (embeds keep their own)."""
    if post.stamp is None or post.date is not None:
        return post
    start, end = post.stamp
    others = [languages.load(code) for code in languages.codes() if code != language.code]
    for reader in (language, *others):
        for expression in tag(text[start:end], reader):
            date = edtf.from_timex(expression.value)
            found = edtf.bounds(date)
            if found and found.days == 1:
                return replace(post, date=date)
    return post
