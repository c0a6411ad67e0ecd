"""Wire copy: articles that tell an event in the same words are one origin, those that quote the same words are not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from store.assemble import assemble
from store.events.origins import Origins, sketch
from store.export.dataset import from_json, to_json
from store.export.markdown import to_markdown
from store.extraction.document import Document
from store.lookup import Lookup
from store.model import Account, Article, Dataset, Event, Quote
from store.reading import make_article

WIRE = (
    "La société Orlac a annoncé le 10 mars 2025 le rachat du port de Brévaux pour 97 millions d'euros, "
    "une opération contestée par les dockers."
)
EDITED = (
    "La société Orlac a annoncé le 10 mars 2025 le rachat du port de Brévaux pour 97 millions d’euros, "
    "une opération très contestée par les dockers."
)
OWN = "Orlac rachète Brévaux : le 10 mars 2025, son président a confirmé payer 97 millions d'euros pour le port."

DISPATCH = """La société Orlac a annoncé le 10 mars 2025 le rachat du port de Brévaux pour 97 millions d'euros.

Les dockers ont voté la grève le 12 mars 2025 à une large majorité, selon leur syndicat.

La régie municipale, créée en 2015, employait 1 300 personnes avant la vente du port à l'entreprise.

Le tribunal de commerce doit examiner la cession en juin 2025, a indiqué le greffe.
"""
DISPATCH_EDITED = """BRÉVAUX (Agence) - La société Orlac a annoncé lundi 10 mars 2025 le rachat du port de Brévaux pour
97 millions d'euros.

Les dockers ont voté la grève le 12 mars 2025 à une large majorité, selon leur syndicat.

La régie municipale, créée en 2015, employait près de 1 300 personnes avant la vente du port à l'entreprise.
"""


def story(*texts: str) -> Dataset:
    return assemble([make_article(text, f"{n}.txt") for n, text in enumerate(texts)])


def event_with(dataset: Dataset, words: str) -> Event:
    found = [e for e in dataset.events if any(words in a.text for a in e.accounts)]
    assert len(found) == 1, [e.title for e in found]
    return found[0]


def files(dataset: Dataset, ids: tuple[str, ...]) -> list[str]:
    names = {article.id: article.file for article in dataset.articles}
    return sorted(names[i] for i in ids)


def origins(articles: Sequence[Article], quotes: Sequence[Quote] = ()) -> Origins:
    documents = [Document.of(article) for article in articles]
    own = {d.article.id: [quote for quote in quotes if quote.article == d.article.id] for d in documents}
    return Origins(documents, quotes, {d.article.id: sketch(d, own[d.article.id]) for d in documents})


def told(*passages: str) -> tuple[Origins, list[Account]]:
    """Articles of one passage each, and their accounts of one event."""
    articles = [Article(f"a{n}", f"{n}.txt", text) for n, text in enumerate(passages)]
    accounts = [Account(f"c{n}", f"a{n}", 0, len(text), text) for n, text in enumerate(passages)]
    return origins(articles), accounts


def copies(*passages: str) -> tuple[tuple[str, ...], ...]:
    origins, accounts = told(*passages)
    return origins.copies(accounts)


def test_of_three_sources_two_are_copies_of_each_other() -> None:
    dataset = story(WIRE, OWN, EDITED)
    event = event_with(dataset, "très contestée")
    assert len(event.articles) == 3
    assert [files(dataset, group) for group in event.copies] == [["0.txt", "2.txt"]]
    assert sorted(files(dataset, origin) for origin in event.origins) == [["0.txt", "2.txt"], ["1.txt"]]
    assert event.origin_count == 2


def test_an_edit_does_not_hide_a_copy_nor_do_typography_and_case() -> None:
    assert copies(WIRE, EDITED) == (("a0", "a1"),)
    assert copies(WIRE, WIRE.upper().replace("'", "’")) == (("a0", "a1"),)
    assert copies(WIRE, f"Selon l'agence, {WIRE[0].lower()}{WIRE[1:-1]}, qui ont cessé le travail dès mardi.") != ()


def test_the_same_fact_in_other_words_is_no_copy() -> None:
    assert copies(WIRE, OWN) == ()


def test_one_quote_in_two_articles_is_no_copy() -> None:
    words = "« Nous ne vendrons jamais ce port à une société qui n'a rien construit dans cette ville »"
    assert copies(f"{words}, a dit la maire.", f"Jeanne Morvan a répondu le soir même : {words}.") == ()
    assert copies(f"{words}, a dit la maire.", f"{words}, a dit la maire.") == ()
    english = '"We will never sell this port to a firm that has built nothing in this town"'
    assert copies(f"{english}, the mayor said.", f"The mayor answered on Monday: {english}.") == ()


def test_the_same_sentence_around_a_quote_is_a_copy() -> None:
    frame = (
        "Interrogée sur le rachat du port par la société Orlac, la maire de Brévaux a répondu « {} » devant la presse."
    )
    assert copies(frame.format("Jamais de la vie"), frame.format("Jamais de la vie, croyez-moi")) == (("a0", "a1"),)


def test_words_without_marks_that_somebody_said_do_not_count() -> None:
    said = "Nous ne vendrons jamais ce port à une société qui n'a rien construit dans cette ville"
    texts = [f"La maire : {said}", f"Jeanne Morvan répond : {said}"]
    articles = [Article(f"a{n}", f"{n}.txt", text) for n, text in enumerate(texts)]
    accounts = [Account(f"c{n}", f"a{n}", 0, len(text), text) for n, text in enumerate(texts)]
    quotes = [Quote(f"q{n}", f"a{n}", text.index(said), len(text), said, "unmarked") for n, text in enumerate(texts)]
    assert origins(articles, quotes).copies(accounts) == ()
    indirect = [replace(quote, kind="indirect") for quote in quotes]
    assert origins(articles, indirect).copies(accounts) == (("a0", "a1"),), "told by the author: the author's words"


def test_a_short_passage_may_be_alike_by_chance() -> None:
    assert copies("Orlac a racheté le port lundi.", "Orlac a racheté le port lundi.") == ()


def test_articles_that_are_one_dispatch_are_one_origin_of_all_that_they_tell() -> None:
    dataset = story(DISPATCH, DISPATCH_EDITED, "Les dockers sont en grève : ils l'ont votée le 12 mars 2025 à Brévaux.")
    for words in ("une large majorité", "créée en 2015"):
        event = event_with(dataset, words)
        assert [files(dataset, group) for group in event.copies] == [["0.txt", "1.txt"]]


def test_a_passage_of_a_dispatch_that_was_rewritten_is_of_one_origin_too() -> None:
    articles = [Article("a0", "0.txt", DISPATCH), Article("a1", "1.txt", f"{DISPATCH}\nOrlac rachète le port.")]
    accounts = [
        Account("c0", "a0", 0, DISPATCH.index("\n"), DISPATCH[: DISPATCH.index("\n")]),
        Account("c1", "a1", len(DISPATCH) + 1, len(DISPATCH) + 23, "Orlac rachète le port."),
    ]
    assert origins(articles).copies(accounts) == (("a0", "a1"),)


def test_a_chain_of_sources_is_grouped_whatever_their_order() -> None:
    passages = [WIRE, OWN, EDITED, WIRE.replace("97 millions", "98 millions")]
    articles = [Article(f"a{n}", f"{n}.txt", text) for n, text in enumerate(passages)]
    accounts = [Account(f"c{n}", f"a{n}", 0, len(text), text) for n, text in enumerate(passages)]
    assert origins(articles).copies(accounts) == (("a0", "a2", "a3"),)
    assert origins(articles[::-1]).copies(accounts[::-1]) == (("a0", "a2", "a3"),)


def test_one_source_alone_is_one_origin() -> None:
    event = event_with(story(WIRE), "Orlac")
    assert event.copies == ()
    assert event.origins == (event.articles,)
    assert event.origin_count == 1


def test_copies_come_back_from_the_exported_dataset() -> None:
    dataset = story(WIRE, OWN, EDITED)
    back = from_json(to_json(dataset))
    assert event_with(back, "très").copies == event_with(dataset, "très").copies != ()


def test_markdown_says_which_sources_are_copies() -> None:
    dataset = story(WIRE, OWN, EDITED)
    english = to_markdown(dataset, dataset.events, language="en")
    said = english.split("Same words, one origin: ")[1].splitlines()[0]
    assert sorted(said.split(", ")) == ["0\\.txt", "2\\.txt"]
    assert "Mêmes mots, une seule origine" in to_markdown(dataset, dataset.events, language="fr")
    alone = story(WIRE, OWN)
    assert "one origin" not in to_markdown(alone, alone.events, language="en")


def test_the_command_line_counts_origins() -> None:
    from tui.cli.console import console
    from tui.cli.list import _lines
    from tui.cli.show import show
    from tui.cli.speech import speak

    speak("fr")
    dataset = story(WIRE, OWN, EDITED, "Le 3 mai 2024, la mairie de Brévaux a voté le budget.")
    lines = _lines(dataset.events, {event.id: event.id[:6] for event in dataset.events}, frozenset())
    assert sorted(line[2] for line in lines) == ["1  ", "3/2"]
    shown = io.StringIO()
    show(event_with(dataset, "très"), Lookup(dataset), console(shown, 100))
    assert "3 sources, 2 origines" in shown.getvalue()
    assert "Mêmes mots, une seule origine" in shown.getvalue()
    alone = io.StringIO()
    show(event_with(dataset, "budget"), Lookup(dataset), console(alone, 100))
    assert "origine" not in alone.getvalue()


WORDS = st.lists(
    st.sampled_from(["le", "port", "Orlac", "«", "»", '"', "a dit", "\n", "97", "\ud800", "É"]), max_size=60
)


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6))
def test_no_text_breaks_it_and_every_article_is_in_one_origin(passages: list[str]) -> None:
    origins, accounts = told(*passages)
    event = Event("e", None, "", tuple(accounts), copies=origins.copies(accounts))
    assert sorted(article for origin in event.origins for article in origin) == sorted(event.articles)
    assert event.origin_count == len(event.origins)
    assert origins.copies(accounts[::-1]) == event.copies
