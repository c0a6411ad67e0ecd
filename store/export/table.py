"""A timeline as CSV (RFC 4180): a row for each passage that tells an event, for spreadsheets and data tools.

UTF-8 with a byte order mark, without which a spreadsheet takes accents for another encoding.  A cell that a
spreadsheet would take for a formula has an apostrophe before it, as has one that begins with an apostrophe; `from_csv`
takes it away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from store.lookup import Lookup
from store.model import Account, Dataset, Event
from store.text import without_controls

COLUMNS = (
    *("event", "event_date", "event_title", "event_sources", "disagreements"),
    *("source", "article_title", "author", "published", "published_basis", "url", "file", "article"),
    *("account", "status", "date", "date_basis", "date_words", "start", "end", "words"),
)
"""The columns; dates are EDTF, `start` and `end` count the characters of the article's cleaned text."""
_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")


def to_csv(dataset: Dataset, events: Iterable[Event]) -> str:
    """`events` of `dataset`, in the order given."""
    lookup = Lookup(dataset)
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for event in events:
        for account in event.accounts:
            writer.writerow([_cell(value) for value in _row(lookup, event, account)])
    return out.getvalue()


def from_csv(text: str) -> list[dict[str, str]]:
    """The rows of a table that `to_csv` wrote, as it was given them; what was None is ""."""
    rows = csv.DictReader(io.StringIO(text.removeprefix(_MARK), newline=""))
    return [{name: (value or "").removeprefix("'") for name, value in row.items() if name} for row in rows]


def _row(lookup: Lookup, event: Event, account: Account) -> Sequence[object]:
    article = lookup.articles.get(account.article)
    expression = lookup.dating(account)
    known = (
        (lookup.article_name(account.article),)
        if article is None
        else (
            *(article.name, article.title, article.author, article.published, article.published_basis),
            *(article.url, article.file),
        )
    )
    return (
        *(event.id, event.date, event.title, len(event.articles), len(event.disagreements)),
        *(*known, *[None] * (7 - len(known)), account.article),
        *(account.id, account.status, account.date, account.date_basis, expression.surface if expression else None),
        *(account.start, account.end, account.text),
    )


def _cell(value: object) -> str:
    text = "" if value is None else without_controls(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
