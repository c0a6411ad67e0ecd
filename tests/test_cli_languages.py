"""The command line in French and in English: the same things are said in both, nothing is left in the other."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from conftest import write

from store.engine import EngineError
from store.library.errors import LibraryForeignError
from store.library.library import Library
from store.library.storage import VERSION
from tui import messages
from tui.cli.commands import COMMANDS
from tui.cli.speech import wanted
from tui.faults import reason, told
from tui.messages import LANGUAGES, default_language, texts, typeset
from tui.messages.foreign_fr import FAULTS, PARSER

FREE = (".description", ".examples")
"""Messages that are never filled in, so that braces in them are braces."""


AREAS = ["", *sorted(file.stem[:-3] for file in Path(messages.__file__).parent.glob("*_en.py"))]


def places(text: str) -> set[str]:
    # Where one language says a number, another may say it with its noun, which the caller gives as well.
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {"n" if name == "sources" else name for name in names}


@pytest.mark.parametrize("area", AREAS)
def test_every_message_is_there_in_every_language_with_the_same_places(area):
    all_texts = {lang: texts(lang, area) for lang in LANGUAGES}
    assert all_texts["en"].keys() == all_texts["fr"].keys()
    for key, text in all_texts["en"].items():
        other = all_texts["fr"][key]
        assert text.count("|") == other.count("|") or not key.startswith("n."), key
        if not key.endswith(FREE):
            # A number and its noun: each form has the number.
            assert places(text) == places(other), key


def test_what_others_say_has_the_same_places():
    for known, answer in FAULTS.items():
        assert set(re.findall(r"\{\w+\}", known)) == set(re.findall(r"\{\w+\}", answer)), known
    for known, answer in PARSER.items():
        # Python's word for a type says nothing to a reader; a value stands in French marks, not in Python's.
        places, others = ({place[:-1] for place in re.findall(r"%(?:\(\w+\))?[sr]", text)} for text in (known, answer))
        assert places - {"%(type)"} == others, known


ENGLISH = re.compile(r"\b(the|and|with|which|FOLDER|PATH|FILE|EVENT|required|is|of)\b")


@pytest.mark.parametrize("argv", [[], *([command] for command in COMMANDS)])
def test_the_help_is_french_from_the_first_word_to_the_last(timeline, argv):
    status, out, err = timeline(*argv, "--help", "--lang", "fr")
    assert (status, err) == (0, "")
    assert out.startswith("usage\u00a0: timeline")
    assert not ENGLISH.search(re.sub(r"JSON_?\w*|--[\w-]+|« timeline[^»]*»|sortie standard", "", out)), out
    assert "--lang" in out
    assert all(len(line) <= 110 for line in out.splitlines())
    assert "montrer cette aide" in out
    assert timeline("--lang", "fr", *argv, "--help")[1] == out
    assert timeline("--lang=en", *argv, "--help")[1].startswith("usage: timeline")


@pytest.mark.parametrize(
    ("argv", "status", "words"),
    [
        (["list", "--nonsense"], 2, "il n'y a pas d'option --nonsense (voir «\u00a0timeline list --help\u00a0»)"),
        (["list", "--serch=x"], 2, "s'agit-il de --search\u202f?"),
        (["show"], 2, "il manque\u00a0: ÉVÉNEMENT"),
        (
            ["export", "--format", "docx"],
            2,
            "argument --format\u00a0: «\u00a0docx\u00a0» n'est pas possible (choisir parmi 'markdown",
        ),
        (["list", "--from"], 2, "argument --from\u00a0: il y faut une valeur"),
        (["list", "--from", "2025-13"], 2, "--from\u00a0: 2025-13\u00a0: il n'y a pas de mois 13"),
        (
            ["build", "X", "--language", "xx"],
            2,
            "«\u00a0xx\u00a0» n'est pas une langue connue\u00a0: écrire l'une de en, fr",
        ),
        (["lst"], 1, "lst n'est ni une commande ni un dossier (s'agit-il de «\u00a0timeline list\u00a0»\u202f?)"),
        (["list", "--library", "/nowhere"], 3, "/nowhere\u00a0: il n'y a pas de bibliothèque"),
        (["export", "--format", "json", "a", "--search", "x"], 2, "soit des événements, soit des filtres"),
        (["tag", "/nowhere"], 1, "/nowhere\u00a0: aucun fichier ni dossier de ce nom"),
    ],
)
def test_faults_are_told_in_french_with_the_same_status(timeline, argv, status, words):
    assert timeline(*argv)[0] == status
    found, out, err = timeline(*argv, "--lang", "fr")
    assert (found, out, err.count("\n")) == (status, "", 1)
    assert words in err


def test_a_language_that_is_not_spoken(timeline):
    status, out, err = timeline("list", "--lang", "de")
    assert (status, out) == (2, "")
    assert "'de'" in err
    assert timeline("list", "--lang")[0] == 2


def test_the_summary_of_a_build_is_in_french(timeline, articles):
    (articles / "vide.txt").write_bytes(b"\x00" * 40)
    (articles / "notes.doc").write_text("")
    (articles / "sources.toml").write_text('["z.txt"]\ntitle = "x"\n')
    status, out, err = timeline("build", articles, "--lang", "fr")
    assert (status, out) == (1, "")
    assert (
        "2 articles lus, 1 laissé de côté\u202f; la bibliothèque contient 2 articles, 2 événements, 2 citations\n"
        in err
    )
    assert "vide.txt\u00a0: " in err
    assert "texte" in err.split("vide.txt")[1].splitlines()[0]
    assert '["z.txt"] n\'est pas un article de ce dossier' in err
    assert "non lu" in err
    assert "(timeline lit .txt, .md, .html, .pdf, .rss, .atom, .xml, .jsonl et .zip)" in err
    assert "l'ouvrir\u00a0:" in err
    write(articles, c="Le port rouvre le 3 mars 2025.")
    (articles / "a.txt").unlink()
    err = timeline("build", articles, "--lang", "fr")[2]
    assert "1 article lu" in err
    assert "1 disparu" in err


def test_dates_are_in_the_reader_s_language(timeline, articles):
    timeline("build", articles)
    for lang, short, long, quoted in (
        ("fr", "10 févr. 2025", "10 février 2025", "«\u00a0Le port est bloqué"),
        ("en", "10 Feb 2025", "10 February 2025", "“Le port est bloqué"),
    ):
        listed = timeline("list", "--folder", articles, "--lang", lang)[1]
        assert short in listed
        shown = timeline("show", listed.split()[0], "--folder", articles, "--lang", lang)[1]
        assert long in shown
        assert quoted in shown
    assert "auteur inconnu" not in shown


def test_the_language_of_the_environment(monkeypatch, timeline):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    assert default_language() == "en"
    for given, lang in (
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_BE"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
    ):
        with monkeypatch.context() as environment:
            for name, value in given.items():
                environment.setenv(name, value)
            assert default_language() == lang, given
            assert timeline("--help")[1].startswith("usage\u00a0:" if lang == "fr" else "usage:")


def test_where_lang_may_stand():
    assert wanted(["list", "--lang", "fr"]) == wanted(["--lang=fr", "list"]) == "fr"
    assert wanted(["--", "--lang", "fr"]) is wanted(["--lang"]) is wanted(["--lang", "xx"]) is wanted([]) is None


def test_what_the_store_says_is_told_in_french(articles, tmp_path):
    place = tmp_path / "l"
    library = Library.create(place)
    assert told("/a: the library is damaged", "en") == "/a: the library is damaged"
    assert told("/a: b/c: the library is damaged", "fr") == "/a: b/c\u00a0: la bibliothèque est abîmée"
    assert told("no space left on device", "fr") == "plus de place sur le disque"
    assert told("/x: the library cannot be written (permission denied)", "fr").endswith("(permission refusée)")
    assert told("what nobody knows {x}", "fr") == "what nobody knows {x}"
    assert reason(PermissionError(13, "Permission denied"), "fr") == "permission refusée"
    assert reason(ZeroDivisionError(), "fr") == "ZeroDivisionError"
    for content in ('{"format": "other/1"}\n{}', '{"format": "timeline-library/999"}\n{}', '{\n "books": []\n}'):
        (place / "library.json").write_text(content)
        with pytest.raises(LibraryForeignError) as caught:
            library.dataset()
        assert "bibliothèque" in told(str(caught.value), "fr"), content
    assert VERSION


def test_every_fault_that_the_store_can_tell_is_known(tmp_path, monkeypatch):
    from store import engine
    from store.reading.errors import ReadingError
    from store.reading.sources import load_sources

    (tmp_path / "sources.toml").write_text(
        'x = 3\n["a.txt"]\neditor = "x"\nurl = 3\npublished = "hier"\nlanguage = "xx"\n[b.txt]\ntitle = "x"\n'
    )
    faults = load_sources(tmp_path).faults
    assert len(faults) == 6
    for fault in faults:
        assert told(fault, "fr") != fault
    (tmp_path / "sources.toml").write_text("= ")
    with pytest.raises(ReadingError) as caught:
        load_sources(tmp_path)
    assert told(caught.value.reason, "fr") != caught.value.reason
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(EngineError) as missing:
        engine.check("spacy")
    assert told(str(missing.value), "fr").startswith("le moteur spacy demande")


def test_french_typography():
    assert typeset("« Non ! » : ici ; là ?", "fr") == "«\u00a0Non\u202f!\u00a0»\u00a0: ici\u202f; là\u202f?"
    assert typeset("12:30 a:b", "fr") == "12:30 a:b"
    assert typeset("« x »", "en") == "« x »"
