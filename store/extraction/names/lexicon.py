"""The table `[names]` of a language in the form that the reader of names needs.

First names, places, company forms and organizations' words serve every language, since names travel: they are put
together from all language files, and longer lists of first names and towns (`gazetteer`) stand beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from store.extraction.names import gazetteer
from store.extraction.names.listed import Listed
from store.extraction.numbers import alternatives
from store.languages import Language, codes, load
from store.text import fold

TYPES = ("person", "organization", "place", "product", "event", "work")


@dataclass(frozen=True, eq=False)
class Everywhere:
    """What holds in every language; all words are folded (`store.text.fold`).

    `first_names` and `places` are the ones that are surely meant wherever they stand; `given` and `towns` are longer
    lists, with words among them that mean other things as well: they only say of what type a name is.
    """

    first_names: frozenset[str]
    given: frozenset[str]
    places: frozenset[str]
    towns: frozenset[str]
    countries: dict[str, str]
    country_names: dict[str, str]
    organization_words: frozenset[str]
    company_forms: frozenset[str]
    folded_forms: frozenset[str]
    group_words: frozenset[str]
    articles: tuple[str, ...]
    particles: frozenset[str]
    name_articles: frozenset[str]
    never: frozenset[str]
    heads: dict[str, str]
    town: re.Pattern[str]
    place_words: frozenset[str]
    place_prefixes: frozenset[str]
    abbreviations: frozenset[str]
    tails: frozenset[str]
    fixed: Listed
    long_places: Listed

    def is_given(self, name: str) -> bool:
        """Whether a folded word is a first name, alone or made of two."""
        first, *others = name.split("-")
        return name in self.given or first in self.first_names or (first in self.given and set(others) <= self.given)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What holds in one language; words are in lower case as the file has them."""

    everywhere: Everywhere
    common: frozenset[str]
    roles: frozenset[str]
    role_modifiers: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    elisions: frozenset[str]
    common_elisions: frozenset[str]
    acronyms: frozenset[str]
    demonyms: frozenset[str]
    adjectives: frozenset[str]
    not_adjectives: frozenset[str]
    adjective_endings: tuple[str, ...]
    finite: frozenset[str]
    finite_endings: tuple[str, ...]
    possessive: bool
    person_verbs: frozenset[str]
    organization_verbs: re.Pattern[str]
    either_roles: frozenset[str]
    nouns: dict[str, str]
    national: frozenset[str]
    place_before: frozenset[str]
    at: frozenset[str]
    on: frozenset[str]
    organization_before: frozenset[str]
    owners: dict[str, str]
    links: re.Pattern[str]
    purpose_links: re.Pattern[str]
    lower_links: bool
    alias: re.Pattern[str]
    age: re.Pattern[str]
    determiners: frozenset[str]
    issued: frozenset[str]
    traded: tuple[str, ...]
    motion: frozenset[str]
    toward: frozenset[str]
    exemplifying: frozenset[str]
    place_roles: frozenset[str]
    definite: frozenset[str]
    genitive: frozenset[str]
    introducing: frozenset[str]
    newspaper_words: frozenset[str]
    newspaper_heads: frozenset[str]
    slogan: re.Pattern[str]
    portfolio_roles: frozenset[str]
    portfolio: re.Pattern[str]
    given_to: tuple[str, ...]
    apposed: frozenset[str]
    openers: frozenset[str]
    lower_head: re.Pattern[str]
    join: re.Pattern[str]
    family: re.Pattern[str]
    surname: re.Pattern[str]
    verb_endings: tuple[str, ...]
    common_endings: tuple[str, ...]
    plural: frozenset[str]
    people_endings: tuple[str, ...]
    events: Listed
    double: frozenset[str]
    double_links: re.Pattern[str]
    lists: frozenset[str]
    titles_case: bool
    nouns_follow: bool
    kept_articles: frozenset[str]


@cache
def everywhere() -> Everywhere:
    """The lists that all languages share."""
    first: set[str] = set()
    places: set[str] = set()
    words: set[str] = set()
    forms: set[str] = set()
    groups: set[str] = set()
    never: set[str] = set()
    towns: list[str] = []
    fixed: list[str] = []
    spaced: list[str] = []
    ends: set[str] = set()
    prefixes: set[str] = set()
    abbreviations: set[str] = set()
    tails: set[str] = set()
    abroad: set[str] = set()
    heads: dict[str, str] = {}
    articles: set[str] = set()
    particles: set[str] = set()
    countries: dict[str, str] = {}
    usual: dict[str, str] = {}
    for code in codes():
        table = load(code)["names"]
        first |= {fold(name) for name in table["first_names"]}
        places |= {fold(name) for name in table["places"]}
        words |= {fold(word) for word in table["organization_words"]}
        forms |= {form.rstrip(".") for form in table["company_forms"]}
        towns += table["town_parts"]
        fixed += table["fixed"]
        spaced += [name for name in table["places"] if " " in name]
        spaced += [name for listed in table["countries"].values() for name in listed if " " in name]
        prefixes |= {fold(word) for word in table["place_prefixes"]}
        ends |= {fold(word) for word in table["place_words"]}
        abbreviations |= set(table["name_abbreviations"])
        tails |= set(table["tails"])
        never |= set(table["never"])
        abroad |= {word.rstrip("'") for word in (*table["articles"], *table["articles_abroad"])}
        heads |= {word: kind for kind, heading in table["heads"].items() for word in heading}
        groups |= {fold(word) for word in table["group_words"]}
        articles |= {fold(word) + ("" if word.endswith("'") else " ") for word in table["articles"]}
        particles |= {fold(word) for word in table["particles"]}
        for country, names in table["countries"].items():
            usual.setdefault(country, names[0])
            for name in names:
                countries.setdefault(fold(name), country)
    return Everywhere(
        frozenset(first),
        (gazetteer.first_names() - places) | first,
        frozenset(places),
        gazetteer.towns(),
        countries,
        usual,
        frozenset(words),
        frozenset(forms),
        frozenset(fold(form) for form in forms),
        frozenset(groups),
        tuple(sorted(articles)),
        frozenset(particles),
        frozenset(abroad),
        frozenset(never),
        heads,
        re.compile("|".join(towns)),
        frozenset(ends),
        frozenset(prefixes),
        frozenset(abbreviations),
        frozenset(tails),
        Listed(fixed),
        Listed(_unaccented(spaced)),
    )


def _shared_events() -> list[str]:
    """Events that are named alike in every language: those of several words."""
    return [event for code in codes() for event in load(code)["names"]["events"] if " " in event]


def _unaccented(names: list[str]) -> list[str]:
    """The names, also with a plain letter for a capital with an accent: "Emirats arabes unis"."""
    return [*names, *(fold(name[0]).upper() + name[1:] for name in names)]


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of `language`."""
    table = language["names"]
    links = [link for code in codes() for link in load(code)["names"]["links"]]
    purpose = [link for code in codes() for link in load(code)["names"]["purpose_links"]]
    owners = {word: kind for kind in ("person", "organization", "place") for word in table[f"{kind}_of"]}
    aliases = alternatives(table["aliases"])
    lower = [*table["lower_heads"], *table["national_heads"]]
    return Lexicon(
        everywhere=everywhere(),
        common=frozenset(table["common"]),
        roles=frozenset([*table["roles"], *(word + "s" for word in table["roles"])]),
        role_modifiers=frozenset(table["role_modifiers"]),
        honorifics=frozenset(table["honorifics"]),
        particles=frozenset(table["particles"]),
        articles=frozenset(table["articles"]),
        elisions=frozenset(table["elisions"]),
        common_elisions=frozenset(table["common_elisions"]),
        acronyms=frozenset(table["common_acronyms"]),
        demonyms=frozenset(table["demonyms"]),
        adjectives=frozenset(table["adjectives"]),
        not_adjectives=frozenset(table["not_adjectives"]),
        adjective_endings=tuple(table["adjective_endings"]),
        finite=frozenset(table["finite"]),
        finite_endings=tuple(table["finite_endings"]),
        possessive=bool(table["possessive"]),
        person_verbs=frozenset(table["person_verbs"]),
        organization_verbs=re.compile(rf" (?:{alternatives(table['organization_verbs'])})(?!\w)"),
        either_roles=frozenset(table["either_roles"]),
        nouns={form: kind for kind, words in table["before"].items() for word in words for form in (word + "s", word)},
        national=frozenset(table["national_heads"]),
        place_before=frozenset(table["place_before"]),
        at=frozenset(table["at"]),
        on=frozenset(table["on"]),
        organization_before=frozenset(table["organization_before"]),
        owners=owners,
        links=re.compile(rf" (?:{alternatives(links)})(?: |(?<='))"),
        purpose_links=re.compile(rf" (?:{alternatives(purpose)})(?: |(?<='))"),
        lower_links=bool(table["adjective_endings"]),
        alias=re.compile(rf",? ?\(? ?(?:{aliases})(?: |(?<=-))(?:de |d')?$", re.IGNORECASE),
        age=re.compile(rf",? ?\(?\d{{1,3}}(?: (?:{alternatives(table['age'])})(?!\w)|[,)])"),
        determiners=frozenset(table["determiners"]),
        issued=frozenset(table["issued"]),
        traded=tuple(table["traded"]),
        motion=frozenset(table["motion"]),
        toward=frozenset(table["toward"]),
        exemplifying=frozenset(table["exemplifying"]),
        place_roles=frozenset(table["place_roles"]),
        definite=frozenset(table["definite"]),
        genitive=frozenset(table["genitive"]),
        portfolio=re.compile(
            rf"(?<!\w)(?:{alternatives(table['portfolios'])})(?: [^\W\d_]{{3,20}})?"
            rf" (?:{alternatives(table['links'])})(?: |(?<='))$",
            re.IGNORECASE,
        ),
        newspaper_words=frozenset(fold(word) for word in table["newspaper_words"]),
        newspaper_heads=frozenset(table["newspaper_heads"]),
        slogan=re.compile(rf"(?:{table['slogan']})(?![\w'-])"),
        portfolio_roles=frozenset(table["portfolios"]),
        introducing=frozenset(table["introducing"]),
        given_to=tuple(table["given_to"]),
        apposed=frozenset(table["apposed"]),
        openers=frozenset([*table["openers"], *table["common"]]),
        lower_head=re.compile(
            rf"(?<!\w)({alternatives(lower)})(?: [^\W\d_]{{3,20}})?"
            rf"(?: (?:{alternatives(table['links'])})(?: |(?<=')))$",
            re.IGNORECASE,
        ),
        join=re.compile(rf" (?:{alternatives(table['name_links'])})(?: |(?<='))"),
        family=re.compile(rf" (?:{alternatives(table['family_links'])})(?: |(?<='))"),
        surname=re.compile(rf"(?<![\w'])(?:{alternatives(table['surname_links'])})(?: |(?<='))$"),
        verb_endings=tuple(table["verb_endings"]),
        common_endings=tuple(table["common_endings"]),
        plural=frozenset(table["plural"]),
        people_endings=tuple(table["people_endings"]),
        double=frozenset(table["double_heads"]),
        double_links=re.compile(rf" (?:{alternatives(table['double_links'])})(?: |(?<='))"),
        events=Listed([*table["events"], *_shared_events()]),
        lists=frozenset(table["lists"]),
        titles_case=bool(table["titles_case"]),
        nouns_follow=bool(table["nouns_follow"]),
        kept_articles=frozenset(table["kept_articles"]),
    )
