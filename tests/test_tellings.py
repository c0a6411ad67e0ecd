"""What articles contribute to events is kept, and stays the same whether it is kept or worked out anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import store.library.tellings as module
from store.events.accounts import Named
from store.events.telling import tell
from store.extraction.extract import Extraction
from store.library.extractions import Extractions
from store.library.tellings import Tellings
from store.library.workers import Crew
from store.model import Article
from store.reading import read_article

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    return [read_article(path, path.name) for path in SEEDS]


def made(path: Path) -> tuple[Extractions, Tellings]:
    crew = Crew()
    extractions = Extractions(path, "program", crew)
    return extractions, Tellings(path, "program", extractions, crew)


def named(extraction: Extraction) -> list[Named]:
    return [Named(name.start, name.end, name.key, name.type == "person") for name in extraction.names]


def test_what_is_kept_is_what_was_found(tmp_path, seeds, monkeypatch):
    (tmp_path / "index").mkdir()
    extractions, tellings = made(tmp_path)
    told = [(read := extractions.read(article), named(read)) for article in seeds]
    found = list(tellings.tell_each(told))
    assert found == [tell(*each) for each in told]
    assert any(telling.drafts for telling in found)
    extractions.save()
    tellings.save()

    again = []
    monkeypatch.setattr(module, "tell", lambda *given: again.append(given) or tell(*given))
    extractions, tellings = made(tmp_path)
    told = [(read := extractions.read(article), named(read)) for article in seeds]
    assert list(tellings.tell_each(told)) == found
    assert again == []


def test_other_names_and_speakers_are_told_anew(tmp_path, seeds, monkeypatch):
    extractions, tellings = made(tmp_path)
    read = extractions.read(seeds[0])
    names = named(read)
    list(tellings.tell_each([(read, names)]))
    again = []
    monkeypatch.setattr(module, "tell", lambda *given: again.append(given) or tell(*given))
    list(tellings.tell_each([(read, names)]))
    assert again == []
    others = [names[0]._replace(entity="another"), *names[1:]]
    assert list(tellings.tell_each([(read, others)])) == [tell(read, others)]
    assert len(again) == 1
    spoken = replace(read, quotes=tuple(replace(quote, speaker="Untel") for quote in read.quotes))
    assert list(tellings.tell_each([(spoken, names)])) == [tell(spoken, names)]
    assert len(again) == 2


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'["x",1,[],[]]', b"\xff"])
def test_what_is_damaged_is_told_anew(tmp_path, seeds, damage):
    extractions, tellings = made(tmp_path)
    told = [(read := extractions.read(seeds[0]), named(read))]
    found = list(tellings.tell_each(told))
    for key in list(tellings._kept._new):
        tellings._kept.put(key, damage)
    assert list(tellings.tell_each(told)) == found
