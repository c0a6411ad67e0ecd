"""Writes docs/commands.md and docs/fr/commands.md from the parser:  .venv/bin/python tools/commands.py

With --check it writes nothing and says by its exit status whether the pages fit the parser.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from tui.cli.grammar import Option, Part, parts
from tui.cli.speech import phrase, speak

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {"en": DOCS / "commands.md", "fr": DOCS / "fr" / "commands.md"}
_TITLES = {"en": "Every command", "fr": "Toutes les commandes"}
_INTRODUCTIONS = {
    "en": """\
What `timeline COMMAND --help` says, on one page; `timeline man` prints it as a manual page. Every command speaks
English and French (`--lang`), and works without a network unless you name an address.""",
    "fr": """\
Ce que dit `timeline COMMANDE --help`, en une page ; `timeline man` l'imprime comme page de manuel. Chaque commande
parle français et anglais (`--lang`), et se passe du réseau tant que vous ne nommez pas d'adresse.""",
}
_COLUMNS = {"en": ("Option", "What it does"), "fr": ("Option", "Ce qu'elle fait")}
_EXAMPLES = {"en": "Examples:", "fr": "Exemples :"}
_SIGNS = re.compile(r"([\\`*_<>|]|\](?=[(\[]))")


def page(lang: str) -> str:
    """The whole page in a language, in Markdown."""
    speak(lang)
    program, *commands = parts()
    lines = ["<!-- Made by tools/commands.py from the parser; changes here are lost. -->", "", f"# {_TITLES[lang]}", ""]
    lines += [_INTRODUCTIONS[lang], "", "```text", *_usage(program), "```", ""]
    lines += _text(program.description)
    lines += _table(program, lang)
    for part in commands:
        mark = "##" if " " not in part.name else "###"
        lines += [f"{mark} timeline {part.name}", "", "```text", *_usage(part), "```", ""]
        lines += _text(part.description)
        lines += _table(part, lang)
        if part.examples:
            lines += [_EXAMPLES[lang], "", "```text", *(line.rstrip() for line in _dedented(part.examples)), "```", ""]
    statuses = phrase("help.examples").partition(phrase("man.statuses_begin"))[2].strip("\n").partition("\n\n")[0]
    title = phrase("man.statuses")
    lines += [f"## {title[0].upper()}{title[1:]}", "", "```text", *_dedented(statuses), "```", ""]
    return "\n".join(lines)


def _usage(part: Part) -> list[str]:
    first, *rest = part.usage.splitlines()
    # What begins with the program's name is another way to say it, everything else goes on with the line above.
    return [
        first.strip(),
        *(line.strip() if line.strip().startswith("timeline") else f"  {line.strip()}" for line in rest),
    ]


def _text(text: str) -> Iterator[str]:
    """Paragraphs as they are; what is indented stays as it is."""
    for paragraph in re.split(r"\n\n+", text.strip("\n")):
        if any(line.startswith("  ") for line in paragraph.splitlines()):
            yield from ("```text", *_dedented(paragraph), "```", "")
        else:
            yield from (_flowing(paragraph), "")


def _flowing(paragraph: str) -> str:
    """A paragraph on lines as short as those of the other pages; spaces that no line may break at stay."""
    words = re.sub(r"[ \n]+", " ", paragraph).strip()
    return "\n".join(wrap(_escaped(words), 118, break_long_words=False, break_on_hyphens=False))


def _dedented(text: str) -> list[str]:
    lines = text.splitlines()
    least = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]


def _table(part: Part, lang: str) -> Iterator[str]:
    for group, options in part.groups():
        if group:
            yield from (f"**{_escaped(group)}**", "")
        yield "| {} | {} |".format(*_COLUMNS[lang])
        yield "|---|---|"
        yield from (f"| {_named(option)} | {_escaped(option.help)} |" for option in options)
        yield ""


def _named(option: Option) -> str:
    names = option.names or ("",)
    # A bar would end the cell, even inside a code span.
    shown = ", ".join(f"`{f'{name} {option.value}'.strip()}`" for name in names)
    return shown.replace("|", "\\|")


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)


def main() -> int:
    """Write the pages, or check them."""
    fits = True
    for lang, file in PAGES.items():
        made = page(lang)
        if "--check" in sys.argv[1:]:
            fits = fits and file.is_file() and file.read_text("utf-8") == made
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(made, "utf-8")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
