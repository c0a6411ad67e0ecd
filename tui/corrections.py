"""Corrections in words, for the command line and the explorer: the messages of the area "correct"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from store.text import printable
from tui.dates import words
from tui.messages import Messages

if TYPE_CHECKING:
    from store.corrections.model import Correction, CorrectionError
    from store.lookup import Lookup
    from store.model import Corrected, Entity, Event

_ROOM = 60


def spoken(lang: str) -> Messages:
    """The messages on corrections in a language, with the explorer's own."""
    return Messages(lang, ("correct", ""))


def described(correction: Correction, say: Messages) -> str:
    """What a correction does, in one line that is safe to show."""
    value = printable(correction.value or "")
    match correction.kind:
        case "date":
            value = words(correction.value, say.lang)
            return say("did.date", value=value) if correction.value else say("did.undated")
        case "status":
            return say("did.status", value=say(f"status.{correction.value}"))
        case "type":
            value = f"{printable(correction.entity or '')} → {say(f'type.{correction.value}')}"
            return say("did.type", value=value)
        case "name":
            return say("did.name", value=f"{printable(correction.entity or '')} → {value}")
        case "alias":
            return f"{printable(correction.entity or '')} {say('did.alias', value=value)}"
        case "merge":
            return say("did.merge", n=len(correction.events))
        case "add":
            return say("did.add", value=printable(correction.added.title if correction.added else ""))
        case "note" if not value:
            return say("did.no_note")
        case _:
            return say(f"did.{correction.kind}", value=value)


def about(correction: Correction) -> str:
    """The words that a correction is about, cut; empty where it is about a name."""
    passages = [passage for event in correction.events for passage in event] or list(correction.passages)
    if passages:
        return cut(passages[0].selector.exact)
    source = correction.added.source if correction.added else None
    return cut(source.words) if source else ""


def cut(text: str, room: int = _ROOM) -> str:
    """So much of a text as has room, on one line, cut between words."""
    plain = printable(text)
    return plain if len(plain) <= room else plain[: room - 2].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def day(at: str, lang: str) -> str:
    """The day of a time (RFC 3339, UTC), here."""
    try:
        here = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return printable(at)
    return words(here.date().isoformat(), lang, "short")


def set_by_hand(corrected: Iterable[Corrected], say: Messages) -> list[str]:
    """What a person set, when, and what the program had found, a line for each."""
    lines = []
    for each in corrected:
        field, when = say(f"field.{each.field}"), day(each.at, say.lang)
        if each.field in ("accounts", "added", "aliases"):
            lines.append(say("set", field=field, day=when))
            continue
        was = printable(each.was or "") or say("was_none")
        if each.field == "date" and each.was:
            was = words(each.was, say.lang)
        elif each.field == "status" and each.was:
            was = say(f"status.{each.was}")
        elif each.field == "type" and each.was:
            was = say(f"type.{each.was}")
        lines.append(say("set_was", field=field, day=when, was=was))
    return lines


def by_hand(event: Event, say: Messages, entities: Iterable[Entity] = ()) -> list[str]:
    """All that a person set or noted of an event, a line for each; nothing where it is as it was found."""
    known = event.by_hand
    lines = set_by_hand(known.corrected, say) if known else []
    if known and known.note:
        lines.append(say("note", text=printable(known.note)))
    if known and known.tags:
        lines.append(say("tags", tags=", ".join(printable(tag) for tag in known.tags)))
    if known and known.starred:
        lines.append(say("starred"))
    for entity in entities:
        lines += [f"{printable(entity.name)} · {line}" for line in set_by_hand(entity.corrected, say)]
    return lines


def corrected_lines(event: Event, lookup: Lookup, lang: str) -> list[str]:
    """All that a person set or noted of an event and of the names in it; nothing where nobody did."""
    known = (lookup.entities.get(id) for id in event.entities)
    entities = [entity for entity in known if entity is not None and entity.corrected]
    return by_hand(event, spoken(lang), entities) if event.by_hand or entities else []


def fault(error: CorrectionError, say: Messages) -> str:
    """Why a correction cannot be."""
    return say(f"fault.{error.code}", value=printable(error.value))
