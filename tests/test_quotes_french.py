"""Reported speech in French."""

import pytest

from store.model import Post
from tests.quotes_support import quotes, said


@pytest.mark.parametrize(
    ("text", "words", "speaker", "cue"),
    [
        ("« On n'a jamais vu ça », a déclaré Claire Morel.", "On n'a jamais vu ça", "Claire Morel", "a déclaré"),
        ("« On n'a jamais vu ça », explique Claire Morel.", "On n'a jamais vu ça", "Claire Morel", "explique"),
        ("« On n'a jamais vu ça », avait lancé Claire Morel.", "On n'a jamais vu ça", "Claire Morel", "avait lancé"),
        ("« On n'a jamais vu ça », dira Claire Morel.", "On n'a jamais vu ça", "Claire Morel", "dira"),
        (
            "« On n'a jamais vu ça », s'indigne la maire, Claire Morel.",
            "On n'a jamais vu ça",
            "Claire Morel",
            "indigne",
        ),
        (
            "« On n'a jamais vu ça », a réagi auprès de l'AFP Claire Morel.",
            "On n'a jamais vu ça",
            "Claire Morel",
            "a réagi",
        ),
        ("« On n'a jamais vu ça », a indiqué lundi Mme Morel.", "On n'a jamais vu ça", "Morel", "a indiqué"),
        ("« On n'a jamais vu ça », témoigne une bénévole.", "On n'a jamais vu ça", "une bénévole", "témoigne"),
        ("« On n'a jamais vu ça », selon Paul Durand.", "On n'a jamais vu ça", "Paul Durand", "selon"),
        ("« On n'a jamais vu ça », dixit Paul Durand.", "On n'a jamais vu ça", "Paul Durand", "dixit"),
        ("Paul Durand a répondu : « Jamais de la vie. »", "Jamais de la vie.", "Paul Durand", "a répondu"),
        (
            "Sur la place, Paul Durand a répondu :\n« Jamais de la vie. »",
            "Jamais de la vie.",
            "Paul Durand",
            "a répondu",
        ),
        ("Paul Durand a répondu : « Jamais de la vie« .", "Jamais de la vie", "Paul Durand", "a répondu"),
        ("Paul Durand a répondu : » Jamais de la vie. »", "Jamais de la vie.", "Paul Durand", "a répondu"),
        ('Paul Durand, avocat de la ville, a déclaré : "Tout est dit."', "Tout est dit.", "Paul Durand", "a déclaré"),
        ("Paul Durand (LR) : « Ce budget est insincère. »", "Ce budget est insincère.", "Paul Durand", None),
        ("« Nous partons. » Paul Durand l'a répété mardi.", "Nous partons.", "Paul Durand", "a répété"),
        ("« Nous partons ! » Ainsi Paul Durand résume-t-il son choix.", "Nous partons !", "Paul Durand", "résume-t-il"),
        (
            "Et Paul Durand d'ajouter : « Nous irons jusqu'au bout. »",
            "Nous irons jusqu'au bout.",
            "Paul Durand",
            "ajouter",
        ),
    ],
)
def test_direct(text: str, words: str, speaker: str, cue: str | None) -> None:
    (quote,) = quotes(text)
    assert (quote.kind, quote.text, quote.speaker, quote.cue) == ("direct", words, speaker, cue)


@pytest.mark.parametrize(
    "inserted", [", a-t-elle dit,", ", explique Claire Morel, la maire.", ", se réjouit Claire Morel."]
)
def test_inserted_cues_stay_inside(inserted: str) -> None:
    text = f"Claire Morel est venue. « Le plus dur est derrière nous{inserted} Il faut tourner la page. »"
    (quote,) = quotes(text)
    assert quote.kind == "direct"
    assert quote.text == f"Le plus dur est derrière nous{inserted} Il faut tourner la page."
    assert quote.speaker == "Claire Morel"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Paul Durand a qualifié l'offre de son rival de « simple diversion ».", "simple diversion", "Paul Durand"),
        ("Le syndicat dénonce « un plan déguisé ».", "un plan déguisé", "Le syndicat"),
        ("Paul Durand s'est dit « très confiant ».", "très confiant", "Paul Durand"),
        ("La direction parle d'une « étape majeure ».", "étape majeure", "La direction"),
        ("Paul Durand voit là une « étape majeure ».", "étape majeure", "Paul Durand"),
        ("Le club « regrette les propos » de son joueur.", "regrette les propos", "Le club"),
        ("Un « plan déguisé », selon le syndicat.", "plan déguisé", "le syndicat"),
        ("Pour Paul Durand, la réforme est « injuste et brutale ».", "injuste et brutale", "Paul Durand"),
        ("Paul Durand part avec l'impression d'avoir « fait le tour ».", "fait le tour", "Paul Durand"),
    ],
)
def test_partial(text: str, words: str, speaker: str) -> None:
    found = [quote for quote in quotes(text) if quote.kind != "indirect"]
    assert [(quote.kind, quote.text, quote.speaker) for quote in found] == [("partial", words, speaker)]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Claire Morel a déclaré que le pont serait fermé.", "le pont serait fermé", "Claire Morel"),
        ("Claire Morel déclare, dans un communiqué, que le pont sera fermé.", "le pont sera fermé", "Claire Morel"),
        ("Claire Morel affirme vouloir fermer le pont.", "vouloir fermer le pont", "Claire Morel"),
        ("Claire Morel a assuré ne pas vouloir fermer le pont.", "ne pas vouloir fermer le pont", "Claire Morel"),
        ("Selon Claire Morel, le pont sera fermé.", "le pont sera fermé", "Claire Morel"),
        (
            "D'après une source proche du dossier, le pont sera fermé.",
            "le pont sera fermé",
            "une source proche du dossier",
        ),
        ("À en croire Claire Morel, le pont sera fermé.", "le pont sera fermé", "Claire Morel"),
        ("Le pont sera fermé, selon Claire Morel.", "Le pont sera fermé", "Claire Morel"),
        ("Le pont sera fermé lundi, a annoncé la préfecture.", "Le pont sera fermé lundi", "la préfecture"),
        ("Comme l'a rappelé Claire Morel, le pont est fermé.", "le pont est fermé", "Claire Morel"),
        ("Claire Morel accuse Paul Durand d'avoir fermé le pont.", "avoir fermé le pont", "Claire Morel"),
        ("Claire Morel reproche à la ville d'avoir fermé le pont.", "avoir fermé le pont", "Claire Morel"),
        ("Claire Morel promet de fermer le pont.", "fermer le pont", "Claire Morel"),
        ("Le gouvernement promet de fermer le pont.", "fermer le pont", "Le gouvernement"),
        ("Claire Morel a porté plainte, alléguant que le pont était fermé.", "le pont était fermé", "Claire Morel"),
        ("Claire Morel est partie en disant que le pont était fermé.", "le pont était fermé", "Claire Morel"),
        ("Claire Morel a fait savoir que le pont serait fermé.", "le pont serait fermé", "Claire Morel"),
        ("Claire Morel a qualifié Paul Durand d'incapable.", "incapable", "Claire Morel"),
        ("Claire Morel a fait part de sa volonté de fermer le pont.", "fermer le pont", "Claire Morel"),
        ("Claire Morel, qui dirige la ville, estime que le pont est sûr.", "le pont est sûr", "Claire Morel"),
        ("Certains affirment que le pont est sûr.", "le pont est sûr", "Certains"),
        ("De nombreux experts ont expliqué que le pont était sûr.", "le pont était sûr", "De nombreux experts"),
    ],
)
def test_indirect(text: str, words: str, speaker: str) -> None:
    assert said(text) == [("indirect", words, speaker)]


def test_the_marked_part_of_an_indirect_clause_is_a_quote_too() -> None:
    assert said("Claire Morel a ajouté que la décision serait prise « avant la fin du mois ».") == [
        ("indirect", "la décision serait prise « avant la fin du mois »", "Claire Morel"),
        ("partial", "avant la fin du mois", "Claire Morel"),
    ]


def test_the_authors_comment_ends_an_indirect_clause() -> None:
    text = "Claire Morel a déclaré que le pont serait fermé, ce qui a surpris la « petite reine »."
    assert said(text) == [("indirect", "le pont serait fermé", "Claire Morel")]
    text = "Claire Morel affirme que le pont est sûr, tandis que Paul Durand affirme que le pont est vieux."
    assert said(text) == [
        ("indirect", "le pont est sûr", "Claire Morel"),
        ("indirect", "le pont est vieux", "Paul Durand"),
    ]


def test_a_verb_after_another_keeps_the_speaker() -> None:
    found = said("Paul Durand a salué un « moment rare » et souhaité que le pont soit « un trait d'union ».")
    assert {speaker for *_, speaker in found} == {"Paul Durand"}
    assert [words for kind, words, _ in found if kind == "partial"] == ["moment rare", "un trait d'union"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Claire Morel a rejeté l'offre sur son site : Non merci, mais nous restons ici.",
            "Non merci, mais nous restons ici.",
        ),
        ("Claire Morel a pris position : Le pont est sûr et le restera.", "Le pont est sûr et le restera."),
        ("— Parce que je suis fatiguée, a répondu Claire Morel.", "Parce que je suis fatiguée"),
    ],
)
def test_unmarked(text: str, words: str) -> None:
    assert said(text) == [("unmarked", words, "Claire Morel")]


def test_what_the_author_tells_after_a_colon_is_indirect() -> None:
    assert said("Paul Durand a tranché mardi : il ira au bout de son contrat.") == [
        ("indirect", "il ira au bout de son contrat", "Paul Durand")
    ]


def test_each_answer_of_an_interview_is_one_quote() -> None:
    text = (
        "Entretien avec Claire Morel\nClaire Morel dirige le musée.\n"
        "Pourquoi fermer ?\nNous n'avions pas le choix. Je le regrette.\n"
        "Quel sera le prix ?\nIl reste à huit euros. J'y tiens.\nLe lundi sera gratuit.\n"
        "Et après ?\nMon contrat court toujours."
    )
    assert said(text) == [
        ("unmarked", "Nous n'avions pas le choix. Je le regrette.", "Claire Morel"),
        ("unmarked", "Il reste à huit euros. J'y tiens.\nLe lundi sera gratuit.", "Claire Morel"),
        ("unmarked", "Mon contrat court toujours.", "Claire Morel"),
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Paul Durand est parti. « Je suis fatigué », a-t-il dit.", "Paul Durand"),
        ("Paul Durand a accusé Claire Morel. « Je n'ai rien fait », a-t-elle répondu.", "Claire Morel"),
        ("Paul Durand est parti. « Je suis fatigué », glisse le milliardaire.", "Paul Durand"),
        ("Paul Durand est là. « C'est fini », a dit la mère de la victime.", "la mère de la victime"),
        ("Paul Durand est là. « C'est fini », a dit son avocate.", "son avocate"),
        ("Paul Durand est là. « C'est fini », dit-on sur place.", None),
        ("Paul Durand est là. Sa réponse aux critiques : « C'est fini. »", "Paul Durand"),
        ("Le président Paul Durand est venu. Le président de la Ligue est déçu : « C'est fini. »", "Paul Durand"),
        ("Novalis ferme une usine. « Rien n'est décidé », précise l'entreprise.", "Novalis"),
        ("Novalis ferme une usine. « Rien n'est décidé », indique le communiqué.", "Novalis"),
        (
            "La maire de Lille, Claire Morel, est venue avec Paul Durand. « C'est fini », a dit la maire.",
            "Claire Morel",
        ),
        ("Paul Durand est parti. « Nous enquêtons », a précisé le parquet.", "le parquet"),
        ("Paul Durand est parti. « Nous enquêtons », ont précisé les gendarmes.", "les gendarmes"),
        ("Paul Durand est parti. « Nous enquêtons », a dit le ministre de l'Intérieur.", "le ministre de l'Intérieur"),
        ("« Nous enquêtons », a-t-il dit.", None),
    ],
)
def test_who_speaks(text: str, speaker: str | None) -> None:
    assert [who for kind, _, who in said(text) if kind == "direct"] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Inès Bako a reçu Paul Durand. Ce dernier affirme que tout va bien.", "Paul Durand"),
        ("Le ministre délégué aux Transports, Paul Durand, a affirmé que tout allait bien.", "Paul Durand"),
        ("Le ministre des Affaires étrangères Paul Durand affirme que tout va bien.", "Paul Durand"),
        ("M. de Durand affirme que tout va bien.", "Durand"),
        ("Paul Durand a par ailleurs affirmé que tout allait bien.", "Paul Durand"),
        ("Paul Durand a, de son côté, affirmé que tout allait bien.", "Paul Durand"),
        ("Là où il est né, la fille de Paul Durand affirme que tout va bien.", "la fille de Paul Durand"),
        ("Selon Paul Durand, directeur de l'usine, tout va bien.", "Paul Durand"),
        ("Lille a affirmé que tout allait bien.", "Lille"),
        ("« Le Quotidien » affirme que tout va bien.", "Le Quotidien"),
        ("Un sondage affirme que tout va bien.", "Un sondage"),
        ("Un communiqué de Novalis affirme que tout va bien.", "Novalis"),
    ],
)
def test_what_a_speaker_is_called(text: str, speaker: str) -> None:
    assert [who for kind, _, who in said(text) if kind == "indirect"] == [speaker]


def test_an_inserted_verb_needs_no_list() -> None:
    (quote,) = quotes("« Nous partons demain », trompetta Paul Durand.")
    assert (quote.kind, quote.speaker, quote.cue) == ("direct", "Paul Durand", "trompetta")


def test_labelled_answers() -> None:
    text = "Q. - Que faire ?\nR. - Attendre.\nQ. - Et puis, dites-nous.\nR. - Attendre encore."
    assert [(kind, words) for kind, words, _ in said(text)] == [
        ("unmarked", "Attendre."),
        ("unmarked", "Attendre encore."),
    ]


def test_the_one_who_asks_does_not_answer() -> None:
    text = "Nous avons rencontré Claire Morel.\nLe journal : Que faire maintenant ?\n« Attendre encore un peu. »"
    assert said(text) == [("direct", "Attendre encore un peu.", "Claire Morel")]


def test_the_next_utterance_has_the_same_speaker() -> None:
    text = "« C'est fini », a dit Claire Morel. « Nous partons demain. »\n« Il le faut bien. »"
    assert [speaker for *_, speaker in said(text)] == ["Claire Morel"] * 3


def test_a_fragment_in_the_sentence_after_a_quote_belongs_to_its_speaker() -> None:
    text = "« C'est fini », explique Claire Morel. La fermeture sera « effective le 15 juillet »."
    assert said(text)[1] == ("partial", "effective le 15 juillet", "Claire Morel")


@pytest.mark.parametrize(
    "text",
    [
        "Le film « Les Fantômes » sort mercredi.",
        "Le séisme politique, ce « tremblement de terre », a surpris.",
        "Il a été mis en examen pour « homicide volontaire ».",
        "Le joueur surnommé « le Maître » a gagné.",
        "L'opération « Ville propre » commence lundi.",
        "L'annonce par Claire Morel de la vente surprend.",
        "Claire Morel n'a pas dit que le pont fermerait.",
        "On dit que le pire est passé.",
        "La banalisation des modèles suggère que le marché change.",
        "Le juge a quitté la salle et la note a plu.",
        "À lire aussi : « Dix chansons pour comprendre le rap »",
        'Un lien <a class="bouton large rouge"> traîne dans le texte.',
        "Selon la loi, le pont est public.",
        "Paul Durand a poursuivi la voleuse et « la belle » s'est enfuie.",
        "Le joueur, attaquant du club, a quitté le stade.",
    ],
)
def test_no_quotes(text: str) -> None:
    assert said(text) == []


def test_an_embedded_post_is_a_direct_quote() -> None:
    text = "Paul Durand a réagi.\nno thanks, we are fine\n— Paul Durand (@pd) 3 mars 2024\nLa suite demain."
    start = text.index("no thanks")
    stamp = (text.index("—"), text.index("\nLa suite"))
    post = Post(
        start, start + 22, author="Paul Durand", handle="pd", date="2024-03-03", url="https://x.example/1",
        language="en", stamp=stamp,
    )  # fmt: skip
    (quote,) = quotes(text, posts=(post,))
    assert (quote.kind, quote.text, quote.speaker) == ("direct", "no thanks, we are fine", "Paul Durand")
    assert (quote.date, quote.url, quote.language) == ("2024-03-03", "https://x.example/1", "en")


def test_spans_point_to_the_words() -> None:
    text = "Paul Durand est parti. « Je suis fatigué », a-t-il dit."
    (quote,) = quotes(text)
    assert quote.speaker_span == (0, 11)
    assert quote.cue_span is not None
    assert text[slice(*quote.cue_span)] == quote.cue == "a-t-il dit"


def test_ids_are_stable_and_different() -> None:
    text = "« Oui », a dit Claire Morel. « Oui », a dit Paul Durand."
    first, second = quotes(text)
    assert first.id != second.id
    assert [quote.id for quote in quotes(text)] == [first.id, second.id]


def test_a_cue_inside_marks_reports_nothing() -> None:
    assert said("« Il a dit que tout irait bien », raconte Claire Morel.") == [
        ("direct", "Il a dit que tout irait bien", "Claire Morel")
    ]
