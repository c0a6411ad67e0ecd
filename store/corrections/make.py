"""Making corrections of what is on the screen or named on a command line; they are dated when they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from store import edtf
from store.corrections.model import Added, Correction, CorrectionError, Kind, Source, check
from store.corrections.passages import of_account, of_event, passage
from store.model import Account, Article, Entity, Event, Quote
from store.text import printable

Articles = Mapping[str, Article]
"""Articles by id, with their texts."""


def of(kind: Kind, event: Event, articles: Articles, value: str | None = None) -> Correction:
    """A correction of an event: its date (EDTF, None: undated), title, status, a note, a tag, a star, hiding.

    Raises:
        CorrectionError: the value cannot be used, or nothing of the event can be pointed to.
    """
    if kind == "date" and value is not None and not edtf.is_valid(value):
        raise CorrectionError("date", value)
    return _checked(Correction(kind, value, (of_event(event, articles),)))


def merge(events: Sequence[Event], articles: Articles) -> Correction:
    """Makes events one; title and what else was set by hand of the first hold.

    Raises:
        CorrectionError: there are fewer than two.
    """
    return _checked(Correction("merge", events=tuple(of_event(event, articles) for event in events)))


def on_accounts(kind: Kind, accounts: Sequence[Account], articles: Articles) -> Correction:
    """Takes accounts out of their event ("split"), hides them ("hide-account") or shows them again.

    Raises:
        CorrectionError: there is none.
    """
    found = (of_account(account, articles) for account in accounts)
    return _checked(Correction(kind, passages=tuple(each for each in found if each is not None)))


def speaker(quote: Quote, name: str, articles: Articles) -> Correction:
    """Gives a quote to somebody.

    Raises:
        CorrectionError: the name is empty, or the quote's article unknown.
    """
    article = articles.get(quote.article)
    places = (passage(article, quote.start, quote.end),) if article is not None else ()
    return _checked(Correction("speaker", " ".join(name.split()), passages=places))


def entity(kind: Kind, of: Entity, value: str) -> Correction:
    """Changes an entity's name or type, or gives it another name by which it is called too.

    Raises:
        CorrectionError: the value cannot be used.
    """
    # By the name that the program gives it, which stays while corrections come and go.
    found = next((c.was for c in of.corrected if c.field == "name" and c.was), of.name)
    return _checked(Correction(kind, " ".join(value.split()), entity=found))


def add(added: Added, article: Article | None = None, words: str = "") -> Correction:
    """Adds an event that `words` of an article tell, or the words of the source in `added`.

    Raises:
        CorrectionError: the words are not in the article, or something is missing.
    """
    if article is None:
        return _checked(Correction("add", added=added))
    exact = words.strip()
    at = article.text.find(exact) if exact else -1
    if at < 0:
        raise CorrectionError("no-words", exact)
    return _checked(Correction("add", added=added, passages=(passage(article, at, at + len(exact)),)))


def standing(correction: Correction, of: Event | Quote) -> Literal["found", "set"] | None:
    """Whether what a correction sets stands already: as the program found it, or as a person has set it.

    Only of a date, a title, a status and a speaker that can be said; `of` is the event or the quote as it is now.
    """
    kind, value = correction.kind, correction.value
    if isinstance(of, Quote):
        stands, by_hand = kind == "speaker" and value == of.speaker, of.corrected is not None
    else:
        known = of.by_hand
        by_hand = known is not None and any(each.field in (kind, "added") for each in known.corrected)
        statuses: set[str] = {known.status} if known and known.status else {a.status for a in of.accounts}
        match kind:
            case "date":
                stands = value == of.date
            case "title":
                # As it is shown: it is copied from there.
                stands = printable(value or "") == printable(of.title)
            case "status":
                stands = statuses == {value}
            case _:
                stands = False
    return ("set" if by_hand else "found") if stands else None


def undo(id: str) -> Correction:
    """Takes a correction back."""
    return Correction("undo", of=id)


def redo(id: str) -> Correction:
    """Brings a correction back that was taken back."""
    return Correction("redo", of=id)


def _checked(correction: Correction) -> Correction:
    check(correction)
    return correction


__all__ = ["Added", "Source", "add", "entity", "merge", "of", "on_accounts", "redo", "speaker", "standing", "undo"]
