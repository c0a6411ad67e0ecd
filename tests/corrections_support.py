"""A small made-up story in three articles, and a library of it, for tests of corrections."""

from __future__ import annotations

from store.assemble import assemble
from store.library.library import Library
from store.reading import make_article

VALUES = {
    "date": ("2025-03", "2019", None, "2025-03-12"),
    "title": ("Un titre", "Un autre"),
    "status": ("planned", "happened"),
    "note": ("à revoir", ""),
    "tag": ("port", "procès"),
    "untag": ("port",),
}
"""Values that corrections of an event may set, by kind."""
SIMPLE = (*VALUES, "hide", "show", "star", "unstar")
"""The kinds that set something of an event and leave its accounts as they are."""
TEXTS = {
    "a": (
        "Lundi 10 mars 2025, la société Orlac a proposé 97,4 millions d'euros pour le port de Brévaux. "
        "« Non merci, le port n'est pas à vendre », a répondu Jeanne Morvan mardi 11 mars 2025. "
        "En août 2024, Orlac avait porté plainte contre la régie du port de Brévaux."
    ),
    "b": (
        "Le groupe Orlac a proposé le 10 mars 2025 97,6 millions d'euros pour le port de Brévaux. "
        "Jeanne Morvan a répondu le 11 mars 2025 : « Le port n'est pas à vendre, non merci. » "
        "Paul Keller a quitté la régie du port en février 2018."
    ),
    "c": (
        "Paul Keller avait quitté la régie du port de Brévaux en février 2018. "
        "Orlac a porté plainte en août 2024 contre la régie du port."
    ),
}
LATER = (
    "Le 10 mars 2025, Orlac a proposé 97,4 millions d'euros pour reprendre le port de Brévaux. "
    "En février 2018, Paul Keller a quitté la régie du port de Brévaux."
)


def articles(*names: str, **more: str):
    texts = {**{name: TEXTS[name] for name in names or TEXTS}, **more}
    return [make_article(text, f"{name}.txt", language="fr", published="2025-03-12") for name, text in texts.items()]


FOUND = assemble(articles())


def made_library(place, found=FOUND) -> Library:
    library = Library.create(place)
    library.store_derived(found, "test")
    texts = [{"id": a.id, "text": a.text} for a in sorted(found.articles, key=lambda a: a.id)]
    with library.transaction():
        library._db().drop_table("texts")
        library._db().table("texts").insert_multiple(texts)
    return library
