"""The language of the command line: that of `--lang`, else that of the environment."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial

from tui.faults import told as _told
from tui.messages import LANGUAGES, Messages, default_language, typeset

_AREAS = ("", "cli", "help")
_spoken: list[Messages] = []


def speak(lang: str | None = None) -> None:
    """From now on `lang` is spoken, or the language of the environment; by the parser's own words too."""
    _spoken[:] = [Messages(lang or default_language(), _AREAS)]
    words: dict[str, str] = {}
    if language() == "fr":
        from tui.messages.foreign_fr import PARSER

        words = PARSER
    # argparse asks gettext under these names; a catalogue of gettext would have to lie beside the program as a file.
    vars(argparse)["_"] = partial(_of_parser, words)
    vars(argparse)["ngettext"] = partial(_of_parser_counted, words)


def messages() -> Messages:
    """What is said, in the language that is spoken."""
    if not _spoken:
        speak()
    return _spoken[0]


def language() -> str:
    """The language that is spoken (ISO 639-1)."""
    return messages().lang


def phrase(key: str, **values: object) -> str:
    """The message `key` with its places filled in."""
    return messages()(key, **values)


def count(number: int, key: str) -> str:
    """A number and its noun (the message `n.key`): 1 event, 2 events."""
    return messages().count(f"n.{key}", number)


def told(fault: str) -> str:
    """What the store or the system said of what went wrong, in the language that is spoken."""
    return _told(fault, language())


def wanted(argv: Sequence[str]) -> str | None:
    """The language that `--lang` asks for, wherever it stands; None where it does not, or asks for none there is."""
    for position, word in enumerate(argv):
        if word == "--":
            break
        option, _, value = word.partition("=")
        if option == "--lang":
            value = value or (argv[position + 1] if position + 1 < len(argv) else "")
            return value if value in LANGUAGES else None
    return None


def _of_parser(words: dict[str, str], message: str) -> str:
    return typeset(words[message], "fr") if message in words else message


def _of_parser_counted(words: dict[str, str], one: str, many: str, number: int) -> str:
    return _of_parser(words, one if number == 1 else many)
