"""`timeline corrections`: what was corrected in a library; undoing and redoing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.library.library import Library
from tui import corrections
from tui.author import author
from tui.cli.console import FAILED, NOT_FOUND, USAGE, CommandError, say, write
from tui.cli.libraries import add_folder, add_json, chosen, say_damaged_lines
from tui.cli.speech import language, phrase
from tui.corrections import described, spoken

if TYPE_CHECKING:
    from store.corrections.model import Correction

_WIDTH = 110


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `timeline corrections`."""
    parser.description, parser.epilog = phrase("help.corrections.description"), phrase("help.corrections.examples")
    which, metavar = parser.add_mutually_exclusive_group(), phrase("meta.correction")
    for option in ("--undo", "--redo"):
        which.add_argument(
            option, metavar=metavar, nargs="*", help=phrase(f"help.corrections.{option.removeprefix('--')}")
        )
    add_json(parser)
    add_folder(parser)


def run(args: argparse.Namespace) -> int:
    """List, undo or redo."""
    library = chosen(args)
    if args.undo is not None:
        return _again(library, args.undo, back=True)
    if args.redo is not None:
        return _again(library, args.redo, back=False)
    contents = library.corrections()
    if args.json:
        from store.export.corrections import corrections_json

        write(corrections_json(contents, library.not_applicable()))
        return 0
    return _list(library)


def _list(library: Library) -> int:
    from store.corrections.history import history
    from store.export.corrections import state_of

    talk = spoken(language())
    contents, gone = library.corrections(), library.not_applicable()
    say_damaged_lines(contents)
    past = history(contents.corrections)
    if not past.known:
        say(talk("none"))
        return FAILED if contents.damaged else 0
    undone = {correction.id for correction in past.undone}
    lines = []
    for correction in past.known:
        state = state_of(correction, undone, gone)
        reason = talk(f"reason.{gone[correction.id]}") if state == "not-applicable" else ""
        sign = {"applied": " ", "undone": "-", "not-applicable": "!"}[state]
        text = f"{sign} {correction.id[:8]}  {corrections.day(correction.at, talk.lang):<12}  "
        text += described(correction, talk)
        if correction.by:
            text += f"  {talk('by', name=corrections.cut(correction.by, 40))}"
        if told := corrections.about(correction):
            room = max(20, _WIDTH - len(text))
            text += f"  {phrase('show.open')}{corrections.cut(told, room)}{phrase('show.close')}"
        if state != "applied":
            text += f"  ({talk(f'state.{state}', reason=reason)})"
        lines.append(text)
    write("".join(f"{line}\n" for line in lines))
    return NOT_FOUND if gone.keys() & {c.id for c in past.in_force} else 0


def _again(library: Library, beginnings: Sequence[str], *, back: bool) -> int:
    from store.corrections import make
    from store.corrections.history import history

    talk = spoken(language())
    past = history(library.corrections().corrections)
    last = past.undo if back else past.redo
    among = past.in_force if back else past.undone
    asked = {_id(among, beginning) for beginning in beginnings} if beginnings else {last}
    if asked == {None}:
        say(talk("nothing_to_undo" if back else "nothing_to_redo"))
        return NOT_FOUND
    chosen = [correction for correction in past.known if correction.id in asked]
    if back:
        # As one undo after the other takes them back.
        chosen.reverse()
    library.correct([make.undo(each.id) if back else make.redo(each.id) for each in chosen], author())
    for each in chosen:
        write(talk("undone" if back else "redone", what=described(each, talk)) + "\n")
    return 0


def _id(among: Sequence[Correction], beginning: str) -> str:
    found = [c.id for c in among if c.id.startswith(beginning.strip().lower())]
    if len(found) != 1:
        talk = spoken(language())
        raise CommandError(talk("several" if found else "unknown", id=beginning), USAGE if found else NOT_FOUND)
    return found[0]
