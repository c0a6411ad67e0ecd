"""Writes docs/keys.md, the page of every key, from the table of commands:  .venv/bin/python tools/keys.py

With --check it writes nothing and says by its exit status whether the page fits the table.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tui.keys import COMMANDS, group_of, keys_of, shown_key
from tui.messages import LANGUAGES, Messages, typeset
from tui.screens.help import MARKS, sections

PAGE = Path(__file__).resolve().parent.parent / "docs" / "keys.md"
_TITLES = {"en": "Every key", "fr": "Toutes les touches"}
_INTRODUCTIONS = {
    "en": """\
What every key of the explorer does, place by place; `?` shows the same inside it, the keys of the screen you are on
first. Keys can be changed: [configuration.md](configuration.md), by the names in the last column. Whatever a key does,
the mouse does too: by a click on it in the last line, in the command palette (`ctrl+p`), or where it acts.""",
    "fr": """\
Ce que fait chaque touche de l'explorateur, lieu par lieu ; `?` montre la même chose à l'écran, en commençant par les
touches de l'écran où vous êtes. Les touches se changent : [configuration.md](configuration.md), par les noms de la
dernière colonne. Tout ce que fait une touche, la souris le fait aussi : par un clic sur la dernière ligne, dans la
palette de commandes (`ctrl+p`), ou là où la touche agit.""",
}
_COLUMNS = {"en": ("Key", "What it does", "Name"), "fr": ("Touche", "Ce qu'elle fait", "Nom")}
_SIGNS = {"en": ("Sign", "What it means"), "fr": ("Signe", "Ce qu'il signifie")}


def page() -> str:
    """The whole page, in Markdown."""
    parts = ["<!-- Made by tools/keys.py from the table of commands; changes here are lost. -->\n"]
    parts += [_part(lang) for lang in LANGUAGES]
    return "\n".join(parts)


def _part(lang: str) -> str:
    say = Messages(lang)
    lines = [f"# {_TITLES[lang]}", "", typeset(_INTRODUCTIONS[lang], lang), ""]
    for group in sections():
        key, told, name = _COLUMNS[lang]
        lines += [
            f"## {_cell(say(f'group.{group}'))}",
            "",
            f"| {key} | {told} | {name} |",
            "|---|---|---|",
        ]
        for id in (id for id in COMMANDS if group_of(id) == group):
            keys = " ".join(f"`{_cell(shown_key(key))}`" for key in keys_of(id, {}))
            lines.append(f"| {keys} | {_cell(say(f'tip.{id}'))} | `{id}` |")
        lines.append("")
    sign, meaning = _SIGNS[lang]
    lines += [f"## {say('help.marks')}", "", f"| {sign} | {meaning} |", "|---|---|"]
    lines += [f"| {_cell(shown)} | {_cell(say(text))} |" for shown, _, text in MARKS]
    lines += ["", f"## {say('help.mouse')}", "", say("help.mouse_text"), ""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write the page, or check it."""
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
