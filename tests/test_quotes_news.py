"""Reported speech in whole passages, of the kinds that news is made of."""

from dataclasses import replace

import msgspec
import pytest

from store.assemble import assemble
from store.model import Article, Quote
from tests.quotes_support import quotes, said

Told = tuple[str, str, str | None]

FRENCH: dict[str, tuple[str, list[Told]]] = {
    "after a match": (
        "Battu dimanche à Lille, Paul Durand n'a pas cherché d'excuses. « On a été mauvais, il faut le dire"
        " », a reconnu"
        " l'entraîneur au micro de RMC. « Les joueurs sont tristes, mais ils vont relever la tête », a-t-il poursuivi."
        " Interrogé sur son avenir, le technicien a botté en touche : « Posez la question au président. »",
        [
            ("direct", "On a été mauvais, il faut le dire", "Paul Durand"),
            ("direct", "Les joueurs sont tristes, mais ils vont relever la tête", "Paul Durand"),
            ("direct", "Posez la question au président.", "Paul Durand"),
        ],
    ),
    "court": (
        "Le procès de Paul Durand, poursuivi pour « abus de confiance » et « faux en écriture », s'est ouvert lundi à"
        " Lille. À la barre, Paul Durand a demandé pardon. « J'ai honte, a-t-il murmuré, la voix cassée. Je n'ai pas"
        " d'explication. » La procureure, Claire Morel, a requis trois ans de prison, dénonçant « une trahison"
        " méthodique ». L'avocat du prévenu, Me John Baker, a plaidé la relaxe : « Ce dossier est vide. »",
        [
            ("direct", "J'ai honte, a-t-il murmuré, la voix cassée. Je n'ai pas d'explication.", "Paul Durand"),
            ("partial", "une trahison méthodique", "Claire Morel"),
            ("direct", "Ce dossier est vide.", "John Baker"),
        ],
    ),
    "parliament": (
        "À l'Assemblée, la ministre Claire Morel a défendu son texte sous les huées. « Vous n'avez rien compris ! », a"
        " lancé la ministre à l'opposition. « Et vous, rien écouté », lui a rétorqué Paul Durand, député de Lille."
        " La ministre a assuré que la loi serait votée « avant l'été ».",
        [
            ("direct", "Vous n'avez rien compris !", "Claire Morel"),
            ("direct", "Et vous, rien écouté", "Paul Durand"),
            ("indirect", "la loi serait votée « avant l'été »", "Claire Morel"),
            ("partial", "avant l'été", "Claire Morel"),
        ],
    ),
    "business wire": (
        "Novalis a annoncé mercredi la suppression de 300 postes en Europe. « Cette décision est difficile mais"
        " nécessaire », affirme Claire Morel, directrice générale du groupe, citée dans un communiqué. Le groupe vise"
        " « une marge de 12 % d'ici à 2026 » et précise que les sites français seront épargnés. Le titre a"
        " perdu 4 %, un"
        " recul « exagéré », juge Paul Durand, analyste chez Acme.",
        [
            ("direct", "Cette décision est difficile mais nécessaire", "Claire Morel"),
            ("partial", "une marge de 12 % d'ici à 2026", "Novalis"),
            ("indirect", "les sites français seront épargnés", "Novalis"),
            ("partial", "exagéré", "Paul Durand"),
        ],
    ),
    "live": (
        "18h05 – Paul Durand a tweeté : « Tout va bien, je suis en sécurité. »\n"
        "18h12 – La préfecture appelle les habitants à rester chez eux.\n"
        "18h20 – « Nous avons eu très peur », témoigne Inès Bako, serveuse, jointe par téléphone.\n"
        "18h31 – Claire Morel sur X : « Je me rends sur place. »",
        [
            ("direct", "Tout va bien, je suis en sécurité.", "Paul Durand"),
            ("indirect", "rester chez eux", "La préfecture"),
            ("direct", "Nous avons eu très peur", "Inès Bako"),
            ("direct", "Je me rends sur place.", "Claire Morel"),
        ],
    ),
    "letter": (
        "Dans une lettre adressée aux salariés, Claire Morel écrit : « Chers collègues, l'année a été rude."
        " Je vous dois"
        " la vérité. » La directrice y reconnaît des « erreurs de calendrier ».",
        [
            ("direct", "Chers collègues, l'année a été rude. Je vous dois la vérité.", "Claire Morel"),
            ("partial", "erreurs de calendrier", "Claire Morel"),
        ],
    ),
    "nested": (
        "Paul Durand raconte : « Elle m'a dit “va-t'en” et je suis parti. »",
        [("direct", "Elle m'a dit “va-t'en” et je suis parti.", "Paul Durand")],
    ),
    "two paragraphs": (
        "« Nous avons tout perdu, raconte Inès Bako. La maison, les meubles, les photos.\n"
        "« Mais nous sommes vivants, et c'est l'essentiel. »",
        [
            ("direct", "Nous avons tout perdu, raconte Inès Bako. La maison, les meubles, les photos.", "Inès Bako"),
            ("direct", "Mais nous sommes vivants, et c'est l'essentiel.", "Inès Bako"),
        ],
    ),
    "marks on lines of their own": (
        "Claire Morel a déclaré :\n«\nIl n'y aura pas de retour en arrière.\n»\nLa séance a été levée.",
        [("direct", "Il n'y aura pas de retour en arrière.", "Claire Morel")],
    ),
    "a company by what it is": (
        "Novalis rappelle 3 000 voitures. Le constructeur évoque « un défaut mineur ». « La sécurité passe"
        " avant tout »,"
        " insiste le groupe.",
        [
            ("partial", "un défaut mineur", "Novalis"),
            ("direct", "La sécurité passe avant tout", "Novalis"),
        ],
    ),
    "a headline": (
        "Incendie de Lille : « On a tout perdu »\nPar Claire Morel\n"
        "Le feu a pris lundi.\n« On a tout perdu en une heure », souffle Inès Bako.",
        [
            ("direct", "On a tout perdu", "Inès Bako"),
            ("direct", "On a tout perdu en une heure", "Inès Bako"),
        ],
    ),
    "times are no speakers": (
        "Inès Bako a été élue. La veille encore, elle jurait : « Je ne suis pas candidate. » Deux jours plus tôt, dans"
        " une note interne, un conseiller disait le scrutin « perdu d'avance ».",
        [
            ("direct", "Je ne suis pas candidate.", "Inès Bako"),
            ("partial", "perdu d'avance", "un conseiller"),
        ],
    ),
    "own words": (
        "Paul Durand part, « la tête haute », selon sa formule. À l'en croire, personne ne l'a poussé : « J'ai choisi"
        " seul. » Sur la grille, un écriteau : « Fermé pour travaux ».",
        [
            ("partial", "la tête haute", "Paul Durand"),
            ("indirect", "personne ne l'a poussé", "Paul Durand"),
            ("direct", "J'ai choisi seul.", "Paul Durand"),
        ],
    ),
    "a shared auxiliary": (
        "La présidente du tribunal a, elle, fustigé « un mépris des règles ». Claire Morel a ouvert une enquête pour"
        " « escroquerie » et promis « toute la lumière ».",
        [
            ("partial", "un mépris des règles", "La présidente du tribunal"),
            ("partial", "toute la lumière", "Claire Morel"),
        ],
    ),
    "a fragment within a negation": (
        "Claire Morel ne « regrette rien » de ces années.",
        [("partial", "regrette rien", "Claire Morel")],
    ),
    "for whom": (
        "« C'est un jour noir », a réagi sur X le président du club, Paul Durand, pour qui « le gouvernement"
        " n'a rien vu ».",
        [("direct", "C'est un jour noir", "Paul Durand"), ("partial", "le gouvernement n'a rien vu", "Paul Durand")],
    ),
    "an apposition to the source": (
        "Pour Paul Durand, ancien ministre de l'Agriculture, « cette loi arrive trop tard ». « Mieux vaut"
        " tard que jamais »,"
        " glisse un conseiller de l'exécutif, qui redoute « une rentrée explosive ».",
        [
            ("partial", "cette loi arrive trop tard", "Paul Durand"),
            ("direct", "Mieux vaut tard que jamais", "un conseiller de l'exécutif"),
            ("partial", "une rentrée explosive", "un conseiller de l'exécutif"),
        ],
    ),
    "an inserted cue before marked words": (
        "L'État, a promis Claire Morel, « sera au rendez-vous ».",
        [("partial", "sera au rendez-vous", "Claire Morel")],
    ),
    "a denial": (
        "« Nous ne commentons pas les rumeurs », fait-on savoir au club. Son ex-mari, lui, nie tout en bloc"
        " : « Je ne l'ai"
        " jamais touchée. »",
        [
            ("direct", "Nous ne commentons pas les rumeurs", None),
            ("direct", "Je ne l'ai jamais touchée.", "Son ex-mari"),
        ],
    ),
    "names that are no speakers": (
        "La cheffe des députés AFP a jugé que le texte était « bâclé ». Le procureur, Paul Durand, a précisé"
        " lors d'un point"
        " presse que le suspect avait été « interpellé à son domicile ».",
        [
            ("indirect", "le texte était « bâclé »", "La cheffe des députés AFP"),
            ("partial", "bâclé", "La cheffe des députés AFP"),
            ("indirect", "le suspect avait été « interpellé à son domicile »", "Paul Durand"),
            ("partial", "interpellé à son domicile", "Paul Durand"),
        ],
    ),
    "reactions in a list": (
        "Paul Durand (sélectionneur) : « Il faut regarder devant nous. »\nInès Bako (attaquante) : « Je suis déçue. »",
        [
            ("direct", "Il faut regarder devant nous.", "Paul Durand"),
            ("direct", "Je suis déçue.", "Inès Bako"),
        ],
    ),
    "a document quoted as a predicate": (
        "Le PDG de Novalis, Paul Durand, « quitte le groupe avec le sentiment du devoir accompli », selon un"
        " conseiller.",
        [("partial", "quitte le groupe avec le sentiment du devoir accompli", "un conseiller")],
    ),
    "a first name and a gesture": (
        "Trois ans après, Claire Morel n'a rien oublié. « Le bruit, surtout. » Elle marque une pause. « Et puis le"
        " silence. »",
        [("direct", "Le bruit, surtout.", "Claire Morel"), ("direct", "Et puis le silence.", "Claire Morel")],
    ),
    "participles": (
        "« Je demande pardon », a lu Paul Durand, la voix éteinte. « Jamais », a trompetté Inès Bako.",
        [("direct", "Je demande pardon", "Paul Durand"), ("direct", "Jamais", "Inès Bako")],
    ),
    "offices and places": (
        "« Toute la lumière sera faite », a promis Paul Durand. Et le Premier ministre d'ajouter : « Il n'y aura aucune"
        " impunité. » Le président de la région Lille plaide pour une primaire, selon Inès Bako.",
        [
            ("direct", "Toute la lumière sera faite", "Paul Durand"),
            ("direct", "Il n'y aura aucune impunité.", "Paul Durand"),
            ("indirect", "une primaire", "Le président de la région Lille"),
        ],
    ),
    "titles and words at a distance": (
        "« Les Fantômes de la nuit », film de Claire Morel, sort mercredi. Le rappeur, jugé pour « apologie"
        " du terrorisme »,"
        " a été relaxé. Il a reçu cinq ans d'inéligibilité pour « favoritisme » et « prise illégale d'intérêts ».",
        [],
    ),
}

ENGLISH: dict[str, tuple[str, list[Told]]] = {
    "court": (
        'Tom Hill was sentenced to five years for "wire fraud" on Friday. "I am truly sorry," the former'
        " banker told the"
        ' court. His lawyer, John Baker, said he would appeal. Prosecutors had called the scheme "a fraud of staggering'
        ' greed".',
        [
            ("direct", "I am truly sorry,", "Tom Hill"),
            ("indirect", "he would appeal", "John Baker"),
            ("partial", "a fraud of staggering greed", "Prosecutors"),
        ],
    ),
    "after a match": (
        '"We were second best," admitted Tom Hill after the defeat. "I\'ve told the lads: \'forget it\',"'
        " the coach added."
        ' Asked about the penalty, Hill smiled. "No comment from me."',
        [
            ("direct", "We were second best,", "Tom Hill"),
            ("direct", "I've told the lads: 'forget it',", "Tom Hill"),
            ("direct", "No comment from me.", "Tom Hill"),
        ],
    ),
    "parliament": (
        '"Order, order," the speaker shouted as Anna Roe rose to reply. Roe dismissed the motion as "a'
        ' stunt" and said the'
        " government would not resign.",
        [
            ("direct", "Order, order,", "the speaker"),
            ("partial", "a stunt", "Roe"),
            ("indirect", "the government would not resign", "Roe"),
        ],
    ),
    "business wire": (
        'Acme Corp said on Thursday it had agreed to buy Novalis for $2 billion. "This is a landmark deal," Acme Chief'
        " Executive Anna Roe said in a statement. The deal will close by June, according to a banker.",
        [
            ("indirect", "it had agreed to buy Novalis for $2 billion", "Acme Corp"),
            ("direct", "This is a landmark deal,", "Anna Roe"),
            ("indirect", "The deal will close by June", "a banker"),
        ],
    ),
    "several paragraphs": (
        "“It began at dawn,” said fire chief Maria Lopez. “First came the smoke.\n\n“Then we ran.\n\n“Nobody"
        " looked back.”",
        [
            ("direct", "It began at dawn,", "Maria Lopez"),
            ("direct", "First came the smoke.", "Maria Lopez"),
            ("direct", "Then we ran.", "Maria Lopez"),
            ("direct", "Nobody looked back.", "Maria Lopez"),
        ],
    ),
    "live": (
        '10:15 – Tom Hill posts on X: "I will be back."\n10:40 – Police say the road is closed.',
        [("direct", "I will be back.", "Tom Hill"), ("indirect", "the road is closed", "Police")],
    ),
    "a headline": (
        "Mayor: 'We will rebuild'\nAnna Roe, the mayor, spoke on Monday.\n'We will rebuild, whatever it"
        " costs,' she said.",
        [("direct", "We will rebuild", "Anna Roe"), ("direct", "We will rebuild, whatever it costs,", "Anna Roe")],
    ),
    "a role between": (
        "“The house was no longer there,” their chief executive, Tom Hill, told shareholders. Two days"
        " later, in a memo, a"
        " plant manager complained that the pumps were “held together with tape.”",
        [
            ("direct", "The house was no longer there,", "Tom Hill"),
            ("partial", "held together with tape.", "a plant manager"),
        ],
    ),
    "nobody's words": (
        "Anna Roe criticised the “zero waste” programme of the town. Workers had a name for the hall: “the oven.”",
        [],
    ),
    "a message": (
        "Maria Lopez stayed. Her message to London is brief: come and stand in this street.",
        [("unmarked", "come and stand in this street.", "Maria Lopez")],
    ),
    "an insertion before the verb": (
        'One cabinet minister, speaking on condition of anonymity, called the budget "a car crash". Shares'
        " fell 4% after the"
        ' chipmaker warned of "significant headwinds".',
        [
            ("partial", "a car crash", "One cabinet minister"),
            ("partial", "significant headwinds", "the chipmaker"),
        ],
    ),
    "a verb in no list": (
        '"It is a fantastic feeling," beamed Maria Lopez after her 6-2, 6-4 win on Sunday in Texas.',
        [("direct", "It is a fantastic feeling,", "Maria Lopez")],
    ),
    "a lawyer by her name": (
        'Hill\'s lawyer, Maria Lopez, described the ruling as "perverse". The judge, Mr Justice Baker, told'
        ' Hill he was "a'
        ' predator".',
        [("partial", "perverse", "Maria Lopez"), ("partial", "a predator", "Baker")],
    ),
    "a report": (
        'The report found that staff had "repeatedly ignored" warnings. It said the failures were "systemic".',
        [
            ("indirect", 'staff had "repeatedly ignored" warnings', "The report"),
            ("partial", "repeatedly ignored", "The report"),
            ("indirect", 'the failures were "systemic"', "The report"),
            ("partial", "systemic", "The report"),
        ],
    ),
    "questions and answers at a trial": (
        '"Are you proud of yourself?" the prosecutor asked. "No, sir," Hill replied. "I am not."',
        [
            ("direct", "Are you proud of yourself?", "the prosecutor"),
            ("direct", "No, sir,", "Hill"),
            ("direct", "I am not.", "Hill"),
        ],
    ),
    "the head of a body": (
        'Anna Roe spoke for an hour. "The time of illusions is over," the Acme president said.',
        [("direct", "The time of illusions is over,", "Anna Roe")],
    ),
    "anonymity": (
        '"We just want answers," says one of them, a retired nurse who asked not to be named.',
        [("direct", "We just want answers,", "one of them")],
    ),
    "verbs of telling that are inserted": (
        '"It will take years to rebuild," warned Mayor Maria Lopez, standing amid the rubble. "What a'
        ' night!" Hill told the'
        " crowd.",
        [("direct", "It will take years to rebuild,", "Maria Lopez"), ("direct", "What a night!", "Hill")],
    ),
    "a name that is a month": (
        '"No deal is better than a bad deal," Mrs May once said.',
        [("direct", "No deal is better than a bad deal,", "May")],
    ),
    "nobody to be read": (
        '"The prices will rise again soon," it was stated somewhere in the long and boring annex to the plan'
        " of the town.",
        [("direct", "The prices will rise again soon,", None)],
    ),
}


@pytest.mark.parametrize("kind", FRENCH)
def test_french(kind: str) -> None:
    text, expected = FRENCH[kind]
    assert said(text) == expected


@pytest.mark.parametrize("kind", ENGLISH)
def test_english(kind: str) -> None:
    text, expected = ENGLISH[kind]
    found = said(text, "en")
    assert [one for one in found if one in expected or one[0] != "indirect"] == expected


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("« Nous partons », a déclaré Claire Morel à l'AFP.", "AFP"),
        ("« Nous partons », a soufflé Claire Morel à un voisin.", "un voisin"),
        ("« Nous partons », a dit Claire Morel devant la presse.", "la presse"),
        ("La préfète, Claire Morel, au micro de Novalis : « Nous partons demain. »", "Novalis"),
        ("Face à Reuters, Claire Morel a assuré que tout irait bien.", "Reuters"),
        ("Devant les députés, Claire Morel a assuré que tout irait bien.", "les députés"),
        ("Claire Morel a confirmé au Matin, lundi, que tout irait bien.", "Matin"),
        ("Claire Morel a confirmé dans un entretien au Matin que tout irait bien.", "Matin"),
        ("« Nous partons », a dit Claire Morel devant 400 militants.", "400 militants"),
        ("Claire Morel affirme, face aux autres groupes, que tout ira bien.", None),
        ("Claire Morel a indiqué à Lille que tout irait bien.", None),
        ("Claire Morel a dit à demi-mot que tout irait bien.", None),
        ("« Nous partons », a déclaré Claire Morel.", None),
    ],
)
def test_to_whom_in_french(text: str, to: str | None) -> None:
    (quote,) = quotes(text)
    assert quote.to == to


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Anna Roe told Reuters that it was over.", ["Reuters"]),
        ("Anna Roe told a press conference it was over.", ["a press conference"]),
        ("It was closed for good, Anna Roe told reporters in Texas.", ["reporters"]),
        ("Anna Roe said in an interview with Reuters that it was over.", ["Reuters"]),
        ('"It is over," Anna Roe told the Acme. "We never stop."', ["Acme", "Acme"]),
        ("Anna Roe told us it was over.", [None]),
        ("Anna Roe said it was over.", [None]),
    ],
)
def test_to_whom_in_english(text: str, to: list[str | None]) -> None:
    assert [quote.to for quote in quotes(text, "en")] == to


def test_the_library_names_whom_it_is_said_to() -> None:
    text = "Anna Roe met reporters from the BBC. Anna Roe told the BBC that it was over. The BBC was there."
    dataset = assemble([Article(id="a", file="a.txt", text=text, language="en")])
    assert [(quote.speaker, quote.to) for quote in dataset.quotes] == [("Anna Roe", "BBC")]


def test_a_spokesman_is_not_the_one_he_speaks_for() -> None:
    text = "Acme Corp lost money. A spokesman for Acme Corp denied that any warning had been ignored."
    dataset = assemble([Article(id="a", file="a.txt", text=text, language="en")])
    assert [quote.speaker for quote in dataset.quotes] == ["A spokesman for Acme Corp"]


def test_quotes_stored_without_an_addressee_are_still_read() -> None:
    (quote,) = quotes("« Nous partons », a déclaré Claire Morel à l'AFP.")
    stored = {key: value for key, value in msgspec.to_builtins(quote).items() if key != "to"}
    assert msgspec.convert(stored, Quote) == replace(quote, to=None)
