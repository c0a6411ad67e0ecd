"""What the program says: rules have words in every language, French is set with the spaces it wants."""

from __future__ import annotations

import re

import pytest

from store.languages import codes, load
from store.model import Dating, Event
from tui.messages import AREAS, LANGUAGES, Messages, texts
from tui.whys import AREAS as WHY
from tui.whys import Phrases

RULES = sorted({rule["name"] for code in codes() for rule in load(code)["timex"]["rules"]})
# "2024? incertain" is how a date is written.
NOT_FRENCH = re.compile(r"2024\?")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_that_reads_a_date_has_words(lang):
    words = texts(lang, "rules")
    assert [name for name in RULES if f"rule.{name}" not in words] == []
    assert [key for key in words if key.removeprefix("rule.") not in RULES] == []
    assert all(words.values())


def test_the_words_of_a_rule_are_those_of_the_language():
    dating = Dating("a", "year-of-library", value="2025-03-10", anchor="2025", rule="weekday")
    event = Event("e", None, "", ())
    for lang, told in (("en", "the one nearest to publication"), ("fr", "le plus proche de la publication")):
        assert told in Phrases(event, None, Messages(lang, WHY)).dating(dating)


def test_a_rule_that_is_not_known_is_told_by_its_name():
    phrases = Phrases(Event("e", None, "", ()), None, Messages("fr", WHY))
    assert phrases.rule("third moon\x1b[31m") == "third moon"


@pytest.mark.parametrize("area", AREAS)
def test_french_is_set_with_its_spaces(area):
    say = Messages("fr", (area,))
    wrong = {}
    for key in texts("fr", area):
        text = NOT_FRENCH.sub("", say(key))
        # No line may break at these marks, and none of them stands without its space; "a:b" and "12:30" are none.
        if re.search(r" [;:!?»]|« |«[^\u00a0]|[^\u00a0]»|[\w)}][;!?](?:\s|$)|[^\W\d][:](?:\s|$)|[)}]:(?:\s|$)", text):
            wrong[key] = text
    assert wrong == {}


@pytest.mark.parametrize("area", AREAS)
def test_french_has_one_apostrophe(area):
    assert [key for key, text in texts("fr", area).items() if "’" in text] == []


def test_english_stays_as_it_is():
    say = Messages("en")
    assert all(say(key) == text for key, text in texts("en").items())


def test_counts_are_set_too():
    assert (
        Messages("fr", ("why",)).count("pair.line", 2).startswith("peut-être le même que 2 autres événements\u00a0: ")
    )
