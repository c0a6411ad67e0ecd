"""Merging grows gently: pairs by index, few an account, and what is told apart early is never what would be joined."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from store import assemble
from store.events import merge
from store.events.accounts import Draft
from store.events.candidates import COMMON
from store.events.scoring import THRESHOLD, Scorer
from store.reading import read_article

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made_up() -> Iterator[ModuleType]:
    """The benchmark, for its made-up accounts."""
    spec = importlib.util.spec_from_file_location("made_up_accounts", ROOT / "benchmarks" / "merging.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_four_times_the_accounts_do_not_make_sixteen_times_the_pairs(made_up: ModuleType) -> None:
    few, many = made_up.accounts(1_000), made_up.accounts(4_000)
    assert made_up.pairs(*many) < 6 * made_up.pairs(*few)


def test_many_accounts_of_one_day_and_name_are_not_compared_all_with_all(made_up: ModuleType) -> None:
    drafts, groups = made_up.accounts(100)
    alike = [drafts[0]] * 20 * COMMON
    assert made_up.pairs(alike, groups) < COMMON * len(alike)


def test_most_made_up_happenings_are_found_again(made_up: ModuleType) -> None:
    drafts, groups = made_up.accounts(1_000)
    merged = merge.merge(drafts, groups)
    happenings = 10 * made_up.A_STORYS_EVENTS
    assert 0.8 * happenings < len(merged.groups) < 1.3 * happenings


def test_what_is_told_apart_early_is_no_pair_that_would_be_joined(
    made_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    scorers = [Scorer(*made_up.accounts(400))]
    real = merge.merge

    def caught(drafts: list[Draft], groups: dict[str, str]) -> merge.Merged:
        scorers.append(Scorer(drafts, groups))
        return real(drafts, groups)

    monkeypatch.setattr(merge, "merge", caught)
    assemble.assemble([read_article(path, path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))])
    least = THRESHOLD - 1
    for scorer in scorers:
        numbers = range(len(scorer.profiles))
        early = 0
        for a in numbers:
            for b in numbers[a + 1 :]:
                whole, score = scorer.score(a, b), scorer.score(a, b, least=least)
                assert score == whole or whole < least
                early += score != whole
        assert early
    assert len(scorers) == 2
