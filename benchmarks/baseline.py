"""The plain baseline that merging is measured against: `python benchmarks/baseline.py FOLDER > dataset.json`.

Every sentence with an explicit date is an account, and accounts of the same date are one event; nothing else is read:
no names, no sums, no quotes, no relative dates.  It reads articles, sentences and dates as the project does and writes
the project's own format, so that whatever scores one dataset scores the other.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from pathlib import Path

from store import edtf
from store.export.dataset import to_json
from store.extraction.document import Document
from store.extraction.published import date_article
from store.extraction.timex import tag
from store.languages import load
from store.model import Account, Article, Dataset, Event, TimeExpression
from store.reading import discover, load_sources, read_article


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the articles lie, with their sources.toml")
    folder = parser.parse_args().folder
    said = load_sources(folder).tables
    sys.stdout.write(to_json(dataset([read_article(path, file, said.get(file)) for path, file in discover(folder)])))
    return 0


def dataset(articles: list[Article]) -> Dataset:
    """What the baseline makes of `articles`."""
    dated = [date_article(article, load(article.language)) for article in articles]
    found = {article.id: explicit(article) for article in dated}
    by_date: dict[str, list[Account]] = defaultdict(list)
    for article in dated:
        for account in accounts(article, found[article.id]):
            by_date[account.date or ""].append(account)
    return Dataset(
        articles=tuple(dated),
        time_expressions=tuple(time for times in found.values() for time in times),
        events=tuple(
            Event(identity(date), date, told[0].text[:100], tuple(told)) for date, told in sorted(by_date.items())
        ),
    )


def explicit(article: Article) -> list[TimeExpression]:
    """The dates that stand whole in the text: "12 March 2024", "March 2024", "2024"."""
    times = tag(article.text, load(article.language), article.published, article=article.id, posts=article.posts)
    return [t for t in times if t.basis == "explicit" and t.type in ("DATE", "TIME") and edtf.from_timex(t.value)]


def accounts(article: Article, times: list[TimeExpression]) -> list[Account]:
    """One for each sentence and explicit date in it."""
    result = {}
    for sentence in Document.of(article).sentences:
        for time in times:
            if sentence.start <= time.start < sentence.end:
                date = edtf.from_timex(time.value) or ""
                identifier = identity(f"{article.id}\0{sentence.start}\0{date}")
                text = article.text[sentence.start : sentence.end]
                result[identifier] = Account(
                    id=identifier,
                    article=article.id,
                    start=sentence.start,
                    end=sentence.end,
                    text=text,
                    date=date,
                    date_basis="stated",
                    date_span=(time.start, time.end),
                )
    return list(result.values())


def identity(key: str) -> str:
    return hashlib.sha256(f"baseline\0{key}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


if __name__ == "__main__":
    sys.exit(main())
