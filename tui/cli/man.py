"""`timeline man`: the manual page, made from the grammar of the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import store
from tui.cli.console import write
from tui.cli.grammar import Option, Part, parts
from tui.cli.speech import phrase

_HEADS = (".SH", ".SS")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline man`."""
    parser.description, parser.epilog = phrase("help.man.description"), phrase("help.man.examples")


def run(args: argparse.Namespace) -> int:
    """Print it."""
    write(page())
    return 0


def page() -> str:
    """The page in the language that is spoken, for man(7)."""
    found = parts()
    lines = [
        f'.TH TIMELINE 1 "" "timeline {store.__version__}" ""',
        f".SH {_word('man.name')}",
        f"timeline \\- {_text(phrase('man.what'))}",
        f".SH {_word('man.synopsis')}",
        *_usage(phrase("usage")),
        f".SH {_word('man.description')}",
        *_paragraphs(phrase("help.description")),
        f".SH {_word('man.options')}",
        *(line for option in found[0].options for line in _option(option)),
        f".SH {_word('man.commands')}",
        *(line for part in found[1:] for line in _part(part)),
        *_rest(),
    ]
    # No paragraph begins right below a heading, which is one already.
    kept = [line for above, line in zip(["", *lines], lines, strict=False) if line != ".PP" or above[:3] not in _HEADS]
    return "\n".join(kept) + "\n"


def _part(part: Part) -> Iterator[str]:
    yield f".SS timeline {_text(part.name)}"
    yield from _usage(part.usage)
    yield from _paragraphs(part.description)
    for group, options in part.groups():
        if group:
            yield ".PP"
            yield f".B {_text(group)}"
        for option in options:
            yield from _option(option)
    if part.examples:
        yield from _literal(part.examples)


def _option(option: Option) -> Iterator[str]:
    yield ".TP"
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in option.names)
    value = f"\\fI{_text(option.value)}\\fR" if option.value else ""
    yield f"{names} {value}".strip()
    yield _text(option.help)


def _rest() -> Iterator[str]:
    """What stands below the help of the program: its examples, and what the exit statuses mean."""
    examples, _, statuses = phrase("help.examples").partition(phrase("man.statuses_begin"))
    yield f".SH {_word('man.statuses')}"
    yield from _literal(statuses.strip("\n").partition("\n\n")[0])
    yield f".SH {_word('man.environment')}"
    for name in (
        "TIMELINE_CONFIG",
        "TIMELINE_PLAIN",
        "TIMELINE_AUTHOR",
        "TIMELINE_DEBUG",
        "NO_COLOR",
        "LC_ALL, LC_MESSAGES, LANG",
    ):
        yield from (".TP", f"\\fB{_text(name)}\\fR", _text(phrase(f"man.env.{name.split(',')[0]}")))
    yield f".SH {_word('man.examples')}"
    yield from _literal(examples.partition("\n")[2].strip("\n"))


def _usage(usage: str) -> Iterator[str]:
    yield ".nf"
    yield from (_text(line.strip()) for line in usage.splitlines())
    yield ".fi"


def _literal(text: str) -> Iterator[str]:
    yield from (".PP", ".nf", ".RS")
    yield from (_text(line) for line in text.splitlines())
    yield from (".RE", ".fi")


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs flow; lines that begin with spaces stay as they are."""
    for paragraph in re.split(r"\n\n+", text.strip("\n")):
        lines = paragraph.splitlines()
        if any(line.startswith("  ") for line in lines):
            yield from _literal(paragraph)
        else:
            yield ".PP"
            yield _text(" ".join(line.strip() for line in lines))


def _word(key: str) -> str:
    return _text(phrase(key).upper())


def _text(text: str) -> str:
    """`text` so that nothing in it is a request or an escape of troff, in ASCII, which every troff reads."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    plain = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in safe)
    return f"\\&{plain}" if plain.startswith(".") else plain
