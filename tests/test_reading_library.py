"""Files of several articles in a library, duplicates and corrected versions, and what a build says of them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from store.library.build import Duplicate, update
from store.library.library import Library, Stored
from store.library.news import NOTHING_NEW, News, news
from store.library.places import library_of
from store.library.summary import Summary
from store.library.versions import Corrected, superseded
from store.model import Account, Article, Dataset, Disagreement, Event, Reading
from tui.cli.console import summary_lines
from tui.cli.speech import speak

WORDS = "Le conseil municipal de Brévaux a voté mardi la création de la régie du port, qui emploie 1 300 personnes."


@pytest.fixture
def library(tmp_path):
    return Library.create(tmp_path / "library")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    return made


@pytest.fixture
def timeline(home, capfd):
    from tui.cli import main

    def run(*words):
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def files(library: Library) -> list[str]:
    return [article.file for article in library.dataset().articles]


def lines(path: Path, *articles: dict[str, str]) -> None:
    path.write_text("\n".join(json.dumps(article) for article in articles))


# -- several articles a file -----------------------------------------------------------------------------------------


def test_articles_of_one_file_come_and_go_with_it(library, folder, quick):
    one, two, three = ({"title": f"Titre {n}", "text": f"Le port rouvre le {n} mars 2025."} for n in (1, 2, 3))
    lines(folder / "a.jsonl", one, two)
    assert update(library, [folder]).read == 2
    again = update(library, [folder])
    assert (again.read, again.unchanged, again.rebuilt) == (0, 2, False)
    lines(folder / "a.jsonl", three, one)
    changed = update(library, [folder])
    assert (changed.read, changed.gone, changed.corrected) == (2, ("a.jsonl#titre-2",), ())
    assert files(library) == ["a.jsonl#titre-1", "a.jsonl#titre-3"]
    (folder / "a.jsonl").unlink()
    assert set(update(library, [folder]).gone) == {"a.jsonl#titre-1", "a.jsonl#titre-3"}


def test_what_could_not_be_read_of_a_file_is_said_at_every_build(library, folder, quick):
    (folder / "a.jsonl").write_text(json.dumps({"title": "Un", "text": "Le port rouvre."}) + "\n{broken\n")
    first = update(library, [folder])
    assert [item.file for item in first.skipped] == ["a.jsonl#2"]
    assert update(library, [folder]).skipped == first.skipped
    (folder / "b.txt").write_text("Le port ferme.")
    later = update(library, [folder])
    assert (later.read, later.skipped) == (1, first.skipped)


def test_a_damaged_file_of_several_articles_takes_nothing_away(library, folder, quick):
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.txt", "Le port rouvre.")
        archive.writestr("b.txt", "Le port ferme.")
    update(library, [folder])
    (folder / "a.zip").write_bytes(b"PK damaged")
    summary = update(library, [folder])
    assert [item.reason for item in summary.skipped] == ["it is a damaged archive"]
    assert files(library) == ["a.zip/a.txt", "a.zip/b.txt"]


def test_a_table_of_sources_may_be_of_a_whole_file_or_of_one_in_it(library, folder, quick):
    lines(folder / "a.jsonl", {"title": "Un", "text": "Le port rouvre."}, {"title": "Deux", "text": "Le port ferme."})
    (folder / "sources.toml").write_text('["a.jsonl"]\npublisher = "A"\n["a.jsonl#deux"]\npublisher = "B"\n')
    assert update(library, [folder]).notes == ()
    assert [article.publisher for article in library.dataset().articles] == ["B", "A"]


# -- duplicates and versions -----------------------------------------------------------------------------------------


def test_the_same_words_in_another_kind_of_file_are_one_article_with_two_places(library, folder, quick):
    (folder / "a.txt").write_text(WORDS)
    (folder / "b.html").write_text(f"<html><body><article><p>{WORDS}</p></article></body></html>")
    summary = update(library, [folder])
    assert summary.duplicates == (Duplicate("b.html", "a.txt"),)
    assert (summary.articles, summary.read) == (1, 2)


def test_a_changed_file_is_a_correction_and_one_read_anew_is_none(library, folder, quick, monkeypatch):
    (folder / "a.txt").write_text(WORDS)
    update(library, [folder])
    (folder / "a.txt").write_text(WORDS.replace("1 300", "1 250"))
    summary = update(library, [folder])
    assert summary.corrected == (Corrected("a.txt", "a.txt", 1, 1),)
    assert summary.articles == 1
    assert "1 250" in library.dataset().articles[0].text
    monkeypatch.setattr("store.library.build.program", lambda _: "0+other")
    monkeypatch.setattr("store.library.scan.program", lambda _: "0+other")
    assert update(library, [folder]).corrected == ()


def test_another_file_with_the_same_address_replaces_the_one_before(library, folder, quick):
    head = '---\ntitle: La régie\nurl: "https://{}a.example/port{}"\n---\n'
    (folder / "b.md").write_text(head.format("", "") + WORDS)
    update(library, [folder])
    (folder / "a.md").write_text(head.format("www.", "/") + WORDS.replace("1 300", "1 250"))
    summary = update(library, [folder])
    assert summary.corrected == (Corrected("a.md", "b.md", 1, 1),)
    assert (summary.articles, files(library)) == (1, ["a.md"])
    # It stays so, and is said once.
    (folder / "c.txt").write_text("Le port ferme.")
    again = update(library, [folder])
    assert (again.corrected, files(library)) == ((), ["a.md", "c.txt"])
    (folder / "a.md").unlink()
    update(library, [folder])
    assert files(library) == ["b.md", "c.txt"]


def stored(file: str, text: str, since: int = 0, modified: str | None = None, **known: str) -> Stored:
    article = Article(f"id-{file}", file, text, **{"url": "https://a.example/x", **known})
    return Stored("root", "digest", article, since, modified)


def test_what_counts_as_the_later_version():
    old, new = stored("z", WORDS), stored("a", WORDS + " Le maire approuve.", 1)
    assert superseded([old, new]) == superseded([new, old]) == {"id-z": "id-a"}
    # What the source itself says goes before the order of adding.
    old, new = stored("z", WORDS, 1, "2025-03-10T08:00"), stored("a", WORDS + " Fin.", 0, "2025-03-11T08:00")
    assert superseded([old, new]) == {"id-z": "id-a"}
    # A feed's beginning of an article and the whole of it.
    assert superseded([stored("z", WORDS[:60]), stored("a", WORDS)]) == {"id-z": "id-a"}


def test_articles_that_only_share_an_address_are_not_versions():
    other = "La pêche au thon reprend dans la baie, annoncent les armateurs réunis en assemblée générale."
    assert superseded([stored("z", WORDS), stored("a", other, 1)]) == {}
    assert superseded([stored("z", WORDS, url="https://a.example/1"), stored("a", WORDS + " Fin.")]) == {}


# -- what new articles brought ---------------------------------------------------------------------------------------


def told(id: str, *articles: str, facts: tuple[Disagreement, ...] = ()) -> Event:
    accounts = tuple(Account(f"{id}-{article}", article, 0, 1, "x") for article in articles)
    return Event(id, None, f"Title of {id}", accounts, disagreements=facts)


def conflict(**values: tuple[str, ...]) -> Disagreement:
    return Disagreement("amount", "EUR", "conflict", tuple(Reading(value, who) for value, who in values.items()))


def test_news_are_events_sources_and_disagreements_that_would_not_be_without_the_new_articles():
    articles = tuple(Article(id, f"{id}.txt", "x") for id in ("old", "older", "new"))
    events = (
        told("only-old", "old", "older", facts=(conflict(a=("old",), b=("older",)),)),
        told("only-new", "new"),
        told("both", "old", "new", facts=(conflict(a=("old",), b=("new",)),)),
        told("no-news", "old", "older", "new", facts=(conflict(a=("old", "new"), b=("older",)),)),
    )
    found = news(Dataset(articles, events=events), {"new"})
    assert (found.articles, found.events, found.sources) == (("new",), ("only-new",), ("both", "no-news"))
    assert [(item.event, item.values) for item in found.contradictions] == [("both", ("a", "b"))]
    assert news(Dataset(articles, events=events), {"old", "older", "new"}) == NOTHING_NEW
    assert news(Dataset(articles, events=events), set()) == NOTHING_NEW


def test_a_build_says_what_new_articles_brought_and_contradicted(timeline, folder, tmp_path):
    (folder / "a.txt").write_text(
        "Publié le 12 mars 2025\n\nLundi 10 mars 2025, la société Orlac a proposé 97,4 millions d'euros pour le port "
        "de Brévaux, a annoncé la maire Jeanne Morvan.\n"
    )
    status, _, err = timeline("build", folder)
    assert (status, "new " in err) == (0, False)
    (folder / "b.txt").write_text(
        "Publié le 13 mars 2025\n\nLundi 10 mars 2025, la société Orlac a proposé 112 millions d'euros pour le port de "
        "Brévaux, selon la maire Jeanne Morvan.\n\nLe 3 avril 2019, un incendie avait détruit les hangars de la ville "
        "de Kerlan.\n"
    )
    status, _, err = timeline("build", folder)
    assert status == 0
    assert "  new       1 new event, 1 known event has a new source, 1 new disagreement\n" in err
    assert "amount 97,4 millions d'euros ≠ 112 millions d'euros" in err
    titles = {event.id: event.title for event in Library.open(library_of(folder)).dataset().events}
    named = re.findall(r"^ {12}([+●]) (\w{6}) (.+)$", err, re.M)
    assert [sign for sign, _, _ in named] == ["+", "●"]
    for _, id, title in named:
        assert [told for whole, told in titles.items() if whole.startswith(id)] == [title]
    (folder / "c.txt").write_text("Le 5 mai 2020, la foudre a frappé le clocher de Kerlan.\n")
    status, out, _ = timeline("build", folder, "--json")
    summary = json.loads(out)
    assert summary["format"] == "timeline-build/1"
    assert (summary["read"], summary["unchanged"], len(summary["news"]["events"])) == (1, 2, 1)
    (new,) = summary["news"]["events"]
    assert "clocher" in summary["news"]["titles"][new]
    assert list(summary["news"]["titles"]) == [new]
    assert summary["rejoined"] is None
    assert summary["library"]["articles"] == 3


@pytest.mark.parametrize(("lang", "more"), [("en", "and 2 more"), ("fr", "et 2 de plus")])
def test_of_much_news_a_few_are_named_and_none_of_it_acts(lang, more):
    ids = tuple(f"{number:012x}" for number in range(7))
    titles = dict.fromkeys(ids, "[b]Le port\x1b[31m\nde Brévaux")
    speak(lang)
    try:
        said = summary_lines(Summary(read=1, news=News(("a",), ids, ids[:5], titles=titles)))
    finally:
        speak("en")
    assert len(said) == 1 + 1 + 5 + 1 + 5
    assert said[7] == f"{'':12}{more}"
    assert not {"\x1b", "\n"} & set("".join(said))
    assert said[2].startswith(f"{'':12}+ 000000 [b]Le port")
    assert said[8].startswith(f"{'':12}● 000000 [b]Le port")
