"""The extra engine for names: what it repairs, with a recognizer that finds what a test tells it to."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import engine
from store.engine import EngineError, check
from store.extraction import names
from store.extraction.document import Document
from store.extraction.names import spacy
from store.library.build import update
from store.library.errors import LibraryError
from store.library.library import Library
from store.model import Article
from store.reading import Mending, Mendings


@dataclass
class Span:
    start_char: int
    end_char: int
    label_: str


class Told:
    """Finds these surfaces, each with its label, wherever they stand in what it is given."""

    def __init__(self, **labels: str) -> None:
        self.labels = labels

    def __call__(self, text: str) -> Told:
        self.ents = []
        for surface, label in self.labels.items():
            at = text.find(surface)
            while at >= 0:
                self.ents.append(Span(at, at + len(surface), label))
                at = text.find(surface, at + len(surface))
        self.ents.sort(key=lambda span: span.start_char)
        return self


def find(text: str, told: dict[str, str], mended: Mendings | None = None) -> list[tuple[str, str | None]]:
    document = Document.of(Article(id="a", file="a.txt", text=text, language="fr"))
    found = spacy.find(document, mended or Mendings(), Told(**told))
    assert all(text[name.start : name.end] == name.surface for name in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    return [(name.surface, name.type) for name in found]


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("Selon Anna Orlik, tout va.", {"Anna Orlik": "PER"}, ("Anna Orlik", "person")),
        ("La réponse d’Anna Orlik.", {"d'Anna Orlik": "PER"}, ("Anna Orlik", "person")),
        ("Selon M. Orlik, tout va.", {"M. Orlik": "PER"}, ("Orlik", "person")),
        ("Selon le ministre Paul Verdier, oui.", {"le ministre Paul Verdier": "PER"}, ("Paul Verdier", "person")),
        ("Selon la société Orvex, oui.", {"la société Orvex": "ORG"}, ("Orvex", "organization")),
        ("Il lit « Orvex ».", {"« Orvex ».": "ORG"}, ("Orvex", "organization")),
        ("On va à Valmont-sur-Orle.", {"Valmont-sur-Orle": "LOC"}, ("Valmont-sur-Orle", "place")),
        ("Elle lit Le Courrier.", {"Le Courrier": "ORG"}, ("Le Courrier", "organization")),
        ("Le modèle Velmo est là.", {"Velmo": "MISC"}, ("Velmo", "product")),
    ],
)
def test_what_it_takes_along_is_cut_off(text, told, expected):
    assert find(text, told) == [expected]


def test_a_name_ends_at_a_line_end():
    assert find("Par Anna Orlik\nOrvex a signé.", {"Anna Orlik\nOrvex": "PER"}) == [
        ("Anna Orlik", "person"),
        ("Orvex", find("Orvex a signé.", {"Orvex": "PER"})[0][1]),
    ]


def test_words_without_a_capital_are_no_names():
    assert find("La montagne et l'eau.", {"montagne": "LOC", "l'eau": "MISC"}) == []


def test_a_long_text_is_read_in_pieces():
    text = ("Il pleut encore sur la ville. " * 30 + "\n") * 120 + "Selon Anna Orlik, oui."
    sizes = []

    class Listening(Told):
        def __call__(self, piece: str) -> Told:
            sizes.append(len(piece))
            return super().__call__(piece)

    document = Document.of(Article(id="a", file="a.txt", text=text, language="fr"))
    assert [name.surface for name in spacy.find(document, recognizer=Listening(**{"Anna Orlik": "PER"}))] == [
        "Anna Orlik"
    ]
    assert sum(sizes) == len(text)
    assert max(sizes) <= 50_000


def test_what_a_person_mended_goes_before_it():
    mended = Mendings((Mending("Anna Orlik de Valmont", "person"),), ("Orvex",))
    assert [
        n for n, _ in find("Anna Orlik de Valmont quitte Orvex.", {"Anna Orlik": "PER", "Orvex": "ORG"}, mended)
    ] == ["Anna Orlik de Valmont"]


def test_its_names_are_joined_as_those_of_the_rules_are():
    text = "Anna Orlik dirige Orvex. Orlik partira."
    document = Document.of(Article(id="a", file="a.txt", text=text, language="fr"))
    candidates = spacy.find(document, recognizer=Told(**{"Anna Orlik": "PER", "Orvex": "ORG", "Orlik": "PER"}))
    joined = {e.name: {m.surface for m in e.mentions} for e in names.join({"a": candidates})}
    assert joined == {"Anna Orlik": {"Anna Orlik", "Orlik"}, "Orvex": {"Orvex"}}


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="Ab' \n.,«»’dé-", max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_any_spans_of_any_text_give_names_in_order(text, cuts):
    class Anything:
        def __call__(self, piece: str) -> Anything:
            edges = sorted({min(cut, len(piece)) for cut in cuts})
            self.ents = [Span(a, b, "PER") for a, b in pairwise(edges)]
            return self

    document = Document.of(Article(id="a", file="a.txt", text=text, language="fr"))
    found = spacy.find(document, recognizer=Anything())
    assert all(text[name.start : name.end] == name.surface != "" for name in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_where_it_is_not_installed_this_is_said(monkeypatch, tmp_path, quick):
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    check("rules")
    with pytest.raises(EngineError, match=r"\(extra spacy\)"):
        check("spacy")
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le maire a parlé mardi à la presse.", "utf-8")
    library = Library(tmp_path / "library")
    with pytest.raises(LibraryError, match="not installed"):
        update(library, [folder], engine="spacy")
    assert not library.exists


def test_the_library_remembers_the_engine_of_a_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "find_spec", lambda name: object())
    monkeypatch.setattr(spacy, "load", lambda: Told(**{"Le maire": "PER"}))
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Le maire a parlé mardi à la presse de la ville et des élus.", "utf-8")
    library = Library(tmp_path / "library")
    update(library, [folder], language="fr")
    assert library.dataset().entities == ()
    summary = update(library, [folder], engine="spacy")
    assert (summary.read, summary.unchanged, summary.rebuilt) == (0, 1, True)
    assert [e.name for e in library.dataset().entities] == ["Le maire"]
    assert [root.engine for root in library.roots()] == ["spacy"]
    assert not update(library, [folder]).rebuilt, "an engine that is not given is the one of the last time"
    update(library, [folder], engine="rules")
    assert library.dataset().entities == ()


def test_spacy_is_imported_only_when_it_is_chosen():
    code = (
        "import sys, store.extraction.extract\n"
        "print('spacy' in sys.modules, 'store.extraction.names.spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
