"""Corrections travel with a dataset: they are there after an import, can be undone and added to."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from corrections_support import FOUND, made_library

from store.corrections import make
from store.corrections.history import history
from store.corrections.model import Added, Source
from store.export.dataset import carried_by, from_json, manifest_of, to_json
from store.library.imported import import_dataset, journal_hash
from store.library.library import Library
from tui import cli


def exported(library: Library) -> str:
    return to_json(library.dataset(), journal=journal_hash(library.path), carried=library.carried())


def imported(text: str, place) -> Library:
    return import_dataset(place, from_json(text), manifest_of(text).journal, carried_by(text))


@pytest.fixture
def library(tmp_path):
    """A library of which a little of everything was corrected, and something undone."""
    made = made_library(tmp_path / "library")
    articles = {article.id: article for article in FOUND.articles}
    several = max(FOUND.events, key=lambda e: (len(e.accounts), e.id))
    others = [event for event in FOUND.events if event is not several]
    steps = [
        make.of("title", others[0], articles, "Un titre"),
        make.of("date", others[1], articles, "1999-05"),
        make.of("star", several, articles),
        make.merge(others[-2:], articles),
        make.on_accounts("split", several.accounts[:1], articles),
        make.on_accounts("hide-account", several.accounts[-1:], articles),
        make.entity("name", FOUND.entities[0], "Un autre nom"),
        make.speaker(FOUND.quotes[0], "Anne Duval", articles),
        make.add(Added("Le port est vendu", "2025-04", source=Source("Le port a été vendu.", "La Gazette"))),
    ]
    for step in steps:
        made.correct([step], "Anne Duval")
    made.correct([make.undo(made.corrections().corrections[0].id)])
    return made


def test_an_imported_dataset_has_its_corrections(library, tmp_path):
    text = exported(library)
    again = imported(text, tmp_path / "again")
    assert exported(again) == text
    assert again.corrections() == library.corrections()
    assert again.corrections_current
    assert not again.not_applicable()
    assert to_json(again.found()) == to_json(library.found()) == to_json(FOUND)
    assert {article.id for article in again.found().articles} == {article.id for article in FOUND.articles}
    third = imported(exported(again), tmp_path / "third")
    assert exported(third) == text


def test_they_can_be_undone_and_added_to(library, tmp_path):
    again = imported(exported(library), tmp_path / "again")
    while (last := history(again.corrections().corrections).undo) is not None:
        again.correct([make.undo(last)])
    assert to_json(again.dataset()) == to_json(FOUND)
    event = again.dataset().events[0]
    articles = {article.id: article for article in again.dataset().articles}
    again.correct([make.of("title", event, articles, "Encore un")])
    assert [e.title for e in again.dataset().events if e.corrected] == ["Encore un"]


def test_what_is_no_correction_is_told_and_the_rest_is_imported(library, tmp_path):
    data = json.loads(exported(library))
    data["corrections"]["journal"][1]["value"] = "2001"
    data["corrections"]["replaced"].append({"table": "nothing", "made": [], "found": [{}]})
    text = json.dumps(data)
    again = imported(text, tmp_path / "again")
    assert len(again.corrections().damaged) == 1
    assert len(again.dataset().events) == len(library.dataset().events)
    data["corrections"] = {"journal": 7}
    plain = imported(json.dumps(data), tmp_path / "plain")
    assert to_json(plain.dataset()) == to_json(library.dataset())


def test_without_corrections_and_in_a_part_nothing_of_the_kind_is_written(library, tmp_path):
    dataset = library.dataset()
    assert "corrections" not in json.loads(to_json(dataset, dataset.events[:1], carried=library.carried()))
    bare = made_library(tmp_path / "bare")
    assert bare.carried() is None
    assert "corrections" not in json.loads(exported(bare))
    assert to_json(replace(FOUND)) == to_json(bare.dataset())


def test_by_commands(library, tmp_path, capsys, home):
    file, place = tmp_path / "story.json", tmp_path / "place"

    def run(*words) -> str:
        capsys.readouterr()
        assert cli.main([str(word) for word in (*words, "--lang", "en")]) == 0
        return capsys.readouterr().out

    run("export", "--format", "json", "--library", library.path, "--output", file)
    run("import", file, "--library", place)
    told = run("corrections", "--library", place)
    assert told == run("corrections", "--library", library.path)
    assert "by Anne Duval" in told
    before = run("list", "--library", place)
    assert "Un titre" not in before
    run("corrections", "--redo", "--library", place)
    assert "Un titre" in run("list", "--library", place)
