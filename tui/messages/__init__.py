"""What the explorer says, a module a language.  Nothing else in `tui` holds words for the user."""

from __future__ import annotations

import os
from importlib import import_module

LANGUAGES = ("en", "fr")


def texts(lang: str) -> dict[str, str]:
    """All messages of one of `LANGUAGES`; all languages have the same keys (a test compares them).

    Only the language that is spoken is imported.
    """
    found: dict[str, str] = import_module(f"tui.messages.{lang}").TEXTS
    return found


class Messages:
    """The messages of one language: `messages("shown", shown=3, all=5)`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else "en"
        """The language that is spoken: one of `LANGUAGES`."""
        self._texts = texts(self.lang)

    def __call__(self, key: str, **values: object) -> str:
        """The message with its places filled in; an unknown key gives its last part, so that nothing breaks."""
        text = self._texts.get(key)
        if text is None:
            return key.rsplit(".", 1)[-1]
        return text.format(**values) if values else text

    def count(self, key: str, n: int) -> str:
        """The message for a number of things; French counts 0 as one, English as many."""
        one, many = self._texts[key].split("|")
        single = n == 1 or (n == 0 and self.lang == "fr")
        return (one if single else many).format(n=number(n, self.lang))


def number(n: int, lang: str) -> str:
    """A whole number with its thousands set apart as the language does it."""
    return f"{n:,}".replace(",", "\u202f" if lang == "fr" else ",")


def default_language() -> str:
    """The user's language by the environment, English where it is none that is spoken here."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            code = value[:2].lower()
            return code if code in LANGUAGES else "en"
    return "en"
