"""The corrections of a library as JSON for other programs (docs/corrections.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from store.corrections.history import history
from store.corrections.journal import Contents
from store.corrections.model import Correction, to_line

FORMAT = "timeline-corrections/1"


def state_of(correction: Correction, undone: set[str], gone: Mapping[str, str]) -> str:
    """How it stands with a correction: "applied", "undone", or "not-applicable"."""
    return "undone" if correction.id in undone else "not-applicable" if correction.id in gone else "applied"


def corrections_json(contents: Contents, gone: Mapping[str, str]) -> str:
    """The journal in the order of time, each correction with its state; `gone` says by id why one no longer applies."""
    past = history(contents.corrections)
    undone = {correction.id for correction in past.undone}
    told: list[dict[str, Any]] = []
    for correction in past.known:
        known = msgspec.json.decode(to_line(correction))
        known["state"] = state_of(correction, undone, gone)
        if known["state"] == "not-applicable":
            known["reason"] = gone[correction.id]
        told.append(known)
    damaged = [{"line": d.number, "reason": d.reason} for d in contents.damaged]
    data = {"format": FORMAT, "corrections": told, "undo": past.undo, "redo": past.redo, "damaged": damaged}
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"
