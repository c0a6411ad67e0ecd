"""What a build did, for whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from store.library.library import Skipped, Stored
from store.library.news import NOTHING_NEW, News
from store.library.versions import Corrected
from store.model import Article

FORMAT = "timeline-build/1"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose text the library has already from another file."""

    file: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that has gone from its folder while its text is there under another name."""

    file: str
    now: str


@dataclass(frozen=True, slots=True)
class Rejoined:
    """Of how many articles it was that they had only been placed and are joined with all others now.

    `events_before` is how many events there were before.
    """

    articles: int
    events_before: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, and what the library holds after it.

    `read` counts the articles that were read now, `unchanged` those of the given folders and files that were not read
    again; `gone` are files that have left their folder, and with it the library.  `corrected` are articles of which a
    later version came, `news` is what new articles brought, `unpublished` the articles of the given folders and files
    of which nobody says when they were published.  `notes` are worth a look, and no fault; `others` counts the files of
    the folders that are no articles, by their endings.  `placed` articles of the library were added to what stood
    since all of it was joined; `rejoined` tells what that came to, None where nobody asked for it.
    """

    read: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    articles: int = 0
    events: int = 0
    quotes: int = 0
    rebuilt: bool = False
    notes: tuple[Skipped, ...] = ()
    others: tuple[tuple[str, int], ...] = ()
    corrected: tuple[Corrected, ...] = ()
    news: News = NOTHING_NEW
    unpublished: tuple[str, ...] = ()
    placed: int = 0
    rejoined: Rejoined | None = None


def duplicates(stored: Sequence[Stored], articles: Iterable[Article], keys: set[str]) -> tuple[Duplicate, ...]:
    """The files of the roots `keys` whose texts are those of other files; `articles` are those that are `chosen`."""
    kept = {article.id: article.file for article in articles}
    firsts: set[str] = set()
    found: list[Duplicate] = []
    # Of what a later version has replaced none is kept.
    current = (item for item in stored if item.article.id in kept)
    for item in sorted(current, key=lambda item: (item.article.file != kept[item.article.id], item.article.file)):
        if item.article.id in firsts and item.root in keys:
            found.append(Duplicate(item.article.file, kept[item.article.id]))
        firsts.add(item.article.id)
    return tuple(found)


def unpublished(bylines: Sequence[Article], stored: Sequence[Stored], keys: set[str]) -> tuple[str, ...]:
    """The files of the articles of the roots `keys` that have no date of publication, in order."""
    ours = {item.article.id for item in stored if item.root in keys}
    return tuple(sorted(article.file for article in bylines if article.id in ours and not article.published))


def summary_json(summary: Summary) -> str:
    """A summary for other programs (docs/json.md): a JSON object with a line end."""
    held = ("articles", "events", "quotes")
    told = msgspec.to_builtins(summary)
    made = {
        "format": FORMAT,
        **{name: value for name, value in told.items() if name not in (*held, "others")},
        "others": dict(summary.others),
        "library": {name: told[name] for name in held},
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
