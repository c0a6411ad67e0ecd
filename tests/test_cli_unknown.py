"""An id that no event has: what is said of it, and what is offered."""

from __future__ import annotations

import json
import shlex

import pytest
from conftest import write


@pytest.fixture
def place(timeline, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder, **{f"t{n}": f"Le port est bloqué le {n} mars 2024.\n" for n in range(1, 20)})
    timeline("build", folder, "--library", tmp_path / "the library")
    return tmp_path / "the library"


@pytest.fixture
def ids(timeline, place):
    told = json.loads(timeline("list", "--json", "--library", place)[1])
    return [event["id"] for event in told["events"]]


def nothing_like(ids: list[str]) -> str:
    return next(id for n in range(16**3) if (id := f"{n:03x}0000000") and not any(i.startswith(id[:3]) for i in ids))


@pytest.mark.parametrize("command", [("show",), ("export", "--format", "json"), ("correct", "--star")])
def test_an_old_id_is_told_how_events_are_found_in_the_same_library(timeline, place, ids, command):
    old = nothing_like(ids)
    status, out, err = timeline(*command, old, "--library", place)
    assert (status, out) == (1, "")
    first, *below = err.splitlines()
    assert first.startswith(f"timeline: {old}: no event has an id that begins so")
    assert "ids are made of the articles' words" in below[0]
    assert below[1] == f"  to find it by its words: timeline list --search WORDS --library {shlex.quote(str(place))}"
    assert len(below) == 2
    told = timeline("show", old, "--library", place, "--lang", "fr")[2].replace("\xa0", " ")
    assert "pour le retrouver par ses mots : timeline list --search MOTS --library" in told
    assert timeline("list", "--search", "bloqué", "--library", place)[0] == 0


def test_what_begins_alike_is_offered_where_that_is_no_chance(timeline, place, ids):
    meant = ids[3]
    mistyped = meant[:-1] + ("0" if meant[-1] != "0" else "1")
    lines = timeline("show", mistyped, "--library", place)[2].splitlines()
    assert "these begin like it" in lines[1]
    assert lines[2].strip().startswith(meant[:6])
    # Two digits in common are no sign of a slip among nineteen events.
    short = next(
        f"{meant[:2]}{n:02x}" for n in range(256) if not any(i.startswith(f"{meant[:2]}{n:02x}"[:3]) for i in ids)
    )
    assert "begin like it" not in timeline("show", short, "--library", place)[2]


def test_a_hidden_event_is_said_to_be_hidden(timeline, place, ids):
    timeline("correct", ids[2], "--hide", "--library", place)
    for lang, said in (("en", "it is hidden: Le port est bloqué"), ("fr", "il est masqué : Le port est bloqué")):
        told = timeline("show", ids[2][:8], "--library", place, "--lang", lang)[2].replace("\xa0", " ")
        assert said in told
        assert f"timeline correct {ids[2]} --show --library {shlex.quote(str(place))}" in told
    assert timeline("correct", ids[2], "--show", "--library", place)[0] == 0
    assert timeline("show", ids[2], "--library", place)[0] == 0


def test_words_are_searched_and_do_not_act(timeline, place):
    told = timeline("show", "le port; rm", "--library", place)[2]
    assert "the letters a to f" in told
    assert f"timeline list --search 'le port; rm' --library {shlex.quote(str(place))}" in told
    told = timeline("show", "x\x1b[31m", "--library", place)[2]
    assert "\x1b" not in told
    assert "timeline list --search WORDS" in timeline("show", "12zz", "--library", place)[2]
