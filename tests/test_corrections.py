"""Corrections: what each kind does to a dataset, how words are found again, which lines of a journal hold."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from build import TEXTS, story

from store import edtf
from store.corrections import make
from store.corrections.history import history
from store.corrections.journal import joined, read
from store.corrections.model import Added, Correction, CorrectionError, Source, dated, from_line, time_after, to_line
from store.corrections.passages import Places, passage
from store.corrections.replay import apply
from store.export.dataset import from_json, to_json
from store.model import Dataset
from store.query import is_guessed, marks_of

STORY = replace(story(), events=tuple(sorted(story().events, key=lambda e: (edtf.sort_key(e.date), e.id))))
ARTICLES = {article.id: article for article in STORY.articles}


def event(id: str, dataset: Dataset = STORY):
    return next(e for e in dataset.events if e.id == id)


def written(*corrections: Correction) -> list[Correction]:
    """The corrections as they would stand in a journal."""
    last, found = "", []
    for n, correction in enumerate(corrections):
        last = f"2026-01-01T00:00:00.{n:06}Z"
        found.append(dated(correction, last))
    return found


def corrected(*corrections: Correction, dataset: Dataset = STORY) -> Dataset:
    replayed = apply(dataset, written(*corrections))
    assert not replayed.not_applicable
    assert len(replayed.applied) == len(corrections)
    return replayed.dataset


FIRST, SECOND = STORY.events[0], STORY.events[1]
SEVERAL = max(STORY.events, key=lambda e: len(e.accounts))


def test_a_date_a_title_a_status_and_what_the_program_had_found():
    found = corrected(
        make.of("date", SEVERAL, ARTICLES, "2025-03"),
        make.of("title", SEVERAL, ARTICLES, "The bid"),
        make.of("status", SEVERAL, ARTICLES, "planned"),
    )
    now = event(SEVERAL.id, found)
    assert (now.date, now.title, now.by_hand.status) == ("2025-03", "The bid", "planned")
    assert now.corrected == ("date", "title", "status")
    assert [c.was for c in now.by_hand.corrected][:2] == [SEVERAL.date, SEVERAL.title]
    assert now.accounts == SEVERAL.accounts, "what the sources say stays what they say"
    assert {"corrected", "planned"} <= set(marks_of(now))
    assert not is_guessed(now)
    untouched = [e for e in found.events if e.id != SEVERAL.id]
    assert all(any(e is other for other in STORY.events) for e in untouched)


def test_the_last_word_counts_and_the_first_finding_is_kept():
    found = corrected(make.of("date", SEVERAL, ARTICLES, "2024"), make.of("date", SEVERAL, ARTICLES, "2023-05~"))
    now = event(SEVERAL.id, found)
    assert now.date == "2023-05~"
    assert is_guessed(now)
    assert [(c.field, c.was) for c in now.by_hand.corrected] == [("date", SEVERAL.date)]


def test_an_event_may_lose_its_date():
    found = corrected(make.of("date", SEVERAL, ARTICLES, None))
    assert event(SEVERAL.id, found).date is None
    assert found.events[-1].date is None


def test_notes_tags_and_stars_are_no_corrections():
    found = corrected(
        make.of("note", SEVERAL, ARTICLES, "Call the town hall"),
        make.of("tag", SEVERAL, ARTICLES, "bid"),
        make.of("tag", SEVERAL, ARTICLES, "port"),
        make.of("untag", SEVERAL, ARTICLES, "bid"),
        make.of("star", SEVERAL, ARTICLES),
    )
    now = event(SEVERAL.id, found)
    assert (now.by_hand.note, now.by_hand.tags, now.by_hand.starred) == ("Call the town hall", ("port",), True)
    assert now.corrected == ()
    found = corrected(make.of("star", SEVERAL, ARTICLES), make.of("unstar", SEVERAL, ARTICLES))
    assert event(SEVERAL.id, found).by_hand is None


def test_merging_keeps_every_account_and_the_first_title():
    found = corrected(make.merge([SECOND, FIRST], ARTICLES))
    assert len(found.events) == len(STORY.events) - 1
    ids = {a.id for e in (FIRST, SECOND) for a in e.accounts}
    now = next(e for e in found.events if {a.id for a in e.accounts} == ids)
    assert now.id == min(ids)
    assert now.title == SECOND.title
    assert now.corrected == ("accounts",)


def test_merging_by_hand_merges_what_is_added_later():
    one, other = FIRST, SECOND
    later = replace(one.accounts[0], id="later", article=STORY.articles[-1].id, start=0, end=10, text="x" * 10)
    bigger = replace(one, accounts=(*one.accounts, later))
    dataset = replace(STORY, events=tuple(bigger if e is one else e for e in STORY.events))
    found = apply(dataset, written(make.merge([one, other], ARTICLES))).dataset
    assert any({"later", *(a.id for a in other.accounts)} <= {a.id for a in e.accounts} for e in found.events)


def test_splitting_makes_an_event_of_its_own_and_holds():
    away = SEVERAL.accounts[1]
    found = corrected(make.on_accounts("split", [away], ARTICLES))
    alone = next(e for e in found.events if [a.id for a in e.accounts] == [away.id])
    rest = next(e for e in found.events if SEVERAL.accounts[0].id in {a.id for a in e.accounts})
    assert away.id not in {a.id for a in rest.accounts}
    assert alone.title
    assert alone.corrected == rest.corrected == ("accounts",)
    # Where the program itself finds the two apart, there is nothing to do.
    again = apply(found, written(make.on_accounts("split", [away], ARTICLES)))
    assert not again.not_applicable
    assert [{a.id for a in e.accounts} for e in again.dataset.events] == [
        {a.id for a in e.accounts} for e in found.events
    ]


def test_merging_and_splitting_back():
    both = corrected(make.merge([FIRST, SECOND], ARTICLES))
    joined_event = next(e for e in both.events if "accounts" in e.corrected)
    away = [a for a in joined_event.accounts if a.id in {b.id for b in SECOND.accounts}]
    found = corrected(make.merge([FIRST, SECOND], ARTICLES), make.on_accounts("split", away, ARTICLES))
    assert sorted(len(e.accounts) for e in found.events) == sorted(len(e.accounts) for e in STORY.events)


def test_hiding_and_showing_an_event_and_an_account():
    found = corrected(make.of("hide", FIRST, ARTICLES))
    assert FIRST.id not in {e.id for e in found.events}
    assert [e.id for e in found.hidden] == [FIRST.id]
    assert not any(FIRST.id in (p.a, p.b) for p in found.pairs)
    found = corrected(make.of("hide", FIRST, ARTICLES), make.of("show", FIRST, ARTICLES))
    assert found.events == STORY.events
    away = SEVERAL.accounts[0]
    found = corrected(make.on_accounts("hide-account", [away], ARTICLES))
    assert away.id not in {a.id for e in found.events for a in e.accounts}
    assert [a.id for e in found.hidden for a in e.accounts] == [away.id]
    shown = corrected(
        make.on_accounts("hide-account", [away], ARTICLES), make.on_accounts("show-account", [away], ARTICLES)
    )
    assert not shown.hidden
    assert away.id in {a.id for e in shown.events for a in e.accounts}


def test_an_event_is_added_with_the_words_of_an_article():
    words = "Le conseil municipal avait créé la régie du port en 2015."
    article = ARTICLES["a1"]
    found = corrected(make.add(Added("La régie est créée", "2015"), article, words))
    made = next(e for e in found.events if e.title == "La régie est créée")
    assert made.date == "2015"
    assert made.corrected == ("added",)
    assert made.accounts[0].text == words
    assert article.text[made.accounts[0].start : made.accounts[0].end] == words
    with pytest.raises(CorrectionError):
        make.add(Added("x", "2015"), article, "words that are nowhere")
    with pytest.raises(CorrectionError):
        make.add(Added("x", "2015-13"), article, words)


def test_an_event_is_added_with_a_source_of_its_own_and_can_be_corrected():
    source = Source(
        "The port was sold on Friday.", "Harbour Gazette", url="https://example.org/p", published="2025-04-04"
    )
    added = make.add(Added("The port is sold", "2025-04-04", source=source))
    found = corrected(added)
    made = next(e for e in found.events if e.title == "The port is sold")
    article = next(a for a in found.articles if a.id == made.accounts[0].article)
    assert (article.name, article.url, article.text) == ("Harbour Gazette", "https://example.org/p", source.words)
    retitled = make.of("title", made, {article.id: article}, "Sold")
    again = corrected(added, retitled)
    assert [e.title for e in again.events if "added" in e.corrected] == ["Sold"]
    assert from_json(to_json(again)) == from_json(to_json(again))


def test_a_speaker_is_mended_in_the_quote_its_group_and_its_event():
    quote = next(q for q in STORY.quotes if any(q.id in e.quotes for e in STORY.events))
    found = corrected(make.speaker(quote, "Paul Keller", ARTICLES))
    now = next(q for q in found.quotes if q.id == quote.id)
    assert now.speaker == "Paul Keller"
    assert now.corrected.was == quote.speaker
    assert all("speaker" in e.corrected for e in found.events if quote.id in e.quotes)
    assert [q for q in found.quotes if q.id != quote.id] == [q for q in STORY.quotes if q.id != quote.id]


def named(dataset: Dataset) -> dict[str, str]:
    return {entity.name: entity.type for entity in dataset.entities}


def test_names_types_and_aliases():
    entity = next(e for e in STORY.entities if e.type == "person")
    found = corrected(make.entity("name", entity, "J. Morvan"), make.entity("type", entity, "organization"))
    assert named(found)["J. Morvan"] == "organization"
    assert entity.name not in named(found)
    assert {q.speaker for q in found.quotes} == {
        "J. Morvan" if q.speaker == entity.name else q.speaker for q in STORY.quotes
    }
    now = next(e for e in found.entities if e.name == "J. Morvan")
    assert {(c.field, c.was) for c in now.corrected} == {("name", entity.name), ("type", "person")}
    one, other = STORY.entities[0], STORY.entities[1]
    found = corrected(make.entity("alias", one, other.name))
    assert other.id not in {e.id for e in found.entities}
    assert not any(other.id in e.entities or other.id in a.entities for e in found.events for a in e.accounts)
    kept = next(e for e in found.entities if e.id == one.id)
    assert set(kept.mentions) == {*one.mentions, *other.mentions}


def test_an_alias_that_nobody_read_as_a_name_is_found_by_its_words():
    entity = STORY.entities[0]
    found = corrected(make.entity("alias", entity, "conseil municipal"))
    now = next(e for e in found.entities if e.id == entity.id)
    new = [m for m in now.mentions if m.surface == "conseil municipal"]
    assert [TEXTS[m.article][m.start : m.end] for m in new] == ["conseil municipal"]
    nowhere = apply(STORY, written(make.entity("alias", entity, "words of nobody")))
    assert [n.reason for n in nowhere.not_applicable] == ["entity-gone"]


def test_what_no_longer_applies_is_listed_and_the_rest_is_done():
    gone = replace(STORY, events=tuple(e for e in STORY.events if e is not FIRST))
    lines = written(make.of("title", FIRST, ARTICLES, "x"), make.of("title", SECOND, ARTICLES, "y"))
    replayed = apply(gone, lines)
    assert [n.correction.id for n in replayed.not_applicable] == [lines[0].id]
    assert event(SECOND.id, replayed.dataset).title == "y"


# -- words are found again -------------------------------------------------------------------------------------------


def find(text: str, words: str, now: str) -> str | None:
    from store.reading import make_article

    before, after = make_article(text, "a.txt"), make_article(now, "b.txt")
    start = before.text.index(words)
    made = passage(before, start, start + len(words))
    place = Places(Dataset(articles=(after,))).find(made)
    return None if place is None else after.text[place[1] : place[2]]


TEXT = "Le port est vendu. La mairie a dit non mardi soir à Brévaux. Le conseil se réunit. La mairie a dit non."


def test_words_are_found_in_an_article_that_changed():
    words = "La mairie a dit non"
    assert find(TEXT, words, TEXT) == words
    assert find(TEXT, words, "Mis à jour. " + TEXT) == words
    assert find(TEXT, "La mairie a dit non mardi soir à Brévaux.", TEXT.replace("mardi", "lundi")) == (
        "La mairie a dit non lundi soir à Brévaux."
    )
    assert find(TEXT, words, "Tout autre chose est arrivé ailleurs.") is None


@pytest.mark.parametrize(
    ("text", "words", "now"),
    [
        # Another paper's figures, in the place of these.
        (
            "La préfecture communique ses chiffres. Le 11 juin, 475 personnes ont manifesté à Bressac.",
            "Le 11 juin, 475 personnes ont manifesté à Bressac.",
            "La préfecture communique ses chiffres. Le 22 juin, 673 habitants ont défilé à Bressac.",
        ),
        # What anybody may write.
        (
            "Le pont est fermé à la circulation. La ville est calme depuis hier. Le maire se tait.",
            "La ville est calme depuis hier.",
            "Une manifestation a réuni mille personnes. La ville est calme depuis hier. Rien d'autre.",
        ),
        # Words like these, with nothing of what stood behind them.
        (
            "La préfecture communique ses chiffres. Des personnes ont manifesté à Bressac. Le maire se tait.",
            "Des personnes ont manifesté à Bressac.",
            "La préfecture communique ses chiffres. Des habitants ont manifesté à Bressac. La pluie tombe.",
        ),
    ],
)
def test_words_of_another_article_are_not_taken_for_those_that_are_gone(text, words, now):
    assert find(text, words, now) is None
    assert find(text, words, text) == words


def test_of_the_same_words_twice_their_surroundings_decide():
    from store.reading import make_article

    article = make_article("Mis à jour. " + TEXT, "b.txt")
    last = TEXT.rindex("La mairie a dit non")
    made = passage(make_article(TEXT, "a.txt"), last, last + 19)
    place = Places(Dataset(articles=(article,))).find(made)
    assert place == (article.id, article.text.rindex("La mairie a dit non"), len(article.text) - 1)


# -- the journal -----------------------------------------------------------------------------------------------------


def test_a_line_says_what_it_is_and_is_read_back():
    for correction in written(
        make.of("date", FIRST, ARTICLES, "2024-03"),
        make.merge([FIRST, SECOND], ARTICLES),
        make.add(Added("T", None, source=Source("words", url="https://example.org"))),
        make.undo("0123456789ab"),
    ):
        line = to_line(correction)
        assert line.endswith(b"\n")
        assert line.count(b"\n") == 1
        assert from_line(line.strip()) == correction
    line = to_line(written(make.of("date", FIRST, ARTICLES, "2024-03"))[0])
    assert b'"type":"TextQuoteSelector"' in line
    assert b'"exact":' in line


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b"<<<<<<< HEAD",
        b'{"kind":"date"}',
        b'{"at":"2026-01-01T00:00:00.000000Z","id":"0123456789ab","kind":"date","value":"soon","events":[[]]}',
        b'{"at":"2026-13-01T00:00:00.000000Z","id":"0123456789ab","kind":"undo","of":"a"}',
        b'{"at":"2026-01-01T00:00:00.000000Z","id":"0123456789ab","kind":"burn","of":"a"}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_correction_is_said_to_be_none(line):
    with pytest.raises(CorrectionError):
        from_line(line)


def test_a_clock_set_back_changes_no_order():
    assert time_after("2999-01-01T00:00:00.999999Z") == "2999-01-01T00:00:01.000000Z"
    assert time_after("2000-01-01T00:00:00.000000Z") > "2026"


def test_the_order_of_lines_and_lines_that_come_twice_mean_nothing():
    lines = written(
        make.of("title", FIRST, ARTICLES, "a"),
        make.of("title", FIRST, ARTICLES, "b"),
        make.merge([FIRST, SECOND], ARTICLES),
    )
    lines += written(*lines)[:0]
    expected = apply(STORY, lines).dataset
    for seed in range(6):
        mixed = [*lines, lines[0]]
        random.Random(seed).shuffle(mixed)
        assert apply(STORY, mixed).dataset == expected


def test_two_journals_joined_by_git_are_one():
    base = written(make.of("title", FIRST, ARTICLES, "a"))
    mine, theirs = (
        dated(make.of("star", FIRST, ARTICLES), "2026-02-01T00:00:00.000000Z"),
        dated(make.of("date", FIRST, ARTICLES, "2020"), "2026-01-15T00:00:00.000000Z"),
    )
    one = b"".join(map(to_line, [*base, mine]))
    other = b"".join(map(to_line, [*base, theirs]))
    union = one + other.splitlines(keepends=True)[-1]
    assert read(union).digest == read(joined([one, other])).digest == read(joined([other, one])).digest
    assert apply(STORY, read(union).corrections).dataset == apply(STORY, [*base, theirs, mine]).dataset


def test_undo_and_redo_without_end():
    a, b = written(make.of("title", FIRST, ARTICLES, "a"), make.of("title", FIRST, ARTICLES, "b"))
    lines, n = [a, b], 10

    def add(correction: Correction) -> None:
        nonlocal n
        n += 1
        lines.append(dated(correction, f"2026-01-01T00:00:01.{n:06}Z"))

    for _ in range(3):
        assert history(lines).undo == b.id
        add(make.undo(b.id))
        assert (history(lines).undo, history(lines).redo) == (a.id, b.id)
        add(make.undo(a.id))
        assert history(lines).in_force == ()
        assert history(lines).redo == a.id
        add(make.redo(a.id))
        add(make.redo(b.id))
        assert history(lines).in_force == (a, b)
    add(make.undo(b.id))
    add(make.of("title", FIRST, ARTICLES, "c"))
    assert history(lines).redo is None, "after something new nothing is brought back by itself"
    add(make.redo(b.id))
    assert b in history(lines).in_force, "but it can be when it is named"
