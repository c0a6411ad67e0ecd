"""The command line: what each command prints, on which stream, and with which exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import write

import store
from store.library import places
from store.library.library import Library
from tui.cli.parser import COMMANDS, build_parser, parse

ROOT = Path(__file__).parent.parent


@pytest.fixture
def built(timeline, articles, tmp_path):
    """A library of two articles at a place of its own."""
    place = tmp_path / "new" / "parents" / "library"
    assert timeline("build", articles, "--library", place)[0] == 0
    return place


# -- help, version, usage --------------------------------------------------------------------------------------------


def test_the_version_is_the_program_s(timeline):
    assert timeline("--version") == (0, f"timeline {store.__version__}\n", "")


def test_the_help_names_every_command_and_every_exit_status(timeline):
    status, out, _ = timeline("--help")
    assert status == 0
    for word in (*COMMANDS, "exit status", "130", "examples:", "--library"):
        assert word in out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_is_worth_reading(timeline, command):
    status, out, _ = timeline(command, "--help")
    assert status == 0
    assert "examples:" in out
    assert "--library PATH" in out
    assert len(out.splitlines()) > 12
    assert all(len(line) <= 110 for line in out.splitlines())
    assert timeline("--help", command)[1] == out


@pytest.mark.parametrize(
    "argv",
    [
        ["list", "--nonsense"],
        ["show"],
        ["export"],
        ["export", "--format", "docx"],
        ["build"],
        ["build", "FOLDER", "--published", "yesterday"],
        ["build", "FOLDER", "--language", "xx"],
        ["open", "--example", "FOLDER"],
        ["--published", "2025"],
        ["list", "--from", "soon"],
        ["export", "--format", "json", "0000", "--search", "x"],
        ["tag", "--language", "xx"],
    ],
)
def test_what_cannot_be_understood_is_one_line_and_status_2(timeline, argv):
    status, out, err = timeline(*argv)
    assert status == 2
    assert out == ""
    assert err.startswith("timeline: ")
    assert err.count("\n") == 1


def test_a_slip_is_told_with_what_was_meant(timeline, built):
    assert "no option --serch: did you mean --search? (see 'timeline list --help')" in timeline("list", "--serch=x")[2]
    assert "did you mean --folder?" in timeline("export", "--format", "json", "--foldr", "x")[2]
    assert "did you mean 'timeline list'?" in timeline("lst")[2]
    assert "(see 'timeline export --help')" in timeline("export", "--format", "json", "a", "--search", "x")[2]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--from", "12/02/2025"], "'12/02/2025' is no date in the form 2025-02-12, 2025-02 or 2025"),
        (["--from", "2025-13"], "there is no month 13"),
        (["--to", "2025-02-30"], "2025-02-30: that month has no day 30"),
        (["--from", "2026", "--to", "2025-12"], "--from 2026 is later than --to 2025-12"),
    ],
)
def test_dates_that_cannot_be_are_told_in_plain_words(timeline, built, argv, words):
    status, out, err = timeline("list", "--library", built, *argv)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err
    if len(argv) == 2:
        assert words in timeline("build", built, "--published", argv[1])[2]


def test_a_word_that_is_no_command_is_a_folder():
    assert parse(["seeds"]).command == "open"
    assert parse(["--library", "list", "seeds"]).folder == Path("seeds")
    assert parse(["--library", "x", "list"]).command == "list"
    assert parse(["--library=x", "list"]).library == Path("x")
    assert parse([]).command == "open"
    assert parse(["./list"]).folder == Path("list")
    assert parse(["--", "list"]).folder == Path("list")
    assert build_parser().parse_args(["tag", "-"]).file == "-"


# -- build -----------------------------------------------------------------------------------------------------------


def test_build_says_what_it_did_on_standard_error(timeline, articles):
    status, out, err = timeline("build", articles)
    assert (status, out) == (0, "")
    assert "2 articles read; the library holds 2 articles, 2 events, 2 quotes" in err
    assert Library.open(places.library_of(articles)).dataset().events
    assert "0 articles read, 2 unchanged" in timeline("build", articles)[2]


def test_build_says_where_the_library_is_and_how_to_list_it(timeline, articles, tmp_path):
    err = timeline("build", articles)[2]
    assert f"library:  {places.library_of(articles)}\n" in err
    assert f"list it:  timeline list --folder '{articles}'\n" in err
    assert f"timeline list --library {tmp_path / 'l'}\n" in timeline("build", articles, "--library", tmp_path / "l")[2]


def test_a_library_does_not_lie_among_the_articles(timeline, articles):
    (articles / "link").symlink_to(articles)
    before = sorted(articles.rglob("*"))
    for argv in (["build", articles], ["open", articles], ["build", articles / "a.txt", articles]):
        for place in (articles, articles / "new" / "library", articles / "link" / "x"):
            status, out, err = timeline(*argv, "--library", place)
            assert (status, out, err.count("\n")) == (2, "", 1)
            assert "does not lie in the folder of its articles" in err
    assert sorted(articles.rglob("*")) == before


def test_what_is_not_read_is_counted(timeline, articles, tmp_path):
    for name in ("a.doc", "b.doc", "c.odt", "LICENCE"):
        (articles / name).write_text("")
    assert (
        "  not read  2 .doc, 1 without an ending, 1 .odt (timeline reads .txt, .md, .html, .pdf, .rss, .atom, "
        ".xml, .jsonl and .zip)\n" in timeline("build", articles)[2]
    )
    (tmp_path / "empty").mkdir()
    assert "there are no articles; timeline reads texts (.txt, .md)" in timeline("build", tmp_path / "empty")[2]
    assert "there are no articles" in timeline("open", tmp_path / "empty")[2]


def test_faults_of_sources_toml_are_a_line_each(timeline, articles):
    (articles / "sources.toml").write_text('["a.txt"]\neditor = "x"\nurl = 3\n["z.txt"]\ntitle = "x"\n')
    status, _, err = timeline("build", articles)
    assert status == 1
    assert err.count("  skipped   sources.toml: [") == 2
    assert '  note      sources.toml: ["z.txt"] is no article of this folder' in err
    (articles / "sources.toml").write_text('["z.txt"]\ntitle = "x"\n')
    assert timeline("build", articles)[0] == 0


def test_files_and_several_paths_need_a_library(timeline, articles, tmp_path):
    for paths in ([articles / "a.txt"], [articles, tmp_path]):
        status, _, err = timeline("build", *paths)
        assert status == 2
        assert "--library" in err
    status, _, _ = timeline("build", articles / "a.txt", articles / "b.txt", "--library", tmp_path / "l")
    assert status == 0


def test_an_unreadable_file_is_named_skipped_and_status_1(timeline, articles):
    (articles / "bad\x1b[2J.txt").write_bytes(bytes(range(256)) * 4)
    status, _, err = timeline("build", articles)
    assert status == 1
    assert "skipped" in err
    assert "bad.txt" in err
    assert "\x1b" not in err
    assert "2 articles read, 1 skipped" in err


def test_a_path_that_is_not_there_is_named(timeline, articles, tmp_path):
    status, _, err = timeline("build", tmp_path / "nothing")
    assert (status, err.count("\n")) == (1, 1)
    status, _, err = timeline("build", articles, tmp_path / "nothing", "--library", tmp_path / "l")
    assert status == 1
    assert "no such file" in err
    assert "2 articles read" in err


def test_what_has_gone_is_said(timeline, articles):
    timeline("build", articles)
    (articles / "a.txt").unlink()
    status, _, err = timeline("build", articles)
    assert status == 0
    assert "1 gone" in err
    assert "a.txt: no longer in the folder" in err


def test_the_date_and_the_language_of_those_that_do_not_say(timeline, articles, tmp_path):
    place = tmp_path / "l"
    timeline("build", articles, "--library", place, "--published", "2025-02-11", "--language", "en")
    read = Library.open(place).dataset().articles
    assert {(article.published, article.language) for article in read} == {("2025-02-11", "en")}


# -- list ------------------------------------------------------------------------------------------------------------


def test_list_prints_an_event_a_line(timeline, built):
    status, out, err = timeline("list", "--library", built)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) == 2
    assert "10 Feb 2025" in lines[0]
    assert "❝1" in lines[0]
    assert "Le port est bloqué lundi 10 février 2025." in out
    assert "\x1b" not in out


def test_list_takes_the_filters_of_the_explorer(timeline, built):
    def listed(*filters: str) -> int:
        return len(timeline("list", "--library", built, *filters)[1].splitlines())

    assert listed("--search", "BLOQUE") == 1
    assert listed("--search", "le port", "--from", "2026") == 0
    assert listed("--from", "2025-02", "--to", "2025") == 2
    assert listed("--source", "a.txt") == listed("--source", "A") == listed("--source", "a.") == 1
    assert listed("--mark", "quotes") == 2
    assert listed("--without", "a.txt") == 1
    assert listed("--source", "a.txt", "--source", "b.txt") == 0
    assert listed("--source", "a.txt", "--source", "b.txt", "--any") == 2


def test_a_name_that_nothing_has_is_told_with_the_choices(timeline, built):
    status, out, err = timeline("list", "--library", built, "--source", "Le Monde")
    assert (status, out) == (1, "")
    assert "there are: " in err
    assert timeline("list", "--library", built, "--source", "t")[0] == 1


def test_commands_that_read_never_make_a_library(timeline, articles, tmp_path):
    place = tmp_path / "some" / "where"
    for argv in (["list"], ["show", "a"], ["export", "--format", "json"]):
        status, out, err = timeline(*argv, "--library", place)
        assert (status, out, err.count("\n")) == (3, "", 1)
        assert "there is no library ('timeline build FOLDER" in err
    assert not place.parent.exists()
    timeline("build", articles)
    before = sorted(articles.iterdir())
    assert f"did you mean --folder {articles}?" in timeline("list", "--library", articles)[2]
    assert sorted(articles.iterdir()) == before


def test_opening_makes_a_new_library_with_its_parents(timeline, tmp_path):
    place = tmp_path / "some" / "where"
    status, out, err = timeline("open", "--library", place)
    assert (status, out) == (0, "")
    assert place.is_dir()
    assert "new, empty library" in err


def test_nothing_found_is_status_1_and_a_line(timeline, built):
    status, out, err = timeline("list", "--library", built, "--search", "volcan")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "no event is left" in err


def titled(*events, **known):
    from store.model import Account, Article, Dataset, Event

    article = Article("a1", "a.txt", "x" * 400)
    made = [
        Event(
            f"{n}{0:011}", date, title, (Account(f"{n}{0:011}", "a1", 0, 5, "xxxxx", date=date, date_basis="stated"),)
        )
        for n, (date, title) in enumerate(events)
    ]
    return Dataset(articles=(article,), events=tuple(made))


def test_a_pipe_gets_whole_titles_in_aligned_columns(timeline, built, monkeypatch):
    long = "mot\t " * 90
    dataset = titled(
        ("2025-02-03/2025-02-09", long), ("2024-12-20/2025-01-10", "Court"), ("2025-02-10", "Jour"), (None, "?")
    )
    monkeypatch.setattr(Library, "dataset", lambda self: dataset)
    lines = timeline("list", "--library", built)[1].splitlines()
    assert "mot " * 89 in lines[1]
    assert "\t" not in "".join(lines)
    assert lines[1][8:30].rstrip() == "3–9 Feb 2025"
    assert lines[0][8:30] == "20 Dec 2024 – 10 Jan …"
    at = lines[0].index("Court")
    assert at == lines[2].index("Jour") == lines[1].index("mot") <= 42


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (None, "?"),
        ("2025", "2025"),
        ("2025-01~/2025-03~", "≈ Q1 2025"),
        ("2024-08/2024-09", "Aug – Sep 2024"),
        ("2025-02-03/2025-03-09", "3 Feb – 9 Mar 2025"),
        ("2025-02-03/2025-02-09", "3–9 Feb 2025"),
        ("2025-02-03~/2026-02-09~", "≈ 3 Feb 2025 – 9 Feb …"),
    ],
)
def test_dates_fit_into_their_column(date, shown, home):
    from tui.cli.list import short_date
    from tui.cli.speech import speak

    speak()

    assert short_date(date) == shown
    assert len(shown) <= 22


def test_columns_go_before_titles_do():
    from tui.cli.list import columns_for

    cells = [6, 10, 1, 4, 100]
    assert columns_for(80, cells) == [0, 1, 2, 3, 4]
    assert columns_for(48, cells) == [0, 1, 2, 4]
    assert columns_for(40, cells) == [0, 1, 4]


# -- which library ---------------------------------------------------------------------------------------------------


def test_without_any_library_it_is_the_example(timeline, home, quick):
    status, out, _ = timeline("list")
    assert status == 0
    assert len(out.splitlines()) == 5
    assert Library.open(places.example_library()).name == "example"
    timeline("list")
    assert len(quick) == 1, "the example is built once"


def test_the_other_places_of_an_article_are_shown(timeline, articles):
    write(articles, c=(articles / "a.txt").read_text("utf-8"))
    timeline("build", articles)
    event = json.loads(timeline("list", "--json")[1])["events"][0]["id"]
    shown = [timeline("show", each["id"])[1] for each in json.loads(timeline("list", "--json")[1])["events"]]
    assert sum("also as c.txt" in text for text in shown) == 1
    told = (
        json.loads(timeline("show", event, "--json")[1])["articles"]
        + json.loads(timeline("export", "--format", "json")[1])["articles"]
    )
    assert {"file": "c.txt", "url": None} in [place for article in told for place in article["places"]]


def test_printing_does_not_change_which_library_was_last_used(timeline, articles):
    timeline("open", articles)
    assert places.read_last() is None
    places.write_last(places.library_of(articles))
    timeline("open", "--example")
    timeline("list")
    assert places.read_last() == places.library_of(articles)
    assert len(timeline()[1].splitlines()) == 2


def test_after_a_build_commands_work_on_what_was_built_and_say_so(timeline, articles, tmp_path):
    assert timeline("build", articles)[0] == 0
    for argv in ((), ("list",), ("open",), ("export", "--format", "csv")):
        status, out, err = timeline(*argv)
        assert status == 0
        assert len(out.splitlines()) in (2, 3)
        assert f"grève du port, the library used last ({places.library_of(articles)})" in err
    timeline("export", "--format", "json", "--output", tmp_path / "story.json")
    assert timeline("import", tmp_path / "story.json")[0] == 0
    assert str(places.library_of(tmp_path / "story.json")) in timeline("list")[2]


def test_the_example_says_how_another_library_is_chosen(timeline, articles):
    for argv in (["list"], ["export", "--format", "json"]):
        err = timeline(*argv)[2]
        assert err.count("\n") == 1
        assert "no library was opened yet, so this is the built-in example; --library PATH or --folder FOLDER" in err
    places.write_last(places.example_library())
    assert timeline("list")[2] == "", "whoever opened the example knows what it is"


def test_a_folder_of_articles_chooses_its_library(timeline, articles, tmp_path):
    status, out, err = timeline("list", "--folder", articles)
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert "never built" in err
    assert "no such folder" in timeline("list", "--folder", tmp_path / "no")[2]
    timeline("build", articles)
    assert len(timeline("list", "--folder", articles)[1].splitlines()) == 2
    assert timeline("show", "zzz", "--folder", articles)[0] == 1
    assert json.loads(timeline("export", "--format", "json", "--folder", articles)[1])["articles"][0]["file"] == "a.txt"
    assert timeline("list", "--folder", articles, "--library", tmp_path)[0] == 2


def test_a_last_library_that_has_gone_falls_back_to_the_example(timeline, articles):
    places.write_last(articles / "no-library")
    status, out, err = timeline("list")
    assert status == 0
    assert "gone" in err
    assert "example" in err
    assert len(out.splitlines()) == 5


def test_opening_the_explorer_remembers_the_library(timeline, articles, monkeypatch):
    opened = []
    module = type(sys)("tui.startup")
    module.run = lambda dataset, **known: opened.append((len(dataset.events), known["name"])) or 0
    monkeypatch.setitem(sys.modules, "tui.startup", module)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert timeline(articles)[0] == 0
    assert opened == [(2, "grève du port")]
    assert places.read_last() == places.library_of(articles)


# -- open ------------------------------------------------------------------------------------------------------------


def test_without_a_terminal_opening_prints_the_timeline(timeline, articles):
    status, out, err = timeline(articles)
    assert status == 0
    assert len(out.splitlines()) == 2
    assert "2 articles read" in err
    assert timeline("open", articles)[1] == timeline("list", "--library", places.library_of(articles))[1] == out


def test_opening_what_is_neither_command_nor_folder(timeline, articles):
    status, _, err = timeline("lst")
    assert status == 1
    assert "lst is neither a command nor a folder" in err
    assert "--library" in timeline(articles / "a.txt")[2]


def test_the_example_is_not_mixed_into_a_library_with_articles(timeline, built):
    status, _, err = timeline("open", "--example", "--library", built)
    assert status == 3
    assert "not mixed" in err


# -- show and export -------------------------------------------------------------------------------------------------


def ids(built) -> list[str]:
    return [event.id for event in Library.open(built).dataset().events]


def test_show_prints_every_source_s_words(timeline, built):
    status, out, _ = timeline("show", ids(built)[0][:8], "--library", built)
    assert status == 0
    assert "“Le port est bloqué lundi 10 février 2025.”" in out
    assert "10 février 2025" in out
    assert "Le maire" in out


def test_show_of_nothing_and_of_several(timeline, built):
    status, out, err = timeline("show", "zzz", "--library", built)
    assert (status, out, err.count("\ntimeline: ")) == (1, "", 0)
    status, out, err = timeline("show", "", "--library", built)
    assert (status, out) == (1, "")


def test_an_ambiguous_beginning_lists_what_it_could_be(timeline, built, monkeypatch):
    from tui.cli import filters

    monkeypatch.setattr(filters, "_has", lambda event, beginning, exact: not exact)
    status, _, err = timeline("show", "a", "--library", built)
    assert status == 1
    first, *candidates = err.splitlines()
    assert "2 events begin so" in first
    assert [line.split()[0] for line in candidates] == [identifier[:6] for identifier in ids(built)]
    assert "10 Feb 2025 Le port est bloqué lundi" in err


def test_export_writes_the_dataset(timeline, built, tmp_path):
    status, out, _ = timeline("export", "--format", "json", "--library", built)
    assert status == 0
    data = json.loads(out)
    assert [article["file"] for article in data["articles"]] == ["a.txt", "b.txt"]
    assert str(tmp_path) not in out
    one = json.loads(timeline("export", "--format", "json", ids(built)[0][:9], "--library", built)[1])
    assert len(one["events"]) == len(one["articles"]) == 1
    few = json.loads(timeline("export", "--format", "json", "--library", built, "--search", "bloqué")[1])
    assert len(few["events"]) == 1


def test_export_writes_a_file(timeline, built, tmp_path):
    file = tmp_path / "out.md"
    status, out, err = timeline("export", "--format", "markdown", "--library", built, "--output", file)
    assert (status, out) == (0, "")
    assert "2 events written" in err
    assert file.read_text("utf-8").count("\n## ") == 3
    status, _, err = timeline("export", "--format", "json", "--library", built, "--output", tmp_path / "no" / "f")
    assert (status, err.count("\n")) == (3, 1)


def test_an_export_of_nothing_leaves_the_file_as_it_was(timeline, built, tmp_path):
    file = tmp_path / "out.md"
    for content in (None, "what was there"):
        if content:
            file.write_text(content)
        status, out, err = timeline(
            "export", "--format", "markdown", "--library", built, "--search", "volcan", "--output", file
        )
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "nothing is written" in err
        assert (file.read_text() if file.exists() else None) == content


def test_export_to_a_device_does_not_replace_it(timeline, built, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert timeline("export", "--format", "markdown", "--library", built, "--output", pipe)[0] == 0
        assert pipe.is_fifo()
        assert os.read(reader, 4) == b"---\n"
    finally:
        os.close(reader)
    assert timeline("export", "--format", "json", "--library", built, "--output", tmp_path)[0] == 3


# -- trouble ---------------------------------------------------------------------------------------------------------


def test_a_damaged_library_is_one_line_and_status_3(timeline, built):
    file = built / "library.json"
    file.write_bytes(file.read_bytes()[:-9])
    (built / "library.copy.json").unlink()
    status, out, err = timeline("list", "--library", built)
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert str(file) in err


@pytest.mark.parametrize("command", ["build", "open"])
def test_a_damaged_library_is_set_aside_and_built_anew(timeline, articles, command):
    timeline("build", articles)
    place = places.library_of(articles)
    file = place / "library.json"
    damaged = file.read_bytes()[:-9]
    file.write_bytes(damaged)
    (place / "library.copy.json").unlink()
    assert "'timeline build' of its folder" in timeline("list", "--folder", articles)[2]
    assert file.read_bytes() == damaged
    status, _, err = timeline(command, articles)
    assert status == 0
    assert "set aside as library.damaged-1.json, and a new one is built" in err
    assert (place / "library.damaged-1.json").read_bytes() == damaged
    assert len(timeline("list", "--folder", articles)[1].splitlines()) == 2


@pytest.mark.parametrize("command", ["list", "open", "build", "corrections", "export --format csv"])
@pytest.mark.parametrize("damaged", ["head", "part"])
def test_a_damaged_file_is_mended_by_whatever_command_finds_it(timeline, articles, monkeypatch, command, damaged):
    monkeypatch.setattr("store.library.storage._WHOLE", 100)
    assert timeline("build", articles)[0] == 0
    place = places.library_of(articles)
    wanted = timeline("list", "--library", place)
    if damaged == "part":
        (file,) = (file for file in (place / "parts").iterdir() if b'"accounts":' in file.read_bytes())
        file.write_bytes(file.read_bytes()[:-9])
    else:
        (place / "library.json").write_bytes(b"")
    words = [*command.split(), articles] if command in ("build", "open") else [*command.split(), "--library", place]
    reads_no_events = command == "corrections" and damaged == "part"
    assert ("the library is mended" in timeline(*words)[2]) is not reads_no_events
    assert timeline("list", "--library", place)[:2] == wanted[:2]


def test_a_file_of_another_program_is_left_alone(timeline, articles, tmp_path):
    file = tmp_path / "l" / "library.json"
    file.parent.mkdir()
    file.write_text('{\n "books": []\n}')
    status, _, err = timeline("build", articles, "--library", tmp_path / "l")
    assert (status, err.count("\n")) == (3, 1)
    assert file.read_text() == '{\n "books": []\n}'


@pytest.fixture
def read_only(home, monkeypatch):
    """A data folder in which nothing can be made, whoever runs the tests."""
    (home / "file").write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file" / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "file" / "state"))


def test_where_nothing_can_be_written_it_opens_all_the_same(timeline, articles, read_only):
    for argv, events in ((["open", articles], 2), (["open", "--example"], 5), (["list"], 5), ([], 5)):
        status, out, err = timeline(*argv)
        assert status == 0
        assert len(out.splitlines()) == events
        assert "not kept after this run" in err


def test_a_library_of_this_run_is_not_remembered(timeline, articles, read_only, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(articles.parent / "state"))
    module = type(sys)("tui.startup")
    module.run = lambda dataset, **known: 0
    monkeypatch.setitem(sys.modules, "tui.startup", module)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert timeline(articles)[0] == 0
    assert places.read_last() is None


def test_building_where_nothing_can_be_written_fails_with_a_hint(timeline, articles, read_only, tmp_path):
    status, out, err = timeline("build", articles)
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert "--library PATH" in err
    assert timeline("build", articles, "--library", tmp_path / "l")[0] == 0
    assert timeline("open", articles, "--library", tmp_path / "home" / "file" / "l")[0] == 3


def test_a_terminal_without_a_cursor_gets_the_timeline_as_text(timeline, articles, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    for term in ("dumb", ""):
        monkeypatch.setenv("TERM", term)
        status, out, _ = timeline("open", articles)
        assert status == 0
        assert "Le port est bloqué" in out


def test_a_library_that_is_a_file_is_refused(timeline, articles):
    status, _, err = timeline("list", "--library", articles / "a.txt")
    assert (status, err.count("\n")) == (3, 1)


def test_ctrl_c_is_130(timeline, articles, monkeypatch):
    def stop(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.build.build", stop)
    status, _, err = timeline("build", articles)
    assert status == 130
    assert "stopped" in err


def test_a_fault_of_the_program_is_one_line_unless_it_is_looked_for(timeline, articles, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError("by \x1b[31mnothing")

    monkeypatch.setattr("tui.cli.build.build", fail)
    status, out, err = timeline("build", articles)
    assert (status, out, err.count("\n")) == (70, "", 1)
    assert "ZeroDivisionError: by nothing" in err
    monkeypatch.setenv("TIMELINE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        timeline("build", articles)


# -- in a process of its own -----------------------------------------------------------------------------------------


def process(*argv: object, home: Path, code: str = "import sys; from tui.cli import main; sys.exit(main())", **options):
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, argv)], env=environment, capture_output=True, check=False, **options
    )


@pytest.mark.parametrize("argv", [["list", "--library", "L"], ["--help"], ["list", "--help"], ["--version"]])
def test_help_and_list_do_not_import_textual(home, built, argv):
    code = (
        "import sys; from tui.cli import main\nmain()\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('textual', 'pendulum', 'rich')], file=sys.stderr)"
    )
    done = process(*[str(built) if word == "L" else word for word in argv], home=home, code=code)
    assert done.stderr.decode().splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_ends_it_quietly(home, built):
    code = (
        "import os, sys; from tui.cli import main\n"
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1)\n"
        "sys.exit(main())"
    )
    done = process("list", "--library", built, home=home, code=code)
    assert done.returncode == 141
    assert done.stderr == b""


def test_closed_streams_do_no_harm(home, built):
    code = "import os, sys; sys.stdout = sys.stderr = None; from tui.cli import main; os._exit(main())"
    assert process("list", "--library", built, home=home, code=code).returncode == 0
    assert process("show", "nothing", "--library", built, home=home, code=code).returncode == 1


def test_words_come_out_as_utf_8_whatever_the_locale(home, built, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("LC_ALL", "C")
    done = process("list", "--library", built, home=home)
    assert "bloqué" in done.stdout.decode("utf-8")


def test_no_colours_where_they_are_not_wanted(home, built, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert b"\x1b" not in process("show", ids(built)[0], "--library", built, home=home).stdout


# -- tag -------------------------------------------------------------------------------------------------------------


class Fed(io.StringIO):
    """Standard input with bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.buffer = io.BytesIO(data)  # type: ignore[misc]


def test_tag_gives_json_lines_whose_offsets_hold(timeline, tmp_path):
    text = "\ufeff  😀\r\nIl arrive demain,\r\nle 3 mars 2024.\u2028 "
    file = tmp_path / "text.txt"
    file.write_bytes(text.encode("utf-8"))
    status, out, err = timeline("tag", file, "--published", "2025-02-11", "--language", "fr")
    assert (status, err) == (0, "")
    found = [json.loads(line) for line in out.splitlines()]
    assert [(item["text"], item["type"], item["value"]) for item in found] == [
        ("demain", "DATE", "2025-02-12"),
        ("le 3 mars 2024", "DATE", "2024-03-03"),
    ]
    for item in found:
        assert list(item) == ["start", "end", "text", "type", "value", "basis"]
        assert text[item["start"] : item["end"]] == item["text"]


def test_tag_reads_standard_input_and_guesses_the_language(timeline, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Fed(b"The ship left the port on 3 March 2024 and the crew was in it."))
    status, out, _ = timeline("tag")
    assert status == 0
    assert [json.loads(line)["value"] for line in out.splitlines()] == ["2024-03-03"]


def test_tag_of_many_texts(timeline, tmp_path):
    texts = [
        {"id": "a", "dct": "2025-02-11", "text": "Elle a parlé hier.\u2028"},
        {"id": 7, "dct": None, "text": "Rien ici."},
        {"id": "c", "text": "En mars 2024.", "dct": "2025-02-11T10:00"},
    ]
    lines = [json.dumps(text, ensure_ascii=False) for text in texts]
    file = tmp_path / "texts.jsonl"
    file.write_text("\n".join([*lines[:2], "no json", "", lines[2]]) + "\n", "utf-8")
    status, out, err = timeline("tag", "--jsonl", file, "--language", "fr")
    assert status == 1
    assert "line 3" in err
    found = [json.loads(line) for line in out.splitlines()]
    assert [item["id"] for item in found] == ["a", 7, "c"]
    assert [[timex["value"] for timex in item["timex"]] for item in found] == [["2025-02-10"], [], ["2024-03"]]


def test_tag_of_what_cannot_be_read(timeline, tmp_path):
    assert timeline("tag", tmp_path / "nothing")[0] == 1
    file = tmp_path / "latin.txt"
    file.write_bytes("été".encode("latin-1"))
    status, out, err = timeline("tag", file)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "not UTF-8" in err


def test_a_folder_without_articles_is_built_all_the_same(timeline, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    status, _, err = timeline("build", folder)
    assert status == 0
    assert "0 articles read" in err
    write(folder, a="Le port est bloqué aujourd'hui.")
    assert "1 article read" in timeline("build", folder)[2]


# -- JSON for other programs -----------------------------------------------------------------------------------------


def test_list_as_json(timeline, built):
    status, out, err = timeline("list", "--library", built, "--json")
    assert (status, err) == (0, "")
    data = json.loads(out)
    assert list(data) == ["format", "events"]
    assert data["format"] == "timeline-list/1"
    first = data["events"][0]
    assert list(first) == ["id", "date", "guessed", "title", "new", "articles", "entities", "quotes", "disagreements"]
    assert (first["id"], first["date"], first["guessed"]) == (ids(built)[0], "2025-02-10", False)
    assert list(first["articles"][0]) == ["id", "name", "published", "url", "new"]
    assert len(first["quotes"]) == 1
    few = json.loads(timeline("list", "--library", built, "--json", "--search", "bloqué")[1])
    assert [event["title"] for event in few["events"]] == ["Le port est bloqué lundi 10 février 2025."]
    status, out, err = timeline("list", "--library", built, "--json", "--search", "volcan")
    assert (status, json.loads(out)["events"], err) == (1, [], "")


def test_show_as_json_is_the_event_of_the_dataset(timeline, built):
    shown = json.loads(timeline("show", ids(built)[0], "--library", built, "--json")[1])
    whole = json.loads(timeline("export", "--format", "json", "--library", built)[1])
    assert shown["format"] == "timeline-event/1"
    assert shown["event"] in whole["events"]
    assert shown["quotes"] == [quote for quote in whole["quotes"] if quote["id"] in shown["event"]["quotes"]]
    (article,) = shown["articles"]
    assert "text" not in article
    assert article.items() < next(a for a in whole["articles"] if a["id"] == article["id"]).items()


def test_what_the_documentation_says_of_json_is_what_there_is(timeline, built):
    told = (ROOT / "docs" / "json.md").read_text("utf-8")
    listed = json.loads(timeline("list", "--library", built, "--json")[1])
    shown = json.loads(timeline("show", ids(built)[0], "--library", built, "--json")[1])
    lists, events = told.split("## `timeline show")
    for data, text in ((listed, lists), (listed["events"][0], lists), (shown, events), (shown["event"], events)):
        assert all(f"{key}`" in text or f"{key}[]`" in text for key in data)


def test_json_has_no_colours_and_no_terminal_control(timeline, built, monkeypatch):
    dataset = titled(("2025", "a\x1b[31mb"))
    monkeypatch.setattr(Library, "dataset", lambda self: dataset)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "\x1b" not in timeline("list", "--library", built, "--json")[1]


def test_wide_and_right_to_left_titles_keep_columns_straight(timeline, built, monkeypatch):
    from tui.cells import cell_len
    from tui.cli import list as module
    from tui.cli.console import console

    titles = ["東京から見たブレヴォー港" * 9, "ميناء بريفو يغلق أبوابه " * 9, "e\u0301te\u0301 👩‍🚀 " * 30, "plain"]
    dataset = titled(*(("2025-02-10", title) for title in titles))
    monkeypatch.setattr(Library, "dataset", lambda self: dataset)
    lines = timeline("list", "--library", built)[1].splitlines()
    assert {cell_len(line[: line.index(title[0], 24)]) for line, title in zip(lines, titles, strict=True)} == {26}
    for width in (30, 60, 80):
        shown = io.StringIO()
        monkeypatch.setattr(module, "console", lambda shown=shown, width=width: console(shown, width))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        timeline("list", "--library", built)
        lines = shown.getvalue().splitlines()
        assert len(lines) == len(titles)
        assert all(cell_len(line) <= width for line in lines)


def test_the_ending_of_a_file_says_what_to_export(timeline, built, tmp_path):
    calendar = tmp_path / "dates.ics"
    assert timeline("export", "--library", built, "--output", calendar)[0] == 0
    assert calendar.read_text("utf-8").startswith("BEGIN:VCALENDAR")
    assert timeline("export", "--library", built, "--format", "ics")[1].startswith("BEGIN:VCALENDAR")
    status, _, told = timeline("export", "--library", built, "--output", tmp_path / "dates.docx", "--lang", "en")
    assert (status, "--format" in told, (tmp_path / "dates.docx").exists()) == (2, True, False)
