"""Proper names in one article and their joining over a library, with sentences written for the purpose."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extraction import names
from store.extraction.document import Document
from store.extraction.names import known
from store.model import Article, Entity
from store.reading.entities import NOTHING


def find(text: str, language: str = "fr") -> tuple[names.Candidate, ...]:
    found = names.find(Document.of(Article(id="a", file="a.txt", text=text, language=language)))
    assert all(text[name.start : name.end] == name.surface for name in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    return found


def surfaces(text: str, language: str = "fr") -> list[str]:
    return [name.surface for name in find(text, language) if name.certain]


def join(*texts: str, language: str = "fr") -> dict[str, Entity]:
    documents = {
        f"a{number}": Document.of(Article(id=f"a{number}", file="a.txt", text=text, language=language))
        for number, text in enumerate(texts)
    }
    entities = names.join({article: names.find(document) for article, document in documents.items()})
    assert len({entity.id for entity in entities}) == len(entities)
    return {entity.name: entity for entity in entities}


def types(*texts: str, language: str = "fr") -> dict[str, str]:
    return {name: entity.type for name, entity in join(*texts, language=language).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hier, Paul Verdier a reçu la ministre.", ["Paul Verdier"]),
        ("La réponse d’Anna Kovacs et l’avis qu’Orvex attendait.", ["Anna Kovacs", "Orvex"]),
        ("Le vote oppose Luc de Brissac à Ursula van der Meer.", ["Luc de Brissac", "Ursula van der Meer"]),
        ("Il a vu Jean-Pierre Morel-Lacombe et J. K. Darnell.", ["Jean-Pierre Morel-Lacombe", "J. K. Darnell"]),
        ("Selon M. Verdier, la firme xOrb et 9TC ont signé.", ["Verdier", "xOrb", "9TC"]),
        ("Elle lit Le Courrier picard, puis L'Écho à Valmont.", ["Le Courrier", "L'Écho", "Valmont"]),
        ("La Fédération française de rugby et le ministère des Transports.", None),
        ("Ils jouent la Coupe du monde 2026 au Mexique.", ["Coupe du monde 2026", "Mexique"]),
        ("Depuis lundi, les Français regardent.", []),
        ("La ministre de la Culture Claire Verdier a parlé.", ["Claire Verdier"]),
        ("Le Président et le Premier ministre reçoivent les Spinaliens.", []),
        ("L'Équipe de France gagne. Celui-ci part.", ["Équipe de France"]),
        ("Un King's College ouvre (Photo AFP).", ["King's College", "AFP"]),
        ("Une IA, dit-elle, reste une IA. L'IA progresse.", []),
        ("La grève touche les Émirats arabes unis et la Corée du Sud.", ["Émirats arabes unis", "Corée du Sud"]),
        ("Le contrat d'Orvex, Inc. expire en mars.", ["Orvex, Inc."]),
        ("Les photos sont sur www.Example.com/Paul et contact@Orvex.fr", []),
    ],
)
def test_finds_french_names(text: str, expected: list[str] | None) -> None:
    if expected is None:
        expected = ["Fédération française de rugby", "ministère des Transports"]
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orvex's chief, Maria Lund, spoke on Friday.", ["Orvex", "Maria Lund"]),
        ("Orvex CEO Tom Hale met President Lund in April.", ["Orvex", "Tom Hale", "Lund"]),
        ("The University of Valmont and the Bank of England agreed.", ["University of Valmont", "Bank of England"]),
        ("The London-based firm moved to St. Louis.", ["London", "St. Louis"]),
        ("American officials met Korean envoys on Monday.", []),
        ("Justice Secretary Anna Crane joined General Motors.", ["Anna Crane", "General Motors"]),
        ("The pro-Russian side lost; Valmont-era rules stay.", ["Valmont"]),
        ("The Department of Health and Human Services agreed.", ["Department of Health and Human Services"]),
        ("Use the Model 5 Pro of Orvex.", ["Model 5 Pro", "Orvex"]),
        ("The board has met. However, nothing was said.", []),
    ],
)
def test_finds_english_names(text: str, expected: list[str]) -> None:
    assert surfaces(text, "en") == expected


def test_a_word_that_only_begins_a_sentence_is_no_certain_name() -> None:
    assert surfaces("Réforme : le texte passe. Conclusion amère pour Paul Verdier.") == ["Paul Verdier"]
    (first, *_) = find("Gravier inquiet. Rien de plus.")
    assert not first.certain
    assert join("Gravier inquiet. Rien de plus.") == {}
    # Where another article knows the name, the mention counts.
    entity = join("Gravier inquiet. Rien de plus.", "Le groupe Gravier a cédé sa filiale.")["Gravier"]
    assert [mention.article for mention in entity.mentions] == ["a0", "a1"]


def test_a_subject_without_article_is_a_name() -> None:
    assert surfaces("Orvax a perdu son procès. Quelques jours plus tard, tout change.") == ["Orvax"]


def test_headings_with_capitals_everywhere_name_only_what_is_known() -> None:
    text = "Tom Hale Leaves Orvex After Long Talks With The Board\n\nOrvex said that Tom Hale had left the company."
    assert surfaces(text, "en") == ["Tom Hale", "Orvex", "Orvex", "Tom Hale"]


def test_a_name_split_by_a_line_end_is_one() -> None:
    line = "La commission d'enquête a entendu pendant plus de deux heures le maire Paul"
    assert "Paul\nVerdier" in surfaces(f"{line}\nVerdier, qui nie les faits.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Le PDG d'Orvex, Anton Kruse, a nié.", "Anton Kruse", "person"),
        ("Le PDG d'Orvex, Anton Kruse, a nié.", "Orvex", "organization"),
        ("L'avocate de Kruse, Milla Sand, conteste.", "Milla Sand", "person"),
        ("Le cofondateur de Palinor Joss Lindqvist est parti.", "Joss Lindqvist", "person"),
        ("Le cofondateur de Palinor Joss Lindqvist est parti.", "Palinor", "organization"),
        ("Ils utilisent le chatbot Brume chaque jour.", "Brume", "product"),
        ("Le journal Vesper en a parlé.", "Vesper", "organization"),
        ("La société Tarkan a été vendue.", "Tarkan", "organization"),
        ("Ils vivent en Norvège depuis mars.", "Norvège", "place"),
        ("L'incendie a eu lieu à Trévigny-sur-Ource hier.", "Trévigny-sur-Ource", "place"),
        ("Le festival Nuits Claires ouvre demain.", "Nuits Claires", "event"),
        ("Elle a tourné le film Marée haute.", "Marée", "work"),
        ("Kelmo Sarl, 58 ans, a été entendu.", "Kelmo Sarl", "person"),
    ],
)
def test_types_by_what_stands_around(text: str, name: str, kind: str) -> None:
    assert types(text)[name] == kind


def test_one_type_a_name_by_evidence_over_all_articles() -> None:
    found = types("On parle de Brume partout.", "Brume est lent.", "Le chatbot Brume a répondu.")
    assert found == {"Brume": "product"}


def test_family_name_full_name_and_title_are_one_person() -> None:
    entities = join("Anton Kruse a parlé. Kruse nie. M. Kruse part.", "Le ministre a vu Kruse hier.")
    assert [mention.surface for mention in entities["Anton Kruse"].mentions] == [
        "Anton Kruse",
        "Kruse",
        "Kruse",
        "Kruse",
    ]
    assert entities["Anton Kruse"].id == "anton-kruse"


def test_two_persons_of_one_family_name_stay_two() -> None:
    entities = join(
        "Paul Verdier a parlé. Verdier nie. Puis Claire Verdier est venue. Le jury a cru Verdier.",
        "Le jury a revu Verdier.",
        "Claire Verdier gagne. On félicite Claire Verdier.",
    )
    assert [(m.article, m.surface) for m in entities["Paul Verdier"].mentions] == [
        ("a0", "Paul Verdier"),
        ("a0", "Verdier"),
    ]
    # The bare name goes to the one last named; in an article that names neither in full, to the usual one.
    assert [(m.article, m.surface) for m in entities["Claire Verdier"].mentions] == [
        ("a0", "Claire Verdier"),
        ("a0", "Verdier"),
        ("a1", "Verdier"),
        ("a2", "Claire Verdier"),
        ("a2", "Claire Verdier"),
    ]


def test_a_bare_family_name_is_the_persons_whose_company_it_is_in() -> None:
    usual = "Paul Verdier dirige Orvex. On félicite Paul Verdier à Marseille. Paul Verdier sourit à Marseille."
    rare = "La juge Claire Verdier siège à Valmont. Elle a entendu Luc Brissac."
    entities = join(usual, rare, "À Valmont, Luc Brissac a revu Verdier.", "Hier, Mme Kovacs a revu Verdier.")
    assert "a2" in {m.article for m in entities["Claire Verdier"].mentions}
    assert "a3" in {m.article for m in entities["Paul Verdier"].mentions}, "nobody there is known: the usual one"
    # What stands everywhere says less than what stands in few articles.
    entities = join(
        "Paul Verdier parle à Marseille.",
        "Paul Verdier chante à Marseille.",
        "Claire Verdier a vu Luc Brissac.",
        "À Marseille, Luc Brissac a revu Verdier.",
        *["Il pleut à Marseille." for _ in range(3)],
    )
    assert "a3" in {m.article for m in entities["Claire Verdier"].mentions}


def known_as(*texts: str) -> dict[str, str]:
    """By the key of each name the id of what it means in a library of these articles."""
    candidates = {f"a{n}": names.find(Document.of(_article(text, f"a{n}"))) for n, text in enumerate(texts)}
    return known.learn(candidates, names.join(candidates))


def _article(text: str, id: str) -> Article:
    return Article(id=id, file="a.txt", text=text, language="fr")


def test_a_family_name_of_several_persons_means_nobody_in_an_article_that_is_added() -> None:
    one, other = "On a vu Paul Verdier. Puis Verdier part.", "On a vu Claire Verdier."
    assert known_as(one)["verdier"] == "paul-verdier"
    assert known_as(one, other)["verdier"] == known.NOBODY
    assert known_as(one, other)["claire verdier".replace(" ", "")] == "claire-verdier"
    assert known_as(*[one] * 3, other)["verdier"] == "paul-verdier", "named five times as often as all others"
    texts = {"b0": "Le jury a revu Verdier.", "b1": "On a entendu Verdier."}
    added = {id: names.find(Document.of(_article(text, id))) for id, text in texts.items()}
    entities = {entity.id: entity for entity in names.join({"a0": names.find(Document.of(_article(one, "a0")))})}
    assert set(entities) == {"paul-verdier"}
    new = known.name(added, NOTHING, {"verdier": known.NOBODY, "paulverdier": "paul-verdier"}, entities.get)
    assert "paul-verdier" not in {entity.id for entity in new}


def test_a_countrys_name_may_be_a_family_name() -> None:
    entities = join("Michael Jordan shone. Later Jordan rested.", "The king of Jordan spoke in Jordan.", language="en")
    assert [(m.article, m.surface) for m in entities["Michael Jordan"].mentions] == [
        ("a0", "Michael Jordan"),
        ("a0", "Jordan"),
    ]
    assert entities["Jordan"].type == "place"


def test_where_a_person_works_is_no_alias() -> None:
    assert len(join("Paul Verdier (ex-Orvex) arrive. Orvex se tait.")) == 2


def test_particles_initials_and_accents_join() -> None:
    entities = join("Luc de Brissac préside. M. de Brissac a dit non.", "Zoé Télier et Zoe Telier se ressemblent.")
    assert len(entities["Luc de Brissac"].mentions) == 2
    assert sum(entity.name in ("Zoé Télier", "Zoe Telier") for entity in entities.values()) == 1
    entities = join("Author Joanna K. Darnell spoke.", "J. K. Darnell and Joanna K. Darnell agree.", language="en")
    assert len(entities) == 1


def test_company_forms_spaces_and_articles_join() -> None:
    entities = join("On cite Orvex, Inc. et le groupe Orvex.", "Selon Le Vesper, Or Vex recule.", "Le journal Vesper")
    assert {entity.type for entity in entities.values()} == {"organization"}
    assert sorted(len(entity.mentions) for entity in entities.values()) == [2, 3]


def test_alias_statements_and_acronyms_join() -> None:
    entities = join("Il publie sur Zed (anciennement Chirper).", "Chirper a fermé. On quitte Chirper.")
    assert len(entities) == 1
    entities = join("La Fédération nationale des bouchers (FNB) proteste.", "Pour la FNB, c'est trop.")
    assert [len(entity.mentions) for entity in entities.values()] == [3]
    entities = join("Norland, formerly known as Vasco, fell.", "Shares of Vasco rose.", language="en")
    assert len(entities) == 1


def test_countries_join_over_spellings() -> None:
    (entity,) = join("Il part aux États-Unis.", "Elle revient des Etats-Unis.").values()
    assert (entity.type, len(entity.mentions)) == ("place", 2)


def test_joining_does_not_depend_on_the_order_of_articles() -> None:
    texts = [
        "Paul Verdier a parlé d'Orvex à Lyon. Verdier nie.",
        "Claire Verdier dirige Orvex, Inc. M. Verdier aussi.",
        "Zed (ex-Chirper) grandit. Verdier se tait.",
    ]
    candidates = {
        f"a{n}": names.find(Document.of(Article(id=f"a{n}", file="a", text=text))) for n, text in enumerate(texts)
    }
    shuffled = list(candidates.items())
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert names.join(dict(shuffled)) == names.join(candidates)


pieces = st.sampled_from(
    ["Paul", "Verdier", "de ", "M. ", "L'", "d'", "OpenX", "IA", "St. ", "J.", " ", "\n", ", ", "(", ")", "« ", "’",
     "LE MONDE ", "Le ", "www.", "@", ".gif", "Coupe du ", "-", " 15 ", "Inc.", "et ", "x", "'s ", "\u202f", "ß"]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(pieces, max_size=40).map("".join) | st.text(max_size=120), st.sampled_from(["fr", "en"]))
def test_any_text_gives_spans_in_order_and_entities(text: str, language: str) -> None:
    found = find(text, language)
    entities = names.join({"a": found})
    mentions = [mention for entity in entities for mention in entity.mentions]
    assert len({(mention.start, mention.end) for mention in mentions}) == len(mentions) <= len(found)


@pytest.mark.parametrize(
    "piece",
    [
        "Paul Verdier a vu Orvex. ",
        "A",
        "Aa ",
        "A.",
        "A-",
        "a.gif ",
        "x@",
        "Coupe du ",
        "LE MONDE ",
        "Paul\n",
        "l'",
        "'",
    ],
)
def test_time_grows_linearly(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.perf_counter()
        names.join({"a": find(piece * times)})
        return time.perf_counter() - begin

    seconds(10)
    small, large = min(seconds(500) for _ in range(3)), seconds(4_000)
    assert large < 40 * small + 0.3


def test_joining_grows_with_the_number_of_mentions() -> None:
    def seconds(articles: int) -> float:
        text = "Paul Verdier a vu Claire Verdier à Lyon. Verdier et Orvex se taisent."
        found = {
            f"a{n}": names.find(Document.of(Article(id=f"a{n}", file="a", text=text.replace("Orvex", f"Orvex{n}"))))
            for n in range(articles)
        }
        begin = time.perf_counter()
        names.join(found)
        return time.perf_counter() - begin

    small, large = min(seconds(100) for _ in range(3)), seconds(800)
    assert large < 40 * small + 0.3
