"""What sentences without names, dates or capitals of their own tell, and what they tell it of."""

from __future__ import annotations

import pytest

from store.assemble import assemble
from store.model import Account, Dataset, Event
from store.reading import make_article

DAY = "2025-03-11"


def story(*texts: str, language: str = "fr", published: str | None = DAY) -> Dataset:
    return assemble(
        [make_article(text, f"{n}.txt", language=language, published=published) for n, text in enumerate(texts)]
    )


def told(dataset: Dataset, words: str) -> list[tuple[Event, Account]]:
    return [(e, a) for e in dataset.events for a in e.accounts if words in a.text]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "La société a annoncé qu'elle verserait 3,2 millions d'euros aux victimes."),
        ("fr", "L'exploitant promet 3,4 millions d'euros d'indemnités."),
        ("fr", "Les secours ont évacué 61 passagers par une échelle."),
        ("fr", "Elle a nié avoir reçu un avertissement."),
        ("fr", "Le préjudice est estimé à 2,5 millions d'euros."),
        ("en", "The operator promises 3.4 million euros to the victims."),
        ("en", "The company has denied any wrongdoing."),
        ("en", "Rescuers evacuated 61 passengers from the wreck."),
    ],
)
def test_a_sum_a_count_or_a_deed_makes_an_account_without_a_name_or_a_date(language: str, sentence: str) -> None:
    lead = {
        "fr": "Le téléphérique de Nevers a déraillé dimanche. La directrice de Valcor, Anne Roy, est venue lundi.",
        "en": "The Hull cable car derailed on Sunday. The head of Valcor, Ann Roy, came to the site on Monday.",
    }[language]
    assert told(story(f"{lead}\n\n{sentence}", language=language), sentence)


def test_what_nobody_has_done_and_no_sum_tells_is_none() -> None:
    text = "Une cabine de Nevers a déraillé dimanche.\n\nElle exploite neuf lignes.\n\nLa montagne est belle en hiver."
    assert len([a for e in story(text).events for a in e.accounts]) == 1


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "fr",
            (
                "Une cabine du téléphérique de Nevers a déraillé dimanche. Quatorze personnes ont été blessées, selon "
                "un bilan communiqué lundi matin.",
                "L'accident du téléphérique de Nevers, dimanche, a fait dix-sept blessés.",
            ),
        ),
        (
            "en",
            (
                "A cabin of the Hull cable car derailed on Sunday. Fourteen people were injured, according to figures "
                "released on Monday morning.",
                "The accident of the Hull cable car on Sunday left 17 injured.",
            ),
        ),
    ],
)
def test_a_toll_is_of_what_was_told_before_it_and_compared_whatever_noun_counts(
    language: str, texts: tuple[str, str]
) -> None:
    dataset = story(*texts, language=language)
    (event, toll) = next((e, a) for e, a in told(dataset, texts[0].split(". ")[1][:12]))
    assert toll.date == "2025-03-09"
    assert event.date == "2025-03-09"
    assert [reading.value.split()[0] for d in event.disagreements for reading in d.values] == ["14", "17"]


@pytest.mark.parametrize(
    ("language", "sentence", "rest"),
    [
        (
            "fr",
            "Huit jours après la grève du port de Nevers, qui a coûté 3 millions, Anne Roy a démissionné.",
            "Anne Roy a",
        ),
        (
            "en",
            "A week after the strike at the port of Hull, which cost 3 million pounds, Ann Roy resigned.",
            "Ann Roy res",
        ),
    ],
)
def test_what_only_places_a_happening_is_another_one(language: str, sentence: str, rest: str) -> None:
    titles = [e.title for e, _ in told(story(sentence, language=language), rest)]
    assert any(title.startswith(("… " + rest, rest)) for title in titles)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Valcor s'est dit lundi « prêt à reprendre le contrat dès demain »."),
        ("fr", "« On nous a répondu que ça attendrait le printemps », a affirmé lundi le délégué Paul Garnier."),
        ("en", "Valcor said on Monday it was “ready to take over the contract tomorrow”."),
    ],
)
def test_a_day_that_somebody_names_loosely_dates_nothing(language: str, sentence: str) -> None:
    assert {account.date for _, account in told(story(sentence, language=language), sentence)} == {"2025-03-10"}


def test_what_somebody_announces_for_tomorrow_is_of_that_day() -> None:
    sentence = "« Nous fermerons l'usine demain », a annoncé lundi Anne Roy."
    assert "2025-03-11" in {account.date for _, account in told(story(sentence), sentence)}


def test_what_is_said_in_two_sentences_is_one_account() -> None:
    text = "Anne Roy est venue lundi à Nevers.\n\n« J'ai cru mourir. On a entendu un bruit énorme », a-t-elle raconté."
    assert [a.text[:14] for _, a in told(story(text), "bruit énorme")] == ["« J'ai cru mou"]


def test_the_parts_of_a_sentence_are_never_one_event() -> None:
    sentence = "Le port est exploité depuis 2019 par Valcor, qui avait racheté Lunaris et remporté l'appel d'offres."
    events = [event.id for event, _ in told(story(sentence), sentence)]
    assert len(events) == len(set(events)) == 2


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "a-t-elle précisé devant la presse"), ("en", "she told the council later")]
)
def test_whoever_is_quoted_is_in_the_event(language: str, words: str) -> None:
    text = {
        "fr": "La procureure Hélène Morin a ouvert une enquête lundi.\n\n"
        "« Rien n'a été réparé », a-t-elle précisé devant la presse.",
        "en": "Prosecutor Helen Morris opened an inquiry on Monday.\n\n"
        "“Nothing was ever repaired,” she told the council later.",
    }[language]
    dataset = story(text, language=language)
    (_, account) = told(dataset, words)[0]
    names = {entity.id: entity.name for entity in dataset.entities}
    assert {names[id] for id in account.entities} >= {"Hélène Morin" if language == "fr" else "Helen Morris"}


def test_two_reporters_words_for_one_utterance_are_put_together() -> None:
    dataset = story(
        "« Nous n'avons rien à cacher », a déclaré lundi la directrice de Valcor, Anne Roy.",
        "La directrice de Valcor, Anne Roy, a déclaré lundi : « Nous ne cachons rien du tout ».",
    )
    assert [len(group.quotes) for group in dataset.quote_groups] == [2]


def test_two_utterances_of_one_speaker_are_not() -> None:
    dataset = story(
        "« Nous n'avons rien à cacher », a déclaré lundi la directrice de Valcor, Anne Roy.",
        "La directrice de Valcor, Anne Roy, a déclaré lundi : « Toutes les victimes seront indemnisées ».",
    )
    assert not dataset.quote_groups


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous vous formons à la comptabilité, un audit est offert à Lyon en mars 2025."),
        ("en", "Valcor trains your accountants in Leeds from March 2025."),
    ],
)
def test_what_speaks_to_the_reader_is_no_account(language: str, text: str) -> None:
    assert not story(text, language=language).events


def test_a_day_later_than_all_articles_is_of_the_year_nearest_to_them_and_doubted() -> None:
    dataset = assemble(
        [
            make_article(
                "Le frein avait été réparé le 22 novembre à Nevers par Paul Garnier. La cabine de Nevers a déraillé le "
                "12 janvier 2025. Le conseil de Nevers a voté une aide le 22 novembre.",
                "a.txt",
                language="fr",
            ),
            make_article("La cabine de Nevers a déraillé dimanche.", "b.txt", language="fr", published="2025-01-14"),
        ]
    )
    assert {account.date for _, account in told(dataset, "22 novembre")} == {"2024-11-22?"}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "fr",
            "Une enquête pour blessures involontaires a été ouverte par le parquet de Nevers.",
            "Dix-sept personnes ont été blessées à Nevers, selon le parquet de Nevers.",
        ),
        ("en", "Paul Garner of Hull was charged with murder.", "Three people were murdered in Hull, Paul Garner said."),
    ],
)
def test_a_charge_is_not_what_happened(language: str, one: str, other: str) -> None:
    dataset = story(one, other, language=language)
    assert {event.id for event, _ in told(dataset, one)}.isdisjoint(event.id for event, _ in told(dataset, other))


def test_a_title_is_not_cut_within_a_figure() -> None:
    text = (
        "L'exploitant italien du téléphérique de Nevers, Valcor Montagne, a promis lundi 3,4 millions d'euros aux "
        "victimes de l'accident et à leurs familles."
    )
    assert not any(event.title.rstrip(" …").endswith(" 3") for event in story(text).events)


@pytest.mark.parametrize(
    ("language", "text", "words", "date"),
    [
        ("en", "Paul Garner flew to Hull on Monday night and is due to sign a contract.", "flew", "2025-03-10"),
        ("en", "Hull Rovers host Eastbrook on Saturday.", "host", "2025-03-15"),
        ("fr", "Le procès de Paul Garnier a été mis en délibéré au 2 avril.", "délibéré", "2025-04-02"),
    ],
)
def test_on_which_side_a_day_lies(language: str, text: str, words: str, date: str) -> None:
    assert {account.date for _, account in told(story(text, language=language), words)} == {date}


def test_a_title_tells_what_happened_and_not_who_was_near() -> None:
    dataset = story(
        "Paul Garnier, 34 ans, se trouvait dans la cabine qui a déraillé dimanche à Nevers, dans la Nièvre.",
        "Une cabine du téléphérique de Nevers a déraillé dimanche en fin d'après-midi.",
    )
    assert [event.title[:20] for event in dataset.events] == ["Une cabine du téléph"]
