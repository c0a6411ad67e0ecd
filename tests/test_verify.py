"""An exported document against the library: every edit of its words is found, and only edits are."""

from __future__ import annotations

import io
import json
import random
import re
import sys
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
from build import story
from hypothesis import given, settings
from hypothesis import strategies as st

from store.assemble import assemble
from store.export import manifest
from store.export.footnotes import read
from store.export.manifest import is_sealed
from store.export.markdown import to_markdown
from store.export.verify import verify
from store.filters import Index
from store.model import Account, Article, Dataset, Event, Reading
from store.reading import read_article
from tui import cli
from tui.dates import words

SEEDS = Path(__file__).parents[1] / "seeds"
STORY = story()


def dates(lang):
    return partial(words, lang=lang)


@cache
def example() -> Dataset:
    return assemble(tuple(read_article(path, path.name) for path in sorted(SEEDS.glob("*.txt"))))


@cache
def document(lang: str, of: str = "example") -> str:
    dataset = example() if of == "example" else STORY
    return to_markdown(dataset, Index(dataset).events, dates(lang), language=lang)


def check(text, dataset=None):
    return verify(text, dataset or example(), dates)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("of", ["example", "story"])
def test_an_export_is_intact(lang, of):
    report = check(document(lang, of), example() if of == "example" else STORY)
    assert {note.state for note in report.notes} == {"intact"}
    assert report.holds
    assert (report.sealed, report.compared, report.added, report.left_out) == (True, True, (), 0)


LETTERS = "abcdefghijklmnopqrstuvwxyzéèàçABCDEFGH0123456789"


def places(text: str) -> list[int]:
    """Where letters and digits of the exported words stand: of headings, rows, quotes, footnotes and selectors."""
    found = []
    body = text.partition(manifest.BEGIN)[0]
    for match in re.finditer(r"^(?:## |\| | {0,8}- |\[\^\d+\]: ).*$", body, re.MULTILINE):
        found += [n for n in range(match.start(), match.end()) if text[n].isalnum()]
    return found


@pytest.mark.parametrize(("lang", "edits"), [("fr", 100), ("en", 40)])
def test_each_of_many_edits_of_one_letter_is_found(lang, edits):
    text, chance = document(lang), random.Random(2025)
    known = places(text)
    missed = []
    for _ in range(edits):
        at = chance.choice(known)
        letter = chance.choice([letter for letter in LETTERS if letter != text[at]])
        edited = chance.choice([text[:at] + letter + text[at + 1 :], text[:at] + text[at + 1 :]])
        report = check(edited)
        assert not report.sealed
        if report.holds:
            missed.append((at, text[at - 30 : at + 30], letter))
    assert not missed


def test_edits_are_found_in_a_document_that_was_sealed_anew():
    # Whoever edits knows how to write a hash; the library is what counts.
    text, chance = document("fr"), random.Random(7)
    known = places(text)
    for _ in range(40):
        at = chance.choice(known)
        edited = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        seal = manifest._seal_of(edited)
        edited = re.sub(r"^  document: .*$", f"  document: {seal}", edited, count=1, flags=re.MULTILINE)
        assert is_sealed(edited)
        assert not check(edited).holds, text[at - 30 : at + 30]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_edit_of_one_character_anywhere_is_found(data):
    text = document("en", "story")
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from([*'aé0.»”|[]^`"\\{}', ""]).filter(lambda letter: letter != text[at]))
    edited = text[:at] + letter + text[at + 1 :]
    report = check(edited, STORY)
    blank = not text[at].strip() and not letter.strip()
    assert blank or not report.holds


PLACES = {
    "title": r"^# (\w)",
    "count": r"^(\d+) événements",
    "date of a heading": r"^## (\d)",
    "title of a heading": r"^## [^—\n]+ — (\w)",
    "source of a row": r"^\| \*\*(\w)",
    "publication in a row": r"^\| [^|]+ \| (\d)",
    "quotation in a row": r"^\| [^|]+ \| [^|]+ \| «.(\w)",
    "date in a row": r"→ (\d)",
    "reference": r"\[\^(\d)\]",
    "speaker": r"^- \*\*(\w)",
    "quotation": r"^ +- «.(\w)",
    "value of a fact": r"^- (?:somme|date).: \D*(\d)",
    "source": r"^- \*\*[^*]+\*\*, \*(\w)",
    "words of a note": r"^\[\^\d+\]: «.(\w)",
    "name in a note": r"^\[\^\d+\]: .* — \*\*(\w)",
    "title in a note": r"^\[\^\d+\]: .*\*\*, \*(\w)",
    "date in a note": r"^\[\^\d+\]: .*publié.: (\d)",
    "address in a note": r"^\[\^\d+\]: .*<https://(\w)",
    "place in a note": r"^\[\^\d+\]: .*caractères (\d)",
    "exact words of an anchor": r'"exact": "(\w)',
    "words before": r'"prefix": "(\w)',
    "words after": r'"suffix": "\W*(\w)',
    "hash of an anchor": r"SHA-256 (\w)",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("resealed", [False, True])
def test_an_edit_is_found_wherever_it_is(place, resealed):
    text = document("fr", "story")
    at = re.search(PLACES[place], text, re.MULTILINE).start(1)
    letter = next(letter for letter in "17xy" if letter != text[at])
    edited = text[:at] + letter + text[at + 1 :]
    if resealed:
        edited = re.sub(r"^  document: .*$", f"  document: {manifest._seal_of(edited)}", edited, count=1, flags=re.M)
    assert is_sealed(edited) is resealed
    assert check(text, STORY).holds
    report = check(edited, STORY)
    assert not report.holds
    line = text[:at].count("\n") + 1
    found = [item for item in (*report.notes, *report.lines) if item.state in ("changed", "lost")]
    assert line in {item.line for item in found}, "and the line is named"


def test_what_was_edited_is_shown():
    text = document("fr", "story")
    report = check(text.replace("merci, mais nous achèterons", "merci, mais nous acheterons"), STORY)
    bad = [f for f in (*report.notes, *report.lines) if f.state == "changed"]
    assert bad
    assert all("acheterons" in f.said and "achèterons" in (f.now or "") for f in bad)
    assert {text.split("\n")[f.line - 1].count("achèterons") > 0 for f in bad} == {True}


def test_a_swapped_reference_is_found():
    text = document("fr", "story")
    line = next(line for line in text.split("\n") if line.startswith("|") and "[^1]" in line)
    report = check(text.replace(line, line.replace("[^1]", "[^2]")), STORY)
    assert not report.holds
    assert not check(text.replace(line, line.replace("[^1]", "[^999]")), STORY).holds


def test_an_invented_quotation_is_found_and_a_remark_is_told():
    text = document("fr", "story")
    first = text.index("## ")
    invented = check(text[:first] + "« Nous vendrons tout », a dit la maire.\n\n" + text[first:], STORY)
    assert [f.state for f in invented.lines] == ["lost"]
    remark = check(text[:first] + "Une remarque de la rédaction.\n\n" + text[first:], STORY)
    assert remark.holds
    assert [text[:first].count("\n") + 1] == list(remark.added)
    assert remark.sealed is False


def test_an_event_may_be_taken_out():
    text = document("en", "story")
    start = text.index("## ")
    end = text.index("## ", start + 3)
    report = check(text[:start] + text[end:], STORY)
    assert report.holds
    assert report.left_out > 0


def with_text(dataset: Dataset, article: str, change) -> Dataset:
    """The dataset with another text of an article, as a library has it that was built anew."""
    known = next(item for item in dataset.articles if item.id == article)
    text = change(known.text)
    renamed = f"{article}-new"

    def moved(event: Event) -> Event:
        accounts = []
        for account in event.accounts:
            if account.article == article:
                at = text.find(account.text)
                if at < 0:
                    continue
                span = account.date_span and tuple(n + at - account.start for n in account.date_span)
                account = replace(
                    account, article=renamed, start=at, end=at + len(account.text), date_span=span, id="n" + account.id
                )
            accounts.append(account)
        names = ("disagreements", "same_fact")
        facts = {name: tuple(renamed_in(fact) for fact in getattr(event, name)) for name in names}
        return replace(event, accounts=tuple(accounts), **facts)

    def renamed_in(fact):
        told = [
            replace(value, articles=tuple(renamed if a == article else a for a in value.articles))
            for value in fact.values
        ]
        return replace(fact, values=tuple(told))

    def shifted(item):
        if item.article != article:
            return item
        words = known.text[item.start : item.end]
        at = max(0, text.find(words))
        return replace(item, article=renamed, start=at, end=at + len(words))

    return replace(
        dataset,
        articles=tuple(replace(a, id=renamed, text=text) if a.id == article else a for a in dataset.articles),
        time_expressions=tuple(shifted(item) for item in dataset.time_expressions),
        quotes=tuple(shifted(item) for item in dataset.quotes),
        events=tuple(moved(event) for event in dataset.events),
    )


def test_words_that_stand_elsewhere_have_moved():
    text = document("fr", "story")
    later = with_text(STORY, "a1", lambda text: f"Mis à jour mardi.\n\n{text}")
    report = check(text, later)
    states = {note.file: note.state for note in report.notes}
    assert states["000_brevaux.txt"] == "moved"
    assert states["001_orlac.txt"] == "intact"
    assert report.holds


def test_words_that_were_rewritten_have_changed_and_what_stands_there_now_is_shown():
    text = document("fr", "story")
    later = with_text(STORY, "a2", lambda text: text.replace("récemment soumis", "finalement soumis"))
    found = [note for note in check(text, later).notes if note.state == "changed"]
    assert found
    assert all("récemment soumis" in note.said and "finalement soumis" in note.now for note in found)
    assert not check(text, later).holds


def test_words_of_an_article_that_is_gone_are_lost():
    text = document("fr", "story")
    kept = tuple(article for article in STORY.articles if article.id not in ("a4", "a5"))
    report = check(text, replace(STORY, articles=kept))
    assert {note.file for note in report.notes if note.state == "lost"} == {"003_mayor.txt", "004_tokyo.txt"}
    assert not report.holds


def test_new_events_in_the_library_are_no_fault_of_a_document():
    events = Index(STORY).events
    text = to_markdown(STORY, events[1:], dates("fr"), language="fr")
    report = check(text, STORY)
    assert (report.holds, report.sealed) == (True, True)


def test_what_another_article_says_since_is_no_fault_of_a_document():
    text = document("fr", "story")
    words = "Orlac aurait offert 99 millions d'euros, dit-on au café."
    other = Article("b1", "zz_cafe.txt", words, publisher="Le Café", published="2025-03-10")
    (event,) = [event for event in STORY.events if any(fact.kind == "amount" for fact in event.disagreements)]
    fact = next(fact for fact in event.disagreements if fact.kind == "amount")
    joined = replace(
        event,
        accounts=(*event.accounts, Account("b1-0", "b1", 0, len(words), words, event.date, "stated")),
        disagreements=tuple(
            replace(each, values=(*each.values, Reading("99 M EUR", ("b1",)))) if each is fact else each
            for each in event.disagreements
        ),
        copies=((event.articles[0], "b1"),),
    )
    events = tuple(joined if each is event else each for each in STORY.events)
    after = replace(STORY, articles=(*STORY.articles, other), events=events)
    assert "99 millions" in to_markdown(after, after.events, dates("fr"), language="fr")
    report = check(text, after)
    assert (report.holds, report.compared, report.sealed) == (True, True, True)
    for said, instead in (("97,4 millions", "97,5 millions"), ("10 mars 2025 —", "11 mars 2025 —")):
        assert said in text
        assert not check(text.replace(said, instead, 1), after).holds


def test_line_ends_of_another_system_are_no_edit():
    text = document("fr")
    assert check("\ufeff" + text.replace("\n", "\r\n")).holds
    assert is_sealed(text.replace("\n", "\r\n"))


def test_a_document_of_another_version_is_compared_by_its_words():
    text = re.sub(r'generator: "timeline [^"]*"', 'generator: "timeline 0.0.1"', document("fr"))

    def resealed(text):
        seal = manifest._seal_of(text)
        return re.sub(r"^  document: .*$", f"  document: {seal}", text, count=1, flags=re.MULTILINE)

    report = check(resealed(text))
    assert report.holds
    assert not report.compared
    line = next(line for line in text.split("\n") if line.startswith("|") and "cofondateur" in line)
    edited = resealed(text.replace(line, line.replace("cofondateur", "cofondatuer"), 1))
    assert not check(edited).holds


def first_layout(text: str) -> str:
    """A document as the first layout had it: the manifest in the front matter, the anchors shown as code."""
    head, body, known = re.fullmatch(r"---\n(.*?)---\n(.*)<!-- timeline: manifest\n(.*)-->\n", text, re.S).groups()
    front = [line for line in head.splitlines() if line.startswith(("title: ", "lang: "))]
    front += [line for line in known.splitlines() if not line.startswith(("  layout: ", "  lang: "))]
    body = re.sub(
        r" <!-- (\{.*\}) SHA-256 (\w+) -->$",
        lambda m: f" `{re.sub('u003([ce])', lambda c: chr(int('3' + c[1], 16)), m[1])}` SHA-256 `{m[2]}`",
        body,
        flags=re.M,
    )
    old = "\n".join(["---", *front, "---", "", body.strip("\n"), ""])
    return re.sub(r"^  document: .*$", f"  document: {manifest._seal_of(old)}", old, count=1, flags=re.M)


NAMES = st.text(st.sampled_from(list("ab.-<>%{}|`'\"\\:#[]^ é/!")), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(NAMES, NAMES)
def test_whatever_files_and_texts_are_called_a_document_is_intact(file, words):
    text = f"{words} --> <!-- {words} SHA-256 `x` -- {words}"
    article = Article("one", file, text, title=words, published="2025")
    event = Event("e", "2025", words, (Account("c", "one", 0, len(text), text, "2025", "stated"),))
    dataset = Dataset(articles=(article,), events=(event,))
    written = to_markdown(dataset, [event], dates("fr"), language="fr")
    report = check(written, dataset)
    assert (report.holds, report.sealed, report.compared) == (True, True, True)
    assert [note.file for note in report.notes] == [file]


@pytest.mark.parametrize("of", ["example", "story"])
def test_a_document_of_the_first_layout_is_still_verified(of):
    dataset = example() if of == "example" else STORY
    text = first_layout(document("fr", of))
    assert "<!--" not in text
    assert text.index("manifest:") < text.index("# Chronologie")
    report = check(text, dataset)
    assert {note.state for note in report.notes} == {"intact"}
    assert (report.holds, report.sealed, report.compared) == (True, True, False)
    chance = random.Random(3)
    known = places(text)
    for _ in range(25):
        at = chance.choice(known)
        edited = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        assert not check(edited, dataset).holds, text[at - 30 : at + 30]


def test_a_document_without_its_manifest_is_compared_by_its_footnotes():
    # What a system that keeps no comments leaves of it.
    text = document("fr", "story").partition("<!-- timeline: manifest")[0]
    report = check(text, STORY)
    assert (report.sealed, report.compared) == (None, False)
    assert {note.state for note in report.notes} == {"intact"}
    assert not report.holds, "that it is as it was written cannot be told any more"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80) | st.text(alphabet='[^]1: `{}"\\\n-#|«»“”', max_size=80))
def test_no_text_breaks_the_reader(text):
    report = check(f'---\nlang: fr\nmanifest:\n  events:\n    - "x"\n---\n{text}', STORY)
    assert report.sealed is None
    check(document("en", "story") + text, STORY)
    read(text)


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def timeline(home, capsys, monkeypatch):
    def run(*argv: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.main([str(word) for word in argv])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


@pytest.fixture
def built(timeline, articles):
    assert timeline("build", articles)[0] == 0
    return articles


def test_the_command_says_what_holds_and_what_does_not(timeline, built, tmp_path):
    file = tmp_path / "chronologie.md"
    assert timeline("export", "--folder", built, "--format", "markdown", "--output", file)[0] == 0
    status, out, _ = timeline("verify", file, "--folder", built, "--lang", "en")
    assert status == 0
    assert out.startswith("chronologie.md: 2 footnotes, 2 intact\n")
    file.write_text(file.read_text("utf-8").replace("port est bloqué", "fort est bloqué"), "utf-8")
    status, out, _ = timeline("verify", file, "--folder", built, "--lang", "fr")
    assert status == 1
    assert "[f]ort est bloqué" in out
    assert "[p]ort est bloqué" in out
    status, out, _ = timeline("verify", file, "--folder", built, "--json")
    known = json.loads(out)
    assert status == 1
    assert (known["format"], known["holds"], known["sealed"]) == ("timeline-verify/1", False, False)
    assert known["counts"] == {"intact": 1, "moved": 0, "changed": 1, "lost": 0}


def test_an_article_that_was_rewritten_is_found_by_the_command(timeline, built, tmp_path):
    file = tmp_path / "chronologie.md"
    timeline("export", "--folder", built, "--format", "markdown", "--output", file)
    article = built / "a.txt"
    article.write_text("Dernière minute.\n\n" + article.read_text("utf-8"), "utf-8")
    timeline("build", built)
    status, out, _ = timeline("verify", file, "--folder", built, "--lang", "en", "--json")
    known = json.loads(out)
    assert {(note["file"], note["state"]) for note in known["notes"]} == {("a.txt", "moved"), ("b.txt", "intact")}
    assert (status, known["sealed"]) == (0, True)
    (built / "a.txt").unlink()
    timeline("build", built)
    status, out, _ = timeline("verify", file, "--folder", built, "--lang", "en")
    assert status == 1
    assert "1 lost" in out


def test_the_command_reads_standard_input_and_tells_what_is_no_export(timeline, built, tmp_path, monkeypatch):
    status, out, _ = timeline("export", "--folder", built, "--format", "markdown")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(out.encode())))
    assert timeline("verify", "-", "--folder", built)[0] == 0
    other = tmp_path / "other.md"
    other.write_text("# Autre chose\n", "utf-8")
    status, _, err = timeline("verify", other, "--folder", built, "--lang", "en")
    assert status == 1
    assert "nothing of timeline" in err
    assert timeline("verify", tmp_path / "none.md", "--folder", built)[0] == 1
