"""Which corrections of a journal are in force: an undo and a redo are lines like any other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.corrections.model import Correction


@dataclass(frozen=True, slots=True)
class History:
    """The corrections of a journal, each once, in the order in which they are carried out.

    `undo` is the id of the one that the next undo takes back, `redo` of the one that the next redo brings back; None
    where there is none.
    """

    known: tuple[Correction, ...]
    in_force: tuple[Correction, ...]
    undone: tuple[Correction, ...]
    undo: str | None
    redo: str | None


def history(corrections: Iterable[Correction]) -> History:
    """What holds of `corrections`, whatever their order; one that comes twice counts once."""
    lines = sorted({c.id: c for c in corrections}.values(), key=lambda c: c.order)
    known = {c.id: c for c in lines if c.kind not in ("undo", "redo")}
    done: dict[str, None] = {}
    undone: dict[str, None] = {}
    # Of two machines the clocks may differ: an undo may stand before what it undoes.
    taken_back: set[str] = set()
    seen: set[str] = set()
    for line in lines:
        of = line.of or ""
        if line.kind == "undo":
            taken_back.add(of)
            if of in done:
                done.pop(of)
                undone[of] = None
        elif line.kind == "redo":
            taken_back.discard(of)
            if of in seen and of not in done:
                undone.pop(of, None)
                done[of] = None
        elif line.id in taken_back:
            seen.add(line.id)
            undone[line.id] = None
        else:
            seen.add(line.id)
            done[line.id] = None
            # What was undone before something new was done stays undone, as in every editor.
            undone.clear()
    back = [c for c in known.values() if c.id not in done]
    return History(
        tuple(known.values()),
        tuple(c for c in known.values() if c.id in done),
        tuple(back),
        next(reversed(done), None),
        next(reversed(undone), None),
    )
