"""What the program says, a module a language (and area).  Nothing else in `tui` holds words for the user."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from importlib import import_module

LANGUAGES = ("en", "fr")
AREAS = ("", "cli", "help", "why", "rules", "correct", "config")
"""The explorer's own words (""), those of the commands, their help, why events are as they are, what the rules that
read dates do, corrections, and what is wrong with settings; only what is asked for is imported."""
_HIGH = re.compile(r" (?=[;!?])")
_WIDE = re.compile(r" (?=:(?:\s|$)|»)|(?<=«) ")


def texts(lang: str, area: str = "") -> dict[str, str]:
    """All messages of one of `LANGUAGES` and `AREAS`; all languages have the same keys (a test compares them).

    Only the language that is spoken is imported.
    """
    module = f"{area}_{lang}" if area else lang
    found: dict[str, str] = import_module(f"tui.messages.{module}").TEXTS
    return found


class Messages:
    """The messages of one language: `messages("shown", shown=3, all=5)`."""

    def __init__(self, lang: str, areas: Sequence[str] = ("",)) -> None:
        self.lang = lang if lang in LANGUAGES else "en"
        """The language that is spoken: one of `LANGUAGES`."""
        self._texts = texts(self.lang, areas[0])
        self.plain = False
        """Whether words stand in place of signs and lines (`tui.plain`)."""
        for area in areas[1:]:
            self._texts = self._texts | texts(self.lang, area)
        self._set: dict[str, str] = {}

    def knows(self, key: str) -> bool:
        """Whether there is such a message."""
        return key in self._texts

    def __call__(self, key: str, **values: object) -> str:
        """The message, typeset, with its places filled in; the values stay as they are.

        An unknown key gives its last part, so that nothing breaks.
        """
        text = self._set.get(key)
        if text is None:
            text = self._texts.get(key)
            # Typeset when it is first said: to do it to all of them would be a part of every start.
            text = self._set[key] = key.rsplit(".", 1)[-1] if text is None else typeset(text, self.lang)
        return text.format(**values) if values else text

    def count(self, key: str, n: int) -> str:
        """The message for a number of things; French counts 0 as one, English as many."""
        one, many = self(key).split("|")
        single = n == 1 or (n == 0 and self.lang == "fr")
        return (one if single else many).format(n=number(n, self.lang))


def number(n: int, lang: str) -> str:
    """A whole number with its thousands set apart as the language does it."""
    return f"{n:,}".replace(",", "\u202f" if lang == "fr" else ",")


def typeset(text: str, lang: str) -> str:
    """`text`, written with plain spaces, with those spaces that no line may break at as the language has them.

    French has narrow ones before `;`, `!` and `?`, wide ones before `:` and inside guillemets (Imprimerie nationale).
    """
    if lang != "fr":
        return text
    return _WIDE.sub("\u00a0", _HIGH.sub("\u202f", text))


def default_language() -> str:
    """The user's language by the environment, English where it is none that is spoken here.

    As gettext has it: the first of LC_ALL, LC_MESSAGES and LANG that is set; where it is not that of the plain C
    locale, LANGUAGE, a list, stands before it.
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    plain = locale.partition(".")[0] in ("C", "POSIX")
    listed = [] if plain else os.environ.get("LANGUAGE", "").split(":")
    codes = (value[:2].lower() for value in (*listed, locale))
    return next((code for code in codes if code in LANGUAGES), "en")
