"""Building: folders are synchronised, files are added, nothing is lost, and what has not changed is not made again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import tell, write

from store.export.dataset import from_json, to_json
from store.library import build, places
from store.library.build import Duplicate, Moved, Summary, update
from store.library.errors import LibraryError, LibraryForeignError, LibraryMissingError
from store.library.imported import import_dataset
from store.library.library import Library, Skipped
from store.library.mend import mend
from store.library.program import program
from store.model import Place
from store.reading import ReadingError


@pytest.fixture
def library(tmp_path):
    return Library.create(tmp_path / "data" / "library")


def files(library: Library) -> list[str]:
    return [article.file for article in library.dataset().articles]


def test_a_new_library_is_empty_and_a_missing_one_is_missing(library, tmp_path):
    assert library.dataset().events == ()
    assert not library.exists
    with pytest.raises(LibraryMissingError):
        Library.open(tmp_path / "nowhere")


def test_what_was_assembled_is_what_is_read(library, articles, quick):
    summary = update(library, [articles])
    assert summary == Summary(read=2, articles=2, events=2, quotes=2, rebuilt=True, unpublished=("a.txt", "b.txt"))
    read = [item.article for item in library.stored()]
    assert Library.open(library.path).dataset() == tell(sorted(read, key=lambda article: article.file))
    assert library.name == "grève du port"


def test_nothing_is_done_twice(library, articles, quick):
    update(library, [articles])
    before = (library.path / "library.json").stat()
    again = update(library, [articles])
    assert again == Summary(unchanged=2, articles=2, events=2, quotes=2, unpublished=("a.txt", "b.txt"))
    assert (library.path / "library.json").stat() == before
    assert len(quick) == 1


def test_only_what_changed_is_read_again(library, articles, quick):
    update(library, [articles])
    write(articles, b="Un autre texte, tout à fait.", c="Un troisième article paraît.")
    summary = update(library, [articles])
    assert (summary.read, summary.unchanged, summary.rebuilt) == (2, 1, True)
    assert [article.text[:2] for article in library.dataset().articles] == ["Le", "Un", "Un"]


def test_a_file_that_has_gone_leaves_the_library(library, articles, quick):
    update(library, [articles])
    (articles / "a.txt").unlink()
    summary = update(library, [articles])
    assert summary.gone == ("a.txt",)
    assert files(library) == ["b.txt"]
    assert update(library, [articles]).gone == ()


def test_a_file_with_a_new_name_has_moved_and_not_gone(library, articles, quick):
    update(library, [articles])
    (articles / "a.txt").rename(articles / "z.txt")
    summary = update(library, [articles])
    assert (summary.gone, summary.moved) == ((), (Moved("a.txt", "z.txt"),))
    assert files(library) == ["b.txt", "z.txt"]


def test_another_folder_and_single_files_are_added(library, articles, tmp_path, quick):
    other = tmp_path / "other"
    other.mkdir()
    write(other, x="Le procès commence à Lyon.", y="Le juge a parlé hier.")
    update(library, [articles])
    update(library, [other / "x.txt"])
    assert files(library) == ["a.txt", "b.txt", "x.txt"]
    write(other, x="Le procès est reporté à mars.")
    assert update(library, [other / "x.txt"]).read == 1
    assert len(library.dataset().articles) == 3
    update(library, [other])
    assert files(library) == ["a.txt", "b.txt", "x.txt", "y.txt"]
    (other / "x.txt").unlink()
    update(library, [other])
    assert files(library) == ["a.txt", "b.txt", "y.txt"], "the file given by name is now the folder's"


def test_the_same_text_in_two_files_is_one_article(library, articles, quick):
    write(articles, c=(articles / "a.txt").read_text("utf-8"))
    summary = update(library, [articles])
    assert summary.duplicates == (Duplicate("c.txt", "a.txt"),)
    assert (summary.read, summary.articles) == (3, 2)
    assert update(library, [articles]).duplicates == summary.duplicates
    (articles / "a.txt").unlink()
    assert update(library, [articles]).moved == (Moved("a.txt", "c.txt"),)
    assert files(library) == ["b.txt", "c.txt"]


def test_the_other_places_of_an_article_are_kept_whatever_is_built(library, articles, tmp_path, quick):
    text = (articles / "a.txt").read_text("utf-8")
    update(library, [articles])
    other = tmp_path / "more"
    other.mkdir()
    write(other, a=text, z=text)
    (other / "sources.toml").write_text('["z.txt"]\nurl = "https://phare.example/a"\n', "utf-8")
    assert not update(library, [other]).rebuilt or len(quick) == 2
    url = "https://phare.example/a"

    def found(of: Library) -> dict[str, tuple[Place, ...]]:
        return {article.file: article.places for article in of.dataset().articles}

    # The one that says most is the article, the others are its places.
    assert found(library) == {"z.txt": (Place("a.txt"),), "b.txt": ()}
    assert library.snapshot().lookup.articles[library.dataset().articles[1].id].places == (Place("a.txt"),)
    write(articles, c="Un troisième texte paraît.", d=text)
    update(library, [articles])
    assert found(library)["z.txt"] == (Place("a.txt"), Place("d.txt"))
    backwards = Library.create(tmp_path / "backwards")
    update(backwards, [other])
    update(backwards, [articles])
    assert found(backwards) == found(library)
    again = import_dataset(tmp_path / "imported", from_json(to_json(library.dataset())))
    assert found(again) == found(library)
    (other / "z.txt").unlink()
    update(library, [other])
    assert found(library)["a.txt"] == (Place("d.txt"),)
    assert url not in to_json(library.dataset())
    (articles / "d.txt").unlink()
    update(library, [articles])
    assert set(found(library).values()) == {()}


def test_of_two_files_with_one_text_the_one_that_says_more_is_kept(library, articles, quick):
    write(articles, c=(articles / "a.txt").read_text("utf-8"))
    (articles / "sources.toml").write_text('["c.txt"]\npublisher = "Le Phare"\n', "utf-8")
    update(library, [articles])
    assert [(a.file, a.publisher) for a in library.dataset().articles] == [("b.txt", None), ("c.txt", "Le Phare")]


def test_an_unreadable_file_is_named_and_what_was_stored_of_it_stays(library, articles, quick):
    update(library, [articles])
    (articles / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    write(articles, d="   ")
    summary = update(library, [articles])
    assert [item.file for item in summary.skipped] == ["a.txt", "d.txt"]
    assert all(item.reason for item in summary.skipped)
    assert files(library) == ["a.txt", "b.txt"]
    assert update(library, [articles]).skipped == summary.skipped, "it is named as long as it is so"


def test_a_missing_folder_takes_nothing_away(library, articles, tmp_path, quick):
    update(library, [articles])
    articles.rename(tmp_path / "elsewhere")
    summary = update(library, [articles])
    assert [item.reason for item in summary.skipped] == ["no such file or directory"]
    assert files(library) == ["a.txt", "b.txt"]


def test_a_missing_input_makes_no_library(library, tmp_path):
    assert update(library, [tmp_path / "nothing"]).skipped
    assert not library.exists


def test_sources_toml_and_options_are_read_and_kept(library, articles, quick):
    update(library, [articles], published="2025-02-11", language="en")
    assert {a.published for a in library.dataset().articles} == {"2025-02-11"}
    (articles / "sources.toml").write_text('["a.txt"]\npublished = "2025-02-09"\nlanguage = "fr"\n', "utf-8")
    update(library, [articles])
    assert [(a.published, a.language) for a in library.dataset().articles] == [
        ("2025-02-09", "fr"),
        ("2025-02-11", "en"),
    ]
    update(library, [articles], published="")
    assert [a.published for a in library.dataset().articles] == ["2025-02-09", None]


def test_each_fault_of_sources_toml_is_named_and_the_rest_counts(library, articles, quick):
    (articles / "sources.toml").write_text(
        '["a.txt"]\npublisher = "Le Phare"\neditor = "x"\n["b.txt"]\npublished = "hier"\n["c.txt"]\ntitle = "x"\n',
        "utf-8",
    )
    summary = update(library, [articles])
    assert [item.file for item in summary.skipped] == ["sources.toml", "sources.toml"]
    assert ["editor" in item.reason for item in summary.skipped] == [True, False]
    assert [note.reason for note in summary.notes] == ['["c.txt"] is no article of this folder (did you mean b.txt?)']
    assert [a.publisher for a in library.dataset().articles] == ["Le Phare", None]
    again = update(library, [articles])
    assert (again.skipped, again.notes, again.read) == (summary.skipped, summary.notes, 0)


@pytest.mark.parametrize("also_changed", [False, True])
def test_a_folder_that_cannot_be_listed_takes_nothing_away(library, articles, quick, monkeypatch, also_changed):
    for name in ("shut", "shutter"):
        (articles / name).mkdir()
        write(articles / name, c=f"Un troisième article paraît dans {name}.")
    update(library, [articles])
    assert files(library) == ["a.txt", "b.txt", "shut/c.txt", "shutter/c.txt"]
    real = os.scandir

    def scandir(path):
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("store.reading.files.os.scandir", scandir)
    if also_changed:
        (articles / "b.txt").unlink()
        (articles / "shutter" / "c.txt").unlink()
    summary = update(library, [articles])
    assert summary.skipped == (Skipped("shut", "permission denied"),)
    if also_changed:
        assert summary.gone == ("b.txt", "shutter/c.txt")
        assert files(library) == ["a.txt", "shut/c.txt"]
    else:
        assert summary.gone == ()
        assert files(library) == ["a.txt", "b.txt", "shut/c.txt", "shutter/c.txt"]
    assert update(library, [articles]).skipped == summary.skipped
    monkeypatch.undo()


def test_files_that_are_no_articles_are_counted(library, articles, quick):
    for name in ("a.doc", "b.DOC", "page.odt", "sources.toml"):
        (articles / name).write_text("")
    assert update(library, [articles]).others == ((".doc", 2), (".odt", 1))
    assert update(library, [articles]).others == ((".doc", 2), (".odt", 1))


def test_a_damaged_library_is_set_aside_and_never_deleted(library, articles, quick):
    update(library, [articles])
    assert mend(library.path, anew=True) is None
    copy = library.path / "library.copy.json"
    for number in (1, 2):
        file = library.path / "library.json"
        copy.unlink()
        damaged = file.read_bytes()[:-9]
        file.write_bytes(damaged)
        done = mend(library.path, anew=True)
        aside = library.path / f"library.damaged-{number}.json"
        assert (done.new, done.aside) == (True, (aside.name,))
        assert aside.read_bytes() == damaged
        assert update(library, [articles]).read == 2
    newer = file.read_bytes().replace(b"timeline-library/3", b"timeline-library/9")
    for content in (newer, b'{"other": 1}\n'):
        file.write_bytes(content)
        if content != newer:
            copy.unlink()
        with pytest.raises(LibraryForeignError):
            mend(library.path, anew=True)
        assert file.read_bytes() == content


def test_a_broken_sources_toml_is_named_and_the_articles_are_read(library, articles, quick):
    (articles / "sources.toml").write_text("[[[", "utf-8")
    summary = update(library, [articles])
    assert [item.file for item in summary.skipped] == ["sources.toml"]
    assert summary.read == 2


def test_another_program_reads_everything_again(library, articles, quick, monkeypatch):
    update(library, [articles])
    monkeypatch.setattr(build, "program", lambda _: "0.0.9")
    monkeypatch.setattr("store.library.scan.program", lambda _: "0.0.9")
    assert update(library, [articles]).read == 2
    assert update(library, [articles]).unchanged == 2
    assert len(quick) == 2


def test_the_program_is_known_by_its_version_and_its_code():
    version, _, digest = program().partition("+")
    assert version[0].isdigit()
    assert len(digest) == 16


def test_a_build_that_is_stopped_changes_nothing(library, articles, quick):
    update(library, [articles])
    before = library.dataset()
    write(articles, c="Un troisième article paraît.")

    def stop(stage: str, done: int, total: int, file: str) -> None:
        if file == "c.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(library, [articles], progress=stop)
    assert library.dataset() == Library.open(library.path).dataset() == before
    assert update(library, [articles]).read == 1


def test_the_example_is_never_mixed(library, articles, tmp_path, quick):
    update(library, [articles], example=True)
    assert library.name == "example"
    with pytest.raises(LibraryError, match="not mixed"):
        update(library, [articles])
    other = Library.create(tmp_path / "other")
    update(other, [articles])
    with pytest.raises(LibraryError, match="not mixed"):
        update(other, [articles], example=True)


def test_progress_counts_up(library, articles, quick):
    seen = []
    update(library, [articles], progress=lambda *told: seen.append(told))
    assert seen == [
        ("reading", 0, 2, "a.txt"),
        ("reading", 1, 2, "b.txt"),
        ("finding", 0, 2, ""),
        ("finding", 0, 2, "a.txt"),
        ("finding", 1, 2, "b.txt"),
        ("joining", 0, 0, ""),
    ]


def test_a_file_inside_a_known_folder_updates_the_folder(library, articles, quick):
    update(library, [articles])
    write(articles, c="Un troisième article paraît.")
    assert update(library, [articles / "c.txt"]).read == 1
    assert [root.kind for root in library.roots()] == ["folder"]
    assert update(library, [articles, articles / "a.txt"]).unchanged == 3


def test_hostile_names_of_files_do_no_harm(library, articles, quick):
    for name in (b"\xff\xfe.txt", b"esc\x1b[31m.txt", b"new\nline.txt"):
        path = articles / name.decode("utf-8", "surrogateescape")
        path.write_text(f"Un texte du nom {name!r}.", "utf-8")
    update(library, [articles])
    shown = files(library)
    assert len(shown) == 5
    assert all(name.isprintable() for name in shown)
    assert update(library, [articles]).unchanged == 5


def test_articles_are_read_by_the_reader(library, articles, quick, monkeypatch):
    def refuse(path, file, raw=None, said=None, **options):
        yield ReadingError(file, "not today")

    monkeypatch.setattr("store.reading.several.read_file", refuse)
    assert [str(item.reason) for item in update(library, [articles]).skipped] == ["not today", "not today"]


# -- places ----------------------------------------------------------------------------------------------------------


def test_every_folder_has_a_library_of_its_own(home, articles, tmp_path):
    namesake = tmp_path / "x" / articles.name
    namesake.mkdir(parents=True)
    one, other = places.library_of(articles), places.library_of(namesake)
    assert one != other
    assert one.name.startswith("greve-du-port-")
    assert one.is_relative_to(home / "data")
    assert places.library_of(articles / ".." / articles.name) == one
    assert places.example_library() not in (one, other)


def test_the_last_library_is_remembered(home, tmp_path):
    assert places.read_last() is None
    places.write_last(tmp_path / "élan")
    assert places.read_last() == tmp_path / "élan"
    (home / "state" / "timeline" / "last.json").write_text("no json")
    assert places.read_last() is None


def test_the_example_is_found():
    assert len(list(places.example_articles().glob("*.txt"))) == 5


def test_opening_an_unchanged_library_imports_no_extraction(home, articles, quick):
    library = Library.create(places.library_of(articles))
    update(library, [articles])
    code = (
        "import sys; from pathlib import Path; from store.library.build import update\n"
        "from store.library.library import Library\n"
        "library = Library.open(Path(sys.argv[1])); print(update(library, [Path(sys.argv[2])]).unchanged)\n"
        "library.dataset()\n"
        "heavy = ('store.extraction', 'store.reading.article', 'store.events', 'store.assemble')\n"
        "heavy += ('pendulum', 'filelock', 'textual', 'rich')\n"
        "print([m for m in sys.modules if m.startswith(heavy)])\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, library.path, articles], capture_output=True, text=True, check=True
    ).stdout
    assert shown.split("\n")[:2] == ["2", "[]"]


def test_what_the_program_is_need_not_be_worked_out_again(library, articles, quick, monkeypatch):
    from store.library import program as made_by

    update(library, [articles])
    told = program(library.path)
    monkeypatch.setattr(made_by, "_read", lambda: "read again")
    program.cache_clear()
    # Where its files are too new to be trusted, they are read.
    monkeypatch.setattr(made_by, "_look", lambda: None)
    assert program(library.path) == "read again"
    program.cache_clear()
    monkeypatch.setattr(made_by, "_look", lambda: "as it looks")
    (library.path / "index" / "program.json").write_text('{"look": "as it looks", "program": "known"}')
    assert program(library.path) == "known"
    program.cache_clear()
    for damage in ("", "[]", "{", '{"look": "as it looks"}', '{"look": "otherwise", "program": "known"}'):
        (library.path / "index" / "program.json").write_text(damage)
        assert program(library.path) == "read again", damage
        program.cache_clear()
    monkeypatch.undo()
    assert program(library.path) == told
