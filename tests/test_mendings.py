"""`entities.toml`: names as a person mended them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.assemble import assemble
from store.library.build import update
from store.library.library import Library
from store.reading import Mending, Mendings, ReadingError, load_mendings, make_article
from store.reading.entities import merged

TEXT = (
    "Jana Orlik dirige Orvex depuis 2020. Hier, La Tribune a publié un long portrait de Jana Orlik. "
    "« Nous avançons », a déclaré J. O., mardi, devant les équipes d'Orvex. Le Velmo sera vendu en mai."
)


def entities(mendings: Mendings, *texts: str) -> dict[str, tuple[str, set[str]]]:
    """By name: type and surfaces."""
    dataset = assemble([make_article(text, f"{n}.txt") for n, text in enumerate(texts)], mendings=mendings)
    return {e.name: (e.type, {m.surface for m in e.mentions}) for e in dataset.entities}


def toml(folder: Path, content: str) -> Mendings:
    (folder / "entities.toml").write_text(content, "utf-8")
    return load_mendings(folder)


def test_it_is_read_as_it_is_written(tmp_path):
    assert not load_mendings(tmp_path)
    read = toml(tmp_path, 'not_names = ["Tribune"]\n["Jana Orlik"]\ntype = "person"\naliases = ["J. O.", "Orlik"]\n')
    assert read == Mendings((Mending("Jana Orlik", "person", ("J. O.", "Orlik")),), ("Tribune",))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[[", "entities.toml"),
        ("not_names = 3", "not_names must be a list"),
        ('not_names = [""]', "not_names must be a list"),
        ('Orvex = "x"', '"Orvex" is no table'),
        ('["Orvex"]\nkind = "person"', 'unknown key "kind"'),
        ('["Orvex"]\ntype = "firm"', "type must be one of person"),
        ('["Orvex"]\naliases = "Orv"', "aliases must be a list"),
        ('["Orvex"]\naliases = ["O"]\n["Other"]\naliases = ["O"]', '"O" is given to both "Orvex" and "Other"'),
        ('not_names = ["O"]\n["Orvex"]\naliases = ["O"]', "stands in not_names"),
        ('[""]\ntype = "person"', "a name is empty"),
    ],
)
def test_its_faults_are_named(tmp_path, content, said):
    with pytest.raises(ReadingError, match=r"^entities\.toml: ") as caught:
        toml(tmp_path, content)
    assert said in str(caught.value)


def test_a_type_that_a_person_gives_goes_before_all_evidence():
    assert entities(Mendings(), TEXT)["Orvex"][0] == "organization"
    assert entities(Mendings((Mending("Orvex", "product"),)), TEXT)["Orvex"][0] == "product"


def test_aliases_are_one_thing_under_the_name_given():
    found = entities(Mendings((Mending("Jana Orlik", "person", ("J. O.", "Orvex")),)), TEXT)
    assert found["Jana Orlik"] == ("person", {"Jana Orlik", "J. O.", "Orvex"})
    assert "Orvex" not in found


def test_what_is_no_name_is_none():
    assert "La Tribune" in entities(Mendings(), TEXT)
    assert "La Tribune" not in entities(Mendings(not_names=("La Tribune",)), TEXT)


def test_a_name_that_was_not_read_is_found_by_its_words():
    text = "Le train lent est parti mardi de la gare, a dit le maire."
    found = entities(Mendings((Mending("train lent", "product"),)), text)
    assert found["train lent"] == ("product", {"train lent"})


def test_a_mended_name_takes_the_place_of_its_parts():
    text = "Il a lu mardi le Cercle des Ombres lentes de Jana Orlik."
    found = entities(Mendings((Mending("Cercle des Ombres lentes", "work"),)), text)
    assert found["Cercle des Ombres lentes"][0] == "work"
    assert {"Ombres", "Cercle"}.isdisjoint(found)


def test_two_mended_names_stay_two():
    text = "Anna Orlik est arrivée mardi. Orlik a parlé à la presse. Orlik est repartie."
    assert entities(Mendings(), text)["Anna Orlik"][1] == {"Anna Orlik", "Orlik"}
    found = entities(Mendings((Mending("Anna Orlik"), Mending("Orlik", "organization"))), text)
    assert found["Orlik"] == ("organization", {"Orlik"})


def test_the_speaker_of_a_quote_has_the_name_given():
    text = "« Nous avançons », a déclaré Jana Orlik mardi."
    dataset = assemble(
        [make_article(text, "a.txt", language="fr")], mendings=Mendings((Mending("J. Orlik", aliases=("Jana Orlik",)),))
    )
    assert [quote.speaker for quote in dataset.quotes] == ["J. Orlik"]


def test_several_folders_add_up():
    one = Mendings((Mending("Orvex", "product", ("O",)),), ("Tribune", "Velmo"))
    other = Mendings((Mending("Orvex", "organization", ("Ov",)), Mending("Velmo", None, ("O",))))
    assert merged([one, other]) == Mendings(
        (Mending("Orvex", "organization", ("O", "Ov")), Mending("Velmo", None, ())), ("Tribune",)
    )
    assert merged([]) == Mendings()


WORDS = st.sampled_from(["Orvex", "Jana Orlik", "Orlik", "J. O.", "a", ")", "[x", "mardi", "La Tribune", "d'Orvex"])


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=8), st.lists(st.tuples(WORDS, WORDS), max_size=3), st.lists(WORDS, max_size=2))
def test_any_mendings_of_any_text_give_spans_that_hold(words, pairs, wrong):
    text = TEXT + " " + " ".join(words)
    mendings = merged(Mendings((Mending(name, "work", (alias,)),), tuple(wrong)) for name, alias in pairs)
    article = make_article(text, "a.txt")
    dataset = assemble([article], mendings=mendings)
    spans = sorted((m.start, m.end) for e in dataset.entities for m in e.mentions)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for entity in dataset.entities:
        for mention in entity.mentions:
            assert dataset.articles[0].text[mention.start : mention.end] == mention.surface


def test_editing_it_changes_the_library_without_reading_the_articles_again(tmp_path):
    folder, library = tmp_path / "articles", Library(tmp_path / "library")
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    update(library, [folder])
    (folder / "entities.toml").write_text('["Orvex"]\ntype = "product"\n', "utf-8")
    summary = update(library, [folder])
    assert (summary.read, summary.unchanged, summary.rebuilt) == (0, 1, True)
    assert {e.name: e.type for e in library.dataset().entities}["Orvex"] == "product"
    assert not update(library, [folder]).rebuilt

    (folder / "entities.toml").write_text("[[[", "utf-8")
    summary = update(library, [folder])
    assert [item.file for item in summary.skipped] == ["entities.toml"]
    assert {e.name: e.type for e in library.dataset().entities}["Orvex"] == "product", "what it said before stays"

    (folder / "entities.toml").unlink()
    update(library, [folder])
    assert {e.name: e.type for e in library.dataset().entities}["Orvex"] == "organization"


def test_a_folder_that_is_not_built_now_keeps_its_say(tmp_path):
    library = Library(tmp_path / "library")
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "a.txt").write_text(f"{TEXT} C'est la version {folder.name}.", "utf-8")
    (one / "entities.toml").write_text('["Orvex"]\ntype = "product"\n', "utf-8")
    update(library, [one, two])
    (two / "b.txt").write_text("Orvex a ouvert mardi une usine à Lille.", "utf-8")
    update(library, [two])
    assert {e.name: e.type for e in library.dataset().entities}["Orvex"] == "product"
