"""What is known of each language, as data: one TOML file a language, and this loader, which knows none.

A third language is one new file beside `fr.toml` and `en.toml`; their tables say what each part of the program needs.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from store.text import level

_WORD = re.compile(r"[^\W\d_]+")


class Language:
    """One language's data: `code` (ISO 639-1) and the tables of its file, read with `language["names"]`.

    A module that needs its table in another form (a compiled pattern, a set) keeps it with `functools.cache` under the
    language's code.
    """

    def __init__(self, code: str, tables: dict[str, Any]) -> None:
        self.code = code
        self.tables = tables

    def __getitem__(self, table: str) -> dict[str, Any]:
        found: dict[str, Any] = self.tables[table]
        return found

    def __repr__(self) -> str:
        return f"Language({self.code!r})"


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a file, in alphabetical order."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load(code: str) -> Language:
    """The language `code`.

    Raises:
        LookupError: there is no file for it.
    """
    if code not in codes():
        raise LookupError(f"no language file for {code!r} (there are: {', '.join(codes())})")
    # The compiled reader: these files are long, and every build reads them.
    return Language(code, tomli.loads((files(__package__) / f"{code}.toml").read_text("utf-8")))


def guess(text: str) -> str:
    """The code of the language that `text` is most likely in, by the share of its function words.

    A text without any is taken for the first in `codes()` order that every tie falls to: French stands before English
    in `priority` of the files.
    """
    counts = Counter(word.casefold() for word in _WORD.findall(level(text[:20_000])))
    languages = [load(code)["language"] | {"code": code} for code in codes()]
    best = max(languages, key=lambda table: (sum(counts[w] for w in table["function_words"]), table["priority"]))
    return str(best["code"])
