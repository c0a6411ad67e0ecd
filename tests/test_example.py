"""The built-in example as a reader meets it: built from `seeds/`, with and without `sources.toml`, under any names."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.assemble import assemble
from store.model import Dataset, Event
from store.reading import discover, load_sources, read_article

SEEDS = Path(__file__).parent.parent / "seeds"


def build(*, with_facts: bool, renamed: bool = False) -> Dataset:
    facts = load_sources(SEEDS).tables if with_facts else {}
    found = discover(SEEDS)
    names = [f"{len(found) - n:02}.txt" if renamed else name for n, (_, name) in enumerate(found)]
    return assemble([read_article(p, new, facts.get(old)) for (p, old), new in zip(found, names, strict=True)])


@pytest.fixture(scope="module", params=["with sources.toml", "articles alone", "renamed"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    return build(with_facts=request.param == "with sources.toml", renamed=request.param == "renamed")


def event_with(dataset: Dataset, words: str) -> Event:
    found = [e for e in dataset.events if any(words in a.text for a in e.accounts)]
    assert len(found) == 1, [e.title for e in found]
    return found[0]


def test_five_articles_are_there(dataset: Dataset) -> None:
    assert len(dataset.articles) == 5
    assert {article.language for article in dataset.articles} == {"fr"}


def test_the_reply_on_twitter_is_one_event_with_its_renderings(dataset: Dataset) -> None:
    event = event_with(dataset, "Non merci, mais nous achèterons Twitter")
    assert event.date == "2025-02-10"
    said = [q for q in dataset.quotes if q.id in event.quotes and "9" in q.text and q.speaker == "Sam Altman"]
    assert len({quote.article for quote in said}) >= 4
    group = next(g for g in dataset.quote_groups if any(q.id in {m.id for m in g.quotes} for q in said))
    assert len({member.article for member in group.quotes}) >= 4
    original = next(member for member in group.quotes if member.original)
    assert original.text == "no thank you but we will buy twitter for $9.74 billion if you want"


def test_the_bid_is_one_event_with_all_five_sources_and_their_figures(dataset: Dataset) -> None:
    event = event_with(dataset, "L'offre a été faite lundi (10 février)")
    assert event.date == "2025-02-10"
    assert len(event.articles) == 5
    (conflict,) = [d for d in event.disagreements if d.kind == "amount"]
    assert [reading.value for reading in conflict.values] == ["97.4 G USD", "97.6 G USD"]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("remonte à la fondation d’OpenAI en 2015", "2015"),
        ("En 2018, Elon Musk a quitté OpenAI", "2018"),
        ("structure hybride « capped-profit » en 2019", "2019"),
        ("en octobre 2022 pour environ 44 milliards", "2022-10"),
        ("xAI, en 2023", "2023"),
        ("En mars 2024, Musk a même intenté", "2024-03"),
    ],
)
def test_each_date_keeps_its_precision(dataset: Dataset, words: str, date: str) -> None:
    assert event_with(dataset, words).date == date


def test_august_2024_and_what_its_sentence_tells_of_2015_are_two_events(dataset: Dataset) -> None:
    told = [e for e in dataset.events if any("En août 2024, Elon Musk a déposé" in a.text for a in e.accounts)]
    assert sorted(e.date or "" for e in told) == ["2015", "2024-08"]


def test_no_publication_date_is_invented(dataset: Dataset) -> None:
    for article in dataset.articles:
        assert (article.published is None) == (article.published_basis is None)
        if article.published_basis == "inferred":
            assert article.published_evidence


def test_debris_of_the_page_is_no_text(dataset: Dataset) -> None:
    for article in dataset.articles:
        assert not any(sign in article.text for sign in ("☺", "☻", "data-embed", "blockquote"))


def test_every_offset_points_to_its_words(dataset: Dataset) -> None:
    texts = {article.id: article.text for article in dataset.articles}
    rows = [*dataset.time_expressions, *dataset.amounts, *dataset.counts]
    rows += [mention for entity in dataset.entities for mention in entity.mentions]
    assert all(texts[row.article][row.start : row.end] == row.surface for row in rows)
    assert all(texts[q.article][q.start : q.end] == q.text for q in dataset.quotes)
