"""What two newspapers write in the same words is no event of both where nothing ties the two to one story."""

from __future__ import annotations

from store.assemble import assemble
from store.events import merge
from store.reading import make_article

FAR = (
    "Brest : le port\n\nLa mairie de Brest a présenté le projet du port. Le montant est estimé à {} millions d'euros.",
    "Le stade de Lens\n\nLa région a présenté le projet du stade de Lens. Le montant est estimé à {} millions d'euros.",
)


def told(*sums: str) -> list[set[str]]:
    """By event that gives a sum: the files that tell it."""
    articles = [
        make_article(text.format(given), f"{n}.txt") for n, (text, given) in enumerate(zip(FAR, sums, strict=True))
    ]
    dataset = assemble(articles)
    files = {article.id: article.file for article in dataset.articles}
    return [{files[a] for a in event.articles} for event in dataset.events if event.amounts]


def test_the_same_sentence_in_two_stories_is_two_events():
    assert sorted(map(sorted, told("3", "3"))) == [["0.txt"], ["1.txt"]]
    assert sorted(map(sorted, told("3", "3,2"))) == [["0.txt"], ["1.txt"]]


def test_a_group_of_one_and_one_needs_no_second_look(monkeypatch):
    looked = []
    monkeypatch.setattr(merge._Merger, "compared", lambda *given: looked.append(given) or 9.0)
    text = "Lunaris\n\nLe 3 mars 2025, Valcor a racheté Lunaris pour {} millions d'euros."
    dataset = assemble([make_article(text.format(n), f"{n}.txt") for n in (3, 4)])
    assert any(len(event.articles) == 2 for event in dataset.events)
    assert looked == []
