"""The sources of events as CSL-JSON (https://docs.citationstyles.org), which Zotero and Pandoc read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from store import edtf
from store.model import Article, Dataset, Event
from store.text import printable


def to_csl(dataset: Dataset, events: Iterable[Event]) -> str:
    """The articles that `events` of `dataset` rest on, by file."""
    used = {article for event in events for article in event.articles}
    articles = sorted((a for a in dataset.articles if a.id in used), key=lambda article: (article.file, article.id))
    return json.dumps([_item(article) for article in articles], ensure_ascii=False, indent=1) + "\n"


def _item(article: Article) -> dict[str, Any]:
    known: dict[str, Any] = {"id": article.id, "type": "article-newspaper", "language": article.language}
    texts = {"title": article.title or article.name, "container-title": article.publisher, "URL": article.url}
    known |= {name: printable(text) for name, text in texts.items() if text}
    if article.author:
        # Who that is, one or several, and which is the family name, the article does not say.
        known["author"] = [{"literal": printable(article.author)}]
    if issued := _issued(article.published):
        known["issued"] = issued
    return known


def _issued(published: str | None) -> dict[str, Any] | None:
    """A date, or two of an interval, as precise as it is; "circa" where it is about or uncertain."""
    if edtf.bounds(published) is None or published is None:
        return None
    parts: list[list[int]] = []
    for end in published.split("/"):
        numbers = end.rstrip("~?%").split("-")
        if not all(number.isdigit() for number in numbers) or (len(numbers) > 1 and int(numbers[1]) > 12):
            return {"literal": published}
        parts.append([int(number) for number in numbers])
    return {"date-parts": parts} | ({"circa": True} if edtf.is_guess(published) else {})
