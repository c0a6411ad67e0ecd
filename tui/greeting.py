"""What is worth a word when the explorer opens: what new articles brought, and that filters of the last time are on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.library.news import News
    from store.query import Query
    from tui.messages import Messages


def greeting(say: Messages, news: News | None, query: Query | None, clear: str, new: str, unseen: int = 0) -> list[str]:
    """What to say, a line each; nothing where nothing is new and no filter is on.

    Args:
        say: the messages of the explorer.
        news: what articles that were read just now brought.
        query: the filters that were remembered, as far as they are still on.
        clear: the key that clears them, as it is shown.
        new: the key that shows what is new alone.
        unseen: how many events are new that were not when the reader was here last.
    """
    told: list[str] = []
    if news is not None and news.articles:
        articles = say.count("n.news.articles", len(news.articles))
        key = "news.told_key" if news.events or news.sources else "news.told"
        told.append(say(key, articles=articles, what=_brought(say, news), by=new))
    elif unseen:
        told.append(say("news.unseen", events=say.count("n.news.unseen", unseen), by=new))
    if query:
        only_searched = not replace(query, text="")
        told.append(say("remembered.search" if only_searched else "remembered.filters", by=clear))
    return told


def _brought(say: Messages, news: News) -> str:
    counted = (
        ("n.news.events", len(news.events)),
        ("n.news.sources", len(news.sources)),
        ("n.news.contradictions", len(news.contradictions)),
    )
    return say("list_of").join(say.count(key, n) for key, n in counted if n) or say("news.none")
