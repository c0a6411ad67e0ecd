"""The order of files changes nothing, and the ids of events stay good when articles are added."""

from __future__ import annotations

import functools
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.assemble import assemble
from store.export.dataset import to_json
from store.model import Article, Dataset
from store.reading import make_article, read_article

SEEDS = Path(__file__).parents[1] / "seeds"

DAYS = ("le 3 mars 2024", "le 4 mars 2024", "en mars 2024", "en 2024", "lundi", "")
WHO = ("Hélène Brunet", "la PDG de Valcor", "Valcor", "Paul Garnier", "Brunet")
DID = ("a déposé une offre pour Lunaris", "a racheté Lunaris", "a quitté Lunaris", "a porté plainte contre Lunaris")
SUMS = ("", " pour 3,2 milliards d'euros", " pour 3,4 milliards d'euros", " pour environ 3 milliards d'euros")
SAID = (
    "",
    " « Nous voulons bâtir un champion européen de l'optique », a déclaré Hélène Brunet.",
    " Hélène Brunet veut « bâtir un champion de l'optique en Europe ».",
)

SENTENCE = st.builds(
    lambda day, who, did, amount, said: f"{f'{day}, ' if day else ''}{who} {did}{amount}.{said}",
    st.sampled_from(DAYS), st.sampled_from(WHO), st.sampled_from(DID), st.sampled_from(SUMS), st.sampled_from(SAID),
)  # fmt: skip
TEXT = st.lists(SENTENCE, min_size=1, max_size=4).map(
    lambda sentences: "\n\n".join(s[:1].upper() + s[1:] for s in sentences)
)
STORY = st.lists(TEXT, min_size=2, max_size=5, unique=True)


def made(texts: list[str]) -> list[Article]:
    return [make_article(text, f"{n}.txt") for n, text in enumerate(texts)]


@functools.cache
def example_articles() -> tuple[Article, ...]:
    return tuple(read_article(path, path.name) for path in sorted(SEEDS.glob("*.txt")))


@functools.cache
def example_json() -> str:
    return to_json(assemble(example_articles()))


def events_by_account(dataset: Dataset) -> dict[str, str]:
    """The id of the event of each account, by the account's id."""
    return {account.id: event.id for event in dataset.events for account in event.accounts}


def assert_ids_stay(before: Dataset, after: Dataset) -> None:
    found = events_by_account(after)
    for event in before.events:
        # An event is called by one of its accounts, so its old name finds the event that this account tells now.
        assert event.id in found, event.title
        assert event.id in {account.id for account in event.accounts}
        assert {account.id for account in event.accounts} <= found.keys(), event.title
    assert {event.id for event in after.events} <= found.keys()


@settings(deadline=None, max_examples=6)
@given(st.permutations(range(5)))
@example([4, 3, 2, 1, 0])
def test_the_example_is_the_same_in_any_order(order: list[int]) -> None:
    articles = example_articles()
    assert len(articles) == len(order)
    assert to_json(assemble([articles[n] for n in order])) == example_json()


@settings(deadline=None, max_examples=30)
@given(STORY, st.randoms(use_true_random=False))
def test_small_stories_are_the_same_in_any_order(texts: list[str], random) -> None:
    articles = made(texts)
    first = to_json(assemble(articles))
    random.shuffle(articles)
    assert to_json(assemble(articles)) == first


@settings(deadline=None, max_examples=30)
@given(STORY)
def test_ids_of_events_find_them_when_an_article_is_added(texts: list[str]) -> None:
    articles = made(texts)
    assert_ids_stay(assemble(articles[:-1]), assemble(articles))
    assert_ids_stay(assemble(articles[1:]), assemble(articles))


def test_ids_of_the_example_find_its_events_when_an_article_is_added() -> None:
    articles = example_articles()
    whole = assemble(articles)
    for left_out in range(len(articles)):
        assert_ids_stay(assemble([*articles[:left_out], *articles[left_out + 1 :]]), whole)


def test_the_same_article_twice_is_one() -> None:
    articles = example_articles()
    assert to_json(assemble([*articles, articles[2], articles[0]])) == example_json()
