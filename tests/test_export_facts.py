"""What sources give differently, exported: each with the words it rests on, in the sources' own words and order."""

from __future__ import annotations

import re

from store.assemble import assemble
from store.export.footnotes import read, taken_apart
from store.export.markdown import to_markdown
from store.model import Dataset
from store.reading import SourceFacts, make_article

TOLD = {
    "Le Quotidien": "Le 10 mars 2025, Orlac a racheté le port de Brévaux pour 97,4 millions d'euros.",
    "La Dépêche": "Qui est Orlac ? Le 10 mars 2025, Orlac a racheté le port de Brévaux pour 97,6 millions d'euros.",
    "Le Phare": "Orlac veut grandir. Orlac va racheter le port de Brévaux le 10 mars 2025 pour 97,4 millions d'euros.",
}


def exported(**published: str) -> tuple[Dataset, str]:
    articles = [
        make_article(text, f"{n}.txt", SourceFacts(publisher=name, published=published.get(f"p{n}")))
        for n, (name, text) in enumerate(TOLD.items())
    ]
    dataset = assemble(articles)
    events = [event for event in dataset.events if event.disagreements]
    assert len(events) == 1, "one event of three sources, which differ"
    return dataset, to_markdown(dataset, events, language="fr")


def test_every_source_of_a_figure_is_named_with_a_note_of_words_that_hold_it():
    _, text = exported()
    document = read(text)
    line = next(line for _, line in document.body if line.startswith("- somme"))
    values = dict(re.findall(r"([\d,]+ millions d'euros) \(([^)]*)\)", line))
    assert set(values) == {"97,4 millions d'euros", "97,6 millions d'euros"}
    assert "Le Quotidien" in values["97,4 millions d'euros"]
    assert "Le Phare" in values["97,4 millions d'euros"], "what is planned agrees with what is done"
    for value, told in values.items():
        labels = re.findall(r"\[\^(\d+)\]", told)
        assert labels
        for label in labels:
            assert value in (taken_apart(document.notes[label][1]).exact or "")


def test_sources_stand_in_the_order_of_their_publication():
    _, text = exported(p0="2025-03-12", p1="2025-03-11", p2="2025-03-10")
    rows = [line for line in text.splitlines() if line.startswith("| **")]
    assert [re.findall(r"\*\*(.*?)\*\*", row)[0] for row in rows] == ["Le Phare", "La Dépêche", "Le Quotidien"]


def test_renderings_of_words_stand_with_the_quotations_and_are_no_precision_of_a_fact():
    said = ("Nous ne vendrons jamais le port", "Nous ne vendrons pas le port, jamais")
    articles = [
        make_article(f"Le 3 mars 2025, « {words} », a déclaré Anne Duval.", f"{n}.txt") for n, words in enumerate(said)
    ]
    dataset = assemble(articles)
    text = to_markdown(dataset, dataset.events, language="fr")
    if any(fact.kind == "wording" for event in dataset.events for fact in event.same_fact):
        assert "- mots" not in text
    quotes = text.partition("### Citations")[2]
    assert quotes.count("**Anne Duval**") == 1
    assert all(words in quotes for words in said)
