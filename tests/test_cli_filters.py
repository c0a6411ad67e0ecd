"""The filters of `list` and `export`: the same as in the explorer."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace

import pytest
from build import story

from store.filters import KINDS, MARKS, Facet, Index, Query
from store.model import Entity
from tui.cli.console import CommandError
from tui.cli.filters import add_filters, check, query_of


def asked(*arguments: str, dataset=None) -> Query:
    parser = ArgumentParser()
    add_filters(parser)
    args = parser.parse_args(arguments)
    check(args)
    return query_of(args, Index(story() if dataset is None else dataset))


def left(*arguments: str) -> list[str]:
    index = Index(story())
    return [index.events[position].id for position in index.run(asked(*arguments))]


def test_every_kind_has_an_option():
    query = asked(
        *(
            "--person",
            "morvan",
            "--organization",
            "ORLAC",
            "--place",
            "brevaux",
            "--source",
            "ouest",
            "--language",
            "en",
        ),
        *("--mark", "quotes"),
    )
    assert {facet.kind for facet in query.include} == set(KINDS) - {"product", "other"}
    assert Facet("person", "e-morvan") in query.include


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_can_be_asked_for_and_left_out(mark):
    assert asked("--mark", mark).include == {Facet("mark", mark)}
    assert asked("--without", mark).exclude == {Facet("mark", mark)}
    both = left("--mark", mark), left("--without", mark)
    assert sorted([*both[0], *both[1]]) == sorted(left())


def test_status_is_a_mark():
    assert left("--mark", "planned") == ["ev-summer"]
    assert set(left("--mark", "alleged")) == {"ev-offre", "ev-approx"}


def test_any_of_all_kinds_or_of_one():
    people = ("--person", "morvan", "--person", "keller")
    marks = ("--mark", "quotes", "--mark", "single")
    assert left(*people) == []
    assert left(*people, "--any") == ["ev-2018", "ev-reply"]
    assert left(*people, *marks, "--any-of", "person") == []
    assert left(*people, *marks, "--any-of", "person", "--any-of", "mark") == ["ev-2018", "ev-reply"]
    with pytest.raises(SystemExit):
        asked("--any-of", "people")


def test_a_name_of_several_kinds_is_left_out_with_its_kind():
    dataset = story()
    double = Entity("e-double", "Brévaux", "organization")
    first, *others = dataset.events
    dataset = replace(
        dataset,
        entities=(*dataset.entities, double),
        events=(replace(first, entities=(*first.entities, "e-double")), *others),
    )
    with pytest.raises(CommandError, match="organization:Brévaux, place:Brévaux"):
        asked("--without", "brevaux", dataset=dataset)
    assert asked("--without", "place:brevaux", dataset=dataset).exclude == {Facet("place", "e-brevaux")}
    assert asked("--without", "Organization: Brévaux", dataset=dataset).exclude == {Facet("organization", "e-double")}
    with pytest.raises(CommandError, match="no event has it"):
        asked("--without", "product:brevaux", dataset=dataset)


def test_a_name_with_a_colon_is_that_name():
    dataset = story()
    dataset = replace(
        dataset,
        entities=tuple(replace(e, name="Place: Carrée") if e.id == "e-orlac" else e for e in dataset.entities),
    )
    assert asked("--without", "place: carree", dataset=dataset).exclude == {Facet("organization", "e-orlac")}


def test_text_and_dates_together_with_names():
    query = asked("--organization", "orlac", "--search", '"97.4 millions"', "--from", "2025-03", "--to", "2025")
    assert (query.first, query.last, query.text) == ("2025-03", "2025", '"97.4 millions"')
    assert left("--organization", "orlac", "--search", '"97.4 millions"', "--from", "2025-03") == ["ev-offre"]
    with pytest.raises(CommandError):
        asked("--from", "2025", "--to", "2024")
    with pytest.raises(CommandError):
        asked("--from", "hier")
