"""Which accounts are one event: the score and its parts, candidates, what nearly was one."""

from __future__ import annotations

import random
from collections.abc import Set
from dataclasses import replace
from itertools import combinations

import pytest

from store.assemble import assemble
from store.events import merge as merging
from store.events.accounts import Draft
from store.events.candidates import COMMON, candidates
from store.events.merge import Merged, merge
from store.events.scoring import THRESHOLD, Scorer
from store.events.wording import wording
from store.export.dataset import to_json
from store.model import Account, Amount, Count, Dataset, Quote
from store.reading import make_article


def draft(article: str = "a", start: int = 0, **given) -> Draft:
    """An account of an article that shares nothing with another one but what is given."""
    account = Account(
        id=f"{article}{start}",
        article=article,
        start=start,
        end=start + 20,
        text="twenty letters long.",
        date=given.pop("date", None),
        date_basis=given.pop("basis", None),
        date_span=given.pop("span", None),
        status=given.pop("status", "happened"),
        entities=tuple(given.pop("named", given.get("entities", ()))),
    )
    sets = {name: frozenset(given.pop(name, ())) for name in ("stems", "kinds", "entities", "persons")}
    values = {"agent": None, "language": "en", "sentence": 9, **given}
    return Draft(account, (start, start + 20), **sets, **values)


def kinds_of(*drafts: Draft, groups: dict[str, str] | None = None) -> dict[str, float]:
    """By reason the points of the first two of several drafts."""
    scorer = Scorer(drafts, groups or {})
    return dict(scorer.parts(*scorer.profiles[:2]))


def story(*texts: str) -> Dataset:
    return assemble([make_article(text, f"{n}.txt") for n, text in enumerate(texts)])


def test_a_score_is_the_sum_of_its_parts_and_minus_infinity_where_dates_exclude_each_other():
    rnd = random.Random(3)
    names, stems, kinds = "abcdefgh", "ijklmnopqrst", ("sue", "die", "announce")
    drafts = [
        draft(
            article=str(n % 7),
            start=n,
            date=rnd.choice([None, "2024", "2024-03", "2024-03-05", "2024-03-06", "2025~"]),
            entities=rnd.sample(names, rnd.randint(0, 3)),
            stems=rnd.sample(stems, rnd.randint(0, 5)),
            kinds=rnd.sample(kinds, rnd.randint(0, 2)),
            sentence=n % 4,
            status=rnd.choice(["happened", "planned"]),
        )
        for n in range(40)
    ]
    scorer = Scorer(drafts, {})
    excluded = 0
    for a, b in combinations(range(40), 2):
        score = scorer.score(a, b)
        if score == float("-inf"):
            excluded += 1
        else:
            parts = scorer.parts(scorer.profiles[a], scorer.profiles[b])
            assert score == pytest.approx(sum(points for _, points in parts))
            assert score == pytest.approx(scorer.score(b, a))
    assert 0 < excluded < 780


def test_names_that_only_stand_before_a_passage_do_not_speak_much_against():
    named, other = draft("a", entities={"x"}), draft("b", entities={"y"})
    carried = draft("b", entities={"y"}, named=())
    one_story = [draft(article, 50, entities={"p", "q"}) for article in "ab"]
    against = kinds_of(named, other, *one_story)["nobody-shared"]
    assert kinds_of(named, carried, *one_story)["nobody-shared"] > against
    assert kinds_of(named, carried)["nobody-shared"] == against, "nothing says that both articles tell one story"


def test_only_a_speaker_s_own_words_speak_much_against_others():
    def speaking(article: str, kind: str, speaker: str = "Ada", stems: Set[str] = frozenset()) -> Draft:
        quote = Quote(f"q{article}", article, 0, 5, "words", kind, speaker=speaker)
        return draft(article, quotes=(quote,), stems=stems)

    own = kinds_of(speaking("a", "direct"), speaking("b", "partial"))
    reported = kinds_of(speaking("a", "direct"), speaking("b", "indirect"))
    assert own["other-words"] < reported["other-words"] < 0
    alike = kinds_of(speaking("a", "direct", stems={"mill"}), speaking("b", "indirect", stems={"mill"}))
    assert "other-words" not in alike
    assert "other-speakers" in kinds_of(speaking("a", "indirect"), speaking("b", "indirect", "Bo"))
    together = kinds_of(speaking("a", "direct"), speaking("b", "direct", "Bo"), groups={"qa": "g", "qb": "g"})
    assert "rendering" in together
    assert not {"other-words", "other-speakers"} & set(together)


def test_a_formula_of_two_speakers_is_one_utterance_only_within_a_story():
    def saying(article: str, speaker: str, **given) -> Draft:
        quote = Quote(f"q{article}", article, 0, 5, "every cent was spent as it had to be", "direct", speaker=speaker)
        return draft(article, quotes=(quote,), entities={speaker}, persons={speaker}, stems={"cent"}, **given)

    groups = {"qa": "g", "qb": "g"}
    ada, bob = saying("a", "Ada"), saying("b", "Bob")
    parts = kinds_of(ada, bob, groups=groups)
    assert "rendering" not in parts
    assert parts["other-words"] < 0, "what speaks against is not skipped"
    assert Scorer([ada, bob], groups).score(0, 1) < THRESHOLD
    one_story = [draft(article, 50, entities={"p", "q"}) for article in "ab"]
    assert "rendering" in kinds_of(ada, bob, *one_story, groups=groups), "sources differ on who said it"
    assert "rendering" in kinds_of(ada, saying("b", "Ada"), groups=groups)
    assert "rendering" in kinds_of(ada, saying("b", "Bob", named=()), groups=groups), "who speaks there is not known"
    town = [replace(d, entities=d.entities | {"Lund"}) for d in (ada, bob)]
    town = [replace(d, account=replace(d.account, entities=(*d.account.entities, "Lund"))) for d in town]
    assert "rendering" not in kinds_of(*town, groups=groups), "two mayors name one capital"


def test_a_year_or_a_nameless_month_ties_nothing_to_a_story():
    def of(article: str, date: str, *names: str) -> Draft:
        said = {"date": date, "basis": "stated", "span": (0, 4), "kinds": {"renew"}, "stems": {"roof", "slate"}}
        return draft(article, entities=names, **said)

    others = [draft(str(n), stems={str(n)}, kinds={str(n)}) for n in range(50)]

    def score(one: Draft, other: Draft, *more: Draft) -> float:
        return Scorer([one, other, *more, *others], {}).score(0, 1)

    assert score(of("a", "2019"), of("b", "2019")) == float("-inf")
    assert score(of("a", "2019", "x"), of("b", "2019", "y")) == float("-inf")
    assert score(of("a", "2019-04"), of("b", "2019-04")) == float("-inf")
    assert score(of("a", "2019-04", "x"), of("b", "2019-04", "y")) > THRESHOLD
    assert score(of("a", "2019-04-02"), of("b", "2019-04-02")) > THRESHOLD
    assert score(of("a", "2019", "x"), of("b", "2019", "x")) > THRESHOLD
    assert score(of("a", "2019"), of("b", "2019"), draft("a", 50, entities={"x"}), draft("b", 50, entities={"x"})) > 0


def test_that_something_was_said_is_worth_less_than_what_was_done():
    many = [draft(str(n)) for n in range(10)]
    said = kinds_of(draft("x", kinds={"announce"}), draft("y", kinds={"announce"}), *many)
    done = kinds_of(draft("x", kinds={"sue"}), draft("y", kinds={"sue"}), *many)
    assert 0 < said["kinds"] < done["kinds"]
    both = kinds_of(draft("x", kinds={"announce", "sue"}), draft("y", kinds={"announce", "die"}), *many)
    assert both["other-deeds"] < 0


def test_figures_plans_and_leads():
    def one(article: str, **given) -> Draft:
        return draft(article, entities={"x"}, **given)

    def sums(article: str, value: float, currency: str) -> Draft:
        return one(article, amounts=(Amount(article, 0, 5, "words", value, currency),))

    assert "amount" in kinds_of(sums("a", 3e9, "EUR"), sums("b", 3e9, "EUR"))
    assert "near-amount" in kinds_of(sums("a", 97.4e9, "USD"), sums("b", 97.6e9, "USD"))
    assert "other-amount" in kinds_of(sums("a", 3e9, "EUR"), sums("b", 5e9, "EUR"))
    assert "other-amount" in kinds_of(sums("a", 3e9, "EUR"), sums("b", 3e9, "USD")), "two currencies are not compared"
    dead = [one(a, counts=(Count(a, 0, 5, "7 dead", 7, "dead"),)) for a in "ab"]
    assert "count" in kinds_of(*dead)
    assert "planned" in kinds_of(one("a", status="planned"), one("b"))
    assert "leads" in kinds_of(one("a", sentence=0), one("b", sentence=1))
    assert "leads" not in kinds_of(one("a", sentence=0), one("b", sentence=5))


def test_names_alone_or_a_day_alone_are_not_enough():
    a, b = draft("a", entities={"x"}), draft("b", entities={"x"})
    assert "only-names" in kinds_of(a, b)
    others = [draft(str(n), entities={str(n)}) for n in range(50)]
    assert Scorer([a, b, *others], {}).score(0, 1) < THRESHOLD
    day = {"date": "2024-03-05", "basis": "stated", "span": (0, 4)}
    assert "only-the-day" in kinds_of(draft("a", entities={"x"}, **day), draft("b", entities={"x"}, **day))


def test_each_candidate_pair_comes_once_and_what_is_common_leads_to_few():
    rare = [draft(str(n), stems={"rare", "word"}, entities={"x"}, kinds={"sue"}) for n in range(5)]
    assert list(candidates(rare, *[[frozenset()] * 5] * 2)) == list(combinations(range(5), 2))
    size = 3 * COMMON
    common = [draft(str(n), stems={"common"}, date=f"2024-{n % 12 + 1:02}") for n in range(size)]
    found = set(candidates(common, *[[frozenset()] * size] * 2))
    assert found
    assert all(common[a].account.date == common[b].account.date for a, b in found), "only those of one month"
    undated = [draft(str(n), stems={"common"}) for n in range(size)]
    assert list(candidates(undated, *[[frozenset()] * size] * 2)) == []


def test_a_day_and_the_year_around_it_are_compared():
    one = draft("a", date="2021-11-09", entities={"x"})
    other = draft("b", date="2021", entities={"x"})
    assert list(candidates([one, other], *[[frozenset()] * 2] * 2)) == [(0, 1)]


TRIBUNE = """Le maire démissionne

Le maire de Lorval, Yves Caron, a démissionné le 3 mai 2024. Il était accusé d'avoir vendu le moulin en 2019.
Le conseil municipal a élu Claire Dumas le 12 mai 2024.
"""
REPUBLIQUE = """Yves Caron, démissionnaire depuis le 3 mai 2024, ne sera pas candidat.

En 2019, la commune vend le moulin à Paul Hervé. Claire Dumas a été élue maire de Lorval le 12 mai 2024.
"""
PHARE = """Yves Caron a quitté la mairie de Lorval le 4 mai 2024.

Claire Dumas a dit que le moulin de Lorval ne serait plus jamais vendu. « Nous le garderons », a dit Claire Dumas.
"""


@pytest.mark.parametrize("seed", range(3))
def test_whys_and_pairs_do_not_depend_on_the_order_of_the_files(seed):
    articles = [make_article(text, f"{n}.txt") for n, text in enumerate((TRIBUNE, REPUBLIQUE, PHARE))]
    shuffled = articles[:]
    random.Random(seed).shuffle(shuffled)
    assert to_json(assemble(shuffled)) == to_json(assemble(articles))


def test_irregular_forms_are_the_same_happening():
    dataset = story(TRIBUNE, REPUBLIQUE)
    resigned = next(e for e in dataset.events if any("démissionnaire" in a.text for a in e.accounts))
    assert len(resigned.articles) == 2


@pytest.mark.parametrize(
    ("language", "passage", "kinds"),
    [
        ("fr", "le fondateur a démissionné", {"leave"}),
        ("fr", "elle était l'une des fondatrices et cofondatrices de la revue", {"found"}),
        ("fr", "il meurt à lyon", {"die"}),
        ("fr", "la commune vend le moulin", {"sell"}),
        ("fr", "le département donne son rapport sur les finances", set()),
        ("en", "the co-founder quit", {"leave"}),
        ("en", "the board fired her", {"leave"}),
        ("en", "the fire service came", {"disaster", "fire"}),
        ("en", "the canvas was handed over", {"hand-over"}),
        ("en", "the canvas was handed overleaf", set()),
        ("en", "staff walked out", {"strike"}),
        ("fr", "un débrayage à l'usine", {"strike", "protest"}),
    ],
)
def test_kinds_of_happenings(language, passage, kinds):
    assert wording(language).kinds(passage) == kinds


def test_synonyms_are_one_term_in_both_languages():
    english, french = wording("en"), wording("fr")
    assert english.stems("a painting of the museum") == english.stems("canvases of the gallery")
    assert english.stems("the painting") == french.stems("la toile") == french.stems("les tableaux")
    assert english.stems("the painting") != english.stems("the museum")
    term = english.term("canvas")
    assert english.by_stem("The canvas of the king", {term}) == {term: "canvas"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stem_is_in_one_group_of_synonyms(language):
    words = wording(language)
    groups: dict[str, str] = {}
    for group, forms in words.table["synonyms"].items():
        for form in forms:
            assert groups.setdefault(words.stem(form), group) == group, form


def test_kinds_and_groups_have_the_same_names_in_both_languages():
    french, english = wording("fr").table, wording("en").table
    assert french["types"].keys() == english["types"].keys()
    assert len(french["synonyms"].keys() & english["synonyms"].keys()) > 150


def near_misses() -> Merged:
    """Two accounts that lack a little of the threshold, among many that have nothing to do with them."""
    others = [draft(str(n), entities={str(n)}, stems={f"s{n}"}) for n in range(30)]
    a = draft("a", entities={"x", "y"}, stems={"one", "two", "three", "six", "seven"}, kinds={"sue"}, agent="x")
    b = draft("b", entities={"x", "z"}, stems={"one", "four", "five"}, kinds={"sue"}, agent="z")
    return merge([a, b, *others], {})


def test_what_nearly_was_one_event_is_offered_and_not_joined():
    merged = near_misses()
    assert len(merged.groups) == 32
    assert [(near.apart, near.join.score < THRESHOLD) for near in merged.near] == [("score", True)]


def test_groups_that_do_not_agree_as_wholes_stay_apart_and_are_offered():
    day = {"basis": "stated", "span": (0, 4)}
    first = [
        draft(a, entities={"x", "y"}, stems={"fire", "mill", "river"}, kinds={"disaster"}, date="2024-05-03", **day)
        for a in "abc"
    ]
    second = [
        draft(a, 30, entities={"v", "w"}, stems={"court", "verdict", "fine"}, kinds={"judge"}, date="2024-05-03", **day)
        for a in "abc"
    ]
    bridge = draft(
        "d",
        entities={"v", "w", "x", "y"},
        stems={"court", "verdict", "fine", "fire", "mill", "river"},
        kinds={"judge", "disaster"},
        date="2024-05-03",
        **day,
    )
    others = [draft(str(n), entities={str(n)}, stems={f"s{n}"}, date=f"20{n + 10}-01", **day) for n in range(30)]
    merged = merge([*first, *second, bridge, *others], {})
    sizes = sorted(len(group) for group in merged.groups if len(group) > 1)
    assert sizes == [3, 4]
    assert [near.apart for near in merged.near] == ["group"]


def test_an_event_is_in_few_pairs(monkeypatch):
    monkeypatch.setattr(merging, "_NEAR", 10.0)
    merged = merge([draft(str(n), entities={"x"}, stems={"s", f"s{n}"}) for n in range(12)], {})
    often: dict[int, int] = {}
    for near in merged.near:
        for number in (near.join.a, near.join.b):
            often[number] = often.get(number, 0) + 1
    assert often
    assert max(often.values()) <= merging._OFFERED


def test_two_days_near_each_other_are_offered_where_too_little_agrees_without_them():
    texts = (
        "Paul Garnier a rencontré Hélène Brunet à Lyon le 3 avril 2024.",
        "Paul Garnier et Jeanne Morel se sont rencontrés à Lyon le 4 avril 2024.",
    )
    dataset = story(*texts, *("Un autre jour, rien de cela.",))
    assert len(dataset.events) == 2
    assert [pair.apart for pair in dataset.pairs] == ["days"]
    assert replace(dataset.pairs[0].link, reasons=()).score >= THRESHOLD


def test_a_date_of_which_each_article_tells_one_thing_speaks_for_one_event():
    day = {"basis": "stated", "span": (0, 4), "date": "2024-05-03"}
    names = {"v", "w"}
    one, other = draft("a", entities=names, **day), draft("b", entities=names, **day)
    background = [draft(str(n)) for n in range(9)]
    assert kinds_of(one, other, *background)["lone-date"] > 0
    # Where an article tells two things of the day, either may be meant.
    assert "lone-date" not in kinds_of(one, other, draft("b", 40, entities=names, **day), *background)
    # Nor does it say anything of articles on different stories.
    stranger = draft("b", entities={"q", "r"}, **day)
    assert "lone-date" not in kinds_of(one, stranger, *background)


def test_an_account_without_names_is_compared_by_the_date_and_the_story_of_its_article():
    first = story(
        "Le conseil de Lyon votera le 28 novembre 2024, dit Anne Martin.",
        "Anne Martin est à Lyon. Vote le 28 novembre 2024.",
    )
    assert [len(event.accounts) for event in first.events if event.date == "2024-11-28"] == [2]
