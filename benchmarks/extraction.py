"""How fast names, amounts and quotes are read: `python benchmarks/extraction.py [FILE...]`.

Without files the built-in example articles are read, repeated to a text of some size, on one core; the time in which
the names of all texts are joined is part of it.  Where the extra `timeline-explorer[spacy]` is installed, what spaCy
needs for names alone (`fr_core_news_md`, its other parts switched off) is timed on the same text in the same run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from store import languages
from store.extraction import amounts, counts, names, quotes
from store.extraction.document import Document
from store.model import Article
from store.reading import read_article

ROUNDS = 3
SIZE = 300_000
MODEL = "fr_core_news_md"


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of several times that `work` takes, in seconds."""
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        work()
        times.append(perf_counter() - begin)
    return min(times)


def figures(document: Document) -> None:
    counts.find(document, amounts.find(document))


def extraction(articles: list[Article]) -> None:
    candidates = {}
    for article in articles:
        document = Document(article, languages.load(article.language))
        candidates[article.id] = names.find(document)
        figures(document)
        quotes.find(document, candidates[article.id])
    names.join(candidates)


def main(arguments: list[str]) -> int:
    root = Path(__file__).parents[1]
    paths = [Path(name) for name in arguments] or sorted((root / "seeds").glob("*.txt"))
    read = [read_article(path, path.name) for path in paths]
    times = -(-SIZE // max(1, sum(len(article.text) for article in read)))
    # Every copy is an article of its own: nothing is kept from one to the next but what words mean.
    articles = [
        Article(f"{article.id}-{n}", article.file, article.text, language=article.language)
        for n in range(times)
        for article in read
    ]
    size = sum(len(article.text) for article in articles)
    print(f"{len(articles)} texts, {size:,} characters")

    documents = [Document(article, languages.load(article.language)) for article in articles]
    found = [names.find(document) for document in documents]
    pairs = list(zip(documents, found, strict=True))
    rows: list[tuple[str, Callable[[], object]]] = [
        ("names", lambda: [names.find(document) for document in documents]),
        ("names joined", lambda: names.join({d.article.id: c for d, c in pairs})),
        ("amounts and counts", lambda: [figures(Document(d.article, d.language)) for d in documents]),
        ("quotes", lambda: [quotes.find(document, candidates) for document, candidates in pairs]),
        ("all together", lambda: extraction(articles)),
    ]
    for what, work in rows:
        print(f"{what:<24}{size / best(work):12,.0f} characters/s")

    if find_spec("spacy") is None or find_spec(MODEL) is None:
        print("spaCy with its model is not installed: no comparison (pip install 'timeline-explorer[spacy]')")
        return 0
    import spacy

    begin = perf_counter()
    nlp = spacy.load(MODEL, enable=["tok2vec", "ner"])
    print(f"{'spaCy loading':<24}{perf_counter() - begin:12.2f} s")
    sample = articles[: max(1, len(read))]
    theirs = best(lambda: [nlp(article.text) for article in sample], 1)
    print(f"{'spaCy, names alone':<24}{sum(len(a.text) for a in sample) / theirs:12,.0f} characters/s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
