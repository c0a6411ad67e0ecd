"""`timeline correct` and `timeline corrections`."""

from __future__ import annotations

import json
import re
import shlex

import pytest
from corrections_support import TEXTS

from store.library.library import Library
from tui import cli
from tui.cli.speech import speak


@pytest.fixture
def timeline(home, capsys):
    def run(*argv: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main([str(word) for word in argv])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    yield run
    speak("en")


@pytest.fixture
def library(tmp_path, timeline):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    place = tmp_path / "library"
    timeline("build", folder, "--library", place, "--published", "2025-03-12", "--language", "fr")
    return Library.open(place)


@pytest.fixture
def correct(library, timeline):
    def run(*words, command="correct"):
        return timeline(command, *words, "--library", library.path)

    return run


@pytest.fixture
def event(library):
    return max(library.dataset().events, key=lambda e: (len(e.articles), e.id))


def now(library, id):
    return next(e for e in library.dataset().events if e.id == id)


def test_several_things_of_one_event_at_once(correct, library, event, timeline):
    status, out, _ = correct(
        event.id[:6], "--date", "février 2025", "--title", "L'offre", "--status", "planned", "--note", "voir",
        "--tag", "port", "--tag", "offre", "--star",
    )  # fmt: skip
    assert status == 0
    assert "date: February 2025" in out
    found = now(library, event.id)
    assert (found.date, found.title, found.by_hand.status, found.by_hand.note) == (
        "2025-02", "L'offre", "planned", "voir",
    )  # fmt: skip
    assert (found.by_hand.tags, found.by_hand.starred) == (("offre", "port"), True)
    assert "★¶#" in timeline("list", "--library", library.path)[1]
    correct(event.id, "--untag", "port", "--unstar", "--note", "", "--date", "")
    found = now(library, event.id)
    assert (found.date, found.by_hand.tags, found.by_hand.starred, found.by_hand.note) == (None, ("offre",), False, "")


def test_show_says_what_was_set_and_what_was_found(correct, library, event, timeline):
    correct(event.id, "--date", "2024-02", "--note", "demander à [la] mairie")
    for options in ((), ("--why",)):
        out = timeline("show", event.id, "--library", library.path, *options)[1]
        assert "date: set by you on" in out
        assert "(found: " in out
        assert "demander à [la] mairie" in out
    assert "fixé par vous le" in timeline("show", event.id, "--library", library.path, "--lang", "fr")[1]
    told = json.loads(timeline("show", event.id, "--library", library.path, "--json")[1])
    assert told["event"]["by_hand"]["corrected"][0]["was"] == event.date
    assert len(timeline("list", "--mark", "corrected", "--library", library.path)[1].splitlines()) == 1


def test_merging_splitting_hiding_and_showing(correct, library, event):
    other = next(e for e in library.dataset().events if e.id != event.id)
    assert correct(event.id, "--merge", other.id)[0] == 0
    merged = now(library, min(event.id, other.id))
    assert len(merged.accounts) == len(event.accounts) + len(other.accounts)
    assert correct(merged.id, "--split", *(a.id for a in other.accounts))[0] == 0
    assert {e.id for e in library.dataset().events} >= {event.id, other.id}
    assert correct(event.id, "--split", "1")[0] == 0
    assert correct(event.id, "--split", "99")[0] == 1
    hidden = library.dataset().events[0].id
    assert correct(hidden, "--hide")[0] == 0
    assert hidden not in {e.id for e in library.dataset().events}
    assert correct("zzzz", "--show")[0] == 1
    assert correct(hidden, "--show")[0] == 0
    assert hidden in {e.id for e in library.dataset().events}
    assert correct(hidden, "--hide-passage", "1")[0] == 0


def test_speakers_names_types_and_aliases(correct, library):
    quote = library.dataset().quotes[0]
    assert correct("--speaker", quote.id[:8], "Paul Keller")[0] == 0
    assert next(q for q in library.dataset().quotes if q.id == quote.id).speaker == "Paul Keller"
    assert correct("--speaker", "words that nobody said", "Paul Keller")[0] == 1
    assert correct("--entity", "orlac", "--name", "Orlac SA", "--type", "product")[0] == 0
    assert {e.name: e.type for e in library.dataset().entities}["Orlac SA"] == "product"
    assert correct("--entity", "Orlac SA", "--alias", "Jeanne Morvan")[0] == 0
    assert "Jeanne Morvan" not in {e.name for e in library.dataset().entities}
    assert correct("--entity", "Orlac SA")[0] == 2
    assert correct("--entity", "nobody at all", "--name", "x")[0] == 1


def test_adding_an_event(correct, library):
    words = "Paul Keller a quitté la régie du port en février 2018."
    assert correct("--add", "--title", "Départ", "--date", "2018-02", "--words", words, "--article", "b.txt")[0] == 0
    assert correct(
        "--add", "--title", "Vente", "--words", "Vendu !", "--address", "https://example.org", "--name", "Gazette"
    )[0] == 0  # fmt: skip
    found = {e.title: e for e in library.dataset().events}
    assert found["Départ"].accounts[0].text == words
    assert found["Vente"].date is None
    assert correct("--add", "--title", "x", "--words", "nowhere", "--article", "b.txt")[0] == 2
    assert correct("--add", "--title", "x", "--words", words, "--article", "zz.txt")[0] == 1
    assert correct("--add", "--title", "x")[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--date", "2024"), "needs an EVENT"),
        ((), "which EVENT"),
        (("{id}",), "say what to correct"),
        (("{id}", "--date", "soon"), "soon: not a date"),
        (("{id}", "--title", " "), "nothing is said"),
        (("{id}", "--status", "perhaps"), "perhaps"),
        (("zzzz", "--star"), "zzzz"),
        (("{id}", "--merge", "{id}"), "two events"),
    ],
)
def test_what_cannot_be_is_said(correct, library, event, words, said):
    status, _, err = correct(*(word.format(id=event.id) for word in words))
    assert status in (1, 2)
    assert said in err
    assert not library.corrections().corrections


def test_the_list_undo_and_redo(correct, library, event):
    assert "nothing is corrected" in correct(command="corrections")[2]
    correct(event.id, "--title", "Un")
    correct(event.id, "--title", "Deux")
    assert correct("--undo", command="corrections")[1] == "undone: title: Deux\n"
    assert now(library, event.id).title == "Un"
    assert correct("--undo", command="corrections")[0] == 0
    assert correct("--undo", command="corrections")[0] == 1
    assert now(library, event.id).title == event.title
    lines = correct(command="corrections")[1].splitlines()
    assert [line[0] for line in lines] == ["-", "-"]
    assert correct("--redo", lines[1].split()[1], command="corrections")[0] == 0
    assert now(library, event.id).title == "Deux"
    assert correct("--redo", command="corrections")[0] == 0
    assert correct("--undo", "zzz", command="corrections")[0] == 1
    assert "annulé" in correct("--undo", "--lang", "fr", command="corrections")[1]


def test_what_one_command_set_is_taken_back_in_one_step_and_brought_back_so(correct, library, event):
    correct(event.id, "--star")
    out = correct(event.id, "--title", "L'offre", "--date", "2019", "--status", "denied")[1]
    command = re.search(r"'(timeline corrections --undo .+)' takes it back", out)[1]
    words = shlex.split(command)
    assert words[-2:] == ["--library", str(library.path)]
    ids = words[3:-2]
    assert len(ids) == 3
    undone = correct("--undo", *ids, command="corrections")
    assert undone[0] == 0
    assert [line.split(": ")[1] for line in undone[1].splitlines()] == ["status", "title", "date"]
    found = now(library, event.id)
    assert (found.title, found.date, found.by_hand.corrected, found.by_hand.starred) == (
        event.title, event.date, (), True,
    )  # fmt: skip
    assert correct("--undo", ids[0], command="corrections")[0] == 1
    assert correct("--redo", *ids[:2], command="corrections")[0] == 0
    assert correct("--redo", command="corrections")[0] == 0
    found = now(library, event.id)
    assert (found.title, found.date, found.by_hand.status) == ("L'offre", "2019", "denied")
    # One of several that there is not: nothing is taken back.
    assert correct("--undo", ids[0], "zzz", command="corrections")[0] == 1
    assert now(library, event.id).title == "L'offre"


def test_one_correction_is_taken_back_by_undo_alone_in_its_library(correct, library, event):
    out = correct(event.id, "--star")[1]
    assert f"('timeline corrections --undo --library {shlex.quote(str(library.path))}' takes it back)" in out


def test_what_the_program_found_is_not_stored(correct, library, event):
    quote = next(q for q in library.dataset().quotes if q.speaker)
    status = event.accounts[0].status
    for words in (
        (event.id, "--date", event.date),
        (event.id, "--title", f" {event.title}"),
        (event.id, "--status", status),
        ("--speaker", quote.id, f" {quote.speaker} "),
        (event.id, "--title", event.title, "--date", event.date),
    ):
        code, out, err = correct(*words)
        assert (code, out) == (0, "")
        assert err.count("that is what the program found, so nothing is stored") == sum(w[:2] == "--" for w in words)
        assert "c'est ce que le programme a trouvé" in correct(*words, "--lang", "fr")[2]
    assert not library.corrections().corrections
    assert now(library, event.id).by_hand is None


def test_beside_what_was_found_the_rest_is_stored(correct, library, event):
    _, out, err = correct(event.id, "--date", event.date, "--title", "L'offre")
    assert "title: L'offre" in out
    assert "date" not in out
    assert "found" in err
    assert [c.kind for c in library.corrections().corrections] == ["title"]
    # What is set so already is not set again, but what was found may be set in its place.
    assert "set so already" in correct(event.id, "--title", "L'offre")[2]
    assert correct(event.id, "--title", event.title)[1].startswith("title: ")
    assert [c.kind for c in library.corrections().corrections] == ["title", "title"]
    assert now(library, event.id).title == event.title


def test_what_a_merged_event_is_to_have_is_stored_though_one_has_it(correct, library, event):
    other = next(e for e in library.dataset().events if e.id != event.id and e.date != event.date)
    assert correct(event.id, "--merge", other.id, "--date", event.date)[0] == 0
    assert [c.kind for c in library.corrections().corrections] == ["merge", "date"]


def test_what_no_longer_applies_is_listed_in_words_and_json(correct, library, tmp_path, timeline, event):
    correct(event.id, "--title", "L'offre")
    for file in (tmp_path / "articles").iterdir():
        file.write_text("Tout autre chose est arrivé le 3 mai 2024 à Lorves.", "utf-8")
    timeline("build", tmp_path / "articles", "--library", library.path)
    status, out, _ = correct(command="corrections")
    assert status == 1
    assert out.startswith("! ")
    assert "no longer applies: its words are in no article any more" in out
    told = json.loads(correct("--json", command="corrections")[1])
    assert told["format"] == "timeline-corrections/1"
    assert told["corrections"][0]["state"] == "not-applicable"
    assert told["corrections"][0]["reason"] == "passage-gone"
    assert told["undo"] == told["corrections"][0]["id"]


def test_damaged_lines_are_named(correct, library, event):
    correct(event.id, "--star")
    path = library.path / "corrections.jsonl"
    path.write_bytes(b">>>>>>> theirs\x1b[31m\n" + path.read_bytes())
    status, out, err = correct(command="corrections")
    assert status == 0
    assert "corrections.jsonl, line 1: this is no correction" in err
    assert "\x1b" not in err
    assert "starred" in out


def test_a_journal_from_elsewhere_is_taken_in_by_whatever_reads(correct, library, event, timeline):
    correct(event.id, "--title", "Ailleurs")
    lines = (library.path / "corrections.jsonl").read_bytes()
    correct("--undo", command="corrections")
    (library.path / "corrections.jsonl").write_bytes(lines)
    assert "Ailleurs" in timeline("list", "--library", library.path)[1]


def test_who_corrected_is_kept_where_it_is_said(correct, library, event, monkeypatch, tmp_path):
    config = tmp_path / "config.toml"
    monkeypatch.setenv("TIMELINE_CONFIG", str(config))
    monkeypatch.setenv("USER", "login")
    monkeypatch.setenv("LOGNAME", "login")
    correct(event.id, "--star")
    config.write_text('author = "Anne  Duval"\n', "utf-8")
    correct(event.id, "--tag", "x")
    monkeypatch.setenv("TIMELINE_AUTHOR", "Bé\x1b[31m\n" + "a" * 200)
    correct(event.id, "--tag", "y")
    monkeypatch.setenv("TIMELINE_AUTHOR", "")
    correct(event.id, "--tag", "z")
    monkeypatch.delenv("TIMELINE_AUTHOR")
    correct("--undo", command="corrections")
    made = library.corrections().corrections
    assert [each.by for each in made[:2]] == [None, "Anne Duval"]
    assert made[2].by.startswith("Bé")
    assert len(made[2].by) <= 100
    assert made[2].by.isprintable()
    assert [each.by for each in made[3:]] == [None, "Anne Duval"]
    assert not library.corrections().damaged
    out = correct(command="corrections")[1]
    assert [("by Anne Duval" in line, "by Bé" in line) for line in out.splitlines()] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert json.loads(correct("--json", command="corrections")[1])["corrections"][1]["by"] == "Anne Duval"
    assert b"login" not in (library.path / "corrections.jsonl").read_bytes()
